"""The three national awards: their rules, the score for quality, the application award, the popularity award."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlib import text
from reportlib.display.display import Display, Naming, Run, Sentence, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table, as_of_text
from reportlib.errors import InputError, Problem, quoted
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact, absent, total_of
from reportlib.language import say
from reportlib.measures import inventory, quality
from reportlib.measures.counting import each, rank_of, recorded, refuse_common_years, rows_of
from reportlib.measures.evaluation import EvaluationSources, scoring_text, total_sentence
from reportlib.measures.scoring import Scored, apply
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import GROUPS, MEASURES, AwardRulebook, Result
from reportlib.meeting.rulebooks import ApplicationAward, Contest, PopularityAward
from reportlib.records.records import Records
from reportlib.roc import FIRST_YEAR, format_date, numeral
from reportlib.text import spelling

# What the popularity award adds: how each is called, and its counting word.
POPULARITY = {
    "views": ("瀏覽次數", "次"),
    "downloads": ("下載次數", "次"),
    "rating": ("平均評分", "分"),
    "answered_comments": ("已回應意見", "則"),
}
MARKS = {"platinum": "白金標章", "gold": "金標章", "silver": "銀標章", "bronze": "銅標章"}
NO_RANK = "—"


def award_day(meeting: Meeting) -> date:
    """The day up to which the awards count."""
    return meeting.as_of.award or meeting.as_of.inventory


# -- rules ---------------------------------------------------------------------------------------------------------------


def rules_table(caption: str, meeting: Meeting) -> Display:
    """What each award counts, who wins, and where that is from; a sentence where no rulebook is named."""
    rows = [
        (meeting.book("award"), _award_rules),
        (
            meeting.book("application_award"),
            lambda book, meeting: (
                Naming("網路票選 × {public_vote} ＋ 評審 × {jury}", **_weights(book)),
                f"各組前{numeral(book.winners)}名",
            ),
        ),
        (
            meeting.book("popularity_award"),
            lambda book, meeting: (" ＋ ".join(POPULARITY[m][0] for m in book.measures), _popularity_winners(book)),
        ),
    ]
    found = [Row((book.title, *said(book, meeting), book.source)) for book, said in rows if book]
    if not found:
        return Prose.of("{caption}：{absent}。", caption=caption, absent=NOT_PROVIDED)
    inferred = "；".join(
        f"{book.title}：{book.inferred}" for book, _ in rows if isinstance(book, Contest) and book.inferred
    )
    table = Table(
        caption,
        ("獎項", "計分方式", "得獎條件", "規則來源"),
        tuple(found),
        note=inferred,
        weights=(4, 9, 7, 9),
        sortable=False,
    )
    return table.says("{awards}", awards="、".join(book.title for book, _ in rows if book))


def _award_rules(book: AwardRulebook, meeting: Meeting) -> tuple[str, str]:
    counted = Naming.joined(
        "；",
        (
            Naming("{item}：{scoring}", item=item.name, scoring=Sentence(scoring_text(item, book, "award", meeting)))
            for item in book.items
        ),
    )
    results = [
        Naming(
            "較上年度進步 {points} 分以上：{result}",
            points=book.number(
                f"award/{r.result}.progress_at_least", f"{r.result}進步分數門檻", r.progress_at_least, "分"
            ),
            result=r.result,
        )
        for r in book.results
    ]
    return counted, Naming.joined("；", results) or NOT_PROVIDED


def _weights(book: ApplicationAward) -> dict[str, Fact]:
    """What the application award multiplies each score by."""
    said = {"public_vote": "網路票選權數", "jury": "評審權數"}
    return {key: book.number(f"application_award.{key}", label, getattr(book, key)) for key, label in said.items()}


def _popularity_conditions(book: PopularityAward) -> str:
    conditions: list[str] = [Naming("上架滿 {years} 年", years=_listed_years(book))] if book.listed_years else []
    conditions += [f"{MARKS[book.mark_at_least]}以上"] if book.mark_at_least else []
    return Naming.joined("、", (*conditions, *(["歷年未得獎"] if book.once else [])))


def _popularity_winners(book: PopularityAward) -> str:
    return Naming.joined("、", filter(None, (_popularity_conditions(book), f"前{numeral(book.winners)}名")))


def _listed_years(book: PopularityAward) -> Fact:
    return book.number("popularity_award.listed_years", "上架年數門檻", book.listed_years, "年")


# -- the award for quality -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Award:
    """The award's score of the whole body with what it counts, last year's score, and what it wins by the rulebook."""

    book: AwardRulebook
    counted: Mapping[str, Fact]
    scored: Scored
    last_year: Fact
    progress: Fact
    result: Result | None


def award(sources: EvaluationSources, meeting: Meeting) -> Award:
    """The award rulebook applied to the whole body on ``as_of.award``."""
    book = meeting.need("rulebooks.award", meeting.award_rules)
    day = award_day(meeting)
    measured = dict(quality.whole_counts(day, sources.catalogue, sources.quality, meeting, "award"))
    measured["oas_certified"] = quality.oas_by_unit(sources.oas, meeting, day).total.named(
        "award.oas_certified", "通過 OAS 驗證的 API"
    )
    measured["datasets"] = inventory.counted_on(sources.catalogue, meeting, day).named("award.datasets", "開放資料集")
    missing = set(MEASURES) - set(measured)
    measured |= {
        m: absent(NOT_APPLICABLE, meeting.units.count(MEASURES[m][1]), f"award.{m}", MEASURES[m][0])
        for m in sorted(missing)
    }
    scored = apply(book, measured, meeting.units, "award", "本部")
    last_year = meeting.declared("award_last_year", "上年度評獎分數", scored.total.unit)
    progress = (scored.total - last_year).named("award.progress", "較上年度進步", rule="本年度分數減上年度分數")
    result = (
        None if progress.absence else next((r for r in book.results if progress.value >= r.progress_at_least), None)
    )
    used = dict.fromkeys(name for item in book.items for name in reversed(item.measure.names()))
    return Award(book, {name: measured[name] for name in used}, scored, last_year, progress, result)


def award_summary(found: Award) -> Prose:
    """The score as one sum, the progress since last year, and what that wins by the rulebook."""
    total, last = found.scored.total, found.last_year
    if total.absence:
        return Prose.of("本年度分數{no}；上年度 {last} 分。", no=total.printed, last=last)
    sentence = total_sentence(found.scored) + runs("；")
    if last.absence:
        return Prose((sentence + runs("上年度分數{no}。", no=last.printed),))
    word = "進步" if found.progress.value >= 0 else "增減"
    sentence += runs("上年度 {last} 分，較上年度{word} {progress!s} 分", last=last, word=word, progress=found.progress)
    if found.result:
        sentence += runs("，為{result!s}", result=found.result.result)
    paragraphs = (sentence + runs("。"),)
    return Prose(
        (*paragraphs, runs("結果的依據：{source}。", source=found.book.results_source))
        if found.result and found.book.results_source
        else paragraphs
    )


def award_message(found: Award) -> dict:
    """The title of the award's slide, as ``Display.says`` takes it."""
    if found.scored.total.absence or found.last_year.absence:
        return {"sentence": "{title} {total}", "title": found.book.title, "total": found.scored.total}
    word = "進步" if found.progress.value >= 0 else "增減"
    sentence = "{title} {total} 分，較上年度{word} {progress} 分" + ("，為{result}" if found.result else "")
    return {
        "sentence": sentence,
        "title": found.book.title,
        "total": found.scored.total,
        "word": word,
        "progress": found.progress,
        "result": found.result.result if found.result else "",
    }


