"""A bad cell of a return, followed: what is found is one value from the cell to its mark, and a header is looked for once."""

import dataclasses
import sys
from collections import Counter

import pytest

from reportlib.errors import Problem
from reportlib.readers.sheets import Sheet
from reportlib.records import header as records_header
from reportlib.records.findings import Finding
from reportlib.records.located import Header
from reportlib.returns import accepted, page, summary
from reportlib.returns.asked import RETURNS
from reportlib.returns.senders import best_return
from reportlib.workbooks.marking import copies, marks
from tests.support.desk import COUNTS, GOOD, PLAN
from tests.whole.test_walks import A_BAD_CELL, walks

BAD = ("甲-2", "水庫蓄水", "", "CSV", "每1月", "109/2/30", "")
FAULT = Finding(
    "V07",
    '"109/2/30" is not a valid date (month 2 of the year 109 has no day 30).',
    "Correct it and resend.",
    "水利署.xlsx",
    "預計開放資料集",
    3,
    6,
    "預計開放日期",
    "error",
    "109/2/30",
)


@pytest.fixture
def bad(desk):
    """The desk with one workbook of one sheet with one bad cell, F3."""
    desk.put_book("水利署.xlsx", {"預計開放資料集": [PLAN, GOOD[0], BAD]})
    return desk


@pytest.fixture
def searched(monkeypatch):
    """How often the header of which table was looked for on which sheet."""
    counted, search = Counter(), records_header._find

    def find(sheet, table, *given):
        counted[sheet.file, sheet.name, table.name] += 1
        return search(sheet, table, *given)

    monkeypatch.setattr(records_header, "_find", find)
    return counted


def test_a_fault_of_a_cell_is_the_same_value_at_its_mark_as_where_it_was_found(bad, monkeypatch):
    at_the_mark = []
    monkeypatch.setattr(
        copies.xlsx, "mark", lambda _, found, listing, __: at_the_mark.append((found, listing)) or (b"", ".xlsx")
    )
    found = bad.take()
    accepted.marked_copies(found)
    [fault] = found.findings
    [(cells, listing)] = at_the_mark
    assert fault == FAULT
    assert cells == {"預計開放資料集": {(3, 6): [FAULT]}} and cells["預計開放資料集"][3, 6][0] is fault
    assert listing.findings == (fault,) and listing.findings[0] is fault


def test_the_same_value_stands_on_the_page_in_the_terminal_and_with_the_row_set_aside(bad, monkeypatch):
    shown = {}
    monkeypatch.setattr("reportlib.media.html.page.page_without_script", lambda _, **given: shown.update(given) or "")
    found = bad.take()
    page.page(found)
    [fault] = found.findings
    assert shown["units"][0]["files"][0]["groups"][0]["rows"] == [fault]
    assert [one.errors for one in found.set_aside] == [(fault,)]
    assert summary._as_one([fault]) is fault and isinstance(fault, Problem)
    assert str(fault) == (
        f'V07 水利署.xlsx [預計開放資料集] row 3 column F "預計開放日期": {FAULT.what} Correct it and resend.'
    )


def test_a_place_is_all_that_is_added_to_a_finding(bad):
    found = Finding("V07", FAULT.what, FAULT.todo)
    header = Header(None, Sheet("水利署.xlsx", "預計開放資料集", None, []), 1, PLAN, {})
    assert header.at(found, 3, 5, "109/2/30") == FAULT
    assert dataclasses.replace(found, header="機關") == Finding("V07", FAULT.what, FAULT.todo, header="機關")
    assert header.at(dataclasses.replace(found, header="機關"), 3, None).header == "機關"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ((3, 6), "F3"),
        ((3, None), "第 3 列"),
        ((None, 6), "F 欄"),
        ((None, None), "整張表"),
    ],
)
def test_the_page_and_the_copy_say_in_the_same_words_where_a_finding_is(given, place):
    finding = dataclasses.replace(FAULT, row=given[0], column=given[1])
    listing = marks.Listing((), (finding,), {FAULT.sheet: "甲"}, frozenset())
    assert finding.place == listing.texts(finding)[2] == place
    assert listing.target(finding) == (("甲", f"{'F' if given[1] else 'A'}3") if given[0] else None)


def test_findings_of_one_cell_share_a_note_and_the_colour_of_the_worst():
    warning = Finding("L14", "隱藏。", level="warning")
    assert marks.note_of([warning, FAULT]) == (
        f"〔檢核〕提醒 L14：隱藏。\n\n〔檢核〕錯誤 V07：{FAULT.what}\n→ Correct it and resend."
    )
    assert (marks.level_of([warning, FAULT]), marks.level_of([warning])) == ("error", "warning")
    placed = marks.placed({(3, 6): [FAULT], (3, None): [warning]}, lambda row: 6, lambda row, column: (row, column))
    assert placed == {3: {6: [FAULT, warning]}}
    long = [dataclasses.replace(FAULT, what="字" * marks.LONGEST_NOTE)] * 2
    assert len(marks.note_of(long)) == marks.LONGEST_NOTE and marks.note_of(long).endswith("字…")


def test_a_finding_of_a_reader_is_its_problem_with_more_known_of_it():
    problem = Problem("P01", "少。", "重送。", "a.csv", "")
    assert Finding.of(problem, row=2, level="warning") == Finding(
        "P01", "少。", "重送。", "a.csv", row=2, level="warning"
    )


def test_the_header_of_each_sheet_of_a_workbook_is_looked_for_once(desk, searched):
    desk.put_book("水利署.xlsx", {"預計開放資料集": [PLAN, *GOOD], "評核": [COUNTS, (5, 5, 3, 3)]})
    assert desk.take().board.count("received") == 2
    assert searched == {
        ("水利署.xlsx", "預計開放資料集", "plan_return"): 1,
        ("水利署.xlsx", "評核", "evaluation_return"): 1,
    }


def test_a_header_that_tells_the_unit_too_is_not_looked_for_again(desk, searched):
    rows = [(*row, "經濟部水利署") for row in GOOD]
    desk.put_book("回報.xlsx", {"表一": [(*PLAN, "機關"), *rows], "表二": [("標題", "不是回報"), (1, 2)]})
    assert desk.take().board["水利署", "plan"].rows == 2
    assert set(searched.values()) == {1}
    assert [key for key in searched if key[1] == "表一"] == [("回報.xlsx", "表一", "plan_return")]


def test_a_sheet_that_is_no_return_for_certain_is_held_against_each_of_them_once(searched):
    sheet = Sheet("a.xlsx", "甲", None, [("編號", "資料集名稱"), ("1", "甲")])
    best_return(sheet)
    assert {table for _, _, table in searched} == {one.table.name for one in RETURNS.values()}
    assert len(searched) == len(RETURNS) and set(searched.values()) == {1}


def test_the_walk_of_a_bad_cell_is_the_way_that_it_goes(bad, root):
    files = {str(root / "reportlib" / file): file for file, _ in walks(root)[A_BAD_CELL]}
    gone = set()

    def called(frame, event, _):
        if event == "call" and (file := files.get(frame.f_code.co_filename)):
            gone.add((file, frame.f_code.co_qualname))

    sys.setprofile(called)
    try:
        accepted.secretariat_files(found := bad.take(), accepted.accepted_tables(found))
    finally:
        sys.setprofile(None)
    told = {(file, function) for file, function in walks(root)[A_BAD_CELL] if function != "Finding"}
    assert told <= gone
