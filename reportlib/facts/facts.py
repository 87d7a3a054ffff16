"""A number that remembers: value, unit, as-of date, rule, and the rows or the other facts it came from.

A :class:`Fact` is computed once and printed from there, in a table cell, on a chart, in a sentence, in an annex.
It behaves as a number, keeps its operands, and is rounded only when it is shown. Where a source gives nothing, the
fact is *absent* (「來源未提供」 or 「不適用」), which is never zero and stays absent through any arithmetic.
"""

from __future__ import annotations

import dataclasses
import functools
import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from reportlib import messages
from reportlib.facts.conditions import Where
from reportlib.facts.framed import Framed
from reportlib.facts.rowsets import NO_ROWS, RowSet
from reportlib.roc import format_date
from reportlib.wording import own

if TYPE_CHECKING:
    import pandas as pd

NOT_PROVIDED: Final = "來源未提供"
NOT_APPLICABLE: Final = "不適用"
Absence = Literal["來源未提供", "不適用"]
Rounding = Literal["truncate", "half_up"]
FactTest = Literal["is", "more"]
Small = Literal["zero", "less_than", "decimal"]
ROUNDING_NAMES = {"truncate": "無條件捨去", "half_up": "四捨五入"}
# The operators that round for good, and all that a formula prints before its operands.
ROUNDINGS = {"四捨五入": ROUND_HALF_UP, "無條件捨去": ROUND_DOWN, "無條件進位": ROUND_CEILING}
FUNCTIONS = {name: name for name in ("min", *ROUNDINGS)} | {
    "rank": "名次",
    "count": "個數",
    "step": "級距",
    "不適用": "不適用",
}


MOST_RUNS = 6  # of row numbers that a cell of a notebook shows
# Below this place a Decimal of 28 digits holds only what dividing left, as long as the number is not that large.
_NOISE, _LARGE = Decimal("1e-15"), Decimal("1e9")


def rounded(value: Decimal, digits: int, rounding: Rounding) -> Decimal:
    """``value`` to ``digits`` decimal places: half up (away from zero), or truncated towards zero."""
    return quantized(value, digits, ROUNDINGS[ROUNDING_NAMES[rounding]])


def quantized(value: Decimal, digits: int, rounding: str) -> Decimal:
    """``value`` rounded once; what division leaves in the last places (1 ÷ 3 × 4.5 is 1.499…98) is no reason to."""
    exact = value.quantize(_NOISE) if abs(value) < _LARGE else value
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=rounding)


@dataclass(frozen=True)
class Unit:
    """How a measure is counted and shown.

    ``label`` is the counting word (項, 件, 分); ``percent`` shows 0.95 as 95%; ``digits`` decimal places, of which
    trailing zeros are dropped where ``trim`` is set. ``small`` says how something prints that is not zero and would
    print as zero: so, as less than the smallest that prints (「<1%」), or with as many decimal places as it takes.
    """

    label: str
    digits: int = 0
    rounding: Rounding = "half_up"
    percent: bool = False
    thousands: str = ","
    trim: bool = False
    small: Small = "zero"

    @property
    def word(self) -> str:
        """The counting word as the body calls it."""
        return own(self.label)

    def shown(self, value: Decimal) -> Decimal:
        """The value as printed, still a number: 0.9590 under a truncating percent unit is 0.95."""
        result = rounded(value, self.digits + (2 if self.percent else 0), self.rounding)
        return result.normalize() + 0 if self.trim and result == result.to_integral_value() else result

    def text(self, value: Decimal) -> str:
        if value and self.small != "zero" and not self.shown(value):
            return self._small_text(value)
        shown = self.shown(value) * (100 if self.percent else 1) + 0  # + 0: no minus sign before a rounded zero
        digits = 0 if self.trim and shown == shown.to_integral_value() else self.digits
        text = f"{shown:,.{digits}f}".replace(",", self.thousands)
        return text.replace("-", "−", 1) + ("%" if self.percent else "")

    def _small_text(self, value: Decimal) -> str:
        """What is not zero and prints as zero: less than the smallest that prints, or with more decimal places, ten at most."""
        finer = dataclasses.replace(self, small="zero", trim=False)
        if self.small == "less_than":
            least = Decimal(1).scaleb(-self.digits - (2 if self.percent else 0))
            return ("−" if value < 0 else "") + "<" + finer.text(least)
        while not finer.shown(value) and finer.digits < 10:
            finer = dataclasses.replace(finer, digits=finer.digits + 1)
        return finer.text(value)


