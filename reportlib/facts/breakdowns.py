"""Facts that belong together: a total with its parts along one dimension, or along two."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.facts.facts import Fact, Unit, facts_frame
from reportlib.facts.framed import Framed

if TYPE_CHECKING:
    import pandas as pd

MOST_SAID, MOST_SHOWN = 5, 20  # parts in one line, and rows of what a notebook shows


@dataclass(frozen=True, repr=False)
class Breakdown(Framed):
    """A total and its parts along one dimension, in the order they are shown.

    >>> inventory.by_publisher(section).descending()
    機關：河川署 9、檢驗局 7、地質所 6、統計處 6、港務公司 5……共 6 項，合計 36 項（114-05-31）
    >>> inventory.by_publisher(section).to_frame()["value"].head(2).tolist()
    [9.0, 7.0]
    """

    dimension: str
    parts: Mapping[str, Fact]
    total: Fact

    @property
    def is_absent(self) -> bool:
        return self.total.absence is not None or not self.parts or all(f.absence for f in self.parts.values())

    def descending(self) -> Breakdown:
        """Largest part first; ties keep their order."""
        parts = sorted(self.parts.items(), key=lambda item: -(item[1].value or 0))
        return dataclasses.replace(self, parts=dict(parts))

    def without_zeros(self) -> Breakdown:
        return dataclasses.replace(self, parts={k: f for k, f in self.parts.items() if f.absence or f.value})

    def largest(self) -> tuple[str, Fact]:
        return max(self.parts.items(), key=lambda item: item[1].value or 0)

    def named_shares(self, unit: Unit) -> dict[str, Fact]:
        """Each part over the total, as facts of their own."""
        return {
            key: fact.share_of(self.total, unit).named(f"{fact.name}.share", f"{fact.label}占比")
            for key, fact in self.parts.items()
        }

    def __repr__(self) -> str:
        """``服務分類：公共資訊 2,222、…… ，合計 3,159 項（109-10-31）``, in one line."""
        parts = messages.listed_values().join(
            f"{key} {one.printed}" for key, one in list(self.parts.items())[:MOST_SAID]
        )
        more = messages.more_parts(count=len(self.parts)) if len(self.parts) > MOST_SAID else ""
        said = filter(None, (parts + more, self._total_said))
        return messages.titled(title=self.dimension, text=messages.clauses().join(said))

    def _repr_html_(self) -> str:
        rows = [
            f'<tr><td>{html.escape(key)}</td><td style="text-align:right">{html.escape(fact.printed)}</td></tr>'
            for key, fact in list(self.parts.items())[:MOST_SHOWN]
        ]
        more = messages.more_parts(count=len(self.parts)) if len(self.parts) > MOST_SHOWN else ""
        end = html.escape(messages.clauses().join(filter(None, (more, self._total_said))))
        head = html.escape(self.dimension)
        return (
            f"<table><thead><tr><th>{head}</th><th></th></tr></thead><tbody>{''.join(rows)}</tbody></table><p>{end}</p>"
        )

    @property
    def _total_said(self) -> str:
        return messages.and_total(total=f"{self.total.counted}{self.total.dated}")

    def to_frame(self) -> pd.DataFrame:
        """A row a part, the index its name: label, value, unit, printed, as_of, rule (:func:`facts_frame`). The total is no row.

        ``inventory.by_category(section).to_frame()["value"].sort_values()``
        """
        return facts_frame(self.parts, self.dimension)


@dataclass(frozen=True, repr=False)
class Crosstab(Framed):
    """Counts along two dimensions, with the totals of both."""

    row_dimension: str
    cells: Mapping[tuple[str, str], Fact]
    by_row: Breakdown
    by_column: Breakdown

    @property
    def total(self) -> Fact:
        return self.by_row.total

    def __repr__(self) -> str:
        """``單位 × 服務分類：17 列 × 18 欄，合計 3,159 項（109-10-31）``."""
        of = messages.crosstab_of(rows=self.row_dimension, columns=self.by_column.dimension)
        size = messages.columns_and_rows(rows=len(self.by_row.parts), columns=len(self.by_column.parts))
        total = messages.and_total(total=f"{self.total.counted}{self.total.dated}")
        return messages.titled(title=of, text=messages.clauses().join((size, total)))

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(repr(self))}</p>" + self.to_frame().head(MOST_SHOWN).to_html(na_rep="")

    def to_frame(self) -> pd.DataFrame:
        """The values as floats, a row a part of the one dimension, a column a part of the other; the totals are not in it."""
        import pandas as pd

        rows, columns = list(self.by_row.parts), list(self.by_column.parts)
        values = [[self.cells[row, column].value for column in columns] for row in rows]
        frame = pd.DataFrame(values, pd.Index(rows, name=self.row_dimension), columns, dtype="float64")
        return frame.rename_axis(columns=self.by_column.dimension)
