"""Seminars, briefings and the competition: what is added up, what is left out, what is absent."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from reportlib import wording
from reportlib.errors import InputError
from reportlib.facts.facts import NOT_PROVIDED, Units
from reportlib.measures import promotion
from reportlib.public.masked_texts import MaskedTexts
from reportlib.records.records import Records
from reportlib.wording import Wording

MEETING = SimpleNamespace(params=None, as_of=SimpleNamespace(inventory=date(2020, 10, 31)), units=Units())
NUMBERS = ("participants", "units", "viewers", "year")


def records(name, **columns):
    frame = pd.DataFrame(
        {key: pd.Series(values, dtype="Int64" if key in NUMBERS else object) for key, values in columns.items()}
    )
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(frame, name, f"{name}.csv", "", "utf-8", 1, {}, "0" * 64)


def events(**more):
    columns = {
        "held_on": [date(2020, 7, 24), date(2019, 5, 1), date(2020, 3, 27), date(2020, 11, 5)],
        "kind": ["研討會", "研討會", "線上說明會", "研討會"],
        "title": ["乙", "甲", "丙", "丁"],
        "participants": [74, 20, None, 99],
        "units": [None, None, 88, None],
        "viewers": [None, None, 305, None],
    }
    return records("events", **(columns | more))


def cells(table):
    return [[str(cell) for cell in row.cells] for row in table.rows]


def test_seminars_are_those_of_their_kind_up_to_the_as_of_date_oldest_first():
    held = promotion.events_of("研討會", events(), MEETING)
    assert (held.sessions.printed, held.participants.printed, held.years) == ("2", "94", "108 年至 109 年")
    assert [said["participants"].printed for said in held.each] == ["20", "74"]
    assert held.participants.rows[0].ranges() == "2-3"


def test_the_latest_event_and_those_after_the_as_of_date_are_said():
    text = promotion.events_summary(events(), MEETING).as_text()
    assert "研討會 2 梯次，參加 94 人次；最近一次 109 年 7 月 24 日，參加 74 人次。" in text
    assert "線上說明會 1 場，報名 88 家，觀看 305 人次。" in text
    assert "另有 1 場在統計日後，未計入。" in text


def test_every_kind_has_a_table_with_the_columns_that_it_states():
    seminars, online = promotion.events_tables(events(), MEETING)
    assert (seminars.columns, cells(seminars)[-1]) == (("日期", "活動名稱", "參加人次"), ["合計", "", "94"])
    assert (online.columns, cells(online)) == (
        ("日期", "活動名稱", "報名單位", "觀看人次"),
        [["109-03-27", "丙", "88", "305"]],
    )


def test_a_session_without_a_number_is_absent_not_zero():
    held = promotion.events_of("研討會", events(participants=[None, 20, None, None]), MEETING)
    assert [said["participants"].printed for said in held.each] == ["20", NOT_PROVIDED]
    assert held.participants.printed == "20"


def test_two_events_of_one_day_keep_their_own_figures():
    held = promotion.events_of("研討會", events(held_on=[date(2020, 7, 24)] * 2 + [date(2020, 3, 27)] * 2), MEETING)
    assert len({said["participants"].name for said in held.each}) == len(held.each) == 3
    assert list(promotion.attendance(held).parts) == ["109-03-27", "109-07-24 乙", "109-07-24 甲"]


def entries(**more):
    columns = {
        "year": [109, 108, 109, 110],
        "entry": ["甲", "乙", "丙", "丁"],
        "team": ["甲隊", None, "丙隊", "丁隊"],
        "eligible": ["是", None, "否", None],
        "award": ["首獎", "得獎", None, None],
    }
    return records("competition", **(columns | more))


def test_entries_eligible_and_awards_are_counted_by_year_and_later_years_are_not():
    found = promotion.competition(entries(), MEETING)
    assert {year: fact.printed for year, fact in found.entries.parts.items()} == {"108 年": "1", "109 年": "2"}
    assert {year: fact.printed for year, fact in found.eligible.parts.items()} == {
        "108 年": NOT_PROVIDED,
        "109 年": "1",
    }
    assert (found.entries.total.printed, found.eligible.total.printed, found.awards.total.printed) == (
        "3",
        NOT_PROVIDED,
        "2",
    )
    assert "109 年參賽 2 件，符合資格 1 件，得獎 1 件。" in promotion.competition_summary(found).as_text()


def test_winners_stand_by_year_with_the_grade_that_is_known_and_a_missing_team_is_said():
    table = promotion.winner_table("得獎", promotion.competition(entries(), MEETING))
    assert cells(table) == [["108", "乙", NOT_PROVIDED, ""], ["109", "甲", "甲隊", "首獎"]]
    assert table.columns[-1] == "獎項" and "留白" in table.note
    grouped = entries(group=["應用組", "應用組", None, None], award=["得獎", "得獎", "得獎", None])
    assert cells(promotion.winner_table("得獎", promotion.competition(grouped, MEETING))) == [
        ["108", "應用組", "乙", NOT_PROVIDED],
        ["109", "應用組", "甲", "甲隊"],
        ["109", NOT_PROVIDED, "丙", "丙隊"],
    ]


def test_who_spoke_on_what_stands_with_its_event_and_what_two_pages_say_differently_stays_so():
    told = events(speakers=["委員二位", None, None, "某人"], remark=["兩頁不同", None, None, None])
    assert cells(promotion.speakers_table("講者", told, MEETING)) == [["109-07-24", "乙", "委員二位\n兩頁不同"]]
    assert promotion.speakers_table("講者", events(), MEETING).as_text() == f"講者：{NOT_PROVIDED}。"


def test_names_of_speakers_stand_under_the_header_that_the_public_edition_masks():
    told = events(speaker_names=[("唐鳳", "林全"), None, None, None], speaker_units=[("數位部", "—"), None, None, None])
    table = promotion.speakers_table("講者", told, MEETING)
    assert table.columns == ("日期", "活動名稱", "講者姓名", "講者單位", "講者、主題及說明")
    assert cells(table) == [["109-07-24", "乙", "唐鳳、林全", "數位部、—", "—"]]
    assert MaskedTexts().text(cells(table)[0][2], table.columns[2]) == "〔姓名〕"


def test_what_only_some_events_state_is_said_of_how_many():
    some = events(mode=["線上", None, None, None], speaker_names=[("甲", "乙"), None, None, None])
    text = promotion.events_summary(some, MEETING).as_text()
    assert "研討會 2 梯次（載有辦理方式的 1 梯次中，線上 1 梯次），講者 2 人次（1 梯次載有姓名）" in text
    none = promotion.events_summary(events(mode=[None, None, None, "線上"]), MEETING).as_text()
    assert "研討會 2 梯次，參加 94 人次" in none
    every = promotion.events_summary(events(mode=["線上", "實體", "線上", None]), MEETING).as_text()
    assert "研討會 2 梯次（線上 1 梯次），參加" in every


def test_V17_an_eligibility_that_is_neither_yes_nor_no_is_refused():
    with pytest.raises(InputError, match='V17 competition.csv row 2 "eligible"'):
        promotion.competition(entries(eligible=["也許", None, None, None]), MEETING)


def test_a_file_without_the_column_of_awards_does_not_say_that_nobody_won():
    whole = entries()
    found = promotion.competition(whole.with_frame(whole.frame.drop(columns="award")), MEETING)
    assert {fact.printed for fact in found.awards.parts.values()} == {NOT_PROVIDED}
    assert (
        promotion.competition_summary(found).as_text()
        == "108 年至 109 年累計參賽作品 3 件。109 年參賽 2 件，符合資格 1 件。"
    )
    assert promotion.competition_message(found)["sentence"] == "{years}參賽 {entries} 件"
    assert promotion.last_year_message(found)["sentence"] == "{year}參賽 {entries} 件，{eligible} 件符合資格"
    assert str(promotion.winner_message(found)["no"]) == NOT_PROVIDED
    assert promotion.competition(entries(award=[None] * 4), MEETING).awards.total.printed == "0"


def test_V05_a_common_year_is_refused_and_not_left_out_as_a_later_one():
    with pytest.raises(
        InputError, match='V05 competition.csv row 3 "year".*"2019" is no year of the Republic. Write 108.'
    ):
        promotion.competition(entries(year=[109, 2019, 109, 110]), MEETING)


def test_V05_among_common_years_it_is_the_year_of_the_republic_that_is_refused():
    with wording.using(Wording("common")):
        with pytest.raises(InputError, match='V05 competition.csv row 3 "year".*"108" is no common year. Write 2019.'):
            promotion.competition(entries(year=[2020, 108, 2020, 2021]), MEETING)
        found = promotion.competition(entries(year=[2020, 2019, 2020, 2021]), MEETING)
    assert list(found.entries.parts) == ["2019 年", "2020 年"]
