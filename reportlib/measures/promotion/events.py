"""Seminars and briefings held: how many, who came, and the latest of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportlib import messages
from reportlib.display.display import Display, Naming, Run, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import blank, is_, until
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.facts.selection import SEPARATOR
from reportlib.measures.counting import MOST_PROBLEMS, all_counted, count, each, recorded, rows_of, sum_of
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date, format_long, format_year

SEMINAR, ONLINE = "研討會", "線上說明會"
# What an event may say of itself: how its column is headed, its counting word.
SAID = {"participants": ("參加人次", "人次"), "units": ("報名單位", "家"), "viewers": ("觀看人次", "人次")}
DID = {"participants": "參加", "units": "報名", "viewers": "觀看"}
PLACE, LINE, BOTH = "實體", "線上", "實體及線上"  # how an event is held
SPEAKERS = "講者"
LISTED = {
    "講者姓名": "speaker_names",
    "講者單位": "speaker_units",
}  # columns of the table of speakers, where any event has them
TOLD = {"organisers": "主辦單位", "mode": "辦理方式"}  # columns of the table of events, where any event says so
HELD = {SEMINAR: "梯次"}  # how events of a kind are counted; others by 場


@dataclass(frozen=True)
class Events:
    """The events of one kind held up to the as-of date, oldest first: how many, the sums of what they state, and what
    each states.
    """

    kind: str
    records: Records
    sessions: Fact
    participants: Fact
    units: Fact
    viewers: Fact
    each: tuple[dict[str, Fact], ...]  # by a key of SAID
    online: Fact  # held online, whether or not in a place too
    with_mode: Fact  # of which is said how they were held
    speakers: Fact  # names of speakers that the events list
    with_speakers: Fact  # which list any

    @property
    def years(self) -> str:
        """「103 年至 109 年」, or one year."""
        first, last = (
            format_year(day.year)
            for day in (self.records.frame["held_on"].iloc[0], self.records.frame["held_on"].iloc[-1])
        )
        return f"{first}至 {last}" if first != last else first


@of_section()
def events_of(kind: str, events: Records, meeting: Meeting) -> Events:
    """The events of ``kind`` up to the as-of date. InputError as :func:`check`.

    >>> promotion.events_of("研討會", section).sessions
    研討會場次 3 梯次（114-05-31）
    """
    check(events)
    day = meeting.as_of.inventory
    mine = events.where(is_("kind", kind) & until("held_on", day))
    mine = mine.with_frame(mine.frame.sort_values("held_on", kind="stable"))
    prefix = f"promotion/{kind}"
    sums = {
        key: sum_of(
            mine,
            key,
            meeting.units.count(word),
            f"{prefix}.{key}",
            f"{kind}{label}",
            day,
            f"截至統計日的{kind}{label}之和",
        )
        for key, (label, word) in SAID.items()
    }
    sessions = all_counted(
        mine,
        meeting.units.count(HELD.get(kind, "場")),
        f"{prefix}.sessions",
        f"{kind}場次",
        day,
        f"截至統計日的{kind}",
    )
    return Events(
        kind,
        mine,
        sessions,
        sums["participants"],
        sums["units"],
        sums["viewers"],
        _stated(mine, kind, prefix, meeting),
        _online(mine, kind, sessions),
        _stating(mine, "mode", f"promotion/{kind}.with_mode", f"載有辦理方式的{kind}場次", sessions),
        _speakers(mine, kind, meeting),
        _stating(mine, "speaker_names", f"promotion/{kind}.with_speakers", f"載有講者姓名的{kind}場次", sessions),
    )


def _stated(mine: Records, kind: str, prefix: str, meeting: Meeting) -> tuple[dict[str, Fact], ...]:
    """What each of these events says of itself, by a key of :data:`SAID`."""
    stated: list[dict[str, Fact]] = []
    seen: set[str] = set()
    for number, row in each(mine):
        name = f"{prefix}/{format_date(row['held_on'])}"
        name += f"/{row['title']}" if name in seen else ""
        seen.add(name)
        held_on, which = row["held_on"], f"{format_date(row['held_on'])} {kind}"
        stated.append(
            {
                key: recorded(
                    mine,
                    number,
                    key,
                    row.get(key),
                    meeting.units.count(word),
                    f"{name}.{key}",
                    f"{which}{label}",
                    held_on,
                    "活動紀錄所載",
                )
                for key, (label, word) in SAID.items()
            }
        )
    return tuple(stated)


def _online(mine: Records, kind: str, sessions: Fact) -> Fact:
    """Of these events those held online; absent where none says how it was held."""
    name, label = f"promotion/{kind}.online", f"線上辦理的{kind}場次"
    if not _says(mine, "mode"):
        return absent(NOT_PROVIDED, sessions.unit, name, label, sessions.as_of)
    rule = f"辦理方式為「{LINE}」或「{BOTH}」者"
    return count(mine, is_("mode", LINE, BOTH), sessions.unit, name, label, sessions.as_of, rule)


def _says(mine: Records, column: str) -> bool:
    """Whether any of these events says anything in a column."""
    return mine.has(column) and not mine.where(~blank(column)).frame.empty


def _stating(mine: Records, column: str, name: str, label: str, sessions: Fact) -> Fact:
    """Of these events those that say anything in a column; absent where none does."""
    if not _says(mine, column):
        return absent(NOT_PROVIDED, sessions.unit, name, label, sessions.as_of)
    rule = f"{label_of(mine.input, column)}欄不是空白者"
    return count(mine, ~blank(column), sessions.unit, name, label, sessions.as_of, rule)


def _speakers(mine: Records, kind: str, meeting: Meeting) -> Fact:
    """How many names of speakers these events list (人次); absent where they list none."""
    unit, name, label = meeting.units.count("人次"), f"promotion/{kind}.speakers", f"{kind}{SPEAKERS}"
    day = meeting.as_of.inventory
    if not _says(mine, "speaker_names"):
        return absent(NOT_PROVIDED, unit, name, label, day)
    listed = mine.where(~blank("speaker_names"))
    return Fact(
        Decimal(sum(map(len, listed.frame["speaker_names"]))),
        unit,
        name,
        label,
        day,
        "各場講者姓名欄所列的人數之和",
        rows_of(listed, listed.frame.index),
        "pieces",
        where=listed.chosen_by(),
        columns=(label_of(mine.input, "speaker_names"),),
        using=(SEPARATOR,),
    )


def check(events: Records) -> None:
    """InputError for a way of holding that is none (V17), and where there are more or fewer units of speakers than speakers (L11)."""
    wrong = []
    for row, record in each(events):
        mode, names, units = record.get("mode"), record.get("speaker_names") or (), record.get("speaker_units") or ()
        if mode and mode not in (PLACE, LINE, BOTH):
            problem = messages.V17_no_mode_of_event(value=mode, known=[PLACE, LINE, BOTH])
            wrong.append(problem.at(events.file, events.sheet, row, header=messages.header_mode()))
        if units and len(units) != len(names):
            problem = messages.L11_speakers_and_units(names=len(names), units=len(units))
            wrong.append(problem.at(events.file, events.sheet, row, header=messages.header_speaker_units()))
    if wrong:
        raise InputError(*wrong[:MOST_PROBLEMS])


def kinds(events: Records, meeting: Meeting) -> list[str]:
    """The kinds of event held up to the as-of date: seminars, online briefings, then any other as the file has them."""
    held = events.where(until("held_on", meeting.as_of.inventory)).frame
    found = list(dict.fromkeys(held["kind"]))
    return [kind for kind in (SEMINAR, ONLINE) if kind in found] + [
        kind for kind in found if kind not in (SEMINAR, ONLINE)
    ]


@of_section()
def events_summary(events: Records, meeting: Meeting) -> Prose:
    """A paragraph a kind: sessions, what they add up to, and the latest of them; then events after the as-of date.

    >>> promotion.events_summary(section)
    113 年至 114 年辦理研討會 3 梯次（線上 1 梯次），講者 5 人次，參加 206 人次，觀看 118 人次；最近一次 114 年 5 月 21 日，參加 38 人次。
    114 年辦理線上說明會 1 場，講者 1 人次，報名 24 家，觀看 63 人次。
    """
    paragraphs = []
    for kind in kinds(events, meeting):
        held = events_of(kind, events, meeting)
        sentence = runs(
            "{years}辦理{kind} {sessions!s} {word}",
            years=held.years,
            kind=kind,
            sessions=held.sessions,
            word=held.sessions.unit.word,
        )
        if kind != ONLINE:
            sentence += _online_said(held)
        sentence += _speakers_said(held)
        for key, fact in (("participants", held.participants), ("units", held.units), ("viewers", held.viewers)):
            if not fact.absence:
                sentence += runs("，{did} {fact!s} {word}", did=DID[key], fact=fact, word=SAID[key][1])
        if len(held.each) > 1:
            sentence += runs("；最近一次 {day}", day=format_long(held.records.frame["held_on"].iloc[-1]))
            for key, fact in held.each[-1].items():
                if not fact.absence:
                    sentence += runs("，{did} {fact} {word}", did=DID[key], fact=fact, word=SAID[key][1])
        paragraphs.append(sentence + runs("。"))
    day = meeting.as_of.inventory
    later = count(
        events,
        ~until("held_on", day),
        meeting.units.count("場"),
        "promotion.later",
        "統計日後的活動",
        day,
    )
    if later.value:
        paragraphs.append(runs("另有 {later} 場在統計日後，未計入。", later=later))
    return Prose(tuple(paragraphs) or (runs("尚無活動紀錄。"),))


def _online_said(held: Events) -> tuple[Run, ...]:
    """「（線上 1 梯次）」; where not every event says how it was held, of how many."""
    if held.online.absence:
        return ()
    said = "線上 {online!s} {word}"
    if held.with_mode.value != held.sessions.value:
        said = "載有辦理方式的 {told} {word}中，" + said
    return runs(f"（{said}）", online=held.online, told=held.with_mode, word=held.online.unit.word)


def _speakers_said(held: Events) -> tuple[Run, ...]:
    """「，講者 4 人次」; where not every event lists its speakers, of how many."""
    if held.speakers.absence:
        return ()
    said = "，講者 {speakers} 人次"
    if held.with_speakers.value != held.sessions.value:
        said += "（{told} {word}載有姓名）"
    return runs(said, speakers=held.speakers, told=held.with_speakers, word=held.sessions.unit.word)


def events_message(held: Events) -> dict:
    """The title of a kind's slide, as ``Display.says`` takes it."""
    said = {"participants": "{participants} 人次參加", "units": "{units} 家報名", "viewers": "{viewers} 人次觀看"}
    given = {key: getattr(held, key) for key in said if not getattr(held, key).absence}
    return {
        "sentence": "，".join([f"{{kind}} {{sessions}} {held.sessions.unit.word}", *(said[key] for key in given)]),
        "kind": held.kind,
        "sessions": held.sessions,
        **given,
    }


