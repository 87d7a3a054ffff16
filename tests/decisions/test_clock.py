"""A time of day is read as it is meant, or refused; never as another one."""

import datetime

import pytest
from hypothesis import given, strategies as st

from reportlib.decisions.clock import read_time
from reportlib.roc import numeral


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("中午1點", "13:00"),
        ("中午12時30分", "12:30"),
        ("2:05", "02:05"),
        ("14時整", "14:00"),
        ("下午2時整", "14:00"),
        ("下午2點半", "14:30"),
        ("下午二時五分", "14:05"),
        ("下午二時零五分", "14:05"),
        ("下午兩點", "14:00"),
        ("下午 14:05", "14:05"),
        ("2:05 PM", "14:05"),
        ("p.m. 2:05", "14:05"),
        ("晚上七點一刻", "19:15"),
        ("十四時", "14:00"),
        ("1899-12-30 14:05:00", "14:05"),
    ],
)
def test_a_time_of_day_is_read_as_it_is_meant(said, meant):
    assert read_time(said) == datetime.time.fromisoformat(meant)


@pytest.mark.parametrize("said", ["上午 14:05", "上午12:10", "晚上12時", "晚上2點", "中午3點", "AM 12:30", "凌晨 9:00"])
def test_what_contradicts_itself_or_could_be_two_times_is_refused(said):
    assert read_time(said).code == "D07"
    assert "時段與鐘點不合" in read_time(said).what or "part of the day" in read_time(said).what


@pytest.mark.parametrize("said", ["24:00", "14:60", "開會後", "上午", "14", "上午2:05PM", "1.5", "25點"])
def test_what_is_no_time_is_refused(said):
    assert read_time(said).code == "D07"


@given(st.times())
def test_every_way_of_writing_a_minute_is_that_minute(time):
    hour, minute = time.hour, time.minute
    part, twelve = ("上午", hour) if hour < 12 else ("下午", hour - 12 or 12)
    minutes = f"{'零' if minute < 10 else ''}{numeral(minute)}分" if minute else ""
    ways = [
        f"{hour:02}:{minute:02}",
        f"{hour}時{minute}分",
        f"{part} {twelve} 時 {minute} 分",
        f"{part}{numeral(twelve) or '零'}時{minutes}",
        f"{twelve}:{minute:02} {'AM' if hour < 12 else 'PM'}",
    ]
    assert [read_time(way) for way in ways] == [datetime.time(hour, minute)] * len(ways)
