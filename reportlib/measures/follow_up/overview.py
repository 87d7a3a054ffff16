"""The resolutions under follow-up as figures, sentences, slide titles and a table."""

from __future__ import annotations

from datetime import date

from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import receipts
from reportlib.measures.follow_up.findings import RELEASE
from reportlib.measures.follow_up.numbering import NUMERALS, arabic, missing_text
from reportlib.measures.follow_up.resolutions import FollowUp
from reportlib.roc import format_date, numeral


def key_figures(found: FollowUp) -> dict[str, Fact]:
    """What opens the section: how many are followed up, to be released, and need attention; each says how many units it
    lacks.
    """
    figures = {"列管": found.tracked, RELEASE: found.to_release, "需注意": found.noticed}
    return {receipts.noted(label, found.lack): fact for label, fact in figures.items()}


def summary(found: FollowUp) -> Prose:
    """How many are followed up, what is proposed, what needs attention, and what is missing."""
    if not found.resolutions and not found.missing:
        return Prose(
            (runs("{nothing}。", nothing=_nothing_tracked(found)) + (found.lack.sentence() if found.lack else ()),)
        )
    sentence = runs(
        "先前會議的決議列管中 {tracked!s} 案，建議解除列管 {release!s} 案",
        tracked=found.tracked,
        release=found.to_release,
    )
    sentence += runs("、建議繼續列管 {keep} 案；", keep=found.to_keep) if found.to_keep.value else runs("；")
    sentence += (
        runs("需注意 {noticed!s} 案，見提醒欄。", noticed=found.noticed)
        if found.noticed.value
        else runs("沒有需注意者。")
    )
    if found.missing:
        sentence += runs("{missing}，請確認是否漏列。", missing="、".join(missing_text(*one) for one in found.missing))
    if found.left_out.value:
        sentence += runs("來源檔案另有本次會議的決議 {count} 案，不列入追蹤。", count=found.left_out)
    return Prose((sentence + (found.lack.sentence() if found.lack else ()),))


def _nothing_tracked(found: FollowUp) -> str:
    """Why nothing is followed up: all was released, or there is no record of any resolution."""
    return "先前會議的決議均已解除列管" if found.earlier else "沒有先前會議決議的紀錄"


def message(found: FollowUp) -> dict:
    """The title of the first slide, as ``Display.says`` takes it."""
    if not found.tracked.value:
        return receipts.noted_message({"sentence": _nothing_tracked(found)}, found.lack)
    said = {
        "sentence": "先前會議的決議列管 {tracked} 案，建議解除 {release} 案",
        "tracked": found.tracked,
        "release": found.to_release,
    }
    return receipts.noted_message(said, found.lack)


def notice_message(found: FollowUp) -> dict:
    """The title of the table's slide: what needs attention."""
    if not found.noticed.value:
        return message(found)
    missing = "，" + "、".join(missing_text(*one) for one in found.missing) if found.missing else ""
    return receipts.noted_message(
        {"sentence": "{noticed} 案需注意{missing}", "noticed": found.noticed, "missing": missing}, found.lack
    )


def table(caption: str, found: FollowUp) -> Table:
    """Every tracked resolution with what needs attention, and a row for each missing number."""
    entries = [
        (
            (one.meeting, NUMERALS.get(one.number) or arabic(one.number) or 100),
            Row(
                (
                    f"{one.meeting[0]}-{one.meeting[1]} 決議{one.number}",
                    one.subject,
                    one.handling,
                    one.owner,
                    _day(one.due_on),
                    _day(one.done_on),
                    one.proposal or NOT_PROVIDED,
                    "；".join(one.reminders),
                ),
                "body",
            ),
        )
        for one in found.resolutions
    ]
    for key, number in found.missing:
        cells = (f"{key[0]}-{key[1]} 決議{numeral(number)}", *["—"] * 6, f"{missing_text(key, number)}，請確認是否漏列")
        entries.append(((key, number), Row(cells, "subtotal")))
    rows = tuple(row for _, row in sorted(entries, key=lambda entry: entry[0]))
    columns = ("會議決議", "決議事項", "辦理情形", "主辦單位", "期限", "完成日期", "列管建議", "提醒")
    meetings = sorted({one.meeting for one in found.resolutions})
    called = "；".join(f"{term}-{number} 為第 {term} 屆第 {number} 次會議" for term, number in meetings[:3])
    note = receipts.note(f"統計至 {format_date(found.tracked.day)}", called, "—：未載", lack=found.lack)
    return Table(caption, columns, rows, note=note, weights=(4, 9, 8, 6, 4, 4, 5, 8), sortable=False)


def _day(day: date | None) -> str:
    return format_date(day) if day else "—"
