"""Old .xls: every cell that is there is read, or named (records that calamine skips, code pages, names of streams)."""

import io
import struct
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st
from python_calamine import CalamineWorkbook

from reportlib.readers import files
from reportlib.readers.child import ole2, script
from tests.readers.made_files import refusal, written
from tests.readers.made_xls import formula, label, number, record, xls

NUMBER_OF_DAY = struct.pack("<d", 43831)
TEXT, TRUE, ERROR, EMPTY = (
    bytes((kind, 0, code, 0, 0, 0, 0xFF, 0xFF)) for kind, code in ((0, 0), (1, 1), (2, 42), (3, 0))
)


def rows(data: bytes) -> list[list[object]]:
    return script.sheets(data)[0][0]["rows"]


def text_of(text: str, wide: bool = True) -> bytes:
    """The record with a formula's text."""
    return record(0x207, struct.pack("<HB", len(text), wide) + text.encode("utf-16-le" if wide else "latin-1"))


@pytest.mark.parametrize("kind", [0x206, 0x406])
def test_formulas_of_earlier_records_have_their_results(kind):
    cells = label(0, 0, "次數") + number(1, 0, 1)
    cells += formula(2, 0, struct.pack("<d", 2.5), kind)
    cells += formula(3, 0, TEXT, kind) + text_of("公共資訊") + formula(4, 0, TRUE, kind) + formula(5, 0, ERROR, kind)
    cells += formula(6, 0, EMPTY, kind) + number(7, 0, 7)
    assert rows(xls(cells)) == [["次數"], [1], [2.5], ["公共資訊"], [True], ["#N/A"], [], [7]]


def test_the_text_of_an_earlier_formula_may_be_continued_and_never_lands_in_another_cell():
    begun = record(0x207, struct.pack("<HB", 4, 0) + b"ab")
    cells = number(0, 0, 1) + formula(1, 1, TEXT) + begun + record(0x3C, b"\x01" + "資料".encode("utf-16-le"))
    assert rows(xls(cells)) == [[1], [None, "ab資料"]]


def test_the_result_of_an_earlier_formula_is_a_date_where_its_format_says_so():
    formats = b"".join(record(0xE0, struct.pack("<HHHBBBBIIH", 0, form, 0, 0, 0, 0, 0, 0, 0, 0)) for form in (0, 14))
    assert rows(xls(formula(0, 0, NUMBER_OF_DAY, layout=1), formats)) == [[date(2020, 1, 1)]]


@pytest.mark.parametrize("kind", [0x0002, 0x0003, 0x0004, 0x0005, 0x007E])
def test_F22_cells_as_the_first_Excel_stored_them_are_named(tmp_path, chinese, kind):
    cells = number(0, 0, 1) + record(kind, struct.pack("<HH3xd", 4, 27, 5))
    said = refusal(written(tmp_path, xls(cells), "a.xls"))
    assert said.startswith("F22 a.xls：儲存格 AB5 ") and "另存成 .xlsx" in said


@pytest.mark.parametrize("page", [437, 950, 1252, 10000, 65001])
def test_a_code_page_says_nothing_of_the_texts_of_Excel_97(page):
    cells = label(0, 0, "資料集識別碼") + label(0, 1, "CSV")
    [sheet], _ = script.sheets(xls(cells, record(0x42, struct.pack("<H", page))))
    assert (sheet["name"], sheet["rows"]) == ("丙", [["資料集識別碼", "CSV"]])


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook", "WorkBook", "BOOK", "book"])
def test_the_name_of_the_stream_is_the_same_in_any_case(tmp_path, name):
    [sheet] = files.read(written(tmp_path, xls(label(0, 0, "甲"), stream_name=name), "a.xls"))
    assert sheet.rows == [("甲",)]


@pytest.mark.parametrize("kind", [1, 2, 6])
def test_F15_a_sheet_that_is_no_worksheet_is_said_not_to_be_read(kind):
    found, notices = script.sheets(xls(number(0, 0, 1), kind=kind))
    assert (found, notices) == ([], [["no cells", "丙", ""]])


@settings(max_examples=10, deadline=None)
@given(st.sampled_from([0, 4095, 4096, 60_000, 7_200_000, 7_300_000, 16_000_000]), st.integers(0, 600))
def test_a_stream_put_into_a_container_comes_out_again(size, more):
    stream = bytes(range(256)) * ((size + more) // 256 + 1)
    name, found = ole2.Container(ole2.container("Workbook", stream)).stream("Workbook")
    assert name == "Workbook" and found.startswith(stream)


def test_a_large_workbook_that_had_to_be_changed_is_read_whole():
    cells = b"".join(label(row, 0, "x" * 200) for row in range(40_000)) + formula(40_000, 0, struct.pack("<d", 5))
    found = rows(xls_of_any_size(cells))
    assert len(found) == 40_001 and found[-1] == [5]


def xls_of_any_size(cells: bytes) -> bytes:
    name, stream = ole2.Container(xls(cells[:3000])).stream("Workbook")
    head = stream.index(record(0x0A, b"")) + 4
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A, b"")
    return ole2.container(name, stream[:head] + sheet)


def test_a_container_of_ours_is_what_calamine_reads():
    _, stream = ole2.Container(xls(number(0, 0, 3))).stream("Workbook")
    book = CalamineWorkbook.from_filelike(io.BytesIO(ole2.container("Workbook", stream)))
    assert book.get_sheet_by_name("丙").to_python() == [[3.0]]
