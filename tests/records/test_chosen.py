"""The condition by which records were chosen goes with them."""

from datetime import date

import pandas as pd
import pytest

from reportlib.facts.conditions import EVERY, blank, is_, item, until
from reportlib.facts.told import told
from reportlib.records import sources
from reportlib.records.records import Records

DAY = date(2020, 10, 31)


def records(input="catalogue", **columns) -> Records:
    """Some records of an input; the rows are numbered from 2."""
    length = len(next(iter(columns.values())))
    frame = pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})
    frame.index = range(2, 2 + length)
    return Records(frame, input, f"{input}.csv", "", "utf-8", 1, {"read": length}, "")


CATALOGUE = records(
    dataset_id=["1", "2", "3"],
    title=["甲", "乙", "乙"],
    category=["公共資訊", None, "購屋"],
    publisher=["經濟部水利署", "經濟部水利署", "經濟部能源局"],
    publisher_short=["水利署", "水利署", "能源局"],
    listed_on=[date(2020, 1, 1), None, date(2020, 12, 1)],
)


def said(some: Records) -> str | None:
    where = some.chosen_by()
    return where and told(where.condition)


def test_all_records_are_chosen_by_no_condition_and_each_narrowing_adds_its_own():
    assert said(CATALOGUE) == "全部的列"
    here = CATALOGUE.where(until("listed_on", DAY) | blank("listed_on")).where(is_("publisher_short", "水利署"))
    assert list(here.frame.index) == [2, 3]
    assert said(here) == "（上架日期不晚於 109-10-31，或上架日期空白），且提供機關簡稱為「水利署」"


def test_in_another_order_they_are_the_same_and_of_other_rows_nobody_knows_the_condition():
    here = CATALOGUE.where(is_("publisher_short", "水利署"))
    assert said(here.with_frame(here.frame.iloc[::-1])) == said(here)
    assert here.with_frame(here.frame.iloc[:1]).chosen_by() is None
    unknown = CATALOGUE.where(CATALOGUE.frame["title"] == "乙")
    assert unknown.chosen_by() is None and unknown.where(is_("category", "購屋")).chosen_by() is None
    assert said(CATALOGUE.where(CATALOGUE.frame["title"] == "乙", is_("title", "乙"))) == "資料集名稱為「乙」"


def test_a_measures_own_column_is_kept_as_what_is_behind_it():
    kinds = CATALOGUE.frame["category"].map({"公共資訊": "資訊", "購屋": "其他"})
    behind = {"資訊": is_("category", "公共資訊"), "其他": is_("category", "購屋"), None: blank("category")}
    classed = CATALOGUE.classed("kind", kinds, behind.__getitem__)
    assert list(classed.where(is_("kind", "資訊")).frame.index) == [2]
    assert said(classed.where(is_("kind", "資訊"))) == "服務分類為「公共資訊」"
    assert said(classed.where(~blank("kind"))) == "服務分類有填"


def test_what_the_source_lacks_is_blank():
    assert said(CATALOGUE.where(blank("mark"))) == "全部的列" and len(CATALOGUE.where(blank("mark")).frame) == 3
    assert said(CATALOGUE.where(item("formats", "CSV"))) == "沒有任何列"


def test_a_row_is_chosen_by_its_key():
    assert told(CATALOGUE.where(is_("publisher_short", "水利署")).row(3)) == told(is_("dataset_id", "2"))


def test_a_row_without_a_key_is_chosen_by_as_many_columns_as_it_takes():
    without = CATALOGUE.with_frame(CATALOGUE.frame.drop(columns="dataset_id"))
    assert without.row(2) == is_("title", "甲")
    assert without.row(4) == is_("title", "乙") & is_("category", "購屋")
    twins = records("requests", request_id=["7", "7"], agency=["水利署", "水利署"], title=["甲", "甲"])
    assert twins.row(2) is None  # nothing tells them apart
    parts = records("requests", request_id=["7", "7"], agency=["水利署", "水利署"], title=["甲", "乙"])
    assert told(parts.row(3)) == "request_id為「7」，且agency為「水利署」，且title為「乙」"


def test_of_rows_that_nobody_knows_how_they_were_chosen_one_is_not_chosen_either():
    twins = records("requests", request_id=["7", "7"], agency=["水利署", "水利署"], title=["甲", "乙"])
    assert twins.where(twins.frame["title"] == "甲").row(2) is None


def test_the_kept_rows_have_the_short_name_behind_the_agency():
    table = sources.table(CATALOGUE)
    assert table.columns == ("資料集識別碼", "資料集名稱", "服務分類", "提供機關", "提供機關簡稱", "上架日期")
    assert next(table.rows) == (2, ("1", "甲", "公共資訊", "經濟部水利署", "水利署", "109-01-01"))


@pytest.mark.parametrize("number", [2, 3, 4])
def test_every_condition_of_a_row_finds_that_row_only(number):
    condition = CATALOGUE.row(number)
    assert list(CATALOGUE.where(condition).frame.index) == [number] and condition != EVERY
