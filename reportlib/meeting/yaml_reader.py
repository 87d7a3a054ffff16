"""Plain data from the events of a YAML parser, each value with its line; what is dangerous or not understood is told."""

from __future__ import annotations

import contextlib
import re
from decimal import Decimal

import yaml

from reportlib.errors import Problem, quoted
from reportlib.language import say

DEEPEST = 20  # collections inside each other
MOST_VALUES = 50_000  # keys not counted; so many are read in about a second
LONGEST_NUMBER = 30  # characters

Key = tuple[str | int, ...]

_KEY = re.compile(r"[a-z][a-z0-9_]*")
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
# Characters that no text may hold, however it is escaped: controls but for TAB and line ends, halves of surrogate pairs.
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

    def problem(self, code: str, line: int, what: str, todo: str = "", header: str = "") -> None:
        self.problems.append(Problem(code, what, todo, file=self.file, row=line, header=header))

    def read(self, text: str) -> None:
        self._events = yaml.parse(text, Loader=yaml.SafeLoader)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    what = say(
                        "一個檔案只能有一份文件，這裡開始了第二份（---）。",
                        "a file holds one document; a second one (---) begins here.",
                    )
                    return self.problem(
                        "C06", _line(event), what, say("請刪去或分成兩個檔案。", "Delete it or split the file.")
                    )
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
            what = say(
                f"檔案有超過 {MOST_VALUES} 個值，不是設定檔。",
                f"the file holds more than {MOST_VALUES} values and is no configuration.",
            )
            self.problem("C06", _line(event), what, say("請確認檔案。", "Check which file it is."))
            raise _TooMuch
        if (anchor := getattr(event, "anchor", None)) is not None:
            mark = f"*{anchor}" if isinstance(event, yaml.AliasEvent) else f"&{anchor}"
            what = say(f"不接受錨點與別名（{quoted(mark)}）。", f"anchors and aliases are not taken ({quoted(mark)}).")
            todo = say("請把內容重寫一次；若是文字，請加引號。", "Write the content out; quote it if it is text.")
            self.problem("C06", _line(event), what, todo, key_text(path))
        if (tag := getattr(event, "tag", None)) is not None:
            self._refuse_tag(event, tag, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(path) >= DEEPEST:
                what = say(f"巢狀超過 {DEEPEST} 層。", f"nested more than {DEEPEST} deep.")
                self.problem("C06", _line(event), what, say("請簡化結構。", "Make it simpler."))
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
                what = say(
                    f"鍵{quoted(key)}重複，第 {first} 列已經有了。",
                    f"the key {quoted(key)} is there twice; it is on line {first} already.",
                )
                self.problem("C04", line, what, say("請刪去其中一個。", "Delete one of them."), key_text(below))
            self.lines.setdefault(below, line)
            value = self._value(next(self._events), below)
            found.setdefault(key, value)
        return found

    def _key(self, event: yaml.Event, path: Key) -> str:
        """The key's text; a key that cannot be one is reported and gets a name that no other key has."""
        nameless = f"?{_line(event)}:{event.start_mark.column if event.start_mark else 0}"
        if not isinstance(event, yaml.ScalarEvent):
            self._value(event, (*path, nameless))
            what = say("鍵必須是一個英文小寫的詞。", "a key must be one lower-case word.")
            self.problem(
                "C01", _line(event), what, say("若是文字，請加引號。", "Quote it if it is text."), key_text(path)
            )
            return nameless
        if event.anchor is not None or event.tag is not None:
            self._value(event, (*path, nameless))
        if not _KEY.fullmatch(event.value):
            what = say(f"{quoted(event.value)}不能當鍵。", f"{quoted(event.value)} cannot be a key.")
            todo = say(
                "鍵只能用英文小寫字母、數字與底線，以字母開頭。",
                "A key is of lower-case letters, digits and underscores, a letter first.",
            )
            self.problem("C01", _line(event), what, todo, key_text(path))
            return nameless
        return event.value

    def _scalar(self, event: yaml.ScalarEvent, path: Key) -> object:
        text = event.value
        if bad := _NO_TEXT.search(text):
            what = say(
                f"文字中有控制字元 U+{ord(bad[0]):04X}。", f"the text holds the control character U+{ord(bad[0]):04X}."
            )
            self.problem("C03", _line(event), what, say("請刪去該字元。", "Delete it."), key_text(path))
        if event.style is not None:  # quoted, or a block
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        number = int if INTEGER.fullmatch(text) else Decimal if DECIMAL.fullmatch(text) else None
        if number and len(text) > LONGEST_NUMBER:
            what = say(
                f"數字{quoted(text)}超過 {LONGEST_NUMBER} 位。",
                f"the number {quoted(text)} has more than {LONGEST_NUMBER} digits.",
            )
            self.problem(
                "C03", _line(event), what, say("若是代碼，請加引號。", "Quote it if it is a code."), key_text(path)
            )
            return text
        return number(text) if number else text

    def _refuse_tag(self, event: yaml.Event, tag: str, path: Key = ()) -> None:
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        what = say(f"不接受標籤{quoted(tag)}。", f"the tag {quoted(tag)} is not taken.")
        self.problem(
            "C02",
            _line(event),
            what,
            say("請刪去標籤；若是文字，請加引號。", "Delete it; quote it if it is text."),
            key_text(path),
        )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
