"""What of an agenda a meeting has to decide or to take note of, in the order and by the names of the packet."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlib.display.display import Naming
from reportlib.measures.cases import cases
from reportlib.meeting.agenda import Proposal, Topic
from reportlib.meeting.params import Params
from reportlib.roc import MOST_NUMERAL, BadDate, numeral, parse_date
from reportlib.text import spelling


@dataclass(frozen=True)
class AgendaPoint:
    """One 款 of a case, or an item without a proposal, which is taken note of.

    ``heading`` is the item of the agenda it stands under (「報告事項」), ``place`` what the packet calls it (「報告事項三（一）」),
    ``case`` the number of its case (第二案), 0 where it has none; ``item`` is the number of the 款 where the case has several, else 0.
    """

    heading: str
    place: str
    case: int
    item: int
    title: str
    matter: str
    proposal: Proposal | None

    @property
    def case_called(self) -> str:
        """「第二案」; "" where nothing is proposed."""
        return f"第{numeral(self.case)}案" if self.case else ""

    @property
    def item_called(self) -> str:
        """「（一）」; "" where the item has only one."""
        return item_called(self.item)

    @property
    def owner(self) -> str:
        """Who is to do what is proposed; "" where nobody is named."""
        return (self.proposal.owner or "") if self.proposal else ""

    @property
    def due(self) -> tuple[datetime.date | None, str]:
        """(the day, the words) by which it is to be done: at most one of the two."""
        said = (self.proposal.due or "") if self.proposal else ""
        try:
            return parse_date(said), ""
        except BadDate:
            return None, said

    @property
    def called(self) -> str:
        """「報告事項三（一） 子項（二）」, as messages name it."""
        return f"{self.place}{f' 子項{self.item_called}' if self.item else ''}"


def item_called(number: int) -> str:
    return f"（{numeral(number)}）" if number else ""


def points(params: Params) -> tuple[AgendaPoint, ...]:
    """Every point of the agenda: what has proposals, each of them; and topics that are reported on without any."""
    proposed = {case.place: case for case in cases(params)}
    found = []
    for heading, place, title, matter in _places(params):
        if case := proposed.get(place):
            several = len(case.asked) > 1
            found += [
                AgendaPoint(heading, place, case.number, n if several else 0, title, matter, one)
                for n, one in enumerate(case.asked, 1)
            ]
        else:
            found.append(AgendaPoint(heading, place, 0, 0, title, matter, None))
    return tuple(found)


def _places(params: Params) -> Iterator[tuple[str, str, str, str]]:
    """(item, what the packet calls it, title, what it is about) of every topic or part of an item that is reported with sections or
    decided on; the topics of an item with neither, such as talks, are no points."""
    for item in params.agenda:
        topics = item.topics if any(topic.every_section or _proposes(topic) for topic in item.topics) else ()
        for number, topic in enumerate(topics, 1):
            place, matter = Naming("{item}{number}", item=item.item, number=numeral(number)), topic.matter or ""
            if topic.asked or not _proposes(topic):
                yield item.item, place, topic.title, matter
            for n, part in enumerate(topic.parts, 1):
                if part.asked:
                    yield item.item, Naming("{place}（{number}）", place=place, number=numeral(n)), part.title, matter
        if item.asked:
            yield item.item, item.item, item.item, ""


def _proposes(topic: Topic) -> bool:
    return bool(topic.asked) or any(part.asked for part in topic.parts)


_NUMERALS = {numeral(number): number for number in range(1, MOST_NUMERAL + 1)}
_COUNTED = re.compile("[第案事項款目之號()、.,]")


def by_spelling(found: tuple[AgendaPoint, ...]) -> dict[str, str]:
    """Every item that the points are of, folded (:func:`folded`), to what the packet calls it: its place, or the number of its case."""
    names: dict[str, set[str]] = {}
    for point in found:
        for name in (point.place, point.case_called):
            names.setdefault(folded(name), set()).add(point.place)
    return {name: places.pop() for name, places in names.items() if name and len(places) == 1}


def folded(name: str) -> str:
    """What tells an item apart in the ways it may be written: 報告事項二, 報告案二 and 報告事項第 2 案 are one."""
    return _COUNTED.sub("", re.sub("[0-9]+", lambda digits: _numeral(digits[0]), spelling(name)))


def _numeral(digits: str) -> str:
    return numeral(int(digits)) if len(digits) <= len(str(MOST_NUMERAL)) and int(digits) else digits


def item_number(said: str) -> int | None:
    """The number of a 款 from （一）, 一、, 1 or 第一款; None where it is no number."""
    return _NUMERALS.get(folded(said))
