"""A figure's derivation, computed again and told in words: what ``facts.json`` keeps is enough for both.

A derivation is a tree (``Fact.derivation``): ``{"fact": id}``, ``{"constant": "0.1"}``, ``{"absence": …}``, or
``{"operator": …}`` with the trees it takes (``of``), or with the ``rows`` and ``columns`` of the sources it reads and
what it is ``using`` besides.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce

import numpy as np

from reportlib.facts.conditions import of_json, working_days
from reportlib.facts.facts import ROUNDINGS, facts_like, quantized
from reportlib.facts.record import (
    ByPlace,
    FactRecord,
    Place,
    RowSpan,
    SourceTable,
    TextColumn,
    Tree,
    by_place,
    rows_read,
    spans_of,
)
from reportlib.facts.rowsets import MOST_LISTED, NO_ROWS, FoldedRows, RowSet, union
from reportlib.facts.selection import Selection
from reportlib.roc import parse_date

MOST_CHOSEN = (
    8  # derivations of which the rows are kept: the value and the rows of a figure are asked for one after the other
)


class Tables:
    """The cleaned source rows of a packet, found by file, sheet and row number, or by a condition."""

    def __init__(self, tables: Iterable[SourceTable]):
        tables = tuple(tables)
        # They know these tables weakly: held by what they hold, all that they keep would stay in a build, which looks for no garbage.
        here = weakref.proxy(self)
        self._selections = {table.input: Selection(table, lambda of: here._selections[of]) for table in tables}
        self._tables = {(table.file, table.sheet): table for table in tables}
        self._order = {key: np.argsort(table.numbers, kind="stable") for key, table in self._tables.items()}
        self._numbers = {key: table.numbers[self._order[key]] for key, table in self._tables.items()}
        self._chosen: dict[int, tuple[Tree, ByPlace]] = {}

    def chosen(self, tree: Tree) -> ByPlace:
        """The rows that the condition of a derivation chooses, of all rows of its input; KeyError where input or column is not there."""
        known, rows = self._chosen.get(id(tree), (None, {}))
        if known is not tree:
            found = self._selections[tree["in"]]
            rows = {(found.table.file, found.table.sheet): found.rows(of_json(tree["where"]))}
            self._chosen[id(tree)] = (tree, rows)
            if len(self._chosen) > MOST_CHOSEN:
                del self._chosen[next(iter(self._chosen))]
        return rows

    def count(self, rows: ByPlace) -> int:
        """How many of these rows are there."""
        return sum(numbers.count_in(self._numbers[place]) for place, numbers in rows.items() if place in self._numbers)

    def cells(self, rows: ByPlace, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The texts of some columns in each of these rows that is there; KeyError for a column that is not."""
        for some in self.columns(rows, columns):
            yield from zip(*some, strict=True)

    def columns(self, rows: ByPlace, labels: Sequence[str]) -> Iterator[list[TextColumn]]:
        """The same as columns, of each place at which some of these rows are."""
        for place, numbers in rows.items():
            if place in self._tables and len(there := numbers.places(self._numbers[place])):
                table, order = self._tables[place], self._order[place]
                if unknown := [label for label in labels if label not in table.columns]:
                    raise KeyError(*unknown)
                yield [table.column(label).some(order[there]) for label in labels]


# -- computed again ------------------------------------------------------------------------------------------------------


def evaluate(tree: Tree, facts: Mapping[str, FactRecord], tables: Tables) -> Decimal | None:
    """The value of a derivation: operands by their ids in ``facts``, rows from ``tables``; None where it has none.

    KeyError for an operand, a column or an operator that is not known.
    """
    if "fact" in tree:
        return facts[tree["fact"]].number
    if "constant" in tree:
        return Decimal(tree["constant"])
    if "operator" not in tree:
        return None
    if "of" not in tree:
        return _READ[tree["operator"]](tree, tables)
    if "where" in tree:
        return _rank_of_rows(tree, facts, tables)
    if "family" in tree and not _is_whole(tree, facts):
        return None
    values = [evaluate(part, facts, tables) for part in tree["of"]]
    if tree["operator"] == "不適用":  # the operands that follow are those of a ratio that has no meaning
        return values[0] if len(values) == 1 or None in values or not values[-1] else None
    if tree["operator"] == "count" and "using" in tree:
        test, number = tree["using"]
        return facts_like(values, test, Decimal(number))
    given = [value for value in values if value is not None]
    if len(given) < len(values):
        return None
    return _COMPUTED[tree["operator"]](tree, given)


def _ratio(tree: Tree, values: list[Decimal]) -> Decimal | None:
    return values[0] / values[1] if values[1] else None


