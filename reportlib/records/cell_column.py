"""A column of a frame of records: of its cells each different one once, and which of them each row has.

For pandas it is a column of objects like any other, ``None`` where blank. Whatever looks at each cell (a condition, a grouping, a
text made of it) looks at each different one once; rows that are chosen of it are looked up when somebody asks for their cells.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype, no_default
from pandas.api.indexers import check_array_indexer

# What ``.str`` of a column of objects is.
from pandas.core.strings.object_array import ObjectStringArrayMixin  # type: ignore[import-not-found]

from reportlib.facts.text_list import TextList, each_at, kept, small, spelled, those_at
from reportlib.text import Quoted


class CellDtype(ExtensionDtype):
    """The kind of such a column."""

    name = "cells"
    type: ClassVar[Any] = object
    kind = "O"
    na_value: Any = None

    @classmethod
    def construct_array_type(cls) -> type[CellColumn]:
        return CellColumn

    def _get_common_dtype(self, dtypes: list) -> Any:
        return self if all(isinstance(one, CellDtype) for one in dtypes) else np.dtype(object)


class CellColumn(ObjectStringArrayMixin, ExtensionArray):
    """``values[at[n]]`` is the cell of the row with the place ``n``; equal values may stand there twice, and a value in no row."""

    def __init__(self, at: np.ndarray, values: Sequence[Any]):
        self._at, self.values = at, values
        self._of: tuple[CellColumn, np.ndarray] | None = None  # rows of another column, until somebody asks for them

    @classmethod
    def of(cls, cells: Iterable[Any]) -> CellColumn:
        """The column of cells one by one; those that are one object are one value, for equal decimals may be written differently."""
        places: dict[int, int] = {}
        values: list[Any] = []  # which keeps the objects, so that their ids stay theirs
        at = []
        for cell in cells:
            place = places.setdefault(id(cell), len(values))
            if place == len(values):
                values.append(cell)
            at.append(place)
        return cls(np.array(at, np.int32), values)

    @property
    def at(self) -> np.ndarray:
        """Which value each row has."""
        if self._of is not None:
            before, rows = self._of
            self._at, self._of = before.at[rows], None
        return self._at

    def __reduce__(self) -> tuple:
        """What is quickly pickled: a short column of a long one without what no row has, quoted texts as texts."""
        at, values = self.at, self.values
        if len(at) < len(values):
            said, at = np.unique(at, return_inverse=True)
            values = those_at(values, said)
        if isinstance(values, TextList) or not all(type(value) is Quoted for value in values if value is not None):
            return CellColumn, (small(at, len(values)), values)
        return _quoted, (small(at, len(values)), [value if value is None else str(value) for value in values])

    def changed(self, change: Callable[[Any], Any]) -> CellColumn:
        """The same rows with another value for each value."""
        made = kept(map(change, self.values))
        if isinstance(made, TextList) and isinstance(self.values, TextList) and made == self.values:
            made = self.values.as_made(made.made)  # what says the same is kept once
        return CellColumn(self.at, made)

    def which(self, holds: Callable[[Any], Any]) -> np.ndarray:
        """For which rows something holds of their cell."""
        if len(self.values) > len(self):
            return np.fromiter(map(holds, self), bool, len(self))
        return np.fromiter(map(holds, self.values), bool, len(self.values))[self.at]

    def first_equal(self) -> np.ndarray:
        """Of each row a number that all rows with an equal cell share; −1 where it is blank."""
        if isinstance(self.values, TextList):
            return self.values.told_apart()[1][self.at]
        values = [None if _is_blank(value) else value for value in self.values]
        places = {value: place for place, value in reversed(list(enumerate(values)))}
        same = [-1 if value is None else places[value] for value in values]
        return np.array(same, np.int32)[self.at] if same else np.zeros(0, np.int32)

    def spelled(self) -> CellColumn:
        """The texts in the form in which they are compared."""
        return CellColumn(self.at, spelled(self.values))

    # -- as pandas asks ----------------------------------------------------------------------------------------------------

    @classmethod
    def _from_sequence(cls, scalars: Any, *, dtype: Any = None, copy: bool = False) -> CellColumn:
        return scalars if isinstance(scalars, CellColumn) else cls.of(scalars)

    @classmethod
    def _from_factorized(cls, values: Any, original: CellColumn) -> CellColumn:
        return cls.of(values)

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[CellColumn]) -> CellColumn:
        if len(to_concat) == 1:
            return to_concat[0]
        starts = np.cumsum([0, *(len(one.values) for one in to_concat)])
        at = [one.at.astype(np.int64) + start for one, start in zip(to_concat, starts[:-1], strict=True)]
        return cls(np.concatenate(at), kept(value for one in to_concat for value in one.values))

    @property
    def dtype(self) -> CellDtype:
        return CellDtype()

    @property
    def categories(self) -> np.ndarray:
        """The different cells, by which pandas sees whether a column has texts (``.str``)."""
        return np.fromiter(self.values, object, len(self.values))

    @property
    def nbytes(self) -> int:
        return self.at.nbytes

    def __len__(self) -> int:
        return len(self._of[1]) if self._of is not None else len(self._at)

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, int | np.integer):
            return self.values[self.at[item]]
        item = check_array_indexer(self, item)
        if isinstance(item, slice):
            return CellColumn(self.at[item], self.values)
        return self._lazily(np.flatnonzero(item) if item.dtype == bool else item)

    def __setitem__(self, key: Any, value: Any) -> None:
        at = self.at.astype(np.int64)
        cells = [value] if _is_one(value) else list(value)
        at[check_array_indexer(self, key)] = (
            len(self.values) + np.arange(len(cells)) if len(cells) != 1 else len(self.values)
        )
        self._at, self.values = at, [*self.values, *cells]

    def __iter__(self) -> Iterator[Any]:
        return each_at(self.values, self.at)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        if isinstance(self.values, TextList):
            found = np.fromiter(self, object, len(self))
        else:
            found = np.fromiter(self.values, object, len(self.values))[self.at]
        return found if dtype is None else found.astype(dtype, copy=False)

    def isna(self) -> np.ndarray:
        if isinstance(self.values, TextList):
            return self.values.are_missing()[self.at]
        return self.which(_is_blank)

    def copy(self) -> Self:
        found = type(self)(self._at, self.values)
        found._of = self._of
        return found

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> CellColumn:
        places = np.asarray(indices, np.intp)
        if allow_fill and (places < 0).any():
            if (places < -1).any():
                raise ValueError("a place below -1")
            at = np.append(self.at, 0).astype(np.int64)[places]  # of an empty column too
            at[places < 0] = len(self.values)
            return CellColumn(at, [*self.values, fill_value if not pd.isna(fill_value) else None])
        return self._lazily(places)

    def _lazily(self, places: np.ndarray) -> CellColumn:
        if len(places) and (int(places.max()) >= len(self) or int(places.min()) < -len(self)):
            raise IndexError("out of bounds")
        found = CellColumn(self._at, self.values)
        found._of = (self, places)
        return found

    def factorize(self, use_na_sentinel: bool = True) -> tuple[np.ndarray, CellColumn]:
        same = self.first_equal()
        blank = same < 0
        codes, first = pd.factorize(np.where(blank, len(self.values), same) if not use_na_sentinel else same)
        if not use_na_sentinel:
            nothing = [*self.values, None] if blank.any() else self.values
            return codes, CellColumn(np.asarray(first), nothing)
        if blank.any():
            place = int(codes[np.flatnonzero(blank)[0]])
            codes = np.where(blank, -1, codes - (codes > place))
            first = np.delete(first, place)
        return codes, CellColumn(np.asarray(first), self.values)

    def unique(self) -> CellColumn:
        return self.factorize(use_na_sentinel=False)[1]

    def duplicated(self, keep: Any = "first") -> np.ndarray:
        return pd.Series(self.first_equal()).duplicated(keep).to_numpy()

    def isin(self, values: Any) -> np.ndarray:
        wanted = set(values)
        return self.which(lambda cell: cell in wanted or _is_blank(cell) and None in wanted)

    def _values_for_factorize(self) -> tuple[np.ndarray, Any]:
        return np.asarray(self), None

    def _values_for_argsort(self) -> np.ndarray:
        return np.asarray(self)

    def _explode(self) -> tuple[Any, np.ndarray]:
        if isinstance(self.values, TextList) or not any(isinstance(value, tuple) for value in self.values):
            return self.copy(), np.ones(len(self), np.uint64)
        parts = [(value or (None,)) if isinstance(value, tuple) else (value,) for value in self.values]
        lengths = np.fromiter(map(len, parts), np.int64, len(parts))
        starts, counts = (np.cumsum(lengths) - lengths)[self.at], lengths[self.at]
        before = np.cumsum(counts) - counts
        at = np.repeat(starts - before, counts) + np.arange(int(counts.sum()))
        places: dict[Any, int] = {}
        to = np.array([places.setdefault(part, len(places)) for one in parts for part in one], np.int32)
        return CellColumn(to[at], list(places)), counts.astype(np.uint64)

    def _str_map(self, f: Any, na_value: Any = no_default, dtype: Any = None, convert: bool = True) -> Any:
        """What ``.str`` makes of each text; of a blank NaN, as of one among objects."""
        return super()._str_map(f, np.nan if na_value is no_default else na_value, dtype, convert)

    def map(self, mapper: Any, na_action: Any = None) -> Any:
        return pd.Series(np.asarray(self), dtype=object).map(mapper, na_action=na_action).array

    def _reduce(self, name: str, *, skipna: bool = True, keepdims: bool = False, **given: Any) -> Any:
        return getattr(pd.Series(np.asarray(self), dtype=object), name)(skipna=skipna, **given)

    def _formatter(self, boxed: bool = False) -> Callable[[Any], str]:
        return str if boxed else repr

    def __arrow_array__(self, type: Any = None) -> Any:
        import pyarrow as pa

        return pa.array(np.asarray(self), type=type, from_pandas=True)


def _quoted(at: np.ndarray, texts: Sequence[str | None]) -> CellColumn:
    return CellColumn(at, [text if text is None else Quoted(text) for text in texts])


def cells_in(column: pd.Series) -> CellColumn:
    """The cells of any column of a frame."""
    return column.array if isinstance(column.array, CellColumn) else CellColumn.of(column)


def holds_objects(column: pd.Series) -> bool:
    """Whether the cells of a column are objects: whatever is no number of a count."""
    return column.dtype == object or isinstance(column.dtype, CellDtype)


def _is_blank(cell: Any) -> bool:
    return cell is None or not isinstance(cell, str | tuple | list) and bool(pd.isna(cell))


def _is_one(value: Any) -> bool:
    return isinstance(value, str | tuple) or not hasattr(value, "__iter__")


_EQUAL, _ORDERS = ("eq", "ne"), ("lt", "le", "gt", "ge")


def _with(name: str) -> Callable[[CellColumn, Any], Any]:
    """An operator on cells: with one other value, of each different cell once; else as on objects."""
    of_cells: Callable[[Any, Any], Any] = getattr(operator, name)

    def apply(self: CellColumn, other: Any) -> Any:
        if isinstance(other, pd.Series | pd.Index | pd.DataFrame):
            return NotImplemented
        if name in _EQUAL and other is None:  # nothing is equal to nothing, as in a column of objects
            return np.full(len(self), name == "ne")
        if name in _EQUAL and _is_one(other):
            return self.which(lambda cell: of_cells(cell, other))
        if name in _ORDERS and _is_one(other):  # what is blank is neither before nor after anything, as there
            known = not _is_blank(other)
            return self.which(lambda cell: known and not _is_blank(cell) and of_cells(cell, other))
        if name in _ORDERS:
            return np.asarray(of_cells(pd.Series(np.asarray(self), dtype=object), np.asarray(other)))
        return of_cells(np.asarray(self), np.asarray(other) if isinstance(other, ExtensionArray) else other)

    apply.__name__ = f"__{name}__"
    return apply


for _name in (*_EQUAL, *_ORDERS, "add", "sub", "mul", "truediv"):
    setattr(CellColumn, f"__{_name}__", _with(_name))
CellColumn.__radd__ = lambda self, other: other + np.asarray(self)
