"""Performance evaluation: what each unit is scored on, the ranking, and the national award's score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlib.clean import Records
from reportlib.facts import NOT_APPLICABLE, NOT_PROVIDED, Breakdown, Fact, absent
from reportlib.measures import inventory, quality
from reportlib.measures import requests as citizen_requests
from reportlib.measures.counting import count_by, no_parts, on_or_before, rows_of
from reportlib.meeting import Meeting
from reportlib.prose import Prose, runs
from reportlib.roc import format_date
from reportlib.rules import GROUPS, MEASURES, ScoringRulebook, Scored, apply
from reportlib.tables import Row, Table, breakdown_table

RETURNED = ("sampled", "sample_passed", "tasks_due", "tasks_on_time", "data_standards", "award_entries", "themed_datasets", "promotion_events", "demand_datasets")


@dataclass(frozen=True)
class Sources:
    """Everything the evaluation counts from; what a meeting does not have is None."""

    catalogue: Records
    quality: Records | None
    requests: Records | None
    returns: Records | None
    oas: Records | None


def oas_by_unit(oas: Records | None, meeting: Meeting, day: date | None) -> Breakdown:
    """OAS-validated APIs up to ``day`` by unit, every unit that has one on any day, in the register's order (項)."""
    unit = meeting.units.count("項")
    name = f"oas/{format_date(day)}" if day else "oas"
    if oas is None or day is None:
        return no_parts("單位", unit, name, "通過 OAS 驗證的 API", day)
    here = oas.where(on_or_before(oas.frame["certified_on"], day))
    total = Fact(Decimal(len(here.frame)), unit, name, "通過 OAS 驗證的 API", day, "驗證通過日期在統計日（含）以前者", rows_of(here, here.frame.index), "count")
    named = set(oas.frame["unit_short"])
    order = [agency.short for agency in meeting.register if agency.short in named]
    return count_by(here, here.frame["unit_short"], unit, name, "單位", total=total, label="{}通過 OAS 驗證的 API", order=order, rule=total.rule)


def _returned(returns: Records | None, meeting: Meeting, unit: str) -> dict[str, Fact]:
    """What a unit's own return says, each a fact with its row; absent where the unit sent none."""
    found = {}
    mine = returns.frame[returns.frame["unit_short"] == unit] if returns is not None else None
    for key in RETURNED:
        label, word = MEASURES[key]
        name, counting = f"returns/{unit}.{key}", meeting.units.count(word)
        value = mine.iloc[0].get(key) if mine is not None and len(mine) else None
        if value is None or value != value or str(value) == "<NA>":
            found[key] = absent(NOT_PROVIDED, counting, name, f"{unit}{label}")
        else:
            found[key] = Fact(Decimal(int(value)), counting, name, f"{unit}{label}", meeting.as_of.inventory, "單位回報", rows_of(returns, mine.index[:1]), "count")
    return found


def measured_by_unit(sources: Sources, meeting: Meeting) -> Mapping[str, Mapping[str, Fact]]:
    """For every evaluated unit, the facts a rulebook may name (see ``rules.MEASURES``)."""
    day = meeting.as_of.inventory
    marks = quality.marks_on(day, sources.catalogue, sources.quality, meeting)
    levels = {level: quality.counted_by_unit(marks, level, meeting, day).parts for level in quality.LEVELS}
    datasets = inventory.by_publisher(sources.catalogue, meeting).parts
    certified = oas_by_unit(sources.oas, meeting, meeting.as_of.oas or day)
    counted = citizen_requests.counted(sources.requests, meeting) if sources.requests is not None and meeting.outcomes else None
    units = {}
    for unit in meeting.evaluated_units:
        zero = Fact(Decimal(0), meeting.datasets, f"inventory.publisher_short/{unit}", f"{unit}開放資料集", day, operator="count")
        apis = meeting.units.count("項")
        if certified.total.absence:
            api = absent(NOT_PROVIDED, apis, f"oas/{unit}", f"{unit}通過 OAS 驗證的 API")
        else:
            api = certified.parts.get(unit) or Fact(Decimal(0), apis, f"{certified.total.name}/{unit}", f"{unit}通過 OAS 驗證的 API", certified.total.as_of, operator="count")
        if counted is None:
            replies = [absent(NOT_PROVIDED, meeting.units.count("件"), f"requests.{k}/{unit}", f"{unit}{MEASURES[m][0]}") for k, m in (("replies", "replies"), ("in_time", "replies_in_time"))]
        else:
            replies = citizen_requests.replies(counted, meeting, unit)
        units[unit] = {
            **{level: parts[unit] for level, parts in levels.items()},
            "datasets": datasets.get(unit, zero),
            "oas_certified": api,
            "replies": replies[0],
            "replies_in_time": replies[1],
            **_returned(sources.returns, meeting, unit),
        }
    return units


