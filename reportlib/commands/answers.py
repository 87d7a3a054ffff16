"""What a command answers a program (``--json``), and what is left unsaid where nothing is to be said (``--quiet``)."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from reportlib import terminal
from reportlib.errors import Problem

SHOWN = ("explain", "diff", "sections", "cache", "oas")  # what these print is what they are asked for


@contextlib.contextmanager
def said_as_asked(asked: argparse.Namespace) -> Iterator[None]:
    """Sentences on standard output are left unsaid within, where a program is answered, or where nobody wants to hear them."""
    is_quiet = getattr(asked, "quiet", False)
    terminal.be_quiet(is_quiet)
    asked.told = {}
    if wants_json(asked) or is_quiet and asked.command not in SHOWN:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    else:
        yield


def wants_json(asked: argparse.Namespace) -> bool:
    return bool(getattr(asked, "json", False))


def tell(asked: argparse.Namespace, **fields: object) -> None:
    """What there is to say beside the sentences, for ``--json``."""
    asked.told |= fields


def answer(asked: argparse.Namespace, code: int, problems: Iterable[Problem] = ()) -> None:
    """Print the answer to a program: one object, whatever became of the command; nothing where none is asked for."""
    if not wants_json(asked):
        return
    said = getattr(asked, "told", {})
    found = [*said.get("problems", ()), *map(problem_json, problems)]
    whole = {"command": asked.command, "exit_code": code} | said | {"problems": found}
    print(json.dumps(whole, ensure_ascii=False, indent=2, default=str))


def problem_json(problem: Problem) -> dict:
    """A problem by its parts, and as people are told it."""
    return dataclasses.asdict(problem) | {"message": str(problem)}


def plain(value: Mapping[str, object]) -> dict[str, object]:
    """Without what there is nothing to say of."""
    return {key: one for key, one in value.items() if one not in (None, "", (), [], {})}
