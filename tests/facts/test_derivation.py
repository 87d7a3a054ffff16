"""A derivation gives its figure again, from what the packet keeps; and tells in words how it came about."""

import weakref
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from reportlib.facts import derivation, words
from reportlib.facts.conditions import Where, is_
from reportlib.facts.facts import Fact, Rows, Unit, Units, constant, total_of
from reportlib.facts.record import SourceTable, record_of
from reportlib.facts.rowsets import RowSet
from reportlib.records import source_files
from reportlib.writing import csv_bytes, write
from tests.support.documents import fact_of, table_of

TABLE = {
    "input": "catalogue",
    "file": "catalogue.csv",
    "sheet": "",
    "path": "rows/catalogue.csv",
    "columns": ["機關", "瀏覽次數", "提出日期", "回復日期", "策略"],
    "rows": [
        [2, "水利署", "10", "109-10-29", "109-11-02", "節能；儲能"],
        [3, "水利署", "5", "109-10-01", "109-10-01", "；氫能"],
        [7, "能源局", "", "", "", ""],
    ],
}
TABLES = derivation.Tables([table_of(TABLE)])
ITEMS = Unit("項")


def read(operator, rows="2-3,7", **more):
    return {"operator": operator, "rows": [{"file": "catalogue.csv", "sheet": "", "rows": rows}], **more}


def value(tree, **facts):
    found = derivation.evaluate(
        tree, {name: fact_of({"name": name, "value": given}) for name, given in facts.items()}, TABLES
    )
    return found if found is None else str(found)


@pytest.mark.parametrize(
    "tree, expected",
    [
        (read("count"), "3"),
        (read("count", "2-9"), "3"),  # only rows that are there
        ({"operator": "count", "rows": []}, "0"),
        (read("sum", columns=["瀏覽次數"]), "15"),
        (read("recorded", "3", columns=["瀏覽次數"]), "5"),
        (read("recorded", "7", columns=["瀏覽次數"]), None),
        (read("distinct", columns=["機關"]), "2"),
        (read("pieces", columns=["策略"], using=["；"]), "3"),
        (read("days", "2", columns=["提出日期", "回復日期"]), "4"),
        (read("days", "2", columns=["提出日期"], using=["109-10-27"]), "2"),
        (read("days", "2", columns=["提出日期"], using=["109-10-31"]), "2"),
        (
            read("working days", "2", columns=["提出日期"], using=["109-11-02", "109-10-30"]),
            "1",
        ),  # to a day that is in no column
        (read("working days", "2", columns=["提出日期", "回復日期"]), "2"),  # a Thursday to a Monday
        (read("working days", "2", columns=["提出日期", "回復日期"], using=["109-10-30"]), "1"),
        (read("working days", "2", columns=["提出日期", "回復日期"], using=["109-10-31"]), "3"),  # a Saturday at work
        ({"operator": "minutes", "using": ["14:05", "14:45"]}, "40"),
        ({"operator": "listed", "using": ["甲", "乙"]}, "2"),
        ({"operator": "listed"}, "0"),
        ({"operator": "declared", "value": "101", "source": "上年度"}, "101"),
        (read("declared", "3", columns=["瀏覽次數"], value="999", source="檔案"), "5"),
        ({"absence": "來源未提供"}, None),
    ],
)
def test_a_leaf_is_read_again_from_its_rows(tree, expected):
    assert value(tree) == expected


A, B = {"fact": "a"}, {"fact": "b"}


@pytest.mark.parametrize(
    "operator, more, expected",
    [
        ("+", {}, "7"),
        ("−", {}, "3"),
        ("×", {}, "10"),
        ("÷", {}, "2.5"),
        ("min", {}, "2"),
        ("count", {}, "2"),
        ("rank", {}, "1"),
    ],
)
def test_a_formula_of_five_and_two_is_computed_again(operator, more, expected):
    assert value({"operator": operator, "of": [A, B], **more}, a="5", b="2") == expected


def test_what_an_operand_lacks_the_formula_lacks():
    assert value({"operator": "+", "of": [A, B]}, a="5", b=None) is None
    assert value({"operator": "÷", "of": [A, B]}, a="5", b="0") is None


def test_the_first_step_that_is_reached_gives_its_points():
    steps = {"operator": "step", "of": [A, *({"constant": number} for number in ("0.8", "3", "0.5", "1"))]}
    assert [value(steps, a=given) for given in ("0.9", "0.8", "0.79", "0.1")] == ["3", "3", "1", "0"]


