"""The items of the evaluation rulebook: what units are scored on, and how points are earned."""

from __future__ import annotations

from decimal import Decimal

from reportlib.display.display import Display, Naming, Run, Sentence, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures.counting import names_counted, no_parts
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import GROUPS, MEASURES, Item, ScoringRulebook


@of_section()
def items_table(caption: str, meeting: Meeting) -> Display:
    """What units are scored on: group, item, and how points are earned; that there is no rulebook, where there is none.

    >>> evaluation.items_table("表", section)
    表：7 列 × 3 欄
    """
    book = meeting.evaluation_rules
    if book is None:
        return Prose.of("{caption}：{absent}。", caption=caption, absent=NOT_PROVIDED).document_only()
    rows = tuple(
        Row((GROUPS[group], item.name, Sentence(scoring_text(item, book, "evaluation", meeting))))
        for group in GROUPS
        for item in book.items
        if item.group == group
    )
    note = Naming("{source}；{remark}", source=book.source, remark=book.remark) if book.remark else book.source
    columns = ("組別", "考核項目", "計分方式")
    table = Table(caption, columns, rows, note=note, weights=(2, 7, 8), sortable=False)
    counts = items_by_group(meeting).parts
    return table.says("考核項目分{groups}", groups="、".join(counts)).with_figures(
        **{f"{group}項目": fact for group, fact in counts.items()}
    )


@of_section()
def items_by_group(meeting: Meeting) -> Breakdown:
    """How many items each group of the evaluation rulebook has (項).

    >>> evaluation.items_by_group(section)
    組別：必要 2、加分 5，合計 7 項
    """
    book, unit = meeting.evaluation_rules, meeting.units.count("項")
    if book is None:
        return no_parts("組別", unit, "evaluation.items", "績效考核項目", None)

    def number(group: str, items: list[Item]) -> Fact:
        return names_counted(
            tuple(item.name for item in items),
            unit,
            f"evaluation.items{group and '/'}{group}",
            f"{group}考核項目",
            rule=f"{book.title}的項目數",
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
        parts, word, said = {measure.share: Decimal(1)} if measure.share else measure.weighted or {}, "", ()
        for counted, weight in parts.items():
            said += runs((" ＋ " if said else "") + MEASURES[counted][0])
            said += () if weight == 1 else runs(" × {weight}", weight=book.of_item(name, item, counted, weight, ""))
        said = (runs("（") + said + runs("）") if len(parts) > 1 else said) + runs(
            f" ÷ {MEASURES[measure.names()[-1]][0]}"
        )
    if score.full is not None:
        return said + runs(" × {full} 分", full=book.of_item(name, item, "full", score.full))
    if score.each is not None:
        said += runs(f"：每{word} {{each}} 分", each=book.of_item(name, item, "each", score.each))
        return said + (
            runs("，上限 {cap} 分", cap=book.of_item(name, item, "cap", score.cap)) if score.cap is not None else ()
        )
    for number in range(len(score.steps or ())):
        bound, points = book.of_step(name, item, number, meeting.units)
        said += runs(
            ("、" if number else "：") + f"{{bound}}{f' {word}' if word else ''}以上 {{points}} 分",
            bound=bound,
            points=points,
        )
    return said
