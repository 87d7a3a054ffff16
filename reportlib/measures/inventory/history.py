"""The total on the day of each meeting: as it was told then, and as the list gives it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table, unit_line
from reportlib.facts.conditions import is_, until
from reportlib.facts.facts import NOT_APPLICABLE, Fact, absent
from reportlib.measures.counting import each, recorded
from reportlib.measures.inventory.totals import counted_on, previous_total, total
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date, format_long


@dataclass(frozen=True)
class Told:
    """The total on one day: ``fact`` as it is shown, and ``other``, what the other source (catalogue or earlier packet)
    gives for that day.
    """

    day: date
    fact: Fact
    other: Fact
    source: str = ""  # where it was told, where it is not shown as it is counted here


@of_section()
def history_of_totals(
    catalogue: Records, meeting: Meeting, history: Records | None, withdrawn: Records | None = None
) -> tuple[Told, ...]:
    """The total of each earlier meeting in ``history``, of the last period's end, and of now, in order of days.

    For a past day the figure printed at that meeting is shown, beside what the catalogue gives for it now; for the
    as-of date itself the catalogue decides.

    >>> inventory.history_of_totals(section)[0]
    Told(day=datetime.date(2022, 12, 31), fact=111-12-31 累計開放資料集 30 項（111-12-31）, other=清單中 111-12-31 以前上架的資料集 30 項（111-12-31）, source='示範資料')
    """
    now = total(catalogue, meeting, withdrawn)
    found = {now.day: Told(now.day, now, now)}
    before = previous_total(catalogue, meeting, withdrawn)
    if not before.absence:
        found[before.day] = Told(before.day, before, before)
    if history is not None:
        for number, row in each(history.where(is_("fact", now.name) & until("as_of", now.day))):
            day = row["as_of"]
            name = f"inventory.total_told/{format_date(day)}"
            said = recorded(
                history,
                number,
                "value",
                row["value"],
                meeting.datasets,
                name,
                f"{format_date(day)} 累計開放資料集",
                day,
                f"先前所載：{row['source']}",
            )
            found[day] = (
                Told(day, now, said)
                if day == now.day
                else Told(day, said, counted_on(catalogue, meeting, day, withdrawn), row["source"])
            )
    return tuple(found[day] for day in sorted(found))


def totals_table(caption: str, series: Sequence[Told]) -> Table:
    """Date, total, what it grew by since the date before, and where the figure comes from."""
    rows = []
    for at, told in enumerate(series):
        unit = told.fact.unit
        if at == 0:
            grown = absent(
                NOT_APPLICABLE,
                unit,
                f"inventory.grown/{format_date(told.day)}",
                f"{format_date(told.day)} 較前次增加",
                told.day,
            )
        else:
            grown = (told.fact - series[at - 1].fact).named(
                f"inventory.grown/{format_date(told.day)}", f"{format_date(told.day)} 較前次增加", rule="累計減前次累計"
            )
        rows.append(Row((format_date(told.day), told.fact, grown, told.source or "資料集清單")))
    return Table(
        caption,
        ("統計日", "累計", "較前次增加", "依據"),
        tuple(rows),
        unit_line(series[-1].fact),
        weights=(3, 2, 2, 4),
    ).with_bars("較前次增加", format_date(series[-1].day))


def totals_summary(series: Sequence[Told]) -> Prose:
    """How far back the series goes, and each day on which an earlier packet and the catalogue disagree."""
    first, last = series[0], series[-1]
    if first is last:
        return Prose.of("沒有歷次會議的累計數字，無法比較。")
    grown = (last.fact - first.fact).named("inventory.grown_since_first", "較首次統計增加", rule="本次累計減首次累計")
    said = {"day": format_long(first.day), "first": first.fact, "last": last.fact, "grown": grown}
    if grown.number == 0:
        sentence = runs("自 {day}以來維持 {last!s} 項。", day=said["day"], last=last.fact)
    elif grown.number > 0:
        sentence = runs("自 {day}的 {first} 項增加至 {last!s} 項，增加 {grown} 項。", **said)
    else:
        sentence = runs("自 {day}的 {first} 項至 {last!s} 項，增減 {grown} 項。", **said)
    for told in series:
        if told.other.absence or told.other.value == told.fact.value:
            continue
        if told.source:
            sentence += runs(
                "{day} 先前所載 {fact} 項，與清單回算的 {counted} 項不一致，圖表採先前所載。",
                day=format_date(told.day),
                fact=told.fact,
                counted=told.other,
            )
        else:
            sentence += runs(
                "{day} 先前所載 {told} 項，與清單的 {fact} 項不一致，圖表採清單。",
                day=format_date(told.day),
                told=told.other,
                fact=told.fact,
            )
    return Prose((sentence,))


def totals_message(series: Sequence[Told]) -> dict:
    """The title of the totals' slide, as ``Display.says`` takes it."""
    if len(series) < 2:
        return {"sentence": "累計開放 {last} 項資料集", "last": series[-1].fact}
    first, last = series[0].fact, series[-1].fact
    if last.number == first.number:
        return {"sentence": "累計開放資料集維持 {last} 項", "last": last}
    return {
        "sentence": f"累計開放資料集由 {{first}} 項{'增至' if last.number > first.number else '到'} {{last}} 項",
        "first": first,
        "last": last,
    }
