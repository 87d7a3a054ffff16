"""Proposals (擬辦): what the meeting is asked to decide, each at the end of the item it belongs to."""

from __future__ import annotations

from reportlib.display.display import Cell, Display, Naming
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures.cases import Case, cases
from reportlib.measures.counting import names_counted
from reportlib.meeting.agenda import Part
from reportlib.meeting.meeting import Meeting
from reportlib.roc import numeral

UNDECIDED = "未訂"
COLUMNS = ("款", "擬辦", "辦理單位", "期限")


def parts_of(section: str, meeting: Meeting) -> tuple[Part, ...]:
    """The parts of the topic that a section reports on; none where it has none."""
    topics = (topic for item in meeting.params.agenda for topic in item.topics if section in topic.sections)
    return next((topic.parts for topic in topics), ())


def blocks(section: str, meeting: Meeting, part: int | None = None, state: Cell = "") -> tuple[Table, ...]:
    """What is proposed at the end of ``section``, a table a case; of one ``part`` of its topic, or of all.

    ``state`` says how far it is already (「已開放 30 項」). Nothing where another section of the item ends it, or nothing
    is proposed.
    """
    found = (case for case in cases(meeting.params) if case.section == section and part in (None, case.part))
    return tuple(table(case, state) for case in found)


def at_end(section: str, meeting: Meeting, state: Cell = "") -> Display:
    """The same as one display, for the end of a section's notebook; it shows nothing where there is nothing to propose."""
    return Several(blocks(section, meeting, state=state))


def table(case: Case, state: Cell = "") -> Table:
    """One case: each 款 with its sentence, who does it, and by when; its slide asks for the decision."""
    several = len(case.asked) > 1
    rows = tuple(
        Row((numeral(n) if several else "", one.text, one.owner or UNDECIDED, one.due or UNDECIDED))
        for n, one in enumerate(case.asked, 1)
    )
    caption = Naming("{called}　{title}", called=case.called, title=case.title)
    found = Table(
        caption,
        COLUMNS,
        rows,
        case.place,
        Naming("{state}", state=state) if state else "",
        "proposals",
        (1, 10, 4, 4),
        False,
    ).at(case.anchor)
    asks = Naming("{called}：{short}", called=case.called, short=short(case))
    return found.says("{asks}", asks=asks)


def short(case: Case) -> str:
    """A case in a few words: its first 款, and how many more there are."""
    first = case.asked[0].short or case.title
    return first if len(case.asked) == 1 else Naming("{first}等{count}款", first=first, count=numeral(len(case.asked)))


def count(meeting: Meeting) -> Fact:
    """How many cases have a proposal (案)."""
    titles = tuple(case.title for case in cases(meeting.params))
    return names_counted(
        titles, meeting.units.count("案"), "proposals.cases", "有擬辦的案", rule="參數檔議程中有擬辦的案數"
    )


def points(meeting: Meeting) -> Fact:
    """How many proposals there are in all cases (款)."""
    texts = tuple(one.text for case in cases(meeting.params) for one in case.asked)
    return names_counted(
        texts, meeting.units.count("款"), "proposals.count", "擬辦的款", rule="參數檔議程所列擬辦的款數"
    )
