"""The findings of the child as sentences in the user's language, each with its place in the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reportlib import messages
from reportlib.errors import Problem
from reportlib.oas.model import ApiFault, Level
from reportlib.text import visible

LONGEST_PATH = 160
_PLAIN = re.compile(r"[$A-Za-z_][A-Za-z0-9_-]*")
_TYPES: Mapping[str, Callable[[], str]] = {
    "array": lambda: messages.type_array(),
    "boolean": lambda: messages.type_boolean(),
    "integer": lambda: messages.type_integer(),
    "null": lambda: messages.type_null(),
    "number": lambda: messages.type_number(),
    "object": lambda: messages.type_object(),
    "string": lambda: messages.type_string(),
}
Gaps = Mapping[str, Any]


def _names(gaps: Gaps, key: str) -> list[str]:
    return [clean(one) for one in gaps[key]]


def _types(gaps: Gaps) -> list[str]:
    return [_TYPES[one]() if one in _TYPES else clean(one) for one in gaps["types"]]


# What the child may find, how bad it is, and how it is said.
KINDS: dict[str, tuple[Level, Callable[[Gaps], Problem]]] = {
    "no json": ("error", lambda g: messages.S01_no_json(row=g["row"], column=g["column"], sign=g["sign"])),
    "trailing comma": ("error", lambda g: messages.S01_trailing_comma(row=g["row"], sign=g["sign"], at=g["at"])),
    "json cut off": ("error", lambda g: messages.S01_cut_off(row=g["row"], column=g["column"])),
    "json goes on": ("error", lambda g: messages.S01_goes_on(row=g["row"], column=g["column"])),
    "no json number": ("error", lambda g: messages.S01_no_number(sign=g["sign"])),
    "no yaml": ("error", lambda g: messages.S01_no_yaml(row=g["row"], column=g["column"])),
    "yaml tab": ("error", lambda g: messages.S01_yaml_tab(row=g["row"])),
    "encoding": ("error", lambda g: messages.S01_encoding(row=g["row"])),
    "no text": ("error", lambda g: messages.S01_no_text()),
    "empty": ("error", lambda g: messages.S02_empty()),
    "page": ("error", lambda g: messages.S02_page()),
    "no description": ("error", lambda g: messages.S02_no_description()),
    "no version": ("error", lambda g: messages.S03_no_version()),
    "version unknown": ("error", lambda g: messages.S03_version_unknown(value=g["value"])),
    "version newer": ("unjudged", lambda g: messages.S03_version_newer(value=g["value"])),
    "version a number": ("error", lambda g: messages.S03_version_number(value=g["value"])),
    "too large": ("unjudged", lambda g: messages.S04_too_large(limit=g["limit"])),
    "too deep": ("unjudged", lambda g: messages.S04_too_deep(limit=g["limit"])),
    "too many values": ("unjudged", lambda g: messages.S04_too_many_values(limit=g["limit"])),
    "number too long": ("unjudged", lambda g: messages.S04_number_too_long(limit=g["limit"])),
    "too slow": ("unjudged", lambda g: messages.S04_too_slow(seconds=g["seconds"])),
    "broke down": ("unjudged", lambda g: messages.S04_broke_down()),
    "not judged": ("unjudged", lambda g: messages.S04_not_judged(kind=g["kind"])),
    "key twice": ("error", lambda g: messages.S05_key_twice(keys=_names(g, "keys"))),
    "tag": ("error", lambda g: messages.S05_tag(row=g["row"], tag=g["tag"])),
    "alias": ("error", lambda g: messages.S05_alias(row=g["row"])),
    "merge": ("error", lambda g: messages.S05_merge(row=g["row"])),
    "several documents": ("error", lambda g: messages.S05_several_documents(row=g["row"])),
    "key no text": ("error", lambda g: messages.S05_key_no_text(row=g["row"])),
    "number keys": ("error", lambda g: messages.S06_number_keys(keys=_names(g, "keys"))),
    "reference out": ("unjudged", lambda g: messages.S07_out(target=g["target"])),
    "reference nowhere": ("error", lambda g: messages.S07_nowhere(target=g["target"])),
    "reference endless": ("error", lambda g: messages.S07_endless(target=g["target"])),
    "lacks": ("error", lambda g: messages.S08_lacks(names=_names(g, "names"))),
    "not known here": ("error", lambda g: messages.S08_not_known_here(names=_names(g, "names"))),
    "wrong type": ("error", lambda g: messages.S08_wrong_type(value=g["value"], types=_types(g))),
    "none of these": (
        "error",
        lambda g: messages.S08_none_of_these(value=g["value"], allowed=_names(g, "allowed")),
    ),
    "not of the form": ("error", lambda g: messages.S08_not_of_the_form(value=g["value"], form=clean(g["form"]))),
    "not of the format": ("error", lambda g: messages.S08_not_of_the_form(value=g["value"], form=clean(g["form"]))),
    "empty group": ("error", lambda g: messages.S08_empty_group()),
    "items twice": ("error", lambda g: messages.S08_items_twice()),
    "does not fit": ("error", lambda g: messages.S08_does_not_fit(value=g["value"])),
    "operation id twice": ("error", lambda g: messages.S09_operation_id_twice(value=g["value"])),
    "parameter missing": ("error", lambda g: messages.S09_parameter_missing(name=clean(g["name"]))),
    "parameter not in path": ("error", lambda g: messages.S09_parameter_not_in_path(name=clean(g["name"]))),
    "parameter twice": ("error", lambda g: messages.S09_parameter_twice(name=g["name"])),
    "tag twice": ("error", lambda g: messages.S09_tag_twice(name=g["name"])),
    "braces": ("error", lambda g: messages.S09_braces()),
    "not allowed by the rules": ("error", lambda g: messages.S09_not_allowed(value=clean(g["value"]))),
    "default of wrong type": (
        "error",
        lambda g: messages.S10_default_of_wrong_type(value=g["value"], types=_types(g)),
    ),
    "default does not fit": ("error", lambda g: messages.S10_default_does_not_fit(value=g["value"])),
    "no operation": ("error", lambda g: messages.S11_no_operation()),
    "no server": ("error", lambda g: messages.S11_no_server(key=g["key"])),
    "secret": ("warning", lambda g: messages.S12_secret()),
}


def fault_of(kind: str, gaps: Gaps, path: Sequence[str | int] = (), file: str = "") -> ApiFault:
    """A finding as a sentence at its place in a file."""
    level, said = KINDS[kind]
    problem = said(gaps)
    place = json_path(path) or ("$" if problem.code == "S08" else "")
    what = messages.api_place(path=place, what=problem.what) if place else problem.what
    return ApiFault(Problem(problem.code, what, problem.todo).at(file), place, level)


def json_path(path: Sequence[str | int]) -> str:
    """``$.paths["/od/{id}"].get.responses``; "" for the whole document. A long one is cut in its middle."""
    if not path:
        return ""
    steps = "".join(map(_step, path))
    if len(steps) > LONGEST_PATH:
        steps = f"{steps[: LONGEST_PATH // 2]}…{steps[-LONGEST_PATH // 2 :]}"
    return f"${steps}"


def _step(one: str | int) -> str:
    if isinstance(one, int):
        return f"[{one}]"
    if _PLAIN.fullmatch(one):
        return f".{one}"
    shown = clean(one).replace('"', '\\"')
    return f'["{shown}"]'


def clean(text: str) -> str:
    """What a document says, as a sentence may show it without quotation marks."""
    from reportlib.privacy import masker  # whose patterns take a while to be read

    return visible(masker.mask(text)[0])
