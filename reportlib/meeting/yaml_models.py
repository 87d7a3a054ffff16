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

from reportlib.errors import Problem, quoted
from reportlib.language import say
from reportlib.meeting.yaml_file import YamlFile, load, refuse
from reportlib.meeting.yaml_reader import DECIMAL, INTEGER, Key
from reportlib.text import nearest


class Wrong(ValueError):
    """What a model's own check finds; raised inside a validator, it becomes one problem at the line of its value.

    ``at`` leads from the value that is checked to the part of it that is wrong, such as ``(2, "start")``.
    """

    def __init__(self, what: str, todo: str = "", code: str = "C03", at: Key = ()):
        super().__init__(what)
        self.what, self.todo, self.code, self.at = what, todo, code, at


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


def _problems(model: type[BaseModel], file: YamlFile, found: list[ErrorDetails]) -> list[Problem]:
    problems: list[Problem] = []
    wrong_type: dict[Key, list[ErrorDetails]] = {}
    meant: set[Key] = set()  # keys that a misspelled one is probably meant to be
    for error in found:
        if error["type"] == "extra_forbidden":
            *above, key = error["loc"]
            allowed = _keys_of(model, tuple(above))
            near = nearest(str(key), set(allowed) - set(_at(file.data, tuple(above))))
            what = say(f"不認得的鍵{quoted(key)}", f"unknown key {quoted(key)}")
            what += _meant(near)
            todo = say(f"可用的鍵：{'、'.join(allowed)}。", f"Keys allowed here: {', '.join(allowed)}.")
            problems.append(file.problem("C05", error["loc"], what, todo))
            if near:
                meant.add((*above, near))
    for error in found:
        loc = _inside(file.data, error["loc"])
        if error["type"] == "missing":
            if error["loc"] not in meant:
                what = say(f"少了鍵{quoted(error['loc'][-1])}。", f"the key {quoted(error['loc'][-1])} is missing.")
                problems.append(file.problem("C05", error["loc"], what, say("請加上。", "Add it.")))
        elif error["type"] == "value_error":
            problems += _own_checks(file, loc, error["ctx"]["error"])
        elif error["type"] != "extra_forbidden":
            wrong_type.setdefault(loc, []).append(error)
    return problems + [_wrong_type(model, file, loc, errors) for loc, errors in wrong_type.items()]


def _meant(near: str | None) -> str:
    """The end of a sentence about an unknown word."""
    return say(f"，是不是{quoted(near)}？", f": did you mean {quoted(near)}?") if near else say("。", ".")


def _own_checks(file: YamlFile, loc: Key, error: ValueError) -> list[Problem]:
    """What a validator raised: its sentence, or several."""
    if isinstance(error, Wrongs):
        return [problem for wrong in error.found for problem in _own_checks(file, loc, wrong)]
    if isinstance(error, Wrong):
        return [file.problem(error.code, (*loc, *error.at), error.what, error.todo)]
    value, reason = _at(file.data, loc), str(error).rstrip("。.")
    if isinstance(value, (dict, list)):
        return [file.problem("C03", loc, say(f"{reason}。", f"{reason}."))]
    return [file.problem("C03", loc, say(f"{quoted(value)}：{reason}。", f"{quoted(value)}: {reason}."))]


