"""Quality marks in force on any date: how many datasets are tested or hold a mark, in all and by unit.

The register of tests (``quality``) says on which date a dataset's mark changed; the mark in force on a day is that of
its last test up to it. Without a register, the catalogue's own mark column gives one date only. The marks count the
datasets that the rulebook lets in: listed since ``listed_since`` and not white-listed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from reportlib import messages
from reportlib.errors import InputError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import EVERY, Choice, Known, Latest, blank, is_, since, until
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.facts.text_list import numbered_alike
from reportlib.measures.counting import SOME, count, count_by, facts_counted
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import QualityMarks
from reportlib.records.cell_column import CellColumn, cells_in
from reportlib.records.choosing import mask
from reportlib.records.records import Records
from reportlib.roc import format_date

LEVELS = {
    "tested": "納入檢測的資料集",
    "gold": "金標章資料集",
    "silver": "銀標章資料集",
    "bronze": "銅標章資料集",
    "platinum": "白金標章資料集",
}


@dataclass(frozen=True)
class MarksOn:
    """The marks in force on one day: the tests that count, one row a dataset, with the publisher's short name.

    ``book`` says which mark counts as which; ``untested`` is how many datasets of the list would count and have no test
    by that day.
    """

    day: date
    tests: Records
    rule: str
    book: QualityMarks
    untested: int = 0


def marks_on(day: date, catalogue: Records, tests: Records | None, meeting: Meeting) -> MarksOn | None:
    """The marks in force on ``day``; None where no source gives them for that day."""
    book = meeting.marks
    if book is None:
        return None
    counted = f"{format_date(book.listed_since)} 以後上架且非白名單者"
    if tests is None:
        if not catalogue.has("mark") or day != meeting.as_of.inventory:
            return None
        known = ~blank("mark") & ~is_("mark", *book.not_tested)
        if catalogue.has("listed_on"):
            known &= since("listed_on", book.listed_since) & until("listed_on", day)
        _refuse_unknown_marks(catalogue.where(known), book)
        return MarksOn(day, catalogue.where(known), f"資料集清單的品質檢測欄；{counted}", book)
    _refuse_unknown_marks(tests, book)
    if not (catalogue.has("dataset_id") and catalogue.has("listed_on")):
        return None  # without them nobody can say which tests count
    datasets, linked = catalogue.frame, _linked(catalogue, tests)
    lets_in = since("listed_on", book.listed_since)
    if catalogue.has("mark"):
        lets_in &= ~is_("mark", *book.whitelisted)
    admitted = mask(datasets, lets_in).to_numpy()
    last = linked.last(mask(tests.frame, until("tested_on", day)).to_numpy())
    last = last[~mask(tests.frame, is_("mark", *book.not_tested)).to_numpy()[last]]
    unlisted = last[linked.places[last] < 0]
    if len(unlisted) and meeting.params.other_publishers == "refuse":
        row = int(tests.frame.index[unlisted[0]])
        raise InputError(
            messages.I07_dataset_not_in_catalogue(dataset=linked.ids[unlisted[0]], rows=len(unlisted)).at(
                tests.file, tests.sheet, row
            )
        )
    last = last[linked.places[last] >= 0]
    last = last[admitted[linked.places[last]]]
    in_force = Latest("dataset_id", "tested_on", until("tested_on", day)) & ~is_("mark", *book.not_tested)
    frame = tests.frame.iloc[last]
    frame = frame.assign(dataset_id=pd.Series(linked.ids[last], frame.index))
    chosen = dataclasses.replace(tests, frame=frame, chosen=tests.also(in_force & _listed_as(lets_in))).classed(
        "publisher_short",
        pd.Series(cells_in(datasets["publisher_short"])[linked.places[last]], frame.index),
        lambda unit: _listed_as(is_("publisher_short", unit) if unit else blank("publisher_short")),
    )
    untested = admitted & mask(datasets, until("listed_on", day)).to_numpy()
    untested[linked.places[last]] = False
    rule = f"品質檢測紀錄中截至當日的最近一次檢測；{counted}"
    return MarksOn(day, chosen, rule, book, int(np.count_nonzero(untested)))


@dataclass(frozen=True)
class _Linked:
    """Tests with their datasets: the identifier of each as it is compared, the place of its dataset in the list (-1 for none), its
    dataset by a number, and all tests in the order of their days."""

    ids: CellColumn
    places: np.ndarray
    datasets: np.ndarray
    by_day: np.ndarray

    def last(self, among: np.ndarray) -> np.ndarray:
        """The places of the last test of each dataset among some, in the order of their days."""
        order = self.by_day[among[self.by_day]]
        _, first = np.unique(self.datasets[order][::-1], return_index=True)
        return order[np.sort(len(order) - 1 - first)]


@lru_cache(maxsize=2)
def _linked(catalogue: Records, tests: Records) -> _Linked:
    names, ids = (cells_in(records.frame["dataset_id"]).spelled() for records in (catalogue, tests))
    listed, tested = numbered_alike(names.values, ids.values)
    listed, tested = listed[names.at], tested[ids.at]
    places = np.full(max(listed.max(initial=-1), tested.max(initial=-1)) + 1, -1, np.intp)
    places[listed[::-1]] = np.arange(len(listed))[::-1]  # of several of one identifier the first
    days = cells_in(tests.frame["tested_on"]).changed(lambda day: day.toordinal() if day else 0)
    by_day = np.argsort(np.array(days.values, np.int32)[days.at], kind="stable")
    return _Linked(ids, places[tested], tested, by_day)


def forget() -> None:
    """Let go of the records whose tests were linked last."""
    _linked.cache_clear()


def _listed_as(condition: Choice) -> Choice:
    """That the dataset of a test is on the list as the condition says."""
    return Known("dataset_id", "catalogue", "dataset_id", condition)


def _refuse_unknown_marks(records: Records, book: QualityMarks) -> None:
    unknown = records.frame["mark"].dropna()
    unknown = unknown[~unknown.isin(book.known)]
    if len(unknown):
        raise InputError(
            messages.V17_no_quality_mark_in_tests(value=unknown.iloc[0], rows=len(unknown), known=book.known).at(
                records.file, records.sheet, int(unknown.index[0]), header=messages.header_mark()
            )
        )


def _at(marks: MarksOn, level: str) -> Choice:
    """Which of the tests count at ``level`` or better."""
    return EVERY if level == "tested" else is_("mark", *sorted(marks.book.counting_as(level)))


def counted(marks: MarksOn | None, level: str, meeting: Meeting, name: str = "", day: date | None = None) -> Fact:
    """Datasets tested, or holding at least ``level``, on the day of ``marks`` (項)."""
    day = marks.day if marks else day
    key = name or f"quality.{level}" + (f"/{format_date(day)}" if day else "")
    if marks is None:
        return absent(NOT_PROVIDED, meeting.datasets, key, LEVELS[level], day)
    return count(marks.tests, _at(marks, level), meeting.datasets, key, LEVELS[level], day, marks.rule)


def counted_by_unit(marks: MarksOn | None, level: str, meeting: Meeting, day: date | None = None) -> Breakdown:
    """The same for each evaluated unit, all of them, in statutory order."""
    total = counted(marks, level, meeting, day=day)
    units = meeting.evaluated_units
    name, label = f"quality.{level}_by_unit/{format_date(total.day)}", f"{{}}{LEVELS[level]}"
    if marks is None:
        parts = {u: absent(NOT_PROVIDED, meeting.datasets, f"{name}/{u}", label.format(u), day) for u in units}
        return Breakdown("單位", parts, total)
    chosen = marks.tests.where(_at(marks, level))
    return count_by(
        chosen,
        "publisher_short",
        meeting.datasets,
        name,
        "單位",
        total=total,
        label=label,
        order=units,
        rule=marks.rule,
    )


def having(breakdown: Breakdown, name: str, label: str) -> Fact:
    """How many parts of a breakdown by unit are more than zero (個)."""
    unit = dataclasses.replace(breakdown.total.unit, label="個")
    if breakdown.is_absent:
        return absent(NOT_PROVIDED, unit, name, label, breakdown.total.as_of)
    parts, day = breakdown.parts.values(), breakdown.total.as_of
    return facts_counted(parts, unit, name, label, day, "數量大於零的單位數", which=SOME)


def whole_counts(
    day: date, catalogue: Records, tests: Records | None, meeting: Meeting, prefix: str
) -> Mapping[str, Fact]:
    """Every level on one day, for a scoring rulebook; silver and bronze are those and no better."""
    marks = marks_on(day, catalogue, tests, meeting)
    return {level: counted(marks, level, meeting, f"{prefix}.{level}", day) for level in LEVELS}
