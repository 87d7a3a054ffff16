"""What the validator does not look for: keys that somebody could use, and a description that is valid and describes nothing."""

from __future__ import annotations

from typing import Any

from reportlib.oas.child.finding import Path, RawFinding, walked
from reportlib.privacy import secrets

_VALUES = ("default", "example", "x-example", "examples", "value", "const")
_MOST = 20


def secrets_in(data: Any) -> list[RawFinding]:
    """Where a key or a password stands in the document: the place only."""
    found = []
    for path, value in walked(data):
        if not isinstance(value, str) or len(value) < secrets.SHORTEST:
            continue
        name = _name_at(data, path) if any(step in _VALUES for step in path[-3:]) else ""
        if secrets.is_secret(name, value[:4_000]):
            found.append(RawFinding("secret", path))
        if len(found) == _MOST:
            break
    return found


def _name_at(data: Any, path: Path) -> str:
    """What the value is called: the parameter around it, or the property."""
    here, named = data, ""
    for step in path:
        if isinstance(here, dict) and isinstance(here.get("name"), str):
            named = here["name"]
        elif isinstance(step, str) and step not in (*_VALUES, "schema", "properties", "items", "components", "paths"):
            named = step
        here = here[step]
    return named


def useless(data: dict, family: str, operations: int) -> list[RawFinding]:
    """A description that the OAS allows and that nobody can call: without an operation, or without a server."""
    found = []
    if isinstance(data.get("paths"), dict) and not operations:
        found.append(RawFinding("no operation", ("paths",)))
    if family == "2.0":
        has_server = bool(data.get("host"))
    else:
        paths = data.get("paths")
        items = [data, *(paths.values() if isinstance(paths, dict) else ())]
        has_server = any(isinstance(item, dict) and _names_one(item.get("servers")) for item in items)
    if not has_server:
        found.append(RawFinding("no server", (), {"key": "host" if family == "2.0" else "servers"}))
    return found


def _names_one(servers: Any) -> bool:
    return isinstance(servers, list) and any(isinstance(one, dict) and one.get("url") for one in servers)
