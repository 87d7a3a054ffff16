"""The file of identities, and each entry bound to the facts that it speaks of.

An identity names a kind and, for each of the kind's roles, the facts by patterns of their names:

- ``inventory.category/*``: ``*`` is any text without ``/``, ``**`` any text;
- ``quality.gold/{day}``: what stands for ``{day}`` is the same in every pattern of the identity, which is checked once for each;
- ``ministries/*/{own}``: the body itself (:mod:`reportlib.document.own_body`);
- ``「*研討會*場次」``: a figure that a person typed in, by its label; ``*`` is any text without a numeral, for another year's figure is another one;
- a name that is another fact's name with a measure behind it (``inventory.category/公共資訊.share``) is no part of ``inventory.category/*``.

Where a role that a kind needs has no fact, there is nothing to check; of a sum every pattern must have one, but for those
that end in ``?``. Any identity may have the role :data:`GIVEN` too: figures that say that the whole is told in this packet,
and without which it is not checked. To add a kind: one function and its entry of :data:`reportlib.document.identity_kinds.KINDS`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages
from reportlib.document.compared import Check
from reportlib.document.identity_kinds import KINDS, Kind
from reportlib.errors import ConfigError, Problem
from reportlib.facts.record import FactRecord
from reportlib.meeting import yaml_models
from reportlib.meeting.identity_rules import Identities, Identity, RowSide
from reportlib.records.tables import TABLES
from reportlib.text import spelling

GIVEN = "given"
_SUFFIX = re.compile(r"(.+)\.[a-z_]+")
_GAP = re.compile(r"\{([a-z]+)\}|(\*\*?)")


def read(path: Path) -> Identities:
    """The identities of a file; ConfigError for a kind or a role that does not exist, a role that is missing, or an id given twice."""
    book = yaml_models.read_model(Identities, path)
    problems, seen = [], set()
    for identity in book.identities:
        kind = KINDS.get(identity.kind)
        wrong = None
        if identity.id in seen:
            wrong = messages.id_twice()
        elif kind is None:
            wrong = messages.no_kind_of_identity(kind=identity.kind, known=KINDS)
        elif missing := [role for role in kind.needed if not identity.facts.get(role)]:
            wrong = messages.identity_needs_fact(kind=identity.kind, fact=missing[0])
        elif unknown := [role for role in identity.facts if role not in (*kind.needed, *kind.optional, GIVEN)]:
            wrong = messages.identity_has_no_fact(kind=identity.kind, fact=unknown[0])
        elif kind.reads and not (identity.table and identity.where):
            wrong = messages.identity_needs_table(kind=identity.kind)
        elif lacking := [side for side in kind.sides if getattr(identity, side) is None]:
            wrong = messages.identity_needs_rows(kind=identity.kind, side=lacking[0])
        else:
            wrong = next(filter(None, _wrong_sides(identity)), None)
        if wrong:
            problems.append(Problem("C05", wrong, messages.correct_it(), file=path.name, header=identity.id))
        seen.add(identity.id)
    if problems:
        raise ConfigError(*problems)
    return book


def matched_gaps(patterns: Iterable[str], facts: Iterable[FactRecord], gap: str) -> dict[str, set[str]]:
    """What stands for this gap in the names that each of the patterns fits."""
    names = _Names(facts)
    return {pattern: {values[gap] for values, _ in names.matching(pattern.removesuffix("?"))} for pattern in patterns}


def _wrong_sides(identity: Identity) -> Iterator[str | None]:
    """What is wrong with the rows that an identity speaks of, side by side."""
    common = [*identity.shared, *filter(None, (identity.within, identity.unpaired, identity.sender))]
    unless = identity.unless.key if identity.unless else []
    yield _wrong_side(identity.one, *common, *unless)
    yield _wrong_side(identity.other, *common)
    yield _wrong_side(identity.unless)
    for table in filter(None, (identity.not_with, identity.needs, identity.explained_by)):
        if table not in TABLES:
            yield messages.no_input_of_identity(table=table, known=TABLES)


def _wrong_side(side: RowSide | None, *more: str) -> str | None:
    """What is wrong with the rows of a side: no such input, or no such column in it; ``more`` are columns that it must have beside its own."""
    if side is None:
        return None
    if side.table not in TABLES:
        return messages.no_input_of_identity(table=side.table, known=TABLES)
    labels = [column.label for column in TABLES[side.table].columns]
    unknown = [column for column in (*side.columns(), *more) if column not in labels]
    return messages.no_column_of_identity(table=side.table, column=unknown[0], known=labels) if unknown else None


class _Names:
    """The facts by name, in order, so that those of a pattern are found without asking all."""

    def __init__(self, facts: Iterable[FactRecord]):
        self.by_name: dict[str, list[FactRecord]] = defaultdict(list)
        for fact in facts:
            self.by_name[fact.called].append(fact)
        self.typed = [fact for facts in self.by_name.values() for fact in facts if fact.is_typed]
        self.sorted = sorted(self.by_name)

    def matching(self, pattern: str) -> Iterator[tuple[dict[str, str], FactRecord]]:
        """Every fact whose name the pattern fits, with what stands for its gaps."""
        if pattern == "**":
            yield from (({}, fact) for facts in self.by_name.values() for fact in facts)
            return
        if pattern.startswith("「"):
            labelled = re.compile(re.escape(spelling(pattern.strip("「」"))).replace(r"\*", "[^0-9]*"))
            yield from (({}, fact) for fact in self.typed if labelled.fullmatch(spelling(fact.label)))
            return
        first_gap = _GAP.search(pattern)
        if not first_gap:
            yield from (({}, fact) for fact in self.by_name.get(pattern, ()))
            return
        start = pattern[: first_gap.start()]
        wanted = re.compile(_expression(pattern))
        for at in range(bisect_left(self.sorted, start), len(self.sorted)):
            name = self.sorted[at]
            if not name.startswith(start):
                break
            if (found := wanted.fullmatch(name)) and not (
                pattern.endswith(("*", "}")) and self._is_measure_of_another(name)
            ):
                yield from ((found.groupdict(), fact) for fact in self.by_name[name])

    def _is_measure_of_another(self, name: str) -> bool:
        found = _SUFFIX.fullmatch(name)
        return found is not None and found[1] in self.by_name


def _expression(pattern: str) -> str:
    """``quality.gold/{day}`` as a regular expression."""
    parts, at = [], 0
    for gap in _GAP.finditer(pattern):
        parts += [
            re.escape(pattern[at : gap.start()]),
            {"**": ".+", "*": "[^/]+"}.get(gap[2]) or f"(?P<{gap[1]}>[^/]+)",
        ]
        at = gap.end()
    return "".join(parts) + re.escape(pattern[at:])


def checks(book: Identities, facts: Sequence[FactRecord]) -> list[Check]:
    """Every identity on every set of facts it speaks of."""
    names = _Names(facts)
    place = {fact.id: at for at, fact in enumerate(facts)}
    return [check for identity in book.identities for check in _bound(identity, names, place)]


@dataclass(frozen=True)
class _Matched:
    """The facts of one pattern by what stands for its gaps; one that is needed must have some."""

    gaps: list[str]
    groups: Mapping[tuple[str, ...], list[FactRecord]]
    is_needed: bool

    def of(self, bound: Mapping[str, str]) -> Sequence[FactRecord]:
        """Those where the gaps stand for these texts."""
        return self.groups.get(tuple(bound[name] for name in self.gaps), ())


def _bound(identity: Identity, names: _Names, place: Mapping[str, int]) -> Iterator[Check]:
    """The identity once for each set of texts that its gaps can stand for, where every role that it needs has a fact."""
    kind = KINDS[identity.kind]
    gaps = list(
        dict.fromkeys(name for patterns in identity.facts.values() for pattern in patterns for name in _gaps(pattern))
    )
    matched: dict[str, list[_Matched]] = {}
    full: dict[tuple[str, ...], None] = {}
    for role, patterns in identity.facts.items():
        matched[role] = [
            _match(pattern, names, role == GIVEN or kind.is_sum and role in kind.needed) for pattern in patterns
        ]
        for one in matched[role]:
            if set(one.gaps) == set(gaps):
                full |= dict.fromkeys(
                    tuple(dict(zip(one.gaps, values, strict=True))[name] for name in gaps) for values in one.groups
                )
    for values in full or ([()] if not gaps else ()):
        bound = dict(zip(gaps, values, strict=True))
        roles = {role: _facts_of(found, bound, kind, place) for role, found in matched.items()}
        is_whole = all(one.of(bound) or not one.is_needed for found in matched.values() for one in found)
        if is_whole and all(roles.get(role) for role in kind.needed):
            yield from kind.split(Check(identity, "/".join(values), roles))


def _gaps(pattern: str) -> list[str]:
    """The names of its gaps: ``day`` of ``quality.gold/{day}``."""
    return [name for name, _ in _GAP.findall(pattern) if name]


def _match(written: str, names: _Names, is_summand: bool) -> _Matched:
    """The facts that a pattern fits; one that ends in ``?`` is not needed, not even for a sum."""
    pattern = written.removesuffix("?")
    own = _gaps(pattern)
    groups: dict[tuple[str, ...], list[FactRecord]] = defaultdict(list)
    for values, fact in names.matching(pattern):
        groups[tuple(values[name] for name in own)].append(fact)
    return _Matched(own, groups, is_summand and pattern == written)


def _facts_of(
    found: Sequence[_Matched], bound: Mapping[str, str], kind: Kind, place: Mapping[str, int]
) -> tuple[FactRecord, ...]:
    """The facts of a role, in the order of the document or of the patterns.

    Of several figures of one name the first counts, unless the kind is about just that.
    """
    facts: dict[str, FactRecord] = {}
    for fact in (fact for one in found for fact in one.of(bound)):
        facts.setdefault(fact.id if kind.every else fact.called, fact)
    return tuple(facts.values() if kind.in_order else sorted(facts.values(), key=lambda fact: place[fact.id]))
