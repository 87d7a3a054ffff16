"""The ranking of the units by the evaluation rulebook, as facts, tables, sentences and slide titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportlib.display.display import Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import ConfigError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.brief import Brief
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import receipts
from reportlib.measures.counting import facts_counted, rank_of
from reportlib.measures.evaluation.items import items_by_group
from reportlib.measures.evaluation.measured import REPLIED, EvaluationSources, measured_by_unit, reported_beside
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.measures.scoring import Scored, apply
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import GROUPS, RETURNED, ScoringRulebook

DEFAULT_WEIGHTS = "配分為試算，並非機關公布"


@dataclass(frozen=True, repr=False)
class Ranking(Brief):
    """Every unit's score, best first, with its rank (units with equal totals share one)."""

    book: ScoringRulebook
    scores: tuple[Scored, ...]
    ranks: Mapping[str, Fact]
    lack: Lacking | None = None  # what the returns still lack, where a board of them is given
    measured: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)  # by unit and measure
    differing: tuple[tuple[str, Fact, Fact], ...] = ()  # unit, what records say, what it reports beside them

    @property
    def totals(self) -> Breakdown:
        """For a chart: every unit's total, best first."""
        parts = {s.subject: s.total for s in self.scores}
        return Breakdown("單位", parts, self.scores[0].total)

    @property
    def leaders(self) -> tuple[str, ...]:
        """The units that rank first."""
        return tuple(s.subject for s in self.scores if self.ranks[s.subject].value == 1)


@of_section(sources="scored")
def rank(
    sources: EvaluationSources, meeting: Meeting, book: ScoringRulebook | None = None, name: str = "evaluation"
) -> Ranking:
    """Apply the evaluation rulebook, or ``book`` under another ``name`` of its figures, to every evaluated unit.

    >>> evaluation.rank(section).leaders
    ('港務公司',)
    """
    book = book or meeting.evaluation_rules
    if book is None or not meeting.evaluated_units:
        lacking = [meeting.params.lacks("rulebooks.evaluation")] if book is None else []
        raise ConfigError(*lacking, *(() if meeting.evaluated_units else (meeting.no_units(),)))
    measured = measured_by_unit(sources, meeting, book)
    lack = receipts.lacking(sources.received, _returns_behind(book), meeting)
    differing = tuple(reported_beside(sources, measured, meeting))
    return ranked(measured, meeting, book, name, lack, differing)


def ranked(
    measured: Mapping[str, Mapping[str, Fact]],
    meeting: Meeting,
    book: ScoringRulebook,
    name: str,
    lack: Lacking | None,
    differing: tuple[tuple[str, Fact, Fact], ...],
) -> Ranking:
    """The ranking of what was measured, by a rulebook."""
    scores = [apply(book, facts, meeting.units, f"{name}/{unit}", unit) for unit, facts in measured.items()]
    totals = tuple(s.total for s in scores if not s.total.absence)
    ranks = {s.subject: _rank(s, totals, meeting, name) for s in scores}
    scores.sort(key=lambda s: (s.total.absence is not None, -(s.total.value or 0)))
    return Ranking(book, tuple(scores), ranks, lack, measured, differing)


def _returns_behind(book: ScoringRulebook) -> tuple[str, ...]:
    """The returns from which a rulebook's items are counted."""
    names = {name for item in book.items for name in item.measure.names()}
    return tuple(
        table for table, counted in (("evaluation", RETURNED), ("replies", REPLIED)) if names.intersection(counted)
    )


def _rank(scored: Scored, totals: tuple[Fact, ...], meeting: Meeting, name: str) -> Fact:
    family = f"{name}/*.total"
    unit, name, label = meeting.units.count("名"), f"{name}.rank/{scored.subject}", f"{scored.subject}名次"
    return rank_of(
        scored.total,
        totals,
        unit,
        name,
        label,
        as_of=meeting.as_of.inventory,
        rule="總分高於本單位的單位數加一；同分同名次",
        family=family,
    )


