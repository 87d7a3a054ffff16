"""What every scan of a workbook shares: the limits, and XML read piece by piece."""

from __future__ import annotations

import functools
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TypeVar
from xml.parsers import expat

from reportlib.cells import FARTHEST_COLUMN, FARTHEST_ROW, letters
from reportlib.readers.confined import FileRefused

MOST_CELLS = 3_000_000
MOST_CHARACTERS = 100_000_000
MOST_PLACES = 20_000_000  # calamine keeps the whole rectangle, 32 bytes a place
MOST_MERGES = 20_000
MOST_COMMENTS, LONGEST_COMMENT = 1_000, 500
MOST_MARKED = 10_000
_CHUNK_BYTES = 1 << 16
_SPARSE = 20  # with fewer than one cell in so many places, a far one is a stray; else there is much


@dataclass
class Facts:
    """What the scan of one worksheet finds beside the cells; rows and columns count from 1, ranges may be far too large."""

    repairs: dict[tuple[int, int], str | bool] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    marked: list[tuple[int, int, str]] = field(
        default_factory=list
    )  # cells struck through ("struck") or coloured ("filled")
    cells: int = 0
    characters: int = 0
    last_row: int = 0  # of what holds more than white space
    last_column: int = 0
    blank_row: int = 0  # of what holds white space only
    blank_column: int = 0

    @property
    def blank_far_away(self) -> bool:
        """Whether white space far below or beside the data makes the sheet much larger than it is."""
        places = max(self.last_row, self.blank_row) * max(self.last_column, self.blank_column)
        return self.blank_row > FARTHEST_ROW or self.blank_column > FARTHEST_COLUMN or places > MOST_CELLS

    def merged(self, name: str) -> tuple[list, list]:
        """The merged ranges within the data, none of them over another; and notices of those that are not what they should be."""
        kept: list[list[int]] = []
        notices: list[list[str]] = []
        occupied: dict[int, int] = {}  # each column to the last row that is merged in it
        for top, left, bottom, right in sorted(self.merges):
            if bottom > FARTHEST_ROW or right > FARTHEST_COLUMN:
                notices.append(["A08", name, f"{letters(left)}{top}:{letters(right)}{bottom}"])
            last, end = min(bottom, self.last_row), min(right, self.last_column)
            if last < top or end < left or (last, end) == (top, left):
                continue
            if any(occupied.get(column, 0) >= top for column in range(left, end + 1)):
                notices.append(["A08+", name, f"{letters(left)}{top}:{letters(right)}{bottom}"])
                continue
            occupied.update(dict.fromkeys(range(left, end + 1), last))
            kept.append([top, left, last, end])
        return kept, notices


Handler = TypeVar("Handler", bound="Elements")


def within(ranges: list[tuple[int, int]], last: int) -> list[int]:
    return sorted({number for start, end in ranges for number in range(start, min(end, last) + 1)})


def parse(archive: zipfile.ZipFile, member: str, handler: Handler) -> Handler:
    """Stream one XML member through the ``start``, ``end`` and ``text`` that ``handler`` has; its end is read too, so that the zip's checksum is compared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = handler.doctype
    parser.StartElementHandler = getattr(handler, "start", None)
    parser.EndElementHandler = getattr(handler, "end", None)
    parser.CharacterDataHandler = getattr(handler, "text", None)
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        KeyError,
        ValueError,
        NotImplementedError,
    ):
        raise FileRefused("F03", handler.sheet, member) from None
    return handler


class Elements:
    """Handles no element, but refuses a document type declaration: no spreadsheet program writes one.

    What handles them has methods ``start`` (name, attributes), ``end`` (name) or ``text``; expat calls nothing for the others.
    """

    def __init__(self, sheet: str = ""):
        self.sheet = sheet
        self.facts = Facts()

    def doctype(self, *_) -> None:
        raise FileRefused("A02", self.sheet)

    def content(self, row: int, column: int, cells: int = 1, characters: int = 0, blank: bool = False) -> None:
        """Called for each cell that is not empty, or for a rectangle of equal ones by its last; ``blank`` where it is white space."""
        facts = self.facts
        facts.cells += cells
        facts.characters += cells * characters
        if blank:
            facts.blank_row, facts.blank_column = max(facts.blank_row, row), max(facts.blank_column, column)
            if max(facts.blank_row, facts.last_row) * max(facts.blank_column, facts.last_column) > MOST_PLACES:
                raise FileRefused("A06", self.sheet, f"{letters(column)}{row}")
        else:
            facts.last_row, facts.last_column = max(facts.last_row, row), max(facts.last_column, column)
            places = facts.last_row * facts.last_column
            if row > FARTHEST_ROW or column > FARTHEST_COLUMN or places > MOST_CELLS:
                if (facts.cells - cells) * _SPARSE >= places:
                    raise FileRefused("A05", self.sheet)
                raise FileRefused("A06", self.sheet, f"{letters(column)}{row}")
        if facts.cells > MOST_CELLS or facts.characters > MOST_CHARACTERS:
            self.too_much()

    def too_much(self) -> None:
        raise FileRefused("A05" if self.facts.cells > MOST_CELLS else "A10", self.sheet)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.facts.merges.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
        if len(self.facts.merges) > MOST_MERGES:
            raise FileRefused("A08", self.sheet, f"{letters(left)}{top}:{letters(right)}{bottom}")


class Attributes(Elements):
    """Keeps the attributes of every element of one local name."""

    def __init__(self, wanted: str):
        super().__init__()
        self.wanted = wanted
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict) -> None:
        if local(name) == self.wanted:
            self.found.append({local(key): value for key, value in attributes.items()})


class Manifest(Elements):
    encrypted = False

    def start(self, name: str, attributes: dict) -> None:
        self.encrypted = self.encrypted or local(name) == "encryption-data"


@functools.lru_cache(maxsize=256)
def local(name: str) -> str:
    return name.rpartition(":")[2]
