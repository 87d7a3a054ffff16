"""Reading a meeting's inputs, and checking all of them before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pandas as pd

from reportlib import attachments, schema
from reportlib.annexes import plain_text
from reportlib.clean import Records, clean, holds
from reportlib.display import Cell
from reportlib.errors import InputError, Problem
from reportlib.facts import Fact, Units
from reportlib.labels import say
from reportlib.measures import awards, follow_up, inventory, members, promotion, quality, replies
from reportlib.measures import requests as citizen_requests
from reportlib.meeting import Meeting
from reportlib.params import ACCEPTED

# Each kind of record and the parameter that names its file; one file may hold two kinds.
FILES = {kind: "evaluation" if kind == "oas" else kind for kind in schema.TABLES}
ACCOUNT = {
    "read": "讀入",
    "used": "採計",
    "blank": "空白",
    "header": "表頭",
    "totals": "合計列",
    "out_of_scope": "非本機關",
}
RARE = {
    "notes": "附註",
    "examples": "範例列",
    "repeated": "重複列",
    "set_aside": "待確認",
}  # shown only where an input has such rows


# Two tables of one file: where it has only one of them, the other is not provided.
TWINS = {"evaluation": "oas", "oas": "evaluation"}


def read(kind: str, path: Path, meeting: Meeting) -> Records | None:
    """One input, cleaned as this meeting's parameters say; None where the file holds only its twin.

    Of two tables of one file, the one that no unit returns is in the secretariat's own file still.
    """
    if FILES[kind] != kind and path.parent.name == ACCEPTED:
        path = kept(kind, meeting)
        if path is None:
            return None
    if kind in TWINS and not holds(kind, path) and holds(TWINS[kind], path):
        return None
    records = clean(kind, path, meeting.register, other_publishers=meeting.params.other_publishers)
    return _as_accepted(records) if path.parent.name == ACCEPTED else records


def _as_accepted(records: Records) -> Records:
    """The texts that the intake wrote with an apostrophe, so that no spreadsheet program takes them for a formula, as they were."""

    def plain(value: object) -> object:
        if isinstance(value, tuple) and value:
            return (plain(value[0]), *value[1:])
        return plain_text(value) if isinstance(value, str) else value

    frame = records.frame
    texts = [column for column in frame.columns if frame[column].dtype == object]
    # Without a dtype pandas would turn None into nan.
    return records.with_frame(
        frame.assign(
            **{column: pd.Series([plain(value) for value in frame[column]], frame.index, object) for column in texts}
        )
    )


def kept(kind: str, meeting: Meeting) -> Path | None:
    """The secretariat's own file of an input: what the parameters name, or, where they name what the intake makes of the returns,
    the file of that kind in the meeting's folder of data (``requests.csv``, ``.xlsx`` or ``.ods``), if there is one."""
    path = getattr(meeting.params.inputs, FILES[kind])
    if path is None or path.parent.name != ACCEPTED:
        return path
    beside = (meeting.params.data_folder / f"{FILES[kind]}.{suffix}" for suffix in ("csv", "xlsx", "ods"))
    return next((path for path in beside if path.is_file()), None)


