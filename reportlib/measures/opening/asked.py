"""Every proposal in a line: its number, what it is about, who does it, by when, and on which page it stands."""

from __future__ import annotations

from reportlib.display.display import Display, Naming
from reportlib.display.prose import Prose
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
    return table.says(
        "請小組決定 {cases} 案，共 {points} 款", cases=proposals.count(meeting), points=proposals.points(meeting)
    )


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
