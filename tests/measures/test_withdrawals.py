"""What was withdrawn: the list on an earlier day, the growth that adds up, and promises that are promised no longer."""

from datetime import date

import pytest

from reportlib.errors import InputError
from reportlib.measures import inventory, planned, planned_list, promises, withdrawals
from tests.support.small_meeting import OCTOBER, cells, small_meeting, small_plan, small_records

NEW_YEAR = date(2019, 12, 31)


@pytest.fixture
def meeting(tmp_path, root):
    found = small_meeting(tmp_path, root)
    found.params.as_of.previous_inventory = NEW_YEAR
    return found


def listed(*days: date, agency: str = "經濟部甲局"):
    return small_records(
        "catalogue",
        *(
            {"dataset_id": str(n), "title": f"資料{n}", "publisher": agency, "listed_on": day}
            for n, day in enumerate(days, 1)
        ),
    )


def gone(
    number: str | None, on: date, listed_on: date | None = None, plan: str | None = None, agency="經濟部甲局"
) -> dict:
    found = {"dataset_id": number, "plan_id": plan, "agency": agency, "title": f"資料{number or plan}"}
    return found | {"listed_on": listed_on, "withdrawn_on": on, "reason": "不再更新", "decided_by": None}


def withdrawn(*rows: dict):
    return small_records("withdrawn", *rows)


def history(value: int):
    return small_records(
        "history",
        {
            "fact": "inventory.total",
            "label": "累計",
            "value": value,
            "unit": "項",
            "as_of": NEW_YEAR,
            "source": "前次會議",
        },
    )


CATALOGUE = (date(2018, 1, 1), date(2019, 1, 1), date(2020, 3, 1))  # two of the last period, one of this
GONE = (
    gone("91", date(2020, 2, 1), date(2017, 1, 1)),  # on the list then, off it since
    gone("92", date(2020, 9, 1), date(2020, 5, 1)),  # came and went
    gone("93", date(2019, 6, 1), date(2016, 1, 1)),  # off it before
    gone("94", date(2020, 11, 5), date(2016, 1, 1)),  # off it after the day of statistics
    gone(None, date(2020, 4, 1), plan="下-1"),  # never on it
)


def test_the_list_of_an_earlier_day_has_what_was_taken_off_it_since(meeting):
    catalogue, off = listed(*CATALOGUE), withdrawn(*GONE)
    assert inventory.previous_total(catalogue, meeting).value == 2
    assert inventory.previous_total(catalogue, meeting, off).value == 4
    assert inventory.growth(catalogue, meeting, off).value == 0
    assert inventory.counted_on(catalogue, meeting, date(2018, 12, 31), off).value == 4


def test_what_went_after_the_day_is_of_the_day_and_a_part_of_its_own_where_only_the_list_told_its_column(meeting):
    catalogue, off = listed(*CATALOGUE), withdrawn(*GONE)
    meeting.params.rulebooks.categories = None
    catalogue.frame["category"] = ["公共資訊", None, "公共資訊"]
    total = inventory.total(catalogue, meeting, off)
    assert (total.value, inventory.total(catalogue, meeting).value) == (4, 3)
    for found, parts in (
        (inventory.by_category(catalogue, meeting, off), {"公共資訊": 2, "未填分類": 1, "統計日後下架": 1}),
        (inventory.by_year(catalogue, meeting, off), {"105 年": 1, "107 年": 1, "108 年": 1, "109 年": 1}),
        (inventory.by_publisher(catalogue, meeting, off), {"甲局": 4}),
    ):
        assert {key: int(fact.number) for key, fact in found.parts.items()} == parts
        assert found.total.value == 4
    grown = inventory.growth_by_publisher(catalogue, meeting, off)
    assert sum(fact.number for fact in grown.parts.values()) == grown.total.number == 0


def test_what_the_list_still_has_is_not_counted_again_though_it_went_after_the_day(meeting):
    off = withdrawn(gone("1", date(2020, 11, 5), date(2018, 1, 1)))
    assert inventory.total(listed(*CATALOGUE), meeting, off).value == 3  # exported before it went


def test_of_a_list_without_numbers_nothing_is_taken_for_gone_after_the_day(meeting):
    catalogue = listed(*CATALOGUE)
    del catalogue.frame["dataset_id"]
    assert inventory.total(catalogue, meeting, withdrawn(*GONE)).value == 3
    assert inventory.previous_total(catalogue, meeting, withdrawn(*GONE)).value == 3


