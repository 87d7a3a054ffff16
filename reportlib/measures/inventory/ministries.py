"""Our rank among the ministries, or whatever bodies of our kind are called (``meeting.peers``), by the datasets that each had on one day."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportlib import messages
from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Heading, Prose
from reportlib.display.tables import Row, Table, as_of_text, unit_line
from reportlib.errors import InputError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.brief import Brief
from reportlib.facts.conditions import is_, until
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent, total_of
from reportlib.measures.counting import each, facts_counted, no_parts, rank_among, recorded
from reportlib.measures.inventory.publishers import first
from reportlib.measures.inventory.totals import total
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.param_days import Peers
from reportlib.records.records import Records
from reportlib.roc import format_date, format_long, numeral

NEAR = 0.6  # how much the name of a ministry is like the beginning of ours, from 0 to 1, to be suggested


@dataclass(frozen=True, repr=False)
class Standing(Brief):
    """Every ministry's datasets on one day, most first, and which of them is ours; absent where no file is given.

    ``peers`` is what they are called and how many there are, as the parameters say.
    """

    by_ministry: Breakdown
    ours: str
    ranks: Mapping[str, Fact]
    rank: Fact
    peers: Peers

    @property
    def count(self) -> Fact:
        """How many ministries there are, as the parameters say, or else the file (個)."""
        parts, called, number = tuple(self.by_ministry.parts.values()), self.peers.called, self.peers.number
        unit = dataclasses.replace(self.by_ministry.total.unit, label="個")
        name, label, day = "ministries.count", f"{called}數", self.by_ministry.total.as_of
        if number:
            rule = f"人工填報：{self.peers.source}"
            return Fact(Decimal(number), unit, name, label, rule=rule, operator="declared")
        return facts_counted(parts, unit, name, label, day, f"各{called}資料集數的列數")

    @property
    def heading(self) -> Heading:
        return Heading(Naming("{peers}排名", peers=self.peers.called))

    @property
    def caption(self) -> Naming:
        """Of its table."""
        return Naming("各{peers}開放資料集數", peers=self.peers.called)

    @property
    def labelled(self) -> dict[str, Fact]:
        """The rank under its label, for what shows figures by their labels."""
        return {self.rank.label: self.rank}


@of_section()
def standing(ministries: Records | None, meeting: Meeting) -> Standing:
    """Our rank by the latest counts up to the as-of date; ministries with equal counts share a rank.

    Ours is the one that the parameters name, or by whose name the group's own name begins. InputError (I03) where none of the
    file is, or where it has more than there are.

    >>> inventory.standing(section).rank
    部會排名 來源未提供（114-05-31）
    """
    unit, name, peers = meeting.units.count("名"), "ministries.rank", meeting.params.meeting.peers
    called = peers.called
    here = ministries and ministries.where(until("as_of", meeting.as_of.inventory))
    if ministries is None or here is None or not len(here.frame):
        none = no_parts(called, meeting.datasets, "ministries", f"各{called}開放資料集", meeting.as_of.inventory)
        no_rank = absent(NOT_PROVIDED, unit, name, f"{called}排名", meeting.as_of.inventory)
        return Standing(none, "", {}, no_rank, peers)
    day = max(here.frame["as_of"])
    here = ministries.where(is_("as_of", day))
    if peers.number and len(here.frame) > peers.number:
        raise InputError(
            messages.I03_more_rows_than_peers(rows=len(here.frame), number=peers.number).at(here.file, here.sheet)
        )
    ours = _ours(here, meeting)
    prefix = f"ministries/{format_date(day)}"
    facts = {
        row["ministry"]: recorded(
            here,
            number,
            "datasets",
            row["datasets"],
            meeting.datasets,
            f"{prefix}/{row['ministry']}",
            f"{row['ministry']}開放資料集",
            day,
            f"各{called}資料集數所載",
        )
        for number, row in each(here)
    }
    facts = dict(sorted(facts.items(), key=lambda item: (-item[1].number, item[0] != ours)))
    counts = tuple(facts.values())
    total_fact = total_of(counts, meeting.datasets).named(prefix, f"各{called}開放資料集合計", rule=f"各{called}之和")
    ranks = {
        ministry: rank_among(
            here,
            "datasets",
            fact,
            unit,
            f"{name}/{format_date(day)}/{ministry}",
            f"{ministry}名次",
            day,
            f"資料集數較多的{called}數加一；同數同名次",
        )
        for ministry, fact in facts.items()
    }
    return Standing(Breakdown(called, facts, total_fact), ours, ranks, ranks[ours].named(name, f"{called}排名"), peers)


def _ours(ministries: Records, meeting: Meeting) -> str:
    names = list(ministries.frame["ministry"])
    body = meeting.params.meeting.own or meeting.params.meeting.body
    ours = meeting.params.meeting.own_among(names)
    if ours is None:
        likeness, near = max(
            ((difflib.SequenceMatcher(None, name, body[: len(name)]).ratio(), name) for name in names), default=(0, "")
        )
        near = near if likeness >= NEAR else ""
        raise InputError(
            messages.I03_no_row_of_our_own(
                body=body, todo=messages.nearest_ministry(near=near) if near else messages.add_own_ministry()
            ).at(ministries.file, ministries.sheet, header=messages.header_ministry())
        )
    return ours


def standing_shown(found: Standing, most: int = 10) -> Breakdown:
    """The first ``most`` ministries and ours, for a chart."""
    shown = dict(first(found.by_ministry, most).parts)
    if found.ours and found.ours not in shown:
        shown[found.ours] = found.by_ministry.parts[found.ours]
    return dataclasses.replace(found.by_ministry, parts=shown)


def standing_table(caption: str, found: Standing, most: int = 10) -> Display:
    """The first ``most`` ministries and ours: rank, ministry, datasets; a sentence where no ministries are given."""
    total_fact = found.by_ministry.total
    if found.by_ministry.is_absent:
        return Prose.of("{caption}：{no}。", caption=caption, no=total_fact)
    shown = standing_shown(found, most)
    rows = tuple(
        Row((found.ranks[name], name, fact), "subtotal" if name == found.ours else "body")
        for name, fact in shown.parts.items()
    )
    only = [Naming("列前{most}名及本機關", most=numeral(most))] if len(found.ranks) > len(rows) else []
    note = Naming.joined("；", [as_of_text(total_fact), *only])
    table = Table(caption, ("名次", found.peers.called, "資料集"), rows, unit_line(total_fact), note, weights=(1, 4, 2))
    return table.with_bars("資料集", found.ours)


@of_section()
def standing_summary(found: Standing, catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Prose:
    """Our rank, the distance to the next, and whether the ministries' file and the catalogue give us the same number.

    >>> inventory.standing_summary(inventory.standing(section), section)
    各部會資料集數來源未提供，無法排名。
    """
    if found.rank.absence:
        return Prose.of("各{peers}資料集數{no}，無法排名。", peers=found.peers.called, no=found.rank.absence)
    mine = found.by_ministry.parts[found.ours]
    sentence = runs(
        "截至 {day}，{ours} {mine} 項，居 {count} 個{peers}第 {rank!s} 名。",
        peers=found.peers.called,
        day=format_long(mine.day),
        ours=found.ours,
        mine=mine,
        count=found.count,
        rank=found.rank,
    )
    counted = total(catalogue, meeting, withdrawn)
    if mine.as_of == counted.as_of and mine.value != counted.value:
        sentence += runs(
            "各{peers}資料集數所載的 {mine} 項與資料集清單的 {counted} 項不一致，排名依前者。",
            peers=found.peers.called,
            mine=mine,
            counted=counted,
        )
    return Prose((sentence,))
