"""What may be quoted: texts with digits that stand verbatim in a source row, the parameters, a rulebook or the register."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel

from reportlib.document.numerals import in_ascii, numbers
from reportlib.meeting.meeting import Meeting

# Source columns whose cells name something: a number in them is no quantity.
_IDENTIFIER = re.compile("編號|代碼|代號|識別碼|序號|^年度$")
_IDENTIFIER_ANYWHERE = 5  # so long an identifier may stand in a caption; a shorter one only under such a header
# A number with a counting word is what we would print ourselves, and too likely to be met by chance.
_COUNTED = re.compile(r"[^\w]*[\d,.]+\s*\w{0,2}")
_PARTS = frozenset("　、；：（）「」〔〕，。\n ") | {""}


def quotable(meeting: Meeting) -> list[str]:
    """Every text with digits that the parameters, the rulebooks and the register of agencies hold, for ``document["quoted"]``."""
    params = meeting.params
    books = [meeting.book(name) for name, path in params.rulebooks if path]
    texts = (text for part in (params, *books) for text in _strings(part))
    agencies = (text for agency in meeting.register for text in (agency.name, agency.short, *agency.aliases))
    return list(dict.fromkeys(text for text in (*texts, *agencies) if numbers(text)))


def _strings(value: object) -> Iterator[str]:
    """Every text in a model, a mapping or a list, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from _strings(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


class QuotableTexts:
    """The texts with digits that may be quoted: ``tables`` as ``document["tables"]`` has them, and other ``texts``."""

    MOST_LIKELY_CHANCE = 4  # letters: a shorter text would be found in another by chance

    def __init__(self, tables: Sequence[dict], texts: Iterable[str]):
        self._by_number: dict[str, dict[str, None]] = defaultdict(dict)
        self._identifiers: set[str] = set()
        self._wholes: set[str] = set()
        for table in tables:
            naming = [bool(_IDENTIFIER.search(column)) for column in table["columns"]]
            for _, *cells in table["rows"]:
                for cell, names in zip(cells, naming, strict=True):
                    self._add(cell, names)
        for text in texts:
            self._add(text, True)

    def _add(self, text: str, names: bool) -> None:
        found = numbers(text)
        if not found or text in self._wholes:
            return
        whole = text.strip()
        if names:
            self._identifiers.add(whole)
        if found[0].text != in_ascii(whole):  # a cell that is nothing but a number is a quantity, and no quotation
            self._wholes |= {text, whole}
            for number in found:
                self._by_number[number.text][whole] = None

    def has(self, text: str) -> bool:
        """Whether a source says just this."""
        return text in self._wholes or text.strip() in self._wholes

    def spans(self, text: str, under: str) -> Iterator[tuple[int, int]]:
        """Where ``text`` quotes a source: the whole of it out of one, a whole source in it, or an identifier."""
        whole = text.strip()
        if (
            self.has(whole)
            or whole in self._identifiers
            and (len(whole) >= _IDENTIFIER_ANYWHERE or _IDENTIFIER.search(under))
        ):
            yield 0, len(text)
            return
        if (head := text.partition("　")[0]) != text and head.strip() in self._identifiers:  # 「548277　水權統計」
            yield 0, len(head)
        for number in numbers(text):
            if len(number.text) >= _IDENTIFIER_ANYWHERE and text[number.start : number.end] in self._identifiers:
                yield number.start, number.end
            for source in self._by_number.get(number.text, ()):
                if whole in source and _letters(whole) >= self.MOST_LIKELY_CHANCE:
                    yield 0, len(text)
                    return
                if _letters(source) >= self.MOST_LIKELY_CHANCE:
                    yield from _within(source, text)
                elif not _COUNTED.fullmatch(source):
                    yield from ((start, end) for start, end in _within(source, text) if _parted(text, start, end))


def _within(source: str, text: str) -> Iterator[tuple[int, int]]:
    """Every place where a text holds a source."""
    at = text.find(source)
    while at >= 0:
        yield at, at + len(source)
        at = text.find(source, at + 1)


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a mark of ours, or nothing, stands on either side of a piece."""
    return text[start - 1 : start] in _PARTS and text[end : end + 1] in _PARTS
