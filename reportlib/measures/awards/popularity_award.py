"""The popularity award: what each candidate adds up to, who wins, and who is passed over by the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact, absent, total_of
from reportlib.measures.awards.places import award_day, best_first, decimal_places, tie_sentence
from reportlib.measures.awards.popularity_rules import (
    POPULARITY,
    conditions_text,
    good_enough,
    reasons_against,
    winners_text,
    won_before,
)
from reportlib.measures.counting import each, rank_of, recorded, rows_of
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import PopularityAward
from reportlib.records.records import Records
from reportlib.roc import numeral


@dataclass(frozen=True)
class Candidate:
    """A dataset that could win the popularity award; ``reasons`` are the sentences why the rules leave it out."""

    title: str
    agency: str
    counted: Mapping[str, Fact]
    score: Fact
    rank: Fact
    reasons: tuple[str, ...]
    wins: bool


@dataclass(frozen=True)
class Popularity:
    """The winners, best first; those that the rules leave out although they have as much as the last winner; and counts."""

    book: PopularityAward
    winners: tuple[Candidate, ...]
    passed_over: tuple[Candidate, ...]
    unscored: tuple[str, ...]
    candidates: Fact
    eligible: Fact
    passed_over_count: Fact


def popularity(records: Records, earlier: Records, meeting: Meeting) -> Popularity:
    """The rulebook of the popularity award applied to the candidates; ``earlier`` are the winners of other years.

    InputError for a mark that the rulebook of marks does not know (V17), or a winner's year that is no year of the Republic (V05).
    """
    book, day = meeting.needed_book("popularity_award"), award_day(meeting)
    won = won_before(earlier, day) if book.once else {}
    good = good_enough(records, book, meeting)
    points, places, pieces = (
        meeting.units.points(decimal_places(records, "rating")),
        meeting.units.count("名"),
        meeting.datasets,
    )
    found = []
    for row, record in each(records):
        name, title = f"popularity_award/{record['dataset_id']}", record["title"]
        counted = {}
        for measure in book.measures:
            label, word = POPULARITY[measure]
            unit = points if measure == "rating" else meeting.units.count(word)
            counted[measure] = recorded(
                records, row, measure, record.get(measure), unit, f"{name}.{measure}", f"{title}{label}", day
            )
        score = total_of(counted.values(), points).named(
            f"{name}.score",
            f"{title}總和",
            rule=f"{book.title}：{'、'.join(POPULARITY[m][0] for m in book.measures)}之和",
        )
        reasons = tuple(reasons_against(record, book, day, good, won))
        found.append((row, record, counted, score, reasons))
    scores = [score for *_, score, reasons in found if not reasons]
    candidates = []
    for _, record, counted, score, reasons in found:
        rank = rank_of(score, scores, places, score.name.removesuffix("score") + "rank", f"{record['title']}名次")
        if reasons:
            rank = absent(NOT_APPLICABLE, places, rank.name, rank.label)
        candidates.append(
            Candidate(
                record["title"],
                record["agency"],
                counted,
                score,
                rank,
                reasons,
                not rank.absence and rank.value <= book.winners,
            )
        )
    winners = best_first(one for one in candidates if one.wins)
    last = winners[-1].score.value if len(winners) >= book.winners else Decimal(0)
    over = sorted(
        (one for one in candidates if one.reasons and not one.score.absence and one.score.value >= last),
        key=lambda one: -one.score.value,
    )
    eligible = [row for row, *_, reasons in found if not reasons]
    out = {one.score.name for one in over}
    return Popularity(
        book,
        tuple(winners),
        tuple(over),
        tuple(one.title for one in candidates if one.score.absence and not one.reasons),
        Fact(
            Decimal(len(found)),
            pieces,
            "popularity_award.candidates",
            "人氣獎候選資料集",
            day,
            "候選資料集紀錄列數",
            rows_of(records, records.frame.index),
            "count",
        ),
        Fact(
            Decimal(len(eligible)),
            pieces,
            "popularity_award.eligible",
            "人氣獎合於條件的資料集",
            day,
            str(winners_text(book)),
            rows_of(records, eligible),
            "count",
        ),
        Fact(
            Decimal(len(over)),
            pieces,
            "popularity_award.passed_over",
            "總和達得獎者而依規則不列入的資料集",
            day,
            "總和不低於最後一名得獎者，但不合條件",
            rows_of(records, [row for row, _, _, score, _ in found if score.name in out]),
            "count",
        ),
    )


def popularity_summary(found: Popularity) -> Prose:
    """Candidates, those that the rules let in, winners, those passed over, and what a tie or a missing number does."""
    sentence = runs(
        "候選資料集 {candidates} 項，合於條件（{rules}）者 {eligible} 項，",
        candidates=found.candidates,
        rules=conditions_text(found.book),
        eligible=found.eligible,
    )
    sentence += runs(
        "依{measures}之和取前{winners}名。",
        measures="、".join(POPULARITY[m][0] for m in found.book.measures),
        winners=numeral(found.book.winners),
    )
    sentence += tie_sentence(found.winners, found.book.winners, "popularity_award")
    if found.passed_over:
        sentence += runs("另有 {over!s} 項的總和不低於最後一名得獎者，依規則不列入。", over=found.passed_over_count)
    if found.unscored:
        sentence += runs(
            "{names}有{absent}的數字，不列名次。",
            names="、".join(f"「{title}」" for title in found.unscored),
            absent=NOT_PROVIDED,
        )
    return Prose((sentence,))


def popularity_message(found: Popularity) -> dict:
    """The title of the winners' slide, as ``Display.says`` takes it."""
    if not found.winners:
        return {"sentence": "人氣獎沒有合於條件的資料集"}
    return {
        "sentence": "「{title}」以總和 {score} 居人氣獎之首",
        "title": found.winners[0].title,
        "score": found.winners[0].score,
    }


def popularity_table(caption: str, found: Popularity) -> Table:
    """The winners with every number that is added, and the sum."""
    rows = tuple(Row((one.rank, one.title, one.agency, *one.counted.values(), one.score)) for one in found.winners)
    columns = ("名次", "資料集", "提供機關", *(POPULARITY[m][0] for m in found.book.measures), "總和")
    return Table(
        caption,
        columns,
        rows,
        "單位：" + "、".join(dict.fromkeys(POPULARITY[m][1] for m in found.book.measures)),
        weights=(2, 8, 8, *[4] * len(found.book.measures), 4),
    )


def passed_over_message(found: Popularity) -> dict:
    """The title of the slide of those passed over."""
    return {"sentence": "{over} 項資料集的總和達得獎者，依規則不列入", "over": found.passed_over_count}


def passed_over_table(caption: str, found: Popularity) -> Display:
    """Who has as much as the last winner and does not win, and why; a sentence where there is none."""
    if not found.passed_over:
        return Prose.of("沒有資料集因條件不合而未得獎。")
    rows = tuple(Row((one.title, one.agency, one.score, Naming.joined("；", one.reasons))) for one in found.passed_over)
    return Table(caption, ("資料集", "提供機關", "總和", "不列入的原因"), rows, weights=(6, 5, 3, 9)).says(
        **passed_over_message(found)
    )
