"""What is late and what falls due: planned openings, replies to citizens, items of earlier resolutions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportlib.display.display import Cell, Display, Naming, Ref
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures import follow_up, planned_list, promises, receipts, reply_clock, requests
from reportlib.measures.counting import each, names_counted, rows_counted
from reportlib.measures.opening.inputs import SectionInputs, given, reported
from reportlib.measures.planned import planned
from reportlib.measures.requests.reply_times import overdue
from reportlib.model.blocks import Tone
from reportlib.records.records import Records
from reportlib.roc import format_date

COLUMNS = ("狀態", "數量", "事項", "說明", "單位", "詳見")
MOST_NAMED = 3
LATE = "逾期"
PLANNED = "45-planned"


def attention(caption: str, section: SectionInputs) -> Display:
    """What is late first, then what falls due, then what is under way; a sentence where there is nothing."""
    rows = [*_planned(section), *_replies(section), *_resolutions(section), *_received(section)]
    if not rows:
        return Prose.of("沒有逾期或待辦的事項。").document_only()
    order = {"late": 0, "due": 1, "going": 2}
    rows.sort(key=lambda row: order.get(row.tones[0], 3))
    day = format_date(section.meeting.as_of.follow_up or section.meeting.as_of.inventory)
    table = Table(caption, COLUMNS, tuple(rows), f"截至 {day}", "", "attention", (2, 2, 6, 6, 5, 4), False)
    late = [row for row in rows if row.tones[0] == "late"]
    if not late:
        return table.says("沒有逾期的事項")
    states = Naming.joined("或", dict.fromkeys(str(row.cells[0]) for row in late))
    number = names_counted(
        tuple(str(row.cells[2]) for row in late), section.meeting.units.count("類"), "opening.late", f"{states}的事項", rule=f"{states}的事項種類"
    )  # fmt: skip
    return table.says("{number} 類事項{states}", number=number, states=states)


def _row(tone: Tone, state: str, number: Fact, what: str, more: str, who: str, place: Cell) -> Row:
    counted = Naming("{number} {unit}", number=number, unit=number.unit.word)
    return Row((state, counted, what, more, who, place), tones=(tone, "", "", "", "", ""))


def _place(section: SectionInputs, stem: str, anchor: str = "") -> Cell:
    return Ref(stem, anchor, or_section=True) if reported(section, stem) else ""


def _planned(section: SectionInputs) -> Iterator[Row]:
    plan, meeting = given(section, "plan"), section.meeting
    if plan is None or meeting.params.periods.plan is None:
        return
    found = planned(plan, meeting, section.received, section.withdrawn)
    states = planned_list.states(found, meeting)
    place, listed = _place(section, PLANNED), _place(section, PLANNED, promises.OVERDUE_LIST)
    told: tuple[tuple[str, Tone, str, str], ...] = (
        ("逾期", "late", LATE, "預計開放資料未上架"),
        ("未到期", "due", "將到期", "預計開放資料待上架"),
    )
    for state, tone, word, what in told:
        number = states.get(state)
        if number and number.value:
            chosen = planned_list.in_state(found, meeting, state)
            who = _who(chosen.frame["agency_short"], section, state)
            yield _row(tone, word, number, what, _due_days(chosen), who, listed if tone == "late" else place)
    earlier = promises.of_earlier_periods(plan, meeting, section.withdrawn)
    if earlier and earlier[0].value:
        number, chosen = earlier
        who = _who(chosen.frame["agency_short"], section, "先前預計開放而逾期")
        yield _row("late", LATE, number, "先前期間預計開放資料仍未上架", _due_days(chosen), who, listed)


def _due_days(plan: Records) -> str:
    """The days for which datasets were planned; of more than three the first and the last."""
    days = sorted({record["planned_on"] for _, record in each(plan)})
    if len(days) > MOST_NAMED:
        return Naming("期限 {first} 至 {last}", first=format_date(days[0]), last=format_date(days[-1]))
    return Naming("期限 {days}", days="、".join(map(format_date, days)))


def _who(agencies, section: SectionInputs, state: str) -> str:
    """The agencies by name, or how many there are of more than three."""
    names = list(dict.fromkeys(agencies))
    if len(names) <= MOST_NAMED:
        return Naming.joined("、", names)
    number = names_counted(
        tuple(names), section.meeting.units.count("個"), f"opening.agencies/{state}", f"{state}的機關", rule="機關數"
    )
    return Naming("{number} 個機關（構）", number=number)


def _replies(section: SectionInputs) -> Iterator[Row]:
    meeting = section.meeting
    everything = given(section, "requests")
    if everything is None or meeting.params.reply_limit is None or meeting.outcomes is None:
        return
    counted = requests.counted(everything, meeting)
    place, limit = _place(section, requests.SECTION, requests.LISTED), requests.limit_days(meeting)
    days, over = requests.reply_days(counted, meeting), requests.days_late(counted, meeting)
    late = [row for row, fact in days.items() if not fact.absence and fact.number > meeting.params.reply_limit.days]
    if late:
        number = rows_counted(
            counted, late, meeting.units.count("件"), "requests.late", "逾期回復的需求", meeting.requests_until, "回復天數超過期限者",
            reply_clock.took(counted, reply_clock.DATES, meeting),
        )  # fmt: skip
        used, by = _each_days(days, late), _each_days(over, late)
        more = Naming("期限 {limit} 日；用了 {used}，逾期 {by}", limit=limit, used=used, by=by)
        who = _names(counted, late, section, "需求逾期回復")
        yield _row("late", LATE, number, "民間需求逾期回復", more, who, place)
    number = overdue(counted, meeting)
    if number.value:
        rows, waited = requests.unanswered(counted, meeting), requests.waiting_days(counted, meeting)
        waits, by = _each_days(waited, rows), _each_days(over, rows)
        more = Naming("期限 {limit} 日；提出後已 {waits}，逾期 {by}", limit=limit, waits=waits, by=by)
        who = _names(counted, rows, section, "需求逾期未回復")
        yield _row("late", LATE, number, "民間需求逾期未回復", more, who, place)


def _each_days(days: Mapping[int, Fact], rows: list[int]) -> str:
    """「17 日、20 日」, of the first rows."""
    return Naming.joined("、", (Naming("{days} 日", days=days[row]) for row in rows[:MOST_NAMED]))


def _names(records: Records, rows: list[int], section: SectionInputs, state: str) -> str:
    names = tuple(dict.fromkeys(records.frame["agency_short"].loc[rows]))
    word = section.meeting.units.count("個")
    return _some(names, names_counted(names, word, f"opening.units/{state}", f"{state}的單位", rule="單位數"))


def _received(section: SectionInputs) -> Iterator[Row]:
    """The units that have not sent a return, each list of them once, the first of many: the section of receipts names them all."""
    place = _place(section, "75-returns")
    for labels, lack in receipts.every_lack(section.received, section.meeting):
        kinds = names_counted(
            labels, section.meeting.units.count("種"), f"opening.returns/{labels[0]}", "尚有未收的回報", rule="同樣的單位未收者"
        )  # fmt: skip
        what = Naming("收件情形：{labels}未收", labels=_some(labels, kinds, "種"))
        units = _some(lack.units, lack.missing) if place else Naming.joined("、", lack.units)
        yield _row("late", "未收", lack.missing, what, units, "", place)


def _some(names: Sequence[str], number: Fact, word: str = "個單位") -> str:
    """The names, or of more than three the first ones and how many there are."""
    if len(names) <= MOST_NAMED:
        return Naming.joined("、", names)
    first = Naming.joined("、", names[: MOST_NAMED - 1])
    return Naming("{first}等 {number} {word}", first=first, number=number, word=word)


def _resolutions(section: SectionInputs) -> Iterator[Row]:
    records = given(section, "resolutions")
    if records is None:
        return
    meeting = section.meeting
    found = follow_up.followed_up(records, meeting, section.received)
    place = _place(section, "40-follow-up", follow_up.LISTED)
    day = meeting.as_of.follow_up or meeting.as_of.inventory
    several = len({one.meeting for one in found.resolutions}) > 1
    groups: dict[str, list] = {}
    for one in found.resolutions:
        if one.is_open:
            groups.setdefault(one.state[0], []).append(one)
    for state, items in groups.items():
        rows = [one.row for one in items]
        number = rows_counted(
            follow_up.tracked(records, meeting), rows, meeting.units.count("項"), f"follow_up.open/{state}",
            f"決議項目{state}者", day, "依期限、完成日期及辦理狀態", follow_up.open_as(state, day),
        )  # fmt: skip
        called = (follow_up.item_called(one, several, at > 0) for at, one in enumerate(items[:MOST_NAMED]))
        names = Naming.joined("、", called)
        rest = "等" if len(items) > MOST_NAMED else ""
        dues = list(dict.fromkeys(one.due for one in items if one.due))
        said: list[str] = [Naming("期限 {due}", due=Naming.joined("、", dues[:MOST_NAMED]))] if dues else []
        said += ["已建議解除列管"] if any(one.proposal == follow_up.RELEASE for one in items) else []
        owners = Naming.joined("、", list(dict.fromkeys(one.owner for one in items))[:MOST_NAMED])
        what = Naming("{names}{rest}", names=names, rest=rest)
        yield _row(items[0].state[1], state, number, what, Naming.joined("；", said), owners, place)
