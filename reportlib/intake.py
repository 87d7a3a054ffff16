"""The intake: whatever lies in ``data/<meeting>/returns/`` is read, told apart, examined, and what is right in it accepted.

:func:`intake` tells it from top to bottom and writes nothing; :func:`publish` writes what it found. Originals are only
read. What cannot be told, of whom a file is or which of two versions counts, is asked and never guessed; the answers stand
in ``data/<meeting>/intake.yaml``::

    files:                       # of single files
      - file: 回報.xlsx
        unit: 水利署             # whose it is
        received_on: 109-11-20   # when it came; without this nothing is called late
      - file: 公文.pdf
        skip: true               # no return
    versions:                    # which of several files counts
      - unit: 水利署
        table: plan              # of all its returns where absent
        use: 水利署_1.xlsx
      - unit: 地質調查及礦業管理中心
        use: [礦務局.xlsx, 中央地質調查所.xlsx]   # all of them count, their rows together
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import yaml
from pydantic import Field, model_validator

from reportlib import filenames, findings, layout, marks, readers, returns, schema, yamlfile
from reportlib.agencies import Agency
from reportlib.board import Board, Cell
from reportlib.corrections import CODE, Applied, Declared
from reportlib.errors import ConfigError, InputError, Problem, quoted
from reportlib.findings import Finding
from reportlib.labels import say
from reportlib.meeting import Meeting
from reportlib.params import Date, Model, Text
from reportlib.readers import Sheet
from reportlib.returns import Return
from reportlib.schema import spelling
from reportlib.senders import Version, agencies_in, best_return, merged_sender, name_of_another_time

# pandas, pandera and what builds on them take a second to import: that is done while the files are read in other processes.
if TYPE_CHECKING:
    import pandas as pd

    from reportlib import clean

DEEPEST = 1  # folders inside data/<meeting>/returns
MOST_FILES = 2_000
HEADER_WITHIN_ROWS = 30
_LOCKED = ("F04", "F05", "F06")
_TABLE_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".zip")

Standing = Literal[
    "counts", "older", "same", "undecided", "unknown_unit", "not_asked", "no_return", "refused", "skipped", "archive"
]


# -- what a person decides -------------------------------------------------------------------------------------------------


class FileDecision(Model):
    """What a person says of one file; with ``sha256`` (its first digits will do), of these bytes only."""

    file: Text
    sha256: Text | None = None
    unit: Text | None = None
    received_on: Date | None = None
    skip: bool = False
    reason: Text | None = None
    who: Text | None = None


class VersionDecision(Model):
    """Which of a unit's files counts, for one return or for all; several where it has more than one sender. ``sha256`` is that of one file."""

    unit: Text
    table: Literal["plan", "checklist", "replies", "evaluation", "progress"] | None = None
    use: Text | Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    sha256: Text | None = None
    reason: Text | None = None
    who: Text | None = None

    @model_validator(mode="after")
    def _one_digest(self) -> VersionDecision:
        if self.sha256 and len(self.files) > 1:
            raise ValueError(say("sha256 只能與一個檔案一起寫", "sha256 may only be given with one file"))
        return self

    @property
    def files(self) -> tuple[str, ...]:
        return (self.use,) if isinstance(self.use, str) else self.use


class Decisions(Model):
    files: tuple[FileDecision, ...] = Field((), strict=False)
    versions: tuple[VersionDecision, ...] = Field((), strict=False)


# -- what was found --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UsedSheet:
    """What became of one sheet of a file: the return it was read as ("" for none) and where its rows went.

    ``counts`` are those of ``clean.Records`` with the rows set aside; empty where the sheet was not examined.
    """

    name: str
    rows: int
    hidden: bool = False
    table: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class ReceivedFile:
    """One file as received. ``name`` is its path inside ``returns/`` as text; ``unit`` is "" where it is not known.

    ``how`` is a sentence on how the unit was told; ``note`` one on why the file does not count, where it does not.
    """

    name: str
    standing: Standing
    sha256: str = ""
    size: int = 0
    unit: str = ""
    how: str = ""
    tables: tuple[str, ...] = ()
    version: str = ""
    received_on: date | None = None
    late: bool = False
    encoding: str = ""
    sheets: tuple[UsedSheet, ...] = ()
    notices: tuple[str, ...] = ()
    note: str = ""
    path: Path | None = field(default=None, compare=False, repr=False)
    member: str = ""  # its name in the archive that stands at ``path``
    read: tuple[Sheet, ...] = field(default=(), compare=False, repr=False)  # as received, before any correction


