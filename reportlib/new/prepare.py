"""The next meeting: its parameter file and its data folder made from those of the last one, and what is left to fill in.

What a person must supply is marked 「待填」 in the parameter file and in the data; :func:`unfilled` lists the marks. What
is carried over, and which figures of the last packet become history, is declared in the tables at the top.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages, roc, stopping, system, temporary, wording
from reportlib.decisions import read as decisions
from reportlib.errors import ConfigError
from reportlib.filenames import is_reserved, leads_out
from reportlib.files.record import MAPPING
from reportlib.media import calendar_entries
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import ACCEPTED, NAME
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.meeting.project import own_file
from reportlib.meeting.used_inputs import used_in
from reportlib.meeting.yaml_text import YamlText, in_comments, without_comments
from reportlib.meeting.yearly import YEARLY
from reportlib.new import acceptances, decided, input_guide
from reportlib.new.parameters import OWN_COMMENT, new_params, term_and_number
from reportlib.new.rows import ASKED_CARRIED, CARRIED, Rowed, csv_of, history_rows, rows_of, today_of, workbook_of
from reportlib.new.unfilled import marks_in
from reportlib.packets.folder_swap import flush
from reportlib.packets.published import FACTS, Packet
from reportlib.records import inputs
from reportlib.text import spelling
from reportlib.writing import as_json, put_new

FOLLOW_UP = "40-follow-up"  # the section that follows up what was decided
NEXT_MEETING = "下次會議"  # how a due date says so
WRITTEN_BY_INTAKE = frozenset(("received", "corrections"))  # of these there is no file of the secretariat's


@dataclass(frozen=True)
class Made:
    """One file of the new data folder: how many rows were carried over, None where there is only the header to fill in."""

    file: str
    kind: str
    label: str
    carried: int | None


@dataclass(frozen=True)
class Renewal:
    """What :func:`prepare` has written, and what a person should know of it."""

    params: Path
    data: Path
    made: tuple[Made, ...]
    moved: tuple[tuple[str, str, str], ...]  # key, old date or dates, new ones
    marks: int
    notices: tuple[str, ...]


# -- from the old meeting to the new one -------------------------------------------------------------------------------------


def prepare(old_file: Path, new: str | Path) -> Renewal:
    """Write ``params/NAME.yaml`` and ``data/NAME/`` for the meeting after the one of ``old_file``; both or neither.

    ``new`` is the name, or the path of a parameter file beside the old one. ConfigError where the name is no name (C01), is
    taken (C11), or where the old meeting's packet is not built (F20); InputError for an old input that cannot be read;
    OutputError where something cannot be written. Nothing is ever overwritten.
    """
    old = Params.read(old_file)
    with wording.using(wording.Wording(old.meeting.years, old.meeting.peers.words)):
        return _prepared(old, _new_name(old, new))


def _prepared(old: Params, name: str) -> Renewal:
    params, data = old.path.with_name(f"{name}.yaml"), old.root / "data" / name
    _refuse_taken(old, name, params, data)
    packet = old.root / "output" / old.name
    own_file(packet / FACTS, old.root)
    published = Packet.read(packet, old.name)
    notices = _stale_packet(old, published)
    new_data = _NewData(old, published, data, notices)
    for field, path in old.inputs:
        if path is not None and field in old.inputs.FOLDERS:
            new_data.take_folder(field, path)
        elif path is not None and field != "publishers":
            new_data.take(field, path)
    if old.inputs.history is None:
        new_data.take("history", None)
    if new_data.held and old.inputs.resolutions is None:
        new_data.take(decided.KIND, None)
    new_data.take_calendar(old.root / "output" / old.name)
    term, number = term_and_number(name, old)
    new_data.write_guide(f"第 {term} 屆第 {number} 次會議")
    notices += new_data.told_of_decisions(name)
    made = tuple(new_data.made)
    for event in YEARLY:
        if day := getattr(old.as_of, event.day):
            notices.append(
                messages.yearly_day_stays(
                    called=event.called(),
                    key=f"as_of.{event.day}",
                    day=roc.format_date(day),
                    sections=event.sections,
                    inputs=event.inputs,
                    declared=[f"declared.{key}" for key in event.declared],
                )
            )
    if any(one.kind == "programme" and one.carried for one in made):
        notices.append(messages.programme_carried_over())

    # What is commented out, to be made use of later, names the folder and the commands of its own meeting.
    own = re.compile(rf"(\bdata/|\bpacket [a-z-]+ ){re.escape(old.name)}(?![\w-])")
    text = YamlText(in_comments(without_comments(_text_of(old.path), OWN_COMMENT), own, rf"\g<1>{name}"))
    moved, left_out = new_params(text, old, name, new_data.paths, published.rows, new_data.done_by_now())
    notices += [messages.proposal_of_the_next_meeting(proposal=proposal) for proposal in left_out]
    if any(one.kind == "resolutions" and one.carried for one in made) and FOLLOW_UP not in dict(old.sections):
        notices.append(messages.resolutions_without_section())
    if over := acceptances.leave_behind(text, old, new_data.rows):
        notices.append(messages.acceptances_left_behind(count=len(over), meeting=old.name, ids=over))
    _write(params, text.changed(), data, new_data.contents)
    marks = sum(1 for _ in marks_in(yaml_file.load(params)))
    return Renewal(params, data, made, tuple(moved), marks, tuple(notices))


class _NewData:
    """The files of the new data folder: their ``contents`` by name, what was ``made``, and the ``paths`` of the inputs."""

    def __init__(self, old: Params, published: Packet, folder: Path, notices: list[str]):
        self._old, self._published, self._folder, self._notices = old, published, folder, notices
        self._meeting = Meeting(old)
        self._old_folder = old.root / "data" / old.name
        self.held = decisions.read(self._meeting)
        self._used_in = used_in(old)
        self.made: list[Made] = []
        self.contents: dict[str, bytes] = {}
        self.paths: dict[str, str] = {}  # as the new parameter file writes them
        self.rows: dict[str, Rowed] = {}  # what the new inputs begin with, by their kinds
        self.folders: dict[str, str] = {}  # inputs that are folders, by where they are in the new one

    def take(self, field: str, path: Path | None) -> None:
        """The new file of one input; ``path`` is the old one's."""
        if path is not None and field != "history" and not path.is_relative_to(self._old_folder):
            self._notices.append(messages.input_not_in_folder(field=field, meeting=self._old.name))
            return
        is_accepted = path is not None and path.parent.name == ACCEPTED
        if path is not None and is_accepted:
            # The intake will write it again; the secretariat's own file of the kind is what the units start from.
            self.paths[field] = self._as_written(self._folder / ACCEPTED / path.name)
        if field in WRITTEN_BY_INTAKE and is_accepted:
            return
        tables = self._tables(field, path, is_accepted)
        is_own_name = path is not None and path.is_relative_to(self._old_folder) and not is_accepted
        suffix = ".csv" if len(tables) == 1 else ".xlsx"
        file = f"{path.stem if path is not None and is_own_name else field}{suffix}"
        if file in self.contents:
            file = f"{field}{suffix}"
        self.rows |= {rowed[0].name: rowed for rowed in tables}
        made = [Made(file, table.name, table.label, None if rows is None else len(rows)) for table, _, rows in tables]
        self.contents[file] = (
            csv_of(*tables[0][1:]) if len(tables) == 1 else workbook_of(input_guide.sheet(self._guided(made)), tables)
        )
        self.made += made
        self.paths.setdefault(field, self._as_written(self._folder / file))

    def take_folder(self, field: str, path: Path) -> None:
        """Another folder, which is empty until somebody fills it; what people have signed of columns goes on."""
        if not path.is_relative_to(self._old_folder) or path == self._old_folder:
            self._notices.append(messages.input_not_in_folder(field=field, meeting=self._old.name))
            return
        inside = path.relative_to(self._old_folder).as_posix()
        self.paths[field] = self._as_written(self._folder / inside)
        self.folders[field] = inside
        signed = path / MAPPING
        if field == "files" and signed.is_file() and not leads_out(signed, path):
            self.contents[f"{inside}/{MAPPING}"] = signed.read_bytes()
        told = messages.folder_to_fill(field=field, folder=f"data/{self._folder.name}/{inside}/")
        self._notices.append(told)

    def told_of_decisions(self, name: str) -> Iterator[str]:
        """What became of the decisions of the old meeting."""
        if self.held is None:
            yield messages.decisions_not_yet(meeting=self._old.name, new=name)
            return
        file = next(one.file for one in self.made if one.kind == decided.KIND)
        yield messages.decisions_taken(count=len(list(decided.decided_rows(self.held, self._old))), file=file)
        if tracked := self.held.tracked:
            kept = len(self.held.gone_on())
            yield messages.tracking_checked(tracked=len(tracked), released=len(tracked) - kept, kept=kept)
        if again := [one.called for one in self.held.brought_again()]:
            yield messages.postponed_to_this_meeting(items=again)

    def done_by_now(self) -> frozenset[str]:
        """The proposals that the old meeting agreed to for its next one: they are followed up, and not made again."""
        followed = self.held.followed() if self.held is not None else ()
        return frozenset(one.proposed for one in followed if NEXT_MEETING in spelling(one.due_said))

    def _with_decisions(self, rowed: Rowed) -> Rowed:
        """The resolutions with those of the old meeting behind them, but for those that are there."""
        table, header, rows = rowed
        if self.held is None:
            return rowed
        names = [column.name for column in table.columns]
        there = {tuple(spelling(row[names.index(key)]) for key in table.key) for row in rows or ()}
        added = [
            [row.get(name, "") for name in names] + [""] * (len(header) - len(names))
            for row in decided.decided_rows(self.held, self._old)
            if tuple(spelling(row[key]) for key in table.key) not in there
        ]
        return table, header, [*(rows or ()), *added]

    def write_guide(self, title: str) -> None:
        """The guide of the inputs (:mod:`reportlib.new.input_guide`), once all of them are taken."""
        shown = self._folder.relative_to(self._old.root).as_posix()
        self.contents[input_guide.FILE] = input_guide.markdown(
            title, shown, self._guided(self.made), self._folder.name, self.folders
        ).encode()

    def _guided(self, made: Iterable[Made]) -> list[input_guide.GuidedInput]:
        unit = next(iter(self._meeting.register), None)
        taken = ((one.kind, one.file, one.carried) for one in made)
        return input_guide.guided_inputs(taken, self._used_in, unit.short if unit else "")

    def take_calendar(self, packet: Path) -> None:
        """What the published milestones are known by, of those whose rows are carried over: they stay the same entries."""
        first = today_of(self._old)
        entries = [
            entry
            for entry in calendar_entries.published(packet) or ()
            if entry.task and not entry.cancelled and entry.day > first
        ]
        if entries:
            self.contents[calendar_entries.TAKEN_OVER] = as_json(calendar_entries.as_json(entries))

    def _tables(self, field: str, path: Path | None, is_accepted: bool) -> list[Rowed]:
        """The tables of one file: those of one kind, or several, of which one may be absent (``inputs.TWINS``)."""
        tables = []
        for kind in [kind for kind, parameter in inputs.FILES.items() if parameter == field]:
            is_asked = is_accepted or self._old.returns is not None and kind in self._old.returns.tables
            carried = CARRIED | ASKED_CARRIED if is_asked else CARRIED
            is_read = kind in carried or kind in inputs.TWINS or kind == "history"
            records = inputs.read(kind, path, self._meeting) if path and is_read else None
            if kind == decided.KIND and records is not None:
                records = decided.with_tracking(records, self.held, self._old)
            if kind == "history":
                tables.append(history_rows(records, path, self._old, self._published, self._notices))
            elif records is not None or kind not in inputs.TWINS:
                rowed = rows_of(kind, records, path, self._old, carried)
                tables.append(self._with_decisions(rowed) if kind == decided.KIND else rowed)
        return tables

    def _as_written(self, file: Path) -> str:
        return Path(os.path.relpath(file, self._old.path.parent)).as_posix()


