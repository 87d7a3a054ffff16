"""A folder of files is looked through once: what is of which dataset, by the record or by names, and what is of none.

Works on a folder that ``packet fetch`` filled and on one that somebody else did: sub-folders that are called like a dataset
(``6012/any name.csv``), or files that are (``6012.csv``, ``6012-2.json``: its second resource). Whatever is in the folder is
accounted for; nothing outside of it is looked at, and nothing in it is opened but to be hashed.
"""

from __future__ import annotations

import itertools
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from reportlib import filenames, messages
from reportlib.errors import InputError, Problem
from reportlib.files import record
from reportlib.files.model import Fetched, FilesFolder, LeftOver, Resource
from reportlib.store import reads
from reportlib.writing import sha256_of

MOST_FILES, DEEPEST = 50_000, 4
_OWN = (record.RECORD, record.MAPPING, record.METADATA)
_NUMBERED = re.compile(r"(?P<dataset>.+?)[-_](?P<number>[1-9][0-9]{0,3})")
_DIGITS = re.compile(r"([0-9]+)")


@dataclass
class _Sorting:
    """What is put together while a folder is looked through."""

    resources: dict[str, dict[int, Resource]] = field(default_factory=dict)
    left_over: list[LeftOver] = field(default_factory=list)

    def leave(self, path: str, problem: Problem) -> None:
        self.left_over.append(LeftOver(filenames.shown(path), problem))

    def put(self, dataset: str, number: int | None, resource: Resource) -> None:
        """A resource under its number, or under the first that is free."""
        taken = self.resources.setdefault(dataset, {})
        if number is None or number in taken:
            number = next(n for n in itertools.count(1) if n not in taken)
        taken[number] = Resource(
            dataset, number, resource.path, resource.size, resource.sha256, resource.fetched, resource.trouble
        )


def read(folder: Path, datasets: Collection[str]) -> FilesFolder:
    """What a folder holds of the ``datasets`` (their identifiers).

    InputError where there is no such folder, where its record cannot be believed, and where it holds more than
    :data:`MOST_FILES` files.
    """
    name = folder.name
    reads.note_listing(folder)
    if not folder.is_dir():
        raise InputError(messages.F20_no_folder_of_files(folder=name).at(file=name))
    lines = record.read(folder)
    found = _Sorting()
    there = dict(_walk(folder, found))
    files = {path: trouble for path, trouble in there.items() if path not in _OWN}
    known = frozenset(datasets)
    recorded = {line.path: line for line in lines if line.path}
    for line in lines:
        _recorded(folder, line, files, known, found)
    named = {path: _told(path, known) for path in sorted(files, key=_natural) if path not in recorded}
    # Those that say which resource they are come first, so that no other has their number.
    for path, told in sorted(named.items(), key=lambda one: one[1] is None or one[1][1] is None):
        _by_name(folder, path, files[path], told, found)
    return FilesFolder(
        folder,
        {dataset: tuple(of[n] for n in sorted(of)) for dataset, of in sorted(found.resources.items())},
        tuple(sorted(found.left_over, key=lambda one: _natural(one.name))),
        len(files),
        record.RECORD in there,
    )


def _natural(path: str) -> tuple[tuple[bool, int, str], ...]:
    """2 before 10."""
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in _DIGITS.split(path))


def _walk(folder: Path, found: _Sorting) -> Iterator[tuple[str, Problem | None]]:
    """Every file in a folder, by its path there with ``/``, with why it cannot be read; a folder too deep is left over as a whole."""
    waiting, count = [""], 0
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as entries:
                here = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            found.leave(inside or ".", messages.F20_input_unreadable(reason=error.strerror or error))
            continue
        for entry in here:
            path = f"{inside}/{entry.name}".lstrip("/")
            if entry.is_dir(follow_symlinks=False):
                if path.count("/") + 1 >= DEEPEST:
                    found.leave(path, messages.A13_folder_too_deep(most=DEEPEST))
                else:
                    waiting.append(path)
                continue
            if (count := count + 1) > MOST_FILES:
                raise InputError(messages.A05_too_many_stored_files(most=MOST_FILES).at(file=folder.name))
            yield path, _unusable(folder, path)


def _unusable(folder: Path, path: str) -> Problem | None:
    """Why a file is not to be opened: a link out of the folder, a pipe, no permission; None for one that can be."""
    place = folder / path
    if filenames.leads_out(place, folder):
        return messages.F20_link_out_of_folder()
    try:
        kind = os.stat(place).st_mode
    except OSError:
        return messages.F20_link_leads_nowhere()
    if not stat.S_ISREG(kind):
        return messages.F20_no_plain_file()
    return None


def _hashed(folder: Path, path: str) -> tuple[int, str]:
    """The size and SHA-256 of a file; OSError where it cannot be read."""
    return os.stat(folder / path).st_size, sha256_of(folder / path)


def _recorded(
    folder: Path, line: Fetched, files: Mapping[str, Problem | None], known: frozenset[str], found: _Sorting
) -> None:
    """A line of the record with what is there of it."""
    if line.dataset not in known:
        what = line.path or f"{record.RECORD} {line.dataset}"
        found.leave(what, messages.I10_file_of_other_dataset(dataset=line.dataset))
        return
    resource = Resource(line.dataset, line.number, fetched=line)
    if line.path:
        trouble = files.get(line.path)
        if line.path not in files:
            trouble = messages.F20_stored_file_gone(path=line.path)
        size, digest = 0, ""
        if trouble is None:
            try:
                size, digest = _hashed(folder, line.path)
            except OSError as error:
                trouble = messages.F20_input_unreadable(reason=error.strerror or error)
            else:
                if digest != line.sha256:
                    trouble = messages.F19_stored_file_changed(path=line.path)
        resource = Resource(line.dataset, line.number, line.path, size, digest, line, trouble)
    found.put(line.dataset, line.number, resource)


def _by_name(
    folder: Path, path: str, trouble: Problem | None, told: tuple[str, int | None] | None, found: _Sorting
) -> None:
    """A file that the record does not name: of the dataset that it, or the folder that it is in, is called like."""
    name = PurePosixPath(path).name
    if filenames.is_junk(path) or name.startswith("."):
        found.leave(path, messages.F17_left_by_program())
        return
    if trouble is not None:
        found.leave(path, trouble)
        return
    if told is None:
        found.leave(path, messages.I10_file_of_no_dataset())
        return
    try:
        size, digest = _hashed(folder, path)
    except OSError as error:
        found.leave(path, messages.F20_input_unreadable(reason=error.strerror or error))
        return
    dataset, number = told
    found.put(dataset, number, Resource(dataset, number or 0, path, size, digest))


def _told(path: str, known: frozenset[str]) -> tuple[str, int | None] | None:
    """The dataset that a path tells of, and which of its resources, where it says so."""
    outer, *inner = PurePosixPath(path).parts
    stem = PurePosixPath(path).name.partition(".")[0]
    if inner and outer in known:
        numbered = re.fullmatch(r"(?:.*[-_])?([1-9][0-9]{0,3})", stem)
        return outer, int(numbered[1]) if numbered else None
    if stem in known:
        return stem, None
    numbered = _NUMBERED.fullmatch(stem)
    if numbered and numbered["dataset"] in known:
        return numbered["dataset"], int(numbered["number"])
    return None