@dataclass(frozen=True)
class Ranking:
    """Every unit's score, best first, with its rank (units with equal totals share one)."""

    book: ScoringRulebook
    scores: tuple[Scored, ...]
    ranks: Mapping[str, Fact]

    @property
    def totals(self) -> Breakdown:
        """For a chart: every unit's total, best first."""
        parts = {s.subject: s.total for s in self.scores}
        return Breakdown("單位", parts, self.scores[0].total)


def rank(sources: Sources, meeting: Meeting) -> Ranking:
    """Apply the evaluation rulebook to every evaluated unit."""
    book = meeting.need("rulebooks.evaluation", meeting.evaluation_rules)
    meeting.need(f"{meeting.params.inputs.publishers.name} 的受評單位（evaluated 欄填「是」）", meeting.evaluated_units or None)
    measured = measured_by_unit(sources, meeting)
    scores = [apply(book, facts, meeting.units, f"evaluation/{unit}", unit) for unit, facts in measured.items()]
    totals = tuple(s.total for s in scores if not s.total.absence)
    ranks = {s.subject: _rank(s, totals, meeting) for s in scores}
    scores.sort(key=lambda s: (s.total.absence is not None, -(s.total.value or 0)))
    return Ranking(book, tuple(scores), ranks)


def _rank(scored: Scored, totals: tuple[Fact, ...], meeting: Meeting) -> Fact:
    unit, name, label = meeting.units.count("名"), f"evaluation.rank/{scored.subject}", f"{scored.subject}名次"
    if scored.total.absence:
        return absent(scored.total.absence, unit, name, label)
    better = sum(other.value > scored.total.value for other in totals)
    return Fact(Decimal(1 + better), unit, name, label, meeting.as_of.inventory, "總分高於本單位的單位數加一；同分同名次", operator="rank", operands=totals)


def ranking_table(caption: str, ranking: Ranking) -> Table:
    groups = list(ranking.scores[0].groups)
    rows = tuple(Row((s.subject, ranking.ranks[s.subject], *(s.groups[g] for g in groups), s.total)) for s in ranking.scores)
    missing = [s.subject for s in ranking.scores if s.incomplete]
    note = f"{len(missing)} 個單位有{NOT_PROVIDED}的項目，未計分：{'、'.join(missing)}" if missing else "每一分的來由見各單位得分說明"
    return Table(caption, ("單位", "名次", *(GROUPS[g] for g in groups), "總分"), rows, "單位：分", note, weights=(3, 1, *[1] * len(groups), 1))


def score_table(caption: str, scored: Scored) -> Table:
    """How every point of one body was earned: group, item, a sentence, points; the total last."""
    rows = [Row((GROUPS[i.item.group], i.item.name, "".join(str(cell) for cell, _ in i.reason), i.points)) for i in scored.items]
    rows.append(Row(("總分", "", total_sentence(scored), scored.total), "total"))
    return Table(caption, ("組別", "項目", "得分說明", "得分"), tuple(rows), "單位：分", weights=(5, 13, 27, 3), sortable=False)


