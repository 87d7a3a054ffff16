"""Where a table stands in a sheet, whatever stands around it (FAULTS group L); no row is lost, no sum changes."""

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from reportlib import language
from reportlib.readers import files
from reportlib.readers.sheets import Sheet
from reportlib.records import located, return_tables
from reportlib.records.examine import examine
from reportlib.records.layout import locate
from reportlib.records.schema import Column, TableSchema
from reportlib.records.tables import TABLES

HEADER = ("編號", "機關", "資料集名稱", "預計開放日期", "實際開放日期", "件數")
PLAN = TableSchema(
    "plan",
    "預計開放資料集",
    (
        Column("plan_id", "編號", "identifier", required=True, blank=False),
        Column("agency", "機關", "agency", required=True, blank=False),
        Column("title", "資料集名稱", "text", ("名稱",), required=True, blank=False),
        Column("planned_on", "預計開放日期", "date", ("開放／預計",)),
        Column("opened_on", "實際開放日期", "date", ("開放／實際",)),
        Column("number", "件數", "count"),
    ),
    key=("plan_id",),
)


@pytest.fixture(autouse=True, scope="module")
def chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        yield


def sheet(*rows, csv=False, **more) -> Sheet:
    return Sheet("單位.xlsx", "" if csv else "甲", "utf-8" if csv else None, [tuple(row) for row in rows], **more)


def row(number, *, agency="水利署", title=None, on="109/8/1", opened=None, count=None):
    return (str(number), agency, title or f"資料集{number}", on, opened, count)


def codes(found) -> list[str]:
    return [finding.code for finding in found.findings]


def adds_up(found: located.Layout) -> bool:
    counts = found.counts()
    return counts["read"] == sum(n for part, n in counts.items() if part != "read")


# -- the header


def test_L01_title_rows_above_the_header_are_set_aside_and_kept():
    found = locate(sheet(("經濟部預計開放資料集",), ("填報日期 109/11/5",), (), HEADER, row(1)), PLAN)
    assert (found.row, [number for number, _ in found.rows]) == (4, [5])
    assert [aside.text for aside in found.aside] == ["經濟部預計開放資料集", "填報日期 109/11/5", ""]
    assert found.notices == ("單位.xlsx〔甲〕：標題列在第 4 列。",) and adds_up(found)


def test_a_table_that_does_not_start_in_A1_is_found():
    shifted = [(None, None, *cells) for cells in (HEADER, row(1), row(2))]
    found = locate(sheet((), (), *shifted), PLAN)
    assert found.places == {
        name: place for place, name in enumerate(("plan_id", "agency", "title", "planned_on", "opened_on", "number"), 2)
    }
    assert [number for number, _ in found.rows] == [4, 5]


def test_L02_a_header_of_two_merged_levels_is_joined():
    upper, lower = ("編號", "機關", "資料集名稱", "開放", None, "件數"), (None, None, None, "預計", "實際", None)
    merged = ((1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 1, 5), (1, 6, 2, 6))
    found = locate(sheet(upper, lower, row(1), merged=merged), PLAN)
    assert found.texts == ("編號", "機關", "資料集名稱", "開放／預計", "開放／實際", "件數")
    assert list(found.places) == ["plan_id", "agency", "title", "planned_on", "opened_on", "number"]
    assert (found.header_rows, [number for number, _ in found.rows], found.counts()["header"]) == ((1, 2), [3], 2)
    assert found.notices == ("單位.xlsx〔甲〕：標題列在第 1 至 2 列。",) and adds_up(found)


def test_L02_a_header_of_three_levels_is_joined_without_merges_too():
    rows = (
        ("編號", "機關", "資料集名稱", "開放情形", None, "件數"),
        (None, None, None, "日期", None, None),
        (None, None, None, "預計開放日期", "實際開放日期", None),
    )
    found = locate(sheet(*rows, row(1), csv=True), PLAN)
    assert found.texts[3] == "開放情形／日期／預計開放日期" and found.header_rows == (1, 2, 3)
    assert {"planned_on", "opened_on"} <= found.places.keys()


