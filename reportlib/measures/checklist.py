"""The quarterly checklists: which unit checked how many datasets in which quarter, what they met, who has sent none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reportlib import messages
from reportlib.display.display import Cell, Display, Naming, runs
from reportlib.display.prose import KeyFigures, Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError, Problem
from reportlib.facts.brief import Brief
from reportlib.facts.conditions import Choice, all_of, blank, is_, until, worded
from reportlib.facts.facts import Fact, total_of
from reportlib.measures import inventory
from reportlib.measures.counting import MOST_PROBLEMS, SOME, cells_of, count, each, facts_counted, names_counted
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.plan_rules import QuarterlyCheck
from reportlib.meeting.quarters import Quarter, quarter_in
from reportlib.model.blocks import Tone
from reportlib.records.records import Records
from reportlib.roc import format_date
from reportlib.text import spelling

ITEMS = {
    "link_works": "連結可下載",
    "updated_in_time": "依頻率更新",
}  # the columns that say whether a dataset meets an item
YES, NO = "是", "否"
NOT_SENT, NOT_YET, LATE = "未提送", "尚未屆期", "（逾期）"
MOST_QUARTERS = 8  # in the table of quarters; earlier ones are in the annex files (ours)


@dataclass(frozen=True, repr=False)
class Checklists(Brief):
    """The checklists by quarter up to that of the as-of date, the last one last: what each unit checked (項), what met every item,
    and whose came after the day on which it was due (``ends``)."""

    records: Records
    book: QuarterlyCheck
    quarters: tuple[Quarter, ...]
    units: tuple[str, ...]
    checked: Mapping[tuple[str, Quarter], Fact]
    met: Mapping[tuple[str, Quarter], Fact]
    late: frozenset[tuple[str, Quarter]]
    day: date

    @property
    def last(self) -> Quarter:
        """The last quarter whose checklists are due; where none is yet, the last one."""
        return max(filter(self.is_due, self.quarters), default=self.quarters[-1])

    @property
    def open_quarters(self) -> tuple[Quarter, ...]:
        """Those for which something has come before it is due."""
        return tuple(quarter for quarter in self.quarters if not self.is_due(quarter))

    def is_due(self, quarter: Quarter) -> bool:
        return due_on(self.book, quarter) <= self.day

    def called(self, quarter: Quarter) -> str:
        """A quarter's name, and that it is not due yet."""
        return quarter.label if self.is_due(quarter) else f"{quarter.label}（{NOT_YET}）"

    def missing(self, quarter: Quarter) -> tuple[str, ...]:
        """The units that have sent nothing for a quarter that is due."""
        if not self.is_due(quarter):
            return ()
        return tuple(unit for unit in self.units if not self.checked[unit, quarter].value)


def due_on(book: QuarterlyCheck, quarter: Quarter) -> date:
    """By which day a quarter's checklists are to come: that of the rulebook, or where it has none the quarter's last."""
    return quarter.day(book.due.month, book.due.day) if book.due else quarter.last_day


def check(records: Records) -> None:
    """InputError for a quarter that is none, an answer that is neither yes nor no (V17), and a dataset twice in a quarter, however that
    is written (I07)."""
    wrong = [
        messages.V17_no_quarter(value=text).at(records.file, records.sheet, row, header=messages.header_quarter())
        for row, text in cells_of(records.frame["quarter"])
        if quarter_in(text) is None
    ]
    for column, header in ITEMS.items():
        wrong += [
            messages.V17_other_than_yes_or_no(value=text).at(records.file, records.sheet, row, header=header)
            for row, text in cells_of(records.frame[column])
            if text not in (YES, NO)
        ]
    wrong += _twice(records)
    if wrong:
        raise InputError(*wrong[:MOST_PROBLEMS])


def _twice(records: Records) -> Iterator[Problem]:
    """Rows whose dataset an earlier row has in the same quarter."""
    first: dict[tuple[Quarter, str], int] = {}
    for row, record in each(records):
        if quarter := quarter_in(record["quarter"]):
            before = first.setdefault((quarter, spelling(record["dataset_id"])), row)
            if before != row:
                twice = messages.I07_checked_twice(
                    dataset=record["dataset_id"], quarter=quarter.label, row=before, written=record["quarter"]
                )
                yield twice.at(records.file, records.sheet, row, header=messages.header_quarter())


def come_by(records: Records, day: date) -> Records:
    """The rows that had come by a day: one of a later day had not."""
    return records.where(until("returned_on", day) | blank("returned_on")) if records.has("returned_on") else records


