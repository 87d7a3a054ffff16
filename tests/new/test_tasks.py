"""The list of things to do: in order, each with its place, what is done ticked, and nothing of what is wrong left out."""

from argparse import Namespace

import openpyxl
import pytest

from reportlib.commands.parameters import run_parameters
from reportlib.commands.todo import lines_of, tell_open
from reportlib.desk.parameters import parameters
from reportlib.errors import ConfigError
from reportlib.language import for_the_packet
from reportlib.new import prepare
from reportlib.new.form import write_form
from reportlib.new.tasks import tasks
from reportlib.new.unfilled import unfilled
from tests.new.test_prepare import FILES, PARAMS, fill


@pytest.fixture
def harbour(tmp_path):
    """The next meeting of an invented city office, as ``packet new`` leaves it."""
    for name, text in {**FILES, "params/harbour-1-3.yaml": PARAMS}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return prepare.prepare(tmp_path / "params" / "harbour-1-3.yaml", "harbour-1-4").params


def states(path):
    return [(task.state, len(task.problems)) for task in tasks(path)]


def test_what_is_left_is_told_in_order_and_what_waits_says_so(harbour):
    assert states(harbour) == [("open", 1), ("open", 9), ("open", 2), ("waits", 0)]
    said = list(lines_of(tasks(harbour)))
    assert [line for line in said if line.startswith("  [")] == [
        "  [ ] 1. Write down what the meeting before, harbour-1-3, decided: 1",
        "  [ ] 2. Fill in the parameter file params/harbour-1-4.yaml: 9",
        "  [ ] 3. Put the data into data/harbour-1-4/: 2",
        "  [ ] 4. Inputs, sections and figures are checked (once the above is done)",
    ]
    assert any("packet parameters harbour-1-4 --form" in line for line in said)
    assert any("data/harbour-1-4/輸入說明.md" in line for line in said)
    assert "         C13 rows 9-10  meeting.date, meeting.data_notice to fill in" in said


def test_the_places_of_all_marks_are_in_the_list(harbour):
    rows = {
        problem.row for task in tasks(harbour) for problem in task.problems if problem.code == "C13" and problem.row
    }
    wanted = [
        n for n, line in enumerate(harbour.read_text("utf-8").splitlines(), 1) if "待填" in line and line[0] != "#"
    ]
    assert sorted(rows) == wanted


def test_what_is_wrong_beside_the_marks_is_told_with_them_and_only_once(harbour):
    text = harbour.read_text("utf-8")
    harbour.write_text(
        text.replace("inventory: 2025-11-30", "inventory: 114-02-31")
        .replace("[10-inventory]", "[10-inventry]")
        .replace("harbour-1-4/members.csv", "harbour-1-4/member.csv"),
        "utf-8",
    )
    told = [problem for task in tasks(harbour) for problem in task.problems]
    assert [problem.header for problem in told if problem.code == "C03"] == ["as_of.inventory"]
    assert [problem.code for problem in told if "10-inventry" in problem.what] == ["C05"]
    assert [problem.header for problem in tasks(harbour)[2].problems if problem.code == "F20"] == ["inputs.members"]
    assert len(told) == len(set(map(str, told)))


def test_a_table_beside_an_input_of_the_same_name_is_named_where_the_input_is_empty(harbour):
    folder = harbour.parents[1] / "data" / "harbour-1-4"
    empty = next(path for path in sorted(folder.glob("*.csv")) if len(path.read_text("utf-8").splitlines()) == 1)
    (folder / f"{empty.stem}.xlsx").write_bytes(b"")
    told = [f"{one}" for one in unfilled(harbour) if one.file == empty.name]
    assert len(told) == 1 and f"{empty.stem}.xlsx" in told[0] and "inputs" in told[0]


def test_done_ones_are_ticked(harbour):
    fill(harbour)
    harbour.write_text(
        harbour.read_text("utf-8").replace("{meeting: harbour-1-3}", "{meeting: harbour-1-3, no_decisions: 流會}")
        + "empty_inputs: [catalogue]\n",
        "utf-8",
    )
    path = harbour.parents[1] / "data" / "harbour-1-4" / "resolutions.csv"
    path.write_text(path.read_text("utf-8-sig").replace("待填", "繼續列管"), "utf-8")
    assert states(harbour) == [("done", 0), ("done", 0), ("done", 0), ("open", 0)]
    assert [line[:5] for line in lines_of(tasks(harbour))] == ["  [x]", "  [x]", "  [x]", "  [ ]"]


