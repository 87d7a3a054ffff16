"""A figure explained in the cell of a notebook, in the words of ``packet explain``, before there is a packet."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from reportlib.facts.facts import Fact
from reportlib.facts.framed import Framed
from reportlib.facts.record import FactRecord, record_of
from reportlib.facts.rowsets import NO_ROWS, RowSet
from reportlib.facts.words import lines
from reportlib.records.records import Records

DEEPEST = 3
PART = "屬於"


@dataclass(frozen=True, repr=False)
class Explanation(Framed):
    """The lines of a derivation, each with its depth, and the rows that count."""

    lines: tuple[tuple[int, str], ...]
    fact: Fact
    inputs: tuple[Records, ...] = ()

    @classmethod
    def of(cls, fact: Fact, inputs: Iterable[Records] = ()) -> Explanation:
        """Of a figure, or of a step that has no name yet, and of all that it was computed from; its rows are looked up in ``inputs``."""
        asked = fact if fact.name else fact.named(fact.formula(), fact.label or fact.formula())
        found: dict[str, FactRecord] = {}
        waiting = [asked]
        while waiting:
            one = waiting.pop()
            if one.name not in found:
                found[one.name] = dataclasses.replace(record_of(one), id=one.name)
                waiting += one.named_operands()
        return cls(tuple(lines(asked.name, found, DEEPEST)), asked, tuple(inputs))

    def to_frame(self) -> pd.DataFrame:
        """The rows that the figure counts, as ``section.catalogue`` has them, by their numbers (``row``); of a figure that is computed
        from others the rows of each apart: 「屬於」 says which, so that a row of part and whole stands there twice.

        ``section.explain(inventory.total(section)).to_frame().to_csv("rows.csv")``
        """
        tables = {(one.file, one.sheet): one for one in self.inputs}
        found = [
            _rows(tables[place], rows, label)
            for label, places in self._parts()
            for place, rows in places.items()
            if place in tables
        ]
        return pd.concat(found) if found else pd.DataFrame({PART: pd.Series(dtype="str")})

    def _parts(self) -> Iterator[tuple[str, dict[tuple[str, str], RowSet]]]:
        """What the rows belong to: the figure itself, and each of those that it was computed from, of these down to the last."""
        if own := self.fact.own_rows():
            yield self.fact.label, own
        for operand in {one.name: one for one in self.fact.named_operands()}.values():
            yield operand.label, _down_to_the_last(operand)

    def __repr__(self) -> str:
        return "\n".join("  " * depth + text for depth, text in self.lines)

    def _repr_html_(self) -> str:
        told = (f'<div style="margin-left:{2 * depth}em">{html.escape(text)}</div>' for depth, text in self.lines)
        return "".join(told)


def _rows(records: Records, rows: RowSet, label: str) -> pd.DataFrame:
    """Rows of an input, of those that it still has, under the label of their figure."""
    frame = records.to_frame()
    frame = frame[frame.index.isin(list(rows))]
    frame.insert(0, PART, label)
    return frame


def _down_to_the_last(fact: Fact) -> dict[tuple[str, str], RowSet]:
    found = dict(fact.own_rows())
    for operand in fact.named_operands():
        for place, rows in _down_to_the_last(operand).items():
            found[place] = found.get(place, NO_ROWS) | rows
    return found
