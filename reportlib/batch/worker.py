"""What a worker does for one body: build its packet, or check it, as ``packet build`` and ``packet check`` do, in a process that has
everything imported and the inputs read."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

from reportlib import messages, system, temporary
from reportlib.batch.cuts import Cut
from reportlib.batch.national import Workshop
from reportlib.batch.store import OutputStore
from reportlib.batch.template import REGISTERS, Written
from reportlib.build.build import build
from reportlib.build.check import check, lines_of
from reportlib.build.progress import Progress
from reportlib.errors import ConfigError, PacketError, Problem
from reportlib.execute import fork_server
from reportlib.language import for_the_packet
from reportlib.new.unfilled import unfilled
from reportlib.readers import files
from reportlib.writing import sha256, write


@dataclass(frozen=True)
class Order:
    """One body: what it is built from beside what all share, the key by which its packet is known, and where it is put; None for
    a check."""

    id: str
    written: Written
    register: bytes
    place: str  # of its list in the project
    template: str  # what a message calls the parameters, whose lines are the template's
    key: str
    output: str | None


@dataclass(frozen=True)
class Outcome:
    """What became of one body: ``ready``, ``refused`` with what is wrong, ``lost`` with its workers, or ``waiting``; and what is
    ``told`` of one that is ready: the notices of its build, or all that its check says."""

    id: str
    state: str
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0
    told: tuple[str, ...] = ()
    figures: frozenset[str] = frozenset()  # names of those that a check has computed


@dataclass
class _Here:
    """What this process has of the workshop that it last worked in: one packet is made at a time."""

    one: threading.Lock = field(default_factory=threading.Lock)
    digest: str = ""
    folder: Path = Path()
    kept: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)


_here = _Here()


def done(order: Order, workshop: Workshop, cut: Cut) -> Outcome:
    """Build or check one body, of which ``cut`` is the list. Whatever is wrong with it is its outcome, so that it stops no other."""
    with _here.one, for_the_packet():
        try:
            folder = project_in(workshop)
            params_file = write_body(folder, workshop.home, order, cut)
            fork_server.warm_up()
            with files.known({folder / place: sheets for place, sheets in workshop.sheets.items()}):
                if todo := unfilled(params_file, thorough=order.output is None):
                    raise ConfigError(*todo)
                return _checked(order, params_file) if order.output is None else _built(order, params_file)
        except PacketError as error:
            return _refused(order, cut, error)
        except OSError as error:
            if (refusal := system.refusal(error)) is None:
                raise
            return _refused(order, cut, refusal)


def _checked(order: Order, params_file: Path) -> Outcome:
    """What ``packet check`` says, and the names of the figures that a build would have."""
    notices: list[str] = []
    names: set[str] = set()
    told = Progress(notice=notices.append)
    _, reports, unclear = check(params_file, told, seen=lambda found: names.update(one.name for one in found.facts))
    lines = tuple(lines_of(reports, notices, unclear))
    return Outcome(order.id, "ready", told=lines, figures=frozenset(names))


def _built(order: Order, params_file: Path) -> Outcome:
    """The packet, and the notices of ``packet build``."""
    notices: list[str] = []

    def packet(folder: Path) -> tuple[str, tuple[str, ...]]:
        built = build(params_file, folder, progress=Progress(notice=notices.append))
        aside = [messages.rows_set_aside(rows=built.set_aside)] if built.set_aside else []
        return built.sums[0], (*notices, *aside)

    there = OutputStore(str(order.output)).put(order.id, order.key, packet)
    return Outcome(order.id, "ready", told=there.notices)


def _refused(order: Order, cut: Cut, error: PacketError) -> Outcome:
    """What is wrong is told by the files of the batch: the template, and the national list."""
    own, name = f"{order.id}.yaml", order.place.rpartition("/")[2]
    problems = (dataclasses.replace(one, file=order.template) if one.file == own else one for one in error.problems)
    problems = (cut.in_list(one, name) for one in problems)
    return Outcome(order.id, "refused", tuple(problems), error.exit_code)


def project_in(workshop: Workshop) -> Path:
    """The folder of this process in which the bodies of a workshop are built; that of an earlier workshop is removed."""
    if _here.digest != workshop.digest:
        _here.kept.close()
        _here.kept = contextlib.ExitStack()
        _here.folder = _here.kept.enter_context(temporary.folder()).resolve()
        write_project(_here.folder, workshop)
        _here.digest = workshop.digest
    return _here.folder


def write_project(folder: Path, workshop: Workshop) -> None:
    """What all bodies are built from, as a project of its own: ``packet build`` in it builds one of them."""
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    for path, data in workshop.files.items():
        write(folder / path, data)


def write_body(folder: Path, home: str, order: Order, cut: Cut) -> Path:
    """A body's parameters, register and list in such a project; the parameter file."""
    for path, data in order.written.files.items():
        write(folder / path, data)
    write(folder / order.place, cut.data)
    write(folder / home / REGISTERS / f"{order.id}.csv", order.register)
    params_file = folder / home / f"{order.id}.yaml"
    write(params_file, order.written.params.encode())
    return params_file


def key_of(code: str, workshop_digest: str, written: Written, register: bytes, list_digest: str) -> str:
    """The hash of everything that a packet is made from; of the national list it is the body's own part."""
    files = {path: sha256(data) for path, data in written.files.items()} | dict(written.elsewhere)
    own = "".join(f"{path}\0{digest}\n" for path, digest in sorted(files.items()))
    made_from = (code, workshop_digest, sha256(register), sha256(written.params.encode()), list_digest, own)
    return sha256("\n".join(made_from).encode())


def process() -> int:
    """The id of a worker's process."""
    return os.getpid()
