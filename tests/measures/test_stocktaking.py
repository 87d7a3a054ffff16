"""The three inventories of data: classes by unit, what is refused without a reason, what is given on request, and what it cost."""

from datetime import date
from decimal import Decimal

import pytest

from reportlib.errors import InputError
from reportlib.measures import stocktaking
from reportlib.meeting.agencies import AgencyRegister
from reportlib.meeting.agency import Agency
from reportlib.records.clean import clean
from tests.support.small_meeting import cells, said, small_meeting, small_records

PLAN = """\
title: 行動方案
source: 手冊
workstreams: [{name: 盤點}]
data_classes:
  - {name: 開放資料, role: open, spellings: [開放], conditions: [無償], source: 手冊}
  - {name: 依申請提供資料, role: on_request, also: 有限度利用, conditions: [有償], source: 手冊}
  - {name: 不予提供, role: refused, conditions: [不符公共利益], source: 手冊}
threshold: {amount: 5000, unit: 萬元, applies_to: 單一資料集的成本, duty: 須送上級審核, source: 手冊}
"""


@pytest.fixture
def meeting(tmp_path, root):
    return small_meeting(tmp_path, root, {"action_plan": PLAN})


def asset(
    number: str, data_class: str, agency: str = "經濟部甲局", reason: str | None = None, law: str | None = None
) -> dict:
    known = {"asset_id": number, "agency": agency, "title": f"資料{number}", "data_class": data_class}
    return known | {"reason": reason, "law": law}


ASSETS = (
    asset("1", "開放資料"),
    asset("2", " 開放 ".strip()),
    asset("3", "有限度利用", "經濟部乙局"),
    asset("4", "不予提供", "經濟部乙局", "營業秘密", "政府資訊公開法第 18 條"),
    asset("5", "不予提供", "經濟部乙局", "營業秘密"),
    asset("6", "不予提供", "經濟部乙局", None, "政府資訊公開法第 18 條"),
)


def test_every_unit_is_counted_by_class_however_the_class_is_spelled(meeting):
    found = stocktaking.assets(small_records("assets", *ASSETS), meeting)
    assert cells(stocktaking.class_table("類別", found)) == [
        ["甲局", "2", "0", "0", "2", "0"],
        ["乙局", "0", "1", "3", "4", "2"],
        ["合計", "2", "1", "3", "6", "2"],
    ]


def test_what_is_refused_without_a_reason_or_without_an_article_of_law_is_listed_with_what_is_missing(meeting):
    found = stocktaking.assets(small_records("assets", *ASSETS), meeting)
    assert cells(stocktaking.unexplained_table("理由不全", found)) == [
        ["資料5", "乙局", "營業秘密", "—", "法規條文"],
        ["資料6", "乙局", "—", "政府資訊公開法第 18 條", "理由"],
    ]
    assert "不予提供而理由或法規條文不全者 2 項，請單位補齊。" in stocktaking.asset_summary(found).as_text()


def test_a_class_that_the_rulebook_does_not_know_is_refused_with_its_row_and_what_may_be_meant(meeting):
    with pytest.raises(InputError) as error:
        stocktaking.assets(small_records("assets", asset("1", "開放資料"), asset("2", "不予題供")), meeting)
    (problem,) = error.value.problems
    assert (problem.code, problem.row, problem.header) == ("V17", 3, "資料類別") and "不予提供" in problem.todo


def request(number: str, restriction: str | None, licence: str | None, charging: str | None) -> dict:
    terms = {"restriction": restriction, "licence": licence, "charging": charging, "charged_by": None}
    return {"asset_id": number, "agency": "經濟部甲局", "title": f"資料{number}"} | terms


def test_what_is_given_on_request_says_its_licence_and_charge_or_is_marked(meeting):
    rows = (request("1", "有償提供", "限一年", "每次 200 元"), request("2", "保留撤回權", None, "免費"))
    found = stocktaking.on_request(small_records("on_request", *rows), meeting)
    assert (found.listed.value, found.incomplete.value) == (2, 1)
    table = stocktaking.request_table("依申請", found)
    assert cells(table)[1] == ["資料2", "甲局", "保留撤回權", "未填", "免費", "—"]
    assert table.rows[1].tones == ("", "", "", "late", "", "") and set(table.rows[0].tones) == {""}


def cost(number: str, building, *upkeep, reported=None) -> dict:
    parts = dict(zip(("building", "upkeep_last", "upkeep_second", "upkeep_third"), (building, *upkeep), strict=True))
    known = {
        "asset_id": number,
        "agency": "經濟部甲局",
        "title": f"資料{number}",
        "reported_on": reported,
        "remark": None,
    }
    return known | {name: None if value is None else Decimal(value) for name, value in parts.items()}


