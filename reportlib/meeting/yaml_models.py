"""YAML as people mean it: mappings, lists and scalars, read without surprises, and refused with line numbers.

A plain scalar is null, true, false, an integer or a decimal only where it looks like one to everybody; ``NO``, ``010``,
``1:30``, ``1e3``, ``0x1F`` and ``2020-10-31`` stay the texts they are (``docs/faults.md``, C03). Tags, anchors and
aliases are refused, so that no file can make an object or grow when it is read (C02, C06).

:func:`read_model` reads a file into a pydantic model and says in sentences what does not fit.
"""

from __future__ import annotations

import os
import types
import typing
from decimal import Decimal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportlib import messages
from reportlib.errors import Problem, quoted
from reportlib.language import say
from reportlib.meeting.yaml_file import YamlFile, load, refuse
from reportlib.meeting.yaml_reader import DECIMAL, INTEGER, Key
from reportlib.text import nearest


class Wrong(ValueError):
    """What a model's own check finds; raised inside a validator, it becomes one problem at the line of its value.

    ``at`` leads from the value that is checked to the part of it that is wrong, such as ``(2, "start")``.
    """

    def __init__(self, problem: Problem, at: Key = ()):
        super().__init__(problem.what)
        self.problem, self.at = problem, at


class Wrongs(ValueError):
    """Several :class:`Wrong` at once."""

    def __init__(self, found: list[Wrong]):
        super().__init__(*found)
        self.found = tuple(found)


# -- data to models ------------------------------------------------------------------------------------------------------

Model = typing.TypeVar("Model", bound=BaseModel)


def read_model(model: type[Model], path: str | os.PathLike, context: object = None) -> Model:
    """Read a YAML file into a model; ConfigError with every problem of the file, each with its line."""
    return fit(model, load(path), context)


def fit(model: type[Model], file: YamlFile, context: object = None) -> Model:
    """The model of a file's data; ConfigError says in sentences what does not fit (C01, C03, C05, or a check's own code)."""
    try:
        return model.model_validate(file.data, context=context)
    except ValidationError as error:
        found = error.errors(include_url=False)
    refuse(_problems(model, file, found))


def faults(model: type[Model], file: YamlFile, context: object = None) -> list[Problem]:
    """All that :func:`fit` would say, in the order of the lines."""
    try:
        model.model_validate(file.data, context=context)
    except ValidationError as error:
        found = _problems(model, file, error.errors(include_url=False))
        return sorted(dict.fromkeys(found), key=lambda problem: problem.row or 0)
    return []


def _problems(model: type[BaseModel], file: YamlFile, found: list[ErrorDetails]) -> list[Problem]:
    problems: list[Problem] = []
    wrong_type: dict[Key, list[ErrorDetails]] = {}
    meant: set[Key] = set()  # keys that a misspelled one is probably meant to be
    for error in found:
        if error["type"] == "extra_forbidden":
            *above, key = error["loc"]
            allowed = _keys_of(model, tuple(above))
            near = nearest(str(key), set(allowed) - set(_at(file.data, tuple(above))))
            what = messages.unknown_key(key=key)
            what += _meant(near)
            problems.append(file.problem(Problem("C05", what, messages.keys_allowed(keys=allowed)), error["loc"]))
            if near:
                meant.add((*above, near))
    for error in found:
        loc = _inside(file.data, error["loc"])
        if error["type"] == "missing":
            if error["loc"] not in meant:
                what = messages.key_missing(key=error["loc"][-1])
                problems.append(file.problem(Problem("C05", what, messages.add_it()), error["loc"]))
        elif error["type"] == "value_error":
            problems += _own_checks(file, loc, error["ctx"]["error"])
        elif error["type"] != "extra_forbidden":
            wrong_type.setdefault(loc, []).append(error)
    return problems + [_wrong_type(model, file, loc, errors) for loc, errors in wrong_type.items()]


def _meant(near: str | None) -> str:
    """The end of a sentence about an unknown word."""
    return messages.colon_did_you_mean(near=near) if near else say("。", ".")


def _own_checks(file: YamlFile, loc: Key, error: ValueError) -> list[Problem]:
    """What a validator raised: its sentence, or several."""
    if isinstance(error, Wrongs):
        return [problem for wrong in error.found for problem in _own_checks(file, loc, wrong)]
    if isinstance(error, Wrong):
        return [file.problem(error.problem, (*loc, *error.at))]
    value, reason = _at(file.data, loc), str(error).rstrip("。.")
    if isinstance(value, (dict, list)):
        return [file.problem(messages.C03_own_check(reason=reason), loc)]
    return [file.problem(messages.C03_value_own_check(value=value, reason=reason), loc)]


