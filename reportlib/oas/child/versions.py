"""Which OAS a document says it follows."""

from __future__ import annotations

import re
from typing import Any

from reportlib.oas.child.finding import RawFinding, Unreadable, short

_NEWER = re.compile(r"3\.[2-9](\.|$)")


def family_of(data: Any) -> tuple[str | None, list[RawFinding]]:
    """The family of a document (2.0, 3.0 or 3.1), None where it is of none of them, and what is wrong with how it says so.

    A number where a text must stand is put right, so that the rest can be validated. :class:`Unreadable` where there is no
    description of an API at all.
    """
    if not isinstance(data, dict):
        raise Unreadable("no description")
    name = "openapi" if "openapi" in data else "swagger"
    if name not in data:
        raise Unreadable("no version" if "paths" in data else "no description")
    value, found = data[name], []
    if isinstance(value, int | float) and not isinstance(value, bool):
        found.append(RawFinding("version a number", (name,), {"value": short(value)}))
        value = data[name] = str(value) if name == "swagger" else f"{value}.0"
    if isinstance(value, str):
        if name == "swagger" and value == "2.0":
            return "2.0", found
        for family in ("3.0", "3.1"):
            if name == "openapi" and (value == family or value.startswith(f"{family}.")):
                return family, found
        if name == "openapi" and _NEWER.match(value):
            return None, [*found, RawFinding("version newer", (name,), {"value": short(value)})]
    return None, [*found, RawFinding("version unknown", (name,), {"value": short(value)})]
