"""The bytes of a document as data, by a parser of our own limits: JSON, or YAML as the OAS means it (core schema, no tags, no bombs).

A document comes from outside: its size is limited before it gets here; here its encoding, depth, number of values, repeated keys,
aliases and tags are. Keys become texts, as in JSON; those that were numbers are told (:attr:`Parsed.number_keys`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from reportlib.oas.child.finding import Path, RawFinding, Unreadable, short, walked
from reportlib.oas.child.yaml_events import NumberTooLong, YamlData

MOST_DEEP = 100
MOST_VALUES = 500_000
MOST_DIGITS = 100
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_TRAILING = re.compile(r",\s*$")


@dataclass
class Parsed:
    """The data of a document, in which form it came, what is wrong with how it is written, and where keys were numbers."""

    data: Any
    form: str
    findings: list[RawFinding] = field(default_factory=list)
    number_keys: list[tuple[Path, list[str]]] = field(default_factory=list)


def parsed(data: bytes) -> Parsed:
    """The document; :class:`Unreadable` where there is none in these bytes."""
    text = _text(data)
    start = text.lstrip()
    if not start:
        raise Unreadable("empty")
    if start.startswith("<"):
        raise Unreadable("page")
    if start.startswith(("{", "[")):
        return _of_json(text)
    return _of_yaml(text)


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("encoding", row=1)
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xd0\xcf", b"\x1f\x8b")) or b"\0" in data[:1_000]:
        raise Unreadable("no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise Unreadable("encoding", row=data[: bad.start].count(b"\n") + 1) from None


# -- JSON ----------------------------------------------------------------------------------------------------------------


def _of_json(text: str) -> Parsed:
    _refuse_depth(text)
    twice: list[tuple[dict, list[str]]] = []
    count = 0

    def pairs(found: list[tuple[str, Any]]) -> dict:
        nonlocal count
        count += len(found) + 1
        if count > MOST_VALUES:
            raise Unreadable("too many values", limit=MOST_VALUES)
        made = dict(found)
        if len(made) < len(found):
            names = [name for name, _ in found]
            twice.append((made, sorted({short(name) for name in names if names.count(name) > 1})))
        return made

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_int=_whole, parse_constant=_no_constant)
    except json.JSONDecodeError as wrong:
        _refuse_json(text, wrong)
    except NumberTooLong:
        raise Unreadable("number too long", limit=MOST_DIGITS) from None
    except RecursionError:
        raise Unreadable("too deep", limit=MOST_DEEP) from None
    result = Parsed(data, "JSON")
    places = {id(value): path for path, value in walked(data) if isinstance(value, dict)} if twice else {}
    for made, names in twice:
        if id(made) in places:
            result.findings.append(RawFinding("key twice", places[id(made)], {"keys": names}))
    return result


def _refuse_json(text: str, wrong: json.JSONDecodeError) -> NoReturn:
    """What is wrong with a text that is no JSON, by its line and column."""
    at = wrong.lineno, wrong.colno
    before, sign = text[: wrong.pos], text[wrong.pos : wrong.pos + 1]
    if wrong.msg.startswith("Illegal trailing comma") or sign in ("}", "]") and _TRAILING.search(before[-2_000:]):
        comma = before.rstrip().removesuffix(",") if sign in ("}", "]") else before
        last = text[wrong.pos :].lstrip(",").lstrip()[:1] if sign == "," else sign
        row = comma.count("\n") + 1
        raise Unreadable("trailing comma", row=row, sign=last or "}", at=at[0]) from None
    if wrong.msg == "Extra data":
        raise Unreadable("json goes on", row=at[0], column=at[1]) from None
    if not sign:
        raise Unreadable("json cut off", row=at[0], column=at[1]) from None
    raise Unreadable("no json", sign=short(sign), row=at[0], column=at[1]) from None


def _refuse_depth(text: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        if sign in "[{":
            depth += 1
            if depth > MOST_DEEP:
                raise Unreadable("too deep", limit=MOST_DEEP)
        elif sign in "]}":
            depth -= 1


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise NumberTooLong
    return int(digits)


def _no_constant(name: str) -> NoReturn:
    raise Unreadable("no json number", sign=name)


# -- YAML ----------------------------------------------------------------------------------------------------------------


def _of_yaml(text: str) -> Parsed:
    built = YamlData(MOST_DEEP, MOST_VALUES, MOST_DIGITS)
    data = built.read(text)
    result = Parsed(data, "YAML")
    places = {id(value): path for path, value in walked(data) if isinstance(value, dict)}
    for found, made, names in built.odd_keys:
        if (path := places.get(id(made))) is None:
            continue
        if found == "twice":
            result.findings.append(RawFinding("key twice", path, {"keys": names}))
        else:
            result.number_keys.append((path, names))
    return result
