"""Proposals and attachments: what the meeting is asked to decide, what is attached where, the register of agencies."""

from __future__ import annotations

from collections.abc import Iterator

from reportlib.display.attachments import anchor
from reportlib.display.display import Cell, Display, Naming, Ref
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures.counting import names_counted
from reportlib.measures.directives import number_of
from reportlib.meeting.agenda import AgendaItem, Topic
from reportlib.meeting.meeting import Meeting
from reportlib.roc import numeral

ATTACHED = "35-directives"  # where attached pages stand
PLANNED, PLAN_LIST = (
    "45-planned",
    "plan-list",
)  # where the list of planned openings stands, which is in the annex files only


def _proposed(meeting: Meeting) -> Iterator[tuple[str, str, AgendaItem | Topic]]:
    """(agenda item, its topic or nothing, either) for each that has a proposal, in agenda order."""
    for item in meeting.params.agenda:
        if item.proposal:
            yield item.item, "", item
        yield from (
            (item.item, Naming("{number}、{title}", number=numeral(number), title=topic.title), topic)
            for number, topic in enumerate(item.topics, 1)
            if topic.proposal
        )


def proposal_table(caption: str, meeting: Meeting) -> Display:
    """What the meeting is asked to decide on each item or topic, with a reference to its section; a sentence where
    nothing is proposed.
    """
    found = list(_proposed(meeting))
    if not found:
        return Prose.of("本次會議沒有擬辦事項。")
    rows = tuple(Row((item, topic or item, part.proposal or "", _place(part))) for item, topic, part in found)
    table = Table(caption, ("議程", "案由", "擬辦", "詳見"), rows, weights=(3, 6, 12, 3), sortable=False)
    return table.says("各項議程的擬辦共 {count} 項", count=count(meeting))


def _place(part: AgendaItem | Topic) -> Cell:
    return next(map(Ref, part.sections), "無書面資料")


def count(meeting: Meeting) -> Fact:
    """How many proposals there are (項)."""
    titles = tuple(topic or item for item, topic, _ in _proposed(meeting))
    return names_counted(titles, meeting.units.count("項"), "proposals.count", "擬辦事項", rule="參數檔所列擬辦的項數")


def attachment_table(caption: str, meeting: Meeting) -> Display:
    """Every attached document with its number, title, source and place, then the list in the annex files; a sentence
    where there is neither.
    """
    sections = dict(meeting.params.sections)
    rows = [
        Row(
            (
                f"附件 {number}",
                attached.title,
                attached.source or "未載",
                Ref(ATTACHED, anchor(number)) if ATTACHED in sections else "未編入",
            )
        )
        for number, attached in enumerate(meeting.params.attachments, 1)
    ]
    if PLANNED in sections:
        rows.append(Row(("附表", "預計開放資料集清單", "各單位提報；全表在 annex 資料夾", Ref(PLANNED, PLAN_LIST))))
    if not rows:
        return Prose.of("本次會議沒有附件。")
    table = Table(caption, ("附件", "標題", "來源", "詳見"), tuple(rows), weights=(2, 8, 7, 3), sortable=False)
    return table.says(
        "附件 {number} 件{lists}",
        number=number_of((attached.title for attached in meeting.params.attachments), meeting),
        lists="，另有附表" if PLANNED in sections else "",
    )


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
