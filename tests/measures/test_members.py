"""The members: kinds of seats, the civil share against its minimum, the quorum, vacant seats."""

import dataclasses
from datetime import date
from decimal import Decimal
from fractions import Fraction as Exact
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from reportlib.errors import ConfigError, InputError
from reportlib.facts.facts import Fact, Units
from reportlib.measures import members
from reportlib.meeting import yaml_models
from reportlib.meeting.fields import MeetingDate
from reportlib.meeting.rulebooks import Fraction, Membership
from reportlib.records.records import Records
from tests.support.small_meeting import small_meeting, small_records

THIRD, HALF = Fraction(numerator=1, denominator=3), Fraction(numerator=1, denominator=2)
BOOK = Membership(
    title="設置要點",
    source="例",
    convener=["召集人"],
    civil=["民間代表"],
    agency=["機關委員", "機關代表"],
    civil_share=THIRD,
    quorum_share=HALF,
    papers_days=5,
)


NOVEMBER = MeetingDate(2020, 11)


def meeting(day=NOVEMBER, holidays=()):
    limit = SimpleNamespace(holidays=holidays)
    params = SimpleNamespace(meeting=SimpleNamespace(date=day), reply_limit=limit)
    return SimpleNamespace(needed_book=lambda name: BOOK, units=Units(), params=params)


def listed(*seats):
    """Seats as (seat, name) or (seat, name, new); a name of None is a vacant seat."""
    rows = [(seat, name, *rest, None)[:3] for seat, name, *rest in seats]
    frame = pd.DataFrame(rows, columns=["seat", "name", "newly_appointed"], dtype=object).where(
        lambda f: f.notna(), None
    )
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    blank = {column for column in frame if frame[column].isna().all()}
    return Records(frame, "members", "members.csv", "", "utf-8", 1, {}, "0" * 64, blank=frozenset(blank))


def group(civil, others, vacant=0):
    seats = (
        [("民間代表", f"民{n}") for n in range(civil)]
        + [("機關委員", f"官{n}") for n in range(others)]
        + [("民間代表", None)] * vacant
    )
    return members.composition(listed(*seats), meeting())


def test_exactly_a_third_conforms():
    found = group(civil=7, others=14)
    assert found.conforms and found.civil_needed.printed == "7" and found.civil_share.printed == "33%"
    assert "規定至少三分之一，即 7 人，符合規定。" in members.summary(found, meeting()).as_text()


def test_one_less_than_a_third_falls_short_by_one_and_no_title_rests_on_a_share_without_a_source():
    found = group(civil=6, others=15)
    assert not found.conforms
    assert "不足 1 人，不符規定。" in members.summary(found, meeting()).as_text()
    assert members.message(found)["sentence"] == "委員 {members} 人，其中民間委員 {civil} 人"


def test_a_vacant_seat_is_no_member():
    found = group(civil=1, others=1, vacant=1)
    assert (found.seats.printed, found.members.printed, found.civil.printed, found.vacant.printed) == (
        "3",
        "2",
        "1",
        "1",
    )
    assert "3 席中懸缺 1 席，不計入委員人數。" in members.summary(found, meeting()).as_text()


def test_a_vacant_seat_stands_in_the_list_as_vacant():
    records = listed(("召集人", "林"), ("民間代表", None))
    table = members.table("委員", records, members.composition(records, meeting()))
    assert [row.cells for row in table.rows] == [("召集人", "林", "—", "—", ""), ("民間代表", "（懸缺）", "—", "—", "")]


def test_half_of_an_odd_number_is_rounded_up_for_the_quorum():
    assert [group(civil=n, others=0).quorum.printed for n in (1, 2, 3, 21)] == ["1", "1", "2", "11"]


@given(part=st.builds(Exact, st.integers(1, 5), st.integers(5, 9)), people=st.integers(0, 300))
def test_the_least_number_is_enough_and_one_less_is_not(part, people):
    book = Fraction(numerator=part.numerator, denominator=part.denominator)
    whole = Fact(Decimal(people), Units().count("人"), "x", "x")
    needed = int(members.at_least(book, whole, whole.unit).value)
    assert Exact(needed) >= part * people > Exact(needed - 1)


def test_new_members_are_marked_however_the_list_writes_it():
    records = listed(("召集人", "林", "否"), ("民間代表", "朱", "☆"), ("民間代表", "彭", "是"))
    found = members.composition(records, meeting())
    assert found.newly.printed == "2"
    assert [row.cells[-1] for row in members.table("委員", records, found).rows] == ["", "☆", "☆"]


def test_V17_a_seat_that_the_rulebook_does_not_know_is_refused_with_the_nearest():
    with pytest.raises(InputError, match='V17 members.csv row 3 "seat".*Did you mean "民間代表"'):
        members.composition(listed(("召集人", "林"), ("民間代理", "朱")), meeting())


def test_V17_a_mark_of_new_members_that_nobody_knows_is_refused():
    with pytest.raises(InputError, match="newly appointed"):
        members.composition(listed(("召集人", "林", "半新")), meeting())


