"""Performance evaluation: what each unit is scored on, the ranking, and what other weights would do to it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlib.display.display import Display, Naming, Run, Sentence, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import ConfigError, Problem, quoted
from reportlib.facts.facts import NOT_PROVIDED, Breakdown, Fact, absent
from reportlib.language import say
from reportlib.measures import inventory, receipts, requests as measures_requests
from reportlib.measures.counting import no_parts, rank_of, rows_of
from reportlib.measures.quality import LEVELS, counted_by_unit, marks_on, oas_by_unit
from reportlib.measures.receipts import Lacking
from reportlib.measures.scoring import Scored, apply
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import GROUPS, MEASURES, Item, Score, ScoringRulebook, Step
from reportlib.records.records import Records
from reportlib.records.tables import label_of

DEFAULT_WEIGHTS = "配分為預設值，並非機關公布"
RETURNED = (
    "sampled",
    "sample_passed",
    "tasks_due",
    "tasks_on_time",
    "data_standards",
    "award_entries",
    "themed_datasets",
    "promotion_events",
    "demand_datasets",
)
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
            found[key] = Fact(
                Decimal(int(value)),
                counting,
                name,
                f"{unit}{label}",
                meeting.as_of.inventory,
                "單位回報",
                rows_of(returns, mine.index[:1]),
                "recorded",
                columns=(label_of(returns.input, key),),
            )
    return found


def measured_by_unit(sources: EvaluationSources, meeting: Meeting) -> Mapping[str, Mapping[str, Fact]]:
    """For every evaluated unit, the facts a rulebook may name (see ``rules.MEASURES``)."""
    day = meeting.as_of.inventory
    marks = marks_on(day, sources.catalogue, sources.quality, meeting)
    levels = {level: counted_by_unit(marks, level, meeting, day).parts for level in LEVELS}
    datasets = inventory.by_publisher(sources.catalogue, meeting).parts
    certified = oas_by_unit(sources.oas, meeting, meeting.as_of.oas or day)
    counted = (
        measures_requests.counted(sources.requests, meeting)
        if sources.requests is not None and meeting.outcomes
        else None
    )
    units = {}
    for unit in meeting.evaluated_units:
        zero = Fact(
            Decimal(0),
            meeting.datasets,
            f"inventory.publisher_short/{unit}",
            f"{unit}開放資料集",
            day,
            operator="count",
            filter=f"機關為「{unit}」",
        )
        apis = meeting.units.count("項")
        if certified.total.absence:
            api = absent(NOT_PROVIDED, apis, f"oas/{unit}", f"{unit}通過 OAS 驗證的 API")
        else:
            api = certified.parts.get(unit) or Fact(
                Decimal(0),
                apis,
                f"{certified.total.name}/{unit}",
                f"{unit}通過 OAS 驗證的 API",
                certified.total.as_of,
                certified.total.rule,
                operator="count",
                filter=f"單位為「{unit}」",
            )
        if counted is None:
            replies = [
                absent(NOT_PROVIDED, meeting.units.count("件"), f"requests.{k}/{unit}", f"{unit}{MEASURES[m][0]}")
                for k, m in (("replies", "replies"), ("in_time", "replies_in_time"))
            ]
        else:
            replies = measures_requests.replies(counted, meeting, unit)
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
    lack: Lacking | None = None  # what the returns still lack, where a board of them is given

    @property
    def totals(self) -> Breakdown:
        """For a chart: every unit's total, best first."""
        parts = {s.subject: s.total for s in self.scores}
        return Breakdown("單位", parts, self.scores[0].total)

    @property
    def leaders(self) -> tuple[str, ...]:
        """The units that rank first."""
        return tuple(s.subject for s in self.scores if self.ranks[s.subject].value == 1)


def rank(
    sources: EvaluationSources, meeting: Meeting, book: ScoringRulebook | None = None, name: str = "evaluation"
) -> Ranking:
    """Apply the evaluation rulebook, or ``book`` under another ``name`` of its figures, to every evaluated unit."""
    book = book or meeting.need("rulebooks.evaluation", meeting.evaluation_rules)
    meeting.need(
        f"{meeting.params.inputs.publishers.name} 的受評單位（evaluated 欄填「是」）", meeting.evaluated_units or None
    )
    measured = measured_by_unit(sources, meeting)
    scores = [apply(book, facts, meeting.units, f"{name}/{unit}", unit) for unit, facts in measured.items()]
    totals = tuple(s.total for s in scores if not s.total.absence)
    ranks = {s.subject: _rank(s, totals, meeting, name) for s in scores}
    scores.sort(key=lambda s: (s.total.absence is not None, -(s.total.value or 0)))
    return Ranking(book, tuple(scores), ranks, receipts.lacking(sources.received, _returns_behind(book), meeting))


