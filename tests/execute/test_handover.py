"""What a build has read is handed to the kernels, and is used only for the very bytes that were read."""

import pickle
import subprocess

import nbformat
import pytest
from nbformat import v4

from reportlib.build.inputs import read_all
from reportlib.display import attachments, display
from reportlib.execute import fork_server, handover, runner, section as sections
from reportlib.meeting.meeting import Meeting
from reportlib.records import inputs
from reportlib.records.inputs import report_of


@pytest.fixture(autouse=True)
def nothing_shown(monkeypatch):
    """What other tests of this process have shown is no part of these sections."""
    monkeypatch.setattr(display, "_shown", [])


@pytest.fixture(scope="module")
def handed(root, tmp_path_factory):
    """The reference meeting, in a project of its own that a test may change, and the folder with what was read of it."""
    import shutil

    project = tmp_path_factory.mktemp("project")
    for folder in ("notebooks", "params", "data"):
        shutil.copytree(
            root / folder, project / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "moea-real")
        )
    meeting = Meeting.read(project / "params" / "moea-6-1.yaml")
    meeting.check()
    read = read_all(meeting)
    read.write(project / "handed")
    return read, project / "handed"


@pytest.fixture
def kernel(handed, monkeypatch):
    """This process as a kernel that was handed what was read."""
    monkeypatch.setattr(handover, "_orders", [])
    handover.receive(str(handed[1]))
    return handed[0].meeting.params


def test_what_a_kernel_is_handed_lies_on_the_disk_and_is_the_same(handed, kernel):
    read, _ = handed
    taken = handover.taken(read.meeting.params.path)
    for kind, records in read.found.items():
        got = taken.records(kind)
        assert got.frame.to_dict("list") == records.frame.to_dict("list") and got.frame.index.equals(
            records.frame.index
        )
        assert [type(cell) for cell in got.frame.iloc[0]] == [type(cell) for cell in records.frame.iloc[0]]


@pytest.fixture
def changed():
    """Write something behind a file for the time of a test."""
    before = {}

    def change(path, more=b"\n"):
        before[path] = path.read_bytes()
        path.write_bytes(before[path] + more)

    yield change
    for path, data in before.items():
        path.write_bytes(data)


@pytest.fixture
def unread(monkeypatch):
    """Whoever reads or cleans a file fails."""

    def fail(*_):
        raise AssertionError("read again")

    monkeypatch.setattr(inputs, "read", fail)
    monkeypatch.setattr(Meeting, "read", fail)
    monkeypatch.setattr(attachments, "read", fail)


def test_a_section_takes_every_input_and_reads_none(handed, kernel, unread):
    section = sections.open_section(kernel.path)
    assert section.meeting.params == kernel and len(section.meeting.register) == len(handed[0].meeting.register)
    for kind, records in handed[0].records.items():
        taken = getattr(section, kind)
        assert taken.frame.equals(records.frame) and report_of(taken) == report_of(records)
    assert section.attachments() == handed[0].attached and len(handed[0].attached) == 2
    assert len(section.close().report().sources) == len(handed[0].found) == 20


def test_what_is_taken_says_the_same_as_what_a_notebook_that_runs_alone_reads(handed, kernel):
    alone = sections.Section(Meeting.read(kernel.path))
    taken = sections.open_section(kernel.path)
    for kind in ("evaluation", "oas", "requests"):
        assert getattr(alone, kind).frame.equals(getattr(taken, kind).frame)
    assert alone.close().report().sources == taken.close().report().sources


def test_a_notebook_that_runs_alone_was_handed_nothing(root, monkeypatch):
    monkeypatch.setattr(handover, "_orders", [])
    section = sections.open_section(root / "params" / "moea-6-1.yaml")
    assert section._taken is None and len(section.members.frame) > 0


def test_F19_a_file_that_was_changed_meanwhile_is_read_and_reported_as_it_is_now(handed, kernel, changed):
    changed(kernel.inputs.members)
    section = sections.open_section(kernel.path)
    assert section.plan is not None and section.members is not None
    reports = {report.input: report for report in section.close().report().sources}
    assert reports["plan"] == report_of(handed[0].records["plan"])
    assert reports["members"].sha256 != handed[0].records["members"].sha256
    assert reports["members"].counts["read"] == handed[0].records["members"].counts["read"] + 1


