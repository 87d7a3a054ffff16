"""The parameters of each body: the template with the body's data put in, and the files of the project that they name."""

from __future__ import annotations

import json
import os
import posixpath
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath

import yaml
from pydantic import ValidationError

from reportlib import messages, roc, temporary
from reportlib.batch.addresses import file_name
from reportlib.batch.model import GIVEN, LIST, Batch, Body
from reportlib.errors import ConfigError
from reportlib.filenames import leads_out
from reportlib.media.calendar_entries import TAKEN_OVER
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import ACCEPTED
from reportlib.meeting.file_text import text_of
from reportlib.meeting.param_choices import RunLimits
from reportlib.readers.content import USUAL, Limits
from reportlib.records.inputs import limits_said
from reportlib.records.kept_lists import RECORD, lists_of
from reportlib.writing import sha256_of

REGISTERS = "registers"
SECTION = re.compile(r"[0-9]{2}-[a-z0-9-]+")
_BRACED, _OPEN, _SHUT = (
    re.compile(r"\$\{(\w+)\}"),
    "\ue000",
    "\ue001",
)  # of ${name}, whose braces YAML takes for its own


@dataclass(frozen=True)
class Written:
    """What a body is built from beside what all share: its parameters, files by their paths within the project, and the hashes of
    those that are named by a path from the root of the machine, which are read where they are."""

    params: str
    files: Mapping[str, bytes]
    elsewhere: Mapping[str, str] = field(default_factory=dict)


def place_of_input(name: str, path: Path | str) -> str:
    """Where an input that all share stands in the project."""
    return f"data/{name}/{file_name(path) or name}"


def place_of_cut(path: Path | str, id: str) -> str:
    """Where in the project the rows of the national list stand that a body's packet is made from, and what that list is called."""
    return f"data/{LIST}/{PurePosixPath(file_name(path) or LIST).stem}-{id}.csv"


def home_of(batch: Batch) -> str:
    """Where the parameters of a body stand in the project that it is built in: where the template stands, for its paths."""
    return batch.template.parent.resolve().relative_to(batch.root.resolve()).as_posix()


def params_of(batch: Batch, body: Body, template: str) -> str:
    """The template with the body's data in place, line for line; ConfigError (C05) for a name that it does not give.

    A value that the data are put into becomes a text in quotes, so that no name is read as something else than the text it is.
    """
    given = {key: str(getattr(body, key) or "") for key in GIVEN if key != "publishers"}
    given["publishers"] = f"{REGISTERS}/{body.id}.csv"
    places = {name: place_of_input(name, path) for name, path in batch.inputs.items()}
    places[LIST] = place_of_cut(batch.inputs[LIST], body.id)
    given |= {name: posixpath.relpath(place, home_of(batch)) for name, place in places.items()}
    marked = _BRACED.sub(rf"{_OPEN}\1{_SHUT}", template)
    parts, end = [], 0
    for token in _values(marked):
        start, stop = token.start_mark.index, token.end_mark.index
        raw = marked[start:stop]
        if "$" not in raw and _OPEN not in raw:
            continue
        try:
            value = string.Template(_unmarked(token.value)).substitute(given)
        except (KeyError, ValueError) as error:
            row, name = _place_of(_unmarked(raw), given)
            problem = messages.C05_template_asks_unknown(name=name, known=sorted(given))
            raise ConfigError(problem.at(file=batch.template.name, row=token.start_mark.line + row)) from error
        parts += [marked[end:start], _in_quotes(value, token, raw)]
        end = stop
    return _unmarked("".join((*parts, marked[end:])))


def _values(text: str) -> Iterator[yaml.ScalarToken]:
    """The values of a YAML file; none after what is no YAML, which is told where the parameters are read."""
    try:
        yield from (token for token in yaml.scan(text, yaml.SafeLoader) if isinstance(token, yaml.ScalarToken))
    except yaml.YAMLError:
        return


def _unmarked(text: str) -> str:
    return text.replace(_OPEN, "${").replace(_SHUT, "}")


def _in_quotes(value: str, token: yaml.ScalarToken, raw: str) -> str:
    """A value as YAML, on as many lines as it stood on; a plain one of nothing stays nothing."""
    if token.plain and not value:
        return ""
    after = raw[raw.rfind("\n") + 1 :] if token.style in ("|", ">") else ""  # the next line's blanks
    return json.dumps(value, ensure_ascii=False) + "\n" * raw.count("\n") + after