def explanation_tables(ranking: Ranking) -> tuple[Table, ...]:
    """One :func:`score_table` a unit, best first."""
    def place(subject: str) -> str:
        rank = ranking.ranks[subject]
        return f"總分{rank.absence}" if rank.absence else f"第 {rank} 名"

    return tuple(score_table(f"{s.subject}得分說明（{place(s.subject)}）", s) for s in ranking.scores)


def ranking_summary(ranking: Ranking) -> Prose:
    """Who leads, and whether the weights are published or this project's defaults."""
    first = [s for s in ranking.scores if ranking.ranks[s.subject].value == 1]
    sentence = runs("{title}：", title=ranking.book.title)
    if 0 < len(first) < len(ranking.scores):
        sentence += runs("{names}以 {total!s} 分居首。", names="、".join(s.subject for s in first), total=first[0].total)
    weights = runs("配分為預設值，並非機關公布。" if ranking.book.weights == "default" else "")
    return Prose((sentence + weights, runs("規則來源：{source}。", source=ranking.book.source)))


def total_sentence(scored: Scored) -> str:
    """「100 ＋ 5 ＋ 1.2 ＝ 106.2，取整為 106」."""
    parts = " ＋ ".join(i.points.printed if i.points.value > 0 else f"（{i.points}）" for i in scored.items if i.points.value) or "0"
    if scored.incomplete:
        parts += f"（另有項目{NOT_PROVIDED}，未計分）"
    sentence = f"{parts} ＝ {scored.before_rounding}"
    if scored.total.absence:
        return NOT_PROVIDED
    return sentence if scored.total.value == scored.before_rounding.value else f"{sentence}，取整為 {scored.total}"


@dataclass(frozen=True)
class Award:
    """The national award's score of the whole body, and last year's."""

    scored: Scored
    last_year: Fact
    progress: Fact


def award(sources: Sources, meeting: Meeting) -> Award:
    """The award rulebook applied to the whole ministry on ``as_of.award``."""
    book = meeting.need("rulebooks.award", meeting.award_rules)
    day = meeting.as_of.award or meeting.as_of.inventory
    measured = dict(quality.whole_counts(day, sources.catalogue, sources.quality, meeting, "award"))
    measured["oas_certified"] = oas_by_unit(sources.oas, meeting, day).total.named("award.oas_certified", "通過 OAS 驗證的 API")
    measured["datasets"] = inventory.total(sources.catalogue, meeting)
    missing = set(MEASURES) - set(measured)
    measured |= {m: absent(NOT_APPLICABLE, meeting.units.count(MEASURES[m][1]), f"award.{m}", MEASURES[m][0]) for m in sorted(missing)}
    scored = apply(book, measured, meeting.units, "award", "本部")
    last_year = meeting.declared("award_last_year", "上年度評獎分數", scored.total.unit)
    progress = (scored.total - last_year).named("award.progress", "較上年度進步", rule="本年度分數減上年度分數")
    return Award(scored, last_year, progress)


def award_summary(result: Award) -> Prose:
    """The award's score as one sum, and the progress since last year."""
    if result.scored.total.absence:
        return Prose.of("本年度分數{no}；上年度 {last} 分。", no=result.scored.total.printed, last=result.last_year)
    sentence = runs("{sum}；", sum=total_sentence(result.scored))
    if result.last_year.absence:
        return Prose((sentence + runs("上年度分數{no}。", no=result.last_year.printed),))
    word = "進步" if result.progress.value >= 0 else "增減"
    return Prose((sentence + runs("上年度 {last} 分，較上年度{word} {progress!s} 分。", last=result.last_year, word=word, progress=result.progress),))


def oas_table(caption: str, oas: Records | None, meeting: Meeting) -> Table:
    """OAS-validated APIs by unit, on the award's date and on the meeting's."""
    days = [day for day in (meeting.as_of.award, meeting.as_of.oas or meeting.as_of.inventory) if day]
    found = [oas_by_unit(oas, meeting, day) for day in days]
    return breakdown_table(caption, *found, labels=[f"截至 {format_date(day)}" for day in days])
