"""Proposals and attachments: what is asked of the meeting, what is attached where, who is who."""

from datetime import date
from types import SimpleNamespace

import pytest

from reportlib.measures import proposals
from reportlib.meeting.meeting import Meeting


def part(**more):
    return SimpleNamespace(**({"sections": (), "proposal": None, "topics": ()} | more))


@pytest.fixture
def meeting(tmp_path):
    register = tmp_path / "agencies.csv"
    register.write_text(
        "name,short,aliases,kind,evaluated,successor\n經濟部甲局,甲局,甲;本部甲局,所屬機關,是,甲署\n經濟部,,,,,\n",
        "utf-8",
    )
    agenda = (
        part(item="報告事項", proposal="洽悉。", sections=("10-inventory",)),
        part(
            item="討論事項",
            topics=(
                part(title="預計開放資料"),
                part(title="民間需求", proposal="照案通過。", sections=("50-requests", "55-work-ahead")),
            ),
        ),
        part(item="臨時動議", proposal="依討論辦理。"),
    )
    return Meeting(
        SimpleNamespace(
            inputs=SimpleNamespace(publishers=register),
            numbers=SimpleNamespace(share_digits=0, share_rounding="truncate", thousands=","),
            as_of=SimpleNamespace(inventory=date(2020, 10, 31)),
            agenda=agenda,
            sections=[("10-inventory", "報告事項"), ("35-directives", "報告事項")],
            attachments=(SimpleNamespace(title="函文", source="行政院"), SimpleNamespace(title="海報", source=None)),
        )
    )


def texts(table):
    return [[str(cell) for cell in row.cells] for row in table.rows]


def test_every_item_and_topic_with_a_proposal_is_listed_with_its_section(meeting):
    table = proposals.proposal_table("x", meeting)
    assert texts(table) == [
        ["報告事項", "報告事項", "洽悉。", "〔10-inventory〕"],
        ["討論事項", "二、民間需求", "照案通過。", "〔50-requests〕"],
        ["臨時動議", "臨時動議", "依討論辦理。", "無書面資料"],
    ]
    assert "".join(str(cell) for cell, _ in table.message) == "各項議程的擬辦共 3 項"


def test_attachments_are_numbered_in_order_and_lead_to_their_pages(meeting):
    assert texts(proposals.attachment_table("x", meeting)) == [
        ["附件 1", "函文", "行政院", "〔35-directives#attachment/1〕"],
        ["附件 2", "海報", "未載", "〔35-directives#attachment/2〕"],
    ]


def test_attachments_that_no_section_places_lead_nowhere(meeting):
    meeting.params.sections = [("10-inventory", "報告事項")]
    assert [row[3] for row in texts(proposals.attachment_table("x", meeting))] == ["未編入", "未編入"]


def test_the_list_of_planned_openings_is_named_where_its_section_is_on_the_agenda(meeting):
    meeting.params.attachments, meeting.params.sections = (), [("45-planned", "討論事項")]
    assert texts(proposals.attachment_table("x", meeting))[0][3] == "〔45-planned#plan-list〕"


def test_without_proposals_or_attachments_a_sentence_says_so(meeting):
    meeting.params.agenda, meeting.params.attachments = (part(item="報告事項"),), ()
    assert proposals.proposal_table("x", meeting).as_text() == "本次會議沒有擬辦事項。"
    assert proposals.attachment_table("x", meeting).as_text() == "本次會議沒有附件。"


def test_the_register_shows_every_agency_with_all_its_spellings_and_what_became_of_it(meeting):
    assert texts(proposals.register_table("x", meeting)) == [
        ["經濟部甲局", "甲局、甲、本部甲局", "所屬機關", "甲署"],
        ["經濟部", "—", "—", "—"],
    ]
