"""What of an agenda a meeting has to decide or to take note of, in the order and by the names of the packet."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlib.display.display import Naming
from reportlib.measures.cases import cases
from reportlib.meeting.agenda import AgendaItem, Proposal, Topic
from reportlib.meeting.params import Params
from reportlib.roc import MOST_NUMERAL, BadDate, numeral, parse_date
from reportlib.text import spelling


@dataclass(frozen=True)
class AgendaPoint:
    """One 款 of a case, or an item without a proposal, which is taken note of.

    ``heading`` is the item of the agenda it stands under (「報告事項」), ``place`` what the packet calls it (「報告事項三（一）」),
    ``case`` the number of its case (第二案), 0 where it has none; ``item`` is the number of the 款 where the case has several, else 0.
    ``at`` is which item of the agenda it is, from 0. One that ``may_be_blank`` (a talk, the minutes of last time) has neither sections
    nor a proposal: nothing has to be decided on it.
    """

    heading: str
    place: str
    case: int
    item: int
    title: str
    matter: str
    proposal: Proposal | None
    at: int = 0
    may_be_blank: bool = False
    presenter: str = ""

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
    """Every point of the agenda: what has proposals, each of them; topics without any, and items without topics, but for what has a place
    of its own in the minutes (臨時動議, 散會). Of two items with one name the second is told apart (報告事項一（其二）)."""
    proposed = iter(cases(params))
    found: list[AgendaPoint] = []
    named: Counter[str] = Counter()
    for point, asked in _places(params):
        named[point.place] += 1
        if (again := named[point.place]) > 1:
            point = replace(point, place=Naming("{place}（其{n}）", place=point.place, n=numeral(again)))
        number = next(proposed).number if asked else 0
        several = len(asked) > 1
        found += [replace(point, case=number, item=n if several else 0, proposal=one) for n, one in enumerate(asked, 1)]
        found += () if asked else (point,)
    return tuple(found)


def _places(params: Params) -> Iterator[tuple[AgendaPoint, tuple[Proposal, ...]]]:
    """Every topic, part or item that is reported or decided on, in the order of the cases, and what is proposed on it."""
    for at, item in enumerate(params.agenda):
        is_free = not any(topic.every_section or _proposes(topic) for topic in item.topics)
        for number, topic in enumerate(item.topics, 1):
            place, matter = Naming("{item}{number}", item=item.item, number=numeral(number)), topic.matter or ""
            if topic.asked or not _proposes(topic):
                yield (
                    AgendaPoint(item.item, place, 0, 0, topic.title, matter, None, at, is_free, topic.presenter or ""),
                    topic.asked,
                )
            for n, part in enumerate(topic.parts, 1):
                if part.asked:
                    within = Naming("{place}（{number}）", place=place, number=numeral(n))
                    yield AgendaPoint(item.item, within, 0, 0, part.title, matter, None, at), part.asked
        if item.asked or not item.topics and not item.sections and not has_own_place(item):
            yield AgendaPoint(item.item, item.item, 0, 0, item.item, "", None, at, not item.asked), item.asked


MOTIONS, ADJOURNED = "臨時動議", "散會"


def has_own_place(item: AgendaItem) -> bool:
    """Whether an item of the agenda is what the minutes end with anyway: motions, or the end of the meeting."""
    name = spelling(item.item)
    return MOTIONS in name or ADJOURNED in name


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
