"""Results: declared figures keep their digits, computed ones stand beside what was printed."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pandas as pd
import pytest

from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import evaluation, results
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records

OCTOBER = date(2020, 10, 31)


def records(kind, /, **columns):
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(frame, kind, f"{kind}.csv", "", "utf-8", 1, {}, "0" * 64)


def declared(*rows):
    """(key, group, label, value, unit, day) each."""
    keys, groups, labels, values, units, days = zip(*rows, strict=True)
    return records(
        "programme",
        key=keys,
        group=groups,
        label=labels,
        value=[Decimal(v) for v in values],
        unit=units,
        as_of=days,
        source=["成果頁"] * len(rows),
    )


LOCAL = (
    ("local_from", "地方", "資料集", "1000", "項", date(2017, 1, 31)),
    ("local_to", "地方", "資料集", "4050", "項", date(2020, 5, 31)),
)
PRINTED = ("local_growth", "地方", "成長倍數", "4.3", "倍", date(2020, 5, 31))


@pytest.fixture
def meeting(tmp_path):
    register = tmp_path / "agencies.csv"
    register.write_text("name,short,aliases,kind,evaluated,successor\n甲局,甲,,局,是,\n", "utf-8")
    return Meeting(
        SimpleNamespace(
            inputs=SimpleNamespace(publishers=register),
            other_publishers="refuse",
            numbers=SimpleNamespace(share_digits=0, share_rounding="truncate", thousands=",", small_shares="less_than"),
            as_of=SimpleNamespace(
                inventory=OCTOBER, previous_inventory=date(2019, 12, 31), gold_series=(), platinum=None, oas=None
            ),
            periods=SimpleNamespace(requests=None, feedback=None),
            reply_limit=None,
            rulebooks=SimpleNamespace(marks=None, outcomes=None, stars=None, categories=None),
        )
    )


def catalogue(**more):
    columns = {
        "dataset_id": ["1", "2"],
        "title": ["一", "二"],
        "publisher_short": ["甲", "甲"],
        "listed_on": [date(2019, 1, 1), date(2020, 3, 1)],
    }
    return records("catalogue", **(columns | more))


def only(a_catalogue):
    return evaluation.EvaluationSources(a_catalogue, None, None, None, None)


def test_a_declared_figure_keeps_its_digits_its_date_and_its_source(meeting):
    rows = (
        ("users", "應用", "使用人次", "1234567", "人次", OCTOBER),
        ("money", "應用", "投資", "0.62", "十億元", OCTOBER),
        ("round", "應用", "倍數", "4.30", "倍", OCTOBER),
    )
    table = results.programme_table("x", results.programme(declared(*rows), meeting))
    assert [[str(cell) for cell in row.cells][1:4] for row in table.rows] == [
        ["使用人次", "1,234,567", "人次"],
        ["投資", "0.62", "十億元"],
        ["倍數", "4.30", "倍"],
    ]
    fact = table.rows[1].cells[2]
    assert (fact.name, fact.operator, fact.rule, fact.as_of, fact.rows[0].ranges()) == (
        "programme/money",
        "declared",
        "人工填報：成果頁",
        OCTOBER,
        "3",
    )


def test_figures_of_one_group_stand_together_in_the_order_of_the_file(meeting):
    rows = (
        ("a", "甲", "一", "1", "項", OCTOBER),
        ("b", "乙", "二", "2", "項", OCTOBER),
        ("c", "甲", "三", "3", "項", OCTOBER),
    )
    table = results.programme_table("x", results.programme(declared(*rows), meeting))
    assert [str(row.cells[1]) for row in table.rows] == ["一", "三", "二"]
    assert "".join(str(cell) for cell, _ in table.message) == "三達 3 項"


def test_the_computed_growth_stands_beside_the_printed_one_and_says_which_was_declared(meeting):
    figures = results.programme(declared(*LOCAL, PRINTED), meeting)
    assert results.local_growth(figures).printed == "4.05"
    assert results.local_growth_summary(figures).as_text() == (
        "地方政府開放資料集由 106 年 1 月的 1,000 項增為 109 年 5 月的 4,050 項，依此計算為 4.05 倍；成果頁所載為 4.3 倍，兩者不一致。"
    )


def test_a_printed_growth_that_the_computed_one_rounds_to_agrees(meeting):
    figures = results.programme(declared(*LOCAL, (*PRINTED[:3], "4.1", *PRINTED[4:])), meeting)
    assert results.local_growth_summary(figures).as_text().endswith("兩者相符。")


def test_without_the_numbers_of_local_datasets_the_growth_is_not_provided(meeting):
    figures = results.programme(declared(PRINTED), meeting)
    assert results.local_growth(figures).printed == NOT_PROVIDED
    assert results.local_growth_summary(figures).as_text().endswith(f"{NOT_PROVIDED}。")


def test_a_total_printed_elsewhere_is_compared_with_the_list_and_not_hidden(meeting):
    printed = declared(("inventory_in_outcomes", "盤點", "累計", "5", "項", OCTOBER))
    said = results.total_beside_printed(results.programme(printed, meeting), only(catalogue()), meeting).as_text()
    assert said == "依資料集清單，累計開放資料集 2 項；成果頁所載為 5 項，相差 −3 項，以清單為準。"


def test_the_years_figures_are_those_of_their_own_sections_and_absent_where_no_record_gives_them(meeting):
    figures = dict(results.year_figures(only(catalogue()), None, None, meeting))
    assert (figures["累計開放資料集"].name, figures["累計開放資料集"].printed) == ("inventory.total", "2")
    assert figures["較上期增加"].printed == "1"
    assert {
        figures[label].printed
        for label in ("金標章資料集", "白金標章資料集", "通過 OAS 驗證的 API", "已回應的民眾意見")
    } == {NOT_PROVIDED}


def test_the_most_used_datasets_are_named_and_a_list_without_use_says_so(meeting):
    used = catalogue(views=[5, 7], downloads=[3, 1])
    assert (
        results.summary(only(used), meeting).as_text()
        == "截至 109 年 10 月 31 日，瀏覽次數最高的是甲「二」，7 人次；下載次數最高的是甲「一」，3 次。"
    )
    assert NOT_PROVIDED in results.summary(only(catalogue()), meeting).as_text()


def test_what_is_said_beside_a_figure_stands_with_it(meeting):
    records = declared(("local", "地方", "完成應用的地方政府", "2", "個", date(2020, 10, 31)))
    told = records.with_frame(records.frame.assign(detail=["甲市、乙縣"]))
    table = results.detail_table("內容", results.programme(told, meeting))
    assert [[str(cell) for cell in row.cells] for row in table.rows] == [
        ["地方", "完成應用的地方政府", "2", "個", "甲市、乙縣"]
    ]
    assert "來源未提供" in results.detail_table("內容", results.programme(None, meeting)).as_text()


def test_a_figure_of_a_span_or_a_month_prints_no_day(meeting):
    given = declared(*LOCAL)
    given = given.with_frame(given.frame.assign(period=["106 年 1 月", ""]))
    table = results.programme_table("x", results.programme(given, meeting))
    assert [str(row.cells[4]) for row in table.rows] == ["106 年 1 月", "109-05-31"]