COSTS = (
    cost("1", 10_000_000, 1, 2, 3),
    cost("2", 47_000_000, 1_000_000, 1_000_000, 1_000_000),  # the threshold itself
    cost("3", 49_999_999, 0, 0, 0),
    cost("4", 60_000_000, None, 1, 1, reported=date(2020, 9, 1)),
    cost("5", 20_000_000, None, None, None),
    cost("6", 30_000_000, None, 25_000_000, None),
)


def test_a_cost_is_building_and_three_years_and_what_is_not_told_is_not_zero(meeting):
    found = stocktaking.costs(small_records("costs", *COSTS), meeting)
    assert [one.total.value for one in found.entries] == [10_000_006, 50_000_000, 49_999_999, None, None, None]
    assert (found.listed.value, found.incomplete.value) == (6, 3)


def test_at_fifty_million_or_more_of_what_is_told_a_dataset_is_flagged_and_stands_first(meeting):
    found = stocktaking.costs(small_records("costs", *COSTS), meeting)
    assert [one.title for one in found.entries if one.is_flagged] == ["資料2", "資料4", "資料6"]
    assert found.flagged.value == 3
    rows = cells(stocktaking.cost_table("成本", found))
    assert [row[0] for row in rows] == ["資料2", "資料4", "資料6", "資料3", "資料1", "資料5"]
    assert [row[2] for row in rows] == [
        "達門檻，須提報",
        "達門檻，109-09-01 已提報",
        "達門檻（未填齊），須提報",
        "",
        "",
        "未填齊",
    ]
    assert "5,000 萬元者 3 項，須送上級審核" in stocktaking.cost_summary(found, meeting).as_text()


def test_what_is_to_be_reported_after_the_as_of_date_is_not_reported_yet(meeting):
    found = stocktaking.costs(
        small_records("costs", cost("1", 60_000_000, 0, 0, 0, reported=date(2099, 1, 1))), meeting
    )
    table = stocktaking.cost_table("成本", found)
    assert cells(table)[0][2] == "達門檻，須提報（188-01-01，在統計日後）"
    assert table.rows[0].tones[2] == "late"


def test_a_header_that_may_be_the_sum_of_three_years_is_not_taken_for_one_of_them(tmp_path):
    file = tmp_path / "costs.csv"
    head = "資產編號,機關,資料集名稱,建置費（元）,前一年維護費（元）,前二年維護費（元）,近三年維護費（元）"
    file.write_text(f"{head}\n1,甲局,資料,1,2,3,9\n", "utf-8")
    with pytest.raises(InputError, match="前三年維護費（元）"):
        clean("costs", file, AgencyRegister((Agency("經濟部甲局", "甲局", ()),)))


def test_a_book_without_a_threshold_flags_nothing_and_says_so(tmp_path, root):
    without = small_meeting(tmp_path, root, {"action_plan": PLAN[: PLAN.index("threshold")]})
    found = stocktaking.costs(small_records("costs", *COSTS), without)
    assert found.flagged.printed == "來源未提供" and not any(one.is_flagged for one in found.entries)


def test_a_negative_cost_is_refused_with_its_row_and_column():
    with pytest.raises(InputError) as error:
        stocktaking.check_costs(small_records("costs", COSTS[0], cost("7", 5, -1, 0, 0)))
    (problem,) = error.value.problems
    assert (problem.code, problem.row, problem.header) == ("V18", 3, "前一年維護費（元）")


def test_an_inventory_that_the_meeting_does_not_have_is_said_to_be_missing(meeting):
    assert stocktaking.assets(None, meeting) is None
    assert stocktaking.asset_summary(None).as_text() == "本次會議沒有政府資料資產盤點表。"
    assert stocktaking.request_summary(None).as_text() == "本次會議沒有依申請提供資料盤點清單。"
    assert stocktaking.cost_summary(None, meeting).as_text() == "本次會議沒有建置成本盤點表。"
    assert stocktaking.key_figures(None, None, None).as_text() == ""
    assert stocktaking.flagged_table("達門檻", None).as_text() == ""


def test_the_terms_of_the_list_are_counted_as_the_list_has_them(meeting):
    rows = (
        {"title": "一", "publisher": "經濟部甲局", "licence": "開放授權", "charging": "免費"},
        {"title": "二", "publisher": "經濟部甲局", "licence": "開放授權", "charging": None},
    )
    table = stocktaking.terms_table("條件", small_records("catalogue", *rows), meeting)
    assert cells(table) == [["授權方式", "開放授權", "2"], ["計費方式", "免費", "1"], ["", "未填", "1"]]
    assert said({"sentence": table.caption}) == "條件"
