"""The secretariat's own lists, while the parameters name what the intake makes of them and of the returns.

The intake writes into the folder of accepted rows which list each of its files started from (:data:`RECORD`), so that the next one
starts from there again whatever the list is called, and a build can tell that a list was changed since.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportlib import messages
from reportlib.errors import ConfigError, Problem
from reportlib.meeting.fields import ACCEPTED
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.meeting.project import own_file
from reportlib.store import reads
from reportlib.writing import as_json, sha256_of

RECORD = "own-lists.json"
SUFFIXES = ("csv", "xlsx", "ods", "parquet")


def kept(field: str, meeting: Meeting) -> Path | None:
    """The secretariat's own file of an input: what the parameters name; where they name what the intake made, the list that it was
    made from, or else ``FIELD.csv``, ``.xlsx`` or ``.ods`` in the meeting's folder of data, if there is one.

    ConfigError (F20) where the intake was made from a list that is no longer there.
    """
    params = meeting.params
    path = getattr(params.inputs, field)
    if path is None or path.parent.name != ACCEPTED:
        return path
    recorded = lists_of(path.parent, params.root).get(field)
    if recorded and _is_there(own_file(recorded[0], params.root)):
        return recorded[0]
    found = beside(field, params)
    if found is None and recorded:
        raise ConfigError(messages.F20_own_list_gone(list=recorded[0].name, field=field).at(file=params.path.name))
    return found


def beside(field: str, params: Params) -> Path | None:
    """A list in the meeting's folder of data that has the name of its input; ConfigError (C08) for a link out of the project."""
    paths = (params.data_folder / f"{field}.{suffix}" for suffix in SUFFIXES)
    return next((path for path in paths if _is_there(own_file(path, params.root))), None)


def _is_there(path: Path) -> bool:
    reads.note(path)
    return path.is_file()


def record(lists: Mapping[str, tuple[Path, str] | None], params: Params) -> bytes:
    """What the intake writes down: for each input the list it started from, with its SHA-256; null where there was none."""
    return as_json(
        {
            field: {"file": _written(own[0], params), "sha256": own[1]} if own else None
            for field, own in sorted(lists.items())
        }
    )


def changed_since_intake(meeting: Meeting) -> Iterator[Problem]:
    """F19: a list that was changed after the intake that the packet is to be built from."""
    params = meeting.params
    for field, path in params.inputs:
        if path is not None and path.parent.name == ACCEPTED and (own := lists_of(path.parent, params.root).get(field)):
            file, digest = own
            if _is_there(file) and sha256_of(file) != digest:
                said = messages.F19_list_changed_since_intake(accepted=f"{ACCEPTED}/{path.name}")
                yield said.at(file=file.name)


def lists_of(folder: Path, root: Path) -> dict[str, tuple[Path, str]]:
    """What stands in the record of a folder of accepted rows of a project at ``root``; nothing where there is none, or it is none of ours."""
    try:
        said = json.loads((folder / RECORD).read_text("utf-8"))
        entries = {field: (str(one["file"]), str(one["sha256"])) for field, one in said.items() if one}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
    found = {field: (folder.parent / file, digest) for field, (file, digest) in entries.items()}
    return {field: own for field, own in found.items() if _is_allowed(own[0], entries[field][0], root)}


def _is_allowed(path: Path, written: str, root: Path) -> bool:
    """Whether a path may be followed: as in the parameters, a relative one may not leave the project."""
    return os.path.isabs(written) or path.resolve().is_relative_to(root.resolve())


def _written(file: Path, params: Params) -> str:
    """Relative to the meeting's folder of data; a file outside of the project as the parameters name it."""
    place = file.parent.resolve() / file.name
    if place.is_relative_to(params.root.resolve()):
        return Path(os.path.relpath(place, params.data_folder.resolve())).as_posix()
    return str(file)