def test_of_figures_are_counted_those_that_are_so_much_whatever_was_counted_before():
    some = {"operator": "count", "of": [A, B], "using": ["more", "0"]}
    none = {"operator": "count", "of": [A, B], "using": ["is", "0"]}
    assert (value(some, a="5", b="0"), value(some, a="5", b="1"), value(some, a=None, b="1")) == ("1", "2", "1")
    assert (value(none, a="5", b="0"), value(none, a="5", b=None)) == ("1", "0")
    some["of"] = [{"fact": "F-1"}, {"fact": "F-2"}]
    assert told(some, "1", **{"F-1": "5", "F-2": "0"}) == ["算式：F-1 至 F-2 共 2 個中大於 0 者的個數"]


def test_a_place_among_figures_is_none_where_one_of_them_is_left_out():
    facts = {
        number: fact_of({"id": number, "name": name, "value": points})
        for number, name, points in (
            ("F-1", "e/甲.total", "9"),
            ("F-2", "e/乙.total", "5"),
            ("F-3", "e/丙.total", None),
        )
    }
    whole = {"operator": "rank", "of": [{"fact": n} for n in ("F-2", "F-1", "F-2")], "family": "e/*.total"}
    assert derivation.evaluate(whole, facts, TABLES) == 2
    assert derivation.evaluate({**whole, "of": whole["of"][:2]}, facts, TABLES) is None


def test_rounding_is_up_down_or_half_up():
    def rounded(operator):
        return value({"operator": operator, "of": [A], "digits": 1}, a="106.25")

    assert (rounded("四捨五入"), rounded("無條件捨去"), rounded("無條件進位")) == ("106.3", "106.2", "106.3")


def test_what_does_not_apply_counts_as_the_rule_says():
    tree = {"operator": "不適用", "of": [{"constant": "4"}, A, B]}
    assert (
        value(tree, a="0", b="0")
        == value(tree, a="0", b=None)
        == value({"operator": "不適用", "of": [{"constant": "4"}]})
        == "4"
    )
    assert value(tree, a="0", b="1") is None  # it does apply


def test_an_operator_that_nobody_knows_is_an_error():
    with pytest.raises(KeyError):
        value({"operator": "median", "of": [A]}, a="1")


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.integers(1, 9))
def test_any_sum_share_cap_and_rounding_of_facts_derives_to_its_own_value(numbers, cap):
    parts = [Fact(Decimal(number), ITEMS, f"part/{at}", rows=()) for at, number in enumerate(numbers)]
    whole = total_of(parts, ITEMS)
    score = ((parts[0].share_of(whole, Units().share) * 100).at_most(cap) + constant(cap)).rounded(1, "half_up")
    facts = {part.name: record_of(part) for part in parts}
    assert derivation.evaluate(score.derivation(), facts, TABLES) == score.value
    if len(parts) > 1:
        assert derivation.evaluate(whole.derivation(), facts, TABLES) == whole.value


@given(
    st.decimals(-(10**9), 10**9, places=6),
    st.integers(0, 3),
    st.sampled_from(["half_up", "truncate"]),
    st.booleans(),
    st.booleans(),
)
def test_any_figure_prints_the_same_again(number, digits, rounding, percent, trim):
    fact = Fact(number, Unit("", digits, rounding, percent, ",", trim), "x", "x")
    assert derivation.printed(record_of(fact)) == fact.printed


def test_the_tree_of_a_share_goes_down_to_the_rows():
    place = (Rows("catalogue.csv", "", (2, 3)),)
    gold = Fact(
        Decimal(2),
        ITEMS,
        "F-0001",
        "金標章",
        date(2020, 10, 31),
        "最近一次檢測",
        place,
        "count",
        where=Where("quality", is_("標章", "金")),
    )
    tested = Fact(
        Decimal(3),
        ITEMS,
        "F-0002",
        "納入檢測",
        date(2020, 10, 31),
        "",
        (Rows("catalogue.csv", "", (2, 3, 7)),),
        "count",
    )
    share = gold.share_of(tested, Units().share).named("F-0003", "金標章占比")
    facts = {fact.name: record_of(fact).with_(id=fact.name) for fact in (gold, tested, share)}
    assert list(words.lines("F-0003", facts)) == [
        (0, "金標章占比〔F-0003〕＝66%"),
        (1, "算式：金標章〔F-0001〕 ÷ 納入檢測〔F-0002〕"),
        (1, "捨入：66.66…%，無條件捨去為 66%"),
        (1, "金標章〔F-0001〕＝2 項"),
        (2, "算法：計列數"),
        (2, "資料列：catalogue.csv 第 2–3 列（共 2 列）"),
        (2, "條件：標章為「金」"),
        (2, "規則：最近一次檢測"),
        (1, "納入檢測〔F-0002〕＝3 項"),
        (2, "算法：計列數"),
        (2, "資料列：catalogue.csv 第 2–3、7 列（共 3 列）"),
    ]
    assert [line for depth, line in words.lines("F-0003", facts, deepest=0)] == [
        "金標章占比〔F-0003〕＝66%",
        "算式：金標章〔F-0001〕 ÷ 納入檢測〔F-0002〕",
        "捨入：66.66…%，無條件捨去為 66%",
    ]


