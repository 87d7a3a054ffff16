"""The minutes of a meeting as files, all of them or none: ``minutes.odt``, ``minutes.docx``, ``minutes.pdf``, ``minutes.html``."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportlib.decisions.read import needed
from reportlib.errors import Problem
from reportlib.media.office.docx_file import to_docx
from reportlib.media.office.odt import to_odt
from reportlib.media.office.paper import Paper
from reportlib.media.office.printed import to_html, to_pdf
from reportlib.meeting.meeting import Meeting
from reportlib.minutes.text import paper_of
from reportlib.packets.checksums import write_sums
from reportlib.packets.publish import INTERNAL, PUBLIC, PacketPlace, publish_all, writing
from reportlib.wording import using
from reportlib.writing import as_json, sha256

FILES: dict[str, Callable[[Paper], bytes]] = {
    "minutes.odt": to_odt,
    "minutes.docx": to_docx,
    "minutes.pdf": to_pdf,
    "minutes.html": lambda paper: to_html(paper).encode(),
}


@dataclass(frozen=True)
class Minuted:
    """Where the minutes are, whether they are a draft, what a person should look at, the hash of their ``SHA256SUMS``, where the files are
    that somebody had edited, and where the public ones are, with how much is masked in them."""

    folder: Path
    is_draft: bool
    warnings: tuple[Problem, ...]
    sums: str
    kept_edits: tuple[Path, ...] = ()
    public_folder: Path | None = None
    masked: int = 0


def write(meeting: Meeting, folder: Path | None = None, edition: str = INTERNAL) -> Minuted:
    """Write the minutes into ``folder``, or ``output/MEETING.minutes``, which no build touches; those of an earlier run are replaced. With the
    edition ``public``, also those that may be published, beside it (``….public``): both or neither.

    InputError where there is no form of decisions (D08) or something is wrong in it, ConfigError where the folder is somebody
    else's, RunError where a page cannot be set or the last look at the public files finds anything, OutputError where something cannot be written.
    """
    held = needed(meeting)
    name = meeting.params.name
    target = folder or meeting.params.root / "output" / f"{name}.minutes"
    with using(meeting.wording), contextlib.ExitStack() as reserved:
        paper = paper_of(held, meeting)
        place = PacketPlace(target, keeps_edits=True)
        places = [place]
        sums = _staged(_files(paper), place, name, reserved)
        masked = 0
        if edition == PUBLIC:
            from reportlib.minutes import public

            masking = public.edition_of(paper, held, meeting)
            made = _files(public.masked(paper, masking))
            masking.check_files(made)
            masked = sum(masking.counts().values())
            places.append(PacketPlace(target, edition=PUBLIC, keeps_edits=True))
            _staged(made, places[-1], name, reserved)
        publish_all(*places)
    return Minuted(
        place.target,
        held.proceedings.approved_on is None,
        held.warnings,
        sums,
        tuple(path for one in places for path in one.kept_edits),
        places[-1].target if edition == PUBLIC else None,
        masked,
    )


def _files(paper: Paper) -> dict[str, bytes]:
    return {name: to_file(paper) for name, to_file in FILES.items()}


def _staged(made: Mapping[str, bytes], place: PacketPlace, name: str, reserved: contextlib.ExitStack) -> str:
    """Files in the stage of their place, with their record; the hash of their ``SHA256SUMS``."""
    stage = reserved.enter_context(place.reserved(name))
    with writing(place.target):
        for file, data in made.items():
            (stage / file).write_bytes(data)
        outputs = {file: sha256(data) for file, data in sorted(made.items())}
        record = {"meeting": name, "outputs": outputs} | ({"edition": PUBLIC} if place.edition == PUBLIC else {})
        (stage / "run.json").write_bytes(as_json(record))
        return write_sums(stage)
