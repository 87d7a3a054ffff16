"""Datasets that were taken off the list: of those on it on an earlier day, how many are gone."""

from __future__ import annotations

from datetime import date, timedelta

from reportlib.facts.conditions import Choice, blank, is_, since, until
from reportlib.facts.facts import Fact
from reportlib.measures.counting import count
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


def off_the_list(first: date, last: date) -> Choice:
    """Taken off the list later than ``first`` and up to ``last``: what has the portal's number was on it."""
    return ~blank("dataset_id") & since("withdrawn_on", first + timedelta(1)) & until("withdrawn_on", last)


def gone_after(first: date, last: date) -> Choice:
    """On the list on ``first``, and taken off it later than that and up to ``last``."""
    return off_the_list(first, last) & (until("listed_on", first) | blank("listed_on"))


def gone_since(withdrawn: Records, meeting: Meeting, day: date, name: str, label: str, unit: str = "") -> Fact:
    """Datasets that were on the list on ``day`` and have been taken off it by the as-of date (項); of one unit, or of all."""
    where = gone_after(day, meeting.as_of.inventory)
    if unit:
        where = where & is_("agency_short", unit)
    rule = "撤回及下架清單中，上架日期在當日（含）以前或未載，撤回日期在其後、統計日（含）以前者"
    return count(withdrawn, where, meeting.datasets, name, label, day, rule)
