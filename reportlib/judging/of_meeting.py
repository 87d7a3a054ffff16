"""The files of a meeting, judged: its folder, its catalogue's metadata, its rulebook, and the standards of its project."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from reportlib import filenames, messages
from reportlib.errors import ConfigError, InputError, PacketError, Problem
from reportlib.files import folder as folders, record
from reportlib.files.record import METADATA
from reportlib.judging import judge, metadata, standards
from reportlib.judging.metadata import Metadata
from reportlib.judging.model import JudgedFiles
from reportlib.language import for_the_packet
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.quality_rules import FileQuality
from reportlib.readers import files
from reportlib.readers.content import USUAL, content
from reportlib.records.inputs import limits_of
from reportlib.records.records import Records
from reportlib.store import reads

STANDARDS = Path("params", "standards")
MOST_TOLD = 5  # files of which a check says why they are not judged; the section lists all of them


def judged(catalogue: Records, meeting: Meeting) -> JudgedFiles:
    """Every dataset of the body's own, with what its files are as of ``as_of.inventory``; its reasons in the packet's language.

    ConfigError where the parameters name no folder, no catalogue or no rulebook; InputError for a folder that is not there or whose
    record cannot be believed.
    """
    with for_the_packet(meeting.wording.lang):
        return _judged(catalogue, meeting)


def _judged(catalogue: Records, meeting: Meeting) -> JudgedFiles:
    params = meeting.params
    book = meeting.need("rulebooks.file_quality", meeting.book("file_quality"))
    if params.inputs.files is None or params.inputs.catalogue is None or not isinstance(book, FileQuality):
        raise ConfigError(params.lacks("inputs.files"))
    told = metadata.of_sheets(files.read(params.inputs.catalogue, limits=limits_of(params)))
    own = list(_own(catalogue))
    stored = folders.read(params.inputs.files, {id for id, *_ in own})
    told |= _beside(params.inputs.files, told)
    lists = standards.read(params.root / STANDARDS)
    signed = standards.signed(params.inputs.files, lists)
    datasets = [(told.get(id) or Metadata(id, title), unit, mark) for id, unit, title, mark in own]
    return judge.judge(stored, datasets, book, lists, meeting.as_of.inventory, signed, limits_of(params))


def problems(meeting: Meeting) -> Iterator[Problem]:
    """What judging refuses of the folder and of the standards: a record or a mapping that cannot be believed, a list that is none.

    A folder that is not there refuses nothing before a section needs it: see :func:`notices`.
    """
    folder = meeting.params.inputs.files
    if folder is None or not _is_there(folder):
        return
    steps: tuple[Callable[[], object], ...] = (
        lambda: record.read(folder),
        lambda: _beside(folder, {}),
        lambda: standards.signed(folder, standards.read(meeting.params.root / STANDARDS)),
    )
    for step in steps:
        try:
            step()
        except PacketError as error:
            yield from error.problems


def notices(catalogue: Records, meeting: Meeting) -> Iterator[str]:
    """What a person should know of the folder before a section prints it: that it is missing, and what of it is not judged."""
    folder = meeting.params.inputs.files
    if folder is None:
        return
    if not _is_there(folder):
        yield str(messages.F20_no_folder_of_files(folder=folder.name).at(file=folder.name))
        return
    stored = folders.read(folder, {id for id, *_ in _own(catalogue)})
    found = [(one.name, one.problem) for one in stored.left_over]
    found += [(one.path, one.trouble) for one in stored if one.trouble]
    for name, problem in found[:MOST_TOLD]:
        yield str(problem.at(file=f"{folder.name}/{name}"))
    if (rest := len(found) - MOST_TOLD) > 0:
        yield messages.further_stored_files(folder=folder.name, count=rest)


def _is_there(folder: Path) -> bool:
    reads.note_listing(folder)
    return folder.is_dir()


def _own(catalogue: Records) -> Iterator[tuple[str, str, str, str]]:
    """Identifier, unit, title and the portal's mark of every dataset that has an identifier."""
    names = ("dataset_id", "publisher_short", "title", "mark")
    columns = [catalogue.frame[name] if name != "mark" or catalogue.has(name) else None for name in names]
    if not catalogue.has("dataset_id"):
        return
    texts = [column if column is not None else [""] * len(catalogue.frame) for column in columns]
    for row in zip(*texts, strict=True):
        id, unit, title, mark = (value if isinstance(value, str) else "" for value in row)
        yield id, unit, title, mark


def _beside(folder: Path, told: dict[str, Metadata]) -> dict[str, Metadata]:
    """What the portal's JSON beside the files adds: the days of the resources, and what the catalogue leaves blank."""
    path = folder / METADATA
    if not os.path.lexists(path):
        return {}
    if filenames.leads_out(path, folder):
        raise InputError(messages.F20_link_out_of_folder().at(file=METADATA))
    try:
        found = metadata.of_json(content(path, USUAL, within=folder))
    except ValueError:
        raise InputError(messages.F03_metadata_no_json().at(file=METADATA)) from None
    return {id: _together(told[id], one) if id in told else one for id, one in found.items()}


def _together(one: Metadata, other: Metadata) -> Metadata:
    """What the catalogue says, and where it says nothing what the JSON does."""
    given = {
        field.name: getattr(one, field.name) or getattr(other, field.name)
        for field in dataclasses.fields(Metadata)
        if field.name != "known"
    }
    return dataclasses.replace(one, **given, known=one.known | other.known)
