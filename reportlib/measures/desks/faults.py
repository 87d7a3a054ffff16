"""What makes the list of openings unusable: words that no desk says, days without outcomes, desks out of their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from reportlib import messages
from reportlib.errors import InputError, Problem
from reportlib.measures.counting import MOST_PROBLEMS, each
from reportlib.measures.desks.steps import REPORTED, Steps
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.opening_rules import PASSED, Desk
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date
from reportlib.text import nearest, spelling


def check(openings: Records, meeting: Meeting) -> None:
    """InputError for every row that no dataset can have gone (V07, V17, L11), and for a desk that the list has no column of (L09)."""
    steps = Steps.of(openings, meeting)
    found = [*_missing(steps), *(one for row, record in each(openings) for one in _of_row(steps, row, record))]
    if found:
        raise InputError(*islice(found, MOST_PROBLEMS))


def _missing(steps: Steps) -> Iterator[Problem]:
    for desk in steps.desks:
        for column in (desk.on, desk.outcome):
            if column not in steps.records.frame.columns:
                label = label_of("openings", column)
                yield messages.L09_desk_without_column(column=label, desk=desk.name).at(
                    steps.records.file, steps.records.sheet
                )


def _of_row(steps: Steps, row: int, record: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with one dataset, desk by desk."""

    def at(problem: Problem, column: str) -> Problem:
        return problem.at(steps.records.file, steps.records.sheet, row, header=label_of("openings", column))

    last: tuple[date, str] | None = None
    reported = record.get(REPORTED)
    if isinstance(reported, date):
        last = (reported, label_of("openings", REPORTED))
    stopped: Desk | None = None
    for desk in steps.desks:
        on, word = record.get(desk.on), record.get(desk.outcome)
        meant = _meant(steps, word)
        if word and meant is None:
            yield at(_no_outcome(steps, word), desk.outcome)
        if isinstance(on, date) and not word:
            yield at(messages.L11_day_without_outcome(desk=desk.name, day=format_date(on)), desk.outcome)
        if word and meant not in (None, "skipped") and not isinstance(on, date):
            yield at(messages.L11_outcome_without_day(desk=desk.name, outcome=word), desk.on)
        if stopped and (on or word):
            yield at(
                messages.V17_desk_before_not_passed(desk=desk.name, before=stopped.name),
                desk.on if on else desk.outcome,
            )
        if isinstance(on, date):
            if last and on < last[0]:
                early = messages.V07_desk_before_its_turn(
                    desk=desk.name, day=format_date(on), before=last[1], before_day=format_date(last[0])
                )
                yield at(early, desk.on)
            last = (on, label_of("openings", desk.on))
        if stopped is None and meant not in PASSED:
            stopped = desk


def _meant(steps: Steps, word: str | None) -> str | None:
    known = steps.book.spelled().get(spelling(word)) if word else None
    return known.means if known else None


def _no_outcome(steps: Steps, word: str) -> Problem:
    words = [one.word for one in steps.book.outcomes]
    near = nearest(word, list(steps.book.spelled()))
    guess = messages.do_you_mean(near=near) if near else ""
    return messages.V17_no_outcome_of_desk(outcome=word, guess=guess, known=words)