def _wrong_type(model: type[BaseModel], file: YamlFile, loc: Key, errors: list[ErrorDetails]) -> Problem:
    value = _at(file.data, loc)
    kinds = {error["type"] for error in errors}
    if choices := _choices(model, loc):
        listed = [quoted(choice) for choice in choices]
        near = nearest(value, choices) if isinstance(value, str) else None
        what = say(f"{_shown(value)}不是可用的值", f"{_shown(value)} is not allowed here")
        what += _meant(near)
        return file.problem("C03", loc, what, say(f"可用：{'、'.join(listed)}。", f"Allowed: {', '.join(listed)}."))
    expected = [_expected(error) for error in errors]
    zh, en = " 或 ".join(dict.fromkeys(e[0] for e in expected)), " or ".join(dict.fromkeys(e[1] for e in expected))
    what = say(f"{_shown(value)}不合：這裡須是{zh}。", f"{_shown(value)} does not fit: {en} is expected.")
    classes = {error.get("ctx", {}).get("class") for error in errors}
    text_wanted = (
        kinds & {"string_type", "date_type", "time_type", "dataclass_type", "dataclass_exact_type"} or "Path" in classes
    )
    number_wanted = kinds & {"int_type", "decimal_type"} or "Decimal" in classes
    todo = ""
    if text_wanted and isinstance(value, (bool, int, Decimal)):
        todo = say("請加引號。", "Put it in quotation marks.")
    elif number_wanted and isinstance(value, str):
        if INTEGER.fullmatch(value) or DECIMAL.fullmatch(value):
            todo = say("請去掉引號。", "Take the quotation marks off.")
        else:
            number = "30" if "int_type" in kinds else "30.5"
            todo = say(f"請寫成一般的數字，例如 {number}。", f"Write it as a plain number such as {number}.")
    return file.problem("C03", loc, what, todo)


def _shown(value: object) -> str:
    if value is None:
        return say("空白", "nothing")
    if isinstance(value, bool):
        return quoted(str(value).lower())
    if isinstance(value, dict):
        return say("一組「鍵: 值」", 'a group of "key: value"')
    if isinstance(value, list):
        return say("清單", "a list")
    return quoted(value)


def _expected(error: ErrorDetails) -> tuple[str, str]:
    """What pydantic expected, in both languages, without its own English."""
    ctx = error.get("ctx", {})
    bounds = {
        "greater_than": ("大於", "more than", "gt"),
        "greater_than_equal": ("至少", "at least", "ge"),
        "less_than": ("小於", "less than", "lt"),
        "less_than_equal": ("至多", "at most", "le"),
    }
    kind = error["type"]
    if kind in bounds:
        zh, en, name = bounds[kind]
        return f"{zh} {ctx[name]} 的數", f"a number of {en} {ctx[name]}"
    if kind in ("too_short", "too_long"):
        least = kind == "too_short"
        n = ctx["min_length" if least else "max_length"]
        return f"{'至少' if least else '至多'} {n} 項的清單", f"a list of {'at least' if least else 'at most'} {n}"
    if kind in ("string_too_short", "string_too_long"):
        least = kind == "string_too_short"
        n = ctx["min_length" if least else "max_length"]
        return (
            f"{'至少' if least else '至多'} {n} 個字的文字",
            f"a text of {'at least' if least else 'at most'} {n} characters",
        )
    if kind == "string_pattern_mismatch":
        return f"合於 {ctx['pattern']} 的文字", f"a text that fits {ctx['pattern']}"
    if kind == "is_instance_of":
        wanted = {
            "Decimal": _KINDS["decimal_type"],
            "Path": _KINDS["path_type"],
            "time": _KINDS["time_type"],
            "date": _KINDS["date_type"],
        }
        return wanted.get(ctx.get("class", ""), ("別種值", "another value"))
    return _KINDS.get(kind, ("別種值", "another value"))


_KINDS = {
    "string_type": ("文字", "a text"),
    "path_type": ("檔案路徑", "the path of a file"),
    "int_type": ("整數", "a whole number"),
    "decimal_type": ("數字", "a number"),
    "bool_type": ("true 或 false", "true or false"),
    "date_type": ("像 109-10-31 的日期", "a date like 109-10-31"),
    "time_type": ("像 14:00 的時間", "a time like 14:00"),
    "dataclass_type": ("像 109-11-20 的日期", "a date like 109-11-20"),
    "dataclass_exact_type": ("像 109-11-20 的日期", "a date like 109-11-20"),
    "list_type": ("清單", "a list"),
    "tuple_type": ("清單", "a list"),
    "dict_type": ("一組「鍵: 值」", 'a group of "key: value"'),
    "model_type": ("一組「鍵: 值」", 'a group of "key: value"'),
    "model_attributes_type": ("一組「鍵: 值」", 'a group of "key: value"'),
    "none_required": ("空白", "nothing"),
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