def _step(tree: Tree, values: list[Decimal]) -> Decimal:
    """``measure, bound, points, bound, points …``: the points of the first bound that is reached, none of none."""
    measure, *steps = values
    return next((points for bound, points in zip(steps[::2], steps[1::2], strict=True) if measure >= bound), Decimal(0))


def _rounded(tree: Tree, values: list[Decimal]) -> Decimal:
    return quantized(values[0], tree["digits"], ROUNDINGS[tree["operator"]])


_COMPUTED: Mapping[str, Callable[[Tree, list[Decimal]], Decimal | None]] = {
    "+": lambda tree, values: sum(values, Decimal(0)),
    "−": lambda tree, values: values[0] - values[1],
    "×": lambda tree, values: reduce(lambda a, b: a * b, values),
    "÷": _ratio,
    "min": lambda tree, values: min(values),
    "count": lambda tree, values: Decimal(len(values)),
    "rank": lambda tree, values: Decimal(1 + sum(other > values[0] for other in values[1:])),
    "step": _step,
    **dict.fromkeys(ROUNDINGS, _rounded),
}


def _rank_of_rows(tree: Tree, facts: Mapping[str, FactRecord], tables: Tables) -> Decimal | None:
    """One more than how many are higher: of the chosen rows by their column, or of the operands, of which there is one a row."""
    own, *others = (evaluate(part, facts, tables) for part in tree["of"])
    if own is None:
        return None
    if "columns" not in tree:
        given = [other for other in others if other is not None]
        return _COMPUTED["rank"](tree, [own, *given]) if len(given) == tables.count(_read(tree, tables)) else None
    return Decimal(1 + sum(rows for number, rows in _numbers(tree, tables) if number > own))


def _is_whole(tree: Tree, facts: Mapping[str, FactRecord]) -> bool:
    """Whether the operands behind the first are all figures of the family that have a value."""
    parts = tree["family"].split("*")
    name = re.compile(".*".join(map(re.escape, parts)))
    alike = ((key, fact) for key, fact in facts.items() if fact.name.startswith(parts[0]))
    family = {key for key, fact in alike if fact.value is not None and name.fullmatch(fact.name)}
    return family == {part["fact"] for part in tree["of"][1:]}


def rows_differ(fact: FactRecord, tables: Tables) -> ByPlace:
    """The rows that a figure or its derivation lists and the conditions do not choose, and the other way round; of a figure
    without a condition nothing."""
    chosen: ByPlace = {}
    found: ByPlace = {}
    for leaf in _leaves(fact.derivation):
        listed = by_place(rows_read(leaf))
        right = tables.chosen(leaf) if "where" in leaf else listed
        _add(found, _apart(listed, right))
        _add(chosen, right)
    if any("where" in leaf for leaf in _leaves(fact.derivation)):
        _add(found, _apart(by_place(fact.rows), chosen))
    return found


def _leaves(tree: Tree) -> Iterator[Tree]:
    """The parts of a derivation that read rows themselves."""
    if "rows" in tree:
        yield tree
    for part in tree.get("of", ()):
        yield from _leaves(part)


def _add(found: ByPlace, more: ByPlace) -> None:
    for place, numbers in more.items():
        found[place] = found[place] | numbers if place in found else numbers


def _apart(one: ByPlace, other: ByPlace) -> ByPlace:
    """The rows that only one of the two has."""
    both = ((place, one.get(place, NO_ROWS), other.get(place, NO_ROWS)) for place in one.keys() | other.keys())
    return {place: mine ^ yours for place, mine, yours in both if mine != yours}


def _read(tree: Tree, tables: Tables) -> ByPlace:
    """The rows that a derivation reads: those that its condition chooses, or, of one without, those that it lists."""
    return tables.chosen(tree) if "where" in tree else by_place(rows_read(tree))


def _cells(tree: Tree, tables: Tables) -> Iterator[tuple[str, ...]]:
    """The texts of the tree's columns in each of its rows."""
    return tables.cells(_read(tree, tables), tree["columns"])


def _texts(tree: Tree, tables: Tables) -> Iterator[tuple[str, int]]:
    """The texts of the tree's one column in its rows, and in how many of them each stands."""
    (label,) = tree["columns"]
    for (column,) in tables.columns(_read(tree, tables), [label]):
        yield from column.counted()


def _numbers(tree: Tree, tables: Tables) -> list[tuple[Decimal, int]]:
    """The same of numbers; nothing of blank cells."""
    return [(Decimal(text), rows) for text, rows in _texts(tree, tables) if text]


def _recorded(tree: Tree, tables: Tables) -> Decimal | None:
    """What the one row says; None where it says nothing, and where it is not one."""
    numbers = _numbers(tree, tables)
    return numbers[0][0] if sum(rows for _, rows in numbers) == 1 else None


