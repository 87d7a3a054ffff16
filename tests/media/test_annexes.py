"""Annexes hold what the packet prints, cell for cell, and no text becomes a formula."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
from odf.dc import Language, Title
from odf.namespaces import TABLENS, XLINKNS
from odf.opendocument import load as load_ods
from odf.table import DatabaseRange
from odf.text import A

from reportlib.media import annexes
from reportlib.media.annex_workbook import Printed
from reportlib.model.texts import Line
from reportlib.workbooks.workbook import sheet_name, table_name
from tests.packets.test_explain import fact
from tests.support.documents import document_of, fact_of

HOSTILE = ['=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"]


def document(rows):
    table = {
        "kind": "table",
        "id": "t-1",
        "number": "表 1",
        "caption": "各[類]/資料集:數*?",
        "columns": [{"label": "分類"}, {"label": "=資料集"}],
        "rows": [{"style": "body", "cells": cells} for cells in rows],
    }
    meeting = {"body": "某小組", "title": "第 1 屆第 1 次會議", "notice": "重建資料", "notice_text": ""}
    return document_of(
        {
            "meeting": meeting,
            "sections": [{"id": "10-x", "title": "某章", "as_of_text": "資料統計至 109-10-31", "blocks": [table]}],
        }
    )


HEADER = 4  # the row of the header: above it stand the title, the as-of day, and the way back to the contents
COUNT = {"text": "2,222", "value": "2222"}
SHARE = {"text": "95%", "value": "0.95", "percent": True}
NEGATIVE = {"text": "−2", "value": "-2"}


@pytest.fixture(scope="module")
def files():
    rows = [
        [{"text": "公共資訊"}, COUNT],
        [{"text": "占比"}, SHARE],
        [{"text": "扣分"}, NEGATIVE],
        *([{"text": t}, {"text": "來源未提供"}] for t in HOSTILE),
    ]
    return annexes.make(document(rows))[1]


def test_numbers_are_numbers_in_every_format(files):
    book = openpyxl.load_workbook(io.BytesIO(files["annex/10-x.xlsx"]))
    sheet = book.worksheets[1]
    assert [sheet.cell(HEADER + r, 2).value for r in (1, 2, 3)] == [2222, 0.95, -2]
    assert [sheet.cell(HEADER + r, 2).number_format for r in (1, 2)] == ["#,##0", "0%"]
    ods = python_calamine.load_workbook(io.BytesIO(files["annex/10-x.ods"])).get_sheet_by_index(1).to_python()
    assert [row[1] for row in ods[HEADER : HEADER + 3]] == [2222, 0.95, -2]
    rows = list(csv.reader(io.StringIO(files["annex/10-x-t-1.csv"].decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:4]] == ["2222", "95%", "-2"]


@pytest.mark.parametrize("position", range(len(HOSTILE)))
def test_X01_text_is_never_a_live_formula(files, position):
    row = 5 + position
    book = openpyxl.load_workbook(io.BytesIO(files["annex/10-x.xlsx"]))
    cell = book.worksheets[1].cell(HEADER - 1 + row, 1)
    assert cell.data_type == "s" and cell.value == HOSTILE[position]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(files["annex/10-x.xlsx"])).read("xl/worksheets/sheet2.xml")
    assert b"table:formula" not in zipfile.ZipFile(io.BytesIO(files["annex/10-x.ods"])).read("content.xml")
    rows = list(csv.reader(io.StringIO(files["annex/10-x-t-1.csv"].decode("utf-8-sig"))))
    assert rows[row - 1][0] == "'" + HOSTILE[position]


def test_a_header_that_looks_like_a_formula_is_text_too(files):
    assert openpyxl.load_workbook(io.BytesIO(files["annex/10-x.xlsx"])).worksheets[1].cell(HEADER, 2).data_type == "s"


def test_what_the_head_of_a_group_says_is_in_its_first_cell_and_under_no_other_header():
    rows = [[{"text": "甲局"}, {"text": "3 項"}], [{"text": "第一項"}, {"text": "完成"}]]
    found = document(rows)
    [section], [block] = found.sections, found.sections[0].blocks
    block = block.with_(layout="board", rows=(replace(block.rows[0], style="subtotal"), block.rows[1]))
    _, made = annexes.make(found.with_(sections=(section.with_(blocks=(block,)),)))
    read = list(csv.reader(io.StringIO(made["annex/10-x-t-1.csv"].decode("utf-8-sig"))))
    assert read[1:] == [["甲局　3 項", ""], ["第一項", "完成"]]
    sheet = openpyxl.load_workbook(io.BytesIO(made["annex/10-x.xlsx"])).worksheets[1]
    assert [cell.value or "" for cell in list(sheet.rows)[-2]] == ["甲局　3 項", ""]


def test_X10_sheet_names_are_safe_and_short():
    assert (
        sheet_name("表 1", "各[類]/資料集:數*?\\" + "長" * 40) == ("表 1 各 類  資料集 數   " + "長" * 40)[:31].strip()
    )
    assert len(sheet_name("表 1", "長" * 99)) == 31


def test_the_same_contents_are_the_same_bytes():
    assert annexes.make(document([[{"text": "甲"}, COUNT]])) == annexes.make(document([[{"text": "甲"}, COUNT]]))


def test_the_label_of_constructed_data_is_in_every_workbook(files):
    front = python_calamine.load_workbook(io.BytesIO(files["annex/10-x.ods"])).get_sheet_by_index(0).to_python()
    assert ["重建資料"] in [row[:1] for row in front]
    assert "重建資料" in [
        cell.value for cell in openpyxl.load_workbook(io.BytesIO(files["annex/10-x.xlsx"])).worksheets[0]["A"]
    ]


def test_no_user_and_no_clock_in_the_properties(files):
    core = zipfile.ZipFile(io.BytesIO(files["annex/10-x.xlsx"])).read("docProps/core.xml").decode()
    assert (
        "1980-01-01" in core
        and "20" not in core.replace("2006", "").replace("2000", "").replace("2001", "").split("created", 1)[1][:60]
    )


def test_a_table_that_is_only_in_the_annexes_has_a_sheet_and_a_file_under_its_own_number_and_can_be_referred_to():
    found = document([[{"text": "甲"}, COUNT]])
    [section] = found.sections
    [table] = section.blocks
    annexed = table.with_(id="x-1", number="附表 1", caption=Line.of("預計開放清單"), only="annex")
    found, files = annexes.make(found.with_(sections=(section.with_(blocks=(table, annexed)),)))
    assert openpyxl.load_workbook(io.BytesIO(files["annex/10-x.xlsx"])).sheetnames[1:] == [
        "表 1 各 類  資料集 數",
        "附表 1 預計開放清單",
    ]
    assert list(csv.reader(io.StringIO(files["annex/10-x-x-1.csv"].decode("utf-8-sig"))))[1] == ["甲", "2222"]
    assert [(entry.name, entry.description, entry.target) for entry in found.annexes[-2:]] == [
        ("10-x-t-1.csv", "表 1　各[類]/資料集:數*?", ""),
        ("10-x-x-1.csv", "附表 1　預計開放清單", "x-1"),
    ]


@pytest.mark.parametrize(
    "text, value, format",
    [("106.2", "106.2", "0.0"), ("1,234.50", "1234.50", "#,##0.00"), ("1,200%", "12", "#,##0%")],
)
def test_numbers_are_shown_with_the_decimals_and_the_grouping_of_the_packet(text, value, format):
    cell = {"text": text, "value": value, "percent": text.endswith("%")}
    _, made = annexes.make(document([[{"text": "甲"}, cell]]))
    book = openpyxl.load_workbook(io.BytesIO(made["annex/10-x.xlsx"]))
    assert book.worksheets[1].cell(HEADER + 1, 2).number_format == format


# -- what a workbook is by the published checklist ---------------------------------------------------------------------------


def share(number: str, printed: str, value: str, known: str) -> tuple[dict, dict]:
    """A cell with a share and the fact that it is."""
    return {"text": printed, "value": value, "percent": True, "fact": number}, fact(
        number, "占比", printed, known, unit="%"
    )


@pytest.fixture(scope="module")
def checked():
    """Two tables: shares that are cut off when they are printed, days, empty cells, columns of the same name."""
    small, first = share("F-0001", "<1%", "0.00", "0.0076335877862595419847328244275")
    large, second = share("F-0002", "95%", "0.95", "0.9589")
    columns = [{"label": label} for label in ("分類", "占比", "上架日", "說明", "", "說明")]
    rows = [
        [{"text": "甲"}, small, {"text": "109-10-31"}, {"text": ""}, {"text": "第 2 項"}, {"text": "一"}],
        [{"text": "乙"}, large, {"text": "—"}, {"text": "二"}, {"text": "3.1"}, {"text": "四"}],
    ]
    tables = [
        {"kind": "table", "id": f"t-{at}", "number": f"表 {at}", "caption": f"各類占比{at}", "columns": columns}
        | {"unit": "單位：項", "note": "資料來源：清單"}
        | {"rows": [{"style": "body", "cells": cells} for cells in rows]}
        for at in (1, 2)
    ]
    section = {"id": "10-x", "title": "某章", "as_of_text": "資料統計至 109-10-31", "blocks": tables}
    meeting = {"body": "某小組", "title": "第 1 屆第 1 次會議", "notice": "重建資料", "notice_text": ""}
    return annexes.make(document_of({"meeting": meeting, "sections": [section], "facts": [first, second]}))[1]


@pytest.fixture(scope="module")
def book(checked):
    return openpyxl.load_workbook(io.BytesIO(checked["annex/10-x.xlsx"]))


@pytest.fixture(scope="module")
def ods(checked):
    return load_ods(io.BytesIO(checked["annex/10-x.ods"]))


def test_every_sheet_is_one_named_table_at_its_left_edge_with_nothing_under_it(book, ods):
    assert [list(sheet.tables) for sheet in book] == [["目次"], ["表_1_各類占比1"], ["表_2_各類占比2"]]
    for sheet in book:
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A") and table.ref.endswith(str(sheet.max_row)) and table.headerRowCount == 1
        assert table.autoFilter is None and sheet.auto_filter.ref is None and sheet.freeze_panes is None
        assert not sheet.merged_cells.ranges and sheet.sheet_state == "visible"
        (header,) = (sheet[row] for row in [int(re.search(r"A(\d+):", table.ref)[1])])
        labels = [cell.value for cell in header]
        assert all(labels) and len(set(labels)) == len(labels) == len(table.tableColumns)
        assert [column.name for column in table.tableColumns] == labels
    named = {one.getAttrNS(TABLENS, "name") for one in ods.getElementsByType(DatabaseRange)}
    assert named == {name for sheet in book for name in sheet.tables}


def test_above_the_table_stand_title_unit_notes_source_and_the_way_back(book):
    sheet = book.worksheets[1]
    assert [sheet.cell(row, 1).value for row in range(1, 8)] == [
        "表 1　各類占比1",
        "單位：項",
        "資料來源：清單",
        "資料統計至 109-10-31",
        "占比為未捨入的值，顯示的位數比會議資料多；會議資料所印的，已依捨入的規定。",
        "空白的儲存格：會議資料的這一格沒有內容。",
        "回「說明」工作表",
    ]
    assert sheet["A1"].style == "Headline 1" and sheet["A7"].hyperlink.location == "'說明'!A1"


def test_the_contents_lead_to_each_sheet(book, ods):
    front = book.worksheets[0]
    links = [row[0].hyperlink.location for row in front.iter_rows() if row[0].hyperlink]
    assert links == ["'表 1 各類占比1'!A1", "'表 2 各類占比2'!A1"]
    leads = [link.getAttrNS(XLINKNS, "href") for link in ods.getElementsByType(A)]
    assert leads[:2] == ["#'表 1 各類占比1'.A1", "#'表 2 各類占比2'.A1"] and "#'說明'.A1" in leads


def test_the_document_has_a_title_and_a_language(book, ods):
    assert (book.properties.title, book.properties.language) == ("某小組第 1 屆第 1 次會議　某章", "zh-Hant-TW")
    assert [str(ods.meta.getElementsByType(one)[0]) for one in (Title, Language)] == [
        "某小組第 1 屆第 1 次會議　某章",
        "zh-Hant-TW",
    ]
    assert book.active.title == "說明" and all(sheet.sheet_view.selection[0].activeCell == "A1" for sheet in book)


def test_a_printed_sheet_repeats_its_header_and_is_as_wide_as_a_page(book):
    for sheet, row in zip(book, (5, 8, 8), strict=True):
        assert sheet.print_title_rows == f"${row}:${row}" and sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_shares_are_full_numbers_and_dates_are_dates(book, checked):
    sheet = book.worksheets[1]
    shares = [sheet.cell(row, 2) for row in (9, 10)]
    assert [cell.value for cell in shares] == [0.00763358778625954, 0.9589]
    assert {cell.number_format for cell in shares} == {"0.0%"}
    assert sheet.cell(9, 3).value.date() == date(2020, 10, 31) and sheet.cell(9, 3).number_format == r"[$-404]e\-mm\-dd"
    assert sheet.cell(10, 3).value == "—" and sheet.cell(10, 5).value == "3.1"
    rows = python_calamine.load_workbook(io.BytesIO(checked["annex/10-x.ods"])).get_sheet_by_index(1).to_python()
    assert rows[8][1:3] == [0.00763358778625954, date(2020, 10, 31)]
    read = list(csv.reader(io.StringIO(checked["annex/10-x-t-1.csv"].decode("utf-8-sig"))))
    assert [row[1:3] for row in read[1:]] == [["<1%", "109-10-31"], ["95%", "—"]]
    assert read[0] == ["分類", "占比", "上架日", "說明", "內容", "說明（2）"]


def test_shares_that_are_shown_as_they_are_printed_have_no_more_decimals(book):
    exact, known = share("F-0001", "95%", "0.95", "0.9512")
    found = document([[{"text": "甲"}, exact]]).with_(facts=(fact_of(known),))
    sheet = openpyxl.load_workbook(io.BytesIO(annexes.make(found)[1]["annex/10-x.xlsx"])).worksheets[1]
    assert (sheet.cell(HEADER + 1, 2).value, sheet.cell(HEADER + 1, 2).number_format) == (0.9512, "0%")


def test_a_column_is_as_wide_as_the_finer_shares_that_it_shows():
    """100% is printed and 100.000% shown, which is ### in a column made for what is printed."""
    given = (("100%", "1", "1"), ("20%", "0.20", "0.2099"), ("<1%", "0.00", "0.00000763"))
    cells, known = zip(*(share(f"F-000{at}", *one) for at, one in enumerate(given, 1)), strict=True)
    found = document([[{"text": "甲"}, cell] for cell in cells]).with_(facts=tuple(map(fact_of, known)))
    sheet = openpyxl.load_workbook(io.BytesIO(annexes.make(found)[1]["annex/10-x.xlsx"])).worksheets[1]
    assert sheet.cell(sheet.max_row, 2).number_format == "0.000%"
    assert sheet.column_dimensions["B"].width == len("100.000%") + 3


@pytest.mark.parametrize(
    ("number", "caption", "name"),
    [
        ("表 1", "各[類]/資料:數", "表_1_各_類_資料_數"),
        ("3", "擬辦", "表_3_擬辦"),
        ("A1", "", "表_A1"),
        ("", "", "表_"),
    ],
)
def test_a_table_has_a_name_that_every_program_takes(number, caption, name):
    assert table_name(number, caption) == name


def test_a_number_of_a_csv_file_is_plain():
    assert Decimal(annexes.csv_text(Printed("1,234.50", Decimal("1234.50")))) == Decimal("1234.50")
    assert annexes.csv_text(Printed("2.5%", Decimal("0.025"), percent=True)) == "2.5%"
