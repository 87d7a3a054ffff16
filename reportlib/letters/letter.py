"""A letter as a paper: one or two pages. Papers are always Chinese, as the packet is."""

from __future__ import annotations

from collections.abc import Iterator

from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.letters import of_files, of_samples
from reportlib.letters.standing import MOST_WAITING, SHOWN, UnitStanding
from reportlib.measures.scoring import ItemScore
from reportlib.media.office.paper import (
    Bullets,
    Element,
    Paper,
    PaperHeading,
    PaperTable,
    Paragraph,
    Title,
    plain,
)
from reportlib.meeting.meeting import Meeting
from reportlib.roc import format_long

FIGURES, ROWS = "figures.csv", "rows.csv"


def letter_of(standing: UnitStanding, meeting: Meeting) -> Paper:
    """The letter to one unit."""
    about = meeting.params.meeting
    meeting_called = f"{about.body}第 {about.term} 屆第 {about.number} 次會議"
    title = f"{standing.name}　政府資料開放績效說明"
    return Paper(
        title,
        str(about.body),
        meeting.wording.lang,
        f"{standing.unit}　{meeting_called}",
        str(about.data_notice or ""),
        "",
        tuple(_elements(standing, meeting, title, meeting_called)),
        about.date.timestamp(),
    )


def _elements(standing: UnitStanding, meeting: Meeting, title: str, called: str) -> Iterator[Element]:
    yield Title(title)
    yield Title(f"{called}　截至 {format_long(meeting.as_of.inventory)}", "subtitle")
    yield PaperHeading(1, "現況")
    yield Paragraph(plain(_standing_said(standing)))
    yield _measures(standing)
    yield PaperHeading(1, "與上次會議的差異")
    yield from changes(standing)
    yield PaperHeading(1, "先改什麼")
    yield from _first(standing)
    yield from of_samples.elements(standing.failed, standing.measured)
    if standing.files:
        yield from of_files.elements(standing.files)
    yield PaperHeading(1, "待處理的民眾需求及尚缺的回報")
    if standing.waiting or standing.lacking:
        yield from _waiting(standing)
        yield from _lacking(standing)
    else:
        yield Paragraph(plain(f"{_no_waiting(standing)}{_no_lacking(standing)}"))
    yield PaperHeading(1, "各項得分的由來")
    yield _points(standing)
    yield Paragraph((*plain("如有不同意見：", strong=True), *plain(_objection(meeting))))


def _printed(fact: Fact) -> str:
    return fact.absence or fact.printed


def _standing_said(standing: UnitStanding) -> str:
    total = standing.scored.total
    if total.absence:
        return f"總分{total.absence}：必要項目缺資料，不能計算。"
    place = "" if standing.rank.absence else f"，在 {standing.among} 個受評單位中為第 {standing.rank.printed} 名"
    return f"總分 {total.printed} 分{place}。"


def _measures(standing: UnitStanding) -> PaperTable:
    shown = [(label, standing.measured[name]) for name, label in SHOWN.items() if name in standing.measured]
    header = tuple(label for label, _ in shown)
    row = tuple(plain(f"{_printed(fact)}{'' if fact.absence else fact.unit.label}") for _, fact in shown)
    return PaperTable("", header, (row,), (1.0,) * len(header), frozenset(range(len(header))))


def changes(standing: UnitStanding) -> Iterator[Element]:
    """What moved since the last meeting: the total, each item, those that were not scored then, and why."""
    if standing.before is None:
        yield Paragraph(plain("沒有可以比較的上次會議資料。"))
        return
    total = standing.scored.total
    then = standing.before.get(total.name)
    if then is None:
        yield Paragraph(plain(f"{standing.last}沒有這個單位的得分。"))
        return
    moved = [
        f"{one.item.name} {was}→{_printed(one.points)}"
        for one in standing.scored.items
        if (was := standing.before.get(one.points.name, "")) not in ("", _printed(one.points))
    ]
    said = f"總分由{standing.last}的 {then} 分成為 {_printed(total)} 分。"
    if then == _printed(total):
        said = f"總分與{standing.last}相同。"
    since = [
        f"{one.item.name} {_printed(one.points)}"
        for one in standing.scored.items
        if not standing.before.get(one.points.name) and not one.points.absence and one.points.number
    ]
    said += f"變動的項目：{'、'.join(moved)}。" if moved else "" if since else "各項得分都沒有變動。"
    said += f"上次沒有計分的項目：{'、'.join(since)}。" if since else ""
    yield Paragraph(plain(said))
    if standing.causes:
        yield Bullets(tuple(plain(cause) for cause in standing.causes))


