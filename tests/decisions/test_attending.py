"""Each person is counted once at most, and a quorum of nobody is never met."""

import pytest

from reportlib.decisions import read
from reportlib.decisions.attending import quorum
from reportlib.errors import InputError


def counted(held):
    found = read.read(held.write())
    meeting = held.meeting()
    return quorum(found.attendees, found.attendance, read.rules_of(meeting)[1], meeting), found


@pytest.mark.parametrize("deputy", ["周庚", "周 庚", "周庚專員"])
def test_one_deputy_of_two_members_is_counted_once(held, deputy):
    held.fill().attended("張丁", 出席方式="代理出席", 代理人=deputy, 代理人職稱="專員")
    met, found = counted(held)
    assert (met.deputies.number, met.not_counted.number, met.present.number) == (1, 1, 3)
    assert "D06 attendance.csv第 6 列 F 欄「代理人」：「李戊」的代理人「周庚」已在第 5 列計入一次" in str(
        found.warnings[0]
    )


@pytest.mark.parametrize("deputy", ["張丁", "張丁主任"])
def test_a_deputy_who_is_a_member_and_attended_is_counted_once(held, deputy):
    met, found = counted(held.fill().attended("李戊", 代理人=deputy, 代理人職稱=""))
    assert (met.present.number, met.not_counted.number) == (3, 1)
    assert "已在第 5 列計入一次" in str(found.warnings[0])


@pytest.mark.parametrize(
    ("deputy", "told"),
    [("李戊", "「李戊」的代理人是本人"), ("黃丙", "「李戊」的代理人「黃丙」也是委員，其出席方式卻是「請假」")],
)
def test_a_deputy_of_himself_or_on_leave_is_wrong(held, deputy, told):
    held.fill().attended("李戊", 代理人=deputy)
    with pytest.raises(InputError, match=f"D05 attendance.csv第 6 列 F 欄「代理人」：{told}"):
        counted(held)


def test_no_deputy_may_be_written_as_a_dash(held):
    met, found = counted(held.fill().attended("陳甲", 代理人="－", 代理人職稱="無"))
    assert (met.present.number, found.warnings) == (4, ())


def test_attendance_is_counted_by_the_words_of_the_rulebook(held):
    met, _ = counted(held.fill())
    assert {word: fact.number for word, fact in met.ways.items()} == {"親自出席": 2, "視訊出席": 1, "代理出席": 1}
    assert {word: fact.number for word, fact in met.away.items()} == {"請假": 1}


def without_a_list(held):
    held.fill()
    held.params.write_text(
        held.params.read_text("utf-8").replace(", members: ../data/harbour-1-3/members.csv", ""), "utf-8"
    )
    return held


@pytest.mark.parametrize("rows", [[], [{"身分": "列席", "姓名": "某人"}]])
def test_a_meeting_that_nobody_attended_is_told_and_has_no_quorum(held, rows):
    without_a_list(held).tables["attendance"] = rows
    with pytest.raises(InputError, match="D01 attendance.csv.*沒有任何一位委員的出席方式"):
        counted(held)
    meeting = held.meeting()
    records = read.read(without_rows(held)).attendance
    assert not quorum((), records, read.rules_of(meeting)[1], meeting).is_met


def without_rows(held):
    held.tables["attendance"] = [{"身分": "召集人", "姓名": "陳甲", "出席方式": "親自出席"}]
    return held.write()


def test_a_deputy_of_somebody_whose_seat_is_not_known_is_told_so(held):
    without_a_list(held).attended("李戊", 身分="")
    _, found = counted(held)
    assert "「李戊」沒有身分，無法得知能否派員代理" in str(found.warnings[0])
