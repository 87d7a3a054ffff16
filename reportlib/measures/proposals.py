"""Proposals (擬辦): what the meeting is asked to decide, each at the end of the item it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlib.display.display import Cell, Display, Naming, Ref
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures.counting import names_counted
from reportlib.meeting.agenda import AgendaItem, Deciding, Part, Proposal
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.roc import numeral

UNDECIDED = "未訂"
COLUMNS = ("款", "擬辦", "辦理單位", "期限")


@dataclass(frozen=True)
class Case:
    """What is proposed on one item, topic or part: 第 ``number`` 案 of the meeting, each of ``asked`` a 款 of it.

    ``section`` is the last of its sections, at whose end it stands; "" where it has none.
    """

    number: int
    place: str  # 「討論事項一」
    title: str
    section: str
    part: int  # which part of a topic it is, from 1; 0 for a whole one
    asked: tuple[Proposal, ...]

    @property
    def called(self) -> str:
        """「第三案」."""
        return f"第{numeral(self.number)}案"

    @property
    def anchor(self) -> str:
        return anchor(self.number)

    @property
    def ref(self) -> Ref:
        return Ref(self.section, self.anchor)


def anchor(number: int) -> str:
    """What a :class:`~reportlib.display.display.Ref` calls the block of a case."""
    return f"proposal/{number}"


def cases(params: Params) -> tuple[Case, ...]:
    """Every case of the agenda, in its order."""
    return tuple(
        Case(number, place, title, next(reversed(sections), ""), part, decided.asked)
        for number, (place, title, sections, part, decided) in enumerate(_decided(params.agenda), 1)
    )


def _decided(agenda: tuple[AgendaItem, ...]) -> Iterator[tuple[str, str, tuple[str, ...], int, Deciding]]:
    """(place, title, sections, part, what is proposed) of everything on the agenda that has a proposal."""
    for item in agenda:
        for at, topic in enumerate(item.topics, 1):
            place = Naming("{item}{number}", item=item.item, number=numeral(at))
            if topic.asked:
                yield place, topic.title, topic.every_section, 0, topic
            for n, part in enumerate(topic.parts, 1):
                if part.asked:
                    within = Naming("{place}（{number}）", place=place, number=numeral(n))
                    yield within, part.title, part.sections or topic.sections, n, part
        if item.asked:
            topics = (stem for topic in item.topics for stem in topic.every_section)
            yield item.item, item.item, (*item.sections, *topics), 0, item


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


def summary(meeting: Meeting) -> Display:
    """How many cases there are and how many proposals in them; that there is none."""
    if not cases(meeting.params):
        return Prose.of("本次會議沒有擬辦事項。")
    return Prose.of("{cases!s} 案有擬辦，共 {points!s} 款。", cases=count(meeting), points=points(meeting))