def score_message(found: Award) -> dict:
    """The title of the slide that explains the score: the points of each group, and the total."""
    groups = found.scored.groups
    parts = "，".join(f"{GROUPS[group]}項目 {{{group}}} 分" for group in groups)
    return {"sentence": f"{parts}，總分 {{total}} 分", "total": found.scored.total, **groups}


def counted_table(caption: str, found: Award) -> Table:
    """What the award counts, each with its number on the award's day."""
    rows = tuple(
        Row((MEASURES[name][0], fact, "" if fact.absence else fact.unit.label)) for name, fact in found.counted.items()
    )
    return Table(
        caption,
        ("計分資料", "數量", "單位"),
        rows,
        note=as_of_text(found.scored.total),
        weights=(4, 2, 1),
        sortable=False,
    )


# -- ranks ---------------------------------------------------------------------------------------------------------------


def _digits(records: Records, column: str) -> int:
    """The decimal places in which a column is given."""
    given = records.frame[column].dropna() if records.has(column) else ()
    return max((max(0, -value.as_tuple().exponent) for value in given), default=0)


def _by_rank(ranked: Iterable) -> list:
    """Best first, what has no rank last; ties keep their order."""
    return sorted(ranked, key=lambda one: (one.rank.absence is not None, one.rank.value or 0))


def tied_on_the_last_place(winners: Sequence, places: int) -> int:
    """How many share the last winning place, where that makes more winners than places; 0 otherwise."""
    if len(winners) <= places:
        return 0
    return sum(one.rank.value == winners[-1].rank.value for one in winners)


