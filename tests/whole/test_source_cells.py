"""The source-cell mutation score: of changes of single cells that alter a printed figure, how many are found, by input and column.

A change is found where the build stops, or says something that it did not say before. Where no second source exists, the column
is named in :data:`NOWHERE` with the reason; a change of it that is found fails the test, so that the list stays true. What it says
is said of days up to which is counted: no second source is needed to see that a day is later.
"""

import datetime
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd
import pytest

from reportlib.measures.later_days import counted_until
from reportlib.records.records import Records
from reportlib.records.schema import Column
from reportlib.records.tables import TABLES
from tests.support.computed import STOPPED, Computed, remembered

pytestmark = pytest.mark.long  # begins first

ALTERING, TRIES = 2, 4  # changes of a column that alter a figure, and rows that are tried for them
MANY = 40  # rows that are changed at once to see whether figures depend on a column at all


Inputs = Mapping[str, Records]


@dataclass(frozen=True)
class Nowhere:
    """Why a column has no second source, and in which of its rows, if not in all."""

    reason: str
    rows: Callable[[Mapping, Inputs], bool] = lambda row, inputs: True


def not_in(kind: str, column: str, own: str) -> Callable[[Mapping, Inputs], bool]:
    """Of rows that another input does not know."""
    return lambda row, inputs: row[own] not in set(inputs[kind].frame[column])


UNKNOWN_TO_PLAN = not_in("plan", "title", "title")
TYPED = "typed in from a page that is cited; no record of ours counts it"
OWN_STATEMENT = "a unit's own statement, of which there is no list"
ONE_LIST = "in no other list"
NOWHERE: dict[tuple[str, str], Nowhere] = {
    ("catalogue", "category"): Nowhere("only the plan tells it too, of what it opened", UNKNOWN_TO_PLAN),
    ("catalogue", "formats"): Nowhere("only the plan tells them too, of what it opened", UNKNOWN_TO_PLAN),
    ("catalogue", "publisher"): Nowhere("only the plan and comments tell it too", UNKNOWN_TO_PLAN),
    ("catalogue", "listed_on"): Nowhere(
        "only the plan tells it too; else a day after the first test, or on the other side of an earlier meeting, shows",
        UNKNOWN_TO_PLAN,
    ),
    ("feedback", "received_on"): Nowhere("of a comment " + ONE_LIST, not_in("requests", "request_id", "feedback_id")),
    ("feedback", "replied_on"): Nowhere("of a comment " + ONE_LIST, not_in("requests", "request_id", "feedback_id")),
    ("evaluation", "sampled"): Nowhere(OWN_STATEMENT),
    ("evaluation", "tasks_due"): Nowhere(OWN_STATEMENT),
    ("evaluation", "promotion_events"): Nowhere(OWN_STATEMENT),
    ("evaluation", "demand_datasets"): Nowhere(OWN_STATEMENT),
    ("oas", "unit"): Nowhere("the list of validated interfaces is the only one"),
    ("oas", "certified_on"): Nowhere("the list of validated interfaces is the only one"),
    ("members", "newly_appointed"): Nowhere("the list of the term before is no input"),
    ("ministries", "datasets"): Nowhere(
        "the totals of other ministries are " + ONE_LIST, lambda row, inputs: row["ministry"] != "經濟部"
    ),
    ("events", "held_on"): Nowhere(
        "only of some a resolution tells it too", not_in("resolutions", "done_on", "held_on")
    ),
    ("events", "participants"): Nowhere("a total of them is told by nobody"),
    ("events", "units"): Nowhere(ONE_LIST),
    ("events", "viewers"): Nowhere(ONE_LIST),
    ("competition", "year"): Nowhere("the list of entries is the only one"),
    ("competition", "eligible"): Nowhere("the list of entries is the only one"),
    ("competition", "award"): Nowhere("the list of entries is the only one"),
    ("strategies", "strategy"): Nowhere("their number is told beside another one of the services already, 25 and 24"),
    ("applications", "group"): Nowhere("the list of entries is the only one"),
    ("applications", "public_vote"): Nowhere("votes are " + ONE_LIST),
    ("applications", "jury"): Nowhere("votes are " + ONE_LIST),
    ("popularity", "mark"): Nowhere(
        "candidates of other ministries are not in our catalogue", not_in("catalogue", "dataset_id", "dataset_id")
    ),
    ("popularity", "views"): Nowhere("counted by the portal, " + ONE_LIST),
    ("popularity", "downloads"): Nowhere("counted by the portal, " + ONE_LIST),
    ("popularity", "rating"): Nowhere("counted by the portal, " + ONE_LIST),
    ("popularity", "answered_comments"): Nowhere("counted by the portal, " + ONE_LIST),
    ("winners", "year"): Nowhere("the list of winners is the only one"),
    ("resolutions", "released_by"): Nowhere("the minutes of the meeting that released are no input"),
    ("resolutions", "done_on"): Nowhere(
        "only where the sentence on it tells a day", lambda row, inputs: "月" not in (row["handling"] or "")
    ),
    ("plan", "category"): Nowhere("what is not open yet is " + ONE_LIST, lambda row, inputs: row["opened_on"] is None),
    ("milestones", "due_on"): Nowhere(
        "only openings are planned elsewhere too", lambda row, inputs: "登載" not in row["task"]
    ),
    ("programme", "key"): Nowhere(TYPED),
    ("programme", "value"): Nowhere(TYPED, lambda row, inputs: row["key"] != "themed_datasets_on_theme_site"),
}


