"""The styles of an ODS file, each made once, where it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlib.workbooks.workbook import CHARACTER_MM, NumberFormat, Style, Workbook

if TYPE_CHECKING:
    from odf.opendocument import OpenDocument

A4 = {"portrait": ("210mm", "297mm"), "landscape": ("297mm", "210mm")}


class OdsStyles:
    """The styles of one document; they are given to elements by their names.

    Two styles of the workbook that look the same are one, by the name that comes first.
    """

    def __init__(self, document: OpenDocument, book: Workbook):
        self._document, self._styles, self._standard = document, book.styles, book.standard
        self._names: dict[Style, str] = {}
        for name, style in book.styles.items():
            self._names.setdefault(style, name)
        self._made: set[str] = set()
        if book.standard:
            self.cell("")

    def format_of(self, name: str) -> NumberFormat | None:
        """How numbers are shown in cells of this style, where it says so."""
        style = self._styles.get(name or self._standard)
        return style.format if style and isinstance(style.format, NumberFormat) else None

    def column(self, characters: int) -> str:
        """The style of a column that is so many characters wide."""
        from odf.style import TableColumnProperties

        width = TableColumnProperties(columnwidth=f"{characters * CHARACTER_MM:.1f}mm")
        return self._add(f"column{characters}", "table-column", width)

    def row(self, points: int) -> str:
        """The style of a row that is so many points high, whatever is in it."""
        from odf.style import TableRowProperties

        height = TableRowProperties(rowheight=f"{points}pt", useoptimalrowheight="false")
        return self._add(f"row{points}", "table-row", height)

    def cell(self, name: str) -> str:
        """The style of a cell, from the name of one of the workbook's; "" where it has none."""
        if not (name := name or self._standard):
            return ""
        style = self._styles[name]
        name = self._names[style]
        if name in self._made:
            return name
        from odf.style import ParagraphProperties, TableCellProperties, TextProperties

        properties = []
        if box := _box(style):
            properties.append(TableCellProperties(**box))
        if style.align:
            indent = {"marginleft": f"{2 * style.indent}mm"} if style.indent else {}
            properties.append(ParagraphProperties(textalign=style.align, **indent))
        if letter := _letter(style):
            properties.append(TextProperties(**letter))
        given = {"datastylename": self._format(f"{name}format", style.format)} if style.format else {}
        if style.heading:
            given["parentstylename"] = self._heading()
        return self._add(name, "table-cell", *properties, **given)

    def pages(self, wanted: set[str]) -> None:
        """The papers of this kind, with the styles of the tables that are printed on them, shown or hidden."""
        from odf.namespaces import STYLENS
        from odf.style import MasterPage, PageLayout, PageLayoutProperties, TableProperties

        for name in (*A4, "any"):
            if name not in wanted:
                continue
            paper = {}
            if name in A4:
                width, height = A4[name]
                paper = {"printorientation": name, "margin": "15mm", "pagewidth": width, "pageheight": height}
            layout = PageLayout(name=f"{name}layout")
            properties = PageLayoutProperties(**paper)
            properties.setAttrNS(STYLENS, "scale-to-X", "1")  # as wide as one page, as long as it takes
            properties.setAttrNS(STYLENS, "scale-to-Y", "0")
            layout.addElement(properties)
            self._document.automaticstyles.addElement(layout)
            self._document.masterstyles.addElement(MasterPage(name=name, pagelayoutname=layout))
            for hidden in (False, True):
                shown = TableProperties(display="false" if hidden else "true")
                self._add(f"{name}{'hidden' if hidden else ''}", "table", shown, masterpagename=name)

    def _add(self, name: str, family: str, *properties, **given) -> str:
        """The name of the style, which is made of these odfpy elements where it is not there yet."""
        from odf.style import Style as OdsStyle

        if name not in self._made:
            style = OdsStyle(name=name, family=family, **given)
            for one in properties:
                style.addElement(one)
            self._document.automaticstyles.addElement(style)
            self._made.add(name)
        return name

    def _heading(self) -> str:
        """What LibreOffice calls the style of a heading, by which it is one to programs that read aloud."""
        from odf.style import Style as OdsStyle

        name = "Heading_20_1"
        if name not in self._made:
            self._document.styles.addElement(OdsStyle(name=name, displayname="Heading 1", family="table-cell"))
            self._made.add(name)
        return name

    def _format(self, name: str, shown: NumberFormat | str):
        """A data style, which says how numbers or texts are shown."""
        from odf.number import (
            DateStyle,
            Day,
            Month,
            Number,
            NumberStyle,
            PercentageStyle,
            Text,
            TextContent,
            TextStyle,
            Year,
        )

        if isinstance(shown, NumberFormat):
            made = (PercentageStyle if shown.percent else NumberStyle)(name=name)
            grouping = "true" if shown.grouped else "false"
            made.addElement(Number(decimalplaces=shown.decimals, minintegerdigits=1, grouping=grouping))
            if shown.percent:
                made.addElement(Text(text="%"))
        elif shown in ("roc-date", "iso-date"):
            made = DateStyle(name=name, language="zh", country="TW")
            year = Year(calendar="ROC") if shown == "roc-date" else Year(style="long")
            for part in (year, Text(text="-"), Month(style="long"), Text(text="-"), Day(style="long")):
                made.addElement(part)
        else:
            made = TextStyle(name=name)
            made.addElement(TextContent())
        self._document.automaticstyles.addElement(made)
        return made


def _box(style: Style) -> dict[str, str]:
    said = (
        [("verticalalign", style.upright), ("wrapoption", "wrap" if style.wrap else "no-wrap")] if style.upright else []
    )
    box = dict(said if style.font else reversed(said))  # either order says the same; files are compared byte for byte
    box |= {"backgroundcolor": f"#{style.fill}"} if style.fill else {}
    return box | ({"border": f"0.5pt solid #{style.line}"} if style.line else {})


def _letter(style: Style) -> dict[str, str]:
    weight = "bold" if style.bold else "normal" if style.font else ""
    size = f"{style.size}pt" if style.size else ""
    letter = {
        "color": f"#{style.colour}" if style.colour else "",
        "fontweight": weight,
        "fontweightasian": weight,
        "fontsize": size,
        "fontsizeasian": size,
        "fontfamily": style.font,
        "fontfamilyasian": style.font,
    }
    return {name: value for name, value in letter.items() if value}