@dataclass(frozen=True)
class SetAside:
    """A row that does not count until it is mended: whose, where, why, and what is in it."""

    unit: str
    table: str
    file: str
    sheet: str
    row: int
    reasons: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Intake:
    """Everything one intake found. ``accepted`` has a frame for each return asked for: the columns of its table under their
    canonical names, then :data:`schema.ORIGIN`."""

    meeting: Meeting
    files: tuple[ReceivedFile, ...]
    board: Board
    findings: tuple[Finding, ...]
    accepted: Mapping[str, pd.DataFrame]
    set_aside: tuple[SetAside, ...]
    corrections: tuple[Applied, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return findings.errors(self.findings)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return findings.warnings(self.findings)

    @property
    def is_right(self) -> bool:
        """Whether everything asked for is there, every row of it is accepted, and nothing is left to decide."""
        return self.board.is_complete and not self.errors

    def findings_of(self, file: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.file == file)


def intake(meeting: Meeting, step: Callable[[str], None] = lambda text: None) -> Intake:
    """Read, tell apart, correct, examine and accept what was received for a meeting.

    ConfigError where ``intake.yaml`` or ``corrections.yaml`` does not fit what is there (C14); InputError (F19) where a file
    changed meanwhile. Everything else is a finding.
    """
    asked = returns.asked(meeting)
    folder = meeting.params.data_folder / "returns"
    decisions = _Decided.read(meeting.params.data_folder / "intake.yaml", meeting)
    declared = Declared.read(meeting.params.data_folder / "corrections.yaml")
    step(say("讀取收到的檔案", "reading what was received"))
    work = _Work(meeting, asked, decisions)
    for entry in _listed(folder):
        work.take(entry)
    with ThreadPoolExecutor(1) as beside:
        loaded = beside.submit(_load)
        work.read()
        loaded.result()
    decisions.refuse_unknown(work.files)
    sheets, applied = declared.apply({file.name: file.read for file in work.files.values() if file.read})
    for name, corrected in sheets.items():
        work.files[name].read = corrected
    work.corrections = applied
    step(say("檢查內容", "examining it"))
    work.tell_units()
    work.tell_returns()
    work.examine()
    work.compare_units()
    _refuse_changed(work.files.values())
    return work.result()


def _load() -> None:
    """Import what the examination needs."""
    from reportlib import clean, forms, tablerules  # noqa: F401

    tablerules.load()


# -- the files -------------------------------------------------------------------------------------------------------------


@dataclass
class _Entry:
    """A file while it is worked on."""

    name: str
    path: Path
    standing: Standing | None = None
    note: str = ""
    member: str = ""  # of the archive at ``path``
    sha256: str = ""
    size: int = 0
    read: list[Sheet] = field(default_factory=list)
    original: tuple[Sheet, ...] = ()  # before corrections
    unit: str = ""
    how: str = ""
    sender: str = ""  # which of the offices that were merged into the unit
    form: returns.Mark | None = None
    version: Version | None = None
    received_on: date | None = None
    fits: dict[int, Return] = field(default_factory=dict)  # the place of a sheet in ``read``
    notes: dict[int, str] = field(default_factory=dict)
    counts: dict[int, dict[str, int]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(name for name in returns.RETURNS if any(one.name == name for one in self.fits.values()))

    @property
    def stem(self) -> str:
        """The name without folder and suffix, as versions are read from it."""
        return self.name.rpartition("/")[2].rpartition(".")[0] or self.name.rpartition("/")[2]


def _listed(folder: Path) -> list[_Entry]:
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


def _inside(folder: Path, top: Path, prefix: str) -> Iterator[_Entry]:
    depth = prefix.count("/")
    try:
        paths = sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name))
    except OSError as error:
        why = say(f"資料夾無法讀取（{error.strerror}）。", f"the folder cannot be read ({error.strerror}).")
        yield _Entry(prefix.rstrip("/") or "returns", folder, "refused", why)
        return
    for path in paths:
        name = prefix + filenames.shown(path.name)
        if filenames.is_junk(path.name) or path.name.startswith("."):  # F17
            yield _Entry(
                name, path, "skipped", say("暫存檔或系統檔，不是回報。", "left behind by a program; no return.")
            )
        elif path.is_symlink():
            yield _Entry(name, path, *_linked(path, top))
        elif path.is_dir():
            if depth < DEEPEST and not path.name.lower().endswith(_TABLE_SUFFIXES):
                yield from _inside(path, top, f"{name}/")
            elif path.name.lower().endswith(_TABLE_SUFFIXES):
                yield _Entry(name, path, "refused", say("這是資料夾，不是檔案。", "this is a folder, not a file."))
            else:
                yield _Entry(
                    name,
                    path,
                    "refused",
                    say(
                        "資料夾只讀一層，這裡面的檔案沒有讀取。",
                        "folders are read one level deep; what is in here is not read.",
                    ),
                )
        else:
            yield _Entry(name, path)


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


def _refuse_changed(files: Iterable[_Entry]) -> None:
    """F19: what was read is what is still there."""
    problems = []
    for file in files:
        if file.sha256 and not file.member and _hash(file.path) != file.sha256:
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


def _hash(path: Path) -> str:
    try:
        return readers.sha256(path)
    except OSError:
        return ""


# -- what a person decided, checked ----------------------------------------------------------------------------------------


class _Decided:
    """``intake.yaml``, checked against the register and the files."""

    def __init__(self, decisions: Decisions, file: yamlfile.YamlFile | None, meeting: Meeting):
        self._all, self._file, self._meeting = decisions, file, meeting

    @classmethod
    def read(cls, path: Path, meeting: Meeting) -> _Decided:
        if not path.exists() and not path.is_symlink():
            return cls(Decisions(), None, meeting)
        file = yamlfile.load(path, Decisions.model_fields)
        return cls(yamlfile.fit(Decisions, file), file, meeting)

    def of(self, file: _Entry) -> FileDecision | None:
        return next((one for one in self._all.files if _same(one.file, file.name)), None)

    def used(self, unit: str, table: str) -> tuple[str, ...]:
        """The names of the files that were decided on: for this return, or for all of the unit's; none where nobody decided."""
        mine = [one for one in self._all.versions if self.agency(one.unit) == unit and one.table in (table, None)]
        return min(mine, key=lambda one: one.table is None).files if mine else ()

    def uses(self, name: str) -> bool:
        """Whether a decision says that this file counts."""
        return any(_same(file, name) for one in self._all.versions for file in one.files)

    def agency(self, name: str) -> str:
        found = self._meeting.register.find(name)
        return found.short if found else ""

    def refuse_unknown(self, files: Mapping[str, _Entry]) -> None:
        """C14: every decision must be about a file that is there, with the bytes it was made for, and a unit of the register."""
        if self._file is None:
            return
        problems = []
        for key, decided in (("files", self._all.files), ("versions", self._all.versions)):
            for number, one in enumerate(decided):
                names, part = ((one.file,), "file") if key == "files" else (one.files, "use")
                for name in names:
                    found = next((file for file in files.values() if _same(name, file.name)), None)
                    if found is None:
                        near = yamlfile.nearest(name, files)
                        what = say(f"收到的檔案中沒有{quoted(name)}。", f"no file {quoted(name)} was received.")
                        todo = (
                            say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
                            if near
                            else say("請更正或刪去這一筆。", "Correct or delete this entry.")
                        )
                        problems.append(self._file.problem(CODE, (key, number, part), what, todo))
                    elif one.sha256 and not found.sha256.startswith(one.sha256.lower()):
                        what = say(
                            f"{quoted(name)}已經不是決定時的那個檔案（SHA-256 現在是 {found.sha256[:12]}）。",
                            f"{quoted(name)} is no longer the file that was decided on (its SHA-256 is {found.sha256[:12]} now).",
                        )
                        problems.append(
                            self._file.problem(
                                CODE, (key, number, "sha256"), what, say("請重新決定。", "Decide again.")
                            )
                        )
                if one.unit and not self._meeting.register.find(one.unit):
                    near = self._meeting.register.nearest(one.unit)
                    what = say(
                        f"{quoted(one.unit)}不在機關名冊中。", f"{quoted(one.unit)} is not in the register of agencies."
                    )
                    todo = (
                        say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
                        if near
                        else say("請更正單位名稱。", "Correct the unit's name.")
                    )
                    problems.append(self._file.problem("I02", (key, number, "unit"), what, todo))
        if problems:
            yamlfile.refuse(problems)


def _same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