@dataclass(frozen=True)
class Units:
    """The units of one meeting, as its parameters say numbers are shown."""

    share_digits: int = 0
    share_rounding: Rounding = "truncate"
    thousands: str = ","
    small_shares: Small = "less_than"

    def count(self, label: str) -> Unit:
        return Unit(label, thousands=self.thousands)

    def points(self, digits: int = 1, rounding: Rounding = "half_up", trim: bool = False) -> Unit:
        return Unit("分", digits, rounding, thousands=self.thousands, trim=trim)

    @property
    def share(self) -> Unit:
        return Unit(
            "%", self.share_digits, self.share_rounding, percent=True, thousands=self.thousands, small=self.small_shares
        )


@dataclass(frozen=True)
class Rows:
    """Rows of one table of one file, numbered as a spreadsheet program shows them."""

    file: str
    sheet: str
    numbers: Sequence[int]

    def __repr__(self) -> str:
        """``Rows(catalogue.csv 2-14,16)``: in a cell of a notebook the first runs, in place of thousands of numbers."""
        runs = RowSet.of(np.asarray(self.numbers, np.int64)).shown(MOST_RUNS, "-")
        return f"Rows({' '.join(filter(None, (self.file, self.sheet, runs)))})"

    def ranges(self) -> str:
        """``"2-14,16"``: ascending, without repetition."""
        return self._ranges

    @functools.cached_property
    def _ranges(self) -> str:
        return RowSet.of(np.asarray(self.numbers, np.int64)).text


