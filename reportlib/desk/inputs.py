"""The input files of a meeting as the desk shows and takes them: each in the meeting's folder of data, the version before kept."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reportlib import messages, system
from reportlib.desk.agenda import title_of
from reportlib.desk.entries import EARLIER, keep
from reportlib.desk.known import meeting_files
from reportlib.desk.problems import said
from reportlib.errors import PacketError, Problem
from reportlib.filenames import leads_out
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import ACCEPTED, MARK
from reportlib.meeting.param_files import Inputs
from reportlib.meeting.yaml_text import YamlText, text_scalar
from reportlib.new.agenda_edit import AROUND, places
from reportlib.new.form_read import COMMAND
from reportlib.new.rewritten import rewrite, text_of
from reportlib.new.unfilled import listed, unfilled
from reportlib.readers import files
from reportlib.records.about_inputs import ABOUT, SPANS
from reportlib.records.tables import TABLES
from reportlib.writing import sha256

KINDS = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
_NOT_GIVEN = ("publishers", "received", "corrections")  # the register is the project's; the intake writes the others


def inputs(root: Path, meeting: str) -> dict[str, Any]:
    """Each input that the parameters name or a section on the agenda asks for, and the hash of the parameter file."""
    path = meeting_files(root)[meeting]
    data = yaml_file.load(path).data
    said_of = data.get("inputs")
    given = said_of if isinstance(said_of, dict) else {}
    used = _used(root, data)
    lacking: dict[str, list[Problem]] = {}
    with contextlib.suppress(PacketError):
        for problem in unfilled(path):
            lacking.setdefault(problem.file, []).append(problem)
    empty = listed(data.get("empty_inputs"))
    found = [
        _shown(root, path, field, given.get(field), used.get(field, ()))
        for field in Inputs.model_fields
        if field in TABLES and field not in (*_NOT_GIVEN, *Inputs.FOLDERS) and (field in given or field in used)
    ]
    for one in found:
        problems = lacking.get(one["file"], []) if one["is_there"] else []
        one["is_blank"] = any(problem.what == messages.C13_header_only(field=one["field"]).what for problem in problems)
        one["lacks"] = [
            "只有標題列，還沒有資料。" if one["is_blank"] else f"{problem.what}{problem.todo}" for problem in problems
        ]
        one["is_empty"] = one["field"] in empty
    return {"files": found, "hash": sha256(path.read_bytes())}


def _used(root: Path, data: Mapping[str, Any]) -> dict[str, list[str]]:
    """By what the sections on the agenda ask for, which they are; the text of their notebooks says so."""
    stems = [str(stem) for key in AROUND for stem in listed(data.get(key))]
    stems += [str(stem) for _, value in places(data) for stem in listed(value.get("sections"))]
    found: dict[str, list[str]] = {}
    for stem in dict.fromkeys(stems):
        notebook = root / "notebooks" / f"{stem}.ipynb"
        with contextlib.suppress(OSError):
            for name in dict.fromkeys(re.findall(r"\bsection\.(\w+)", notebook.read_text("utf-8", errors="replace"))):
                found.setdefault(name, []).append(title_of(notebook))
    return found


def _shown(root: Path, path: Path, field: str, value: object, used: Sequence[str]) -> dict[str, Any]:
    about = ABOUT.get(field)
    file = path.parent / value if isinstance(value, str) and not value.startswith(MARK) else None
    is_own = file is not None and _is_own(root, path, file)
    is_there = file is not None and not leads_out(file, root) and file.is_file()
    return {
        "field": field,
        "label": TABLES[field].label,
        "what": about.what if about else "",
        "source": about.source if about else "",
        "span": SPANS[about.span] if about else "",
        "used": [*used],
        "is_optional": field in Inputs.OPTIONAL,
        "is_spare": file is None and field in Inputs.OPTIONAL,
        "file": file.name if file else "",
        "is_there": is_there,
        "size": file.stat().st_size if file and is_there else 0,
        "is_taken": file is not None and file.parent.name == ACCEPTED,
        "is_own": file is None or is_own,
    }


def _is_own(root: Path, path: Path, file: Path) -> bool:
    """Whether it lies in the meeting's own folder, where the desk may put another in its place."""
    return Path(os.path.normpath(file.parent)) == Path(os.path.normpath(root / "data" / path.stem))


