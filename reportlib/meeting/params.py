"""The parameters of one meeting (``params/<name>.yaml``): read once, checked as a whole, and frozen.

To add a parameter, add one field to a model here; its name is the key in the file. What is wrong with a file is said
all at once, with line numbers (:mod:`reportlib.meeting.yaml_models`).
"""

from __future__ import annotations

import datetime
import itertools
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PrivateAttr, ValidationInfo, field_validator

from reportlib import roc
from reportlib.errors import ConfigError, Problem, quoted
from reportlib.language import say
from reportlib.meeting import yaml_file, yaml_models
from reportlib.meeting.agenda import AgendaItem, Sections, agenda_problems, sections_of, twice
from reportlib.meeting.fields import (
    NAME,
    Date,
    File,
    Files,
    MeetingDate,
    Model,
    Number,
    ProjectPlace,
    Text,
    meeting_date,
)
from reportlib.meeting.yaml_models import Wrong, Wrongs
from reportlib.text import nearest

APPENDIX = "附錄"  # what the sections after the last item of the agenda are called


# -- the parts of the file -----------------------------------------------------------------------------------------------


class MeetingParams(Model):
    body: Text
    term: int = Field(ge=1, le=999)
    number: int = Field(ge=1, le=999)
    date: Annotated[MeetingDate, BeforeValidator(meeting_date)]
    secretariat: Text | None = None
    convener: Text | None = None
    data_notice: Text | None = None  # printed on every page
    data_notice_text: Text | None = None


class Inputs(Files):
    # What a section may do without; any other input that a section on the agenda asks for must be named.
    OPTIONAL: ClassVar[frozenset[str]] = frozenset(
        ("quality", "evaluation", "feedback", "history", "ministries", "standards", "received", "corrections")
    )

    publishers: File
    catalogue: File | None = None
    quality: File | None = None
    requests: File | None = None
    feedback: File | None = None
    evaluation: File | None = None
    members: File | None = None
    ministries: File | None = None
    events: File | None = None
    competition: File | None = None
    standards: File | None = None
    strategies: File | None = None
    applications: File | None = None
    popularity: File | None = None
    winners: File | None = None
    resolutions: File | None = None
    plan: File | None = None
    milestones: File | None = None
    programme: File | None = None
    history: File | None = None
    received: File | None = None
    corrections: File | None = None


def _input(name: str) -> str:
    known = [field for field in Inputs.model_fields if field != "publishers"]
    if name not in known:
        near = nearest(name, known)
        what = say(f"{quoted(name)}不是輸入檔案的名稱。", f"{quoted(name)} is not the name of an input.")
        raise Wrong(
            what,
            say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
            if near
            else say(f"可用：{'、'.join(known)}。", f"Known: {', '.join(known)}."),
            "C05",
        )
    return name


class Rulebooks(Files):
    stars: File | None = None
    marks: File | None = None
    outcomes: File | None = None
    evaluation: File | None = None
    award: File | None = None
    application_award: File | None = None
    popularity_award: File | None = None
    membership: File | None = None
    action_plan: File | None = None
    categories: File | None = None
    work_ahead: File | None = None
    returns: File | None = None
    identities: File | None = None


class AsOf(Model):
    """The day up to which each group of numbers is counted."""

    inventory: Date
    previous_inventory: Date | None = None
    gold_series: tuple[Date, ...] = Field((), strict=False)
    platinum: Date | None = None
    oas: Date | None = None
    award: Date | None = None
    follow_up: Date | None = None

    @field_validator("previous_inventory")
    @classmethod
    def _before_inventory(cls, previous: datetime.date | None, info: ValidationInfo) -> datetime.date | None:
        inventory = info.data.get("inventory")
        if previous and inventory and previous >= inventory:
            zh = f"上期 {roc.format_date(previous)} 不早於本期 {roc.format_date(inventory)}。"
            en = f"the previous inventory, {roc.format_date(previous)}, is not before the inventory, {roc.format_date(inventory)}."
            raise Wrong(say(zh, en), say("請更正其中一個日期。", "Correct one of the dates."), "C12")
        return previous

    @field_validator("gold_series")
    @classmethod
    def _ascending(cls, series: tuple[datetime.date, ...]) -> tuple[datetime.date, ...]:
        for n, (before, after) in enumerate(itertools.pairwise(series), 1):
            if before >= after:
                zh, en = (
                    f"{roc.format_date(after)} 不晚於前一個日期 {roc.format_date(before)}。",
                    f"{roc.format_date(after)} is not after {roc.format_date(before)}.",
                )
                raise Wrong(
                    say(zh, en),
                    say("請由早到晚排列，不要重複。", "List the dates from early to late, each once."),
                    "C12",
                    (n,),
                )
        return series

    def dated(self) -> Iterator[tuple[yaml_file.Key, datetime.date]]:
        """Every date with its key."""
        for name, value in self:
            if isinstance(value, tuple):
                yield from (((name, n), date) for n, date in enumerate(value))
            elif value:
                yield (name,), value


