"""Rules across the cells of the returns: each broken rule is told at its cell in a sentence of ours, and nothing else is."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from reportlib import language
from reportlib.errors import Problem
from reportlib.readers.sheets import Sheet
from reportlib.returns import row_rules
from reportlib.returns.asked import RETURNS
from reportlib.returns.row_checks import check_rules
from reportlib.returns.rule_kinds import Days, RowRule
from tests.support.good_returns import GOOD, returned
from tests.support.laid_out import examine

DAYS = Days(date(2020, 11, 30), (date(2020, 7, 1), date(2020, 12, 31)))


@pytest.fixture(autouse=True, scope="module")
def chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        yield


def broken(name, change, days=DAYS):
    return [(f.rule, f.level, f.cell) for f in check_rules(name, returned(name, change), days)]


@pytest.mark.parametrize("name", GOOD)
def test_a_clean_return_has_no_finding(name):
    assert set(GOOD) == set(RETURNS) == set(row_rules.RULES)
    found = returned(name)
    assert (found.findings, check_rules(name, found, DAYS)) == ((), ())


@pytest.mark.parametrize(
    ("name", "change", "rule", "level", "cell"),
    [
        ("plan", {"預計開放日期": "110/1/1"}, "planned-in-the-period", "warning", "C3"),
        ("plan", {"預計開放日期": "109/6/30", "實際開放日期": None}, "planned-in-the-period", "warning", "C3"),
        ("plan", {"實際開放日期": "109/12/1"}, "opened_on-by-the-meeting", "error", "D3"),
        ("checklist", {"上架日期": "110/1/5"}, "listed_on-by-the-meeting", "error", "C3"),
        ("checklist", {"連結可下載": "否"}, "no-needs-a-remark", "error", "F3"),
        ("checklist", {"依頻率更新": " Ｎ "}, "no-needs-a-remark", "error", "F3"),
        ("replies", {"回復日期": "109/8/31"}, "reply-after-request", "error", "G3"),
        ("replies", {"回復日期": "109/12/31"}, "replied_on-by-the-meeting", "error", "G3"),
        ("replies", {"處理情形": "無法開放"}, "refusal-needs-a-reason", "error", "E3"),
        ("replies", {"處理情形": "預計開放"}, "promise-needs-a-date", "error", "F3"),
        ("replies", {"處理情形": "預計開放", "預計開放日期": "109/9/1"}, "promise-after-reply", "warning", "F3"),
        ("evaluation", {"抽檢合格數": 11}, "sample_passed-within-sampled", "error", "C3"),
        ("evaluation", {"如期完成項數": 6}, "tasks_on_time-within-tasks_due", "error", "E3"),
        ("evaluation", {"抽檢資料集數": None}, "passed-of-how-many", "error", "B3"),
        ("evaluation", {"應辦工作項數": None}, "on-time-of-how-many", "error", "D3"),
        ("progress", {"完成日期": "109/12/1"}, "done_on-by-the-meeting", "error", "E3"),
        ("progress", {"列管建議": "繼續列管"}, "completed-but-kept", "warning", "F3"),
        ("assets", {"資料類別": "不予提供", "法規條文": "某法第 1 條"}, "class-refused-needs-reason", "error", "D3"),
        ("assets", {"資料類別": "不開放", "理由": "機密"}, "class-refused-needs-law", "error", "E3"),
        ("on_request", {"限制類型": "有償"}, "charge-needs-a-ground", "error", "F3"),
        ("costs", {"建置費（元）": -1}, "building-not-negative", "error", "C3"),
        ("costs", {"前一年維護費（元）": -1}, "upkeep_last-not-negative", "error", "D3"),
        ("costs", {"前二年維護費（元）": -1}, "upkeep_second-not-negative", "error", "E3"),
        ("costs", {"前三年維護費（元）": -1}, "upkeep_third-not-negative", "error", "F3"),
    ],
)
def test_a_broken_rule_is_told_at_its_cell_and_no_other_is(name, change, rule, level, cell):
    assert broken(name, change) == [(rule, level, cell)]


def test_every_rule_is_broken_by_some_test_and_has_a_name_of_its_own():
    tested = {
        case.args[2] if hasattr(case, "args") else case[2]
        for case in test_a_broken_rule_is_told_at_its_cell_and_no_other_is.pytestmark[0].args[1]
    } | {"title-once"}
    names = [rule.name for rules in row_rules.RULES.values() for rule in rules]
    assert set(names) == tested and len(names) == len(set(names))
    for one in RETURNS.values():
        known = {column.name for column in one.table.columns}
        assert all({rule.column, *rule.needs} <= known for rule in row_rules.RULES[one.name])


def test_the_sentence_names_the_values_and_what_to_do():
    [finding] = check_rules("evaluation", returned("evaluation", {"抽檢合格數": 1_100}), DAYS)
    assert (
        str(finding)
        == "V18 水利署.xlsx〔回報〕第 3 列 C 欄「抽檢合格數」：抽檢合格數 1,100 大於抽檢資料集數 10。請更正後重送。"
    )
    assert finding.value == "1100"


def test_a_title_that_comes_twice_is_told_at_the_later_row():
    found = returned("plan", {}, {"資料集名稱": "乙"}, {"資料集名稱": "河川　水位"})
    assert [(f.rule, f.level, f.cell) for f in check_rules("plan", found, DAYS)] == [("title-once", "warning", "B5")]


def test_all_broken_rules_of_all_rows_are_told_at_once():
    found = returned(
        "replies",
        {"回復日期": "109/8/31"},
        {"處理情形": "無法開放"},
        {},
        {"處理情形": "無法開放", "回復日期": "109/8/1"},
    )
    assert [(f.row, f.rule) for f in sorted(check_rules("replies", found, DAYS), key=lambda f: (f.row, f.rule))] == [
        (3, "reply-after-request"),
        (4, "refusal-needs-a-reason"),
        (6, "refusal-needs-a-reason"),
        (6, "reply-after-request"),
    ]


def test_a_rule_whose_columns_are_not_there_is_left_out_and_a_needed_one_that_is_missing_is_told():
    header = ["編號", "標題", "處理情形"]
    assert check_rules("replies", returned("replies", {}, header=header), DAYS) == ()
    [finding] = check_rules("replies", returned("replies", {"處理情形": "無法開放"}, header=header), DAYS)
    assert (finding.rule, finding.row, finding.column) == ("refusal-needs-a-reason", 3, None)


def test_without_a_period_any_planned_date_is_right():
    assert broken("plan", {"預計開放日期": "120/1/1"}, Days(DAYS.meeting)) == []


def test_the_day_of_a_meeting_of_which_only_the_month_is_known_is_its_last():
    params = SimpleNamespace(
        meeting=SimpleNamespace(date=SimpleNamespace(year=2020, month=2, day=None)), periods=SimpleNamespace(plan=None)
    )
    assert Days.of(SimpleNamespace(params=params)) == Days(date(2020, 2, 29))


def test_rules_see_only_rows_that_are_accepted():
    found = returned("evaluation", {"抽檢合格數": "十一"}, {"單位": "能源局"})
    assert len(found.records.frame) == 1 and check_rules("evaluation", found, DAYS) == ()


def test_a_rule_that_breaks_down_is_our_fault_and_is_not_told_to_the_unit(monkeypatch):
    rule = RowRule(
        "broken", "title", ("title",), lambda frame, days: frame["nothing"], lambda row, days: Problem("V07", "")
    )
    monkeypatch.setitem(row_rules.RULES, "plan", (rule,))
    with pytest.raises(RuntimeError, match="the rule broken cannot be tested"):
        check_rules("plan", returned("plan"), DAYS)


CELL = st.none() | st.integers(0, 12)


@given(
    st.lists(
        st.fixed_dictionaries({"抽檢資料集數": CELL, "抽檢合格數": CELL, "應辦工作項數": CELL, "如期完成項數": CELL}),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_the_rules_find_exactly_the_rows_that_a_person_would(changes):
    expected = set()
    for number, row in enumerate(changes, 3):
        for part, whole in (("抽檢合格數", "抽檢資料集數"), ("如期完成項數", "應辦工作項數")):
            if row[part] is not None and row[whole] is not None and row[part] > row[whole]:
                expected.add((number, part))
            if row[part] is not None and row[whole] is None:
                expected.add((number, whole))
    found = check_rules("evaluation", returned("evaluation", *changes), DAYS)
    assert {(f.row, f.header) for f in found} == expected


def test_a_frame_without_rows_breaks_no_rule():
    for name, one in RETURNS.items():
        found = examine(one.table, Sheet("a.xlsx", "甲", None, [tuple(column.label for column in one.table.columns)]))
        assert check_rules(name, found, DAYS) == () and isinstance(found.records.frame, pd.DataFrame)
