"""Breakdowns side by side in one table, with its date."""

from datetime import date

import pytest

from reportlib.display import tables
from reportlib.measures import inventory, quality
from tests.support.two_units import MAY, catalogue, records


def test_a_publisher_that_is_not_evaluated_keeps_its_own_line_in_the_oas_table(meeting):
    oas = records(
        "oas",
        unit_short=["丙", "乙", "丙"],
        api=["a", "b", "c"],
        certified_on=[MAY, date(2020, 9, 1), date(2020, 9, 1)],
    )
    table = quality.oas_table("API", oas, meeting)
    assert [[str(cell) for cell in row.cells] for row in table.rows] == [
        ["乙", "0", "1"],
        ["丙", "1", "2"],
        ["合計", "1", "3"],
    ]


def test_a_table_of_one_date_says_it_and_one_of_two_dates_leaves_it_to_its_columns(meeting):
    oas = records("oas", unit_short=["乙"], api=["a"], certified_on=[MAY])
    assert quality.oas_table("API", oas, meeting).note == ""
    assert (
        tables.breakdown_table("x", inventory.by_publisher(catalogue(), meeting), labels=["a"]).note
        == "統計至 109-10-31"
    )


def test_breakdowns_with_different_parts_do_not_share_a_table(meeting):
    with pytest.raises(ValueError, match="different parts"):
        tables.breakdown_table(
            "x",
            inventory.by_publisher(catalogue(), meeting),
            inventory.by_year(catalogue(), meeting),
            labels=["a", "b"],
        )


def test_a_table_with_truncated_shares_says_so_once(meeting):
    found = inventory.by_category(catalogue(category=["公共資訊", "公共資訊", "投資理財"]), meeting)
    table = tables.breakdown_table("x", found, labels=["資料集"], share=meeting.units.share)
    assert "占比無條件捨去，各項相加未必等於全部" in table.blocks()[0].note.text
    said = tables.breakdown_table("x", found, labels=["資料集"], share=meeting.units.share, note="占比無條件捨去")
    assert said.blocks()[0].note.text.count("無條件捨去") == 1
    assert "捨去" not in tables.breakdown_table("x", found, labels=["資料集"]).blocks()[0].note.text


def test_a_table_of_which_nothing_is_known_is_a_sentence_on_the_page_and_one_with_true_zeros_stays_a_table(meeting):
    unknown = tables.breakdown_table("各分類資料集", inventory.by_category(catalogue(), meeting), labels=["資料集"])
    [block] = unknown.blocks()
    assert (block.kind, block.text.text) == ("prose", "各分類資料集：來源未提供。")
    assert [fact.printed for fact in unknown.facts()] == ["來源未提供"]
    none = quality.oas_table("API", records("oas", unit_short=[], api=[], certified_on=[]), meeting)
    assert [one.kind for one in none.blocks()] == ["table"]
