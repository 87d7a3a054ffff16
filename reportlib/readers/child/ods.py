"""ODS: what its XML says of cells that a reader of values does not tell."""

from __future__ import annotations

from reportlib.readers.child.scan import LONGEST_COMMENT, MOST_COMMENTS, MOST_MARKED, Elements, Facts, local

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


class OdsContent(Elements):
    """All sheets of an ODS, where a row or a cell may stand for many (``number-…-repeated``)."""

    def __init__(self):
        super().__init__()
        self.found: dict[str, Facts] = {}
        self.links = self.dde = False
        self.row = self.row_repeat = self.column = self.column_repeat = self.next_column = 0
        self.in_cell = self.is_text = self.is_error = False
        self.written = None  # the cell's printed text; None as long as the cell is empty
        self.formula = ""
        self.comment: list[str] | None = None  # while inside one
        self.in_paragraph = False
        self.folded: list[bool] = []
        self.styles: dict[str, str] = {}
        self.style = ""  # of the cell, or of the definition
        self.elsewhere = 0  # inside tracked changes or cached links, whose cells are none of a sheet

    def start(self, name: str, attributes: dict) -> None:
        name = local(name)
        if name in ("tracked-changes", "dde-links"):
            self.elsewhere += 1
            self.dde = self.dde or name == "dde-links"
        elif self.elsewhere:
            pass
        elif name in ("table-cell", "covered-table-cell"):
            self.column += self.column_repeat
            self.column_repeat = int(attributes.get("table:number-columns-repeated", 1))
            kind = attributes.get("office:value-type")
            self.in_cell, self.is_text = True, kind in (None, "string")
            self.is_error = attributes.get("calcext:value-type") == "error"
            self.formula, self.style = attributes.get("table:formula", ""), attributes.get("table:style-name", "")
            self.written = "" if kind else None
            across = int(attributes.get("table:number-columns-spanned", 1))
            down = int(attributes.get("table:number-rows-spanned", 1))
            if across > 1 or down > 1:
                self.merge(self.row, self.column, self.row + down - 1, self.column + across - 1)
        elif name == "p":
            if self.comment is not None:
                self.in_paragraph = True
                if self.comment:
                    self.comment.append("\n")
            elif self.in_cell:
                self.written = self.written or ""
        elif name == "s":
            self.text(" ")
        elif name == "annotation":
            self.comment = []
        elif name == "table-row":
            self.row += self.row_repeat
            self.row_repeat = int(attributes.get("table:number-rows-repeated", 1))
            self.column, self.column_repeat = 1, 0
            if any(self.folded) or attributes.get("table:visibility", "visible") != "visible":
                self.facts.hidden_rows.append((self.row, self.row + self.row_repeat - 1))
        elif name == "table-column":
            repeat = int(attributes.get("table:number-columns-repeated", 1))
            if any(self.folded) or attributes.get("table:visibility", "visible") != "visible":
                self.facts.hidden_columns.append((self.next_column, self.next_column + repeat - 1))
            self.next_column += repeat
        elif name in ("table-row-group", "table-column-group"):
            self.folded.append(attributes.get("table:display") == "false")
        elif name == "style":
            self.style = attributes.get("style:name", "") if attributes.get("style:family") == "table-cell" else ""
        elif name in ("text-properties", "table-cell-properties") and self.style and not self.in_cell:
            if attributes.get("style:text-line-through-style", "none") != "none":
                self.styles[self.style] = "struck"
            elif attributes.get("fo:background-color", "transparent") != "transparent":
                self.styles.setdefault(self.style, "filled")
        elif name in ("table-source", "cell-range-source"):
            self.links = True
        elif name == "table":
            self.sheet = attributes.get("table:name", "")
            self.facts = self.found[self.sheet] = Facts()
            self.row, self.row_repeat, self.next_column, self.folded = 1, 0, 1, []

    def text(self, text: str) -> None:
        if self.comment is not None:
            if self.in_paragraph:
                self.comment.append(text)
        elif self.in_cell:
            self.written = (self.written or "") + text

    def end(self, name: str) -> None:
        name = local(name)
        if name in ("tracked-changes", "dde-links"):
            self.elsewhere -= 1
        elif self.elsewhere:
            pass
        elif name == "p":
            self.in_paragraph = False
        elif name == "annotation":
            if len(self.facts.comments) < MOST_COMMENTS:
                self.facts.comments.append((self.row, self.column, "".join(self.comment)[:LONGEST_COMMENT]))
            self.comment = None
        elif name in ("table-row-group", "table-column-group"):
            self.folded.pop()
        elif name in ("table-cell", "covered-table-cell"):
            self.cell()

    def cell(self) -> None:
        """The cell that ends here."""
        self.in_cell = False
        if self.written is None and not self.formula:
            return
        last_row, last_column = self.row + self.row_repeat - 1, self.column + self.column_repeat - 1
        text = self.written or ""
        blank = self.is_text and not self.formula and not self.is_error and not text.strip()
        self.content(last_row, last_column, self.row_repeat * self.column_repeat, len(text), blank)
        if self.style in self.styles and not blank and len(self.facts.marked) < MOST_MARKED:
            self.facts.marked += [
                (row, self.column, self.styles[self.style])
                for row in range(self.row, min(last_row, self.row + MOST_MARKED) + 1)
            ]
        if self.is_error or self.written is None:
            lost = text if self.is_error else "=" + self.formula.partition("=")[2]
            for row in range(self.row, last_row + 1):
                for column in range(self.column, last_column + 1):
                    self.facts.repairs[row, column] = lost
