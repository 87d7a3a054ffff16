"""The catalogue of faults, groups F and P01 to P05, as far as a reader meets them: each row a test by its id."""

import contextlib
import io
import os
import stat
import struct
import subprocess
import time
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings, strategies as st
from openpyxl.comments import Comment

from reportlib import filenames
from reportlib.errors import InputError
from reportlib.readers import confined, files as readers_files, sheets as readers_sheets
from reportlib.readers.child import html, scan, xls as child_xls
from reportlib.records.clean import clean
from reportlib.records.tables import TABLES
from tests.readers.made_files import MAIN, ODF, RELATIONS, ods, refusal, rewritten, written, xlsx, zipped
from tests.readers.made_xls import number, record, xls
from tests.readers.results_of_readers import book, many, saved
from tests.support.laid_out import examine

pytestmark = pytest.mark.usefixtures("chinese")

# -- F: files


@pytest.mark.parametrize("protected", [b"", record(0x86, b"")], ids=["first", "after write protection"])
@pytest.mark.parametrize("kind", [b"\0\0\x12\x34\x56\x78", b"\1\0\1\0\1\0"], ids=["XOR", "RC4"])
def test_F06_an_old_xls_with_a_password_says_so_even_the_oldest_kind(tmp_path, kind, protected):
    data = xls(number(0, 0, 1), protected + record(0x2F, kind))
    assert "F06 a.xls：檔案有密碼保護。請移除密碼後重送。" in refusal(written(tmp_path, data, "a.xls"))


def test_L14_V15_of_an_old_xls_error_values_and_hidden_rows_and_columns_are_kept(tmp_path):
    hidden = record(0x208, struct.pack("<HHHH4xHH", 1, 0, 3, 255, 0x20, 0)) + record(
        0x7D, struct.pack("<HHHHH2x", 1, 200, 2048, 0, 1)
    )
    error = record(0x205, struct.pack("<HHHBB", 1, 1, 0, 0x2A, 1)) + record(
        0x06, struct.pack("<HHHBBBBHHHIH", 2, 2, 0, 2, 0, 7, 0, 0, 0xFFFF, 0, 0, 0)
    )
    [sheet] = readers_files.read(written(tmp_path, xls(hidden + number(0, 0, 1) + number(1, 0, 2) + error), "a.xls"))
    assert (sheet.name, sheet.rows) == ("丙", [(1,), (2, "#N/A"), (None, None, "#DIV/0!")])
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {2, 3})


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=30), st.integers(0, 6_000))
@example(changes=[(60, 0), (64, 1)], length=0)  # the list of sectors goes on outside the file
@settings(max_examples=100, deadline=None)
def test_A12_no_damage_of_an_old_xls_breaks_its_scan(changes, length):
    data = bytearray(xls(number(0, 0, 1)))
    for place, value in changes:
        data[8 + place % (len(data) - 8)] = value
    with contextlib.suppress(confined.FileRefused):
        child_xls.scan(bytes(data[: max(length, 600)]), scan.Facts)


