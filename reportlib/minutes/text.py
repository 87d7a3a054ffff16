"""What the minutes say, element by element, of a meeting as it was held. The packet and its papers are always Chinese."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from reportlib.decisions.attending import Quorum, quorum
from reportlib.decisions.held import Attendee, HeldMeeting, Resolved
from reportlib.decisions.points import MOTIONS, has_own_place, item_called, points
from reportlib.decisions.read import rules_of
from reportlib.facts.facts import Fact
from reportlib.media.office.paper import (
    Element,
    Paper,
    PaperHeading,
    PaperTable,
    Paragraph,
    Runs,
    TextRun,
    Title,
    plain,
)
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import Membership
from reportlib.minutes import tracking
from reportlib.roc import format_date, format_long, weekday_sign
from reportlib.wording import own

DRAFT = "草案"
DRAFT_SAID = "草案：本紀錄尚未核定，內容以核定者為準。"
UNDECIDED = "未訂"
NONE = "無"
LEFT_OUT = "（略）"
NOT_OF_THE_AGENDA = "以前的決議"
AGAIN_SAID = "提下次會議再議"
AGAIN = f"（{AGAIN_SAID}）"


def paper_of(held: HeldMeeting, meeting: Meeting) -> Paper:
    """The minutes as a paper, marked 「草案」 on each page until they are approved."""
    about, proceedings = meeting.params.meeting, held.proceedings
    title = f"{about.body}第 {about.term} 屆第 {about.number} 次會議紀錄"
    is_draft = proceedings.approved_on is None
    return Paper(
        title,
        str(about.body),
        meeting.wording.lang,
        title,
        str(about.data_notice or ""),
        DRAFT if is_draft else "",
        tuple(_elements(held, meeting, title, is_draft)),
        _timestamp(proceedings.held_on),
    )


def _timestamp(day: datetime.date) -> int:
    """Midnight of the meeting's day, UTC, in seconds since 1970: what the files carry."""
    return (day - datetime.date(1970, 1, 1)).days * 86_400


def _elements(held: HeldMeeting, meeting: Meeting, title: str, is_draft: bool) -> Iterator[Element]:
    about, proceedings = meeting.params.meeting, held.proceedings
    yield Title(title)
    if is_draft:
        yield Paragraph(plain(DRAFT_SAID), "notice")
    if about.data_notice:
        notice = f"{about.data_notice}：{about.data_notice_text}" if about.data_notice_text else str(about.data_notice)
        yield Paragraph(plain(notice), "small")
    lines = {
        "時間": f"{format_long(proceedings.held_on)}（星期{weekday_sign(proceedings.held_on)}）{_clock(proceedings.starts)}",
        "地點": proceedings.place,
        "主席": proceedings.chair,
        "紀錄": proceedings.recorder,
    }
    if proceedings.approved_on:
        lines["核定日期"] = format_long(proceedings.approved_on)
    for label, text in lines.items():
        yield Paragraph((TextRun(f"{label}：", True), *plain(text)))
    yield from _attendance(held, meeting)
    reported_at = tracking.reported_at(meeting)
    yield from _decided(held, meeting, reported_at)
    if held.tracked and not reported_at:
        yield PaperHeading(1, own(tracking.TRACKED))
        yield from tracking.elements(held, meeting)
    yield PaperHeading(1, own(MOTIONS))
    yield from _motions(held, meeting)
    yield PaperHeading(1, own("散會"))
    yield Paragraph(plain(_clock(proceedings.ends)))
    yield from _overview(held)


def _clock(time: datetime.time) -> str:
    """「下午 2 時 5 分」; 「下午 2 時」 on the hour."""
    half, hour = ("上午", time.hour) if time.hour < 12 else ("下午", time.hour - 12 or 12)
    return f"{half} {hour} 時{f' {time.minute} 分' if time.minute else ''}"


# -- who attended ----------------------------------------------------------------------------------------------------------


def _attendance(held: HeldMeeting, meeting: Meeting) -> Iterator[Element]:
    _, book = rules_of(meeting)
    counted = quorum(held.attendees, held.attendance, book, meeting)
    yield PaperHeading(1, own("出席情形"))
    yield Paragraph(_counted(counted))
    yield Paragraph(_met(counted, book))
    members = [one for one in held.attendees if one.is_member]
    with_deputies = any(one.deputy for one in members)
    header = ("姓名", "身分", "機關團體及職稱", "出席方式", *(("代理人",) if with_deputies else ()))
    rows = tuple(
        tuple(map(plain, (one.name, one.seat, _from(one), one.word, *((_deputy(one),) if with_deputies else ()))))
        for one in members
    )
    weights = (3, 3, 9, 3, 5) if with_deputies else (3, 3, 10, 3)
    yield PaperTable(own("委員出席情形"), header, rows, weights, note=_not_counted(members, book))
    others = [one for one in held.attendees if not one.is_member and one.means != "absent"]
    if others:
        rows = tuple(tuple(map(plain, _also_present(one))) for one in others)
        yield PaperTable(own("列席人員"), ("姓名", "機關團體及職稱"), rows, (3, 10))


