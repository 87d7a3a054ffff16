"""What a filled-in form says, and everything that can be wrong with it."""

import datetime

import pytest

from reportlib.decisions import read
from reportlib.decisions.attending import quorum
from reportlib.decisions.points import folded, item_number
from reportlib.errors import InputError


def refused(held) -> str:
    with pytest.raises(InputError) as error:
        read.read(held.write())
    return str(error.value)


def of(held, place, item=0):
    found = read.read(held.write())
    return next(one for one in (*found.decisions, *found.motions) if (one.place, one.item) == (place, item))


def test_as_proposed_takes_the_proposal_as_the_decision_with_owner_and_due_date(held):
    one = of(held.fill(), "討論事項一")
    assert (one.text, one.owner, one.due_on) == ("請各單位依清單開放。", "各單位", datetime.date(2025, 11, 30))
    assert (one.number, one.next) == ("二", "follow")


def test_a_sub_item_is_numbered_within_its_item_and_may_be_due_in_words(held):
    one = of(held.fill(), "討論事項二", 2)
    assert (one.number, one.text, one.due_on, one.due_said) == ("三（二）", "請提升品質。", None, "下次會議")


def test_what_was_amended_has_its_own_text(held):
    held.fill().decided("討論事項一", 決定="修正後通過", 決議內容="請各單位於年底前開放。")
    assert of(held, "討論事項一").text == "請各單位於年底前開放。"


@pytest.mark.parametrize(
    ("word", "text", "next_"),
    [("緩議", "", "again"), ("不通過", "", "nothing"), ("洽悉", "", "nothing"), ("另行決議", "改提方案。", "follow")],
)
def test_each_word_says_what_becomes_of_it_at_the_next_meeting(held, word, text, next_):
    held.fill().decided("討論事項一", 決定=word, 決議內容=text)
    found = read.read(held.write())
    one = next(one for one in found.decisions if one.place == "討論事項一")
    assert (one.next, one.text) == (next_, text)
    assert (one in found.followed(), one in found.brought_again()) == (next_ == "follow", next_ == "again")


def test_what_the_meeting_added_is_one_more_sub_item(held):
    held.fill().add("decisions", 案次="討論事項二", 子項="（三）", 決定="另行決議", 決議內容="請資訊室彙整。")
    assert [one.number for one in read.read(held.write()).decisions] == ["一", "二", "三（一）", "三（二）", "三（三）"]


def test_a_first_sub_item_beside_a_row_without_a_number_is_told(held):
    held.fill().add("decisions", 案次="討論事項一", 子項="（一）", 決定="照案通過")
    assert "討論事項一的子項（一）在第 6 列，這一列卻沒有子項" in refused(held)


def test_what_is_added_as_the_second_makes_the_first_of_what_had_no_number(held):
    held.fill().add("decisions", 案次="討論事項一", 子項="（二）", 決定="另行決議", 決議內容="請彙整。")
    held.add("decisions", 案次="報告事項一", 子項="2", 決定="另行決議", 決議內容="請補正。")
    found = read.read(held.write()).decisions
    assert [one.number for one in found] == ["一（一）", "一（二）", "二（一）", "二（二）", "三（一）", "三（二）"]
    assert found[2].proposed == "請各單位依清單開放。"


def test_a_second_sub_item_without_a_first_is_one_sentence(held):
    held.fill().decided("討論事項一", 子項="（二）")
    assert refused(held).count("D0") == 1 and "討論事項一的子項到了（二），沒有（一）" in refused(held)


def test_a_single_row_that_was_numbered_has_no_number_and_a_gap_is_told(held):
    held.fill().decided("討論事項一", 子項="（一）")
    assert of(held, "討論事項一").number == "二"
    held.add("decisions", 案次="討論事項一", 子項="（三）", 決定="另行決議", 決議內容="請彙整。")
    assert refused(held).count("D0") == 1 and "討論事項一的子項到了（三），沒有（二）" in refused(held)


def test_an_item_with_one_proposal_may_be_numbered_when_another_is_added(held):
    held.fill().decided("討論事項一", 子項="（一）")
    held.add("decisions", 案次="討論事項一", 子項="（二）", 決定="另行決議", 決議內容="並提報下次會議。")
    one = of(held, "討論事項一", 1)
    assert (one.number, one.proposed) == ("二（一）", "請各單位依清單開放。")


