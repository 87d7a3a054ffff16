"""The list of planned openings that the group is asked to agree to: every dataset, by agency, with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from reportlib.display.display import Display, Naming
from reportlib.display.prose import Heading
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.conditions import is_, until
from reportlib.facts.facts import Fact
from reportlib.measures.counting import all_counted, count, each
from reportlib.measures.planned import Planned, planned
from reportlib.meeting.meeting import Meeting
from reportlib.model.blocks import Tone
from reportlib.records.records import Records
from reportlib.roc import format_date
from reportlib.text import CIRCLED, as_written

SECTION, ANCHOR = "70-attachments", "plan-list"
WITHDRAWN = "撤回"
STATES: dict[str, Tone] = {"已開放": "done", "未到期": "due", "逾期": "late", WITHDRAWN: ""}
COLUMNS = ("編號", "資料集名稱", "檔案格式", "日期", "狀態")


class Sources(Protocol):
    """What the list needs of a section."""

    meeting: Meeting

    @property
    def plan(self) -> Records: ...

    @property
    def received(self) -> Records | None: ...

    @property
    def withdrawn(self) -> Records | None: ...


def shown(section: Sources) -> Display:
    """:func:`displays` as one display."""
    return Several(displays(section))


def displays(section: Sources) -> tuple[Display, ...]:
    """The list with its number as an attachment; nothing where no list of planned openings is given."""
    meeting = section.meeting
    if meeting.params.inputs.plan is None or meeting.params.periods.plan is None:
        return ()
    found = planned(section.plan, meeting, section.received, section.withdrawn)
    if not found.period.total.value:
        return ()
    title = _title(meeting) or Naming("{label}預計開放資料集一覽表", label=found.label)
    return (Heading(title), table(found, meeting).document_only().on_own_page())


def _title(meeting: Meeting) -> str:
    """「附件 2　…一覽表」 where the parameters attach the list."""
    at = f"{SECTION}#{ANCHOR}"
    found = (
        Naming("附件 {number}　{title}", number=f"{number}", title=one.title)
        for number, one in enumerate(meeting.params.attachments, 1)
        if one.at == at
    )
    return next(found, "")


def states(found: Planned, meeting: Meeting) -> dict[str, Fact]:
    """How many of the period's datasets are open, not due yet, and overdue (項); nothing where the list does not say."""
    frame, day = found.records.frame, meeting.as_of.inventory
    if "opened_on" not in frame.columns:
        return {}
    rules = {
        "未到期": ("plan.later", f"預計開放日期在 {format_date(day)} 以後而尚未開放者"),
        "逾期": ("plan.late", f"預計開放日期在 {format_date(day)}（含）以前而尚未開放者"),
    }
    counted = {
        state: all_counted(
            in_state(found, meeting, state), meeting.datasets, name, f"{found.label}預計開放而{state}者", day, rule
        )
        for state, (name, rule) in rules.items()
    }  # fmt: skip
    if found.withdrawn is not None and len(found.withdrawn.frame):
        rule = "未曾開放而列在撤回及下架清單者"
        gone, label = in_state(found, meeting, WITHDRAWN), f"{found.label}預計開放而撤回者"
        counted[WITHDRAWN] = all_counted(gone, meeting.datasets, "plan.withdrawn", label, day, rule)
    return {"已開放": found.opened.total} | counted


def in_state(found: Planned, meeting: Meeting, state: str) -> Records:
    """The datasets of the period in one of :data:`STATES`."""
    day = meeting.as_of.inventory
    is_open, is_due = until("opened_on", day), until("planned_on", day)
    if state == WITHDRAWN and found.withdrawn is not None:
        return found.withdrawn.where(~is_open)
    chosen = {"已開放": is_open, "未到期": ~is_open & ~is_due, "逾期": ~is_open & is_due}
    among = found.promised if found.promised is not None and state != "已開放" else found.records
    return among.where(chosen[state])


