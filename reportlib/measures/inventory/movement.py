"""How the list came from the last period's total to this one's: what was opened, what was taken off it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.facts.conditions import since
from reportlib.facts.facts import Fact
from reportlib.measures.counting import all_counted, count
from reportlib.measures.inventory.history import history_of_totals
from reportlib.measures.inventory.leaving import apart, not_put_back, off_the_list, on_list
from reportlib.measures.inventory.totals import gone_later, listed, total
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date


@dataclass(frozen=True)
class Movement:
    """How the list has come from the last period's total to this one's: ``before`` is what the last packet told, None where no history has
    it; ``opened`` are all that were listed since, those taken off again among them (項)."""

    before: Fact | None
    opened: Fact
    withdrawn: Fact
    total: Fact


@of_section()
def movement(
    withdrawn: Records | None, catalogue: Records, meeting: Meeting, history: Records | None
) -> Movement | None:
    """None where nothing is known of withdrawals, or there is no last period.

    >>> inventory.movement(section).withdrawn
    本期下架的資料集 2 項（114-05-31）
    """
    first, last = meeting.as_of.previous_inventory, meeting.as_of.inventory
    if withdrawn is None or first is None or not catalogue.has("listed_on"):
        return None
    off, unit = off_the_list(first, last), meeting.datasets
    now, then = listed(catalogue, meeting, withdrawn), on_list(catalogue, first, withdrawn)
    later, hidden = gone_later(catalogue, meeting, withdrawn), apart(then, now)
    taken_off = not_put_back(withdrawn, catalogue, first)
    gone = count(
        taken_off,
        off,
        unit,
        "inventory.withdrawn",
        "本期下架的資料集",
        last,
        "撤回及下架清單中有資料集識別碼，撤回日期在上期統計日以後、統計日（含）以前者；重新上架而清單載原上架日期者不計",
    )
    if len(hidden.frame):
        label, rule = "統計日下架，其後重新上架者", "清單載原上架日期，統計日在撤回日期以後、重新上架日期以前者"
        gone = (gone + all_counted(hidden, unit, "inventory.hidden", label, last, rule)).named(gone.name, gone.label)
    still = all_counted(
        apart(now, then),
        unit,
        "inventory.new_still_listed",
        "本期上架而仍在清單的資料集",
        last,
        "資料集清單中統計日已上架、上期統計日尚未上架或下架中者",
    )
    again = count(
        taken_off,
        off & since("listed_on", first + timedelta(1)),
        unit,
        "inventory.new_withdrawn",
        "本期上架又下架的資料集",
        last,
        "撤回及下架清單中，上架日期與撤回日期都在本期者",
    )
    every = still + again
    if later is not None and len((came := later.where(since("listed_on", first + timedelta(1)))).frame):
        every += all_counted(came, unit, "inventory.new_gone_later", "本期上架、統計日後下架的資料集", last)
    opened = every.named("inventory.opened", "本期上架的資料集", rule="本期上架而仍在清單者，加本期上架又下架者")
    told = [one for one in history_of_totals(catalogue, meeting, history, withdrawn) if one.day == first and one.source]
    before = told[0].fact.named("inventory.previous_told", "先前會議所載的上期累計") if told else None
    return Movement(before, opened, gone, total(catalogue, meeting, withdrawn))


def movement_summary(found: Movement | None, meeting: Meeting) -> Prose:
    """The last total, what was opened and withdrawn since, and this total: they add up, or the packet says that they do not."""
    if found is None:
        return Prose.of("沒有撤回及下架的紀錄，或沒有上期統計日，累計的增減無從核對。").document_only()
    days = {
        "first": format_date(meeting.as_of.previous_inventory or found.total.day),
        "last": format_date(found.total.day),
    }
    sentence = (
        runs("{first} 累計 {before} 項，其後", before=found.before, **days)
        if found.before
        else runs("{first} 以後", **days)
    )
    sentence += runs(
        "上架 {opened!s} 項、下架 {withdrawn!s} 項，{last} 累計 {now!s} 項。",
        opened=found.opened,
        withdrawn=found.withdrawn,
        now=found.total,
        **days,
    )
    if not found.before:
        sentence += runs("沒有歷次會議數字可以核對上期累計。")
    return Prose((sentence,))
