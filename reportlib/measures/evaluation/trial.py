"""What other weights would do to the ranking."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportlib import messages
from reportlib.display.tables import Row, Table
from reportlib.errors import ConfigError
from reportlib.measures import receipts
from reportlib.measures.evaluation.ranking import Ranking, rank, ranked
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import Item, Score, ScoringRulebook, Step


def _official(section: Any) -> ScoringRulebook:
    return section.meeting.need("rulebooks.evaluation", section.meeting.evaluation_rules)


@of_section(book=_official)
def with_weights(book: ScoringRulebook, weights: Mapping[str, int | float | Sequence[int | float]]) -> ScoringRulebook:
    """The rulebook with other points: ``{"gold_share": 50, "platinum": 0.2, "datasets": [6, 4, 2]}`` by the items' ids.

    A number takes the place of the points of the whole or of each; a list, those of the steps, highest first. What such
    a rulebook gives is a trial: its weights are no longer published ones. ConfigError for an item that is not there, or
    steps that do not fit.

    >>> evaluation.with_weights(section, {"sample_pass": 60}).title
    '示範部資料開放績效考核（試算）'
    """
    if not isinstance(weights, Mapping):
        raise TypeError(messages.weights_expected(given=type(weights).__name__, example=_example(book.items[0])))
    by_id = {item.id: item for item in book.items}
    problems = []
    for key in weights:
        if key not in by_id:
            near = difflib.get_close_matches(str(key), by_id, 1)
            todo = messages.do_you_mean(near=near[0]) if near else messages.choices_are(choices=list(by_id))
            example = _example(by_id[near[0]] if near else book.items[0])
            problems.append(messages.C05_no_item_in_rulebook(item=str(key), todo=todo, example=example))
    items = []
    for item in book.items:
        try:
            items.append(
                item.model_copy(update={"score": _other_points(item.score, weights[item.id])})
                if item.id in weights
                else item
            )
        except ValueError:
            steps = len(item.score.steps) if item.score.steps else 0
            wanted = messages.list_of_numbers(count=steps) if steps else messages.one_number()
            given, example = repr(weights[item.id]), _example(item)
            problems.append(messages.C05_points_of_item(item=item.id, wanted=wanted, given=given, example=example))
    if problems:
        raise ConfigError(*problems)
    return book.model_copy(update={"items": items, "weights": "default", "title": f"{book.title}（試算）"})


def _example(item: Item) -> str:
    """The points that an item has, as they are given: ``{"datasets": [3, 2, 1]}``."""
    if item.score.steps:
        points = f"[{', '.join(str(step.points) for step in item.score.steps)}]"
    else:
        points = str(item.score.each if item.score.full is None else item.score.full)
    return f'{{"{item.id}": {points}}}'


def _other_points(score: Score, points: int | float | Sequence[int | float]) -> Score:
    if score.steps:
        steps = [
            Step(at_least=step.at_least, points=_number(given))
            for step, given in zip(score.steps, points if isinstance(points, Sequence) else (), strict=True)
        ]
        return score.model_copy(update={"steps": steps})
    return score.model_copy(update={"full" if score.full is not None else "each": _number(points)})


def _number(points: object) -> Decimal:
    """The number as it is written: 0.1 is a tenth."""
    if isinstance(points, bool) or not isinstance(points, int | float | Decimal):
        raise ValueError(points)
    return Decimal(str(points))


@of_section(official=rank)
def what_if(official: Ranking, weights: Mapping[str, int | float | Sequence[int | float]], meeting: Meeting) -> Ranking:
    """The ranking with other weights (:func:`with_weights`), of what was measured for the official one, so that it is soon there:

    >>> evaluation.what_if(section, {"sample_pass": 60}).leaders
    ('港務公司',)
    """
    book = with_weights(official.book, weights)
    return ranked(official.measured, meeting, book, "what-if", official.lack, official.differing)


@of_section(official=rank)
def compare_rankings(caption: str, official: Ranking, trial: Ranking, meeting: Meeting) -> Table:
    """Every unit's rank and total under both rulebooks, best of the trial first; how many ranks it gains (−: loses).

    >>> trial = evaluation.what_if(section, {"sample_pass": 60})
    >>> evaluation.compare_rankings("正式與試算", trial, section)
    正式與試算：6 列 × 6 欄
    """
    totals, places = {s.subject: s.total for s in official.scores}, meeting.units.count("名")
    rows = []
    for scored in trial.scores:
        before, after = official.ranks[scored.subject], trial.ranks[scored.subject]
        gained = (before - after).named(
            f"{after.name}.gained", f"{scored.subject}名次變動", unit=places, rule="正式名次減試算名次；正數為進步"
        )
        rows.append(Row((scored.subject, before, totals[scored.subject], after, scored.total, gained)))
    columns = ("單位", "正式名次", "正式總分", "試算名次", "試算總分", "進退名次")
    note = receipts.note("進退名次：正式名次減試算名次，正數為進步", lack=official.lack)
    return Table(caption, columns, tuple(rows), "單位：名、分", note, weights=(4, 2, 2, 2, 2, 2))
