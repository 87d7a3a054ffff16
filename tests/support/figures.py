"""Small documents of figures for the reconciliation."""

from decimal import Decimal

from reportlib.document.compared import Disagreement
from reportlib.facts.facts import Unit

OCTOBER, JULY = "2020-10-31", "2020-07-31"


SHOWN = {"digits": 0, "rounding": "half_up", "percent": False, "thousands": ",", "trim": False}


TRUNCATED = SHOWN | {"percent": True, "rounding": "truncate"}


PIECES = SHOWN


def facts(as_of=OCTOBER, shown=PIECES, unit="項", **values) -> list[dict]:
    """Facts of one day: the keyword is the name, ``__`` a dot and ``_in_`` a slash; None is a figure that is not provided."""
    found = []
    for name, value in values.items():
        name = name.replace("_in_", "/").replace("__", ".")
        number = None if value is None else Decimal(str(value))
        printed = "來源未提供" if number is None else Unit(unit, **shown).text(number)
        found.append(
            {
                "id": "",
                "name": name,
                "label": name,
                "value": value if value is None else format(number, "f"),
                "absence": None if number is not None else "來源未提供",
                "unit": unit,
                "shown": shown,
                "printed": printed,
                "as_of": as_of,
                "rows": [],
                "operands": [],
                "derivation": {
                    "operator": "declared",
                    "value": None if number is None else format(number, "f"),
                    "source": "",
                },
            }
        )
    return found


def document(*groups: list[dict], tables=(), sections=()) -> dict:
    every = [fact | {"id": f"F-{at:04}"} for at, fact in enumerate((fact for group in groups for fact in group), 1)]
    return {"facts": every, "tables": list(tables), "sections": list(sections)}


def section(*cells: dict) -> dict:
    return {
        "id": "10-a",
        "number": "一",
        "title": "甲",
        "target": "s-10-a",
        "blocks": [
            {"kind": "prose", "runs": list(cells)},
            {"kind": "table", "id": "t-1", "number": "表 1", "rows": []},
        ],
    }


def plus_one(fact: dict) -> dict:
    return with_value(fact, Decimal(fact["value"]) + 1)


def with_value(fact: dict, value: Decimal) -> dict:
    return {
        **fact,
        "value": format(value, "f"),
        "absence": None,
        "printed": Unit(fact["unit"], **fact["shown"]).text(value),
    }


def pair(finding: Disagreement) -> tuple[str, str]:
    return finding.one.printed, finding.other.printed
