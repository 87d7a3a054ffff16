"""What a cell of a notebook shows of figures is short, and they are frames where an analyst wants to count on."""

import math
from datetime import date
from decimal import Decimal

from IPython.lib.pretty import pretty

from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.facts import NOT_PROVIDED, Fact, Rows, Unit, Units, absent

ITEMS, DAY = Unit("項"), date(2020, 10, 31)
ALL_ROWS = (Rows("catalogue.csv", "", range(2, 3161)),)


def fact(value, label, day=DAY):
    return Fact(Decimal(value), ITEMS, f"inventory.{label}", label, day, "數列", ALL_ROWS)


TOTAL = fact(3159, "累計")
OPEN, MADE = fact(2222, "公共"), fact(937, "其他")
BY_CATEGORY = Breakdown("服務分類", {"公共資訊": OPEN, "其他<類>": MADE}, TOTAL)


def test_a_figure_shows_its_label_its_value_and_its_day():
    assert pretty(TOTAL) == repr(TOTAL) == "累計 3,159 項（109-10-31）"
    assert TOTAL._repr_html_() == "<p>累計 <strong>3,159 項</strong>（109-10-31）</p>"
    share = OPEN.share_of(TOTAL, Units().share)
    assert repr(share.named("share", "占比")) == "占比 70%（109-10-31）"
    assert repr(share) == "70%（109-10-31）"
    assert repr(absent(NOT_PROVIDED, ITEMS, "x", "甲")) == "甲 來源未提供"


def test_a_figure_as_a_frame_has_the_exact_value_and_what_is_printed():
    frame = OPEN.share_of(TOTAL, Units().share).named("share", "占比").to_frame()
    assert frame.loc["share", "printed"] == "70%"
    assert math.isclose(frame.loc["share", "value"], 2222 / 3159)
    assert str(frame["as_of"].dtype) == "datetime64[s]"
    assert absent(NOT_PROVIDED, ITEMS, "x", "甲").to_frame()["value"].isna().all()


def test_a_breakdown_shows_its_parts_and_its_total():
    assert repr(BY_CATEGORY) == "服務分類：公共資訊 2,222、其他<類> 937，合計 3,159 項（109-10-31）"
    assert "<td>其他&lt;類&gt;</td>" in BY_CATEGORY._repr_html_()
    many = Breakdown("年", {str(year): fact(1, str(year)) for year in range(100)}, fact(100, "合計"))
    assert repr(many) == "年：0 1、1 1、2 1、3 1、4 1……共 100 項，合計 100 項（109-10-31）"
    assert len(many._repr_html_()) < 2000


def test_a_breakdown_as_a_frame_has_a_row_a_part_and_not_the_total():
    frame = BY_CATEGORY.to_frame()
    assert frame["value"].to_dict() == {"公共資訊": 2222.0, "其他<類>": 937.0}
    assert frame.index.name == "服務分類"
    assert Breakdown("年", {}, TOTAL).to_frame().empty


def test_a_crosstab_as_a_frame_has_a_row_and_a_column_a_part():
    crosstab = Crosstab(
        "單位",
        {("甲", "公共資訊"): OPEN, ("甲", "其他<類>"): MADE},
        Breakdown("單位", {"甲": TOTAL}, TOTAL),
        BY_CATEGORY,
    )
    assert repr(crosstab) == "單位 × 服務分類：1 列 × 2 欄，合計 3,159 項（109-10-31）"
    assert crosstab.to_frame().loc["甲"].to_dict() == {"公共資訊": 2222.0, "其他<類>": 937.0}
    assert "其他&lt;類&gt;" in crosstab._repr_html_()


def test_rows_are_shown_in_runs_and_not_number_by_number():
    assert repr(Rows("a.csv", "表", (2, 3, 4, 9))) == "Rows(a.csv 表 2-4、9)"
    assert repr(Rows("a.csv", "", range(2, 9_000, 2))) == "Rows(a.csv 2、4、6、8、10、12)"