@pytest.mark.parametrize("name", ["討論事項一", "討論案一", "討論事項第1案", "第一案", "第 1 案", "討論事項１"])
def test_an_item_may_be_called_as_people_call_it(held, name):
    held.fill().decided("討論事項一", 案次=name)
    assert "討論事項一" in [one.place for one in read.read(held.write()).decisions]


def test_the_folded_names_of_items_stay_apart():
    assert folded("報告事項三（一）") == folded("報告案第3案(1)") != folded("報告事項三（二）")
    assert [item_number(said) for said in ("（二）", "2", "第二款", "二、", "十二", "乙")] == [2, 2, 2, 2, 12, None]


def test_motions_go_on_numbering_and_none_is_no_motion(held):
    held.fill().add("motions", 提案人="林乙", 案由="展示成果", 決議="納入下次議程。", 期限說明="下次會議")
    one = of(held, "臨時動議")
    assert (one.number, one.mover, one.text, one.next) == ("四", "林乙", "納入下次議程。", "follow")


def test_the_quorum_counts_deputies_who_may_be_sent_and_no_others(held):
    held.fill().attended("林乙", 出席方式="代理出席", 代理人="吳辛")
    found = read.read(held.write())
    counted = quorum(found.attendees, found.attendance, read.rules_of(held.meeting())[1], held.meeting())
    assert [str(fact.value) for fact in (counted.members, counted.in_person, counted.deputies)] == ["5", "2", "1"]
    assert (str(counted.not_counted.value), str(counted.present.value), str(counted.needed.value)) == ("1", "3", "3")
    assert counted.is_met
    assert [problem.code for problem in found.warnings] == ["D06"]
    assert "「林乙」是「民間代表」，依規則不得派員代理" in str(found.warnings[0])


def test_half_is_not_enough_where_the_rulebook_says_more_than_half(held):
    rules = held.root / "params" / "rules" / "membership.yaml"
    members = held.data / "members.csv"
    members.write_text(members.read_text("utf-8").replace("機關代表,李戊,港務局,科長\n", ""), "utf-8")
    needed = {}
    for reached in ("at_least", "more_than"):
        rules.write_text(
            rules.read_text("utf-8").replace("quorum_reached: at_least", f"quorum_reached: {reached}"), "utf-8"
        )
        held.tables.clear()
        for path in held.data.glob("[adm]*.csv"):
            if path.name != "members.csv":
                path.unlink()
        held.begin()
        for row in held.tables["attendance"]:
            row["出席方式"] = "出席"
        for row in held.tables["decisions"]:
            row["決定"] = "緩議"
        for label, value in {
            "實際開會日期": "114/6/20",
            "開始時間": "14:05",
            "散會時間": "15:40",
            "地點": "視訊",
        }.items():
            held.line(label, value)
        found = read.read(held.line("主席", "陳甲").line("紀錄", "王己").write())
        book = read.rules_of(held.meeting())[1]
        needed[reached] = quorum(found.attendees, found.attendance, book, held.meeting()).needed.value
    assert needed == {"at_least": 2, "more_than": 3}


