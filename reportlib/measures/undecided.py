"""Rows whose agency the register has not decided: which names, how many rows, what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reportlib.display.display import Naming
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records, UndecidedName
from reportlib.text import Quoted

_MAY_BE = 6  # agencies are named of those that a name may be


def table(inputs: Iterable[Records], meeting: Meeting) -> Table | None:
    """Every such name of these inputs with its rows (列), the agencies it may be, and titles of some; None where there is none."""
    rows = tuple(_row(one, records, meeting) for records in inputs for one in records.undecided)
    if not rows:
        return None
    return Table(
        "待名冊認定而未採計的列",
        ("檔案", "名稱", "列數", "列號", "可能的機關", "內容舉例"),
        rows,
        "單位：列",
        "這些名稱可能屬本機關，也可能是別的機關的；在名冊認定以前，本份資料的數字都不含這些列",
        weights=(4, 4, 2, 5, 5, 7),
        only="proof",
    )


def _row(one: UndecidedName, records: Records, meeting: Meeting) -> Row:
    known = one.name or "（空白）"
    number = Fact(
        Decimal(len(one.rows)),
        meeting.units.count("列"),
        f"rows.{records.input}/undecided/{known}",
        Naming("{file}{name}待認定的列數", file=records.file, name=Quoted(known)),
        rule="讀取輸入檔案時的列數",
        operator="declared",
    )
    quoted = (Naming.joined("、", map(Quoted, texts)) for texts in (one.may_be[:_MAY_BE], one.titles))
    may_be, titles = (text or "—" for text in quoted)
    return Row((records.file, Quoted(known), number, Quoted(one.ranges()), may_be, titles))
