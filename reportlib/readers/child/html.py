"""The tables of an HTML file, in the child process: some systems export an HTML table under the name of a spreadsheet.

A page is read only where it holds a table of at least two rows and two columns with no other table inside, and asks for no
password; any other is refused by what it is, with its title. Cells that span several stay one cell, named in ``merged``.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from reportlib.cells import FARTHEST_COLUMN, FARTHEST_ROW
from reportlib.readers.child.scan import MOST_CELLS
from reportlib.readers.confined import FileRefused

_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = ("script", "style", "template", "noscript")
LONGEST_TITLE = 60


def tables(text: str) -> list[dict]:
    """The sheets, named by their captions or by their number where there are several."""
    page = _HtmlPage()
    page.feed(text)
    page.close()
    found = [table for table in page.tables if not table.outer and len(table.rows) > 1 and table.width > 1]
    if page.asks_password or not found:
        title = _SPACE.sub(" ", page.title).strip()[:LONGEST_TITLE]
        raise FileRefused("P02", "password" if page.asks_password else "", title)
    names = [
        table.caption.strip() or (f"表格{number}" if len(found) > 1 else "") for number, table in enumerate(found, 1)
    ]
    return [
        {
            "name": name if names.count(name) < 2 else f"{name}（{number}）",
            "hidden": False,
            "rows": table.padded(),
            "merged": table.merged,
        }
        | {"hidden_rows": [], "hidden_columns": [], "comments": []}
        for number, (name, table) in enumerate(zip(names, found, strict=True), 1)
    ]


class _HtmlTable:
    """One <table>; ``outer`` where another stands inside it."""

    def __init__(self):
        self.rows: list[list[str | None]] = []
        self.merged: list[list[int]] = []
        self.caption = ""
        self.outer = False
        self.width = 0
        self.cells = 0
        self.spanned: dict[int, int] = {}  # column to the last row that a cell above takes there
        self.cell: list[str] | None = None
        self.span = (1, 1)

    def new_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        if len(self.rows) > FARTHEST_ROW:
            raise FileRefused("A05")

    def new_cell(self, down: int, across: int) -> None:
        if not self.rows:
            self.new_row()
        self.end_cell()
        self.cell, self.span = [], (down, across)

    def end_cell(self) -> None:
        if self.cell is None:
            return
        row, number, (down, across) = self.rows[-1], len(self.rows), self.span
        while self.spanned.get(len(row), 0) >= number:
            row.append(None)
        text = "\n".join(_SPACE.sub(" ", line).strip() for line in "".join(self.cell).split("\v")).strip("\n")
        left = len(row)
        row += [text or None, *[None] * (across - 1)]
        if down > 1:
            self.spanned.update(dict.fromkeys(range(left, left + across), number + down - 1))
        if down > 1 or across > 1:
            self.merged.append([number, left + 1, number + down - 1, left + across])
        self.cell = None
        self.width = max(self.width, len(row))
        self.cells += len(row)
        if self.width > FARTHEST_COLUMN or len(self.rows) * self.width > MOST_CELLS:
            raise FileRefused("A05")

    def padded(self) -> list[list[str | None]]:
        """Rows of one width: a browser shows a row with fewer cells like one whose last cells are empty."""
        for merge in self.merged:
            merge[2] = min(merge[2], len(self.rows))
        return [row + [None] * (self.width - len(row)) for row in self.rows]


class _HtmlPage(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables: list[_HtmlTable] = []
        self.open: list[_HtmlTable] = []
        self.title = ""
        self.inside = ""
        self.unseen = 0
        self.asks_password = False

    def handle_starttag(self, tag: str, attributes: list) -> None:
        table = self.open[-1] if self.open else None
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            for outer in self.open:
                outer.outer = True
            self.open.append(_HtmlTable())
            self.tables.append(self.open[-1])
            if len(self.tables) > 1_000:
                raise FileRefused("A05")
        elif tag == "input" and ("type", "password") in [(name, (value or "").lower()) for name, value in attributes]:
            self.asks_password = True
        elif tag in ("title", "caption"):
            self.inside = tag
        elif table and tag == "tr":
            table.new_row()
        elif table and tag in ("td", "th"):
            spans = {
                name: int(value)
                for name, value in attributes
                if name in ("rowspan", "colspan") and (value or "").isdecimal() and len(value) < 7
            }
            table.new_cell(
                *(
                    min(max(spans.get(name, 1), 1), most)
                    for name, most in (("rowspan", FARTHEST_ROW), ("colspan", FARTHEST_COLUMN))
                )
            )
        elif table and table.cell is not None and tag in ("br", "p", "div", "li"):
            table.cell.append("\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in ("title", "caption"):
            self.inside = ""
        elif self.open and tag in ("td", "th", "tr"):
            self.open[-1].end_cell()
        elif self.open and tag == "table":
            self.open.pop().end_cell()

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        if self.inside == "title":
            self.title += data
        elif self.open and self.inside == "caption":
            self.open[-1].caption += data
        elif self.open and self.open[-1].cell is not None:
            self.open[-1].cell.append(data)