def _place_of(text: str, given: Mapping[str, str]) -> tuple[int, str]:
    """The line of the first placeholder that is none of these, and how it is written."""
    for found in string.Template.pattern.finditer(text):
        name = found["named"] or found["braced"]
        if found["invalid"] is not None or name and name not in given:
            return text.count("\n", 0, found.start()) + 1, found[0]
    return 1, "$"


@dataclass(frozen=True)
class Project:
    """What all bodies of a batch are built from: files of the project by their paths within it, what each body adds, and the day on
    which the names of agencies are asked for."""

    home: str
    files: Mapping[str, bytes]
    bodies: Mapping[str, Written]
    day: date | None
    limits: Limits = USUAL  # of what all share, as the template says


def project_of(batch: Batch, bodies: tuple[Body, ...]) -> Project:
    """ConfigError where the template cannot be read with the data of the first body."""
    template = text_of(batch.template)
    texts = {body.id: params_of(batch, body, template) for body in bodies}
    data = {id: _data(batch, text) for id, text in texts.items()}
    named = {id: dict(_files(batch, id, one)) for id, one in data.items()}
    met = Counter(place for files in named.values() for place in files)
    shared = {place for place, times in met.items() if times == len(bodies) and not Path(place).is_absolute()}
    files = {place: file.read_bytes() for one in named.values() for place, file in one.items() if place in shared}
    digest_of = cache(sha256_of)
    own = {
        id: Written(
            texts[id],
            {place: file.read_bytes() for place, file in _own(one, shared)},
            {place: digest_of(file) for place, file in one.items() if Path(place).is_absolute()},
        )
        for id, one in named.items()
    }
    first = next(iter(data.values()))
    _refuse_number_of_list(batch, first)
    return Project(home_of(batch), dict(sorted(files.items())), own, _day(first), _limits(first))


def _refuse_number_of_list(batch: Batch, data: dict) -> None:
    """ConfigError (C05) where the template says how many records the list has: a packet has the rows of its body only."""
    rows = data.get("rows")
    for key, said in rows.items() if isinstance(rows, dict) else ():
        if key in ("stated", "last") and isinstance(said, dict) and LIST in said:
            raise ConfigError(messages.C05_number_of_list(key=f"rows.{key}.{LIST}").at(file=batch.template.name))


def _own(named: Mapping[str, Path], shared: set[str]) -> Iterator[tuple[str, Path]]:
    return ((place, file) for place, file in named.items() if place not in shared and not Path(place).is_absolute())


def _data(batch: Batch, text: str) -> dict:
    """The YAML of a body's parameters; ConfigError by the lines of the template, which are the same."""
    with temporary.folder() as folder:
        path = folder / batch.template.name
        path.write_text(text, "utf-8")
        return yaml_file.load(path).data


def _files(batch: Batch, id: str, data: object) -> Iterator[tuple[str, Path]]:
    """Every file that a body's packet is made from but its register and what all share, by its path within the project; a file
    that the parameters name by a path from the root, by that path."""
    root, data_folder = batch.root.resolve(), batch.root.resolve() / "data" / id
    beside = [data_folder / TAKEN_OVER]
    for text in _texts(data):
        if SECTION.fullmatch(text):
            beside.append(root / "notebooks" / f"{text}.ipynb")
        if not (place := _place_of_file(batch.template.parent.resolve(), text)):
            continue
        if Path(text).is_absolute():
            yield text, place
        elif place.is_relative_to(root):
            beside.append(place)
        if place.parent.name == ACCEPTED:  # what the intake wrote down, and the lists that it read
            beside.append(place.parent / RECORD)
            beside += [Path(os.path.normpath(path)) for path, _ in lists_of(place.parent, root).values()]
    for path in filter(Path.is_file, dict.fromkeys(beside)):
        if not path.is_relative_to(root):
            yield str(path), path
        elif not leads_out(path, root):
            yield path.relative_to(root).as_posix(), path


def _texts(value: object) -> Iterator[str]:
    """Every text in the data of a YAML file."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _place_of_file(folder: Path, text: str) -> Path | None:
    """The file that a text names from a folder, if it names one."""
    path = os.path.normpath(folder / text) if text.strip() and "\0" not in text else ""
    return Path(path) if path and os.path.isfile(path) else None


def _day(data: dict) -> date | None:
    """The day of the inventory; what is wrong with it is told where the parameters are read."""
    try:
        return roc.parse_date(data["as_of"]["inventory"])
    except (roc.BadDate, TypeError, KeyError):
        return None


def _limits(data: dict) -> Limits:
    """The limits of an input; what is wrong with them is told where the parameters are read."""
    try:
        return limits_said(RunLimits.model_validate(data.get("run", {})))
    except ValidationError:
        return limits_said(RunLimits())