BACK = gone("1", date(2020, 2, 1), date(2018, 1, 1))  # the list has it: it was put back


@pytest.mark.parametrize(
    ("listing", "moved"),
    [
        (date(2018, 1, 1), [0, 0]),  # under its first day: it is on the list of both days
        (None, [0, 0]),
        (date(2020, 4, 1), [1, 1]),  # under the day on which it was put back: it went and came
    ],
)
def test_what_was_put_back_is_counted_once_and_adds_up(meeting, listing, moved):
    catalogue, off = listed(listing, date(2019, 1, 1)), withdrawn(BACK)
    assert inventory.previous_total(catalogue, meeting, off).value == 2
    found = inventory.movement(off, catalogue, meeting, history(2))
    assert [int(found.opened.number), int(found.withdrawn.number)] == moved
    assert found.before.number + found.opened.number - found.withdrawn.number == found.total.number
    parts = inventory.growth_by_publisher(catalogue, meeting, off)
    assert sum(fact.number for fact in parts.parts.values()) == parts.total.number == 0


AGAIN = {"relisted_on": date(2020, 3, 1)}


@pytest.mark.parametrize(
    ("row", "then", "now", "moved"),
    [
        (gone("1", date(2019, 6, 1), date(2018, 1, 1)) | AGAIN, 1, 2, [1, 0]),  # off it at the end of the last period
        (gone("1", date(2019, 6, 1), date(2018, 1, 1)) | {"relisted_on": date(2019, 9, 1)}, 2, 2, [0, 0]),
        (gone("1", date(2019, 6, 1), date(2018, 1, 1)) | {"relisted_on": None}, 2, 2, [0, 0]),  # nobody said when
        (gone("1", date(2020, 9, 1), date(2018, 1, 1)) | {"relisted_on": date(2020, 11, 3)}, 2, 1, [0, 1]),
        (gone("3", date(2020, 2, 1), None) | AGAIN, 3, 2, [0, 1]),  # the list has no such dataset
        (gone("3", date(2020, 11, 9), date(2020, 5, 1)), 2, 3, [1, 0]),  # came in the period, went after the day
    ],
)
def test_what_was_off_the_list_on_a_day_is_not_of_that_day_though_the_list_has_it_under_its_first(
    meeting, row, then, now, moved
):
    catalogue, off = listed(date(2018, 1, 1), date(2019, 1, 1)), withdrawn({"relisted_on": None} | row)
    assert inventory.previous_total(catalogue, meeting, off).value == then
    assert inventory.total(catalogue, meeting, off).value == now
    found = inventory.movement(off, catalogue, meeting, history(then))
    assert [int(found.opened.number), int(found.withdrawn.number)] == moved
    assert found.before.number + found.opened.number - found.withdrawn.number == found.total.number
    parts = inventory.growth_by_publisher(catalogue, meeting, off)
    assert sum(fact.number for fact in parts.parts.values()) == parts.total.number == now - then


def test_growth_by_publisher_is_what_was_listed_less_what_was_taken_off_also_of_whom_nothing_is_left(meeting):
    off = withdrawn(
        gone("91", date(2020, 2, 1), date(2017, 1, 1)), gone("95", date(2020, 2, 1), None, agency="經濟部乙局")
    )
    found = inventory.growth_by_publisher(listed(*CATALOGUE), meeting, off)
    assert {key: int(fact.number) for key, fact in found.parts.items()} == {"甲局": 0, "乙局": -1}
    assert sum(fact.number for fact in found.parts.values()) == found.total.number
    assert {
        key: int(fact.number) for key, fact in inventory.by_publisher(listed(*CATALOGUE), meeting, off).parts.items()
    } == {
        "甲局": 3,
        "乙局": 0,
    }


def test_the_last_total_and_what_was_opened_less_what_was_withdrawn_is_this_total(meeting):
    found = inventory.movement(withdrawn(*GONE), listed(*CATALOGUE), meeting, history(4))
    assert [int(fact.number) for fact in (found.before, found.opened, found.withdrawn, found.total)] == [4, 2, 2, 4]
    assert inventory.movement_summary(found, meeting).as_text() == (
        "108-12-31 累計 4 項，其後上架 2 項、下架 2 項，109-10-31 累計 4 項。"
    )
    alone = inventory.movement(withdrawn(*GONE), listed(*CATALOGUE), meeting, None)
    assert "沒有歷次會議數字可以核對上期累計" in inventory.movement_summary(alone, meeting).as_text()
    assert inventory.movement(None, listed(*CATALOGUE), meeting, None) is None


