"""The content of an ODS that is marked: its sheets, its styles, and the changes asked for."""

from __future__ import annotations

from reportlib.workbooks.marking.ods_sheet import OdsTable
from reportlib.workbooks.marking.ods_styles import MarkedOdsStyles, missing_spaces
from reportlib.workbooks.marking.splice import Edits, Node, Unmarkable, tags, tree


class OdsDocument:
    """content.xml: its sheets, its cell styles, and the changes asked for; rows and cells of the sheets ``wanted`` only."""

    def __init__(self, text: str, wanted: set[str]):
        self.text, self.edits, self.styles = text, Edits(text), MarkedOdsStyles(text)
        self.tables: list[OdsTable] = []
        self._automatic: Node | None = None
        self._body = self._spreadsheet_end = -1
        self._read(wanted)
        if self._spreadsheet_end < 0:
            raise Unmarkable

    def _read(self, wanted: set[str]) -> None:
        open_: list[str] = []
        table: OdsTable | None = None
        skipped = ""  # inside an automatic-styles element, which is read as a tree
        for tag in tags(self.text):
            if skipped:
                if tag.closes and tag.name == skipped:
                    skipped = ""
                continue
            if tag.closes:
                if not open_ or open_.pop() != tag.name:
                    raise Unmarkable
                if table and tag.name == "table:table" and len(open_) == table.depth:
                    table.end, table = tag.end, None
                elif table:
                    table.closed(tag, len(open_))
                elif tag.name == "office:spreadsheet":
                    self._spreadsheet_end = tag.start
                continue
            if not open_:
                self.styles.spaces = missing_spaces(tag.source)
            elif tag.name == "office:automatic-styles" and len(open_) == 1:
                self._automatic = tree(self.text, tag.start)
                cells = [
                    node for node in self._automatic.all("style") if node.attributes.get("style:family") == "table-cell"
                ]
                self.styles.cells = {node.attributes.get("style:name", ""): node for node in cells}
                skipped = "" if tag.empty else tag.name
                continue
            elif tag.name == "office:body":
                self._body = tag.start
            elif tag.name == "table:table" and open_[-1] == "office:spreadsheet":
                name = tag.attributes.get("table:name", "")
                self.tables.append(OdsTable(name, tag.start, tag.end, len(open_), name in wanted))
                table = None if tag.empty else self.tables[-1]
            elif table:
                table.opened(tag, len(open_))
            if not tag.empty:
                open_.append(tag.name)

    def done(self) -> str:
        new = self.styles.new
        if not new:
            pass
        elif self._automatic:
            self.edits.append(self._automatic, new)
        elif self._body >= 0:
            self.edits.insert(self._body, f"<office:automatic-styles>{new}</office:automatic-styles>")
        else:
            raise Unmarkable
        return self.edits.done()

    @property
    def end_of_tables(self) -> int:
        return self.tables[-1].end if self.tables else self._spreadsheet_end