def take_input(root: Path, meeting: str, digest: str, field: str, draft: str, name: str) -> dict[str, Any]:
    """Put a file that was sent in the place of an input, named in the parameters too where it has another ending or was not named: ``{}``.

    ``{"conflict": true}`` where the parameter file is not the one that the page was made from; ``{"problems": …}`` where the file holds no
    table or has no place here, and nothing is changed.
    """
    path = meeting_files(root)[meeting]
    if sha256(path.read_bytes()) != digest:
        return {"conflict": True}
    one = next((one for one in inputs(root, meeting)["files"] if one["field"] == field), None)
    suffix = Path(name).suffix.lower()
    if wrong := _refused(one, suffix, name):
        return {"problems": [wrong]}
    assert one is not None
    sent = Path(draft)
    readable = sent.with_name(f"{sent.name}{suffix}")
    sent.rename(readable)
    try:
        files.read(readable)
    except PacketError as error:
        problems = [said(f"{problem.what}{problem.todo}", place=name) for problem in error.problems]
        return {"problems": problems}
    folder = root / "data" / meeting
    there = folder / one["file"] if one["file"] else None
    target = there.with_suffix(suffix) if there else folder / f"{field}{suffix}"
    if any(file is not None and file.is_symlink() for file in (there, target)):
        return {"problems": [said("這個檔名現在是一個連結，不能由這裡更換。", "請先移走連結。", target.name)]}
    try:
        _put(path, field, readable, there if one["is_there"] else None, target)
    except OSError as error:
        problem = messages.R12_cannot_write_page(folder=folder.name, file=target.name, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None
    return {"file": target.name}


def declare_empty(root: Path, meeting: str, digest: str, field: str) -> dict[str, Any]:
    """Say in the parameters that there is no record of an input this time: ``{}``, or ``{"conflict": true}``."""
    path = meeting_files(root)[meeting]
    one = next((one for one in inputs(root, meeting)["files"] if one["field"] == field), None)
    if sha256(path.read_bytes()) != digest or one is None or not one["is_blank"]:
        return {"conflict": True}
    edited = YamlText(text_of(path))
    if edited.node("empty_inputs") is not None:
        edited.append(("empty_inputs",), field)
    else:
        edited.add((), "empty_inputs", f"[{field}]")
    rewrite(path, edited.changed(), COMMAND)
    return {}


def _refused(one: Mapping[str, Any] | None, suffix: str, name: str) -> dict[str, Any] | None:
    if one is None:
        return said("這次會議沒有這一種資料。", "請重新整理這一頁。")
    if one["is_taken"] or not one["is_own"]:
        return said("這個檔案不在本次會議的資料夾，不能由這裡更換。", "請改參數檔的 inputs。", one["file"])
    if suffix not in KINDS:
        return said("這不是資料檔。", f"請放入 {'、'.join(kind[1:].upper() for kind in KINDS)}。", name)
    return None


def _put(path: Path, field: str, sent: Path, there: Path | None, target: Path) -> None:
    """The file in its place and its name in the parameters, or neither."""
    before = target.read_bytes() if target.is_file() else None
    for old in {one for one in (there, target) if one is not None and one.is_file()}:
        keep(old, old.read_bytes(), EARLIER.format("inputs"))
    os.replace(sent, target)
    is_named = there is not None and there.name == target.name
    try:
        rewrite(path, _named(text_of(path), field, "" if is_named else f"../data/{path.stem}/{target.name}"), COMMAND)
    except BaseException:
        if before is None:
            target.unlink()
        else:
            target.write_bytes(before)
        raise
    if there is not None and not is_named:
        there.unlink()  # kept above


def _named(text: str, field: str, name: str) -> str:
    """The parameters with another name of the input, where it has one, and without saying that there is nothing of it."""
    edited = YamlText(text)
    if name:
        edited.put(("inputs",), field, text_scalar(name))
    empty = edited.node("empty_inputs")
    for at, one in enumerate(empty.value if empty is not None and isinstance(empty.value, list) else ()):
        if one.value == field:
            edited.drop(("empty_inputs", at))
    return edited.changed()
