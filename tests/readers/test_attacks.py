"""The catalogue of faults, group A: attacks on the reader, each row a test by its id."""

import io
import random
import socket
import threading
import time
import zipfile

import pytest

from reportlib.errors import InputError
from reportlib.readers import confined, files as readers_files
from reportlib.readers.child import archives, scan, script
from reportlib.readers.content import Limits
from tests.readers.made_files import MAIN, ods, refusal, rewritten, written, xlsx, zipped
from tests.readers.made_xls import number, xls
from tests.readers.results_of_readers import book, many

pytestmark = pytest.mark.usefixtures("chinese")


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


def test_A11_a_line_without_end_is_refused_in_bounded_time(tmp_path):
    assert "A11 資料.csv第 2 列：這一列有一格超過 131,072 字" in refusal(
        written(tmp_path, b"a,b\n1," + b"x" * 20_000_000)
    )
    with pytest.raises(InputError, match="A05 資料.csv：資料量過大（上限 1,000 格）"):
        readers_files.read(written(tmp_path, b"a,b\n" + b"," * 2_000), limits=Limits(text_cells=1_000))


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
