"""Small documents of figures for the reconciliation."""

from decimal import Decimal

from reportlib.document import reconcile
from reportlib.document.compared import Disagreement
from reportlib.facts.facts import Unit
from reportlib.facts.record import FactRecord
from reportlib.meeting.identity_rules import Identities
from reportlib.model.document import Document
from tests.support.documents import document_of, fact_of

OCTOBER, JULY = "2020-10-31", "2020-07-31"


SHOWN = {"digits": 0, "rounding": "half_up", "percent": False, "thousands": ",", "trim": False}


TRUNCATED = SHOWN | {"percent": True, "rounding": "truncate"}


PIECES = SHOWN


def facts(as_of=OCTOBER, shown=PIECES, unit="項", **values) -> list[FactRecord]:
    """Facts of one day: the keyword is the name, ``__`` a dot and ``_in_`` a slash; None is a figure that is not provided."""
    found = []
    for name, value in values.items():
        name = name.replace("_in_", "/").replace("__", ".")
        number = None if value is None else Decimal(str(value))
        text = None if number is None else format(number, "f")
        found.append(
            fact_of(
                {
                    "name": name,
                    "label": name,
                    "value": text,
                    "absence": None if number is not None else "來源未提供",
                    "unit": unit,
                    "shown": shown,
                    "printed": "來源未提供" if number is None else Unit(unit, **shown).text(number),
                    "as_of": as_of,
                    "derivation": {"operator": "declared", "value": text, "source": ""},
                }
            )
        )
    return found


def document(*groups: list[FactRecord], tables=(), sections=()) -> Document:
    every = (fact.with_(id=f"F-{at:04}") for at, fact in enumerate((fact for group in groups for fact in group), 1))
    return document_of({"tables": tables, "sections": sections}).with_(facts=tuple(every))


def table(kind: str, columns: str, *rows: str) -> dict:
    """An input of a document: its rows are numbered as in a file with a header."""
    cells = ([number, *row.split(",")] for number, row in enumerate(rows, 2))
    return {"input": kind, "file": f"{kind}.csv", "sheet": "", "columns": columns.split(","), "rows": list(cells)}


def told_by(book: Identities, identity: str, *tables: dict, as_of: str = OCTOBER) -> list[str]:
    """What one of our own identities says of small inputs in a packet whose inventory is of this day; ValueError where there is no such one."""
    (one,) = (one for one in book.identities if one.id == identity)
    only, dated = book.model_copy(update={"identities": [one]}), facts(as_of, inventory__total=9)
    return [wrong.id for wrong in reconcile.reconcile(document(dated, tables=tables), only)[0]]


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


def plus_one(fact: FactRecord) -> FactRecord:
    return with_value(fact, fact.known + 1)


def with_value(fact: FactRecord, value: Decimal) -> FactRecord:
    return fact.with_(value=format(value, "f"), absence=None, printed=fact.unit_of.text(value))


def pair(finding: Disagreement) -> tuple[str, str]:
    return finding.one.printed, finding.other.printed