def changed_cells(records: Records, column: Column, rows: list[int], chance: random.Random) -> dict[int, object]:
    """For each row another value of its kind: one more, some weeks later or a year earlier, the next sign of a code, another row's text."""
    cells = records.frame[column.name]
    others = list({str(value): value for value in cells if not _is_blank(value)}.values())
    return {row: _changed(cells.loc[row], column, others, chance) for row in rows}


def _changed(value: object, column: Column, others: list, chance: random.Random) -> object:
    if not _is_blank(value):
        if column.kind == "date":
            return value + datetime.timedelta(chance.choice((45, -400)))
        if column.kind == "count":
            return value + 1
        if column.kind in ("decimal", "share"):
            return value + Decimal(1).scaleb(value.as_tuple().exponent)
        if column.kind == "identifier":
            return value[:-1] + chance.choice([sign for sign in "0123456789" if sign != value[-1]])
    for _ in range(10 if others else 0):
        if (other := chance.choice(others)) is not value and (_is_blank(value) or other != value):
            return other
    return f"{value}（更正）"


def _is_blank(value: object) -> bool:
    return value is None or value is pd.NA or isinstance(value, tuple) and not value


@dataclass(frozen=True)
class Change:
    """Of one cell: its column, its row as it was, what it is changed to, and what is said of that first, if anything."""

    kind: str
    column: Column
    row: Mapping
    to: object
    said: str | None


@dataclass
class Tally:
    """Of one column: the changes that altered a figure and were found, and the others that altered one."""

    found: list[Change] = field(default_factory=list)
    silent: list[Change] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.found) + len(self.silent)


def tallies(computed: Computed) -> Iterator[tuple[tuple[str, str], Tally]]:
    for kind, records in computed.records.items():
        for column in TABLES[kind].columns:
            if records.has(column.name):
                yield (kind, column.name), _tally(computed, kind, column)


