"""XLSX: what its XML says of cells that a reader of values does not tell."""

from __future__ import annotations

import re

from reportlib.cells import COLUMNS, column_number, letters
from reportlib.readers.child.scan import (
    LONGEST_COMMENT,
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_COMMENTS,
    MOST_MARKED,
    Elements,
    local,
)
from reportlib.readers.confined import FileRefused

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_YES = ("1", "true")


class SharedStrings(Elements):
    """How many characters each shared string has, 0 where it is white space only."""

    def __init__(self):
        super().__init__()
        self.sizes: list[int] = []
        self.size, self.blank, self.inside = 0, True, False

    def start(self, name: str, attributes: dict) -> None:
        if ":" in name:
            name = local(name)
        if name == "t":
            self.inside = True
        elif name == "si":
            self.size, self.blank = 0, True

    def text(self, text: str) -> None:
        if self.inside:
            self.size += len(text)
            if self.blank:
                self.blank = text.isspace()

    def end(self, name: str) -> None:
        if ":" in name:
            name = local(name)
        if name == "t":
            self.inside = False
        elif name == "si":
            self.sizes.append(0 if self.blank else self.size)


class Styles(Elements):
    """Which cell formats of an XLSX, by their numbers as written, strike the text through or colour the cell."""

    def __init__(self):
        super().__init__()
        self.marks: dict[str, str] = {}
        self.struck: list[bool] = []
        self.filled: list[bool] = []
        self.inside, self.formats = "", 0

    def start(self, name: str, attributes: dict) -> None:
        name = local(name)
        if name in ("fonts", "fills", "cellXfs"):
            self.inside = name
        elif name == "font" and self.inside == "fonts":
            self.struck.append(False)
        elif name == "strike" and self.inside == "fonts" and self.struck:
            self.struck[-1] = attributes.get("val", "1") in _YES
        elif name == "fill" and self.inside == "fills":
            self.filled.append(False)
        elif name == "patternFill" and self.inside == "fills" and self.filled:
            self.filled[-1] = attributes.get("patternType", "none") not in ("none", "gray125")
        elif name == "xf" and self.inside == "cellXfs":
            font, fill = (int(attributes.get(key, 0)) for key in ("fontId", "fillId"))
            if font < len(self.struck) and self.struck[font]:
                self.marks[str(self.formats)] = "struck"
            elif fill < len(self.filled) and self.filled[fill]:
                self.marks[str(self.formats)] = "filled"
            self.formats += 1

    def end(self, name: str) -> None:
        if local(name) == self.inside:
            self.inside = ""


class Comments(Elements):
    """The comments of one worksheet of an XLSX: row, column, text."""

    def __init__(self, sheet: str):
        super().__init__(sheet)
        self.found: list[tuple[int, int, str]] = []
        self.place: tuple[int, int] | None = None
        self.words, self.inside = "", False

    def start(self, name: str, attributes: dict) -> None:
        name = local(name)
        if name == "comment":
            place = _REFERENCE.fullmatch(attributes.get("ref", ""))
            self.place, self.words = (int(place[2]), column_number(place[1])) if place else None, ""
        self.inside = name == "t"

    def text(self, text: str) -> None:
        if self.inside and len(self.words) < LONGEST_COMMENT:
            self.words += text

    def end(self, name: str) -> None:
        self.inside = False
        if local(name) == "comment" and self.place and len(self.found) < MOST_COMMENTS:
            self.found.append((*self.place, self.words[:LONGEST_COMMENT]))