def _declared(tree: Tree, tables: Tables) -> Decimal | None:
    """What a person typed: read from the file where it stands in one, else as the parameters or the rulebook had it."""
    return _recorded(tree, tables) if "columns" in tree else tree["value"] and Decimal(tree["value"])


def _pieces(tree: Tree, tables: Tables) -> Decimal:
    return Decimal(
        sum(rows * bool(piece.strip()) for text, rows in _texts(tree, tables) for piece in text.split(tree["using"][0]))
    )


def _days(tree: Tree, tables: Tables) -> Decimal | None:
    """Calendar days between two dates; each is in a column, or one is the ``using`` day itself."""
    using: Sequence[str] = tree.get("using", ())
    cells = _row(tree, tables)
    if not all(cells):
        return None
    first, last = (*using, *cells)
    return Decimal(abs((parse_date(last) - parse_date(first)).days))


def _working_days(tree: Tree, tables: Tables) -> Decimal | None:
    """From the date of the first column to that of the second, or to the first ``using`` day; on the other days it is otherwise
    than the day of the week says: a Friday off, a Saturday at work."""
    cells, using = _row(tree, tables), list(tree.get("using", ()))
    if not all(cells):
        return None
    first, last = map(parse_date, (*cells, using.pop(0)) if len(cells) == 1 else cells)
    return Decimal(working_days(first, last, set(map(parse_date, using))))


def _row(tree: Tree, tables: Tables) -> tuple[str, ...]:
    """The texts of the one row; blank where it is not one."""
    rows = list(_cells(tree, tables))
    return rows[0] if len(rows) == 1 else ("",) * len(tree["columns"])


def _minutes(tree: Tree, tables: Tables) -> Decimal:
    start, end = (60 * int(hour) + int(minute) for hour, minute in (time.split(":") for time in tree["using"]))
    return Decimal(end - start)


_READ: Mapping[str, Callable[[Tree, Tables], Decimal | None]] = {
    "count": lambda tree, tables: Decimal(tables.count(_read(tree, tables))),
    "listed": lambda tree, tables: Decimal(len(tree.get("using", ()))),
    "sum": lambda tree, tables: sum((number * rows for number, rows in _numbers(tree, tables)), Decimal(0)),
    "recorded": _recorded,
    "distinct": lambda tree, tables: Decimal(len({text for text, _ in _texts(tree, tables)} - {""})),
    "pieces": _pieces,
    "days": _days,
    "working days": _working_days,
    "minutes": _minutes,
    "declared": _declared,
}


def printed(fact: FactRecord) -> str:
    """The printed form of a fact's value under its unit, made again."""
    return fact.absence or "" if fact.value is None else fact.unit_of.text(fact.known)


MOST_RUNS = 2_000_000  # of rows, that facts.json lists for figures that were computed from others: about 20 MB


class AllRows:
    """The rows of a figure by its id, with those of all its operands, down to the last; gathered when they are first asked for."""

    def __init__(self, facts: Mapping[str, FactRecord]):
        self._facts = facts
        self._found: dict[str, dict[Place, RowSet | FoldedRows]] = {}

    def __getitem__(self, number: str) -> Mapping[Place, RowSet | FoldedRows]:
        """RecursionError for a figure that is among its own operands."""
        if number not in self._found:
            fact = self._facts[number]
            parts = [_folded(by_place(fact.rows)), *(self[operand] for operand in dict.fromkeys(fact.operands))]
            places = dict.fromkeys(place for part in parts for place in part)
            self._found[number] = {place: union([part[place] for part in parts if place in part]) for place in places}
        return self._found[number]

    def spans(self, number: str) -> tuple[RowSpan, ...]:
        """The same as ranges."""
        rows = {place: rows if isinstance(rows, RowSet) else rows.unfolded() for place, rows in self[number].items()}
        return spans_of(rows)


def _folded(rows: ByPlace) -> Mapping[Place, RowSet | FoldedRows]:
    many = {place: one for place, one in rows.items() if one.number_of_runs > MOST_LISTED}
    return {**rows, **{place: FoldedRows.of(one) for place, one in many.items()}}


def with_all_rows(facts: Sequence[FactRecord], every: AllRows) -> list[FactRecord]:
    """Facts of a document, each with the rows of all its operands, down to the last (``every``); with its own where that would be
    more than :data:`MOST_RUNS`: whoever reads them can follow the operands."""
    listed = {fact.id for fact in facts if fact.operands or len(fact.rows) > 1}
    if sum(rows.number_of_runs for number in listed for rows in every[number].values()) > MOST_RUNS:
        return list(facts)
    return [fact.with_(rows=every.spans(fact.id)) if fact.id in listed else fact for fact in facts]
