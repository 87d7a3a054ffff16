"""What mkdocstrings is told of a docstring: its roles (``:func:`name```) and examples as Markdown has them."""

from __future__ import annotations

import re
from typing import Any

import griffe

_ROLE = re.compile(r":[a-z]+:`[~!]?([^`]+)`")
_EXAMPLE = re.compile(r"^( *)>>> .*(?:\n\1\S.*)*", re.MULTILINE)


def as_markdown(text: str) -> str:
    """A docstring without roles, its examples fenced.

    >>> print(as_markdown("See :func:`reportlib.roc.day`."))
    See `reportlib.roc.day`.
    """
    text = _ROLE.sub(r"`\1`", text.replace("``", "`"))
    return _EXAMPLE.sub(lambda found: f"{found[1]}```pycon\n{found[0]}\n{found[1]}```", text)


class AsMarkdown(griffe.Extension):
    """Each docstring once, when its object is read."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        if obj.docstring:
            obj.docstring.value = as_markdown(obj.docstring.value)
