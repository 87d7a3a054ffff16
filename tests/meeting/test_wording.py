"""A body writes its own years, and its own words for ours."""

from datetime import date

import pytest

from reportlib import roc, wording
from reportlib.display.display import Naming
from reportlib.meeting.own_words import OwnWords, Words
from reportlib.wording import Wording

DAY = date(2020, 10, 31)
COMMON = Wording("common")


def test_years_are_those_of_the_republic_unless_the_body_says_otherwise():
    said = (roc.format_date(DAY), roc.format_long(DAY), roc.format_year(2020), roc.format_half(date(2020, 7, 1)))
    assert said == ("109-10-31", "109 年 10 月 31 日", "109 年", "109 年下半年")
    with wording.using(COMMON):
        said = (roc.format_date(DAY), roc.format_long(DAY), roc.format_year(2020), roc.format_half(date(2020, 1, 1)))
    assert said == ("2020-10-31", "2020 年 10 月 31 日", "2020 年", "2020 年上半年")
    assert roc.format_date(DAY) == "109-10-31"


@pytest.mark.parametrize("years", ["republic", "common"])
def test_a_date_is_read_as_it_was_written_in_either_years(years):
    with wording.using(Wording(years)):
        for day in (DAY, date(1900, 1, 2), date(1912, 1, 1)):
            assert roc.parse_date(roc.format_date(day)) == day


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("prizes/2020-07-24/研討會", "prizes/109-07-24/研討會"),
        ("prizes/109-07-24/研討會", "prizes/109-07-24/研討會"),
        ("whole/inventory.year/2020 年", "whole/inventory.year/109 年"),
        ("whole/competition.entries/2020.share", "whole/competition.entries/109.share"),
        ("mark-of-dataset/2020", "mark-of-dataset/2020"),  # the number of a dataset
        ("told/1911-12-31", "told/1911-12-31"),  # before the Republic
        ("told/12020-07-24", "told/12020-07-24"),
    ],
)
def test_what_is_known_by_a_date_is_so_in_either_years(written, alike):
    assert roc.with_years_alike(written) == alike


def test_dates_and_sentences_are_said_in_the_bodys_own_words():
    words = {
        roc.LONG_DATE: "{day} {month_name} {year}",
        "{year} 年 {month} 月": "{month_name} {year}",
        "共 {n} 項": "{n} in all",
    }
    with wording.using(Wording("common", words)):
        assert (roc.format_long(DAY), roc.format_month(2020, 10)) == ("31 October 2020", "October 2020")
        assert Naming("共 {n} 項", n="3") == "3 in all"
        assert Naming("約 {n} 項", n="3") == "約 3 項"


@pytest.mark.parametrize(
    ("ours", "own", "wrong"),
    [
        ("共 {n} 項", "{m} in all", "m"),
        ("盤點", "Part 1", "digits"),
        ("盤點", "Part １", "digits"),
        ("{year} 年", "{day}", "day"),
    ],
)
def test_own_words_have_no_digits_and_no_gap_that_ours_have_not(ours, own, wrong):
    with pytest.raises(ValueError, match=wrong):
        Words(ours=ours, own=own)


@pytest.mark.parametrize(("lang", "is_one"), [("en", True), ("en-GB", True), ("zh-Hant-TW", True), ("English", False)])
def test_own_words_name_their_language(lang, is_one):
    words = [{"ours": "盤點", "own": "Inventory"}]
    if is_one:
        assert OwnWords(title="t", source="s", words=words, lang=lang).lang == lang
    else:
        with pytest.raises(ValueError, match="lang"):
            OwnWords(title="t", source="s", words=words, lang=lang)
    assert OwnWords(title="t", source="s", words=words).lang == "zh-Hant-TW"


def test_own_words_may_leave_a_gap_out_and_say_a_month_by_its_name():
    book = OwnWords(
        title="t", source="s", words=[Words(ours="共 {n} 項", own="all"), Words(ours=roc.LONG_DATE, own="{month_name}")]
    )
    assert book.by_ours() == {"共 {n} 項": "all", roc.LONG_DATE: "{month_name}"}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("例如 109/11/30 或 2020/11/30。", "例如 2020/11/30。"),
        ("請寫成 [109-06-01, 109-10-31]。", "請寫成 [2020-06-01, 2020-10-31]。"),
        ("民國或西元的日期，例如 110-04-30", "西元或民國的日期，例如 2021-04-30"),
        ("只知道月份時寫 110-05", "只知道月份時寫 2021-05"),
        ("110 年 1 月至 4 月", "2021 年 1 月至 4 月"),
        ("110年第1季", "2021年第1季"),
        ("110上-001", "2021上-001"),
        ("110", "2021"),
        ("R-110、110 項、2020-10-31、12.110", "R-110、110 項、2020-10-31、12.110"),
    ],
)
def test_an_example_of_ours_is_in_the_years_of_the_body(ours, theirs):
    assert wording.example(ours) == ours
    assert wording.example(ours, years="common") == theirs
    with wording.using(COMMON):
        assert wording.example(ours) == theirs


def test_an_example_of_ours_is_of_a_unit_of_the_body_where_one_is_known():
    assert wording.example("例如 機關甲-01，", "航管組") == "例如 航管組-01，"
    assert wording.example("例如 機關甲-01，") == "例如 機關甲-01，"
