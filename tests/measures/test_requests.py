"""Requests: what counts, what became of it, how long the replies took, and every request by itself."""

from datetime import date

import pytest

from reportlib.errors import InputError
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED
from reportlib.measures import reply_clock, requests
from reportlib.meeting.param_days import ReplyLimit
from tests.support.two_units import printed, records


def asked(**more):
    columns = {
        "request_id": ["1", "2", "3"],
        "title": ["甲一", "甲二", "乙一"],
        "agency_short": ["甲", "甲", "乙"],
        "outcome": ["已開放", "D. 未回覆", "C. 不對外開放"],
        "received_on": [date(2020, 7, 1), date(2020, 7, 3), date(2020, 2, 1)],
        "replied_on": [date(2020, 7, 15), None, date(2020, 2, 2)],
    }
    return records("requests", **(columns | more))


def test_requests_outside_the_period_are_left_out_and_that_is_said(meeting):
    counted = requests.counted(asked(), meeting)
    assert requests.left_out(asked(), counted, meeting).printed == "1"
    assert "來源檔案另有 1 列依規則不計" in requests.summary(asked(), counted, meeting).as_text()


def test_outcomes_go_by_the_rulebooks_names_and_subtotals_add_up(meeting):
    counted = requests.counted(asked(received_on=[date(2020, 7, 1)] * 3, replied_on=[None] * 3), meeting)
    found = requests.by_agency_and_outcome(counted, meeting)
    assert printed(found.by_column) == {"已開放": "1", "預計開放": "0", "無法開放": "1", "未回復": "1"}
    assert printed(found.by_row) == {"甲": "2", "乙": "1"}
    assert found.cells["甲", "未回復"].printed == "1" and found.cells["乙", "已開放"].printed == "0"


def test_an_outcome_that_only_says_that_a_reply_was_given_is_shown_where_it_stands_and_only_there(meeting):
    some = dict(received_on=[date(2020, 7, 1)] * 3, replied_on=[None] * 3)
    plain = requests.by_agency_and_outcome(requests.counted(asked(**some), meeting), meeting)
    assert "已回復（未分類）" not in printed(plain.by_column)
    words = requests.counted(asked(outcome=["已回復", "再回復", "未回復"], **some), meeting)
    found = requests.by_agency_and_outcome(words, meeting)
    assert printed(found.by_column)["已回復（未分類）"] == "2" and found.total.printed == "3"


def test_a_reply_on_the_last_day_of_the_limit_is_in_time(meeting):
    counted = requests.counted(asked(), meeting)
    assert [fact.printed for fact in requests.reply_days(counted, meeting).values()] == ["14", NOT_PROVIDED]
    assert [fact.printed for fact in requests.replies(counted, meeting)][1] == "1"


def test_a_request_that_nobody_answered_is_no_reply_in_time_once_the_limit_is_over(meeting):
    counted = requests.counted(asked(), meeting)  # 甲二 of July is answered by nobody; the period ends in October
    late = requests.counted(asked(received_on=[date(2020, 7, 1), date(2020, 10, 20), date(2020, 2, 1)]), meeting)
    assert [fact.printed for fact in requests.replies(counted, meeting)] == ["2", "1"]
    assert requests.in_time_share(counted, meeting).printed == "50%"
    assert (
        "應回復的 2 件中，1 件在 14 日（日曆天）內回復，1 件逾期未回復。"
        in requests.summary(asked(), counted, meeting).as_text()
    )
    assert [fact.printed for fact in requests.replies(late, meeting)] == ["1", "1"]  # its limit is not over yet
    assert requests.in_time_share(late, meeting).printed == "100%"


def test_where_nothing_came_nothing_is_said_of_replies_in_time(meeting):
    none = requests.counted(asked(received_on=[date(2019, 7, 1)] * 3, replied_on=[None] * 3), meeting)
    assert none.frame.empty and requests.in_time_share(none, meeting).printed == NOT_APPLICABLE
    assert "內回復" not in requests.summary(asked(), none, meeting).as_text()


def test_working_days_leave_out_weekends_and_holidays(meeting):
    meeting.params.reply_limit = ReplyLimit(days=14, count="working", holidays=(date(2020, 7, 2),))
    counted = requests.counted(asked(), meeting)
    assert next(iter(requests.reply_days(counted, meeting).values())).printed == "9"


