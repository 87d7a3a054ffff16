"""What is said where a public function is not given what it takes: which argument it lacks or does not know, and an example."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar

from reportlib import messages
from reportlib.language import say

P = ParamSpec("P")
R = TypeVar("R")


def unfit(signature: inspect.Signature, given: Sequence[object], named: Mapping[str, object]) -> str:
    """In words why a call does not fit: names that are unknown, values that are too many, arguments that lack; "" where it fits."""
    parameters = signature.parameters.values()
    kinds = {one.kind for one in parameters}
    taken = [one.name for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    keys = {one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)}
    said = []
    if unknown := [] if inspect.Parameter.VAR_KEYWORD in kinds else [name for name in named if name not in keys]:
        said.append(messages.arguments_unknown(names=unknown))
    if len(given) > len(taken) and inspect.Parameter.VAR_POSITIONAL not in kinds:
        said.append(messages.arguments_too_many(most=len(taken), given=len(given)))
    filled = {*taken[: len(given)], *named}
    needed = [one.name for one in parameters if one.default is one.empty and one.name in {*taken, *keys}]
    if lacking := [name for name in needed if name not in filled]:
        said.append(messages.arguments_lack(names=lacking))
    if twice := [name for name in taken[: len(given)] if name in named]:
        said.append(messages.arguments_twice(names=twice))
    return say("；", "; ").join(said)


def fitting(function: Callable[P, R]) -> Callable[P, R]:
    """A function that says what a call lacks, with the first example of its docstring, in place of Python's own TypeError."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def called(*args: P.args, **named: P.kwargs) -> R:
        try:
            return function(*args, **named)
        except TypeError:
            if wrong := unfit(signature, args, named):
                raise TypeError(told(function, wrong)) from None
            raise

    return called


def told(function: Callable[..., Any], wrong: str) -> str:
    """What is wrong with a call of a public function, with an example."""
    _, room, *home = function.__module__.split(".")
    name = f"{home[0]}.{function.__name__}" if room == "measures" else function.__name__
    return messages.call_expected(function=name, wrong=wrong, example=example_of(function))


def example_of(function: Callable[..., Any]) -> str:
    """The first example of a docstring, on one line; the bare call where it has none."""
    lines = (line.strip() for line in (function.__doc__ or "").splitlines())
    return next(
        (line.removeprefix(">>> ") for line in lines if line.startswith(">>> ")),
        f"{function.__name__}(…)",
    )
