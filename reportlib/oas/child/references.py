"""Every ``$ref`` of a document before anything follows one: what leads out is refused, what leads nowhere or never ends is told and taken out.

The validator would open what a reference names (a ``file:`` is read and its text stands in a message), stop at one that leads
nowhere, and recurse through schemas that only refer to each other until Python gives up.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from reportlib.oas.child.finding import Path, RawFinding, short, walked

_DYNAMIC = ("$dynamicRef", "$recursiveRef")  # these may name an anchor
_INSIDE = ("allOf", "anyOf", "oneOf")
_NOWHERE = object()


def leading_out(data: object) -> list[RawFinding]:
    """Each reference that does not begin with ``#/``."""
    found = []
    for path, value in walked(data):
        if not isinstance(value, dict):
            continue
        for name in ("$ref", *_DYNAMIC):
            target = value.get(name)
            begin = "#/" if name == "$ref" else "#"
            if isinstance(target, str) and not target.startswith(begin):
                found.append(RawFinding("reference out", (*path, name), {"target": short(target)}))
    return found


def mended(data: dict) -> list[RawFinding]:
    """Each reference that leads nowhere, or in a circle of references only; each is replaced by what asks for nothing, so that the rest
    of the document can be validated."""
    found = []
    references = [
        (path, value)
        for path, value in walked(data)
        if isinstance(value, dict) and isinstance(value.get("$ref"), str) and value["$ref"].startswith("#/")
    ]
    for path, value in references:
        if target_of(data, value["$ref"]) is _NOWHERE:
            found.append(RawFinding("reference nowhere", (*path, "$ref"), {"target": short(value["$ref"])}))
            _take_out(value)
    seen: set[int] = set()
    for path, value in references:
        if "$ref" in value and id(value) not in seen and (circle := _circle(data, value, seen)) is not None:
            found.append(RawFinding("reference endless", (*path, "$ref"), {"target": short(circle["$ref"])}))
            _take_out(circle)
    return found


def target_of(data: object, reference: str) -> Any:
    """What ``#/a/b`` names in a document; a mark of its own where there is nothing."""
    here: Any = data
    for part in reference[2:].split("/"):
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        if isinstance(here, dict) and key in here:
            here = here[key]
        elif isinstance(here, list) and key.isdecimal() and len(key) < 9 and int(key) < len(here):
            here = here[int(key)]
        else:
            return _NOWHERE
    return here


def place_of(data: object, parts: Path) -> Path:
    """Where a value really stands to which the validator came by these steps, through references."""
    here: Any = data
    place: list[Any] = []
    for part in parts:
        for _ in range(50):
            if not (isinstance(here, dict) and isinstance(here.get("$ref"), str) and part not in here):
                break
            place = [unquote(one).replace("~1", "/").replace("~0", "~") for one in here["$ref"][2:].split("/")]
            here = target_of(data, here["$ref"])
        place.append(part)
        try:
            here = here[part]
        except (LookupError, TypeError):
            here = None
    return tuple(place)


def _take_out(value: dict) -> None:
    """A reference becomes what would do at its place."""
    target = value.pop("$ref")
    value.clear()
    if "/responses/" in target:
        value["description"] = ""


def _circle(data: dict, first: dict, done: set[int]) -> dict | None:
    """The reference that closes a circle which can be walked from this one by references and compositions alone."""
    under_way: set[int] = set()
    waiting: list[tuple[dict, bool]] = [(first, False)]
    while waiting:
        value, is_left = waiting.pop()
        if is_left:
            under_way.discard(id(value))
            done.add(id(value))
            continue
        if id(value) in done:
            continue
        under_way.add(id(value))
        waiting.append((value, True))
        for inner in _next(data, value):
            if id(inner) in under_way:
                return value if "$ref" in value else _reference_in(value)
            waiting.append((inner, False))
    return None


def _reference_in(value: dict) -> dict | None:
    """The composition closed the circle itself, by a part that a YAML alias shares; no reference is to blame."""
    return next((one for one in _parts(value) if "$ref" in one), None)


def _next(data: dict, value: dict) -> list[dict]:
    if isinstance(reference := value.get("$ref"), str):
        target = target_of(data, reference)
        return [target] if isinstance(target, dict) else []
    return _parts(value)


def _parts(value: dict) -> list[dict]:
    found = [one for name in _INSIDE if isinstance(value.get(name), list) for one in value[name]]
    return [one for one in (*found, value.get("not")) if isinstance(one, dict)]
