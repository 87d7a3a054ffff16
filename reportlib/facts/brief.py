"""What measures give that is not shown itself but asked for its parts, in one line in a cell of a notebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Sized
from typing import Any

LONG = 40


class Brief:
    """A dataclass (``repr=False``) that says of each field its value where that is short, or how many there are, or what it is:
    ``Ranking(book=ScoringRulebook, scores=6, ranks=6)``; what is empty is left out."""

    def __repr__(self) -> str:
        fields = ((one.name, getattr(self, one.name)) for one in dataclasses.fields(self))  # type: ignore[arg-type]
        said = (f"{name}={_short(value)}" for name, value in fields if value is not None and not _is_empty(value))
        return f"{type(self).__name__}({', '.join(said)})"


def _is_empty(value: Any) -> bool:
    return isinstance(value, Sized) and not len(value)


def _short(value: Any) -> str:
    if isinstance(value, tuple | list | dict | set | frozenset):
        return str(len(value))
    said = repr(value)
    return said if len(said) <= LONG and "\n" not in said else type(value).__name__
