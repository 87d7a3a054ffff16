"""Tables of facts and texts: one shape, several ways to fill it."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportlib import messages
from reportlib.display.display import Cell, Display, Naming, cell_html, facts_in, line, runs, said
from reportlib.display.fitting import fitting
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.facts import Fact, Unit
from reportlib.facts.framed import Framed
from reportlib.model.blocks import Layout, ParagraphBlock, RowStyle, TableBlock, TableColumn, TableRow, Tone
from reportlib.roc import format_date
from reportlib.wording import own

if TYPE_CHECKING:
    import pandas as pd

TRUNCATED = "無條件捨去"


@dataclass(frozen=True)
class Row:
    """A row of a table; ``tones`` say what each cell is beside its words, or nothing of any.

    >>> Row(("甲局", inventory.total(section))).cells
    ('甲局', 累計開放資料集 36 項（114-05-31）)
    """

    cells: tuple[Cell, ...]
    style: RowStyle = "body"
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, repr=False)
class Table(Framed, Display):
    """A captioned table.

    ``columns`` are the header texts; a column with a fact in it is numeric. ``layout`` is ``"rows"``, ``"pairs3"`` (a
    long narrow table that print may set in column groups side by side), ``"record"`` (field and text), or one that each
    medium sets in its own way (:data:`reportlib.model.blocks.Layout`). ``bars`` and ``meant``: :meth:`with_bars`.

    >>> Table("各單位", ("單位", "資料集"), (Row(("甲局", inventory.total(section))),)).to_frame()
       單位   資料集
    0  甲局  36.0
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    note: str = ""
    layout: Layout = "rows"
    weights: tuple[int, ...] = ()
    sortable: bool = True
    bars: int | None = None
    meant: int | None = None

    def __post_init__(self):
        wrong = [row for row in self.rows if len(row.cells) != len(self.columns)]
        if wrong:
            raise ValueError(f"table {self.caption!r}: a row has {len(wrong[0].cells)} cells, not {len(self.columns)}")

    def __repr__(self) -> str:
        """``各單位白金標章資料集數：29 列 × 2 欄``, where it stands in a list or a terminal; a cell that shows it shows the table."""
        size = messages.columns_and_rows(rows=len(self.rows), columns=len(self.columns))
        return messages.titled(title=self.caption, text=size)

    def to_frame(self, *, total: bool = False) -> pd.DataFrame:
        """The rows under their headers, a fact as its value (a float; a share is 0.95, an absent one NaN), anything else as its text.

        Totals are left out unless ``total``: ``quality.gold_table("金標章", gold, meeting).to_frame()``
        """
        import pandas as pd

        rows = [row for row in self.rows if total or row.style != "total"]
        columns = [
            [
                float("nan" if cell.value is None else cell.value) if isinstance(cell, Fact) else str(cell)
                for cell in cells
            ]
            for cells in zip(*(row.cells for row in rows), strict=True)
        ]
        frame = pd.DataFrame(
            {at: pd.Series(cells) for at, cells in enumerate(columns)}, columns=range(len(self.columns))
        )
        return frame.set_axis([str(label) for label in self.columns], axis=1)

    @property
    def whole_note(self) -> str:
        """The note, and that its shares are truncated, where one of them is and the note does not say so."""
        cut = any(
            fact.unit.percent
            and fact.unit.rounding == "truncate"
            and fact.value is not None
            and fact.shown != fact.value
            for fact in self.facts()
        )
        if not cut or TRUNCATED in self.note:
            return self.note
        return Naming.joined("；", filter(None, (self.note, f"占比{TRUNCATED}，各項相加未必等於全部")))

    def with_bars(self, column: str, meant: Cell | None = None, *, last: bool = False) -> Table:
        """The same table with a bar beside each number of the column of that header; the one that matters is that of the
        row that holds ``meant``, or of the ``last`` row, or else the one with the most."""
        at = self.columns.index(column)
        rows = [(number, row) for number, row in enumerate(self.rows) if row.style != "total"]
        if meant is not None:
            found = [number for number, row in rows if meant in row.cells][:1]
        elif last:
            found = [number for number, _ in rows[-1:]]
        else:
            values = [(cell.value or 0, -number) for number, row in rows if isinstance(cell := row.cells[at], Fact)]
            found = [-max(values)[1]] if values else []
        return dataclasses.replace(self, bars=at, meant=found[0] if found else None)

    def numeric(self, column: int) -> bool:
        return any(isinstance(row.cells[column], Fact) for row in self.rows)

    def blocks(self) -> tuple[TableBlock] | tuple[ParagraphBlock]:
        """The table; a sentence instead, where it is all of it that nothing is known of the whole."""
        if unknown := self._unknown():
            sentence = runs("{caption}：{unknown}。", caption=self.caption, unknown=unknown)
            return (ParagraphBlock(text=said(sentence), **self.placing()),)
        columns = tuple(TableColumn(line(label), self.numeric(at)) for at, label in enumerate(self.columns))
        return (
            TableBlock(
                caption=line(self.caption),
                unit=line(_unit_in_own_word(self.unit)),
                note=line(self.whole_note),
                layout=self.layout,
                sortable=self.sortable and self.layout != "record" and len(self.rows) > 1,
                columns=columns,
                weights=self.weights or (1,) * len(columns),
                rows=tuple(TableRow(tuple(map(line, row.cells)), row.style, row.tones) for row in self.rows),
                bars=self.bars,
                meant=self.meant,
                **self.placing(),
            ),
        )

    def _unknown(self) -> Fact | None:
        """The whole, where there is no other row and no figure in that one."""
        only = self.rows[0] if len(self.rows) == 1 and self.rows[0].style == "total" else None
        facts = tuple(facts_in(only.cells)) if only and self.only != "annex" else ()
        return facts[0] if facts and all(fact.absence for fact in facts) else None

    def as_html(self) -> str:
        head = "".join(f'<th scope="col" style="text-align:left">{html.escape(c)}</th>' for c in self.columns)
        body = "".join(f"<tr>{''.join(cell_html(c) for c in row.cells)}</tr>" for row in self.rows)
        return f"<table><caption>{html.escape(self.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def as_text(self) -> str:
        lines = [self.caption, "\t".join(self.columns), *("\t".join(map(str, row.cells)) for row in self.rows)]
        return "\n".join(lines)

    def plain_texts(self) -> tuple[str, ...]:
        return (self.caption, self.unit, self.whole_note, *self.columns)

    def facts(self) -> Iterator[Fact]:
        for row in self.rows:
            yield from facts_in(row.cells)


