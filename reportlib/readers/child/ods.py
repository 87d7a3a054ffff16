"""ODS: what its XML says of cells that a reader of values does not tell."""

from __future__ import annotations

import re
from collections.abc import Callable

from reportlib.readers.child.scan import LONGEST_COMMENT, MOST_COMMENTS, MOST_MARKED, Elements, Facts, local

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CELLS = ("table-cell", "covered-table-cell")
_GROUPS = ("table-row-group", "table-column-group")
_ELSEWHERE = ("tracked-changes", "dde-links")
_PARAGRAPHS = ("p", "h")
# White space in a paragraph is one space, and none at its ends, but for what elements put there ([ODF 1.3] part 3, 6.1.2);
# these are kept apart by characters that no XML can hold.
_KEPT = {"s": "\x00", "tab": "\x01", "line-break": "\x02", "non-breaking-hyphen": "\x03"}
_MEANT = str.maketrans({"\x00": " ", "\x01": "\t", "\x02": "\n", "\x03": "-"})
_SPACES = re.compile(r"[ \t\r\n]+")
_SHAPED = re.compile(r"[\t\r\n]|  ")
_MOST_SPACES = 10_000
_AT_AN_END = re.compile(r"(?:^|(?<=\x02)) | (?:$|(?=\x02))")


