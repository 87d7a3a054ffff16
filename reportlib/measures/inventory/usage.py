"""The datasets that are viewed and downloaded most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlib.display.display import Naming
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import each, rank_among, row_chosen, rows_of
from reportlib.measures.inventory.totals import listed
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date

USAGE = {"views": ("瀏覽次數", "人次"), "downloads": ("下載次數", "次")}


@dataclass(frozen=True)
class Ranked:
    """One of the most used datasets."""

    title: str
    publisher: str
    use: Fact


def top(catalogue: Records, meeting: Meeting, measure: str, most: int = 3) -> tuple[Ranked, ...]:
    """The ``most`` datasets by ``"views"`` or ``"downloads"``; ties keep the order of the list. Empty where not given."""
    here = listed(catalogue, meeting)
    label, word = USAGE[measure]
    if not here.has(measure):
        return ()
    uses = here.frame[measure].dropna().sort_values(ascending=False, kind="stable").head(most)
    titles = here.frame.loc[uses.index]
    return tuple(
        Ranked(
            row["title"],
            row["publisher_short"],
            Fact(
                Decimal(int(row[measure])),
                meeting.units.count(word),
                f"inventory.top.{measure}/{rank}",
                f"{label}第 {rank} 名",
                meeting.as_of.inventory,
                f"資料集清單所載{label}",
                rows_of(here, [number]),
                "recorded",
                where=row_chosen(here, number),
                columns=(label_of(here.input, measure),),
            ),
        )
        for rank, (number, row) in enumerate(each(here.with_frame(titles)), 1)
    )


@of_section()
def top_table(
    caption: str, catalogue: Records, meeting: Meeting, measures: Sequence[str] = ("views", "downloads")
) -> Table:
    """The most used datasets by each measure, one below the other.

    >>> inventory.top_table("表", section)
    表：6 列 × 4 欄
    """
    rows, here = [], listed(catalogue, meeting)
    for measure in measures:
        label, word = USAGE[measure]
        found = top(catalogue, meeting, measure)
        if not found:
            rows.append(
                Row((label, "", "", absent(NOT_PROVIDED, meeting.units.count(word), f"inventory.top.{measure}", label)))
            )
        for one in found:
            place = rank_among(
                here,
                measure,
                one.use,
                meeting.units.count("名"),
                f"{one.use.name}.rank",
                f"{one.title}{label}名次",
                rule=f"{label}較多者的數目加一；同數同名次",
            )
            rows.append(
                Row((label, Naming("第 {place} 名：{title}", place=place, title=one.title), one.publisher, one.use))
            )
    return Table(
        caption,
        ("指標", "資料集", "機關", "次數"),
        tuple(rows),
        "單位：次",
        f"資料統計至 {format_date(meeting.as_of.inventory)}",
        weights=(2, 6, 2, 2),
    )
