"""What a text says of time, half a year later, and what of it a person has to look at."""

import datetime

import pytest

from reportlib.new.half_years import HalfYear, doubt, doubtful, half_year_on

FIRST = HalfYear(datetime.date(2020, 1, 1), (5, 2))  # 109 年上半年, discussed by 5-2
SECOND = HalfYear(datetime.date(2020, 7, 1), (6, 1))


@pytest.mark.parametrize(
    ("of", "said", "later"),
    [
        (FIRST, "109 年上半年預計開放資料", "109 年下半年預計開放資料"),
        (SECOND, "提報109年下半年的資料集", "提報110年上半年的資料集"),
        (FIRST, "提送 109 年第 3 季檢核表", "提送 110 年第 1 季檢核表"),
        (SECOND, "109年第二季", "109年第四季"),
        (FIRST, "109 年 7 月至 11 月工作重點", "110 年 1 月至 5 月工作重點"),
        (FIRST, "109 年 3 月～8 月", "109 年 9 月～110 年 2 月"),
        (SECOND, "109 年 11 月至 110 年 2 月", "110 年 5 月至 8 月"),
        (SECOND, "推動成效（109 年 10 月）", "推動成效（110 年 4 月）"),
        (FIRST, "請於 109 年 11 月 30 日前完成", "請於 110 年 5 月 31 日前完成"),
        (FIRST, "109-07-31", "110-01-31"),
        (FIRST, "2020/7/31 前", "2021/01/31 前"),
        (FIRST, "1090731", "110-01-31"),
        (FIRST, "第 5 屆第 1 次會議的決議", "第 5 屆第 2 次會議的決議"),
        (HalfYear(SECOND.begin, (6, 1), (5, 2)), "第 5 屆第 2 次會議的決議", "第 6 屆第 1 次會議的決議"),
        (SECOND, "109 年度成果", "110 年度成果"),
        (SECOND, "2020 年下半年", "2021 年上半年"),
    ],
)
def test_a_time_is_moved_on_as_it_is_written(of, said, later):
    assert of.text(said) == later


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (FIRST, "109 年度成果"),  # the next half-year is of the same year
        (SECOND, "已爭取到 109 年的資源；110 年的資源釋出時"),  # of two years nobody knows which is meant
        (SECOND, "推動策略（109-11-04 修訂）"),
        (SECOND, "108 年 12 月 18 日函頒"),
        (SECOND, "2020「總統盃黑客松」"),
        (SECOND, "依附件 2 辦理，第 5 項及 14 日內"),
        (SECOND, "第 4 屆第 2 次會議"),
        (SECOND, "109 年 2 月 30 日"),
    ],
)
def test_what_is_no_time_of_this_half_year_stays(of, said):
    assert of.text(said) == said


BEGIN, BEFORE = half_year_on(SECOND.begin), SECOND.meeting


@pytest.mark.parametrize(
    ("text", "what", "seen"),
    [
        ("110 年上半年預計開放資料", "", []),
        ("請於 110 年 5 月 31 日前，依附件 2、第 5 項及 3 個月的期限辦理各項工作", "", []),
        ("資料標準 2.0 的三大重點策略及 9 大步驟", "", []),
        ("第 6 屆第 1 次會議的決議", "", []),
        ("本部 4 個單位的 5 項民間需求都已回應", "look", ["4 個", "5 項"]),
        ("五項需求已回應", "look", ["五項"]),
        ("110 年度成果", "look", ["110 年度"]),
        ("第 5 屆第 2 次會議的決議", "look", ["第 5 屆第 2"]),
        ("109 年度成果", "anew", ["109 年度"]),
        ("2020「總統盃黑客松」", "anew", ["2020"]),
        ("109 年 11 月 30 日前", "anew", []),
    ],
)
def test_amounts_years_and_other_meetings_are_looked_at_and_an_earlier_time_is_said_anew(text, what, seen):
    assert doubt(text, BEGIN, BEFORE) == what
    assert doubtful(text, BEFORE) == seen


def test_where_no_half_year_is_known_whatever_names_a_time_is_said_anew():
    assert doubt("110 年上半年", None, None) == "anew" and doubt("請備查。", None, None) == ""