def summary(found: Planned, meeting: Meeting) -> str:
    """How many of how many agencies, in which state; the category that most have, which the list does not repeat."""
    said: list[str] = [Naming("{agencies} 個機關（構）{total!s} 項", agencies=found.agencies, total=found.period.total)]
    marks = {"已開放": "■", "未到期": "○", "逾期": "▲", WITHDRAWN: "×"}
    counted = [
        Naming("{mark} {state} {number!s}", mark=marks[state], state=state, number=number)
        for state, number in states(found, meeting).items()
    ]
    if counted:
        said.append(Naming("：{states}", states=Naming.joined("　", counted)))
    said.append("。日期：已開放者為開放日期，其餘為預計開放日期。")
    if common := _common(found.records):
        said.append(Naming("編號前段均為「{common}」。", common=common))
    if usual := _usual(found.records):
        number = count(
            found.records,
            is_("category", usual),
            meeting.datasets,
            "plan.usual_category",
            f"{found.label}預計開放資料集屬{usual}者",
            meeting.as_of.inventory,
            f"服務分類為「{usual}」者",
        )
        told = "{number} 項屬{category}"
        marks = _marks(found.records, usual)
        listed = Naming.joined("　", (f"{mark}{category}" for category, mark in marks.items() if mark in CIRCLED))
        told += "；{listed}。" if listed else "，其餘於名稱後註明。" if marks else "。"
        said.append(Naming(told, number=number, category=usual, listed=listed))
    return Naming.joined("", said)


def _common(records: Records) -> str:
    """What the numbers of all datasets begin with, up to the last hyphen; "" where they differ."""
    if not records.has("plan_id"):
        return ""
    given = [record["plan_id"] or "" for _, record in each(records)]
    heads = {number.rpartition("-")[0] for number in given}
    return as_written(f"{heads.pop()}-", given[0]) if len(heads) == 1 and "" not in heads else ""


def _usual(records: Records) -> str:
    """The category of more than half of the datasets; "" where none has so many."""
    given = [record["category"] for _, record in each(records)] if records.has("category") else []
    category, times = Counter(given).most_common(1)[0] if given else ("", 0)
    return category or "" if times * 2 > len(given) else ""


def _marks(records: Records, usual: str) -> dict[str, str]:
    """What stands after the title of a dataset of each other category, in the order of the list: a sign, or the category itself
    where there are more of them than signs. Nothing where there is no usual one."""
    given = dict.fromkeys(record["category"] for _, record in each(records)) if usual else {}
    others = [category for category in given if category and category != usual]
    signs = CIRCLED if len(others) <= len(CIRCLED) else [f"（{category}）" for category in others]
    return dict(zip(others, signs, strict=False))


def table(found: Planned, meeting: Meeting) -> Table:
    """Every dataset of the period by agency, in the register's order: number, title, formats, day and state."""
    names = {agency.short: agency.name for agency in meeting.register}
    day, common = meeting.as_of.inventory, _common(found.records)
    marks = _marks(found.records, _usual(found.records))
    groups: dict[str, list[Row]] = {short: [] for short in found.period.parts}
    gone = set() if found.withdrawn is None else set(map(int, found.withdrawn.frame.index))
    for row, record in each(found.records):
        groups[record["agency_short"]].append(_row(record, day, marks, common, found, row in gone))
    rows = []
    for short, listed in groups.items():
        if listed:
            rows += [_head(names[short], short, found), *listed]
    caption, note = Naming("{label}預計開放資料集一覽表", label=found.label), summary(found, meeting)
    weights = (3, 12, 4, 4, 2)
    return Table(caption, COLUMNS, tuple(rows), note=note, layout="list", weights=weights, sortable=False).at(ANCHOR)


def _head(name: str, short: str, found: Planned) -> Row:
    """An agency, with how many it plans and how many of them are open."""
    opened = found.opened.parts[short]
    sum_text = "{count} 項" if opened.absence or not opened.value else "{count} 項，已開放 {opened}"
    said = Naming(sum_text, count=found.period.parts[short], opened=opened)
    return Row((name, "", "", said, ""), "subtotal")


def _row(record: Mapping, day: date, marks: Mapping[str, str], common: str, found: Planned, is_withdrawn: bool) -> Row:
    opened, due = record.get("opened_on"), record["planned_on"]
    is_open = isinstance(opened, date) and opened <= day
    told = opened if isinstance(opened, date) and is_open else due
    state = "" if found.opened.total.absence else "已開放" if is_open else "逾期" if due <= day else "未到期"
    state = WITHDRAWN if is_withdrawn and not is_open else state
    title = record["title"]
    if mark := marks.get(record.get("category") or ""):
        title = Naming("{title}{mark}", title=title, mark=mark)
    number = record.get("plan_id") or ""
    number = as_written(number[len(common) :], number)
    cells = (number, title, _formats(record), format_date(told), state)
    return Row(cells, tones=("", "", "", "", STATES.get(state, "")))


def _formats(record: Mapping) -> str:
    """Its formats, of more than two the first."""
    formats: tuple[str, ...] = record.get("formats") or ()
    return Naming("{first} 等", first=formats[0]) if len(formats) > 2 else Naming.joined(" ", formats)