def test_no_quorum_another_chair_and_another_day_are_told_and_do_not_stop(held):
    held.fill().line("主席", "林乙").line("實際開會日期", "114/7/1")
    for name in ("黃丙", "張丁", "李戊"):
        held.attended(name, 出席方式="請假", 代理人="", 代理人職稱="")
    said = "\n".join(map(str, read.read(held.write()).warnings))
    assert "出席委員 2 人，未達開會人數 3 人（委員 5 人）" in said
    assert "主席是「林乙」，召集人「陳甲」卻親自出席" in said
    assert "實際開會日期 114-07-01 不是參數檔的 114 年 6 月 20 日" in said
    held.line("主席", "王己")
    assert "主席「王己」不在親自出席的委員之列" in str(read.read(held.write()).warnings[0])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda h: h.decided("討論事項一", 決定=""), "D01 decisions.csv第 3 列 E 欄「決定」：討論事項一還沒有填「決定」"),
        (lambda h: h.decided("討論事項一", 決定="照按通過"), "D04 decisions.csv第 3 列 E 欄「決定」：「照按通過」不是已知的決定。是不是「照案通過」"),
        (lambda h: h.decided("討論事項一", 案次="討論事項九"), "D02 decisions.csv第 3 列 A 欄「案次」：議程沒有「討論事項九」"),
        (lambda h: h.tables["decisions"].pop(1), "D02 decisions.csv A 欄「案次」：議程的討論事項一「預計開放資料」沒有列"),
        (lambda h: h.decided("討論事項二", "（一）", 子項=""), "討論事項二有好幾個子項，這一列沒有寫是哪一項"),
        (lambda h: h.decided("討論事項二", "（二）", 子項="（一）"), "D03 decisions.csv第 5 列 A 欄「案次」：討論事項二 子項（一）已在第 4 列"),
        (lambda h: h.decided("討論事項二", "（二）", 子項="乙"), "子項「乙」不是編號"),
        (lambda h: h.decided("討論事項一", 決議內容="請年底前開放。"), "「決定」是「照案通過」，「決議內容」卻與擬辦不同"),
        (lambda h: h.decided("討論事項一", 擬辦="請年底前開放。"), "D05 decisions.csv第 3 列 D 欄「擬辦」：「擬辦」與會議資料的不同"),
        (lambda h: h.decided("討論事項一", 決定="修正通過"), "「決定」是「修正通過」，沒有填「決議內容」"),
        (lambda h: h.decided("討論事項一", 決定="修正通過", 決議內容="請各單位，依清單開放"), "「決議內容」卻與擬辦相同"),
        (lambda h: h.decided("報告事項一", 決定="照案通過"), "這一項沒有擬辦，不能是「照案通過」。請改選「洽悉」"),
        (lambda h: h.decided("討論事項一", 期限="114/2/30"), "V07 decisions.csv第 3 列 H 欄「期限」：「114/2/30」不是有效日期"),
        (lambda h: h.decided("討論事項一", 期限="下次會議"), "不是日期的請寫在「期限說明」"),
        (lambda h: h.attended("林乙", 出席方式="來了"), "D04 attendance.csv第 3 列 E 欄「出席方式」：「來了」不是已知的出席方式"),
        (lambda h: h.attended("林乙", 姓名="林乙乙"), "D04 attendance.csv第 3 列 B 欄「姓名」：委員名單沒有「林乙乙」。是不是「林乙」"),
        (lambda h: h.tables["attendance"].pop(1), "D02 attendance.csv B 欄「姓名」：委員「林乙」沒有列"),
        (lambda h: h.add("attendance", 姓名="陳甲", 出席方式="請假"), "D03 attendance.csv第 7 列 B 欄「姓名」：「陳甲」已在第 2 列"),
        (lambda h: h.attended("李戊", 代理人=""), "「李戊」由代理人出席，沒有填「代理人」"),
        (lambda h: h.attended("黃丙", 代理人="某人"), "「黃丙」有代理人，出席方式卻是「請假」"),
        (lambda h: h.line("開始時間", "午後"), "D07 meeting.csv第 3 列 B 欄「內容」：「午後」不是時間。請寫成 14:05"),
        (lambda h: h.line("開始時間", "上午 14:05"), "D07 meeting.csv第 3 列 B 欄「內容」：「上午 14:05」的時段與鐘點不合"),
        (lambda h: h.line("散會時間", "14:05"), "散會時間 14:05 不晚於開始時間 14:05"),
        (lambda h: h.line("核定日期", "114/6/1"), "核定日期 114-06-01 早於開會日 114-06-20"),
        (lambda h: h.line("實際開會日期", "114/6/31"), "V07 meeting.csv第 2 列 B 欄「內容」：「114/6/31」不是有效日期"),
        (lambda h: h.add("meeting", 項目="主席"), "「主席」已在第 6 列"),
        (lambda h: h.add("meeting", 項目="散會時刻", 內容="x"), "沒有「散會時刻」這個項目。是不是「散會時間」"),
        (lambda h: h.add("motions", 提案人="林乙", 案由="展示", 決議=""), "D01 motions.csv第 2 列 C 欄「決定」：這一項臨時動議沒有填「決定」及「決議」"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place_and_what_to_do(held, change, said):
    change(held.fill())
    assert said in refused(held)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda h: h.decided("討論事項一", 期限="下次會議"), "V07"),
        (lambda h: h.decided("討論事項一", 期限="44165"), "V06"),
        (lambda h: h.decided("討論事項二", "（一）", 期限="下次會議"), "V07"),
        (lambda h: h.decided("討論事項一", 案次="#REF!"), "V15"),
        (lambda h: h.decided("討論事項一", 案次="討論事項九"), "D02"),
        (lambda h: h.decided("討論事項二", "（一）", 子項=""), "D02"),
        (lambda h: h.decided("討論事項二", "（一）", 子項="乙"), "D02"),
        (lambda h: h.decided("討論事項二", "（二）", 子項="（一）"), "D03"),
        (lambda h: h.attended("林乙", 職稱="#REF!"), "V15"),
        (lambda h: h.attended("林乙", 姓名="#REF!"), "V15"),
        (lambda h: h.attended("林乙", 姓名="林乙乙"), "D04"),
        (lambda h: h.line("地點", "#REF!"), "V15"),
        (lambda h: next(row for row in h.tables["meeting"] if row["項目"] == "地點").update(項目="#REF!"), "V15"),
        (lambda h: h.line("開始時間", "午後"), "D07"),
        (lambda h: next(row for row in h.tables["meeting"] if row["項目"] == "散會時間").update(項目="散會時刻"), "D07"),
    ],
)  # fmt: skip
def test_a_row_with_a_wrong_cell_is_not_missing_besides(held, change, code):
    change(held.fill())
    assert [line.split()[0] for line in refused(held).splitlines() if line[:1].isupper()] == [code]