# -- the work --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Examined:
    """One sheet of a unit's return, examined."""

    file: _Entry
    place: int
    one: Return
    examined: clean.Examined

    @property
    def sheet(self) -> Sheet:
        return self.file.read[self.place]

    @property
    def frame(self) -> pd.DataFrame | None:
        """The rows that are accepted so far; None where the sheet is not this table."""
        return self.examined.records.frame if self.examined.records else None

    @property
    def found(self) -> tuple[Finding, ...]:
        return self.examined.findings

    @property
    def counts(self) -> dict[str, int]:
        """Where its rows went; of a sheet that is not this table, all rows below its header with something in them are set aside."""
        if self.examined.records:
            return dict(self.examined.records.counts)
        filled = [number for number, row in enumerate(self.sheet.rows, 1) if _is_filled(row)]
        aside = sum(number > self.header for number in filled)
        return {
            "read": len(self.sheet.rows),
            "used": 0,
            "set_aside": aside,
            "header": len(filled) - aside,
            "blank": len(self.sheet.rows) - len(filled),
        }

    @property
    def header(self) -> int:
        """The last row of the header of a sheet that lacks a column, as the finding says it; 0 where none is told."""
        return max((one.row or 0 for one in self.found if one.code == "L09" and one.is_error), default=0)

    def once(self, rows: Sequence[int]) -> _Examined:
        """The same without these rows, which another sheet has too: they are counted there."""
        records = self.examined.records
        frame = records.frame.drop(index=list(rows))
        counts = records.counts | {"used": len(frame), "repeated": records.counts.get("repeated", 0) + len(rows)}
        return dataclasses.replace(
            self,
            examined=dataclasses.replace(
                self.examined, records=dataclasses.replace(records, frame=frame, counts=counts)
            ),
        )

    def with_findings(self, found: Iterable[Finding]) -> _Examined:
        """The same with more findings; rows with an error among them no longer count."""
        return dataclasses.replace(self, examined=self.examined.set_aside(found))

    def finding(
        self,
        code: str,
        row: int | None,
        column: str,
        value: object,
        what: str,
        todo: str,
        level: findings.Level = "error",
    ) -> Finding:
        """A finding about a cell of a column by its name, or about the sheet."""
        number, header = self.examined.places.get(column, (None, _label(self.one, column)))
        return Finding(
            code,
            level,
            self.file.name,
            self.sheet.name,
            row,
            number,
            header,
            "" if value is None else layout.text_of(value) or "",
            what,
            todo,
        )


