"""The fields that parameter files share: texts, dates, times, paths."""

from __future__ import annotations

import datetime
import os
import re
import typing
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PrivateAttr, ValidationInfo

from reportlib import filenames, messages, roc
from reportlib.errors import Problem, quoted
from reportlib.fonts import shown
from reportlib.meeting.file_text import trouble_with
from reportlib.meeting.project import ProjectPlace
from reportlib.meeting.yaml_models import Wrong
from reportlib.text import Quoted, Unsaid, is_of_template

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
MARK = "待填"  # begins what a person has to fill in
ACCEPTED = "accepted"  # the folder of a meeting's data in which the intake writes what the packet reads
FIRST_DAY, LAST_DAY = datetime.date(1912, 1, 1), datetime.date(2100, 12, 31)


class Model(BaseModel):
    """Strict and frozen: a key that is not listed is an error, and no value is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ProjectFile(Model):
    """What stands in a file of a project, validated with its :class:`ProjectPlace` as context."""

    _place: ProjectPlace = PrivateAttr()

    def model_post_init(self, context: ProjectPlace) -> None:
        self._place = context

    @property
    def name(self) -> str:
        """The file's name, without its suffix: that of the meeting, or of the batch."""
        return self.path.stem

    @property
    def path(self) -> Path:
        """The file, absolute."""
        return self._place.file

    @property
    def root(self) -> Path:
        """The project's folder, absolute."""
        return self._place.root


# -- texts, dates, times -------------------------------------------------------------------------------------------------


def _text(value: str) -> str:
    if not value.strip():
        raise Wrong(messages.C03_text_empty())
    for c in value:
        # Cc are controls, Zl and Zp line ends; the others turn the direction in which the text is read.
        if (
            unicodedata.category(c) in ("Cc", "Zl", "Zp")
            or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        ):
            raise Wrong(messages.C03_control_character_in(value=value, code=ord(c)))
    return value


def _no_date(value: str, reason: object) -> Wrong:
    return Wrong(messages.C03_no_date(value=value, reason=reason))


def _date(value: object) -> object:
    return _parsed(value) if isinstance(value, str) else value


def _parsed(value: str) -> datetime.date:
    try:
        read = roc.read_date(value)
    except roc.BadDate as bad:
        raise _no_date(value, bad) from None
    if read.remark:
        raise _no_date(value, read.remark)
    date = read.day
    if not FIRST_DAY <= date <= LAST_DAY:
        raise _no_date(value, messages.not_between_1912_and_2100())
    return date


def _time(value: object) -> object:
    if not isinstance(value, str):
        return value
    if match := re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", value):
        return datetime.time(int(match[1]), int(match[2]))
    raise Wrong(messages.C03_no_time(value=value))


@dataclass(frozen=True)
class MeetingDate:
    """The day of a meeting, or only its month where the day is not published; ``year`` is a common year."""

    year: int
    month: int
    day: int | None = None

    def text(self) -> str:
        """「109 年 11 月」 or 「109 年 11 月 20 日」."""
        return roc.format_long(self.first()) if self.day else roc.format_month(self.year, self.month)

    def first(self) -> datetime.date:
        """The day, or the first day of the month."""
        return datetime.date(self.year, self.month, self.day or 1)

    def last(self) -> datetime.date:
        """The day, or the last day of the month."""
        if self.day:
            return self.first()
        return (self.first() + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)

    def timestamp(self) -> int:
        """Seconds since 1970 of :meth:`first` at 00:00 UTC: the date that files of the packet carry."""
        return (self.first() - datetime.date(1970, 1, 1)).days * 86_400


def meeting_date(value: object) -> object:
    """A day, or a month such as 109-11; a value of another kind is left to pydantic."""
    if not isinstance(value, str) or not (month := re.fullmatch(r"([0-9]{1,4})[-/.]([0-9]{1,2})", value)):
        date = _date(value)
        return MeetingDate(date.year, date.month, date.day) if isinstance(date, datetime.date) else date
    first_day = f"{value}{value[len(month[1])]}1"
    try:
        first = _parsed(first_day)
    except Wrong as wrong:
        raise Wrong(
            Problem("C03", wrong.problem.what.replace(quoted(first_day), quoted(value)), wrong.problem.todo)
        ) from None
    return MeetingDate(first.year, first.month)


