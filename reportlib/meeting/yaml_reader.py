"""Plain data from the events of a YAML parser, each value with its line; what is dangerous or not understood is told."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import yaml

from reportlib import messages
from reportlib.errors import Problem

DEEPEST = 20  # collections inside each other
MOST_TWICE = 200_000  # characters of a text that is looked through before it is read
MOST_VALUES = 50_000  # keys not counted; so many are read in about a second
LONGEST_NUMBER = 30  # characters

Key = tuple[str | int, ...]

_KEY = re.compile(r"[a-z][a-z0-9_]*")
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
# Characters that no text may hold, however it is escaped: controls but for TAB and line ends, halves of surrogate pairs.
_PARSERS_DIFFER = re.compile(
    "[^\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|^%", re.MULTILINE
)
_TOKENS_THAT_DIFFER = re.compile("[?!]")
_COMMENT = re.compile("^ *#.*", re.MULTILINE)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def key_text(path: Key) -> str:
    """``agenda #3.topics #1.title``: list items are counted from 1."""
    return "".join(f" #{part + 1}" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


class _TooMuch(Exception):
    """Reading further would take long, or more of the stack than there is."""


class YamlReader:
    """Builds plain data from the parser's events; collects problems as long as the rest can still be understood."""

    def __init__(self, file: str):
        self.file = file
        self.data: object = None
        self.lines: dict[Key, int] = {}
        self.problems: list[Problem] = []
        self._values = 0

    def problem(self, problem: Problem, line: int, header: str = "") -> None:
        self.problems.append(problem.at(self.file, row=line, header=header))

    def read(self, text: str) -> None:
        self._events = _events(text)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return self.problem(messages.C06_second_document(), _line(event))
                if event.tags:
                    self._refuse_tag(event, " ".join(event.tags))
                with contextlib.suppress(_TooMuch):
                    self.data = self._value(next(self._events), ())
                    continue
                return None
        return None

    def _value(self, event: yaml.Event, path: Key) -> object:
        self.lines.setdefault(path, _line(event))
        self._values += 1
        if self._values > MOST_VALUES:
            self.problem(messages.C06_too_many_values(most=MOST_VALUES), _line(event))
            raise _TooMuch
        if (anchor := getattr(event, "anchor", None)) is not None:
            mark = f"*{anchor}" if isinstance(event, yaml.AliasEvent) else f"&{anchor}"
            self.problem(messages.C06_anchor_or_alias(mark=mark), _line(event), key_text(path))
        if (tag := getattr(event, "tag", None)) is not None:
            self._refuse_tag(event, tag, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(path) >= DEEPEST:
                self.problem(messages.C06_nested_too_deep(depth=DEEPEST), _line(event))
                raise _TooMuch
            return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)
        return None

    def _list(self, path: Key) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Key) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, line = self._key(event, path), _line(event)
            below = (*path, key)
            if key in found:
                first = self.lines[below]
                self.problem(messages.C04_key_twice(key=key, line=first), line, key_text(below))
            self.lines.setdefault(below, line)
            value = self._value(next(self._events), below)
            found.setdefault(key, value)
        return found

    def _key(self, event: yaml.Event, path: Key) -> str:
        """The key's text; a key that cannot be one is reported and gets a name that no other key has."""
        nameless = f"?{_line(event)}:{event.start_mark.column if event.start_mark else 0}"
        if not isinstance(event, yaml.ScalarEvent):
            self._value(event, (*path, nameless))
            self.problem(messages.C01_key_no_word(), _line(event), key_text(path))
            return nameless
        if event.anchor is not None or event.tag is not None:
            self._value(event, (*path, nameless))
        if not _KEY.fullmatch(event.value):
            self.problem(messages.C01_cannot_be_key(key=event.value), _line(event), key_text(path))
            return nameless
        return event.value

    def _scalar(self, event: yaml.ScalarEvent, path: Key) -> object:
        text = event.value
        if bad := _NO_TEXT.search(text):
            self.problem(messages.C03_control_character(code=ord(bad[0])), _line(event), key_text(path))
        if event.style:  # quoted, or a block
            return text
        if text in CONSTANTS:
            return CONSTANTS[text]
        number = int if INTEGER.fullmatch(text) else Decimal if DECIMAL.fullmatch(text) else None
        if number and len(text) > LONGEST_NUMBER:
            self.problem(messages.C03_number_too_long(number=text, most=LONGEST_NUMBER), _line(event), key_text(path))
            return text
        return number(text) if number else text

    def _refuse_tag(self, event: yaml.Event, tag: str, path: Key = ()) -> None:
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        self.problem(messages.C02_tag(tag=tag), _line(event), key_text(path))


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of a text: libyaml's, which is nine times as fast, for a text that it takes and that both parsers take alike.

    They differ in tabulators, directives, and in tags and keys of many lines, whose marks mean nothing in comments and quotes; and
    only PyYAML's own words say what is wrong.
    """
    if yaml.__with_libyaml__ and len(text) <= MOST_TWICE and not _PARSERS_DIFFER.search(text):
        with contextlib.suppress(yaml.YAMLError):
            events = list(yaml.parse(text, Loader=yaml.CSafeLoader))
            if not _TOKENS_THAT_DIFFER.search(_without_quotes(text, events)):
                return iter(events)
    return yaml.parse(text, Loader=yaml.SafeLoader)


def _without_quotes(text: str, events: Iterable[yaml.Event]) -> str:
    """The text without its comments of a line, and without what stands in quotes."""
    # Before a quote may stand a tag or an anchor, which is of the same event.
    marks = [(e.start_mark, e.end_mark) for e in events if isinstance(e, yaml.ScalarEvent)]
    spans = [(start.index, end.index) for start, end in marks if start and end]
    quoted = [(start, end) for start, end in spans if text[start : start + 1] in ("'", '"')]
    ends = [0, *(end for _, end in quoted)]
    starts = [*(start for start, _ in quoted), len(text)]
    return _COMMENT.sub("", "''".join(text[end:start] for end, start in zip(ends, starts, strict=True)))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
