"""The constructed data of the two meetings lie on every boundary that a rule has, and the built packets say what the rules make of it.

The data are read by csv and python-calamine, the packets by their facts.json: no measure vouches for itself.
"""

import csv
import json
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook


@pytest.fixture(scope="module")
def rows(root):
    """(meeting, list) -> its rows."""

    def read(meeting: str, name: str) -> list[dict[str, str]]:
        with (root / "data" / meeting / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="module")
def days_to_reply(root):
    """meeting -> number of a request: the days from its receipt to the reply, None without one."""

    def read(meeting: str) -> dict[str, int | None]:
        sheet = CalamineWorkbook.from_path(root / "data" / meeting / "requests.xlsx").get_sheet_by_name("民間需求回應")
        _, header, *requests = sheet.to_python()
        number, asked, answered = map(header.index, ("編號", "提出日期", "回復日期"))
        return {
            one[number]: (roc(one[answered]) - roc(one[asked])) // timedelta(1) if one[answered] else None
            for one in requests
        }

    return read


@pytest.fixture(scope="module")
def figures(reference, earlier):
    """meeting -> name of a figure -> its value."""
    return {
        folder.name: {
            one["name"]: one["value"] for one in json.loads((folder / "facts.json").read_text("utf-8"))["facts"]
        }
        for folder in (reference, earlier)
    }


def roc(text: str) -> date:
    year, month, day = map(int, text.replace("/", "-").split("-"))
    return date(year + 1911, month, day)


def test_what_was_due_on_the_very_day_of_statistics_is_overdue_as_what_was_due_before_is(rows, figures):
    waiting = [r["預計開放日期"] for r in rows("moea-6-1", "plan") if not r["實際開放日期"]]
    assert waiting.count("109-10-31") == 1 and waiting.count("109-09-30") == 5
    assert figures["moea-6-1"]["promises.overdue"] == "6"
    assert figures["moea-6-1"]["promises.overdue/標準檢驗局"] == "1"


def test_a_reply_on_the_last_day_is_in_time_and_one_that_never_came_is_late(days_to_reply, figures):
    assert days_to_reply("moea-6-1")["548740"] == days_to_reply("moea-5-2")["900102"] == 14
    assert days_to_reply("moea-6-1")["548686"] == 17 and days_to_reply("moea-5-2")["900105"] is None
    assert figures["moea-6-1"]["requests.late"] == "1"
    assert (figures["moea-5-2"]["requests.late"], figures["moea-5-2"]["requests.overdue"]) == ("1", "1")


def test_two_ministries_share_place_ten_and_a_dataset_that_may_not_win_has_as_much_as_the_tenth(rows, figures):
    counts = sorted(
        (int(r["資料集數"]) for r in rows("moea-6-1", "ministries") if r["統計日"] == "109-10-31"), reverse=True
    )
    assert counts[8] > counts[9] == counts[10] > counts[11]
    found = figures["moea-6-1"]
    tenth, level = "popularity_award/9100013", "popularity_award/9100037"
    assert found[f"{tenth}.rank"] == "10" and f"{level}.rank" not in found
    assert found[f"{tenth}.score"] == found[f"{level}.score"]
    assert found["popularity_award.passed_over"] == "12"


def test_a_dataset_that_lost_its_gold_on_the_day_of_the_award_counts_as_silver(figures):
    found = figures["moea-5-2"]
    assert (found["award.lost_gold"], found["award.below_gold"], found["award.silver"]) == ("1", "10", "8")
    assert int(found["award.tested"]) - int(found["award.gold"]) == 10
    assert "award.below_gold" not in figures["moea-6-1"]  # the deck: all of 2,883 were gold that day


def test_a_mark_that_was_lost_and_won_back_and_a_silver_one_that_does_not_count_leave_the_printed_shares_whole(
    rows, figures
):
    marks = {(r["資料集識別碼"], r["檢測日期"]): r["品質檢測"] for r in rows("moea-6-1", "quality")}
    assert [marks["9000237", day] for day in ("109/08/31", "109/09/30")] == ["銀", "金"]
    [silver] = [r for r in rows("moea-6-1", "catalogue") if r["品質檢測"] == "銀"]
    assert silver["上架日期"] == "2015-01-30 00:00:00" and marks[silver["資料集識別碼"], "109/09/30"] == "銀"
    found = figures["moea-6-1"]
    assert found["quality.gold/109-10-31"] == found["quality.tested/109-10-31"] == "2921"
