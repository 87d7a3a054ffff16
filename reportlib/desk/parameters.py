"""The parameters of a meeting as a form of the desk: what it asks, and what was filled in put into the file where it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportlib.desk.known import meeting_files
from reportlib.desk.problems import told
from reportlib.errors import ConfigError
from reportlib.meeting import yaml_file
from reportlib.meeting.yaml_reader import Key, key_text
from reportlib.meeting.yaml_text import YamlText
from reportlib.new.form import GONE, FormRow, rows_of
from reportlib.new.form_read import COMMAND, changed
from reportlib.new.rewritten import last_change, last_lines, rewrite, text_of, undo
from reportlib.new.unfilled import marks_in
from reportlib.roc import numeral, with_years_alike
from reportlib.writing import sha256

GROUPS = {
    "meeting": "會議",
    "as_of": "統計日",
    "periods": "期間",
    "returns": "填報",
    "declared": "人工填報的數字",
    "accepted": "已知不一致",
    "empty_inputs": "本次沒有的輸入",
    "attachments": "附件",
    "agenda": "議程",
}
# The lists of the parameters that a decision of the review is put into.
_LISTS: dict[str, Key] = {"keep": ("public", "keep"), "mask": ("public", "mask"), "accept": ("accepted",)}


def parameters(root: Path, meeting: str) -> dict[str, Any]:
    """The form: its rows in groups, the hash of what it edits, and whether its last change can be undone."""
    path = meeting_files(root)[meeting]
    digest = sha256(path.read_bytes())
    agenda = yaml_file.load(path).data.get("agenda")
    items = agenda if isinstance(agenda, list) else []
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(path):
        groups.setdefault(_group(row, items), []).append(
            {
                "key": row.key,
                "label": _label(row),
                "told": row.told,
                "value": row.offered,
                "written": row.field.written,
                "is_marked": row.is_marked,
                "is_carried": row.is_marked and bool(row.offered),
            }
        )
    named = [{"title": title, "rows": rows} for title, rows in groups.items()]
    lines = [vars(line) for line in last_lines(path)]
    return {"groups": named, "hash": digest, "marks": len(_marks(path)), "undo": last_change(path), "lines": lines}


def _marks(path: Path) -> list[Key]:
    return [key for key, _ in marks_in(yaml_file.load(path))]


def _group(row: FormRow, items: list[Any]) -> str:
    """An item of the agenda is a group of its own, called as it is."""
    if row.path[0] != "agenda":
        return GROUPS.get(str(row.path[0]), str(row.path[0]))
    item = items[int(row.path[1])]
    said = item.get("item") if isinstance(item, dict) else None
    return f"{_place(row)}　{said}" if said else _place(row)


def _place(row: FormRow) -> str:
    return f"議程第{numeral(int(row.path[1]) + 1)}項"


def _label(row: FormRow) -> str:
    return row.label.removeprefix(_place(row)).strip("　") if row.path[0] == "agenda" else row.label


def save_parameters(
    root: Path, meeting: str, digest: str, values: Mapping[str, str], confirmed: list[str]
) -> dict[str, Any]:
    """Put what was filled in into the file: ``{"lines": …}`` are those that are others now. Where the file is not the one that the form
    was made from, ``{"conflict": true}``; where the parameters would be wrong, ``{"fields": …}`` by key and ``{"problems": …}``, and
    nothing is changed."""
    path = meeting_files(root)[meeting]
    if sha256(path.read_bytes()) != digest:
        return {"conflict": True}
    changes: dict[Key, tuple[FormRow, str]] = {}
    fields: dict[str, list[str]] = {}
    known = rows_of(path)
    for row in known:
        typed = " ".join(values.get(row.key, row.offered).split())
        if not typed and row.offered and not row.is_marked:
            if row.path[-1] in ("text", "title", "reason", "date", "start", "end"):
                fields[row.key] = [f"這一欄不能留白；不要時請寫「{GONE}」。"]
                continue
            typed = GONE
        is_confirmed = row.is_marked and bool(typed) and row.key in confirmed
        if typed and (typed != row.offered or is_confirmed):
            changes[row.path] = (row, typed)
    if fields:
        return {"fields": fields, "problems": []}
    if not changes:
        return {"lines": []}
    try:
        lines = rewrite(path, changed(text_of(path), changes), COMMAND)
    except ConfigError as error:
        return _at_fields(error, {key_text(row.path): row.key for row in known})
    return {"lines": [vars(line) for line in lines]}


def _at_fields(error: ConfigError, keys: Mapping[str, str]) -> dict[str, Any]:
    """Each problem at the field that it comes from, where it comes from one."""
    fields: dict[str, list[str]] = {}
    others = []
    for problem in error.problems:
        if key := keys.get(problem.header):
            fields.setdefault(key, []).append(f"{problem.what}{problem.todo}")
        else:
            others.append(told(problem))
    return {"fields": fields, "problems": others}


def undo_parameters(root: Path, meeting: str, digest: str) -> dict[str, Any]:
    """Take back the last change that a command has made of the file, if it is still the one that the page was made from."""
    path = meeting_files(root)[meeting]
    if sha256(path.read_bytes()) != digest:
        return {"conflict": True}
    return {"lines": [vars(line) for line in undo(path, last_change(path))]}


def decided(root: Path, meeting: str) -> dict[str, Any]:
    """What was decided of the review: the texts that are kept and masked, the ids that are accepted, and the hash of the file."""
    path = meeting_files(root)[meeting]
    data = yaml_file.load(path).data
    public, accepted = data.get("public"), data.get("accepted")
    lists = {kind: (public.get(kind) if isinstance(public, dict) else None) or [] for kind in ("keep", "mask")}
    ids = [one.get("id") for one in accepted if isinstance(one, dict)] if isinstance(accepted, list) else []
    ids = [with_years_alike(one) if isinstance(one, str) else one for one in ids]  # as the review calls them
    return {**lists, "accept": ids, "hash": sha256(path.read_bytes())}


def add_to_parameters(root: Path, meeting: str, digest: str, kind: str, text: str, reason: str = "") -> dict[str, Any]:
    """Put a text among those that the public edition keeps or masks, or a disagreement among those that are accepted, with the reason.
    ``{"conflict": true}`` where the file is not the one that the page was made from.
    What was decided the other way before is no longer."""
    path = meeting_files(root)[meeting]
    if sha256(path.read_bytes()) != digest:
        return {"conflict": True}
    key = _LISTS[kind]
    value = f"{{id: {_quoted(text)}, reason: {_quoted(reason)}}}" if kind == "accept" else _quoted(text)
    edited = YamlText(_without(text_of(path), {"keep": "mask", "mask": "keep"}.get(kind, ""), text))
    if edited.node(*key) is not None:
        edited.append(key, value)
    elif len(key) == 2 and edited.node(key[0]) is not None:
        edited.add(key[:1], str(key[1]), f"[{value}]")
    else:
        edited.add((), str(key[0]), f"{{{key[1]}: [{value}]}}" if len(key) == 2 else f"[{value}]")
    return {"lines": [vars(line) for line in rewrite(path, edited.changed(), COMMAND)]}


def _without(file: str, kind: str, text: str) -> str:
    """The file in which what was decided the other way before is no longer."""
    edited = YamlText(file)
    listed = edited.node("public", kind) if kind else None
    for at, one in enumerate(listed.value if listed is not None else ()):
        if one.value == text:
            edited.drop(("public", kind, at))
            return edited.changed()
    return file


def _quoted(text: str) -> str:
    """A text in a list of one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
