"""The child process in which a file from elsewhere is taken apart: its bytes on standard input, its cells as JSON on standard output.

It runs under the limits of :mod:`reportlib.readers.confined`. Before calamine sees a zip, every XML in it is parsed as a stream, which
refuses document type declarations, damage, bombs and far cells, and finds what calamine drops: error values, formulas without
a result, merged ranges, hidden rows and columns, comments. The answer is ``{"sheets": [{"name", "hidden", "rows", "merged",
"hidden_rows", "hidden_columns", "comments"}], "notices": [[code, sheet, detail]]}``, or, for a zip that is no workbook, that
of :mod:`reportlib.readers.child.archives`; tables of HTML come from :mod:`reportlib.readers.child.html`.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping

from reportlib.cells import letters
from reportlib.readers.child.ods import ODS_TYPE, OdsContent
from reportlib.readers.child.scan import MOST_CELLS, MOST_MARKED, Attributes, Elements, Facts, Manifest, parse, within
from reportlib.readers.child.xlsx import SharedStrings, Styles, XlsxSheet
from reportlib.readers.child.xlsx_parts import book_of, xlsx_comments
from reportlib.readers.child.zips import opened, parts_of
from reportlib.readers.confined import FileRefused, serve

_MACROS = ("Basic/", "Scripts/")


def taken_apart(data: bytes) -> dict:
    """The answer for any file that this child is given."""
    if data.startswith(b"PK"):
        from reportlib.readers.child.archives import is_plain, unpacked

        if is_plain(data):
            return unpacked(data)
    elif not data.startswith(b"\xd0\xcf"):
        from reportlib.readers.child import html

        return {"sheets": html.tables(data.decode("utf-8", "surrogatepass")), "notices": []}
    found, notices = sheets(data)
    return {"sheets": found, "notices": notices}


def sheets(data: bytes) -> tuple[list[dict], list[list[str]]]:
    """Every worksheet in order, hidden ones included; row 1, column A first; ``None`` for an empty cell. And notices."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    is_zip = data.startswith(b"PK")
    by_name: dict[str, Facts] = {}
    by_place: dict[int, Facts] = {}
    if is_zip:
        by_name, notices, data = scan_zip(data)
    else:
        by_place, notices, data = scan_ole2(data)
    result: list[dict] = []
    cells = 0
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for position, meta in enumerate(workbook.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                notices.append(["no cells", meta.name, ""])
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            facts = (by_name.get(meta.name) if is_zip else by_place.get(position)) or Facts()
            height, width = sheet.total_height + 1, sheet.total_width + 1
            if not is_zip:
                facts.last_row, facts.last_column = height, width
                facts.merges = [
                    (top + 1, left + 1, bottom + 1, right + 1)
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                ]
            elif facts.blank_far_away:
                notices.append(["A07", meta.name, f"{letters(facts.blank_column)}{facts.blank_row}"])
                height, width = facts.last_row, facts.last_column
            cells += height * width
            if cells > MOST_CELLS:
                raise FileRefused("A05", meta.name)
            read = sheet.to_python(skip_empty_area=False, nrows=height) if height else []
            rows: list[list[object]] = [[None if cell == "" else cell for cell in row[:width]] for row in read]
            _repair(rows, facts.repairs)
            merged, about_merged = facts.merged(meta.name)
            notices += about_merged[:10]
            hidden = meta.visible != SheetVisibleEnum.Visible
            result.append(
                {"name": meta.name, "hidden": hidden, "rows": rows, "merged": merged, "comments": facts.comments}
                | {"marked": facts.marked[:MOST_MARKED], "hidden_rows": within(facts.hidden_rows, facts.last_row)}
                | {"hidden_columns": within(facts.hidden_columns, facts.last_column)}
                | {
                    "unresolved": sorted(
                        {text for text in facts.repairs.values() if isinstance(text, str) and text.startswith("=")}
                    )
                }
            )
    except PasswordError:
        raise FileRefused("F06") from None
    except CalamineError:
        raise FileRefused("A12", result[-1]["name"] if result else "") from None
    return result, notices


def _repair(rows: list[list[object]], repairs: Mapping[tuple[int, int], str | bool]) -> None:
    """Put in what calamine drops, by row and column, and leave out what is empty at the end of a row."""
    for (number, column), text in repairs.items():
        rows.extend([] for _ in range(number - len(rows)))
        rows[number - 1].extend([None] * (column - len(rows[number - 1])))
        rows[number - 1][column - 1] = text
    for row in rows:
        while row and row[-1] is None:
            row.pop()


def scan_ole2(data: bytes) -> tuple[dict[int, Facts], list[list[str]], bytes]:
    """Tell an encrypted .xlsx, a Word file and an old .xls apart by the names of the container's streams.

    An .xls with a password says so in a record; calamine would read one of the oldest kind (XOR) as noise. Facts by the
    position of a sheet, notices, and the bytes that calamine is to read.
    """
    from reportlib.readers.child import xls

    names = data.lower()  # a name of a stream is the same in any case
    if _in_utf16("EncryptedPackage", names):
        raise FileRefused("F04")
    if not (_in_utf16("Workbook", names) or _in_utf16("Book", names)):
        raise FileRefused("F09", detail="doc" if _in_utf16("WordDocument", names) else "ole2")
    notices = [["F23", "", "macros"]] if _in_utf16("_VBA_PROJECT", names) else []
    found, readable = xls.scan(data, Facts)
    return dict(enumerate(found)), notices, readable


def _in_utf16(name: str, lowered: bytes) -> bool:
    return name.lower().encode("utf-16-le") in lowered


def scan_zip(data: bytes) -> tuple[dict[str, Facts], list[list[str]], bytes]:
    """Refuse a dangerous or damaged archive before anything unpacks it whole.

    Facts by sheet name, notices, and the bytes that calamine is to read.
    """
    archive = opened(data)
    parts = parts_of(archive)
    readable = data
    if "_rels/.rels" in parts:
        book = book_of(archive, parts)
        strings = parse(archive, book.strings, SharedStrings()).sizes if book.strings else None
        styles = parse(archive, book.styles, Styles()).marks if book.styles else {}
        scanned = {}
        for part, name in book.worksheets.items():
            scanned[name] = parse(archive, part, XlsxSheet(name, strings, styles)).facts
            scanned[name].comments = xlsx_comments(archive, parts, part, name)
        done = {*book.worksheets, book.strings, book.styles}
        macros = any(name.endswith("vbaproject.bin") for name in parts)
        external = sorted(
            parts[name] for name in parts if name.startswith("xl/externallinks/") and name.endswith(".xml")
        )
        dde = any(parse(archive, name, Attributes("ddeLink")).found for name in external)
        links = bool(external)
        if not book.usual:
            readable = book.as_usual(archive)
    elif "META-INF/manifest.xml" in parts.values():
        scanned, links, dde = _scan_ods(archive, parts)
        done = {"META-INF/manifest.xml", "content.xml"}
        macros = any(name.startswith(_MACROS) for name in parts.values())
    else:
        numbers = any(name.startswith("index/") or name == "index.zip" for name in parts)
        raise FileRefused("F09", detail="numbers" if numbers else "zip")
    for member in archive.infolist():
        # LibreOffice stores an empty Configurations2/accelerator/current.xml.
        if member.filename.lower().endswith((".xml", ".rels")) and member.file_size and member.filename not in done:
            parse(archive, member.filename, Elements())
    found = (("macros", macros), ("links", links), ("dde", dde))
    return scanned, [["F23", "", detail] for detail, there in found if there], readable


def _scan_ods(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> tuple[dict[str, Facts], bool, bool]:
    """Facts by sheet name, and whether there are links to other files, and DDE."""
    if parse(archive, "META-INF/manifest.xml", Manifest()).encrypted:
        raise FileRefused("F05")
    names = parts.values()
    if "mimetype" not in names or archive.read("mimetype").strip() != ODS_TYPE or "content.xml" not in names:
        raise FileRefused("F09", detail="odf")
    content = parse(archive, "content.xml", OdsContent())
    return content.found, content.links, content.dde


def _tagged(value: object) -> object:
    """A cell that JSON has no type for."""
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return str(value)  # a time of day, or a length of time: no input of a packet has one


if __name__ == "__main__":
    serve(taken_apart, default=_tagged)