def _tally(computed: Computed, kind: str, column: Column) -> Tally:
    records, chance, tally = computed.records[kind], random.Random(f"{kind}.{column.name}"), Tally()
    rows = [int(row) for row in records.frame.index]
    every = changed_cells(records, column, chance.sample(rows, min(MANY, len(rows))), chance)
    for tried, row in enumerate(list(every)[:TRIES]):
        if (
            tried == 1
            and not tally
            and (kind, column.name) not in NOWHERE
            and not _alters(computed, kind, column, every)
        ):
            break  # no figure depends on the column
        given = computed.with_column(kind, column.name, {row: every[row]})
        found = _found(computed, kind, given)
        if found is not None:
            change = Change(kind, column, records.frame.loc[row].to_dict(), every[row], found[0] if found else None)
            (tally.found if found else tally.silent).append(change)
        if len(tally) == ALTERING:
            break
    return tally


def _alters(computed: Computed, kind: str, column: Column, values: Mapping[int, object]) -> bool:
    given = computed.with_column(kind, column.name, values)
    try:
        return computed.values(computed.figures_of(kind, given)) != computed.values(computed.figures)
    except STOPPED:
        return True


def _found(computed: Computed, kind: str, given: Mapping[str, Records]) -> list[str] | None:
    """What is found of a change; None where it alters no figure."""
    if computed.is_refused(given):
        return ["refused"]
    try:
        figures = computed.figures_of(kind, given)
    except STOPPED:
        return ["refused"]
    if computed.values(figures) == computed.values(computed.figures):
        return None
    return sorted(computed.findings(given, figures, kind) - computed.said)


@pytest.fixture(scope="module")
def computed(root) -> Iterator[Computed]:
    with remembered():
        yield Computed(root / "params" / "moea-6-1.yaml")


@pytest.fixture(scope="module")
def score(computed) -> dict[tuple[str, str], Tally]:
    """By input and column, of those on which a figure depends."""
    return {key: tally for key, tally in tallies(computed) if len(tally)}


def is_named(change: Change, computed: Computed) -> bool:
    """Whether it is said of a change that it cannot be found. A day later than what its column counts is told by itself."""
    named = NOWHERE.get((change.kind, change.column.name))
    return named is not None and named.rows(change.row, computed.records) and not _is_later(change, computed)


def _is_later(change: Change, computed: Computed) -> bool:
    return (
        isinstance(change.to, datetime.date)
        and change.column.until != "ahead"
        and change.to > counted_until(change.column.until, computed.meeting)
    )


def test_four_of_five_changes_that_alter_a_figure_are_found_or_have_no_second_source(computed, score, record_property):
    every = sum(map(len, score.values()))
    found = sum(len(tally.found) for tally in score.values())
    named = sum(is_named(change, computed) for tally in score.values() for change in tally.silent)
    lines = [f"source-cell mutation score: {every} changes, {found} found, {named} without a second source"]
    for (kind, column), tally in score.items():
        silent = ["no second source" if is_named(change, computed) else "SILENT" for change in tally.silent]
        how = "; ".join((*(change.said or "" for change in tally.found), *silent))
        lines.append(f"  {kind}.{column}: {how}")
    record_property("score", "\n".join(lines))
    assert found + named >= 0.8 * every
    assert found >= 0.45 * every  # and the list of what cannot be found does not take the place of finding it


def test_what_is_said_to_have_no_second_source_has_none(computed, score):
    wrong = [(key, change.said) for key, tally in score.items() for change in tally.found if is_named(change, computed)]
    assert not wrong, wrong
    idle = [key for key in NOWHERE if key not in score or not score[key].silent]
    assert not idle, idle


@pytest.mark.parametrize("days", [-45, -400])
def test_an_item_that_is_released_before_its_deadline_stays_flagged_when_the_date_moves(computed, days):
    records = computed.records["resolutions"]
    early = records.frame[(records.frame["due_on"] > computed.meeting.as_of.follow_up) & records.frame["state"].isna()]
    assert len(early) > 1
    for row, due in early["due_on"].items():
        given = computed.with_column("resolutions", "due_on", {row: due + datetime.timedelta(days)})
        found = computed.findings(given, computed.figures, "resolutions") - computed.said
        assert {one.partition("/")[0] for one in found} & {"due-as-resolved", "due-as-handled"}, row
