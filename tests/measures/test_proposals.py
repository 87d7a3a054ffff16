"""Proposals: what is asked of the meeting, case by case, each at the end of its item."""

from types import SimpleNamespace

import pytest

from reportlib.facts.facts import Units
from reportlib.measures import proposals
from reportlib.meeting.agenda import AgendaItem, Part, Proposal, Topic

AGREE = Proposal(text="請同意開放。", short="同意開放", owner="甲局", due="109-11-30")
TIMES = {"start": "10:00", "end": "11:00"}


def topic(title: str, sections: tuple[str, ...] = (), **more) -> Topic:
    return Topic.model_construct(
        **{"title": title, "sections": sections, "parts": (), "proposal": None, "proposals": ()} | more
    )


def part(title: str, *asked: Proposal) -> Part:
    return Part.model_construct(title=title, sections=(), proposal=None, proposals=asked)


def item(name: str, *topics: Topic, **more) -> AgendaItem:
    usual = {"item": name, "sections": (), "topics": topics, "proposal": None, "proposals": ()}
    return AgendaItem.model_construct(**usual | more)


@pytest.fixture
def meeting():
    matters = topic(
        "上級配合事項",
        ("35-directives",),
        parts=(
            part("資料標準", AGREE, Proposal(text="請爭取輔導資源。")),
            part("再利用", Proposal(text="請修訂計畫。")),
        ),
    )
    agenda = (
        item("報告事項", topic("行動方案", ("05-action-plan",)), matters),
        item("討論事項", topic("後續規劃", ("55-work-ahead", "60-evaluation"), proposal="依規劃辦理。")),
    )
    return SimpleNamespace(params=SimpleNamespace(agenda=agenda), units=Units())


def texts(table):
    return [[str(cell) for cell in row.cells] for row in table.rows]


def test_each_topic_and_each_part_with_a_proposal_is_a_case_numbered_in_the_order_of_the_agenda(meeting):
    found = [(case.called, str(case.place), case.title, case.section) for case in proposals.cases(meeting.params)]
    assert found == [
        ("第一案", "報告事項二（一）", "資料標準", "35-directives"),
        ("第二案", "報告事項二（二）", "再利用", "35-directives"),
        ("第三案", "討論事項一", "後續規劃", "60-evaluation"),
    ]


def test_a_case_stands_at_the_end_of_the_last_section_of_its_item_and_nowhere_else(meeting):
    assert proposals.blocks("55-work-ahead", meeting) == ()
    assert [table.anchor for table in proposals.blocks("60-evaluation", meeting)] == ["proposal/3"]
    assert [table.anchor for table in proposals.blocks("35-directives", meeting, part=2)] == ["proposal/2"]


def test_owner_and_day_are_printed_as_given_and_what_is_not_given_is_said_to_be_open(meeting):
    (first, second) = proposals.blocks("35-directives", meeting)
    assert texts(first) == [
        ["一", "請同意開放。", "甲局", "109-11-30"],
        ["二", "請爭取輔導資源。", "未訂", "未訂"],
    ]
    assert texts(second) == [["", "請修訂計畫。", "未訂", "未訂"]]
    assert first.caption == "第一案　資料標準" and first.layout == "proposals"
    assert "".join(str(cell) for cell, _ in first.message) == "第一案：同意開放等二款"


def test_how_far_it_is_already_stands_under_the_proposal(meeting):
    assert proposals.blocks("60-evaluation", meeting, state="已開放三項")[0].note == "已開放三項"


def test_a_section_at_whose_end_nothing_is_proposed_shows_nothing(meeting):
    assert proposals.at_end("05-action-plan", meeting).blocks() == ()
