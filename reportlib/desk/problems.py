"""Problems as the pages of the desk show them."""

from __future__ import annotations

from typing import Any

from reportlib.errors import Problem


def told(problem: Problem) -> dict[str, Any]:
    """A problem as the pages show it."""
    return {
        "code": problem.code,
        "place": problem.file + (f"〔{problem.sheet}〕" if problem.sheet else ""),
        "row": problem.row,
        "header": problem.header,
        "what": problem.what,
        "todo": problem.todo,
    }


def said(what: str, todo: str = "", place: str = "") -> dict[str, Any]:
    """What a page itself has to say, in the same form."""
    return told(Problem("", what, todo, place))
