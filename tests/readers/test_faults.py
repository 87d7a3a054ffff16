"""The catalogue of faults, groups F, A, E and P01 to P05, as far as a reader meets them: each row a test by its id."""

import contextlib
import io
import json
import os
import random
import socket
import stat
import struct
import threading
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from openpyxl.comments import Comment

from reportlib import filenames, language
from reportlib.errors import InputError
from reportlib.readers import characters, confined, csv_text, files as readers_files, sheets as readers_sheets
from reportlib.readers.child import archives, html, scan, script, xls as child_xls
from reportlib.records.clean import clean
from reportlib.records.examine import examine
from reportlib.records.tables import TABLES
from tests.readers.test_files import MAIN, ODF, RELATIONS, ods, refusal, rewritten, written, xlsx, zipped


@pytest.fixture(autouse=True, scope="module")
def chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        yield


def many(*paths: Path, **options) -> list:
    """Of each file its rows by sheet, or the code of its refusal."""
    return [
        (path.name, result.problems[0].code if isinstance(result, InputError) else [sheet.rows for sheet in result])
        for path, result in readers_files.read_many(paths, **options)
    ]


def in_this_process(data: bytes) -> dict:
    return json.loads(json.dumps(script.taken_apart(data), default=str))


def book(*rows: tuple) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def saved(workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


# -- F: files


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BOF, EOF = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), record(0x0A, b"")


def xls(cells: bytes, before: bytes = b"") -> bytes:
    """An .xls of Excel 97 with one sheet, 丙: the records of its cells, and those before the list of sheets."""
    name = "丙".encode("utf-16-le")
    start = len(BOF + before) + 4 + 8 + len(name) + len(EOF)
    stream = (
        BOF
        + before
        + record(0x85, struct.pack("<IBBBB", start, 0, 0, 1, 1) + name)
        + EOF
        + BOF.replace(b"\x05", b"\x10", 1)
        + cells
        + EOF
    )
    stream = stream.ljust(-(-max(len(stream), 4096) // 512) * 512, b"\0")
    last = len(stream) // 512  # sectors: 0 the table, 1 the directory, 2 and on the stream
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, last + 2), 0xFFFFFFFE]

    def entry(text: str, kind: int, child: int, first: int, size: int) -> bytes:
        named = text.encode("utf-16-le") + b"\0\0"
        return struct.pack("<64sHBBIII36xIQ", named, len(named), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, first, size)

    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    )
    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    sectors = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))) + directory.ljust(512, b"\0") + stream
    return header + struct.pack("<108I", *[0xFFFFFFFF] * 108) + sectors


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


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


# -- A: attacks on the reader