def read_all(meeting: Meeting) -> dict[str, Records]:
    """Every input the parameters name, by kind; one InputError with the problems of all of them."""
    found: dict[str, Records] = {}
    problems: list[Problem] = []
    for kind, parameter in FILES.items():
        path = getattr(meeting.params.inputs, parameter)
        if path is None:
            continue
        try:
            records = read(kind, path, meeting)
            if records is not None:
                found[kind] = records
        except InputError as error:
            problems += [p for p in error.problems if p not in problems]
    membership, categories = meeting.book("membership"), meeting.book("categories")
    checks = {
        "catalogue": (categories, lambda records: inventory.check_categories(records, categories)),
        "requests": (
            meeting.outcomes,
            lambda records: (citizen_requests.counted(records, meeting), citizen_requests.reply_days(records, meeting)),
        ),
        "quality": (
            meeting.marks and "catalogue" in found,
            lambda records: quality.marks_on(meeting.as_of.inventory, found["catalogue"], records, meeting),
        ),
        "members": (membership, lambda records: members.check(records, membership)),
        "ministries": (True, lambda records: inventory.standing(records, meeting)),
        "competition": (True, promotion.check),
        "resolutions": (True, lambda records: follow_up.followed_up(records, meeting)),
        "popularity": (
            meeting.book("popularity_award") and meeting.marks and "winners" in found,
            lambda records: awards.popularity(records, found["winners"], meeting),
        ),
    }
    for kind, (needed, check) in checks.items():
        if kind in found and needed:
            try:
                check(found[kind])
            except InputError as error:
                problems += error.problems
    try:
        attachments.read(meeting.params)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(*problems)
    return found


def notices(found: dict[str, Records], meeting: Meeting) -> list[str]:
    """What a person should know of the inputs though nothing is wrong with them, each sentence once."""
    said = [notice for records in found.values() for notice in records.notices]
    if "requests" in found and meeting.outcomes:
        everything = found["requests"]
        rest = citizen_requests.left_out(everything, citizen_requests.counted(everything, meeting), meeting)
        if rest.value:
            said.append(
                say(
                    f"{found['requests'].file}：{rest} 列依規則不計，或提出日期不在期間內。",
                    f"{found['requests'].file}: {rest} rows are not counted by rule, or were received outside the period.",
                )
            )
    if {"quality", "catalogue"} <= set(found) and meeting.marks:
        marks = quality.marks_on(meeting.as_of.inventory, found["catalogue"], found["quality"], meeting)
        if marks and marks.untested:
            zh = f"{found['quality'].file}：清單中 {marks.untested:,} 項應檢測的資料集沒有檢測紀錄，未計入金標章占比；請確認檔案含歷次全部檢測紀錄，不是只有本期。"
            en = f"{found['quality'].file}: {marks.untested:,} datasets of the list that should be tested have no test and are not in the gold share; make sure the file holds all tests, not only the new ones."
            said.append(say(zh, en))
    return list(dict.fromkeys(said))


def incomplete_replies(found: dict[str, Records], meeting: Meeting) -> tuple[Problem, ...]:
    """What the secretariat has to ask the agencies about their replies; nothing of it stops a packet."""
    return replies.incomplete(found["requests"], meeting) if "requests" in found else ()


def kinds_of_rows(inputs: Iterable[Records]) -> dict[str, str]:
    """What rows an account of these inputs has to show, each kind with its name."""
    met = {kind for records in inputs for kind, number in records.counts.items() if number}
    return ACCOUNT | {kind: name for kind, name in RARE.items() if kind in met}


def account_of(records: Records, units: Units, kinds: Mapping[str, str] = ACCOUNT) -> tuple[Cell, ...]:
    """Where the rows of one input went: the file, a number of rows for each kind, the file's hash."""
    counts = dict(records.counts)
    counts["header"] = counts.get("header", 0) + counts.pop("above_header", 0)
    if unknown := set(counts) - set(kinds):
        raise ValueError(f"rows of a kind the account does not show: {sorted(unknown)}")
    place = f"{records.file}〔{records.sheet}〕" if records.sheet else records.file
    facts = (
        Fact(
            Decimal(counts.get(kind, 0)),
            units.count("列"),
            f"rows.{records.input}/{kind}",
            f"{place}{label}列數",
            rule="讀取輸入檔案時的列數",
            operator="declared",
        )
        for kind, label in kinds.items()
    )
    return (place, *facts, records.sha256[:12])


def report_of(records: Records) -> dict:
    """What the sentinel and the run record say of one input, JSON-able; notices are left out, being in the reader's language."""
    return {
        "input": records.input,
        "file": records.file,
        "sheet": records.sheet,
        "encoding": records.encoding,
        "sha256": records.sha256,
        "counts": dict(records.counts),
    }
