"""Clean records of one table, and what was found on the way."""

from __future__ import annotations

import dataclasses
import functools
import html
import inspect
import operator
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import pandas as pd

from reportlib import messages
from reportlib.facts.conditions import EVERY, All, Choice, Means, Where, all_of, blank, is_, on_source
from reportlib.facts.facts import Rows
from reportlib.facts.framed import Framed
from reportlib.facts.text_list import TextList
from reportlib.fonts import SURE, missing, shown
from reportlib.records.cell_column import CellColumn, cells_in, holds_objects
from reportlib.records.choosing import is_missing, labelled, mask
from reportlib.records.findings import Finding, in_order
from reportlib.records.frames import analysts_frame
from reportlib.records.located import Header
from reportlib.records.tables import SHORT, TABLES, shown_label
from reportlib.text import Quoted

# Strings stay the objects that they are: who wrote a text (``Quoted``) is lost where pandas keeps texts as Arrow does.
pd.set_option("mode.string_storage", "python")

MOST_SHOWN = 5  # rows in a cell of a notebook


@dataclass(frozen=True)
class UndecidedName:
    """A name of a list of many bodies that could be ours: its rows by their numbers, what some of them are about, the official
    names of the agencies it may be, and the two lines of which one decides it in the register (it is ours, it is not)."""

    name: str
    rows: tuple[int, ...]
    titles: tuple[str, ...]
    may_be: tuple[str, ...]
    lines: tuple[str, ...] = ()

    def ranges(self) -> str:
        """The row numbers as a fact shows them: ``"2-14,16"``."""
        return Rows("", "", self.rows).ranges()


@dataclass(frozen=True)
class UnprintedSign:
    """An emoji, or a run of other characters, that no font has: the row and the column (by its name) of its cell, and the text."""

    row: int
    column: str
    text: str

    @property
    def codes(self) -> str:
        """``U+1F44D U+1F3FD``."""
        return " ".join(f"U+{ord(char):04X}" for char in self.text)

    @property
    def name(self) -> str:
        """What Unicode calls it: ``THUMBS UP SIGN, EMOJI MODIFIER FITZPATRICK TYPE-4``."""
        return ", ".join(unicodedata.name(char, "—") for char in self.text)