class Periods(Model):
    """Windows of time: first and last day, both counted. ``plan`` is the half-year whose openings are discussed."""

    requests: Annotated[tuple[Date, ...], Field(strict=False)] | None = None
    feedback: Annotated[tuple[Date, ...], Field(strict=False)] | None = None
    plan: Annotated[tuple[Date, ...], Field(strict=False)] | None = None

    @field_validator("requests", "feedback", "plan")
    @classmethod
    def _first_and_last(cls, period: tuple[datetime.date, ...] | None) -> tuple[datetime.date, ...] | None:
        if period is not None and len(period) != 2:
            what = say(
                f"期間須有起日與迄日兩個日期，這裡有 {len(period)} 個。",
                f"a period has two dates, its first and last day; here are {len(period)}.",
            )
            raise Wrong(what, say("請寫成 [109-06-01, 109-10-31]。", "Write it as [109-06-01, 109-10-31]."), "C12")
        if period and period[0] > period[1]:
            zh = f"期間的起日 {roc.format_date(period[0])} 晚於迄日 {roc.format_date(period[1])}。"
            en = f"the period begins on {roc.format_date(period[0])}, after its end on {roc.format_date(period[1])}."
            raise Wrong(say(zh, en), say("請對調或更正。", "Swap or correct them."), "C12")
        return period


class ReplyLimit(Model):
    """In how many days a request is to be answered; the day after it came is day 1."""

    days: int = Field(ge=1, le=3650)
    count: Literal["calendar", "working"] = "calendar"
    holidays: tuple[Date, ...] = Field((), strict=False)


class Numbers(Model):
    """How numbers are printed, never how they are computed."""

    share_digits: int = Field(0, ge=0, le=4)
    share_rounding: Literal["truncate", "half_up"] = "truncate"
    thousands: Literal[",", "", " "] = ","


class DeclaredFigure(Model):
    """A number that a person declares because no record exists to compute it from, or because somebody else prints it.

    ``measure`` is the name of the fact that it tells (``inventory.total``), with which the reconciliation compares it;
    ``where`` is the page on which it is printed. 95 in the unit ``%`` is a share, rounded as ``rounding`` says.
    """

    value: Number
    unit: Text
    as_of: Date
    source: Text
    measure: Text | None = None
    label: Text | None = None
    where: Text | None = None
    rounding: Literal["truncate", "half_up"] = "half_up"


class Accepted(Model):
    """A disagreement of figures that is known and let stand: its id as the packet prints it, and the reason, which is printed."""

    id: Text
    reason: Text


class Attached(Model):
    """A document from elsewhere (PDF, PNG or JPEG) whose pages are placed in the packet as they are."""

    title: Text
    file: File
    source: Text | None = None


class Returns(Model):
    """What the units are asked for: the day by which it is due, the tables, and whom to ask (:mod:`reportlib.returns.asked`)."""

    due: Date
    tables: tuple[Literal["plan", "checklist", "replies", "evaluation", "progress"], ...] = Field(
        strict=False, min_length=1
    )
    contact: Text | None = None

    @field_validator("tables")
    @classmethod
    def _each_once(cls, tables: tuple[str, ...]) -> tuple[str, ...]:
        for n, table in enumerate(tables):
            if table in tables[:n]:
                raise Wrong(
                    say(f"{quoted(table)}出現兩次。", f"{quoted(table)} is there twice."),
                    say("請刪去其中一個。", "Delete one of them."),
                    "C04",
                    (n,),
                )
        return tables


def _listed(value: str) -> str:
    if len(value.strip()) < 2 or re.fullmatch(r"[\d\s.,%-]{1,5}", value):
        what = say(
            f"{quoted(value)}太短，會遮到不相干的文字或數字。",
            f"{quoted(value)} is too short: it would mask words and figures that have nothing to do with it.",
        )
        raise Wrong(what, say("請寫完整的文字。", "Write the whole text."))
    return value


