"""What the page's panel tells of a number: its derivation in the words of :mod:`derivation`, its rows, where it stands.

A page holds every row of every input, in blocks: at a click no more is unpacked than is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reportlib.facts.record import FactRecord, Place, SourceTable, by_place
from reportlib.facts.rowsets import MOST_LISTED, FoldedRows, RowSet
from reportlib.facts.words import columns_read, disagreements, rounding_lines, unit_text
from reportlib.model.document import Document
from reportlib.roc import format_date

ROWS_A_BLOCK = 1_024
ENDS_A_BLOCK = 20_000  # about: the rows of one figure stand in one block, however many runs they are
MOST_ROWS = 5  # shown of a file
MOST_RUNS = 6


@dataclass(frozen=True)
class Panel:
    """What the panel tells: the figures by id, and the parts of a page that hold what is unpacked at a click."""

    facts: dict[str, dict]
    runs: list[list[FactRecord]]
    places: list[Place]
    tables: dict[Place, SourceTable]

    def parts(self) -> Iterator[tuple[str, object]]:
        """Each part of the page by its name, JSON-able: ``facts``; ``tables``, the places without their rows; ``rows-P-N``, block N
        of the rows of place P; ``runs-N``, the rows of some figures, ``{id: [[place, [first, last, …]], …]}``; of many runs each
        end by how far it lies behind the one before, and a 1 behind them that says so.

        A column of a block has its different texts, and which of them each row has.
        """
        yield "facts", self.facts
        ordered = {place: _ordered(table) for place, table in self.tables.items()}
        yield "tables", [_told(place, ordered.get(place)) for place in self.places]
        for place, table in ordered.items():
            for number, start in enumerate(range(0, len(table), ROWS_A_BLOCK)):
                block = table.some(slice(start, start + ROWS_A_BLOCK))
                yield f"rows-{self.places.index(place)}-{number}", _block(block)
        at = {place: number for number, place in enumerate(self.places)}
        for number, some in enumerate(self.runs):
            yield (
                f"runs-{number}",
                {fact.id: [_ends(at[place], rows) for place, rows in by_place(fact.rows).items()] for fact in some},
            )


def figures(document: Document) -> Panel:
    """The panel of a document. A figure is ``{"label", "printed", …}``; ``of`` are its operands, ``runs`` the part that has its own rows.

    Its ``rows`` are those of all its operands too, down to the last, a file after another: the number of the place, how many rows they are,
    the ends of their first runs, one more than are shown, how many of them the table has, and the numbers of the first of these.
    """
    facts, tables = document.by_id, {(table.file, table.sheet): table for table in document.tables}
    numbers = {place: np.sort(table.numbers) for place, table in tables.items()}
    contradicted = disagreements(facts)
    at = {place: number for number, place in enumerate(tables)}
    runs: list[list[FactRecord]] = [[]]
    told, filled = {}, 0
    for number, fact in facts.items():
        if filled > ENDS_A_BLOCK:
            runs.append([])
            filled = 0
        if fact.rows:
            runs[-1].append(fact)
            filled += 2 * sum(rows.number_of_runs for rows in by_place(fact.rows).values())
        every = document.all_rows[number]
        told[number] = {
            "label": fact.label,
            "name": fact.name,
            "printed": fact.printed,
            "unit": unit_text(fact).strip(),
            "date": date_text(fact),
            "lines": [*map(str, document.own_lines[number]), *rounding_lines(fact), *contradicted.get(number, ())],
            "of": list(dict.fromkeys(fact.operands)),
            "columns": list(dict.fromkeys(columns_read(fact.derivation))),
            "rows": [
                [at.setdefault(place, len(at)), *_summary(rows, numbers.get(place))] for place, rows in every.items()
            ],
            "runs": len(runs) - 1,
            "places": [[place.text, place.target] for place in fact.places],
        }
    return Panel(told, runs, list(at), tables)


def _summary(rows: RowSet | FoldedRows, there: np.ndarray | None) -> list:
    """How many rows they are, their first runs, how many of them are there, and the numbers of the first of these."""
    known = there if there is not None else np.array([], np.uint32)
    first = known[rows.places(known, MOST_ROWS)].tolist()
    return [len(rows), rows.ends(MOST_RUNS + 1), rows.count_in(known), first]


def _ends(place: int, rows: RowSet) -> list:
    """The rows of a figure in a place, as :meth:`Panel.parts` tells them."""
    return [place, rows.ends()] if rows.number_of_runs <= MOST_LISTED else [place, rows.steps(), 1]


def _ordered(table: SourceTable) -> SourceTable:
    """The rows by their numbers."""
    return table.some(np.argsort(table.numbers, kind="stable"))


def _told(place: Place, table: SourceTable | None) -> dict:
    """A place as the page names it, with the first number of each of its blocks."""
    file, sheet = place
    starts = table.numbers[::ROWS_A_BLOCK].tolist() if table else []
    return {"file": file, "sheet": sheet, "columns": list(table.columns) if table else [], "starts": starts}


def _block(table: SourceTable) -> dict:
    columns = (column.tidy() for column in table.cells)
    cells = [[list(column.texts), column.at.tolist()] for column in columns]
    return {"numbers": table.numbers.tolist(), "cells": cells}


def date_text(fact: FactRecord) -> str:
    """The as-of date as the packet prints dates, nothing where the fact has none."""
    return format_date(fact.day) if fact.day else ""
