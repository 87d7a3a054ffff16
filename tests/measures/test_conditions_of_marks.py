"""The marks in force and the condition that says the same choose the same tests, whatever the register of tests is."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings, strategies as st

from reportlib.facts import derivation
from reportlib.facts.record import record_of
from reportlib.measures.quality.marks import LEVELS, counted, counted_by_unit, marks_on
from reportlib.records import sources
from tests.support.two_units import NEW_YEAR, OCTOBER, records

DAYS = st.integers(0, 400).map(lambda number: NEW_YEAR + timedelta(number))
TESTS = st.tuples(
    st.sampled_from(["a1", "A1", "Ａ２", "a2", "a3"]), DAYS, st.sampled_from(["白金", "金", "銀", "銅", "無(未做品檢)"])
)
DATASETS = st.tuples(
    st.sampled_from("甲乙丙"),
    st.none() | st.dates(date(2014, 1, 1), OCTOBER),
    st.sampled_from(["金", "無(白名單)", None]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TESTS, min_size=1, max_size=12), st.tuples(DATASETS, DATASETS, DATASETS), DAYS)
def test_the_last_test_of_each_dataset_that_counts_is_found_again(meeting, tests, datasets, day):
    units, listed, marks = map(list, zip(*datasets, strict=True))
    ids = ["A1", "a2", "A3"]
    catalogue = records("catalogue", dataset_id=ids, title=ids, publisher_short=units, listed_on=listed, mark=marks)
    numbers, days, found = map(list, zip(*tests, strict=True))
    register = records("quality", dataset_id=numbers, tested_on=days, mark=found)
    tables = derivation.Tables(map(sources.table, (catalogue, register)))
    in_force = marks_on(day, catalogue, register, meeting)
    facts = [
        fact
        for level in LEVELS
        for fact in (counted(in_force, level, meeting), *counted_by_unit(in_force, level, meeting).parts.values())
    ]
    for one in map(record_of, facts):
        assert derivation.evaluate(one.derivation, {}, tables) == one.number, one.name
        assert derivation.rows_differ(one, tables) == {}, one.name