@dataclass(frozen=True, eq=False, repr=False)
class Records:
    """One input, clean: a row for each record in use, under canonical column names (:mod:`reportlib.records.schema`).

    The index, named ``row``, is the row number that a spreadsheet program shows. ``counts`` has ``read``, every row of the
    sheet, and its parts ``above_header``, ``header``, ``blank``, ``totals``, ``out_of_scope`` and ``used``, and, where there
    are such rows, ``notes``, ``examples``, ``repeated`` (equal to an earlier one), ``set_aside`` (with an error) and
    ``undecided`` (whose name may be another body's), which add up to it. A column that the file lacks is not in the frame. An agency's column is accompanied by ``<column>_short``.
    """

    frame: pd.DataFrame
    input: str
    file: str
    sheet: str
    encoding: str | None
    header_row: int
    counts: dict[str, int]
    sha256: str
    notices: tuple[str, ...] = ()
    blank: frozenset[str] = frozenset()
    undecided: tuple[UndecidedName, ...] = ()
    stated: int | None = None  # how many records the sheet itself says that it has
    unprinted: tuple[UnprintedSign, ...] = ()
    chosen: Choice | None = EVERY  # which of the input's rows these are; None where nobody has said it as a condition
    classes: Mapping[str, Means] = field(default_factory=dict)  # of columns that a measure has added or changed

    def has(self, column: str) -> bool:
        """Whether the source gives this column: a header with nothing under it gives no more than no header."""
        return column in self.frame.columns and column not in self.blank

    def with_frame(self, frame: pd.DataFrame) -> Records:
        """The same input with some of its rows or columns; row numbers stay those of the file.

        Of other rows than these it is not known by which condition they were chosen.
        """
        same = len(frame) == len(self.frame) and set(frame.index) == set(self.frame.index)
        return dataclasses.replace(self, frame=frame, chosen=self.chosen if same else None)

    def classed(self, column: str, values: pd.Series, means: Means) -> Records:
        """The same with a column of a measure's own, or other words in one; ``means`` says for which rows of the source it
        has a value (None: none), by a condition on the columns that the source has."""
        frame = self.frame.assign(**{column: values})
        return dataclasses.replace(self, frame=frame, classes={**self.classes, column: means})

    def quoted(self) -> Records:
        """The same, each text in it (of a cell, the file's and the sheet's name) known as one that somebody else wrote, and as
        it is printed: what no font has is named (:func:`reportlib.fonts.shown`), in every output alike, and listed in ``unprinted``."""
        frame, columns = self.frame, {}
        found: list[UnprintedSign] = []
        for column in texts_of(frame):
            columns[column] = pd.Series(_quoted_cells(cells_in(frame[column])), frame.index)
            found += _unprinted(frame[column], columns[column])
        return dataclasses.replace(
            self,
            frame=frame.assign(**columns),
            file=Quoted(shown(self.file)),
            sheet=Quoted(shown(self.sheet)),
            unprinted=(*self.unprinted, *found),
        )

    def where(self, rows: Choice | Sequence[bool] | pd.Series, means: Choice | None = None) -> Records:
        """The rows for which a condition holds; or those for which a series on the same index is true, with the condition that
        says the same of the source's rows, where there is one. TypeError, with an example, for anything else."""
        if not isinstance(rows, Choice) and (isinstance(rows, str | Framed) or not hasattr(rows, "__iter__")):
            example = f"section.{self.input}.where({self._example()} == …)"
            raise TypeError(messages.where_expected(given=type(rows).__name__, example=example))
        chosen, means = (mask(self.frame, rows), rows) if isinstance(rows, Choice) else (rows, means)
        return dataclasses.replace(self, frame=self.frame[chosen], chosen=self.also(means))

    def also(self, means: Choice | None) -> Choice | None:
        """By which condition those of these rows are chosen for which one more holds; None where it is not known."""
        if means is None or self.chosen is None:
            return None
        return self.chosen & on_source(means, self.classes, self.frame.columns)

    def chosen_by(self, means: Choice | None = EVERY) -> Where | None:
        """The same as a fact keeps it."""
        condition = self.also(means)
        return None if condition is None else labelled(self.input, condition)

    def row(self, number: int) -> Choice | None:
        """The condition that chooses this one row of the input: by the table's key; or else among these, by as many columns as
        it takes. None where it takes more than there are, or where it is not known how these were chosen."""
        table, given = TABLES[self.input], self.frame.loc[number]
        if table.key and not table.key_may_repeat and all(map(self._is_sources, table.key)):
            return All(tuple(is_(name, given[name]) for name in table.key))
        frame, found = self.frame, all_of()
        for name in dict.fromkeys((*table.key, *(column.name for column in table.columns))):
            if name in frame.columns and not isinstance(given[name], tuple):
                says = blank(name) if is_missing(given[name]) else is_(name, given[name])
                found, frame = found & says, frame[mask(frame, says)]
            if len(frame) == 1 and name not in table.key:
                break
        return self.also(found) if len(frame) == 1 else None

    def _is_sources(self, column: str) -> bool:
        return column in self.frame.columns and column not in self.classes

    # -- for analysts ------------------------------------------------------------------------------------------------

    def to_frame(self) -> pd.DataFrame:
        """A frame of its own (:func:`analysts_frame`): whatever is done to it, these records stay as they are.

        ``section.catalogue.to_frame().groupby("category").size()``
        """
        return self._analysts.copy()

    @functools.cached_property
    def _analysts(self) -> pd.DataFrame:
        return analysts_frame(self.frame, TABLES[self.input])

    def __repr__(self) -> str:
        """``資料集清單（catalogue.csv）：3,159 列 × 15 欄``."""
        size = messages.columns_and_rows(rows=len(self.frame), columns=len(self.frame.columns))
        return messages.titled(title=self._called, text=size)

    def _repr_html_(self) -> str:
        """The first rows, under each column's name and its header in the packet."""
        first = dataclasses.replace(self, frame=self.frame.head(MOST_SHOWN))._analysts
        known = {column.name for column in TABLES[self.input].columns}
        labels = {
            column: shown_label(self.input, column) if column.removesuffix(SHORT) in known else ""
            for column in first.columns
        }
        titled = first.set_axis(pd.MultiIndex.from_tuples([*labels.items()], names=["", first.index.name]), axis=1)
        return f"<p>{html.escape(repr(self))}</p>{titled.rename_axis(index=None).to_html(na_rep='')}"

    def __array__(self, *_: object, **__: object) -> NoReturn:
        """What pandas and numpy ask for where they are given records: TypeError that names ``to_frame()``."""
        raise TypeError(messages.take_to_frame(given=self._called))

    @property
    def _called(self) -> str:
        return f"{TABLES[self.input].label}{messages.in_brackets(text=self.file)}"

    def __len__(self) -> int:
        return len(self.frame)

    def __bool__(self) -> bool:
        return True  # there are records, though none may be left

    def __iter__(self) -> Iterator[str]:
        """The names of the columns, as a frame gives them."""
        return iter(self.frame.columns)

    def __getitem__(self, key: Any) -> Any:
        """``section.catalogue["category"]``, of a frame of its own; KeyError that names the columns."""
        try:
            return self.to_frame()[key]
        except KeyError:
            raise KeyError(self._unknown(key)) from None

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *(name for name in dir(pd.DataFrame) if not name.startswith("_"))})

    if not TYPE_CHECKING:  # our own code names what it means: .frame

        def __getattr__(self, name: str) -> Any:
            """What a frame does (``head``, ``groupby``, ``merge``, ``loc``, ``category``), done by one of its own."""
            if name.startswith("_"):
                raise AttributeError(name)
            if not hasattr(pd.DataFrame, name) and name not in self.frame.columns:
                raise AttributeError(self._unknown(name))
            found = getattr(self.to_frame(), name)
            return self._taking_records(found) if inspect.ismethod(found) else found

    def _taking_records(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """A method of a frame that takes records where it takes another frame (``catalogue.merge(quality, on="dataset_id")``), and
        names the columns where it is asked for one that is not there."""

        @functools.wraps(method)
        def called(*given: Any, **named: Any) -> Any:
            plain = [one.to_frame() if isinstance(one, Records) else one for one in given]
            others = {key: one.to_frame() if isinstance(one, Records) else one for key, one in named.items()}
            try:
                return method(*plain, **others)
            except KeyError as wrong:
                (key,) = wrong.args or ("",)
                if not isinstance(key, str) or key in self.frame.columns:
                    raise
                raise KeyError(self._unknown(key)) from None

        return called

    def _unknown(self, name: object) -> str:
        columns = list(map(str, self.frame.columns))
        return messages.column_is_unknown(table=self._called, name=name, columns=columns, example=self._example())

    def _example(self) -> str:
        column = next(iter(self.frame.columns), None)
        return f"section.{self.input}.to_frame()" if column is None else f'section.{self.input}["{column}"]'


def texts_of(frame: pd.DataFrame) -> list[str]:
    """The columns that may hold texts."""
    return [column for column in frame.columns if holds_objects(frame[column])]


def with_texts(column: pd.Series, change: Callable[[Any], Any]) -> pd.Series:
    """The column with its texts and lists of texts changed, each different one once."""
    changed = cells_in(column).changed(lambda cell: change(cell) if isinstance(cell, str | tuple) else cell)
    return pd.Series(changed, column.index)


def _unprinted(before: pd.Series, after: pd.Series) -> Iterator[UnprintedSign]:
    """What no font has of the cells that were changed for it."""
    old, new = cells_in(before), cells_in(after)
    if isinstance(old.values, TextList) and old.values == new.values:
        return
    differs = np.fromiter(map(operator.ne, old.values, new.values), bool, len(old.values))
    for at in np.flatnonzero(differs[old.at]).tolist() if differs.any() else ():
        for text in cell if isinstance(cell := old[at], tuple) else (cell,):
            yield from (UnprintedSign(int(before.index[at]), str(before.name), sign) for sign in missing(text))


def _quoted_cells(cells: CellColumn) -> CellColumn:
    if isinstance(cells.values, TextList):
        return CellColumn(cells.at, cells.values.changed(shown, SURE).as_made(Quoted))
    return cells.changed(_quoted)


def _quoted(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(_quoted, value))
    return Quoted(shown(value)) if type(value) is str else value


@dataclass(frozen=True)
class Examined:
    """What an examination found: the rows that can be used, ``None`` where the sheet is not this table, and all findings.

    ``notices`` say what a person may want to know though there is nothing to mend; ``header`` says where the columns are, None
    where the sheet has no such table; ``keys`` has the key of every row by the names of its columns, set aside or not.
    """

    records: Records | None
    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    header: Header | None = None
    keys: Sequence[Mapping[str, object]] = ()

    def at(self, finding: Finding, row: int | None, column: str, value: str = "") -> Finding:
        """The finding at a cell of a column by its name (:meth:`Header.at`); without that column, at the row."""
        if self.header is None:
            raise ValueError(f"no {column} where there is no table")
        return self.header.at(finding, row, self.header.places.get(column), value)

    def set_aside(self, findings: Iterable[Finding]) -> Examined:
        """The same with more findings; the rows in which one of them is an error are no longer used."""
        findings = tuple(findings)
        if not findings:
            return self
        records = self.records
        if records is not None:
            wrong = {finding.row for finding in findings if finding.is_error}
            frame = records.frame[~records.frame.index.isin(wrong)]
            if lost := len(records.frame) - len(frame):
                counts = records.counts | {"used": len(frame), "set_aside": records.counts.get("set_aside", 0) + lost}
                records = dataclasses.replace(records, frame=frame, counts=counts)
        return dataclasses.replace(self, records=records, findings=in_order((*self.findings, *findings)))
