"""How every point of one body was earned, and the sum of them as a sentence."""

from __future__ import annotations

from reportlib.display.display import Naming, Run, Sentence, runs
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import receipts
from reportlib.measures.evaluation.ranking import Ranking, rank
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.measures.scoring import Scored
from reportlib.meeting.rulebook_files import GROUPS


def score_table(caption: str, scored: Scored, lack: Lacking | None = None) -> Table:
    """How every point of one body was earned: group, item, a sentence, points; the total last.

    >>> evaluation.score_table("得分說明", evaluation.rank(section).scores[0])
    得分說明：8 列 × 4 欄
    """
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
            "{points}" if points.number > 0 else "（{points}）", points=points
        )
    sentence = sentence or runs("無得分")
    if scored.incomplete:
        sentence += runs("（另有項目{no}，未計分）", no=NOT_PROVIDED)
    sentence += runs(" ＝ {sum}", sum=scored.before_rounding)
    return (
        sentence
        if scored.total.printed == scored.before_rounding.printed
        else sentence + runs("，取整為 {total}", total=scored.total)
    )


@of_section(ranking=rank)
def explanation_tables(ranking: Ranking) -> tuple[Table, ...]:
    """One :func:`score_table` a unit, best first; among what proves.

    >>> evaluation.explanation_tables(section)[0]
    港務公司得分說明（第 1 名）：8 列 × 4 欄
    """

    def place(subject: str) -> str:
        rank = ranking.ranks[subject]
        return f"總分{rank.absence}" if rank.absence else Naming("第 {rank} 名", rank=rank)

    return tuple(
        score_table(
            Naming("{unit}得分說明（{place}）", unit=s.subject, place=place(s.subject)), s, ranking.lack
        ).proof_only()
        for s in ranking.scores
    )