@of_section(records="checklist")
def of(records: Records, catalogue: Records | None, meeting: Meeting) -> Checklists | None:
    """The checklists of the units that are evaluated, have datasets on the list, or have sent one; None where no quarter up to that of the
    as-of date has any. InputError as :func:`check`.

    >>> len(checklist.of(section).units)
    6
    """
    check(records)
    records = come_by(records, meeting.as_of.inventory)
    book = meeting.need("rulebooks.checklist", meeting.quarterly_check)
    written = {text: quarter for text in dict.fromkeys(records.frame["quarter"]) if (quarter := quarter_in(text))}
    now = Quarter.of(meeting.as_of.inventory)
    quarters = sorted({quarter for quarter in written.values() if quarter <= now})
    if not quarters:
        return None
    units = _asked(records, catalogue, meeting)
    here = records.classed(
        "quarter_label",
        records.frame["quarter"].map(lambda text: written[text].label),
        lambda label: worded("quarter", {text: quarter.label for text, quarter in written.items()}, label),
    )
    met_all = all_of(*(is_(item.column, YES) for item in book.items))
    day, word = meeting.as_of.inventory, meeting.datasets
    checked: dict[tuple[str, Quarter], Fact] = {}
    met: dict[tuple[str, Quarter], Fact] = {}
    for quarter in quarters:
        for unit in units:
            which, label = _of(unit, quarter), f"{unit} {quarter.label}"
            name = f"checklist/{unit}/{quarter.year}-{quarter.number}"
            checked[unit, quarter] = count(here, which, word, f"{name}.checked", f"{label}檢核的資料集", day)
            rule = f"各檢核項目都填「{YES}」者"
            met[unit, quarter] = count(
                here, which & met_all, word, f"{name}.met", f"{label}檢核合格的資料集", day, rule
            )
    return Checklists(here, book, tuple(quarters), units, checked, met, _late(here, written, book), day)


def _of(unit: str, quarter: Quarter) -> Choice:
    return is_("publisher_short", unit) & is_("quarter_label", quarter.label)


def _asked(records: Records, catalogue: Records | None, meeting: Meeting) -> tuple[str, ...]:
    """Whose checklist is expected, in statutory order."""
    sent = set(records.frame["publisher_short"])
    having = set(inventory.listed(catalogue, meeting).frame["publisher_short"]) if catalogue is not None else None
    return tuple(
        agency.short
        for agency in meeting.register
        if agency.short in sent or agency.evaluated and (having is None or agency.short in having)
    )


def _late(records: Records, written: Mapping[str, Quarter], book: QuarterlyCheck) -> frozenset[tuple[str, Quarter]]:
    """Whose checklist of which quarter came after its day: the first day that is told of it counts, as a correction comes later."""
    if not records.has("returned_on"):
        return frozenset()
    came: dict[tuple[str, Quarter], date] = {}
    for _, record in each(records):
        if isinstance(day := record.get("returned_on"), date):
            key = (record["publisher_short"], written[record["quarter"]])
            came[key] = min(day, came.get(key, day))
    return frozenset((unit, quarter) for (unit, quarter), day in came.items() if day > due_on(book, quarter))


# -- in figures ----------------------------------------------------------------------------------------------------------


def returned(found: Checklists, quarter: Quarter, meeting: Meeting) -> Fact:
    """How many units have sent the checklist of a quarter (個)."""
    facts = tuple(found.checked[unit, quarter] for unit in found.units)
    name = f"checklist.returned/{quarter.year}-{quarter.number}"
    label, day = f"已提送{quarter.label}檢核表的單位", meeting.as_of.inventory
    return facts_counted(facts, meeting.units.count("個"), name, label, day, "有檢核紀錄的單位數", which=SOME)


def expected(found: Checklists, meeting: Meeting) -> Fact:
    """How many units are to send one (個)."""
    rule = "受評單位中有資料集在清單者，及另有提送者"
    day = meeting.as_of.inventory
    return names_counted(found.units, meeting.units.count("個"), "checklist.units", "應提送檢核表的單位", day, rule)


def checked_and_met(found: Checklists, quarter: Quarter, meeting: Meeting) -> tuple[Fact, Fact]:
    """How many datasets were checked in a quarter, and how many met every item (項)."""
    key, rule = f"{quarter.year}-{quarter.number}", "各單位之和"
    every = total_of([found.checked[unit, quarter] for unit in found.units], meeting.datasets)
    good = total_of([found.met[unit, quarter] for unit in found.units], meeting.datasets)
    return (
        every.named(f"checklist.checked/{key}", f"{quarter.label}檢核的資料集", rule=rule),
        good.named(f"checklist.met/{key}", f"{quarter.label}檢核合格的資料集", rule=rule),
    )


def not_met(found: Checklists, quarter: Quarter, meeting: Meeting, column: str, name: str) -> Fact:
    """How many datasets did not meet one item in a quarter (項)."""
    label, day = f"{quarter.label}「{name}」填否的資料集", meeting.as_of.inventory
    which = is_("quarter_label", quarter.label) & is_(column, NO)
    return count(
        found.records, which, meeting.datasets, f"checklist.no/{column}/{quarter.year}-{quarter.number}", label, day
    )


# -- shown ---------------------------------------------------------------------------------------------------------------


def key_figures(found: Checklists | None, meeting: Meeting) -> Display:
    """Of the last quarter: who has sent it, what was checked and what met every item; that there is none, where there is none."""
    if found is None:
        return Prose.of("本次會議沒有每季檢核紀錄。")
    every, good = checked_and_met(found, found.last, meeting)
    sent = returned(found, found.last, meeting)
    figures = KeyFigures.of(應提送單位=expected(found, meeting), 已提送單位=sent, 檢核資料集=every, 檢核合格=good)
    return figures.says(
        "{quarter}：{sent} 個單位提送，{every} 項資料集 {good} 項合格",
        quarter=found.called(found.last),
        sent=sent,
        every=every,
        good=good,
    )


