"""What every evaluated unit is measured by: counted from the records, or stated in its own return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportlib.facts.conditions import Known, is_
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent, total_of
from reportlib.measures import feedback as measures_feedback, inventory, requests as measures_requests
from reportlib.measures.counting import no_row, row_chosen, rows_of
from reportlib.measures.evaluation.basis import RETURNS_PREFIX, recorded
from reportlib.measures.evaluation.registers import Registers
from reportlib.measures.of_section import of_section
from reportlib.measures.quality import (
    LEVELS,
    counted_by_unit,
    marks_on,
    oas_by_unit,
    standards_by_unit,
    standards_of,
)
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import MEASURES, RETURNED, ScoringRulebook
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.text import spelling

REPLIED = ("replies", "replies_in_time")


@dataclass(frozen=True)
class EvaluationSources:
    """Everything the evaluation counts from; what a meeting does not have is None."""

    catalogue: Records
    quality: Records | None
    requests: Records | None
    returns: Records | None
    oas: Records | None
    received: Records | None = None  # the board of returns
    standards: Records | None = None  # the list of domain standards, which a claim is held against
    feedback: Records | None = None
    withdrawn: Records | None = None
    registers: Registers | None = None  # from which more is counted than units report


def _returned(returns: Records | None, meeting: Meeting, unit: str) -> dict[str, Fact]:
    """What a unit's own return says, each a fact with its row; absent where the unit sent none."""
    found = {}
    mine = returns.where(is_("unit_short", unit)) if returns is not None else None
    for key in RETURNED:
        label, word = MEASURES[key]
        name, counting = f"{RETURNS_PREFIX}{unit}.{key}", meeting.units.count(word)
        value = mine.frame.iloc[0].get(key) if mine is not None and len(mine.frame) else None
        if mine is None or value is None or value != value or str(value) == "<NA>":
            found[key] = absent(NOT_PROVIDED, counting, name, f"{unit}{label}")
        else:
            found[key] = Fact(
                Decimal(int(value)),
                counting,
                name,
                f"{unit}{label}",
                meeting.as_of.inventory,
                "單位回報",
                rows_of(mine, mine.frame.index[:1]),
                "recorded",
                where=row_chosen(mine, int(mine.frame.index[0])),
                columns=(label_of(mine.input, key),),
            )
    return found


def _only_feedback(feedback: Records | None, requests: Records | None) -> Records | None:
    """What citizens write without the requests among it (an identifier that both lists have); None where no reply is dated."""
    if feedback is None or not feedback.has("replied_on"):
        return None
    if requests is None:
        return feedback
    known = set(requests.frame["request_id"].map(spelling))
    means = None if requests.chosen is None else ~Known("feedback_id", "requests", "request_id", requests.chosen)
    return feedback.where(~feedback.frame["feedback_id"].map(spelling).isin(known), means)


def _replies(requests: Records | None, feedback: Records | None, meeting: Meeting, unit: str) -> tuple[Fact, Fact]:
    """What citizens wrote to a unit, requests and feedback: to how many it has or should have replied, and in time (件).

    Absent where neither list is given, and where none that is has the dates.
    """
    given = [
        *([measures_requests.replies(requests, meeting, unit)] if requests is not None else []),
        *([measures_feedback.replies(feedback, meeting, unit)] if feedback is not None else []),
    ]
    found = []
    for number, key in enumerate(REPLIED):
        name, label, word = (
            f"evaluation.{key}/{unit}",
            f"{unit}{MEASURES[key][0]}的意見及需求",
            meeting.units.count("件"),
        )
        parts = [pair[number] for pair in given]
        known = [part for part in parts if not part.absence]
        if known:
            rule = "我想要更多的需求及民眾意見合計；兩處同編號者計一次"
            found.append(total_of(known, word).named(name, label, rule=rule))
        else:
            found.append(absent(parts[0].absence or NOT_PROVIDED if parts else NOT_PROVIDED, word, name, label))
    return found[0], found[1]


@of_section(sources="scored")
def measured_by_unit(
    sources: EvaluationSources, meeting: Meeting, book: ScoringRulebook | None = None
) -> Mapping[str, Mapping[str, Fact]]:
    """For every evaluated unit, the facts a rulebook may name (see ``rules.MEASURES``); from records or returns as ``book`` says.

    >>> evaluation.measured_by_unit(section)["河川署"]["datasets"]
    河川署開放資料集 9 項（114-05-31）
    """
    day = meeting.as_of.inventory
    marks = marks_on(day, sources.catalogue, sources.quality, meeting)
    levels = {level: counted_by_unit(marks, level, meeting, day).parts for level in LEVELS}
    datasets = inventory.by_publisher(sources.catalogue, meeting, sources.withdrawn)
    certified = oas_by_unit(sources.oas, meeting, meeting.as_of.oas or day)
    counted = (
        measures_requests.counted(sources.requests, meeting)
        if sources.requests is not None and meeting.outcomes
        else None
    )
    written = _only_feedback(sources.feedback, counted)
    standards = standards_by_unit(sources.standards, meeting)
    units = {}
    for unit in meeting.evaluated_units:
        zero = inventory.no_dataset(unit, datasets.total, sources.catalogue, meeting, sources.withdrawn)
        apis = meeting.units.count("項")
        if certified.total.absence:
            api = absent(NOT_PROVIDED, apis, f"oas/{unit}", f"{unit}通過 OAS 驗證的 API")
        else:
            key, label = f"{certified.total.name}/{unit}", f"{unit}通過 OAS 驗證的 API"
            api = certified.parts.get(unit) or no_row(certified.total, "unit_short", unit, key, label)
        every, in_time = _replies(counted, written, meeting, unit)
        units[unit] = {
            **{level: parts[unit] for level, parts in levels.items()},
            "datasets": datasets.parts.get(unit, zero),
            "oas_certified": api,
            "replies": every,
            "replies_in_time": in_time,
            **_returned(sources.returns, meeting, unit),
            **({} if standards.total.absence else {"data_standards": standards_of(unit, standards, meeting)}),
            **recorded(sources.registers, book, meeting, unit),
        }
    return units


def reported_beside(
    sources: EvaluationSources, measured: Mapping[str, Mapping[str, Fact]], meeting: Meeting
) -> Iterator[tuple[str, Fact, Fact]]:
    """Unit, what the records say and what the unit reports beside it, where the two are not the same."""
    for unit, facts in measured.items():
        for key, said in _returned(sources.returns, meeting, unit).items():
            if facts[key].name != said.name and not said.absence and said.value != facts[key].value:
                yield unit, facts[key], said
