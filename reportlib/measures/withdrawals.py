"""What was taken off the list, and what is no longer promised: records, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

import pandas as pd

from reportlib import messages
from reportlib.display.display import Cell, Display, Naming
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError, Problem
from reportlib.facts.conditions import NONE, Choice, Known, any_of, blank, is_, until
from reportlib.measures.counting import MOST_PROBLEMS, each
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date
from reportlib.text import spelling


def check(withdrawn: Records) -> None:
    """InputError for a row of which it is not known what was withdrawn (L11), or that was withdrawn before it was listed or after it was put back (V07), and for
    what is withdrawn twice without having been put back (I07)."""
    found = [problem for row, record in each(withdrawn) for problem in _of_row(withdrawn, row, record)]
    found += _twice(withdrawn)
    if found:
        raise InputError(*islice(found, MOST_PROBLEMS))


def _of_row(withdrawn: Records, row: int, record: dict) -> Iterator[Problem]:
    place = (withdrawn.file, withdrawn.sheet, row)
    if not record.get("dataset_id") and not record.get("plan_id"):
        yield messages.L11_withdrawn_without_number().at(*place, header=label_of("withdrawn", "dataset_id"))
    listed, gone = record.get("listed_on"), record["withdrawn_on"]
    if isinstance(listed, date) and gone < listed:
        problem = messages.V07_withdrawn_before_listed(withdrawn=format_date(gone), listed=format_date(listed))
        yield problem.at(*place, header=label_of("withdrawn", "withdrawn_on"))
    back = record.get("relisted_on")
    if isinstance(back, date) and back < gone:
        problem = messages.V07_relisted_before_withdrawn(relisted=format_date(back), withdrawn=format_date(gone))
        yield problem.at(*place, header=label_of("withdrawn", "relisted_on"))


def _twice(withdrawn: Records) -> Iterator[Problem]:
    """Rows of a dataset that an earlier withdrawal has taken off already."""
    last: dict[tuple[str, ...], tuple[int, dict]] = {}
    for row, record in sorted(each(withdrawn), key=lambda pair: pair[1]["withdrawn_on"]):
        for key in _keys(record):
            before = last.get(key)
            if before and not _was_put_back(before[1], record):
                header = label_of("withdrawn", "dataset_id" if len(key) == 1 else "plan_id")
                twice = messages.I07_withdrawn_twice(dataset=record["title"], row=min(before[0], row))
                yield twice.at(withdrawn.file, withdrawn.sheet, max(before[0], row), header=header)
                break
        last |= {key: (row, record) for key in _keys(record)}


def _keys(record: dict) -> Iterator[tuple[str, ...]]:
    """What a withdrawal is of: the portal's number, which only one dataset has, and the plan's, which counts for its unit."""
    if record.get("dataset_id"):
        yield (spelling(record["dataset_id"]),)
    if record.get("plan_id"):
        yield record["agency"], spelling(record["plan_id"])


def _was_put_back(before: dict, record: dict) -> bool:
    """Whether a dataset was on the list again between two withdrawals."""
    listed = record.get("listed_on")
    return (
        isinstance(listed, date)
        and before["withdrawn_on"] <= listed
        and before["withdrawn_on"] < record["withdrawn_on"]
    )


# -- no longer promised ----------------------------------------------------------------------------------------------------


def _no_longer_promised(withdrawn: Records, day: date) -> Choice:
    """Of the rows of the plan, those withdrawn by ``day``: each unit numbers its own, so a number counts for its unit alone."""
    if not withdrawn.has("plan_id"):
        return NONE
    gone = until("withdrawn_on", day)
    agencies = dict.fromkeys(record["agency"] for _, record in each(withdrawn.where(gone & ~blank("plan_id"))))
    return any_of(
        *(
            is_("agency", agency) & Known("plan_id", "withdrawn", "plan_id", gone & is_("agency", agency))
            for agency in agencies
        )
    )


def parted(plan: Records, withdrawn: Records | None, day: date) -> tuple[Records, Records | None]:
    """The rows of the plan that are still promised on ``day``, and those that are not; None for these where no withdrawal is on record."""
    if withdrawn is None:
        return plan, None
    gone = {
        (record["agency"], spelling(record["plan_id"]))
        for _, record in each(withdrawn.where(until("withdrawn_on", day)))
        if record.get("plan_id")
    }
    is_gone = pd.Series(
        [(record["agency"], spelling(record["plan_id"])) in gone for _, record in each(plan)], plan.frame.index, bool
    )
    means = _no_longer_promised(withdrawn, day)
    return plan.where(~is_gone, ~means), plan.where(is_gone, means)


# -- shown -----------------------------------------------------------------------------------------------------------------


def table(caption: str, withdrawn: Records | None, meeting: Meeting) -> Display:
    """Everything withdrawn by the as-of date, the latest first, each with its reason; a sentence where there is nothing."""
    rows = (
        []
        if withdrawn is None
        else sorted(each(withdrawn.where(until("withdrawn_on", meeting.as_of.inventory))), key=_latest_first)
    )
    if not rows:
        none = "沒有撤回及下架的紀錄" if withdrawn is None else "沒有撤回或下架的資料集"
        return Prose.of("{none}。", none=none).document_only()
    shown = tuple(
        Row(
            (
                record["title"],
                record["agency_short"],
                _kind(record, meeting.as_of.inventory),
                format_date(record["withdrawn_on"]),
                record["reason"],
                record.get("decided_by") or "—",
            )
        )
        for _, record in rows
    )
    columns = ("資料集", "單位", "種類", "日期", "理由", "依據")
    note = "下架：已上架而自平臺移除；撤回：只列在預計開放清單，不再開放"
    return Table(caption, columns, shown, "", note, weights=(6, 4, 2, 4, 8, 5)).document_only()


def _kind(record: dict, day: date) -> Cell:
    """What became of a dataset, and that it was put back by a day."""
    if not record.get("dataset_id"):
        return "撤回"
    back = record.get("relisted_on")
    return Naming("下架，{back} 重新上架", back=format_date(back)) if isinstance(back, date) and back <= day else "下架"


def _latest_first(pair: tuple[int, dict]) -> int:
    return -pair[1]["withdrawn_on"].toordinal()
