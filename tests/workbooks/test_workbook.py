"""What one workbook says is in the XLSX and in the ODS that are written from it."""

import io
import sys
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from odf.config import ConfigItem, ConfigItemMapEntry
from odf.namespaces import FONS, OFFICENS, STYLENS, TABLENS
from odf.opendocument import load as load_ods
from odf.style import Style as OdsStyle, TableCellProperties, TableColumnProperties, TableRowProperties
from odf.table import ContentValidation, Table, TableCell, TableColumn, TableHeaderRows, TableRow

from reportlib.workbooks.ods import to_ods
from reportlib.workbooks.workbook import CellRule, NumberFormat, SheetCell, Style, Workbook, Worksheet
from reportlib.workbooks.xlsx import to_xlsx

HEAD, BODY, SHARE = (
    Style(bold=True, fill="0F4C75", line="D8DEE4"),
    Style(wrap=True, upright="top"),
    NumberFormat(1, percent=True),
)
BOOK = Workbook(
    (
        Worksheet(
            "表",
            (
                (SheetCell("項目", "head"), SheetCell("占比", "head")),
                (SheetCell("=1+1"), SheetCell(Decimal("0.125"), "share", "12.5%")),
                (SheetCell("甲\x01\n乙"), SheetCell(None)),
            ),
            widths=(20, 12),
            heights=((3, 30),),
            blank=("body", "body"),
            blank_rows=2,
            rules=(CellRule(1, 2, 5, "list", "項目", "請選。", "請由選單選取。", ("字", 1, 1, 2)),),
            frozen_rows=1,
            frozen_columns=1,
            repeated_row=1,
            page="landscape",
            grid=False,
        ),
        Worksheet("字", ((SheetCell("甲"),), (SheetCell("乙"),)), page="portrait", hidden=True),
    ),
    {"body": BODY, "head": HEAD, "share": Style(format=SHARE)},
    "body",
)


@pytest.fixture(scope="module")
def xlsx():
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(BOOK)))


@pytest.fixture(scope="module")
def ods():
    return load_ods(io.BytesIO(to_ods(BOOK)))


def look(ods, element, kind):
    """The properties of this kind in the style that an element of the ODS names."""
    name = element.getAttrNS(TABLENS, "style-name")
    style = next(style for style in ods.getElementsByType(OdsStyle) if style.getAttrNS(STYLENS, "name") == name)
    return style.getElementsByType(kind)[0]


def test_texts_stay_texts_without_control_characters_and_numbers_are_numbers(xlsx, ods):
    sheet = xlsx["表"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3)] == [
        ["項目", "占比"],
        ["=1+1", 0.125],
        ["甲\n乙", None],
    ]
    assert sheet["A2"].data_type == "s" and sheet["B2"].number_format == "0.0%"
    cells = ods.getElementsByType(TableCell)
    assert [str(cell) for cell in cells[:6]] == ["項目", "占比", "=1+1", "12.5%", "甲乙", ""]
    assert cells[3].getAttrNS(OFFICENS, "value") == "0.125"
    assert cells[3].getAttrNS(OFFICENS, "value-type") == "percentage"
    assert not any(cell.getAttrNS(TABLENS, "formula") for cell in cells)


def test_a_cell_that_names_no_style_has_the_standard_one(xlsx, ods):
    assert xlsx["表"]["A2"].alignment.wrap_text and xlsx["表"]["A5"].alignment.wrap_text
    assert xlsx["表"]["A1"].font.bold and xlsx["表"]["A1"].fill.fgColor.rgb == "000F4C75"
    head, body = (look(ods, ods.getElementsByType(TableCell)[n], TableCellProperties) for n in (0, 2))
    assert head.getAttrNS(FONS, "background-color") == "#0F4C75"
    assert body.getAttrNS(FONS, "wrap-option") == "wrap"


def test_widths_and_heights_are_the_same(xlsx, ods):
    sheet = xlsx["表"]
    assert [sheet.column_dimensions[column].width for column in "AB"] == [20, 12] and sheet.row_dimensions[
        3
    ].height == 30
    columns = [look(ods, column, TableColumnProperties) for column in ods.getElementsByType(TableColumn)]
    assert [column.getAttrNS(STYLENS, "column-width") for column in columns] == ["40.0mm", "24.0mm"]
    row = look(ods, ods.getElementsByType(TableRow)[2], TableRowProperties)
    assert row.getAttrNS(STYLENS, "row-height") == "30pt"


def test_a_list_is_offered_from_the_sheet_that_has_its_words(xlsx, ods):
    (rule,) = xlsx["表"].data_validations.dataValidation
    assert (str(rule.sqref), rule.type, rule.formula1, rule.errorStyle) == ("A2:A5", "list", "字!$A$1:$A$2", "stop")
    (rule,) = ods.getElementsByType(ContentValidation)
    assert "[$'字'.$A$1:.$A$2]" in rule.getAttrNS(TABLENS, "condition")
    named = [bool(cell.getAttrNS(TABLENS, "content-validation-name")) for cell in ods.getElementsByType(TableCell)[:8]]
    assert named == [False, False, True, False, True, False, True, False]


def test_panes_stay_the_header_is_repeated_and_a_hidden_sheet_is_hidden(xlsx, ods):
    assert xlsx["表"].freeze_panes == "B2" and xlsx["表"].print_title_rows == "$1:$1"
    assert [sheet.sheet_state for sheet in xlsx] == ["visible", "hidden"]
    assert [sheet.sheet_view.showGridLines is False for sheet in xlsx] == [True, False]
    views = {
        item.getAttribute("name"): str(item)
        for entry in ods.settings.getElementsByType(ConfigItemMapEntry)
        if entry.getAttribute("name") == "表"
        for item in entry.getElementsByType(ConfigItem)
    }
    assert (views["PositionRight"], views["PositionBottom"], views["ActiveSplitRange"]) == ("1", "1", "3")
    assert views["ShowGrid"] == "false" and len(ods.getElementsByType(TableHeaderRows)) == 1
    names = [table.getAttrNS(TABLENS, "style-name") for table in ods.getElementsByType(Table)]
    assert names == ["landscape", "portraithidden"]


def test_what_is_not_said_is_left_to_the_program():
    book = Workbook((Worksheet("表", ((SheetCell("甲"), SheetCell(1200)),)),))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(book))).worksheets[0]
    assert not sheet["A1"].has_style and sheet.freeze_panes is None and not sheet.column_dimensions
    content = zipfile.ZipFile(io.BytesIO(to_ods(book))).read("content.xml").decode()
    assert "<office:automatic-styles/>" in content and ">1,200<" in content


def test_the_same_workbook_is_the_same_bytes():
    assert to_xlsx(BOOK) == to_xlsx(BOOK) and to_ods(BOOK) == to_ods(BOOK)


def test_a_workbook_is_whole_though_a_profiler_holds_what_wrote_it():
    held = []
    sys.setprofile(lambda frame, event, value: held.append(frame))  # as a worker of Dask does
    try:
        ods = to_ods(BOOK)
    finally:
        sys.setprofile(None)
    assert held and ods == to_ods(BOOK)