class _Work:
    """One intake while it is done: the steps of :func:`intake`, in their order."""

    def __init__(self, meeting: Meeting, asked: Mapping[str, tuple[str, ...]], decisions: _Decided):
        self.meeting, self.asked, self.decisions = meeting, asked, decisions
        self.wanted = returns.wanted(meeting)
        self.files: dict[str, _Entry] = {}
        self.found: list[Finding] = []
        self.corrections: tuple[Applied, ...] = ()
        self.examined: dict[tuple[str, str], list[_Examined]] = {}
        self.notes: dict[tuple[str, str], str] = {}
        self.undecided: dict[tuple[str, str], list[_Entry]] = {}

    # -- finding and reading

    def take(self, entry: _Entry) -> None:
        decided = self.decisions.of(entry)
        if decided:
            entry.received_on = decided.received_on
            if decided.skip and entry.standing is None:
                entry.standing, entry.note = (
                    "skipped",
                    decided.reason or say("在 intake.yaml 註明不是回報。", "said in intake.yaml to be no return."),
                )
        entry.version = Version.of(entry.stem)
        self.files[entry.name] = entry
        if entry.standing == "refused":
            self.add("F20", entry.name, entry.note, say("請改放一般檔案。", "Put a plain file here instead."))

    def read(self) -> None:
        """Read every file that may be a return; one that is refused is a finding, and the others are read all the same.

        An archive is taken apart: each member is a file of its own.
        """
        waiting = {file.path: file for file in self.files.values() if file.standing is None}
        for file in waiting.values():
            file.sha256 = "" if _is_special(file.path) else _hash(file.path)
            with contextlib.suppress(OSError):
                file.size = file.path.stat().st_size
        results: dict[Path, list] = {path: [] for path in waiting}
        for path, result in readers.read_many(waiting, self.meeting.params.data_folder / "returns", _headers_of_all()):
            results[path].append(result)
        for path, file in waiting.items():
            plain = filenames.shown(path.name)
            if len(results[path]) == 1 and _name_of(results[path][0]) in (plain, path.name):
                self._take_result(file, results[path][0])
                continue
            file.standing, file.note = (
                "archive",
                say(f"壓縮檔，內有 {len(results[path])} 個檔案。", f"an archive of {len(results[path])} files."),
            )
            if not results[path]:
                self.add(
                    "F10",
                    file.name,
                    say("壓縮檔裡沒有檔案。", "the archive is empty."),
                    say("請重新壓縮後重送。", "Make the archive again and resend."),
                )
            for result in results[path]:
                member = _name_of(result).removeprefix(f"{plain}／")
                inside = _Entry(f"{file.name}／{member}", path, member=member)
                self.take(inside)
                if inside.standing is None:
                    self._take_result(inside, result)
        for file in self.files.values():
            if file.standing == "skipped" and not file.member and not _is_special(file.path):
                file.sha256 = _hash(file.path)

    def _take_result(self, file: _Entry, result: list[Sheet] | InputError) -> None:
        if isinstance(result, InputError):
            file.note = " ".join(problem.what for problem in result.problems)
            file.standing = "skipped" if all(problem.code == "F17" for problem in result.problems) else "refused"
            for problem in result.problems if file.standing == "refused" else ():
                self.add(problem.code, file.name, problem.what, problem.todo, problem.sheet, problem.row)
            return
        file.read = [dataclasses.replace(sheet, file=file.name) for sheet in result]
        file.original = tuple(file.read)
        if file.read and file.member:
            file.sha256 = file.read[0].sha256
        elif file.read and file.sha256 != file.read[0].sha256:
            file.sha256 = file.read[0].sha256  # changed since: refused at the end (F19)
        file.notices += list(dict.fromkeys(notice for sheet in file.read for notice in sheet.notices))

    def _same_bytes(self) -> None:
        """A file that a unit sent twice counts once: the one that somebody named, else the newest."""
        newest: dict[tuple[str, str], _Entry] = {}
        equal = [file for file in self.files.values() if file.standing is None and file.sha256]
        named = {one.file for one in self.corrections} | {file.name for file in equal if self.decisions.uses(file.name)}
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

    # -- telling apart

    def tell_units(self) -> None:
        for file in self.files.values():
            if file.standing == "refused":
                named = agencies_in(file.name, self.meeting)
                file.unit = named[0].short if len(named) == 1 else ""
            elif file.standing is None:
                self._tell_unit(file)
        self._same_bytes()

    def _tell_unit(self, file: _Entry) -> None:
        decided, todo = self.decisions.of(file), self._name_it(file)
        file.form = next(
            (mark for sheet in file.read if sheet.name == returns.MARK and (mark := returns.Mark.read(sheet.rows))),
            None,
        )
        if decided and decided.unit:
            file.unit, file.how = self.decisions.agency(decided.unit), say("依 intake.yaml", "by intake.yaml")
            return self._refuse_unasked(file)
        named = agencies_in(file.name, self.meeting)
        if file.form:
            marked = self.meeting.register.find(file.form.unit)
            if file.form.meeting != self.meeting.params.name:
                what = say(
                    f"這是另一次會議（{quoted(file.form.meeting)}）的表格。",
                    f"this is the form of another meeting, {quoted(file.form.meeting)}.",
                )
                return self._unknown("I10", file, what, todo)
            if marked is None:
                return self._unknown(
                    "I02",
                    file,
                    say(
                        f"表格註明的單位{quoted(file.form.unit)}不在機關名冊中。",
                        f"the form is marked {quoted(file.form.unit)}, which is not in the register.",
                    ),
                    todo,
                )
            if named and marked not in named:
                what = say(
                    f"表格是發給{quoted(marked.short)}的，檔名卻是{quoted(named[0].short)}。",
                    f"the form was made for {quoted(marked.short)}, but the file is named after {quoted(named[0].short)}.",
                )
                return self._unknown("I09", file, what, todo)
            file.unit, file.how = marked.short, say("依表格的隱藏註記", "by the form's hidden mark")
            return self._refuse_unasked(file)
        for how, look in (
            (say("依檔名", "by the file's name"), lambda _: named),
            (say("依機關欄", "by the agency column"), self._agencies_in_columns),
            (say("依表格的標題列", "by the title of the sheet"), self._agencies_in_titles),
        ):
            agencies = look(file)
            if len(agencies) == 1:
                other = name_of_another_time(file.name, agencies[0], self.meeting) if agencies is named else ""
                led = (
                    say(f"（{quoted(other)}即{agencies[0].short}）", f" ({quoted(other)} is {agencies[0].short})")
                    if other
                    else ""
                )
                file.unit, file.how = agencies[0].short, how + led
                file.sender = merged_sender(other, agencies[0], self.meeting) if other else ""
                return self._refuse_unasked(file)
            if agencies:
                listed = "、".join(agency.short for agency in agencies[:6])
                return self._unknown(
                    "I10",
                    file,
                    say(f"{how}可能是：{listed}，無法判斷。", f"{how} it may be of: {listed}; that cannot be told."),
                    todo,
                )
        if strangers := list(dict.fromkeys(self._names_in_columns(file))):
            listed = "、".join(map(quoted, strangers[:6]))
            what = say(f"機關欄的{listed}不在機關名冊中。", f"{listed} in the agency column is not in the register.")
            return self._unknown(
                "I02",
                file,
                what,
                say(
                    f"寫法不同時，{todo}不是回報就寫 skip: true。",
                    f"If it is another spelling: {todo} If it is no return, say skip: true.",
                ),
            )
        near = self.meeting.register.nearest(file.stem)
        hint = say(f"（檔名最接近{quoted(near)}）", f" (the name is most like {quoted(near)})") if near else ""
        return self._unknown(
            "I10",
            file,
            say(f"看不出是哪一個單位的回報{hint}。", f"it cannot be told which unit this return is of{hint}."),
            todo,
        )

    def _name_it(self, file: _Entry) -> str:
        zh = f"請在 data/{self.meeting.params.name}/intake.yaml 的 files 寫明 file: {file.name} 與 unit:，再重新執行。"
        return say(
            zh,
            f"Say so in data/{self.meeting.params.name}/intake.yaml, under files: file: {file.name} and its unit:, and run again.",
        )

    def _unknown(self, code: str, file: _Entry, what: str, todo: str) -> None:
        file.standing, file.note = "unknown_unit", what
        self.add(code, file.name, what, todo)

    def _refuse_unasked(self, file: _Entry) -> None:
        if file.unit not in self.asked:
            file.standing, file.note = (
                "not_asked",
                say(
                    f"{file.unit}不在應回報的單位中，沒有採計。",
                    f"{file.unit} is not asked for a return; nothing of it is used.",
                ),
            )
            self.add(
                "I10",
                file.name,
                file.note,
                say(
                    "請確認是否應列為受評單位，或是否放錯檔案。",
                    "Check whether the unit should be asked, or the file is here by mistake.",
                ),
                level="warning",
            )

    def _visible(self, file: _Entry) -> Iterator[tuple[int, Sheet]]:
        return ((place, sheet) for place, sheet in enumerate(file.read) if not sheet.hidden and not _is_ours(sheet))

    def _names_in_columns(self, file: _Entry) -> Iterator[str]:
        """What stands in the agency columns of the file's returns."""
        for _, sheet in self._visible(file):
            one = best_return(sheet, file.name)
            if one is None:
                continue
            laid = layout.locate(sheet, one.table)
            place = laid.places.get(one.unit_column)
            for _, cells in laid.rows if place is not None else ():
                if text := layout.text_of(cells[place]) if place < len(cells) else None:
                    yield text

    def _agencies_in_columns(self, file: _Entry) -> tuple[Agency, ...]:
        """The registered agencies that the agency columns of the file's returns name."""
        matches = (self.meeting.register.lead(text, self._day) for text in dict.fromkeys(self._names_in_columns(file)))
        return tuple({match.agency.name: match.agency for match in matches if match and match.agency}.values())

    def _agencies_in_titles(self, file: _Entry) -> tuple[Agency, ...]:
        """The agencies named above the tables, or on the sheets' tabs."""
        found: list[Agency] = []
        for _, sheet in self._visible(file):
            one = best_return(sheet, file.name)
            above = layout.best([sheet], one.table).header_rows[0] - 1 if one else HEADER_WITHIN_ROWS
            texts = [sheet.name, *(str(cell) for row in sheet.rows[:above] for cell in row if isinstance(cell, str))]
            found += [agency for text in texts for agency in agencies_in(text, self.meeting) if agency not in found]
        return tuple(
            one for one in found if not any(other is not one and other.name.startswith(one.name) for other in found)
        )

    @cached_property
    def _day(self) -> date:
        return self.meeting.params.meeting.date.first()

    def tell_returns(self) -> None:
        """Which sheet of which file is which return; a sheet that is none is listed."""
        for file in self.files.values():
            if file.standing is not None:
                continue
            for place, sheet in enumerate(file.read):
                if _is_ours(sheet):
                    file.notes[place] = say("表格本身的工作表", "a sheet of the form itself")
                    continue
                one = best_return(sheet, file.name)
                if sheet.hidden:
                    file.notes[place] = say("隱藏的工作表，沒有讀取", "a hidden sheet, not read")
                    if one and any(map(any, sheet.rows)):
                        what = say(
                            f"隱藏的工作表{quoted(sheet.name)}（{len(sheet.rows)} 列）看來是{one.label}，沒有採計。",
                            f"the hidden sheet {quoted(sheet.name)} ({len(sheet.rows)} rows) looks like {one.label} and is not used.",
                        )
                        self.add(
                            "F15",
                            file.name,
                            what,
                            say("要採計請取消隱藏後重送。", "Unhide it and resend if it shall count."),
                            sheet.name,
                            level="warning",
                        )
                elif one is None:
                    file.notes[place] = (
                        say("不像任何一種回報表，沒有讀取", "looks like none of the returns, not read")
                        if any(map(any, sheet.rows))
                        else say("空白工作表", "an empty sheet")
                    )
                elif one.name not in self.wanted.tables:
                    file.notes[place] = say(
                        f"{one.label}，這次沒有請單位回報", f"{one.label}, which is not asked for this time"
                    )
                else:
                    file.fits[place] = one
            if not file.fits:
                labels = "、".join(returns.RETURNS[name].label for name in self.wanted.tables)
                file.standing, file.note = (
                    "no_return",
                    say("沒有一個工作表像要回報的表。", "no sheet looks like one of the returns asked for."),
                )
                self.add(
                    "L09",
                    file.name,
                    file.note,
                    say(
                        f"這次請回報：{labels}。請用所發的表格填寫後重送。",
                        f"Asked for are: {labels}. Use the forms that were sent out.",
                    ),
                )

    # -- examining

    def examine(self) -> None:
        """The newest valid version of each return of each unit, examined."""
        for unit, names in self.asked.items():
            for name in names:
                candidates = [
                    file
                    for file in self.files.values()
                    if file.standing in (None, "counts") and file.unit == unit and name in file.tables
                ]
                self._examine_newest(unit, name, candidates)
        for unit in dict.fromkeys(unit for unit, _ in self.undecided):
            self._ask_which(unit, {name: files for (of, name), files in self.undecided.items() if of == unit})
        for file in self.files.values():
            file.standing = file.standing or "older"
            if file.standing == "counts" and file.form and file.form.form != returns.FORM_VERSION:
                what = say(
                    f"這是舊版表格（第 {file.form.form} 版），現在是第 {returns.FORM_VERSION} 版，欄位可能不同。",
                    f"this is the form of version {file.form.form}; it is version {returns.FORM_VERSION} now, and its columns may differ.",
                )
                self.add(
                    "L09",
                    file.name,
                    what,
                    say(
                        "請核對各欄；下次請用新發的表格填寫。",
                        "Check the columns; use the forms that were sent out last from now on.",
                    ),
                    level="warning",
                )

    def _examine_newest(self, unit: str, name: str, candidates: list[_Entry]) -> None:
        decided, left, label = self.decisions.used(unit, name), list(candidates), returns.RETURNS[name].label
        while left:
            used = [file for file in left if any(_same(file.name, one) for one in decided)] or [
                file
                for file in left
                if all(
                    other is file or file.sender == other.sender and file.version.newer_than(other.version)
                    for other in left
                )
            ]
            if not used:
                self.undecided[unit, name] = left
                self.notes[unit, name] = say("待決定採用哪一個版本", "which version counts is to be decided")
                return None
            left = [file for file in left if file not in used]
            files = "、".join(file.name for file in used)
            sheets = self._compared(
                [
                    self._sheet(file, place, one, unit)
                    for file in used
                    for place, one in file.fits.items()
                    if one.name == name
                ],
                unit,
            )
            if all(sheet.frame is None for sheet in sheets) and left:
                for sheet in sheets:
                    self.found += sheet.found
                what = say(
                    f"{files} 的{label}無法採用，改用較早的版本。",
                    f"{label} of {files} cannot be used; an earlier version counts.",
                )
                self.add("F18", used[0].name, what, say("請更正後重送。", "Correct it and resend."), level="warning")
                continue
            for file in used:
                file.standing = "counts"
            self.examined[unit, name] = self._once(sheets, unit)
            for other in left:
                note = say(f"{label}採用 {files}。", f"of {label}, {files} counts.")
                other.note = " ".join(filter(None, (other.note, note)))
            if candidates[1:]:
                self.notes[unit, name] = say(
                    f"共 {len(candidates)} 個版本，採用 {files}", f"{len(candidates)} versions; {files} counts"
                )
            if used[1:]:
                self.notes[unit, name] = say(
                    f"依 intake.yaml 一併採計 {len(used)} 個檔案", f"by intake.yaml {len(used)} files count together"
                )
            return None
        return None

    def _ask_which(self, unit: str, tables: Mapping[str, list[_Entry]]) -> None:
        """F18: all the versions that a unit sent, and what to write where; one entry for all its returns where they are in the same files."""
        files = list({file.name: file for some in tables.values() for file in some}.values())
        labels, listed = (
            "、".join(returns.RETURNS[name].label for name in tables),
            say("、", ", ").join(file.name for file in files),
        )
        what = say(
            f"{unit}的{labels}有 {len(files)} 個版本，從檔名看不出哪一個較新：{listed}。",
            f"{unit} sent {len(files)} versions of {labels}, and their names do not tell which is newer: {listed}.",
        )
        alike = all(some == files for some in tables.values())
        entries = (
            [{"unit": unit, "use": files[0].name}]
            if alike
            else [{"unit": unit, "table": name, "use": some[0].name} for name, some in tables.items()]
        )
        lines = "versions:"
        for entry, some in zip(entries, tables.values(), strict=False):
            others = say("、", ", ").join(file.name for file in some[1:])
            lines += f"\n{yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000).rstrip()}{say('  # 或 ', '  # or ')}{others}"
        path = f"data/{self.meeting.params.name}/intake.yaml"
        zh = f"請把下列各行貼進 {path}，use 寫採用的檔名（都要採計寫成 [檔名, 檔名]），再重新執行：\n{lines}"
        todo = say(
            zh,
            f"Paste these lines into {path}, with the file that counts after use: ([file, file] where all do), and run again:\n{lines}",
        )
        for file in files:
            file.note = " ".join(
                filter(
                    None,
                    (
                        file.note,
                        say(f"{labels}：待決定採用哪一個版本。", f"{labels}: which version counts is to be decided."),
                    ),
                )
            )
        self.add("F18", files[0].name, what, todo)

    def _sheet(self, file: _Entry, place: int, one: Return, unit: str) -> _Examined:
        """One sheet examined: its cells, then the rules of its table; rows of another unit are set aside (I09)."""
        from reportlib import clean, tablerules

        sheet = file.read[place]
        register = self.meeting.register
        owner = next(agency.name for agency in register if agency.short == unit)
        examined = _Examined(file, place, one, clean.examine(one.table, sheet, register, owner=owner))
        if examined.frame is not None:
            examined = examined.with_findings(tablerules.check(one, examined.examined, self.meeting))
            examined = examined.with_findings(self._about_total(examined))
            words = tablerules.in_words(examined.examined.records, self._codes[one.name])
            examined = dataclasses.replace(examined, examined=dataclasses.replace(examined.examined, records=words))
        if (
            one.table.key == (one.unit_column,)
            and examined.frame is not None
            and examined.frame.empty
            and not findings.errors(examined.found)
        ):
            what, todo = (
                say("沒有填寫任何一列。", "no row is filled in."),
                say("請填寫一列後重送。", "Fill in one row and resend."),
            )
            examined = examined.with_findings(
                [Finding("L19", "error", file.name, sheet.name, None, None, "", "", what, todo)]
            )
        file.notices += [
            notice for notice in examined.examined.notices if notice not in file.notices and notice not in sheet.notices
        ]
        return examined

    def _about_total(self, examined: _Examined) -> Iterator[Finding]:
        """P01: the sheet itself says how many records it has, and has another number."""
        stated = readers.stated_total(examined.sheet)
        counts = examined.counts
        records = sum(counts.get(part, 0) for part in ("used", "set_aside", "repeated", "out_of_scope"))
        if stated and (problem := readers.check_total(examined.sheet, records, stated[1])):
            yield Finding(
                "P01",
                "warning",
                examined.file.name,
                examined.sheet.name,
                stated[0],
                None,
                "",
                str(stated[1]),
                problem.what,
                problem.todo,
            )

    @cached_property
    def _known(self) -> dict[str, dict[str, list]]:
        """What the secretariat knows of each unit for the returns that have a number of the secretariat's."""
        from reportlib import forms

        return forms.prefilled(
            self.meeting,
            [
                name
                for name in self.wanted.tables
                if returns.RETURNS[name].table.key != (returns.RETURNS[name].unit_column,)
            ],
        )

    @cached_property
    def _owners(self) -> dict[str, dict[tuple[str, ...], list[tuple[str, Mapping]]]]:
        """The same by the key of each record: whose it is, and the record."""
        owners: dict[str, dict[tuple[str, ...], list[tuple[str, Mapping]]]] = {}
        for name, units in self._known.items():
            key = _own_key(returns.RETURNS[name])
            for unit, records in units.items():
                for record in records:
                    owners.setdefault(name, {}).setdefault(
                        tuple(spelling(str(record.get(column))) for column in key), []
                    ).append((unit, record))
        return owners

    def _compared(self, sheets: list[_Examined], unit: str) -> list[_Examined]:
        """I09, I11: all the sheets of one return, each compared with what the secretariat knows; what is on none of them is told
        of the first."""
        from reportlib import tablerules

        if not any(self._known.get(sheet.one.name) for sheet in sheets):
            return sheets
        keys = [_keys_of(sheet) for sheet in sheets]
        first = next((nth for nth, sheet in enumerate(sheets) if sheet.frame is not None), None)
        elsewhere = {key for nth, there in enumerate(keys) if nth != first for key in there.values()}
        found = []
        for nth, (sheet, there) in enumerate(zip(sheets, keys, strict=True)):
            if sheet.frame is not None:
                known = self._known_here(sheet, unit, there, elsewhere if nth == first else None)
                sheet = sheet.with_findings(tablerules.against(sheet.one, sheet.examined, known, unit))
            found.append(sheet)
        return found

    def _known_here(
        self,
        examined: _Examined,
        unit: str,
        there: Mapping[int, tuple[str, ...]],
        elsewhere: set[tuple[str, ...]] | None,
    ) -> dict[str, list]:
        """What is known of the records of this unit, and of those in the sheet that are another's; not of the unit's own whose
        rows are set aside, or ``elsewhere`` (None: that are not ``there``): they came, and are not missing."""
        known, owners = self._known.get(examined.one.name, {}), self._owners.get(examined.one.name, {})
        if not there:
            return known
        kept = {int(row) for row in examined.frame.index}
        aside = {key for number, key in there.items() if number not in kept}
        here: dict[str, list] = {unit: []}
        for key in {*there.values()}:
            for other, record in owners.get(key, ()):
                if other != unit:
                    here.setdefault(other, []).append(record)
        columns, mine = _own_key(examined.one), {*there.values()}
        for record in known.get(unit, ()):
            key = tuple(spelling(str(record.get(column))) for column in columns)
            if key not in aside and (key in mine or elsewhere is not None and key not in elsewhere):
                here[unit].append(record)
        return here

    @cached_property
    def _codes(self) -> dict[str, dict[str, returns.Codes]]:
        return {name: returns.codes_of(returns.RETURNS[name], self.meeting) for name in self.wanted.tables}

    def _once(self, sheets: list[_Examined], unit: str) -> list[_Examined]:
        """I06, I07: the rows of one return over all its sheets, by their key; equal ones count once, of two different ones neither counts."""
        if len(sheets) == 1 and sheets[0].one.table.key != (sheets[0].one.unit_column,):
            return sheets  # within one sheet they have been compared
        rows: dict[tuple, list[tuple[_Examined, int, dict]]] = {}
        for sheet in sheets:
            key = _own_key(sheet.one)
            for row, record in each_row(sheet.frame):
                if all(record.get(column) is not None for column in key):
                    rows.setdefault(tuple(spelling(str(record[column])) for column in key), []).append(
                        (sheet, row, record)
                    )
        wrong: dict[int, list[Finding]] = {}
        again: dict[int, list[int]] = {}
        for key, twice in rows.items():
            equal = all(
                record.get(column.name) == twice[0][2].get(column.name)
                for *_, record in twice
                for column in twice[0][0].one.table.columns
            )
            for nth, (sheet, row, _) in (
                enumerate(twice)
                if len(twice) > 1 and len({id(sheet) for sheet, *_ in twice}) > 1 or not key and len(twice) > 1
                else ()
            ):
                if equal and not nth:
                    continue
                other, other_row, _ = twice[0] if nth else twice[1]
                column = next(
                    (column for column in sheet.one.table.key if column != sheet.one.unit_column), sheet.one.unit_column
                )
                place = (
                    say(f"工作表{quoted(other.sheet.name)}", f"sheet {quoted(other.sheet.name)} ")
                    if other is not sheet and other.sheet.name
                    else ""
                )
                place = (
                    say(f" {other.file.name} {place}", f"{other.file.name} {place}")
                    if other.file is not sheet.file
                    else place
                )
                if not key:
                    what = say(
                        f"每個單位只填一列，{place}第 {other_row} 列已經填了。",
                        f"a unit fills in one row, and {place}row {other_row} is filled in already.",
                    )
                else:
                    what = say(f"與{place}第 {other_row} 列重複。", f"the same as {place}row {other_row}.")
                todo = say("請只保留正確的一列後重送。", "Keep only the correct row and resend.")
                if equal:
                    todo = say(
                        "內容相同，只計一次；請刪去多出的一列。",
                        "They are equal and count once; delete the row that is one too many.",
                    )
                    again.setdefault(id(sheet), []).append(row)
                value = None if sheet.frame is None else sheet.frame.loc[row].get(column)
                wrong.setdefault(id(sheet), []).append(
                    sheet.finding(
                        "I06" if equal else "I07", row, column, value, what, todo, "warning" if equal else "error"
                    )
                )
        return [
            sheet.once(again.get(id(sheet), ())).with_findings(wrong[id(sheet)]) if id(sheet) in wrong else sheet
            for sheet in sheets
        ]

    def compare_units(self) -> None:
        """I09: a dataset that two units report as theirs is nobody's until they agree."""
        owners: dict[str, list[tuple[str, int, int, object]]] = {}
        for unit in self.asked:  # the other returns number their rows unit by unit, or are asked of several units
            for nth, sheet in enumerate(self.examined.get((unit, "checklist"), ())):
                for row, value in sheet.frame["dataset_id"].items() if sheet.frame is not None else ():
                    owners.setdefault(spelling(value), []).append((unit, nth, int(row), value))
        wrong: dict[tuple[str, int], list[Finding]] = {}
        for claims in owners.values():
            units = dict.fromkeys(unit for unit, *_ in claims)
            for unit, nth, row, value in claims if len(units) > 1 else ():
                others = "、".join(other for other in units if other != unit)
                what = say(
                    f"資料集識別碼{quoted(value)}，{others}也列為自己的。",
                    f"the dataset {quoted(value)} is also reported by {others}.",
                )
                todo = say("請與該單位確認後更正重送。", "Settle it with that unit, correct it and resend.")
                sheet = self.examined[unit, "checklist"][nth]
                wrong.setdefault((unit, nth), []).append(sheet.finding("I09", row, "dataset_id", value, what, todo))
        for (unit, nth), found in wrong.items():
            place = self.examined[unit, "checklist"]
            place[nth] = place[nth].with_findings(found)

    # -- the result

    def add(
        self,
        code: str,
        file: str,
        what: str,
        todo: str = "",
        sheet: str = "",
        row: int | None = None,
        level: findings.Level = "error",
    ) -> None:
        self.found.append(Finding(code, level, file, sheet, row, None, "", "", what, todo))

    def result(self) -> Intake:
        for sheets in self.examined.values():
            for sheet in sheets:
                self.found += sheet.found
                sheet.file.counts[sheet.place] = sheet.counts
        self._leave_out_corrections()
        found = findings.in_order(self._no_longer_needed(one) for one in self.found)
        by_sheet: dict[tuple[str, str], list[Finding]] = {}
        for one in found:
            by_sheet.setdefault((one.file, one.sheet), []).append(one)
        files = tuple(self._file(file) for file in self.files.values())
        cells = {(unit, name): self._cell(unit, name, by_sheet) for unit in self.asked for name in self.wanted.tables}
        labels = {name: returns.RETURNS[name].label for name in self.wanted.tables}
        board = Board(tuple(self.asked), tuple(self.wanted.tables), labels, cells, self.wanted.due)
        accepted = {name: self._accepted(returns.RETURNS[name]) for name in self.wanted.tables}
        return Intake(self.meeting, files, board, found, accepted, tuple(self._set_aside(by_sheet)), self.corrections)

    def _no_longer_needed(self, one: Finding) -> Finding:
        """A file with a password is only told of once every return of its unit is there, in files that are no older than it."""
        file = self.files.get(one.file)
        if one.code not in _LOCKED or file is None or file.unit not in self.asked:
            return one
        counting = [sheet.file for name in self.asked[file.unit] for sheet in self.examined.get((file.unit, name), [])]
        is_whole = all((file.unit, name) in self.examined for name in self.asked[file.unit])
        return (
            dataclasses.replace(one, level="warning")
            if is_whole and not any(file.version.newer_than(other.version) for other in counting)
            else one
        )

    def _leave_out_corrections(self) -> None:
        """C14: a correction of a sheet that does not count, since another version does, changes nothing and is not listed as made."""
        counting = {(sheet.file.name, sheet.sheet.name) for sheets in self.examined.values() for sheet in sheets}
        for one in self.corrections:
            if (one.file, one.sheet) not in counting:
                what = say(
                    "這一格的更正沒有作用：這張表不採計。",
                    "the correction of this cell changes nothing: this table does not count.",
                )
                todo = say("請改寫成採計的檔案，或刪去這一筆更正。", "Write it for the file that counts, or delete it.")
                self.found.append(
                    Finding(CODE, "warning", one.file, one.sheet, one.row, one.column, one.header, one.old, what, todo)
                )
        self.corrections = tuple(one for one in self.corrections if (one.file, one.sheet) in counting)

    def _is_late(self, file: _Entry) -> bool:
        return file.received_on is not None and file.received_on > self.wanted.due

    def _file(self, file: _Entry) -> ReceivedFile:
        sheets = tuple(
            UsedSheet(
                sheet.name,
                len(sheet.rows),
                sheet.hidden,
                file.fits[place].name if place in file.fits else "",
                file.counts.get(place, {}),
                file.notes.get(place, ""),
            )
            for place, sheet in enumerate(file.read)
        )
        standing = file.standing
        if standing == "older" and any((file.unit, name) in self.undecided for name in file.tables):
            standing = "undecided"
        return ReceivedFile(
            file.name,
            standing,
            file.sha256,
            file.size,
            file.unit,
            file.how,
            file.tables,
            file.version.text if file.version else "",
            file.received_on,
            self._is_late(file),
            next((sheet.encoding for sheet in file.read if sheet.encoding), ""),
            sheets,
            tuple(file.notices),
            file.note,
            file.path,
            file.member,
            file.original,
        )

    def _cell(self, unit: str, name: str, by_sheet: Mapping[tuple[str, str], list[Finding]]) -> Cell:
        if name not in self.asked[unit]:
            return Cell("not_asked")
        note, sheets = self.notes.get((unit, name), ""), self.examined.get((unit, name))
        refused = [file for file in self.files.values() if file.unit == unit and file.standing == "refused"]
        if sheets is None:
            if (unit, name) in self.undecided:
                return Cell("errors", note=note)
            names = [file.name for file in refused]
            return Cell(
                "missing",
                note=say(f"送來的 {'、'.join(names)} 無法讀取", f"what came cannot be read: {', '.join(names)}")
                if names
                else "",
            )
        files = list({id(sheet.file): sheet.file for sheet in sheets}.values())
        if newer := [other.name for other in refused if all(other.version.newer_than(file.version) for file in files)]:
            unread = say(f"較新的 {'、'.join(newer)} 無法讀取", f"what came later cannot be read: {', '.join(newer)}")
            note = say("；", "; ").join(filter(None, (note, unread)))
        found = [one for sheet in sheets for one in by_sheet.get((sheet.file.name, sheet.sheet.name), ())]
        errors, aside = len(findings.errors(found)), sum(sheet.counts.get("set_aside", 0) for sheet in sheets)
        late = any(map(self._is_late, files))
        state = "errors" if errors or aside else "late" if late else "received"
        rows = sum(len(sheet.frame) for sheet in sheets if sheet.frame is not None)
        names, versions = (
            "、".join(file.name for file in files),
            "、".join(filter(None, (file.version.text for file in files))),
        )
        received_on = max((file.received_on for file in files if file.received_on), default=None)
        return Cell(state, names, versions, received_on, late, rows, aside, errors, len(found) - errors, note)

    def _accepted(self, one: Return) -> pd.DataFrame:
        """The accepted rows of all units, in the register's order, each with its unit and its origin."""
        import pandas as pd

        names = {agency.short: agency.name for agency in self.meeting.register}
        columns: dict[str, list] = {
            column: [] for column in (*(column.name for column in one.table.columns), *schema.ORIGIN)
        }
        for unit in self.asked:
            for sheet in self.examined.get((unit, one.name), ()):
                if sheet.frame is None:
                    continue
                own = {one.unit_column: [names[unit]] * len(sheet.frame)} | dict(
                    zip(schema.ORIGIN, self._origin(sheet), strict=True)
                )
                for column, values in columns.items():
                    given = own.get(column)
                    if given is None:
                        given = sheet.frame[column] if column in sheet.frame.columns else [None] * len(sheet.frame)
                    values.extend(given)
        counted = {column.name for column in one.table.columns if column.kind == "count"}
        return pd.DataFrame(
            {
                column: pd.Series(values, dtype="Int64" if column in counted else object)
                for column, values in columns.items()
            }
        )

    def _origin(self, sheet: _Examined) -> tuple[list[str], ...]:
        """For each accepted row: file, sheet, row, and what was corrected in it."""
        fixed: dict[int, list[str]] = {}
        for applied in self.corrections:
            if (applied.file, applied.sheet) == (sheet.file.name, sheet.sheet.name):
                fixed.setdefault(applied.row, []).append(applied.text())
        rows = [int(row) for row in sheet.frame.index]
        return (
            [sheet.file.name] * len(rows),
            [sheet.sheet.name] * len(rows),
            [str(row) for row in rows],
            ["；".join(fixed.get(row, ())) for row in rows],
        )

    def _set_aside(self, by_sheet: Mapping[tuple[str, str], list[Finding]]) -> Iterator[SetAside]:
        """Every row that an error keeps out; all rows with something in them where the whole sheet is."""
        for (unit, name), sheets in self.examined.items():
            for sheet in sheets:
                found = findings.errors(by_sheet.get((sheet.file.name, sheet.sheet.name), ()))
                whole = [one.what for one in found if sheet.frame is None]
                rows: dict[int, list[str]] = {}
                if sheet.frame is None:
                    rows = {
                        number: whole
                        for number, row in enumerate(sheet.sheet.rows, 1)
                        if number > sheet.header and _is_filled(row)
                    }
                for one in found if sheet.frame is not None else ():
                    if one.row is not None:
                        rows.setdefault(one.row, []).append(one.what)
                for row, reasons in sorted(rows.items()):
                    cells = tuple(layout.text_of(cell) or "" for cell in sheet.sheet.rows[row - 1])
                    yield SetAside(
                        unit, name, sheet.file.name, sheet.sheet.name, row, tuple(dict.fromkeys(reasons)), cells
                    )