PAGE = """<html><head><meta charset="{}"><title>匯出</title><style>td {{ color: red }}</style></head><body>
<table><caption>收件</caption><tr><th rowspan=2>機關<th colspan="2">數量</tr><tr><th>上<th>下</tr>
<tr><td>經濟部&amp;所屬<br>（全部）</td><td> 1,234 </td><td></td></tr></table><script>var x = "<td>不是資料</td>";</script></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950"])
def test_F07_a_table_of_HTML_saved_as_xls_is_read_with_a_notice(tmp_path, encoding):
    [sheet] = readers_files.read(written(tmp_path, PAGE.format(encoding).encode(encoding), "收件.xls"))
    assert (sheet.name, sheet.encoding) == ("收件", encoding.removesuffix("-sig"))
    assert sheet.rows == [("機關", "數量", None), (None, "上", "下"), ("經濟部&所屬\n（全部）", "1,234", None)]
    assert sheet.merged == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert sheet.notices == ("收件.xls 的內容其實是 HTML 網頁的表格，已照內容讀取。",)


def test_F07_tables_that_only_lay_out_a_page_are_none(tmp_path):
    inner = "<table><tr><td>a<td>b</tr><tr><td>1<td>2</tr></table>"
    page = f"<table><tr><td>{inner}</td><td>{inner}</td></tr><tr><td>x<td>y</table>"
    assert [sheet.name for sheet in readers_files.read(written(tmp_path, page.encode(), "a.xls"))] == ["表格1", "表格2"]


def test_F07_a_page_that_begins_with_a_thousand_comments_is_judged_at_once(tmp_path):
    begin = time.monotonic()
    assert "F09" in refusal(written(tmp_path, b"<!-- -->" * 5_000 + b"x", "a.xls"))
    assert time.monotonic() - begin < 5


@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "<td>",
                "<td rowspan=3>",
                "<th colspan=2>",
                "</td>",
                "甲",
                "1",
                "<br>",
                "<!--",
                "-->",
                "<caption>",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_F07_no_page_breaks_the_reader_of_tables(parts):
    try:
        found = html.tables("".join(parts))
    except confined.FileRefused as refused:
        assert refused.answer["refused"] in ("P02", "A05")
    else:
        for sheet in found:
            assert {len(row) for row in sheet["rows"]} == {len(sheet["rows"][0])}
            assert all(1 <= top <= bottom <= len(sheet["rows"]) for top, _, bottom, _ in sheet["merged"])


def test_F10_an_archive_with_Big5_names_is_read_as_several_files(tmp_path):
    path = written(
        tmp_path,
        big5_archive({"標檢局.csv": "編號,數\n1,2\n".encode("cp950"), "回覆/功.xlsx": book(("編號",), (7,))}),
        "收件.zip",
    )
    assert [name for name, _ in readers_files.unpack(path)] == ["標檢局.csv", "回覆／功.xlsx"]
    assert [(sheet.file, sheet.rows) for sheet in readers_files.read(path)] == [
        ("收件.zip／標檢局.csv", [("編號", "數"), ("1", "2")]),
        ("收件.zip／回覆／功.xlsx", [("編號",), (7,)]),
    ]


def test_F10_a_damaged_member_is_refused_by_name_and_the_others_are_read(tmp_path):
    path = written(
        tmp_path,
        zipped([("a.csv", "x,y\n1,2"), ("壞.xlsx", "PK\3\4 no archive"), ("說明.docx", "%PDF-1.7")]),
        "收件.zip",
    )
    assert [code if isinstance(code, str) else "read" for _, code in many(path)] == ["read", "F02", "F09"]
    assert "F02 收件.zip／壞.xlsx：檔案不完整或已損壞。" in str(
        pytest.raises(InputError, readers_files.read, path).value
    )


def test_F10_what_is_no_table_in_an_archive_is_named_and_left_out(tmp_path):
    [sheet] = readers_files.read(
        written(tmp_path, zipped([("a.csv", "x,y\n1,2"), ("函.pdf", "%PDF-1.7"), ("空.csv", "")]), "收件.zip")
    )
    assert [notice.split("：")[0] for notice in sheet.notices] == ["F09 收件.zip／函.pdf", "F01 收件.zip／空.csv"]


class Big5Name(zipfile.ZipInfo):
    """A member as Windows in Taiwan writes it: its name in Big5, and no word of that."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("cp950"), self.flag_bits


def big5_archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(Big5Name(name), data)
    return buffer.getvalue()


def test_F11_members_that_would_leave_the_folder_are_refused_and_nothing_is_written(tmp_path):
    link = zipfile.ZipInfo("連結.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("../../x.csv", "/etc/x.csv", "C:/x.csv", "..\\x.csv", "a/../../x.csv", link, "好.csv"):
            archive.writestr(name, "a,b\n1,2\n")
    path = written(tmp_path, buffer.getvalue(), "收件.zip")
    found = readers_files.members(path)
    assert [member.problem and member.problem.code for member in found] == ["F11"] * 6 + [None]
    [sheet] = readers_files.read(path)
    assert sheet.file == "收件.zip／好.csv"
    assert "F11 收件.zip／..／..／x.csv：檔名指向壓縮檔之外，或是連結，未讀取。" in sheet.notices[0]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["收件.zip"]


def test_F12_Strict_Open_XML_is_read(tmp_path):
    data = book(("機關", "數"), ("經濟部", 3))
    for old, new in (
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (
            RELATIONS,
            RELATIONS.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
            ),
        ),
    ):
        data = rewritten(data, old, new)
    [sheet] = readers_files.read(written(tmp_path, data, "a.xlsx"))
    assert sheet.rows == [("機關", "數"), ("經濟部", 3)]


