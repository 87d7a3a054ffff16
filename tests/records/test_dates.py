"""Dates as Taiwan writes them (FAULTS V01 to V04, V07, V08)."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from reportlib import language as language_module
from reportlib.roc import BadDate, format_date, format_long, format_month, parse_date, read_date

FIRST, LAST = date(1912, 1, 1), date(2100, 12, 31)
FULL_WIDTH = str.maketrans("0123456789/-.", "０１２３４５６７８９／－．")


def chinese(number: int) -> str:
    """一百零九 for 109."""
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def positional(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(d)] for d in str(number))


WEEKDAYS = "一二三四五六日"
ENGLISH = ("Mon", "Tuesday", "Wed.", "Thurs", "FRI", "sat", "Sunday")
FORMATS = {
    "the product's own": format_date,
    "the product's own, long": format_long,
    "slashes": lambda d: f"{d.year - 1911}/{d.month}/{d.day}",
    "dots": lambda d: f"{d.year - 1911}.{d.month}.{d.day}",
    "padded": lambda d: f"{d.year - 1911:03}-{d.month:02}-{d.day:02}",
    "seven digits": lambda d: f"{d.year - 1911:03}{d.month:02}{d.day:02}",
    "spelled out": lambda d: f"民國{d.year - 1911}年{d.month}月{d.day}日",
    "spelled out in full": lambda d: f"中華民國 {d.year - 1911} 年 {d.month:02} 月 {d.day:02} 日",
    "full width": lambda d: f"{d.year - 1911}/{d.month}/{d.day}".translate(FULL_WIDTH),
    "Chinese numerals": lambda d: f"民國{chinese(d.year - 1911)}年{chinese(d.month)}月{chinese(d.day)}日",
    "Chinese digits": lambda d: f"{positional(d.year - 1911)}年{positional(d.month)}月{positional(d.day)}日",
    "ISO": date.isoformat,
    "common year": lambda d: f"{d.year}/{d.month}/{d.day}",
    "common year spelled out": lambda d: f"西元{d.year}年{d.month}月{d.day}日",
    "eight digits": lambda d: f"{d:%Y%m%d}",
    "with a time of day": lambda d: f"{d.isoformat()} 00:00:00",
    "上午 before the time": lambda d: f"{d.year}/{d.month}/{d.day} 上午 12:00:00",
    "下午 behind the time": lambda d: f"{d.year}/{d.month}/{d.day} 03:20:00 下午",
    "AM": lambda d: f"{d.year - 1911}/{d.month}/{d.day} 12:00 a.m.",
    "hours and minutes in words": lambda d: f"{format_long(d)}下午3點20分",
    "in Taiwan's zone": lambda d: f"{d.isoformat()}T00:00:00+08:00",
    "a midnight of Taiwan in UTC": lambda d: f"{d - timedelta(1)}T16:00:00.000Z",
    "a zone without a time": lambda d: f"{d.isoformat()}Z",
    "with its weekday": lambda d: f"{d.year - 1911}年{d.month}月{d.day}日(星期{WEEKDAYS[d.weekday()]})",
    "with its weekday, full width": lambda d: f"{d.year - 1911}/{d.month}/{d.day}（{WEEKDAYS[d.weekday()]}） 14:00",
    "with its weekday in front": lambda d: f"週{WEEKDAYS[d.weekday()]}，{format_long(d)}",
    "with blanks": lambda d: f"{d.year - 1911} / {d.month} / {d.day}",
    "with 號": lambda d: f"{d.year - 1911}年{d.month}月{d.day}號",
    "as Drupal writes it": lambda d: f"星期{WEEKDAYS[d.weekday()]}, {chinese(d.month)}月 {d.day}, {d.year} - 17:29",
    "in English": lambda d: f"{d:%A}, {d:%B} {d.day}, {d.year} - 17:29",
    "as mail writes it": lambda d: f"{d:%a}, {d:%d} {d:%b} {d.year} 09:00:00 +0800",
    "as Java writes it": lambda d: f"{d:%a} {d:%b} {d:%d} 00:00:00 CST {d.year}",
    "as Oracle writes it": lambda d: f"{d:%d}-{d:%b}-{d.year}".upper(),
    "an ordinal": lambda d: f"{d.day}th of {d:%B} {d.year}",
}


@pytest.fixture
def speak(monkeypatch):
    """Messages in the given language, whatever the machine's locale."""
    return lambda language: monkeypatch.setattr(language_module, "language", lambda: language)


@pytest.mark.parametrize("name", FORMATS)
@given(day=st.dates(FIRST, LAST))
def test_every_date_survives_writing_and_reading(name, day):
    read = read_date(FORMATS[name](day))
    assert read.day == day and read.weekday is None


@given(day=st.dates(FIRST, LAST), days=st.integers(1, 6))
def test_a_wrong_day_of_the_week_is_told_and_the_day_counts(day, days):
    other = (day.weekday() + days) % 7
    for text in (f"{format_long(day)}（{WEEKDAYS[other]}）", f"{ENGLISH[other]}, {day:%b} {day.day}, {day.year}"):
        read = read_date(text)
        assert (read.day, read.weekday) == (day, other) and read.remark


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 12, 30)), st.integers(-14 * 4, 14 * 4))
def test_a_moment_of_any_zone_is_of_the_day_that_it_is_in_taiwan(moment, quarters):
    zone = timezone(timedelta(minutes=15 * quarters))
    written = moment.replace(microsecond=0, tzinfo=zone)
    day = written.astimezone(timezone(timedelta(hours=8))).date()
    read = read_date(written.isoformat())
    assert (read.day, read.elsewhere) == (day, None if day == moment.date() else moment.date())


