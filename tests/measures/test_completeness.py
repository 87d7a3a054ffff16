"""A list that was cut at the end of a line: shown by its rows against what is stated, and against the last meeting's."""

import dataclasses
from datetime import date
from types import SimpleNamespace

import pytest

from reportlib import language
from reportlib.measures import completeness
from reportlib.meeting.param_choices import RowNumbers
from tests.support.small_meeting import small_records

MAY = date(2020, 5, 31)


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "zh")


def problems(rows=95, history=(), stated=None, **given):
    listed = small_records("catalogue", *({"title": "甲", "listed_on": MAY} for _ in range(rows)))
    catalogue = dataclasses.replace(listed, counts={"used": rows, "read": rows + 1}, stated=stated)
    told = small_records("history", *({"fact": "inventory.total", "as_of": day, "value": n} for day, n in history))
    found = {"catalogue": catalogue, "history": told}
    meeting = SimpleNamespace(
        params=SimpleNamespace(rows=RowNumbers(**given)), as_of=SimpleNamespace(inventory=date(2020, 10, 31))
    )
    return [(problem.code, problem.what, stops) for problem, stops in completeness.problems(found, meeting)]


def test_a_small_drop_is_told_and_a_large_one_stops():
    [(code, what, stops)] = problems(last={"catalogue": 100})
    assert (code, stops) == ("P01", False)
    assert what == "上次會議的資料列數為 100，這次只有 95，少了 5（5.0%）；檔案可能不完整。"
    assert problems(rows=90, last={"catalogue": 100})[0][2] is True  # 10 per cent, which is ours
    assert problems(rows=90, last={"catalogue": 100}, refuse_drop=11)[0][2] is False
    assert problems(rows=50, last={"catalogue": 100}, accepted=("catalogue",))[0][2] is False
    assert problems(rows=100, last={"catalogue": 100}) == []


def test_the_total_that_the_last_meeting_printed_is_counted_again():
    [(_, what, stops)] = problems(history=[(date(2019, 12, 31), 200), (MAY, 190)])
    assert stops and what.startswith("上次會議所載 109-05-31 的累計資料集數（history.csv 第 3 列）為 190，這次只有 95")
    assert problems(history=[(MAY, 95)]) == [] == problems(history=[(date(2020, 10, 31), 190)])


def test_another_number_than_is_stated_stops_whoever_says_it():
    assert problems(stated=96) == problems(**{}, stated=96)
    [(code, what, stops)] = problems(stated=96)
    assert (code, stops) == ("P01", True) and what == "讀到 95 筆，但應有 96 筆，檔案可能不完整。"
    assert problems(stated=95) == []


def test_an_input_that_is_none_is_refused_in_the_parameters():
    with pytest.raises(ValueError, match="catalog"):
        RowNumbers(last={"catalog": 100})