def test_a_row_that_is_missing_is_told_beside_another_with_a_wrong_cell(held):
    held.fill().decided("討論事項二", "（一）", 期限="下次會議").tables["decisions"].pop()
    assert "議程的討論事項二 子項（二）「後續作業」沒有列" in refused(held)


def test_a_meeting_that_began_hours_from_the_agenda_is_told(held):
    said = "\n".join(map(str, read.read(held.fill().line("開始時間", "2:05").write()).warnings))
    assert "開始時間 02:05 與議程的 14:00 相差 3 小時以上。請確認是不是 24 小時制" in said


def test_everything_that_is_wrong_is_said_at_once(held):
    held.fill().decided("討論事項一", 決定="").line("地點", "").attended("黃丙", 出席方式="？")
    codes = [line.split()[0] for line in refused(held).splitlines()]
    assert sorted(codes) == ["D01", "D01", "D04"]


def test_a_due_date_before_the_meeting_is_told(held):
    held.fill().decided("討論事項一", 期限="113/11/30")
    assert "期限 113-11-30 早於開會日" in str(read.read(held.write()).warnings[0])


@pytest.mark.parametrize("said", ["14:05", "14時5分", "下午 2:05", "下午2點5分", "０.５８６８", "14:05:00"])
def test_a_time_of_day_may_be_written_as_people_and_spreadsheets_do(held, said):
    held.fill().line("開始時間", said)
    assert read.read(held.write()).proceedings.starts == datetime.time(14, 5)


def test_a_missing_file_is_told_with_its_columns_and_one_of_motions_is_not_needed(held):
    held.fill().write()
    (held.data / "motions.csv").unlink()
    assert read.read(held.meeting()).motions == ()
    (held.data / "attendance.csv").unlink()
    with pytest.raises(InputError, match="D08 .*找不到「出席」表（需要的欄：姓名、出席方式）"):
        read.read(held.meeting())


def test_the_chair_as_it_is_usually_written_is_a_member_and_is_shown_as_written(held):
    assert read.read(held.fill().line("主席", "陳副市長甲").write()).warnings == ()
    said = str(read.read(held.line("主席", "林次長全能").write()).warnings[0])
    assert "主席「林次長全能」不在親自出席的委員之列" in said


def test_what_was_edited_of_a_member_is_told_and_the_list_holds(held):
    found = read.read(held.fill().attended("林乙", 職稱="理事長").write())
    assert "「林乙」的「職稱」與委員名單的「秘書長」不同。會議紀錄用委員名單的" in str(found.warnings[0])
    assert next(one for one in found.attendees if one.name == "林乙").title == "秘書長"


def test_a_copy_of_the_form_beside_it_is_told(held):
    held.fill().write()
    (held.data / "decisions (1).csv").write_text("", "utf-8")
    assert "D08 decisions (1).csv：這個檔案看起來也是決議表，沒有讀取" in str(read.read(held.meeting()).warnings[0])
