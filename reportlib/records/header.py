"""The header of a table: found among the first rows, its columns told by name."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from reportlib.readers.sheets import Cell, Sheet
from reportlib.records.located import Header
from reportlib.records.schema import Column, TableSchema
from reportlib.text import INVISIBLE, spelling

HEADER_WITHIN_ROWS = 15
MOST_HEADER_ROWS = 3
LONGEST_EXACT_NUMBER = 10**15  # a spreadsheet keeps 15 digits of a number
JOINED = "／"  # between the levels of a header
_SPACE = INVISIBLE + " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2002\u2003\u2009\u202f\u3000"
_DECORATION = re.compile(r"^[*＊※]+|[*＊※]+$|[（(【\[][^（(【\[）)】\]]*[）)】\]]$")


def text_of(cell: Cell) -> str | None:
    """The cell's text without outer white space; a whole number as a spreadsheet shows it; None for a blank cell."""
    if isinstance(cell, str):
        return cell.strip(_SPACE) or None
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LONGEST_EXACT_NUMBER:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return str(cell)


def first_text(row: Sequence[Cell]) -> str:
    """The first cell that is not blank, as text; "" for a blank row."""
    for cell in row:
        if cell and (text := text_of(cell)):
            return text
        if cell is not None and cell != "" and not isinstance(cell, str):
            return str(cell)  # 0 and FALSE are values
    return ""


# ---------------------------------------------------------------------------------------------------- the header


# The texts over each place that the rows from the first number on (0 for the first), as many as the second says, make.
Texts = Callable[[int, int], list[tuple[str, ...]]]


def find_headers(sheet: Sheet, tables: Iterable[TableSchema]) -> Iterator[Header]:
    """The header of each of these tables on the sheet, as it is asked for; its rows are read as texts once for all of them.

    A sheet's header is looked for once: what is found is passed on.
    """
    texts = functools.cache(functools.partial(_texts, sheet))
    return (_find(sheet, table, table.by_spelling(), texts) for table in tables)


def _find(sheet: Sheet, table: TableSchema, known: dict[str, Column], texts: Texts) -> Header:
    """The rows among the first that have most known headers, as few as possible; the first non-blank row where none has any."""
    found = None
    for start in range(min(len(sheet.rows), HEADER_WITHIN_ROWS)):
        for depth in range(1, MOST_HEADER_ROWS + 1):
            if start + depth > len(sheet.rows) or depth > 1 and found is not None and not found.texts:
                break
            candidate = _header(sheet, table, known, texts, start, depth)
            if found is None or _better(candidate, found):
                found = candidate
        if found is not None and len(found.places) == len(table.columns) and len(found.header_rows) == 1:
            break  # none can be better
    if found is None:
        return Header(table, sheet, 1, (), {}, header_rows=(1,) if sheet.rows else ())
    return _as_merged(sheet, table, known, texts, found)


def _better(one: Header, other: Header) -> bool:
    if not other.texts or not one.places:
        return not other.texts
    return (len(one.places), -len(one.header_rows)) > (len(other.places), -len(other.header_rows))


def _header(sheet: Sheet, table: TableSchema, known: dict[str, Column], texts: Texts, start: int, depth: int) -> Header:
    """The header that the ``depth`` rows from ``start`` (0 for the first) make."""
    columns = texts(start, depth)
    places: dict[str, int] = {}
    twice = []
    for place, levels in enumerate(columns):
        if column := known_column(levels, known):
            if column.name in places:
                twice.append((places[column.name], place))
            else:
                places[column.name] = place
    for column in table.columns:
        if column.stand_ins and column.name not in places:
            spelt = {spelling(text) for text in column.stand_ins}
            for place, levels in enumerate(columns):
                if levels and spelling(levels[-1]) in spelt:
                    places.setdefault(column.name, place)
    rows = tuple(range(start + 1, start + depth + 1))
    return Header(table, sheet, rows[-1], tuple(JOINED.join(levels) for levels in columns), places, tuple(twice), rows)


