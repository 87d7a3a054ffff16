"""Every proposal in a line: its number, what it is about, who does it, by when, and on which page it stands."""

from __future__ import annotations

from collections.abc import Iterable

from reportlib.display.display import Display, Naming
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.measures import proposals
from reportlib.measures.proposals import UNDECIDED, Case
from reportlib.meeting.meeting import Meeting
from reportlib.roc import numeral

COLUMNS = ("案", "擬辦", "辦理單位", "期限", "頁")


def asked(caption: str, meeting: Meeting) -> Display:
    """A table of all cases of the agenda; a sentence where nothing is proposed."""
    cases = proposals.cases(meeting.params)
    if not cases:
        return Prose.of("本次會議沒有擬辦事項。")
    rows = tuple(row for case in cases for row in _rows(case))
    unit = Naming("{cases} 案，共 {points} 款", cases=proposals.count(meeting), points=proposals.points(meeting))
    table = Table(caption, COLUMNS, rows, unit, "", "asked", (1, 9, 4, 4, 2), False)
    return table.document_only()


def asked_cases(caption: str, meeting: Meeting) -> Display:
    """The same for a slide: a case in a row, in a few words, with its slide."""
    cases = proposals.cases(meeting.params)
    rows = tuple(
        Row(
            (
                case.called,
                proposals.short(case),
                _every(one.owner for one in case.asked),
                case.ref if case.section else "",
            )
        )
        for case in cases
    )
    if not rows:
        return Several(())
    table = Table(caption, ("案", "擬辦", "辦理單位", "詳見"), rows, weights=(2, 9, 4, 2), sortable=False)
    said = {"cases": proposals.count(meeting), "points": proposals.points(meeting)}
    return table.says("請小組決定 {cases} 案，共 {points} 款", **said).slide_only()


def _every(owners: Iterable[str | None]) -> str:
    return Naming.joined("、", dict.fromkeys(owner or UNDECIDED for owner in owners))


def _rows(case: Case) -> list[Row]:
    """The head of a case, and a row for each 款."""
    several = len(case.asked) > 1
    place = Naming("{place}　{title}", place=case.place, title=case.title)
    head = Row((numeral(case.number), place, "", "", case.ref if case.section else ""), "subtotal")
    points = [
        Row((numeral(n) if several else "", one.short or one.text, one.owner or UNDECIDED, one.due or UNDECIDED, ""))
        for n, one in enumerate(case.asked, 1)
    ]
    return [head, *points]
