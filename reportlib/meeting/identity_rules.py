"""What must hold between figures, as data (``params/rules/identities.yaml``)."""

from __future__ import annotations

import datetime
import functools
from typing import Literal

from pydantic import Field

from reportlib.meeting.fields import Date, Model, Text
from reportlib.meeting.rulebooks import Rulebook
from reportlib.roc import BadDate, parse_date


@functools.cache  # the same days come again and again
def _day(text: str) -> datetime.date | None:
    try:
        return parse_date(text)
    except BadDate:
        return None


class Condition(Model):
    """What must hold of a cell of a row; a blank cell satisfies none, or any where ``or_blank`` is set.

    ``until`` and ``after`` compare its date with the as-of date of the identity's fact.
    """

    column: Text
    since: Date | None = None
    until: Literal["as_of"] | None = None
    after: Literal["as_of"] | None = None
    among: list[Text] | None = None
    without: list[Text] | None = None
    or_blank: bool = False
    or_absent: bool = False  # holds of every row of a table that has no such column

    def holds(self, text: str, day: datetime.date) -> bool:
        if not text:
            return self.or_blank
        if self.among is not None and text not in self.among or self.without is not None and text in self.without:
            return False
        if not (self.since or self.until or self.after):
            return self.among is not None or self.without is not None
        on = _day(text)
        return (
            on is not None
            and (self.since is None or on >= self.since)
            and (self.until is None or on <= day)
            and (self.after is None or on > day)
        )


class Identity(Model):
    """``says`` is printed where it does not hold.

    ``table`` and ``where`` choose source rows; ``key`` is the column by which rows of two tables are the same record, ``named``
    says how a row is called: 「{會議} 決議{決議編號}」.
    """

    id: Text = Field(pattern=r"^[a-z0-9-]+$")
    kind: Text
    severity: Literal["error", "warning"]
    says: Text
    facts: dict[Text, list[Text]] = {}
    table: Text | None = None
    key: Text | None = None
    named: Text = ""
    where: list[Condition] = []
    rounding: Literal["四捨五入", "無條件捨去", "無條件進位"] = "四捨五入"


class Identities(Rulebook):
    """What must hold between figures; the kinds and their roles are those of :data:`reconcile.KINDS`."""

    identities: list[Identity] = Field(min_length=1)
