"""The popularity award: what each candidate adds up to, who wins, and who is passed over by the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.conditions import EVERY, All, Choice, Sum, blank
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact, Unit, absent, total_of
from reportlib.measures.awards.places import award_day, best_first, places_of, tie_sentence
from reportlib.measures.awards.popularity_rules import (
    POPULARITY,
    conditions,
    conditions_text,
    good_enough,
    reasons_against,
    winners_text,
    won_before,
)
from reportlib.measures.counting import each, rank_of, recorded, rows_counted
from reportlib.measures.of_section import of_section
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
    """The winners, best first; those that the rules leave out although they have as much as the last winner; and
    counts.
    """

    book: PopularityAward
    winners: tuple[Candidate, ...]
    passed_over: tuple[Candidate, ...]
    unscored: tuple[str, ...]
    candidates: Fact
    eligible: Fact
    passed_over_count: Fact


@of_section(records="popularity", earlier="winners")
def popularity(records: Records, earlier: Records, meeting: Meeting) -> Popularity:
    """The rulebook of the popularity award applied to the candidates; ``earlier`` are the winners of other years.

    InputError for a mark that the rulebook of marks does not know (V17), or a winner's year that is no year of the
    Republic (V05).

    >>> awards.popularity(section).candidates
    人氣獎候選資料集 42 項（109-07-31）
    """
    book, day = cast("PopularityAward", meeting.needed_book("popularity_award")), award_day(meeting)
    won = won_before(earlier, day) if book.once else {}
    good = good_enough(records, book, meeting)
    lets_in = conditions(book, day, good)
    scored = lets_in & All(tuple(~blank(measure) for measure in book.measures))
    by_row = _candidates(
        records, book, meeting, lambda record: tuple(reasons_against(record, book, day, good, won)), scored
    )
    candidates = list(by_row.values())
    winners = best_first(one for one in candidates if one.wins)
    last = winners[-1].score.number if len(winners) >= book.winners else Decimal(0)
    over = sorted(
        (one for one in candidates if one.reasons and not one.score.absence and one.score.number >= last),
        key=lambda one: -one.score.number,
    )
    out = {one.score.name for one in over}

    def number(name: str, label: str, rule: str, rows: Sequence[int], means: Choice) -> Fact:
        return rows_counted(records, rows, meeting.datasets, f"popularity_award.{name}", label, day, rule, means)

    return Popularity(
        book,
        tuple(winners),
        tuple(over),
        tuple(one.title for one in candidates if one.score.absence and not one.reasons),
        number("candidates", "人氣獎候選資料集", "候選資料集紀錄列數", list(by_row), EVERY),
        number(
            "eligible",
            "人氣獎合於條件的資料集",
            str(winners_text(book)),
            [row for row, one in by_row.items() if not one.reasons],
            lets_in,
        ),
        number(
            "passed_over",
            "總和達得獎者而依規則不列入的資料集",
            "總和不低於最後一名得獎者，但不合條件",
            [row for row, one in by_row.items() if one.score.name in out],
            ~lets_in & Sum(tuple(book.measures), format(last, "f")),
        ),
    )


def _candidates(
    records: Records,
    book: PopularityAward,
    meeting: Meeting,
    reasons: Callable[[Mapping], tuple[str, ...]],
    scored: Choice,
) -> dict[int, Candidate]:
    """Every candidate by its row, in the order of the file; one that the rules leave out has no rank."""
    places = meeting.units.count("名")
    found = {}
    for row, record in each(records):
        counted = _counted(row, record, records, book, meeting)
        found[row] = (record, counted, _sum(record, counted.values(), records, book, meeting), reasons(record))
    scores = {row: score for row, (_, _, score, why) in found.items() if not why}
    ranked = [row for row, score in scores.items() if not score.absence]
    among = records.where(list(records.frame.index.isin(ranked)), scored)
    candidates = {}
    for row, (record, counted, score, why) in found.items():
        name, label = score.name.removesuffix("score") + "rank", f"{record['title']}名次"
        rank = rank_of(score, scores.values(), places, name, label, among=among)
        if why:
            rank = absent(NOT_APPLICABLE, places, rank.name, rank.label)
        wins = not rank.absence and rank.number <= book.winners
        candidates[row] = Candidate(record["title"], record["agency"], counted, score, rank, why, wins)
    return candidates


def _counted(row: int, record: Mapping, records: Records, book: PopularityAward, meeting: Meeting) -> dict[str, Fact]:
    """Every number that the award adds, as the record states it."""
    counted: dict[str, Fact] = {}
    for measure in book.measures:
        label, word = POPULARITY[measure]
        counted[measure] = recorded(
            records,
            row,
            measure,
            record.get(measure),
            _points(records, meeting) if measure == "rating" else meeting.units.count(word),
            f"popularity_award/{record['dataset_id']}.{measure}",
            f"{record['title']}{label}",
            award_day(meeting),
        )
    return counted


def _sum(record: Mapping, counted: Iterable[Fact], records: Records, book: PopularityAward, meeting: Meeting) -> Fact:
    return total_of(counted, _points(records, meeting)).named(
        f"popularity_award/{record['dataset_id']}.score",
        f"{record['title']}總和",
        rule=f"{book.title}：{'、'.join(POPULARITY[m][0] for m in book.measures)}之和",
    )


def _points(records: Records, meeting: Meeting) -> Unit:
    """Ratings have decimal places; so has what they are added to."""
    return meeting.units.points(places_of(records, "rating"))


@of_section(found=popularity)
def popularity_summary(found: Popularity) -> Prose:
    """Candidates, those that the rules let in, winners, those passed over, and what a tie or a missing number does.

    >>> awards.popularity_summary(section)
    候選資料集 42 項，合於條件（上架滿 1 年、金標章以上、歷年未得獎）者 30 項，依瀏覽量、下載量、平均得分、意見回應數之和取前十名。另有 12 項的總和不低於最後一名得獎者，依規則不列入。
    """
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
            names=Naming.joined("、", (Naming("「{title}」", title=title) for title in found.unscored)),
            absent=NOT_PROVIDED,
        )
    return Prose((sentence,))


@of_section(found=popularity)
def popularity_message(found: Popularity, meeting: Meeting) -> dict:
    """The title of the winners' slide: the best of our own datasets that win, or who is first.

    >>> awards.popularity_message(section)["sentence"]
    '{agency}獲人氣獎第 {rank} 名'
    """
    if not found.winners:
        return {"sentence": "人氣獎沒有合於條件的資料集"}
    own = [(one, agency) for one in found.winners if (agency := meeting.register.find(one.agency))]
    if own:
        best, agency = own[0]
        return {"sentence": "{agency}獲人氣獎第 {rank} 名", "agency": agency.short, "rank": best.rank}
    return {
        "sentence": "「{title}」以總和 {score} 居人氣獎之首",
        "title": found.winners[0].title,
        "score": found.winners[0].score,
    }


@of_section(found=popularity)
def popularity_table(caption: str, found: Popularity) -> Table:
    """The winners with every number that is added, and the sum.

    >>> awards.popularity_table("表", section)
    表：10 列 × 8 欄
    """
    rows = tuple(Row((one.rank, one.title, one.agency, *one.counted.values(), one.score)) for one in found.winners)
    columns = ("名次", "資料集", "提供機關", *(POPULARITY[m][0] for m in found.book.measures), "總和")
    return Table(
        caption,
        columns,
        rows,
        "單位：" + "、".join(dict.fromkeys(POPULARITY[m][1] for m in found.book.measures)),
        weights=(2, 8, 8, *[4] * len(found.book.measures), 4),
    )


@of_section(found=popularity)
def passed_over_message(found: Popularity) -> dict:
    """The title of the slide of those passed over.

    >>> awards.passed_over_message(section)["sentence"]
    '{over} 項資料集的總和達得獎者，依規則不列入'
    """
    return {"sentence": "{over} 項資料集的總和達得獎者，依規則不列入", "over": found.passed_over_count}


@of_section(found=popularity)
def passed_over_table(caption: str, found: Popularity) -> Display:
    """Who has as much as the last winner and does not win, and why; a sentence where there is none.

    >>> awards.passed_over_table("表", section)
    表：12 列 × 4 欄
    """
    if not found.passed_over:
        return Prose.of("沒有資料集因條件不合而未得獎。")
    rows = tuple(Row((one.title, one.agency, one.score, Naming.joined("；", one.reasons))) for one in found.passed_over)
    return Table(caption, ("資料集", "提供機關", "總和", "不列入的原因"), rows, weights=(6, 5, 3, 9)).says(
        **passed_over_message(found)
    )
