"""One sheet of the marked copy: cells in their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlib.cells import column_number
from reportlib.workbooks.marking.splice import Node, Tag, Unmarkable, prefix, tags

# The order of the children that the schema wants.
SHEET_TYPE = tuple(
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter "
    "sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions "
    "pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split()
)
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_PIXELS_A_CHARACTER, _PIXELS_A_ROW = 7, 20


class MarkedSheet:
    """Where the rows, cells and merged ranges of a worksheet part stand; the cells of ``wanted`` rows only, unless None."""

    def __init__(self, text: str, wanted: set[int] | None):
        self.text = text
        self.name = ""
        self.rows: dict[int, _RowPlace] = {}
        self._data: Node | None = None
        self.merged: list[tuple[int, int, int, int]] = []
        self.views: list[Tag] = []
        self.columns: list[dict[str, str]] = []
        self.children: list[Tag] = []  # the elements right under the root
        self.end = 0
        self._read_frame(0)
        if self._data is None:
            raise Unmarkable
        self.data: Node = self._data
        self.prefix: str = prefix(self.name)
        if not self.data.empty:
            close = f"</{self.data.name}"
            self.data.outside = text.rfind(close)
            if self.data.outside < self.data.inside:
                raise Unmarkable
            self.data.end = text.index(">", self.data.outside) + 1
            self._read_frame(self.data.end)
        if not self.end:
            raise Unmarkable
        if wanted is not None:
            wanted = wanted | {top for top, _, bottom, _ in self.merged if any(top <= row <= bottom for row in wanted)}
        self._read_rows(wanted)

    def _read_frame(self, start: int) -> None:
        """What stands before the rows, or (from their end) behind them."""
        depth = 1 if start else 0
        for tag in tags(self.text, start):
            name = tag.local
            if tag.closes:
                depth -= 1
                if depth == 0:
                    self.end = tag.start
                continue
            if depth == 1:
                self.children.append(tag)
            elif depth == 0:
                self.name = tag.name
            depth += not tag.empty
            if name == "sheetData" and self._data is None:
                self._data = Node(tag.name, tag.source, tag.start, tag.end, tag.empty, tag.end, tag.end)
                if not tag.empty:
                    return
            elif name == "sheetView":
                self.views.append(tag)
            elif name == "col" and self._data is None:
                self.columns.append(tag.attributes)
            elif name == "mergeCell":
                ends = tag.attributes.get("ref", "").split(":")
                corners = [place for end in ends if (place := _PLACE.fullmatch(end))]
                if len(ends) == len(corners) == 2:
                    (top, bottom), (left, right) = (
                        sorted(int(end[2]) for end in corners),
                        sorted(column_number(end[1]) for end in corners),
                    )
                    self.merged.append((top, left, bottom, right))

    def _read_rows(self, wanted: set[int] | None) -> None:
        number = 0
        row: _RowPlace | None = None
        for tag in tags(self.text, self.data.inside, self.data.outside, only=f"{self.prefix}row"):
            if tag.closes:
                if row is None:
                    raise Unmarkable
                row.close, row.end = tag.start, tag.end
                if wanted is None or number in wanted:
                    row.cells = list(self._cells(row))
                continue
            attributes = tag.attributes
            written = attributes.get("r", "")
            number = int(written) if written.isdigit() else number + 1
            row = _RowPlace(tag.start, tag.end, tag.empty, attributes)
            if number in self.rows:
                raise Unmarkable
            self.rows[number] = row
            if tag.empty:
                row.close = row.end = tag.end

    def _cells(self, row: _RowPlace) -> Iterator[list]:
        column = 0
        cell: list = []
        for tag in tags(self.text, row.inside, row.close, only=f"{self.prefix}c"):
            if tag.closes:
                cell[3] = tag.end
                continue
            place = _PLACE.fullmatch(tag.attributes.get("r", ""))
            column = column_number(place[1]) if place else column + 1
            cell = [column, tag.start, tag.end, tag.end, tag.empty]
            yield cell

    def child(self, name: str) -> Tag | None:
        return next((tag for tag in self.children if tag.local == name), None)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows what this one holds: the first of a merged range."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def first_column(self, row: int) -> int:
        """The first cell of a row that holds something, for what is said about the whole row."""
        place = self.rows.get(row)
        return next((cell[0] for cell in place.cells if not cell[4] and cell[2] < cell[3]), 1) if place else 1

    def column_style(self, column: int) -> int:
        for attributes in self.columns:
            if int(attributes.get("min", "0") or 0) <= column <= int(attributes.get("max", "0") or 0):
                return int(attributes.get("style", "0") or 0)
        return 0

    def column_pixels(self, column: int) -> int:
        for attributes in self.columns:
            if int(attributes.get("min", "0") or 0) <= column <= int(attributes.get("max", "0") or 0):
                if attributes.get("hidden") in ("1", "true"):
                    return 0
                return int(float(attributes.get("width", "8.43") or 8.43) * _PIXELS_A_CHARACTER) + 5
        return 64

    def row_pixels(self, row: int) -> int:
        place = self.rows.get(row)
        if place is None:
            return _PIXELS_A_ROW
        if place.attributes.get("hidden") in ("1", "true"):
            return 0
        return int(float(place.attributes.get("ht", "15") or 15) * 4 / 3)


class _RowPlace:
    __slots__ = ("attributes", "cells", "close", "empty", "end", "inside", "start")

    def __init__(self, start: int, inside: int, empty: bool, attributes: dict[str, str]):
        self.start, self.inside, self.empty, self.attributes = start, inside, empty, attributes
        self.close = self.end = -1
        self.cells: list[list] = []  # [column, start, end of the start tag, end, has no content]
