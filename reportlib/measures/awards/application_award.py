"""The application award: entries by group, their weighted scores, ranks and winners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from reportlib.display.display import Naming, Run, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.conditions import blank, is_
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures.awards.places import award_day, best_first, places_of, tie_sentence
from reportlib.measures.counting import all_counted, each, facts_counted, rank_of, recorded
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import ApplicationAward
from reportlib.records.records import Records
from reportlib.roc import numeral

NO_RANK = "—"


def score_weights(book: ApplicationAward) -> dict[str, Fact]:
    """What the application award multiplies each score by."""
    said = {"public_vote": "網路票選權數", "jury": "評審權數"}
    return {key: book.number(f"application_award.{key}", label, getattr(book, key)) for key, label in said.items()}


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
    ours: tuple[str, ...] = ()  # groups in which an agency of the register wins

    def winning(self) -> list[AwardEntry]:
        return [entry for entries in self.groups.values() for entry in entries if entry.wins]


@of_section(records="applications")
def applications(records: Records, meeting: Meeting) -> Applications:
    """The rulebook of the application award applied to its entries, each group by itself.

    >>> awards.applications(section).entries
    應用獎參賽作品 25 件（109-07-31）
    """
    book = cast("ApplicationAward", meeting.needed_book("application_award"))
    pieces, day = meeting.units.count("件"), award_day(meeting)
    groups = {
        group: _ranked_entries(group, records, records.where(is_("group", group)), book, meeting)
        for group in records.frame["group"].dropna().unique()
    }
    found = [entry for entries in groups.values() for entry in entries]
    scores = tuple(entry.score for entry in found if entry.wins)
    return Applications(
        book.winners,
        groups,
        all_counted(records, pieces, "application_award.entries", "應用獎參賽作品", day, "參賽作品紀錄列數"),
        facts_counted(scores, pieces, "application_award.winners", "應用獎得獎作品", day, f"各組前 {book.winners} 名"),
        tuple(dict.fromkeys(entry.group for entry in found if entry.wins and meeting.register.find(entry.agency))),
    )


def _ranked_entries(
    group: str, records: Records, of_group: Records, book: ApplicationAward, meeting: Meeting
) -> tuple[AwardEntry, ...]:
    """The entries of one group, best first; ``records`` are those of all, which say with how many decimal places scores
    are given.
    """
    places, weights = meeting.units.count("名"), score_weights(book)
    scored = []
    for row, record in each(of_group):
        name = f"application_award/{group}/{record['entry']}"
        vote, jury = _given_scores(name, row, record, records, meeting)
        score = (vote * weights["public_vote"] + jury * weights["jury"]).named(
            f"{name}.score",
            f"{record['entry']}總分",
            unit=meeting.units.points(2),
            rule=f"{book.title}：網路票選與評審分數的加權和",
        )
        scored.append((record, vote, jury, score))
    scores = [score for *_, score in scored]
    among = of_group.where(~blank("public_vote") & ~blank("jury"))
    entries = []
    for record, vote, jury, score in scored:
        name = score.name.removesuffix("score") + "rank"
        rank = rank_of(score, scores, places, name, f"{record['entry']}名次", among=among)
        wins = not rank.absence and rank.number <= book.winners
        entries.append(AwardEntry(group, record["agency"], record["entry"], vote, jury, score, rank, wins))
    return tuple(best_first(entries))


def _given_scores(name: str, row: int, record: Mapping, records: Records, meeting: Meeting) -> tuple[Fact, Fact]:
    """The public's vote and the jury's score of one entry."""
    vote, jury = (
        recorded(
            records,
            row,
            column,
            record.get(column),
            meeting.units.points(places_of(records, column)),
            f"{name}.{column}",
            f"{record['entry']}{said}",
            award_day(meeting),
        )
        for column, said in (("public_vote", "網路票選分數"), ("jury", "評審分數"))
    )
    return vote, jury


@of_section(found=applications)
def applications_summary(found: Applications) -> Prose:
    """Entries and winners, who is first in each group in which one of our agencies wins, and where a tie makes more winners.

    >>> awards.applications_summary(section)
    參賽作品 25 件，各組前三名得獎，共 6 件。
    政府治理組：臺北市政府工務局新建工程處「臺北市全境道路施工聯網智能整合管理資訊」以 91.36 分居首。
    """
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
        if not winners:
            sentence = runs("{group}：沒有可排名的作品。", group=group)
        elif group in found.ours:
            sentence = _first(group, winners) + tie_sentence(winners, found.winners, f"application_award/{group}")
        elif tied := tie_sentence(winners, found.winners, f"application_award/{group}"):
            sentence = runs("{group}：", group=group) + tied
        else:
            sentence = ()
        unranked = [entry for entry in entries if entry.rank.absence]
        if unranked:
            names = Naming.joined("、", (Naming("「{entry}」", entry=one.entry) for one in unranked))
            sentence += runs("{names}的分數{absent}，不列名次。", names=names, absent=NOT_PROVIDED)
        if sentence:
            paragraphs.append(sentence)
    return Prose(tuple(paragraphs))


def _first(group: str, winners: list[AwardEntry]) -> tuple[Run, ...]:
    """Who leads a group, with the score."""
    leading = (
        Naming("{agency}「{entry}」", agency=one.agency, entry=one.entry) for one in winners if one.rank.value == 1
    )
    first = Naming.joined("、", leading)
    return runs("{group}：{first}以 {score!s} 分居首。", group=group, first=first, score=winners[0].score)


@of_section(found=applications)
def applications_message(found: Applications, meeting: Meeting) -> dict:
    """The title of the award's slide: the best of our own entries that win, or how many win.

    >>> awards.applications_message(section)["sentence"]
    '{agency}獲應用獎{group}第 {rank} 名'
    """
    own = [(entry, agency) for entry in best_first(found.winning()) if (agency := meeting.register.find(entry.agency))]
    if not own:
        return {"sentence": "應用獎參賽 {entries} 件，{won} 件得獎", "entries": found.entries, "won": found.won}
    best, agency = own[0]
    return {
        "sentence": "{agency}獲應用獎{group}第 {rank} 名",
        "agency": agency.short,
        "group": best.group,
        "rank": best.rank,
    }


@of_section(found=applications)
def winners_table(caption: str, found: Applications) -> Table:
    """The entries that win, by group and rank, with their weighted sum.

    >>> awards.winners_table("表", section)
    表：6 列 × 5 欄
    """
    rows = tuple(Row((e.group, e.rank, e.agency, e.entry, e.score)) for e in found.winning())
    columns = ("組別", "名次", "機關", "作品", "總分")
    return Table(caption, columns, rows, "單位：名、分", weights=(6, 2, 8, 12, 2))


@of_section(found=applications)
def applications_table(caption: str, found: Applications) -> Table:
    """Every entry by group and rank, with both scores and their weighted sum; winners are marked.

    >>> awards.applications_table("表", section)
    表：25 列 × 8 欄
    """
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
