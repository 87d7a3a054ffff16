"""The award for quality: the score of the whole body, its progress since last year, and what that wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportlib.display.display import Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table, as_of_text
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.brief import Brief
from reportlib.facts.facts import NOT_APPLICABLE, Fact, absent
from reportlib.measures import inventory, quality
from reportlib.measures.awards.places import award_day
from reportlib.measures.evaluation import EvaluationSources, total_sentence
from reportlib.measures.of_section import of_section
from reportlib.measures.scoring import Scored, apply
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import GROUPS, MEASURES, AwardRulebook, Result


@dataclass(frozen=True, repr=False)
class Award(Brief):
    """The award's score of the whole body with what it counts, last year's score, and what it wins by the rulebook."""

    book: AwardRulebook
    counted: Mapping[str, Fact]
    scored: Scored
    last_year: Fact
    progress: Fact
    result: Result | None
    apis: Breakdown  # validated, by unit


@of_section()
def award(sources: EvaluationSources, meeting: Meeting) -> Award:
    """The award rulebook applied to the whole body on ``as_of.award``.

    >>> awards.award(section).scored.total
    本部總分 106 分（109-07-31）
    """
    book = meeting.need("rulebooks.award", meeting.award_rules)
    day = award_day(meeting)
    measured = dict(quality.whole_counts(day, sources.catalogue, sources.quality, meeting, "award"))
    apis = quality.oas_by_unit(sources.oas, meeting, day)
    measured["oas_certified"] = apis.total.named("award.oas_certified", "通過 OAS 驗證的 API")
    measured["datasets"] = inventory.counted_on(sources.catalogue, meeting, day).named("award.datasets", "開放資料集")
    missing = set(MEASURES) - set(measured)
    measured |= {
        m: absent(NOT_APPLICABLE, meeting.units.count(MEASURES[m][1]), f"award.{m}", MEASURES[m][0])
        for m in sorted(missing)
    }
    scored = apply(book, measured, meeting.units, "award", meeting.params.meeting.called)
    last_year = meeting.declared("award_last_year", "上年度評獎分數", scored.total.unit)
    progress = (scored.total - last_year).named("award.progress", "較上年度進步", rule="本年度分數減上年度分數")
    result = (
        None if progress.absence else next((r for r in book.results if progress.number >= r.progress_at_least), None)
    )
    used = dict.fromkeys(name for item in book.items for name in reversed(item.measure.names()))
    return Award(book, {name: measured[name] for name in used}, scored, last_year, progress, result, apis)


@of_section(found=award)
def award_summary(found: Award) -> Prose:
    """The score as one sum, the progress since last year, and what that wins by the rulebook.

    >>> awards.award_summary(section)
    100 ＋ 5 ＋ 1.2 ＝ 106.2，取整為 106；上年度 101 分，較上年度進步 5 分，為品質進步獎。
    結果的依據：品質進步獎見公開簡報第 26 頁；進步 1 分以上的門檻為本資料推定，實際由主辦機關評定。
    """
    total, last = found.scored.total, found.last_year
    if total.absence:
        return Prose.of("本年度分數{no}；上年度 {last} 分。", no=total.printed, last=last)
    sentence = total_sentence(found.scored) + runs("；")
    if last.absence:
        return Prose((sentence + runs("上年度分數{no}。", no=last.printed),))
    sentence += runs(f"上年度 {{last}} 分，{_moved(found)}", last=last, progress=found.progress)
    if found.result:
        sentence += runs("，為{result!s}", result=found.result.result)
    paragraphs = (sentence + runs("。"),)
    return Prose(
        (*paragraphs, runs("結果的依據：{source}。", source=found.book.results_source))
        if found.result and found.book.results_source
        else paragraphs
    )


def _moved(found: Award) -> str:
    """How the score moved since last year, with a gap for ``progress``."""
    if found.progress.number == 0:
        return "與上年度持平"
    return "較上年度進步 {progress} 分" if found.progress.number > 0 else "較上年度增減 {progress} 分"


@of_section(found=award)
def award_message(found: Award) -> dict:
    """The title of the award's slide, as ``Display.says`` takes it.

    >>> awards.award_message(section)["sentence"]
    '{title} {total} 分，較上年度進步 {progress} 分，為{result}'
    """
    if found.scored.total.absence or found.last_year.absence:
        return {"sentence": "{title} {total}", "title": found.book.title, "total": found.scored.total}
    return {
        "sentence": f"{{title}} {{total}} 分，{_moved(found)}" + ("，為{result}" if found.result else ""),
        "title": found.book.title,
        "total": found.scored.total,
        "progress": found.progress,
        "result": found.result.result if found.result else "",
    }


@of_section(found=award)
def score_message(found: Award) -> dict:
    """The title of the slide that explains the score: the points of each group, and the total.

    >>> awards.score_message(section)["sentence"]
    '必要項目 {required} 分，加分項目 {bonus} 分，總分 {total} 分'
    """
    groups = found.scored.groups
    parts = "，".join(f"{GROUPS[group]}項目 {{{group}}} 分" for group in groups)
    return {"sentence": f"{parts}，總分 {{total}} 分", "total": found.scored.total, **groups}


@of_section(found=award)
def counted_table(caption: str, found: Award) -> Table:
    """What the award counts, each with its number on the award's day.

    >>> awards.counted_table("表", section)
    表：6 列 × 3 欄
    """
    rows = tuple(
        Row((MEASURES[name][0], fact, "" if fact.absence else fact.unit.word)) for name, fact in found.counted.items()
    )
    units = Naming.joined("、", (Naming("{unit} {number}", unit=u, number=f) for u, f in _having(found.apis)))
    note = as_of_text(found.scored.total)
    return Table(
        caption,
        ("計分資料", "數量", "單位"),
        rows,
        note=Naming("{note}；通過 OAS 驗證的 API：{units}", note=note, units=units) if units else note,
        weights=(4, 2, 1),
        sortable=False,
    )


def _having(apis: Breakdown) -> list[tuple[str, Fact]]:
    return [(unit, fact) for unit, fact in apis.parts.items() if not fact.absence and fact.value]
