"""An executed notebook is taken again while nothing that it was made from is another."""

import json
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from reportlib.build.inputs import read_all
from reportlib.execute import handover, runner
from reportlib.execute.kept import HANDED, KeptSections
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.model.encoding import MIME
from reportlib.store import made_by, reads
from reportlib.store.entries import Store
from reportlib.store.remembered import Remembered
from tests.support.tiny_project import tiny_project


class Some:
    """Parameters: where they are, the register, and two that say what stands in the file, and something else."""

    def __init__(self, path, register, said):
        self.path, self.inputs = path, SimpleNamespace(publishers=register)
        self.fields = {"agenda": said, "declared": "1", "numbers": "2"}

    def __iter__(self):
        return iter(self.fields.items())


@pytest.fixture
def files(tmp_path):
    found = {
        name: tmp_path / name for name in ("notebook.ipynb", "params.yaml", "register.csv", "input.csv", "other.csv")
    }
    for name, path in found.items():
        path.write_text(name, "utf-8")
    nbformat.write(new_notebook(cells=[new_code_cell("1", id="one")]), found["notebook.ipynb"])
    return SimpleNamespace(**{name.partition(".")[0]: path for name, path in found.items()})


@pytest.fixture
def kept(files, tmp_path):
    """A store from which a run may take; each has its own beginning."""

    def begun():
        params = Some(files.params, files.register, files.params.read_text("utf-8"))
        return KeptSections(Remembered(Store(tmp_path / "store"), reads.moment()), params)

    return begun


def executed(shown):
    data = {"text/plain": "1", MIME: {"kind": "blocks", "blocks": [shown]}}
    return new_notebook(cells=[new_code_cell("1", id="one", outputs=[new_output("display_data", data)])])


@pytest.fixture
def first(files, kept, tmp_path):
    """What was executed, and kept, from the notebook and one input, while there was no list of a certain name."""
    notebook = executed({"text": "甲", "list": [1, 2.5, None]})
    absent = tmp_path / "list.csv"
    kept().keep(
        files.notebook,
        notebook,
        runner.written(notebook),
        reads.Seen({str(files.input): True, str(absent): False, "parameter:agenda": False}),
        tmp_path / "own",
    )
    return notebook


def test_what_was_executed_is_taken_as_it_was(files, kept, first, tmp_path):
    found, file = kept().get(files.notebook)
    assert (found, file) == (first, runner.written(first))
    assert runner.written(found) == file
    assert type(found.cells[0].outputs[0]["data"][MIME]["blocks"][0]) is dict


@pytest.mark.parametrize("name", ["params", "register", "input"])
def test_another_byte_of_what_was_read_is_another_section_and_the_old_one_is_still_there(files, kept, first, name):
    path = getattr(files, name)
    before = path.read_bytes()
    path.write_bytes(before + b" ")
    assert kept().get(files.notebook) is None
    path.write_bytes(before)
    assert kept().get(files.notebook)[0] == first


def test_an_input_that_was_not_read_is_nothing_to_it(files, kept, first):
    files.other.write_text("changed", "utf-8")
    assert kept().get(files.notebook)[0] == first


def test_a_list_that_was_looked_for_and_is_there_now_is_another_section(files, kept, first, tmp_path):
    (tmp_path / "list.csv").write_text("now", "utf-8")
    assert kept().get(files.notebook) is None