def _first(standing: UnitStanding) -> Iterator[Element]:
    lost = [
        (one.item.score.full - one.points.number, one)
        for one in standing.scored.items
        if one.item.group == "required" and one.item.score.full is not None and not one.points.absence
    ]
    found = [(points, one) for points, one in lost if points > 0]
    unit = standing.scored.before_rounding.unit
    if found:
        said = "、".join(
            f"{one.item.name}（失 {unit.text(points)} 分）" for points, one in sorted(found, key=lambda x: -x[0])
        )
        yield Paragraph(plain(f"必要項目失分：{said}。"))
    if standing.gains:
        rows = tuple((plain(one.step), plain(one.item), plain(f"＋{unit.text(one.points)}")) for one in standing.gains)
        note = "由本次的評分規則重算：其他數字不變，只多一項（件、場），未取整。"
        yield PaperTable("", ("做一件", "項目", "得分"), rows, (6, 5, 2), frozenset((2,)), note=note)
    elif not found:
        yield Paragraph(plain("依本次的評分規則，沒有再多做一件就能加分的項目。"))


def _no_waiting(standing: UnitStanding) -> str:
    return f"民間需求紀錄：{NOT_PROVIDED}。" if standing.waiting is None else "沒有等待回復的民眾需求。"


def _no_lacking(standing: UnitStanding) -> str:
    return "本次會議沒有收件紀錄。" if standing.lacking is None else "回報都已收到。"


def _waiting(standing: UnitStanding) -> Iterator[Element]:
    if not standing.waiting:
        yield Paragraph(plain(_no_waiting(standing)))
        return
    rows = tuple((plain(one.title), plain(one.received), plain(one.days)) for one in standing.waiting[:MOST_WAITING])
    rest = len(standing.waiting) - len(rows)
    note = f"另有 {rest} 件，見會議資料。" if rest else ""
    yield PaperTable("", ("需求", "提出日期", "已等待（日）"), rows, (8, 3, 3), frozenset((2,)), note=note)


def _lacking(standing: UnitStanding) -> Iterator[Element]:
    if standing.lacking:
        yield Bullets(tuple(plain(one) for one in standing.lacking))
    else:
        yield Paragraph(plain(_no_lacking(standing)))


def _points(standing: UnitStanding) -> PaperTable:
    """Every item: how its points came about, the points, those of the last meeting, and the figure's number in the packet."""
    has_last = standing.before is not None
    rows = []
    for one in standing.scored.items:
        cells = [one.item.name, reason_of(one), _printed(one.points)]
        rows.append([*cells, *_of_last(standing, one.points, has_last), _id(standing, one.points)])
    total = standing.scored.total
    rows.append(["總分", "", _printed(total), *_of_last(standing, total, has_last), _id(standing, total)])
    header = ("項目", "得分說明", "得分", *(("上次",) if has_last else ()), "編號")
    weights = (9.0, 12.0, 2.0, *((2.0,) if has_last else ()), 2.5)
    return PaperTable(
        "",
        header,
        tuple(tuple(map(plain, row)) for row in rows),
        weights,
        frozenset((2, 3) if has_last else (2,)),
        frozenset((len(rows) - 1,)),
    )


def reason_of(one: ItemScore) -> str:
    """How an item's points came about, without the points at its end, which have a column of their own; a step says its points."""
    reason = "".join(str(cell) for cell, _ in one.reason)
    return reason if one.item.score.steps else reason.removesuffix(f" ＝ {one.points.printed} 分")


def _of_last(standing: UnitStanding, fact: Fact, has_last: bool) -> list[str]:
    return [(standing.before or {}).get(fact.name, "—")] if has_last else []


def _id(standing: UnitStanding, fact: Fact) -> str:
    found = standing.numbers.get(fact.name)
    return found.id if found else "—"


def _objection(meeting: Meeting) -> str:
    to = meeting.params.meeting.secretariat or "秘書單位"
    return (
        f"隨信的 {FIGURES} 列出每個數字的編號、數值、規則及計算方式，{ROWS} 列出這些數字採計的每一列（檔案、列號及內容）。"
        f"如有錯漏，請在 {ROWS} 註明是哪一列、應如何更正及依據，送{to}；更正後重新計算，其他單位的名次也可能隨之改變。"
    )
