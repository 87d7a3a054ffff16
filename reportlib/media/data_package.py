"""What the annexes' CSV files hold, for programs: ``annex/datapackage.json`` (Frictionless Data Package 1.0), and for a portal
``annex/dcat.jsonld`` (DCAT 2) of the public edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportlib.facts.record import FactRecord
from reportlib.media import annexes
from reportlib.media.annex_workbook import Printed, PrintedTable, is_dated
from reportlib.model.blocks import TableBlock
from reportlib.model.document import Document
from reportlib.writing import as_json, sha256

PATH, DCAT_PATH = "annex/datapackage.json", "annex/dcat.jsonld"
MISSING = ("", "—", "－", "–", "-", "來源未提供", "不適用")  # what stands for a number or a day that is not there
ROC_DAY = r"[0-9]{1,3}-[0-9]{2}-[0-9]{2}"


@dataclass(frozen=True)
class Terms:
    """What the parameters say of the whole: under which licence it is published, if they say it, and the last day that it is about."""

    until: date
    licence: str = ""
    address: str = ""


def described(document: Document, files: Mapping[str, bytes], terms: Terms) -> bytes:
    """The data package of a document's annexes: each CSV file with its columns, their types, units and rounding, and the numbers of
    the figures in them (F-0012), by which ``facts.json`` has their derivation."""
    meeting = document.meeting
    package: dict = {
        "profile": "tabular-data-package",
        "name": _name(f"{meeting.name}-annex"),
        "title": f"{meeting.body}{meeting.title}",
        "description": " ".join(filter(None, (meeting.as_of_text.text, meeting.notice.text, meeting.notice_text.text))),
        "lang": document.lang,
        "until": terms.until.isoformat(),
        "contributors": [{"title": meeting.body.text, "role": "publisher"}],
    }
    if terms.licence:
        package["licenses"] = [{"title": terms.licence} | ({"path": terms.address} if terms.address else {})]
    resources = [
        _resource(document, table, printed, path, files[path])
        for path, table, printed in annexes.csv_tables(document)
        if path in files
    ]
    return as_json(package | {"resources": resources})


def _name(text: str) -> str:
    return re.sub(r"[^-a-z0-9._/]+", "-", text.lower())


def _resource(document: Document, table: TableBlock, printed: PrintedTable, path: str, data: bytes) -> dict:
    file = path.rpartition("/")[2]
    header, *rows = printed.rows
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    facts = [[document.by_id.get(row.cells[at].fact) for row in table.filed_rows] for at in range(len(header))]
    fields = [
        _field(label.text, column.label.text, cells, known)
        for label, column, cells, known in zip(header, table.columns, columns, facts, strict=True)
    ]
    return {
        "profile": "tabular-data-resource",
        "name": _name(file.removesuffix(".csv")),
        "path": file,
        "title": f"{table.number}　{table.caption}".strip("　"),
        "description": " ".join(printed.about),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
        "schema": {"fields": fields, "missingValues": list(MISSING)},
    }


def _field(name: str, label: str, cells: Sequence[Printed], facts: Sequence[FactRecord | None]) -> dict:
    """A column: its name in the file, how its values are read, and what is known of its figures, a value a row."""
    field: dict = {"name": name, "title": label, **_type(cells)}
    known = [fact for fact in facts if fact]
    units = {fact.unit for fact in known}
    if len(units) == 1 and units != {""}:
        field["unit"] = units.pop()
    roundings = {(str(fact.shown["rounding"]), int(fact.shown["digits"])) for fact in known if fact.value is not None}
    if len(roundings) == 1:
        ((mode, digits),) = roundings
        field["rounding"] = {"mode": mode, "digits": digits}
    if known:
        field["facts"] = [fact.id if fact else None for fact in facts]
    return field


def _type(cells: Sequence[Printed]) -> dict:
    told = [cell for cell in cells if cell.value is not None or cell.text not in MISSING]
    if told and all(annexes.is_number(cell) for cell in told):
        if any(cell.percent for cell in told):
            return {"type": "number", "bareNumber": False}
        return {"type": "number" if any("." in cell.text for cell in told) else "integer"}
    if is_dated(cells) and all(cell.day for cell in told):
        if any(len(cell.text.partition("-")[0]) > 3 for cell in told):
            return {"type": "date"}
        return {"type": "string", "calendar": "roc", "constraints": {"pattern": ROC_DAY}}
    return {"type": "string"}


# -- for a portal ------------------------------------------------------------------------------------------------------------

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogued(document: Document, files: Mapping[str, bytes], terms: Terms) -> bytes:
    """The annexes as one dataset of a catalogue, each file a way to get it; addresses are relative to where this file is."""
    meeting = document.meeting
    dataset: dict = {
        "@context": _CONTEXT,
        "@id": "./",
        "@type": "dcat:Dataset",
        "dct:identifier": _name(f"{meeting.name}-annex"),
        "dct:title": _said(document, f"{meeting.body}{meeting.title}"),
        "dct:description": _said(document, " ".join(filter(None, (meeting.as_of_text.text, meeting.notice_text.text)))),
        "dct:language": document.lang,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _said(document, meeting.body.text)},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:endDate": {"@type": "xsd:date", "@value": terms.until.isoformat()},
        },
    }
    if terms.licence:
        licence = {"@type": "dct:LicenseDocument", "dct:title": _said(document, terms.licence)}
        dataset["dct:license"] = ({"@id": terms.address} if terms.address else {}) | licence
    return as_json(dataset | {"dcat:distribution": list(_distributions(document, files))})


def _said(document: Document, text: str) -> dict:
    return {"@language": document.lang, "@value": text}


def _distributions(document: Document, files: Mapping[str, bytes]) -> Iterator[dict]:
    for annex in annexes.listed(document).annexes:
        data = files[annex.path]
        yield {
            "@type": "dcat:Distribution",
            "dct:title": _said(document, annex.description),
            "dcat:downloadURL": {"@id": annex.name},
            "dcat:mediaType": annex.media_type,
            "dcat:byteSize": len(data),
            "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": sha256(data)},
        }
