"""The minutes of a meeting as files, all of them or none: ``minutes.odt``, ``minutes.docx``, ``minutes.pdf``, ``minutes.html``."""

from __future__ import annotations

from collections.abc import Callable
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
from reportlib.packets.publish import PacketPlace, writing
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
    """Where the minutes are, whether they are a draft, what a person should look at, the hash of their ``SHA256SUMS``,
    and where the files are that somebody had edited."""

    folder: Path
    is_draft: bool
    warnings: tuple[Problem, ...]
    sums: str
    kept_edits: tuple[Path, ...] = ()


def write(meeting: Meeting, folder: Path | None = None) -> Minuted:
    """Write the minutes into ``folder``, or ``output/MEETING.minutes``, which no build touches; those of an earlier run are replaced.

    InputError where there is no form of decisions (D08) or something is wrong in it, ConfigError where the folder is somebody
    else's, RunError where a page cannot be set, OutputError where something cannot be written.
    """
    held = needed(meeting)
    with using(meeting.wording):
        paper = paper_of(held, meeting)
        made = {name: to_file(paper) for name, to_file in FILES.items()}
    name = meeting.params.name
    place = PacketPlace(folder or meeting.params.root / "output" / f"{name}.minutes", keeps_edits=True)
    with place.reserved(name) as stage:
        with writing(place.target):
            for file, data in made.items():
                (stage / file).write_bytes(data)
            record = {"meeting": name, "outputs": {file: sha256(data) for file, data in sorted(made.items())}}
            (stage / "run.json").write_bytes(as_json(record))
            sums = write_sums(stage)
        place.publish()
    return Minuted(place.target, held.proceedings.approved_on is None, held.warnings, sums, tuple(place.kept_edits))
