"""One sheet of a return examined: its cells, the rules of its table, and a total that it states itself."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator

from reportlib import messages
from reportlib.readers.sheets import check_total, stated_total
from reportlib.records import findings
from reportlib.records.findings import Finding
from reportlib.returns.asked import Return, compared, own_key
from reportlib.returns.entries import Arrival
from reportlib.returns.work import ExaminedSheet, IntakeWork


def examine_sheet(work: IntakeWork, file: Arrival, place: int, one: Return, unit: str) -> ExaminedSheet:
    """One sheet examined: its cells, then the rules of its table; rows of another unit are set aside (I09)."""
    from reportlib.records import examine as records_examine
    from reportlib.returns import coded_columns, own_prefill, row_checks

    register = work.meeting.register
    owner = next(agency.name for agency in register if agency.short == unit)
    header = file.headers[place]
    if header is None:
        raise ValueError(f"sheet {place} of {file.name} is no {one.name}")
    asked = Counter(compared(record, own_key(one)) for record in work.known.get(one.name, {}).get(unit, ()))
    found = records_examine.examine(header, register, owner=owner, parts_of=asked)
    examined = ExaminedSheet(file, place, one, found)
    if examined.frame is not None:
        broken = row_checks.check(one, examined.examined, work.meeting)
        examined = examined.with_findings(own_prefill.of_the_unit(work, one, examined.examined, unit, broken))
        examined = examined.with_findings(_about_total(work, examined))
        if records := examined.examined.records:
            words = coded_columns.in_words(records, work.codes[one.name])
            examined = dataclasses.replace(examined, examined=dataclasses.replace(examined.examined, records=words))
    if (
        one.table.key == (one.unit_column,)
        and examined.frame is not None
        and examined.frame.empty
        and not findings.errors(examined.found)
    ):
        what, todo = (
            messages.L19_no_row.text(),
            messages.fill_in_a_row(),
        )
        examined = examined.with_findings([header.at(Finding("L19", what, todo), None, None)])
    file.notices += [
        notice
        for notice in examined.examined.notices
        if notice not in file.notices and notice not in header.sheet.notices
    ]
    return examined


def _about_total(work: IntakeWork, examined: ExaminedSheet) -> Iterator[Finding]:
    """P01: the sheet itself says how many records it has, and has another number."""
    stated = stated_total(examined.sheet)
    counts = examined.counts
    records = sum(counts.get(part, 0) for part in ("used", "set_aside", "repeated", "out_of_scope"))
    if stated and (problem := check_total(examined.sheet, records, stated[1])):
        yield Finding.of(problem, row=stated[0], value=str(stated[1]), level="warning")
