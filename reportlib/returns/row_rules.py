"""Rules across the cells of a returned table: what each cell says is right by itself, and together they cannot be.

A rule is data: the columns it needs, the one it points at, a test of all rows at once, and a sentence of ours. pandera runs
the tests, all of them, on the rows that are accepted so far; it is imported when first used. To add a rule: one entry in
:data:`RULES`. What another record knows of a row (:func:`against`) and the coded columns (:func:`check`) are here too.
"""

from __future__ import annotations

import calendar
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.meeting.meeting import Meeting
from reportlib.records.findings import Finding, Level
from reportlib.records.located import RESEND
from reportlib.records.records import Examined, Records
from reportlib.returns.asked import Codes, Return, codes_of
from reportlib.roc import format_date
from reportlib.text import spelling

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema


MOST_LISTED = 10
Texts = tuple[str, str]  # Chinese and English


@dataclass(frozen=True)
class Days:
    """The days a rule compares with: the meeting's, and the half-year under discussion, where the parameters name one."""

    meeting: date
    period: tuple[date, date] | None = None

    @classmethod
    def of(cls, meeting: Meeting) -> Days:
        held = meeting.params.meeting.date
        return cls(
            date(held.year, held.month, held.day or calendar.monthrange(held.year, held.month)[1]),
            meeting.params.periods.plan,
        )


@dataclass(frozen=True)
class RowRule:
    """One rule: ``holds`` says of every row at once whether it is kept; ``what`` says of one row how it is not.

    ``needs`` are the columns it compares; without all of them there is nothing to compare. It points at ``column``.
    """

    name: str
    code: str
    column: str
    needs: tuple[str, ...]
    holds: Callable[[pd.DataFrame, Days], pd.Series]
    what: Callable[[Mapping[str, object], Days], Texts]
    todo: Texts = RESEND
    level: Level = "error"


def load() -> None:
    """Import pandera, and what it imports at its first validation: an intake does so while its files are read in other processes.

    It would take hypothesis along, where that is installed, for making up test data, which is asked of it nowhere here.
    """
    if absent := "hypothesis" not in sys.modules:
        sys.modules["hypothesis"] = None
    try:
        from pandera.pandas import DataFrameSchema

        DataFrameSchema().validate(pd.DataFrame())
    finally:
        if absent:
            del sys.modules["hypothesis"]


def check(one: Return, examined: Examined, meeting: Meeting) -> tuple[Finding, ...]:
    """Every rule of this return and every coded column, on the rows that are accepted so far."""
    return check_rules(one.name, examined, Days.of(meeting)) + check_codes(examined, codes_of(one, meeting))


def check_rules(name: str, examined: Examined, days: Days) -> tuple[Finding, ...]:
    """The rules of the return of that name (:data:`RULES`)."""
    records = examined.records
    if records is None or records.frame.empty:
        return ()
    frame = records.frame
    rules = [rule for rule in RULES.get(name, ()) if all(column in frame.columns for column in rule.needs)]
    where = _Places(examined)
    return tuple(
        where.finding(
            rule.code,
            rule.level,
            row,
            rule.column,
            frame.at[row, rule.column] if rule.column in frame.columns else None,
            rule.what(frame.loc[row].to_dict(), days),
            rule.todo,
            rule.name,
        )
        for rule, row in _broken(rules, frame, days)
    )


def _broken(rules: Sequence[RowRule], frame: pd.DataFrame, days: Days) -> Iterator[tuple[RowRule, int]]:
    """Each rule with each row that does not keep it, in the order of the rules."""
    from pandera.errors import SchemaErrors

    if not rules:
        return
    try:
        _schema(rules, days).validate(frame, lazy=True)
    except SchemaErrors as errors:
        found = errors.failure_cases
        for rule in rules:
            cases = found[found["check"] == rule.name]
            if cases["index"].isna().any():  # no row: the test itself broke down, which is our fault and not the unit's
                raise RuntimeError(f"the rule {rule.name} cannot be tested: {cases['failure_case'].iat[0]}") from None
            yield from ((rule, int(row)) for row in sorted(set(cases["index"])))


