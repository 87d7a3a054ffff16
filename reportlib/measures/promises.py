"""What became of all that was promised: opened, overdue, or due later; what is overdue by agency and by dataset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reportlib.display.display import Display, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import until
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures import receipts, withdrawals
from reportlib.measures.counting import all_counted, count, count_by, each, leaders, statutory_order
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date

OVERDUE = "屆期未開放"
OVERDUE_LIST = "overdue"  # where the overdue ones are listed


@dataclass(frozen=True)
class Promises:
    """Every row of the list of planned openings, whatever its year: each is opened, overdue or due later (項).

    All but ``listed`` are absent where the list does not say what was opened; ``records`` are the overdue ones, by agency in
    the register's order and then by day.
    """

    listed: Fact
    opened: Fact
    overdue: Breakdown
    later: Fact
    records: Records
    lack: Lacking | None = None
    withdrawn: Fact | None = None  # where there are records of what is no longer promised

    @property
    def day(self) -> date | None:
        return self.listed.as_of


@of_section()
def of(plan: Records, meeting: Meeting, received: Records | None = None, withdrawn: Records | None = None) -> Promises:
    """The list as it stands on ``as_of.inventory``. A promise is overdue where its day has come and the dataset is not open, until it is
    opened or ``withdrawn`` with a reason, in whatever year.

    >>> promises.of(section).overdue
    機關：統計處 1、檢驗局 1、港務公司 1，合計 3 項（114-05-31）
    """
    day, unit, frame = meeting.as_of.inventory, meeting.datasets, plan.frame
    lack = receipts.lacking(received, "plan", meeting)
    listed = all_counted(plan, unit, "promises.listed", "預計開放清單所列資料集", day, "預計開放清單的列數")
    named = {"opened": "清單所列已開放者", "overdue": f"{OVERDUE}的資料集", "later": "尚未屆期的預計開放資料集"}
    if "opened_on" not in frame.columns:
        opened, overdue, later = (
            absent(NOT_PROVIDED, unit, f"promises.{key}", label, day) for key, label in named.items()
        )
        return Promises(listed, opened, Breakdown("機關", {}, overdue), later, plan.with_frame(frame.iloc[:0]), lack)
    is_open, is_due, last = until("opened_on", day), until("planned_on", day), format_date(day)
    kept, given_up = withdrawals.parted(plan, withdrawn, day)
    but = "，撤回者不計" if withdrawn is not None else ""
    rules = {
        "opened": (plan, is_open, f"實際開放日期在 {last}（含）以前者"),
        "overdue": (kept, ~is_open & is_due, f"預計開放日期在 {last}（含）以前而尚未開放者{but}"),
        "later": (kept, ~is_open & ~is_due, f"預計開放日期在 {last} 以後而尚未開放者{but}"),
    }
    facts = {
        key: count(among, where, unit, f"promises.{key}", named[key], day, rule)
        for key, (among, where, rule) in rules.items()
    }
    gone = None
    if given_up is not None:
        rule = f"撤回及下架清單中撤回日期在 {last}（含）以前，而未曾開放者"
        gone = count(given_up, ~is_open, unit, "promises.withdrawn", "撤回的預計開放資料集", day, rule)
    records = _in_order(kept.where(rules["overdue"][1]), meeting)
    by_agency = count_by(
        records,
        "agency_short",
        unit,
        "promises.overdue",
        "機關",
        total=facts["overdue"],
        label=f"{{}}{OVERDUE}的資料集",
        order=statutory_order(records.frame["agency_short"], meeting),
        rule=rules["overdue"][2],
    )
    return Promises(listed, facts["opened"], by_agency, facts["later"], records, lack, gone)


def of_earlier_periods(
    plan: Records, meeting: Meeting, withdrawn: Records | None = None
) -> tuple[Fact, Records] | None:
    """What was promised for a day before ``periods.plan`` (which is needed) and is neither open nor ``withdrawn`` (項), with the rows,
    the longest overdue first; None where the list does not say what was opened."""
    begin, _ = meeting.need("periods.plan", meeting.params.periods.plan)
    if "opened_on" not in plan.frame.columns:
        return None
    day, last = meeting.as_of.inventory, min(begin - timedelta(days=1), meeting.as_of.inventory)
    kept, _ = withdrawals.parted(plan, withdrawn, day)
    records = kept.where(~until("opened_on", day) & until("planned_on", last))
    records = records.with_frame(records.frame.sort_values("planned_on", kind="stable"))
    rule = f"預計開放日期在 {format_date(last)}（含）以前，截至 {format_date(day)} 尚未開放者"
    label = f"{format_date(begin)} 以前預計開放而{OVERDUE}的資料集"
    return all_counted(records, meeting.datasets, "promises.earlier", label, day, rule), records


def _in_order(records: Records, meeting: Meeting) -> Records:
    order = {short: n for n, short in enumerate(statutory_order(records.frame["agency_short"], meeting))}
    rows = sorted(each(records), key=lambda one: (order[one[1]["agency_short"]], one[1]["planned_on"]))
    return records.with_frame(records.frame.loc[[row for row, _ in rows]])


# -- shown ---------------------------------------------------------------------------------------------------------------


def summary(found: Promises) -> Prose:
    """Where every row of the list went; that the list does not say what was opened, where it does not."""
    sentence = runs("預計開放清單共列 {listed!s} 項", listed=found.listed)
    if found.opened.absence:
        return Prose((sentence + runs("；實際開放日期{absent}，無從得知是否如期。", absent=found.opened.absence),))
    sentence += runs(
        "：截至 {day}，已開放 {opened} 項，屆期未開放 {overdue!s} 項，尚未屆期 {later} 項。",
        day=format_date(found.opened.day),
        opened=found.opened,
        overdue=found.overdue.total,
        later=found.later,
    )
    if found.withdrawn is not None and found.withdrawn.value:
        sentence += runs("另有 {withdrawn} 項撤回，不再開放。", withdrawn=found.withdrawn)
    return Prose((sentence + (found.lack.sentence() if found.lack else ()),))


def agency_table(caption: str, found: Promises, meeting: Meeting) -> Display:
    """Every agency with what it promised and has not opened, and its earliest day; a sentence where there is none."""
    if not found.overdue.total.value:
        absence = found.overdue.total.absence
        return Prose.of("{caption}：{none}。", caption=caption, none=absence or "無").document_only()
    names = {agency.short: agency.name for agency in meeting.register}
    first: dict[str, date] = {}
    for _, record in each(found.records):
        first.setdefault(record["agency_short"], record["planned_on"])
    rows = [Row((names[short], fact, format_date(first[short]))) for short, fact in found.overdue.parts.items()]
    rows.append(
        Row((receipts.noted("合計", found.lack), found.overdue.total, format_date(min(first.values()))), "total")
    )
    note = receipts.note("預計開放日期已到而尚未開放者，不分年度", lack=found.lack)
    table = Table(caption, ("機關", OVERDUE, "最早預計開放日期"), tuple(rows), "單位：項", note, weights=(6, 3, 4))
    return table.says(**message(found)).document_only()


def message(found: Promises) -> dict:
    """The title of the table's slide: how many are overdue, and whose most are."""
    name, most = leaders(found.overdue)
    sentence = "{total} 項資料集屆期未開放，{name} {most} 項最多"
    return receipts.noted_message(
        {"sentence": sentence, "total": found.overdue.total, "name": name, "most": most}, found.lack
    )


def list_table(caption: str, found: Promises) -> Display:
    """Every overdue dataset: agency, number, title and the day that was promised; a sentence where there is none."""
    if not found.overdue.total.value:
        absence = found.overdue.total.absence
        return Prose.of("{caption}：{none}。", caption=caption, none=absence or "無").document_only()
    rows = tuple(
        Row((record["agency"], record["plan_id"], record["title"], format_date(record["planned_on"])))
        for _, record in each(found.records)
    )
    note = f"{found.overdue.total.rule}，不分年度"
    table = Table(caption, ("機關", "編號", "資料集名稱", "預計開放日期"), rows, note=note, weights=(5, 3, 8, 3))
    return table.says(**message(found)).at(OVERDUE_LIST)