def attendance(held: Events) -> Breakdown:
    """Participants of each event, for a chart."""
    days = [f"{format_date(day)}" for day in held.records.frame["held_on"]]
    twice = {day for day in days if days.count(day) > 1}
    labels = [
        Naming("{day} {title}", day=day, title=title) if day in twice else day
        for day, title in zip(days, held.records.frame["title"], strict=True)
    ]
    return Breakdown(
        "日期", dict(zip(labels, (said["participants"] for said in held.each), strict=True)), held.participants
    )


@of_section()
def events_tables(events: Records, meeting: Meeting) -> tuple[Table, ...]:
    """A table for every kind of event, an event a row, with the columns that any of them states; the sums last.

    >>> promotion.events_tables(section)[0]
    歷次研討會：4 列 × 6 欄
    """
    return tuple(_events_table(events_of(kind, events, meeting)) for kind in kinds(events, meeting))


def _events_table(held: Events) -> Table:
    stated = [key for key in SAID if any(not said[key].absence for said in held.each)]
    frame = held.records.frame
    told = {column: label for column, label in TOLD.items() if held.records.has(column)}
    rows = [
        Row(
            (
                format_date(record["held_on"]),
                record["title"],
                *(_cell(record, one) for one in told),
                *(said[key] for key in stated),
            )
        )
        for (_, record), said in zip(each(held.records), held.each, strict=True)
    ]
    if len(rows) > 1:
        rows.append(Row(("合計", "", *("" for _ in told), *(getattr(held, key) for key in stated)), "total"))
    words = "、".join(f"{SAID[key][0]}（{SAID[key][1]}）" for key in stated)
    table = Table(
        f"歷次{held.kind}",
        ("日期", "活動名稱", *told.values(), *(SAID[key][0] for key in stated)),
        tuple(rows),
        f"單位：{words}" if words else "",
        f"統計至 {format_date(held.sessions.day)}",
        weights=(2, 7, *(3 for _ in told), *[2] * len(stated)),
    )
    if "participants" in stated and rows:
        table = table.with_bars(SAID["participants"][0], format_date(frame["held_on"].iloc[-1]))
    return table.says(**events_message(held)).document_only()


