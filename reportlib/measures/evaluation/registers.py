"""What the registers say of a unit: the items of the evaluation that are counted from records, not from what the unit reports of itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportlib import messages
from reportlib.errors import InputError
from reportlib.facts.conditions import Known, is_, item, since, until
from reportlib.facts.facts import Fact
from reportlib.measures import inventory
from reportlib.measures.counting import MOST_PROBLEMS, all_counted, cells_of, count, each
from reportlib.measures.responsible import naming
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import MEASURES
from reportlib.records.records import Records
from reportlib.records.tables import TABLES
from reportlib.text import spelling

PASSED, FAILED = "合格", "不合格"


@dataclass(frozen=True)
class Registers:
    """The records from which items can be counted; what a meeting does not have is None."""

    catalogue: Records | None = None
    requests: Records | None = None
    events: Records | None = None
    applications: Records | None = None
    themes: Records | None = None
    samples: Records | None = None
    milestones: Records | None = None
    checklist: Records | None = None
    received: Records | None = None

    def filled(self) -> Registers:
        """Those with rows: a list that nobody has filled in says nothing, not that there was none."""
        given = {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}
        return Registers(**{kind: one for kind, one in given.items() if one is not None and len(one.frame)})


def year_of(meeting: Meeting) -> tuple[date, date]:
    """The days of which an evaluation counts: those of the as-of date's year up to it (ours)."""
    day = meeting.as_of.inventory
    return date(day.year, 1, 1), day


def named(key: str, unit: str) -> tuple[str, str]:
    """The name and the label of what the records say of a unit."""
    return f"evaluation.{key}/{unit}", f"{unit}{MEASURES[key][0]}（依紀錄）"


def sampled(registers: Registers, meeting: Meeting, unit: str) -> Mapping[str, Fact]:
    """How many of a unit's datasets were sampled within the year, and how many of them passed (項). InputError (V17) for a result
    that is neither."""
    samples = registers.samples
    if samples is None:
        return {}
    mine, last = samples_of(samples, meeting, unit), meeting.as_of.inventory
    word, table = meeting.datasets, TABLES["samples"].label
    return {
        "sampled": all_counted(mine, word, *named("sampled", unit), last, f"{table}中該年至統計日的列數"),
        "sample_passed": count(
            mine, is_("result", PASSED), word, *named("sample_passed", unit), last, f"其中抽檢結果為「{PASSED}」者"
        ),
    }


def samples_of(samples: Records, meeting: Meeting, unit: str) -> Records:
    """The sampled checks of a unit's datasets within the year; InputError as :func:`check_results`."""
    check_results(samples)
    first, last = year_of(meeting)
    return samples.where(is_("unit_short", unit) & since("sampled_on", first) & until("sampled_on", last))


def check_results(samples: Records) -> None:
    """InputError (V17) for a result of a sampled check that is neither passed nor failed."""
    wrong = [(row, value) for row, value in cells_of(samples.frame["result"]) if value not in (PASSED, FAILED)]
    if wrong:
        raise InputError(
            *(
                messages.V17_no_result_of_check(value=value, known=[PASSED, FAILED]).at(
                    samples.file, samples.sheet, row, header=messages.header_result()
                )
                for row, value in wrong[:MOST_PROBLEMS]
            )
        )


def award_entries(registers: Registers, meeting: Meeting, unit: str) -> Mapping[str, Fact]:
    """How many entries of the application award a unit has, alone or with others (件)."""
    entries = registers.applications
    if entries is None:
        return {}
    mine = is_("agency", *naming(entries.frame["agency"], unit, meeting))
    rule = f"{TABLES['applications'].label}中機關欄有該單位者，聯合提案各計一件"
    name, label = named("award_entries", unit)
    return {
        "award_entries": count(entries, mine, meeting.units.count("件"), name, label, meeting.as_of.inventory, rule)
    }


def promotion_events(registers: Registers, meeting: Meeting, unit: str) -> Mapping[str, Fact]:
    """How many events a unit has held within the year, alone or with others (場); nothing where no event says who held it."""
    events = registers.events
    if events is None or not events.has("organisers"):
        return {}
    first, last = year_of(meeting)
    held = events.where(since("held_on", first) & until("held_on", last))
    names = [name for cell in events.frame["organisers"] if isinstance(cell, tuple) for name in cell]
    mine = item("organisers", *naming(names, unit, meeting))
    rule = f"{TABLES['events'].label}中該年至統計日、主辦單位欄有該單位者"
    fact = count(held, mine, meeting.units.count("場"), *named("promotion_events", unit), last, rule)
    return {"promotion_events": fact}


def themed_datasets(registers: Registers, meeting: Meeting, unit: str) -> Mapping[str, Fact]:
    """How many datasets of a unit's themes are on the list (項); nothing where the register of themes names no dataset."""
    themes, catalogue = registers.themes, registers.catalogue
    if themes is None or catalogue is None or not themes.has("dataset_id") or not catalogue.has("dataset_id"):
        return {}
    mine = themes.where(is_("unit_short", unit))
    on_list = known_among(inventory.listed(catalogue, meeting), mine)
    rule = f"{TABLES['themes'].label}中該單位的資料集，統計日已在{TABLES['catalogue'].label}者"
    day = meeting.as_of.inventory
    return {"themed_datasets": all_counted(on_list, meeting.datasets, *named("themed_datasets", unit), day, rule)}


def known_among(catalogue: Records, themes: Records) -> Records:
    """The datasets of the catalogue that these rows of the register of themes name."""
    ids = {spelling(one) for one in themes.frame["dataset_id"] if isinstance(one, str)}
    means = None if themes.chosen is None else Known("dataset_id", "themes", "dataset_id", themes.chosen)
    return catalogue.where(catalogue.frame["dataset_id"].map(spelling).isin(ids), means)


def demand_datasets(registers: Registers, meeting: Meeting, unit: str) -> Mapping[str, Fact]:
    """How many datasets a unit has opened within the year that a request asked for before (項); nothing where no request names a dataset, or
    the list has no days."""
    requests, catalogue = registers.requests, registers.catalogue
    if requests is None or catalogue is None or not requests.has("answered_by"):
        return {}
    if not catalogue.has("dataset_id") or not catalogue.has("listed_on"):
        return {}
    first, last = year_of(meeting)
    mine = inventory.listed(catalogue, meeting).where(is_("publisher_short", unit) & since("listed_on", first))
    ids = opened_on_demand(requests, mine)
    rule = "需求所載的回應資料集，由該單位提供、於該年至統計日上架，且不早於需求提出之日上架者"
    fact = count(
        mine,
        is_("dataset_id", *ids),
        meeting.datasets,
        *named("demand_datasets", unit),
        last,
        rule,
    )
    return {"demand_datasets": fact}


def opened_on_demand(requests: Records, catalogue: Records) -> list[str]:
    """The identifiers, as the catalogue has them, of datasets that answer a request and were not on the list before it."""
    asked: dict[str, date | None] = {}
    for _, record in each(requests):
        for one in record.get("answered_by") or ():
            key, day = spelling(one), record.get("received_on")
            known = asked.get(key, day)
            asked[key] = min(known, day) if known and day else None
    found = []
    for _, record in each(catalogue):
        key, listed = spelling(record["dataset_id"]), record.get("listed_on")
        if key in asked and not (asked[key] and listed and listed < asked[key]):
            found.append(record["dataset_id"])
    return found
