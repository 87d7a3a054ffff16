"""Marked-up copies: the marks are there, and nothing else has changed, cell by cell, in openpyxl and in LibreOffice."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from reportlib.readers import sheets as readers_sheets
from reportlib.records.findings import Finding
from reportlib.workbooks import plain as workbooks_plain
from reportlib.workbooks.marking import copies, marks, splice, xlsx
from reportlib.workbooks.marking.ods_styles import SPACES

PLAN = "預計'開放 & 資料"
FILLS = {level: f"FF{colour}" for level, colour in marks.FILLS.items()}


def finding(
    row,
    column,
    what="不對。",
    level="error",
    code="V07",
    sheet=PLAN,
    header="欄",
    value="x",
    todo="請更正後重送。",
    rule="",
):
    return Finding(code, what, todo, "水利署.xlsx", sheet, row, column, header, level, value, rule)


FINDINGS = [
    finding(6, 4, "「109/2/30」不是有效日期（2月沒有30日）。", value="109/2/30", header="預計開放日期"),
    finding(8, 3, "「偶爾」不是已知的更新頻率。", code="V08", header="更新頻率", value="偶爾"),
    finding(5, 3, "這一格必須填寫。", code="V10", value=""),
    finding(7, 1, "單位名稱與檔名不同。", "warning", "I01"),
    finding(3, 5, "不認得這個欄名。", "warning", "L09"),
    finding(10, None, "與第 9 列重複。", code="I06"),
    finding(12, 5, "合計與各列不符。", "warning", "L06"),
    finding(14, 7, "這一格在表外。", "warning"),
    finding(None, None, "缺少必要欄位「格式」。", code="L09"),
    finding(1, 1, "隱藏的工作表不列入。", "warning", sheet="隱藏"),
]
MARKED = {
    "D6": "error",
    "C8": "error",
    "C5": "error",
    "A4": "warning",
    "B10": "error",
    "E12": "warning",
    "G14": "warning",
}  # A4: of A4:A11


def workbook() -> bytes:
    """A return with everything a unit may have put into it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = PLAN
    sheet["A1"] = "經濟部水利署 預計開放資料集"
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet.merge_cells("A1:E1")
    for column, header in enumerate(["機關", "資料集名稱", "更新頻率", "預計開放日期", "筆數"], 1):
        cell = sheet.cell(3, column, header)
        cell.fill, cell.font = PatternFill("solid", fgColor="FF0F4C75"), Font(color="FFFFFFFF", bold=True)
        cell.border = Border(*(Side("thin"),) * 4)
    for row in range(4, 12):
        values = [
            "水利署" if row == 4 else None,
            f"水庫水情 {row}",
            None if row == 5 else "每日",
            "109/11/30",
            row * 1000,
        ]
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            cell.border, cell.protection = Border(bottom=Side("hair", color="FF112233")), Protection(locked=False)
        sheet.cell(row, 5).number_format = '#,##0"筆"'
    sheet["D6"], sheet["C8"], sheet["D7"] = "109/2/30", "偶爾", datetime(2020, 11, 30)
    sheet["D7"].number_format, sheet["D6"].font = "yyyy/mm/dd", Font(italic=True, name="標楷體", size=14)
    sheet.merge_cells("A4:A11")
    sheet["E12"] = "=SUM(E4:E11)"
    sheet["C8"].comment, sheet["B9"].comment = Comment("承辦人註記", "王小明"), Comment("別動我", "王小明")
    sheet.column_dimensions["B"].width, sheet.row_dimensions[5].height = 30, 30
    sheet.column_dimensions["F"].hidden, sheet.row_dimensions[13].hidden = True, True
    listed = DataValidation("list", '"每日,每週,每月"')
    sheet.add_data_validation(listed)
    listed.add("C4:C11")
    sheet.conditional_formatting.add("E4:E11", CellIsRule("greaterThan", ["5000"], font=Font(color="FF00AA00")))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=3, max_row=11), titles_from_data=True)
    sheet.add_chart(chart, "G15")
    picture = io.BytesIO()
    Picture.new("RGB", (40, 40), "navy").save(picture, "png")
    sheet.add_image(Image(picture), "G2")
    sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows = "A4", "A3:E11", "3:3"
    hidden = book.create_sheet("隱藏")
    hidden["A1"], hidden.sheet_state = 1, "hidden"
    book.create_sheet("空")
    book.properties.created = book.properties.modified = datetime(2020, 11, 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def opened(data: bytes, values: bool = False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values, rich_text=True)


def cells(sheet, fills: bool = False) -> dict[str, tuple]:
    """What each cell is and looks like, without its comment and, as a rule, its fill; LibreOffice exports the font of an
    empty cell as it likes."""
    return {
        cell.coordinate: (
            cell.value,
            cell.data_type,
            cell.number_format,
            *map(repr, (cell.border, cell.alignment, cell.protection)),
            repr(cell.font) if cell.value is not None else "",
            repr(cell.fill) if fills else "",
        )
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }


def layout(sheet) -> dict:
    """Everything about a sheet that is no cell; of the heights those above the row that a mark adds, which gets a usual one."""
    return {
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "widths": {key: (value.width, value.hidden) for key, value in sheet.column_dimensions.items()},
        "heights": {
            key: (value.height, value.hidden)
            for key, value in sheet.row_dimensions.items()
            if key < 14 and (value.height or value.hidden)
        },
        "validations": [(str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation],
        "conditions": [str(rule.sqref) for rule in sheet.conditional_formatting],
        "pictures": (len(sheet._images), len(sheet._charts)),
        "state": (sheet.sheet_state, sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows),
    }


def assert_unchanged_but_for_marks(original: bytes, copy: bytes, marked: dict[str, dict[str, str]]) -> None:
    for values in (False, True):
        before, after = opened(original, values), opened(copy, values)
        assert after.sheetnames[: len(before.sheetnames)] == before.sheetnames
        for name in before.sheetnames:
            old, new = before[name], after[name]
            expected, found = cells(old), cells(new)
            added = {place for place in marked.get(name, ()) if place not in expected}
            assert {place: cell for place, cell in found.items() if place not in added} == expected
            assert all(found[place][0] is None for place in added if place in found)
            assert layout(new) == layout(old)
            plain = {place for place in expected if place not in marked.get(name, ())}
            old_fills, new_fills = cells(old, fills=True), cells(new, fills=True)
            assert all(old_fills[place] == new_fills[place] for place in plain)


# -- XLSX ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def original() -> bytes:
    return workbook()


@pytest.fixture(scope="module")
def copy(original) -> bytes:
    name, data = copies.marked_copy(original, "水利署.xlsx", FINDINGS)
    assert name == "水利署-檢核.xlsx"
    return data


def test_all_own_cells_formats_formulas_and_layout_are_as_they_were(original, copy):
    assert_unchanged_but_for_marks(original, copy, {PLAN: {**MARKED, "E3": "warning"}, "隱藏": {"A1": "warning"}})


def test_each_bad_cell_is_coloured_and_nothing_else(copy):
    sheet = opened(copy)[PLAN]
    shades = {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }
    headers = dict.fromkeys(("A3", "B3", "C3", "D3"), "FF0F4C75")
    assert shades == headers | {place: FILLS[level] for place, level in MARKED.items()} | {
        "E3": f"FF{marks.DARK['warning']}"
    }


def test_light_writing_gets_a_dark_mark(copy):
    header = opened(copy)[PLAN]["E3"]
    assert (header.font.color.rgb, header.fill.fgColor.rgb) == ("FFFFFFFF", "FF" + marks.DARK["warning"])


def test_a_comment_says_the_code_what_is_wrong_and_how_to_mend_it(copy):
    comment = opened(copy)[PLAN]["D6"].comment
    assert comment.text == "〔檢核〕錯誤 V07：「109/2/30」不是有效日期（2月沒有30日）。\n→ 請更正後重送。"
    assert comment.author == "packet"


def test_a_comment_that_was_there_stays_and_ours_comes_below_it(copy):
    sheet = opened(copy)[PLAN]
    assert sheet["C8"].comment.text == "承辦人註記\n\n〔檢核〕錯誤 V08：「偶爾」不是已知的更新頻率。\n→ 請更正後重送。"
    assert (sheet["C8"].comment.author, sheet["B9"].comment.text) == ("王小明", "別動我")


def test_two_findings_of_one_cell_are_one_comment_and_an_errors_colour(original):
    _, data = copies.marked_copy(original, "a.xlsx", [finding(6, 4, "提醒一。", "warning"), finding(6, 4, "錯誤一。")])
    cell = opened(data)[PLAN]["D6"]
    assert (
        cell.comment.text
        == "〔檢核〕錯誤 V07：錯誤一。\n→ 請更正後重送。\n\n〔檢核〕提醒 V07：提醒一。\n→ 請更正後重送。"
    )
    assert cell.fill.fgColor.rgb == FILLS["error"]


def test_the_list_has_every_finding_errors_first_with_links(copy):
    book = opened(copy)
    sheet = book["檢核結果"]
    assert book.sheetnames[-1] == "檢核結果" and book.active.title == "檢核結果"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == marks.HEADING
    assert rows[1][0] == "檔案：水利署.xlsx　錯誤 5 項、提醒 5 項。"
    head = rows.index(list(marks.COLUMNS))
    listed = rows[head + 1 :]
    assert [row[0] for row in listed] == ["錯誤"] * 5 + ["提醒"] * 5
    assert [row[2] for row in listed] == ["整張表", "C5", "D6", "C8", "第 10 列", "A1", "E3", "A7", "E12", "G14"]
    assert listed[2] == [
        "錯誤",
        PLAN,
        "D6",
        "預計開放日期",
        "109/2/30",
        "V07 有效日期",
        "「109/2/30」不是有效日期（2月沒有30日）。",
        "請更正後重送。",
    ]
    assert listed[5][1] == "隱藏（隱藏）"
    links = {link.ref: link.location for row in sheet.iter_rows() for cell in row if (link := cell.hyperlink)}
    assert links[f"C{head + 4}"] == "'預計''開放 & 資料'!D6"
    assert len(links) == 9


def test_only_one_sheet_is_selected(copy):
    assert sum(sheet.sheet_view.tabSelected or False for sheet in opened(copy)) == 1


def test_the_same_file_and_findings_give_the_same_bytes(original, copy):
    assert copies.marked_copy(original, "水利署.xlsx", list(reversed(FINDINGS)))[1] == copy


def test_parts_without_a_mark_stay_byte_for_byte(original, copy):
    before, after = members(original), members(copy)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    }
    for name, data in after.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(data)


def test_a_row_of_the_list_is_as_high_as_its_longest_text(original):
    _, data = copies.marked_copy(original, "a.xlsx", [finding(6, 4, todo="可填：" + "公共資訊、" * 18), finding(8, 3)])
    sheet = opened(data)["檢核結果"]
    heights = {sheet.cell(row, 3).value: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}
    assert heights["D6"] >= 5 * 15 and heights["C8"] is None and sheet["H4"].alignment.wrap_text


def test_a_clean_file_gets_a_list_that_says_so(original):
    _, data = copies.marked_copy(original, "a.xlsx", [])
    assert_unchanged_but_for_marks(original, data, {})
    assert opened(data)["檢核結果"]["A2"].value == "檔案：a.xlsx　沒有發現問題。"


def test_500_cells_are_marked_and_all_are_listed():
    book = openpyxl.Workbook()
    for row in range(1, 702):
        book.active.append([row, "x"])
    stream = io.BytesIO()
    book.save(stream)
    found = [finding(row, 1, sheet="Sheet", level="warning" if row <= 300 else "error") for row in range(1, 702)]
    _, data = copies.marked_copy(stream.getvalue(), "a.xlsx", found)
    sheet, listed = opened(data).worksheets
    marked = [row for row in range(1, 702) if sheet.cell(row, 1).comment]
    assert len(marked) == 500 and set(range(301, 702)) <= set(marked)
    assert listed["A4"].value == "各表只標示前 500 格，其餘請見本清單。"
    assert listed.max_row == 5 + 701


HOSTILE = [
    '=HYPERLINK("http://a","b")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "\t=1",
    "\x00\x01\x1f",
    "\ud800",
    "_x0041_",
    "<b>&amp;]]></b>",
    "\uffff\u202e",
    "－＝１",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_X01_hostile_texts_in_findings_are_texts(original, text):
    found = [Finding("V07", text, text, text, PLAN, 6, 4, text, "error", text, text)]
    _, data = copies.marked_copy(original, f"{text}.xlsx", found)
    sheet = opened(data)["檢核結果"]
    assert all(
        cell.data_type in ("s", "n", "inlineStr") and not (cell.value is not None and cell.data_type == "f")
        for row in sheet.iter_rows()
        for cell in row
    )
    assert (
        "<f>" not in members(data)["xl/worksheets/sheet4.xml"].decode()
        and "<f " not in members(data)["xl/worksheets/sheet4.xml"].decode()
    )
    for name, part in members(data).items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(part)


def test_X01_an_escape_of_excel_stays_the_text_it_is(original):
    _, data = copies.marked_copy(original, "a.xlsx", [finding(6, 4, value="_x0041_")])
    sheets = read(data, "a.xlsx")
    assert sheets[-1].rows[-1][4] == "_x0041_"


def read(data: bytes, name: str, folder=None):
    return copies.sheets_of(data, name)


@pytest.mark.parametrize("source", ["prefixed", "single quotes", "no references", "utf-16", "strict"])
def test_workbooks_of_other_programs_are_marked_in_place(source):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>名稱</t></is></c><c r="B1"><v>5</v></c></row><row r="3"/></sheetData></worksheet>'
    data = workbooks_plain.workbook([("表", [["名稱", 5]])])
    parts = {name: part.decode() for name, part in members(data).items()}
    if source == "prefixed":
        sheet = re.sub(r"<(/?)(\w)", r"<\1x:\2", sheet).replace("xmlns=", "xmlns:x=")
        parts["xl/styles.xml"] = re.sub(r"<(/?)(\w)", r"<\1x:\2", parts["xl/styles.xml"]).replace("xmlns=", "xmlns:x=")
    elif source == "single quotes":
        sheet = sheet.replace('"', "'")
    elif source == "no references":
        sheet = re.sub(r' r="[A-Z]?\d"', "", sheet)
    elif source == "strict":
        parts = {
            name: part.replace(main, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                relations, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
            for name, part in parts.items()
        }
        sheet = sheet.replace(main, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    parts["xl/worksheets/sheet1.xml"] = (
        '<?xml version="1.0" encoding="UTF-16"?>' + sheet if source == "utf-16" else sheet
    )
    encoded = {name: part.encode("utf-16" if "UTF-16" in part[:60] else "utf-8") for name, part in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in encoded.items():
            archive.writestr(name, part)
    found = [
        finding(1, 1, sheet="表"),
        finding(1, 3, sheet="表"),
        finding(3 if source != "no references" else 2, 2, sheet="表"),
        finding(7, 1, sheet="表"),
    ]
    _, copy = copies.marked_copy(stream.getvalue(), "a.xlsx", found)
    after = members(copy)
    assert set(encoded) <= set(after) and after["xl/worksheets/sheet1.xml"] != encoded["xl/worksheets/sheet1.xml"]
    for name, part in after.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(part)
    if source != "strict":  # openpyxl reads no strict workbook
        marked = opened(copy)["表"]
        shaded = {cell.coordinate for row in marked.iter_rows() for cell in row if cell.fill.fill_type}
        assert shaded == {"A1", "C1", "B3" if source != "no references" else "B2", "A7"}
        assert (marked["A1"].value, marked["B1"].value) == ("名稱", 5)


def test_a_workbook_with_macros_keeps_them_and_its_suffix(original):
    parts = members(original)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    parts["xl/vbaProject.bin"] = bytes(range(256))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    name, data = copies.marked_copy(stream.getvalue(), "水利署.xlsm", FINDINGS)
    assert name == "水利署-檢核.xlsm"
    assert members(data)["xl/vbaProject.bin"] == bytes(range(256))


def test_a_sheet_of_the_units_own_with_our_sheets_name_is_left_alone():
    book = openpyxl.Workbook()
    book.active.title = "檢核結果"
    book.active["A1"] = "本署自行檢核"
    stream = io.BytesIO()
    book.save(stream)
    _, data = copies.marked_copy(stream.getvalue(), "a.xlsx", [finding(1, 1, sheet="檢核結果")])
    after = opened(data)
    assert after.sheetnames == ["檢核結果", "檢核結果 (2)"]
    assert after["檢核結果"]["A1"].value == "本署自行檢核" and after["檢核結果"]["A1"].comment


def test_a_copy_that_was_sent_back_loses_the_marks_that_are_mended(original, copy):
    _, again = copies.marked_copy(copy, "水利署-檢核.xlsx", [finding(6, 4, "還是不對。")])
    assert_unchanged_but_for_marks(
        original, again, {PLAN: dict.fromkeys(("A4", "C5", "D6", "C8", "B10", "E12", "E3")), "隱藏": {"A1": ""}}
    )
    book = opened(again)
    sheet = book[PLAN]
    assert book.sheetnames == [PLAN, "隱藏", "空", "檢核結果"]
    assert {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment} == {
        "B9": "別動我",
        "C8": "承辦人註記",
        "D6": "〔檢核〕錯誤 V07：還是不對。\n→ 請更正後重送。",
    }
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"} == {
        "A3",
        "B3",
        "C3",
        "D3",
        "D6",
    }
    assert members(again)["xl/drawings/commentsDrawing1.vml"].count(b":shape ") == 3
    assert copies.is_listing(read(again, "a.xlsx")[-1])


def test_a_workbook_put_together_in_an_unknown_way_gets_a_copy_of_its_rows(original, monkeypatch):
    def unknown(*_):
        raise splice.Unmarkable

    real = xlsx.mark
    monkeypatch.setattr(xlsx, "mark", lambda data, *rest: unknown() if data == original else real(data, *rest))
    name, data = copies.marked_copy(original, "水利署.xlsx", FINDINGS)
    book = opened(data)
    assert name == "水利署-檢核.xlsx"
    assert book[PLAN.replace("'", " ")]["D6"].value == "109/2/30" and book[PLAN.replace("'", " ")]["D6"].comment


# -- other files -----------------------------------------------------------------------------------------------------------------


def test_a_csv_becomes_a_workbook_of_texts_with_its_marks():
    data = '機關,名稱,筆數\r\n水利署,=1+1,007\r\n水利署,"a\nb",-5\r\n'.encode("cp950")
    name, copy = copies.marked_copy(
        data, "水利署.csv", [finding(2, 2, sheet="", value="=1+1"), finding(None, None, "缺欄。", sheet="")]
    )
    book = opened(copy)
    assert (name, book.sheetnames) == ("水利署-檢核.xlsx", ["水利署", "檢核結果"])
    assert [[cell.value for cell in row] for row in book["水利署"].iter_rows()] == [
        ["機關", "名稱", "筆數"],
        ["水利署", "=1+1", "007"],
        ["水利署", "a\nb", "-5"],
    ]
    assert all(cell.data_type == "s" for row in book["水利署"].iter_rows() for cell in row)
    assert "<f>" not in members(copy)["xl/worksheets/sheet1.xml"].decode()
    assert book["水利署"]["B2"].comment and book["水利署"]["B2"].fill.fgColor.rgb == FILLS["error"]
    assert "照讀到的內容" in book["檢核結果"]["A4"].value


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4", b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe\x00"]
)
def test_a_file_that_cannot_be_read_gets_the_list_alone(data):
    name, copy = copies.marked_copy(data, "水利署.xls", [finding(None, None, "這是 PDF 檔。", code="F09", sheet="")])
    book = opened(copy)
    assert (name, book.sheetnames) == ("水利署-檢核.xlsx", ["檢核結果"])
    assert [cell.value for cell in book.active[book.active.max_row]] == [
        "錯誤",
        None,
        "整個檔案",
        "欄",
        "x",
        "F09 檔案可讀取",
        "這是 PDF 檔。",
        "請更正後重送。",
    ]


def test_values_that_are_no_text_stay_numbers_and_dates():
    rows = [[1, 2.5, True, date(2020, 11, 30), datetime(2020, 11, 30, 8, 30), 10**17, float("inf"), None, "x"]]
    data = workbooks_plain.workbook([("表", rows)])
    found = [cell.value for cell in opened(data)["表"][1]]
    assert found == [1, 2.5, True, datetime(2020, 11, 30), datetime(2020, 11, 30, 8, 30), str(10**17), "inf", None, "x"]


@pytest.mark.parametrize(
    ("received", "name"),
    [
        ("水利署_plan.csv", "水利署_plan-檢核.xlsx"),
        ("a/b\\水利署.XLSX", "水利署-檢核.xlsx"),
        ("../../x.xlsx", "x-檢核.xlsx"),
        ("CON.csv", "_CON-檢核.xlsx"),
        ("-rf.csv", "_-rf-檢核.xlsx"),
        ('a\n\x00:"b.ods', "a___b-檢核.xlsx".replace("___", "____")),
        ("水利署-檢核.xlsx", "水利署-檢核.xlsx"),
        ("v1.2 水利署", "v1.2 水利署-檢核.xlsx"),
        ("...", "回報-檢核.xlsx"),
        ("水" * 100 + ".xlsx", "水" * 60 + "-檢核.xlsx"),
    ],
)
def test_F21_the_copys_name_is_one_that_every_file_system_takes(received, name):
    assert copies.copy_name(received, ".xlsx") == name


def test_X10_sheet_names_are_safe_and_told_apart():
    sheets = [
        readers_sheets.Sheet("a.xls", name, None, []) for name in ("a/b", "a:b", "x" * 40, "x" * 41, "'", "檢核結果")
    ]
    assert list(copies.sheet_names(sheets, "a.xls").values()) == [
        "a b",
        "a b (2)",
        "x" * 31,
        "x" * 27 + " (2)",
        "資料",
        "檢核結果 (2)",
    ]


# -- the files in ../shared/corpus ---------------------------------------------------------------------------------------------


def test_real_workbooks_are_unchanged_but_for_the_marks(shared):
    done = 0
    for path in sorted((shared / "corpus").glob("*.xls[xm]")):
        data = path.read_bytes()
        sheets = copies.sheets_of(data, path.name)
        if not sheets:
            continue
        places = [
            (sheet.name, row, column) for sheet in sheets for row in (1, len(sheet.rows) + 2) for column in (1, 3)
        ]
        _, copy = copies.marked_copy(
            data, path.name, [finding(row, column, sheet=name) for name, row, column in places], sheets
        )
        assert set(members(data)) <= set(members(copy)), path.name
        before, after = opened(data), opened(copy)
        for name in before.sheetnames:
            old = {place: cell for place, cell in cells(before[name]).items() if cell[0] is not None}
            new = {place: cell for place, cell in cells(after[name]).items() if cell[0] is not None}
            assert old == new, f"{path.name} {name}"
            assert layout(before[name]) == layout(after[name])
        for sheet, again in zip(sheets, copies.sheets_of(copy, path.name), strict=False):
            assert sheet.rows == again.rows[: len(sheet.rows)], path.name
        done += 1
    assert done >= 8


# -- LibreOffice -----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Convert a file with LibreOffice, if there is one; the new file's bytes."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def convert(data: bytes, suffix: str, to: str) -> bytes:
        folder = tmp_path_factory.mktemp("office")
        (folder / f"in{suffix}").write_bytes(data)
        command = [
            program,
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            to,
            "--outdir",
            folder / "out",
            folder / f"in{suffix}",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (folder / "out" / f"in.{to.partition(':')[0]}").read_bytes()

    return convert


def test_libreoffice_opens_the_copy_and_finds_the_same_cells(original, copy, office):
    before, after = office(original, ".xlsx", "xlsx"), office(copy, ".xlsx", "xlsx")
    assert_unchanged_but_for_marks(before, after, {PLAN: {**MARKED, "E3": "warning"}, "隱藏": {"A1": "warning"}})
    assert opened(after, values=True)[PLAN]["E12"].value == 60000
    assert "不是有效日期" in opened(after)[PLAN]["D6"].comment.text
    assert opened(after)[PLAN]["C8"].comment.text.startswith("承辦人註記")
    assert opened(after)["檢核結果"]["C8"].hyperlink


def test_results_of_formulas_that_a_program_has_stored_stay(original, office):
    saved = office(original, ".xlsx", "xlsx")
    _, copy = copies.marked_copy(saved, "水利署.xlsx", FINDINGS)
    assert_unchanged_but_for_marks(saved, copy, {PLAN: {**MARKED, "E3": "warning"}, "隱藏": {"A1": "warning"}})
    assert opened(copy, values=True)[PLAN]["E12"].value == 60000


def test_an_ods_is_unchanged_but_for_the_marks(original, office):
    ods = office(original, ".xlsx", "ods")
    name, copy = copies.marked_copy(ods, "水利署.ods", FINDINGS)
    assert name == "水利署-檢核.ods"
    before, after = office(ods, ".ods", "xlsx"), office(copy, ".ods", "xlsx")
    assert_unchanged_but_for_marks(before, after, {PLAN: {**MARKED, "E3": "warning"}, "隱藏": {"A1": "warning"}})
    sheet = opened(after)[PLAN]
    shades = {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }
    assert {place: shades.get(place) for place in MARKED} == {place: FILLS[level] for place, level in MARKED.items()}
    assert shades["E3"] == f"FF{marks.DARK['warning']}" and set(shades) == {*MARKED, "A3", "B3", "C3", "D3", "E3"} | {
        f"A{row}" for row in range(5, 12) if f"A{row}" in shades
    }
    assert "不是有效日期" in sheet["D6"].comment.text
    assert sheet["C8"].comment.text.startswith("承辦人註記") and "V08" in sheet["C8"].comment.text
    changed = {part for part in members(ods) if members(ods)[part] != members(copy)[part]}
    assert changed - {"settings.xml"} == {"content.xml", "styles.xml"}
    assert copies.marked_copy(ods, "水利署.ods", FINDINGS)[1] == copy
    assert members(copy)["mimetype"] == members(ods)["mimetype"] and copy[30:38] == b"mimetype"


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_copy_saved_by_libreoffice_and_sent_back_loses_its_marks(original, copy, office, kind):
    back = office(copy, ".xlsx", kind)
    sheets = copies.sheets_of(back, f"a.{kind}")
    assert copies.is_listing(sheets[-1])
    _, again = copies.marked_copy(back, f"水利署-檢核.{kind}", [finding(6, 4, "還是不對。")], sheets)
    book = opened(again if kind == "xlsx" else office(again, ".ods", "xlsx"))
    sheet = book[PLAN]
    assert book.sheetnames == [PLAN, "隱藏", "空", "檢核結果"]
    notes = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert set(notes) == {"B9", "C8", "D6"} and "還是不對" in notes["D6"] and "檢核" not in notes["C8"]
    assert {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fill_type == "solid"} == {
        "A3",
        "B3",
        "C3",
        "D3",
        "D6",
    }


# -- ODS without LibreOffice -----------------------------------------------------------------------------------------------------


def ods(rows: str, columns: str = "", automatic: str = "<office:automatic-styles/>", after: str = "") -> bytes:
    names = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2">{automatic}<office:body><office:spreadsheet>'
        f'<table:table table:name="表">{columns}{rows}</table:table>{after}</office:spreadsheet></office:body></office:document-content>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
    return stream.getvalue()


def text_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def test_repeated_rows_and_cells_of_an_ods_are_parted_where_a_mark_goes():
    rows = (
        f"<table:table-row>{text_cell('名稱')}{text_cell('同', ' table:number-columns-repeated=' + chr(34) + '5' + chr(34))}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="9">{text_cell("甲")}<table:table-cell table:number-columns-repeated="1023"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    data = ods(rows)
    before = copies.sheets_of(data, "a.ods")
    _, copy = copies.marked_copy(
        data,
        "a.ods",
        [finding(1, 4, sheet="表"), finding(5, 1, sheet="表"), finding(6, 3, sheet="表"), finding(40, 2, sheet="表")],
        before,
    )
    after = copies.sheets_of(copy, "a.ods")
    assert after[0].rows == before[0].rows
    content = members(copy)["content.xml"].decode()
    assert content.count("<office:annotation ") == 4
    root = ElementTree.fromstring(content)
    table = root.find(f".//{{{SPACES['table']}}}table")
    repeated = [
        int(row.get(f"{{{SPACES['table']}}}number-rows-repeated", 1)) for row in table if row.tag.endswith("table-row")
    ]
    assert sum(repeated) == 1010 and repeated == [1, 3, 1, 1, 4, 29, 1, 970]


def test_the_column_s_style_is_what_a_cell_without_one_keeps():
    automatic = '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell"><style:text-properties fo:color="#ff0000"/></style:style></office:automatic-styles>'
    data = ods(
        f"<table:table-row>{text_cell('甲')}</table:table-row>",
        '<table:table-column table:default-cell-style-name="ce1"/>',
        automatic,
    )
    content = members(copies.marked_copy(data, "a.ods", [finding(1, 1, sheet="表")])[1])["content.xml"].decode()
    assert (
        '<style:table-cell-properties fo:background-color="#F9C9C3"/><style:text-properties fo:color="#ff0000"/>'
        in content
    )


# -- the pieces ------------------------------------------------------------------------------------------------------------------

_texts = st.text(st.characters(codec="utf-8"), max_size=30)


@given(_texts, _texts)
def test_what_is_written_as_xml_reads_back_as_it_was(name, value):
    tag = splice.with_attributes("<a b=\"1\" c='2'/>", {"b": value, "d": name})
    root = ElementTree.fromstring(tag)
    shown = [splice.plain(splice.xml_text(text)) for text in (value, name)]
    assert [re.sub(r"[\r\n\t]", " ", root.get(key)) for key in ("b", "d")] == [
        re.sub(r"\r\n|[\r\n\t]", " ", text) for text in shown
    ] or "\r" in value + name
    assert root.get("c") == "2"


@settings(max_examples=200, deadline=None)
@given(st.text("<>/=\"' ab&;!-[]?CDATx", max_size=60))
def test_anything_is_taken_apart_or_refused(text):
    try:
        node = splice.tree(text)
    except splice.Unmarkable:
        return
    assert 0 <= node.start < node.inside <= node.outside <= node.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 20), st.integers(1, 8), st.sampled_from(["error", "warning"]), _texts), max_size=12
    )
)
def test_any_findings_leave_the_values_as_they_are(places):
    data = workbooks_plain.workbook(
        [
            (
                "表",
                [
                    [f"r{row}c{column}" if (row + column) % 3 else None for column in range(1, 6)]
                    for row in range(1, 15)
                ],
            )
        ]
    )
    _, copy = copies.marked_copy(
        data,
        "a.xlsx",
        [finding(row, column, what, level, sheet="表") for row, column, level, what in places],
        [readers_sheets.Sheet("a.xlsx", "表", None, [])],
    )
    before, after = (
        {c.coordinate: c.value for row in opened(book)["表"].iter_rows() for c in row if c.value is not None}
        for book in (data, copy)
    )
    assert before == after
    marked = {cell.coordinate for row in opened(copy)["表"].iter_rows() for cell in row if cell.comment}
    assert marked == {f"{splice_letters(column)}{row}" for row, column, _, _ in places}


def splice_letters(column: int) -> str:
    return readers_sheets.column_letter(column)
