"""What a request may name: meetings and files that are there, by lists of ours. No path is made of what somebody sends."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from urllib.parse import quote

from reportlib.filenames import leads_out
from reportlib.meeting.fields import NAME

# The folders of a meeting in ``output``: how each is called in an address, and what its name has behind the meeting's.
FOLDERS = {
    "packet": "",
    "public": ".public",
    "partial": ".partial",
    "intake": ".intake",
    "minutes": ".minutes",
    "templates": ".templates",
    "letters": ".letters",
}
_OWN = ("run.json", "SHA256SUMS")


def meeting_files(root: Path) -> dict[str, Path]:
    """The parameter file of each meeting by its name."""
    folder = root / "params"
    return {
        path.stem: path
        for path in sorted(folder.glob("*.yaml"))
        if NAME.fullmatch(path.stem) and path.is_file() and not leads_out(path, root)
    }


def folder_of(root: Path, meeting: str, kind: str) -> Path:
    """One of the :data:`FOLDERS` of a meeting, there or not."""
    return root / "output" / f"{meeting}{FOLDERS[kind]}"


def made_files(root: Path, meeting: str, kind: str) -> dict[str, Path]:
    """The files that a command has made in one of the :data:`FOLDERS`, by their names there: those of its record, or of a folder that has
    none all of them."""
    folder = folder_of(root, meeting, kind)
    names: list[str] = []
    if leads_out(folder, root / "output"):
        return {}
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        names = [*map(str, json.loads((folder / "run.json").read_text("utf-8"))["outputs"]), *_OWN]
    if not names and folder.is_dir():
        names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    inside = folder.resolve()
    files = {name: folder / name for name in names}
    return {name: path for name, path in files.items() if path.is_file() and path.resolve().is_relative_to(inside)}


def received_files(root: Path, meeting: str) -> dict[str, Path]:
    """What lies in the meeting's folder of returns, by its name as a form has it (percent-encoded: a name may be no text); folders in it are
    left to the intake."""
    folder = root / "data" / meeting / "returns"
    if not folder.is_dir() or leads_out(folder, root):
        return {}
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return {
        quote(os.fsencode(path.name)): path
        for path in paths
        if path.is_file() and not path.is_symlink() and path.name[:1] != "."
    }
