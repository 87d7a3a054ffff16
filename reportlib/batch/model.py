"""The file of a batch: what all bodies share, the template of their parameters, and the bodies."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationInfo, field_validator

from reportlib import messages
from reportlib.batch.addresses import ADDRESS, fetched, shown
from reportlib.errors import ConfigError, InputError, PacketError, Problem
from reportlib.meeting import yaml_file, yaml_models
from reportlib.meeting.fields import NAME, Cited, File, Model, ProjectFile, Text, path_in_project, place_of
from reportlib.meeting.project import ProjectPlace
from reportlib.meeting.yaml_models import Wrong, Wrongs
from reportlib.text import Quoted

LIST = "catalogue"
_INPUT = re.compile(r"[a-z][a-z_]*")
GIVEN = ("id", "name", "called", "kind", "publishers")  # what a template may ask of a body, beside the inputs


def _file_or_address(value: object, info: ValidationInfo) -> object:
    return value if isinstance(value, str) and ADDRESS.match(value) else path_in_project(value, info)


def _folder_or_address(value: object, info: ValidationInfo) -> object:
    """A folder need not be there yet; a relative one may not leave the project."""
    if not isinstance(value, str) or ADDRESS.match(value):
        return value
    place = place_of(info)
    path = Path(os.path.normpath(place.file.parent / value))
    if not Path(value).is_absolute() and not path.resolve().is_relative_to(place.root.resolve()):
        raise Wrong(messages.C08_path_leaves_project(path=value, todo=messages.put_inside_project()))
    return path


def _register(value: object, info: ValidationInfo) -> object:
    """A file or an address; what is wrong with it is this body's alone, and stops no other."""
    try:
        return _file_or_address(value, info)
    except Wrong as wrong:
        return wrong.problem


Place = Annotated[Path | str, BeforeValidator(_file_or_address)]
Register = Annotated[Path | str | Problem, BeforeValidator(_register)]
Folder = Annotated[Path | str, BeforeValidator(_folder_or_address)]


class Body(Model):
    """One body: ``names`` are names of the list that are its own beside those that begin with ``name``."""

    id: Text
    name: Cited
    called: Cited = Quoted("本機關")
    kind: Cited = Quoted("")
    names: tuple[Cited, ...] = Field((), strict=False)
    publishers: Register | None = None  # its register of agencies; without one it is made from the list


class FigureColumn(Model):
    name: Text
    title: Cited


class Batch(ProjectFile):
    """:meth:`read` is the only door."""

    title: Cited
    notice: Cited | None = None  # what stands on the overview, such as 重建資料
    source: Cited | None = None
    inputs: dict[str, Place]
    template: File
    output: Folder
    records: int | None = Field(None, ge=0)  # how many the national list has, where somebody says so
    figures: tuple[FigureColumn, ...] = Field((), strict=False)
    bodies: tuple[Body, ...] = Field(strict=False, min_length=1)

    _wrong_registers: dict[str, Problem] = PrivateAttr(default_factory=dict)

    @field_validator("inputs")
    @classmethod
    def _has_the_list(cls, inputs: dict[str, Path | str]) -> dict[str, Path | str]:
        for name in inputs:
            if not _INPUT.fullmatch(name) or name in GIVEN:
                raise Wrong(messages.C05_no_name_for_input(name=name), at=(name,))
        if LIST not in inputs:
            raise Wrong(messages.C05_batch_without_list(key=LIST))
        return inputs

    @field_validator("template")
    @classmethod
    def _in_the_project(cls, template: Path, info: ValidationInfo) -> Path:
        if not template.resolve().is_relative_to(place_of(info).root.resolve()):
            todo = messages.put_inside_project()
            raise Wrong(messages.C08_path_leaves_project(path=str(template), todo=todo))
        return template

    @field_validator("bodies")
    @classmethod
    def _each_once(cls, bodies: tuple[Body, ...]) -> tuple[Body, ...]:
        found = []
        for n, body in enumerate(bodies):
            if not NAME.fullmatch(body.id):
                found.append(Wrong(messages.C01_no_id_of_body(id=body.id), at=(n, "id")))
            for key in ("id", "name"):
                value = getattr(body, key)
                if value in {getattr(earlier, key) for earlier in bodies[:n]}:
                    found.append(Wrong(messages.C04_listed_twice(value=value), at=(n, key)))
        if found:
            raise Wrongs(found)
        return bodies

    @classmethod
    def read(cls, path: Path) -> Self:
        """The batch in a file; ConfigError with everything that is wrong with it, by line."""
        place = ProjectPlace.asked(path)
        file = yaml_file.load(path)
        batch = yaml_models.fit(cls, file, place)
        batch._wrong_registers = {
            body.id: file.problem(body.publishers, ("bodies", n, "publishers"))
            for n, body in enumerate(batch.bodies)
            if isinstance(body.publishers, Problem)
        }
        return batch

    def registers(self) -> dict[str, tuple[str, bytes] | PacketError]:
        """The register of each body that has one of its own: its name and bytes, or why it cannot be opened."""
        found: dict[str, tuple[str, bytes] | PacketError] = {}
        for body in self.bodies:
            if wrong := self._wrong_registers.get(body.id):
                found[body.id] = ConfigError(wrong)
            elif body.publishers:
                try:
                    found[body.id] = shown(str(body.publishers)), fetched(str(body.publishers))
                except InputError as error:
                    found[body.id] = error
        return found

    def chosen(self, ids: tuple[str, ...]) -> tuple[Body, ...]:
        """The bodies of these ids, all where none is named; ConfigError for an id that there is not."""
        known = [body.id for body in self.bodies]
        if unknown := [one for one in ids if one not in known]:
            raise ConfigError(messages.C05_no_body(id=unknown[0], ids=known).at(file=self.path.name))
        return tuple(body for body in self.bodies if not ids or body.id in ids)