def test_L02_a_row_of_groups_above_the_header_joins_it_and_a_title_does_not():
    groups = ("基本資料", None, None, "時程", None, "件數")
    found = locate(sheet(("標題",), groups, HEADER, row(1), merged=((1, 1, 1, 6), (2, 1, 2, 3), (2, 4, 2, 5))), PLAN)
    assert found.texts[0] == "基本資料／編號" and found.texts[3] == "時程／預計開放日期" and found.header_rows == (2, 3)
    titled = locate(sheet(("標題",), HEADER, row(1), merged=((1, 1, 1, 6),)), PLAN)
    assert titled.texts == HEADER and titled.header_rows == (2,)


def test_L02_a_title_that_is_merged_over_a_part_of_the_header_is_still_a_title():
    found = locate(sheet((), (None, "經濟部水利署預計開放資料集"), HEADER, row(1), merged=((2, 2, 2, 5),)), PLAN)
    assert found.header_rows == (3,) and found.texts == HEADER


def test_L02_a_merged_header_without_known_lower_names_takes_its_rows_along():
    merged = tuple((1, column, 2, column) for column in range(1, 6)) + ((1, 6, 1, 7),)
    found = locate(
        sheet((*HEADER[:5], "聯絡", None), (None,) * 5 + ("人", "電話"), (*row(1)[:5], "王", "02"), merged=merged), PLAN
    )
    assert found.header_rows == (1, 2) and found.texts[5:] == ("聯絡／人", "聯絡／電話")
    assert [number for number, _ in found.rows] == [3]