def _text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def _new_name(old: Params, new: str | Path) -> str:
    path = Path(new)
    if len(path.parts) > 1 and path.parent.resolve() != old.path.parent:
        raise ConfigError(messages.C08_new_parameters_elsewhere(path=path, old=old.path.name))
    name = path.name.removesuffix(".yaml")
    if not NAME.fullmatch(name):
        raise ConfigError(messages.C01_no_meeting_name(name=name))
    if is_reserved(name):
        raise ConfigError(messages.C01_reserved_name(name=name))
    return name


def _refuse_taken(old: Params, name: str, params: Path, data: Path) -> None:
    if name == old.name:
        raise ConfigError(messages.C11_new_name_is_old(name=name))
    taken = [path for path in (params, data) if os.path.lexists(path)]
    if taken:
        shown = messages.and_().join(
            path.relative_to(old.root).as_posix() if path.is_relative_to(old.root) else path.name for path in taken
        )
        raise ConfigError(messages.C11_already_there(paths=shown))


def _stale_packet(old: Params, published: Packet) -> list[str]:
    """A notice where the parameter file was changed after the packet was built."""
    if published.params_sha256 in ("", hashlib.sha256(old.path.read_bytes()).hexdigest()):
        return []
    return [messages.parameters_changed_since(file=old.path.name)]


def _write(params: Path, text: str, data: Path, contents: dict[str, bytes]) -> None:
    """Both or neither: everything is written beside its place first, then put in place."""
    try:
        with temporary.beside(data.parent) as beside_data, temporary.beside(params.parent) as beside_params:
            stage, draft = beside_data / data.name, beside_params / params.name
            stage.mkdir()
            for file, content in contents.items():
                (stage / file).parent.mkdir(parents=True, exist_ok=True)
                (stage / file).write_bytes(content)
            draft.write_bytes(text.encode())
            yaml_file.load(draft)  # what was changed can be read again
            with stopping.last_step():
                flush(stage)
                os.rename(stage, data)
                try:
                    put_new(draft, params)
                except OSError:
                    shutil.rmtree(data, ignore_errors=True)
                    raise
    except OSError as error:
        problem = messages.R12_cannot_write_new(params=params.name, folder=data, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None
