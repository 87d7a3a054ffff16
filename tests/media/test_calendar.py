"""calendar.ics: the meeting and its milestones, as a calendar program reads them back."""

import json
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from icalendar import Calendar

from reportlib.media import calendar_entries, ics
from reportlib.meeting.fields import MeetingDate
from reportlib.records.records import Records


def calendar_and_entries(given, records=None, last=()):
    return ics.calendar(given, ics.milestones_of(records), last)


def calendar(*given):
    return calendar_and_entries(*given)[0]


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


# -- from one packet to the next -------------------------------------------------------------------------------------------


def after(*versions, first=()):
    """The last calendar of several packets, one after another, as {task: (UID, day, SEQUENCE, stamp, STATUS)}."""
    entries, data = list(first), b""
    for version in versions:
        held, rows = version if isinstance(version, tuple) else (params(), version)
        data, entries = calendar_and_entries(held, milestones(*rows) if rows else None, entries)
        entries = calendar_entries.of_json(json.loads(json.dumps(calendar_entries.as_json(entries))))
    return data, entries


def told(data):
    return [
        (
            str(event["summary"]).rpartition("：")[2],
            str(event["uid"]),
            event["dtstart"].dt,
            int(event["sequence"]),
            event["dtstamp"].dt,
            str(event.get("status", "")),
        )
        for event in events(data)[1:]
    ]


MARCH, APRIL, MAY = date(2021, 3, 15), date(2021, 4, 15), date(2021, 5, 15)


def test_a_milestone_that_moves_keeps_its_uid_raises_its_sequence_and_is_stamped_later():
    ((_, uid, *_, stamp, _),) = told(after([("提報", MARCH)])[0])
    for days, sequence in (((MARCH, APRIL), 1), ((MARCH, APRIL, MARCH), 2), ((MARCH, APRIL, APRIL, MAY), 2)):
        data, entries = after(*([("提報", day)] for day in days))
        ((_, again, day, number, later, status),) = told(data)
        assert (again, day, number, status) == (uid, days[-1], sequence, "") and later > stamp
        assert len(entries) == 2  # the meeting's own is one


def test_nothing_is_raised_by_building_again():
    first, entries = after([("提報", MARCH), ("盤點", APRIL)])
    assert after([("盤點", APRIL), ("提報", MARCH)], first=entries) == (first, entries)
    moved, entries = after([("提報", APRIL)], first=entries)
    assert after([("提報", APRIL)], [("提報", APRIL)], first=entries) == (moved, entries)


def test_a_stamp_does_not_go_back_though_the_meeting_is_held_earlier_than_was_said():
    early = params(day=10)
    data, _ = after([("提報", MARCH)], (early, [("提報", APRIL)]))
    ((*_, stamp, _),) = told(data)
    assert stamp > datetime(2020, 11, 20, tzinfo=UTC)
    meeting = events(data)[0]
    assert (int(meeting["sequence"]), str(meeting["uid"])) == (1, "m-6-1@packet")
    assert meeting["dtstamp"].dt > datetime(2020, 11, 20, tzinfo=UTC) and meeting["dtstart"].dt.day == 10


def test_another_owner_is_another_text_of_the_same_entry():
    _, entries = calendar_and_entries(params(), milestones(("提報", MARCH), owner=["甲"]))
    data, again = calendar_and_entries(params(), milestones(("提報", MARCH), owner=["乙"]), entries)
    assert [(one.sequence, one.stamp - other.stamp) for one, other in zip(again, entries, strict=True)] == [
        (0, 0),
        (0, 1),
    ]
    assert "乙" in str(events(data)[1]["description"])


def test_a_milestone_that_is_gone_is_cancelled_in_every_calendar_after_it_and_comes_back_as_the_same():
    _, entries = after([("提報", MARCH), ("盤點", APRIL)])
    uid = entries[1].uid
    data, gone = after([("盤點", APRIL)], first=entries)
    assert told(data)[1][1:4] == (uid, MARCH, 1) and told(data)[1][-1] == "CANCELLED"
    assert str(events(data)[2]["summary"]) == "（取消）期限：提報" and told(data)[0][3] == 0
    assert after([("盤點", APRIL)], first=gone) == (data, gone)
    again, _ = after([("盤點", APRIL), ("提報", MAY)], first=gone)
    assert told(again)[1][1:4] == (uid, MAY, 2) and told(again)[1][-1] == ""


