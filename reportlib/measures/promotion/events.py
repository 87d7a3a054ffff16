"""Seminars and briefings held: how many, who came, and the latest of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import is_, until
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures.counting import all_counted, count, each, recorded, sum_of
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date, format_long, format_year

SEMINAR, ONLINE = "研討會", "線上說明會"
# What an event may say of itself: how its column is headed, its counting word.
SAID = {"participants": ("參加人次", "人次"), "units": ("報名單位", "家"), "viewers": ("觀看人次", "人次")}
DID = {"participants": "參加", "units": "報名", "viewers": "觀看"}
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

    @property
    def years(self) -> str:
        """「103 年至 109 年」, or one year."""
        first, last = (
            format_year(day.year)
            for day in (self.records.frame["held_on"].iloc[0], self.records.frame["held_on"].iloc[-1])
        )
        return f"{first}至 {last}" if first != last else first


def events_of(kind: str, events: Records, meeting: Meeting) -> Events:
    """The events of ``kind`` up to the as-of date."""
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
    return Events(kind, mine, sessions, sums["participants"], sums["units"], sums["viewers"], tuple(stated))


def kinds(events: Records, meeting: Meeting) -> list[str]:
    """The kinds of event held up to the as-of date: seminars, online briefings, then any other as the file has them."""
    held = events.where(until("held_on", meeting.as_of.inventory)).frame
    found = list(dict.fromkeys(held["kind"]))
    return [kind for kind in (SEMINAR, ONLINE) if kind in found] + [
        kind for kind in found if kind not in (SEMINAR, ONLINE)
    ]


def events_summary(events: Records, meeting: Meeting) -> Prose:
    """A paragraph a kind: sessions, what they add up to, and the latest of them; then events after the as-of date."""
    paragraphs = []
    for kind in kinds(events, meeting):
        held = events_of(kind, events, meeting)
        sentence = runs(
            "{years}辦理{kind} {sessions!s} {word}",
            years=held.years,
            kind=kind,
            sessions=held.sessions,
            word=held.sessions.unit.label,
        )
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


def events_message(held: Events) -> dict:
    """The title of a kind's slide, as ``Display.says`` takes it."""
    said = {"participants": "{participants} 人次參加", "units": "{units} 家報名", "viewers": "{viewers} 人次觀看"}
    given = {key: getattr(held, key) for key in said if not getattr(held, key).absence}
    return {
        "sentence": "，".join([f"{{kind}} {{sessions}} {held.sessions.unit.label}", *(said[key] for key in given)]),
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


def events_tables(events: Records, meeting: Meeting) -> tuple[Table, ...]:
    """A table for every kind of event, an event a row, with the columns that any of them states; the sums last."""
    return tuple(_events_table(events_of(kind, events, meeting)) for kind in kinds(events, meeting))


def _events_table(held: Events) -> Table:
    stated = [key for key in SAID if any(not said[key].absence for said in held.each)]
    frame = held.records.frame
    rows = [
        Row((format_date(day), title, *(said[key] for key in stated)))
        for day, title, said in zip(frame["held_on"], frame["title"], held.each, strict=True)
    ]
    if len(rows) > 1:
        rows.append(Row(("合計", "", *(getattr(held, key) for key in stated)), "total"))
    words = "、".join(f"{SAID[key][0]}（{SAID[key][1]}）" for key in stated)
    table = Table(
        f"歷次{held.kind}",
        ("日期", "活動名稱", *(SAID[key][0] for key in stated)),
        tuple(rows),
        f"單位：{words}" if words else "",
        f"統計至 {format_date(held.sessions.day)}",
        weights=(2, 7, *[2] * len(stated)),
    )
    if "participants" in stated and rows:
        table = table.with_bars(SAID["participants"][0], format_date(frame["held_on"].iloc[-1]))
    return table.says(**events_message(held)).document_only()


def speakers_table(caption: str, events: Records, meeting: Meeting) -> Display:
    """Who spoke on what, and what else is to be said, for the events that state it, the latest first; a sentence where none does."""
    held = events.where(until("held_on", meeting.as_of.inventory))
    rows = [
        Row((format_date(row["held_on"]), row["title"], _told(row)))
        for _, row in sorted(each(held), key=lambda one: one[1]["held_on"], reverse=True)
        if row.get("speakers") or row.get("remark")
    ]
    if not rows:
        return Prose.of("{caption}：{absent}。", caption=caption, absent=NOT_PROVIDED)
    return Table(caption, ("日期", "活動名稱", "講者、主題及說明"), tuple(rows), weights=(2, 5, 14), sortable=False)


def _told(row: Mapping) -> Naming:
    return Naming.joined("\n", (row[key] for key in ("speakers", "remark") if row.get(key)))
