"""A small meeting and small records, for tests of measures."""

from datetime import date
from types import SimpleNamespace

import pandas as pd

from reportlib.errors import Problem
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import TABLES

OCTOBER = date(2020, 10, 31)
REGISTER = (
    "name,short,aliases,kind,evaluated,successor\n經濟部甲局,甲局,,局,是,\n經濟部乙局,乙局,,局,是,\n丙公司,丙,,公司,,\n"
)


def small_records(kind: str, *rows: dict) -> Records:
    """Records as ``clean`` gives them, from row 2 on: a cell that a row does not name is blank; an agency has its short name too."""
    table = TABLES[kind]
    known = {column.name: column.kind for column in table.columns}
    names = [name for name in known if any(name in row for row in rows)] if rows else list(known)
    shorts = {"經濟部甲局": "甲局", "經濟部乙局": "乙局", "丙公司": "丙"}
    columns = {}
    for name in names:
        values = [row.get(name) for row in rows]
        columns[name] = pd.Series(values, dtype="Int64" if known[name] == "count" else object)
        if known[name] == "agency":
            columns[f"{name}_short"] = pd.Series([shorts[value] for value in values], dtype=object)
    frame = pd.DataFrame(columns)
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return Records(frame, kind, f"{kind}.csv", "", "utf-8", 1, {}, "0" * 64)


def small_plan(*rows, opened=True) -> Records:
    """Planned openings: id, agency, title, the day planned, and the day opened unless the list says nothing of that."""
    names = ("plan_id", "agency", "title", "planned_on") + (("opened_on",) if opened else ())
    return small_records("plan", *(dict(zip(names, row, strict=False)) for row in rows))


def small_meeting(folder, root, books: dict[str, str] | None = None, **params) -> Meeting:
    """The 6th term's 1st meeting of a body with 甲局 and 乙局, which are evaluated, and 丙, which is not.

    ``books`` are texts of rulebooks by their names in the parameters; ``params`` are further parameters.
    """
    register = folder / "agencies.csv"
    register.write_text(REGISTER, "utf-8")
    rules = dict.fromkeys(("award", "application_award", "popularity_award"))
    for name, text in (books or {}).items():
        rules[name] = folder / f"{name}.yaml"
        rules[name].write_text(text, "utf-8")
    given = {
        "path": folder / "m.yaml",
        "meeting": SimpleNamespace(term=6, number=1, called="本局"),
        "inputs": SimpleNamespace(publishers=register),
        "numbers": SimpleNamespace(share_digits=0, share_rounding="truncate", thousands=",", small_shares="less_than"),
        "as_of": SimpleNamespace(inventory=OCTOBER, award=date(2020, 7, 31), follow_up=OCTOBER),
        "periods": SimpleNamespace(plan=(date(2020, 7, 1), date(2020, 12, 31))),
        "rulebooks": SimpleNamespace(marks=root / "params" / "rules" / "quality-marks.yaml", **rules),
        "declared": {},
        "lacks": lambda what: Problem("C05", what, ""),
    }
    return Meeting(SimpleNamespace(**given | params))


def cells(table) -> list[list[str]]:
    return [[str(cell) for cell in row.cells] for row in table.rows]


def said(message: dict) -> str:
    """A slide's title as it is printed."""
    return message["sentence"].format(**{key: str(value) for key, value in message.items() if key != "sentence"})
