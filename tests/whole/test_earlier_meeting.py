"""The packet of the meeting before the reference one: constructed, and agreeing with what the later one follows up."""

import csv
import re

import pypdfium2
import pytest
import yaml

LATER_OWNERS = {"各單位", "各提報機關", "相關單位", "台電公司"}
# What was not known in June 109.
LATER = ("三倍券", "109-11-04", "重建時引用", "（重建）名單未載")


@pytest.fixture(scope="module")
def agenda(root) -> list[dict]:
    return yaml.safe_load((root / "params" / "moea-5-2.yaml").read_text("utf-8"))["agenda"]


@pytest.fixture(scope="module")
def cases(agenda) -> list[list[dict]]:
    """What is proposed, case by case."""
    topics = [topic for item in agenda for topic in item.get("topics", ())]
    deciding = [one for topic in topics for one in (topic, *topic.get("parts", ()))]
    return [one["proposals"] for one in deciding if "proposals" in one]


@pytest.fixture(scope="module")
def tables(earlier, document_of):
    """The tables of the document by layout."""
    found: dict[str, list] = {}
    for _, block in document_of(earlier).placed():
        if getattr(block, "layout", ""):
            found.setdefault(block.layout, []).append(block)
    return found


def test_each_proposal_is_an_item_that_the_later_meeting_follows_up_with_the_same_day(cases, root):
    with (root / "data" / "moea-6-1" / "resolutions.csv").open(encoding="utf-8-sig", newline="") as file:
        followed_up = [row for row in csv.DictReader(file) if row["會議"] == "5-2"]
    assert [len(case) for case in cases] == [1, 1, 1, 3, 2, 5, 1]
    asked = [one for case in cases[1:] for one in case]  # the first case is on the meeting before
    assert len(asked) == len(followed_up) == 13
    for one, row in zip(asked, followed_up, strict=True):
        due = str(one["due"])
        assert due == row["期限"] if row["期限"] else not re.match(r"\d", due), row["決議編號"]
        assert one["owner"] in LATER_OWNERS and one["text"] and one["short"]
    assert [asked[-1]["owner"]] == [followed_up[-1]["主辦單位"]]


def test_the_two_teams_speak_before_the_reports(agenda):
    talks = agenda[1]
    assert talks["item"] == "專題分享"
    assert [topic["title"].split("：")[1] for topic in talks["topics"]] == [
        "歷年產業職位薪資快速搜尋比對平台",
        "摸摸水質大象",
    ]


def test_the_unanswered_request_is_overdue_on_the_first_page_with_its_unit_and_on_its_card(tables):
    ((attention,), requests) = tables["attention"], tables["request"]
    (row,) = [row for row in attention.rows if "未回復" in row.cells[2].text]
    assert [cell.text for cell in row.cells[:5]] == [
        "逾期",
        "1 件",
        "民間需求逾期未回復",
        "期限 14 日；提出後已 20 日，逾期 6 日",
        "台灣中油公司",
    ]
    assert row.tones[0] == "late"
    card = {row.cells[0].text: (row.cells[1].text, "".join(row.tones)) for row in requests[-1].rows}
    assert card["處理情形"] == ("逾期未回復", "late") and card["回復天數"][0] == "20"


def test_nothing_of_it_was_known_only_later(earlier):
    for name in ("packet.pdf", "briefing.pdf"):
        with pypdfium2.PdfDocument(earlier / name) as pdf:
            text = "".join(re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf)
        assert [word for word in LATER if word in text] == [], name


def test_a_claim_that_the_list_does_not_bear_out_earns_nothing_and_is_for_the_secretariat_to_settle(earlier, tables):
    with pypdfium2.PdfDocument(earlier / "packet.pdf") as pdf:
        text = "".join(re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf)
    assert "商業司回報上架1項，清單所載已上架0項；考核依清單計分。" in text and "請單位更正" not in text
    assert "單位回報的領域資料標準數應與平臺紀錄一致" in (earlier / "review.html").read_text("utf-8")
    (matrix,) = tables["matrix"]
    place = [column.label.text for column in matrix.columns].index("領域標準")
    assert {row.cells[place].text for row in matrix.rows[1:]} <= {"", "0.0"}
