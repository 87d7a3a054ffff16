"""Which datasets were on the list on a day, and of those how many are gone."""

from __future__ import annotations

from datetime import date, timedelta

from reportlib.facts.conditions import EVERY, Choice, Known, blank, is_, since, until
from reportlib.facts.facts import Fact
from reportlib.measures.counting import count
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.text import spelling


def listed_by(catalogue: Records, day: date) -> Choice:
    """Datasets on the list on ``day``: listed up to it, or without a listing date (they are on the list, after all)."""
    return until("listed_on", day) | blank("listed_on") if catalogue.has("listed_on") else EVERY


def off_the_list(first: date, last: date) -> Choice:
    """Taken off the list later than ``first`` and up to ``last``: what has the portal's number was on it."""
    return ~blank("dataset_id") & since("withdrawn_on", first + timedelta(1)) & until("withdrawn_on", last)


def gone_after(first: date, last: date) -> Choice:
    """On the list on ``first``, and taken off it later than that and up to ``last``."""
    return off_the_list(first, last) & (until("listed_on", first) | blank("listed_on"))


def not_put_back(withdrawn: Records, catalogue: Records, day: date) -> Records:
    """The withdrawals but those of datasets that today's list has with a listing day up to ``day``: these were put back under their first
    day, and are counted there."""
    if not withdrawn.has("dataset_id"):
        return withdrawn
    on_it = listed_by(catalogue, day)
    known = set(catalogue.where(on_it).frame["dataset_id"].dropna().map(spelling))
    is_back = (
        withdrawn.frame["dataset_id"].map(lambda one: isinstance(one, str) and spelling(one) in known).astype(bool)
    )
    return withdrawn.where(~is_back, ~Known("dataset_id", "catalogue", "dataset_id", on_it))


def gone_since(
    withdrawn: Records, catalogue: Records, meeting: Meeting, day: date, name: str, label: str, unit: str = ""
) -> Fact:
    """Datasets that were on the list on ``day`` and have been taken off it by the as-of date (項); of one unit, or of all."""
    withdrawn = not_put_back(withdrawn, catalogue, day)
    where = gone_after(day, meeting.as_of.inventory)
    if unit:
        where = where & is_("agency_short", unit)
    rule = "撤回及下架清單中，上架日期在當日（含）以前或未載，撤回日期在其後、統計日（含）以前者；重新上架而清單載原上架日期者已計在清單"
    return count(withdrawn, where, meeting.datasets, name, label, day, rule)
