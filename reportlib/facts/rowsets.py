"""Sets of row numbers as runs: as large as a country's list, as small as what is said of it."""

from __future__ import annotations

import functools
import operator
import zlib
from base64 import b32decode, b32encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np

MOST_LISTED = 5_000  # runs; of more of them a text is as good as unreadable, and ten times as long as what it says
PACKED = "packed:"
_SCATTERED = 30  # times as long as it takes to look at a row, it takes to put a run in its order
_BEGINNING = 64  # bytes of a folded set that are looked at for its first runs
_LARGEST = 1 << 28  # bytes of a packed text, unpacked
# Letters only: no program that looks for somebody's number, and no person, takes a part of it for one.
_LETTERS = bytes.maketrans(b"234567=", b"abcdefg")
_BYTES = bytes.maketrans(b"abcdefg", b"234567=")


class RowSet:
    """Row numbers as runs without a gap, each by its first and its last number; two sets of the same numbers are equal."""

    def __init__(self, firsts: np.ndarray, lasts: np.ndarray):
        """The runs must be ascending, with a gap between them."""
        self._firsts = firsts
        self._lasts = lasts

    @classmethod
    def of(cls, numbers: Iterable[int] | np.ndarray) -> RowSet:
        """The set of any numbers."""
        known = numbers if isinstance(numbers, np.ndarray) else np.array(list(numbers), np.int64)
        if not len(known):
            return NO_ROWS
        if (known[1:] <= known[:-1]).any():
            known = np.sort(known, kind="stable")  # a few runs one behind the other, which np.unique does not see
            known = known[np.append(True, known[1:] != known[:-1])]
        breaks = np.flatnonzero(known[1:] != known[:-1] + 1)
        firsts, lasts = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(known) - 1]))
        return cls(known[firsts].astype(np.int64), known[lasts].astype(np.int64))

    @classmethod
    def of_mask(cls, mask: np.ndarray) -> RowSet:
        """The set of the places at which a mask is true."""
        steps = np.diff(mask.astype(np.int8), prepend=0, append=0)
        return cls(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1) - 1)

    @staticmethod
    @lru_cache(maxsize=4)  # a figure and its derivation list the same rows
    def of_ranges(ranges: str) -> RowSet:
        """The set of ``"2-14,16"``, or of the packed form of many runs; ValueError for a text that is none."""
        if ranges.startswith(PACKED):
            return RowSet(*_unpacked(ranges))
        ends = np.fromiter(map(int, ranges.replace("-", ",-").split(",")), np.int64)  # 2, -14, 16
        closes = ends < 0
        firsts = ends[~closes]
        lasts = firsts.copy()
        if len(firsts) and not closes[0] and not (closes[1:] & closes[:-1]).any():
            lasts[np.cumsum(~closes)[closes] - 1] = -ends[closes]
            if (lasts >= firsts).all():
                return RowSet(*_merged(firsts, lasts))
        raise ValueError(ranges[:100])

    @cached_property
    def text(self) -> str:
        """``"2-14,16"``; of more runs than :data:`MOST_LISTED` the same packed."""
        if len(self._firsts) > MOST_LISTED:
            return _packed(self._firsts, self._lasts)
        return ",".join(f"{first}-{last}" if first < last else str(first) for first, last in self.runs())

    def runs(self, most: int | None = None) -> Iterator[tuple[int, int]]:
        """The first and the last number of each run, of the first ``most`` of them."""
        return zip(self._firsts[:most].tolist(), self._lasts[:most].tolist(), strict=True)

    def shown(self, most: int, dash: str) -> str:
        """The first ``most`` runs for people: 「2–14、16」."""
        return "、".join(f"{first}{dash}{last}" if first < last else str(first) for first, last in self.runs(most))

    @property
    def number_of_runs(self) -> int:
        return len(self._firsts)

    def ends(self, most: int | None = None) -> list[int]:
        """The same, one number after another."""
        return np.column_stack((self._firsts[:most], self._lasts[:most])).ravel().tolist()

    def steps(self) -> list[int]:
        """The same, each by how far it lies behind the one before."""
        return np.diff(np.column_stack((self._firsts, self._lasts)).ravel(), prepend=0).tolist()

    def places(self, numbers: np.ndarray, most: int | None = None) -> np.ndarray:
        """Where in ascending numbers those of this set are, of the first ``most`` of them."""
        begins, ends = self._bounds(numbers)
        if most is not None:
            some = np.flatnonzero(ends > begins)[:most]
            begins, ends = begins[some], np.minimum(ends[some], begins[some] + most)
        return _counted_on(begins, ends - begins)[:most]

    def count_in(self, numbers: np.ndarray) -> int:
        """How many of ascending numbers are in this set."""
        begins, ends = self._bounds(numbers)
        return int((ends - begins).sum())

    def _bounds(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        size = len(numbers)
        if size and _are_without_gap(numbers):
            first = int(numbers[0])
            return np.clip(self._firsts - first, 0, size), np.clip(self._lasts + 1 - first, 0, size)
        return np.searchsorted(numbers, self._firsts), np.searchsorted(numbers, self._lasts, "right")

    def __len__(self) -> int:
        return int((self._lasts - self._firsts + 1).sum())

    def __bool__(self) -> bool:
        return bool(len(self._firsts))

    def __iter__(self) -> Iterator[int]:
        return iter(_counted_on(self._firsts, self._lasts - self._firsts + 1).tolist())

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, RowSet)
            and np.array_equal(self._firsts, other._firsts)
            and np.array_equal(self._lasts, other._lasts)
        )

    __hash__ = None  # type: ignore[assignment]

    def __or__(self, other: RowSet) -> RowSet:
        both = union((self, other))
        return both if isinstance(both, RowSet) else both.unfolded()

    @property
    def size(self) -> int:
        """One more than the largest number."""
        return int(self._lasts[-1]) + 1 if self else 0

    def mask(self, size: int) -> np.ndarray:
        """For each number below ``size``, which must be above all of them, whether it is in the set."""
        return np.unpackbits(self.bits(size), count=size).view(bool)

    def bits(self, size: int) -> np.ndarray:
        """The same, a bit a number."""
        steps = np.zeros(size + 1, bool)
        steps[self._firsts] = True
        steps[self._lasts + 1] = True
        return _running_parity(np.packbits(steps))[: (size + 7) // 8]

    def __xor__(self, other: RowSet) -> RowSet:
        ends = np.concatenate((self._firsts, self._lasts + 1, other._firsts, other._lasts + 1))
        ends, times = np.unique(ends, return_counts=True)
        ends = ends[times == 1]  # where both begin or end, neither has one row more
        return RowSet(ends[::2], ends[1::2] - 1)


class FoldedRows:
    """Row numbers of which there are too many runs to be kept as runs: a bit a row."""

    def __init__(self, bits: np.ndarray):
        self._bits = bits

    @classmethod
    def of(cls, rows: RowSet | FoldedRows) -> FoldedRows:
        """The same rows."""
        return rows if isinstance(rows, FoldedRows) else cls(rows.bits(rows.size))

    def __or__(self, other: FoldedRows) -> FoldedRows:
        short, long = sorted((self._bits, other._bits), key=len)
        both = long.copy()
        both[: len(short)] |= short
        return FoldedRows(both)

    def __len__(self) -> int:
        return int(np.bitwise_count(self._bits).sum(dtype=np.int64))

    @property
    def number_of_runs(self) -> int:
        before = self._bits >> 1
        before[1:] |= self._bits[:-1] << 7
        return int(np.bitwise_count(self._bits & ~before).sum(dtype=np.int64))

    def unfolded(self, most: int | None = None) -> RowSet:
        """The runs again; of a set that has so many the first ``most`` and perhaps more."""
        if most is None:
            return RowSet.of_mask(np.unpackbits(self._bits))
        size = _BEGINNING
        while (rows := FoldedRows(self._bits[:size]).unfolded()).number_of_runs <= most and size < len(self._bits):
            size *= 2
        return rows

    def ends(self, most: int) -> list[int]:
        """As :meth:`RowSet.ends`."""
        return self.unfolded(most).ends(most)

    def places(self, numbers: np.ndarray, most: int) -> np.ndarray:
        """As :meth:`RowSet.places`; no more bits are looked at than these few ask for."""
        size = _BEGINNING
        while len(found := np.flatnonzero(_are_in(self._bits[:size], numbers))) < most and size < len(self._bits):
            size *= 4
        return found[:most]

    def count_in(self, numbers: np.ndarray) -> int:
        """As :meth:`RowSet.count_in`."""
        if not len(numbers) or not _are_without_gap(numbers):
            return int(np.count_nonzero(_are_in(self._bits, numbers)))
        first, end = int(numbers[0]), int(numbers[-1]) + 1
        return self._count_below(end) - self._count_below(first)

    def _count_below(self, end: int) -> int:
        whole, rest = divmod(end, 8)
        inside = np.bitwise_count(self._bits[:whole]).sum(dtype=np.int64)
        return int(inside + np.unpackbits(self._bits[whole : whole + 1])[:rest].sum(dtype=np.int64))


def _are_in(bits: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """For the first of ascending numbers, as far as the bits reach, whether their bit is set."""
    mask = np.unpackbits(bits).view(bool)
    if len(numbers) and len(mask) <= int(numbers[-1]):
        # A number of another type would have all of them made anew.
        numbers = numbers[: np.searchsorted(numbers, numbers.dtype.type(len(mask)))]
    return mask[numbers]


def _are_without_gap(numbers: np.ndarray) -> bool:
    return int(numbers[-1]) - int(numbers[0]) + 1 == len(numbers)


def _running_parity(bits: np.ndarray) -> np.ndarray:
    """For each bit whether an odd number of bits is set up to it."""
    for shift in (1, 2, 4):
        bits = bits ^ bits >> shift
    before = np.bitwise_xor.accumulate(bits & 1)  # of whole bytes
    bits[1:] ^= before[:-1] * np.uint8(255)
    return bits


def union(sets: Sequence[RowSet | FoldedRows]) -> RowSet | FoldedRows:
    """The numbers that are in any of the sets, in as little memory as there is a way to."""
    sets = list({id(one): one for one in sets if one}.values())
    if len(sets) == 1:
        return sets[0]
    runs = [one for one in sets if isinstance(one, RowSet)]
    if len(runs) == len(sets):
        size = max((one.size for one in runs), default=0)
        if _SCATTERED * sum(one.number_of_runs for one in runs) <= size or size < _SCATTERED * 1_000:
            ends = zip(*((one._firsts, one._lasts) for one in runs), strict=True)
            return RowSet(*_merged(*map(np.concatenate, ends))) if runs else NO_ROWS
    return functools.reduce(operator.or_, map(FoldedRows.of, sets))


def _packed(firsts: np.ndarray, lasts: np.ndarray) -> str:
    """Of each run how far it begins behind the one before, and how many rows more than one it has, in as few bytes as the largest of
    these numbers needs; compressed by zlib, in base32 with letters in place of its digits."""
    steps = np.concatenate((np.diff(firsts, prepend=0), lasts - firsts))
    kind = np.min_scalar_type(int(steps.max()))
    data = bytes([kind.itemsize]) + steps.astype(kind.newbyteorder("<")).tobytes()
    return PACKED + b32encode(zlib.compress(data, 6)).translate(_LETTERS).decode()


def _unpacked(text: str) -> tuple[np.ndarray, np.ndarray]:
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(b32decode(text.removeprefix(PACKED).encode().translate(_BYTES)), _LARGEST)
        steps = np.frombuffer(data[1:], f"<u{data[0]}").astype(np.int64)
    except (ValueError, LookupError, TypeError, zlib.error):
        raise ValueError(text[:100]) from None
    if not len(steps) or len(steps) % 2 or unpacking.unconsumed_tail or not unpacking.eof:
        raise ValueError(text[:100])
    begins, more = np.split(steps, 2)
    firsts = np.cumsum(begins)
    lasts = firsts + more
    if (begins < 1).any() or (firsts[1:] <= lasts[:-1] + 1).any():
        raise ValueError(text[:100])
    return firsts, lasts


def _merged(firsts: np.ndarray, lasts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Runs in any order, that may touch and overlap, as they should be."""
    if (firsts[1:] > lasts[:-1] + 1).all():
        return firsts, lasts
    order = np.argsort(firsts, kind="stable")
    firsts, lasts = firsts[order], np.maximum.accumulate(lasts[order])
    begins = np.concatenate(([True], firsts[1:] > lasts[:-1] + 1))
    return firsts[begins], lasts[np.concatenate((begins[1:], [True]))]


def _counted_on(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """From each start as many numbers as its length says, one run behind the other."""
    before = np.cumsum(lengths) - lengths
    return np.arange(lengths.sum()) + np.repeat(starts - before, lengths)


NO_ROWS = RowSet(np.array([], np.int64), np.array([], np.int64))
