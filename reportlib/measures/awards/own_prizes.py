"""The prizes of our own agencies in the awards that rank what is entered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportlib.display.display import Display, Naming
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.facts.facts import Fact
from reportlib.measures.awards.application_award import Applications, applications
from reportlib.measures.awards.places import best_first
from reportlib.measures.awards.popularity_award import Popularity, popularity
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting

APPLICATION, POPULARITY = "應用獎", "人氣獎"


@dataclass(frozen=True)
class OwnPrize:
    """A place that an agency of the register has won; ``award`` is the award in short, ``contest`` in full with its group."""

    agency: str
    what: str
    award: str
    contest: Naming
    rank: Fact


def _own(entries: Applications | None, popular: Popularity | None, meeting: Meeting) -> Iterator[OwnPrize]:
    """Everything of an agency of the register that wins: the application award's by group, then the popularity award's."""
    for entry in entries.winning() if entries else ():
        if agency := meeting.register.find(entry.agency):
            contest = Naming("資料開放{award}{group}", award=APPLICATION, group=entry.group)
            yield OwnPrize(agency.short, entry.entry, APPLICATION, contest, entry.rank)
    for candidate in popular.winners if popular else ():
        if agency := meeting.register.find(candidate.agency):
            yield OwnPrize(
                agency.short, candidate.title, POPULARITY, Naming("資料開放{award}", award=POPULARITY), candidate.rank
            )


def _entries(section: Any) -> Applications | None:
    return applications(section.applications, section.meeting) if section.meeting.params.inputs.applications else None


def _popular(section: Any) -> Popularity | None:
    if not section.meeting.params.inputs.popularity:
        return None
    return popularity(section.popularity, section.winners, section.meeting)


@of_section(entries=_entries, popular=_popular)
def own_prizes(entries: Applications | None, popular: Popularity | None, meeting: Meeting) -> Iterator[Naming]:
    """「資訊中心應用獎第 3 名」 for each of our prizes, the best of an award first; None for an award without records.

    >>> list(awards.own_prizes(section))[0]
    '資訊中心應用獎第 3 名'
    """
    won = list(_own(entries, popular, meeting))
    for award in (APPLICATION, POPULARITY):
        for one in best_first(one for one in won if one.award == award):
            yield Naming("{agency}{award}第 {rank} 名", agency=one.agency, award=award, rank=one.rank)


@of_section(entries=applications, popular=popularity)
def own_winners(entries: Applications, popular: Popularity, meeting: Meeting) -> Display:
    """Which of our own agencies win the application and the popularity award, and in which place; nothing where none does.

    >>> awards.own_winners(section)
    本機關得獎：資訊中心的「我國電子商務發展趨勢分析服務」獲資料開放應用獎政府治理組第 3 名；中小企業處的「年度中小企業重要統計表」獲資料開放人氣獎第 9 名。
    """
    won = list(_own(entries, popular, meeting))
    if not won:
        return Several(())
    said = (
        Naming(
            "{agency}的「{what}」獲{award}第 {rank} 名",
            agency=one.agency,
            what=one.what,
            award=one.contest,
            rank=one.rank,
        )
        for one in won
    )
    first = {one.award: one for one in reversed(won)}
    title = Naming.joined(
        "，",
        (
            Naming("{agency}獲{award}第 {rank} 名", agency=one.agency, award=one.award, rank=one.rank)
            for one in reversed(first.values())
        ),
    )
    return Prose.of("本機關得獎：{won}。", won=Naming.joined("；", said)).says("{title}", title=title)