def _figure(fact: Fact) -> TextRun:
    return TextRun(str(fact), True)


def _counted(counted: Quorum) -> Runs:
    """How many members, how many of them attended and how, in a sentence whose numbers are counted."""
    runs = [TextRun("委員 "), _figure(counted.members), TextRun(" 人，出席 "), _figure(counted.present), TextRun(" 人")]
    if counted.ways:
        runs += [TextRun("（"), *_by_word(counted.ways), TextRun("）")]
    if counted.away:
        runs += [TextRun("，"), *_by_word(counted.away)]
    if counted.not_counted.value:
        runs += [TextRun("，另有 "), _figure(counted.not_counted), TextRun(" 人由人代理而不計入")]
    return (*runs, TextRun("。"))


def _by_word(counted: Mapping[str, Fact]) -> Iterator[TextRun]:
    """「親自出席 2 人、視訊出席 1 人」."""
    for number, (word, fact) in enumerate(counted.items()):
        yield from (TextRun(f"{'、' if number else ''}{word} "), _figure(fact), TextRun(" 人"))


def _met(counted: Quorum, book: Membership) -> Runs:
    half = f"{book.quorum_share}以上" if book.quorum_reached == "at_least" else f"超過{book.quorum_share}"
    source = f"（{book.quorum_source}）" if book.quorum_source else ""
    verdict = "已達開會人數。" if counted.is_met else "未達開會人數。"
    said = (
        TextRun(f"開會須有委員{half}出席，即 "),
        _figure(counted.needed),
        TextRun(f" 人{source}；"),
        TextRun(verdict, True),
    )
    more = f"{book.quorum_reached_source}。" if book.quorum_reached_source else ""
    return (*said, *plain(more))


def _from(one: Attendee) -> str:
    return "　".join(filter(None, (one.organisation, one.title)))


def _deputy(one: Attendee) -> str:
    return "　".join(filter(None, (one.deputy, one.deputy_title)))


def _also_present(one: Attendee) -> tuple[str, str]:
    """Who was there, and from where: the deputy of somebody who was not, with a word for whom."""
    if one.means != "deputy":
        return one.name, _from(one)
    return one.deputy, "　".join(filter(None, (one.organisation, one.deputy_title, f"（代理{one.name}）")))


def _not_counted(members: list[Attendee], book: Membership) -> str:
    deputed = [one for one in members if one.means == "deputy" and not one.counts]
    twice = "、".join(one.name for one in deputed if one.twice)
    others = "、".join(one.name for one in deputed if one.seat and not one.twice)
    unknown = "、".join(one.name for one in deputed if not one.seat and not one.twice)
    source = f"（{book.deputies_source}）" if book.deputies_source else ""
    said = (
        f"{others}的身分依規則不得派員代理，不計入開會人數{source}。" if others else "",
        f"{unknown}的身分未載明，代理不計入開會人數。" if unknown else "",
        f"{twice}的代理人已計入一次，不重複計入開會人數。" if twice else "",
    )
    return "".join(said)


# -- what was decided -------------------------------------------------------------------------------------------------------


def _decided(held: HeldMeeting, meeting: Meeting, reported_at: str) -> Iterator[Element]:
    """The items of the agenda in order, each with what it is about and its decisions; of those without, that they were held. Motions and
    the end of the meeting have their places behind them."""
    for at, item in enumerate(meeting.params.agenda):
        if not has_own_place(item):
            yield PaperHeading(1, item.item)
            yield from list(_of_item(held, meeting, at, reported_at)) or [Paragraph(plain(LEFT_OUT))]


def _of_item(held: HeldMeeting, meeting: Meeting, at: int, reported_at: str = "") -> Iterator[Element]:
    """What was decided on each point of an item of the agenda, and under the one that reports on them (``reported_at``) on the resolutions of
    earlier meetings; of a talk without a decision its title and who gave it."""
    of_place = groupby((one for one in points(meeting.params) if one.at == at), lambda one: one.place)
    for point in (next(same) for _, same in of_place):
        place, title = point.place, point.title
        decisions = [one for one in held.decisions if one.place == place]
        if not decisions and title != point.heading:
            yield Paragraph(plain(f"{title}（{point.presenter}）" if point.presenter else title))
        if decisions and title != point.heading:
            yield PaperHeading(2, f"{place}　{title}")
        if decisions and point.matter:
            yield Paragraph((TextRun("案由：", True), *plain(point.matter)), stays=True)
        if decisions:
            yield from _resolved(decisions)
        if place == reported_at:
            yield from tracking.elements(held, meeting)


