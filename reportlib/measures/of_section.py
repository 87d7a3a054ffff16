"""Measures that take a section alone where they take parts of it: ``inventory.total(section)`` is what the packet prints."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ParamSpec, TypeVar

from reportlib import messages
from reportlib.meeting.meeting import Meeting
from reportlib.records import inputs
from reportlib.records.records import Records

P = ParamSpec("P")
R = TypeVar("R")


def of_section(**other: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A measure that may be given a section in place of its records and its meeting; each parameter takes the input of its own name,
    or of the ``other`` name that is given for it: ``@of_section(tests="quality")``.

    An input that the parameters do not have to name is None where they name none. TypeError, with an example, where neither parts
    nor a section is given.
    """

    def taking(measure: Callable[P, R]) -> Callable[P, R]:
        parameters = inspect.signature(measure).parameters
        parts = {name: other.get(name, name) for name in parameters}
        parts = {name: kind for name, kind in parts.items() if kind in inputs.FILES or name == "meeting"}
        may_lack = {name for name in parts if "None" in str(parameters[name].annotation)}

        @functools.wraps(measure)
        def called(*args: Any, **named: Any) -> R:
            at = next((at for at, one in enumerate(args) if _is_section(one)), None)
            if at is not None:
                said = {
                    name: _part(args[at], kind, name in may_lack) for name, kind in parts.items() if name not in named
                }
                free = [name for name in parameters if name not in said | named]
                others = (*args[:at], *args[at + 1 :])
                named = {**said, **named, **dict(zip(free, others, strict=False))}
                args = others[len(free) :]
            try:
                inspect.signature(measure).bind(*args, **named)
            except TypeError as wrong:
                raise TypeError(_expected(measure, parts, parameters, wrong)) from None
            return measure(*args, **named)

        return called

    return taking


def _is_section(given: object) -> bool:
    return not isinstance(given, Records) and isinstance(getattr(given, "meeting", None), Meeting)


def _part(section: Any, kind: str, may_lack: bool) -> Any:
    if kind == "meeting":
        return section.meeting
    is_named = not may_lack or getattr(section.meeting.params.inputs, inputs.FILES[kind])
    return getattr(section, kind) if is_named else None


def _expected(
    measure: Callable, parts: Mapping[str, str], parameters: Mapping[str, inspect.Parameter], wrong: TypeError
) -> str:
    def texts() -> Iterator[str]:
        for name, parameter in parameters.items():
            if name not in parts and parameter.default is parameter.empty:
                yield '"…"' if "str" in str(parameter.annotation) else name
        yield "section"

    name = f"{measure.__module__.removeprefix('reportlib.measures.').split('.')[0]}.{measure.__name__}"
    return messages.measure_expected(measure=name, wrong=str(wrong), example=f"{name}({', '.join(texts())})")
