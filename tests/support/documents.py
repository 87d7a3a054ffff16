"""Documents and blocks as tests write them, plain dicts, as the typed ones that the product works with."""

from collections.abc import Mapping

from reportlib.facts.record import FactRecord, SourceTable
from reportlib.model import encoding, first_version
from reportlib.model.blocks import Block
from reportlib.model.document import AnnexFile, Document, PacketSection, SourceReport
from reportlib.model.texts import Line

FACT = {
    "label": "",
    "value": None,
    "absence": None,
    "unit": "",
    "shown": {"digits": 0, "rounding": "half_up", "percent": False, "thousands": ",", "trim": False},
    "printed": "",
    "as_of": None,
    "rule": "",
    "filter": "",
    "derivation": {},
    "formula": "",
    "operands": [],
    "rows": [],
}
MEETING = {"name": "moea-0-0", "timestamp": "", "details": []}


def block_of(data: Mapping) -> Block:
    """A block as version 1 wrote it: captions and notes as strings, cells ``{"text", "fact", …}``, runs; ``source`` for a note."""
    usual = {
        "table": {"columns": [], "rows": [], "weights": [1] * len(data.get("columns", ()))},
        "chart": {"svg": "", "alt": ""},
    }
    data = usual.get(data["kind"], {}) | dict(data)
    if data["kind"] == "table":
        data["rows"] = [{"style": "body"} | row for row in data["rows"]]
        data["columns"] = [{"numeric": False} | column for column in data["columns"]]
    return encoding.block_of(first_version.block(data))


def section_of(data: Mapping) -> PacketSection:
    texts = {key: Line.of(data.get(key, "")) for key in ("title", "agenda_item", "as_of_text")}
    plain = {key: data[key] for key in ("number", "target") if key in data}
    return PacketSection(id=data["id"], blocks=tuple(map(block_of, data.get("blocks", ()))), **texts, **plain)


def fact_of(data: Mapping) -> FactRecord:
    return FactRecord.of(FACT | dict(data))


def table_of(data: Mapping) -> SourceTable:
    rows = tuple((number, tuple(texts)) for number, *texts in data["rows"])
    return SourceTable.of_rows(data.get("input", ""), data["file"], data["sheet"], tuple(data["columns"]), rows)


def document_of(data: Mapping) -> Document:
    """A whole document written as a dict: ``meeting``, ``agenda``, ``sections``, ``facts``, ``annexes``, ``tables``."""
    return Document(
        lang=data.get("lang", "zh-Hant-TW"),
        meeting=encoding.cover_of(
            MEETING | dict.fromkeys(("body", "title", "date_text", "as_of_text"), "") | data.get("meeting", {})
        ),
        agenda=tuple(map(encoding.entry_of, data.get("agenda", ()))),
        sections=tuple(map(section_of, data.get("sections", ()))),
        facts=tuple(map(fact_of, data.get("facts", ()))),
        annexes=tuple(AnnexFile(**annex) for annex in data.get("annexes", ())),
        tables=tuple(map(table_of, data.get("tables", ()))),
        sources=tuple(SourceReport(**source) for source in data.get("sources", ())),
        dropped=tuple(data.get("dropped", ())),
    )
