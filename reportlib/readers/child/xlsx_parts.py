"""XLSX: which parts of the zip the workbook names, and a copy in which a reader that goes by their usual names finds just these.

Part names are equivalent where they differ in case only ([ECMA-376] part 2, 6.2.2); a file with two of one name is refused
(``zips.parts_of``) before anything here looks one up.
"""

from __future__ import annotations

import html
import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from reportlib.readers.child.scan import MOST_COMMENTS, Attributes, parse
from reportlib.readers.child.xlsx import Comments
from reportlib.readers.child.zips import folded
from reportlib.readers.confined import FileRefused

WORKBOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"  # where calamine looks for them
_RELATIONS = "xl/_rels/workbook.xml.rels"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KNOWN_SHEETS = ("worksheet", "chartsheet", "dialogsheet")  # calamine refuses a workbook with any other
_KINDS = {"docx": "word/", "pptx": "ppt/", "xlsb": "xl/"}


@dataclass(frozen=True)
class XlsxBook:
    """What a workbook names: its own member of the zip, each worksheet's with the sheet's name, those of shared strings and
    formats ("" where it has none), and its other sheets' names; ``sheets`` has the relation of every sheet to its member."""

    workbook: str
    worksheets: Mapping[str, str]
    strings: str
    styles: str
    others: tuple[str, ...]
    sheets: Mapping[str, tuple[str, str]]  # id of the relation: kind of sheet, member
    usual: bool  # every part has the name under which calamine looks for it

    def as_usual(self, archive: zipfile.ZipFile) -> bytes:
        """The workbook in a zip of its own with these very parts under their usual names, its other sheets without content."""
        copied = {WORKBOOK: self.workbook, STRINGS: self.strings, STYLES: self.styles}
        relations = [("itsStrings", "sharedStrings", "sharedStrings.xml")] if self.strings else []
        relations += [("itsStyles", "styles", "styles.xml")] if self.styles else []
        for number, (key, (kind, member)) in enumerate(self.sheets.items(), 1):
            target = f"worksheets/sheet{number}.xml"
            if kind == "worksheet":
                copied[f"xl/{target}"] = member
                relations.append((key, kind, target))
            else:
                relations.append((key, "chartsheet", f"chartsheets/sheet{number}.xml"))
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as usual:
            usual.writestr("[Content_Types].xml", "<Types/>")
            usual.writestr("_rels/.rels", _relations_xml([("book", "officeDocument", WORKBOOK)]))
            usual.writestr(_RELATIONS, _relations_xml(relations))
            for name, member in copied.items():
                if member:
                    usual.writestr(name, archive.read(member))
        return written.getvalue()


def book_of(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> XlsxBook:
    """The workbook that the zip says it is; refuses other Office documents. ``parts`` has the members by their folded names."""
    documents = [
        _resolved(relation.get("Target", ""))
        for relation in _relations(archive, parts, "")
        if relation.get("Type", "").endswith("/officeDocument")
    ]
    workbook = documents[0] if documents else ""
    if not folded(workbook).startswith("xl/") or not workbook.lower().endswith(".xml"):
        raise FileRefused(
            "F09", detail=next((kind for kind, start in _KINDS.items() if workbook.startswith(start)), "zip")
        )
    if len(set(documents)) > 1:
        raise FileRefused("F14")
    member = _member(parts, workbook)
    found = _relations(archive, parts, workbook)
    relations = {relation.get("Id", ""): relation for relation in found}
    folder = posixpath.dirname(workbook)
    worksheets: dict[str, str] = {}
    sheets: dict[str, tuple[str, str]] = {}
    others = []
    for sheet in parse(archive, member, Attributes("sheet")).found:
        key, name = sheet.get("id", ""), sheet.get("name", "")
        relation = relations.get(key, {})
        part = _member(parts, _resolved(relation.get("Target", ""), folder), name)
        kind = relation.get("Type", "").rpartition("/")[2]
        sheets[key] = kind, part
        if kind != "worksheet":
            others.append(name)
        elif part in worksheets or name in worksheets.values():  # calamine would read one of them twice
            raise FileRefused("F14 sheets", name)
        else:
            worksheets[part] = name
    strings = _only(parts, found, folder, "sharedStrings") or parts.get(folded(STRINGS), "")
    styles = _only(parts, found, folder, "styles") or parts.get(folded(STYLES), "")
    usual = member == WORKBOOK and strings in ("", STRINGS) and styles in ("", STYLES)
    for key, (kind, part) in sheets.items():
        written = relations[key].get("Target", "")
        usual = usual and kind in _KNOWN_SHEETS and part.startswith("xl/") and written in (f"/{part}", part[3:])
    return XlsxBook(member, worksheets, strings, styles, tuple(others), sheets, usual)


def xlsx_comments(
    archive: zipfile.ZipFile, parts: Mapping[str, str], part: str, sheet: str
) -> list[tuple[int, int, str]]:
    """The comments of a worksheet: row, column, text."""
    found = []
    for relation in _relations(archive, parts, part, needed=False):
        target = folded(_resolved(relation.get("Target", ""), posixpath.dirname(part)))
        if relation.get("Type", "").endswith("/comments") and target in parts:
            found += parse(archive, parts[target], Comments(sheet)).found
    return sorted(found)[:MOST_COMMENTS]


def _relations(archive: zipfile.ZipFile, parts: Mapping[str, str], part: str, needed: bool = True) -> list[dict]:
    folder, name = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{name}.rels")
    if folded(member) not in parts:
        if needed:
            raise FileRefused("F03", detail=member)
        return []
    return parse(archive, parts[folded(member)], Attributes("Relationship")).found


def _relations_xml(relations: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{html.escape(key)}" Type="{_TYPES}{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def _member(parts: Mapping[str, str], name: str, sheet: str = "") -> str:
    if folded(name) not in parts:
        raise FileRefused("F03", sheet, name)
    return parts[folded(name)]


def _only(parts: Mapping[str, str], relations: list[dict], folder: str, kind: str) -> str:
    """The member of the first part of this kind that the workbook names, "" where it names none that is there."""
    targets = [
        _resolved(relation.get("Target", ""), folder)
        for relation in relations
        if relation.get("Type", "").rpartition("/")[2] == kind
    ]
    return next((parts[folded(target)] for target in targets if folded(target) in parts), "")


def _resolved(target: str, folder: str = "") -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