def _schema(rules: Sequence[RowRule], days: Days) -> DataFrameSchema:
    from pandera.pandas import Check, DataFrameSchema

    def test(rule: RowRule) -> Callable[[pd.DataFrame], pd.Series]:
        return lambda frame: rule.holds(frame, days).astype(bool)

    return DataFrameSchema(checks=[Check(test(rule), name=rule.name, ignore_na=False) for rule in rules])


# ---------------------------------------------------------------------------------------------------- coded columns


def check_codes(examined: Examined, codes: Mapping[str, Codes]) -> tuple[Finding, ...]:
    """V17: every value of a coded column that is none of its words, with the nearest."""
    records = examined.records
    if records is None:
        return ()
    where, found = _Places(examined), []
    for column, words in codes.items():
        if column not in records.frame.columns or not (
            unknown := {
                text for value in set(records.frame[column]) for text in _said(value, words) if words.word(text) is None
            }
        ):
            continue
        for row, value in records.frame[column].items():
            for text in _said(value, words):
                if text in unknown:
                    found.append(where.finding("V17", "error", row, column, text, *_no_word(text, words), "words"))
    return tuple(found)


def _said(value: object, words: Codes) -> tuple[str, ...]:
    """The texts of a coded cell, which may hold several, one or none."""
    return (
        tuple(text for part in value for text in words.parts(part))
        if isinstance(value, tuple)
        else ()
        if value is None
        else (value,)
    )


def _no_word(text: str, words: Codes) -> tuple[Texts, Texts]:
    what = f"{quoted(text)}不是可填的選項。", f"{quoted(text)} is none of the words of the list."
    near = words.nearest(text)
    zh = f"{f'是不是{quoted(near)}？' if near else ''}可填：{'、'.join(words.words)}。請由選單選取後重送。"
    en = f"{f'Did you mean {quoted(near)}? ' if near else ''}Known: {', '.join(words.words)}. Choose from the list and resend."
    return what, (zh, en)


def in_words(records: Records, codes: Mapping[str, Codes]) -> Records:
    """The same records with the official word for every other spelling of a coded column (每季: 每3月)."""
    frame = records.frame.copy()
    for column, words in codes.items():
        if column in frame.columns:
            official = {
                value: tuple(words.word(text) or text for text in _said(value, words))
                if isinstance(value, tuple)
                else value and (words.word(value) or value)
                for value in set(frame[column])
            }
            frame[column] = pd.Series([official[value] for value in frame[column]], frame.index, object)
    return records.with_frame(frame)


# ---------------------------------------------------------------------------------------------------- other records


