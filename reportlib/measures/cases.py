"""The cases (案) of an agenda: what it proposes, item by item. Of the parameters alone, so that a build can ask without any record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlib.display.display import Naming, Ref
from reportlib.meeting.agenda import AgendaItem, Deciding, Proposal
from reportlib.meeting.params import Params
from reportlib.roc import numeral


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
