"""Rows by numbers in place of their keys, so that lists as long as a country's are held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportlib.facts.record import SourceTable, TextColumn
from reportlib.facts.text_list import are_filled, numbered_alike, spelled


def cells(table: SourceTable, label: str) -> TextColumn:
    """A column of the table, blank where it does not have it."""
    return table.column(label) if label in table.columns else TextColumn(("",), np.zeros(len(table), np.uint8))


def numbered(
    *sides: tuple[SourceTable, Sequence[str]], made: Callable[[Sequence[Any]], Sequence[Any]] = spelled
) -> list[np.ndarray]:
    """For each table a number a row by its texts in some columns, the same wherever they are the same; ``made`` are the texts as they
    are compared."""
    ends = np.cumsum([len(table) for table, _ in sides])
    numbers = np.zeros(ends[-1], np.int64)
    for labels in zip(*(labels for _, labels in sides), strict=True):
        columns = [cells(table, label) for (table, _), label in zip(sides, labels, strict=True)]
        texts = numbered_alike(*(made(column.texts) for column in columns))
        found = np.concatenate([of_texts[column.at] for of_texts, column in zip(texts, columns, strict=True)])
        whole = numbers * (int(found.max(initial=0)) + 1) + found
        numbers = np.unique(whole, return_inverse=True)[1] if numbers.any() else whole
    return np.split(numbers, ends[:-1])


def have_all(
    table: SourceTable, labels: Sequence[str], made: Callable[[Sequence[Any]], Sequence[Any]] = spelled
) -> np.ndarray:
    """For which rows none of some columns is blank."""
    found = np.ones(len(table), bool)
    for label in labels:
        column = cells(table, label)
        found &= are_filled(made(column.texts))[column.at]
    return found


def grouped(numbers: np.ndarray) -> Iterator[np.ndarray]:
    """The places of each number, ascending."""
    order = np.argsort(numbers, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1) if len(order) else ()


@dataclass(frozen=True)
class Pairs:
    """Rows of two sides that are about the same, by their places, in the order of the first side, then of the other."""

    ones: np.ndarray
    others: np.ndarray

    @classmethod
    def of(cls, ones: np.ndarray, others: np.ndarray, rows: np.ndarray) -> Pairs:
        """Those of the same number, by the numbers of all rows of one side (−1 for a row that is about nothing), and of some
        ``rows`` of the other, as :func:`numbered` gives them: none is larger than there are rows."""
        rows = rows[np.argsort(others[rows], kind="stable")]
        sizes = np.bincount(others[rows], minlength=int(ones.max(initial=0)) + 1)
        counts = np.where(ones >= 0, sizes[ones], 0)
        begin = (np.cumsum(sizes) - sizes)[ones]
        before = np.cumsum(counts) - counts
        places = np.repeat(np.arange(len(ones)), counts)
        return cls(places, rows[np.repeat(begin - before, counts) + np.arange(len(places))])

    def some(self, which: np.ndarray) -> Pairs:
        """Those for which a mask is true."""
        return Pairs(self.ones[which], self.others[which])

    def first(self) -> dict[int, int]:
        """The first row of the other side for each row of the one that has some."""
        ones, at = np.unique(self.ones, return_index=True)
        return dict(zip(ones.tolist(), self.others[at].tolist(), strict=True))

    def agree(self, one: TextColumn, other: TextColumn, agree: Callable[[str, str], bool]) -> np.ndarray:
        """For which pairs the texts of two columns agree; each different pair of texts is looked at once."""
        size = len(other.texts)
        said = one.at[self.ones].astype(np.int64) * size + other.at[self.others]
        different, at = np.unique(said, return_inverse=True)
        texts = ((one.texts[place // size], other.texts[place % size]) for place in different.tolist())
        return np.fromiter((agree(*pair) for pair in texts), bool, len(different))[at]
