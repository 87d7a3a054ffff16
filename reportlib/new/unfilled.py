"""What a person still has to fill in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reportlib import messages, roc
from reportlib.errors import ConfigError, InputError, Problem
from reportlib.facts.facts import Rows
from reportlib.filenames import leads_out
from reportlib.files.record import MAPPING, METADATA
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import ACCEPTED, MARK
from reportlib.meeting.param_files import Inputs
from reportlib.meeting.params import Params
from reportlib.meeting.project import ProjectPlace
from reportlib.meeting.yearly import past_events
from reportlib.readers import files
from reportlib.store import reads
from reportlib.text import is_of_template

# What is no longer true of a row that is carried over: cleared, or for a person to say anew.
STALE = {"members": {"newly_appointed": ""}, "resolutions": {"proposal": MARK, "proposal_said": ""}}
_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")

# -- what is left to fill in -------------------------------------------------------------------------------------------------


def unfilled(path: Path, thorough: bool = True) -> list[Problem]:
    """Every mark that is still in a parameter file or in the inputs it names, and every input with nothing but its header.

    Empty where there is none; a link out of the project is not opened. ``thorough`` also opens workbooks, which takes a while. ConfigError where the parameter file
    is no YAML that can be read; an input that cannot be read is left to the check of the inputs.
    """
    place = ProjectPlace.asked(path)
    file = yaml_file.load(path)
    problems = [file.problem(messages.C13_value_to_fill_in(value=value), key) for key, value in marks_in(file)]
    given, empty = file.data.get("inputs"), file.data.get("empty_inputs")
    of_past = {name for event in past_events(_days_of(file.data.get("as_of"))) for name in event.inputs}
    for field, value in given.items() if isinstance(given, dict) else ():
        if field == "publishers" or not isinstance(value, str) or value.startswith(MARK):
            continue
        if field in Inputs.FOLDERS:
            with contextlib.suppress(OSError, ValueError):
                problems += _unfilled_folder(place.file.parent / value, field, place)
            continue
        may_be_empty = field == "history" or field in of_past or isinstance(empty, list) and field in empty
        with contextlib.suppress(InputError, OSError, ValueError):
            input_file = place.file.parent / value
            if not leads_out(input_file, place.root):
                problems += _unfilled_input(input_file, field, may_be_empty, thorough)
    return problems


def _days_of(as_of: object) -> dict[str, date | None]:
    """The days of ``as_of`` that can be read; the check of the parameters tells of the others."""
    days: dict[str, date | None] = {}
    for key, value in as_of.items() if isinstance(as_of, dict) else ():
        with contextlib.suppress(roc.BadDate, TypeError, AttributeError, ValueError):
            days[key] = roc.parse_date(value)
    return days


def marks_in(file: yaml_file.YamlFile) -> Iterator[tuple[yaml_file.Key, str]]:
    """The key and the text of each mark, but for what is left out as an event of an earlier meeting."""
    gone = set(topics_of_past(file.data))

    marked = ((key, value) for key, value in texts_in(file.data) if value.startswith(MARK))
    yield from ((key, value) for key, value in marked if key[:4] not in gone)


def bases_of_template(params: Params) -> Iterator[Problem]:
    """Each file of a meeting, its parameters or a rulebook, in which the words of a template stand in place of a basis, by its lines."""
    rulebooks = (path for _, path in params.rulebooks if path is not None)
    for path in dict.fromkeys((params.path, *rulebooks)):
        file = yaml_file.load(path)
        keys = [key for key, text in texts_in(file.data) if is_of_template(text)]
        if keys:
            lines = "、".join(str(file.line(key)) for key in keys)
            names = dict.fromkeys(str(key[-1]) for key in keys)
            yield messages.C13_basis_of_template(lines=lines, keys=list(names)).at(file=file.name)


def texts_in(value: object, key: yaml_file.Key = ()) -> Iterator[tuple[yaml_file.Key, str]]:
    """Every text of a file with its key."""
    if isinstance(value, str):
        yield key, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, one in inner:
        yield from texts_in(one, (*key, part))


def topics_of_past(data: dict[str, object]) -> Iterator[yaml_file.Key]:
    """The keys of the topics that are no topics of this meeting, as none of their sections is left (``Params``)."""
    stems = {stem for event in past_events(_days_of(data.get("as_of"))) for stem in event.sections}
    for n, item in enumerate(listed(data.get("agenda"))):
        for t, topic in enumerate(listed(item.get("topics")) if isinstance(item, dict) else ()):
            named = sections_named(topic)
            if named and named <= stems:
                yield "agenda", n, "topics", t


def past_topics(data: dict[str, object]) -> Iterator[str]:
    """The same topics as a person knows them: the item of the agenda and the title."""
    for _, n, _, t in topics_of_past(data):
        item = listed(data["agenda"])[int(n)]
        title = str(item["topics"][int(t)].get("title") or "").removeprefix(MARK).lstrip("：:").strip()
        yield messages.topic_of_item(item=item.get("item") or "", title=title)


def sections_named(topic: object) -> set[str]:
    """The sections of a topic and of its parts, as they stand in a parameter file."""
    if not isinstance(topic, dict):
        return set()
    parts = (sections_named(part) for part in listed(topic.get("parts")))
    return {stem for stem in listed(topic.get("sections")) if isinstance(stem, str)}.union(*parts)


def is_talk(topic: object) -> bool:
    """Whether a topic of a parameter file is a talk, another one each time: it shows no section, and nothing is proposed on it."""
    return (
        isinstance(topic, dict) and not sections_named(topic) and not topic.keys() & {"parts", "proposal", "proposals"}
    )


def listed(value: object) -> list:
    """The list itself; none where a parameter file has something else there."""
    return value if isinstance(value, list) else []


def _unfilled_folder(folder: Path, field: str, place: ProjectPlace) -> Iterator[Problem]:
    """A folder that is not there, or in which there is nothing but what goes with files; a record of fetching is something, also of links that are all broken."""
    reads.note_listing(folder)
    if leads_out(folder, place.root):
        return
    here = os.walk(folder)
    if not any(set(names) - {MAPPING, METADATA} for _, _, names in here):
        yield messages.C13_folder_to_fill(field=field, meeting=place.file.stem).at(file=folder.name)


def _unfilled_input(path: Path, field: str, may_be_empty: bool, thorough: bool) -> Iterator[Problem]:
    if path.parent.name == ACCEPTED:  # what the intake has written is complete as it is
        return
    if not path.is_file() or not (thorough or path.suffix == ".csv" and path.stat().st_size < 100_000):
        return
    for sheet in files.read(path):
        if sheet.hidden:
            continue
        filled = [
            n for n, row in enumerate(sheet.rows, 1) if any(str(cell).strip() for cell in row if cell is not None)
        ]
        if len(filled) == 1 and not may_be_empty:
            other = _same_name(path)
            told = messages.C13_other_file_there(other=other, field=field) if other else None
            yield (told or messages.C13_header_only(field=field)).at(path.name, sheet.name)
        marked: dict[int, list[int]] = {}
        for number, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row, 1):
                if isinstance(cell, str) and cell.strip().startswith(MARK):
                    marked.setdefault(place, []).append(number)
        for place, numbers in sorted(marked.items()):
            header = str(sheet.rows[filled[0] - 1][place - 1] or "") if place <= len(sheet.rows[filled[0] - 1]) else ""
            ranges = Rows("", "", tuple(numbers)).ranges()
            yield messages.C13_rows_to_fill_in(rows=ranges).at(path.name, sheet.name, column=place, header=header)


def _same_name(path: Path) -> list[str]:
    """The tables beside an input that are called as it is but for their suffix: requests.xlsx beside requests.csv."""
    return sorted(
        one.name for one in path.parent.glob(f"{path.stem}.*") if one != path and one.suffix.lower() in _TABLES
    )


def same_day_elsewhere(params: Params) -> list[str]:
    """A notice for each other meeting of the same body that is counted up to the same day: was the date moved on?"""
    found = []
    for path in sorted(params.path.parent.glob("*.yaml")):
        if path == params.path:
            continue
        with contextlib.suppress(ConfigError, roc.BadDate, KeyError, TypeError, AttributeError):
            data = yaml_file.load(path).data
            meeting, as_of = data["meeting"], data["as_of"]
            if not isinstance(meeting, dict) or not isinstance(as_of, dict):
                continue
            if meeting["body"] == params.meeting.body and roc.parse_date(as_of["inventory"]) == params.as_of.inventory:
                day = roc.format_date(params.as_of.inventory)
                found.append(messages.same_day_as(day=day, meeting=path.stem))
    return found
