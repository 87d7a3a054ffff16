"""The files received: listed, hashed and read, none changed."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportlib import filenames
from reportlib.errors import ConfigError, InputError, Problem
from reportlib.language import say
from reportlib.readers.files import read_many
from reportlib.readers.sheets import Sheet
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
        what = say(
            f"有 {len(found):,} 個檔案，超過 {MOST_FILES:,} 個。",
            f"there are {len(found):,} files, more than {MOST_FILES:,}.",
        )
        raise ConfigError(
            Problem(
                "A05",
                what,
                say("請只留下本次會議的回報檔案。", "Keep only the returns of this meeting."),
                file="returns",
            )
        )
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
        why = say(f"資料夾無法讀取（{error.strerror}）。", f"the folder cannot be read ({error.strerror}).")
        yield Arrival(prefix.rstrip("/") or "returns", folder, "refused", why)
        return
    for path in paths:
        name = prefix + filenames.shown(path.name)
        if filenames.is_junk(path.name) or path.name.startswith("."):  # F17
            yield Arrival(
                name, path, "skipped", say("暫存檔或系統檔，不是回報。", "left behind by a program; no return.")
            )
        elif path.is_symlink():
            yield Arrival(name, path, *_linked(path, top))
        elif path.is_dir():
            if depth < DEEPEST and not path.name.lower().endswith(_TABLE_SUFFIXES):
                yield from _inside(path, top, f"{name}/")
            elif path.name.lower().endswith(_TABLE_SUFFIXES):
                yield Arrival(name, path, "refused", say("這是資料夾，不是檔案。", "this is a folder, not a file."))
            else:
                yield Arrival(
                    name,
                    path,
                    "refused",
                    say(
                        "資料夾只讀一層，這裡面的檔案沒有讀取。",
                        "folders are read one level deep; what is in here is not read.",
                    ),
                )
        else:
            yield Arrival(name, path)


def _linked(path: Path, top: Path) -> tuple[Standing | None, str]:
    """A link may only lead to a file inside the folder of returns."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "refused", say("連結所指的檔案不存在。", "the link leads nowhere.")
    if not target.is_relative_to(top.resolve()):
        return "refused", say(
            "連結指到收件資料夾之外，不讀取。", "the link leads out of the folder of returns and is not followed."
        )
    return ("refused", say("連結指到資料夾。", "the link leads to a folder.")) if target.is_dir() else (None, "")


def refuse_changed(files: Iterable[Arrival]) -> None:
    """F19: what was read is what is still there."""
    problems = []
    for file in files:
        if file.sha256 and not file.member and hash_of(file.path) != file.sha256:
            what = say("檔案在收件期間被更改。", "the file changed during the intake.")
            problems.append(
                Problem(
                    "F19",
                    what,
                    say("請確認沒有人正在編輯，然後重新執行。", "Make sure nobody is editing it, and run again."),
                    file=file.name,
                )
            )
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
                decided.reason or say("在 intake.yaml 註明不是回報。", "said in intake.yaml to be no return."),
            )
    entry.version = Version.of(entry.stem)
    work.files[entry.name] = entry
    if entry.standing == "refused":
        work.add("F20", entry.name, entry.note, say("請改放一般檔案。", "Put a plain file here instead."))


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
            say(f"壓縮檔，內有 {len(results[path])} 個檔案。", f"an archive of {len(results[path])} files."),
        )
        if not results[path]:
            work.add(
                "F10",
                file.name,
                say("壓縮檔裡沒有檔案。", "the archive is empty."),
                say("請重新壓縮後重送。", "Make the archive again and resend."),
            )
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
        for problem in result.problems if file.standing == "refused" else ():
            work.add(problem.code, file.name, problem.what, problem.todo, problem.sheet, problem.row)
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
            file.note = say(f"與 {other.name} 逐位元組相同。", f"byte for byte the same as {other.name}.")


def _headers_of_all() -> frozenset[str]:
    """Every known header of every return."""
    return frozenset(
        header for one in asked.RETURNS.values() for column in one.table.columns for header in column.headers
    )