@pytest.mark.parametrize("shared", ["", "<si><t>甲</t></si>"], ids=["no shared strings", "index out of range"])
def test_F13_a_missing_shared_string_names_file_sheet_and_cell(tmp_path, shared):
    extra = (("xl/sharedStrings.xml", f"<sst {MAIN}>{shared}</sst>"),) if shared else ()
    data = xlsx('<row r="4"><c r="C4" t="s"><v>1</v></c></row>', extra=extra)
    assert "F13 a.xlsx〔甲〕：儲存格 C4 所指的文字不在檔案裡" in refusal(written(tmp_path, data, "a.xlsx"))


def test_F15_hidden_sheets_are_listed(tmp_path):
    data = rewritten(xlsx("<row><c><v>1</v></c></row>"), 'sheetId="1"', 'sheetId="1" state="veryHidden"')
    assert "沒有可見的工作表，只有隱藏的「甲」" in refusal(written(tmp_path, data, "a.xlsx"))


@pytest.mark.parametrize(
    "name", ["~$a.xlsx", ".~lock.a.ods#", "Thumbs.db", "__MACOSX/._a.xlsx", ".DS_Store", "夾/desktop.ini"]
)
def test_F17_what_programs_leave_behind_is_skipped_and_listed(tmp_path, name):
    assert filenames.is_junk(name)
    [sheet] = readers_files.read(written(tmp_path, zipped([(name, "x"), ("a.csv", "x,y\n1,2")]), "收件.zip"))
    assert sheet.notices[0].startswith("F17 收件.zip／")


def test_F19_a_file_that_changes_while_it_is_read_is_read_again_or_refused(tmp_path, monkeypatch):
    path = written(tmp_path, b"a,b\n1,2\n", "a.csv")
    real, calls = os.fstat, []

    def growing(descriptor):
        calls.append(1)
        if len(calls) == 2 or keeps_on:
            path.write_bytes(path.read_bytes() + b"3,4\n")
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", growing)
    keeps_on = False
    assert readers_files.read(path)[0].rows[-1] == ("3", "4")
    keeps_on = True
    assert "F19 a.csv：檔案在讀取時還在變動。" in refusal(path)


def test_F20_what_is_no_file_is_refused_at_once_and_the_others_are_read(tmp_path):
    inbox = tmp_path / "returns"
    inbox.mkdir()
    good = written(inbox, b"a,b\n1,2\n", "good.csv")
    outside = written(tmp_path, b"a,b\n3,4\n", "outside.csv")
    (inbox / "a.xlsx").mkdir()
    os.mkfifo(inbox / "pipe.csv")
    (inbox / "broken.csv").symlink_to("nowhere")
    (inbox / "out.csv").symlink_to(outside)
    (inbox / "in.csv").symlink_to(good)
    begin = time.monotonic()
    paths = [
        inbox / name for name in ("a.xlsx", "pipe.csv", "broken.csv", "out.csv", "missing.csv", "in.csv", "good.csv")
    ]
    rows = [[("a", "b"), ("1", "2")]]
    assert [result for _, result in many(*paths, within=inbox)] == ["F20"] * 5 + [rows, rows]
    assert time.monotonic() - begin < 5


