"""What the last look only suspects: rules of its own, that stop what the masking let through, and leave what explains itself."""

import json

import pytest
from hypothesis import given

from reportlib.errors import InputError, RunError
from reportlib.facts.record import SourceTable
from reportlib.privacy.masker import Masker
from reportlib.public.editions import Edition
from reportlib.public.suspicions import suspicions
from tests.privacy.test_masker import addresses, dates, hashes, numbers


def suspected(text, kept=(), known=()):
    """What is suspected in a text that has not been masked."""
    return [one.text for one in suspicions(text, Masker(kept), known)]


@pytest.mark.parametrize(
    ("text", "suspect"),
    [
        ("陳大文", "陳大文"),
        ("（周雅慧）", "周雅慧"),
        ("由陳大文提出", "陳大文"),
        ("企劃科 劉思妤", "劉思妤"),
        ("聯絡人：那布", "那布"),
        ("Wang Xiaoming", "Wang Xiaoming"),
        ("Peter Hsu", "Peter Hsu"),
        ("代碼如下 88123456789", "88123456789"),
        ("0912 、 345 、 611", "0912 、 345 、 611"),
        ("卡 4311 9522 1234 5678", "4311 9522 1234 5678"),
        ("A123456788", "A123456788"),
        ("x_B220000001.pdf", "B220000001"),
        ("〔姓名〕先生，編號A123456780", "A123456780"),
        ("流水號：B220000001", "B220000001"),
        ("ABC-1234", "ABC-1234"),
        ("someone@example", "someone@example"),
        ("某人 gmail.com", "gmail.com"),
        ("賴ID：abcd_1", "abcd_1"),
        ("instagram.com/abcd", "instagram.com/abcd"),
        ("192.168.10.20", "192.168.10.20"),
        ("某村 12鄰", "村 12鄰"),
        ("15 Fuzhou Street", "15 Fuzhou Street"),
        ("生日 3/12", "生日 3/12"),
        ("75年3月生", "75年3月生"),
        ("手機 12345", "手機 12345"),
    ],
)
def test_what_a_text_does_not_explain_is_suspected_whatever_the_masking_knows(text, suspect):
    assert suspect in suspected(text)


@pytest.mark.parametrize(
    "text",
    [
        "〔姓名〕先生電話〔電話〕",
        "統一編號 03795904、貨品號列 8517.12.00.00-3、計畫編號 0225123456、經授商字第10901234567號",
        "109/06/01-109/10/31、20200601-20201031、2020-11-20T14:00:00+08:00、0.3333333333333333、22,345,678 元",
        "發票 AB12345678、專利 I123456789 號、編號 AB12345678、編號 C312345678、批號 A123456780",
        "資料集 0237654321 筆、共 23456789 次、座標 25.0330,121.5654",
        "9f86d081884c7d659a2feaa0c55ad015、550e8400-0912-3456-7812-446655440000",
        "https://data.gov.tw/dataset/0237654321",
        "聯絡窗口：資訊中心、提案單位：經濟部水利署、申請人：公司、承辦人：同上",
        "溫泉標章、王田村水位站、江子翠站、馬達能效、游泳池、黃豆粉、高雄市",
        "Open Data Charter、Creative Commons、Line Chart、Google Maps API",
        "行動方案F-0025 至 F-0027、電話滿意度 95.5、車輛 12 類",
        "生日禮金、出生登記人數 12345、帳號申請流程、手機門號可攜、IP 數量 65536",
    ],
)
def test_what_explains_itself_is_not_suspected(text):
    assert suspected(text) == []


@given(numbers | dates | hashes | addresses)
def test_no_figure_date_hash_or_resource_is_suspected(value):
    if not value.isdigit():  # a figure without a unit says not what it is; those of the packet are known
        assert suspected(f"（{value}）") == []
    assert suspected(value, known=[value]) == []


def test_what_a_person_listed_and_numbers_of_records_are_not_suspected():
    assert suspected("由 88123456789 提出") == ["88123456789"]
    assert suspected("由 88123456789 提出", kept=["88123456789"]) == []
    assert suspected("由 88123456789 提出", known=["88123456789"]) == []
    assert suspected("88123456789、77123456789", kept=["88123456789"]) == ["88123456789、77123456789"]


