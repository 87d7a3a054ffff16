"""What is told of a sheet besides its records."""

import openpyxl
import pytest

from reportlib.readers import files
from tests.records.small_sheets import HEADER, PLAN, codes, row, sheet
from tests.support.laid_out import examine, locate

pytestmark = pytest.mark.usefixtures("chinese")


def test_L14_hidden_rows_and_columns_are_included_and_named():
    found = examine(
        PLAN, sheet(HEADER, row(1), row(2), row(3), hidden_rows=frozenset((3, 4)), hidden_columns=frozenset((4, 9)))
    )
    assert len(found.records.frame) == 3
    assert {(f.code, f.level, f.what) for f in found.findings} == {
        ("L14", "warning", "隱藏的第 3–4 列也已列入。"),
        ("L14", "warning", "隱藏的 D 欄也已列入。"),
    }


def test_L16_comments_are_listed_by_their_cells_and_never_repeated():
    found = locate(
        sheet(HEADER, row(1), row(2), comments=((1, 1, "必填"), (2, 3, "王小明 0912345678"), (3, 4, "請確認"))), PLAN
    )
    assert found.notices == ("單位.xlsx〔甲〕：C2、D3 有註解，內容不列入資料（可能含個人資料）。",)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_L15_struck_and_singly_coloured_cells_are_told_and_what_the_form_colours_is_not(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    lines = [HEADER, *(row(n) for n in range(1, 8))]
    if suffix == "xlsx":
        from openpyxl.styles import Font, PatternFill

        book = openpyxl.Workbook()
        for cells in lines:
            book.active.append(cells)
        for cell in book.active["A"] + book.active[1]:
            cell.fill = PatternFill("solid", fgColor="DDDDDD")
        book.active["C3"].font, book.active["C5"].fill = Font(strike=True), PatternFill("solid", fgColor="FFFF00")
        book.save(path)
    else:
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.style import Style, TableCellProperties, TextProperties
        from odf.table import Table as OdfTable, TableCell, TableRow
        from odf.text import P

        book = OpenDocumentSpreadsheet()
        struck, grey = Style(name="s", family="table-cell"), Style(name="g", family="table-cell")
        struck.addElement(TextProperties(textlinethroughstyle="solid"))
        grey.addElement(TableCellProperties(backgroundcolor="#ffff00"))
        table = OdfTable(name="甲")
        for number, cells in enumerate(lines, 1):
            line = TableRow()
            for column, text in enumerate(cells):
                style = (
                    {"stylename": struck}
                    if (number, column) == (3, 2)
                    else {"stylename": grey}
                    if column == 0 or (number, column) == (5, 2)
                    else {}
                )
                cell = TableCell(valuetype="string", **style) if text is not None else TableCell()
                if text is not None:
                    cell.addElement(P(text=str(text)))
                line.addElement(cell)
            table.addElement(line)
        for style in (struck, grey):
            book.automaticstyles.addElement(style)
        book.spreadsheet.addElement(table)
        book.save(path)
    [page] = files.read(path)
    told = [notice.partition("：")[2] for notice in locate(page, PLAN).notices]
    assert told == ["C3 有刪除線，格式不作為資料。", "C5 另有底色，格式不作為資料。"]


@pytest.mark.parametrize("rows", [65_536, 65_535])
def test_L20_a_sheet_of_exactly_the_limit_may_have_been_cut(rows):
    found = locate(sheet(HEADER, *[()] * (rows - 1)), PLAN)
    assert (codes(found) == ["L20"]) == (rows == 65_536)