def test_the_last_day_for_the_papers_is_said_where_the_meetings_day_is_known():
    found = group(civil=1, others=1)
    assert "至少於會議 5 日前提送委員。" in members.summary(found, meeting()).as_text()
    assert "5 日前（109 年 11 月 16 日以前）" in members.summary(found, meeting(MeetingDate(2020, 11, 21))).as_text()


def test_the_last_day_for_the_papers_is_a_working_day():
    found, friday = group(civil=1, others=1), MeetingDate(2020, 11, 20)  # five days before it is a Sunday
    assert "（109 年 11 月 13 日以前）" in members.summary(found, meeting(friday)).as_text()
    off = meeting(friday, holidays=(date(2020, 11, 13),))
    assert "（109 年 11 月 12 日以前）" in members.summary(found, off).as_text()


def test_the_papers_go_out_before_a_holiday_and_on_a_saturday_that_was_made_a_workday():
    found = group(civil=1, others=1)
    after_a_bridge_day = meeting(MeetingDate(2020, 10, 7))  # five days before it is the Friday of a long weekend
    assert "（109 年 9 月 30 日以前）" in members.summary(found, after_a_bridge_day).as_text()
    assert "（109 年 9 月 26 日以前）" in members.summary(found, meeting(MeetingDate(2020, 10, 1))).as_text()


def test_where_no_calendar_reaches_no_day_is_said_for_the_papers():
    found = group(civil=1, others=1)
    said = members.summary(found, meeting(MeetingDate(2028, 3, 1))).as_text()
    assert "至少於會議 5 日前提送委員" in said and "以前）" not in said


def test_a_rulebook_with_one_word_for_two_kinds_is_refused(tmp_path):
    file = tmp_path / "membership.yaml"
    shares = "civil_share: {numerator: 1, denominator: 3}\nquorum_share: {numerator: 3, denominator: 2}\n"
    file.write_text(f"title: x\nsource: x\ncivil: [委員]\nagency: [委員]\n{shares}papers_days: 5\n", "utf-8")
    with pytest.raises(ConfigError, match="the numerator is more than the denominator"):
        yaml_models.read_model(Membership, file)
    file.write_text(file.read_text("utf-8").replace("numerator: 3", "numerator: 1"), "utf-8")
    with pytest.raises(ConfigError, match="one kind only"):
        yaml_models.read_model(Membership, file)


def test_a_list_without_the_column_does_not_say_that_nobody_is_new():
    whole = listed(("召集人", "林"), ("民間代表", "朱"))
    assert members.composition(whole, meeting()).newly.printed == "0"
    without = members.composition(whole.with_frame(whole.frame.drop(columns="newly_appointed")), meeting())
    assert without.newly.printed == "來源未提供"
    assert members.table_message(without)["sentence"] == "委員 {members} 人"


@pytest.mark.parametrize("word", ["懸缺", "（懸缺）", "出缺", "－"])
def test_a_seat_that_is_said_to_be_vacant_in_words_is_no_member(word):
    found = members.composition(listed(("召集人", "林"), ("民間代表", word)), meeting())
    assert (found.members.printed, found.vacant.printed) == ("1", "1")


@pytest.mark.parametrize(
    ("seats", "code"), [((("召集人", "林"), ("召集人", "王")), "I07"), ((("召集人", "林"), ("民間代表", "林")), "I06")]
)
def test_there_is_one_convener_and_nobody_sits_twice(seats, code):
    with pytest.raises(InputError) as caught:
        members.composition(listed(*seats), meeting())
    (problem,) = caught.value.problems
    assert (problem.code, problem.row) == (code, 3)  # the second of them
    assert (problem.file, bool(problem.header)) == ("members.csv", True)


def test_what_the_rulebook_remarks_of_the_numbers_is_said():
    book = BOOK.model_copy(update={"remark": "人數依名單計算。"})
    found = members.composition(listed(("召集人", "甲"), ("民間代表", "乙")), meeting())
    told = members.summary(dataclasses.replace(found, book=book), meeting()).as_text()
    assert "人數依名單計算。" in told and "人數依名單計算。" not in members.summary(found, meeting()).as_text()


def test_I02_a_member_by_office_of_no_agency_and_a_civil_member_of_one_are_asked_about(tmp_path, root):
    register = small_meeting(tmp_path, root).register
    rows = [
        ("機關委員", "甲會"),
        ("機關委員", "甲局"),
        ("民間代表", "某大學"),
        ("民間代表", "丙公司"),
        ("民間代表", "乙局"),
    ]
    told = members.doubtful_seats(
        small_records(
            "members", *({"seat": seat, "name": f"人{n}", "organisation": of} for n, (seat, of) in enumerate(rows))
        ),
        BOOK,
        register,
    )
    first, second = map(str, told)
    assert "I02 members.csv row 2" in first and '"甲會" is no agency of the register' in first
    assert (
        "row 5" in second and '"丙公司" is an agency of the register' in second
    )  # 乙局 is evaluated: the identities ask
