"""The files received: listed, hashed and read, none changed."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportlib import filenames, messages
from reportlib.errors import ConfigError, InputError
from reportlib.readers.files import read_many
from reportlib.readers.sheets import Sheet
from reportlib.records.findings import Finding
from reportlib.returns import asked
from reportlib.returns.entries import Arrival, hash_of, is_special, name_of_result
from reportlib.returns.intake_outcome import Standing
from reportlib.returns.senders import Version
from reportlib.returns.work import IntakeWork

DEEPEST = 1  # folders inside data/<meeting>/returns
MOST_FILES = 2_000
_TABLE_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".zip")


def files_in(folder: Path) -> list[Arrival]:
    """Every file in the folder of returns and one folder below it, by name; nothing is opened."""
    if not folder.is_dir():
        return []
    found = list(_inside(folder, folder, ""))
    if len(found) > MOST_FILES:
        raise ConfigError(messages.A05_too_many_files(count=len(found), most=MOST_FILES).at(file="returns"))
    taken: Counter[str] = Counter()
    for entry in sorted(found, key=lambda entry: (entry.name, os.fsencode(entry.path))):
        taken[entry.name] += 1
        if taken[entry.name] > 1:  # two names that differ only in Unicode form or in what cannot be printed
            entry.name = f"{entry.name}〔{taken[entry.name]}〕"
    return sorted(found, key=lambda entry: entry.name)


def _inside(folder: Path, top: Path, prefix: str) -> Iterator[Arrival]:
    depth = prefix.count("/")
    try:
        paths = sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name))
    except OSError as error:
        why = messages.folder_unreadable(reason=error.strerror)
        yield Arrival(prefix.rstrip("/") or "returns", folder, "refused", why)
        return
    for path in paths:
        name = prefix + filenames.shown(path.name)
        if filenames.is_junk(path.name) or path.name.startswith("."):  # F17
            yield Arrival(name, path, "skipped", messages.left_behind())
        elif path.is_symlink():
            yield Arrival(name, path, *_linked(path, top))
        elif path.is_dir():
            if depth < DEEPEST and not path.name.lower().endswith(_TABLE_SUFFIXES):
                yield from _inside(path, top, f"{name}/")
            elif path.name.lower().endswith(_TABLE_SUFFIXES):
                yield Arrival(name, path, "refused", messages.folder_no_file())
            else:
                yield Arrival(
                    name,
                    path,
                    "refused",
                    messages.folders_one_deep(),
                )
        else:
            yield Arrival(name, path)


def _linked(path: Path, top: Path) -> tuple[Standing | None, str]:
    """A link may only lead to a file inside the folder of returns."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "refused", messages.link_leads_nowhere()
    if not target.is_relative_to(top.resolve()):
        return "refused", messages.link_out_of_folder()
    return ("refused", messages.link_to_folder()) if target.is_dir() else (None, "")


def refuse_changed(files: Iterable[Arrival]) -> None:
    """F19: what was read is what is still there."""
    problems = []
    for file in files:
        if file.sha256 and not file.member and hash_of(file.path) != file.sha256:
            problems.append(messages.F19_changed_during_intake().at(file=file.name))
    if problems:
        raise InputError(*problems)


# -- finding and reading


def take(work: IntakeWork, entry: Arrival) -> None:
    decided = work.decisions.of(entry)
    if decided:
        entry.received_on = decided.received_on
        if decided.skip and entry.standing is None:
            entry.standing, entry.note = (
                "skipped",
                decided.reason or messages.said_no_return(),
            )
    entry.version = Version.of(entry.stem)
    work.files[entry.name] = entry
    if entry.standing == "refused":
        work.found.append(Finding("F20", entry.note, messages.put_plain_file(), entry.name))


def read(work: IntakeWork) -> None:
    """Read every file that may be a return; one that is refused is a finding, and the others are read all the same.

    An archive is taken apart: each member is a file of its own.
    """
    waiting = {file.path: file for file in work.files.values() if file.standing is None}
    for file in waiting.values():
        file.sha256 = "" if is_special(file.path) else hash_of(file.path)
        with contextlib.suppress(OSError):
            file.size = file.path.stat().st_size
    results: dict[Path, list] = {path: [] for path in waiting}
    for path, result in read_many(waiting, work.meeting.params.data_folder / "returns", _headers_of_all()):
        results[path].append(result)
    for path, file in waiting.items():
        plain = filenames.shown(path.name)
        if len(results[path]) == 1 and name_of_result(results[path][0]) in (plain, path.name):
            _take_result(work, file, results[path][0])
            continue
        file.standing, file.note = (
            "archive",
            messages.archive_of(count=len(results[path])),
        )
        if not results[path]:
            work.found.append(Finding.of(messages.F10_archive_empty().at(file.name)))
        for result in results[path]:
            member = name_of_result(result).removeprefix(f"{plain}／")
            inside = Arrival(f"{file.name}／{member}", path, member=member)
            take(work, inside)
            if inside.standing is None:
                _take_result(work, inside, result)
    for file in work.files.values():
        if file.standing == "skipped" and not file.member and not is_special(file.path):
            file.sha256 = hash_of(file.path)


def _take_result(work: IntakeWork, file: Arrival, result: list[Sheet] | InputError) -> None:
    if isinstance(result, InputError):
        file.note = " ".join(problem.what for problem in result.problems)
        file.standing = "skipped" if all(problem.code == "F17" for problem in result.problems) else "refused"
        if file.standing == "refused":
            work.found += [Finding.of(problem, file=file.name) for problem in result.problems]
        return
    file.read = [dataclasses.replace(sheet, file=file.name) for sheet in result]
    file.original = tuple(file.read)
    if file.read and file.member:
        file.sha256 = file.read[0].sha256
    elif file.read and file.sha256 != file.read[0].sha256:
        file.sha256 = file.read[0].sha256  # changed since: refused at the end (F19)
    file.notices += list(dict.fromkeys(notice for sheet in file.read for notice in sheet.notices))


def same_bytes(work: IntakeWork) -> None:
    """A file that a unit sent twice counts once: the one that somebody named, else the newest."""
    newest: dict[tuple[str, str], Arrival] = {}
    equal = [file for file in work.files.values() if file.standing is None and file.sha256]
    named = {one.file for one in work.corrections} | {file.name for file in equal if work.decisions.uses(file.name)}
    for file in equal:
        other = newest.setdefault((file.unit, file.sha256), file)
        if (file.name in named, file.version.newer_than(other.version)) > (
            other.name in named,
            False,
        ):  # a unit may go back to what it sent before
            newest[file.unit, file.sha256] = file
    for file in equal:
        other = newest[file.unit, file.sha256]
        if other is not file:
            file.standing, file.read = "same", []
            file.note = messages.same_bytes_as(file=other.name)


def _headers_of_all() -> frozenset[str]:
    """Every known header of every return."""
    return frozenset(
        header for one in asked.RETURNS.values() for column in one.table.columns for header in column.headers
    )
