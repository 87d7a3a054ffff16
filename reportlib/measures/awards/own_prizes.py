"""The prizes of our own agencies in the awards that rank what is entered."""

from __future__ import annotations

from collections.abc import Iterator

from reportlib.display.display import Naming
from reportlib.measures.awards.application_award import Applications
from reportlib.measures.awards.places import best_first
from reportlib.measures.awards.popularity_award import Popularity
from reportlib.meeting.meeting import Meeting


def own_prizes(entries: Applications | None, popular: Popularity | None, meeting: Meeting) -> Iterator[Naming]:
    """「資訊中心應用獎第 3 名」 for everything of an agency of the register that wins; None for an award without records."""
    found = (
        ("應用獎", best_first(entries.winning()) if entries else ()),
        ("人氣獎", popular.winners if popular else ()),
    )
    for award, winners in found:
        for one in winners:
            if agency := meeting.register.find(one.agency):
                yield Naming("{agency}{award}第 {rank} 名", agency=agency.short, award=award, rank=one.rank)
