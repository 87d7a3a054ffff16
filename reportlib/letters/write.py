"""All letters as files, all of them or none: a folder a unit with ``letter.odt``, ``letter.pdf``, ``figures.csv`` and ``rows.csv``,
and with ``mends.csv`` where there are files of its datasets."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from reportlib import filenames, messages, system
from reportlib.cells import guarded
from reportlib.errors import ConfigError
from reportlib.facts.words import own_lines
from reportlib.language import for_the_packet
from reportlib.letters import of_files
from reportlib.letters.letter import FIGURES, ROWS, letter_of
from reportlib.letters.standing import UnitStanding, last_meeting, standings
from reportlib.media.office.odt import to_odt
from reportlib.media.office.paper import Paper
from reportlib.media.office.printed import to_pdf
from reportlib.meeting.meeting import Meeting
from reportlib.packets.asked import Explained
from reportlib.packets.checksums import write_sums
from reportlib.packets.publish import PacketPlace, publish_all, writing
from reportlib.packets.rows_that_count import csv_of
from reportlib.wording import using
from reportlib.writing import as_json, csv_bytes, sha256

# What may be in the folder of a unit.
FILES = ("letter.odt", "letter.pdf", FIGURES, ROWS, of_files.MENDS)


@dataclass(frozen=True)
class Lettered:
    """Where the letters are, to whom they are, what is in a unit's folder, the hash of ``SHA256SUMS``, and what somebody had edited."""

    folder: Path
    units: tuple[str, ...]
    files: tuple[str, ...]
    sums: str
    kept_edits: tuple[Path, ...]


def write(
    meeting: Meeting, packet: Explained, folder: Path | None = None, since: str = "", only: Collection[str] = ()
) -> Lettered:
    """Write a letter to each evaluated unit, or to some, into ``folder``, or ``output/MEETING.letters``; those of an earlier run are
    replaced, what somebody edited is kept beside.

    ConfigError where the packet is of other data, or for a unit that is not evaluated; RunError where a page cannot be set.
    """
    name = meeting.params.name
    target = folder or meeting.params.root / "output" / f"{name}.letters"
    if unknown := [unit for unit in only if unit not in meeting.evaluated_units]:
        raise ConfigError(messages.C05_no_such_unit(units=unknown, known=meeting.evaluated_units))
    with using(meeting.wording), for_the_packet(meeting.wording.lang), contextlib.ExitStack() as reserved:
        found = [
            one
            for one in standings(meeting, packet, last_meeting(meeting.params, since))
            if not only or one.unit in only
        ]
        papers = [letter_of(one, meeting) for one in found]
        with ThreadPoolExecutor(system.workers()) as pool:
            pdfs = pool.map(to_pdf, papers)
            made = dict(_files(found, papers, packet))
            for one, pdf in zip(found, pdfs, strict=True):
                made[f"{_folder(one.unit)}/letter.pdf"] = pdf
        place = PacketPlace(target, keeps_edits=True)
        stage = reserved.enter_context(place.reserved(name))
        with writing(place.target):
            for file, data in sorted(made.items()):
                (stage / file).parent.mkdir(exist_ok=True)
                (stage / file).write_bytes(data)
            outputs = {file: sha256(data) for file, data in sorted(made.items())}
            (stage / "run.json").write_bytes(as_json({"meeting": name, "outputs": outputs}))
            sums = write_sums(stage)
        publish_all(place)
    names = {file.rpartition("/")[2] for file in made}
    files = tuple(name for name in FILES if name in names)
    return Lettered(place.target, tuple(one.unit for one in found), files, sums, tuple(place.kept_edits))


def _folder(unit: str) -> str:
    return filenames.safe(unit)


def _files(found: Sequence[UnitStanding], papers: Sequence[Paper], packet: Explained) -> Iterator[tuple[str, bytes]]:
    for one, paper in zip(found, papers, strict=True):
        yield f"{_folder(one.unit)}/letter.odt", to_odt(paper)
        yield f"{_folder(one.unit)}/{FIGURES}", csv_bytes(_figures(one, packet))
        total = one.numbers[one.scored.total.name].id
        yield f"{_folder(one.unit)}/{ROWS}", csv_bytes(csv_of(packet, total)[0])
        if one.files and (one.files.mends or one.files.differing):
            yield f"{_folder(one.unit)}/{of_files.MENDS}", csv_bytes(of_files.csv_of(one.files))


def _figures(one: UnitStanding, packet: Explained) -> Iterator[Sequence[object]]:
    """Each figure that the total rests on, with its rule and how it was computed."""
    yield "數字編號", "數字", "數值", "單位", "統計日", "規則", "怎麼算的"
    total = one.numbers[one.scored.total.name].id
    waiting, seen = [total], dict.fromkeys([total])
    while waiting:
        for operand in packet.facts[waiting.pop(0)].operands:
            if operand not in seen:
                seen[operand] = None
                waiting.append(operand)
    for number in seen:
        fact = packet.facts[number]
        how = "；".join(own_lines(fact, packet.facts))
        cells = (number, fact.label, fact.printed, fact.unit, fact.as_of or "", fact.rule, how)
        yield tuple(guarded(str(cell)) for cell in cells)
