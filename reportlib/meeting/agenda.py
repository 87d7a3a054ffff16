"""The agenda of a meeting: topics, items, and the sections that each shows."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from reportlib.errors import did_you_mean, quoted
from reportlib.language import say
from reportlib.meeting.fields import Model, Text, Time, place_of
from reportlib.meeting.yaml_models import Wrong
from reportlib.text import nearest

SECTION = re.compile(r"[0-9]{2}-[a-z0-9-]+")


def _section(stem: str, info: ValidationInfo) -> str:
    if not SECTION.fullmatch(stem):
        what = say(f"{quoted(stem)}不是章節的名稱。", f"{quoted(stem)} is not the name of a section.")
        raise Wrong(
            what,
            say(
                "請寫筆記本檔名，不含 .ipynb，例如 10-inventory。",
                "Write the notebook's name without .ipynb, such as 10-inventory.",
            ),
            "C05",
        )
    folder = place_of(info).root / "notebooks"
    if not (folder / f"{stem}.ipynb").is_file():
        what = say(
            f"找不到章節的筆記本{quoted(f'notebooks/{stem}.ipynb')}。",
            f"there is no notebook {quoted(f'notebooks/{stem}.ipynb')} for this section.",
        )
        near = nearest(stem, [path.stem for path in folder.glob("*.ipynb")])
        raise Wrong(what, did_you_mean(near, say("請確認章節名稱。", "Check the section's name.")), "C05")
    return stem


Sections = tuple[Annotated[str, AfterValidator(_section)], ...]


class Topic(Model):
    title: Text
    presenter: Text | None = None
    sections: Sections = Field((), strict=False)
    proposal: Text | None = None  # 擬辦: what the meeting is asked to decide


class AgendaItem(Model):
    """An item of the agenda; ``sections`` of its own come before those of its topics."""

    item: Text
    start: Time
    end: Time
    presenter: Text | None = None
    sections: Sections = Field((), strict=False)
    proposal: Text | None = None
    topics: tuple[Topic, ...] = Field((), strict=False)

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: datetime.time, info: ValidationInfo) -> datetime.time:
        start = info.data.get("start")
        if start and start >= end:
            what = say(
                f"結束 {end:%H:%M} 不晚於開始 {start:%H:%M}。",
                f"the end {end:%H:%M} is not after the start {start:%H:%M}.",
            )
            raise Wrong(what, say("請更正時間。", "Correct the times."))
        return end


def agenda_problems(agenda: tuple[AgendaItem, ...]) -> Iterator[Wrong]:
    if not agenda:
        yield Wrong(say("議程沒有任何項目。", "the agenda is empty."), say("請加上至少一項。", "Add an item."))
    for n, (before, after) in enumerate(itertools.pairwise(agenda), 1):
        if after.start < before.end:
            one, other = (f"{quoted(a.item)} {a.start:%H:%M}–{a.end:%H:%M}" for a in (before, after))
            apart = after.end <= before.start
            zh, en = ("沒有依時間先後排列", "are not in the order of time") if apart else ("時間重疊", "overlap")
            yield Wrong(
                say(f"{one} 與 {other} {zh}。", f"{one} and {other} {en}."),
                say("請更正時間或順序。", "Correct the times or the order."),
                at=(n, "start"),
            )
    seen: set[str] = set()
    for stem, at in sections_of(agenda):
        if stem in seen:
            yield twice(stem, at)
        seen.add(stem)
    if agenda and not seen:
        what = say("議程中沒有任何章節（sections）。", "no topic on the agenda names a section.")
        yield Wrong(
            what,
            say("請在議題下加上 sections，例如 [10-inventory]。", "Add sections to a topic, such as [10-inventory]."),
        )


def sections_of(agenda: tuple[AgendaItem, ...]) -> Iterator[tuple[str, tuple]]:
    """Each section on the agenda, with its key."""
    for n, item in enumerate(agenda):
        yield from ((stem, (n, "sections", s)) for s, stem in enumerate(item.sections))
        for t, topic in enumerate(item.topics):
            yield from ((stem, (n, "topics", t, "sections", s)) for s, stem in enumerate(topic.sections))


def twice(stem: str, at: tuple) -> Wrong:
    what = say(f"章節{quoted(stem)}在議程中出現兩次。", f"the section {quoted(stem)} is on the agenda twice.")
    return Wrong(what, say("請刪去其中一個。", "Delete one of them."), "C04", at)
