"""What the cover and the agenda say of the meeting."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from reportlib.meeting.agenda import AgendaItem
from reportlib.meeting.params import Params
from reportlib.model.document import AgendaEntry, AgendaTopic, Cover
from reportlib.model.texts import EMPTY, Line, listed
from reportlib.roc import format_date
from reportlib.text import Quoted
from reportlib.wording import own, used

# -- what the parameters say ---------------------------------------------------------------------------------------------


def cover_of(params: Params) -> Cover:
    """The cover's texts, without the figures in them (see :func:`reportlib.measures.agenda.on_cover`)."""
    meeting, agenda = params.meeting, params.agenda
    minutes = _minutes(agenda[-1].end) - _minutes(agenda[0].start)
    begin, end = f"{agenda[0].start:%H:%M}", f"{agenda[-1].end:%H:%M}"
    span = _in_own_words("{begin}–{end}（{minutes} 分鐘）", begin=begin, end=end, minutes=minutes)
    details = [(Line.of("時間"), Line.of(span))]
    details += [
        (Line.of(label), Line.of(text))
        for label, text in (("召集人", meeting.convener), ("幕僚單位", meeting.secretariat))
        if text
    ]
    return Cover(
        name=params.name,
        body=Line.of(meeting.body),
        title=Line.of(_in_own_words("第 {term} 屆第 {number} 次會議", term=meeting.term, number=meeting.number)),
        date_text=Line.of(meeting.date.text()),
        timestamp=meeting.date.timestamp(),
        details=tuple(details),
        as_of_text=as_of_text(params),
        notice=Line.of(meeting.data_notice or ""),
        notice_text=Line.of((meeting.data_notice_text or "") if meeting.data_notice else ""),
        wording=used(),
    )


def as_of_text(params: Params, days: Sequence[date] | None = None) -> Line:
    """「資料統計至 109-10-31」: the day of the list; of a section, of whose figures ``days`` are, the day of most of them, the
    list's among equals, or else the latest. Nothing of a section without such figures."""
    if days is not None and not days:
        return EMPTY
    inventory = params.as_of.inventory
    day = max(days, key=lambda one: (days.count(one), one == inventory, one)) if days else inventory
    return Line.of(own("資料統計至 {day}").format(day=format_date(day)))


def _in_own_words(sentence: str, **values: object) -> str:
    """A sentence of the cover; in words of the body's own its numbers are the body's, too."""
    said = own(sentence)
    return said.format(**values) if said == sentence else Quoted(said.format(**values))


def _minutes(time) -> int:
    return time.hour * 60 + time.minute


def presenters(item: AgendaItem) -> list[str]:
    """Who presents an item of the agenda or its topics; of one without, the cover tells how many topics it has."""
    return [presenter for presenter in (item.presenter, *(topic.presenter for topic in item.topics)) if presenter]


def agenda_of(params: Params) -> tuple[AgendaEntry, ...]:
    """The agenda as a time line: offset and share of the whole meeting, the longest item last emphasised."""
    begin, end = _minutes(params.agenda[0].start), _minutes(params.agenda[-1].end)
    entries = [_entry(item, begin, end - begin) for item in params.agenda]
    longest = max(entry.share for entry in entries)
    last = max(at for at, entry in enumerate(entries) if entry.share == longest)
    return tuple(dataclasses.replace(entry, emphasis=at == last) for at, entry in enumerate(entries))


def _entry(item: AgendaItem, begin: int, whole: int) -> AgendaEntry:
    """An item of the agenda of a meeting that begins so many minutes after midnight and takes ``whole`` minutes."""
    speakers = presenters(item)
    count = f"{len(item.topics)} 項" if item.topics else ""
    by = f"（{item.presenter}）" if item.presenter else ""
    return AgendaEntry(
        start=f"{item.start:%H:%M}",
        end=f"{item.end:%H:%M}",
        item=Line.of(f"{item.item}：{item.subject}{by}" if item.subject else item.item),
        note=listed(speakers) if speakers else Line.of(count),
        offset=(_minutes(item.start) - begin) / whole,
        share=(_minutes(item.end) - _minutes(item.start)) / whole,
        sections=tuple(item.sections),
        topics=tuple(
            AgendaTopic(
                title=Line.of(t.title),
                presenter=Line.of(t.presenter or ""),
                sections=t.every_section,
                matter=Line.of(t.matter or ""),
            )
            for t in item.topics
        ),
    )