Text = Annotated[str, AfterValidator(_text)]  # what a rulebook says: written, its digits are checked


def _cited(value: str) -> Quoted:
    return Unsaid() if is_of_template(value) else Quoted(shown(value))


Cited = Annotated[Text, AfterValidator(_cited)]  # what somebody else says: a parameter, a citation, an official code
Date = Annotated[datetime.date, BeforeValidator(_date)]
Time = Annotated[datetime.time, BeforeValidator(_time)]
Number = Annotated[Decimal, BeforeValidator(lambda value: Decimal(value) if type(value) is int else value)]


# -- paths ---------------------------------------------------------------------------------------------------------------


def place_of(info: ValidationInfo) -> ProjectPlace:
    """Where the parameter file stands that is validated: what its models are given as context."""
    return typing.cast(ProjectPlace, info.context)


def path_in_project(value: object, info: ValidationInfo) -> object:
    """The absolute path of an existing file.

    A relative path starts at the parameter file's folder and may not leave the project, be it by ``..`` or through a
    link. An absolute path is the user's own, explicit choice and is taken at its word (``docs/decisions/0003``): it may lie
    elsewhere, but no link on the way to it may lead there. Nothing in a path is ever expanded.
    """
    if not isinstance(value, str):
        return value
    path, place = _path(value, place_of(info)), place_of(info)
    if trouble := trouble_with(path):
        todo = trouble.todo
        if path.parent.name == ACCEPTED and not os.path.lexists(path):
            if place.before_intake:
                return path
            todo = messages.run_intake_first()
        raise Wrong(Problem("F20", trouble.what.replace(quoted(path.name), quoted(value), 1), todo))
    return path


def folder_in_project(value: object, info: ValidationInfo) -> object:
    """The absolute path of a folder, by the same rules; it need not be there yet."""
    if not isinstance(value, str):
        return value
    path = _path(value, place_of(info))
    if os.path.lexists(path) and not path.is_dir():
        raise Wrong(messages.F20_no_folder_but_file(path=value))
    return path


def _path(value: str, place: ProjectPlace) -> Path:
    """What a path in a parameter file leads to; Wrong where it may not be taken."""
    value = _text(value)
    if reason := _unwanted(value):
        todo = messages.write_relative_or_absolute()
        raise Wrong(messages.C08_path_not_taken(path=value, reason=reason, todo=todo))
    given = Path(value)
    try:
        joined = place.file.parent / given
        path = joined if joined.name in ("", "..") else joined.parent.resolve() / joined.name
        linked = filenames.leads_out(joined, place.root)
        inside = given.is_absolute() or path.resolve().is_relative_to(place.root.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, a name that is too long
        raise Wrong(messages.C08_path_leads_nowhere(path=value)) from None
    if linked:
        todo = messages.put_itself_or_name_its_place()
        raise Wrong(messages.C08_link_out_of_project(path=value, todo=todo))
    if not inside:
        todo = messages.put_inside_project()
        raise Wrong(messages.C08_path_leaves_project(path=value, todo=todo))
    return path


def _unwanted(value: str) -> str | None:
    """Why a path is refused by the look of it: a form that other programs would expand, fetch or read differently."""
    windows = os.name == "nt"
    if value.startswith("~"):
        return messages.tilde_not_expanded()
    if re.search(r"\$\w|\$[({]|%\w+%", value):
        return messages.variables_not_expanded()
    if "{" in value or "}" in value:
        return messages.braces_not_replaced()
    drive = re.match(r"[A-Za-z]:", value)
    if drive and not (windows and value[2:3] in ("\\", "/")):
        return messages.drive_letter()
    if not drive and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
        return messages.no_addresses()
    if "\\" in value and not windows:
        return messages.separate_with_slash()
    if windows and (value.replace("\\", "/").startswith("//") or ":" in value[2:]):
        return messages.no_network_paths()
    return None


File = Annotated[Path, BeforeValidator(path_in_project)]
Folder = Annotated[Path, BeforeValidator(folder_in_project)]


class Files(Model):
    """A group of files by what they are for."""

    def named(self) -> list[Path]:
        """Every file that is named, each once, in the order of the fields."""
        return list(dict.fromkeys(path for _, path in self if path is not None))