def _returns_behind(book: ScoringRulebook) -> tuple[str, ...]:
    """The returns from which a rulebook's items are counted."""
    names = {name for item in book.items for name in item.measure.names()}
    return tuple(
        table for table, counted in (("evaluation", RETURNED), ("replies", REPLIED)) if names.intersection(counted)
    )


def _rank(scored: Scored, totals: tuple[Fact, ...], meeting: Meeting, name: str) -> Fact:
    unit, name, label = meeting.units.count("名"), f"{name}.rank/{scored.subject}", f"{scored.subject}名次"
    return rank_of(
        scored.total,
        totals,
        unit,
        name,
        label,
        as_of=meeting.as_of.inventory,
        rule="總分高於本單位的單位數加一；同分同名次",
    )


def ranking_table(caption: str, ranking: Ranking) -> Table:
    groups = list(ranking.scores[0].groups)
    rows = tuple(
        Row((s.subject, ranking.ranks[s.subject], *(s.groups[g] for g in groups), s.total)) for s in ranking.scores
    )
    missing = [s.subject for s in ranking.scores if s.incomplete]
    note = f"有{NOT_PROVIDED}的項目而未計分的單位：{'、'.join(missing)}" if missing else "每一分的來由見各單位得分說明"
    note = receipts.note(note, ranking.book.source, lack=ranking.lack)
    return Table(
        caption,
        ("單位", "名次", *(GROUPS[g] for g in groups), "總分"),
        rows,
        "單位：分",
        note,
        weights=(3, 1, *[1] * len(groups), 1),
    )


def score_table(caption: str, scored: Scored, lack: Lacking | None = None) -> Table:
    """How every point of one body was earned: group, item, a sentence, points; the total last."""
    rows = [Row((GROUPS[i.item.group], i.item.name, Sentence(i.reason), i.points)) for i in scored.items]
    rows.append(Row(("總分", "", Sentence(total_sentence(scored)), scored.total), "total"))
    return Table(
        caption,
        ("組別", "項目", "得分說明", "得分"),
        tuple(rows),
        "單位：分",
        receipts.note(lack=lack),
        weights=(5, 13, 27, 3),
        sortable=False,
    )


def total_sentence(scored: Scored) -> tuple[Run, ...]:
    """「100 ＋ 5 ＋ 1.2 ＝ 106.2，取整為 106」."""
    if scored.total.absence:
        return runs(NOT_PROVIDED)
    sentence: tuple[Run, ...] = ()
    for points in (i.points for i in scored.items if i.points.value):
        sentence += (runs(" ＋ ") if sentence else ()) + runs(
            "{points}" if points.value > 0 else "（{points}）", points=points
        )
    sentence = sentence or runs("無得分")
    if scored.incomplete:
        sentence += runs("（另有項目{no}，未計分）", no=NOT_PROVIDED)
    sentence += runs(" ＝ {sum}", sum=scored.before_rounding)
    return (
        sentence
        if scored.total.value == scored.before_rounding.value
        else sentence + runs("，取整為 {total}", total=scored.total)
    )


def explanation_tables(ranking: Ranking) -> tuple[Table, ...]:
    """One :func:`score_table` a unit, best first; not in the briefing."""

    def place(subject: str) -> str:
        rank = ranking.ranks[subject]
        return f"總分{rank.absence}" if rank.absence else Naming("第 {rank} 名", rank=rank)

    return tuple(
        score_table(
            Naming("{unit}得分說明（{place}）", unit=s.subject, place=place(s.subject)), s, ranking.lack
        ).document_only()
        for s in ranking.scores
    )


