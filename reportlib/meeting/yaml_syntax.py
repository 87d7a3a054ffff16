"""What the YAML parser's complaints mean to the person who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from reportlib import messages
from reportlib.errors import Problem

# What the parser's complaints mean to the person who wrote the file: (words in them, problem).
_SYNTAX: tuple[tuple[str, Callable[[int], Problem]], ...] = (
    (
        r"'\\t'",
        lambda column: messages.C07_tab(column=column),
    ),
    (
        r"tag|URI",
        lambda column: messages.C02_tags_not_taken(),
    ),
    (
        r"an alias|an anchor",
        lambda column: messages.C06_begins_with_anchor(),
    ),
    (
        r"quoted scalar.*(?:end of stream|document separator)",
        lambda column: messages.C03_quote_not_closed(),
    ),
    (
        r"escape",
        lambda column: messages.C03_backslash(),
    ),
    (
        r"mapping values are not allowed",
        lambda column: messages.C03_colon_out_of_place(column=column),
    ),
    (
        r"expected ',' or",
        lambda column: messages.C03_bracket_not_closed(),
    ),
    (
        r"expected <block end>|indentation|block collection|block mapping",
        lambda column: messages.C03_indentation(),
    ),
    (
        r"expected ':'",
        lambda column: messages.C03_colon_missing(),
    ),
    (
        r"cannot start any token",
        lambda column: messages.C03_special_character(),
    ),
    (
        r"incompatible YAML",
        lambda column: messages.C03_yaml_version(),
    ),
)

_SYNTAX_OTHERWISE: tuple[str, Callable[[int], Problem]] = (
    "",
    lambda column: messages.C03_yaml_not_understood(column=column),
)
# Complaints that the parser makes where it gave up; people look for them where the thing began.
_FROM_THE_START = {words for words, *_ in _SYNTAX if words.startswith(("quoted", "expected ','", "expected ':'"))}


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        row = len(re.findall("\r\n|\r|\n", text[: error.position])) + 1
        return messages.C03_unprintable_character(code=error.character).at(file=file, row=row)
    if not isinstance(error, yaml.MarkedYAMLError):
        raise error  # the parser has no other kinds
    said = f"{error.context} {error.problem}"
    mark = error.problem_mark or error.context_mark
    words, problem = next((one for one in _SYNTAX if re.search(one[0], said)), _SYNTAX_OTHERWISE)
    if words in _FROM_THE_START and error.context_mark:
        mark = error.context_mark
    row, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return problem(column).at(file, row=row)