@dataclass(frozen=True, eq=False, repr=False)
class Fact(Framed):
    """One computed number.

    ``name`` is a stable key (``inventory.category/公共資訊``), empty for a step within a formula; ``rule`` says in words
    how it was computed; ``rows`` are the rows it counts, ``where`` the condition by which they were chosen of all rows of
    their table, ``columns`` (headers) what it reads of them; ``family`` what all figures are called that it is a place
    among, ``*`` for what is not the same in them (``evaluation/*.total``); ``operator`` and ``operands`` the formula behind it, ``using`` what the operator needs
    besides (the names that were counted, a separator, holidays). ``derivation.evaluate`` computes every operator again.

    >>> total = inventory.total(section)
    >>> total.value, total.printed, total.unit.label
    (Decimal('36'), '36', '項')
    >>> total.to_frame()["printed"].tolist()
    ['36']
    """

    value: Decimal | None
    unit: Unit
    name: str = ""
    label: str = ""
    as_of: date | None = None
    rule: str = ""
    rows: tuple[Rows, ...] = ()
    operator: str = ""
    operands: tuple[Fact, ...] = ()
    absence: Absence | None = None
    where: Where | None = None
    family: str = ""
    columns: tuple[str, ...] = ()
    using: tuple[str, ...] = ()

    def __post_init__(self):
        if (self.value is None) == (self.absence is None):
            raise ValueError("a fact has a value or an absence, not both")

    @property
    def number(self) -> Decimal:
        """The value of a fact that has one; ValueError of an absent one."""
        if self.value is None:
            raise ValueError(f"{self.name or self.label}: {self.absence}")
        return self.value

    @property
    def day(self) -> date:
        """The as-of date of a fact that has one; ValueError otherwise."""
        if self.as_of is None:
            raise ValueError(f"{self.name or self.label}: no as-of date")
        return self.as_of

    # -- shown ---------------------------------------------------------------------------------------------------

    @property
    def printed(self) -> str:
        return self.absence or self.unit.text(self.number)

    @property
    def shown(self) -> Decimal | None:
        """The printed value as a number; None where absent."""
        return None if self.value is None else self.unit.shown(self.value)

    def __str__(self) -> str:
        return self.printed

    def __repr__(self) -> str:
        """``累計開放資料集 3,159 項（109-10-31）``: what a cell of a notebook shows of a figure, in one line."""
        return f"{self.label or self.name} {self.counted}{self.dated}".strip()

    def _repr_html_(self) -> str:
        said = f"{html.escape(self.label or self.name)} <strong>{html.escape(self.counted)}</strong>"
        return f"<p>{said.strip()}{html.escape(self.dated)}</p>"

    @property
    def counted(self) -> str:
        """As printed, with its counting word: 「3,159 項」, 「95%」."""
        word = "" if self.unit.percent or self.absence else self.unit.label
        return f"{self.printed} {word}".strip()

    @property
    def dated(self) -> str:
        """「（109-10-31）」, or nothing where it has no as-of date."""
        return messages.in_brackets(text=format_date(self.as_of)) if self.as_of else ""

    def to_frame(self) -> pd.DataFrame:
        """One row, by its name: label, value (a share is 0.95, an absent one NaN), unit, printed, as_of, rule.

        ``inventory.total(section).to_frame()``
        """
        return facts_frame({self.name: self}, "name")

    # -- formulas ------------------------------------------------------------------------------------------------

    def named(self, name: str, label: str, **changes) -> Fact:
        """The same number under a name of its own, so that it can be shown and asked about."""
        return dataclasses.replace(self, name=name, label=label, **changes)

    def _with(self, operator: str, *others: Fact | int | Decimal, unit: Unit | None = None) -> Fact:
        operands = (self, *(other if isinstance(other, Fact) else constant(other) for other in others))
        unit = unit or self.unit
        as_of = max((o.as_of for o in operands if o.as_of), default=None)
        absence = next((o.absence for o in operands if o.absence), None)
        if absence is None and operator == "÷" and operands[1].value == 0:
            absence = NOT_APPLICABLE
        value = None if absence else _OPERATORS[operator](*(o.number for o in operands))
        return Fact(value, unit, as_of=as_of, operator=operator, operands=operands, absence=absence)

    def __add__(self, other):
        return self._with("+", other)

    def __sub__(self, other):
        return self._with("−", other)

    def __mul__(self, other):
        return self._with("×", other)

    def share_of(self, whole: Fact, unit: Unit) -> Fact:
        """This part over ``whole``, shown in ``unit``; 「不適用」 where the whole is zero.

        ``part.share_of(total, section.meeting.units.share).named("mine.share", "占比")``: as the meeting shows its shares.
        """
        return self._with("÷", whole, unit=unit)

    def at_most(self, limit: Fact | int | Decimal) -> Fact:
        return self._with("min", limit)

    def rounded(self, digits: int, rounding: Rounding) -> Fact:
        """Rounded for good, not only when shown: where a rule counts on with the rounded number."""
        value = None if self.value is None else rounded(self.value, digits, rounding)
        unit = dataclasses.replace(self.unit, digits=digits, rounding=rounding)
        return Fact(
            value, unit, as_of=self.as_of, operator=ROUNDING_NAMES[rounding], operands=(self,), absence=self.absence
        )

    # -- explained -----------------------------------------------------------------------------------------------

    def formula(self) -> str:
        """The formula in the names of its operands: ``((min((platinum × 0.1), 5) + (oas × 0.1)) + 100)``."""
        if not self.operands:
            return self.label or self.name or self.printed
        parts = [o.label or o.name if o.name else o.formula() for o in self.operands]
        if self.operator in FUNCTIONS:
            return f"{FUNCTIONS[self.operator]}({', '.join(parts)})"
        return f"({f' {self.operator} '.join(parts)})"

    def named_operands(self) -> Iterator[Fact]:
        """The nearest named facts this one was computed from, in order."""
        for operand in self.operands:
            if operand.name:
                yield operand
            else:
                yield from operand.named_operands()

    def own_rows(self) -> dict[tuple[str, str], RowSet]:
        """The rows this number counts itself, also within unnamed steps; those of named operands are theirs to tell."""
        found: dict[tuple[str, str], RowSet] = {}
        for rows in self.rows:
            key = (rows.file, rows.sheet)
            found[key] = found.get(key, NO_ROWS) | RowSet.of(np.asarray(rows.numbers, np.int64))
        for operand in self.operands:
            if not operand.name:
                for key, numbers in operand.own_rows().items():
                    found[key] = found.get(key, NO_ROWS) | numbers
        return found

    def own_ranges(self) -> dict[tuple[str, str], str]:
        """The same as ranges (:meth:`Rows.ranges`)."""
        if len(self.rows) == 1 and all(operand.name for operand in self.operands):
            (rows,) = self.rows
            return {(rows.file, rows.sheet): rows.ranges()}
        return {key: numbers.text for key, numbers in self.own_rows().items()}

    def derivation(self) -> dict:
        """How the value comes about, JSON-able and down to the next named facts (``{"fact": name}``); see
        ``derivation.evaluate``.
        """
        if not self.operator:
            return {"absence": self.absence} if self.absence else {"constant": format(self.value, "f")}
        tree: dict = {"operator": self.operator}
        if self.operands:
            tree["of"] = [{"fact": operand.name} if operand.name else operand.derivation() for operand in self.operands]
        if self.where or not self.operands and (self.rows or not self.using):
            tree["rows"] = [{"file": rows.file, "sheet": rows.sheet, "rows": rows.ranges()} for rows in self.rows]
        if self.operator == "declared":
            tree |= {"value": None if self.value is None else format(self.value, "f"), "source": self.rule}
        if self.operator in ROUNDINGS:
            tree["digits"] = self.unit.digits
        tree |= self.where.as_json() if self.where else {}
        tree |= {"family": self.family} if self.family else {}
        return tree | {key: list(given) for key, given in (("columns", self.columns), ("using", self.using)) if given}


