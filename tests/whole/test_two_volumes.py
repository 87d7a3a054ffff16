"""What people are handed is about the meeting: short, and free of what only proves; what proves is in the annexes."""

import re
from pathlib import Path

import pypdfium2
import pytest

MOST_PAGES, MOST_SLIDES = 45, 40
# Numbers of figures, hashes, ids of figures and of identities, and what asks the secretariat.
JARGON = re.compile(r"F-\d{4}|\b[0-9a-f]{12,64}\b|SHA|total/programme|請確認|出處：|\b[a-z]+(?:-[a-z]+){2,}\b")


def text_of(file: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


@pytest.mark.parametrize("meeting", ["reference", "earlier"])
def test_the_volume_and_the_briefing_are_short(meeting, request):
    packet = request.getfixturevalue(meeting)
    assert len(text_of(packet / "packet.pdf")) <= MOST_PAGES
    assert len(text_of(packet / "briefing.pdf")) <= MOST_SLIDES


@pytest.mark.parametrize("meeting", ["reference", "earlier"])
@pytest.mark.parametrize("name", ["packet.pdf", "briefing.pdf"])
def test_no_jargon_stands_in_what_people_are_handed(meeting, name, request):
    file = request.getfixturevalue(meeting) / name
    found = {at: told for at, text in enumerate(text_of(file), 1) if (told := JARGON.findall(text))}
    assert found == {}


def test_all_of_it_is_in_the_annexes(reference):
    text = "".join(text_of(reference / "annexes.pdf"))
    for told in ("F-0001", "SHA-256", "數字核對", "附件檔案", "資料列"):
        assert told in text
    assert re.search(r"\b[0-9a-f]{12}\b", text)


def test_every_slide_is_titled_once_or_twice_but_never_three_times(reference):
    titles = [mark.get_title() for mark in pypdfium2.PdfDocument(reference / "briefing.pdf").get_toc()]
    assert [title for title in set(titles) if titles.count(title) > 2] == []
