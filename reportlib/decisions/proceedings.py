"""The sheet 「會議」: a value a row, by its label."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from reportlib import messages, roc
from reportlib.decisions.clock import read_time
from reportlib.decisions.held import Proceedings
from reportlib.decisions.told import FormTold, rows_in, set_aside
from reportlib.errors import Problem, did_you_mean
from reportlib.records.records import Examined
from reportlib.text import nearest, spelling


@dataclass(frozen=True)
class FormLine:
    """One row of the sheet: its label, other spellings, whether it may stay blank, and how its value is read."""

    name: str
    label: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    may_be_blank: bool = False


LINES = (
    FormLine("held_on", "實際開會日期", "date", ("開會日期", "會議日期", "日期")),
    FormLine("starts", "開始時間", "time", ("開始", "開會時間")),
    FormLine("ends", "散會時間", "time", ("結束時間", "結束", "散會")),
    FormLine("place", "地點", aliases=("開會地點", "會議地點")),
    FormLine("chair", "主席", aliases=("主持人",)),
    FormLine("recorder", "紀錄", aliases=("紀錄人", "記錄", "記錄人")),
    FormLine("approved_on", "核定日期", "date", ("紀錄核定日期",), may_be_blank=True),
)


def read_proceedings(found: Examined, told: FormTold) -> Proceedings | None:
    """The values of the sheet; None where one is missing or wrong, which is told."""
    known = {spelling(text): line for line in LINES for text in (line.label, *line.aliases)}
    values: dict[str, object] = {}
    rows: dict[str, int] = {}
    wrong = [known.get(spelling(label)) for (label,) in set_aside(found, "label")]
    meant = {line.name for line in wrong if line}
    for row, given in rows_in(found):
        said, text = given["label"], given.get("value")
        line = known.get(spelling(said))
        if line is None:
            labels = [one.label for one in LINES]
            near = nearest(said, labels)
            meant |= {known[spelling(near)].name} if near else set()
            todo = did_you_mean(near, messages.known_lines(known=labels))
            told.wrong(found, messages.D07_no_such_line(label=said, todo=todo), row, "label")
        elif line.name in rows:
            told.wrong(found, messages.D03_line_twice(label=line.label, row=rows[line.name]), row, "label")
        else:
            rows[line.name] = row
            if text:
                values[line.name] = _value(found, line, text, row, told)
    if None in wrong:  # a row whose label cannot be read may be any line
        meant |= {line.name for line in LINES if line.name not in rows}
    values |= dict.fromkeys(meant, _WRONG)
    return _whole(found, values, rows, told)


def _value(found: Examined, line: FormLine, text: str, row: int, told: FormTold) -> object:
    try:
        return _READ[line.kind](text)
    except ValueError as error:
        problem = error.args[0]
        told.wrong(found, problem, row, "value")
        return _WRONG


_WRONG = object()  # what stands for a value that was told to be wrong


def _text(text: str) -> str:
    return text


def _date(text: str) -> datetime.date:
    try:
        read = roc.read_date(text)
    except roc.BadDate as bad:
        reason = str(bad).rstrip("。.")
        todo = bad.todo or messages.correct_it()
        raise ValueError(messages.V07_not_a_date(value=text, reason=reason, todo=todo)) from None
    if read.remark:
        raise ValueError(messages.V07_not_as_written(value=text, remark=read.remark))
    return read.day


def _time(text: str) -> datetime.time:
    read = read_time(text)
    if isinstance(read, Problem):
        raise ValueError(read)
    return read


_READ: dict[str, Callable[[str], object]] = {"text": _text, "date": _date, "time": _time}


def _whole(found: Examined, values: dict[str, object], rows: dict[str, int], told: FormTold) -> Proceedings | None:
    """The record, if nothing is missing and nothing contradicts itself."""
    is_whole = all(value is not _WRONG for value in values.values())
    for line in LINES:
        if line.name not in values and not line.may_be_blank:
            is_whole = False
            told.wrong(found, messages.D01_line_blank(label=line.label), rows.get(line.name), "value")
    if not is_whole:
        return None
    made = Proceedings(**{"approved_on": None, **values}, rows=rows)  # type: ignore[arg-type]
    problems: list[tuple[str, Problem]] = []
    if made.ends <= made.starts:
        said = messages.D07_ends_before_it_starts(start=f"{made.starts:%H:%M}", end=f"{made.ends:%H:%M}")
        problems.append(("ends", said))
    if made.approved_on and made.approved_on < made.held_on:
        approved, held_on = roc.format_date(made.approved_on), roc.format_date(made.held_on)
        problems.append(("approved_on", messages.D07_approved_before_held(approved=approved, held=held_on)))
    for name, problem in problems:
        told.wrong(found, problem, rows[name], "value")
    return None if problems else made