def ranking_summary(ranking: Ranking) -> Prose:
    """Who leads, and whether the weights are published or this project's defaults."""
    sentence = runs("{title}：", title=ranking.book.title)
    if 0 < len(ranking.leaders) < len(ranking.scores):
        sentence += runs("{names}以 {total!s} 分居首", names="、".join(ranking.leaders), total=ranking.scores[0].total)
        sentence += runs("（依統計日的資料試算）。")
    note = weights_note(ranking)
    return Prose((sentence + runs(f"{note}。" if note else "") + (ranking.lack.sentence() if ranking.lack else ()),))


def key_figures(ranking: Ranking, meeting: Meeting) -> tuple[tuple[str, Fact], ...]:
    """The highest and the lowest total, how many units are ranked, and on how many items."""
    ranked = [s.total for s in ranking.scores if not s.total.absence]
    day, units = meeting.as_of.inventory, meeting.units.count("個")
    number = Fact(
        Decimal(len(ranked)),
        units,
        "evaluation.ranked",
        "有名次的單位",
        day,
        "有總分的受評單位數",
        operator="count",
        operands=tuple(ranked),
    )
    ends = (("最高分", ranked[0]), ("最低分", ranked[-1])) if ranked else (("最高分", ranking.scores[0].total),)
    ends = (("排名單位", number), *ends)
    return (
        *((receipts.noted(label, ranking.lack), fact) for label, fact in ends),
        ("考核項目", items_by_group(meeting).total),
    )


def figures_message(ranking: Ranking, meeting: Meeting) -> dict:
    """How many units are ranked on how many items, as ``Display.says`` takes it."""
    figures = key_figures(ranking, meeting)
    return receipts.noted_message(
        {"sentence": "{units} 個單位依 {items} 項考核項目排名", "units": figures[0][1], "items": figures[-1][1]},
        ranking.lack,
    )


def chart_note(ranking: Ranking) -> str:
    """What stands under the chart of totals: whose the weights are, and what the returns lack."""
    return receipts.note(weights_note(ranking), lack=ranking.lack)


def weights_note(ranking: Ranking) -> str:
    """That the weights are this project's defaults, where they are."""
    return DEFAULT_WEIGHTS if ranking.book.weights == "default" else ""


def ranking_message(ranking: Ranking) -> dict:
    """The title of the ranking's slide, as ``Display.says`` takes it."""
    if not ranking.leaders:
        return {"sentence": "績效考核總分：{absent}", "absent": NOT_PROVIDED}
    names = "、".join(ranking.leaders) if len(ranking.leaders) <= 3 else f"{ranking.leaders[0]}等單位"
    return receipts.noted_message(
        {"sentence": "試算結果：{names}以 {total} 分居首", "names": names, "total": ranking.scores[0].total},
        ranking.lack,
    )


# -- the items -----------------------------------------------------------------------------------------------------------


def items_table(caption: str, meeting: Meeting) -> Display:
    """What units are scored on: group, item, and how points are earned; that there is no rulebook, where there is none."""
    book = meeting.evaluation_rules
    if book is None:
        return Prose.of("{caption}：{absent}。", caption=caption, absent=NOT_PROVIDED).document_only()
    rows = tuple(
        Row((GROUPS[group], item.name, Sentence(scoring_text(item, book, "evaluation", meeting))))
        for group in GROUPS
        for item in book.items
        if item.group == group
    )
    default = "（預設值）" if book.weights == "default" else ""
    table = Table(
        caption, ("組別", "考核項目", f"計分方式{default}"), rows, note=book.source, weights=(2, 7, 8), sortable=False
    )
    counts = items_by_group(meeting).parts
    return table.says("考核項目分{groups}", groups="、".join(counts)).with_figures(
        **{f"{group}項目": fact for group, fact in counts.items()}
    )


def items_by_group(meeting: Meeting) -> Breakdown:
    """How many items each group of the evaluation rulebook has (項)."""
    book, unit = meeting.evaluation_rules, meeting.units.count("項")
    if book is None:
        return no_parts("組別", unit, "evaluation.items", "績效考核項目", None)

    def number(group: str, items: list[Item]) -> Fact:
        return Fact(
            Decimal(len(items)),
            unit,
            f"evaluation.items{group and '/'}{group}",
            f"{group}考核項目",
            rule=f"{book.title}的項目數",
            operator="listed",
            using=tuple(item.name for item in items),
        )

    parts = {
        GROUPS[group]: number(GROUPS[group], found)
        for group in GROUPS
        if (found := [item for item in book.items if item.group == group])
    }
    return Breakdown("組別", parts, number("", book.items))


