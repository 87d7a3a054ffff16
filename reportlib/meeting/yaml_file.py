"""A YAML file as data, each value with its line; what is dangerous or not understood is refused."""

from __future__ import annotations

import os
import typing
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from reportlib import messages
from reportlib.errors import ConfigError, Problem
from reportlib.language import say
from reportlib.meeting.file_text import shown_name, text_of
from reportlib.meeting.yaml_reader import Key, YamlReader, key_text
from reportlib.meeting.yaml_syntax import syntax_problem

MOST_PROBLEMS = 20  # shown at once


@dataclass(frozen=True)
class YamlFile:
    """A file that was read: its plain data, and on which line (from 1) each key and list item stands."""

    path: Path
    data: dict[str, object]
    lines: dict[Key, int] = field(repr=False)

    @property
    def name(self) -> str:
        """The file's name as a message may show it."""
        return shown_name(self.path)

    def line(self, path: Key) -> int:
        """The line of the value at ``path`` or, where there is none, of the nearest one around it."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)

    def problem(self, problem: Problem, path: Key) -> Problem:
        """A problem with the value at ``path``."""
        return problem.at(self.name, row=self.line(path), header=key_text(path))


def refuse(problems: list[Problem]) -> typing.NoReturn:
    """Raise ConfigError with the problems in the order of their lines, the first 20 of them."""
    problems = sorted(dict.fromkeys(problems), key=lambda p: p.row or 0)
    if len(problems) > MOST_PROBLEMS:
        more = len(problems) - MOST_PROBLEMS
        what = messages.more_problems_not_listed(count=more)
        problems = [*problems[:MOST_PROBLEMS], Problem(problems[0].code, what, file=problems[0].file)]
    raise ConfigError(*problems)


def load(path: str | os.PathLike, keys: typing.Iterable[str] = ()) -> YamlFile:
    """Read a YAML file whose outermost value is a mapping; ``keys`` are the outermost ones, to be named where it is none.

    Values are str, int, Decimal, bool, None, list and dict. Raises ConfigError, with the line of each problem, for a file
    that cannot be read, is no UTF-8 (a byte-order mark is taken), is over 1 MB or nested over 20 deep, for syntax errors,
    TAB as indentation, tags, anchors, aliases, more than one document, and keys that are twice there or are not
    lower-case words.
    """
    path = Path(path)
    reader = YamlReader(shown_name(path))
    text = text_of(path)
    try:
        reader.read(text)
    except yaml.YAMLError as error:
        reader.problems.append(syntax_problem(error, text, shown_name(path)))
    data = reader.data
    if not reader.problems and not isinstance(data, dict):
        empty = data is None
        if keys := [f"{key}:" for key in keys]:
            todo = messages.first_line_must_be(keys=say(" 或 ".join(keys), " or ".join(keys)))
        else:
            todo = messages.compare_with_example()
        reader.problem(messages.C03_file_empty(todo=todo) if empty else messages.C03_no_key_and_value(todo=todo), 1)
    if reader.problems or not isinstance(data, dict):
        refuse(reader.problems)
    return YamlFile(path, data, reader.lines)