def _tie(winners: Sequence, places: int, name: str) -> tuple[Run, ...]:
    """「第 3 名有 2 件同分，得獎者因此為 4 件。」, or nothing."""
    tied = tied_on_the_last_place(winners, places)
    if not tied:
        return ()
    last, scores = winners[-1].rank, tuple(one.score for one in winners)
    unit = dataclasses.replace(last.unit, label="件")
    together = Fact(
        Decimal(tied),
        unit,
        f"{name}.tied",
        "最後得獎名次的同分者",
        last.as_of,
        "名次與最後一名得獎者相同者",
        operator="count",
        operands=scores,
    )
    all_of_them = Fact(
        Decimal(len(scores)),
        unit,
        f"{name}.winners",
        "同分後的得獎者",
        last.as_of,
        "名次在得獎名額內者",
        operator="count",
        operands=scores,
    )
    return runs("第 {rank} 名有 {tied} 件同分，得獎者因此為 {all} 件。", rank=last, tied=together, all=all_of_them)


# -- the application award -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AwardEntry:
    """One entry of the application award."""

    group: str
    agency: str
    entry: str
    public_vote: Fact
    jury: Fact
    score: Fact
    rank: Fact
    wins: bool


@dataclass(frozen=True)
class Applications:
    """Every group's entries, best first; entries without a score come last and have no rank."""

    winners: int
    groups: Mapping[str, tuple[AwardEntry, ...]]
    entries: Fact
    won: Fact

    def winning(self) -> list[AwardEntry]:
        return [entry for entries in self.groups.values() for entry in entries if entry.wins]


def applications(records: Records, meeting: Meeting) -> Applications:
    """The rulebook of the application award applied to its entries, each group by itself."""
    book = meeting.needed_book("application_award")
    places, pieces, day = meeting.units.count("名"), meeting.units.count("件"), award_day(meeting)
    given = {column: meeting.units.points(_digits(records, column)) for column in ("public_vote", "jury")}
    points, weights = meeting.units.points(2), _weights(book)
    groups = {}
    for group, frame in records.frame.groupby("group", sort=False):
        scored = []
        for row, record in each(records.with_frame(frame)):
            name, label = f"application_award/{group}/{record['entry']}", record["entry"]
            vote, jury = (
                recorded(
                    records, row, column, record.get(column), given[column], f"{name}.{column}", f"{label}{said}", day
                )
                for column, said in (("public_vote", "網路票選分數"), ("jury", "評審分數"))
            )
            score = (vote * weights["public_vote"] + jury * weights["jury"]).named(
                f"{name}.score", f"{label}總分", unit=points, rule=f"{book.title}：網路票選與評審分數的加權和"
            )
            scored.append((record, vote, jury, score))
        entries = []
        for record, vote, jury, score in scored:
            rank = rank_of(
                score,
                [one[-1] for one in scored],
                places,
                score.name.removesuffix("score") + "rank",
                f"{record['entry']}名次",
            )
            entries.append(
                AwardEntry(
                    group,
                    record["agency"],
                    record["entry"],
                    vote,
                    jury,
                    score,
                    rank,
                    not rank.absence and rank.value <= book.winners,
                )
            )
        groups[group] = tuple(_by_rank(entries))
    found = [entry for entries in groups.values() for entry in entries]
    scores = tuple(entry.score for entry in found if entry.wins)
    return Applications(
        book.winners,
        groups,
        Fact(
            Decimal(len(found)),
            pieces,
            "application_award.entries",
            "應用獎參賽作品",
            day,
            "參賽作品紀錄列數",
            rows_of(records, records.frame.index),
            "count",
        ),
        Fact(
            Decimal(len(scores)),
            pieces,
            "application_award.winners",
            "應用獎得獎作品",
            day,
            f"各組前 {book.winners} 名",
            operator="count",
            operands=scores,
        ),
    )


def applications_summary(found: Applications) -> Prose:
    """Entries and winners, who is first in each group, and where a tie makes more winners."""
    paragraphs = [
        runs(
            "參賽作品 {entries} 件，各組前{winners}名得獎，共 {won!s} 件。",
            entries=found.entries,
            winners=numeral(found.winners),
            won=found.won,
        )
    ]
    for group, entries in found.groups.items():
        winners = [entry for entry in entries if entry.wins]
        if winners:
            first = "、".join(f"{entry.agency}「{entry.entry}」" for entry in winners if entry.rank.value == 1)
            sentence = runs(
                "{group}：{first}以 {score!s} 分居首。", group=group, first=first, score=winners[0].score
            ) + _tie(winners, found.winners, f"application_award/{group}")
        else:
            sentence = runs("{group}：沒有可排名的作品。", group=group)
        unranked = [entry for entry in entries if entry.rank.absence]
        paragraphs.append(
            sentence
            + (
                runs(
                    "{names}的分數{absent}，不列名次。",
                    names="、".join(f"「{entry.entry}」" for entry in unranked),
                    absent=NOT_PROVIDED,
                )
                if unranked
                else ()
            )
        )
    return Prose(tuple(paragraphs))


