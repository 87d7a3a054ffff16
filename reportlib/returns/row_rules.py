"""Rules across the cells of a returned table: what each cell says is right by itself, and together they cannot be.

A rule is data: the columns it needs, the one it points at, a test of all rows at once, and a sentence of ours. To add a
rule: one entry in :data:`RULES`; :mod:`reportlib.returns.row_checks` applies it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from reportlib.errors import quoted
from reportlib.returns.cell_findings import Texts
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
_KEEP = ("建議繼續列管", "繼續列管", "續列管", "建議續列管")


def _not_yet(column: str, zh: str, en: str) -> RowRule:
    return RowRule(
        f"{column}-by-the-meeting",
        "V05",
        column,
        (column,),
        done(column),
        lambda row, days: (
            f"{zh} {format_date(row[column])} 晚於會議（{format_date(days.meeting)}）。",
            f"the {en} {format_date(row[column])} is after the meeting ({format_date(days.meeting)}).",
        ),
        ("請填已發生的日期，尚未完成請留白後重送。", "Give a day that is past, or leave it blank, and resend."),
    )


def _more(part: str, whole: str, zh: Texts, en: Texts) -> RowRule:
    return RowRule(
        f"{part}-within-{whole}",
        "V18",
        part,
        (part, whole),
        no_more_than(part, whole),
        lambda row, _: (
            f"{zh[0]} {row[part]:,} 大於{zh[1]} {row[whole]:,}。",
            f"{en[0]} {row[part]:,} are more than {en[1]} {row[whole]:,}.",
        ),
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


def _not_in_the_period(row: Mapping[str, Any], days: Days) -> Texts:
    planned, bounds = format_date(row["planned_on"]), [format_date(day) for day in days.period or ()]
    return (
        f"預計開放日期 {planned} 不在本次討論的期間（{' 至 '.join(bounds)}）。",
        f"the planned date {planned} is not in the period under discussion ({' to '.join(bounds)}).",
    )


RULES: dict[str, tuple[RowRule, ...]] = {
    "plan": (
        RowRule(
            "planned-in-the-period",
            "V05",
            "planned_on",
            ("planned_on",),
            _planned_in_the_period,
            _not_in_the_period,
            (
                "請確認日期；確實是其他期間者不必更正，將列在其他期間。",
                "Check the date; if it is right, the record is listed under its own period.",
            ),
            "warning",
        ),
        _not_yet("opened_on", "實際開放日期", "date of opening"),
        RowRule(
            "title-once",
            "I06",
            "title",
            ("title",),
            _same_title,
            lambda row, _: (
                f"{quoted(row['title'])}前面已有同名的資料集。",
                f"a dataset called {quoted(row['title'])} stands above.",
            ),
            (
                "如果是同一個資料集，請刪去多出的一列。",
                "If it is the same dataset, delete the row that is one too many.",
            ),
            "warning",
        ),
    ),
    "checklist": (
        _not_yet("listed_on", "上架日期", "date of listing"),
        RowRule(
            "no-needs-a-remark",
            "L11",
            "remark",
            ("link_works", "updated_in_time"),
            when_any(("link_works", "updated_in_time"), _NOT_DONE, "remark"),
            lambda row, _: (
                "「連結可下載」或「依頻率更新」填「否」，須有說明。",
                "where a check says no, the remark must say why.",
            ),
            ("請填說明（原因及改善期程）後重送。", "Fill in the remark (reason and time of repair) and resend."),
        ),
    ),
    "replies": (
        RowRule(
            "reply-after-request",
            "V07",
            "replied_on",
            ("received_on", "replied_on"),
            in_order("received_on", "replied_on"),
            lambda row, _: (
                f"回復日期 {format_date(row['replied_on'])} 早於提出日期 {format_date(row['received_on'])}。",
                f"the reply of {format_date(row['replied_on'])} is before the request of {format_date(row['received_on'])}.",
            ),
        ),
        _not_yet("replied_on", "回復日期", "date of the reply"),
        RowRule(
            "refusal-needs-a-reason",
            "L11",
            "reason",
            ("outcome",),
            when("outcome", _UNAVAILABLE, "reason"),
            lambda row, _: (
                f"處理情形為{quoted(row['outcome'])}，須有理由。",
                f"the outcome is {quoted(row['outcome'])}, so there must be a reason.",
            ),
            ("請填理由及依據後重送。", "Fill in the reason and its ground, and resend."),
        ),
        RowRule(
            "promise-needs-a-date",
            "L11",
            "planned_on",
            ("outcome",),
            when("outcome", _PLANNED, "planned_on"),
            lambda row, _: (
                f"處理情形為{quoted(row['outcome'])}，須有預計開放日期。",
                f"the outcome is {quoted(row['outcome'])}, so there must be a planned date.",
            ),
            ("請填預計開放日期後重送。", "Fill in the planned date and resend."),
        ),
        RowRule(
            "promise-after-reply",
            "V07",
            "planned_on",
            ("replied_on", "planned_on"),
            in_order("replied_on", "planned_on"),
            lambda row, _: (
                f"預計開放日期 {format_date(row['planned_on'])} 早於回復日期 {format_date(row['replied_on'])}。",
                f"the planned date {format_date(row['planned_on'])} is before the reply of {format_date(row['replied_on'])}.",
            ),
            level="warning",
        ),
    ),
    "evaluation": (
        _more("sample_passed", "sampled", ("抽檢合格數", "抽檢資料集數"), ("the passed", "the sampled")),
        _more("tasks_on_time", "tasks_due", ("如期完成項數", "應辦工作項數"), ("the tasks on time", "the tasks due")),
        RowRule(
            "passed-of-how-many",
            "L11",
            "sampled",
            ("sampled", "sample_passed"),
            needs("sample_passed", "sampled"),
            lambda row, _: (
                "有抽檢合格數而沒有抽檢資料集數。",
                "there is a number of passed but none of sampled datasets.",
            ),
            ("請填抽檢資料集數後重送。", "Fill in how many were sampled, and resend."),
        ),
        RowRule(
            "on-time-of-how-many",
            "L11",
            "tasks_due",
            ("tasks_due", "tasks_on_time"),
            needs("tasks_on_time", "tasks_due"),
            lambda row, _: (
                "有如期完成項數而沒有應辦工作項數。",
                "there is a number of tasks on time but none of tasks due.",
            ),
            ("請填應辦工作項數後重送。", "Fill in how many were due, and resend."),
        ),
    ),
    "progress": (
        _not_yet("done_on", "完成日期", "date of completion"),
        RowRule(
            "completed-but-kept",
            "V17",
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
            lambda row, _: (
                f"已於 {format_date(row['done_on'])} 完成，列管建議仍為{quoted(row['proposal'])}。",
                f"completed on {format_date(row['done_on'])}, but the proposal is {quoted(row['proposal'])}.",
            ),
            ("請確認列管建議。", "Check the proposal."),
            "warning",
        ),
    ),
}