# -- small things ------------------------------------------------------------------------------------------------------------


def _label(one: Return, name: str) -> str:
    return next((column.label for column in one.table.columns if column.name == name), name)


def each_row(frame: pd.DataFrame | None) -> Iterator[tuple[int, dict]]:
    """The rows of a frame with their numbers, a blank cell as None; nothing where there is no frame."""
    import pandas as pd

    for row, record in frame.to_dict("index").items() if frame is not None else ():
        yield int(row), {column: None if value is pd.NA else value for column, value in record.items()}


def _is_filled(row: Sequence) -> bool:
    return any(cell not in (None, "") for cell in row)


def _name_of(result: list[Sheet] | InputError) -> str:
    """The name of a file or of a member of an archive, as the readers say it."""
    return result.problems[0].file if isinstance(result, InputError) else result[0].file if result else ""


def _headers_of_all() -> frozenset[str]:
    """Every known header of every return."""
    return frozenset(
        header for one in returns.RETURNS.values() for column in one.table.columns for header in column.headers
    )


def _own_key(one: Return) -> tuple[str, ...]:
    """The columns that tell one unit's rows apart."""
    return tuple(column for column in one.table.key if column != one.unit_column)


def _keys_of(examined: _Examined) -> dict[int, tuple[str, ...]]:
    """What tells each row of a sheet apart from the unit's others, as it is written; nothing where the sheet has no such columns."""
    places = [examined.examined.places.get(column, (0, ""))[0] for column in _own_key(examined.one)]
    return (
        {
            number: tuple(spelling(_cell_text(row, place)) for place in places)
            for number, row in enumerate(examined.sheet.rows, 1)
        }
        if all(places)
        else {}
    )


def _cell_text(row: Sequence, place: int) -> str:
    """The text of a row's cell at a place, 1 for the first."""
    return layout.text_of(row[place - 1]) or "" if place <= len(row) else ""


def _is_ours(sheet: Sheet) -> bool:
    """Whether it is a sheet of our own forms or marked-up copies that holds no return."""
    if not sheet.name.startswith(
        marks.SHEET
    ):  # most files are no copies of ours, and the marking need not be imported for them
        return sheet.name in returns.OWN_SHEETS
    from reportlib import markup

    return markup.is_listing(sheet)


def _is_special(path: Path) -> bool:
    """Whether opening it might wait for ever, or it is no file at all."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True
