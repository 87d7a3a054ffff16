"""The parameters of each body: the template with the body's data put in, and the files of the project that they name."""

from __future__ import annotations

import posixpath
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlib import messages, roc, temporary
from reportlib.batch.model import GIVEN, Batch, Body
from reportlib.errors import ConfigError
from reportlib.meeting import yaml_file
from reportlib.meeting.file_text import text_of
from reportlib.writing import sha256

REGISTERS = "registers"
SECTION = re.compile(r"[0-9]{2}-[a-z0-9-]+")
LONGEST_PATH = 1000


@dataclass(frozen=True)
class Written:
    """What a body is built from beside what all share: its parameters, and files by their paths within the project."""

    params: str
    files: Mapping[str, bytes]


def place_of_input(name: str, path: Path | str) -> str:
    """Where an input that all share stands in the project."""
    return f"data/{name}/{str(path).rstrip('/').rpartition('/')[2]}"


def home_of(batch: Batch) -> str:
    """Where the parameters of a body stand in the project that it is built in: where the template stands, for its paths."""
    return batch.template.parent.resolve().relative_to(batch.root.resolve()).as_posix()


def params_of(batch: Batch, body: Body, template: str) -> str:
    """The template with the body's data in place; ConfigError (C05) for a name that it does not give, and for a value that
    YAML would read as something else than the text it is."""
    given = {key: str(getattr(body, key) or "") for key in GIVEN if key != "publishers"}
    for key, value in given.items():
        if value and (value != value.strip() or set(value) & set("\"'#:{}[],&*!|>%@`\\\n") or value[0] in "-?"):
            raise ConfigError(messages.C03_not_for_template(key=key, value=value).at(file=batch.path.name))
    given["publishers"] = f"{REGISTERS}/{body.id}.csv"
    given |= {
        name: posixpath.relpath(place_of_input(name, path), home_of(batch)) for name, path in batch.inputs.items()
    }
    try:
        return string.Template(template).substitute(given)
    except (KeyError, ValueError) as error:
        at = _place_of(template, given)
        raise ConfigError(
            messages.C05_template_asks_unknown(name=at[1], known=sorted(given)).at(file=batch.template.name, row=at[0])
        ) from error


def _place_of(template: str, given: Mapping[str, str]) -> tuple[int, str]:
    """The line of the first placeholder that is none of these, and how it is written."""
    for found in string.Template.pattern.finditer(template):
        name = found["named"] or found["braced"]
        if found["invalid"] is not None or name and name not in given:
            return template.count("\n", 0, found.start()) + 1, found[0]
    return 1, "$"


@dataclass(frozen=True)
class Project:
    """What all bodies of a batch are built from: files of the project by their paths within it, what each body adds, and the day on
    which the names of agencies are asked for."""

    home: str
    files: Mapping[str, bytes]
    bodies: Mapping[str, Written]
    day: date | None

    @property
    def digest(self) -> str:
        return sha256("".join(f"{path}\0{sha256(data)}\n" for path, data in sorted(self.files.items())).encode())


def project_of(batch: Batch, bodies: tuple[Body, ...]) -> Project:
    """ConfigError where the template cannot be read with the data of the first body."""
    template = text_of(batch.template)
    texts = {body.id: params_of(batch, body, template) for body in bodies}
    data = {id: _data(batch, text) for id, text in texts.items()}
    named = {id: dict(_files(batch, one)) for id, one in data.items()}
    met = Counter(path for files in named.values() for path in files)
    shared = {path for path, times in met.items() if times == len(bodies)}
    files = {path: file.read_bytes() for one in named.values() for path, file in one.items() if path in shared}
    own = {
        id: Written(texts[id], {path: file.read_bytes() for path, file in one.items() if path not in shared})
        for id, one in named.items()
    }
    return Project(home_of(batch), dict(sorted(files.items())), own, _day(next(iter(data.values()))))


def _data(batch: Batch, text: str) -> dict:
    """The YAML of a body's parameters; ConfigError by the lines of the template, which are the same."""
    with temporary.folder() as folder:
        path = folder / batch.template.name
        path.write_text(text, "utf-8")
        return yaml_file.load(path).data


def _files(batch: Batch, value: object) -> Iterator[tuple[str, Path]]:
    """Every text in it that is the relative path of a file of the project, or the name of a section."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _files(batch, one)
    elif isinstance(value, str) and SECTION.fullmatch(value):
        path = batch.root / "notebooks" / f"{value}.ipynb"
        if path.is_file():
            yield f"notebooks/{path.name}", path
    elif isinstance(value, str) and "/" in value and len(value) < LONGEST_PATH and "\0" not in value:
        root, path = batch.root.resolve(), (batch.template.parent / value).resolve()
        if not Path(value).is_absolute() and path.is_relative_to(root) and path.is_file():
            yield path.relative_to(root).as_posix(), path


def _day(data: dict) -> date | None:
    """The day of the inventory; what is wrong with it is told where the parameters are read."""
    try:
        return roc.parse_date(data["as_of"]["inventory"])
    except (roc.BadDate, TypeError, KeyError):
        return None
