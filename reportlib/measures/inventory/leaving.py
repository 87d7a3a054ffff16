"""Which datasets were on the list on a day: those that today's list has, and those that are gone from it."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from reportlib.facts.conditions import EVERY, Choice, Known, blank, is_, since, until
from reportlib.facts.facts import Fact
from reportlib.measures.counting import count
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.text import spelling


def listed_by(catalogue: Records, day: date) -> Choice:
    """Datasets that today's list has with a listing day up to ``day``, or without one (they are on the list, after all)."""
    return until("listed_on", day) | blank("listed_on") if catalogue.has("listed_on") else EVERY


def on_list(catalogue: Records, day: date, withdrawn: Records | None = None) -> Records:
    """The datasets of today's list that were on it on ``day``: those of :func:`listed_by`, but for what was off it just then. Such a
    dataset was ``withdrawn`` before and put back later, and today's list has it under its first day."""
    found = catalogue.where(listed_by(catalogue, day))
    if withdrawn is None or not withdrawn.has("relisted_on") or not _have_numbers(catalogue, withdrawn):
        return found
    was_off = until("withdrawn_on", day) & since("relisted_on", day + timedelta(1))
    is_off = _is_among(found, withdrawn.where(was_off))
    return found.where(~is_off, ~Known("dataset_id", "withdrawn", "dataset_id", was_off)) if is_off.any() else found


def apart(these: Records, others: Records) -> Records:
    """The rows of a list that are not among those others of it."""
    is_other = pd.Series(these.frame.index.isin(others.frame.index), these.frame.index)
    return these.where(~is_other, None if others.chosen is None else ~others.chosen)


def _have_numbers(*lists: Records) -> bool:
    return all(one.has("dataset_id") for one in lists)


def _is_among(these: Records, others: Records) -> pd.Series:
    """Of each of these rows whether the others have its dataset."""
    known = set(others.frame["dataset_id"].dropna().map(spelling))
    return these.frame["dataset_id"].map(lambda one: isinstance(one, str) and spelling(one) in known).astype(bool)


def off_the_list(first: date, last: date) -> Choice:
    """Taken off the list later than ``first`` and up to ``last``: what has the portal's number was on it."""
    return ~blank("dataset_id") & since("withdrawn_on", first + timedelta(1)) & until("withdrawn_on", last)


def not_put_back(withdrawn: Records, catalogue: Records, day: date) -> Records:
    """The withdrawals but those of datasets that today's list has with a listing day up to ``day``: these were put back under their first
    day, and are counted there."""
    if not _have_numbers(catalogue, withdrawn):
        return withdrawn
    on_it = listed_by(catalogue, day)
    is_back = _is_among(withdrawn, catalogue.where(on_it))
    return withdrawn.where(~is_back, ~Known("dataset_id", "catalogue", "dataset_id", on_it))


def gone_after(withdrawn: Records, catalogue: Records, meeting: Meeting, day: date) -> Records:
    """The withdrawals of what was on the list on ``day`` and is not on today's, taken off it on whatever later day: also after the as-of
    date, before the list was exported. Of a list without the portal's numbers it is not known what of that it still has, and they are left out."""
    later = (
        ~blank("dataset_id")
        & since("withdrawn_on", day + timedelta(1))
        & (until("listed_on", day) | blank("listed_on"))
    )
    if not catalogue.has("dataset_id"):
        later = later & until("withdrawn_on", meeting.as_of.inventory)
    return not_put_back(withdrawn, catalogue, day).where(later)


def gone_since(
    withdrawn: Records, catalogue: Records, meeting: Meeting, day: date, name: str, label: str, unit: str = ""
) -> Fact:
    """Datasets that were on the list on ``day`` and are gone from it (項); of one unit, or of all."""
    rule = "撤回及下架清單中，上架日期在當日（含）以前或未載，撤回日期在其後者；重新上架而清單載原上架日期者已計在清單"
    found = gone_after(withdrawn, catalogue, meeting, day)
    return count(found, is_("agency_short", unit) if unit else EVERY, meeting.datasets, name, label, day, rule)
