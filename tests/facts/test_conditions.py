"""Conditions as data: what they choose of the kept texts, of a frame alike, and how people say them."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from reportlib.facts.conditions import (
    EVERY,
    NONE,
    Choice,
    Known,
    Latest,
    Sum,
    Took,
    blank,
    is_,
    item,
    least,
    more,
    of_json,
    of_year,
    on_source,
    since,
    until,
)
from reportlib.facts.record import SourceTable
from reportlib.facts.selection import Selection
from reportlib.facts.told import told
from reportlib.records.choosing import labelled, mask
from reportlib.records.sources import _text

COLUMNS = ("分類", "上架", "瀏覽", "格式", "號")
ROWS = [
    ("公共資訊", date(2020, 9, 30), 5, ("CSV", "xml"), "A-1"),
    ("公共資訊", date(2020, 10, 1), 0, ("PDF",), "a-１"),
    ("購屋", None, None, None, "B"),
    (None, date(2019, 2, 28), 12, ("CSV",), "C"),
]
OTHER = SourceTable.of_rows(
    "tests", "t.csv", "", ("號", "標章"), ((2, ("A-1", "金")), (3, ("B", "銀")), (4, ("", "金")))
)
FRAME = pd.DataFrame(dict(zip(COLUMNS, zip(*ROWS, strict=True), strict=True)), range(2, 6), dtype=object)
TABLE = SourceTable.of_rows(
    "list", "l.csv", "", COLUMNS, tuple((at, tuple(map(_text, row))) for at, row in enumerate(ROWS, 2))
)


def chosen(condition: Choice, table: SourceTable = TABLE) -> list[int]:
    there = Selection(OTHER, lambda name: there)
    return sorted(Selection(table, lambda name: there).rows(condition))


DAY = date(2020, 9, 30)


@pytest.mark.parametrize(
    "condition, rows, said",
    [
        (EVERY, [2, 3, 4, 5], "全部的列"),
        (NONE, [], "沒有任何列"),
        (is_("分類", "公共資訊"), [2, 3], "分類為「公共資訊」"),
        (is_("分類", "公共資訊", "購屋"), [2, 3, 4], "分類為「公共資訊」、「購屋」之一"),
        (~is_("分類", "公共資訊"), [4, 5], "分類不為「公共資訊」"),
        (is_("瀏覽", 12), [5], "瀏覽為「12」"),
        (blank("上架"), [4], "上架空白"),
        (~blank("上架"), [2, 3, 5], "上架有填"),
        (until("上架", DAY), [2, 5], "上架不晚於 109-09-30"),
        (~until("上架", DAY), [3, 4], "上架晚於 109-09-30 或空白"),
        (~until("上架", DAY) & ~blank("上架"), [3], "上架晚於 109-09-30"),
        (~is_("分類", "購屋") & ~blank("分類"), [2, 3], "分類不為「購屋」，且分類有填"),
        (since("上架", DAY), [2, 3], "上架不早於 109-09-30"),
        (until("上架", DAY) | blank("上架"), [2, 4, 5], "上架不晚於 109-09-30，或上架空白"),
        (~(until("上架", DAY) | blank("上架")), [3], "上架晚於 109-09-30"),
        (
            is_("分類", "公共資訊") & (until("上架", DAY) | blank("上架")),
            [2],
            "分類為「公共資訊」，且（上架不晚於 109-09-30，或上架空白）",
        ),
        (of_year("上架", 2020), [2, 3], "上架在 109 年"),
        (least("瀏覽", 5), [2, 5], "瀏覽不少於 5"),
        (more("瀏覽", 5), [5], "瀏覽多於 5"),
        (~more("瀏覽", 5), [2, 3, 4], "瀏覽不多於 5 或空白"),
        (item("格式", "csv"), [2, 5], "格式含「csv」"),
        (item("格式", "XML", "PDF"), [2, 3], "格式含「XML」、「PDF」之一"),
        (~item("格式", "CSV"), [3, 4], "格式不含「CSV」"),
        (Sum(("瀏覽", "瀏覽"), "10"), [2, 5], "瀏覽、瀏覽之和不少於 10"),
        (Took(("上架",), 1, "109-10-02"), [2, 5], "自上架至 109-10-02 超過 1 個日曆天"),
        (Took(("上架",), 1, "109-10-02", True), [2, 5], "自上架至 109-10-02 超過 1 個工作天"),
        (Took(("上架",), 1, "109-10-02", True, ("109-10-02",)), [5], "自上架至 109-10-02 超過 1 個工作天"),
        (Known("號", "tests", "號", is_("標章", "金"), "檢測"), [2, 3], "號見於檢測（其標章為「金」）"),
        (~Known("號", "tests", "號", EVERY, "檢測"), [5], "號不見於檢測"),
        (Latest("號", "上架"), [3, 5], "為同一號中上架最近的一列"),
        (Latest("號", "上架", until("上架", DAY)), [2, 5], "為同一號、上架不晚於 109-09-30者中上架最近的一列"),
    ],
)
def test_a_condition_chooses_its_rows_of_all_and_is_told_as_people_say_it(condition, rows, said):
    assert chosen(condition) == rows
    assert told(condition) == said
    assert of_json(condition.as_json()) == condition  # it is kept as data


def test_a_working_day_more_or_less_decides():
    # From Friday 109-10-09 to Monday 109-10-12 it is one working day, and none where that Monday is off.
    table = SourceTable.of_rows("x", "x.csv", "", ("甲", "乙"), ((2, ("109-10-09", "109-10-12")),))
    assert chosen(Took(("甲", "乙"), 0, "", True), table) == [2]
    assert chosen(Took(("甲", "乙"), 0, "", True, ("109-10-12",)), table) == []
    assert chosen(Took(("甲", "乙"), 2), table) == [2] and chosen(Took(("甲", "乙"), 3), table) == []


@pytest.mark.parametrize("wrong", [is_("沒有的欄", "甲"), Known("號", "沒有的表", "號")])
def test_a_column_or_a_table_that_is_not_there_is_an_error(wrong):
    with pytest.raises(KeyError):
        Selection(TABLE, {}.__getitem__).rows(wrong)


CELLS = st.one_of(
    st.sampled_from([is_("分類", "公共資訊"), is_("分類", "公共資訊", "購屋"), is_("瀏覽", 0, 5), is_("上架", DAY)]),
    st.sampled_from([blank(column) for column in COLUMNS]),
    st.dates(date(2019, 1, 1), date(2021, 1, 1)).flatmap(
        lambda day: st.sampled_from([until("上架", day), since("上架", day), of_year("上架", day.year)])
    ),
    st.integers(-1, 13).flatmap(lambda n: st.sampled_from([least("瀏覽", n), more("瀏覽", n), Sum(("瀏覽",), str(n))])),
    st.sampled_from([item("格式", "csv"), item("格式", "PDF", "XML")]),
)
CONDITIONS = st.recursive(
    CELLS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: two[0] & two[1]),
        st.tuples(inner, inner).map(lambda two: two[0] | two[1]),
        inner.map(lambda one: ~one),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_a_frame_is_chosen_from_as_its_kept_texts_are(condition):
    assert chosen(condition) == list(FRAME.index[mask(FRAME, condition)])


@given(CONDITIONS)
def test_any_condition_is_told_and_comes_back_from_its_data(condition):
    assert told(condition) and of_json(condition.as_json()) == condition


def test_a_column_of_a_measures_own_stands_for_what_is_behind_it():
    classes = {"星等": lambda stars: item("格式", "CSV") if stars == "三星" else ~item("格式", "CSV")}
    assert on_source(is_("星等", "三星") & is_("分類", "購屋"), classes, COLUMNS) == item("格式", "CSV") & is_(
        "分類", "購屋"
    )
    assert on_source(blank("星等"), classes, COLUMNS) == ~item("格式", "CSV")
    with pytest.raises(ValueError, match="no column of the source"):
        on_source(until("星等", DAY), classes, COLUMNS)


def test_a_column_that_the_source_lacks_is_blank_in_every_row():
    assert on_source(blank("備註") & is_("分類", "甲"), {}, COLUMNS) == EVERY & is_("分類", "甲")
    assert on_source(until("備註", DAY), {}, COLUMNS) == NONE
    assert list(mask(FRAME, blank("備註"))) == [True] * 4 and not mask(FRAME, is_("備註", "甲")).any()


def test_a_fact_keeps_the_labels_of_the_columns():
    where = labelled("quality", Known("dataset_id", "catalogue", "dataset_id", is_("publisher_short", "水利署")))
    assert where.as_json()["in"] == "quality"
    assert told(where.condition) == "資料集識別碼見於資料集清單（其提供機關簡稱為「水利署」）"
