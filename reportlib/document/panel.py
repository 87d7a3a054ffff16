"""What the page's panel tells of a number: its derivation in the words of :mod:`derivation`, its rows, where it stands."""

from __future__ import annotations

from reportlib.facts.record import FactRecord
from reportlib.facts.words import columns_read, disagreements, own_lines, rounding_lines, unit_text
from reportlib.model.document import Document
from reportlib.roc import format_date


def figures(document: Document) -> dict:
    """Facts by id and the source tables, JSON-able and short: ``{"facts": {id: {"label", "printed", …}}, "tables": […]}``.

    ``rows`` are a fact's own (``[[file, sheet, ranges], …]``): the page adds those of its operands, down to the last.
    """
    facts = document.by_id
    contradicted = disagreements(facts)
    told = {
        number: {
            "label": fact.label,
            "name": fact.name,
            "printed": fact.printed,
            "unit": unit_text(fact).strip(),
            "date": date_text(fact),
            "lines": [*own_lines(fact, facts), *rounding_lines(fact), *contradicted.get(number, ())],
            "of": list(dict.fromkeys(fact.operands)),
            "columns": list(dict.fromkeys(columns_read(fact.derivation))),
            "rows": [[span.file, span.sheet, span.rows] for span in fact.rows],
            "places": [[place.text, place.target] for place in fact.places],
        }
        for number, fact in facts.items()
    }
    tables = (
        {
            "file": table.file,
            "sheet": table.sheet,
            "columns": list(table.columns),
            "rows": [[number, *texts] for number, texts in table.rows],
        }
        for table in document.tables
    )
    return {"facts": told, "tables": list(tables)}


def date_text(fact: FactRecord) -> str:
    """The as-of date as the packet prints dates, nothing where the fact has none."""
    return format_date(fact.day) if fact.day else ""