@of_section(ranking=rank)
def ranking_table(caption: str, ranking: Ranking) -> Table:
    """Every unit by rank, with the points of each group and the total; who lacks a measure stands in the note.

    >>> evaluation.ranking_table("表", section)
    表：6 列 × 5 欄
    """
    groups = list(ranking.scores[0].groups)
    rows = tuple(
        Row((s.subject, ranking.ranks[s.subject], *(s.groups[g] for g in groups), s.total)) for s in ranking.scores
    )
    missing = [s.subject for s in ranking.scores if s.incomplete]
    note = (
        Naming("有{none}的項目而未計分的單位：{units}", none=NOT_PROVIDED, units=Naming.joined("、", missing))
        if missing
        else "每一分的來由見各單位得分說明"
    )
    note = receipts.note(note, ranking.book.source, lack=ranking.lack)
    return Table(
        caption,
        ("單位", "名次", *(GROUPS[g] for g in groups), "總分"),
        rows,
        "單位：分",
        note,
        weights=(3, 1, *[1] * len(groups), 1),
    )


@of_section(ranking=rank)
def ranking_summary(ranking: Ranking) -> Prose:
    """Who leads; whose the weights are stands at the scores.

    >>> evaluation.ranking_summary(section)
    示範部資料開放績效考核：港務公司以 103.0 分居首（依統計日的資料試算）。
    """
    book = ranking.book
    sentence = runs("{title}：", title=Naming("試算（{trial}）", trial=book.trial) if book.trial else book.title)
    if 0 < len(ranking.leaders) < len(ranking.scores):
        sentence += runs(
            "{names}以 {total!s} 分居首", names=Naming.joined("、", ranking.leaders), total=ranking.scores[0].total
        )
        sentence += runs("。" if book.trial else "（依統計日的資料試算）。")
    return Prose((sentence + (ranking.lack.sentence() if ranking.lack else ()),))


@of_section(ranking=rank)
def key_figures(ranking: Ranking, meeting: Meeting) -> tuple[tuple[str, Fact], ...]:
    """The highest and the lowest total, how many units are ranked, and on how many items.

    >>> evaluation.key_figures(section)[0]
    ('排名單位', 有名次的單位 6 個（114-05-31）)
    """
    ranked = [s.total for s in ranking.scores if not s.total.absence]
    day, units = meeting.as_of.inventory, meeting.units.count("個")
    number = facts_counted(tuple(ranked), units, "evaluation.ranked", "有名次的單位", day, "有總分的受評單位數")
    ends = (("最高分", ranked[0]), ("最低分", ranked[-1])) if ranked else (("最高分", ranking.scores[0].total),)
    ends = (("排名單位", number), *ends)
    return (
        *((receipts.noted(label, ranking.lack), fact) for label, fact in ends),
        ("考核項目", items_by_group(meeting).total),
    )


@of_section(ranking=rank)
def figures_message(ranking: Ranking, meeting: Meeting) -> dict:
    """How many units are ranked on how many items, as ``Display.says`` takes it.

    >>> evaluation.figures_message(section)["sentence"]
    '{units} 個單位依 {items} 項考核項目排名'
    """
    figures = key_figures(ranking, meeting)
    return receipts.noted_message(
        {"sentence": "{units} 個單位依 {items} 項考核項目排名", "units": figures[0][1], "items": figures[-1][1]},
        ranking.lack,
    )


@of_section(ranking=rank)
def weights_note(ranking: Ranking) -> str:
    """That the weights are this project's defaults, where they are.

    >>> evaluation.weights_note(section)
    '配分為試算，並非機關公布'
    """
    return DEFAULT_WEIGHTS if ranking.book.weights == "default" else ""


@of_section(ranking=rank)
def ranking_message(ranking: Ranking) -> dict:
    """The title of the ranking's slide, as ``Display.says`` takes it.

    >>> evaluation.ranking_message(section)["sentence"]
    '試算結果：{names}以 {total} 分居首'
    """
    if not ranking.leaders:
        return {"sentence": "績效考核總分：{absent}", "absent": NOT_PROVIDED}
    leaders = ranking.leaders
    names = Naming.joined("、", leaders) if len(leaders) <= 3 else Naming("{first}等單位", first=leaders[0])
    return receipts.noted_message(
        {"sentence": "試算結果：{names}以 {total} 分居首", "names": names, "total": ranking.scores[0].total},
        ranking.lack,
    )
