"""What a person decided about files and versions in ``intake.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from reportlib import messages, text
from reportlib.errors import Problem
from reportlib.meeting import yaml_file, yaml_models
from reportlib.meeting.fields import Date, Model, Text
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.param_choices import ReturnName
from reportlib.returns.corrections import CODE
from reportlib.returns.entries import Arrival, same_name

# -- what a person decides -------------------------------------------------------------------------------------------------


class FileDecision(Model):
    """What a person says of one file; with ``sha256`` (its first digits will do), of these bytes only."""

    file: Text
    sha256: Text | None = None
    unit: Text | None = None
    received_on: Date | None = None
    skip: bool = False
    reason: Text | None = None
    who: Text | None = None

    @property
    def files(self) -> tuple[str, ...]:
        return (self.file,)


class VersionDecision(Model):
    """Which of a unit's files counts, for one return or for all; several where it has more than one sender. ``sha256`` is that of one file."""

    unit: Text
    table: ReturnName | None = None
    use: Text | Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    sha256: Text | None = None
    reason: Text | None = None
    who: Text | None = None

    @model_validator(mode="after")
    def _one_digest(self) -> VersionDecision:
        if self.sha256 and len(self.files) > 1:
            raise ValueError(messages.digest_of_one_file())
        return self

    @property
    def files(self) -> tuple[str, ...]:
        return (self.use,) if isinstance(self.use, str) else self.use


class Decisions(Model):
    files: tuple[FileDecision, ...] = Field(default=(), strict=False)
    versions: tuple[VersionDecision, ...] = Field(default=(), strict=False)


# -- what a person decided, checked ----------------------------------------------------------------------------------------


class Decided:
    """``intake.yaml``, checked against the register and the files."""

    def __init__(self, decisions: Decisions, file: yaml_file.YamlFile | None, meeting: Meeting):
        self._all, self._file, self._meeting = decisions, file, meeting

    @classmethod
    def read(cls, path: Path, meeting: Meeting) -> Decided:
        if not path.exists() and not path.is_symlink():
            return cls(Decisions(), None, meeting)
        file = yaml_file.load(path, Decisions.model_fields)
        return cls(yaml_models.fit(Decisions, file), file, meeting)

    def of(self, file: Arrival) -> FileDecision | None:
        return next((one for one in self._all.files if same_name(one.file, file.name)), None)

    def used(self, unit: str, table: str) -> tuple[str, ...]:
        """The names of the files that were decided on: for this return, or for all of the unit's; none where nobody decided."""
        mine = [one for one in self._all.versions if self.agency(one.unit) == unit and one.table in (table, None)]
        return min(mine, key=lambda one: one.table is None).files if mine else ()

    def uses(self, name: str) -> bool:
        """Whether a decision says that this file counts."""
        return any(same_name(file, name) for one in self._all.versions for file in one.files)

    def agency(self, name: str) -> str:
        found = self._meeting.register.find(name)
        return found.short if found else ""

    def refuse_unknown(self, files: Mapping[str, Arrival]) -> None:
        """C14: every decision must be about a file that is there, with the bytes it was made for, and a unit of the register."""
        if self._file is None:
            return
        problems = []
        entries: tuple[tuple[str, str, Sequence[FileDecision | VersionDecision]], ...] = (
            ("files", "file", self._all.files),
            ("versions", "use", self._all.versions),
        )
        for key, part, decided in entries:
            for number, one in enumerate(decided):
                for name in one.files:
                    found = next((file for file in files.values() if same_name(name, file.name)), None)
                    if found is None:
                        near = text.nearest(name, files)
                        what = messages.C14_file_not_received.text(file=name)
                        todo = messages.did_you_mean(near=near) if near else messages.correct_or_delete_decision()
                        problems.append(self._file.problem(Problem(CODE, what, todo), (key, number, part)))
                    elif one.sha256 and not found.sha256.startswith(one.sha256.lower()):
                        what = messages.C14_other_file_than_decided.text(file=name, digest=found.sha256[:12])
                        problems.append(
                            self._file.problem(Problem(CODE, what, messages.decide_again()), (key, number, "sha256"))
                        )
                if one.unit and not self._meeting.register.find(one.unit):
                    near = self._meeting.register.nearest(one.unit)
                    problems.append(
                        self._file.problem(
                            messages.I02_decided_unit_unknown(
                                unit=one.unit,
                                todo=messages.did_you_mean(near=near) if near else messages.correct_unit(),
                            ),
                            (key, number, "unit"),
                        )
                    )
        if problems:
            yaml_file.refuse(problems)
