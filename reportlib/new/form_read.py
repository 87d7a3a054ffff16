"""A filled-in workbook of parameters back into the parameter file: what was changed in it, and nothing else."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportlib import messages, roc
from reportlib.errors import ConfigError, PacketError, Problem
from reportlib.language import say
from reportlib.meeting.yaml_reader import Key, key_text
from reportlib.meeting.yaml_text import YamlText, text_scalar
from reportlib.new.form import BASE, CHECK, CONFIRMED, GONE, KEY, SHEET, VALUE, YES, FormRow, rows_of, written_forms
from reportlib.new.form_inputs import EMPTY, put_empty, unknown_in
from reportlib.new.rewritten import ChangedLine, before_last, rewrite, text_of
from reportlib.readers import files
from reportlib.readers.sheets import Sheet

COMMAND = "packet parameters --apply"
INVENTORY, PLAN = ("as_of", "inventory"), ("periods", "plan")
_HEADS = {
    ("proposals", "text"),
    ("topics", "title"),
    ("accepted", "reason"),
    ("attachments", "title"),
}  # what goes takes all that it heads with it


@dataclass(frozen=True)
class FilledCell:
    """What stands in the workbook for one key: in which row (from 1), what was typed, and what the file had when it was written."""

    row: int
    typed: str
    base: str | None  # None where the column is gone
    checked: str = ""  # what was typed beside it, to say that it was looked at

    @property
    def is_confirmed(self) -> bool:
        return self.checked.startswith(YES)


@dataclass(frozen=True)
class Asked:
    """What a workbook asks of a parameter file: the changes by their keys with the row of the workbook, and what is wrong with it."""

    changes: Mapping[Key, tuple[FormRow, str]]
    places: Mapping[str, int]
    problems: Sequence[Problem]
    sheet: Sheet
    is_over: bool = (
        False  # what it took away is gone, and what stood behind has moved: nothing more can be read from it
    )


def form_to_apply(path: Path) -> Path:
    """The workbook that is meant where none is named: the one in which something is filled in that the parameter file does not have, or else the last one.

    ConfigError C19 where there are several such.
    """
    forms = written_forms(path)
    asked = {form: _asked(path, form) for form in forms} if len(forms) > 1 else {}
    filled = [form for form, one in asked.items() if (one.changes or one.problems) and not one.is_over]
    if len(filled) > 1:
        raise ConfigError(
            messages.C19_several_forms(
                forms=[form.name for form in filled], meeting=path.stem, form=f"data/{path.stem}/{filled[-1].name}"
            )
        )
    return filled[0] if filled else forms[-1]


def apply_form(path: Path, form: Path) -> list[ChangedLine]:
    """Write what was filled in into the parameter file; returns the lines that are others now.

    InputError where the workbook cannot be read; ConfigError where it is none of this meeting's, where a cell does not fit (by its place in
    the workbook), or where the parameter file was changed at the same place since the workbook was written. Then nothing is changed.
    """
    asked = _asked(path, form)
    if asked.problems:
        raise ConfigError(*asked.problems)
    try:
        return rewrite(path, changed(text_of(path), asked.changes), COMMAND)
    except ConfigError as error:
        raise ConfigError(*(_in_form(one, asked.places, form, asked.sheet) for one in error.problems)) from None


def _asked(path: Path, form: Path) -> Asked:
    sheet, heading = _sheet_of(form)
    _refuse_other(sheet, path, form)
    cells = _cells(sheet, heading, form)
    known = {row.key: row for row in rows_of(path)}
    confirmed = (one := cells.pop(CONFIRMED, None)) is not None and (one.is_confirmed or one.typed.startswith(YES))
    gone = {_head(key): key for key, cell in cells.items() if cell.typed == GONE}
    if moved := next(
        (key for head, key in gone.items() if _is_done(key, cells, known) and _has_later(head, cells)), ""
    ):
        problem = messages.C19_moved(base=cells[moved].base or "", meeting=path.stem)
        return Asked({}, {}, [problem.at(form.name, sheet.name, cells[moved].row)], sheet, is_over=True)
    done = [head for head, key in gone.items() if _is_done(key, cells, known)]
    problems: list[Problem] = []
    changes: dict[Key, tuple[FormRow, str]] = {}
    for key, cell in cells.items():
        if any(_parts(key)[: len(head)] == head for head in done):
            continue
        if (row := known.get(key)) is None:
            problems.append(messages.C19_unknown_key(key=key).at(form.name, sheet.name, cell.row))
        elif (typed := _change(row, cell, confirmed)) is None:
            continue
        elif cell.base is not None and cell.base != row.base:
            problem = _changed_since(path, cell.base, row)
            problems.append(problem.at(form.name, sheet.name, cell.row, header=row.field.label))
        elif typed != GONE and (unknown := unknown_in(typed, row.field)):
            problem = messages.C19_no_such_input(names=unknown, told=row.field.told)
            problems.append(problem.at(form.name, sheet.name, cell.row, header=row.field.label))
        else:
            changes[row.path] = (row, typed)
    changes |= _days_with(changes, known)
    places = {key_text(known[key].path): cell.row for key, cell in cells.items() if key in known}
    return Asked(changes, places, problems, sheet)


def _changed_since(path: Path, then: str, row: FormRow) -> Problem:
    """The file has another value than when the workbook was written: by our own last change, or by hand."""
    before = before_last(path, COMMAND)
    if before is not None and any(one.key == row.key and one.base == then for one in rows_of(before)):
        return messages.C19_applied_since(now=row.base, meeting=path.stem)
    return messages.C19_changed_since(then=then, now=row.base)


def _parts(key: str) -> tuple[str, ...]:
    return tuple(key.split("."))


def _head(key: str) -> tuple[str, ...]:
    """What goes where a cell says so, of a key as the workbook has it: the key, or the topic or proposal that it heads."""
    parts = _parts(key)
    return parts[:-1] if len(parts) > 2 and (parts[-3], parts[-1]) in _HEADS else parts


def _is_done(key: str, cells: Mapping[str, FilledCell], known: Mapping[str, FormRow]) -> bool:
    """Whether what should go is no longer there, or another stands in its place."""
    row, base = known.get(key), cells[key].base
    return row is None or not row.base or base is not None and row.base != base


def _has_later(head: tuple[str, ...], cells: Mapping[str, FilledCell]) -> bool:
    """Whether the workbook has something behind it in the same list, whose number is another one then."""
    if not head[-1].isdecimal():
        return False
    inside = (parts for key in cells if len(parts := _parts(key)) >= len(head) and parts[: len(head) - 1] == head[:-1])
    return any(int(parts[len(head) - 1]) > int(head[-1]) for parts in inside if parts[len(head) - 1].isdecimal())


def changed(text: str, changes: Mapping[Key, tuple[FormRow, str]]) -> str:
    """The text of the parameter file with these changes in it."""
    edited = YamlText(text)
    gone = _gone(edited, [row for row, typed in changes.values() if typed == GONE])
    for path in gone:
        edited.drop(path)
    for path, (row, typed) in changes.items():
        if row.field.written == "inputs" and typed != GONE:
            put_empty(edited, typed, row.field)
        elif not any(path[: len(one)] == one for one in gone):
            value = typed if row.field.written in ("date", "number") else text_scalar(typed)
            value = json.dumps(typed) if row.field.written == "time" else value
            if isinstance(path[-1], str):
                edited.put(path[:-1], path[-1], value)
            else:
                edited.replace(path, value)
    return edited.changed()


def _gone(text: YamlText, rows: Sequence[FormRow]) -> list[Key]:
    """What is taken away: the key, or the topic or proposal that it heads; a list of which nothing is left goes as a whole."""
    found: dict[Key, None] = {}
    for row in rows:
        is_head = len(row.path) > 2 and (row.path[-3], row.path[-1]) in _HEADS
        found[row.path[:-1] if is_head else row.path] = None
    for parent in {path[:-1] for path in found if isinstance(path[-1], int)}:
        node = text.node(*parent)
        if node is not None and all((*parent, n) in found for n in range(len(node.value))):
            found = {path: None for path in found if path[:-1] != parent} | {parent: None}
    return [path for path in found if not any(path != one and path[: len(one)] == one for one in found)]


def _change(row: FormRow, cell: FilledCell, confirmed: bool) -> str | None:
    """What the cell says anew; None where it leaves the value as it is."""
    if not cell.typed:
        return None
    if cell.base not in (None, row.base) and cell.typed == row.begun_with(cell.base or ""):
        return None  # the cell is as it was written, and the file has changed since
    if cell.typed != row.offered:
        return cell.typed if cell.typed != row.base else None
    # One 是 for all is none for what has to be looked at by itself, nor for a cell beside which something else stands.
    together = confirmed and row.doubt != "look" and not cell.checked
    return cell.typed if row.is_marked and (cell.is_confirmed or together) else None


def _days_with(
    changes: Mapping[Key, tuple[FormRow, str]], known: Mapping[str, FormRow]
) -> dict[Key, tuple[FormRow, str]]:
    """The other days up to which is counted, where that of the inventory was changed: those that were the same day still are, but for
    what was typed itself."""
    if INVENTORY not in changes:
        return {}
    row, typed = changes[INVENTORY]
    same = (one for one in known.values() if one.path[0] in ("as_of", "periods") and one.path[:2] != PLAN)
    return {one.path: (one, typed) for one in same if one.path not in changes and _is_day(one.base, row.base)}


def _is_day(one: str, other: str) -> bool:
    try:
        return roc.parse_date(one) == roc.parse_date(other)
    except roc.BadDate:
        return False


def in_words(path: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of a parameter file as whoever filled in its workbook knows them: by its cell and by what it calls the parameter there.

    Of an input with nothing but its header, in which cell it may be said that there is none. Where there is no workbook, where it does not ask for the parameter, or where it has another value than the file, which was edited
    since, the place stays that in the parameter file.
    """
    found = list(problems)
    try:
        form = written_forms(path)[-1]
        sheet, heading = _sheet_of(form)
        cells = _cells(sheet, heading, form)
    except PacketError:
        return found
    rows = {key_text(row.path): row for row in rows_of(path)}
    for n, problem in enumerate(found):
        row = rows.get(problem.header) if problem.file == path.name else None
        cell = cells.get(row.key) if row else None
        if row and cell and row.base in (cell.base, cell.typed):
            found[n] = problem.at(form.name, sheet.name, cell.row, column=2, header=row.label)
        elif EMPTY in problem.todo and (asked := cells.get(EMPTY)) and EMPTY in rows:
            label = rows[EMPTY].label
            more = messages.empty_in_form(form=form.name, row=asked.row, label=label, file=problem.file)
            found[n] = replace(problem, todo=f"{problem.todo}{say('', ' ')}{more}")
    return found


