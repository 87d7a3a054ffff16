"""A column of cells as values of its kind, with what is wrong in single cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from reportlib import messages
from reportlib.facts.text_list import TextList, kept
from reportlib.meeting.agencies import AgencyRegister
from reportlib.readers.columns import Coded
from reportlib.readers.sheets import Cell, Sheet
from reportlib.records.cell_faults import CellFault
from reportlib.records.dates import dates_of
from reportlib.records.findings import Finding
from reportlib.records.names import Lookup, as_agency
from reportlib.records.schema import Column, Kind
from reportlib.records.values import (
    EXCEL_ERRORS,
    LONGEST_CELL,
    NUMBER_PATTERN,
    as_counts,
    as_decimal,
    as_identifier,
    as_link,
    as_list,
    as_numeral,
    as_share,
    as_text,
    as_title,
    no_result,
)


def converted_column(
    cells: Coded, convert: Callable[[Cell], object], column: Column, plain: str = ""
) -> tuple[Coded, list[tuple[int, Finding]]]:
    """Every cell converted, each distinct value once, and what is wrong with which of the cells; of many texts those with the pattern
    ``plain`` are known to stay as they are."""
    faults: dict[int, CellFault] = {}  # by the place of the value

    def converted(places: Iterable[int], cells: Iterable[Cell]) -> Iterator[Any]:
        for place, cell in zip(places, cells, strict=True):
            try:
                value = convert(cell)
                if value is None and not column.blank:
                    raise CellFault(messages.L11_blank())
                yield value
            except CellFault as fault:
                faults[place] = fault
                yield fault.value

    texts = cells.values
    if plain and isinstance(texts, TextList):
        others = np.flatnonzero(~texts.matching(plain) | (texts.sizes() >= LONGEST_CELL))
        values = cells.mapped(texts.put(others, converted(others.tolist(), texts.at(others))))
    else:
        made = kept(converted(range(len(texts)), texts))
        values = cells.mapped(texts if isinstance(made, TextList) and made == texts else made)
    if not faults:
        return values, []
    rows = np.flatnonzero(np.isin(values.at, np.fromiter(faults, np.int64, len(faults))))
    return values, _told([(i, faults[int(values.at[i])]) for i in rows.tolist()])


def _told(faults: list[tuple[int, CellFault]]) -> list[tuple[int, Finding]]:
    """The findings of a column's faults, each by the place of its cell."""
    again = [i for i, fault in faults if fault.once]
    told = []
    for i, fault in faults:
        finding = fault.finding
        if fault.once and i == again[0] and len(again) > 1:
            finding = replace(finding, what=finding.what + messages.more_rows_have_it(rows=len(again) - 1))
        if not fault.once or i == again[0]:
            told.append((i, finding))
    return told


def converter_of(
    column: Column,
    register: AgencyRegister | None,
    sheet: Sheet,
    owner: str | None,
    window: tuple[date, date],
    lookup: Lookup | None = None,
) -> Callable[[Cell], object]:
    """What makes a value of a cell of this column; it raises :class:`CellFault`. ``lookup`` says whose a name is."""
    inner: Callable[[Cell], object]
    if column.kind == "agency":
        inner = as_agency(register, lookup, owner) if register and lookup else as_text
    elif column.kind == "date":
        inner = dates_of(window)
    elif column.kind == "count":
        inner = as_counts(column)
    else:
        by_kind: dict[Kind, Callable[[Cell], object]] = {
            "text": as_title if column.label == "資料集名稱" else as_text,
            "identifier": as_identifier,
            "decimal": as_decimal,
            "share": as_share,
            "list": as_list,
            "link": as_link,
        }
        inner = by_kind[column.kind]

    def convert(cell: Cell) -> object:
        if isinstance(cell, str):
            if "#" in cell and cell.strip().upper() in EXCEL_ERRORS:
                raise CellFault(messages.V15_error_value(value=cell))
            if cell in sheet.unresolved:
                raise no_result(cell)
        return inner(cell)

    return convert


def mixed_shares(cells: Iterable[Cell]) -> list[tuple[int, Finding]]:
    """V19: in one column 0.5 and 50 both without a sign: what 0.5 means is unclear."""
    bare = []
    for i, cell in enumerate(cells):
        try:
            text = as_numeral(cell)
        except CellFault:
            continue
        if text is not None and NUMBER_PATTERN.fullmatch(text):
            bare.append((i, text, Decimal(text.replace(",", ""))))
    if not any(value > 1 for _, _, value in bare):
        return []
    return [
        (
            i,
            Finding.of(messages.V19_fraction_or_percentage(value=text)),
        )
        for i, text, value in bare
        if 0 < value < 1
    ]