def told(tree: dict, value: str | None = None, absence: str | None = None, **operands: str | None) -> list[str]:
    facts = {
        name: fact_of(
            {"id": name, "name": name, "label": name, "value": given, "absence": None if given else "來源未提供"}
        )
        for name, given in operands.items()
    }
    return words.own_lines(fact_of({"name": "x", "value": value, "absence": absence, "derivation": tree}), facts)


def test_tables_that_nobody_asks_any_more_are_let_go_without_looking_for_garbage():
    tables = derivation.Tables([table_of(TABLE)])
    assert tables.chosen({"in": "catalogue", "where": is_("機關", "水利署").as_json()})
    gone = weakref.ref(tables)
    del tables
    assert gone() is None


def test_every_figure_says_something_of_where_it_is_from():
    assert told({"absence": "來源未提供"}, absence="來源未提供") == ["算法：沒有紀錄可算；不是零"]
    assert told({"operator": "count", "rows": []}, "0") == ["算法：計列數", "資料列：沒有合於條件的列"]
    assert told({"operator": "declared", "value": "5", "rows": [], "source": "簡報"}, "5") == ["來源：簡報"]


def test_what_does_not_apply_says_why():
    tree = {"operator": "不適用", "of": [{"constant": "0"}, {"fact": "F-1"}, {"fact": "F-2"}]}
    assert told(tree, "0", **{"F-1": "0", "F-2": "0"}) == ["算式：不適用（F-2〔F-2〕為零），計 0"]
    assert told(tree, "0", **{"F-1": None, "F-2": "3"}) == ["算式：不適用（F-1〔F-1〕來源未提供），計 0"]


def test_many_operands_are_told_by_their_ids_and_no_other_lies_between():
    parts = [{"fact": f"F-{number:04}"} for number in (3, 4, 5, 9, 12, 11, 20)]
    assert told({"operator": "+", "of": parts}, "7") == [
        "算式：F-0003 至 F-0005、F-0009、F-0011 至 F-0012、F-0020 共 7 個之和"
    ]
    assert words.spans(("F-0001", "F-0003", "F-10000", "F-9999"), most=2) == "F-0001、F-0003等"


@pytest.mark.parametrize("meeting", ["reference", "earlier"])
def test_every_figure_of_both_meetings_derives_to_its_own_value_and_print(meeting, request, document_of):
    document = document_of(request.getfixturevalue(meeting))
    facts, tables = document.by_id, derivation.Tables(document.tables)
    assert len(facts) > 1000
    for fact in facts.values():
        again = derivation.evaluate(fact.derivation, facts, tables)
        assert again == fact.number, fact.name
        assert derivation.printed(fact) == fact.printed, fact.name


# -- the source rows -----------------------------------------------------------------------------------------------------


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=2, max_size=2))
def test_source_rows_come_back_from_their_files_as_they_were(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("packet")
    rows = ((2, tuple(texts)), (9, ("=1+1", "-3")))
    table = SourceTable.of_rows("requests", "需求.xlsx", "工作表1", ("甲", "乙"), rows)
    write(folder / table.path, source_files.as_parquet(table))
    (folder / "run.json").write_text(
        '{"sources": [{"input": "requests", "file": "需求.xlsx", "sheet": "工作表1"}]}', "utf-8"
    )
    assert source_files.read_back(folder) == [table]
    (folder / table.path).unlink()
    packed = csv_bytes(source_files.as_csv(table))
    write(folder / "rows" / "requests.csv", packed)  # as older packets have it
    assert source_files.read_back(folder) == [table]
    assert "9,'=1+1,-3" in packed.decode("utf-8-sig")  # no formula, and a negative number still a number


@given(st.sets(st.integers(1, 60), min_size=1))
def test_ranges_of_rows_are_read_as_they_were_written(numbers):
    assert set(RowSet.of_ranges(Rows("a.csv", "", tuple(numbers)).ranges())) == numbers
