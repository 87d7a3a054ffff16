"""What is found in a return, but stands there as the secretariat itself wrote it: no unit is told of that.

The form is prefilled from the secretariat's list, and the list is examined when it is read. A unit that leaves a row as it came
has done nothing wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reportlib.records.findings import Finding
from reportlib.records.records import Examined
from reportlib.returns.asked import Return, compared, own_key
from reportlib.returns.both_sides import is_same
from reportlib.returns.row_rules import RULES
from reportlib.returns.work import IntakeWork, each_row


def of_the_unit(
    work: IntakeWork, one: Return, examined: Examined, unit: str, found: Iterable[Finding]
) -> list[Finding]:
    """The findings but those of which every cell that they are about is as it was given to the unit."""
    if examined.records is None:
        return list(found)
    given: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for record in work.given.get(one.name, {}).get(unit, ()):
        given.setdefault(compared(record, own_key(one)), []).append(record)
    said = dict(each_row(examined.records.frame))

    def is_given(finding: Finding) -> bool:
        record = said.get(finding.row or 0, {})
        columns = _columns(one, examined, finding)
        same = given.get(compared(record, own_key(one)), [])
        return bool(columns) and any(all(is_same(row.get(c), record.get(c)) for c in columns) for row in same)

    return [finding for finding in found if not is_given(finding)]


def _columns(one: Return, examined: Examined, finding: Finding) -> set[str]:
    """The columns that a finding is about: those of its rule, or the one of its cell."""
    rule = next((rule for rule in RULES.get(one.name, ()) if rule.name == finding.rule), None)
    if rule is not None:
        return {*rule.needs, rule.column}
    places = examined.header.places if examined.header else {}
    return {column for column, place in places.items() if place + 1 == finding.column}
