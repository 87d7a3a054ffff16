"""Every return examined, cell by cell and against what is known; of several versions one counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import yaml

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.readers.sheets import check_total, stated_total
from reportlib.records import findings, header
from reportlib.records.findings import Finding
from reportlib.returns import asked
from reportlib.returns.asked import Return, compared, own_key
from reportlib.returns.entries import Arrival, same_name
from reportlib.returns.work import ExaminedSheet, IntakeWork, each_row
from reportlib.text import spelling

# -- examining


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
        sheets = _compared(
            work,
            [
                _sheet(work, file, place, one, unit)
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
        work.examined[unit, name] = _once(work, sheets, unit)
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


def _sheet(work: IntakeWork, file: Arrival, place: int, one: Return, unit: str) -> ExaminedSheet:
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
        words = coded_columns.in_words(examined.examined.records, work.codes[one.name])
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


def _compared(work: IntakeWork, sheets: list[ExaminedSheet], unit: str) -> list[ExaminedSheet]:
    """I09, I11: all the sheets of one return, each compared with what the secretariat knows; what is on none of them is told
    of the first."""
    from reportlib.returns import known_records

    if not any(work.known.get(sheet.one.name) for sheet in sheets):
        return sheets
    keys = [_keys_of(sheet) for sheet in sheets]
    first = next((nth for nth, sheet in enumerate(sheets) if sheet.frame is not None), None)
    elsewhere = {key for nth, there in enumerate(keys) if nth != first for key in there.values()}
    found = []
    for nth, (sheet, there) in enumerate(zip(sheets, keys, strict=True)):
        if sheet.frame is not None:
            known = _known_here(work, sheet, unit, there, elsewhere if nth == first else None)
            sheet = sheet.with_findings(known_records.against(sheet.one, sheet.examined, known, unit))
        found.append(sheet)
    return found


def _known_here(
    work: IntakeWork,
    examined: ExaminedSheet,
    unit: str,
    there: Mapping[int, tuple[str, ...]],
    elsewhere: set[tuple[str, ...]] | None,
) -> dict[str, list]:
    """What is known of the records of this unit, and of those in the sheet that are another's; not of the unit's own whose
    rows are set aside, or ``elsewhere`` (None: that are not ``there``): they came, and are not missing."""
    known, owners = work.known.get(examined.one.name, {}), work.owners.get(examined.one.name, {})
    if not there:
        return known
    kept = {int(row) for row in examined.frame.index}
    aside = {key for number, key in there.items() if number not in kept}
    here: dict[str, list] = {unit: []}
    for key in {*there.values()}:
        for other, record in owners.get(key, ()):
            if other != unit:
                here.setdefault(other, []).append(record)
    columns, mine = own_key(examined.one), {*there.values()}
    for record in known.get(unit, ()):
        key = compared(record, columns)
        if key not in aside and (key in mine or elsewhere is not None and key not in elsewhere):
            here[unit].append(record)
    return here


def _once(work: IntakeWork, sheets: list[ExaminedSheet], unit: str) -> list[ExaminedSheet]:
    """I06, I07: the rows of one return over all its sheets, by their key; equal ones count once, of two different ones neither counts."""
    if len(sheets) == 1 and sheets[0].one.table.key != (sheets[0].one.unit_column,):
        return sheets  # within one sheet they have been compared
    rows: dict[tuple, list[tuple[ExaminedSheet, int, dict]]] = {}
    for sheet in sheets:
        key = own_key(sheet.one)
        for row, record in each_row(sheet.frame):
            if all(record.get(column) is not None for column in key):
                rows.setdefault(compared(record, key), []).append((sheet, row, record))
    wrong: dict[int, list[Finding]] = {}
    again: dict[int, list[int]] = {}
    for key, twice in rows.items():
        equal = all(
            record.get(column.name) == twice[0][2].get(column.name)
            for *_, record in twice
            for column in twice[0][0].one.table.columns
        )
        for nth, (sheet, row, _) in (
            enumerate(twice)
            if len(twice) > 1 and len({id(sheet) for sheet, *_ in twice}) > 1 or not key and len(twice) > 1
            else ()
        ):
            if equal and not nth:
                continue
            other, other_row, _ = twice[0] if nth else twice[1]
            column = next(
                (column for column in sheet.one.table.key if column != sheet.one.unit_column), sheet.one.unit_column
            )
            place = (
                say(f"工作表{quoted(other.sheet.name)}", f"sheet {quoted(other.sheet.name)} ")
                if other is not sheet and other.sheet.name
                else ""
            )
            place = (
                say(f" {other.file.name} {place}", f"{other.file.name} {place}")
                if other.file is not sheet.file
                else place
            )
            if not key:
                what = say(
                    f"每個單位只填一列，{place}第 {other_row} 列已經填了。",
                    f"a unit fills in one row, and {place}row {other_row} is filled in already.",
                )
            else:
                what = say(f"與{place}第 {other_row} 列重複。", f"the same as {place}row {other_row}.")
            todo = say("請只保留正確的一列後重送。", "Keep only the correct row and resend.")
            if equal:
                todo = say(
                    "內容相同，只計一次；請刪去多出的一列。",
                    "They are equal and count once; delete the row that is one too many.",
                )
                again.setdefault(id(sheet), []).append(row)
            value = None if sheet.frame is None else sheet.frame.loc[row].get(column)
            wrong.setdefault(id(sheet), []).append(
                sheet.finding(
                    "I06" if equal else "I07", row, column, value, what, todo, "warning" if equal else "error"
                )
            )
    return [
        sheet.once(again.get(id(sheet), ())).with_findings(wrong[id(sheet)]) if id(sheet) in wrong else sheet
        for sheet in sheets
    ]


def compare_units(work: IntakeWork) -> None:
    """I09: a dataset that two units report as theirs is nobody's until they agree."""
    owners: dict[str, list[tuple[str, int, int, object]]] = {}
    for unit in work.asked:  # the other returns number their rows unit by unit, or are asked of several units
        for nth, sheet in enumerate(work.examined.get((unit, "checklist"), ())):
            for row, value in sheet.frame["dataset_id"].items() if sheet.frame is not None else ():
                owners.setdefault(spelling(value), []).append((unit, nth, int(row), value))
    wrong: dict[tuple[str, int], list[Finding]] = {}
    for claims in owners.values():
        units = dict.fromkeys(unit for unit, *_ in claims)
        for unit, nth, row, value in claims if len(units) > 1 else ():
            others = "、".join(other for other in units if other != unit)
            what = say(
                f"資料集識別碼{quoted(value)}，{others}也列為自己的。",
                f"the dataset {quoted(value)} is also reported by {others}.",
            )
            todo = say("請與該單位確認後更正重送。", "Settle it with that unit, correct it and resend.")
            sheet = work.examined[unit, "checklist"][nth]
            wrong.setdefault((unit, nth), []).append(sheet.finding("I09", row, "dataset_id", value, what, todo))
    for (unit, nth), found in wrong.items():
        place = work.examined[unit, "checklist"]
        place[nth] = place[nth].with_findings(found)


def _keys_of(examined: ExaminedSheet) -> dict[int, tuple[str, ...]]:
    """What tells each row of a sheet apart from the unit's others, as it is written; nothing where the sheet has no such columns."""
    places = [examined.examined.places.get(column, (0, ""))[0] for column in own_key(examined.one)]
    return (
        {
            number: tuple(spelling(_cell_text(row, place)) for place in places)
            for number, row in enumerate(examined.sheet.rows, 1)
        }
        if all(places)
        else {}
    )


def _cell_text(row: Sequence, place: int) -> str:
    """The text of a row's cell at a place, 1 for the first."""
    return header.text_of(row[place - 1]) or "" if place <= len(row) else ""
