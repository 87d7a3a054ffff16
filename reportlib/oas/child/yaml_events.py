"""YAML as an API's document may have it, made from events: scalars by the core schema of YAML 1.2, keys as texts, aliases counted.

PyYAML's own loader would make a date of ``2020-10-31``, a boolean of ``no`` and the number 8 of ``010``; the OAS asks for the JSON
schema of YAML 1.2, and tools of other languages read it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from reportlib.oas.child.finding import Unreadable, short

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")}
_NULL, _BOOLEAN = re.compile(r"~|null|Null|NULL|"), re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER, _OTHER_BASE = re.compile(r"[-+]?[0-9]+"), re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def _row(event: yaml.Event) -> int:
    """The line that it begins in, from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


class NumberTooLong(Exception):
    """A number of more digits than any document needs."""


@dataclass
class _Open:
    """A mapping or a list that has begun."""

    value: Any
    anchor: str | None
    key: str | None = None  # of a mapping, once it was read
    is_key_odd: bool = False
    seen: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    numbers: list[str] = field(default_factory=list)
    merged: list[dict] = field(default_factory=list)
    values: int = 1


class YamlData:
    """Builds the data of one document; ``odd_keys`` are mappings with keys that stand twice, or that were numbers."""

    def __init__(self, most_deep: int, most_values: int, most_digits: int):
        self._most_deep, self._most_values, self._most_digits = most_deep, most_values, most_digits
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._values = self._documents = 0
        self._result: Any = None
        self.odd_keys: list[tuple[str, dict, list[str]]] = []

    def read(self, text: str) -> Any:
        """The document; :class:`Unreadable` where it is none, several, or grows."""
        try:
            for event in self._events(text):
                self._take(event)
        except yaml.MarkedYAMLError as wrong:
            mark = wrong.problem_mark or wrong.context_mark
            row, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            line = text.splitlines()[row - 1] if row <= len(text.splitlines()) else ""
            is_tab = "\t" in line[: len(line) - len(line.lstrip())]
            raise Unreadable("yaml tab" if is_tab else "no yaml", row=row, column=column) from None
        except yaml.YAMLError:  # a sign that no YAML may have
            raise Unreadable("no yaml", row=1, column=1) from None
        except NumberTooLong:
            raise Unreadable("number too long", limit=self._most_digits) from None
        return self._result

    def _events(self, text: str) -> Iterator[yaml.Event]:
        yield from yaml.parse(text, Loader=_LOADER)

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise Unreadable("several documents", row=_row(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._allowed(event)
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise Unreadable("alias", row=_row(event))
            value, values = self._anchors[event.anchor]
            self._put(value, values, event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._allowed(event)
            if len(self._stack) >= self._most_deep:
                raise Unreadable("too deep", limit=self._most_deep)
            self._stack.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._end(event)

    def _allowed(self, event: Any) -> None:
        if event.tag and event.tag not in (*_CORE, "!"):
            raise Unreadable("tag", row=_row(event), tag=short(event.tag))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value: Any = event.value
        if event.implicit[0] or event.tag and event.tag != "!" and not event.tag.endswith(":str"):
            value = self._resolved(event.value)
        if self._stack and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None:
            self._begin_key(event, value)
            return
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._put(value, 1, event)

    def _begin_key(self, event: yaml.ScalarEvent, value: Any) -> None:
        top = self._stack[-1]
        top.key = event.value
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        if isinstance(value, int) and not isinstance(value, bool):
            top.numbers.append(event.value[:20])
        if event.value in top.seen and not (event.value == "<<" and event.implicit[0]):
            top.twice.add(event.value)
        top.seen.add(event.value)
        top.is_key_odd = event.value == "<<" and bool(event.implicit[0])

    def _resolved(self, text: str) -> Any:
        if _NULL.fullmatch(text):
            return None
        if _BOOLEAN.fullmatch(text):
            return text.lower() == "true"
        if _INTEGER.fullmatch(text) or _OTHER_BASE.fullmatch(text):
            if len(text) > self._most_digits:
                raise NumberTooLong
            return int(text, 0) if _OTHER_BASE.fullmatch(text) else int(text)
        if _DECIMAL.fullmatch(text):
            if len(text) > self._most_digits:
                raise NumberTooLong
            return float(text)
        return text

    def _put(self, value: Any, values: int, event: yaml.Event) -> None:
        """A value that is whole goes into what is open."""
        self._values += values
        if self._values > self._most_values:
            raise Unreadable("too many values", limit=self._most_values)
        if not self._stack:
            self._result = value
            return
        top = self._stack[-1]
        top.values += values
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:  # a key that is no scalar
            raise Unreadable("key no text", row=_row(event))
        elif top.is_key_odd:
            self._merge(top, value, event)
            top.key = None
        else:
            top.value[top.key] = value
            top.key = None

    def _merge(self, top: _Open, value: Any, event: yaml.Event) -> None:
        """``<<: *other``: what the mapping does not say itself."""
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict):
                raise Unreadable("merge", row=_row(event))
            top.merged.append(one)

    def _end(self, event: yaml.Event) -> None:
        done = self._stack.pop()
        for other in done.merged:
            done.value.update({key: one for key, one in other.items() if key not in done.value})
        if done.twice:
            self.odd_keys.append(("twice", done.value, sorted(short(key) for key in done.twice)))
        if done.numbers:
            self.odd_keys.append(("numbers", done.value, done.numbers))
        if done.anchor:
            self._anchors[done.anchor] = (done.value, done.values)
        self._put(done.value, 1, event)
