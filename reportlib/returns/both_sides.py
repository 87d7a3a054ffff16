"""What both sides hold: the secretariat's own list of a return, and what the units say of its rows.

Whose what is: the list's rows are the secretariat's, and a return adds to them and never takes one away; the columns that it gave
(``Return.given``) are the secretariat's, all others the unit's. A blank cell says nothing. Where both say something and it is
not the same, the side whose column it is counts, and a finding says both values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reportlib import messages
from reportlib.records import schema
from reportlib.records.findings import BOTH_SIDES, Finding
from reportlib.records.schema import Column
from reportlib.returns.asked import Codes, Return, compared, own_key
from reportlib.returns.row_checks import as_typed
from reportlib.returns.work import ExaminedSheet, IntakeWork, each_row
from reportlib.text import spelling

if TYPE_CHECKING:
    import pandas as pd

    from reportlib.records.records import Records

Row = Mapping[str, Any]


# -- what the two say differently ------------------------------------------------------------------------------------------


def with_differences(work: IntakeWork, sheet: ExaminedSheet, unit: str) -> ExaminedSheet:
    """I07: the sheet with a warning for each cell that says something else than the secretariat's list."""
    one, kept = sheet.one, work.kept[sheet.one.name]
    if kept is None or sheet.frame is None:
        return sheet
    if one.name not in work.ours:
        work.ours[one.name] = _by_unit(work, one, kept)
    rows = [record | {"row": row} for row, record in each_row(sheet.frame)]
    pairs, _ = _paired(one, work.ours[one.name].get(unit, []), rows, own_key(one))
    found = [
        finding
        for ours, said in pairs
        if said is not None
        for finding in _different(work, sheet, ours, said, kept.file)
    ]
    return sheet.with_findings(found)


def _by_unit(work: IntakeWork, one: Return, kept: Records) -> dict[str, list[Row]]:
    """The secretariat's rows by the units that each is of, in the words that the units have to use."""
    from reportlib.measures.responsible import owners

    found: dict[str, list[Row]] = {}
    for _, record in each_row(kept.frame):
        units = (
            [record[f"{one.unit_column}_short"]]
            if one.unit_column in record
            else owners(record.get("owner") or "", work.meeting)
        )
        for unit in units:
            found.setdefault(unit, []).append(in_words(record, work.codes[one.name]))
    return found


def in_words(record: Row, codes: Mapping[str, Codes]) -> Row:
    """The record with the official words in its coded columns."""
    return {**record, **{column: _word(record[column], codes[column]) for column in codes if column in record}}


def _word(value: Any, words: Codes) -> Any:
    if isinstance(value, tuple):
        return tuple(words.word(part) or part for text in value for part in words.parts(text))
    return value and (words.word(value) or value)


def _different(work: IntakeWork, sheet: ExaminedSheet, ours: Row, said: Row, file: str) -> Iterator[Finding]:
    """What is to be said of the cells of one row."""
    one, is_other_answer = sheet.one, _answers_otherwise(ours, said)
    for column in one.columns:
        if column.name in (*own_key(one), *one.anew) or column.name not in said:
            continue
        mine, theirs = as_typed(ours.get(column.name)), as_typed(said[column.name])
        is_open = column.name == "outcome" and mine in work.unanswered
        if not mine or is_open or is_same(ours[column.name], said[column.name]):
            continue
        if theirs and column.name in one.given:
            problem = messages.I07_given_differs(ours=mine, theirs=theirs, file=file)
        elif theirs:
            problem = messages.I07_answer_differs(ours=mine, theirs=theirs, file=file)
        elif not is_other_answer and _speaks(sheet, column):
            problem = messages.I07_left_blank(ours=mine, file=file)
        else:
            continue
        finding = Finding.of(problem, level="warning", rule=BOTH_SIDES)
        yield sheet.at(finding, said["row"], column.name, theirs)


def _speaks(sheet: ExaminedSheet, column: Column) -> bool:
    """Whether a blank cell of the column may be meant: not where the secretariat gave it, nor where the whole column is blank."""
    records = sheet.examined.records
    return column.name not in sheet.one.given and (
        column.blank_says_none or records is not None and records.has(column.name)
    )


def _answers_otherwise(ours: Row, said: Row) -> bool:
    """Whether the unit gives a request another outcome than the list has: its reason and its dates are then those of that answer."""
    return not _is_blank(said.get("outcome")) and not is_same(ours.get("outcome"), said["outcome"])


def _is_blank(value: object) -> bool:
    return as_typed(value) == ""


def is_same(one: object, other: object) -> bool:
    """Whether two values say the same, however they are spelled."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return sorted(map(spelling, one)) == sorted(map(spelling, other))
    return spelling(as_typed(one)) == spelling(as_typed(other))


# -- what the packet reads -------------------------------------------------------------------------------------------------


def merged(one: Return, kept: Records | None, returned: pd.DataFrame, codes: Mapping[str, Codes]) -> list[Row]:
    """Every row of the secretariat's list, in its order, with what was returned of it, then the rows that were only returned."""
    ours = [record for _, record in each_row(kept.frame if kept is not None else None)]
    came = [record for _, record in each_row(returned)]
    pairs, rest = _paired(one, ours, came, (one.unit_column, *own_key(one)))
    return [record if said is None else _answered(one, in_words(record, codes), said) for record, said in pairs] + rest


def _answered(one: Return, ours: Row, said: Row) -> Row:
    """A row of the list with what the unit says of it."""
    is_other_answer = _answers_otherwise(ours, said)
    taken = {
        column.name: said[column.name]
        for column in one.columns
        if column.name not in own_key(one)
        and (
            _is_blank(ours.get(column.name))
            or column.name not in one.given
            and (is_other_answer or not _is_blank(said[column.name]))
        )
    }
    return {**ours, **taken, **{column: said[column] for column in schema.ORIGIN}}


def _paired(
    one: Return, ours: Sequence[Row], came: Sequence[Row], key: Sequence[str]
) -> tuple[list[tuple[Row, Row | None]], list[Row]]:
    """Each row of the list with the one that answers it, None where nobody has; and the rows that answer none."""
    answers: dict[tuple[str, ...], list[Row]] = {}
    for said in came:
        answers.setdefault(compared(said, key), []).append(said)
    places: dict[tuple[str, ...], list[int]] = {}
    for place, record in enumerate(ours):
        places.setdefault(compared(record, key), []).append(place)
    found: dict[int, Row | None] = {}
    for of_key, mine in places.items():
        chosen, answers[of_key] = _parts(one, [ours[place] for place in mine], answers.get(of_key, []))
        found |= zip(mine, chosen, strict=True)
    return [(record, found[place]) for place, record in enumerate(ours)], [
        said for left in answers.values() for said in left
    ]


def _parts(one: Return, records: Sequence[Row], answers: Sequence[Row]) -> tuple[list[Row | None], list[Row]]:
    """The answer to each row of one key, and the answers to none of them.

    Of the parts of one request those that were given alike belong together, and equal ones may come back as one row; the others
    go by their order.
    """
    given = [column for column in ("title", "request_gist") if column in one.given]
    chosen: list[Row | None] = []
    left = list(answers)
    for record in records:
        alike = [said for said in answers if compared(said, given) == compared(record, given)]
        best = next((said for said in alike if any(said is other for other in left)), alike[0] if alike else None)
        chosen.append(best)
        left = [said for said in left if said is not best]
    for place, said in enumerate(chosen):
        if said is None and left:
            chosen[place] = left.pop(0)
    return chosen, left