# -- the workbook ----------------------------------------------------------------------------------------------------------


def _sheet_of(form: Path) -> tuple[Sheet, int]:
    """The sheet that has the header, and the place of that row."""
    for sheet in files.read(form):
        for place, row in enumerate(sheet.rows[:50]):
            if {VALUE, KEY} <= {typed_text(cell) for cell in row}:
                return sheet, place
    raise ConfigError(messages.C19_not_a_form(value=VALUE, key=KEY).at(form.name))


def _refuse_other(sheet: Sheet, path: Path, form: Path) -> None:
    title = typed_text(sheet.rows[0][0]) if sheet.rows and sheet.rows[0] else ""
    name, _, rest = title.partition(" ")
    if rest == SHEET and name != path.stem:
        raise ConfigError(messages.C19_other_meeting(other=name, meeting=path.stem).at(form.name, sheet.name))


def _cells(sheet: Sheet, heading: int, form: Path) -> dict[str, FilledCell]:
    """What stands for each key; ConfigError where one is there twice."""
    places = {typed_text(cell): place for place, cell in reversed(list(enumerate(sheet.rows[heading])))}
    found: dict[str, FilledCell] = {}
    for number, row in list(enumerate(sheet.rows, 1))[heading + 1 :]:
        key = _at(row, places[KEY])
        if not key:
            continue
        if key in found:
            raise ConfigError(messages.C19_key_twice(key=key, row=found[key].row).at(form.name, sheet.name, number))
        base = _at(row, places[BASE]) if BASE in places else None
        checked = _at(row, places[CHECK]) if CHECK in places else ""
        found[key] = FilledCell(number, _at(row, places[VALUE]), base, checked)
    return found


def _at(row: Sequence[object], place: int) -> str:
    return typed_text(row[place]) if place < len(row) else ""


def typed_text(cell: object) -> str:
    """What a person typed, in one line; a day as the parameter file has it, also where the spreadsheet program took 110 for the year."""
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, datetime.date):
        return roc.format_date(cell) if cell.year > 1911 else f"{cell.year}-{cell.month:02}-{cell.day:02}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _in_form(problem: Problem, places: Mapping[str, int], form: Path, sheet: Sheet) -> Problem:
    """A problem of the parameters at the cell of the workbook that it comes from, where it comes from one."""
    row = places.get(problem.header)
    return problem.at(form.name, sheet.name, row, column=2, header=problem.header) if row else problem