def test_what_is_to_be_said_of_a_date_is_a_sentence_in_the_users_language(speak):
    speak("zh")
    assert read_date("108年5月1日(四)").remark == "108-05-01 是星期三，不是星期四"
    said = "以所寫的時區是 108-04-30，在臺灣是 108-05-01，採計 108-05-01"
    assert read_date("2019-04-30T16:00:00Z").remark == said
    assert read_date("2019-05-01T00:00:00+08:00").remark == ""


@pytest.mark.parametrize(
    "text",
    [
        "5/1/2019 12:00 AM",
        "24-Jan-19",
        "Mar 2019",
        "三月 24",
        "星期三",
        "109/11(三)/30",
        "109/11/3012:00",
        "2019-05-01-08",
        "<3>2019/5/1",
        "9999-12-31T23:00:00Z",
        "2019/5/1 24:00",
    ],
)
def test_V08_what_could_be_several_days_or_none_is_not_guessed(text):
    with pytest.raises(BadDate):
        parse_date(text)


def test_every_single_date_survives_the_products_own_format():
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    assert all(parse_date(format_date(day)) == day for day in days)


@pytest.mark.parametrize(
    "text",
    [
        "109/11/30",
        "109.11.30",
        "109-11-30",
        "1091130",
        "民國109年11月30日",
        "１０９／１１／３０",
        "一百零九年十一月三十日",
        "民國一百零九年十一月三十日",
        "民國 109/11/30",
        "一○九年十一月卅日",
        " 109/11/30\u3000",
        "109/11/30 14:05",
    ],
)
def test_V01_a_year_of_the_republic_is_read_in_every_spelling(text):
    assert parse_date(text) == date(2020, 11, 30)


def test_V02_a_year_of_two_digits_is_of_the_republic():
    assert parse_date("89/1/5") == date(2000, 1, 5)


def test_V03_leap_days_follow_the_common_year(speak):
    assert parse_date("109/2/29") == date(2020, 2, 29)
    speak("zh")
    with pytest.raises(BadDate, match="^110 年 2 月沒有 29 日$"):
        parse_date("110/2/29")


def test_V04_both_calendars_in_one_column():
    assert [parse_date(t) for t in ("2020/11/30", "109/11/30", "20201130", "2020-11-30 00:00:00")] == [
        date(2020, 11, 30)
    ] * 4


def test_dates_and_datetimes_pass_through():
    assert parse_date(date(2020, 11, 30)) == date(2020, 11, 30)
    assert parse_date(datetime(2020, 11, 30, 8, 5)) == date(2020, 11, 30)
    assert type(parse_date(datetime(2020, 11, 30))) is date


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("109/2/30", "109 年 2 月沒有 30 日"),
        ("109/13/40", "沒有 13 月"),
        ("109/0/1", "沒有 0 月"),
        ("0/0/0", "沒有民國 0 年"),
        ("109/11", "只有年月，沒有日"),
        ("12/31", "沒有年份"),
        ("11月30日", "沒有年份"),
        ("109年11月", "只有年月，沒有日"),
        ("2021/2/29", "2021 年 2 月沒有 29 日"),
        ("0109/11/30", "分不清是民國年還是西元年"),
        ("民國2020年11月30日", "分不清是民國年還是西元年"),
        ("西元109年11月30日", "分不清是民國年還是西元年"),
    ],
)
def test_V07_an_impossible_date_is_refused_with_its_reason(text, reason, speak):
    speak("zh")
    with pytest.raises(BadDate) as refused:
        parse_date(text)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        "民國前1年1月1日",
        "民國元年1月1日",
        "110年底",
        "每季",
        "已提供",
        "11/30/2020",
        "991130",
        "109/11-30",
        "109/11/30日",
        "一百一年一月一日",
        "1十/1/1",
        "109/11/30 25:00",
        "109²/1/1",
        "-109/11/30",
        "109/11/30/1",
        "99999/1/1",
    ],
)
def test_V08_what_is_no_date_is_never_guessed(text):
    with pytest.raises(BadDate):
        parse_date(text)


@pytest.mark.parametrize("value", [None, 1091130, 44165.0, True, b"109/11/30", ["109/11/30"]])
def test_a_value_that_is_neither_text_nor_date_is_refused(value):
    with pytest.raises(BadDate):
        parse_date(value)


@given(st.text(max_size=20) | st.text("0123456789/-.年月日民國一二十百零 :", max_size=20))
def test_any_text_is_a_date_or_a_BadDate(text):
    try:
        assert isinstance(parse_date(text), date)
    except BadDate as bad:
        assert str(bad)


def test_dates_are_written_in_years_of_the_republic():
    assert format_date(date(2020, 10, 31)) == "109-10-31"
    assert format_date(date(2000, 1, 5)) == "89-01-05"
    assert format_long(date(2020, 10, 31)) == "109 年 10 月 31 日"
    assert format_month(2020, 11) == "109 年 11 月"


def test_a_date_before_the_republic_is_written_in_common_years():
    assert format_date(date(1911, 10, 10)) == "1911-10-10"
    assert parse_date(format_date(date(1911, 10, 10))) == date(1911, 10, 10)
