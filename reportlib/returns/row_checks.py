"""Every rule across the cells of a row (:data:`reportlib.returns.row_rules.RULES`), tested on a returned table.

pandera runs the tests, all of them, on the rows that are accepted so far; it is imported when first used.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from reportlib.meeting.meeting import Meeting
from reportlib.records.findings import Finding
from reportlib.records.records import Examined
from reportlib.returns.asked import Return, codes_of
from reportlib.returns.cell_findings import CellFindings
from reportlib.returns.coded_columns import check_codes
from reportlib.returns.row_rules import RULES
from reportlib.returns.rule_kinds import Days, RowRule

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema


def load() -> None:
    """Import pandera, and what it imports at its first validation: an intake does so while its files are read in other processes.

    It would take hypothesis along, where that is installed, for making up test data, which is asked of it nowhere here.
    """
    modules: dict[str, Any] = sys.modules  # None bars an import
    if absent := "hypothesis" not in modules:
        modules["hypothesis"] = None
    try:
        from pandera.pandas import DataFrameSchema

        DataFrameSchema().validate(pd.DataFrame())
    finally:
        if absent:
            del modules["hypothesis"]


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
    findings = CellFindings(records, examined.places)
    return tuple(
        findings.about(
            rule.code,
            rule.level,
            row,
            rule.column,
            frame.at[row, rule.column] if rule.column in frame.columns else None,
            rule.what({str(name): value for name, value in frame.loc[row].items()}, days),
            rule.todo,
            rule.name,
        )
        for rule, row in _broken(rules, frame, days)
    )


def _broken(rules: Sequence[RowRule], frame: pd.DataFrame, days: Days) -> Iterator[tuple[RowRule, int]]:
    """Each rule with each row that does not keep it, in the order of the rules."""
    from pandera.errors import SchemaErrors

    if not rules:
        return
    try:
        _schema(rules, days).validate(frame, lazy=True)
    except SchemaErrors as errors:
        found = errors.failure_cases
        for rule in rules:
            cases = found[found["check"] == rule.name]
            if cases["index"].isna().any():  # no row: the test itself broke down, which is our fault and not the unit's
                raise RuntimeError(f"the rule {rule.name} cannot be tested: {cases['failure_case'].iat[0]}") from None
            yield from ((rule, int(row)) for row in sorted(set(cases["index"])))


def _schema(rules: Sequence[RowRule], days: Days) -> DataFrameSchema:
    from pandera.pandas import Check, DataFrameSchema

    def test(rule: RowRule) -> Callable[[pd.DataFrame], pd.Series]:
        return lambda frame: rule.holds(frame, days).astype(bool)

    return DataFrameSchema(checks=[Check(test(rule), name=rule.name, ignore_na=False) for rule in rules])