def test_L02_a_merged_header_is_read_from_a_real_workbook(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    for cells in (
        ("編號", "機關", "資料集名稱", "開放", None),
        (None, None, None, "預計", "實際"),
        ("1", "水利署", "甲", "109/8/1", None),
    ):
        page.append(cells)
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        page.merge_cells(area)
    book.save(tmp_path / "甲.xlsx")
    [found] = files.read(tmp_path / "甲.xlsx")
    assert locate(found, PLAN).texts == ("編號", "機關", "資料集名稱", "開放／預計", "開放／實際")


def test_L09_a_form_s_marks_around_a_header_do_not_matter():
    found = locate(
        sheet(
            ("*編號", "機關（全銜）", "資料集名稱\n(必填)", "預計開放日期【民國】"), ("1", "水利署", "甲", "109/8/1")
        ),
        PLAN,
    )
    assert list(found.places) == ["plan_id", "agency", "title", "planned_on"]


def test_L09_a_column_with_values_and_no_header_is_named():
    found = locate(sheet(("編號", "機關", "資料集名稱", None, "件數"), ("1", "水利署", "甲", "不明", 3)), PLAN)
    assert "單位.xlsx〔甲〕：D 欄沒有欄名，未使用（第 2 列有值）。" in found.notices


def test_L09_all_missing_columns_are_told_at_once():
    found = locate(sheet(("編號", "件數"), ("1", 3)), PLAN)
    assert codes(found) == ["L09", "L09"] and found.is_refused
    assert "缺少必要的欄「機關」" in found.findings[0].what and "缺少必要的欄「資料集名稱」" in found.findings[1].what


# -- merged and left-out cells


def test_L03_a_cell_merged_over_rows_is_filled_and_named():
    rows = (HEADER, row(1), row(2, agency=None), row(3, agency=None), row(4, agency="能源局"))
    found = locate(sheet(*rows, merged=((2, 2, 4, 2),)), PLAN)
    assert [cells[1] for _, cells in found.rows] == ["水利署", "水利署", "水利署", "能源局"]
    assert found.filled == {(3, 1), (4, 1)}
    assert found.notices == ("單位.xlsx〔甲〕：「機關」欄合併的儲存格已依上方的值補入：第 3–4 列。",)


def test_L03_a_number_merged_over_rows_is_counted_once_and_that_is_told():
    found = locate(sheet(HEADER, row(1, count=5), row(2), merged=((2, 6, 3, 6),)), PLAN)
    assert [cells[5] for _, cells in found.rows] == [5, None]
    [finding] = found.findings
    assert (finding.code, finding.level, finding.cell, finding.what) == (
        "L03",
        "warning",
        "F2",
        "與第 3 列合併為一格，數字只計在這一列。",
    )


def test_L03_an_agency_named_once_for_the_rows_below_is_filled():
    rows = (HEADER, row(1), row(2, agency=None), row(3, agency=None), row(4, agency="能源局"), row(5, agency=None))
    found = locate(sheet(*rows), PLAN)
    assert [cells[1] for _, cells in found.rows] == ["水利署"] * 3 + ["能源局"] * 2
    assert found.notices == ("單位.xlsx〔甲〕：「機關」欄空白的儲存格已依上方的值補入：第 3–4、6 列。",)


@pytest.mark.parametrize(
    "agencies", [("水利署", "水利署", None, None), ("水利署", None, "能源局"), (None, None, "水利署")]
)
def test_L03_a_forgotten_agency_is_not_guessed(agencies):
    found = locate(sheet(HEADER, *(row(n, agency=agency) for n, agency in enumerate(agencies, 1))), PLAN)
    assert tuple(cells[1] for _, cells in found.rows) == agencies and not found.filled


def test_L03_a_real_list_with_agencies_named_once_is_filled(shared):
    columns = (Column("agency", "AGENCY", "agency", required=True), Column("part", "SUB-AGENCY", "text", required=True))
    [page, *_] = files.read(shared / "corpus" / "data_portal_list_filldown.xlsx")
    found = locate(page, TableSchema("portal", "機關", columns))
    assert len(found.filled) > 30 and all(cells[1] for _, cells in found.rows)
    assert [cells[1] for _, cells in found.rows[:8]] == ["總統府"] * 5 + ["行政院"] * 3


# -- rows that hold no record


def test_L04_blank_rows_and_columns_are_skipped_and_counted():
    shifted = [(*cells[:2], None, *cells[2:]) for cells in (HEADER, row(1), (), (None, " "), row(2))]
    found = locate(sheet(*shifted), PLAN)
    assert [number for number, _ in found.rows] == [2, 5] and found.counts()["blank"] == 2 and adds_up(found)
    assert found.places["title"] == 3 and not found.findings


@pytest.mark.parametrize(
    "word", ["合計", "總計", "小計", "計", "合　計", "共計：", "合計（件）", "總　　計", "水利署小計"]
)
def test_L05_a_row_of_totals_in_any_spelling_is_no_record(word):
    found = locate(sheet(HEADER, row(1, count=5), (word, None, None, None, None, 5)), PLAN)
    assert [number for number, _ in found.rows] == [2] and found.counts()["totals"] == 1 and adds_up(found)


@pytest.mark.parametrize("title", ["總計表", "戶口統計", "合計處理費統計"])
def test_L05_a_dataset_whose_name_sounds_like_a_total_is_a_record(title):
    assert len(locate(sheet(HEADER, row("統計", title=title)), PLAN).rows) == 1


def test_L06_totals_of_blocks_and_of_all_are_checked_against_their_own_sums():
    rows = (
        HEADER,
        row(1, count=2),
        row(2, count=3),
        ("小計", None, None, None, None, 5),
        row(3, count=4),
        ("小計", None, None, None, None, 4),
        ("合計", None, None, None, None, 9),
    )
    assert examine(PLAN, sheet(*rows)).findings == ()
    wrong = examine(PLAN, sheet(*rows[:-2], ("小計", None, None, None, None, 7), ("合計", None, None, None, None, 10)))
    assert [(f.code, f.level, f.cell, f.what) for f in wrong.findings] == [
        ("L06", "warning", "F6", "合計為 7，各列相加為 4。"),
        ("L06", "warning", "F7", "合計為 10，各列相加為 9。"),
    ]


@pytest.mark.parametrize(
    "below",
    [
        ("填表人：王小明", None, None, "單位主管："),
        ("填表人：", "王小明", "核章：", "李大明"),
        ("備註：本表於 109/11/5 更新。",),
        ("說明",),
        ("※資料截至 109/10/31",),
        ("註1：含依申請提供。",),
        (None, "聯絡電話：02-2321-2200"),
        ("以下空白",),
        ("資料來源：本署統計",),
        ("承辦人", None, "科長", None, "主任"),
    ],
)
def test_L07_notes_and_signatures_below_the_table_are_set_aside_and_named(below):
    found = locate(sheet(HEADER, row(1), (), below), PLAN)
    assert [number for number, _ in found.rows] == [2] and found.counts()["notes"] == 1 and adds_up(found)
    assert found.notices == ("單位.xlsx〔甲〕：第 4 列為附註或簽章，不列入資料。",)


@pytest.mark.parametrize(
    "said",
    [
        ("共 2 筆",),
        ("合計２筆",),
        (None, "合計：2項"),
        ("以上共計 2 筆資料",),
        ("資料筆數：2",),
        ("（共二項）",),
        ("共 53", "000 筆"),
    ],
)
def test_L07_how_many_records_there_are_is_no_record(said):
    found = locate(sheet(HEADER, row(1), said), PLAN)
    assert [number for number, _ in found.rows] == [2] and found.counts()["notes"] == 1 and adds_up(found)


def test_L07_a_record_that_says_a_number_is_a_record():
    assert len(locate(sheet(HEADER, row("共1項"), ("計畫3件", None, "甲", None, None, None)), PLAN).rows) == 2


def test_L07_the_lines_of_a_note_go_with_it():
    found = locate(
        sheet(
            HEADER,
            row(1),
            ("說明：",),
            ("1. 請於 109/11/10 前送出。",),
            (None, "二、資料集名稱應與平臺上所登載的名稱相同。"),
        ),
        PLAN,
    )
    assert found.counts()["notes"] == 3 and len(found.rows) == 1


def test_L07_a_record_that_begins_like_a_note_is_a_record():
    rows = (("註1", "水利署", "備註：說明的資料集", "109/8/1", None, None), ("單位", "水利署", "甲", None, None, None))
    assert len(locate(sheet(HEADER, *rows), PLAN).rows) == 2


@pytest.mark.parametrize(
    "first",
    ["範例", "（範例）", "範例1", "例：", "例如", "填寫說明：請依序填寫", "【填寫範例】", "填表說明", "範例 水利署-01"],
)
def test_L18_examples_and_explanations_of_the_form_are_removed_and_named(first):
    found = locate(sheet(HEADER, (first, "水利署", "河川水位", "109/11/30", None, 1), row(1)), PLAN)
    assert [number for number, _ in found.rows] == [3] and found.counts()["examples"] == 1 and adds_up(found)
    assert found.notices == ("單位.xlsx〔甲〕：第 2 列為範例或填寫說明，已移除。",)


@pytest.mark.parametrize("first", ["範例資料庫", "例外管制清單", "示範專區", "填海造地"])
def test_L18_a_record_that_only_sounds_like_an_example_stays(first):
    assert len(locate(sheet(HEADER, (first, "水利署", first)), PLAN).rows) == 1


def test_L19_a_header_alone_is_an_answer_with_no_rows():
    found = examine(PLAN, sheet(HEADER))
    assert found.findings == () and found.records.counts["used"] == 0
    assert found.notices == ("單位.xlsx〔甲〕：無資料列。",)


# -- several tables


def test_L08_the_same_header_again_goes_on_with_the_table():
    found = locate(sheet(HEADER, row(1), (), HEADER, row(2)), PLAN)
    assert [number for number, _ in found.rows] == [2, 5] and not found.findings
    assert found.counts()["header"] == 2 and adds_up(found)


def test_L08_another_table_below_is_refused_with_a_hint():
    below = (("會議", "決議編號", "決議事項", "辦理情形"), ("5-2", "一", "甲", "已辦"))
    found = examine(PLAN, sheet(HEADER, row(1), (), *below))
    [finding] = [finding for finding in found.findings if finding.code == "L08"]
    assert (found.records, finding.row, finding.level) == (None, 4, "error")
    assert finding.what == "這一列是另一個表的標題列（「會議」…）。" and "一張工作表只放一個表" in finding.todo


def test_L08_the_same_table_below_in_another_order_is_refused():
    found = locate(sheet(HEADER, row(1), (), ("機關", "編號", "資料集名稱"), ("水利署", "2", "乙")), PLAN)
    assert codes(found) == ["L08"] and found.is_refused


def test_L08_two_tables_side_by_side_are_refused_with_the_column():
    found = examine(PLAN, sheet((*HEADER[:3], None, *HEADER[:3]), ("1", "水利署", "甲", None, "2", "能源局", "乙")))
    [finding] = found.findings
    assert (found.records, finding.code, finding.cell, finding.what) == (None, "L08", "E1", "E 欄起另有一個表。")


def test_L08_another_table_at_the_side_is_refused_where_rows_are_only_its():
    rows = ((*HEADER[:3], None, "展區", "攤位"), ("1", "水利署", "甲", None, "A", 3), (None, None, None, None, "B", 4))
    found = locate(sheet(*rows), PLAN)
    assert found.findings[0].code == "L08" and "E 欄起另有一個表（第 3 列只在那裡有值）" in found.findings[0].what


def test_L13_a_transposed_table_is_refused_with_a_hint():
    found = examine(
        PLAN, sheet(("編號", "1", "2"), ("機關", "水利署", "能源局"), ("資料集名稱", "甲", "乙"), ("件數", 3, 4))
    )
    [finding] = found.findings
    assert (found.records, finding.code, finding.level) == (None, "L13", "error")
    assert finding.what == "欄名直排在 A 欄，一筆資料佔一欄。" and "選擇性貼上→轉置" in finding.todo


def test_L08_the_corpus_files_with_titles_and_several_headers_are_no_plan_and_break_nothing(shared):
    for path in sorted((shared / "corpus").iterdir()):
        if path.suffix in (".xlsx", ".csv", ".ods", ".xlsm") and path.name != "password.xlsx":
            for page in files.read(path):
                found = locate(page, PLAN)
                assert adds_up(found) and (found.is_refused or not page.rows), path.name


# -- hidden, commented, cut


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


# -- nothing lost, whatever comes

CELLS = (
    st.none()
    | st.integers(-5, 3_000)
    | st.sampled_from((*HEADER, "合計", "小計", "備註：無", "範例", "水利署", "甲", "109/8/1", " ", "填表人：", "0"))
)
ROWS = st.lists(st.lists(CELLS, max_size=8).map(tuple), max_size=25)
MERGES = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 8), st.integers(0, 3), st.integers(0, 3)).map(
        lambda m: (m[0], m[1], m[0] + m[2], m[1] + m[3])
    ),
    max_size=3,
)


