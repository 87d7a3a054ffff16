"""The last value that is taken and the first that is not: counts, shares, days, keys, totals."""

from datetime import date
from decimal import Decimal

import pytest

from reportlib.records.clean import clean
from reportlib.records.values import LARGEST_COUNT
from tests.records.test_examine import HEADER, MINISTRY
from tests.records.test_values import finding, rows, value

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def catalogue(tmp_path):
    """The records of a list of datasets that is given as lines of CSV."""

    def cleaned(*lines):
        (tmp_path / "清單.csv").write_text("\n".join((HEADER, *lines)) + "\n", "utf-8")
        return clean("catalogue", tmp_path / "清單.csv", MINISTRY, "count")

    return cleaned


def test_the_largest_count_and_none_at_all_are_counts_and_one_beyond_is_not():
    assert value("plain", str(LARGEST_COUNT)) == LARGEST_COUNT and value("plain", "0") == 0
    assert finding("plain", str(LARGEST_COUNT + 1)).code == "V18" and finding("plain", "-1").code == "V18"


def test_a_share_may_be_nothing_or_the_whole_and_no_more():
    shares = {"0%": "0", "100%": "1", "1%": "0.01", "0.5": "0.5", "50": "0.5", "100": "1"}
    assert {text: value("share", text) for text in shares} == {text: Decimal(is_) for text, is_ in shares.items()}
    assert [finding("share", text).code for text in ("100.1%", "101", "-1%", "1")] == ["V19"] * 4


@pytest.mark.parametrize(
    ("first", "last"), [(date(2020, 1, 2), date(2020, 3, 4)), (date(1990, 1, 1), date(2100, 12, 31))]
)
def test_the_first_and_the_last_day_of_a_window_are_in_it(first, last):
    window = {"window": (first, last)}
    assert [value("opened_on", day.isoformat(), **window) for day in (first, last)] == [first, last]
    for day in (first.toordinal() - 1, last.toordinal() + 1):
        assert finding("opened_on", date.fromordinal(day).isoformat(), **window).code == "V05"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("1,甲,本部,,5", "2,乙,本部,,6", "總計,,,,11"), 0),
        (("1,甲,本部,,5", "小計,,,,5", "2,乙,本部,,6", "小計,,,,6"), 0),  # each of what stands over it
        (("小計,,,,5", "1,甲,本部,,5", "小計,,,,6", "2,乙,本部,,6"), 0),  # each of what stands under it
        (("總計,,,,11", "1,甲,本部,,5", "2,乙,本部,,6"), 0),
        (("1,甲,本部,,5", "小計,,,,6", "2,乙,本部,,6", "3,丙,本部,,7"), 1),
        (("1,甲,本部,,5", "小計,,,,", "2,乙,本部,,6", "總計,,,,12"), 1),  # one that gives no number hides no other
        (("1,甲,本部,,5", "小計,,,,約5", "2,乙,本部,,6", "總計,,,,12"), 1),
        (("1,甲,本部,,5", "2,乙,本部,,－", "總計,,,,6"), 1),  # what is not reported adds nothing
        (("1,甲,其他部,,5", "2,乙,本部,,6", "總計,,,,12"), 0),  # only our rows are read: nothing to compare with
    ],
)
def test_L06_a_total_is_of_all_or_of_what_stands_between_two_totals(catalogue, lines, said):
    assert len([notice for notice in catalogue(*lines).notices if "合計" in notice]) == said


def test_L06_of_a_subtotal_the_sum_of_its_own_rows_is_told_and_of_a_total_that_of_all(catalogue):
    notices = catalogue("1,甲,本部,,5", "小計,,,,4", "2,乙,本部,,6", "小計,,,,7", "總計,,,,12").notices
    assert [notice.rpartition("，")[2] for notice in notices if "合計" in notice] == [
        "各列相加為 5。",
        "各列相加為 6。",
        "各列相加為 11。",
    ]


@pytest.mark.parametrize("other", ["A1", "a1", "Ａ1", " A1 "])
def test_I06_an_identifier_is_the_same_however_it_is_spelled(other):
    assert {one.code for one in rows({"dataset_id": "A1"}, {"dataset_id": other}).findings} & {"I06", "I07"}
