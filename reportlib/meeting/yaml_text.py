"""A YAML file changed in place, its comments kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

import yaml

from reportlib.meeting.fields import MARK
from reportlib.meeting.yaml_reader import CONSTANTS, DECIMAL, INTEGER

LAST = "前次："  # in the comment of a mark: what stood there a meeting ago
_LAST = re.compile(rf"\s*# {LAST}\S.*")

# -- a YAML file changed in place --------------------------------------------------------------------------------------------


class YamlText:
    """A YAML text whose values are replaced where they stand, so that comments, order and blank lines stay."""

    def __init__(self, text: str):
        self.text = text
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            raise ValueError("there is nothing in this YAML text")
        self._root = root
        self._edits: list[tuple[int, int, str]] = []

    def node(self, *path: str | int) -> yaml.Node | None:
        """What is at this path; None where there is nothing."""
        node: yaml.Node | None = self._root
        for part in path:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == part), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            else:
                return None
        return node

    def _there(self, path: tuple) -> yaml.Node:
        """The same of a path that the file has; KeyError where it does not."""
        node = self.node(*path)
        if node is None:
            raise KeyError(path)
        return node

    def put(self, path: tuple, key: str, value: str) -> None:
        """The value of a key of the mapping at ``path``: in the place of the one that it has, or else added."""
        if self.node(*path, key) is None:
            self.add(path, key, value)
        else:
            self.replace((*path, key), value)

    def written(self, *path: str | int) -> str:
        """The value as it stands in the file, without quotes."""
        return self._there(path).value

    def replace(self, path: tuple, value: str, comment: str = "") -> None:
        """``value`` is written as it is; the comment follows it where the line has none, or only what :meth:`mark` wrote a meeting ago."""
        node = self._there(path)
        end = _end(node, self.text)
        rest = self.text[end : self._line_end(end)]
        if comment and _LAST.fullmatch(rest):
            end, rest = self._line_end(end), ""
        self._edits.append(
            (node.start_mark.index, end, value + (f"  # {comment}" if comment and not rest.strip() else ""))
        )

    def mark(self, *path: str | int, keep: bool = True, text: str = "") -> bool:
        """Mark a value as to be filled in, with the old text (or this ``text``) behind the mark, or the old one in a comment; False
        where there is none."""
        node = self.node(*path)
        if node is None or not isinstance(node, yaml.ScalarNode) or not node.value:
            return False
        if keep:
            self.replace(path, plain_scalar(f"{MARK}：{text or node.value.strip()}"))
        else:
            self.replace(path, MARK, f"{LAST}{' '.join(node.value.split())}")
        return True

    def append(self, path: tuple, value: str) -> None:
        """One more item at the end of a list."""
        node = self._there(path)
        if not isinstance(node, yaml.CollectionNode) or not node.value:
            self._edits.append((node.start_mark.index, node.end_mark.index, f"[{value}]"))
        elif node.flow_style:
            end = _end(node.value[-1], self.text)
            self._edits.append((end, end, f", {value}"))
        else:
            self._new_line(node, f"- {value}")

    def add(self, path: tuple, key: str, value: str) -> None:
        """One more key at the end of a mapping that has some."""
        node = self._there(path)
        if not isinstance(node, yaml.MappingNode):
            raise KeyError(path)
        if node.flow_style:
            end = _end(node.value[-1][1], self.text)
            self._edits.append((end, end, f", {key}: {value}"))
        else:
            self._new_line(node, f"{key}:{'' if value[:1] in (chr(13), chr(10)) else ' '}{value}")

    def put_as(self, path: tuple, key: str, new: str, value: str) -> None:
        """Another key with another value in the place of a key of the mapping at ``path``."""
        node = self._there(path)
        name, old = next((name, old) for name, old in node.value if name.value == key)
        self._edits.append((name.start_mark.index, _end(old, self.text), f"{new}: {value}"))

    def is_block(self, *path: str | int) -> bool:
        """Whether the list or mapping there has a line for each of its items."""
        node = self.node(*path)
        return isinstance(node, yaml.CollectionNode) and bool(node.value) and not node.flow_style

    def insert(self, path: tuple, at: int, pairs: Sequence[tuple[str, str]]) -> None:
        """A mapping of these keys and values, written as they are, as item ``at`` of a list that has some."""
        node = self._there(path)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise KeyError(path)
        before = node.value[min(at, len(node.value)) - 1] if at else None
        if node.flow_style:
            end = _end(before, self.text) if before else node.value[0].start_mark.index
            item = flow(pairs)
            self._edits.append((end, end, f", {item}" if before else f"{item}, "))
        elif before:
            end = self._line_end(_end(before, self.text))
            self._edits.append((end, end, self.newline + self.block(pairs, node.start_mark.column)))
        else:
            begin = self._dash(node.value[0])
            self._edits.append((begin, begin, self.block(pairs, node.start_mark.column) + self.newline))

    def block(self, pairs: Sequence[tuple[str, str]], column: int) -> str:
        """A mapping as an item of a list that begins at this column, a line for each key."""
        lead = " " * column
        lines = [f"{lead}{'- ' if not n else '  '}{key}: {value}" for n, (key, value) in enumerate(pairs)]
        return self.newline.join(lines)

    def swap(self, path: tuple, n: int) -> None:
        """Items ``n`` and ``n + 1`` of a list change places, each with the comment that stands right above it."""
        node = self._there(path)
        if not isinstance(node, yaml.CollectionNode):
            raise KeyError(path)
        one, other = (self._span(node, at) for at in (n, n + 1))
        self._edits.append((*one, self.text[slice(*other)]))
        self._edits.append((*other, self.text[slice(*one)]))

    def _span(self, parent: yaml.CollectionNode, n: int) -> tuple[int, int]:
        node = parent.value[n]
        if parent.flow_style:
            return node.start_mark.index, _end(node, self.text)
        begin = self._dash(node)
        while n and begin and re.fullmatch(rf" {{{parent.start_mark.column}}}#.*", self._line_before(begin)):
            begin = self._line_start(begin - len(self.newline))
        return begin, self._line_end(_end(node, self.text))

    def _line_before(self, begin: int) -> str:
        end = begin - len(self.newline)
        return self.text[self._line_start(end) : end]

    def _dash(self, node: yaml.Node) -> int:
        """Where the line of an item of a block begins; its dash may have a line of its own."""
        before = self.text[: node.start_mark.index].rstrip()
        return self._line_start(len(before) - 1 if before.endswith("-") else node.start_mark.index)

    def drop(self, path: tuple) -> None:
        """Take a key with its value, or an item of a list, away; where it was the last one, so that nothing would be left, the
        whole of what it stood in."""
        parent = self._there(path[:-1])
        if not isinstance(parent, yaml.CollectionNode):
            raise KeyError(path)
        places = [(pair[0], pair[1]) if isinstance(pair, tuple) else (pair, pair) for pair in parent.value]
        n = next(n for n, (key, _) in enumerate(places) if path[-1] in (n, getattr(key, "value", None)))
        if len(places) == 1:
            return self.drop(path[:-1])
        first, last = places[n]
        if parent.flow_style:
            begin, end = first.start_mark.index, _end(last, self.text)
            if n:
                begin = _end(places[n - 1][1], self.text)
            else:
                end = places[1][0].start_mark.index
        else:
            begin = self._item_start(first, is_key=isinstance(parent, yaml.MappingNode))
            end = self._line_end(_end(last, self.text))
            end += len(re.match(r"\r\n|\r|\n|", self.text[end:])[0])  # type: ignore[index]
            if n == 0 and isinstance(parent, yaml.MappingNode) and begin != self._line_start(begin):
                # The first key stands behind the dash of its item: the next one takes its place there.
                end = places[1][0].start_mark.index
        self._edits.append((begin, end, ""))
        return None

    def _item_start(self, node: yaml.Node, is_key: bool) -> int:
        start = node.start_mark.index
        line = self._line_start(start)
        before = self.text[line:start]
        return start if is_key and before.strip() else line if is_key else self._dash(node)

    def _line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def empty(self, key: str, comment: str) -> None:
        """An empty list in place of an outermost one."""
        pair = next((k, v) for k, v in self._root.value if k.value == key)
        end = self._line_end(_end(pair[1], self.text))
        self._edits.append((pair[0].end_mark.index, end, f": []  # {comment}"))

    def head(self, change: Callable[[str], str]) -> None:
        """Change what stands before the first key."""
        end = self._root.start_mark.index
        self._edits.append((0, end, change(self.text[:end])))

    def changed(self) -> str:
        """The text with every change; what is added at one place stands there in the order in which it was added."""
        text = self.text
        for start, end, new in reversed(sorted(self._edits, key=lambda edit: edit[:2])):
            text = text[:start] + new + text[end:]
        return text

    def _new_line(self, node: yaml.CollectionNode, line: str) -> None:
        last = node.value[-1]
        end = self._line_end(_end(last[1] if isinstance(last, tuple) else last, self.text))
        self._edits.append((end, end, f"{self.newline}{' ' * node.start_mark.column}{line}"))

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _line_end(self, index: int) -> int:
        end = re.compile(r"\r\n|\r|\n").search(self.text, index)
        return end.start() if end else len(self.text)


def without_comments(text: str, begin: str) -> str:
    """A YAML text without the comments that begin so, each with the line that it has to itself."""
    for start, end in reversed(list(_comments(text))):
        if text[start:end].lstrip("#").strip().startswith(begin):
            line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
            if text[line:start].strip():
                text = text[:start].rstrip(" \t") + text[end:]
            else:
                text = text[:line] + re.sub(r"^(?:\r\n|\r|\n)", "", text[end:])
    return text


def in_comments(text: str, pattern: re.Pattern[str], new: str) -> str:
    """A YAML text with the pattern replaced in its comments alone."""
    for start, end in reversed(list(_comments(text))):
        text = text[:start] + pattern.sub(new, text[start:end]) + text[end:]
    return text


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where each comment of a YAML text begins and ends; a sign within a value begins none."""
    scalars = [
        (one.start_mark.index, one.end_mark.index)
        for one in yaml.scan(text, Loader=yaml.SafeLoader)
        if isinstance(one, yaml.ScalarToken)
    ]
    end = 0
    for found in re.finditer(r"(?<![^ \t\r\n\ufeff])#", text):
        at = found.start()
        if at >= end and not any(first <= at < last for first, last in scalars):
            line = re.compile(r"[^\r\n]*").match(text, at)
            end = line.end() if line else at
            yield at, end


def _end(node: yaml.Node, text: str) -> int:
    """Where a value's own text ends: a block's mark stands behind the comments that follow it."""
    if isinstance(node, yaml.ScalarNode):
        return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return node.end_mark.index
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, text)


def flow(pairs: Sequence[tuple[str, str]]) -> str:
    """A mapping of keys and values, written as they are, on one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def plain_scalar(text: str) -> str:
    """A text as YAML, in quotes where a plain one might be read differently."""
    harmless = not re.search(r"""[,\[\]{}#&*!|>'"%@`:\\\t\r\n]""", text) and text == text.strip()
    return text if harmless else json.dumps(text, ensure_ascii=False)


def text_scalar(text: str) -> str:
    """The same of a text that has to stay one: 110 is the text, not the number."""
    is_other = INTEGER.fullmatch(text) or DECIMAL.fullmatch(text) or text in CONSTANTS or text[:1] in "-?="
    return json.dumps(text, ensure_ascii=False) if is_other else plain_scalar(text)
