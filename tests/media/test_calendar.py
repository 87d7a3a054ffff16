"""calendar.ics: the meeting and its milestones, as a calendar program reads them back."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest
from icalendar import Calendar

from reportlib.media.ics import calendar
from reportlib.meeting.fields import MeetingDate
from reportlib.records.records import Records


def params(day=20, **more):
    meeting = {
        "body": "某市政府資料開放小組",
        "term": 6,
        "number": 1,
        "date": MeetingDate(2020, 11, day),
        "convener": None,
        "secretariat": None,
        "data_notice": "重建資料",
        "data_notice_text": None,
    }
    items = (("主席致詞", time(14), time(14, 5)), ("討論事項", time(14, 5), time(15, 50)))
    agenda = tuple(SimpleNamespace(item=item, start=start, end=end) for item, start, end in items)
    return SimpleNamespace(
        name="m-6-1",
        meeting=SimpleNamespace(**(meeting | more)),
        agenda=agenda,
        as_of=SimpleNamespace(inventory=date(2020, 10, 31)),
    )


def milestones(*entries, **columns):
    tasks, days = zip(*entries, strict=True)
    frame = pd.DataFrame({"task": tasks, "due_on": days} | columns, dtype=object)
    return Records(frame, "milestones", "milestones.csv", "", "utf-8", 1, {}, "0" * 64)


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def test_the_meeting_lasts_from_the_first_item_to_the_last_in_taipei_time():
    data = calendar(params())
    (meeting,) = events(data)
    assert str(meeting["summary"]) == "某市政府資料開放小組第 6 屆第 1 次會議"
    begin, end = meeting["dtstart"].dt, meeting["dtend"].dt
    assert (begin.replace(tzinfo=None), end.replace(tzinfo=None)) == (
        datetime(2020, 11, 20, 14),
        datetime(2020, 11, 20, 15, 50),
    )
    assert begin.utcoffset() == timedelta(hours=8)
    assert meeting["status"] == "CONFIRMED" and "location" not in meeting
    assert str(meeting["description"]) == "14:00–14:05 主席致詞\n14:05–15:50 討論事項\n重建資料"
    (zone,) = Calendar.from_ical(data).walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Asia/Taipei" and b"DTSTART;TZID=Asia/Taipei:20201120T140000\r\n" in data


def test_a_meeting_of_which_only_the_month_is_known_takes_the_month_tentatively_and_says_so():
    (meeting,) = events(calendar(params(day=None)))
    assert (meeting["dtstart"].dt, meeting["dtend"].dt) == (date(2020, 11, 1), date(2020, 12, 1))
    assert meeting["status"] == "TENTATIVE" and str(meeting["summary"]).endswith("（日期未定）")


def test_a_milestone_is_a_whole_day_with_its_owner():
    _, milestone = events(calendar(params(), milestones(("資料盤點", date(2021, 2, 28)), owner=["各單位"])))
    assert str(milestone["summary"]) == "期限：資料盤點"
    assert (milestone["dtstart"].dt, milestone["dtend"].dt) == (date(2021, 2, 28), date(2021, 3, 1))
    assert str(milestone["description"]) == "主辦單位：各單位\n重建資料"


def test_the_bytes_are_the_same_each_time_and_in_whatever_order_the_milestones_stand():
    entries = [("盤點", date(2021, 2, 28)), ("提報", date(2021, 3, 15)), ("檢核", date(2021, 3, 15))]
    first = calendar(params(), milestones(*entries))
    assert first == calendar(params(), milestones(*entries)) == calendar(params(), milestones(*reversed(entries)))
    known = [str(event["uid"]) for event in events(first)]
    assert known[0] == "m-6-1@packet" and len(set(known)) == 4 and all(uid.startswith("m-6-1-") for uid in known[1:])
    assert {event["dtstamp"].dt.isoformat() for event in events(first)} == {"2020-11-20T00:00:00+00:00"}


def test_a_milestone_keeps_its_identity_when_another_is_added_before_it():
    late, early = ("提報", date(2021, 3, 15)), ("盤點", date(2021, 2, 28))
    alone, beside = (events(calendar(params(), milestones(*entries)))[-1] for entries in ([late], [early, late]))
    assert alone["uid"] == beside["uid"]


@pytest.mark.parametrize(
    "text",
    [
        "盤點；一,二;三\\n四",
        "第一行\nEND:VEVENT\nBEGIN:VALARM",
        '=HYPERLINK("x")',
        "a\r\nATTENDEE:mailto:x",
        "a\rATTENDEE:mailto:x",
        "a\u2028ATTENDEE:x\x07",
    ],
)
def test_a_text_is_a_text_whatever_it_holds(text):
    data = calendar(params(), milestones((text, date(2021, 2, 28))))
    assert [len(part.subcomponents) for part in events(data)] == [0, 0]
    assert str(events(data)[1]["summary"]) == "期限：" + " ".join(text.replace("\x07", "").split())
    assert "ATTENDEE" not in {key for event in events(data) for key in event}


def test_lines_end_as_the_format_wants_and_are_at_most_75_bytes_long():
    data = calendar(params(), milestones(("工作" * 60, date(2021, 2, 28))))
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and not any(b"\n" in line or len(line) > 75 for line in lines)
