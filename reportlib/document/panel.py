"""What the page's panel tells of a number: its derivation in the words of :mod:`derivation`, its rows, where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from reportlib.facts.words import columns_read, disagreements, own_lines, rounding_lines, unit_text
from reportlib.roc import format_date


def figures(document: Mapping) -> dict:
    """Facts by id and the source tables, JSON-able and short: ``{"facts": {id: {"label", "printed", …}}, "tables": […]}``.

    ``rows`` are a fact's own (``[[file, sheet, ranges], …]``): the page adds those of its operands, down to the last.
    """
    facts = {fact["id"]: fact for fact in document["facts"]}
    contradicted = disagreements(facts)
    told = {
        number: {
            "label": fact["label"],
            "name": fact["name"],
            "printed": fact["printed"],
            "unit": unit_text(fact).strip(),
            "date": date_text(fact),
            "lines": [*own_lines(fact, facts), *rounding_lines(fact), *contradicted.get(number, ())],
            "of": list(dict.fromkeys(fact["operands"])),
            "columns": list(dict.fromkeys(columns_read(fact["derivation"]))),
            "rows": [[place["file"], place["sheet"], place["rows"]] for place in fact["rows"]],
            "places": [[place["text"], place["target"]] for place in fact["places"]],
        }
        for number, fact in facts.items()
    }
    return {
        "facts": told,
        "tables": [{key: table[key] for key in ("file", "sheet", "columns", "rows")} for table in document["tables"]],
    }


def date_text(fact: Mapping) -> str:
    """The as-of date as the packet prints dates, nothing where the fact has none."""
    return format_date(datetime.date.fromisoformat(fact["as_of"])) if fact["as_of"] else ""