@pytest.mark.parametrize("which", ["path", "publishers", "book"])
def test_of_changed_parameters_rules_or_agencies_nothing_is_taken(kernel, changed, which):
    file = {"path": kernel.path, "publishers": kernel.inputs.publishers, "book": kernel.rulebooks.stars}[which]
    changed(file)
    assert handover.taken(kernel.path) is None


def test_of_another_meeting_nothing_is_taken(kernel):
    assert handover.taken(kernel.path) is not None
    assert handover.taken(kernel.path.with_name("moea-5-2.yaml")) is None


def test_a_changed_attachment_is_placed_as_it_is_now(handed, kernel, changed):
    changed(kernel.pages[1].file, b"\0")
    first, second = sections.open_section(kernel.path).attachments()
    assert first == handed[0].attached[0]
    assert second.pages == handed[0].attached[1].pages and second.sha256 != handed[0].attached[1].sha256


def test_what_a_file_does_not_hold_is_handed_as_that(handed, tmp_path, monkeypatch, unread):
    meeting = handed[0].meeting
    handover.Handed(meeting, {"oas": None}, (), handed[0].read_bytes).write(tmp_path / "handed")
    monkeypatch.setattr(handover, "_orders", [tmp_path / "handed"])
    assert sections.open_section(meeting.params.path).oas is None


def test_where_it_cannot_be_written_a_section_reads_for_itself(handed, tmp_path, monkeypatch):
    (tmp_path / "handed").write_text("in the way")
    handed[0].write(tmp_path / "handed")
    monkeypatch.setattr(handover, "_orders", [tmp_path / "handed"])
    assert sections.open_section(handed[0].meeting.params.path).members is not None


@pytest.mark.parametrize(
    "can_fork",
    [pytest.param(True, marks=pytest.mark.skipif(not fork_server.CAN_FORK, reason="no fork server here")), False],
)
def test_a_kernel_is_handed_what_the_build_read_and_the_build_takes_nothing_back(
    handed, tmp_path, monkeypatch, can_fork
):
    read, params = handed[0], handed[0].meeting.params

    def fail(*_):
        raise AssertionError("the build unpickles nothing")

    monkeypatch.setattr(fork_server, "CAN_FORK", can_fork)
    monkeypatch.setattr(pickle, "load", fail)
    monkeypatch.setattr(pickle, "loads", fail)
    cells = [
        v4.new_code_cell("params_file = 'x'", metadata={"tags": ["parameters"]}),
        v4.new_code_cell(
            "from reportlib import open_section\nfrom reportlib.records import inputs\ninputs.read = None\n'no reading'"
        ),
        v4.new_code_cell("section = open_section(params_file)\nlen(section.catalogue.frame)"),
        v4.new_code_cell("section.close()"),
    ]
    nbformat.write(v4.new_notebook(cells=cells), tmp_path / "10-test.ipynb")
    one = runner.SectionRun("10-test", tmp_path / "10-test.ipynb", {"params_file": str(params.path)})
    try:
        (nb,) = runner.run(
            [one], notebooks=tmp_path, cell_timeout=60, memory_mb=None, kept=tmp_path / "kept", hand_over=read.write
        )
    finally:
        fork_server.shut_down()
    assert nb.cells[-2].outputs[0].data["text/plain"] == str(len(read.records["catalogue"].frame))


def test_the_inputs_of_a_meeting_take_two_child_processes_and_no_file_is_read_twice(handed, monkeypatch):
    attachments._answers.clear()  # this process has looked at them before
    started, read, popen = [], [], subprocess.Popen

    def start(command, **settings):
        started.append(command[-1])
        return popen(command, **settings)

    monkeypatch.setattr(subprocess, "Popen", start)
    from reportlib.readers import files

    content = files.content
    monkeypatch.setattr(files, "content", lambda path, **limits: read.append(path) or content(path, **limits))
    read_all(handed[0].meeting)
    assert sorted(script.rpartition("/")[2] for script in started) == ["pages.py", "script.py"]
    assert len(read) == len(set(read)) == 19  # twenty inputs, of which two stand in one file