def applications_message(found: Applications, meeting: Meeting) -> dict:
    """The title of the award's slide: the best of our own entries that win, or how many win."""
    own = [entry for entry in _by_rank(found.winning()) if meeting.register.find(entry.agency)]
    if not own:
        return {"sentence": "應用獎參賽 {entries} 件，{won} 件得獎", "entries": found.entries, "won": found.won}
    return {
        "sentence": "{agency}獲應用獎{group}第 {rank} 名",
        "agency": meeting.register.find(own[0].agency).short,
        "group": own[0].group,
        "rank": own[0].rank,
    }


def applications_table(caption: str, found: Applications) -> Table:
    """Every entry by group and rank, with both scores and their weighted sum; winners are marked."""
    rows = tuple(
        Row(
            (
                e.group,
                NO_RANK if e.rank.absence else e.rank,
                e.agency,
                e.entry,
                e.public_vote,
                e.jury,
                e.score,
                "得獎" if e.wins else "",
            )
        )
        for entries in found.groups.values()
        for e in entries
    )
    columns = ("組別", "名次", "機關", "作品", "網路票選", "評審", "總分", "結果")
    return Table(caption, columns, rows, "單位：名、分", weights=(3, 2, 7, 11, 3, 2, 2, 2))


# -- the popularity award ------------------------------------------------------------------------------------------------


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
    won = _won_before(earlier, day) if book.once else {}
    good = _good_enough(records, book, meeting)
    points, places, pieces = (
        meeting.units.points(_digits(records, "rating")),
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
        reasons = tuple(_reasons(record, book, day, good, won))
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
    winners = _by_rank(one for one in candidates if one.wins)
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
            str(_popularity_winners(book)),
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


def _won_before(earlier: Records, day: date) -> dict[str, int]:
    """The last year before the award's in which each dataset won, by the spelling of its identifier."""
    refuse_common_years(earlier)
    found: dict[str, int] = {}
    for _, record in each(earlier):
        if record["year"] < day.year - FIRST_YEAR:
            dataset = spelling(record["dataset_id"])
            found[dataset] = max(record["year"], found.get(dataset, 0))
    return found


def _good_enough(records: Records, book: PopularityAward, meeting: Meeting) -> set[str]:
    """The marks that reach ``mark_at_least``."""
    if book.mark_at_least is None:
        return set()
    marks = meeting.need("rulebooks.marks", meeting.marks)
    given = records.frame["mark"].dropna() if records.has("mark") else []
    problems = [
        Problem(
            "V17",
            say(f"{quoted(value)} 不是已知的品質標章。", f"{quoted(value)} is not a known quality mark."),
            say(f"是不是 {quoted(near)}？", f"Did you mean {quoted(near)}?")
            if (near := text.nearest(value, marks.known))
            else say(f"已知：{'、'.join(marks.known)}。", f"Known: {', '.join(marks.known)}."),
            records.file,
            records.sheet,
            int(row),
            header=say("品質檢測", "mark"),
        )
        for row, value in (given.items() if len(given) else ())
        if value not in marks.known
    ]
    if problems:
        raise InputError(*problems[:20])
    return marks.counting_as(book.mark_at_least)


def _reasons(
    record: Mapping, book: PopularityAward, day: date, good: set[str], won: Mapping[str, int]
) -> Iterable[str]:
    """Why the rules leave a dataset out, a sentence each, without full stop."""
    listed, mark = record.get("listed_on"), record.get("mark")
    if book.listed_years:
        if not isinstance(listed, date):
            yield Naming("上架日期{no}，無法確認是否滿 {years} 年", no=NOT_PROVIDED, years=_listed_years(book))
        elif listed > _years_before(day, book.listed_years):
            yield Naming(
                "{listed} 上架，至 {day} 未滿 {years} 年",
                listed=format_date(listed),
                day=format_date(day),
                years=_listed_years(book),
            )
    if book.mark_at_least and mark not in good:
        yield (
            f"品質檢測為「{mark}」，未達{MARKS[book.mark_at_least]}"
            if isinstance(mark, str)
            else f"品質檢測{NOT_PROVIDED}，無法確認是否達{MARKS[book.mark_at_least]}"
        )
    if year := won.get(spelling(record["dataset_id"])):
        yield f"{year} 年度已得獎"


def _years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def popularity_summary(found: Popularity) -> Prose:
    """Candidates, those that the rules let in, winners, those passed over, and what a tie or a missing number does."""
    sentence = runs(
        "候選資料集 {candidates} 項，合於條件（{rules}）者 {eligible} 項，",
        candidates=found.candidates,
        rules=_popularity_conditions(found.book),
        eligible=found.eligible,
    )
    sentence += runs(
        "依{measures}之和取前{winners}名。",
        measures="、".join(POPULARITY[m][0] for m in found.book.measures),
        winners=numeral(found.book.winners),
    )
    sentence += _tie(found.winners, found.book.winners, "popularity_award")
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
