"""What was made once is made again where something of it has changed, and only there; a kept packet and a new one have the same bytes."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import reportlib
from reportlib.build import inputs
from reportlib.build.build import build
from reportlib.build.progress import Progress
from reportlib.build.unchanged import Run
from reportlib.media import styles
from reportlib.media.pdf import typst
from reportlib.store import in_use, made_by
from reportlib.store.entries import Store
from tests.support.tiny_project import NAME, packet_of, tiny_project

ROOT = Path(__file__).parents[2]
WORDS = "title: 用語\nsource: 例\nwords:\n  - {ours: 資料集盤點, own: 資料盤點}\n"
MILESTONES = "工作項目,期限,主辦單位,備註\n填報,109-11-30,水利署,\n彙整,109-12-15,能源局,\n"


@pytest.fixture
def project(tmp_path):
    """Two sections: one reads the catalogue, the other the milestones."""
    params_file = tiny_project(tmp_path)
    text = params_file.read_text("utf-8")
    text = text.replace("catalogue.csv}", f"catalogue.csv, milestones: ../data/{NAME}/milestones.csv}}")
    text += "rulebooks: {words: rules/words.yaml, stars: rules/stars.yaml}\n"
    params_file.write_text(text.replace("[10-tiny]", "[10-tiny, 20-work]"), "utf-8")
    (tmp_path / "params" / "rules").mkdir()
    (tmp_path / "params" / "rules" / "words.yaml").write_text(WORDS, "utf-8")
    shutil.copy(ROOT / "params" / "rules" / "star-ratings.yaml", tmp_path / "params" / "rules" / "stars.yaml")
    (tmp_path / "data" / NAME / "milestones.csv").write_text(MILESTONES, "utf-8")
    cells = [
        new_markdown_cell("# 後續工作", id="title"),
        new_code_cell(f'params_file = "../params/{NAME}.yaml"', metadata={"tags": ["parameters"]}, id="params"),
        new_code_cell(
            "from reportlib import open_section, work_ahead\n\nsection = open_section(params_file)\nsection", id="open"
        ),
        new_code_cell("work_ahead.summary(section.milestones, section.meeting)", id="work"),
        new_code_cell("section.close()", id="close"),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks" / "20-work.ipynb")
    return tmp_path


def run_of(project, **given):
    params_file = project / "params" / f"{NAME}.yaml"
    return Run(Store(project / "output" / ".cache"), params_file, None, (), "internal", **given)


def built(project):
    """Build what is not there as it would be built; the bytes of the packet, and whether all of it was kept."""
    run = run_of(project)
    kept = run.kept()
    if not kept:
        with run.watched():
            outcome = build(run.params_file, run=run, progress=Progress(notice=run.noted(lambda text: None)))
        run.keep(outcome)
    return bytes_of(packet_of(run.params_file)), kept is not None


def bytes_of(packet):
    return {path.relative_to(packet).as_posix(): path.read_bytes() for path in packet.rglob("*") if path.is_file()}


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


SECTIONS = ["10-tiny", "20-work"]
CHANGES = {
    "one input": ("data/tiny-1-1/catalogue.csv", "用電量", "發電量", ["10-tiny"]),
    "the other input": ("data/tiny-1-1/milestones.csv", "彙整", "核定", ["20-work"]),
    "one notebook": ("notebooks/20-work.ipynb", "後續工作", "下半年工作", ["20-work"]),
    "a caption": ("notebooks/10-tiny.ipynb", "累計開放資料集", "開放資料集", ["10-tiny"]),
    "the parameters": ("params/tiny-1-1.yaml", "某小組", "某某小組", SECTIONS),
    "a parameter that no section asks for": (
        "params/tiny-1-1.yaml",
        "agenda:",
        "run: {cell_timeout: 500}\nagenda:",
        [],
    ),
    "the body's own words": ("params/rules/words.yaml", "own: 資料盤點", "own: 盤點", SECTIONS),
    "a rulebook that no section asks for": ("params/rules/stars.yaml", "title: ", "title: 新", []),
    "the register": ("params/agencies/tiny.csv", "水利署,,署", "水利署,水利,署", SECTIONS),
}


def test_each_change_makes_the_sections_again_that_it_reaches_and_the_packet_is_as_if_made_anew(project, ran):
    built(project)
    assert ran == SECTIONS
    assert built(project)[1] and ran == SECTIONS
    for file, old, new, again in CHANGES.values():
        edit(project / file, old, new)
        ran.clear()
        packet, whole = built(project)
        assert (ran, whole) == (again, False), file
        assert built(project) == (packet, True)
    ran.clear()
    build(project / "params" / f"{NAME}.yaml")  # there, since a calendar goes on from the packet before
    assert ran == SECTIONS
    assert bytes_of(packet_of(project / "params" / f"{NAME}.yaml")) == packet


@pytest.fixture
def copied(tmp_path_factory, monkeypatch):
    """The code of reportlib in a folder of its own, taken for the one that runs."""
    folder = tmp_path_factory.mktemp("code") / "reportlib"
    shutil.copytree(ROOT / "reportlib", folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(reportlib, "__file__", str(folder / "__init__.py"))
    made_by.code.cache_clear()
    yield folder
    monkeypatch.undo()
    made_by.code.cache_clear()


@pytest.mark.parametrize(
    ("file", "again"), [("media/annexes.py", []), ("messages/pages.py", SECTIONS), ("measures/work_ahead.py", SECTIONS)]
)
def test_changed_code_makes_the_sections_again_that_can_reach_it(project, ran, copied, file, again):
    packet, _ = built(project)
    with (copied / file).open("ab") as code:
        code.write(b"\n")
    made_by.code.cache_clear()
    ran.clear()
    assert built(project) == (packet, False)
    assert ran == again


def test_another_version_of_a_package_makes_everything_again(project, ran, monkeypatch, tmp_path_factory):
    installed = tmp_path_factory.mktemp("installed")
    (installed / "one-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(installed)
    made_by.code.cache_clear()
    packet, _ = built(project)
    (installed / "one-1.0.dist-info").rename(installed / "one-1.1.dist-info")
    made_by.code.cache_clear()
    ran.clear()
    assert built(project) == (packet, False)
    assert ran == SECTIONS
    monkeypatch.undo()
    made_by.code.cache_clear()


@pytest.fixture
def typeset(monkeypatch):
    """Which templates were set, in the order in which they were begun."""
    found, run = [], typst._run_typst

    def noted(folder, timeout, stop=None):
        template = (folder / "packet.typ").read_bytes()
        names = ("packet", "annexes", "briefing")
        found.extend(name for name in names if (styles.FOLDER / f"{name}.typ").read_bytes() == template)
        run(folder, timeout, stop)

    monkeypatch.setattr(typst, "_run_typst", noted)
    return found


def test_annexes_are_set_once_where_the_pages_of_the_volume_are_as_they_were(project, typeset):
    built(project)
    typeset.clear()
    edit(project / f"params/{NAME}.yaml", "某小組", "某某小組")
    built(project)
    assert sorted(typeset) == ["annexes", "briefing", "packet"]


def test_annexes_that_were_begun_with_other_pages_are_set_again(project, monkeypatch):
    packet, _ = built(project)
    edit(project / f"params/{NAME}.yaml", "某小組", "某某小組")
    monkeypatch.setattr(in_use, "guess", lambda kind, of: b'{"facts": {"F-0001": [7]}, "targets": {}, "pages": 7}')
    guessed, _ = built(project)
    assert guessed["annexes.pdf"] != packet["annexes.pdf"]
    monkeypatch.setattr(in_use, "guess", lambda kind, of: None)
    run_of(project).store.clear()
    assert built(project) == (guessed, False)


def test_inputs_are_not_read_again_where_only_a_notebook_has_changed(project, monkeypatch):
    built(project)
    monkeypatch.setattr(inputs, "read_all", None)
    edit(project / "notebooks/10-tiny.ipynb", "累計開放資料集", "累計開放之資料集")
    built(project)


def test_a_build_after_another_caption_does_without_pandas(project):
    program = "import sys, reportlib.__main__ as packet; print(packet.main(), 'pandas' in sys.modules)"

    def ended():
        given = {"cwd": project, "stdout": subprocess.PIPE, "text": True}
        run = subprocess.run([sys.executable, "-c", program, "build", NAME], **given)
        return run.stdout.splitlines()[-1]

    assert ended() == "0 True"
    edit(project / "notebooks" / "10-tiny.ipynb", "累計開放資料集", "開放資料集")
    assert ended() == "0 False"


def command(project, name, *more):
    environment = {key: value for key, value in os.environ.items() if key != "PACKET_CACHE"}
    given = {"cwd": project, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-m", "reportlib", "build", name, *more], **given)


def test_two_builds_at_once_share_a_store_and_make_what_each_would_make_alone(project):
    other = project / "params" / "tiny-1-2.yaml"
    other.write_text(
        (project / "params" / f"{NAME}.yaml").read_text("utf-8").replace("number: 1", "number: 2"), "utf-8"
    )
    both = [command(project, name) for name in (NAME, "tiny-1-2", NAME)]
    told = [child.communicate() for child in both]
    codes = sorted(child.returncode for child in both)
    # Of the same meeting one may find the other at work, and says so (R14); or it comes after it.
    assert codes in ([0, 0, 0], [0, 0, 5]), told
    assert (5 in codes) == any("R14" in errors for _, errors in told)
    together = {name: bytes_of(project / "output" / name) for name in (NAME, "tiny-1-2")}
    store = run_of(project).store
    assert all(store.get(path.name) is not None for path in store.folder.iterdir())
    store.clear()
    for name in together:
        child = command(project, name)
        assert (child.communicate(), child.returncode)[1] == 0
    assert {name: bytes_of(project / "output" / name) for name in together} == together


@pytest.fixture
def kept(project):
    """A project whose packet is there, and kept."""
    built(project)
    return project


def test_what_is_changed_back_is_taken_as_it_was(kept, ran):
    packet, _ = built(kept)
    edit(kept / "data/tiny-1-1/catalogue.csv", "用電量", "發電量")
    built(kept)
    edit(kept / "data/tiny-1-1/catalogue.csv", "發電量", "用電量")
    ran.clear()
    assert built(kept)[0] == packet
    assert ran == []


def test_a_packet_that_was_touched_is_made_again(kept):
    packet, _ = built(kept)
    for name, data in (("packet.html", b"altered"), ("facts.json", None), ("mine.txt", b"added")):
        path = packet_of(kept / "params" / f"{NAME}.yaml") / name
        path.unlink() if data is None else path.write_bytes(data)
        assert run_of(kept).kept() is None
        assert built(kept) == (packet, False)
        assert built(kept) == (packet, True)


def test_other_code_is_another_packet(kept, monkeypatch):
    monkeypatch.setattr(made_by, "code", lambda *without: "other code")
    assert run_of(kept).kept() is None


def test_another_edition_another_part_and_another_folder_are_other_packets(kept):
    assert run_of(kept).kept()
    for change in ({"edition": "public"}, {"only": ("10-tiny",)}, {"output": kept / "elsewhere"}):
        assert dataclasses.replace(run_of(kept), **change).kept() is None


def test_what_was_told_and_how_it_ended_is_told_again(kept, project):
    run = run_of(project)
    with run.watched():
        run.noted(lambda text: None)("清單有一項說明")
    outcome, _, files = run_of(project).kept()
    run.keep(dataclasses.replace(outcome, set_aside=3, masked={"name": 2}))
    again, notices, _ = run_of(project).kept()
    assert notices == ["清單有一項說明"]
    assert again == dataclasses.replace(outcome, set_aside=3, masked={"name": 2})
    said = json.loads((again.folder / "run.json").read_text("utf-8"))
    assert files == len(said["outputs"]) + 1  # and the record itself


def test_of_a_run_during_which_our_code_was_changed_nothing_is_kept(project, monkeypatch):
    run = run_of(project)
    with run.watched():
        outcome = build(run.params_file, run=run)
        assert run.store.size()[0]
        monkeypatch.setattr(made_by, "code_now", lambda *without: "edited meanwhile")
    run.keep(outcome)
    assert run.store.size() == (0, 0)


def test_what_the_last_run_has_read_is_known_also_to_one_that_makes_everything_anew(tmp_path):
    store = Store(tmp_path / "kept")
    run = Run(store, tmp_path / "m.yaml", None, (), "internal")
    store.put(run._key, json.dumps({"read": {"/a/words.yaml": "0"}}).encode())
    anew = dataclasses.replace(run, store=Store(store.folder, is_anew=True))
    assert (run.known(), anew.known()) == (["/a/words.yaml"], ["/a/words.yaml"])
    assert anew.kept() is None