def _resolved(decisions: list[Resolved]) -> Iterator[Element]:
    """「決議：」 and the decision, or the decisions one under another."""
    if len(decisions) == 1:
        yield Paragraph((TextRun("決議：", True), *_decision(decisions[0])), stays=decisions[0].is_task)
        yield from _task(decisions[0], 0)
        return
    yield Paragraph(plain("決議：", True), stays=True)
    for one in decisions:
        yield Paragraph((TextRun(item_called(one.item)), *_decision(one)), indent=1, stays=one.is_task)
        yield from _task(one, 1)


def _decision(one: Resolved) -> Runs:
    """The word and the text, as sentences: 「照案通過：請各單位…。」, 「洽悉，請資訊室…。」; what was added by the meeting is its text alone."""
    again = AGAIN if one.next == "again" and not re.search("下次|再議", one.text) else ""
    if not one.text:
        return plain(f"{one.word}{again}。")
    if one.means == "resolved":
        return plain(_ended(one.text))
    sign = "" if one.text.startswith(("（", "(")) else "：" if one.means in ("as_proposed", "amended") else "，"
    return plain(f"{one.word}{again}{sign}{_ended(one.text)}")


def _ended(text: str) -> str:
    """The text with one sign at its end."""
    text = text.rstrip().rstrip("。．.，,、；;：: ")
    return text if text.endswith(("！", "？", "!", "?", "。」", "。）", "！」", "？」")) else f"{text}。"


def _task(one: Resolved, indent: int) -> Iterator[Element]:
    """Who does it and by when, of what is to be done."""
    if one.is_task:
        yield Paragraph(
            plain(f"辦理單位：{one.owner or UNDECIDED}　期限：{_due(one) or UNDECIDED}"), "body", indent + 1
        )


def _due(one: Resolved) -> str:
    return "，".join(filter(None, (format_long(one.due_on) if one.due_on else "", one.due_said)))


def _motions(held: HeldMeeting, meeting: Meeting) -> Iterator[Element]:
    """What the agenda has under 臨時動議 or 散會, then what was moved; that there was nothing where there is neither."""
    planned = [
        element
        for at, item in enumerate(meeting.params.agenda)
        if has_own_place(item)
        for element in _of_item(held, meeting, at)
    ]
    yield from planned
    if not held.motions and not planned:
        yield Paragraph(plain(f"{NONE}。"))
    for n, one in enumerate(held.motions, 1):
        number = item_called(n) if len(held.motions) > 1 else ""
        yield Paragraph((TextRun(f"{number}提案人：", True), *plain(one.mover)), stays=True)
        yield Paragraph((TextRun("案由：", True), *plain(one.title)), stays=True)
        yield from _resolved([one])


def _overview(held: HeldMeeting) -> Iterator[Element]:
    """What is followed up, on one page: numbers as the next meeting takes them over."""
    rows = tuple(
        tuple(map(plain, (one.number, one.place, one.title, one.word, *_whose(one))))
        for one in (*held.decisions, *held.motions)
        if one.is_task or one.next == "again"
    )
    rows += tuple(
        tuple(map(plain, (one.called, NOT_OF_THE_AGENDA, one.resolution.subject, one.word, one.resolution.owner, tracking.due_of(one) or UNDECIDED)))
        for one in held.gone_on()
    )  # fmt: skip
    if rows:
        yield PaperHeading(1, own("決議追蹤一覽"))
        header = ("決議編號", "議程", "案由", "決定", "辦理單位", "期限")
        note = "決議編號依議程順序，下次會議的決議追蹤用同一編號；全文見該議程的決議。"
        if kept := held.gone_on():
            note += f"編號前有屆次的（{kept[0].called}）是以前會議的決議，繼續列管。"
        yield PaperTable("", header, rows, (2.5, 3.5, 5.5, 2.5, 4, 3.5), note=note)


def _whose(one: Resolved) -> tuple[str, str]:
    """Who does it and by when; of what was put off and nobody is to do, that it comes back."""
    return (one.owner or UNDECIDED, _day(one) or UNDECIDED) if one.is_task else ("—", AGAIN_SAID)


def _day(one: Resolved) -> str:
    return "，".join(filter(None, (format_date(one.due_on) if one.due_on else "", one.due_said)))
