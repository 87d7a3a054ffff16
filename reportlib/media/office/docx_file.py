"""A paper as DOCX, by python-docx: its own heading, caption, list and table styles, so that a look is changed in one place."""

from __future__ import annotations

import datetime
import io
import itertools
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
from reportlib.writing import same_bytes

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.oxml.table import CT_Tc
    from docx.table import Table as DocxTable
    from docx.text.paragraph import Paragraph as DocxParagraph


def to_docx(paper: Paper) -> bytes:
    """The DOCX file; the same paper is the same bytes."""
    import docx

    document = docx.Document()
    _properties(document, paper)
    _styles(document, "-".join(filter(None, paper.locale)))
    _page(document, paper)
    for element, after in itertools.zip_longest(paper.elements, paper.elements[1:]):
        _write(document, element)
        if isinstance(element, PaperTable) and element.is_parted(after):
            document.add_paragraph(style="Note")
        if isinstance(element, PaperTable) and element.is_wide:
            _turn(document, is_wide=False)
    data = io.BytesIO()
    document.save(data)
    return same_bytes(data.getvalue())


def _properties(document: DocxDocument, paper: Paper) -> None:
    """What the file says of itself; nothing of the template's, neither its picture."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by = printable(paper.title), printable(paper.author), ""
    core.comments, core.language, core.keywords = "", paper.lang, ""
    core.created = core.modified = datetime.datetime.fromtimestamp(paper.timestamp, datetime.UTC).replace(tzinfo=None)
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _styles(document: DocxDocument, lang: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    names = document.styles
    for name in ("Notice", "Note", "Table Text", "Table Head"):
        names.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = names["Normal"]
    looks: dict[str, tuple[float, str, bool, float, float]] = {
        "Normal": (SIZES["body"], INK, False, 0, 6),
        "Title": (SIZES["title"], STRUCTURE, True, 0, 6),
        "Subtitle": (SIZES["subtitle"], GREY, False, 0, 12),
        "Heading 1": (SIZES[1], STRUCTURE, True, 22, 8),
        "Heading 2": (SIZES[2], INK, True, 16, 6),
        "Heading 3": (SIZES[3], STRUCTURE, True, 12, 4),
        "Caption": (SIZES["caption"], INK, True, 12, 3),
        "List Bullet": (SIZES["body"], INK, False, 0, 4),
        "Header": (SIZES["small"], GREY, False, 0, 0),
        "Footer": (SIZES["small"], GREY, False, 0, 0),
        "Notice": (SIZES["body"], MARK, True, 0, 8),
        "Note": (SIZES["small"], GREY, False, 3, 8),
        "Table Text": (SIZES["table"], INK, False, 0, 0),
        "Table Head": (SIZES["table"], STRUCTURE, True, 0, 0),
    }
    for name, look in looks.items():
        _look(names[name], look)
    _set_language(document, lang)


def _look(style: Any, look: tuple[float, str, bool, float, float]) -> None:
    """A paragraph style: size, colour, weight, points above and below; the font for Latin and for Chinese letters."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    size, colour, bold, above, below = look
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour.upper())
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in list(fonts.attrib):
        if "heme" in kind:
            del fonts.attrib[kind]
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    format_ = style.paragraph_format
    format_.space_before, format_.space_after = Pt(above), Pt(below)
    format_.line_spacing = 1.15 if style.name.startswith(("Table", "Heading", "Title")) else 1.35
    format_.keep_with_next = style.name.startswith(("Heading", "Caption", "Title")) or None
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:  # the line under the template's title
        style.element.pPr.remove(borders)