def test_another_cell_of_the_notebook_is_another_section_but_stored_outputs_are_not(files, kept, first):
    data = json.loads(files.notebook.read_text("utf-8"))
    data["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "stored"}]
    files.notebook.write_text(json.dumps(data), "utf-8")
    assert kept().get(files.notebook)[0] == first
    data["cells"][0]["source"] = "2"
    files.notebook.write_text(json.dumps(data), "utf-8")
    assert kept().get(files.notebook) is None


def test_only_a_parameter_that_was_asked_for_or_that_shapes_what_is_handed_over_makes_it_another(kept, files, first):
    for name, is_another in (("declared", False), ("agenda", True), ("numbers", True)):
        run = kept()
        run.params.fields[name] += " changed"
        assert (run.get(files.notebook) is None) == is_another, name


def test_a_parameter_is_told_when_it_is_asked_for(root):
    params = Params.read(root / "params" / "moea-6-1.yaml")
    told: list[str] = []
    with reads.told_to(told.append):
        assert params.agenda and params.name
        assert told == ["parameter:agenda"]
        assert params.describe()
        assert "parameter:*" in told


def test_other_code_or_packages_are_another_section(files, kept, first, monkeypatch):
    monkeypatch.setattr(made_by, "code", lambda without: "other code")
    assert kept().get(files.notebook) is None


@pytest.mark.parametrize("name", ["notebook", "params", "register", "input"])
def test_what_was_changed_while_it_ran_is_not_kept(files, kept, name, tmp_path):
    run, path = kept(), getattr(files, name)
    path.write_bytes(path.read_bytes())
    run.keep(files.notebook, executed({}), b"", reads.Seen({str(files.input): True}), tmp_path / "own")
    assert kept().get(files.notebook) is None


def test_what_cannot_say_what_it_read_is_not_kept(files, kept, tmp_path):
    kept().keep(files.notebook, executed({}), b"", None, tmp_path / "own")
    assert kept().get(files.notebook) is None


def test_a_damaged_result_is_none_and_is_kept_again(files, kept, first, tmp_path):
    for path in (tmp_path / "store").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert kept().get(files.notebook) is None
    kept().keep(files.notebook, first, runner.written(first), reads.Seen({str(files.input): True}), tmp_path / "own")
    assert kept().get(files.notebook)[0] == first


def test_a_kernel_says_what_it_read_of_the_meeting_and_what_it_was_handed_is_among_it(tmp_path):
    params_file = tiny_project(tmp_path)
    meeting = Meeting.read(params_file)
    told = []
    run = runner.SectionRun("10-tiny", tmp_path / "notebooks" / "10-tiny.ipynb", {"params_file": str(params_file)})
    runner.run(
        [run],
        notebooks=tmp_path / "notebooks",
        cell_timeout=60,
        memory_mb=None,
        kept=None,
        on_complete=lambda section, notebook, read, own: told.append(reads.of_the_project(read, [own])),
        hand_over=read_all(meeting).write,
    )
    assert [{path.rpartition("/")[2] for path in read} for read in told] == [{"catalogue.csv"}]


def test_a_rulebook_that_is_asked_for_is_told_though_it_was_handed_over(root, tmp_path, monkeypatch):
    meeting = Meeting.read(root / "params" / "moea-6-1.yaml")
    meeting.check()
    handed = handover.Handed(meeting, {}, (), {})
    handed.write(tmp_path / "handed")
    monkeypatch.setattr(handover, "_orders", [tmp_path / "handed"])
    told: list[str] = []
    with reads.told_to(told.append):
        taken = handover.taken(meeting.params.path)
        assert not [path for path in told if path.endswith(".yaml")]
        assert taken and taken.meeting.stars
    assert [path for path in told if path.endswith(".yaml")] == [str(meeting.params.rulebooks.stars)]


# Asked for only to refuse something, or by a kernel again when it takes what was handed over.
NOT_HANDED = {"declared", "rows", "attachments", "pages", "run", "previous"}


def test_parameters_that_shape_what_is_handed_over_are_known_to_do_so(root):
    meeting, told = Meeting.read(root / "params" / "moea-6-1.yaml"), set()
    with reads.told_to(told.add):
        meeting.check()
        read_all(meeting)
        assert meeting.units and meeting.datasets and meeting.register and meeting.evaluated_units
    asked = {one.removeprefix(reads.PARAMETER) for one in told if one.startswith(reads.PARAMETER)}
    assert {"numbers", "as_of"} <= asked <= HANDED | NOT_HANDED
