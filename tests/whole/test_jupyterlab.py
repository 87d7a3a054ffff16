"""JupyterLab in a real Chromium, as ``make lab`` opens it: the explore notebooks run to their end, and what a slider is moved to is shown."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.support.chromium import browser

LIBRARIES = ("jupyterlab", "ipywidgets", "itables", "anywidget")
NAMES = ("00-start-here", "what-if-weights", "since-last-meeting", "agencies")
TOKEN, SECONDS = "of-this-test", 240
FOUND = "window.W = [...jupyterapp.shell.widgets('main')].find(w => w.context?.path.endsWith('{}.ipynb'))"
CELLS = "W.content.widgets.filter(w => w.model.type === 'code')"
DONE = f"W.sessionContext.session?.kernel?.status === 'idle' && {CELLS}.every(w => w.prompt !== '*' && w.model.executionCount)"
ERRORS = f"{CELLS}.flatMap(w => w.model.outputs.toJSON()).filter(o => o.output_type === 'error').map(o => o.evalue)"


def soon(page, expression):
    """Until it is true, however busy the machine is."""
    until = time.monotonic() + SECONDS
    while not page.run(f"Boolean({expression})"):
        assert time.monotonic() < until, f"never true: {expression}"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory):
    """A page with JupyterLab, serving a copy of the project, with its notebooks open and told to run."""
    for name in LIBRARIES:
        if importlib.util.find_spec(name) is None:
            pytest.skip(f'no {name} here: pip install "packet[lab]"')
    folder = tmp_path_factory.mktemp("lab")
    for name in ("params", "notebooks", "data/moea-6-1", "data/moea-5-2"):
        shutil.copytree(root / name, folder / "project" / name)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {
        name: str(folder / name)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--LabApp.expose_app_in_browser=True",
    ]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder / 'project'}"]
    with browser(folder / "profile") as page:  # or else skipped, before anything is served
        server = subprocess.Popen(
            command, env=os.environ | own | {"PACKET_LANG": "zh"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            answers(server, port)
            page.ask(
                "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1
            )
            page.size(1280, 1200)
            page.ask("Page.navigate", url=f"http://127.0.0.1:{port}/lab?token={TOKEN}&reset")
            soon(page, "window.jupyterapp && document.querySelector('.jp-Launcher, .jp-DirListing')")
            for name in NAMES:
                page.run(
                    f"jupyterapp.commands.execute('docmanager:open', {{path: 'notebooks/explore/{name}.ipynb'}}).then(() => 1)"
                )
                soon(page, FOUND.format(name))
                soon(page, "W.sessionContext.session?.kernel?.status === 'idle'")
                show(page, name)
                page.run("jupyterapp.commands.execute('notebook:run-all-cells'), 1")
            yield page
        finally:
            server.terminate()
            server.wait(60)


def answers(server, port):
    until = time.monotonic() + SECONDS
    while True:
        assert server.poll() is None and time.monotonic() < until, "JupyterLab does not answer"
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=5).read()
        except OSError:
            time.sleep(0.2)


def show(page, name):
    soon(page, FOUND.format(name))
    page.run("jupyterapp.shell.activateById(W.id), 1")


def scroll_to(page, text):
    """The cell whose code begins so, where it can be seen: JupyterLab draws no other."""
    at = page.run(f"W.content.widgets.findIndex(w => w.model.sharedModel.source.includes({text!r}))")
    page.run(f"W.content.scrollToItem({at}, 'start').then(() => 1)")


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_an_explore_notebook_runs(lab, name):
    show(lab, name)
    soon(lab, DONE)
    assert lab.run(ERRORS) == []


def test_a_slider_that_is_moved_by_the_keyboard_makes_another_ranking(lab):
    show(lab, "what-if-weights")
    soon(lab, DONE)
    scroll_to(lab, "explore(")
    soon(lab, "W.node.querySelectorAll('.noUi-handle').length === 4")
    shown = "W.node.querySelector('.widget-html table').textContent"
    before = lab.run(shown)
    lab.run("W.node.querySelectorAll('.noUi-handle')[1].focus(), 1")
    lab.press("ArrowRight")
    soon(lab, f"{shown} !== {before!r}")
    assert lab.run("W.node.querySelectorAll('.widget-readout')[1].textContent") == "45"


def test_a_choice_of_another_agency_draws_another_chart(lab):
    show(lab, "agencies")
    soon(lab, DONE)
    scroll_to(lab, "lambda 機關")
    soon(lab, "W.node.querySelector('.widget-html svg')")
    before = lab.run("W.node.querySelector('.widget-html svg').textContent")
    choice = "W.node.querySelector('.widget-dropdown select')"
    lab.run(f"{choice}.selectedIndex = 1, {choice}.dispatchEvent(new Event('change', {{bubbles: true}})), 1")
    soon(lab, f"W.node.querySelector('.widget-html svg').textContent !== {before!r}")


def test_a_frame_is_searched_and_sorted_in_the_page(lab):
    show(lab, "agencies")
    soon(lab, DONE)
    scroll_to(lab, "searchable(catalogue")
    soon(lab, "W.node.querySelector('table.dataTable tbody tr')")
    lab.run("W.node.querySelector('.dt-search input').focus(), 1")
    lab.ask("Input.insertText", text="能源局重建資料集 0001")
    soon(lab, "W.node.querySelectorAll('table.dataTable tbody tr').length === 1")
    assert lab.run("W.node.querySelector('.dt-info').textContent").startswith("第 1 至 1 列，共 1 列")
