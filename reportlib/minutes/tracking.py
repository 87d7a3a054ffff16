"""What the minutes say of the resolutions of earlier meetings: which the meeting released, and which go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportlib.decisions.held import HeldMeeting, TrackedResolution
from reportlib.decisions.points import points
from reportlib.measures.follow_up import meeting_text
from reportlib.media.office.paper import Element, PaperTable, Paragraph, Runs, TextRun, plain
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.used_inputs import used_in
from reportlib.roc import format_date
from reportlib.wording import own

TRACKED = "歷次會議的決議"  # the heading where no item of the agenda reports them


def reported_at(meeting: Meeting) -> str:
    """The last place of the agenda that reports on them, as its points are called (報告事項四); "" where none does."""
    reporting = used_in(meeting.params).get("resolutions", ())
    places = [one.place for one in points(meeting.params) if one.place.partition("（")[0] in reporting]
    return places[-1] if places else ""


def elements(held: HeldMeeting, meeting: Meeting) -> Iterator[Element]:
    """How many were released and how many go on, and each of them in a table; nothing where none was followed."""
    if not held.tracked:
        return
    yield Paragraph((TextRun("列管：", True), *_counted(held)), stays=True)
    of_meetings = {one.resolution.meeting for one in held.tracked}
    is_one = len(of_meetings) == 1
    caption = f"{meeting_text(*of_meetings)}的決議" if is_one else own(TRACKED)
    has_new_due = any(one.has_new_due for one in held.tracked)
    rows = tuple(
        tuple(map(plain, (
            one.number if is_one else one.called, one.resolution.subject, one.resolution.owner, one.word,
            *((_new_due(one),) if has_new_due else ()),
        )))
        for one in held.tracked
    )  # fmt: skip
    header = ("決議", "決議事項", "主辦單位", "決定", *(("新期限",) if has_new_due else ()))
    yield PaperTable(caption, header, rows, (2.5, 8, 4, 2.5, *((3,) if has_new_due else ())))


def _counted(held: HeldMeeting) -> Runs:
    """「列管中的決議 13 項：解除列管 12 項，繼續列管 1 項。」"""
    words = Counter(one.word for one in sorted(held.tracked, key=lambda one: not one.is_released))
    runs = [TextRun("列管中的決議 "), TextRun(str(len(held.tracked)), True), TextRun(" 項")]
    for n, (word, number) in enumerate(words.items()):
        runs += [TextRun(f"{'，' if n else '：'}{word} "), TextRun(str(number), True), TextRun(" 項")]
    return (*runs, TextRun("。"))


def _new_due(one: TrackedResolution) -> str:
    return "，".join(filter(None, (format_date(one.due_on) if one.due_on else "", one.due_said)))


def due_of(one: TrackedResolution) -> str:
    """The day or the words by which it is to be done now; "" where there is neither."""
    return _new_due(one) or one.resolution.due