def summary(found: Checklists | None, meeting: Meeting) -> Display:
    """The last quarter in sentences: what was checked, what fell short, who has sent nothing, who was late; and what is checked by
    whose rule."""
    if found is None:
        return Several(())
    every, good = checked_and_met(found, found.last, meeting)
    sentence = runs(
        "{quarter}應提送檢核表的單位 {units} 個，已提送 {sent!s} 個；檢核資料集 {every} 項，{good!s} 項各項目都合格",
        quarter=found.last.label,
        units=expected(found, meeting),
        sent=returned(found, found.last, meeting),
        every=every,
        good=good,
    )
    for one in found.book.items:
        fact = not_met(found, found.last, meeting, one.column, one.name)
        sentence += runs("，「{item}」填否者 {fact} 項", item=one.name, fact=fact) if fact.value else ()
    sentence += runs("。")
    if missing := found.missing(found.last):
        sentence += runs("未提送：{units}。", units=Naming.joined("、", missing))
    if late := [unit for unit in found.units if (unit, found.last) in found.late]:
        sentence += runs("逾期提送：{units}。", units=Naming.joined("、", late))
    for quarter in found.open_quarters:
        sentence += runs(
            "{quarter}{not_yet}（期限 {due}），已提送 {sent!s} 個單位。",
            quarter=quarter.label,
            not_yet=NOT_YET,
            due=format_date(due_on(found.book, quarter)),
            sent=returned(found, quarter, meeting),
        )
    return Prose((sentence, runs("檢核項目及期限：{source}。", source=found.book.source)))


def strip(caption: str, found: Checklists | None) -> Display:
    """Units × quarters: how many of how many datasets met every item; who sent nothing, and what came late, stand out."""
    if found is None:
        return Several(())
    quarters = found.quarters[-MOST_QUARTERS:]
    rows = []
    for unit in found.units:
        cells = [_cell(found, unit, quarter) for quarter in quarters]
        rows.append(Row((unit, *(cell for cell, _ in cells)), tones=("", *(tone for _, tone in cells))))
    columns = ("單位", *(quarter.label for quarter in quarters))
    note = f"合格項數／檢核項數；「{LATE}」為期限後提送"
    return Table(
        caption, columns, tuple(rows), "單位：項", note, "heat", (4, *[3] * len(quarters)), False
    ).document_only()


def _cell(found: Checklists, unit: str, quarter: Quarter) -> tuple[Cell, Tone]:
    """What a unit's cell of a quarter says, and how much of it is well."""
    every, good = found.checked[unit, quarter], found.met[unit, quarter]
    if not every.value:
        return (NOT_SENT, "loss") if found.is_due(quarter) else (NOT_YET, "")
    late = LATE if (unit, quarter) in found.late else ""
    shown = Naming("{good}／{every}{late}", good=good, every=every, late=late)
    return shown, "full" if good.value == every.value else "half" if good.number * 10 >= every.number * 9 else "less"


def series_table(caption: str, found: Checklists | None, meeting: Meeting) -> Display:
    """Every quarter: units that sent it, datasets checked, what met all items, and what fell short of each."""
    if found is None:
        return Several(())
    rows = []
    for quarter in found.quarters:
        every, good = checked_and_met(found, quarter, meeting)
        short = [not_met(found, quarter, meeting, one.column, one.name) for one in found.book.items]
        sent = returned(found, quarter, meeting)
        share = good.share_of(every, meeting.units.share).named(
            f"checklist.share/{quarter.year}-{quarter.number}", f"{quarter.label}檢核合格比率"
        )
        rows.append(Row((found.called(quarter), sent, every, good, share, *short)))
    columns = ("季別", "提送單位", "檢核資料集", "合格", "合格比率", *(f"{one.name}：否" for one in found.book.items))
    table = Table(caption, columns, tuple(rows), "單位：個、項", sortable=False)
    return table.says("各季檢核的資料集及合格項數").document_only()


def shortfall_table(caption: str, found: Checklists | None) -> Display:
    """Every dataset of the last quarter that did not meet an item, with what its unit says of it; among what proves."""
    if found is None:
        return Several(())
    rows = [
        Row(
            (
                record["publisher_short"],
                record["dataset_id"],
                record.get("title") or "—",
                "、".join(one.name for one in found.book.items if record[one.column] == NO),
                record.get("remark") or "—",
            )
        )
        for _, record in each(found.records.where(is_("quarter_label", found.last.label)))
        if any(record[one.column] == NO for one in found.book.items)
    ]
    if not rows:
        return Prose.of("{caption}：無。", caption=caption).proof_only()
    columns = ("單位", "資料集識別碼", "資料集名稱", "未符項目", "單位的說明")
    return Table(caption, columns, tuple(rows), weights=(3, 4, 7, 4, 8)).proof_only()
