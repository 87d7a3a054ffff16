"""A parameter file that a command changes: judged before it is replaced, the version before kept, and the change undone again.

The versions before lie in :data:`FOLDER` of the meeting's data, numbered, with a record of what has changed them; nothing in it
is ever deleted. A change is undone only while the file is as that change has left it.
"""

from __future__ import annotations

import difflib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages, system, temporary
from reportlib.errors import ConfigError, Problem
from reportlib.filenames import leads_out
from reportlib.meeting import file_text, yaml_file, yaml_models
from reportlib.meeting.params import Params
from reportlib.meeting.project import ProjectPlace, own_file
from reportlib.meeting.yaml_file import YamlFile
from reportlib.new.unfilled import marks_in
from reportlib.writing import as_json, sha256, write

FOLDER = "earlier-parameters"
RECORD = "changes.json"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class ChangedLine:
    """A line (from 1) of the new text, what it was and what it is; one of the two is empty where it was added or taken away."""

    number: int
    before: str
    after: str


def text_of(path: Path) -> str:
    """The file as it is, its line ends and all, but for a byte-order mark."""
    return path.read_bytes().decode("utf-8-sig")


def faults_beside_marks(file: YamlFile, place: ProjectPlace) -> list[Problem]:
    """What is wrong with parameters by the strict model, but for what is still to be filled in, in the order of the lines."""
    marked = {str(file.problem(Problem("", ""), key)) for key, _ in marks_in(file)}
    found = yaml_models.faults(Params, file, place)
    return [
        problem
        for problem in found
        if str(Problem("", "").at(problem.file, row=problem.row, header=problem.header)) not in marked
    ]


def rewrite(path: Path, text: str, command: str) -> list[ChangedLine]:
    """Put a changed text in the place of a parameter file; returns its lines that are others now.

    ``command`` is what changes it, as a person types it. ConfigError where the new text is wrong, and then nothing is replaced;
    OutputError where something cannot be written.
    """
    place = ProjectPlace.asked(path, before_intake=True)  # what the units send comes later
    before = path.read_bytes()
    after = (_BOM if before.startswith(_BOM) else b"") + text.encode()
    if before == after:
        return []
    folder = _folder(place)
    try:
        with temporary.beside(path.parent) as beside:
            draft = beside / path.name
            draft.write_bytes(after)
            drafted = YamlFile(place.file, *_read(draft))
            if found := faults_beside_marks(drafted, place):
                raise ConfigError(*found[: yaml_file.MOST_PROBLEMS])
            folder.mkdir(parents=True, exist_ok=True)
            changes = _changes(folder)
            kept = _free(folder, len(changes) + 1, path.name)
            write(kept, before)
            entry = {"before": kept.name, "by": command, "after": sha256(after)}
            write(folder / RECORD, as_json([*changes, entry]))
            _put(draft, path)
    except OSError as error:
        raise _not_written(error, path) from None
    return list(_lines(before.decode("utf-8-sig"), text))


def undo(path: Path, command: str) -> list[ChangedLine]:
    """Take back the last change that ``command`` made of a parameter file; returns the lines that are others now.

    ConfigError C18 where it made none, where another command made the last one, or where the file was edited since. The text that is taken back is kept too.
    """
    place = ProjectPlace.asked(path)
    file_text.text_of(path)  # or else why it cannot be read
    folder = _folder(place)
    changes = _changes(folder)
    if all(one["by"] != command for one in changes):
        raise ConfigError(messages.C18_nothing_to_undo(command=command).at(file=path.name))
    last = changes[-1]
    kept = folder / Path(last["before"]).name
    if last["by"] != command:
        problem = messages.C18_other_command(command=last["by"], undo=_undoing(last["by"], path.stem))
        raise ConfigError(problem.at(file=path.name))
    now = path.read_bytes()
    shown = kept.relative_to(place.root).as_posix()
    if sha256(now) != last["after"]:
        raise ConfigError(messages.C18_edited_since(kept=shown).at(file=path.name))
    if not kept.is_file() or leads_out(kept, place.root):
        raise ConfigError(messages.C18_kept_is_gone(kept=shown).at(file=path.name))
    before = kept.read_bytes()
    try:
        with temporary.beside(path.parent) as beside:
            draft = beside / path.name
            draft.write_bytes(before)
            write(kept.with_name(f"{kept.stem}-undone{kept.suffix}"), now)
            _put(draft, path)
            write(folder / RECORD, as_json(changes[:-1]))
    except OSError as error:
        raise _not_written(error, path) from None
    return list(_lines(now.decode("utf-8-sig"), before.decode("utf-8-sig")))


def _undoing(command: str, meeting: str) -> str:
    """As a person types it: packet intake moea-6-2 --undo."""
    return f"{command.partition(' --')[0]} {meeting} --undo"


def last_change(path: Path) -> str:
    """The command that made the last change, where it can be undone: the file is still as that left it; "" where it cannot."""
    place = ProjectPlace.asked(path)
    folder = _folder(place)
    last = next(reversed(_changes(folder)), None)
    if last is None or sha256(path.read_bytes()) != last["after"]:
        return ""
    return last["by"] if (folder / Path(last["before"]).name).is_file() else ""


def last_lines(path: Path) -> list[ChangedLine]:
    """The lines that the last change made others, where it can be undone; none where it cannot."""
    if not last_change(path):
        return []
    folder = _folder(ProjectPlace.asked(path))
    kept = folder / Path(_changes(folder)[-1]["before"]).name
    return list(_lines(kept.read_bytes().decode("utf-8-sig"), path.read_bytes().decode("utf-8-sig")))


def before_last(path: Path, command: str) -> Path | None:
    """The version before the last change, where ``command`` made it and the file is still as it left it."""
    place = ProjectPlace.asked(path)
    folder = _folder(place)
    last = next(reversed(_changes(folder)), None)
    if last is None or last["by"] != command or sha256(path.read_bytes()) != last["after"]:
        return None
    kept = folder / Path(last["before"]).name
    return kept if kept.is_file() and not leads_out(kept, place.root) else None


def _read(draft: Path) -> tuple[dict[str, object], dict]:
    file = yaml_file.load(draft)
    return file.data, file.lines


def _folder(place: ProjectPlace) -> Path:
    return own_file(place.root / "data" / place.file.stem / FOLDER, place.root)


def _changes(folder: Path) -> list[dict[str, str]]:
    """The changes that were not undone, the oldest first; none where the record cannot be read."""
    try:
        said = json.loads((folder / RECORD).read_text("utf-8"))
        return [{part: str(one[part]) for part in ("before", "by", "after")} for one in said]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _free(folder: Path, number: int, name: str) -> Path:
    while (kept := folder / f"{number:04}-{name}").exists():
        number += 1
    return kept


def _put(draft: Path, path: Path) -> None:
    shutil.copymode(path, draft)
    os.replace(draft, path.resolve())


def _not_written(error: OSError, path: Path) -> Exception:
    problem = messages.R12_cannot_write_page(folder=path.parent.name, file=path.name, reason=system.reason(error))
    return system.cannot_write(error, problem)


def _lines(before: str, after: str) -> Iterator[ChangedLine]:
    old, new = before.splitlines(), after.splitlines()
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for n in range(max(b - a, d - c)):
            was, now = (lines[at] if at < end else "" for lines, at, end in ((old, a + n, b), (new, c + n, d)))
            yield ChangedLine(min(c + n, max(d - 1, c)) + 1, was.strip(), now.strip())
