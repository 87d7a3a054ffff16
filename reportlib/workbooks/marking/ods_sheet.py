"""One sheet of the marked ODS: its rows and cells in their places."""

from __future__ import annotations

from collections.abc import Mapping

from reportlib.records.findings import Finding
from reportlib.workbooks.marking.marks import CellsFound, level_of, note_of, placed
from reportlib.workbooks.marking.ods_notes import annotation, paragraphs
from reportlib.workbooks.marking.ods_styles import MarkedOdsStyles
from reportlib.workbooks.marking.splice import Edits, Node, Tag, tree, with_attributes, without_attribute

CELLS = ("table:table-cell", "table:covered-table-cell")
_REPEATED, _ROWS_REPEATED = "table:number-columns-repeated", "table:number-rows-repeated"
_MOST_SPANS = 100_000


class _Element:
    """A row or a cell: its start tag, its content, and the number of the first and how many it stands for."""

    __slots__ = ("attributes", "cells", "close", "depth", "empty", "end", "first", "inside", "name", "repeat", "start")

    def __init__(self, tag: Tag, depth: int, first: int, repeat: int):
        self.name, self.start, self.inside, self.empty, self.attributes = (
            tag.name,
            tag.start,
            tag.end,
            tag.empty,
            tag.attributes,
        )
        self.close = self.end = tag.end
        self.depth, self.first, self.repeat = depth, first, repeat
        self.cells: list[_Element] = []