class OdsContent(Elements):
    """All sheets of an ODS, where a row or a cell may stand for many (``number-…-repeated``)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Facts] = {}
        self.links = self.dde = False
        self.row = self.row_repeat = self.column = self.column_repeat = self.next_column = 0
        self.in_cell = self.is_text = self.is_error = False
        self.written: str | None = None  # the cell's printed text; None as long as the cell is empty
        self.formula = ""
        self.comment: list[str] | None = None  # while inside one
        self.in_paragraph = False  # of a comment
        self.paragraphs = 0  # of the cell, begun
        self.in_text = self.in_reading = False  # inside a paragraph of the cell; inside the reading beside a word
        self.is_shaped = False  # the cell's text has what a reader of values loses or takes literally
        self.is_typed = False  # the cell's text is what its paragraphs say
        self.folded: list[bool] = []
        self.styles: dict[str, str] = {}
        self.style = ""  # of the cell, or of the definition
        self.elsewhere = 0  # inside tracked changes or cached links, whose cells are none of a sheet
        # By local name: a file has an element for each of its cells, and most of the time that reading takes is spent here.
        self.begins: dict[str, Callable[[dict], None]] = {
            **dict.fromkeys(_CELLS, self.begin_cell),
            **dict.fromkeys(_PARAGRAPHS, self.begin_paragraph),
            "s": self.begin_spaces,
            **{name: self.begin_sign(kept) for name, kept in _KEPT.items() if name != "s"},
            "ruby-text": self.begin_reading,
            "annotation": self.begin_annotation,
            "table-row": self.begin_row,
            "table-column": self.begin_column,
            **dict.fromkeys(_GROUPS, self.begin_group),
            "style": self.begin_style,
            **dict.fromkeys(("text-properties", "table-cell-properties"), self.begin_look),
            **dict.fromkeys(("table-source", "cell-range-source"), self.begin_source),
            "table": self.begin_table,
        }

    def start(self, name: str, attributes: dict) -> None:
        name = local(name)
        if name in _ELSEWHERE:
            self.elsewhere += 1
            self.dde = self.dde or name == "dde-links"
        elif not self.elsewhere and (begin := self.begins.get(name)):
            begin(attributes)

    def begin_cell(self, attributes: dict) -> None:
        self.column += self.column_repeat
        self.column_repeat = int(attributes.get("table:number-columns-repeated", 1))
        kind = attributes.get("office:value-type")
        self.in_cell, self.is_text = True, kind in (None, "string")
        self.is_error = attributes.get("calcext:value-type") == "error"
        self.formula, self.style = attributes.get("table:formula", ""), attributes.get("table:style-name", "")
        self.written = "" if kind else None
        self.paragraphs, self.in_text, self.in_reading, self.is_shaped = 0, False, False, False
        self.is_typed = kind == "string" and "office:string-value" not in attributes
        across = int(attributes.get("table:number-columns-spanned", 1))
        down = int(attributes.get("table:number-rows-spanned", 1))
        if across > 1 or down > 1:
            self.merge(self.row, self.column, self.row + down - 1, self.column + across - 1)

    def begin_paragraph(self, attributes: dict) -> None:
        if self.comment is not None:
            self.in_paragraph = True
            if self.comment:
                self.comment.append("\n")
        elif self.in_cell:
            self.written = (self.written or "") + (_KEPT["line-break"] if self.paragraphs else "")
            self.paragraphs += 1
            self.in_text = True

    def begin_spaces(self, attributes: dict) -> None:
        self.put(_KEPT["s"] * min(int(attributes.get("text:c", 1)), _MOST_SPACES))

    def begin_sign(self, kept: str) -> Callable[[dict], None]:
        """What begins an element that stands for one character."""

        def begin(attributes: dict) -> None:
            self.is_shaped = True
            self.put(kept)

        return begin

    def begin_reading(self, attributes: dict) -> None:
        self.in_reading = self.is_shaped = True

    def begin_annotation(self, attributes: dict) -> None:
        self.comment = []

    def begin_row(self, attributes: dict) -> None:
        self.row += self.row_repeat
        self.row_repeat = int(attributes.get("table:number-rows-repeated", 1))
        self.column, self.column_repeat = 1, 0
        if any(self.folded) or attributes.get("table:visibility", "visible") != "visible":
            self.facts.hidden_rows.append((self.row, self.row + self.row_repeat - 1))

    def begin_column(self, attributes: dict) -> None:
        repeat = int(attributes.get("table:number-columns-repeated", 1))
        if any(self.folded) or attributes.get("table:visibility", "visible") != "visible":
            self.facts.hidden_columns.append((self.next_column, self.next_column + repeat - 1))
        self.next_column += repeat

    def begin_group(self, attributes: dict) -> None:
        self.folded.append(attributes.get("table:display") == "false")

    def begin_style(self, attributes: dict) -> None:
        self.style = attributes.get("style:name", "") if attributes.get("style:family") == "table-cell" else ""

    def begin_look(self, attributes: dict) -> None:
        """The properties of a style of cells."""
        if not self.style or self.in_cell:
            return
        if attributes.get("style:text-line-through-style", "none") != "none":
            self.styles[self.style] = "struck"
        elif attributes.get("fo:background-color", "transparent") != "transparent":
            self.styles.setdefault(self.style, "filled")

    def begin_source(self, attributes: dict) -> None:
        self.links = True

    def begin_table(self, attributes: dict) -> None:
        self.sheet = attributes.get("table:name", "")
        self.facts = self.found[self.sheet] = Facts()
        self.row, self.row_repeat, self.next_column, self.folded = 1, 0, 1, []

    def text(self, text: str) -> None:
        if self.in_cell and self.comment is None and (not self.in_text or _SHAPED.search(text)):
            self.is_shaped = True
            if not self.in_text and text.isspace():  # between paragraphs
                return
        self.put(text)

    def put(self, text: str) -> None:
        """Text of the comment or of the cell in which we are."""
        if self.comment is not None:
            if self.in_paragraph:
                self.comment.append(text.translate(_MEANT))
        elif self.in_cell and not self.in_reading:
            self.written = (self.written or "") + text

    def end(self, name: str) -> None:
        name = local(name)
        if name in _ELSEWHERE:
            self.elsewhere -= 1
        elif self.elsewhere:
            pass
        elif name in _PARAGRAPHS:
            self.in_paragraph = False
            if self.comment is None:
                self.in_text = False
        elif name == "ruby-text":
            self.in_reading = False
        elif name == "annotation":
            if len(self.facts.comments) < MOST_COMMENTS:
                self.facts.comments.append((self.row, self.column, "".join(self.comment or ())[:LONGEST_COMMENT]))
            self.comment = None
        elif name in _GROUPS:
            self.folded.pop()
        elif name in _CELLS:
            self.cell()

    def cell(self) -> None:
        """The cell that ends here."""
        self.in_cell = False
        if self.written is None and not self.formula:
            return
        last_row, last_column = self.row + self.row_repeat - 1, self.column + self.column_repeat - 1
        text = self.written or ""
        if self.is_shaped:
            text = _AT_AN_END.sub("", _SPACES.sub(" ", text))
        text = text.translate(_MEANT)
        blank = self.is_text and not self.formula and not self.is_error and not text.strip()
        self.content(last_row, last_column, self.row_repeat * self.column_repeat, len(text), blank)
        if self.style in self.styles and not blank and len(self.facts.marked) < MOST_MARKED:
            self.facts.marked += [
                (row, self.column, self.styles[self.style])
                for row in range(self.row, min(last_row, self.row + MOST_MARKED) + 1)
            ]
        if self.is_error or self.written is None or self.is_shaped and self.is_typed and not blank:
            lost = text if self.written is not None else "=" + self.formula.partition("=")[2]
            for row in range(self.row, last_row + 1):
                for column in range(self.column, last_column + 1):
                    self.facts.repairs[row, column] = lost
