"""The action plan: what its rulebook says, and where this packet reports on it."""

from types import SimpleNamespace

import pytest

from reportlib.facts.facts import NOT_PROVIDED, Units
from reportlib.measures import action_plan
from reportlib.meeting.plan_rules import ActionPlan

PLAN = {
    "title": "行動方案",
    "source": "例",
    "review": {"source": "自擬", "points": ["盤點：各單位", "審查", "發布：平臺"]},
    "workstreams": [
        {"name": "盤點", "section": "10-inventory"},
        {"name": "研討會", "section": "15-promotion"},
        {"name": "其他"},
    ],
    "data_classes": [
        {"name": "開放資料", "conditions": ["無償", "不可撤回"], "source": "第一頁"},
        {
            "name": "依申請提供資料",
            "also": "有限度利用",
            "always": "開放格式",
            "conditions": ["有償", "保留撤回權"],
            "conditions_are": "any",
            "must_say": "計費說明",
            "source": "第二頁",
        },
    ],
}
MONEY = {"threshold": {"amount": 5000, "unit": "萬元", "applies_to": "建置費用", "duty": "應提報", "source": "例"}}


def meeting(**more):
    return SimpleNamespace(
        needed_book=lambda name: ActionPlan.model_validate(PLAN | more),
        units=Units(),
        params=SimpleNamespace(sections=[("10-inventory", "報告事項一")]),
    )


def cells(table):
    return [[str(cell) for cell in row.cells] for row in table.rows]


def test_a_workstream_calls_its_section_only_where_the_packet_has_it():
    assert cells(action_plan.workstream_table("工作", meeting())) == [
        ["一", "盤點", "〔10-inventory〕"],
        ["二", "研討會", "—"],
        ["三", "其他", "—"],
    ]


def test_the_threshold_is_a_figure_with_its_unit_and_its_source():
    fact = action_plan.threshold(meeting(**MONEY))
    assert (fact.printed, fact.unit.label, fact.operator) == ("5,000", "萬元", "declared")
    assert "建置費用達 5,000 萬元以上者，應提報（例）。" in action_plan.summary(meeting(**MONEY)).as_text()


def test_a_plan_without_a_threshold_says_nothing_of_one():
    assert action_plan.threshold(meeting()).printed == NOT_PROVIDED
    assert "萬元" not in action_plan.summary(meeting()).as_text()


def test_the_review_slide_names_the_first_and_the_last_step_by_their_titles():
    found = action_plan.review_message(meeting())
    assert (found["first"], found["last"]) == ("盤點", "發布")


def test_a_class_says_whether_all_or_one_of_its_conditions_must_hold_and_what_is_to_be_said_with_it():
    table = action_plan.class_table("資料分類", meeting())
    assert cells(table) == [
        ["開放資料", "無償；不可撤回", "—"],
        ["依申請提供資料（有限度利用）", "開放格式，且符合下列之一：（一）有償；（二）保留撤回權", "計費說明"],
    ]
    assert table.note == "來源：第一頁；第二頁"


def test_each_rule_of_the_inventory_stands_with_its_page():
    rules = [{"about": "個人資料", "points": ["去識別化", "依 CNS 29100 評估"], "source": "第八頁"}]
    plan = meeting(inventory=rules, principles={"points": ["以開放為原則"], "source": "第九頁"})
    assert cells(action_plan.inventory_table("盤點原則", plan)) == [
        ["原則", "以開放為原則", "第九頁"],
        ["個人資料", "去識別化", "第八頁"],
        ["", "依 CNS 29100 評估", ""],
    ]


def test_the_history_says_when_what_and_its_effect_and_its_slide_the_last_of_it():
    events = [
        {"when": "101 年 10 月", "event": "推動策略", "effect": "依據"},
        {"when": "108 年 11 月", "event": "會議", "effect": "更名"},
    ]
    plan = meeting(history={"source": "第五頁", "events": events})
    assert cells(action_plan.history_table("沿革", plan))[1] == ["108 年 11 月", "會議", "更名"]
    assert action_plan.history_message(plan)["event"] == "會議"


@pytest.mark.parametrize(
    "part", ["task_table", "consideration_table", "themed_points_table", "inventory_table", "history_table"]
)
def test_what_a_plan_does_not_have_is_an_empty_table(part):
    assert getattr(action_plan, part)("無", meeting()).rows == ()


def test_a_process_is_drawn_with_its_branches():
    given = {
        "steps": ["研析", "提送"],
        "branches": [{"name": "甲", "work": ["登載"]}],
        "points": ["需求"],
        "source": "第二十頁",
    }
    plan = meeting(themed_strategy=given)
    assert action_plan.themed_process(plan)["branches"] == [("甲", ["登載"])]
    assert cells(action_plan.themed_points_table("重點", plan)) == [["一", "需求"]]


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["簡報第 70 頁", "簡報第 69、70 頁"], "簡報第 69、70 頁"),
        (["簡報第 9 頁", "簡報第 10 頁"], "簡報第 9、10 頁"),
        (["甲第 70 頁", "乙第 70 頁"], "甲第 70 頁；乙第 70 頁"),
        (["第一頁", "第一頁"], "第一頁"),
    ],
)
def test_pages_of_one_paper_are_one_source(sources, said):
    classes = [{"name": f"類{n}", "conditions": ["無償"], "source": source} for n, source in enumerate(sources)]
    assert action_plan.class_table("x", meeting(data_classes=classes)).note == f"來源：{said}"
