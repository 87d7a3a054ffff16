"""The form of a meeting's decisions as a form of the desk: read from its files, and written back into them."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportlib import messages, system, temporary
from reportlib.decisions import others
from reportlib.decisions.files import headers
from reportlib.decisions.form import Prefilled, files_of, prefilled, rows_above
from reportlib.decisions.form_files import FormFiles, find
from reportlib.decisions.read import read_form, rules_of
from reportlib.decisions.tracking import is_of_others
from reportlib.desk.entries import keep
from reportlib.desk.known import meeting_files
from reportlib.desk.problems import told
from reportlib.errors import InputError, Problem
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.meeting_rules import MeetingRules
from reportlib.new.form_read import typed_text
from reportlib.records.layout import locate
from reportlib.wording import using
from reportlib.writing import sha256

UNFILLED = "D01"  # no fault: a form is filled in little by little, as what the command writes is
SPARE = {"motions": 2, "attendance": 2, "decisions": 2}  # blank rows at the end of each table


def held(root: Path, meeting: str) -> dict[str, Any]:
    """The four tables with what is in them, the hash of their files, and what is wrong or doubtful in them."""
    opened = Meeting.read(meeting_files(root)[meeting])
    with using(opened.wording):
        form = find(opened.params)
        tables = _tables(opened, form)
        problems, warnings = _judged(form, opened) if form else ((), ())
        rules, _ = rules_of(opened)
    return {
        "hash": _digest(form),
        "file": form.shown if form else "",
        "tables": [_shown(table, rules) for table in tables],
        "problems": [told(one) for one in problems],
        "warnings": [told(one) for one in warnings],
    }


def _judged(form: FormFiles, meeting: Meeting) -> tuple[Sequence[Problem], Sequence[Problem]]:
    try:
        return (), read_form(form, meeting).warnings
    except InputError as error:
        return error.problems, ()


def _paths(form: FormFiles | None) -> list[Path]:
    return [] if form is None else [form.workbook] if form.workbook else [*form.csv.values()]


def _digest(form: FormFiles | None) -> str:
    return sha256(b"".join(sha256(path.read_bytes()).encode() for path in _paths(form)))


def _tables(meeting: Meeting, form: FormFiles | None) -> list[Prefilled]:
    """The tables of the form: as they are filled in where there are files, else as a new one begins."""
    tables = prefilled(meeting, *rules_of(meeting))
    if form is None:
        return [*tables]
    found = headers(form, meeting.params)
    return [_filled(table, found.get(table.table.name)) for table in tables]


def _filled(table: Prefilled, header: Any) -> Prefilled:
    if header is None:
        return table
    layout = locate(header)
    names = {column.label: column.name for column in table.table.columns}
    places = [layout.places.get(names.get(label, "")) for label in table.headers]
    rows = [
        tuple(typed_text(cells[at]) if at is not None and at < len(cells) else "" for at in places)
        for _, cells in layout.rows
    ]
    # What only people read, by the case or the line that it stands beside.
    for at in (at for at, label in enumerate(table.headers) if label not in names):
        told_of = {row[0]: row[at] for row in table.rows}
        rows = [(*row[:at], told_of.get(row[0], ""), *row[at + 1 :]) for row in rows]
    return dataclasses.replace(table, rows=tuple(rows))


def _shown(table: Prefilled, rules: MeetingRules) -> dict[str, Any]:
    names = {column.label: column.name for column in table.table.columns}
    spare = SPARE.get(table.table.name, 0)
    return {
        "name": table.table.name,
        "label": table.table.label,
        "columns": [
            {
                "name": names.get(label, ""),
                "at": at,
                "label": label,
                "told": said,
                "words": [*table.words.get(at, ())],
                "is_given": at in table.given,
            }
            for at, (label, said) in enumerate(zip(table.headers, table.explained, strict=True))
        ],
        "rows": (rows := [*map(list, table.rows), *([""] * len(table.headers) for _ in range(spare))]),
        "offered": [_offered(table, row, rules) for row in rows],
        "fixed": len(table.rows),
    }


def _offered(table: Prefilled, row: Sequence[str], rules: MeetingRules) -> list[list[str] | None]:
    """What a row has to choose from in each column; None where nothing may be filled in, as the row is of all others."""
    offered: list[list[str] | None] = [[*table.words.get(at, ())] for at in range(len(table.headers))]
    names = {column.label: column.name for column in table.table.columns}
    places = {names[label]: at for at, label in enumerate(table.headers) if label in names}
    only: Sequence[str] = ()
    if table.table.name == "decisions" and any(row):
        kind = others.items(row[places["place"]])
        proposed = bool(row[places["proposed"]]) if kind is None else kind
        words = others.words_of_items(rules.decisions, kind) if kind is not None else _fitting(rules, proposed)
        offered[places["outcome"]], only = words, others.OF_ITEMS if kind is not None else ()
    elif table.table.name == "attendance" and others.are_members(row[places["name"]]):
        offered[places["presence"]], only = others.words_of_members(rules.attendance), others.OF_MEMBERS
    elif table.table.name == "tracked" and is_of_others(row[places["number"]]):
        only = ("outcome",)
    if only:
        return [one if any(places[name] == at for name in only) else None for at, one in enumerate(offered)]
    return offered


def _fitting(rules: MeetingRules, proposed: bool) -> list[str]:
    """The words for one item: where nothing is proposed, nothing passes as proposed."""
    return [word.word for word in rules.decisions if proposed or word.means not in ("as_proposed", "amended")]


def save_held(root: Path, meeting: str, digest: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """Write what was filled in into the files of the form, a workbook where there are none: ``{}``. Where they are not those that the page was
    made from ``{"conflict": true}``; where something is wrong ``{"fields": …, "problems": …}``, and nothing is written. What is not filled in
    yet is not wrong: attendance is taken in the meeting, the approval comes weeks later."""
    opened = Meeting.read(meeting_files(root)[meeting])
    with using(opened.wording):
        form = find(opened.params)
        if _digest(form) != digest:
            return {"conflict": True}
        suffix = form.workbook.suffix.removeprefix(".") if form and form.workbook else "csv" if form else "xlsx"
        tables = [_typed(table, cells) for table in _tables(opened, form)]
        made = files_of(tables, opened, "xlsx" if suffix == "xls" else suffix)
        return _put(opened, form, tables, made)


def _typed(table: Prefilled, cells: Mapping[str, str]) -> Prefilled:
    """The table with what was typed in the place of what it had; rows that nothing stands in are none."""
    name = table.table.name
    rows = []
    for at in range(len(table.rows) + SPARE.get(name, 0)):
        there = table.rows[at] if at < len(table.rows) else ("",) * len(table.headers)
        row = tuple(" ".join(cells.get(f"{name}.{at}.{column}", value).split()) for column, value in enumerate(there))
        if any(row):
            rows.append(row)
    return dataclasses.replace(table, rows=tuple(rows))


def _put(
    meeting: Meeting, form: FormFiles | None, tables: Sequence[Prefilled], made: Mapping[str, bytes]
) -> dict[str, Any]:
    folder = meeting.params.data_folder
    try:
        with temporary.beside(folder) as beside:
            for name, data in made.items():
                (beside / name).write_bytes(data)
            suffix = next(iter(made)).rpartition(".")[2]
            drafts = {Path(name).stem: beside / name for name in made}
            draft = FormFiles(None, drafts) if suffix == "csv" else FormFiles(beside / next(iter(made)), {})
            try:
                warnings = read_form(draft, meeting).warnings
            except InputError as error:
                if wrong := [problem for problem in error.problems if problem.code != UNFILLED]:
                    return _at_fields(wrong, tables, suffix)
                warnings = ()
            for path in _paths(form):
                keep(path, path.read_bytes())
            for name in made:
                os.replace(beside / name, folder / name)
            for path in _paths(form):
                if path.name not in made:  # an old workbook that we cannot write is kept, and gone from its place
                    with contextlib.suppress(OSError):
                        path.unlink()
    except OSError as error:
        problem = messages.R12_cannot_write_form(file=next(iter(made)), reason=system.reason(error))
        raise system.cannot_write(error, problem) from None
    return {"warnings": [told(one) for one in warnings]}


def _at_fields(problems: Sequence[Problem], tables: Sequence[Prefilled], suffix: str) -> dict[str, Any]:
    """Each problem at its cell of the page, where it has one."""
    fields: dict[str, list[str]] = {}
    others = []
    for problem in problems:
        table = next(
            (one for one in tables if one.table.label == problem.sheet or problem.file == f"{one.table.name}.csv"), None
        )
        row = problem.row - rows_above(table, suffix) - 1 if table and problem.row else -1
        if table and problem.column and 0 <= row < len(table.rows):
            key = f"{table.table.name}.{row}.{problem.column - 1}"
            fields.setdefault(key, []).append(f"{problem.what}{problem.todo}")
        else:
            others.append(told(problem))
    return {"fields": fields, "problems": others}
