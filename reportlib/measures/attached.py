"""Attachments: what each is and where it stands, the pages of those that are files, and the register of agencies."""

from __future__ import annotations

from collections.abc import Iterable

from reportlib.display.attachments import AttachedPages
from reportlib.display.display import Cell, Display, Naming, Ref
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures.counting import names_counted
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.param_files import Attached

SECTION = "70-attachments"  # where the list of attachments stands, and the pages of those that are files


def place(number: int, attached: Attached) -> Cell:
    """Where an attachment stands, or why there is nothing of it."""
    if attached.absent:
        return attached.absent
    if attached.at:
        return Ref(*attached.at.split("#", 1))
    return Ref(SECTION, f"attachment/{number}")


def reference(to: Ref, meeting: Meeting, otherwise: Cell) -> Cell:
    """「附件 2（第 38 頁）」 where the parameters attach a place of the packet and the packet has it; else ``otherwise``."""
    if to.section not in dict(meeting.params.sections):
        return otherwise
    numbers = (n for n, one in enumerate(meeting.params.attachments, 1) if one.at == to.key)
    number = next(numbers, None)
    return otherwise if number is None else Naming("附件 {number}（{place}）", number=f"{number}", place=to)


def here(section: str, meeting: Meeting) -> Display:
    """Which attachments a section is, in a sentence at its head; nothing where it is none."""
    found = [(n, one.title) for n, one in enumerate(meeting.params.attachments, 1) if one.at == section]
    if not found:
        return Several(())
    names = Naming.joined("、", (Naming("附件 {n}「{title}」", n=f"{n}", title=title) for n, title in found))
    return Prose.of("本節即{names}。", names=names).document_only()


def count(meeting: Meeting) -> Fact:
    """How many attachments there are (件)."""
    titles = tuple(one.title for one in meeting.params.attachments)
    return names_counted(
        titles, meeting.units.count("件"), "attachments.count", "附件", rule="參數檔 attachments 的項數"
    )


def table(caption: str, meeting: Meeting) -> Display:
    """Every attachment with its number, title, source and place; a sentence where there is none."""
    sourced = any(one.source for one in meeting.params.attachments)
    rows = []
    for number, one in enumerate(meeting.params.attachments, 1):
        source = (one.source or "—",) if sourced else ()
        rows.append(Row((Naming("附件 {number}", number=f"{number}"), one.title, *source, place(number, one))))
    if not rows:
        return Prose.of("本次會議沒有附件。")
    columns = ("附件", "標題", *(("來源",) if sourced else ()), "詳見")
    weights = (2, 8, 6, 5) if sourced else (3, 18, 9)
    found = Table(caption, columns, tuple(rows), weights=weights, sortable=False)
    return found.says("附件 {number} 件", number=count(meeting)).at("attachments")


def pages(attached: Iterable[AttachedPages]) -> Display:
    """The pages of the attachments that are files, in order."""
    return Several(tuple(one for one in attached if one.anchor.startswith("attachment/")))


def register_table(caption: str, meeting: Meeting) -> Table:
    """Every agency with its other spellings, its kind, and what became of it later."""
    rows = []
    for agency in meeting.register:
        others = dict.fromkeys(name for name in (agency.short, *agency.aliases) if name != agency.name)
        rows.append(Row((agency.name, Naming.joined("、", others) or "—", agency.kind or "—", agency.successor or "—")))
    columns = ("機關", "其他寫法", "類別", "後續改制")
    note = "「其他寫法」為輸入檔案中視為同一機關的名稱；「後續改制」為名冊所載，不影響本次統計"
    return Table(caption, columns, tuple(rows), note=note, weights=(5, 7, 2, 7)).says(
        "名冊有 {count} 個機關單位", count=registered(meeting)
    )


def registered(meeting: Meeting) -> Fact:
    """How many agencies the register has (個)."""
    return names_counted(
        tuple(agency.short for agency in meeting.register),
        meeting.units.count("個"),
        "register.agencies",
        "名冊所列機關單位",
        rule="機關名冊的列數",
    )
