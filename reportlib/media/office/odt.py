"""A paper as ODT, by odfpy: named styles that an office program shows, so that a look is changed in one place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportlib.fonts import printable
from reportlib.media.office.paper import (
    BOTTOM,
    CELL_ROOM,
    FONT,
    GREY,
    HAIRLINE,
    HEIGHT,
    INDENT,
    INK,
    MARK,
    SIDE,
    SIZES,
    STRUCTURE,
    TOP,
    WASH,
    WIDTH,
    Bullets,
    Element,
    Paper,
    PaperHeading,
    PaperTable,
    Paragraph,
    Picture,
    Runs,
    TextRun,
    Title,
    plain,
)
from reportlib.workbooks.ods import ods_bytes

if TYPE_CHECKING:
    from odf.element import Element as OdfElement
    from odf.opendocument import OpenDocument

HEADING, BODY, TABLE, TABLE_HEAD = "Heading_20_{}", "Text_20_body", "Table_20_Contents", "Table_20_Heading"
NUMBER, NUMBER_HEAD = "Table_20_Number", "Table_20_Number_20_Heading"

WIDE = "Wide"  # the pages that lie on their side


def to_odt(paper: Paper) -> bytes:
    """The ODT file; the same paper is the same bytes."""
    from odf.dc import Creator, Language, Title as DcTitle
    from odf.opendocument import OpenDocumentText

    document = OpenDocumentText()
    document.meta.addElement(DcTitle(text=printable(paper.title)))
    document.meta.addElement(Language(text=paper.lang))
    document.meta.addElement(Creator(text=printable(paper.author)))
    writer = _Writer(document, paper)
    for number, (element, after) in enumerate(itertools.zip_longest(paper.elements, paper.elements[1:]), 1):
        for made in writer.written(element, number, after):
            document.text.addElement(made)
    return ods_bytes(document)


class _Writer:
    """One document being written: its styles first, then element after element."""

    def __init__(self, document: OpenDocument, paper: Paper):
        self.document, self.paper = document, paper
        self._columns: dict[str, str] = {}
        self._turned = 0
        self._next_page = ""  # on which kind of page the next paragraph begins, where that is another
        self._default_styles()
        self._paragraph_styles()
        self._other_styles()
        self._page()

    # -- styles ----------------------------------------------------------------------------------------------------------

    def _default_styles(self) -> None:
        from odf.style import DefaultStyle, FontFace, ParagraphProperties, TextProperties

        language, country = self.paper.locale
        self.document.fontfacedecls.addElement(FontFace(name=FONT, fontfamily=f"'{FONT}'", fontfamilygeneric="swiss"))
        default = DefaultStyle(family="paragraph")
        default.addElement(ParagraphProperties(lineheight="150%", orphans="2", widows="2"))
        size = f"{SIZES['body']}pt"
        default.addElement(
            TextProperties(
                fontname=FONT,
                fontnameasian=FONT,
                fontsize=size,
                fontsizeasian=size,
                color=f"#{INK}",
                language=language,
                country=country or "none",
                languageasian=language,
                countryasian=country or "none",
            )  # fmt: skip
        )
        self.document.styles.addElement(default)

    def _style(self, name: str, shown: str, parent: str, text: dict[str, str], paragraph: dict[str, str], **more: Any):
        from odf.style import ParagraphProperties, Style, TextProperties

        made = Style(name=name, displayname=shown, family="paragraph", **more)
        if parent:
            made.setAttribute("parentstylename", parent)
        if paragraph:
            made.addElement(ParagraphProperties(**paragraph))
        if text:
            made.addElement(TextProperties(**text))
        self.document.styles.addElement(made)

    def _paragraph_styles(self) -> None:
        def letters(size: float, colour: str = INK, bold: bool = False) -> dict[str, str]:
            weight = "bold" if bold else "normal"
            both = {"fontsize": f"{size}pt", "fontsizeasian": f"{size}pt", "fontweight": weight}
            return both | {"fontweightasian": weight, "color": f"#{colour}"}

        self._style("Standard", "Standard", "", {}, {})
        self._style(BODY, "Text body", "Standard", {}, {"marginbottom": "2mm"})
        title = {"marginbottom": "2mm", "lineheight": "130%", "keepwithnext": "always"}
        self._style("Title", "Title", "Standard", letters(SIZES["title"], STRUCTURE, True), title)
        self._style("Subtitle", "Subtitle", "Standard", letters(SIZES["subtitle"], GREY), {"marginbottom": "4mm"})
        spaces = {1: ("8mm", "3mm"), 2: ("6mm", "2mm"), 3: ("4mm", "1.5mm")}
        for level, (above, below) in spaces.items():
            given = {"margintop": above, "marginbottom": below, "keepwithnext": "always", "lineheight": "130%"}
            look = letters(SIZES[level], STRUCTURE if level != 2 else INK, True)
            name, shown = HEADING.format(level), f"Heading {level}"
            self._style(name, shown, "Standard", look, given, defaultoutlinelevel=str(level), nextstylename=BODY)
        start = self._page_start_style()
        self.document.automaticstyles.addElement(start)
        self._style("Caption", "Caption", "Standard", letters(SIZES["caption"], INK, True), {"margintop": "4mm", "marginbottom": "1mm", "keepwithnext": "always"})  # fmt: skip
        self._style("Note", "Note", "Standard", letters(SIZES["small"], GREY), {"margintop": "1mm", "marginbottom": "3mm"})  # fmt: skip
        self._style("Notice", "Notice", "Standard", letters(SIZES["body"], MARK, True), {"marginbottom": "3mm", "padding": "2mm", "borderleft": f"1.5pt solid #{MARK}", "backgroundcolor": "#fbf4e6"})  # fmt: skip
        self._style(TABLE, "Table Contents", "Standard", letters(SIZES["table"]), {"lineheight": "130%"})
        self._style(TABLE_HEAD, "Table Heading", TABLE, letters(SIZES["table"], STRUCTURE, True), {"keepwithnext": "always"})  # fmt: skip
        self._style(NUMBER, "Table Number", TABLE, {}, {"textalign": "end"})
        self._style(NUMBER_HEAD, "Table Number Heading", TABLE_HEAD, {}, {"textalign": "end", "keepwithnext": "always"})
        self._style("Header", "Header", "Standard", letters(SIZES["small"], GREY), {})
        self._style("Footer", "Footer", "Standard", letters(SIZES["small"], GREY), {"textalign": "end"})
        for steps in (0, 1, 2):
            room = {"marginleft": f"{INDENT * steps}mm"} if steps else {}
            if steps:
                self._style(f"Indent_20_{steps}", f"Indent {steps}", BODY, {}, room)
            self._style(f"Stays_20_{steps}", f"Stays {steps}", BODY, {}, room | {"keepwithnext": "always"})

    def _page_start_style(self):
        from odf.style import ParagraphProperties, Style

        start = Style(name="NewPage", family="paragraph", parentstylename=HEADING.format(1))
        start.addElement(ParagraphProperties(breakbefore="page"))
        return start

    def _other_styles(self) -> None:
        from odf.style import (  # fmt: skip
            GraphicProperties,
            Style,
            TableCellProperties,
            TableProperties,
            TableRowProperties,
            TextProperties,
        )
        from odf.text import ListLevelStyleBullet, ListStyle

        strong = Style(name="Strong", displayname="Strong", family="text")
        strong.addElement(TextProperties(fontweight="bold", fontweightasian="bold"))
        self.document.styles.addElement(strong)
        bullets = ListStyle(name="Bullets", displayname="Bullets")
        level = ListLevelStyleBullet(level="1", bulletchar="•")
        from odf.style import ListLevelProperties

        level.addElement(ListLevelProperties(spacebefore="3mm", minlabelwidth="5mm"))
        bullets.addElement(level)
        self.document.styles.addElement(bullets)
        for name, width in (("PaperTable", WIDTH), ("PaperTableWide", HEIGHT)):
            table = Style(name=name, family="table")
            table.addElement(TableProperties(width=f"{width - 2 * SIDE}mm", align="left"))
            self.document.automaticstyles.addElement(table)
        row = Style(name="PaperRow", family="table-row")
        row.addElement(TableRowProperties(keeptogether="always"))
        self.document.automaticstyles.addElement(row)
        for name, fill in (("PaperCell", ""), ("PaperHead", WASH)):
            cell = Style(name=name, family="table-cell")
            given = {"padding": f"{CELL_ROOM}mm", "borderbottom": f"0.5pt solid #{HAIRLINE}"}
            cell.addElement(TableCellProperties(**given, **({"backgroundcolor": f"#{fill}"} if fill else {})))
            self.document.automaticstyles.addElement(cell)
        picture = Style(name="PaperPicture", family="graphic")
        picture.addElement(GraphicProperties(wrap="none", horizontalpos="left", verticalpos="top"))
        self.document.automaticstyles.addElement(picture)
        self._picture_style = picture  # odfpy asks a frame's style for its family

    def _page(self) -> None:
        from odf.style import (  # fmt: skip
            Footer,
            FooterStyle,
            Header,
            HeaderFooterProperties,
            HeaderStyle,
            MasterPage,
            PageLayout,
            PageLayoutProperties,
        )

        for name, width, height, way in (("Standard", WIDTH, HEIGHT, "portrait"), (WIDE, HEIGHT, WIDTH, "landscape")):
            layout = PageLayout(name=f"A4 {way}".replace(" ", "_20_"))
            layout.addElement(
                PageLayoutProperties(
                    pagewidth=f"{width}mm",
                    pageheight=f"{height}mm",
                    printorientation=way,
                    marginleft=f"{SIDE}mm",
                    marginright=f"{SIDE}mm",
                    margintop=f"{TOP - 12}mm",
                    marginbottom=f"{BOTTOM - 8}mm",
                )  # fmt: skip
            )
            head, foot = HeaderStyle(), FooterStyle()
            head.addElement(HeaderFooterProperties(minheight="8mm", marginbottom="4mm"))
            foot.addElement(HeaderFooterProperties(minheight="8mm", margintop="4mm"))
            layout.addElement(head)
            layout.addElement(foot)
            self.document.automaticstyles.addElement(layout)
            page = MasterPage(name=name, pagelayoutname=layout)
            header, footer = Header(), Footer()
            header.addElement(self._head())
            footer.addElement(self._foot())
            page.addElement(header)
            page.addElement(footer)
            self.document.masterstyles.addElement(page)

    def _head(self) -> OdfElement:
        from odf.text import P

        line = P(stylename="Header")
        self._fill(line, (*plain(f"{self.paper.mark}　" if self.paper.mark else "", True), *plain(self.paper.head)))
        return line

    def _foot(self) -> OdfElement:
        from odf.text import P, PageCount, PageNumber

        numbers = P(stylename="Footer")
        self._fill(numbers, plain(f"{self.paper.foot}　第 " if self.paper.foot else "第 "))
        numbers.addElement(PageNumber(selectpage="current", text="1"))
        numbers.addText(" 頁，共 ")
        numbers.addElement(PageCount(text="1"))
        numbers.addText(" 頁")
        return numbers

    # -- elements --------------------------------------------------------------------------------------------------------

    def written(self, element: Element, number: int, after: Element | None = None) -> Iterator[OdfElement]:
        """What an element becomes; ``number`` tells it apart from the others of its kind, ``after`` is the next one."""
        from odf.text import H, List, ListItem, P

        if isinstance(element, Title):
            yield self._line("Title" if element.kind == "title" else "Subtitle", plain(element.text))
        elif isinstance(element, PaperHeading):
            style = "NewPage" if element.on_new_page and element.level == 1 else HEADING.format(element.level)
            heading = H(outlinelevel=str(element.level), stylename=self._here(style))
            self._fill(heading, plain(element.text))
            yield heading
        elif isinstance(element, Paragraph):
            kinds = {"notice": "Notice", "small": "Note", "caption": "Caption"}
            indented = f"Indent_20_{element.indent}" if element.indent else BODY
            style = kinds.get(element.kind) or (f"Stays_20_{element.indent}" if element.stays else indented)
            yield self._line(style, element.runs)
        elif isinstance(element, Bullets):
            made = List(stylename="Bullets")
            for runs in element.items:
                item = ListItem()
                paragraph = P(stylename=BODY)
                self._fill(paragraph, runs)
                item.addElement(paragraph)
                made.addElement(item)
            yield made
        elif isinstance(element, PaperTable):
            yield from self._table(element, number)
            if element.note or element.is_parted(after):
                yield self._line("Note", plain(element.note))
            if element.is_wide:
                self._next_page = "Standard"
        else:
            yield from self._picture(element, number)

    def _line(self, style: str, runs: Runs) -> OdfElement:
        from odf.text import P

        made = P(stylename=self._here(style))
        self._fill(made, runs)
        return made

    def _here(self, style: str) -> str:
        """The style; or one like it that begins a page of another kind, where that is what comes next."""
        from odf.style import Style

        if not self._next_page:
            return style
        self._turned += 1
        turned = Style(
            name=f"Turned{self._turned}", family="paragraph", parentstylename=style, masterpagename=self._next_page
        )
        self.document.automaticstyles.addElement(turned)
        self._next_page = ""
        return f"Turned{self._turned}"

    def _fill(self, target: OdfElement, runs: Runs) -> None:
        """The text of a paragraph: line breaks and spaces as the format wants them, bold pieces in their style."""
        from odf.teletype import addTextToElement
        from odf.text import Span

        for run in runs:
            text = printable(run.text)
            if run.strong:
                span = Span(stylename="Strong")
                addTextToElement(span, text)
                target.addElement(span)
            else:
                addTextToElement(target, text)

    def _table(self, table: PaperTable, number: int) -> Iterator[OdfElement]:
        from odf.table import Table, TableColumn, TableHeaderRows

        if table.is_wide:
            self._next_page = WIDE
        if table.caption or self._next_page:
            yield self._line("Caption", plain(table.caption))
        made = Table(name=f"Table{number}", stylename="PaperTable" if not table.is_wide else "PaperTableWide")
        for width in table.widths():
            made.addElement(TableColumn(stylename=self._column(width)))
        head = TableHeaderRows()
        styles = [NUMBER_HEAD if c in table.numeric else TABLE_HEAD for c in range(len(table.header))]
        head.addElement(self._row(tuple(plain(text) for text in table.header), styles, "PaperHead"))
        made.addElement(head)
        styles = [NUMBER if c in table.numeric else TABLE for c in range(len(table.header))]
        for r, cells in enumerate(table.rows):
            if r in table.strong:
                cells = tuple(tuple(TextRun(run.text, True) for run in runs) for runs in cells)
            made.addElement(self._row(cells, styles, "PaperCell", table.spans(r)))
        yield made

    def _row(self, cells: tuple[Runs, ...], styles: list[str], look: str, spans: Sequence[int] = ()) -> OdfElement:
        from odf.table import CoveredTableCell, TableCell, TableRow

        row = TableRow(stylename="PaperRow")
        for runs, style, span in zip(cells, styles, spans or [1] * len(cells), strict=True):
            if not span:
                row.addElement(CoveredTableCell())
                continue
            wide = {"numbercolumnsspanned": str(span)} if span > 1 else {}
            cell = TableCell(stylename=look, valuetype="string", **wide)
            cell.addElement(self._line(style, runs))
            row.addElement(cell)
        return row

    def _column(self, width: float) -> str:
        from odf.style import Style, TableColumnProperties

        said = f"{width:.2f}mm"
        if said not in self._columns:
            self._columns[said] = f"Column{len(self._columns) + 1}"
            style = Style(name=self._columns[said], family="table-column")
            style.addElement(TableColumnProperties(columnwidth=said))
            self.document.automaticstyles.addElement(style)
        return self._columns[said]

    def _picture(self, picture: Picture, number: int) -> Iterator[OdfElement]:
        from odf.draw import Frame, Image
        from odf.svg import Desc
        from odf.text import P

        if picture.caption:
            yield self._line("Caption", plain(picture.caption))
        suffix = picture.media_type.partition("/")[2]
        name = self.document.addPicture(f"picture{number}.{suffix}", picture.media_type, picture.data)
        frame = Frame(
            name=f"Picture{number}", stylename=self._picture_style, anchortype="as-char",
            width=f"{picture.width:.2f}mm", height=f"{picture.height:.2f}mm",
        )  # fmt: skip
        frame.addElement(Image(href=name, type="simple", show="embed", actuate="onLoad"))
        frame.addElement(Desc(text=printable(picture.alt)))
        paragraph = P(stylename=BODY)
        paragraph.addElement(frame)
        yield paragraph
        if picture.note:
            yield self._line("Note", plain(picture.note))