def test_of_several_with_one_task_those_whose_days_are_nearest_are_the_same():
    june = date(2021, 6, 30)
    _, entries = after([("檢核", MARCH), ("檢核", june)])
    first, last = (entry.uid for entry in entries[1:])
    data, _ = after([("檢核", june), ("檢核", APRIL)], first=entries)
    assert [entry[1:4] for entry in told(data)] == [(first, APRIL, 1), (last, june, 0)]
    data, _ = after([("檢核", date(2021, 6, 1))], first=entries)
    assert [(entry[1], entry[-1]) for entry in told(data)] == [(last, ""), (first, "CANCELLED")]


def test_a_new_milestone_on_a_day_that_another_has_left_has_a_uid_of_its_own():
    _, entries = after([("檢核", MARCH)], [("檢核", MAY)])
    data, _ = after([("檢核", MAY), ("檢核", MARCH)], first=entries)
    assert len({entry[1] for entry in told(data)}) == 2 and [entry[3] for entry in told(data)] == [0, 1]


days = st.dates(date(2020, 12, 1), date(2021, 12, 31))
versions = st.lists(
    st.lists(st.tuples(st.sampled_from(["提報", "盤點", " 提 報", "期限："]), days), unique=True, max_size=5),
    min_size=2,
    max_size=5,
)


@given(versions)
def test_whatever_moves_no_uid_is_twice_and_neither_sequence_nor_stamp_goes_back(found):
    entries = []
    for rows in found:
        data, after_it = calendar_and_entries(params(), milestones(*rows) if rows else None, entries)
        known = {entry.uid: entry for entry in after_it}
        assert len(known) == len(after_it) == len(events(data))
        for entry in entries:
            now = known[entry.uid]
            is_other = (now.when, now.cancelled) != (entry.when, entry.cancelled)
            assert now.sequence == entry.sequence + is_other and now.stamp >= entry.stamp + is_other
        assert sorted(entry.day for entry in after_it[1:] if not entry.cancelled) == sorted(day for _, day in rows)
        entries = after_it


def test_a_packet_without_a_record_of_its_calendar_says_it_in_the_calendar(tmp_path):
    data, entries = after([("提報", MARCH)])
    (tmp_path / "calendar.ics").write_bytes(data)
    assert calendar_entries.published(tmp_path) is None  # no packet
    (tmp_path / "run.json").write_text('{"meeting": "m-6-1"}', "utf-8")
    assert calendar_entries.published(tmp_path) == entries
    (tmp_path / "run.json").write_text('{"calendar": [{"uid": 1}]}', "utf-8")
    assert calendar_entries.published(tmp_path) == entries
    (tmp_path / "run.json").write_text(json.dumps({"calendar": calendar_entries.as_json(entries[:1])}), "utf-8")
    assert calendar_entries.published(tmp_path) == entries[:1]


@pytest.mark.parametrize("said", ["{", "[]", '{"calendar": 3}', "null", '{"calendar": [null]}'])
def test_a_damaged_record_and_no_calendar_say_nothing(tmp_path, said):
    (tmp_path / "run.json").write_text(said, "utf-8")
    (tmp_path / "calendar.ics").write_bytes(b"BEGIN:nothing")
    assert calendar_entries.last(tmp_path, tmp_path / "data") == []


def test_before_the_first_packet_the_entries_of_the_meeting_before_go_on(tmp_path):
    _, entries = after([("提報", MARCH)])
    (tmp_path / "calendar.json").write_text(json.dumps(calendar_entries.as_json(entries[1:])), "utf-8")
    data, _ = after([("提報", APRIL)], first=calendar_entries.last(tmp_path / "packet", tmp_path))
    assert told(data)[0][1:4] == (entries[1].uid, APRIL, 1)
