"""All scores on one page: a row a unit, a column an item; what is lost, what is earned beyond, and how far from full marks."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from reportlib.display.display import Cell, Naming
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Fact, total_of
from reportlib.measures import receipts
from reportlib.measures.counting import facts_counted
from reportlib.measures.evaluation.ranking import Ranking, rank, weights_note
from reportlib.measures.of_section import of_section
from reportlib.measures.scoring import ItemScore, Scored
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import Item
from reportlib.model.blocks import Tone

LEGEND = "必要項目列失分，以負數表示；較滿分為總分減必要項目滿分合計；名次前的＝表示同分"
MOST_ON_SLIDE, MOST_LAST = 5, 2


@of_section(ranking=rank)
def matrix(caption: str, ranking: Ranking, meeting: Meeting) -> Table:
    """Every unit by rank, each item as what is lost of the required points or earned beyond them; the second row of the
    head says the most that an item can give.

    >>> evaluation.matrix("表", section)
    表：7 列 × 11 欄
    """
    items = ranking.book.items
    columns = ("名次", "單位", *(item.short or item.name for item in items), "總分", "較滿分")
    shared = Counter(fact.value for fact in ranking.ranks.values())
    base = _base(ranking, meeting)
    rows = [_most_row(ranking, meeting), *(_row(scored, ranking, shared, base, meeting) for scored in ranking.scores)]
    unit = Naming.joined("；", filter(None, ("單位：分", weights_note(ranking))))
    note = receipts.note(_lost_note(ranking, meeting), LEGEND, lack=ranking.lack)
    weights = (2, 5, *[2] * len(items), 3, 3)
    return Table(caption, columns, tuple(rows), unit, note, "matrix", weights, False).document_only()


def _most(item: Item) -> Decimal:
    """The most points that an item can give."""
    score = item.score
    if score.full is not None:
        return score.full
    if score.steps:
        return max(step.points for step in score.steps)
    return score.cap if score.cap is not None else Decimal(0)


def _full(ranking: Ranking, item: Item) -> Fact:
    """The full marks of a required item."""
    return ranking.book.of_item("evaluation", item, "full", item.score.full or Decimal(0))


def _base(ranking: Ranking, meeting: Meeting) -> Fact | None:
    """The full marks of all required items together; None where one has none."""
    required = [item for item in ranking.book.items if item.group == "required"]
    if not required or any(item.score.full is None for item in required):
        return None
    unit = ranking.scores[0].total.unit
    return total_of([_full(ranking, item) for item in required], unit).named(
        "evaluation.base", "必要項目滿分合計", rule="各必要項目配分之和"
    )


def _most_row(ranking: Ranking, meeting: Meeting) -> Row:
    """The most that each item can give, and which group it is of."""
    groups: dict[str, Tone] = {"required": "loss", "bonus": "full", "bonus_or_deduction": "half"}
    cells: list[Cell] = []
    for item in ranking.book.items:
        most = _most(item)
        unit = ranking.scores[0].total.unit
        cells.append(
            ranking.book.number(f"evaluation/{item.id}.most", f"{item.name}得分上限", most, unit) if most else "—"
        )
    tones: list[Tone] = ["", "", *(groups[item.group] for item in ranking.book.items), "", ""]
    return Row(("", "滿分", *cells, "", ""), "subtotal", tuple(tones))


def _row(scored: Scored, ranking: Ranking, shared: Counter, base: Fact | None, meeting: Meeting) -> Row:
    rank = ranking.ranks[scored.subject]
    place: Cell = Naming("＝{rank}", rank=rank) if shared[rank.value] > 1 and not rank.absence else rank
    judged = [_judged(one, scored, ranking) for one in scored.items]
    apart: Cell = "—"
    if base is not None and not scored.total.absence:
        apart = (scored.total - base).named(
            f"evaluation/{scored.subject}.apart", f"{scored.subject}距必要項目滿分", rule="總分減必要項目滿分合計"
        )
    cells = (place, scored.subject, *(cell for cell, _ in judged), scored.total, apart)
    far: Tone = "loss" if isinstance(apart, Fact) and apart.number < 0 else ""
    return Row(cells, tones=("", "", *(tone for _, tone in judged), "", far))


def _judged(one: ItemScore, scored: Scored, ranking: Ranking) -> tuple[Cell, Tone]:
    """What an item's cell shows, and how much of the item that is."""
    points = one.points
    if points.absence:
        return NOT_PROVIDED, "late"
    most = _most(one.item)
    if one.item.group == "required":
        lost = (points - _full(ranking, one.item)).named(
            f"evaluation/{scored.subject}.{one.item.id}.lost",
            f"{scored.subject}{one.item.name}失分",
            rule="得分減配分",
        )
        if points.number < most:
            return lost, "loss"
        return lost, "waived" if points.operator == NOT_APPLICABLE else "met"
    if points.number < 0:
        return points, "loss"
    if not points.number:
        return points, ""
    return points, "full" if points.number >= most else "half" if points.number * 2 >= most else "less"


def _lost(ranking: Ranking) -> list[Fact]:
    """The required points of the units that lost some of them."""
    return [
        scored.groups["required"]
        for scored in ranking.scores
        if "required" in scored.groups
        and any(
            i.item.group == "required" and not i.points.absence and i.points.number < _most(i.item)
            for i in scored.items
        )
    ]


def _lost_note(ranking: Ranking, meeting: Meeting) -> str:
    """How many units lost required points; "" where those of one of them are not known as a whole."""
    lost = _lost(ranking)
    if any(fact.absence for fact in lost):
        return ""
    number = facts_counted(
        tuple(lost),
        meeting.units.count("個"),
        "evaluation.lost",
        "在必要項目失分的單位",
        meeting.as_of.inventory,
        "必要項目得分未達滿分的單位數",
    )
    return Naming("{number} 個單位在必要項目失分", number=number)


@of_section(ranking=rank)
def top_table(caption: str, ranking: Ranking, meeting: Meeting) -> Table:
    """For a slide: the first units with their totals, the rest in a line, and the last by name where few share its total.

    >>> evaluation.top_table("表", section)
    表：6 列 × 5 欄
    """
    best, rest = ranking.scores[:MOST_ON_SLIDE], [s for s in ranking.scores[MOST_ON_SLIDE:] if not s.total.absence]
    last = [s for s in rest if s.total.value == rest[-1].total.value]
    last = last if len(last) <= MOST_LAST else []
    groups, totals = list(best[0].groups), [s.total for s in rest[: len(rest) - len(last)]]
    first_rows, last_rows = (
        [Row((s.subject, ranking.ranks[s.subject], *(s.groups[g] for g in groups), s.total)) for s in some]
        for some in (best, last)
    )
    between: list[Row] = []
    if totals:
        number = facts_counted(
            tuple(totals), meeting.units.count("個"), "evaluation.rest", "其餘單位", meeting.as_of.inventory, "未列名的單位數"
        )  # fmt: skip
        least, most = totals[-1], totals[0]
        span = most if least.printed == most.printed else Naming("{least}–{most}", least=least, most=most)
        between = [Row((Naming("其餘 {number} 個單位", number=number), "", *([""] * len(groups)), span))]
    rows = [*first_rows, *between, *last_rows]
    names = {"required": "必要", "bonus": "加分", "bonus_or_deduction": "加／扣分"}
    columns = ("單位", "名次", *(names[g] for g in groups), "總分")
    return Table(caption, columns, tuple(rows), "單位：分", weights_note(ranking), sortable=False).slide_only()
