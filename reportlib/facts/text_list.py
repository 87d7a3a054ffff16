"""Many texts kept as Arrow keeps them: a tenth of the memory of Python's own, of which one is made when it is asked for."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from reportlib.text import spelling

if TYPE_CHECKING:
    import pyarrow as pa

MANY = 20_000  # texts; fewer are kept as Python's own, which are found sooner
_BLOCK = 1 << 14  # texts that are made at once
_ALIKE_KEPT = 4  # the same columns are held against each other again and again
# A text of these alone has no blank, no capital letter and no sign of another width but those of ASCII, so that Arrow can spell it as it
# is compared (see ``spelling``); one of those of the second pattern has no capital letter at all.
_SIMPLE = r"^[ -~\x{4e00}-\x{9fa5}\x{3001}-\x{3011}]*$"
_SMALL = r"^[ -@\[-~\x{4e00}-\x{9fa5}\x{3001}-\x{3011}]*$"


class TextList(Sequence[Any]):
    """Texts, or None where one is missing, in their order; two lists that say the same are equal.

    ``made`` is the class that a text has when it is asked for: ``str``, or one of its kinds.
    """

    __slots__ = ("_alike", "_spelled", "array", "made")

    def __init__(self, array: pa.LargeStringArray, made: type[str] = str):
        self.array = array
        self.made = made
        self._spelled: TextList | None = None
        self._alike: list[tuple[Sequence[Any], list[np.ndarray]]] = []  # what was numbered with it last

    @classmethod
    def of(cls, texts: Iterable[str | None], made: type[str] = str) -> TextList:
        """The list of any texts; UnicodeEncodeError for half of a surrogate pair, which is no text."""
        import pyarrow as pa

        texts = iter(texts)
        blocks = iter(lambda: list(islice(texts, _BLOCK)), [])
        found = pa.chunked_array((pa.array(block, pa.large_string()) for block in blocks), pa.large_string())
        return cls(found.combine_chunks(), made)

    @classmethod
    def of_arrow(cls, texts: pa.Array | pa.ChunkedArray) -> TextList:
        """The list of a column of Arrow's, of whatever texts it has."""
        import pyarrow as pa

        array = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        return cls(array.cast(pa.large_string()))

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return TextList(self.array[at], self.made)
        text = self.array[int(at)].as_py()
        return text if text is None or self.made is str else self.made(text)

    def __iter__(self) -> Iterator[Any]:
        for start in range(0, len(self.array), _BLOCK):
            texts = self.array.slice(start, _BLOCK).to_pylist()
            yield from texts if self.made is str else self._made(texts)

    def _made(self, texts: Iterable[str | None]) -> Iterator[str | None]:
        made = self.made
        return (text if text is None else made(text) for text in texts)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TextList):
            return self.array.equals(other.array)
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(one == another for one, another in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple:
        return TextList, (self.array, self.made)

    def as_made(self, made: type[str]) -> TextList:
        """The same texts of another class."""
        return TextList(self.array, made)

    def take(self, places: np.ndarray) -> TextList:
        """The texts at these places."""
        return TextList(self.array.take(_arrow(places)), self.made)

    def at(self, places: np.ndarray) -> Iterator[Any]:
        """The texts at these places, one after another."""
        for start in range(0, len(places), _BLOCK):
            yield from self.take(places[start : start + _BLOCK])

    def matching(self, pattern: str) -> np.ndarray:
        """For which places the text has this pattern (one of RE2's, which Arrow looks for at once) in it."""
        from pyarrow import compute

        found = compute.match_substring_regex(self.array, pattern)
        return found.fill_null(False).to_numpy(zero_copy_only=False)

    def sizes(self) -> np.ndarray:
        """How many bytes each text has, 0 where there is none."""
        from pyarrow import compute

        return compute.binary_length(self.array).fill_null(0).to_numpy()

    def put(self, places: np.ndarray, texts: Iterable[str | None]) -> TextList:
        """The same with other texts at these places, which ascend; itself where all stay as they are."""
        from pyarrow import compute

        before, after = self.take(places), TextList.of(texts, self.made)
        if after.array.equals(before.array):
            return self
        is_other = np.zeros(len(self), bool)
        is_other[places] = True
        return TextList(compute.replace_with_mask(self.array, _arrow(is_other), after.array), self.made)

    def changed(self, change: Callable[[str], str | None], but: str = "") -> TextList:
        """The same with every text changed that is there; itself where all stay as they are. Texts with the pattern ``but`` are known
        to stay, and not looked at one by one."""
        others = np.flatnonzero(~self.matching(but)) if but else np.arange(len(self))
        return self.put(others, (text if text is None else change(text) for text in self.as_made(str).at(others)))

    def told_apart(self) -> tuple[TextList, np.ndarray]:
        """Each different text once, in the order in which they come, and which of them stands at each place; −1 for none."""
        found = self.array.dictionary_encode()
        return TextList(found.dictionary, self.made), found.indices.fill_null(-1).to_numpy().astype(
            np.int32, copy=False
        )

    def places_in(self, other: TextList) -> np.ndarray:
        """Where each text stands first in another list; −1 where it does not."""
        from pyarrow import compute

        found = compute.index_in(self.array, other.array, skip_nulls=True)
        return found.fill_null(-1).to_numpy().astype(np.int32, copy=False)

    def spelled(self) -> TextList:
        """Each text in the form in which names are compared; most of them Arrow spells at once."""
        from pyarrow import compute

        if self._spelled is None:
            simple = TextList(compute.ascii_lower(compute.replace_substring(self.array, " ", "")))
            others = np.flatnonzero(~self.matching(_SIMPLE) & ~self.are_missing())
            found = simple.put(others, map(spelling, self.as_made(str).at(others)))
            self._spelled = self.as_made(str) if found.array.equals(self.array) else found
        return self._spelled

    def are_missing(self) -> np.ndarray:
        """For which places there is no text."""
        return self.array.is_null().to_numpy(zero_copy_only=False)


def _arrow(places: np.ndarray) -> pa.Array:
    import pyarrow as pa

    return pa.array(places)


def kept(values: Iterable[Any]) -> Sequence[Any]:
    """The same values; many texts as a :class:`TextList`, where they are texts of one class."""
    if isinstance(values, TextList):
        return values
    values = iter(values)
    known = list(islice(values, MANY))
    if len(known) < MANY:
        return known
    return _in_blocks(chain(known, values))


def _in_blocks(values: Iterator[Any]) -> Sequence[Any]:
    """Many values as a list of texts, or, from the first on that is none of its class, as they are."""
    import pyarrow as pa

    made: type[str] | None = None
    arrays: list[pa.Array] = []
    while block := list(islice(values, _BLOCK)):
        classes = {type(value) for value in block} - {type(None)}
        made = made or next(iter(classes), None)
        try:
            if classes - {made} or made is not None and not issubclass(made, str):
                raise TypeError(classes)
            arrays.append(pa.array(block, pa.large_string()))
        except (TypeError, UnicodeEncodeError):  # half of a surrogate pair
            before = chain.from_iterable(TextList(array, made or str) for array in arrays)
            return [*before, *block, *values]
    return TextList(pa.concat_arrays(arrays), made or str)


def which_of(
    values: Sequence[Any], holds: Callable[[Any], bool], known: str = "", of_known: bool = False
) -> np.ndarray:
    """For which of the values something holds; of many texts those with the pattern ``known`` are not looked at one by one: of them it
    holds, or not, as ``of_known`` says."""
    if not known or not isinstance(values, TextList):
        return np.fromiter(map(holds, values), bool, len(values))
    found = np.full(len(values), of_known)
    others = np.flatnonzero(~values.matching(known))
    found[others] = np.fromiter(map(holds, values.at(others)), bool, len(others))
    return found


def casefolded(texts: Sequence[Any]) -> Sequence[Any]:
    """Texts whatever their case, any other value as it is."""
    if isinstance(texts, TextList):
        return texts.as_made(str).changed(str.casefold, _SMALL)
    return [text.casefold() if isinstance(text, str) else text for text in texts]


def spelled(texts: Sequence[Any]) -> Sequence[Any]:
    """Texts in the form in which they are compared, a missing one missing."""
    if isinstance(texts, TextList):
        return texts.spelled()
    return [text if text is None else spelling(text) for text in texts]


def numbered_alike(*lists: Sequence[Any]) -> list[np.ndarray]:
    """For each list of texts or other values a number a place, the same wherever values are equal; −1 where one is missing."""
    ends = np.cumsum([len(values) for values in lists])[:-1]
    if any(isinstance(values, TextList) for values in lists):
        import pyarrow as pa

        made = [values if isinstance(values, TextList) else TextList.of(values) for values in lists]
        longest = max(made, key=len)
        for known, found in longest._alike:
            if len(known) == len(made) and all(map(operator.eq, known, made)):
                return found
        found = np.split(TextList(pa.concat_arrays([one.array for one in made])).told_apart()[1], ends)
        longest._alike = [*longest._alike[1 - _ALIKE_KEPT :], (made, found)]
        return found
    places: dict[Any, int] = {}
    numbers = (-1 if value is None else places.setdefault(value, len(places)) for value in chain(*lists))
    return np.split(np.fromiter(numbers, np.int32), ends)


def plain_numbers(values: Sequence[Any]) -> np.ndarray | None:
    """Many texts as the numbers that they are, −1 where one is missing; None where two different ones might be one number (007, 7), or
    where they are none, or not many."""
    if not isinstance(values, TextList):
        return None
    import pyarrow as pa

    try:
        numbers = values.array.cast(pa.int64()).fill_null(-1).to_numpy()
    except pa.ArrowInvalid:
        return None
    digits = np.searchsorted(10 ** np.arange(1, 19, dtype=np.int64), numbers, "right") + 1
    written = np.where(numbers < 0, 0, digits)
    return numbers if np.array_equal(written, values.sizes()) else None


def are_missing(values: Sequence[Any]) -> np.ndarray:
    """For which places there is nothing."""
    if isinstance(values, TextList):
        return values.are_missing()
    return np.fromiter((value is None for value in values), bool, len(values))


def are_filled(values: Sequence[Any]) -> np.ndarray:
    """For which places there is a text that is not blank."""
    if isinstance(values, TextList):
        from pyarrow import compute

        return compute.not_equal(values.array, "").fill_null(False).to_numpy(zero_copy_only=False)
    return np.fromiter(map(bool, values), bool, len(values))


def are_any_of(values: Sequence[Any], texts: Sequence[str]) -> np.ndarray:
    """For which places there is one of these texts."""
    if isinstance(values, TextList):
        import pyarrow as pa
        from pyarrow import compute

        return compute.is_in(values.array, pa.array(texts, pa.large_string())).to_numpy(zero_copy_only=False)
    return np.fromiter(map(frozenset(texts).__contains__, values), bool, len(values))


def small(numbers: np.ndarray, most: int) -> np.ndarray:
    """Numbers below ``most`` in as few bytes as they need."""
    return numbers.astype(np.min_scalar_type(max(most - 1, 0)), copy=False)


def each_at(values: Sequence[Any], places: np.ndarray) -> Iterator[Any]:
    """The values at these places, one after another."""
    return values.at(places) if isinstance(values, TextList) else map(values.__getitem__, places.tolist())


def those_at(values: Sequence[Any], places: np.ndarray) -> Sequence[Any]:
    """The values at these places, in a list of their own."""
    return values.take(places) if isinstance(values, TextList) else list(each_at(values, places))
