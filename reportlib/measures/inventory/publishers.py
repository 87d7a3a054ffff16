"""Datasets by publisher: how many each has, and how many it listed since the last period."""

from __future__ import annotations

import dataclasses
from datetime import date

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import is_
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import all_counted, count, count_by, no_row, statutory_order
from reportlib.measures.inventory.leaving import apart, gone_since, on_list
from reportlib.measures.inventory.totals import GONE_LATER, by_column, gone_later, growth, listed, with_gone_by
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


def first(breakdown: Breakdown, most: int) -> Breakdown:
    """The first ``most`` parts, for a chart."""
    return dataclasses.replace(breakdown, parts=dict(list(breakdown.parts.items())[:most]))


@of_section()
def by_publisher(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Breakdown:
    """Datasets by publisher (short names), largest first; with none left where all that one had was ``withdrawn``.

    >>> inventory.by_publisher(section)
    機關：河川署 9、檢驗局 7、地質所 6、統計處 6、港務公司 5……共 6 項，合計 36 項（114-05-31）
    """
    found = by_column(catalogue, meeting, "publisher_short", "機關", "{}開放資料集", withdrawn=withdrawn)
    if withdrawn is None or found.is_absent:
        return found
    found = dataclasses.replace(found, parts={key: fact for key, fact in found.parts.items() if key != GONE_LATER})
    gone = [short for short in statutory_order(withdrawn.frame["agency_short"], meeting) if short not in found.parts]
    none = {short: no_dataset(short, found.total, catalogue, meeting, withdrawn) for short in gone}
    found = dataclasses.replace(found, parts={**found.parts, **none})
    chosen = {short: is_("agency_short", short) for short in found.parts}
    later = gone_later(catalogue, meeting, withdrawn)
    return with_gone_by(found, later, chosen, "inventory.publisher_short", "{}開放資料集")


def no_dataset(short: str, total: Fact, catalogue: Records, meeting: Meeting, withdrawn: Records | None) -> Fact:
    """That a publisher has no dataset on today's list, among those that ``total`` counts."""
    name, label = f"inventory.publisher_short/{short}", f"{short}開放資料集"
    here = all_counted(listed(catalogue, meeting, withdrawn), total.unit, name, label, total.as_of, total.rule)
    return no_row(here, "publisher_short", short, name, label)


@of_section()
def growth_by_publisher(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Breakdown:
    """Datasets listed since the end of the last period less those ``withdrawn`` since, by publisher, in the order of
    :func:`by_publisher`.

    >>> inventory.growth_by_publisher(section)
    機關：河川署 2、檢驗局 0、地質所 1、統計處 1、港務公司 1……共 6 項，合計 5 項（114-05-31）
    """
    everyone = by_publisher(catalogue, meeting, withdrawn)
    new = growth(catalogue, meeting, withdrawn)
    name, label = "inventory.growth_by_publisher", "{}較上期增加"
    since = meeting.as_of.previous_inventory
    if new.absence or since is None:
        parts = {
            key: absent(NOT_PROVIDED, meeting.datasets, f"{name}/{key}", label.format(key)) for key in everyone.parts
        }
        return Breakdown(everyone.dimension, parts, new)
    here, before = listed(catalogue, meeting, withdrawn), on_list(catalogue, since, withdrawn)
    found = count_by(
        apart(here, before),
        "publisher_short",
        meeting.datasets,
        name if withdrawn is None else "inventory.new_by_publisher",
        everyone.dimension,
        total=new,
        label=label if withdrawn is None else "{}較上期新上架而仍在清單者",
        order=everyone.parts,
        rule="上架日期晚於上期統計日者",
    )
    if withdrawn is None:
        return found
    later, hidden = gone_later(catalogue, meeting, withdrawn), apart(before, here)
    return dataclasses.replace(
        found,
        parts={
            short: _grown(
                fact - _gone(withdrawn, catalogue, meeting, since, short), short, meeting, later, hidden
            ).named(f"{name}/{short}", label.format(short), rule="較上期新上架而仍在清單者，減上期已在清單、其後下架者")
            for short, fact in found.parts.items()
        },
    )


def _gone(withdrawn: Records, catalogue: Records, meeting: Meeting, since: date, short: str) -> Fact:
    name, label = f"inventory.gone_by_publisher/{short}", f"{short}上期已在清單、其後下架者"
    return gone_since(withdrawn, catalogue, meeting, since, name, label, short)


def _grown(growth: Fact, short: str, meeting: Meeting, later: Records | None, hidden: Records) -> Fact:
    """A growth with those that went only ``later`` than the as-of date, and less those that were off the list just then (``hidden``)."""
    day, unit = meeting.as_of.inventory, meeting.datasets
    if later is not None:
        name, label = f"inventory.later_gone_by_publisher/{short}", f"{short}統計日在清單、其後下架者"
        more = count(later, is_("agency_short", short), unit, name, label, day)
        growth = growth + more if more.value else growth
    name, label = f"inventory.hidden_by_publisher/{short}", f"{short}上期在清單、統計日下架，其後重新上架者"
    less = count(hidden, is_("publisher_short", short), unit, name, label, day)
    return growth - less if less.value else growth
