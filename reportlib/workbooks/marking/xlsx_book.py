"""An XLSX file as its parts, for changing a few of them."""

from __future__ import annotations

import posixpath
import re

from reportlib.workbooks.marking.splice import Edits, Node, Package, Unmarkable, prefix, tags, tree, xml_text

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SUFFIXES = {
    f"{CONTENT_TYPES}sheet.main+xml": ".xlsx",
    f"{CONTENT_TYPES}template.main+xml": ".xltx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
}
WORKBOOK_TYPE = tuple(
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr "
    "oleSize customWorkbookViews pivotCaches webPublishing fileRecoveryPr webPublishObjects extLst".split()
)


# -- the parts and how they refer to one another -------------------------------------------------------------------------------


class MarkedBook:
    """The workbook part, its sheets (name to part), the relations of every part and the content types."""

    def __init__(self, package: Package):
        self.package = package
        main = next((target for kind, target, _ in self.relations("") if kind.endswith("/officeDocument")), "")
        if main not in package:
            raise Unmarkable
        self.main, self.text = main, package.text(main)
        self.root = tree(self.text)
        self.strict = f'"{_STRICT_MAIN}"' in self.root.source
        self.namespace = _STRICT_MAIN if self.strict else _MAIN
        self.relation_types = _STRICT_RELATIONS if self.strict else _RELATIONS
        self.types = package.text("[Content_Types].xml")
        self.types_root = tree(self.types)
        self._new_types: list[str] = []
        targets = self.targets(main)
        self.sheets: dict[str, str] = {}
        self.hidden: set[str] = set()
        for sheet in self.sheet_nodes():
            part = targets.get(sheet.get("id"), "")
            if part not in package:
                raise Unmarkable
            text = package.text(part)
            if next((tag.local for tag in tags(text)), "") != "worksheet":  # a sheet that is one chart
                package.set(part, re.sub(r'(<(?:\w+:)?sheetView\b[^>]*?\stabSelected=")(?:1|true)"', r'\g<1>0"', text))
                continue
            self.sheets[sheet.get("name")] = part
            if sheet.get("state") not in ("", "visible"):
                self.hidden.add(sheet.get("name"))
        kind = next(
            (node.get("ContentType") for node in self.types_root.children if node.get("PartName").lstrip("/") == main),
            "",
        )
        self.suffix = _SUFFIXES.get(kind, ".xlsx")

    def sheet_nodes(self) -> list[Node]:
        listed = self.root.first("sheets")
        return listed.all("sheet") if listed else []

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """(type, part it leads to, id) of each relation of a part that leads to a part."""
        member = relations_part(part)
        if member not in self.package:
            return []
        return [
            (
                node.get("Type"),
                posixpath.normpath(posixpath.join("/", posixpath.dirname(part), node.get("Target"))).lstrip("/"),
                node.get("Id"),
            )
            for node in tree(self.package.text(member)).children
            if node.get("TargetMode") != "External"
        ]

    def targets(self, part: str) -> dict[str, str]:
        return {id_: target for _, target, id_ in self.relations(part)}

    def related(self, part: str, kind: str) -> str:
        """The part that a relation of this type leads to, "" for none."""
        return next(
            (
                target
                for type_, target, _ in self.relations(part)
                if type_.endswith(f"/{kind}") and target in self.package
            ),
            "",
        )

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation; its id."""
        member = relations_part(part)
        text = (
            self.package.text(member)
            if member in self.package
            else f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}"></Relationships>'
        )
        root = tree(text)
        taken = {node.get("Id").lower() for node in root.children}
        id_ = next(name for number in range(1, len(taken) + 2) if (name := f"rIdPacket{number}").lower() not in taken)
        edits = Edits(text)
        new = f'<{prefix(root.name)}Relationship Id="{id_}" Type="{self.relation_types}/{kind}" Target="{xml_text("/" + target)}"/>'
        edits.append(root, new)
        self.package.set(member, edits.done())
        return id_

    def content_type(self, part: str, kind: str) -> None:
        self._new_types.append(
            f'<{prefix(self.types_root.name)}Override PartName="{xml_text("/" + part)}" ContentType="{kind}"/>'
        )

    def default_type(self, extension: str, kind: str) -> None:
        known = {node.get("Extension").lower() for node in self.types_root.all("Default")}
        new = f'<{prefix(self.types_root.name)}Default Extension="{extension}" ContentType="{kind}"/>'
        if extension not in known and new not in self._new_types:
            self._new_types.append(new)

    def save(self) -> None:
        if self._new_types:
            edits = Edits(self.types)
            edits.append(self.types_root, "".join(self._new_types))
            self.package.set("[Content_Types].xml", edits.done())


def relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
