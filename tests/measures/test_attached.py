"""Attachments: each with its number and its place, or why there is nothing of it; who is who."""

from datetime import date
from types import SimpleNamespace

import pytest

from reportlib.display.display import Ref
from reportlib.measures import attached
from reportlib.meeting.meeting import Meeting


def one(title: str, **more):
    return SimpleNamespace(**{"title": title, "file": None, "at": None, "absent": None, "source": None} | more)


@pytest.fixture
def meeting(tmp_path):
    register = tmp_path / "agencies.csv"
    register.write_text(
        "name,short,aliases,kind,evaluated,successor\n經濟部甲局,甲局,甲;本部甲局,所屬機關,是,甲署\n經濟部,,,,,\n",
        "utf-8",
    )
    attachments = (
        one("推動策略", at="25-strategies"),
        one("預計開放清單", at="70-attachments#plan-list"),
        one("申請清單", absent="會議資料沒有公布"),
        one("函文", file=register, source="行政院"),
    )
    return Meeting(
        SimpleNamespace(
            inputs=SimpleNamespace(publishers=register),
            numbers=SimpleNamespace(share_digits=0, share_rounding="truncate", thousands=",", small_shares="less_than"),
            as_of=SimpleNamespace(inventory=date(2020, 10, 31)),
            attachments=attachments,
        )
    )


def texts(table):
    return [[str(cell) for cell in row.cells] for row in table.rows]


def test_an_attachment_lands_on_its_section_its_table_or_its_pages_or_says_why_there_is_none(meeting):
    table = attached.table("附件一覽", meeting)
    assert texts(table) == [
        ["附件 1", "推動策略", "—", "〔25-strategies〕"],
        ["附件 2", "預計開放清單", "—", "〔70-attachments#plan-list〕"],
        ["附件 3", "申請清單", "—", "會議資料沒有公布"],
        ["附件 4", "函文", "行政院", "〔70-attachments#attachment/4〕"],
    ]
    assert "".join(str(cell) for cell, _ in table.message) == "附件 4 件"


def test_what_is_attached_may_have_a_number_sign_in_its_own_name(meeting):
    assert attached.place(1, one("表", at="25-a#list#2")) == Ref("25-a", "list#2")


def test_only_the_pages_of_attachments_are_shown_among_them(meeting):
    pages = [SimpleNamespace(anchor="attachment/4"), SimpleNamespace(anchor="page/1")]
    assert [page.anchor for page in attached.pages(pages).parts] == ["attachment/4"]


def test_without_attachments_a_sentence_says_so(meeting):
    meeting.params.attachments = ()
    assert attached.table("附件一覽", meeting).as_text() == "本次會議沒有附件。"


def test_the_register_shows_every_agency_with_all_its_spellings_and_what_became_of_it(meeting):
    assert texts(attached.register_table("x", meeting)) == [
        ["經濟部甲局", "甲局、甲、本部甲局", "所屬機關", "甲署"],
        ["經濟部", "—", "—", "—"],
    ]


def test_a_section_that_is_an_attachment_says_so_at_its_head_and_another_says_nothing(meeting):
    assert attached.here("25-strategies", meeting).as_text() == "本節即附件 1「推動策略」。"
    assert attached.here("10-inventory", meeting).as_text() == ""
