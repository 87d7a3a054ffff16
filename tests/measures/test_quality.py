"""Quality where the register does not reach, and the standards, APIs and white list by unit."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pandas as pd
import pytest

from reportlib.errors import InputError
from reportlib.facts.facts import NOT_PROVIDED, Units
from reportlib.measures import quality
from reportlib.meeting import rulebook_files
from reportlib.records.records import Records

NEW_YEAR, MAY, JULY, OCTOBER = date(2020, 1, 1), date(2020, 5, 31), date(2020, 7, 1), date(2020, 10, 31)


@pytest.fixture
def meeting(root):
    """Two units, 甲 and 乙, and the repository's rulebook of marks."""
    units = Units()
    return SimpleNamespace(
        units=units,
        datasets=units.count("項"),
        marks=rulebook_files.read("marks", root / "params" / "rules" / "quality-marks.yaml"),
        register=[SimpleNamespace(short="甲"), SimpleNamespace(short="乙")],
        evaluated_units=("甲", "乙"),
        as_of=SimpleNamespace(inventory=OCTOBER, gold_series=(MAY, OCTOBER), platinum=OCTOBER, oas=OCTOBER, award=MAY),
        params=SimpleNamespace(other_publishers="refuse"),
    )


def records(kind, **columns):
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(frame, kind, f"{kind}.csv", "", "utf-8", 1, {}, "0" * 64)


def catalogue(**more):
    """Of 甲 two datasets, the first listed before the rulebook's date; of 乙 one, and one listed after the as-of date."""
    columns = {
        "dataset_id": ["1", "2", "3", "4"],
        "title": ["一", "二", "三", "四"],
        "publisher_short": ["甲", "甲", "乙", "乙"],
        "listed_on": [date(2014, 1, 1), date(2019, 3, 1), NEW_YEAR, date(2020, 12, 1)],
    }
    return records("catalogue", **(columns | more))


def register(*tests):
    ids, days, marks = zip(*tests, strict=True)
    return records("quality", dataset_id=ids, tested_on=days, mark=marks)


def history(tested, gold, day=MAY):
    names = [
        f"quality.tested/{day.year - 1911}-{day.month:02}-{day.day}",
        f"quality.gold/{day.year - 1911}-{day.month:02}-{day.day}",
    ]
    return records(
        "history",
        fact=names,
        label=["檢測", "金"],
        value=[Decimal(tested), Decimal(gold)],
        unit=["項"] * 2,
        as_of=[day] * 2,
        source=["前次會議資料"] * 2,
    )


def test_a_date_before_the_registers_first_test_is_told_by_the_history(meeting):
    may, october = quality.gold_series(catalogue(), register(("2", JULY, "金")), meeting, history(4, 3))
    assert (may.tested.printed, may.gold.printed, may.share.printed) == ("4", "3", "75%")
    assert (october.tested.printed, october.gold.printed) == ("1", "1")


def test_a_date_before_the_registers_first_test_is_absent_without_a_history(meeting):
    may, _ = quality.gold_series(catalogue(), register(("2", JULY, "金")), meeting)
    assert (may.tested.printed, may.share.printed) == (NOT_PROVIDED, NOT_PROVIDED)
    assert quality.gold_line((may,))["below"] == [f"{NOT_PROVIDED} / {NOT_PROVIDED}"]


def test_records_and_history_may_say_the_same(meeting):
    may, _ = quality.gold_series(catalogue(), register(("2", NEW_YEAR, "金")), meeting, history(1, 1))
    assert may.gold.rows[0].file == "quality.csv"


def test_I07_records_and_history_that_disagree_on_a_date_are_both_named(meeting):
    with pytest.raises(
        InputError, match="I07 history.csv row 3: .*quality.gold/109-05-31.* say 2, quality.csv gives 1"
    ):
        quality.gold_series(catalogue(), register(("2", NEW_YEAR, "金")), meeting, history(1, 2))


def test_all_gold_and_not_all_gold_are_said_differently(meeting):
    whole = quality.gold_series(catalogue(), register(("2", NEW_YEAR, "金")), meeting)
    part = quality.gold_series(catalogue(), register(("2", NEW_YEAR, "金"), ("3", NEW_YEAR, "銀")), meeting)
    assert "全數" in quality.gold_message(whole)["sentence"] and "占" in quality.gold_message(part)["sentence"]


def test_units_without_platinum_are_not_counted_among_those_that_have_it(meeting):
    found = quality.platinum_by_unit(catalogue(), register(("2", NEW_YEAR, "白金")), meeting)
    message = quality.platinum_message(found)
    assert (message["units"].printed, message["total"].printed, message["held"].printed) == ("1", "1", "1")
    assert "{total}" in message["sentence"]
    assert {unit: fact.printed for unit, fact in found.parts.items()} == {"甲": "1", "乙": "0"}


