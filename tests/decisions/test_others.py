"""One word for all other members, and for all other items: it fills what was left blank, and nothing else."""

import pytest

from reportlib.decisions import read
from reportlib.errors import InputError

PROPOSED, UNPROPOSED = "其餘有擬辦的", "其餘沒有擬辦的"


def filled(held):
    """A whole form, and the rows of all others blank."""
    held.fill().add("attendance", 姓名="其餘委員")
    for place in (PROPOSED, UNPROPOSED):
        held.add("decisions", 案次=place, 子項="", 決定="")
    return held


def begun(held):
    """Only the lines about the meeting are filled in."""
    filled(held)
    for table, column in (("attendance", "出席方式"), ("decisions", "決定")):
        for row in held.tables[table]:
            row[column] = ""
    return held.attended("李戊", 代理人="", 代理人職稱="")


def refused(held) -> str:
    with pytest.raises(InputError) as error:
        read.read(held.write())
    return str(error.value)


def test_who_is_not_told_by_name_attended_as_all_others(held):
    begun(held).attended("黃丙", 出席方式="請假").attended("其餘委員", 出席方式="出席")
    held.decided(PROPOSED, 決定="照案通過").decided(UNPROPOSED, 決定="洽悉")
    found = read.read(held.write())
    assert [(one.name, one.word) for one in found.attendees] == [
        ("陳甲", "親自出席"), ("林乙", "親自出席"), ("黃丙", "請假"), ("張丁", "親自出席"), ("李戊", "親自出席"),
    ]  # fmt: skip


def test_what_is_not_told_by_itself_was_decided_as_all_others_by_whether_something_was_proposed(held):
    begun(held).attended("其餘委員", 出席方式="出席").decided("討論事項二", "（一）", 決定="緩議")
    held.decided(PROPOSED, 決定="照案通過").decided(UNPROPOSED, 決定="洽悉")
    found = read.read(held.write())
    assert [(one.number, one.word) for one in found.decisions] == [
        ("一", "洽悉"), ("二", "照案通過"), ("三（一）", "緩議"), ("三（二）", "照案通過"),
    ]  # fmt: skip
    assert next(one for one in found.decisions if one.number == "二").text == "請各單位依清單開放。"


def test_a_row_for_all_others_that_is_blank_decides_nothing(held):
    said = refused(begun(held))
    assert "委員「陳甲」還沒有填「出席方式」" in said and "報告事項一還沒有填「決定」" in said


@pytest.mark.parametrize(("row", "word"), [(PROPOSED, "修正通過"), (PROPOSED, "另行決議"), (UNPROPOSED, "照案通過")])
def test_D05_a_decision_that_needs_a_text_or_a_proposal_is_none_for_all_others(held, row, word):
    assert "D05 decisions.csv第" in (said := refused(filled(held).decided(row, 決定=word)))
    assert f"「{word}」要逐列填，不能填在「其餘」的列" in said


def test_D05_a_deputy_is_of_one_member_and_other_cells_are_of_one_row(held):
    filled(held).attended("其餘委員", 出席方式="代理").decided(PROPOSED, 決定="照案通過", 辦理單位="各單位")
    said = refused(held)
    assert "「代理出席」要逐列填" in said and "「其餘」的列不能填「辦理單位」" in said


def test_a_row_for_all_others_stands_there_once(held):
    filled(held).add("decisions", 案次=PROPOSED, 決定="緩議").add("attendance", 姓名="其餘委員", 出席方式="請假")
    said = refused(held)
    assert said.count("D03") == 2


def test_D04_a_word_that_is_unknown_is_told_once(held):
    begun(held).attended("其餘委員", 出席方式="出席").decided(PROPOSED, 決定="照辨通過").decided(
        UNPROPOSED, 決定="洽悉"
    )
    assert refused(held).count("D04") == 1