def _texts(sheet: Sheet, start: int, depth: int) -> list[tuple[str, ...]]:
    """What these rows say over each place, from the top down, each text once; nothing past the last place with a text."""
    levels = _levels(sheet, start, depth)
    columns = [
        tuple(dict.fromkeys(text for level in levels if place < len(level) and (text := level[place])))
        for place in range(max(map(len, levels)))
    ]
    while columns and not columns[-1]:
        columns.pop()
    return columns


def _levels(sheet: Sheet, start: int, depth: int) -> list[list[str]]:
    """The texts of the header's rows. A merged cell says its text in every cell it covers; without merges, an upper cell
    says it for the blank cells to its right under which something stands."""
    levels = [[text_of(cell) or "" for cell in row] for row in sheet.rows[start : start + depth]]
    if depth == 1:
        return levels
    if sheet.merged:
        for top, left, bottom, right in sheet.merged:
            if start < top <= start + depth and (bottom > top or right > left):
                level = levels[top - start - 1]
                text = level[left - 1] if left <= len(level) else ""
                for row in range(top - start - 1, min(bottom - start, depth)):
                    line = levels[row]
                    line.extend([""] * (min(right, _widest(sheet)) - len(line)))
                    for place in range(left - 1, min(right, len(line))):
                        line[place] = text
        return levels
    for upper, lower in zip(levels, levels[1:], strict=False):
        upper.extend([""] * (len(lower) - len(upper)))
        for place in range(1, len(upper)):
            if (
                not upper[place]
                and upper[place - 1]
                and place < len(lower)
                and lower[place]
                and place - 1 < len(lower)
                and lower[place - 1]
            ):
                upper[place] = upper[place - 1]
    return levels


def _widest(sheet: Sheet) -> int:
    return max(map(len, sheet.rows[: HEADER_WITHIN_ROWS + MOST_HEADER_ROWS]), default=0)


def known_column(texts: tuple[str, ...], known: dict[str, Column]) -> Column | None:
    """The column that these levels of a header name: joined, or by the lowest alone; marks of a form (＊, 必填) do not matter."""
    if not texts:
        return None
    for text in (JOINED.join(texts), texts[-1]) if len(texts) > 1 else texts:
        if column := known.get(spelling(text)):
            return column
        if (plain := _DECORATION.sub("", _DECORATION.sub("", text.strip(_SPACE)).strip(_SPACE))) != text and (
            column := known.get(spelling(plain))
        ):
            return column
    return None


def _as_merged(sheet: Sheet, table: TableSchema, known: dict[str, Column], texts: Texts, found: Header) -> Header:
    """The same header with the rows that its merged cells take in: downwards to their end, upwards where they group columns."""
    if not sheet.merged or not found.places:
        return found
    first, last = found.header_rows[0], found.header_rows[-1]
    deepest = max(
        (
            bottom
            for top, left, bottom, right in sheet.merged
            if first <= top <= last < bottom and left <= len(found.texts)
        ),
        default=last,
    )
    groups = [(left, right) for top, left, bottom, right in sheet.merged if top == bottom == last and right > left]
    if deepest == last and groups and last < len(sheet.rows):
        below = {place + 1 for place, cell in enumerate(sheet.rows[last]) if text_of(cell)}
        if below and all(any(left <= place <= right for left, right in groups) for place in below):
            deepest = last + 1
    above = [(left, right) for top, left, bottom, right in sheet.merged if top == bottom == first - 1 and right > left]
    is_title = first > 1 and sum(bool(text_of(cell)) for cell in sheet.rows[first - 2]) <= 1
    if (
        above
        and first > 1
        and not is_title
        and not any(left == 1 and right >= len(found.texts) for left, right in above)
        and len(found.texts) > max(right - left + 1 for left, right in above)
    ):
        first -= 1
    if (
        (first, deepest) == (found.header_rows[0], last)
        or deepest - first >= MOST_HEADER_ROWS
        or deepest > len(sheet.rows)
    ):
        return found
    wider = _header(sheet, table, known, texts, first - 1, deepest - first + 1)
    return wider if len(wider.places) >= len(found.places) else found


def texts_of(row: Sequence[Cell]) -> list[str]:
    return [text for cell in row if (text := text_of(cell))]
