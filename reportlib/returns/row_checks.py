"""Every rule across the cells of a row (:data:`reportlib.returns.row_rules.RULES`), tested on a returned table.

All of them are tested on all rows that are accepted so far, not up to the first that is broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from reportlib.meeting.meeting import Meeting
from reportlib.records.findings import Finding
from reportlib.records.records import Examined
from reportlib.returns.asked import Return, codes_of
from reportlib.returns.coded_columns import check_codes
from reportlib.returns.row_rules import RULES
from reportlib.returns.rule_kinds import Days, RowRule
from reportlib.roc import format_date


def check(one: Return, examined: Examined, meeting: Meeting) -> tuple[Finding, ...]:
    """Every rule of this return and every coded column, on the rows that are accepted so far."""
    return check_rules(one.name, examined, Days.of(meeting)) + check_codes(examined, codes_of(one, meeting))


def check_rules(name: str, examined: Examined, days: Days) -> tuple[Finding, ...]:
    """The rules of the return of that name (:data:`RULES`)."""
    records = examined.records
    if records is None or records.frame.empty:
        return ()
    frame = records.frame
    rules = [rule for rule in RULES.get(name, ()) if all(column in frame.columns for column in rule.needs)]
    found = []
    for rule, row in _broken(rules, frame, days):
        problem = rule.what({str(name): value for name, value in frame.loc[row].items()}, days)
        finding = Finding.of(problem, level=rule.level, rule=rule.name)
        value = as_typed(frame.at[row, rule.column]) if rule.column in frame.columns else ""
        found.append(examined.at(finding, row, rule.column, value))
    return tuple(found)


def as_typed(value: object) -> str:
    """A value of a record as somebody would type it into the cell; "" for none."""
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, date):
        return format_date(value)
    return "；".join(value) if isinstance(value, tuple) else str(value)


def _broken(rules: Sequence[RowRule], frame: pd.DataFrame, days: Days) -> Iterator[tuple[RowRule, int]]:
    """Each rule with each row that does not keep it, in the order of the rules."""
    for rule in rules:
        try:
            kept = rule.holds(frame, days).astype(bool)
        except Exception as error:  # the test itself broke down, which is our fault and not the unit's
            raise RuntimeError(f"the rule {rule.name} cannot be tested: {type(error).__name__}: {error}") from error
        yield from ((rule, row) for row in sorted(map(int, frame.index[~kept])))