@pytest.mark.parametrize(
    "number",
    ["02-2321-2200", "(02)2321-2200", "02-2321-2200#123", "0912-345-678", "0912345678", "service@moea.gov.tw"],
)
def test_one_line_keeps_a_number_with_its_label_and_without(number):
    texts = [
        number,
        f"電話：{number}",
        f"洽詢電話（{number}）",
        f"Tel: {number}",
        f"信箱{number}。",
        f"{number}、{number}",
    ]
    assert [_left(text, "kept", [number]) for text in texts] == [[]] * len(texts)
    assert [Masker([number]).mask(text)[0] for text in texts] == texts


def test_of_a_number_long_enough_to_be_listed_by_itself_the_label_is_not_told():
    assert suspected("帳號：88123456789") == suspected("代碼如下：88123456789") == ["88123456789"]
    assert suspected("帳號：2345") == ["帳號:2345"]
    assert suspected("電話：0912345678", kept=["0987654321"]) == ["0912345678"]
    assert suspected("王小明service@moea.gov.tw", kept=["@moea.gov.tw"]) != []


@pytest.mark.parametrize("name", ["developed", "hostile", "second"])
def test_either_list_resolves_whatever_is_suspected(root, name):
    """One line a suspect, pasted as it is given: after that the text can be published, with it or without it."""
    cases = json.loads((root / "tests" / "privacy" / f"texts-{name}.json").read_text("utf-8"))["must_go"]
    for text in (case["text"] for case in cases):
        for listed_as in ("kept", "listed"):
            lines: list[str] = []
            while new := [one for one in _left(text, listed_as, lines) if one not in lines]:
                lines += new
            assert _left(text, listed_as, lines) == [] and len(lines) < 5, (text, listed_as, lines)


def _left(text, listed_as, lines):
    masker = Masker(**{listed_as: lines})
    return [one.text for one in suspicions(masker.mask(text)[0], masker)]


def table(*texts):
    """A table of requests with these texts, in its row 3 and those that follow."""
    rows = tuple((number, ("548277", text)) for number, text in enumerate(texts, 3))
    return SourceTable.of_rows("requests", "需求.xlsx", "工作表1", ("編號", "需求摘要"), rows)


def test_the_message_says_where_and_gives_a_line_that_resolves_it_either_way():
    tables = [table("代碼如下：88123456789", "又是 88123456789")]
    edition = Edition()
    edition.learn({}, tables)
    with pytest.raises(InputError) as stopped:
        edition.check_rows(tables)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.file, problem.row, problem.header) == ("P06", "需求.xlsx", 3, "需求摘要")
    line = problem.todo.splitlines()[-1].strip()
    assert line == '- "88123456789"' and "2" in problem.what
    listed = json.loads(line.removeprefix("- "))
    for edition in (Edition(kept=[listed]), Edition(listed=[listed])):
        edition.learn({}, tables)
        edition.check_rows(tables)
    edition.check_files({"a.csv": edition.text("如下 88123456789").encode()})


def test_a_finished_file_with_a_suspect_is_not_published():
    with pytest.raises(RunError) as stopped:
        Edition().check_files({"a.html": "<p>某處 <b>8812</b>3456789</p>".encode()})
    assert "P06" in str(stopped.value) and '- "88123456789"' in str(stopped.value)
    Edition().check_files(
        {"a.html": b'<p data-x="88123456789">12</p>', "b.ipynb": b'{"cell_type": "code", "id": "50305207"}'}
    )


def test_two_files_whose_names_hold_names_are_still_told_apart():
    tables = [
        SourceTable.of_rows("requests", f"需求_{name}先生.xlsx", "", ("編號",), ()) for name in ("王小明", "李大華")
    ]
    edition = Edition()
    edition.learn({}, tables)
    assert [one.file for one in edition.tables(tables)] == ["需求_〔姓名〕先生.xlsx", "需求_〔姓名〕先生.xlsx〔2〕"]
    record = edition.record({"parameters": {}, "inputs": {f"data/{one.file}": "1" for one in tables}})
    assert len(record["inputs"]) == 2 and "王小明" not in str(record)