def test_a_promise_is_overdue_until_it_is_opened_or_withdrawn_and_a_number_counts_for_its_unit_alone(meeting):
    july = date(2020, 7, 31)
    plan = small_plan(
        ("下-1", "經濟部甲局", "一", july, None),
        ("下-1", "經濟部乙局", "乙的一", july, None),
        ("下-2", "經濟部甲局", "二", july, date(2020, 8, 1)),
    )
    off = withdrawn(gone(None, date(2020, 9, 1), plan="下-1"))
    found = promises.of(plan, meeting, None, off)
    assert {key: int(fact.number) for key, fact in found.overdue.parts.items()} == {"乙局": 1}
    assert (found.opened.value, found.later.value, found.withdrawn.value, found.listed.value) == (1, 0, 1, 3)
    assert "另有 1 項撤回，不再開放" in promises.summary(found).as_text()
    later = withdrawn(gone(None, date(2020, 11, 2), plan="下-1"))
    assert (
        promises.of(plan, meeting, None, later).overdue.total.value == 2
    )  # not withdrawn yet on the day of statistics
    whole = planned.planned(plan, meeting, None, off)
    assert {state: int(fact.number) for state, fact in planned_list.states(whole, meeting).items()} == {
        "已開放": 1,
        "未到期": 0,
        "逾期": 1,
        "撤回": 1,
    }


def test_without_withdrawals_on_record_nothing_of_them_is_said(meeting):
    plan = small_plan(("1", "經濟部甲局", "一", date(2020, 7, 31), None))
    assert (
        promises.of(plan, meeting).withdrawn is None
        and "撤回" not in promises.summary(promises.of(plan, meeting)).as_text()
    )
    assert withdrawals.table("撤回", None, meeting).as_text() == "沒有撤回及下架的紀錄。"
    none = withdrawn(gone("91", date(2020, 11, 5)))
    assert withdrawals.table("撤回", none, meeting).as_text() == "沒有撤回或下架的資料集。"


def test_what_was_withdrawn_stands_with_its_reason_the_latest_first(meeting):
    assert meeting.as_of.inventory == OCTOBER
    found = cells(withdrawals.table("撤回及下架", withdrawn(*GONE), meeting))
    assert [row[2:5] for row in found] == [
        ["下架", "109-09-01", "不再更新"],
        ["撤回", "109-04-01", "不再更新"],
        ["下架", "109-02-01", "不再更新"],
        ["下架", "108-06-01", "不再更新"],
    ]


@pytest.mark.parametrize(
    ("again", "is_refused"),
    [
        (gone("９1", date(2020, 2, 1), date(2017, 1, 1)), True),
        (gone("91", date(2020, 5, 1)), True),
        (gone("91", date(2020, 5, 1), date(2020, 3, 1)), False),  # put back in between
        (gone(None, date(2020, 5, 1), plan="下-1"), True),
        (gone(None, date(2020, 5, 1), plan="下-1", agency="經濟部乙局"), False),
        (gone("92", date(2020, 5, 1)), False),
    ],
)
def test_what_is_withdrawn_twice_is_refused_unless_it_was_put_back(again, is_refused):
    rows = withdrawn(gone("91", date(2020, 2, 1), date(2017, 1, 1), plan="下-1"), again)
    if not is_refused:
        withdrawals.check(rows)
        return
    with pytest.raises(InputError) as error:
        withdrawals.check(rows)
    assert [(problem.code, problem.row) for problem in error.value.problems] == [("I07", 3)]


@pytest.mark.parametrize(
    ("row", "code", "header"),
    [
        (gone(None, date(2020, 1, 1)), "L11", "資料集識別碼"),
        (gone("1", date(2020, 1, 1), date(2020, 2, 1)), "V07", "撤回日期"),
        (gone("1", date(2020, 2, 1)) | {"relisted_on": date(2020, 1, 1)}, "V07", "重新上架日期"),
    ],
)
def test_a_withdrawal_of_nobody_knows_what_or_before_it_was_listed_is_refused(row, code, header):
    with pytest.raises(InputError) as error:
        withdrawals.check(
            withdrawn(
                gone("0", date(2020, 1, 1)) | {"relisted_on": None}, row | {"relisted_on": row.get("relisted_on")}
            )
        )
    (problem,) = error.value.problems
    assert (problem.code, problem.row, problem.header) == (code, 3, header)