def _unit_in_own_word(unit: str) -> str:
    """「單位：項」 with the body's own word for what is counted, where it has not its own for all of it."""
    head, colon, label = unit.partition("：")
    if isinstance(unit, Naming) or own(unit) != unit or not colon or own(label) == label:
        return unit if isinstance(unit, Naming) else own(unit)
    return own(f"{head}：{{unit}}").format(unit=own(label))


def as_of_text(fact: Fact) -> str:
    """「統計至 109-11-05」, or nothing where the fact has no date."""
    return own("統計至 {day}").format(day=format_date(fact.as_of)) if fact.as_of else ""


def unit_line(fact: Fact) -> str:
    return own("單位：{unit}").format(unit=fact.unit.word)


@fitting
def breakdown_table(
    caption: str,
    *breakdowns: Breakdown,
    labels: Sequence[str],
    share: Unit | None = None,
    note: str = "",
    layout: Literal["rows", "pairs3"] = "rows",
    total: bool = True,
) -> Table:
    """The parts of one or more breakdowns of the same dimension, a row a part, the totals last.

    ``labels`` are the headers of the value columns; ``share`` adds each part's share of the first total. A breakdown
    that the source does not give shows 「來源未提供」 as its total.

    >>> breakdown_table("各服務分類的資料集", inventory.by_category(section), labels=["資料集"])
    各服務分類的資料集：9 列 × 2 欄
    """
    first = breakdowns[0]
    dates = {as_of_text(b.total) for b in breakdowns if not b.is_absent}
    note = Naming.joined("；", filter(None, (note, *(dates if len(dates) == 1 else ()))))
    if any(list(b.parts) != list(first.parts) for b in breakdowns if not b.is_absent):
        raise ValueError(f"table {caption!r}: the breakdowns have different parts")
    columns = [list(b.parts.values()) + [b.total] for b in breakdowns]
    if share is not None:
        shares = first.named_shares(share)
        whole = first.total.share_of(first.total, share).named(f"{first.total.name}.share", f"{first.total.label}占比")
        columns.append([*shares.values(), whole])
        labels = [*labels, "占比"]
    rows = [Row((key, *(column[i] for column in columns))) for i, key in enumerate(first.parts)]
    if total or not rows:
        rows.append(Row(("合計", *(column[-1] for column in columns)), "total"))
    return Table(
        caption,
        (first.dimension, *labels),
        tuple(rows),
        unit_line(first.total),
        note,
        layout,
        weights=(3, *[1] * len(columns)) if layout == "rows" else (2, 1),
    )


@fitting
def crosstab_table(caption: str, crosstab: Crosstab, note: str = "", total: str = "合計") -> Table:
    """Rows by columns with both totals, the last row called ``total``; an empty combination is a true zero.

    >>> crosstab_table("各機關的處理情形", requests.by_agency_and_outcome(section)).columns
    ('機關', '已開放', '預計開放', '無法開放', '小計')
    """
    columns = list(crosstab.by_column.parts)
    rows = [
        Row((row, *(crosstab.cells[row, column] for column in columns), crosstab.by_row.parts[row]))
        for row in crosstab.by_row.parts
    ]
    rows.append(Row((total, *crosstab.by_column.parts.values(), crosstab.total), "total"))
    return Table(
        caption,
        (crosstab.row_dimension, *columns, "小計"),
        tuple(rows),
        unit_line(crosstab.total),
        note,
        weights=(3, *[1] * (len(columns) + 1)),
    )


@fitting
def record_table(caption: str, fields: Mapping[str, Cell], note: str = "") -> Table:
    """One record, a row a field.

    >>> record_table("資料集", {"名稱": "水質監測", "項數": inventory.total(section)})
    資料集：2 列 × 2 欄
    """
    return Table(
        caption,
        ("欄位", "內容"),
        tuple(Row(pair) for pair in fields.items()),
        note=note,
        layout="record",
        weights=(1, 5),
    )