def test_without_a_limit_nothing_is_in_time_or_late(meeting):
    meeting.params.reply_limit = None
    counted = requests.counted(asked(), meeting)
    assert requests.in_time_share(counted, meeting).printed == NOT_APPLICABLE
    assert "未訂回復期限" in requests.summary(asked(), counted, meeting).as_text()


def test_V07_a_reply_before_its_request_is_refused(meeting):
    with pytest.raises(InputError, match="before the request"):
        requests.reply_days(requests.counted(asked(replied_on=[date(2020, 6, 30), None, None]), meeting), meeting)


def test_each_request_is_in_the_list_with_a_reference_to_its_details_which_are_a_card(meeting):
    counted = requests.counted(asked(received_on=[date(2020, 7, 1)] * 3, replied_on=[None] * 3), meeting)
    rows = requests.list_table("x", counted, meeting).rows
    details = requests.detail_tables(counted, meeting)
    assert [str(cell) for cell in rows[0].cells] == ["已開放", "甲", "甲一", "〔50-requests#request/1〕"]
    assert [(table.anchor, table.layout, table.only) for table in details] == [
        ("request/1", "request", "document"),
        ("request/2", "request", "document"),
        ("request/3", "request", "document"),
    ]
    assert "".join(str(cell) for cell, _ in details[0].message) == "甲一：甲已開放"


def test_a_request_to_several_agencies_has_an_anchor_for_each(meeting):
    counted = requests.counted(
        asked(
            request_id=["1", "1", "2"], agency_short=["甲", "乙", "乙"], received_on=[None] * 3, replied_on=[None] * 3
        ),
        meeting,
    )
    assert [table.anchor for table in requests.detail_tables(counted, meeting)] == [
        "request/1/甲/2",
        "request/1/乙/3",
        "request/2",
    ]


def test_a_field_that_no_request_gives_is_said_once_and_not_of_each(meeting):
    columns = {
        name: values
        for name, values in (
            ("request_id", ["1"]),
            ("title", ["甲一"]),
            ("agency_short", ["甲"]),
            ("outcome", ["已開放"]),
            ("reason", ["資料未數位化"]),
        )
    }
    counted = requests.counted(records("requests", **columns), meeting)
    said = requests.fields_without(counted)
    assert (
        said.as_text() == "民間需求的檔案沒有這些欄位：提出日期、回復日期、主題、需求、回復。" and said.only == "proof"
    )
    assert requests.list_table("x", counted, meeting).note == ""
    assert [str(row.cells[0]) for row in requests.detail_tables(counted, meeting)[0].rows] == [
        "標題",
        "編號",
        "機關",
        "處理情形",
        "理由",
    ]


def test_more_than_forty_requests_stand_one_below_the_other_and_only_in_the_document(meeting):
    ids = [str(n) for n in range(41)]
    counted = requests.counted(
        records("requests", request_id=ids, title=ids, agency_short=["甲"] * 41, outcome=["已開放"] * 41), meeting
    )
    shown = (requests.list_table("x", counted, meeting), *requests.detail_tables(counted, meeting))
    assert {(table.only, table.own_page) for table in shown} == {("document", False)}


def test_more_than_two_hundred_requests_are_one_annex_that_holds_every_one_with_all_that_is_told_of_it(meeting):
    ids = [str(n) for n in range(201)]
    counted = requests.counted(
        records(
            "requests",
            request_id=ids,
            title=[f"第{n}案" for n in ids],
            agency_short=["甲"] * 201,
            outcome=["已開放"] * 201,
            received_on=[date(2020, 7, 1)] * 201,
            replied_on=[date(2020, 7, 3)] * 201,
            reply_gist=["已提供"] * 201,
        ),
        meeting,
    )
    (annex,) = requests.detail_tables(counted, meeting)
    assert annex.only == "annex"
    assert [str(row.cells[0]) for row in annex.rows] == ids
    assert dict(zip(annex.columns, map(str, annex.rows[7].cells), strict=True)) == {
        "編號": "7",
        "標題": "第7案",
        "機關": "甲",
        "處理情形": "已開放",
        "提出日期": "109-07-01",
        "回復日期": "109-07-03",
        "回復天數": "2",
        "期限": "14 日（日曆天），期限內",
        "回復": "已提供",
    }
    assert "民間需求各案" in requests.list_table("x", counted, meeting).as_text()


