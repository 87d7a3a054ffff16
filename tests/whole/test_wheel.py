"""A wheel is enough: installed in an empty environment without the network, it begins a project of another body and builds its packet.

``PACKET_WHEELHOUSE`` names a folder with the wheels of its requirements (``make wheelhouse``), from which the environment is filled then;
without it the packages of this environment lie beside the wheel, which is quicker and proves less.
"""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pypdfium2
import pytest

pytestmark = pytest.mark.long  # begins first

WHEELHOUSE = os.environ.get("PACKET_WHEELHOUSE")
pytest.importorskip("hatchling", reason="hatchling builds the wheel: pip install -e .[test]")


@pytest.fixture(scope="module")
def installed(root, tmp_path_factory):
    """``packet`` of an environment that has the wheel and what it requires, by itself or beside it; nothing of the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    wheels, place = folder / "wheels", folder / "venv"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    alone = ["--no-deps", "--no-index"]
    subprocess.run([*pip, "wheel", *alone, "--no-build-isolation", "-w", wheels, root], check=True, capture_output=True)
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    command = [*pip, "--python", python, "install", "--no-index", "--find-links", wheels]
    if WHEELHOUSE:
        command += ["--find-links", WHEELHOUSE, "packet"]
    else:
        (site / "others.pth").write_text(
            sysconfig.get_path("purelib") + "\n", "utf-8"
        )  # a .pth in there is not followed
        command += ["--no-deps", "--ignore-installed", "packet"]
    subprocess.run(command, check=True, capture_output=True)

    def run(*arguments, cwd):
        env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"PACKET_LANG": "en"}
        command = [python, "-m", "reportlib", *arguments]
        return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=180)

    run.site = site
    return run


@pytest.fixture(scope="module")
def harbour(installed, tmp_path_factory):
    """The project of a city office, begun by the wheel, and its packet."""
    place = tmp_path_factory.mktemp("away")
    agencies = "海港市資訊處:資訊處,海港市捷運局:捷運局,海港市動物園:動物園"
    done = installed(
        "init", "harbour", "--body", "海港市開放資料委員會", "--agencies", agencies, "--years", "common", cwd=place
    )
    assert done.returncode == 0, done.stderr
    built = installed("build", "harbour-1-1", cwd=place / "harbour")
    assert built.returncode == 0, built.stderr
    return place / "harbour"


def test_the_wheel_has_what_a_project_is_begun_with(installed):
    package = installed.site / "reportlib"
    assert (package / "py.typed").is_file() and list((package / "media" / "styles").iterdir())
    for name in (
        "notebooks/10-inventory.ipynb",
        "params/rules/identities.yaml",
        "params/example.yaml",
        "data/example/catalogue.csv",
    ):
        assert (package / "starter" / name).is_file(), name


@pytest.mark.skipif(
    not WHEELHOUSE, reason="PACKET_WHEELHOUSE names no folder of wheels: the others lay beside the wheel"
)
def test_the_environment_has_what_the_wheel_requires_and_nothing_else(installed):
    """What only the tests need is not there."""
    folders = {path.name.partition("-")[0].lower() for path in installed.site.glob("*.dist-info")}
    assert {"packet", "pandas", "jupyterlab"} <= folders and not {"pytest", "hypothesis", "mypy"} & folders


def test_away_from_a_project_it_says_so(installed, tmp_path):
    done = installed("build", "harbour-1-1", cwd=tmp_path)
    assert done.returncode == 3 and done.stderr.startswith("C20 ")
    assert installed("--version", cwd=tmp_path).stdout.startswith("packet ")


def test_it_builds_a_packet_for_another_body_at_once_and_names_no_other(harbour):
    output = harbour / "output" / "harbour-1-1"
    page = (output / "packet.html").read_text("utf-8")
    for text in ("海港市開放資料委員會", "海港市捷運局", "示範資料", "2025-05-31"):
        assert text in page, text
    pdf = pypdfium2.PdfDocument(output / "packet.pdf")
    printed = "".join(one.get_textpage().get_text_range() for one in pdf)
    for text in (page, printed, (output / "facts.json").read_text("utf-8")):
        assert re.findall("經濟部|moea|示範部|公開簡報|水利署", text) == []


def test_its_packet_can_be_asked_and_the_next_meeting_begun(harbour, installed):
    assert "9" in installed("explain", "harbour-1-1", "inventory.total", cwd=harbour).stdout
    assert installed("verify", "harbour-1-1", cwd=harbour).returncode == 0
    done = installed("new", "harbour-1-2", "--from", "harbour-1-1", cwd=harbour)
    assert done.returncode == 0, done.stderr
    assert "經濟部" not in "".join(path.read_text("utf-8") for path in (harbour / "data" / "harbour-1-2").rglob("*.md"))