_OPERATORS: Mapping[str, Callable[..., Decimal]] = {
    "+": lambda *values: sum(values, Decimal(0)),
    "−": lambda a, b: a - b,
    "×": lambda a, b: a * b,
    "÷": lambda a, b: a / b,
    "min": min,
}


def constant(value: int | Decimal) -> Fact:
    """A number of a rule (a weight, a cap): no name, no rows."""
    value = Decimal(value)
    return Fact(value, Unit("", decimal_places(value), thousands="", trim=True))


def decimal_places(value: Decimal) -> int:
    """How many decimal places a number is written with: 2 of 0.10."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def facts_like(values: Iterable[Decimal | None], test: FactTest, number: Decimal) -> Decimal:
    """How many of these values are this number, or more; one that is absent is neither."""
    return Decimal(sum(value is not None and (value == number if test == "is" else value > number) for value in values))


def total_of(facts: Iterable[Fact], unit: Unit) -> Fact:
    """The sum of several facts; zero of none."""
    facts = list(facts)
    if not facts:
        return Fact(Decimal(0), unit)
    if len(facts) == 1:
        return dataclasses.replace(facts[0], unit=unit)
    return facts[0]._with("+", *facts[1:], unit=unit)


def absent(absence: Absence, unit: Unit, name: str, label: str, as_of: date | None = None, rule: str = "") -> Fact:
    """A number that the source does not give, or that has no meaning here."""
    return Fact(None, unit, name, label, as_of, rule, absence=absence)


def facts_frame(facts: Mapping[str, Fact], dimension: str) -> pd.DataFrame:
    """A row a fact, the index (called as ``dimension``) its key: label, value, unit, printed, as_of, rule.

    ``value`` is a float to count on with, exact to some fifteen digits, NaN where the fact is absent; ``printed`` is what the packet prints.
    """
    import pandas as pd

    rows = {
        "label": pd.Series([one.label for one in facts.values()], dtype="str"),
        "value": pd.Series([_number(one) for one in facts.values()], dtype="float64"),
        "unit": pd.Series([one.unit.label for one in facts.values()], dtype="str"),
        "printed": pd.Series([one.printed for one in facts.values()], dtype="str"),
        "as_of": pd.Series([one.as_of for one in facts.values()], dtype="datetime64[s]"),
        "rule": pd.Series([one.rule for one in facts.values()], dtype="str"),
    }
    return pd.DataFrame(rows).set_axis(pd.Index(list(facts), name=dimension, dtype="str"), axis=0)


def _number(fact: Fact) -> float:
    return float("nan") if fact.value is None else float(fact.value)
