"""Datasets by publisher: how many each has, and how many it listed since the last period."""

from __future__ import annotations

import dataclasses

from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import SOME, count_by, facts_counted, leaders
from reportlib.measures.inventory.totals import by_column, growth, listed, listed_by
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


def publisher_message(by_publishers: Breakdown) -> dict:
    """The title of the publishers' slide: how many there are, and which has most."""
    if by_publishers.is_absent:
        return {"sentence": "各機關開放資料集"}
    name, held = leaders(by_publishers)
    publishers = publisher_count(by_publishers)
    return {"sentence": "{count} 個機關開放資料，{name} {held} 項最多", "count": publishers, "name": name, "held": held}


def first(breakdown: Breakdown, most: int) -> Breakdown:
    """The first ``most`` parts, for a chart."""
    return dataclasses.replace(breakdown, parts=dict(list(breakdown.parts.items())[:most]))


def publisher_count(by_publishers: Breakdown) -> Fact:
    """How many publishers have a dataset (個)."""
    unit = dataclasses.replace(by_publishers.total.unit, label="個")
    name, label, day = "inventory.publishers", "有開放資料集的機關", by_publishers.total.as_of
    return facts_counted(by_publishers.parts.values(), unit, name, label, day, "資料集清單中的機關數", which=SOME)


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