def test_a_meeting_that_names_none_before_it_is_not_asked_about_one_and_returns_are_no_must(harbour):
    text = harbour.read_text("utf-8")
    text = "".join(line for line in text.splitlines(True) if not line.startswith("previous"))
    harbour.write_text(text + "returns: {due: 114-11-30, tables: [plan]}\n", "utf-8")
    assert [task.state for task in tasks(harbour)] == ["open", "open", "optional", "waits"]
    harbour.write_text(
        harbour.read_text("utf-8").replace("harbour-1-4/members.csv", "harbour-1-4/accepted/plan.csv"), "utf-8"
    )
    assert tasks(harbour)[2].state == "done"


def test_the_list_is_counted_and_its_signs_are_plain(harbour, capsys):
    assert tell_open(harbour, tasks(harbour)) == 3
    said = capsys.readouterr().err
    assert "harbour-1-4: 12 things are still to be filled in" in said and "4 things are left to do, 12 places" in said
    assert not {"✓", "✗", "☐", "☑", "▲"} & set(said)


def test_how_many_places_of_the_parameters_are_left_is_one_number_wherever_it_is_told(harbour, capsys):
    """The list, the form of the desk, and the workbook, which also says what it does not ask for; what is wrong is told apart."""
    text = harbour.read_text("utf-8").replace("inventory: 2025-11-30", "inventory: 114-02-31")
    harbour.write_text(text + "notes:\n  - {at: inventory.total, text: 待填}\n", "utf-8")
    assert parameters(harbour.parents[1], harbour.stem)["marks"] == 10
    run_parameters(Namespace(params=str(harbour), undo=False, form=True, apply=None))
    said = capsys.readouterr().out
    assert "9 cells of the parameters are to be filled in" in said and "in the parameter file itself: 1 (notes" in said
    [line] = (line for line in lines_of(tasks(harbour)) if "Fill in the parameter file" in line)
    count, wrong = (int(word) for word in line.replace(",", "").split() if word.isdecimal())
    assert count - wrong == 10 and wrong


def test_what_is_left_is_told_in_the_words_and_by_the_rows_of_the_workbook_where_there_is_one(harbour):
    written = write_form(harbour)
    said = list(lines_of(tasks(harbour)))
    assert any("in the workbook: data/harbour-1-4/參數.xlsx" in line for line in said)
    told = {problem.header: problem for problem in tasks(harbour)[1].problems}
    sheet = openpyxl.load_workbook(written).active
    for label in ("會議日期", "議程第一項議題二　議題"):
        assert (told[label].file, told[label].column) == ("參數.xlsx", 2)
        assert sheet.cell(told[label].row, 1).value == label
    assert not any("topics" in line or "meeting.date" in line for line in said)
    [line] = (line.strip() for line in said if "C13 參數.xlsx" in line)
    assert line.startswith("C13 參數.xlsx rows ") and line.endswith("會議日期 and others, 9 to fill in")


def test_in_chinese_what_is_left_in_the_file_is_called_as_people_call_it(harbour):
    with for_the_packet():
        said = list(lines_of(tasks(harbour)))
    assert "         C13 第 9-10 列　會議日期、每頁的註記 待填" in said
    assert not any("meeting.date" in line or "agenda #" in line for line in said)
    assert any("議程第一項：" in line and "處待填" in line for line in said)


def test_of_an_empty_input_the_cell_of_the_workbook_is_told_in_which_it_may_be_said_that_there_is_none(harbour):
    write_form(harbour)
    sheet = openpyxl.load_workbook(harbour.parents[1] / "data" / "harbour-1-4" / "參數.xlsx").active
    [row] = (n for n in range(1, sheet.max_row + 1) if sheet.cell(n, 6).value == "empty_inputs")
    [told] = (one.todo for one in tasks(harbour)[2].problems if "empty_inputs" in one.todo)
    assert f"參數.xlsx, row {row}, column B (本次確實沒有任何一筆的輸入)" in told and "catalogue.csv" in told


def test_what_was_edited_in_the_file_since_the_workbook_was_written_is_told_by_its_line(harbour):
    write_form(harbour)
    text = harbour.read_text("utf-8")
    harbour.write_text(text.replace("待填：港區遊客分析", "待填：港區貨運分析"), "utf-8")
    wrong = text.replace("inventory: 2025-11-30", "inventory: 114-02-31")
    told = {problem.header: problem.file for problem in tasks(harbour)[1].problems}
    assert told["agenda #1.topics #2.title"] == "harbour-1-4.yaml" and told["會議日期"] == "參數.xlsx"
    harbour.write_text(wrong, "utf-8")  # a value that was never in the workbook
    told = {problem.header: problem.file for problem in tasks(harbour)[1].problems if problem.code == "C03"}
    assert told == {"as_of.inventory": "harbour-1-4.yaml"}


def test_a_file_that_is_no_parameters_is_refused_as_ever(harbour):
    harbour.write_text("一", "utf-8")
    with pytest.raises(ConfigError, match="C03"):
        tasks(harbour)
