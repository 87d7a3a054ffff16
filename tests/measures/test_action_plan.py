"""The action plan: what its rulebook says, and where this packet reports on it."""

from types import SimpleNamespace

from reportlib.facts.facts import NOT_PROVIDED, Units
from reportlib.measures import action_plan
from reportlib.meeting.rulebooks import ActionPlan

PLAN = {
    "title": "行動方案",
    "source": "例",
    "principles": ["開放為原則。"],
    "principles_source": "自擬",
    "review_steps": ["盤點：各單位", "審查", "發布：平臺"],
    "review_source": "自擬",
    "workstreams": [
        {"name": "盤點", "section": "10-inventory"},
        {"name": "研討會", "section": "15-promotion"},
        {"name": "其他"},
    ],
    "data_classes": [{"code": "甲類", "name": "開放", "meaning": "公開。", "source": "自擬"}],
}
MONEY = {"threshold": {"amount": 5000, "unit": "萬元", "applies_to": "計畫", "duty": "須盤點", "source": "例"}}


def meeting(**more):
    return SimpleNamespace(
        needed_book=lambda name: ActionPlan.model_validate(PLAN | more),
        units=Units(),
        params=SimpleNamespace(sections=[("10-inventory", "報告事項一")]),
    )


def test_a_workstream_calls_its_section_only_where_the_packet_has_it():
    table = action_plan.workstream_table("工作", meeting())
    assert [[str(cell) for cell in row.cells] for row in table.rows] == [
        ["一", "盤點", "〔10-inventory〕"],
        ["二", "研討會", "—"],
        ["三", "其他", "—"],
    ]


def test_the_threshold_is_a_figure_with_its_unit_and_its_source():
    fact = action_plan.threshold(meeting(**MONEY))
    assert (fact.printed, fact.unit.label, fact.operator) == ("5,000", "萬元", "declared")
    assert "計畫經費達 5,000 萬元以上者，須盤點。" in action_plan.summary(meeting(**MONEY)).as_text()


def test_a_plan_without_a_threshold_says_nothing_of_one():
    assert action_plan.threshold(meeting()).printed == NOT_PROVIDED
    assert "經費" not in action_plan.summary(meeting()).as_text()


def test_the_review_slide_names_the_first_and_the_last_step_by_their_titles():
    found = action_plan.review_message(meeting())
    assert (found["first"], found["last"]) == ("盤點", "發布")
