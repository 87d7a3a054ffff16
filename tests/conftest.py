"""What every test may lean on."""

import compileall
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock
from hypothesis import settings

from reportlib import wording
from reportlib.document import harvest
from reportlib.execute import runner
from reportlib.model.document import Document
from reportlib.records import source_files
from tests.support import warm

# No test asserts a time: an example may take as long as a busy machine needs for it. The same examples every time, so that
# a rare one does not stop a change that has nothing to do with it; PACKET_EXAMPLES=1000 searches among so many others.
settings.register_profile("packet", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=int(os.environ.get("PACKET_EXAMPLES", "100")))
settings.load_profile("search" if "PACKET_EXAMPLES" in os.environ else "packet")

# One language for every test and every child, whatever the locale of the machine; tests of the other one ask for it.
os.environ["PACKET_LANG"] = "en"

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config) -> None:
    """The tests start the program hundreds of times: it is compiled once, also where Python is told to keep nothing that it compiles. And
    the order in which files begin is that of the collection (below), not that of their numbers of tests."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(ROOT / "reportlib", quiet=2)
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items) -> None:
    """What is marked as long begins first, so that no process works on it alone when the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_terminal_summary(terminalreporter) -> None:
    """The scores that tests have found, also those that ran in another process."""
    reports = (report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ()))
    if scores := [value for report in reports for name, value in report.user_properties if name == "score"]:
        terminalreporter.section("scores")
        for score in scores:
            terminalreporter.write_line(score)


@pytest.fixture(autouse=True)
def in_our_words():
    """What a test has this process say in a body's own words ends with the test."""
    with wording.using(wording.OURS):
        yield


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory) -> None:
    """What a test builds is kept in no project, and none takes what an earlier run of the tests has kept."""
    os.environ["PACKET_CACHE"] = str(tmp_path_factory.mktemp("kept") / "cache")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The founders' folder beside the repository; a fresh clone elsewhere has none, and the test is skipped, visibly."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def packet():
    """Run the ``packet`` command as a user does; returns the completed process with text output.

    What it imports it has from a process that has imported it for all commands of this session (:mod:`tests.support.warm`), unless it is
    to start ``anew`` or is given variables that an interpreter reads when it starts.
    """
    forks = warm.Warm()

    def run(
        *arguments: object, cwd: Path = ROOT, env: dict[str, str] | None = None, anew: bool = False
    ) -> subprocess.CompletedProcess:
        given, own = [str(one) for one in arguments], env or {}
        if warm.CAN_BE and not anew and all(name.startswith("PACKET_") for name in own):
            return forks.run(given, cwd, os.environ | own)
        return subprocess.run(
            [sys.executable, "-m", "reportlib", *given],
            cwd=cwd,
            env=os.environ | own,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=warm.SECONDS,
        )

    yield run
    forks.close()


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of the project's notebooks, parameters and data that a test may spoil."""
    for folder in ("notebooks", "params", "data"):
        shutil.copytree(
            ROOT / folder,
            tmp_path / "project" / folder,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints", "moea-real"),
        )
    return tmp_path / "project"


@pytest.fixture(scope="session")
def reference(packet, tmp_path_factory) -> Path:
    """The packet of the reference meeting, built once for all tests that only look at it."""
    return _built(packet, tmp_path_factory, "moea-6-1")


@pytest.fixture(scope="session")
def earlier(packet, tmp_path_factory) -> Path:
    """The packet of the meeting before it, built once."""
    return _built(packet, tmp_path_factory, "moea-5-2")


@pytest.fixture(scope="session")
def example(packet, tmp_path_factory) -> Path:
    """The packet of the small example meeting, which has the sections that the others have not, built once; its public edition is beside
    it (``example.public``)."""
    return _built(packet, tmp_path_factory, "example", "--edition", "public")


def _built(packet, tmp_path_factory, name: str, *options: str) -> Path:
    """The packet of a meeting, built by the first process of this run of the tests that asks for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"packet-{name}" / name
    with FileLock(f"{folder.parent}.lock"):
        if not folder.exists():  # a packet is published whole or not at all
            done = packet("build", f"params/{name}.yaml", "--output", folder, "--no-cache", *options, anew=True)
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def document_of():
    """The document that a packet was rendered from, harvested again from its executed notebooks, with its source rows."""

    def harvested(folder: Path) -> Document:
        sections = json.loads((folder / "run.json").read_text("utf-8"))["sections"]
        notebooks = [(stem, "", nbformat.read(folder / "notebooks" / f"{stem}.ipynb", 4)) for stem in sections]
        return harvest.harvest(harvest.merge(notebooks)).with_(tables=tuple(source_files.read_back(folder)))

    return harvested


@pytest.fixture
def ran(monkeypatch):
    """The sections that were executed, in the order in which they were asked for."""
    found, run = [], runner.run

    def noted(sections, **given):
        found.extend(section.stem for section in sections)
        return run(sections, **given)

    monkeypatch.setattr(runner, "run", noted)
    return found
