"""The desk in a real Chromium: by the file that leads to it, by the keyboard, at the width of a phone, dark, and by axe."""

import time
from pathlib import Path

import axe_core_python
import pytest

from tests.support.chromium import browser
from tests.support.desk_server import begin
from tests.support.held_meeting import Held
from tests.support.tiny_project import tiny_project

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
JUDGED = "axe.run().then(r => r.violations.concat(r.incomplete).map(v => v.id + ': ' + v.nodes[0].html))"
PAGES = {
    "/": "會議",
    "/m/tiny-1-1": "要做的事",
    "/m/tiny-1-1/parameters": "參數",
    "/m/tiny-1-1/returns": "收件",
    "/m/tiny-1-1/review": "發布前檢視",
    "/m/harbour-1-3/held": "會後：決議與會議紀錄",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory, root):
    """A page of the browser that was led to the desk by the file that the command would open."""
    folder = tmp_path_factory.mktemp("browser")
    Held(folder / "p", root)
    tiny_project(folder / "p")
    with browser(folder / "profile") as page:
        desk = begin(folder / "p")
        try:
            page.ask(
                "Network.emulateNetworkConditions",
                offline=False,
                latency=0,
                downloadThroughput=-1,
                uploadThroughput=-1,
            )
            page.ask("Page.navigate", url=desk.page.as_uri())
            page.wait("location.pathname === '/' && document.querySelector('h1')?.textContent === '會議'")
            page.address = f"http://127.0.0.1:{desk.port}"
            page.root = desk.root
            yield page
        finally:
            desk.process.terminate()
            desk.process.wait(60)
            desk.process.stdout.close()


def soon(page, expression):
    """Until it is true, however busy the machine is: a job is a process that imports a lot."""
    until = time.monotonic() + 180
    while not page.run(f"Boolean({expression})"):
        assert time.monotonic() < until, f"never true: {expression}"
        time.sleep(0.2)


def go(page, path):
    page.ask("Page.navigate", url=page.address + path)
    page.wait(f"location.pathname === '{path}' && document.readyState === 'complete'")


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_every_page_is_right_by_axe_and_as_wide_as_the_screen(opened, path, title):
    for width, dark in ((1280, False), (390, False), (1280, True), (390, True)):
        opened.size(width, 900, dark)
        go(opened, path)
        assert opened.run("document.querySelector('h1').textContent") == title
        assert opened.run("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        opened.ask("Runtime.evaluate", expression=AXE)
        assert opened.run(JUDGED) == [], (path, width, dark)


def test_nothing_of_a_page_was_refused_by_its_policy(opened):
    for path in PAGES:
        go(opened, path)
    said = [event["params"]["entry"]["text"] for event in opened.events if event["method"] == "Log.entryAdded"]
    assert said == []


def test_a_packet_is_built_by_the_keyboard_alone(opened):
    opened.size(1280)
    go(opened, "/m/tiny-1-1")
    opened.press("Tab")
    assert opened.run("document.activeElement.textContent") == "跳到主要內容"
    for _ in range(30):
        if opened.run("document.activeElement.textContent === '產生會議資料'"):
            break
        opened.press("Tab")
    opened.press("Enter")
    soon(opened, "document.querySelector('.job.done') && document.querySelector('.results a')")
    assert (opened.root / "output" / "tiny-1-1" / "packet.pdf").is_file()
    go(opened, "/m/tiny-1-1/made/packet/packet.html")
    assert opened.run("self.origin") == "null", "a page that a build has made has no origin"


def test_a_form_that_is_not_right_keeps_what_was_typed(opened):
    go(opened, "/m/tiny-1-1/parameters")
    opened.run("document.getElementById('f-meeting.date').value = '109/2/30'")
    opened.click("form.wide button")
    soon(opened, "document.querySelector('[aria-invalid]')")
    assert opened.run("document.querySelector('[aria-invalid]').value") == "109/2/30"
    assert opened.run("document.querySelector('.error').textContent.length > 5")
