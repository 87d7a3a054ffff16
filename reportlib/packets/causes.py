"""Why figures moved between two packets: the rows, entries of rulebooks, parameters or code that their derivations lead to.

A figure that is computed from others moved because they did, down to figures that read rows, a rulebook or a parameter themselves.
Trees are compared without row numbers, and rows by what they say. Where a figure moved and nothing that it reads did, what else differs
between the packets is named: as the cause if there is just one such thing, else as what may be it. Only the packets are read; what an
older one does not hold is said, not guessed.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportlib import messages
from reportlib.facts.record import SourceTable, Tree
from reportlib.facts.rowsets import RowSet
from reportlib.packets.changes import Change
from reportlib.packets.published import Packet, PacketFigure

RULE = "rule/"  # how the figures that are entries of rulebooks are named
COUNTED = ("count", "listed")  # operators to which it matters which rows there are, not what they say
STATED = ("declared", "listed", "minutes")  # those that read neither rows nor figures
MOST_ROWS = 5  # of one file, before they are counted together
MOST_NAMED = 3
FIRST_CELLS = 2
_PARTS = (
    "as_of",
    "periods",
    "reply_limit",
    "numbers",
    "declared",
)  # of the parameters: those that figures are computed by
Place = tuple[str, str]  # a file and its sheet


@dataclass(frozen=True)
class RowChange:
    """A row of a file that says something else: its number in each packet, 0 where it has none, the cells that differ, and the
    first cells of the row, by which people know it."""

    place: Place
    old: int
    new: int
    cells: tuple[tuple[str, str, str], ...] = ()  # column, was, is
    first: tuple[str, ...] = ()

    def text(self) -> str:
        file = _file(self.place)
        named = messages.cause_row_known_by(cells=" ".join(filter(None, self.first))) if any(self.first) else ""
        if not self.new:
            return messages.cause_row_gone(file=file, row=self.old, named=named)
        if not self.old:
            return messages.cause_row_added(file=file, row=self.new, named=named)
        cells = [messages.cause_cell(column=column, was=was, now=now) for column, was, now in self.cells[:MOST_NAMED]]
        more = [messages.cause_more_cells(count=len(self.cells) - MOST_NAMED)] if len(self.cells) > MOST_NAMED else []
        return messages.cause_row(file=file, row=self.new) + messages.between_cells().join([*cells, *more])


@dataclass(frozen=True)
class Cause:
    """What moved figures, in words; ``row`` where it is a row, ``certain`` unless it is only one of several that may be it."""

    text: str
    row: RowChange | None = None
    certain: bool = True


@dataclass
class Why:
    """The causes of every figure that moved, found once each; the rows that differ are found once, whatever language they are told in."""

    old: Packet
    new: Packet
    changes: Sequence[Change]
    _found: dict[str, frozenset[Cause]] = field(default_factory=dict)

    def say_anew(self) -> None:
        """Forget what was said of figures: it may have been in another language."""
        self._found.clear()

    @cached_property
    def _pairs(self) -> dict[str, Change]:
        """The figures that both packets have, by their name in the new one; the last points of a series only where nothing else is."""
        both = [change for change in self.changes if change.old and change.new]
        return {change.name: change for change in sorted(both, key=lambda change: not change.is_latest)}

    @cached_property
    def _tables(self) -> list[tuple[SourceTable, SourceTable]]:
        """The tables of the two packets that are one: of one name, or of one input, whatever its file is called."""
        by_place = {(table.file, table.sheet): table for table in self.old.tables}
        by_input = {table.input: table for table in self.old.tables}
        both = ((by_place.get((new.file, new.sheet)) or by_input.get(new.input), new) for new in self.new.tables)
        return [(old, new) for old, new in both if old]

    @cached_property
    def _rows(self) -> dict[Place, list[RowChange]]:
        return {(new.file, new.sheet): rows_changed(old, new) for old, new in self._tables}

    @cached_property
    def _moved_to(self) -> dict[Place, Place]:
        return {(old.file, old.sheet): (new.file, new.sheet) for old, new in self._tables}

    @cached_property
    def _alone(self) -> list[str]:
        """The files of tables that only one of the packets has."""
        paired = [table for both in self._tables for table in both]
        return [table.file for packet in (self.old, self.new) for table in packet.tables if table not in paired]

    @cached_property
    def _renamed(self) -> tuple[dict[str, str], dict[str, str]]:
        """Ids of figures, of the old packet and of the new, to the name that both have in common."""
        olds = {change.old.id: name for name, change in self._pairs.items() if change.old}
        return olds, {figure.id: figure.name for figure in self.new.figures}

    def of(self, change: Change) -> frozenset[Cause]:
        """The causes of one figure that moved; none of one that is the same, new or gone."""
        if change.old is None or change.new is None or change.kind == "same":
            return frozenset()
        if change.name not in self._found:
            self._found[change.name] = frozenset()  # what leads back to itself explains nothing
            self._found[change.name] = frozenset(self._causes(change.old, change.new))
        return self._found[change.name]

    def _causes(self, old: PacketFigure, new: PacketFigure) -> Iterable[Cause]:
        if not old.derivation or not new.derivation:
            return [Cause(messages.cause_not_kept(meeting=(self.new if old.derivation else self.old).name))]
        operands = {self._renamed[1].get(one) for one in _facts(new.derivation)}
        moved = {cause for name in operands if name in self._pairs for cause in self.of(self._pairs[name])}
        found = moved | {Cause(row.text(), row) for row in self._read(old.derivation, new.derivation)}
        found |= set(map(Cause, self._named(old, new)))
        reads = operands or _numbers(old.derivation) or _numbers(new.derivation)
        if not found and not reads and new.derivation.get("operator") in STATED:
            found = {Cause(self._stated(old, new))}
        return found or self._elsewhere()

    def _read(self, old: Tree, new: Tree) -> Iterator[RowChange]:
        """The rows that the trees read themselves and that say otherwise, or are read by only one of them."""
        before = {self._moved_to.get(place, place): rows for place, rows in _numbers(old).items()}
        after = _numbers(new)
        leaves = [*_leaves(old), *_leaves(new)]
        counted = all(leaf.get("operator") in COUNTED for leaf in leaves)
        wanted = {column for leaf in leaves for column in leaf.get("columns", ())}
        for place in {**before, **after}:
            for row in self._rows.get(place, ()):
                was, now = row.old in before.get(place, ()), row.new in after.get(place, ())
                columns = {column for column, _, _ in row.cells}
                says = not counted and bool(columns & (wanted or columns))
                if was != now or (was and now and says):
                    yield row

    def _named(self, old: PacketFigure, new: PacketFigure) -> Iterator[str]:
        """The parameters that say another day of a figure, or another value that stands in its derivation."""
        sides = [_shape(side.derivation, names) for side, names in zip((old, new), self._renamed, strict=True)]
        differing = {(old.as_of, new.as_of), *_differing(*sides)}
        names: dict[tuple[str, str], list[str]] = {}
        for key, was, now in self._parameters:
            if (was, now) in differing and not new.name.startswith(RULE):
                names.setdefault((was, now), []).append(key)
        for (was, now), keys in names.items():
            yield messages.cause_parameter(name=messages.listed(keys), was=was, now=now)

    def _stated(self, old: PacketFigure, new: PacketFigure) -> str:
        """What is stated somewhere, or listed: a figure that reads no row and no other figure."""
        label, was, now = new.label or new.name, old.printed, new.printed
        if new.name.startswith(RULE):
            book = new.name.removeprefix(RULE).partition("/")[0]
            return messages.cause_rule(file=self.new.rulebooks.get(book, book), label=label, was=was, now=now)
        source = str(new.derivation.get("source", "")).partition("；")[0]
        if not source:
            return messages.cause_listed(label=label)
        return messages.cause_stated(source=source, label=label, was=was, now=now)

    @cached_property
    def _parameters(self) -> list[tuple[str, str, str]]:
        was, now = (dict(_flat(packet.parameters)) for packet in (self.old, self.new))
        return [(key, was.get(key, "—"), now.get(key, "—")) for key in {**was, **now} if was.get(key) != now.get(key)]

    def _elsewhere(self) -> list[Cause]:
        """What differs between the packets and is read by no derivation; the code where nothing does."""
        texts = [messages.cause_parameter(name=key, was=was, now=now) for key, was, now in self._parameters]
        texts += [
            messages.cause_rulebook(file=file)
            for book, file in self.new.rulebooks.items()
            if self.old.hashes.get(file) != self.new.hashes.get(file) and book in self.old.rulebooks
        ]
        rows = [row for changed in self._rows.values() for row in changed]
        if len(rows) == 1 and not texts and not self._alone:
            return [Cause(rows[0].text(), rows[0])]
        if rows or self._alone:
            files = dict.fromkeys([*(row.place[0] for row in rows), *self._alone])
            texts.append(messages.cause_rows_of(files=list(files)))
        for packet in (self.old, self.new):
            if not packet.parameters or not packet.tables:
                return [Cause(messages.cause_not_kept(meeting=packet.name))]
        if not texts:
            texts = [messages.cause_code(was=self.old.version or "—", now=self.new.version or "—")]
        return [Cause(text, certain=len(texts) == 1) for text in texts]


def told(why: Why, of: Iterable[Change]) -> list[str]:
    """Why these figures moved, a line a cause with the figures that it moved, those that moved most first, in the language that is spoken."""
    why.say_anew()
    moved: dict[Cause, list[Change]] = {}
    unclear: dict[tuple[str, ...], list[Change]] = {}
    for change in of:
        causes = why.of(change)
        if maybe := tuple(sorted(cause.text for cause in causes if not cause.certain)):
            unclear.setdefault(maybe, []).append(change)
        for cause in sorted(causes, key=lambda cause: cause.text):
            if cause.certain:
                moved.setdefault(cause, []).append(change)
    lines = [(text, members) for text, members in _together(moved)]
    lines += [(messages.cause_maybe(causes=list(maybe)), members) for maybe, members in unclear.items()]
    return [
        messages.cause_moved(cause=text, count=len(members), figures=_named(members))
        for text, members in sorted(lines, key=lambda line: -len(line[1]))
    ]


def _together(moved: Mapping[Cause, list[Change]]) -> Iterator[tuple[str, list[Change]]]:
    """The causes with their figures; many rows of one file as one cause."""
    rows = Counter(cause.row.place for cause in moved if cause.row)
    many: dict[Place, list[Change]] = {}
    for cause, members in moved.items():
        if cause.row and rows[cause.row.place] > MOST_ROWS:
            many.setdefault(cause.row.place, []).extend(members)
        else:
            yield cause.text, members
    for place, members in many.items():
        first = next(cause.text for cause in moved if cause.row and cause.row.place == place)
        once = list({change.name: change for change in members}.values())
        yield messages.cause_many_rows(file=_file(place), count=rows[place], first=first), once


def _file(place: Place) -> str:
    return "".join((place[0], f"〔{place[1]}〕" if place[1] else ""))


def _named(members: Sequence[Change]) -> str:
    names = list(dict.fromkeys(change.label_parts()[0] for change in members))
    return messages.listed(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def rows_changed(old: SourceTable, new: SourceTable) -> list[RowChange]:
    """The rows of two tables that differ, whatever their numbers; the same row is one with the same first cell, or else one of the same number with half of its cells."""
    place = (new.file, new.sheet)
    columns = [column for column in new.columns if column in old.columns]
    sides = [_cells(table, columns) for table in (old, new)]
    counts = [Counter(texts for _, texts in side) for side in sides]
    gone, added = (dict.fromkeys(_beyond(*both)) for both in zip(sides, reversed(counts), strict=True))
    found = []
    for by_key in (True, False):
        waiting = {(texts[:1] if by_key else number): (number, texts) for number, texts in gone}
        for number, texts in list(added):
            row = waiting.get(texts[:1] if by_key else number)
            cells = tuple(
                cell for cell in zip(columns, row[1] if row else (), texts, strict=False) if cell[1] != cell[2]
            )
            if row in gone and (by_key or len(cells) * 2 <= len(columns)):
                found.append(RowChange(place, row[0], number, cells))
                del gone[row], added[number, texts]
    return [
        *found,
        *(RowChange(place, number, 0, first=texts[:FIRST_CELLS]) for number, texts in gone),
        *(RowChange(place, 0, number, first=texts[:FIRST_CELLS]) for number, texts in added),
    ]


def _cells(table: SourceTable, columns: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
    """The rows of a table by their numbers, with their cells in these columns."""
    places = [table.columns.index(column) for column in columns]
    return [(number, tuple(texts[place] for place in places)) for number, texts in table.rows]


def _beyond(rows: Iterable[tuple[int, tuple[str, ...]]], others: Counter) -> list[tuple[int, tuple[str, ...]]]:
    """The rows that others do not have, as often as they do not."""
    rest, found = Counter(others), []
    for number, texts in rows:
        if rest[texts]:
            rest[texts] -= 1
        else:
            found.append((number, texts))
    return found


# -- derivations, of any version ---------------------------------------------------------------------------------------------


def _nodes(tree: object) -> Iterator[Mapping]:
    if isinstance(tree, Mapping):
        yield tree
        for part in tree.get("of", ()):
            yield from _nodes(part)


def _facts(tree: Tree) -> list[str]:
    return [node["fact"] for node in _nodes(tree) if "fact" in node]


def _leaves(tree: Tree) -> Iterator[Mapping]:
    """The nodes that read rows."""
    return (node for node in _nodes(tree) if node.get("rows"))


def _numbers(tree: Tree) -> dict[Place, set[int]]:
    """The rows that a tree reads itself; what is no list of rows reads none."""
    found: dict[Place, set[int]] = {}
    with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
        for node in _leaves(tree):
            for span in node["rows"]:
                found.setdefault((span["file"], span["sheet"]), set()).update(RowSet.of_ranges(span["rows"]))
    return found


def _shape(tree: object, names: Mapping[str, str]) -> object:
    """A tree without its row numbers, its figures by name."""
    if isinstance(tree, Mapping):
        return {
            key: names.get(value, value) if key == "fact" else _shape(value, names)
            for key, value in tree.items()
            if key != "rows"
        }
    return [_shape(part, names) for part in tree] if isinstance(tree, list) else tree


def _differing(old: object, new: object) -> Iterator[tuple[str, str]]:
    """The values that differ at the same place of two trees."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in old.keys() & new.keys():
            yield from _differing(old[key], new[key])
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for pair in zip(old, new, strict=True):
            yield from _differing(*pair)
    elif old != new and isinstance(old, str) and isinstance(new, str):
        yield old, new


def _flat(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """The parameters that figures are computed by, each by its path (``as_of.inventory``)."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if path or key in _PARTS:
                yield from _flat(one, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _flat(one, f"{path}.{number}")
    else:
        yield path, str(value)
