"""Measures that take a section alone where they take parts of it: ``inventory.total(section)`` is what the packet prints."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ParamSpec, TypeVar

from reportlib import messages
from reportlib.display.fitting import unfit
from reportlib.meeting.meeting import Meeting
from reportlib.records import inputs
from reportlib.records.records import Records

P = ParamSpec("P")
R = TypeVar("R")


# What a section has besides its inputs, and measures take.
OF_SECTION = ("meeting", "sources", "scored")
Part = str | Callable[..., Any]


def of_section(**other: Part) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A measure that may be given a section in place of its records and its meeting; each parameter takes the input of its own name,
    or of the ``other`` name that is given for it: ``@of_section(tests="quality")``; or what another measure makes of the section:
    ``@of_section(ranking=rank)``.

    An input that the parameters do not have to name is None where they name none. TypeError, with an example, where neither parts
    nor a section is given, or something else in place of records or of a meeting.
    """

    def taking(measure: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(measure)
        parameters = signature.parameters
        named_parts = {name: other.get(name, name) for name in parameters}
        parts = {
            name: kind for name, kind in named_parts.items() if callable(kind) or kind in (*inputs.FILES, *OF_SECTION)
        }
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
            given = dict(zip(parameters, args, strict=False)) | named
            if wrong := _misplaced(given, parts) or unfit(signature, args, named):
                raise TypeError(_expected(measure, parts, parameters, wrong))
            return measure(*args, **named)

        return called

    return taking


def made(section: Any, measure: Callable[..., Any]) -> Any:
    """What a measure makes of a section, made once: nothing that an analyst does changes its inputs."""
    kept = vars(section).setdefault("_made", {})
    if measure not in kept:
        kept[measure] = measure(section)
    return kept[measure]


def _is_section(given: object) -> bool:
    return not isinstance(given, Records) and isinstance(getattr(given, "meeting", None), Meeting)


def _part(section: Any, kind: Part, may_lack: bool) -> Any:
    if callable(kind):
        return made(section, kind)
    if kind in OF_SECTION:
        return getattr(section, kind)
    is_named = not may_lack or getattr(section.meeting.params.inputs, inputs.FILES[kind])
    return getattr(section, kind) if is_named else None


def _misplaced(given: Mapping[str, Any], parts: Mapping[str, Part]) -> str:
    """What stands in place of records or of a meeting (a frame, a text, a number); "" where nothing does."""
    for name, kind in parts.items():
        one = given.get(name)
        if kind in inputs.FILES and one is not None and not hasattr(one, "frame"):
            return messages.part_expected(part=name, wanted="Records", given=type(one).__name__)
        if kind == "meeting" and name in given and not hasattr(one, "params"):
            return messages.part_expected(part=name, wanted="Meeting", given=type(one).__name__)
    return ""


def _expected(
    measure: Callable, parts: Mapping[str, Part], parameters: Mapping[str, inspect.Parameter], wrong: str
) -> str:
    def texts() -> Iterator[str]:
        for name, parameter in parameters.items():
            if name not in parts and parameter.default is parameter.empty:
                annotation = str(parameter.annotation)
                yield '"…"' if annotation == "str" else "{…}" if annotation.startswith("Mapping") else name
        yield "section"

    name = f"{measure.__module__.removeprefix('reportlib.measures.').split('.')[0]}.{measure.__name__}"
    return messages.measure_expected(measure=name, wrong=wrong, example=f"{name}({', '.join(texts())})")