def test_white_listed_datasets_are_counted_by_unit(meeting):
    found = catalogue(mark=["無(白名單)", "金", "無(白名單)", "無(白名單)"])  # the last is listed after the as-of date
    assert (
        quality.whitelisted_summary(found, meeting).as_text() == "白名單資料集 2 項不列入金標章占比：甲 1 項、乙 1 項。"
    )
    assert quality.whitelisted_summary(catalogue(), meeting).as_text() == f"白名單資料集：{NOT_PROVIDED}。"


def test_standards_listed_after_the_as_of_date_are_not_counted(meeting):
    found = records(
        "standards",
        unit_short=["乙", "甲", "甲"],
        standard=["丙標準", "乙標準", "甲標準"],
        listed_on=[MAY, OCTOBER, date(2020, 11, 1)],
    )
    table = quality.standards_table("標準", found, meeting)
    assert [[str(cell) for cell in row.cells] for row in table.rows] == [
        ["甲", "乙標準", "已上架", "109-10-31"],
        ["甲", "甲標準", "已送審", "109-11-01"],
        ["乙", "丙標準", "已上架", "109-05-31"],
    ]
    assert quality.standards_by_unit(found, meeting).total.printed == "2"
    assert quality.standards_by_unit(None, meeting).total.printed == NOT_PROVIDED


def standards(**more):
    columns = {
        "unit_short": ["甲", "乙"],
        "standard": ["商工標準", "綠能標準草案"],
        "state": ["已上架", "已送審"],
        "state_on": [None, "109-10"],
        "source": ["第十六頁", "第十六頁"],
    }
    return records("standards", **(columns | more))


def test_a_standard_says_how_far_it_has_come_and_when_by_the_month_or_not_at_all(meeting):
    table = quality.standards_table("標準", standards(), meeting)
    assert [[str(cell) for cell in row.cells][2:4] for row in table.rows] == [
        ["已上架", "未載"],
        ["已送審", "109 年 10 月"],
    ]
    assert {state: fact.printed for state, fact in quality.standards_by_state(standards(), meeting).parts.items()} == {
        "已上架": "1",
        "已送審": "1",
    }


def test_a_unit_that_claims_a_draft_as_listed_is_named_with_both_numbers(meeting):
    returns = records("evaluation", unit_short=["甲", "乙"], data_standards=[1, 1])
    assert quality.standards_claims(standards(), returns, meeting).as_text() == (
        "乙回報上架 1 項，清單所載已上架 0 項；考核依清單計分。"
    )
    honest = records("evaluation", unit_short=["甲", "乙"], data_standards=[1, 0])
    assert "一致" in quality.standards_claims(standards(), honest, meeting).as_text()


def test_the_list_says_what_a_unit_has_listed_and_nothing_where_there_is_no_list(meeting):
    listed = quality.standards_by_unit(standards(), meeting)
    assert [quality.standards_of(unit, listed, meeting).printed for unit in ("甲", "乙")] == ["1", "0"]
    assert quality.standards_of("甲", quality.standards_by_unit(None, meeting), meeting).printed == NOT_PROVIDED


def test_what_is_true_from_a_day_on_is_not_said_before_it(meeting):
    assert "三倍券" in quality.background(meeting).as_text()
    meeting.as_of.inventory = MAY
    assert "三倍券" not in quality.background(meeting).as_text() and "隨到隨審" in quality.background(meeting).as_text()


@pytest.mark.parametrize(
    ("wrong", "code"), [({"state": ["已上傳", "草案"]}, "V17"), ({"state_on": ["十月底", None]}, "V07")]
)
def test_a_state_that_nobody_knows_and_a_date_that_is_none_are_refused(wrong, code):
    with pytest.raises(InputError) as caught:
        quality.check_standards(standards(**wrong))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_the_apis_slide_says_how_many_more_there_are_since_the_award(meeting):
    oas = records("oas", unit_short=["乙", "乙"], api=["a", "b"], certified_on=[MAY, date(2020, 9, 1)])
    found = quality.oas_message(oas, meeting)
    assert (found["before"].printed, found["now"].printed) == ("1", "2") and "增至" in found["sentence"]


def test_datasets_that_should_have_a_test_and_have_none_are_counted(meeting):
    marks = quality.marks_on(OCTOBER, catalogue(), register(("2", JULY, "金")), meeting)
    assert marks.untested == 1  # 3 of 乙: 1 was listed before the rulebook's date, 4 after the as-of date


def test_a_date_that_was_told_as_the_beginning_of_a_month_is_printed_so(meeting):
    meeting.as_of.gold_series_said = (SimpleNamespace(day=MAY, said="109 年 5 月底"),)
    points = quality.gold_series(catalogue(), register(("2", NEW_YEAR, "金")), meeting)
    assert [row.cells[0] for row in quality.gold_table("x", points, meeting).rows] == ["109 年 5 月底", "109-10-31"]
    assert quality.gold_line(points)["points"][0][0] == "109 年 5 月底"
