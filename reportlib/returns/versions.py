"""Of several versions of a return one counts: the newest that is right, or what a person has decided; which is asked otherwise."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from reportlib.language import say
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
            what = say(
                f"這是舊版表格（第 {file.form.form} 版），現在是第 {asked.FORM_VERSION} 版，欄位可能不同。",
                f"this is the form of version {file.form.form}; it is version {asked.FORM_VERSION} now, and its columns may differ.",
            )
            work.add(
                "L09",
                file.name,
                what,
                say(
                    "請核對各欄；下次請用新發的表格填寫。",
                    "Check the columns; use the forms that were sent out last from now on.",
                ),
                level="warning",
            )


def _examine_newest(work: IntakeWork, unit: str, name: str, candidates: list[Arrival]) -> None:
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
            work.notes[unit, name] = say("待決定採用哪一個版本", "which version counts is to be decided")
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
            what = say(
                f"{files} 的{label}無法採用，改用較早的版本。",
                f"{label} of {files} cannot be used; an earlier version counts.",
            )
            work.add("F18", used[0].name, what, say("請更正後重送。", "Correct it and resend."), level="warning")
            continue
        for file in used:
            file.standing = "counts"
        work.examined[unit, name] = once(sheets)
        for other in left:
            note = say(f"{label}採用 {files}。", f"of {label}, {files} counts.")
            other.note = " ".join(filter(None, (other.note, note)))
        if candidates[1:]:
            work.notes[unit, name] = say(
                f"共 {len(candidates)} 個版本，採用 {files}", f"{len(candidates)} versions; {files} counts"
            )
        if used[1:]:
            work.notes[unit, name] = say(
                f"依 intake.yaml 一併採計 {len(used)} 個檔案", f"by intake.yaml {len(used)} files count together"
            )
        return None
    return None


def _ask_which(work: IntakeWork, unit: str, tables: Mapping[str, list[Arrival]]) -> None:
    """F18: all the versions that a unit sent, and what to write where; one entry for all its returns where they are in the same files."""
    files = list({file.name: file for some in tables.values() for file in some}.values())
    labels, listed = (
        "、".join(asked.RETURNS[name].label for name in tables),
        say("、", ", ").join(file.name for file in files),
    )
    what = say(
        f"{unit}的{labels}有 {len(files)} 個版本，從檔名看不出哪一個較新：{listed}。",
        f"{unit} sent {len(files)} versions of {labels}, and their names do not tell which is newer: {listed}.",
    )
    alike = all(some == files for some in tables.values())
    entries = (
        [{"unit": unit, "use": files[0].name}]
        if alike
        else [{"unit": unit, "table": name, "use": some[0].name} for name, some in tables.items()]
    )
    lines = "versions:"
    for entry, some in zip(entries, tables.values(), strict=False):
        others = say("、", ", ").join(file.name for file in some[1:])
        lines += f"\n{yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000).rstrip()}{say('  # 或 ', '  # or ')}{others}"
    path = f"data/{work.meeting.params.name}/intake.yaml"
    zh = f"請把下列各行貼進 {path}，use 寫採用的檔名（都要採計寫成 [檔名, 檔名]），再重新執行：\n{lines}"
    todo = say(
        zh,
        f"Paste these lines into {path}, with the file that counts after use: ([file, file] where all do), and run again:\n{lines}",
    )
    for file in files:
        file.note = " ".join(
            filter(
                None,
                (
                    file.note,
                    say(f"{labels}：待決定採用哪一個版本。", f"{labels}: which version counts is to be decided."),
                ),
            )
        )
    work.add("F18", files[0].name, what, todo)