NAMES = [
    "e\u0301.csv",
    "　全形　.csv",
    "行\n列.csv",
    "-rf.csv",
    "a\"b'.csv",
    "長" * 83 + ".csv",
    "CON.csv",
    "點.csv.",
    "com1",
    "a\u202egpj.csv",
    "..",
    "~",
    "好.csv",
    "a b.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_F21_a_name_is_shown_as_text_and_made_safe_to_write(tmp_path, name):
    safe = filenames.safe(name)
    assert len(safe.encode()) <= 220
    assert safe[0] not in "-.~ " and safe[-1] not in ". " and not set(safe) & set("\n\"'<>:|?*/\\ \u3000\u202e")
    assert safe.partition(".")[0].upper() not in ("CON", "COM1")
    assert filenames.safe(safe) == safe
    assert (safe == name) == (name == "好.csv")
    assert all(c.isprintable() for c in filenames.shown(name))


def test_F21_files_with_difficult_names_are_read_and_named_on_one_line(tmp_path):
    names = [name for name in NAMES if name not in ("..", "~", "com1") and len(name.encode()) < 256]
    paths = [written(tmp_path, b"a,b\n1,2\n", name) for name in names]
    paths.append(tmp_path / os.fsdecode("標檢局.csv".encode("cp950")))
    paths[-1].write_bytes(b"a,b\n1,2\n")
    sheets = [sheets[0].file for _, sheets in readers_files.read_many(paths)]
    assert sheets[-1] == "標檢局.csv"
    assert all("\n" not in name for name in sheets)
    assert len({filenames.safe(path.name) for path in paths}) == len(paths)


SPREADSHEETML = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (
            f'<?xml version="1.0"?><office:document xmlns:office="{ODF}office:1.0"/>'.encode(),
            "OpenDocument 單一 XML (.fods)",
        ),
        (SPREADSHEETML.encode(), "Excel 2003 XML"),
        (
            zipped(
                [("_rels/.rels", f'<R><Relationship Type="{RELATIONS}/officeDocument" Target="xl/workbook.bin"/></R>')]
            ),
            "Excel (.xlsb)",
        ),
        (zipped([("Index/Document.iwa", "x"), ("Metadata/Properties.plist", "x")]), "Numbers"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "MHTML"),
    ],
    ids=[".fods", "Excel 2003 XML", ".xlsb", ".numbers", "MHTML"],
)
def test_F22_a_spreadsheet_that_is_not_read_is_called_by_its_true_name(tmp_path, content, kind):
    assert f"F09 a.xlsx：這是 {kind} 檔，不是資料表。可接受" in refusal(written(tmp_path, content, "a.xlsx"))


def test_F23_of_a_workbook_with_macros_links_and_DDE_only_the_values_are_read(tmp_path):
    link = f'<externalLink {MAIN}><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    extra = (("xl/vbaProject.bin", "x"), ("xl/externalLinks/externalLink1.xml", link))
    data = xlsx('<row r="1"><c r="A1"><f>[1]Sheet!A1</f><v>5</v></c></row>', extra=extra)
    [sheet] = readers_files.read(written(tmp_path, data, "a.xlsm"))
    assert sheet.rows == [(5,)]
    assert sheet.notices == (
        "a.xlsm：含有巨集；未執行，只讀取儲存格的值。",
        "a.xlsm：含有連往其他檔案的連結；未更新，採用檔內所存的值。",
        "a.xlsm：含有 DDE 連結；未執行，採用檔內所存的值。",
    )


# -- what a workbook knows beside its cells


def test_L02_L14_L16_merged_cells_hidden_rows_and_columns_and_comments_of_XLSX(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (("機關", None, "數"), ("經濟部", "a", 1), (None, "b", 2), ("水利署", "c", 3)):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["C2"].comment = Comment("請確認\n數字", "王小明")
    [read] = readers_files.read(written(tmp_path, saved(workbook), "a.xlsx"))
    assert read.merged == ((1, 1, 1, 2), (2, 1, 3, 1))
    assert (read.hidden_rows, read.hidden_columns) == ({3}, {2})
    assert read.comments == ((2, 3, "請確認\n數字"),)


ODS_ROWS = """<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/>
<table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>機關</text:p></table:table-cell><table:covered-table-cell/>
<table:table-cell office:value-type="string"><text:p>數</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell office:value-type="string"><office:annotation><dc:date>2020-01-01</dc:date><text:p>請確認</text:p><text:p>數字</text:p>
</office:annotation><text:p>經濟部</text:p></table:table-cell></table:table-row>
<table:table-row-group table:display="false"><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table-row-group>
<table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"><table:table-cell><office:annotation><text:p>遠</text:p></office:annotation></table:table-cell></table:table-row>"""


def test_L02_L14_L16_merged_cells_hidden_rows_and_columns_and_comments_of_ODS(tmp_path):
    data = rewritten(
        ods(ODS_ROWS.replace("\n", "")), "xmlns:text=", 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:text='
    )
    [read] = readers_files.read(written(tmp_path, data, "a.ods"))
    assert read.rows[:4] == [("機關", None, "數"), ("經濟部",), (1,), (1,)]
    assert len(read.rows) == 4
    assert read.merged == ((1, 1, 1, 2),)
    assert (read.hidden_rows, read.hidden_columns) == ({2, 3, 4}, {2, 3})
    assert read.comments == ((2, 1, "請確認\n數字"), (5, 1, "遠"))


# -- P: exports of the portal


@pytest.mark.parametrize(
    "text",
    ["資料集清單\n共 53,000 筆\n編號,名稱\n1,a\n2,b\n", "編號,名稱\n1,a\n2,b\n總筆數：53000\n"],
    ids=["above", "below"],
)
def test_P01_the_number_of_rows_is_compared_with_the_stated_total(tmp_path, text):
    [sheet] = readers_files.read(written(tmp_path, text.encode()))
    _, stated = readers_sheets.stated_total(sheet)
    assert stated == 53_000
    assert (
        str(readers_sheets.check_total(sheet, 2, stated))
        == "P01 資料.csv：讀到 2 筆，但應有 53,000 筆，檔案可能不完整。請重新匯出後重送。"
    )
    assert readers_sheets.check_total(sheet, 53_000, stated) is None


def test_P01_a_sheet_that_states_no_total_has_none(tmp_path):
    assert (
        readers_sheets.stated_total(readers_files.read(written(tmp_path, "編號,名稱\n1,共同提供\n".encode()))[0])
        is None
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'\xef\xbb\xbf[{"id": 1}]', "這是 JSON 檔，"),
        (b'{"success": true, "result": []}', "這是 JSON 檔，"),
        (b'{"id": 1}\n{"id": 2}\n', "這是 JSON Lines 檔，"),
        ("<!DOCTYPE html><html><title>系統維護中</title><h1>503</h1></html>".encode(), "這是 HTML 檔「系統維護中」，"),
        (
            "<!-- x --><html><title>登入</title><form><table><tr><td>帳號<td><input></tr><tr><td>密碼<td><input type='Password'></tr></table></form></html>".encode(),
            "這是 HTML 檔登入頁「登入」，",
        ),
        (b'<?xml version="1.0"?><rss/>', "這是 XML 檔，"),
    ],
    ids=["JSON with a mark", "answer of an interface", "JSON lines", "error page", "login page", "XML"],
)
def test_P02_what_the_portal_sent_instead_of_a_table_is_called_by_its_name(tmp_path, content, what):
    for name in ("a.json", "a.csv"):
        assert f"F09 {name}：{what}不是資料表。" in refusal(written(tmp_path, content, name))