def _cell(record: Mapping, column: str) -> str:
    """What an event says in a column, a list as it is read; a dash where it says nothing."""
    value = record.get(column)
    return (Naming.joined("、", value) if isinstance(value, tuple) else value) or "—"


@of_section()
def speakers_table(caption: str, events: Records, meeting: Meeting) -> Display:
    """Who spoke on what, and what else is to be said, for the events that state it, the latest first; a sentence where none does.

    Names that are listed stand under 講者姓名, the header under which the public edition masks them (0046).

    >>> promotion.speakers_table("表", section)
    表：4 列 × 5 欄
    """
    held = events.where(until("held_on", meeting.as_of.inventory))
    told = [
        row
        for _, row in sorted(each(held), key=lambda one: one[1]["held_on"], reverse=True)
        if row.get("speakers") or row.get("remark") or row.get("speaker_names")
    ]
    if not told:
        return Prose.of("{caption}：{absent}。", caption=caption, absent=NOT_PROVIDED)
    listed = [label for label in LISTED if any(row.get(LISTED[label]) for row in told)]
    rows = tuple(
        Row(
            (
                format_date(row["held_on"]),
                row["title"],
                *(Naming.joined("、", row.get(LISTED[label]) or ("—",)) for label in listed),
                Naming.joined("\n", [row[key] for key in ("speakers", "remark") if row.get(key)] or ("—",)),
            )
        )
        for row in told
    )
    columns = ("日期", "活動名稱", *listed, "講者、主題及說明")
    return Table(caption, columns, rows, weights=(2, 5, *(4 for _ in listed), 14 - 3 * len(listed)), sortable=False)