def test_A02_a_moderate_blow_up_by_entities_is_refused(tmp_path):
    declared = f'<!DOCTYPE x [<!ENTITY a "{"1" * 1000}">]>'
    shared = f"{declared}<sst {MAIN}>{'<si><t>&a;&a;&a;</t></si>' * 100}</sst>"
    data = xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', extra=(("xl/sharedStrings.xml", shared),))
    assert "A02 a.xlsx：檔案內含 DTD 宣告" in refusal(written(tmp_path, data, "a.xlsx"))
    page = f"{declared.replace('x [', 'html [')}<table><tr><td>&a;<td>1</tr><tr><td>1<td>2</tr></table>"
    assert readers_files.read(written(tmp_path, page.encode(), "a.xls"))[0].rows[0][0] != "1" * 1000


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://192.0.2.1/x.dtd"])
def test_A03_no_file_and_no_socket_is_opened_for_an_outside_entity(monkeypatch, address):
    def opened(*_, **__):
        raise AssertionError("opened")

    data = xlsx("<row><c><v>1</v></c></row>", prologue=f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>')
    monkeypatch.setattr(socket, "socket", opened)
    monkeypatch.setattr("builtins.open", opened)
    with pytest.raises(confined.FileRefused) as caught:
        script.scan_zip(data)
    assert caught.value.answer["refused"] == "A02"


def test_A07_far_white_space_is_left_out_with_a_notice(tmp_path):
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
    [sheet] = readers_files.read(written(tmp_path, xlsx(cells), "a.xlsx"))
    assert sheet.rows == [(1,)]
    assert "遠處只有空白字元的儲存格（最遠 B1048576）略去" in sheet.notices[0]
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    space = '<table:table-row table:number-rows-repeated="{}"><table:table-cell office:value-type="string"><text:p><text:s/></text:p></table:table-cell></table:table-row>'
    [sheet] = readers_files.read(written(tmp_path, ods(row + space.format(1_048_575)), "a.ods"))
    assert sheet.rows == [(1,)]
    assert "最遠 A1048576" in sheet.notices[0]


def test_A07_white_space_at_the_end_of_the_world_is_refused(tmp_path):
    data = xlsx('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>')
    assert "A06 a.xlsx〔甲〕：資料範圍異常，最遠儲存格 XFD1048576。" in refusal(written(tmp_path, data, "a.xlsx"))


def merging(*ranges: str) -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><v>2</v></c></row>'
    return rewritten(
        xlsx(rows),
        "</sheetData>",
        "</sheetData><mergeCells>" + "".join(f'<mergeCell ref="{r}"/>' for r in ranges) + "</mergeCells>",
    )


def test_A08_merged_ranges_are_kept_within_the_data_and_unreasonable_ones_named(tmp_path):
    def merged(*ranges):
        [sheet] = readers_files.read(written(tmp_path, merging(*ranges), "a.xlsx"))
        return sheet.merged, sheet.notices

    assert merged("A1:B2", "C3:C3", "E9:F10") == (((1, 1, 2, 2),), ())
    assert merged("B2:A1") == (((1, 1, 2, 2),), ())
    assert merged("A1:XFD1048576") == (
        ((1, 1, 3, 3),),
        ("a.xlsx〔甲〕：合併儲存格 A1:XFD1048576 遠超出資料，只採計有資料的部分。",),
    )
    assert merged("A1:B2", "B2:C3") == (((1, 1, 2, 2),), ("a.xlsx〔甲〕：合併儲存格 B2:C3 與另一個重疊，未採計。",))


@pytest.mark.parametrize(
    "ranges",
    [["A1:B2:C3"], ["A1:"], ["1:5"], [f"A{n}:B{n}" for n in range(1, 50_001)]],
    ids=["three", "half", "rows", "50,000"],
)
def test_A08_a_merged_range_that_is_none_or_too_many_are_refused_by_name(tmp_path, ranges):
    message = refusal(written(tmp_path, merging(*ranges), "a.xlsx"))
    assert "A08 a.xlsx〔甲〕：合併儲存格 " in message
    assert ranges[min(len(ranges) - 1, scan.MOST_MERGES)] in message


def test_A10_few_shared_strings_that_thousands_of_cells_show_are_refused(tmp_path):
    extra = (("xl/sharedStrings.xml", f"<sst {MAIN}><si><t>{'a' * 32_000}</t></si></sst>"),)
    cells = "".join(f'<row r="{row}"><c t="s"><v>0</v></c></row>' for row in range(1, 4_000))
    assert "A10 a.xlsx〔甲〕：文字過多" in refusal(written(tmp_path, xlsx(cells, extra=extra), "a.xlsx"))


def test_A11_a_line_without_end_is_refused_in_bounded_time(tmp_path, monkeypatch):
    assert "A11 資料.csv第 2 列：這一列有一格超過 131,072 字" in refusal(
        written(tmp_path, b"a,b\n1," + b"x" * 20_000_000)
    )
    monkeypatch.setattr(csv_text, "MOST_TEXT_CELLS", 1_000)
    assert "A05 資料.csv：資料量過大" in refusal(written(tmp_path, b"a,b\n" + b"," * 2_000))


def test_A12_damaged_files_of_every_kind_are_each_a_clean_refusal_or_read(tmp_path, capfd):
    chance = random.Random(4)
    good = {
        "a.xlsx": book(("機關", "數"), ("王小明", 3)),
        "b.ods": ods("<table:table-row><table:table-cell><text:p>王小明</text:p></table:table-cell></table:table-row>"),
        "c.zip": zipped([("a.csv", "王小明,2")]),
        "d.xls": xls(number(0, 0, 1) * 9),
    }
    paths = []
    for _ in range(80):
        name, data = chance.choice(sorted(good.items()))
        broken = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        paths.append(
            written(tmp_path, bytes(broken[: chance.randint(len(broken) // 2, len(broken))]), f"{len(paths)}{name}")
        )
    results = list(readers_files.read_many(paths))
    assert {path for path, _ in results} == set(paths)
    for _, result in results:
        assert isinstance(result, list) or all(problem.code[0] in "FAEP" for problem in result.problems)
        assert "王小明" not in (str(result) if isinstance(result, InputError) else "")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "harm",
    ["os.abort()", "sys.exit(3)", "raise MemoryError", "raise KeyboardInterrupt", "bytes(3 << 30)", "time.sleep(60)"],
)
def test_A12_a_file_that_breaks_the_child_spoils_no_other(tmp_path, monkeypatch, harm):
    child = tmp_path / "child.py"
    child.write_text(
        "import os, sys, time\nfrom reportlib.readers import confined\n\n"
        f"def read(data):\n    if b'BAD' in data:\n        {harm}\n    return {{'sheets': [{{'name': '甲', 'hidden': False, 'rows': [[1]]}}], 'notices': []}}\n\n"
        "confined.serve(read)\n",
        "utf-8",
    )
    monkeypatch.setattr(script, "__file__", str(child))
    monkeypatch.setattr(confined, "SECONDS", 2 if "sleep" in harm else 60)
    paths = [
        written(tmp_path, b"PK" + (b"BAD" if number % 3 == 1 else b"good"), f"{number}.xlsx") for number in range(7)
    ]
    expected = [[[(1,)]], "A05" if "sleep" in harm else "A12"]
    assert [result for _, result in many(*paths)] == [expected[number % 3 == 1] for number in range(7)]


def test_A12_reading_may_be_given_up_and_no_child_is_left(tmp_path):
    paths = [written(tmp_path, book((number,)), f"{number}.xlsx") for number in range(6)]
    before = threading.active_count()
    results = readers_files.read_many(paths)
    assert next(results)[1][0].rows == [(0,)]
    results.close()
    for _ in range(100):  # a thread that was waiting for its child may need a moment to notice
        if threading.active_count() <= before:
            break
        time.sleep(0.05)
    assert threading.active_count() <= before


def nested(depth: int) -> bytes:
    data = zipped([("a.csv", "a,b\n1,2\n")])
    for _ in range(depth - 1):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("裡面.zip", data)
        data = buffer.getvalue()
    return data


def test_A13_an_archive_inside_an_archive_is_refused(tmp_path):
    assert "A13 收件.zip／裡面.zip：是壓縮檔裡的壓縮檔，未讀取。" in refusal(written(tmp_path, nested(5), "收件.zip"))


def test_A13_an_archive_that_unpacks_to_more_than_it_should_is_refused(tmp_path, monkeypatch):
    assert "A04 收件.zip：解開後過大" in refusal(written(tmp_path, zipped([("a.csv", "1," * 10_000_000)]), "收件.zip"))
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    with pytest.raises(confined.FileRefused):
        archives.unpacked(zipped([(f"{number}.csv", "1") for number in range(3)]))


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, b'{"a":' * 100_000, b"[" + b"1" * 2_000_000 + b","],
    ids=["lists", "objects", "a number"],
)
def test_A14_deep_or_endless_JSON_is_refused_without_being_taken_apart(tmp_path, content):
    assert refusal(written(tmp_path, content, "a.json"))[:3] in ("F09", "A11")


# -- E: encodings and characters


def test_E02_E03_the_characters_that_other_Big5_readers_lose_are_read(tmp_path):
    text = "碁銹裏墻恒粧嫺,€,╔═╗▓\n"
    [sheet] = readers_files.read(written(tmp_path, text.encode("cp950")))
    assert (sheet.rows, sheet.encoding, sheet.doubts) == ([tuple(text.strip().split(","))], "cp950", ())


def test_E04_a_private_use_character_keeps_its_row_out_and_the_others_in(tmp_path):
    path = written(tmp_path, "機關,承辦人\n經濟部,林".encode("cp950") + b"\xfa\x40\n" + "水利署,陳\n".encode("cp950"))
    [(_, [sheet])] = readers_files.read_many([path])
    assert sheet.rows == [("機關", "承辦人"), ("經濟部", "林□(FA40)"), ("水利署", "陳")]
    [doubt] = sheet.doubts
    assert (doubt.code, doubt.row, doubt.column, doubt.usable) == ("E04", 2, 2, False)
    assert "□(FA40)" in doubt.what
    [problem] = readers_sheets.unusable([sheet])
    assert str(problem).startswith("E04 資料.csv第 2 列 B 欄：有無法辨識的字（造字）□(FA40)")
    assert "第 2 列 B 欄" in refusal(path)


def test_E04_a_private_use_character_in_a_workbook_is_told_alike(tmp_path):
    [(_, [sheet])] = readers_files.read_many(
        [written(tmp_path, book(("人",), ("林\ue000",), ("\uf0b7 項目",)), "a.xlsx")]
    )
    assert [(doubt.row, doubt.usable) for doubt in sheet.doubts] == [(2, False), (3, True)]
    assert "□(U+E000)" in sheet.doubts[0].what


def test_E05_a_character_of_the_Hong_Kong_supplement_is_suggested_and_not_guessed(tmp_path):
    data = "姓名\n王".encode("cp950") + "珉".encode("big5hkscs") + "\n林".encode("cp950") + "堃".encode("big5hkscs")
    [(_, [sheet])] = readers_files.read_many([written(tmp_path, data)])
    assert [row[0] for row in sheet.rows] == ["姓名", "王□(FE5E)", "林□(FB69)"]
    assert ["「珉」" in sheet.doubts[0].what, "「堃」" in sheet.doubts[1].what] == [True, True]


SIMPLIFIED = "机关,数据集名称,提供日期\n经济部水利署,水库水情数据每日更新\n标准检验局,商品检验不合格清单\n"


@pytest.mark.parametrize(
    "text",
    [SIMPLIFIED, SIMPLIFIED.replace("检", "检\n验"), "机关,数据\n水利署,水\n"],
    ids=["no CP950", "rows", "short"],
)
def test_E08_simplified_Chinese_in_GBK_is_refused_and_not_read_as_rare_characters(tmp_path, text):
    assert "E08 資料.csv：看來是簡體中文（GBK）編碼" in refusal(written(tmp_path, text.encode("gbk")))


def test_E08_expected_headers_tell_a_short_GBK_file(tmp_path):
    path = written(tmp_path, "一,二\n1,2\n".encode("gbk"))
    assert readers_files.read(path)[0].rows[0] == ("珨", "媼")
    with pytest.raises(InputError, match="E08"):
        readers_files.read(path, expected=("二", "機關"))
    assert readers_files.read(written(tmp_path, "一,二\n1,2\n".encode("cp950")), expected=("二",))[0].rows[0] == (
        "一",
        "二",
    )


def test_E08_no_ordinary_text_is_taken_for_GBK_or_for_garbled(root, shared):
    for path in [*(root / "data").rglob("*.csv"), *(shared / "real").glob("*.csv"), *(shared / "corpus").glob("*.csv")]:
        text = path.read_bytes().decode(
            "utf-8-sig" if "big5" not in path.name and "cp950" not in path.name else "cp950", "ignore"
        )
        assert characters.mojibake(text) == "", path.name
        assert not characters.looks_gbk(
            text.encode("cp950", "ignore"), text.encode("cp950", "ignore").decode("cp950")
        ), path.name


PLAIN = "機關,資料集名稱,提供日期\n經濟部水利署,水庫水情資料每日更新\n標準檢驗局,商品檢驗不合格清單\n"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("utf-8", "cp950"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("cp950", "latin-1"), ("cp950", "cp1252")],
)
def test_E13_text_that_was_opened_in_a_wrong_encoding_and_saved_is_refused(tmp_path, right, wrong):
    garbled = PLAIN.encode(right).decode(wrong, "replace")
    assert "E13 資料.csv：文字是亂碼" in refusal(written(tmp_path, garbled.encode()))
    if min(garbled) >= "\x00" and all(c.isprintable() or c == "\n" for c in garbled):
        rows = [tuple(line.split(",")) for line in garbled.splitlines()]
        assert "E13 a.xlsx〔Sheet〕" in refusal(written(tmp_path, book(*rows), "a.xlsx"))


def test_E13_western_names_are_not_garbled(tmp_path):
    text = "名稱,城市\nCafé Müller,Århus\nŁódź – Ærø,São Paulo “x”\n“…”,££\n"
    assert len(readers_files.read(written(tmp_path, text.encode()))[0].rows) == 4


def test_E11_a_question_mark_inside_a_word_is_counted_and_listed(tmp_path):
    [sheet] = readers_files.read(
        written(tmp_path, "單位,說明\n臺?市,蕭??文化園區\n經濟部,是否提供?請說明\n經濟部,http://x/?一\n".encode())
    )
    assert sheet.notices == ("資料.csv 有 2 格的字中夾有「?」，可能是來源已遺失字元：A2、B2。",)
    assert [(doubt.code, doubt.row, doubt.column, doubt.usable) for doubt in sheet.doubts] == [
        ("E11", 2, 1, True),
        ("E11", 2, 2, True),
    ]


def test_E11_the_real_file_with_lost_characters_says_so(shared):
    [sheet] = readers_files.read(shared / "corpus" / "taiwan_scenic_spots_big5.csv")
    assert len([doubt for doubt in sheet.doubts if doubt.code == "E11"]) > 5


def test_E14_control_characters_and_line_separators_are_reported_and_kept(tmp_path):
    [sheet] = readers_files.read(written(tmp_path, "名\x07稱,a\u2028b\n甲,乙\n".encode()))
    assert sheet.rows[0] == ("名\x07稱", "a\u2028b")
    assert sheet.notices == ("資料.csv 有 2 格有控制字元，輸出時略去：A1、B1。",)


def test_E16_second_bytes_that_are_a_backslash_or_a_bar_split_nothing(tmp_path):
    text = '功許蓋,育,1\n淚|枯,"功,許",2\n'
    assert b"\\" in text.encode("cp950") and b"|" in text.encode("cp950")
    assert readers_files.read(written(tmp_path, text.encode("cp950")))[0].rows == [
        ("功許蓋", "育", "1"),
        ("淚|枯", "功,許", "2"),
    ]


ODD = ["甲\u202e乙", "👍🏽", "𠮷野家", "葛\U000e0100", "邉\ufe00", "e\u0301"]


def test_E17_bidi_emoji_surrogate_pairs_and_variation_selectors_are_never_dropped(tmp_path):
    files = [
        written(tmp_path, ",".join(ODD).encode(), "a.csv"),
        written(tmp_path, ",".join(ODD).encode("utf-16"), "b.csv"),
        written(tmp_path, book(ODD), "c.xlsx"),
    ]
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in ODD
    )
    files.append(written(tmp_path, ods(f"<table:table-row>{cells}</table:table-row>"), "d.ods"))
    for _, [sheet] in readers_files.read_many(files):
        assert sheet.rows == [tuple(ODD)]
        assert [(doubt.code, doubt.column) for doubt in sheet.doubts] == [("E17", 1)]
        assert "有 1 格有改變書寫方向的控制字元：A1。" in sheet.notices[-1]


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