class XlsxSheet(Elements):
    """One worksheet of an XLSX; ``strings`` are the sizes of the shared strings, None where the workbook has none; ``styles``
    the formats that mark a cell."""

    def __init__(self, sheet: str, strings: list[int] | None = None, styles: dict[str, str] | None = None):
        super().__init__(sheet)
        self.strings, self.styles, self.style = strings or [], styles or {}, ""
        self.numbers: dict[str, int] = {}
        self.row = self.column = 0
        self.kind = self.inside = self.value = ""
        self.formula: str | None = None  # of the cell; None where it has none

    # These three are called for every element and text of a sheet: most of the time that reading takes is spent here.

    def start(self, name: str, attributes: dict) -> None:
        if ":" in name:
            name = local(name)
        if name == "c":
            if reference := attributes.get("r"):
                self.place(reference)
            else:
                self.column += 1
            self.kind, self.value, self.formula, self.style = attributes.get("t", ""), "", None, attributes.get("s", "")
        elif name == "v":
            self.inside = name
        elif name == "t":
            if self.kind == "inlineStr":
                self.inside = name
        elif name == "f":
            self.inside, self.formula = name, ""
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if attributes.get("hidden") in _YES:
                self.facts.hidden_rows.append((self.row, self.row))
        elif name == "col":
            if attributes.get("hidden") in _YES:
                self.facts.hidden_columns.append((int(attributes.get("min", 1)), int(attributes.get("max", 1))))
        elif name == "mergeCell":
            ends = attributes.get("ref", "").upper().split(":")
            corners = [place for end in ends if (place := _REFERENCE.fullmatch(end))]
            if len(corners) < len(ends) or len(corners) > 2:
                raise FileRefused("A08", self.sheet, attributes.get("ref", "")[:40])
            (top, left), (bottom, right) = (
                (int(corner[2]), column_number(corner[1])) for corner in (corners[0], corners[-1])
            )
            self.merge(top, left, bottom, right)

    def text(self, text: str) -> None:
        if self.inside == "f":
            self.formula = (self.formula or "") + text
        elif self.inside:
            self.value += text

    def end(self, name: str) -> None:
        if ":" in name:
            name = local(name)
        if name == self.inside:
            self.inside = ""
        elif name == "c" and (self.value or self.formula is not None):
            size, blank, kind, facts = len(self.value), False, self.kind, self.facts
            if kind == "s":
                size = self.shared() if self.value else 0
                blank = not size and self.formula is None
            elif kind and self.formula is None and kind in ("str", "inlineStr"):
                blank = self.value.isspace()
            if blank or self.row > facts.last_row or self.column > facts.last_column:
                self.content(self.row, self.column, 1, size, blank)
            else:
                facts.cells += 1
                facts.characters += size
                if facts.cells > MOST_CELLS or facts.characters > MOST_CHARACTERS:
                    self.too_much()
            if not self.value:
                if kind not in ("str", "inlineStr"):  # openpyxl writes <v/>; a result of kind str may be an empty text
                    facts.repairs[self.row, self.column] = f"={self.formula}"
            elif kind == "e":
                facts.repairs[self.row, self.column] = self.value
            if self.style in self.styles and len(facts.marked) < MOST_MARKED:
                facts.marked.append((self.row, self.column, self.styles[self.style]))

    def place(self, reference: str) -> None:
        """Go to the cell of this name, mostly the next one of the row."""
        column = reference.rstrip("0123456789")
        number, row = COLUMNS.get(column), reference[len(column) :]
        if number is None or not 0 < len(row) < 8 or row[0] == "0":
            place = _REFERENCE.fullmatch(reference.upper())
            if not place:
                raise FileRefused("F13", self.sheet, reference[:20])
            number, row = column_number(place[1]), place[2]
        self.column, self.row = number, int(row)

    def shared(self) -> int:
        """The size of the shared string that this cell shows; F13 with the cell where there is none."""
        try:
            return self.strings[self.numbers[self.value]]
        except (KeyError, IndexError):
            number = self.value.strip()
        if not (number.isascii() and number.isdecimal()) or len(number) > 9 or int(number) >= len(self.strings):
            raise FileRefused("F13", self.sheet, f"{letters(self.column)}{self.row}")
        self.numbers[self.value] = int(number)
        return self.strings[int(number)]