class OdsTable:
    """One sheet of the document, its rows and cells only where it is to be marked."""

    def __init__(self, name: str, start: int, end: int, depth: int, wanted: bool):
        self.name, self.start, self.end, self.depth, self._wanted = name, start, end, depth, wanted
        self.rows: list[_Element] = []
        self._columns: list[tuple[int, int, str]] = []
        self._row: _Element | None = None
        self._cell: _Element | None = None
        self._spans: list[tuple[int, int, int, int]] = []

    def opened(self, tag: Tag, depth: int) -> None:
        if not self._wanted or self._cell:
            return
        if tag.name == "table:table-column":
            first = self._columns[-1][0] + self._columns[-1][1] if self._columns else 1
            self._columns.append(
                (first, _count(tag.attributes, _REPEATED), tag.attributes.get("table:default-cell-style-name", ""))
            )
        elif tag.name == "table:table-row":
            first = self.rows[-1].first + self.rows[-1].repeat if self.rows else 1
            self._row = _Element(tag, depth, first, _count(tag.attributes, _ROWS_REPEATED))
            self.rows.append(self._row)
            if tag.empty:
                self._row = None
        elif tag.name in CELLS and self._row:
            cells = self._row.cells
            first = cells[-1].first + cells[-1].repeat if cells else 1
            cell = _Element(tag, depth, first, _count(tag.attributes, _REPEATED))
            cells.append(cell)
            down, across = (
                _count(tag.attributes, "table:number-rows-spanned"),
                _count(tag.attributes, "table:number-columns-spanned"),
            )
            if (down > 1 or across > 1) and len(self._spans) < _MOST_SPANS:
                self._spans.append((self._row.first, first, self._row.first + down - 1, first + across - 1))
            if not tag.empty:
                self._cell = cell

    def closed(self, tag: Tag, depth: int) -> None:
        if self._cell and depth == self._cell.depth:
            self._cell.close, self._cell.end, self._cell = tag.start, tag.end, None
        elif self._row and not self._cell and depth == self._row.depth:
            self._row.close, self._row.end, self._row = tag.start, tag.end, None

    def mark(self, edits: Edits, styles: MarkedOdsStyles, marks: CellsFound) -> None:
        by_row = placed(marks, self._first_column, self._anchor)
        for row in self.rows:
            wanted = sorted(number for number in by_row if row.first <= number < row.first + row.repeat)
            if wanted:
                edits.replace(
                    row.start,
                    row.end,
                    self._marked_rows(edits, styles, row, {number: by_row[number] for number in wanted}),
                )

    def _anchor(self, row: int, column: int) -> tuple[int, int]:
        for top, left, bottom, right in self._spans:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def _first_column(self, row: int) -> int:
        place = next((place for place in self.rows if place.first <= row < place.first + place.repeat), None)
        return next((cell.first for cell in place.cells if not cell.empty), 1) if place else 1

    def _marked_rows(
        self, edits: Edits, styles: MarkedOdsStyles, row: _Element, marks: dict[int, dict[int, list[Finding]]]
    ) -> str:
        """A row, or the rows it stands for: those with marks by themselves, the others repeated as they were."""
        text = edits.text
        tag = text[row.start : row.inside]
        single = without_attribute(tag, _ROWS_REPEATED)
        pieces: list[str] = []
        number = row.first
        for wanted in [*marks, row.first + row.repeat]:
            if wanted > number:
                pieces += (_repeated(tag, _ROWS_REPEATED, wanted - number), text[row.inside : row.end])
            if wanted in marks:
                start = single[:-2].rstrip() + ">" if row.empty else single
                pieces += (start, self._marked_cells(edits, styles, row, marks[wanted]), "</table:table-row>")
            number = wanted + 1
        return "".join(pieces)

    def _marked_cells(
        self, edits: Edits, styles: MarkedOdsStyles, row: _Element, marks: dict[int, list[Finding]]
    ) -> str:
        text = edits.text
        pieces, at = [], row.inside
        for cell in row.cells:
            pieces.append(text[at : cell.start])
            at = cell.end
            tag, rest = text[cell.start : cell.inside], text[cell.inside : cell.end]
            number = cell.first
            for wanted in [
                *(column for column in marks if cell.first <= column < cell.first + cell.repeat),
                cell.first + cell.repeat,
            ]:
                if wanted > number:
                    pieces += (_repeated(tag, _REPEATED, wanted - number), rest)
                if wanted < cell.first + cell.repeat:
                    pieces.append(self._marked_cell(edits, styles, row, cell, wanted, marks[wanted]))
                number = wanted + 1
        pieces.append(text[at : row.close] if not row.empty else "")
        after = row.cells[-1].first + row.cells[-1].repeat if row.cells else 1
        for column in (column for column in marks if column >= after):
            if column > after:
                pieces.append(_repeated("<table:table-cell/>", _REPEATED, column - after))
            style = styles.with_background(self._default_style(row, column), level_of(marks[column]))
            pieces.append(
                f'<table:table-cell table:style-name="{style}">{annotation(note_of(marks[column]), styles.spaces)}</table:table-cell>'
            )
            after = column + 1
        return "".join(pieces)

    def _default_style(self, row: _Element, column: int) -> str:
        columns = next((style for first, count, style in self._columns if first <= column < first + count), "")
        return row.attributes.get("table:default-cell-style-name") or columns

    def _marked_cell(
        self, edits: Edits, styles: MarkedOdsStyles, row: _Element, cell: _Element, column: int, found: list[Finding]
    ) -> str:
        text = edits.text
        style = cell.attributes.get("table:style-name") or self._default_style(row, column)
        tag = without_attribute(text[cell.start : cell.inside], _REPEATED)
        tag = with_attributes(tag, {"table:style-name": styles.with_background(style, level_of(found))})
        if cell.empty:
            return f"{tag[:-2].rstrip()}>{annotation(note_of(found), styles.spaces)}</{cell.name}>"
        note = next((node for node in _children(text, cell) if node.name == "office:annotation"), None)
        if note is None:
            return f"{tag}{annotation(note_of(found), styles.spaces)}{text[cell.inside : cell.end]}"
        if note.empty:
            return f"{tag}{text[cell.inside : note.start]}{annotation(note_of(found), styles.spaces)}{text[note.end : cell.end]}"
        return f"{tag}{text[cell.inside : note.outside]}{paragraphs(chr(10) + note_of(found), styles.spaces)}{text[note.outside : cell.end]}"


def _children(text: str, cell: _Element) -> list[Node]:
    return tree(text, cell.start, cell.end).children


def _count(attributes: Mapping[str, str], name: str) -> int:
    written = attributes.get(name, "1")
    return max(1, int(written)) if written.isdigit() else 1


def _repeated(tag: str, name: str, count: int) -> str:
    return with_attributes(tag, {name: str(count)}) if count > 1 else without_attribute(tag, name)
