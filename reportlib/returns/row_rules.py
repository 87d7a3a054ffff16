"""Rules across the cells of a returned table: what each cell says is right by itself, and together they cannot be.

A rule is data: the columns it needs, the one it points at, a test of all rows at once, and a message. To add a
rule: one entry in :data:`RULES`; :mod:`reportlib.returns.row_checks` applies it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from reportlib import messages
from reportlib.errors import Problem
from reportlib.returns.rule_kinds import (
    Days,
    RowRule,
    done,
    each_row_holds,
    filled,
    in_order,
    needs,
    no_more_than,
    when,
    when_any,
)
from reportlib.roc import format_date
from reportlib.text import spelling

_NOT_DONE = ("否", "N", "NO", "X", "✗", "✘", "╳", "☐", "□", "無")
_UNAVAILABLE = ("無法開放", "不對外開放", "C. 不對外開放")
_PLANNED = ("預計開放", "B. 預計開放")
# Classes of data as they are told apart here; that each is one is the rulebook's (action plan).
_REFUSED = ("不予提供", "不開放", "不提供", "不予開放", "丙類資料")
_PAID = ("有償提供", "有償", "收費", "付費")
_COSTS = ("building", "upkeep_last", "upkeep_second", "upkeep_third")
_KEEP = ("建議繼續列管", "繼續列管", "續列管", "建議續列管")


def _not_yet(column: str, called: Callable[[], str]) -> RowRule:
    return RowRule(
        f"{column}-by-the-meeting",
        column,
        (column,),
        done(column),
        lambda row, days: messages.V05_after_meeting(
            called=called(), day=format_date(row[column]), meeting=format_date(days.meeting)
        ),
    )


def _more(part: str, whole: str, parts: Callable[[], str], wholes: Callable[[], str]) -> RowRule:
    return RowRule(
        f"{part}-within-{whole}",
        part,
        (part, whole),
        no_more_than(part, whole),
        lambda row, _: messages.V18_more_than_whole(
            part=parts(), number=row[part], whole=wholes(), whole_number=row[whole]
        ),
    )


def _not_negative(column: str) -> RowRule:
    return RowRule(
        f"{column}-not-negative",
        column,
        (column,),
        lambda frame, _: each_row_holds(frame, (column,), lambda cost: cost >= 0),
        lambda row, _: messages.V18_negative_cost(value=str(row[column])),
    )


def _same_title(frame: pd.DataFrame, _: Days) -> pd.Series:
    seen: set[str] = set()

    def is_first(title: str) -> bool:
        spelled = spelling(title)
        is_first = spelled not in seen
        seen.add(spelled)
        return is_first

    return each_row_holds(frame, ("title",), lambda title: not title or is_first(title))


def _planned_in_the_period(frame: pd.DataFrame, days: Days) -> pd.Series:
    def is_in_it(day: date) -> bool:
        return days.period is None or days.period[0] <= day <= days.period[1]

    return each_row_holds(frame, ("planned_on",), is_in_it)


def _not_in_the_period(row: Mapping[str, Any], days: Days) -> Problem:
    first, last = (format_date(day) for day in days.period or (days.meeting, days.meeting))
    return messages.V05_not_in_period(day=format_date(row["planned_on"]), first=first, last=last)


RULES: dict[str, tuple[RowRule, ...]] = {
    "plan": (
        RowRule(
            "planned-in-the-period",
            "planned_on",
            ("planned_on",),
            _planned_in_the_period,
            _not_in_the_period,
            "warning",
        ),
        _not_yet("opened_on", lambda: messages.date_of_opening()),
        RowRule(
            "title-once",
            "title",
            ("title",),
            _same_title,
            lambda row, _: messages.I06_title_twice(title=row["title"]),
            "warning",
        ),
    ),
    "checklist": (
        _not_yet("listed_on", lambda: messages.date_of_listing()),
        RowRule(
            "no-needs-a-remark",
            "remark",
            ("link_works", "updated_in_time"),
            when_any(("link_works", "updated_in_time"), _NOT_DONE, "remark"),
            lambda row, _: messages.L11_no_without_remark(),
        ),
    ),
    "replies": (
        RowRule(
            "reply-after-request",
            "replied_on",
            ("received_on", "replied_on"),
            in_order("received_on", "replied_on"),
            lambda row, _: messages.V07_reply_before_request(
                replied=format_date(row["replied_on"]), received=format_date(row["received_on"])
            ),
        ),
        _not_yet("replied_on", lambda: messages.date_of_reply()),
        RowRule(
            "refusal-needs-a-reason",
            "reason",
            ("outcome",),
            when("outcome", _UNAVAILABLE, "reason"),
            lambda row, _: messages.L11_refusal_without_reason(outcome=row["outcome"]),
        ),
        RowRule(
            "promise-needs-a-date",
            "planned_on",
            ("outcome",),
            when("outcome", _PLANNED, "planned_on"),
            lambda row, _: messages.L11_promise_without_date(outcome=row["outcome"]),
        ),
        RowRule(
            "promise-after-reply",
            "planned_on",
            ("replied_on", "planned_on"),
            in_order("replied_on", "planned_on"),
            lambda row, _: messages.V07_planned_before_reply(
                planned=format_date(row["planned_on"]), replied=format_date(row["replied_on"])
            ),
            level="warning",
        ),
    ),
    "evaluation": (
        _more("sample_passed", "sampled", lambda: messages.datasets_passed(), lambda: messages.datasets_sampled()),
        _more("tasks_on_time", "tasks_due", lambda: messages.tasks_on_time(), lambda: messages.tasks_due()),
        RowRule(
            "passed-of-how-many",
            "sampled",
            ("sampled", "sample_passed"),
            needs("sample_passed", "sampled"),
            lambda row, _: messages.L11_passed_of_how_many(),
        ),
        RowRule(
            "on-time-of-how-many",
            "tasks_due",
            ("tasks_due", "tasks_on_time"),
            needs("tasks_on_time", "tasks_due"),
            lambda row, _: messages.L11_on_time_of_how_many(),
        ),
    ),
    "progress": (
        _not_yet("done_on", lambda: messages.date_of_completion()),
        RowRule(
            "completed-but-kept",
            "proposal",
            ("proposal", "done_on"),
            lambda frame, days: (
                ~(
                    filled(frame, "done_on")
                    & frame["proposal"].map(
                        lambda text: text is not None and spelling(text) in {spelling(word) for word in _KEEP}
                    )
                )
            ),
            lambda row, _: messages.V17_completed_but_kept(day=format_date(row["done_on"]), proposal=row["proposal"]),
            "warning",
        ),
    ),
    "assets": tuple(
        RowRule(
            f"class-refused-needs-{column}",
            column,
            ("data_class",),
            when("data_class", _REFUSED, column),
            lambda row, _: messages.L11_refused_without_reason(data_class=row["data_class"]),
        )
        for column in ("reason", "law")
    ),
    "on_request": (
        RowRule(
            "charge-needs-a-ground",
            "charged_by",
            ("restriction",),
            when("restriction", _PAID, "charged_by"),
            lambda row, _: messages.L11_charge_without_ground(restriction=row["restriction"]),
        ),
    ),
    "costs": tuple(map(_not_negative, _COSTS)),
}