def against(
    one: Return, examined: Examined, known: Mapping[str, Sequence[Mapping[str, object]]], unit: str
) -> tuple[Finding, ...]:
    """I09, I11: rows that the unit was not asked for, and what it was asked for and did not return.

    ``known`` has every unit's records of this return as the secretariat has them, by the unit's short name
    (``forms.prefilled``).
    """
    records = examined.records
    key = [column for column in one.table.key if column != one.unit_column]
    if (
        records is None
        or not key
        or not all(column in records.frame.columns for column in key)
        or not any(known.values())
    ):
        return ()
    owners: dict[tuple, list[str]] = {}
    for other, rows in known.items():
        for row in rows:
            owners.setdefault(_key(row, key), []).append(other)
    where, found = _Places(examined), []
    returned = {_key(row, key) for row in examined.keys}  # a row that is set aside has come, too
    for row, record in zip(records.frame.index, records.frame.to_dict("records"), strict=True):
        named = owners.get(_key(record, key), [])
        if unit in named or not named and one.name == "plan":
            continue  # a new plan has a new number
        shown = quoted("＋".join(str(record[column]) for column in key))
        if named:
            others = "、".join(dict.fromkeys(named))
            what = f"{shown}屬於{others}。", f"{shown} belongs to {others}."
            found.append(
                where.finding(
                    "I09",
                    "error",
                    row,
                    key[-1],
                    record[key[-1]],
                    what,
                    (
                        "請刪去不屬於貴單位的列，或更正後重送。",
                        "Delete rows that are not yours, or correct them, and resend.",
                    ),
                    "asked",
                )
            )
        else:
            what = f"{shown}不在{one.label}的現有紀錄中。", f"{shown} is not in the records of {quoted(one.label)}."
            level = "warning" if one.name == "checklist" else "error"  # a dataset may be listed or withdrawn since
            found.append(
                where.finding(
                    "I11",
                    level,
                    row,
                    key[-1],
                    record[key[-1]],
                    what,
                    ("請核對編號；新增者請與承辦人確認。", "Check the number; if it is new, tell the secretariat."),
                    "asked",
                )
            )
    if missing := [
        "＋".join(str(row[column]) for column in key) for row in known.get(unit, ()) if _key(row, key) not in returned
    ]:
        listed = "、".join(missing[:MOST_LISTED]) + ("…" if len(missing) > MOST_LISTED else "")
        what = f"尚缺 {len(missing)} 筆：{listed}。", f"{len(missing)} records are missing: {listed}."
        todo = "請補填，或說明為何不再列入。", "Add them, or say why they are left out."
        found.append(where.finding("I11", "warning", None, key[-1], "", what, todo, "asked"))
    return tuple(found)


def _key(record: Mapping[str, object], key: Sequence[str]) -> tuple[str, ...]:
    return tuple(spelling(str(record.get(column))) for column in key)


class _Places:
    """Where the columns of an examined sheet stand."""

    def __init__(self, examined: Examined):
        self.records, self.places = examined.records, examined.places

    def finding(
        self, code: str, level: Level, row: int | None, column: str, value: object, what: Texts, todo: Texts, rule: str
    ) -> Finding:
        place, header = self.places.get(column, (None, ""))
        shown = (
            ""
            if value is None or value is pd.NA
            else format_date(value)
            if isinstance(value, date)
            else "；".join(value)
            if isinstance(value, tuple)
            else str(value)
        )
        return Finding(
            code, level, self.records.file, self.records.sheet, row, place, header, shown, say(*what), say(*todo), rule
        )


# ---------------------------------------------------------------------------------------------------- the rules


def _filled(frame: pd.DataFrame, column: str) -> pd.Series:
    """Whether the cell says something; False throughout where the column is missing."""
    if column not in frame.columns:
        return pd.Series(False, frame.index)
    return frame[column].notna() & ~frame[column].isin([""])


def _each(frame: pd.DataFrame, columns: Sequence[str], holds: Callable[..., bool]) -> pd.Series:
    """Whether the rule holds of each row; of one that lacks a value it does."""
    values = zip(*(frame[column].tolist() for column in columns), strict=True)
    return pd.Series([None in row or holds(*row) for row in values], frame.index, bool)


def _order(earlier: str, later: str) -> Callable[[pd.DataFrame, Days], pd.Series]:
    return lambda frame, _: _each(frame, (earlier, later), lambda first, second: first <= second)


def _done(column: str) -> Callable[[pd.DataFrame, Days], pd.Series]:
    """A thing that is said to have been done was done by the day of the meeting."""
    return lambda frame, days: _each(frame, (column,), lambda day: day <= days.meeting)


def _no_more_than(part: str, whole: str) -> Callable[[pd.DataFrame, Days], pd.Series]:
    return lambda frame, _: ~(frame[part] > frame[whole]).fillna(False)


def _with(column: str, needed: str) -> Callable[[pd.DataFrame, Days], pd.Series]:
    return lambda frame, _: ~_filled(frame, column) | _filled(frame, needed)


def _when(column: str, words: Iterable[str], needed: str) -> Callable[[pd.DataFrame, Days], pd.Series]:
    """Where the column says one of the words, the other has to be filled in."""
    wanted = {spelling(word) for word in words}
    return lambda frame, _: (
        ~frame[column].map(lambda text: text is not None and spelling(text) in wanted) | _filled(frame, needed)
    )


