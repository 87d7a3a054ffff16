"""Datasets by publisher: how many each has, and how many it listed since the last period."""

from __future__ import annotations

import dataclasses

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import NOT_PROVIDED, absent
from reportlib.measures.counting import count_by
from reportlib.measures.inventory.totals import by_column, growth, listed, listed_by
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


def first(breakdown: Breakdown, most: int) -> Breakdown:
    """The first ``most`` parts, for a chart."""
    return dataclasses.replace(breakdown, parts=dict(list(breakdown.parts.items())[:most]))


def by_publisher(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by publisher (short names), largest first."""
    return by_column(catalogue, meeting, "publisher_short", "機關", "{}開放資料集")


def growth_by_publisher(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets listed since the end of the last period, by publisher, in the order of :func:`by_publisher`."""
    everyone = by_publisher(catalogue, meeting)
    new = growth(catalogue, meeting)
    name, label = "inventory.growth_by_publisher", "{}較上期增加"
    since = meeting.as_of.previous_inventory
    if new.absence or since is None:
        parts = {
            key: absent(NOT_PROVIDED, meeting.datasets, f"{name}/{key}", label.format(key)) for key in everyone.parts
        }
        return Breakdown(everyone.dimension, parts, new)
    here = listed(catalogue, meeting)
    here = here.where(~listed_by(here, since))
    return count_by(
        here,
        "publisher_short",
        meeting.datasets,
        name,
        everyone.dimension,
        total=new,
        label=label,
        order=everyone.parts,
        rule="上架日期晚於上期統計日者",
    )