def _set_language(document: DocxDocument, lang: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    old = defaults.find(qn("w:lang"))
    if old is not None:
        defaults.remove(old)
    made = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia"):
        made.set(qn(kind), lang)
    defaults.append(made)


def _page(document: DocxDocument, paper: Paper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance, section.footer_distance = Mm(TOP - 12), Mm(BOTTOM - 10)
    head = section.header.paragraphs[0]
    _fill(head, (*plain(f"{paper.mark}　" if paper.mark else "", True), *plain(paper.head)))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _fill(foot, plain(f"{paper.foot}　第 " if paper.foot else "第 "))
    _field(foot, "PAGE")
    foot.add_run(" 頁，共 ")
    _field(foot, "NUMPAGES")
    foot.add_run(" 頁")


def _field(paragraph: DocxParagraph, name: str) -> None:
    """A number that the office program fills in: the page's, or that of all pages."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _write(document: DocxDocument, element: Element) -> None:
    from docx.shared import Mm

    if isinstance(element, Title):
        _fill(document.add_paragraph(style="Title" if element.kind == "title" else "Subtitle"), plain(element.text))
    elif isinstance(element, PaperHeading):
        heading = document.add_paragraph(style=f"Heading {element.level}")
        heading.paragraph_format.page_break_before = element.on_new_page or None
        _fill(heading, plain(element.text))
    elif isinstance(element, Paragraph):
        kinds = {"notice": "Notice", "small": "Note", "caption": "Caption", "body": "Normal"}
        paragraph = document.add_paragraph(style=kinds[element.kind])
        if element.indent:
            paragraph.paragraph_format.left_indent = Mm(INDENT * element.indent)
        paragraph.paragraph_format.keep_with_next = element.stays or None
        _fill(paragraph, element.runs)
    elif isinstance(element, Bullets):
        for runs in element.items:
            _fill(document.add_paragraph(style="List Bullet"), runs)
    elif isinstance(element, PaperTable):
        _write_table(document, element)
    else:
        _write_picture(document, element)


def _fill(paragraph: DocxParagraph, runs: Runs) -> None:
    for run in runs:
        paragraph.add_run(printable(run.text)).bold = run.strong or None


def _write_table(document: DocxDocument, table: PaperTable) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Mm
    from docx.text.paragraph import Paragraph as DocxParagraph

    if table.is_wide:
        _turn(document, is_wide=True)
    if table.caption:
        _fill(document.add_paragraph(style="Caption"), plain(table.caption))
    made = document.add_table(rows=0, cols=len(table.header))
    made.autofit = False
    _set_margins(made)
    widths = table.widths()
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    head = tuple(plain(text, strong=False) for text in table.header)
    for r, cells in enumerate((head, *table.rows)):
        row = made._tbl.add_tr()
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if r == 0:
            properties.append(OxmlElement("w:tblHeader"))
        spans = table.spans(r - 1) if r else [1] * len(cells)
        for c, (runs, span) in enumerate(zip(cells, spans, strict=True)):
            if not span:
                continue
            # python-docx's own cells look through the whole table each time.
            cell = row.add_tc()
            cell.width = Mm(sum(widths[c : c + span]))
            cell.grid_span = span
            _dress(cell, WASH if r == 0 else "")
            paragraph = DocxParagraph(cell.p_lst[0], made)
            cell.p_lst[0].get_or_add_pPr().get_or_add_pStyle().val = "TableText" if r else "TableHead"
            if c in table.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _fill(paragraph, tuple(TextRun(run.text, run.strong or r - 1 in table.strong) for run in runs))
    if table.note:
        _fill(document.add_paragraph(style="Note"), plain(table.note))


def _turn(document: DocxDocument, is_wide: bool) -> None:
    """A new page, on its side or upright; its head and foot go on."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(HEIGHT), Mm(WIDTH)) if is_wide else (Mm(WIDTH), Mm(HEIGHT))


def _set_margins(table: DocxTable) -> None:
    """Room around the text of each cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):  # in the order of the format
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(round(CELL_ROOM * 1440 / 25.4)))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    table._tbl.tblPr.append(margins)


def _dress(cell: CT_Tc, fill: str) -> None:
    """A line under the cell, and the ground of a header."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = cell.get_or_add_tcPr()
    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", HAIRLINE.upper())):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties.append(borders)
    if fill:
        ground = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill.upper())):
            ground.set(qn(f"w:{name}"), value)
        properties.append(ground)


def _write_picture(document: DocxDocument, picture: Picture) -> None:
    from docx.shared import Mm

    if picture.caption:
        _fill(document.add_paragraph(style="Caption"), plain(picture.caption))
    run = document.add_paragraph(style="Normal").add_run()
    shape = run.add_picture(io.BytesIO(picture.data), Mm(picture.width), Mm(picture.height))
    shape._inline.docPr.set("descr", printable(picture.alt))
    if picture.note:
        _fill(document.add_paragraph(style="Note"), plain(picture.note))
