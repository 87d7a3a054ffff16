"""The inputs of which there is no record this time, as one cell of the workbook of parameters: their names, in words or as the file has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from reportlib.meeting.param_files import Inputs
from reportlib.meeting.yaml_text import YamlText, text_scalar
from reportlib.new.form_fields import FormField
from reportlib.new.unfilled import listed
from reportlib.records.tables import TABLES
from reportlib.text import spelling

EMPTY = "empty_inputs"
_FIELD = FormField("本次確實沒有任何一筆的輸入", "寫代號或名稱，兩個以上以「、」隔開；都有時寫「刪去」", "inputs")
_NEVER_EMPTY = ("publishers", "history", "received", "corrections")  # the register, and what the program writes
_BETWEEN = re.compile("[、，,;；\\s]+")


def field_of_empty(data: Mapping[str, object]) -> FormField | None:
    """What is asked of a file with inputs: which of them there are, by their names; None where it has none."""
    given = data.get("inputs")
    files = given if isinstance(given, dict) else {}
    known = [name for name in Inputs.model_fields if name in files and name in TABLES]
    known = [name for name in known if name not in (*_NEVER_EMPTY, *Inputs.FOLDERS)]
    if not known:
        return None
    names = {spelling(said): name for name in known for said in (name, TABLES[name].label, Path(str(files[name])).name)}
    listing = "、".join(f"{name}（{TABLES[name].label}）" for name in known)
    return replace(_FIELD, told=f"{_FIELD.told}：{listing}", names=tuple(names.items()))


def said_empty(data: Mapping[str, object]) -> str:
    """What the file says so far."""
    return "、".join(str(one) for one in listed(data.get(EMPTY)))


def names_in(typed: str, field: FormField) -> Iterator[tuple[str, str | None]]:
    """Each name that was typed, and the input that it means: its name in the parameters or in words, or its file; None where it is none."""
    known = dict(field.names)
    return ((name, known.get(spelling(name))) for name in _BETWEEN.split(typed) if name)


def unknown_in(typed: str, field: FormField) -> list[str]:
    """What was typed as the name of an input and is none."""
    return [name for name, meant in names_in(typed, field) if meant is None] if field.written == "inputs" else []


def put_empty(edited: YamlText, typed: str, field: FormField) -> None:
    """The list in the parameter file; what is no input stays as it was typed, for the parameters to refuse."""
    value = f"[{', '.join(dict.fromkeys(meant or text_scalar(name) for name, meant in names_in(typed, field)))}]"
    if edited.node(EMPTY) is None:
        edited.add((), EMPTY, value)
    else:  # a list of lines is written as one line
        edited.put_as((), EMPTY, EMPTY, value)
