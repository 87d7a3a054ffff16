"""Records do what a frame does, on one of their own: nothing that an analyst does changes them."""

import copy
import pickle
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from reportlib.display.prose import KeyFigures
from reportlib.display.tables import Row, Table
from reportlib.execute.explanation import Explanation
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.brief import Brief
from reportlib.facts.facts import Fact, Unit
from tests.support.small_meeting import small_plan

PLAN = small_plan(
    ("1", "經濟部甲局", "一", date(2020, 8, 1), None),
    ("2", "經濟部甲局", "二", date(2020, 9, 1), date(2020, 9, 2)),
    ("3", "經濟部乙局", "三", date(2020, 7, 1), None),
)


def test_records_show_what_they_are_and_their_first_rows():
    assert repr(PLAN).endswith("（plan.csv）：3 列 × 6 欄")
    assert "planned_on" in PLAN._repr_html_() and len(PLAN._repr_html_()) < 3000


def test_dates_are_datetime64_and_agencies_categoricals_in_the_copy():
    kinds = {name: str(kind) for name, kind in PLAN.to_frame().dtypes.items()}
    assert kinds["planned_on"] == kinds["opened_on"] == "datetime64[s]"
    assert kinds["agency"] == kinds["agency_short"] == "category" and kinds["title"] == "str"
    assert PLAN.to_frame()["opened_on"].isna().tolist() == [True, False, True]


def test_counts_and_decimals_can_be_summed():
    classed = PLAN.classed("weight", pd.Series([Decimal("0.1"), None, Decimal("0.2")], PLAN.frame.index), None)
    assert classed["weight"].sum() == pytest.approx(0.3)


def test_records_are_headed_grouped_and_merged_like_a_frame():
    assert PLAN.head(1)["title"].tolist() == ["一"]
    assert PLAN.groupby("agency_short").size().to_dict() == {"乙局": 1, "甲局": 2}
    assert len(PLAN.merge(PLAN, on="agency")) == 5
    assert PLAN.loc[3, "title"] == "二" and PLAN["planned_on"].dt.month.tolist() == [8, 9, 7]
    assert len(PLAN) == 3 and list(PLAN)[0] == "plan_id"


def test_what_an_analyst_changes_is_a_copy():
    frame = PLAN.to_frame()
    frame.loc[:, "title"] = "改過"
    assert PLAN["title"].tolist() == PLAN.frame["title"].tolist() == ["一", "二", "三"]


def test_records_without_rows_are_still_records():
    assert PLAN.where([False] * 3) and len(PLAN.where([False] * 3)) == 0
    assert len(pickle.loads(pickle.dumps(PLAN))) == len(copy.copy(PLAN)) == 3


@pytest.mark.parametrize("asked", [lambda: PLAN["titel"], lambda: PLAN.titel])
def test_a_column_that_is_not_there_is_answered_with_those_that_are(asked):
    with pytest.raises((KeyError, AttributeError), match="titel.*plan_id, .*section.plan"):
        asked()


def test_a_table_as_a_frame_has_its_facts_as_numbers_and_no_total():
    seven = Fact(Decimal(7), Unit("項"), "a", "甲")
    table = Table("各單位", ("單位", "資料集"), (Row(("甲", seven)), Row(("合計", seven), "total")))
    assert repr([table]) == "[各單位：2 列 × 2 欄]"
    assert table.to_frame().to_dict("list") == {"單位": ["甲"], "資料集": [7.0]}
    assert table.to_frame(total=True)["資料集"].sum() == 14
    assert list(Table("空", ("單位", "資料集"), ()).to_frame().columns) == ["單位", "資料集"]


@pytest.mark.parametrize("given", ["agency_short", None, 3])
def test_a_choice_that_is_none_says_what_it_takes(given):
    with pytest.raises(TypeError, match=r"\.where takes a condition.*section\.plan\.where\(section\.plan\["):
        PLAN.where(given)


@pytest.mark.parametrize(
    "asked",
    [lambda: PLAN.groupby("bureau"), lambda: PLAN.merge(PLAN, on="bureau"), lambda: PLAN.sort_values("bureau")],
)
def test_every_method_of_a_frame_names_the_columns_where_it_is_asked_for_another(asked):
    with pytest.raises(KeyError, match="bureau.*plan_id, .*section.plan"):
        asked()


ONE = Fact(Decimal(7), Unit("項"), "a.total", "資料集")
BY_UNIT = Breakdown("單位", {"甲局": ONE}, ONE)
FRAMED = [
    PLAN,
    ONE,
    BY_UNIT,
    Crosstab("單位", {("甲局", "甲局"): ONE}, BY_UNIT, BY_UNIT),
    Table("表", ("單位", "資料集"), (Row(("甲局", ONE)),)),
    KeyFigures.of(資料集=ONE),
    Explanation.of(ONE),
]


@pytest.mark.parametrize("given", FRAMED, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize(
    "made", [pd.DataFrame, pd.Series, lambda one: pd.DataFrame([one]), lambda one: pd.DataFrame({"a": one})]
)
def test_what_pandas_would_take_apart_is_refused_and_told_to_use_its_own_frame(made, given):
    if given is PLAN and made not in (pd.DataFrame, pd.Series):
        pytest.skip("pandas refuses, or asks for the same")
    with pytest.raises(TypeError, match=r"\.to_frame\(\)"):
        made(given)
    assert isinstance(given.to_frame(), pd.DataFrame)


def test_figures_are_values_of_a_series_as_before():
    assert pd.Series({"甲局": ONE})["甲局"] is ONE and pd.DataFrame({"數": [ONE, ONE]})["數"].tolist() == [ONE, ONE]


def test_key_figures_as_a_frame_have_a_row_a_figure_under_what_it_is_called_there():
    frame = KeyFigures((("資料集", ONE), ("資料集", ONE))).to_frame()
    assert frame.index.tolist() == ["資料集", "資料集"] and frame["value"].tolist() == [7, 7]


def test_where_is_not_given_a_figure():
    with pytest.raises(TypeError, match=r"section\.plan\.where"):
        PLAN.where(ONE)


@dataclass(frozen=True, repr=False)
class Found(Brief):
    name: str
    scores: tuple[int, ...]
    book: str = ""
    lack: object = None


def test_what_a_measure_gives_is_one_short_line_in_a_cell():
    assert repr(Found("甲局", tuple(range(900)))) == "Found(name='甲局', scores=900)"
    assert repr(Found("甲局", (1,), "長" * 99)) == "Found(name='甲局', scores=1, book=str)"