def _when_any(columns: Sequence[str], words: Iterable[str], needed: str) -> Callable[[pd.DataFrame, Days], pd.Series]:
    rules = [(column, _when(column, words, needed)) for column in columns]

    def holds(frame: pd.DataFrame, days: Days) -> pd.Series:
        kept = pd.Series(True, frame.index)
        for column, rule in rules:
            if column in frame.columns:
                kept &= rule(frame, days)
        return kept

    return holds


def _on(value: object) -> str:
    return format_date(value)


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
        _done(column),
        lambda row, days: (
            f"{zh} {_on(row[column])} 晚於會議（{_on(days.meeting)}）。",
            f"the {en} {_on(row[column])} is after the meeting ({_on(days.meeting)}).",
        ),
        ("請填已發生的日期，尚未完成請留白後重送。", "Give a day that is past, or leave it blank, and resend."),
    )


def _more(part: str, whole: str, zh: Texts, en: Texts) -> RowRule:
    return RowRule(
        f"{part}-within-{whole}",
        "V18",
        part,
        (part, whole),
        _no_more_than(part, whole),
        lambda row, _: (
            f"{zh[0]} {row[part]:,} 大於{zh[1]} {row[whole]:,}。",
            f"{en[0]} {row[part]:,} are more than {en[1]} {row[whole]:,}.",
        ),
    )


def _same_title(frame: pd.DataFrame, _: Days) -> pd.Series:
    seen: set[str] = set()
    return _each(
        frame, ("title",), lambda text: not text or (spelled := spelling(text)) not in seen and not seen.add(spelled)
    )


RULES: dict[str, tuple[RowRule, ...]] = {
    "plan": (
        RowRule(
            "planned-in-the-period",
            "V05",
            "planned_on",
            ("planned_on",),
            lambda frame, days: _each(
                frame, ("planned_on",), lambda day: days.period is None or days.period[0] <= day <= days.period[1]
            ),
            lambda row, days: (
                f"預計開放日期 {_on(row['planned_on'])} 不在本次討論的期間（{_on(days.period[0])} 至 {_on(days.period[1])}）。",
                f"the planned date {_on(row['planned_on'])} is not in the period under discussion ({_on(days.period[0])} to {_on(days.period[1])}).",
            ),
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
            _when_any(("link_works", "updated_in_time"), _NOT_DONE, "remark"),
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
            _order("received_on", "replied_on"),
            lambda row, _: (
                f"回復日期 {_on(row['replied_on'])} 早於提出日期 {_on(row['received_on'])}。",
                f"the reply of {_on(row['replied_on'])} is before the request of {_on(row['received_on'])}.",
            ),
        ),
        _not_yet("replied_on", "回復日期", "date of the reply"),
        RowRule(
            "refusal-needs-a-reason",
            "L11",
            "reason",
            ("outcome",),
            _when("outcome", _UNAVAILABLE, "reason"),
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
            _when("outcome", _PLANNED, "planned_on"),
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
            _order("replied_on", "planned_on"),
            lambda row, _: (
                f"預計開放日期 {_on(row['planned_on'])} 早於回復日期 {_on(row['replied_on'])}。",
                f"the planned date {_on(row['planned_on'])} is before the reply of {_on(row['replied_on'])}.",
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
            _with("sample_passed", "sampled"),
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
            _with("tasks_on_time", "tasks_due"),
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
                    _filled(frame, "done_on")
                    & frame["proposal"].map(
                        lambda text: text is not None and spelling(text) in {spelling(word) for word in _KEEP}
                    )
                )
            ),
            lambda row, _: (
                f"已於 {_on(row['done_on'])} 完成，列管建議仍為{quoted(row['proposal'])}。",
                f"completed on {_on(row['done_on'])}, but the proposal is {quoted(row['proposal'])}.",
            ),
            ("請確認列管建議。", "Check the proposal."),
            "warning",
        ),
    ),
}
