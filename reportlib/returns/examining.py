"""One sheet of a return examined: its cells, the rules of its table, and a total that it states itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from reportlib.language import say
from reportlib.readers.sheets import check_total, stated_total
from reportlib.records import findings
from reportlib.records.findings import Finding
from reportlib.returns.asked import Return
from reportlib.returns.entries import Arrival
from reportlib.returns.work import ExaminedSheet, IntakeWork


def examine_sheet(work: IntakeWork, file: Arrival, place: int, one: Return, unit: str) -> ExaminedSheet:
    """One sheet examined: its cells, then the rules of its table; rows of another unit are set aside (I09)."""
    from reportlib.records import examine as records_examine
    from reportlib.returns import coded_columns, row_checks

    sheet = file.read[place]
    register = work.meeting.register
    owner = next(agency.name for agency in register if agency.short == unit)
    examined = ExaminedSheet(file, place, one, records_examine.examine(one.table, sheet, register, owner=owner))
    if examined.frame is not None:
        examined = examined.with_findings(row_checks.check(one, examined.examined, work.meeting))
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
            say("沒有填寫任何一列。", "no row is filled in."),
            say("請填寫一列後重送。", "Fill in one row and resend."),
        )
        examined = examined.with_findings(
            [Finding("L19", "error", file.name, sheet.name, None, None, "", "", what, todo)]
        )
    file.notices += [
        notice for notice in examined.examined.notices if notice not in file.notices and notice not in sheet.notices
    ]
    return examined


def _about_total(work: IntakeWork, examined: ExaminedSheet) -> Iterator[Finding]:
    """P01: the sheet itself says how many records it has, and has another number."""
    stated = stated_total(examined.sheet)
    counts = examined.counts
    records = sum(counts.get(part, 0) for part in ("used", "set_aside", "repeated", "out_of_scope"))
    if stated and (problem := check_total(examined.sheet, records, stated[1])):
        yield Finding(
            "P01",
            "warning",
            examined.file.name,
            examined.sheet.name,
            stated[0],
            None,
            "",
            str(stated[1]),
            problem.what,
            problem.todo,
        )
