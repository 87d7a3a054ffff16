"""The rank among ministries, the totals of earlier meetings, and service categories."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from reportlib import wording
from reportlib.errors import InputError
from reportlib.facts.facts import NOT_PROVIDED, Fact, Unit, Units
from reportlib.measures import inventory
from reportlib.measures.counting import rank_of
from reportlib.meeting import rulebook_files
from reportlib.meeting.param_days import MeetingParams
from reportlib.meeting.rulebooks import ServiceCategories
from reportlib.records.records import Records
from reportlib.wording import Wording

NEW_YEAR, MAY, OCTOBER = date(2020, 1, 1), date(2020, 5, 31), date(2020, 10, 31)
CODES = {"100": "交通", "200": "港埠", "300": "動物"}
BOOK = ServiceCategories.model_validate(
    {"title": "分類", "source": "例", "categories": [{"code": code, "category": name} for code, name in CODES.items()]}
)


def meeting(book=BOOK, body="海港市開放資料委員會", stars=None, **more):
    units = Units()
    return SimpleNamespace(
        units=units,
        datasets=units.count("項"),
        book={"categories": book, "stars": stars}.get,
        stars=stars,
        as_of=SimpleNamespace(inventory=OCTOBER, previous_inventory=date(2019, 12, 31)),
        params=SimpleNamespace(
            meeting=MeetingParams.model_validate({"body": body, "term": 1, "number": 1, "date": "109-11"} | more)
        ),
    )


def records(kind, **columns):
    numbers = ("views", "downloads", "datasets")
    frame = pd.DataFrame(
        {name: pd.Series(values, dtype="Int64" if name in numbers else object) for name, values in columns.items()}
    )
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(frame, kind, f"{kind}.csv", "", "utf-8", 1, {}, "0" * 64)


def catalogue(**more):
    columns = {
        "title": ["甲", "乙", "丙", "丁"],
        "publisher_short": ["一局"] * 4,
        "category": ["動物", "動物", "交通", None],
        "listed_on": [date(2015, 1, 1), date(2020, 3, 1), date(2020, 3, 1), date(2020, 8, 1)],
        "views": [5, 9, 2, 1],
        "formats": [("CSV",), ("PDF",), ("LOD",), ("KML",)],
    }
    return records("catalogue", **(columns | more))


def cells(table):
    return [[str(cell) for cell in row.cells] for row in table.rows]


# -- categories ----------------------------------------------------------------------------------------------------------


def test_every_category_stands_in_the_table_with_its_most_viewed_datasets():
    assert cells(inventory.category_table("分類", catalogue(), meeting())) == [
        ["動物", "2", "50%", "乙、甲"],
        ["交通", "1", "25%", "丙"],
        ["港埠", "0", "0%", "—"],
        ["未填分類", "1", "25%", "—"],
        ["合計", "4", "100%", ""],
    ]


def test_several_categories_without_a_dataset_are_one_row():
    found = inventory.category_table("分類", catalogue(category=["動物"] * 4), meeting())
    assert cells(found) == [["動物", "4", "100%", "乙、甲"], ["其餘 2 類", "0", "", ""], ["合計", "4", "100%", ""]]


def test_the_codes_of_all_categories_are_among_what_proves():
    found = inventory.category_codes("代碼", catalogue(), meeting())
    assert found.only == "proof"
    assert cells(found) == [["動物", "300", "2"], ["交通", "100", "1"], ["港埠", "200", "0"], ["未填分類", "—", "1"]]


def test_the_sum_of_the_categories_is_said_where_datasets_have_none():
    assert "各服務分類合計 3 項，另有 1 項未填分類。" in inventory.summary(catalogue(), meeting()).as_text()


def test_V17_a_category_outside_the_rulebook_is_refused_once_with_the_nearest():
    with pytest.raises(
        InputError, match=r'V17 catalogue.csv row 4 "category".*\(2 rows\)\. Did you mean "港埠"'
    ) as caught:
        inventory.by_category(catalogue(category=["動物", "動物", "港埠區", "港埠區"]), meeting())
    assert len(caught.value.problems) == 1


def test_without_a_rulebook_any_category_counts():
    found = inventory.by_category(catalogue(category=["港埠區"] * 4), meeting(book=None))
    assert list(found.parts) == ["港埠區"]


def test_every_table_says_in_what_it_counts_in_the_bodys_own_words(root: Path):
    stars = rulebook_files.read("stars", root / "params" / "rules" / "star-ratings.yaml")
    given = ministries(("海港市", 1, MAY), ("山城市", 9, MAY))
    with wording.using(
        Wording("common", {"單位：{unit}": "Unit: {unit}", "項": "items", "統計至 {day}": "As of {day}"})
    ):
        tables = [
            inventory.category_table("分類", catalogue(), meeting()),
            inventory.category_codes("代碼", catalogue(), meeting()),
            inventory.standing_table("部會", inventory.standing(given, meeting()), most=1),
            inventory.star_table("星等", catalogue(), meeting(stars=stars)),
            inventory.totals_table("累計", inventory.history_of_totals(catalogue(), meeting(), None)),
        ]
        said = [table.blocks()[0].unit.text for table in tables]
        note = tables[2].blocks()[0].note.text
    assert (said, note) == (["Unit: items"] * 5, "As of 2020-05-31")


# -- the rank --------------------------------------------------------------------------------------------------------------


def ministries(*rows):
    names, counts, days = zip(*rows, strict=True)
    return records("ministries", ministry=names, datasets=counts, as_of=days)


def test_the_rank_goes_by_the_latest_counts_up_to_the_as_of_date():
    found = inventory.standing(
        ministries(
            ("海港市", 1, MAY),
            ("山城市", 9, MAY),
            ("海港市", 8, OCTOBER),
            ("山城市", 5, OCTOBER),
            ("山城市", 99, date(2020, 12, 1)),
        ),
        meeting(),
    )
    assert (found.ours, found.rank.printed, list(found.by_ministry.parts)) == ("海港市", "1", ["海港市", "山城市"])


def test_equal_counts_share_a_rank_and_ours_stands_first_among_them():
    found = inventory.standing(
        ministries(("甲市", 3, MAY), ("乙市", 7, MAY), ("海港市", 3, MAY), ("丙市", 1, MAY)), meeting()
    )
    assert {name: fact.printed for name, fact in found.ranks.items()} == {
        "乙市": "1",
        "海港市": "2",
        "甲市": "2",
        "丙市": "4",
    }
    assert list(found.by_ministry.parts) == ["乙市", "海港市", "甲市", "丙市"]


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 5), min_size=1))
def test_a_rank_is_one_more_than_how_many_are_larger_whatever_the_ties(values):
    counts = {key: Fact(Decimal(value), Unit("項"), key, key) for key, value in values.items()}
    places = {key: rank_of(fact, counts.values(), Unit("名"), f"{key}.rank", key).value for key, fact in counts.items()}
    assert min(places.values()) == 1
    for key, place in places.items():
        assert place - 1 == len([other for other in values.values() if other > values[key]])


def test_ours_is_added_below_the_first_ones():
    found = inventory.standing(
        ministries(("甲市", 3, MAY), ("乙市", 7, MAY), ("丙市", 4, MAY), ("海港市", 1, MAY)), meeting()
    )
    assert cells(inventory.standing_table("部會", found, most=2)) == [
        ["1", "乙市", "7"],
        ["2", "丙市", "4"],
        ["4", "海港市", "1"],
    ]
    assert "列前二名及本機關" in inventory.standing_table("部會", found, most=2).note
    assert "及本機關" not in inventory.standing_table("部會", found, most=4).note


def test_I03_a_file_without_our_own_row_is_refused_with_the_nearest():
    with pytest.raises(
        InputError, match='I03 ministries.csv "ministry".*The nearest is "海巷市"; add the count of our own'
    ):
        inventory.standing(ministries(("海巷市", 3, MAY)), meeting())


def test_ours_is_the_one_that_the_parameters_name_whatever_the_body_is_called():
    counts = ministries(("甲市", 3, MAY), ("海港市政府", 7, MAY))
    with pytest.raises(InputError, match="I03"):
        inventory.standing(counts, meeting(body="海港市開放資料委員會"))
    named = meeting(body="開放資料委員會", own="海港市政府")
    assert inventory.standing(counts, named).ours == "海港市政府"
    with pytest.raises(InputError, match='"海港" begins with no name'):
        inventory.standing(counts, meeting(body="甲市委員會", own="海港"))


def test_the_parameters_say_what_bodies_of_our_kind_are_called_and_how_many_there_are():
    counts = ministries(("甲市", 9, MAY), ("海港市", 7, MAY))
    here = meeting(peers={"called": "縣市", "number": 22, "source": "年報"})
    found = inventory.standing(counts, here)
    said = inventory.standing_summary(found, catalogue(), here).as_text()
    assert "居 22 個縣市第 2 名" in said and "部會" not in said
    assert (found.count.operator, found.count.rule) == ("declared", "人工填報：年報")
    assert (
        "居 2 個縣市第 2 名"
        in inventory.standing_summary(
            inventory.standing(counts, meeting(peers={"called": "縣市"})), catalogue(), here
        ).as_text()
    )
    table = inventory.standing_table("名次", found)
    assert (table.columns[1], found.rank.label) == ("縣市", "縣市排名")


def test_more_rows_than_there_are_bodies_stop_and_a_number_needs_its_source():
    one = meeting(peers={"called": "縣市", "number": 1, "source": "年報"})
    with pytest.raises(InputError, match="I03.*has 2 rows, but meeting.peers.number is 1"):
        inventory.standing(ministries(("甲市", 9, MAY), ("海港市", 7, MAY)), one)
    with pytest.raises(ValueError, match="without its source"):
        meeting(peers={"number": 3})


def test_the_ministries_file_and_the_catalogue_may_disagree_and_that_is_said():
    found = inventory.standing(ministries(("海港市", 5, OCTOBER)), meeting())
    assert "所載的 5 項與資料集清單的 4 項不一致" in inventory.standing_summary(found, catalogue(), meeting()).as_text()


def test_without_a_file_of_ministries_there_is_no_rank():
    found = inventory.standing(None, meeting())
    assert found.rank.printed == NOT_PROVIDED
    assert inventory.standing_table("部會", found).as_text() == f"部會：{NOT_PROVIDED}。"


# -- earlier meetings --------------------------------------------------------------------------------------------------------


def history(*rows, fact="inventory.total"):
    days, values = zip(*rows, strict=True)
    return records(
        "history", fact=[fact] * len(rows), value=[Decimal(v) for v in values], as_of=days, source=["前次"] * len(rows)
    )


def test_the_series_has_the_earlier_meetings_the_last_period_and_now():
    found = inventory.history_of_totals(catalogue(), meeting(), history((MAY, 3)))
    assert [(told.day, told.fact.printed) for told in found] == [(date(2019, 12, 31), "1"), (MAY, "3"), (OCTOBER, "4")]
    assert cells(inventory.totals_table("累計", found))[1] == ["109-05-31", "3", "2", "前次"]
    assert "不一致" not in inventory.totals_summary(found).as_text()


def test_an_earlier_figure_that_the_catalogue_does_not_give_is_shown_as_it_was_told_and_said():
    found = inventory.history_of_totals(catalogue(), meeting(), history((MAY, 2)))
    assert found[1].fact.printed == "2"
    assert (
        "109-05-31 先前所載 2 項，與清單回算的 3 項不一致，圖表採先前所載。"
        in inventory.totals_summary(found).as_text()
    )


def test_a_total_that_shrank_is_not_said_to_have_grown():
    found = inventory.history_of_totals(catalogue(), meeting(), history((date(2019, 5, 31), 9)))
    assert "自 108 年 5 月 31 日的 9 項至 4 項，增減 −5 項。" in inventory.totals_summary(found).as_text()
    assert inventory.totals_message(found)["sentence"] == "累計開放資料集由 {first} 項到 {last} 項"


def test_a_total_that_stayed_is_neither_more_nor_less():
    found = inventory.history_of_totals(catalogue(), meeting(), history((date(2019, 5, 31), 4)))
    assert "自 108 年 5 月 31 日以來維持 4 項。" in inventory.totals_summary(found).as_text()
    assert inventory.totals_message(found)["sentence"] == "累計開放資料集維持 {last} 項"
    alone = inventory.totals_message(found[-1:])
    assert alone["sentence"] == "累計開放 {last} 項資料集" and alone["last"].printed == "4"


def test_of_the_as_of_date_itself_the_catalogue_decides():
    found = inventory.history_of_totals(catalogue(), meeting(), history((OCTOBER, 5)))
    assert found[-1].fact.printed == "4"
    assert "圖表採清單" in inventory.totals_summary(found).as_text()


def test_without_history_or_listing_dates_there_is_one_point():
    found = inventory.history_of_totals(catalogue(listed_on=[None] * 4), meeting(), None)
    assert [told.fact.printed for told in found][-1] == "4"


# -- star ratings --------------------------------------------------------------------------------------------------------------


def test_every_rating_stands_with_the_formats_that_earn_it(root: Path):
    book = rulebook_files.read("stars", root / "params" / "rules" / "star-ratings.yaml")
    table = inventory.star_table("星等", catalogue(), meeting(stars=book))
    assert [row[:3] for row in cells(table)] == [
        ["5 星", "LOD", "1"],
        ["4 星", "RDF、SPARQL", "0"],
        ["3 星", "CSV、XML、JSON", "1"],
        ["2 星", "XLSX、ODS", "0"],
        ["1 星", "PDF、JPG、DOC、ODT", "1"],
        ["未列星等", "其他格式", "1"],
        ["合計", "", "4"],
    ]
    assert inventory.three_stars(catalogue(), meeting(stars=book)).printed == "2"


def test_the_note_of_the_ranks_says_how_many_are_left_out_and_nothing_else():
    found = inventory.standing(ministries(("甲市", 3, MAY), ("海港市", 1, MAY)), meeting())
    assert inventory.standing_table("部會", found, most=2).note == "統計至 109-05-31"
    assert inventory.standing_table("部會", found, most=1).note == "統計至 109-05-31"  # ours is added to the first
