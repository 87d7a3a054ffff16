"""The file of identities, and each entry bound to the facts that it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlib.document.compared import Check, measure
from reportlib.document.kinds import KINDS
from reportlib.errors import ConfigError, Problem, quoted
from reportlib.language import say
from reportlib.meeting import yaml_models
from reportlib.meeting.identity_rules import Identities, Identity

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
            wrong = say("這個 id 出現兩次。", "this id is there twice.")
        elif kind is None:
            wrong = say(
                f"{quoted(identity.kind)} 不是已知的恆等式種類；可用：{'、'.join(KINDS)}。",
                f"{quoted(identity.kind)} is no kind of identity; known: {', '.join(KINDS)}.",
            )
        elif missing := [role for role in kind.needed if not identity.facts.get(role)]:
            wrong = say(f"{identity.kind} 須有 facts.{missing[0]}。", f"{identity.kind} needs facts.{missing[0]}.")
        elif unknown := [role for role in identity.facts if role not in (*kind.needed, *kind.optional)]:
            wrong = say(f"{identity.kind} 沒有 facts.{unknown[0]}。", f"{identity.kind} has no facts.{unknown[0]}.")
        elif kind.reads and not (identity.table and identity.where):
            wrong = say(f"{identity.kind} 須有 table 與 where。", f"{identity.kind} needs table and where.")
        if wrong:
            problems.append(Problem("C05", wrong, say("請更正。", "Correct it."), file=path.name, header=identity.id))
        seen.add(identity.id)
    if problems:
        raise ConfigError(*problems)
    return book


class _Names:
    """The facts by name, in order, so that those of a pattern are found without asking all."""

    def __init__(self, facts: Iterable[Mapping]):
        self.by_name: dict[str, list[Mapping]] = defaultdict(list)
        for fact in facts:
            self.by_name[measure(fact)].append(fact)
        self.sorted = sorted(self.by_name)

    def matching(self, pattern: str) -> Iterator[tuple[dict[str, str], Mapping]]:
        """Every fact whose name the pattern fits, with what stands for its gaps."""
        if pattern == "**":
            yield from (({}, fact) for facts in self.by_name.values() for fact in facts)
            return
        if not _GAP.search(pattern):
            yield from (({}, fact) for fact in self.by_name.get(pattern, ()))
            return
        start = pattern[: _GAP.search(pattern).start()]
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
        return bool(found) and found[1] in self.by_name


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


def checks(book: Identities, facts: Sequence[Mapping]) -> list[Check]:
    """Every identity on every set of facts it speaks of."""
    names = _Names(facts)
    place = {fact["id"]: at for at, fact in enumerate(facts)}
    return [check for identity in book.identities for check in _bound(identity, names, place)]


@dataclass(frozen=True)
class _Matched:
    """The facts of one pattern by what stands for its gaps; one that is needed must have some."""

    gaps: list[str]
    groups: Mapping[tuple[str, ...], list[Mapping]]
    is_needed: bool


def _bound(identity: Identity, names: _Names, place: Mapping[str, int]) -> Iterator[Check]:
    kind = KINDS[identity.kind]
    gaps = list(
        dict.fromkeys(
            name
            for patterns in identity.facts.values()
            for pattern in patterns
            for name, _ in _GAP.findall(pattern)
            if name
        )
    )
    matched: dict[str, list[_Matched]] = {}
    full: dict[tuple[str, ...], None] = {}
    for role, patterns in identity.facts.items():
        matched[role] = []
        for written in patterns:
            pattern = written.removesuffix("?")
            own = [name for name, _ in _GAP.findall(pattern) if name]
            groups: dict[tuple[str, ...], list[Mapping]] = defaultdict(list)
            for values, fact in names.matching(pattern):
                groups[tuple(values[name] for name in own)].append(fact)
            matched[role].append(_Matched(own, groups, kind.is_sum and role in kind.needed and pattern == written))
            if set(own) == set(gaps):
                full |= dict.fromkeys(
                    tuple(dict(zip(own, values, strict=True))[name] for name in gaps) for values in groups
                )
    for values in full or ([()] if not gaps else ()):
        bound = dict(zip(gaps, values, strict=True))
        roles, is_whole = {}, True
        for role, found in matched.items():
            groups = [one.groups.get(tuple(bound[name] for name in one.gaps), ()) for one in found]
            is_whole &= all(group or not one.is_needed for one, group in zip(found, groups, strict=True))
            # Of several figures of one name the first counts, unless the kind is about just that.
            facts: dict[str, Mapping] = {}
            for fact in (fact for group in groups for fact in group):
                facts.setdefault(fact["id"] if kind.every else measure(fact), fact)
            roles[role] = tuple(
                facts.values() if kind.in_order else sorted(facts.values(), key=lambda fact: place[fact["id"]])
            )
        if is_whole and all(roles.get(role) for role in kind.needed):
            yield from kind.split(Check(identity, "/".join(values), roles))