def test_without_requests_the_list_and_the_details_say_so(meeting):
    counted = requests.counted(asked(received_on=[date(2020, 2, 1)] * 3), meeting)
    assert requests.list_table("x", counted, meeting).as_text() == "本期沒有民間需求。"
    assert [one.as_text() for one in requests.detail_tables(counted, meeting)] == ["本期沒有民間需求。"]


def test_a_request_that_nobody_answered_says_for_how_long_and_comes_first_on_the_slide(meeting):
    days = {"received_on": [date(2020, 7, 1), date(2020, 10, 11), date(2020, 10, 20)], "replied_on": [None] * 3}
    some = asked(outcome=["已開放", "未回復", "未回復"], reply_gist=["已提供", None, None], **days)
    counted = requests.counted(some, meeting)  # the period ends on 109-10-31
    assert {row: fact.printed for row, fact in requests.waiting_days(counted, meeting).items()} == {3: "20", 4: "11"}
    assert requests.unanswered(counted, meeting) == [3]
    late, early = (
        {str(row.cells[0]): (str(row.cells[1]), row.tones[1]) for row in table.rows}
        for table in requests.detail_tables(counted, meeting)[1:]
    )
    assert late["處理情形"] == ("逾期未回復", "late") and late["期限"] == ("14 日（日曆天），逾期 6 日未回復", "late")
    assert late["回復日期"][0] == "未回復" and late["回復天數"][0] == "20"
    assert late["回復"][0] == "截至 109-10-31 未回復"
    assert early["處理情形"] == ("未回復", "going") and early["期限"] == ("14 日（日曆天），期限內未回復", "going")
    slide = requests.list_on_slide("x", counted, meeting)
    assert [str(row.cells[0]) for row in slide.rows] == ["逾期未回復", "未回復", "已開放"] and slide.only == "slide"


@pytest.mark.parametrize(("count", "taken", "over"), [("calendar", "19", "5"), ("working", "13", "3")])
def test_a_late_reply_says_by_how_many_days_as_the_limit_counts_them(meeting, count, taken, over):
    days = 14 if count == "calendar" else 10
    meeting.params.reply_limit = ReplyLimit(days=days, count=count)
    replied = [date(2020, 7, 20), date(2020, 7, 2), None]
    counted = requests.counted(asked(received_on=[date(2020, 7, 1)] * 3, replied_on=replied), meeting)
    [late] = requests.days_late(counted, meeting).values()
    assert (late.printed, late.unit.label, late.label) == (over, "日", "1 逾期日數")
    cards = [{str(r.cells[0]): str(r.cells[1]) for r in t.rows} for t in requests.detail_tables(counted, meeting)]
    kind = reply_clock.how(meeting)
    assert cards[0]["回復天數"] == taken and cards[0]["期限"] == f"{days} 日（{kind}），逾期 {over} 日"
    listed = [str(row.cells[0]) for row in requests.list_table("表", counted, meeting).rows]
    assert listed[0].endswith(f"，逾期 {over} 日") and not any("逾期" in outcome for outcome in listed[1:])
    assert cards[1]["期限"] == f"{days} 日（{kind}），期限內"


def test_a_reason_on_the_slide_does_not_say_where_it_is_from(meeting):
    told = {"outcome": ["無法開放"] * 3, "received_on": [date(2020, 7, 1)] * 3, "replied_on": [date(2020, 7, 2)] * 3}
    reasons = ["須另行函請（公開簡報第 61 頁）", "屬個人資料（第 16 條）", None]
    counted = requests.counted(asked(**told, reason=reasons), meeting)
    slide = requests.list_on_slide("x", counted, meeting)
    assert [str(row.cells[-1]) for row in slide.rows] == ["須另行函請", "屬個人資料（第 16 條）", "—"]


def test_the_outcome_and_the_limit_say_what_they_are_beside_their_words(meeting):
    days = {"received_on": [date(2020, 7, 1)] * 3, "replied_on": [date(2020, 7, 15), date(2020, 7, 16), None]}
    counted = requests.counted(asked(outcome=["已開放", "無法開放", "預計開放"], **days), meeting)
    told = [
        {str(row.cells[0]): row.tones[1] for row in table.rows if row.tones[1]}
        for table in requests.detail_tables(counted, meeting)
    ]
    assert told == [
        {"處理情形": "done", "期限": "done"},
        {"處理情形": "late", "期限": "late"},
        {"處理情形": "going", "期限": "late"},  # said to be answered, on no day
    ]
