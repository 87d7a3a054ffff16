"""What a file is, its content decides; cells arrive as sent; anything else is refused in one plain sentence."""

import csv
import hashlib
import io
import os
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from reportlib.errors import InputError
from reportlib.readers import confined, csv_text, files
from reportlib.readers.child import scan, script, xlsx as child_xlsx
from reportlib.writing import sha256_of
from tests.readers.made_files import (
    DOCX,
    ods,
    refusal,
    rewritten,
    rows_of,
    written,
    xlsx,
    zipped,
)

pytestmark = pytest.mark.usefixtures("chinese")

# -- text: encodings


def test_E01_E02_a_CP950_file_with_ETEN_characters_is_read_and_its_encoding_told(tmp_path):
    [sheet] = files.read(written(tmp_path, "機關,數\r\n碁銹裏墻恒粧嫺,1\r\n".encode("cp950")))
    assert sheet.encoding == "cp950"
    assert sheet.rows == [("機關", "數"), ("碁銹裏墻恒粧嫺", "1")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf"], ids=["none", "BOM", "double BOM"])
def test_E06_byte_order_marks_of_UTF8_are_removed_even_two(tmp_path, mark):
    assert rows_of(tmp_path, mark + "識別碼,名稱\n007,一\n".encode()) == [("識別碼", "名稱"), ("007", "一")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["BOM", "no BOM"])
def test_E07_UTF16_is_read_with_and_without_a_mark(tmp_path, encoding, mark):
    [sheet] = files.read(written(tmp_path, (mark + "識別碼\t名稱\r\n007\t一一一\r\n").encode(encoding)))
    assert sheet.encoding == encoding
    assert sheet.rows == [("識別碼", "名稱"), ("007", "一一一")]


def test_E09_half_CP950_half_UTF8_is_refused_with_the_row_of_the_first_bad_byte(tmp_path):
    message = refusal(written(tmp_path, "機關\n經濟部\n".encode() + "水利署\n".encode("cp950")))
    assert "E09 資料.csv第 3 列" in message
    assert "AC F4" not in message.partition("位元組")[0]


def test_E10_a_file_cut_in_the_middle_of_a_character_names_its_last_row(tmp_path):
    assert "第 2 列" in refusal(written(tmp_path, "機關\n經濟部".encode()[:-1]))


def test_E12_lost_characters_are_counted_in_a_notice(tmp_path):
    [notice] = files.read(written(tmp_path, "臺\ufffd市,\ufffd\n".encode()))[0].notices
    assert notice == "資料.csv 有 2 格有來源已遺失的字元（U+FFFD）：A1、B1。"


def test_E14_a_NUL_byte_is_refused_with_its_row(tmp_path):
    assert "E14 資料.csv第 3 列" in refusal(written(tmp_path, b"id,name\n1,first\n2,sec\x00ond one\n"))


def test_E18_carriage_returns_and_line_breaks_in_cells_keep_the_row_numbers_of_a_spreadsheet(tmp_path):
    assert rows_of(tmp_path, b'a,b\r1,"x\r\ny"\r2,z\r') == [("a", "b"), ("1", "x\r\ny"), ("2", "z")]


def test_L04_a_blank_line_is_an_empty_row(tmp_path):
    assert rows_of(tmp_path, b"a,b\n\n1,2\n") == [("a", "b"), (), ("1", "2")]


@pytest.mark.parametrize(
    "text",
    [
        "甲,乙\n1,2\n",
        "甲\t乙\n1\t2\n",
        "甲;乙\n1;2\n",
        "甲，乙\n1，2\n",
        "sep=;\n甲;乙\n1;2\n",
        "sep=,\r\n甲,乙\r\n1,2\r\n",
    ],
    ids=["comma", "TAB", "semicolon", "full-width comma", "sep=;", "sep=,"],
)
def test_L12_the_delimiter_is_found_and_a_sep_line_is_no_row(tmp_path, text):
    assert rows_of(tmp_path, text.encode()) == [("甲", "乙"), ("1", "2")]


def test_L12_lists_joined_by_semicolons_do_not_make_a_comma_file_a_semicolon_file(tmp_path):
    assert rows_of(tmp_path, b"id,formats\n1,CSV;XML;JSON\n2,A;B;C\n3,D;E;F\n")[1] == ("1", "CSV;XML;JSON")


@pytest.mark.parametrize(
    "rest", ["5,f\n", '5,f\n6,"g"\n', ""], ids=["nothing closes it", "the next quote does", "end of file"]
)
def test_A11_a_quote_that_is_never_closed_names_the_row_where_it_opened(tmp_path, rest):
    assert "A11 資料.csv第 3 列" in refusal(written(tmp_path, f'id,t\n1,"a\nb"\n4,"e\n{rest}'.encode()))


@given(
    st.lists(st.tuples(*[st.text('abZ09 中文資料集一經濟部碁銹,;\t"\n', max_size=8)] * 3), max_size=12),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp950"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_comes_back_from_any_encoding_as_it_was_written(rows, encoding):
    rows = [("編號", "名稱", "數"), *rows]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    text, _ = csv_text.decode(buffer.getvalue().encode(encoding), "x.csv")
    assert csv_text.split(text, "x.csv") == rows


# -- files that hold nothing to read


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods"])
@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n"], ids=["0 bytes", "white space", "BOM"])
def test_F01_an_empty_file_is_told_as_empty(tmp_path, name, content):
    assert f"F01 {name}：檔案是空的（{len(content)} 位元組）" in refusal(written(tmp_path, content, name))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x89PNG\r\n", "PNG"),
        (b"<!DOCTYPE html><table>", "HTML"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b'[{"id": 1}]', "JSON"),
        (DOCX, "Word (.docx)"),
        (zipped([]), "ZIP"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_F09_what_is_no_table_is_refused_by_its_true_type(tmp_path, content, kind):
    message = refusal(written(tmp_path, content, "a.xlsx"))
    assert f"F09 a.xlsx：這是 {kind} 檔，不是資料表。可接受 CSV、TSV、XLSX、XLS、ODS。" in message


def test_F08_a_CSV_named_xlsx_and_a_workbook_named_csv_are_read_with_a_notice(tmp_path):
    [sheet] = files.read(written(tmp_path, b"a,b\n1,2\n", "a.xlsx"))
    assert sheet.rows[1] == ("1", "2")
    assert "其實是文字檔" in sheet.notices[0]
    [sheet] = files.read(written(tmp_path, xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'), "b.csv"))
    assert sheet.rows == [(1.0,)]
    assert "其實是活頁簿" in sheet.notices[0]


def test_F20_a_folder_and_a_missing_file_are_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    assert "不是檔案" in refusal(tmp_path / "folder.csv")
    assert "找不到" in refusal(tmp_path / "none.csv")


def test_F20_a_named_pipe_is_refused_without_waiting(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "不是檔案" in refusal(tmp_path / "pipe.csv")


def test_the_hash_is_that_of_the_file(tmp_path):
    path = written(tmp_path, b"a,b\n1,2\n")
    assert files.read(path)[0].sha256 == sha256_of(path) == hashlib.sha256(b"a,b\n1,2\n").hexdigest()


# -- workbooks


def test_cells_of_a_workbook_stand_where_a_spreadsheet_program_shows_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "甲"
    for place, value in {"B3": "007", "C3": 12, "D3": 0.5, "E3": date(2020, 11, 30), "B5": "－", "C5": True}.items():
        book.active[place] = value
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    first, hidden = files.read(tmp_path / "a.xlsx")
    assert (first.name, first.hidden, hidden.hidden) == ("甲", False, True)
    assert first.rows[:2] == [(), ()]
    assert first.rows[2] in [(None, "007", 12.0, 0.5, day) for day in first.rows[2][4:]]
    assert str(first.rows[2][4]).startswith("2020-11-30")
    assert first.rows[3:] == [(), (None, "－", True)]


def test_an_ODS_with_repeated_rows_and_cells_is_read(tmp_path):
    empty = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    row = (
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>甲</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2020-11-30"><text:p>109</text:p>'
        "</table:table-cell></table:table-row>"
    )
    rest = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    )
    [sheet] = files.read(written(tmp_path, ods(empty + row + rest), "a.ods"))
    assert (sheet.name, sheet.encoding) == ("乙", None)
    assert sheet.rows == [(), (), ("甲", "甲", date(2020, 11, 30))]


def test_L17_a_lying_dimension_loses_no_rows(tmp_path):
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>')
    lying = rewritten(data, "<sheetData>", '<dimension ref="A1"/><sheetData>')
    assert files.read(written(tmp_path, lying, "a.xlsx"))[0].rows == [(1.0,), (2.0,)]


def test_V15_V16_error_values_and_formulas_without_a_result_are_not_dropped(tmp_path):
    cells = '<c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>A2+1</f></c><c r="C1"><f>1+1</f><v>2</v></c>'
    assert files.read(written(tmp_path, xlsx(f'<row r="1">{cells}</row>'), "a.xlsx"))[0].rows == [
        ("#N/A", "=A2+1", 2.0)
    ]


def test_F02_the_first_half_of_a_workbook_is_incomplete(tmp_path):
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert "F02 a.xlsx：檔案不完整或已損壞。請重新另存後重送。" in refusal(
        written(tmp_path, data[: len(data) // 2], "a.xlsx")
    )


def test_F03_a_flipped_byte_names_the_damaged_sheet(tmp_path):
    data = bytearray(xlsx("".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 200))))
    data[data.index(b"xl/worksheets/sheet1.xml") + 300] ^= 0x55  # within the compressed data
    message = refusal(written(tmp_path, bytes(data), "a.xlsx"))
    assert "F03 a.xlsx〔甲〕：檔案已損壞" in message


def test_F04_a_password_protected_workbook_says_so(shared):
    assert "檔案有密碼保護。請移除密碼後重送。" in refusal(shared / "corpus" / "password.xlsx")


def test_F04_the_encrypted_package_is_found_in_the_container(tmp_path):
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
    assert "F04 a.xlsx：檔案有密碼保護" in refusal(written(tmp_path, container, "a.xlsx"))


def test_F05_an_encrypted_ODS_says_so(tmp_path):
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    assert "F05 a.ods：檔案有密碼保護" in refusal(written(tmp_path, ods("", entry), "a.ods"))


def test_F14_two_members_of_one_name_are_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = xlsx("", extra=(("xl/worksheets/sheet1.xml", "<other/>"),))
    assert "F14 a.xlsx" in refusal(written(tmp_path, data, "a.xlsx"))


def test_F15_a_workbook_without_a_visible_sheet_says_so(tmp_path):
    data = rewritten(xlsx(""), 'sheetId="1"', 'sheetId="1" state="hidden"')
    assert "F15 a.xlsx：活頁簿裡沒有可見的工作表" in refusal(written(tmp_path, data, "a.xlsx"))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "1111"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">',
    ],
    ids=["entities", "a file", "an address"],
)
def test_A01_A02_A03_any_document_type_declaration_is_refused(tmp_path, declaration):
    assert "DTD" in refusal(written(tmp_path, xlsx("", prologue=declaration), "a.xlsx"))
    assert "DTD" in refusal(written(tmp_path, xlsx("", extra=(("docProps/app.xml", f"{declaration}<x/>"),)), "b.xlsx"))


def test_A04_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    assert "壓縮炸彈" in refusal(
        written(tmp_path, xlsx("", extra=(("xl/sharedStrings.xml", " " * 20_000_000),)), "a.xlsx")
    )


def test_A05_too_many_cells_are_refused_while_they_are_counted(monkeypatch):
    for module in (scan, child_xlsx):
        monkeypatch.setattr(module, "MOST_CELLS", 3)
    with pytest.raises(confined.FileRefused) as caught:
        script.scan_zip(xlsx('<row r="1">' + '<c r="A1"><v>1</v></c>' * 4 + "</row>"))
    assert caught.value.answer == {"refused": "A05", "sheet": "甲", "detail": ""}


def test_A06_a_far_cell_is_named(tmp_path):
    data = xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert "A06 a.xlsx〔甲〕：資料範圍異常，最遠儲存格 XFD1048576。" in refusal(written(tmp_path, data, "a.xlsx"))


def test_A06_few_cells_that_span_a_huge_rectangle_are_refused(tmp_path):
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="199999"><c r="ZZ199999"><v>1</v></c></row>')
    assert "最遠儲存格 ZZ199999" in refusal(written(tmp_path, data, "a.xlsx"))


def test_A07_far_cells_with_a_style_only_are_no_data(tmp_path):
    data = xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>')
    assert files.read(written(tmp_path, data, "a.xlsx"))[0].rows == [(1.0,)]


def test_A09_a_billion_repeated_cells_of_an_ODS_are_refused(tmp_path):
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    message = refusal(written(tmp_path, ods(row), "a.ods"))
    assert "A06 a.ods〔乙〕：資料範圍異常，最遠儲存格 A1000000000" in message


def test_A12_a_child_that_breaks_down_is_one_sentence(tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text("import os\nos.abort()\n", "utf-8")
    monkeypatch.setattr(script, "__file__", str(child))
    assert "A12 a.xlsx：無法讀取" in refusal(written(tmp_path, xlsx("<row><c><v>12</v></c></row>"), "a.xlsx"))


def test_A05_a_child_that_takes_too_long_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 0.001)
    assert "A05 a.xlsx：資料量過大" in refusal(written(tmp_path, xlsx("<row><c><v>13</v></c></row>"), "a.xlsx"))


def test_A15_nothing_of_a_broken_workbook_reaches_a_log(tmp_path, capfd):
    message = refusal(written(tmp_path, ods("<table:table-row>王小明 A123456789"), "a.ods"))
    out, err = capfd.readouterr()
    assert "王小明" not in message + out + err
    assert (out, err) == ("", "")


def test_every_difficult_file_of_the_corpus_is_read_or_refused_in_plain_words(shared):
    refused = {}
    for path in sorted((shared / "corpus").iterdir()):
        try:
            sheets = files.read(path)
        except InputError as error:
            refused[path.name] = str(error)
        else:
            assert sheets and all(isinstance(row, tuple) for sheet in sheets for row in sheet.rows), path.name
    assert list(refused) == ["password.xlsx"]


def test_the_corpus_is_read_as_its_programs_show_it(shared):
    corpus = shared / "corpus"
    assert [sheet.name for sheet in files.read(corpus / "chinese_sheet_name.ods")] == ["工作表1"]
    assert [row[0] for row in files.read(corpus / "errors.xlsx")[0].rows][:2] == ["#DIV/0!", "#NAME?"]
    assert files.read(corpus / "dates_1904.xlsx")[0].rows[0][0] == date(2021, 1, 1)
    assert files.read(corpus / "utf16le.csv")[0].rows[0][0] == "Organisation_code"
    assert files.read(corpus / "tw_agency_dispatch_2019_cp950.csv")[0].encoding == "cp950"
    assert files.read(corpus / "quotes_and_newlines.csv")[0].rows == [("a", "b"), ("1", 'ha \n"ha" \nha'), ("3", "4")]
