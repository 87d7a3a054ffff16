"""What the document and the slides say of the meeting alike: the cover, the items of the agenda, the properties of the file."""

from __future__ import annotations

from collections.abc import Iterable

from reportlib.media.pdf.glyphs import breakable, plain_text
from reportlib.model.document import AgendaEntry, Cover, Document, PacketSection


def file_data(document: Document, sections: Iterable[PacketSection]) -> dict:
    """The properties of a PDF but for its title: language and region, time, authors, keywords and description; ``sections`` are
    those that stand in it."""
    meeting = document.meeting
    titles = (section.title.text for section in sections)
    language, *rest = document.lang.split("-")
    keywords = (meeting.name, meeting.date_text.text, meeting.notice.text, *titles)
    return {
        "lang": language,
        "region": next((part for part in rest if part.isupper()), None),
        "timestamp": meeting.timestamp,
        "authors": [plain_text(meeting.body.text)] if meeting.body else [],
        "keywords": [plain_text(text) for text in keywords if text],
        "description": plain_text(meeting.notice_text.text),
    }


def cover(meeting: Cover) -> dict:
    """The texts of the cover, which may break where they must."""
    return {
        "body": breakable(meeting.body.text, 12),
        "title": breakable(meeting.title.text, 18),
        "part": meeting.part,
        "details": cover_details(meeting),
        "as_of_text": meeting.as_of_text.text,
        "notice": meeting.notice.text,
        "notice_text": breakable(meeting.notice_text.text),
    }


def cover_details(meeting: Cover) -> list[list[str]]:
    """The cover's details; the date is among them, once."""
    details = [[breakable(name.text, 8), breakable(value.text)] for name, value in meeting.details]
    date = meeting.date_text.text
    if date and not any(date in value.text for _, value in meeting.details):
        details.insert(0, ["日期", date])
    return details


def agenda_entry(entry: AgendaEntry) -> dict:
    """An item of the agenda, with its place on the time line."""
    return {
        "start": entry.start,
        "end": entry.end,
        "item": breakable(entry.item.text, 16),
        "note": breakable(entry.note.text, 16),
        "offset": entry.offset,
        "share": entry.share,
        "emphasis": entry.emphasis,
        "topics": agenda_topics(entry),
    }


def agenda_topics(entry: AgendaEntry) -> list[dict]:
    return [
        {"title": breakable(topic.title.text, 16), "presenter": breakable(topic.presenter.text, 16)}
        for topic in entry.topics
    ]