def test_P03_a_renamed_and_an_added_column_are_named(tmp_path):
    path = written(tmp_path, "資料集識別碼,資料集標題名,提供機關,新的欄\n1,水情,經濟部,x\n".encode())
    with pytest.raises(InputError) as caught:
        clean("catalogue", path)
    assert "L09 資料.csv第 1 列：缺少必要的欄「資料集名稱」" in str(caught.value)
    assert "最接近的是 B 欄「資料集標題名」" in str(caught.value)
    path = written(tmp_path, "資料集識別碼,資料集名稱,提供機關,新的欄\n1,水情,經濟部,x\n".encode())
    assert "資料.csv：1 欄未使用：「新的欄」。" in clean("catalogue", path).notices


def test_P04_two_exports_joined_are_told_by_the_header_that_comes_again(tmp_path):
    [sheet] = readers_files.read(
        written(tmp_path, "編號,名稱,日期\n1,a,109/1/1\n編號,名稱,日期\n1,a,109/2/1\n".encode())
    )
    assert "第 3 列重複第一列標題：可能是兩份匯出檔接在一起" in sheet.notices[0]


def test_P05_every_row_of_a_ragged_export_arrives_with_its_own_number_of_cells(tmp_path, shared):
    assert readers_files.read(written(tmp_path, b"a,b,c\n1,2\n1,2,3,4\n1,2,3\n"))[0].rows == [
        ("a", "b", "c"),
        ("1", "2"),
        ("1", "2", "3", "4"),
        ("1", "2", "3"),
    ]
    [sheet] = readers_files.read(shared / "corpus" / "tw_agency_dispatch_2019_cp950.csv")
    assert len({len(row) for row in sheet.rows}) > 1


def test_P05_the_ragged_rows_are_listed_and_the_rest_is_kept(tmp_path):
    text = "資料集識別碼,資料集名稱,提供機關\n1,水情\n2,雨量,經濟部\n3,潮位,經濟部,多,出\n4,風速,經濟部\n"
    [(_, [sheet])] = readers_files.read_many([written(tmp_path, text.encode())])
    examined = examine(TABLES["catalogue"], sheet)
    assert {(finding.code, finding.row) for finding in examined.findings} == {("L11", 2), ("L10", 4)}
    assert list(examined.records.frame.index) == [3, 5]


# -- many files


