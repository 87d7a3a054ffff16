"""What the document and the slides say of the meeting alike: the cover, the topics of the agenda, the properties of the file."""

from __future__ import annotations

from reportlib.media.pdf.glyphs import breakable, plain_text


def file_data(document: dict) -> dict:
    """The properties of the PDF but for its title: time, authors, keywords and description."""
    meeting = document["meeting"]
    titles = (section["title"] for section in document["sections"])
    keywords = (meeting["name"], meeting["date_text"], meeting["notice"], *titles)
    return {
        "timestamp": meeting["timestamp"],
        "authors": [plain_text(meeting["body"])] if meeting["body"] else [],
        "keywords": [plain_text(text) for text in keywords if text],
        "description": plain_text(meeting["notice_text"]),
    }


def cover(meeting: dict) -> dict:
    """The meeting with the texts of its cover, which may break where they must."""
    return meeting | {
        "body": breakable(meeting["body"], 12),
        "title": breakable(meeting["title"], 18),
        "details": cover_details(meeting),
        "notice_text": breakable(meeting["notice_text"]),
    }


def cover_details(meeting: dict) -> list[list[str]]:
    """The cover's details; the date is among them, once."""
    details = [[breakable(name, 8), breakable(value)] for name, value in meeting["details"]]
    if meeting["date_text"] and not any(meeting["date_text"] in value for _, value in meeting["details"]):
        details.insert(0, ["日期", meeting["date_text"]])
    return details


def agenda_topics(item: dict) -> list[dict]:
    return [
        {"title": breakable(topic["title"], 16), "presenter": breakable(topic["presenter"], 16)}
        for topic in item["topics"]
    ]