@given(ROWS, MERGES, st.booleans(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_row_of_any_sheet_is_accounted_for(rows, merges, headed, csv):
    page = sheet(*((HEADER,) if headed else ()), *rows, csv=csv, merged=tuple(merges))
    found = locate(page, PLAN)
    assert adds_up(found)
    examined = examine(PLAN, page)
    if examined.records:
        counts = examined.records.counts
        assert counts["read"] == len(page.rows) == sum(n for part, n in counts.items() if part != "read")
        assert len(examined.records.frame) == counts["used"]
        assert {finding.row for finding in examined.findings if finding.is_error}.isdisjoint(
            examined.records.frame.index
        )
    else:
        assert any(finding.is_error for finding in examined.findings) or not page.rows


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=12),
    st.integers(0, 12),
    st.sampled_from(["合計", "小計", "總　計", "計"]),
    st.integers(0, 2_000),
)
@settings(max_examples=100, deadline=None)
def test_L05_a_row_of_totals_never_changes_a_sum(numbers, place, word, stated):
    rows = [row(n, count=number) for n, number in enumerate(numbers, 1)]
    without = examine(PLAN, sheet(HEADER, *rows)).records.frame["number"].sum()
    rows.insert(min(place, len(rows)), (word, None, None, None, None, stated))
    assert examine(PLAN, sheet(HEADER, *rows)).records.frame["number"].sum() == without


def test_the_header_of_every_known_table_is_found_by_its_own_labels():
    for table in (*TABLES.values(), *return_tables.RETURN_TABLES.values()):
        labels_of = tuple(column.label for column in table.columns)
        found = locate(Sheet("甲.xlsx", "甲", None, [("標題",), labels_of]), table)
        assert (found.row, len(found.places)) == (2, len(table.columns)), table.name
        assert not found.findings
