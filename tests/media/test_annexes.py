"""Annexes hold what the packet prints, cell for cell, and no text becomes a formula."""

import csv
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import python_calamine

from reportlib.media import annexes
from reportlib.media.annex_workbook import Printed
from reportlib.model.texts import Line
from reportlib.workbooks.workbook import sheet_name
from tests.support.documents import document_of

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
    assert [sheet.cell(r, 2).value for r in (2, 3, 4)] == [2222, 0.95, -2]
    assert [sheet.cell(r, 2).number_format for r in (2, 3)] == ["#,##0", "0%"]
    ods = python_calamine.load_workbook(io.BytesIO(files["annex/10-x.ods"])).get_sheet_by_index(1).to_python()
    assert [row[1] for row in ods[1:4]] == [2222, 0.95, -2]
    rows = list(csv.reader(io.StringIO(files["annex/10-x-t-1.csv"].decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:4]] == ["2222", "95%", "-2"]


@pytest.mark.parametrize("position", range(len(HOSTILE)))
def test_X01_text_is_never_a_live_formula(files, position):
    row = 5 + position
    book = openpyxl.load_workbook(io.BytesIO(files["annex/10-x.xlsx"]))
    cell = book.worksheets[1].cell(row, 1)
    assert cell.data_type == "s" and cell.value == HOSTILE[position]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(files["annex/10-x.xlsx"])).read("xl/worksheets/sheet2.xml")
    assert b"table:formula" not in zipfile.ZipFile(io.BytesIO(files["annex/10-x.ods"])).read("content.xml")
    rows = list(csv.reader(io.StringIO(files["annex/10-x-t-1.csv"].decode("utf-8-sig"))))
    assert rows[row - 1][0] == "'" + HOSTILE[position]


def test_a_header_that_looks_like_a_formula_is_text_too(files):
    assert openpyxl.load_workbook(io.BytesIO(files["annex/10-x.xlsx"])).worksheets[1]["B1"].data_type == "s"


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
    assert book.worksheets[1].cell(2, 2).number_format == format


def test_a_number_of_a_csv_file_is_plain():
    assert Decimal(annexes.csv_text(Printed("1,234.50", Decimal("1234.50")))) == Decimal("1234.50")
    assert annexes.csv_text(Printed("2.5%", Decimal("0.025"), percent=True)) == "2.5%"
