"""Of several versions of a return one counts: the newest that is right, or what a person has decided; which is asked otherwise."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from reportlib import messages
from reportlib.records.findings import Finding
from reportlib.returns import asked
from reportlib.returns.entries import Arrival, same_name
from reportlib.returns.examining import examine_sheet
from reportlib.returns.repeated_rows import once
from reportlib.returns.work import IntakeWork


def examine(work: IntakeWork) -> None:
    """The newest valid version of each return of each unit, examined."""
    for unit, names in work.asked.items():
        for name in names:
            candidates = [
                file
                for file in work.files.values()
                if file.standing in (None, "counts") and file.unit == unit and name in file.tables
            ]
            _examine_newest(work, unit, name, candidates)
    for unit in dict.fromkeys(unit for unit, _ in work.undecided):
        _ask_which(work, unit, {name: files for (of, name), files in work.undecided.items() if of == unit})
    for file in work.files.values():
        file.standing = file.standing or "older"
        if file.standing == "counts" and file.form and file.form.form != asked.FORM_VERSION:
            old = messages.L09_old_form(version=file.form.form, current=asked.FORM_VERSION)
            work.found.append(Finding.of(old.at(file.name), level="warning"))


def _examine_newest(work: IntakeWork, unit: str, name: str, candidates: list[Arrival]) -> None:
    from reportlib.returns.both_sides import with_differences
    from reportlib.returns.known_records import with_known

    decided, left, label = work.decisions.used(unit, name), list(candidates), asked.RETURNS[name].label
    while left:
        used = [file for file in left if any(same_name(file.name, one) for one in decided)] or [
            file
            for file in left
            if all(
                other is file or file.sender == other.sender and file.version.newer_than(other.version)
                for other in left
            )
        ]
        if not used:
            work.undecided[unit, name] = left
            work.notes[unit, name] = messages.version_to_be_decided()
            return None
        left = [file for file in left if file not in used]
        files = "、".join(file.name for file in used)
        sheets = with_known(
            work,
            [
                examine_sheet(work, file, place, one, unit)
                for file in used
                for place, one in file.fits.items()
                if one.name == name
            ],
            unit,
        )
        if all(sheet.frame is None for sheet in sheets) and left:
            for sheet in sheets:
                work.found += sheet.found
            kept = messages.F18_earlier_counts(files=files, table=label)
            work.found.append(Finding.of(kept.at(used[0].name), level="warning"))
            continue
        for file in used:
            file.standing = "counts"
        work.examined[unit, name] = [with_differences(work, sheet, unit) for sheet in once(sheets)]
        for other in left:
            note = messages.table_counts(table=label, files=files)
            other.note = " ".join(filter(None, (other.note, note)))
        if candidates[1:]:
            work.notes[unit, name] = messages.versions_counts(count=len(candidates), files=files)
        if used[1:]:
            work.notes[unit, name] = messages.files_count_together(count=len(used))
        return None
    return None


def _ask_which(work: IntakeWork, unit: str, tables: Mapping[str, list[Arrival]]) -> None:
    """F18: all the versions that a unit sent, and what to write where; one entry for all its returns where they are in the same files."""
    files = list({file.name: file for some in tables.values() for file in some}.values())
    labels, listed = (
        "、".join(asked.RETURNS[name].label for name in tables),
        messages.listed(file.name for file in files),
    )
    alike = all(some == files for some in tables.values())
    entries = (
        [{"unit": str(unit), "use": files[0].name}]
        if alike
        else [{"unit": str(unit), "table": name, "use": some[0].name} for name, some in tables.items()]
    )
    lines = "versions:"
    for entry, some in zip(entries, tables.values(), strict=False):
        others = messages.listed(file.name for file in some[1:])
        lines += f"\n{yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000).rstrip()}{messages.or_comment()}{others}"
    path = f"data/{work.meeting.params.name}/intake.yaml"
    for file in files:
        file.note = " ".join(
            filter(
                None,
                (
                    file.note,
                    messages.versions_to_be_decided(tables=labels),
                ),
            )
        )
    problem = messages.F18_newest_not_told(
        unit=unit, tables=labels, count=len(files), files=listed, path=path, lines=lines
    )
    work.found.append(Finding.of(problem.at(files[0].name)))