# -- what is in a CSV


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲;乙\n1,5;2,5\n3,5;4,5\n", [("甲", "乙"), ("1,5", "2,5"), ("3,5", "4,5")]),
        ('"甲";"乙"\n"a,b";"c,d"\n', [("甲", "乙"), ("a,b", "c,d")]),
        ("sep=;\n甲;乙\n1,5;2,5\n", [("甲", "乙"), ("1,5", "2,5")]),
        ("sep=\t\n甲\t乙\n1,5\t2;5\n", [("甲", "乙"), ("1,5", "2;5")]),
        ("甲\t乙\n1,5\t2;5\n", [("甲", "乙"), ("1,5", "2;5")]),
        ("名稱,地址\n一,臺北市；路\n", [("名稱", "地址"), ("一", "臺北市；路")]),
    ],
    ids=["semicolons", "quoted", "sep=;", "sep=TAB", "TSV", "full-width semicolon"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp950"])
def test_L12_delimiters_beside_commas_in_cells(tmp_path, text, rows, encoding):
    assert readers_files.read(written(tmp_path, text.encode(encoding)))[0].rows == rows


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


def test_many_workbooks_take_far_less_than_an_interpreter_each(tmp_path):
    paths = [
        written(tmp_path, book(*((number, "名稱", row) for row in range(50))), f"{number}.xlsx") for number in range(24)
    ]
    begin = time.perf_counter()
    for path in paths[:6]:
        confined.ask(script.__file__, path.read_bytes())
    one = (time.perf_counter() - begin) / 6
    begin = time.perf_counter()
    assert all(isinstance(result, list) for _, result in readers_files.read_many(paths))
    assert time.perf_counter() - begin < 0.6 * one * len(paths)