def scoring_text(item: Item, book: ScoringRulebook, name: str, meeting: Meeting) -> tuple[Run, ...]:
    """「金標章 ÷ 納入檢測 × 40 分」, 「白金標章：每項 0.1 分，上限 5 分」, 「開放資料集：200 項以上 3 分、100 項以上 2 分」; ``name`` as in ``rules.apply``."""
    measure, score = item.measure, item.score
    if measure.count:
        label, word = MEASURES[measure.count]
        said = runs(label)
    else:
        parts, word, said = {measure.share: Decimal(1)} if measure.share else measure.weighted, "", ()
        for counted, weight in parts.items():
            said += runs((" ＋ " if said else "") + MEASURES[counted][0])
            said += () if weight == 1 else runs(" × {weight}", weight=book.of_item(name, item, counted, weight, ""))
        said = (runs("（") + said + runs("）") if len(parts) > 1 else said) + runs(f" ÷ {MEASURES[measure.of][0]}")
    if score.full is not None:
        return said + runs(" × {full} 分", full=book.of_item(name, item, "full", score.full))
    if score.each is not None:
        said += runs(f"：每{word} {{each}} 分", each=book.of_item(name, item, "each", score.each))
        return said + (
            runs("，上限 {cap} 分", cap=book.of_item(name, item, "cap", score.cap)) if score.cap is not None else ()
        )
    for number in range(len(score.steps)):
        bound, points = book.of_step(name, item, number, meeting.units)
        said += runs(
            ("、" if number else "：") + f"{{bound}}{f' {word}' if word else ''}以上 {{points}} 分",
            bound=bound,
            points=points,
        )
    return said


# -- what if ---------------------------------------------------------------------------------------------------------------


def with_weights(book: ScoringRulebook, weights: Mapping[str, int | float | Sequence[int | float]]) -> ScoringRulebook:
    """The rulebook with other points: ``{"gold_share": 50, "platinum": 0.2, "datasets": [6, 4, 2]}`` by the items' ids.

    A number takes the place of the points of the whole or of each; a list, those of the steps, highest first. What such a
    rulebook gives is a trial: its weights are no longer published ones. ConfigError for an item that is not there, or steps
    that do not fit.
    """
    ids = [item.id for item in book.items]
    problems = []
    for key in weights:
        if key not in ids:
            near = difflib.get_close_matches(key, ids, 1)
            problems.append(
                Problem(
                    "C05",
                    say(f"考核規則沒有項目 {quoted(key)}。", f"the rulebook has no item {quoted(key)}."),
                    say(f"是不是 {quoted(near[0])}？", f"Did you mean {quoted(near[0])}?")
                    if near
                    else say(f"可用：{'、'.join(ids)}。", f"Known: {', '.join(ids)}."),
                )
            )
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
            wanted = (f"{steps} 個分數的清單", f"a list of {steps} numbers") if steps else ("一個數字", "one number")
            problems.append(
                Problem(
                    "C05",
                    say(
                        f"項目 {quoted(item.id)} 的配分須是{wanted[0]}。",
                        f"the points of {quoted(item.id)} must be {wanted[1]}.",
                    ),
                    "",
                )
            )
    if problems:
        raise ConfigError(*problems)
    return book.model_copy(update={"items": items, "weights": "default", "title": f"{book.title}（試算）"})


def _other_points(score: Score, points: int | float | Sequence[int | float]) -> Score:
    if score.steps:
        steps = [
            Step(at_least=step.at_least, points=_number(given))
            for step, given in zip(score.steps, points if isinstance(points, Sequence) else (), strict=True)
        ]
        return score.model_copy(update={"steps": steps})
    return score.model_copy(update={"full" if score.full is not None else "each": _number(points)})


def _number(points: int | float) -> Decimal:
    """The number as it is written: 0.1 is a tenth."""
    if isinstance(points, bool) or not isinstance(points, int | float | Decimal):
        raise ValueError(points)
    return Decimal(str(points))


def compare_rankings(caption: str, official: Ranking, trial: Ranking, meeting: Meeting) -> Table:
    """Every unit's rank and total under both rulebooks, best of the trial first; how many ranks it gains (−: loses)."""
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
