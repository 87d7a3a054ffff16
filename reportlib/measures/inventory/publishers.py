"""Datasets by publisher: how many each has, and how many it listed since the last period."""

from __future__ import annotations

import dataclasses

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import NOT_PROVIDED, absent
from reportlib.measures.counting import count_by, no_row, statutory_order
from reportlib.measures.inventory.leaving import gone_since, listed_by
from reportlib.measures.inventory.totals import by_column, growth, listed
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


def first(breakdown: Breakdown, most: int) -> Breakdown:
    """The first ``most`` parts, for a chart."""
    return dataclasses.replace(breakdown, parts=dict(list(breakdown.parts.items())[:most]))


def by_publisher(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Breakdown:
    """Datasets by publisher (short names), largest first; with none left where all that one had was ``withdrawn``."""
    found = by_column(catalogue, meeting, "publisher_short", "機關", "{}開放資料集")
    if withdrawn is None or found.is_absent:
        return found
    gone = [short for short in statutory_order(withdrawn.frame["agency_short"], meeting) if short not in found.parts]
    none = {
        short: no_row(found.total, "publisher_short", short, f"inventory.publisher_short/{short}", f"{short}開放資料集")
        for short in gone
    }
    return dataclasses.replace(found, parts={**found.parts, **none})


def growth_by_publisher(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Breakdown:
    """Datasets listed since the end of the last period less those ``withdrawn`` since, by publisher, in the order of
    :func:`by_publisher`."""
    everyone = by_publisher(catalogue, meeting, withdrawn)
    new = growth(catalogue, meeting, withdrawn)
    name, label = "inventory.growth_by_publisher", "{}較上期增加"
    since = meeting.as_of.previous_inventory
    if new.absence or since is None:
        parts = {
            key: absent(NOT_PROVIDED, meeting.datasets, f"{name}/{key}", label.format(key)) for key in everyone.parts
        }
        return Breakdown(everyone.dimension, parts, new)
    here = listed(catalogue, meeting)
    here = here.where(~listed_by(here, since))
    found = count_by(
        here,
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
    return dataclasses.replace(
        found,
        parts={
            short: (
                fact
                - gone_since(
                    withdrawn,
                    catalogue,
                    meeting,
                    since,
                    f"inventory.gone_by_publisher/{short}",
                    f"{short}上期已在清單、其後下架者",
                    short,
                )
            ).named(f"{name}/{short}", label.format(short), rule="較上期新上架而仍在清單者，減上期已在清單、其後下架者")
            for short, fact in found.parts.items()
        },
    )