class Public(Model):
    """What the secretariat decides for the public edition: texts that stay although a rule finds them, and texts that must go
    wherever they stand, a figure excepted; both as they are written in the sources. What must go wins."""

    keep: tuple[Text, ...] = Field((), strict=False)
    mask: tuple[Annotated[Text, AfterValidator(_listed)], ...] = Field((), strict=False)

    @field_validator("mask")
    @classmethod
    def _not_kept(cls, mask: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for n, text in enumerate(mask):
            if text in info.data.get("keep", ()):
                raise Wrong(
                    say(f"{quoted(text)}同時列在 keep 與 mask。", f"{quoted(text)} is both kept and masked."),
                    say("請刪去其中一個。", "Delete one of them."),
                    "C04",
                    (n,),
                )
        return mask


class RunLimits(Model):
    """Limits of a run: seconds a cell, and megabytes a kernel (none where absent)."""

    cell_timeout: int = Field(300, ge=1, le=3600)
    kernel_memory_mb: int | None = Field(None, ge=256, le=1_048_576)


class Params(Model):
    """Everything about one meeting that is not data. :meth:`read` is the only door.

    C12's "meeting date in the future" is measured against the file's own dates, since nothing here reads a clock
    (``docs/decisions/0006``): no as-of date may be later than the meeting, and the meeting may be no more than a year
    later than ``as_of.inventory``, or its year is probably mistyped.
    """

    meeting: MeetingParams
    inputs: Inputs
    empty_inputs: tuple[Annotated[str, AfterValidator(_input)], ...] = Field(
        (), strict=False
    )  # said to hold no record this time
    other_publishers: Literal["refuse", "count"] = "refuse"
    rulebooks: Rulebooks = Rulebooks()
    as_of: AsOf
    periods: Periods = Periods()
    reply_limit: ReplyLimit | None = None
    numbers: Numbers = Numbers()
    declared: dict[str, DeclaredFigure] = {}
    accepted: tuple[Accepted, ...] = Field((), strict=False)
    agenda: tuple[AgendaItem, ...] = Field(strict=False)
    appendices: Sections = Field((), strict=False)  # sections after the last item
    attachments: tuple[Attached, ...] = Field((), strict=False)
    returns: Returns | None = None
    public: Public | None = None
    run: RunLimits = RunLimits()

    _place: ProjectPlace = PrivateAttr()

    def model_post_init(self, context: ProjectPlace) -> None:
        self._place = context

    # These look only at parts that are valid by themselves, so that one mistake does not hide another.

    @field_validator("as_of")
    @classmethod
    def _near_the_meeting(cls, as_of: AsOf, info: ValidationInfo) -> AsOf:
        if meeting := info.data.get("meeting"):
            _not_after(meeting.date, as_of.dated())
            limit = _a_year_after(as_of.inventory)
            if meeting.date.first() > limit:
                zh = f"會議日期 {meeting.date.text()}比資料統計日 {roc.format_long(as_of.inventory)}晚一年以上，年份可能打錯。"
                en = f"the meeting, {meeting.date.text()}, is more than a year after {roc.format_long(as_of.inventory)}: the year is probably mistyped."
                raise Wrong(
                    say(zh, en),
                    say("請更正 meeting.date 或 as_of.inventory。", "Correct meeting.date or as_of.inventory."),
                    "C12",
                    ("inventory",),
                )
        return as_of

    @field_validator("periods")
    @classmethod
    def _over_before_the_meeting(cls, periods: Periods, info: ValidationInfo) -> Periods:
        if meeting := info.data.get("meeting"):
            _not_after(meeting.date, [((name, 1), period[1]) for name, period in periods if period and name != "plan"])
        return periods

    @field_validator("declared")
    @classmethod
    def _known_before_the_meeting(
        cls, declared: dict[str, DeclaredFigure], info: ValidationInfo
    ) -> dict[str, DeclaredFigure]:
        if meeting := info.data.get("meeting"):
            _not_after(meeting.date, [((key, "as_of"), figure.as_of) for key, figure in declared.items()])
        return declared

    @field_validator("accepted")
    @classmethod
    def _accepted_once(cls, accepted: tuple[Accepted, ...]) -> tuple[Accepted, ...]:
        for n, one in enumerate(accepted):
            if one.id in {earlier.id for earlier in accepted[:n]}:
                raise Wrong(
                    say(f"{quoted(one.id)}出現兩次。", f"{quoted(one.id)} is there twice."),
                    say("請刪去其中一個。", "Delete one of them."),
                    "C04",
                    (n, "id"),
                )
        return accepted

    @field_validator("returns")
    @classmethod
    def _due_before_the_meeting(cls, returns: Returns | None, info: ValidationInfo) -> Returns | None:
        if returns and (meeting := info.data.get("meeting")):
            _not_after(meeting.date, [(("due",), returns.due)])
        return returns

    @field_validator("agenda")
    @classmethod
    def _in_order(cls, agenda: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
        found = list(agenda_problems(agenda))
        if found:
            raise Wrongs(found)
        return agenda

    @field_validator("appendices")
    @classmethod
    def _not_on_the_agenda(cls, appendices: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        seen = {stem for stem, _ in sections_of(info.data.get("agenda", ()))}
        found = [twice(stem, (n,)) for n, stem in enumerate(appendices) if stem in seen or stem in appendices[:n]]
        if found:
            raise Wrongs(found)
        return appendices

    @classmethod
    def read(cls, path: str | os.PathLike, before_intake: bool = False) -> Params:
        """The parameters in a file; ConfigError with everything that is wrong with it, by line.

        ``before_intake``: for the intake itself, and for what comes before it; a file in a folder :data:`ACCEPTED` may be missing.
        """
        path = Path(path)
        file = yaml_file.load(path)
        if not NAME.fullmatch(path.stem):
            what = say(
                f"參數檔名{quoted(path.stem)}不能當會議代號。",
                f"the file's name {quoted(path.stem)} cannot name a meeting.",
            )
            todo = say(
                "檔名只能用英文小寫字母、數字與連字號，例如 moea-6-1.yaml。",
                "Use lower-case letters, digits and hyphens, such as moea-6-1.yaml.",
            )
            raise ConfigError(Problem("C01", what, todo, file=file.name))
        return yaml_models.fit(cls, file, ProjectPlace.of(path, before_intake))

    @property
    def name(self) -> str:
        """The meeting's name: the file's, without its suffix."""
        return self.path.stem

    @property
    def path(self) -> Path:
        """The parameter file, absolute."""
        return self._place.file

    @property
    def root(self) -> Path:
        """The project's folder, absolute."""
        return self._place.root

    @property
    def data_folder(self) -> Path:
        """The meeting's folder of data, absolute."""
        return self.root / "data" / self.name

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Each section with its place on the agenda, in order: ``("10-inventory", "報告事項一　政府資料開放行動方案報告")``."""
        found = []
        for item in self.agenda:
            found += [(stem, item.item) for stem in item.sections]
            found += [
                (stem, f"{item.item}{roc.numeral(number)}　{topic.title}")
                for number, topic in enumerate(item.topics, 1)
                for stem in topic.sections
            ]
        return found + [(stem, APPENDIX) for stem in self.appendices]

    def lacks(self, what: str, section: str = "") -> Problem:
        """What is said where a section on the agenda (``section``, if known) asks for something that this file does not name."""
        zh, en = (
            (f"議程中的章節 {section} ", f"the section {section} on the agenda")
            if section
            else ("議程中有章節", "a section on the agenda")
        )
        return Problem(
            "C05",
            say(f"參數檔沒有指定 {what}，但{zh}需要它。", f"the parameters do not name {what}, but {en} needs it."),
            say(
                f"請在參數檔加上 {what}，或把該章節自議程移除。",
                f"Add {what} to the parameter file, or take the section off the agenda.",
            ),
            file=self.path.name,
        )

    def describe(self) -> dict:
        """The parameters as JSON-able data without any path of this machine: files are relative to the project, or
        only named where they are outside; dates are ISO, times HH:MM; what is not set is left out."""
        return _plain(self, self.root)


def _not_after(meeting: MeetingDate, dated) -> None:
    late = [
        Wrong(
            say(
                f"{roc.format_date(date)} 晚於會議日期（{meeting.text()}）。",
                f"{roc.format_date(date)} is after the meeting ({meeting.text()}).",
            ),
            say("請更正這個日期或 meeting.date。", "Correct this date or meeting.date."),
            "C12",
            key,
        )
        for key, date in dated
        if date > meeting.last()
    ]
    if late:
        raise Wrongs(late)


def _a_year_after(date: datetime.date) -> datetime.date:
    try:
        return date.replace(year=date.year + 1)
    except ValueError:  # 29 February
        return datetime.date(date.year + 1, 3, 1)


def _plain(value: object, root: Path) -> object:
    if isinstance(value, BaseModel):
        return {name: _plain(inner, root) for name, inner in value if inner is not None}
    if isinstance(value, dict):
        return {name: _plain(inner, root) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner, root) for inner in value]
    if isinstance(value, Path):
        return value.relative_to(root).as_posix() if value.is_relative_to(root) else value.name
    if isinstance(value, MeetingDate):
        return value.first().isoformat() if value.day else f"{value.year:04}-{value.month:02}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value
