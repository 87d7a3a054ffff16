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

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from reportlib import roc
from reportlib.errors import quoted
from reportlib.language import say
from reportlib.meeting.file_text import trouble_with
from reportlib.meeting.yaml_models import Wrong

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
ACCEPTED = "accepted"  # the folder of a meeting's data in which the intake writes what the packet reads
FIRST_DAY, LAST_DAY = datetime.date(1912, 1, 1), datetime.date(2100, 12, 31)


@dataclass(frozen=True)
class ProjectPlace:
    """Where a parameter file stands, which is what its paths are relative to, and the project around it."""

    file: Path
    root: Path
    before_intake: bool = False  # the files that the intake will write need not be there yet

    @classmethod
    def of(cls, path: Path, before_intake: bool = False) -> ProjectPlace:
        """The project is the nearest folder above the file that has ``notebooks`` in it, or else the file's grandparent."""
        file = path.parent.resolve() / path.name
        return cls(
            file,
            next((folder for folder in file.parents if (folder / "notebooks").is_dir()), file.parent.parent),
            before_intake,
        )


class Model(BaseModel):
    """Strict and frozen: a key that is not listed is an error, and no value is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


# -- texts, dates, times -------------------------------------------------------------------------------------------------


def _text(value: str) -> str:
    if not value.strip():
        raise Wrong(
            say("文字是空的。", "the text is empty."), say("請填寫，或刪去這一項。", "Fill it in or delete the key.")
        )
    for c in value:
        # Cc are controls, Zl and Zp line ends; the others turn the direction in which the text is read.
        if (
            unicodedata.category(c) in ("Cc", "Zl", "Zp")
            or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        ):
            what = say(
                f"{quoted(value)}含有控制字元 U+{ord(c):04X}。",
                f"{quoted(value)} holds the control character U+{ord(c):04X}.",
            )
            raise Wrong(what, say("請刪去該字元，文字寫成一行。", "Delete it and write the text on one line."))
    return value


def _no_date(value: str, reason: object) -> Wrong:
    return Wrong(
        say(f"{quoted(value)}不是有效日期（{reason}）。", f"{quoted(value)} is not a valid date ({reason})."),
        say("請寫成 109-10-31 或 2020-10-31。", "Write it as 109-10-31 or 2020-10-31."),
    )


def _date(value: object) -> object:
    return _parsed(value) if isinstance(value, str) else value


def _parsed(value: str) -> datetime.date:
    try:
        date = roc.parse_date(value)
    except roc.BadDate as bad:
        raise _no_date(value, bad) from None
    if not FIRST_DAY <= date <= LAST_DAY:
        raise _no_date(value, say("不在民國 1 年到西元 2100 年之間", "it is not between 1912 and 2100"))
    return date


def _time(value: object) -> object:
    if not isinstance(value, str):
        return value
    if match := re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", value):
        return datetime.time(int(match[1]), int(match[2]))
    what = say(f"{quoted(value)}不是有效時間。", f"{quoted(value)} is not a valid time.")
    raise Wrong(what, say('請寫成 "14:00"（24 小時制）。', 'Write it as "14:00" (24 hours).'))


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
        raise Wrong(wrong.what.replace(quoted(first_day), quoted(value)), wrong.todo) from None
    return MeetingDate(first.year, first.month)


Text = Annotated[str, AfterValidator(_text)]
Date = Annotated[datetime.date, BeforeValidator(_date)]
Time = Annotated[datetime.time, BeforeValidator(_time)]
Number = Annotated[Decimal, BeforeValidator(lambda value: Decimal(value) if type(value) is int else value)]


# -- paths ---------------------------------------------------------------------------------------------------------------


def place_of(info: ValidationInfo) -> ProjectPlace:
    """Where the parameter file stands that is validated: what its models are given as context."""
    return typing.cast(ProjectPlace, info.context)


def _path(value: object, info: ValidationInfo) -> object:
    """The absolute path of an existing file.

    A relative path starts at the parameter file's folder and may not leave the project, be it by ``..`` or through a
    link. An absolute path is the user's own, explicit choice and is taken at its word (``docs/decisions/0003``), which is
    why C08's "inside the project only" is asked of relative ones. Nothing in a path is ever expanded.
    """
    if not isinstance(value, str):
        return value
    value, place = _text(value), place_of(info)
    if reason := _unwanted(value):
        todo = say(
            "請寫成相對於參數檔的路徑，或完整的絕對路徑。",
            "Write it relative to the parameter file, or as a full absolute path.",
        )
        raise Wrong(
            say(f"路徑{quoted(value)}不能用：{reason}。", f"the path {quoted(value)} is not taken: {reason}."),
            todo,
            "C08",
        )
    given = Path(value)
    try:
        joined = place.file.parent / given
        path = joined if joined.name in ("", "..") else joined.parent.resolve() / joined.name
        inside = given.is_absolute() or path.resolve().is_relative_to(place.root.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links, a name that is too long
        what = say(f"路徑{quoted(value)}無法解析。", f"the path {quoted(value)} leads nowhere.")
        raise Wrong(what, say("請確認路徑與連結。", "Check the path and its links."), "C08") from None
    if not inside:
        what = say(
            f"相對路徑{quoted(value)}離開了專案資料夾。",
            f"the relative path {quoted(value)} leaves the project's folder.",
        )
        todo = say(
            "請把檔案放進專案資料夾，或改寫成絕對路徑。", "Put the file inside the project, or give an absolute path."
        )
        raise Wrong(what, todo, "C08")
    if trouble := trouble_with(path):
        what, todo = trouble
        if path.parent.name == ACCEPTED and not os.path.lexists(path):
            if place.before_intake:
                return path
            todo = say(
                "這個檔案由收件產生：請先執行 packet intake。", "The intake writes this file: run packet intake first."
            )
        raise Wrong(what.replace(quoted(path.name), quoted(value), 1), todo, "F20")
    return path


def _unwanted(value: str) -> str | None:
    """Why a path is refused by the look of it: a form that other programs would expand, fetch or read differently."""
    windows = os.name == "nt"
    if value.startswith("~"):
        return say("「~」不會展開成家目錄", "~ is not expanded")
    if re.search(r"\$\w|\$[({]|%\w+%", value):
        return say("環境變數不會展開", "environment variables are not expanded")
    if "{" in value or "}" in value:
        return say("大括號不會代換", "braces are not replaced")
    drive = re.match(r"[A-Za-z]:", value)
    if drive and not (windows and value[2:3] in ("\\", "/")):
        return say("磁碟機代號只能用在 Windows 的絕對路徑", "drive letters are for absolute paths on Windows")
    if not drive and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
        return say("不接受網址，只接受本機檔案", "addresses are not fetched, only local files are read")
    if "\\" in value and not windows:
        return say("資料夾請用「/」分隔", 'folders are separated by "/"')
    if windows and (value.replace("\\", "/").startswith("//") or ":" in value[2:]):
        return say("不接受網路或裝置路徑", "network and device paths are not taken")
    return None


File = Annotated[Path, BeforeValidator(_path)]


class Files(Model):
    """A group of files by what they are for."""

    def files(self) -> list[Path]:
        """Every file that is named, each once, in the order of the fields."""
        return list(dict.fromkeys(path for _, path in self if path is not None))
