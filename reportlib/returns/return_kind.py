"""What a return is: its table, whose rows they are, and what the unit is told of each column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportlib.records import schema


@dataclass(frozen=True)
class Return:
    """One return: its name in the parameters, its table, and what the unit is told.

    ``label`` is also the sheet's name. ``unit_column`` names the column that holds the unit, which our own workbooks leave out.
    ``explained`` says of every other column what goes into it; ``coded`` names the list of words (:func:`reportlib.returns.asked.codes`) of each
    column that has one. ``input`` is the record file that accepted rows become (a key of ``TABLES``), "" for none.
    """

    name: str
    table: schema.TableSchema
    unit_column: str
    input: str
    ask: str
    when_empty: str
    explained: Mapping[str, str]
    coded: Mapping[str, str]
    given: frozenset[str] = frozenset()  # columns that the secretariat fills in: the unit looks, and says what is wrong
    anew: frozenset[str] = frozenset()  # columns that the unit says anew each time: another text is no disagreement
    may_add: bool = False  # whether a unit adds rows that nobody has asked it about

    @property
    def label(self) -> str:
        return self.table.label

    @property
    def columns(self) -> tuple[schema.Column, ...]:
        """The columns of our own workbook, in its order: all but the unit's."""
        return tuple(column for column in self.table.columns if column.name != self.unit_column)