def test_read_many_keeps_the_order_and_says_the_same_as_read(tmp_path):
    contents = [book(("編號",), (number,)) for number in range(12)]
    paths = [written(tmp_path, data, f"{number}.xlsx") for number, data in enumerate(contents)]
    paths.insert(3, written(tmp_path, b"a,b\n1,2\n", "x.csv"))
    paths.insert(5, written(tmp_path, b"PK\3\4", "y.xlsx"))
    results = list(readers_files.read_many(paths))
    assert [path for path, _ in results] == paths
    for path, result in results:
        if isinstance(result, InputError):
            assert str(result) == refusal(path)
        else:
            assert result == readers_files.read(path)


def test_read_many_gives_every_member_of_an_archive_by_itself(tmp_path):
    path = written(tmp_path, zipped([("a.csv", "x,y\n1,2"), ("b.csv", "x,y\n3,4"), ("c.pdf", "%PDF-1")]), "收件.zip")
    assert [result for _, result in many(path)] == [[[("x", "y"), ("1", "2")]], [[("x", "y"), ("3", "4")]], "F09"]


def test_many_workbooks_are_read_by_fewer_interpreters_than_they_are(tmp_path, monkeypatch):
    paths = [
        written(tmp_path, book(*((number, "名稱", row) for row in range(50))), f"{number}.xlsx") for number in range(24)
    ]
    started, usual = [], confined.subprocess.Popen
    monkeypatch.setattr(
        confined.subprocess, "Popen", lambda *given, **named: started.append(given) or usual(*given, **named)
    )
    assert all(isinstance(result, list) for _, result in readers_files.read_many(paths))
    assert 1 <= len(started) <= len(paths) // 4


# -- one child for one file after another


def test_a_reader_starts_one_child_for_many_workbooks_and_reads_each_once(tmp_path, monkeypatch):
    started, popen = [], subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *command, **settings: started.append(1) or popen(*command, **settings)
    )
    paths = [written(tmp_path, book(("編號",), (number,)), f"{number}.xlsx") for number in range(3)]
    with readers_files.Reader() as reader:
        read = [reader.read(path) for path in paths]
        paths[-1].unlink()
        assert reader.read(paths[-1]) is read[-1]
        assert reader.read_bytes == {path: sheets[0].sha256 for path, sheets in zip(paths, read, strict=True)}
    assert started == [1]
    assert [sheets[0].rows for sheets in read] == [[("編號",), (number,)] for number in range(3)]


def test_A12_a_file_that_breaks_the_child_is_refused_alone_and_only_once(tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text(
        "import os\nfrom reportlib.readers.confined import serve\n"
        "def read(data):\n"
        "    if b'abort' in data: os.abort()\n"
        "    return {'sheets': [{'name': 'a', 'hidden': False, 'rows': [[len(data)]]}], 'notices': []}\n"
        "serve(read)"
    )
    monkeypatch.setattr(readers_files.script, "__file__", str(child))
    paths = [written(tmp_path, b"PK" + text, f"{text.decode()}.xlsx") for text in (b"a", b"abort", b"bcd")]
    with readers_files.Reader() as reader:
        assert reader.read(paths[0])[0].rows == [(3,)]
        for _ in range(2):
            with pytest.raises(InputError) as caught:
                reader.read(paths[1])
            assert [problem.code for problem in caught.value.problems] == ["A12"]
        assert reader.read(paths[2])[0].rows == [(5,)]


def test_A05_each_file_has_all_of_the_time_and_the_slow_one_is_refused_alone(tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text(
        "import time\nfrom reportlib.readers.confined import serve\n"
        "def read(data):\n"
        "    time.sleep(60 if data == b'slow' else 0)\n"
        "    return {'read': len(data)}\n"
        "serve(read)"
    )
    monkeypatch.setattr(confined, "SECONDS", 2)
    with confined.Child(str(child)) as asked:
        assert [asked.ask(data).get("read", "A05") for data in (b"a", b"slow", b"abc")] == [1, "A05", 3]


def test_what_a_library_prints_is_not_taken_for_an_answer(tmp_path):
    child = tmp_path / "child.py"
    child.write_text(
        "import os\nfrom reportlib.readers.confined import serve\n"
        "def read(data):\n"
        "    print('noise')\n"
        "    os.write(1, b'noise')\n"
        "    return {'read': len(data)}\n"
        "serve(read)"
    )
    assert confined.ask(str(child), b"abc") == {"read": 3}