def _wrong_type(model: type[BaseModel], file: YamlFile, loc: Key, errors: list[ErrorDetails]) -> Problem:
    value = _at(file.data, loc)
    kinds = {error["type"] for error in errors}
    if choices := _choices(model, loc):
        listed = [quoted(choice) for choice in choices]
        near = nearest(value, choices) if isinstance(value, str) else None
        what = messages.not_allowed_here(value=_shown(value))
        what += _meant(near)
        return file.problem(Problem("C03", what, messages.allowed_are(choices=listed)), loc)
    expected = [_expected(error) for error in errors]
    wanted = messages.or_().join(dict.fromkeys(expected))
    what = messages.C03_does_not_fit.text(value=_shown(value), wanted=wanted)
    classes = {error.get("ctx", {}).get("class") for error in errors}
    text_wanted = (
        kinds & {"string_type", "date_type", "time_type", "dataclass_type", "dataclass_exact_type"} or "Path" in classes
    )
    number_wanted = kinds & {"int_type", "decimal_type"} or "Decimal" in classes
    todo = ""
    if text_wanted and isinstance(value, (bool, int, Decimal)):
        todo = messages.quote_it()
    elif number_wanted and isinstance(value, str):
        if INTEGER.fullmatch(value) or DECIMAL.fullmatch(value):
            todo = messages.unquote_it()
        else:
            number = "30" if "int_type" in kinds else "30.5"
            todo = messages.write_plain_number(number=number)
    return file.problem(Problem("C03", what, todo), loc)


def _shown(value: object) -> str:
    if value is None:
        return messages.nothing_there()
    if isinstance(value, bool):
        return quoted(str(value).lower())
    if isinstance(value, dict):
        return messages.a_group()
    if isinstance(value, list):
        return messages.a_list()
    return quoted(value)


def _expected(error: ErrorDetails) -> str:
    """What pydantic expected, without its own English."""
    ctx = error.get("ctx", {})
    bounds = {
        "greater_than": lambda: messages.number_more_than(limit=ctx["gt"]),
        "greater_than_equal": lambda: messages.number_at_least(limit=ctx["ge"]),
        "less_than": lambda: messages.number_less_than(limit=ctx["lt"]),
        "less_than_equal": lambda: messages.number_at_most(limit=ctx["le"]),
        "too_short": lambda: messages.list_of_at_least(count=ctx["min_length"]),
        "too_long": lambda: messages.list_of_at_most(count=ctx["max_length"]),
        "string_too_short": lambda: messages.text_of_at_least(count=ctx["min_length"]),
        "string_too_long": lambda: messages.text_of_at_most(count=ctx["max_length"]),
        "string_pattern_mismatch": lambda: messages.text_fits(pattern=ctx["pattern"]),
    }
    kind = error["type"]
    if kind in bounds:
        return bounds[kind]()
    if kind == "is_instance_of":
        kind = {"Decimal": "decimal_type", "Path": "path_type", "time": "time_type", "date": "date_type"}.get(
            ctx.get("class", ""), ""
        )
    return _KINDS[kind]() if kind in _KINDS else messages.another_value()


_KINDS = {
    "string_type": lambda: messages.a_text(),
    "path_type": lambda: messages.a_path(),
    "int_type": lambda: messages.a_whole_number(),
    "decimal_type": lambda: messages.a_number(),
    "bool_type": lambda: messages.true_or_false(),
    "date_type": lambda: messages.a_date(),
    "time_type": lambda: messages.a_time(),
    "dataclass_type": lambda: messages.a_meeting_date(),
    "dataclass_exact_type": lambda: messages.a_meeting_date(),
    "list_type": lambda: messages.a_list(),
    "tuple_type": lambda: messages.a_list(),
    "dict_type": lambda: messages.a_group(),
    "model_type": lambda: messages.a_group(),
    "model_attributes_type": lambda: messages.a_group(),
    "none_required": lambda: messages.nothing_there(),
}


# -- where in the data, where in the model ---------------------------------------------------------------------------------


def _inside(data: typing.Any, loc: Key) -> Key:
    """The part of a location that is a path in the data; pydantic adds the branch of a union, or ``[key]``."""
    for n, part in enumerate(loc):
        if isinstance(data, dict):
            there = part in data
        else:
            there = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if not there:
            return loc[:n]
        data = data[part]
    return loc


def _at(data: typing.Any, loc: Key) -> typing.Any:
    for part in _inside(data, loc):
        data = data[part]
    return data


def _types_at(model: type, loc: Key) -> list[typing.Any]:
    """The types that the model has at a place, without Annotated, Optional and unions around them."""
    found = _alternatives(model)
    for part in loc:
        below: list[typing.Any] = []
        for kind in found:
            arguments = typing.get_args(kind)
            if isinstance(kind, type) and issubclass(kind, BaseModel) and part in kind.model_fields:
                below += _alternatives(kind.model_fields[part].annotation)
            elif typing.get_origin(kind) in (list, tuple) and isinstance(part, int):
                index = min(part, len([a for a in arguments if a is not Ellipsis]) - 1)
                below += _alternatives(arguments[index])
            elif typing.get_origin(kind) is dict:
                below += _alternatives(arguments[1])
        found = below
    return found


def _alternatives(kind: typing.Any) -> list[typing.Any]:
    if typing.get_origin(kind) is typing.Annotated:
        return _alternatives(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return [one for part in typing.get_args(kind) for one in _alternatives(part)]
    return [kind]


def _keys_of(model: type[BaseModel], loc: Key) -> list[str]:
    kinds = [k for k in _types_at(model, loc) if isinstance(k, type) and issubclass(k, BaseModel)]
    return [name for kind in kinds for name in kind.model_fields]


def _choices(model: type[BaseModel], loc: Key) -> list[str]:
    return [
        str(value)
        for kind in _types_at(model, loc)
        if typing.get_origin(kind) is typing.Literal
        for value in typing.get_args(kind)
    ]
