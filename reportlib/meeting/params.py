"""The parameters of one meeting (``params/<name>.yaml``): read once, checked as a whole, and frozen.

To add a parameter, add one field to a model here or in ``param_*.py``; its name is the key in the file. What is wrong with a file is said
all at once, with line numbers (:mod:`reportlib.meeting.yaml_models`).
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, PrivateAttr, ValidationInfo, field_validator

from reportlib import messages, roc
from reportlib.errors import ConfigError, Problem
from reportlib.meeting import yaml_file, yaml_models
from reportlib.meeting.agenda import AgendaItem, Sections, agenda_problems, sections_of, twice, without
from reportlib.meeting.fields import MARK, NAME, Cited, MeetingDate, Model, ProjectFile
from reportlib.meeting.param_choices import (
    Accepted,
    DeclaredFigure,
    Numbers,
    PreviousMeeting,
    Public,
    Returns,
    RowNumbers,
    RunLimits,
)
from reportlib.meeting.param_days import AsOf, MeetingParams, Periods, ReplyLimit, a_year_after, not_after
from reportlib.meeting.param_files import Attached, AttachedFile, Inputs, Inserted, Rulebooks, input_name
from reportlib.meeting.project import ProjectPlace
from reportlib.meeting.yaml_models import Wrong, Wrongs
from reportlib.meeting.yearly import Yearly, past_events
from reportlib.model.document import OPENING
from reportlib.store import reads

APPENDIX = "附錄"  # what the sections after the last item of the agenda are called


class TableNote(Model):
    """What is to be said under every table and chart of a ``section`` that has this ``title``."""

    section: str
    title: str
    note: Cited


class Params(ProjectFile):
    """Everything about one meeting that is not data. :meth:`read` is the only door.

    C12's "meeting date in the future" is measured against the file's own dates, since nothing here reads a clock
    (``docs/decisions/0006``): no as-of date may be later than the meeting, and the meeting may be no more than a year
    later than ``as_of.inventory``, or its year is probably mistyped.
    """

    meeting: MeetingParams
    inputs: Inputs
    empty_inputs: tuple[Annotated[str, AfterValidator(input_name)], ...] = Field(
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
    opening: Sections = Field((), strict=False)  # sections before the first item
    agenda: tuple[AgendaItem, ...] = Field(strict=False)
    appendices: Sections = Field((), strict=False)  # sections after the last item
    attachments: tuple[Attached, ...] = Field((), strict=False)
    pages: tuple[Inserted, ...] = Field((), strict=False)  # placed within an item
    notes: tuple[TableNote, ...] = Field((), strict=False)
    returns: Returns | None = None
    public: Public | None = None
    rows: RowNumbers | None = None
    previous: PreviousMeeting | None = None
    run: RunLimits = RunLimits()

    _left_out: tuple[tuple[Yearly, str, str], ...] = PrivateAttr(())  # event, section, what the agenda calls it

    if not TYPE_CHECKING:

        def __getattribute__(self, name: str) -> object:
            """Tells which parameters are asked for: what is made of some of them is as good while those are the same."""
            if name in Params.__pydantic_fields__:
                reads.note_parameter(name)
            elif name in ("__dict__", "_left_out"):
                reads.note_parameter(reads.EVERY)
            return super().__getattribute__(name)

    def model_post_init(self, context: ProjectPlace) -> None:
        """The sections of events that an earlier meeting has reported are taken off the agenda and the appendices."""
        super().model_post_init(context)
        past = past_events(dict(self.as_of))
        stems = {stem for stem, _ in sections_of(self.agenda)} | set(self.appendices)
        gone = {stem for event in past for stem in event.sections} & stems
        if gone and gone < stems:  # a packet of nothing else is what somebody wants
            called = dict(self._called())
            self._left_out = tuple(
                (event, stem, called[stem]) for event in past for stem in event.sections if stem in gone
            )
            object.__setattr__(self, "agenda", tuple(without(item, gone) for item in self.agenda))
            object.__setattr__(self, "appendices", tuple(stem for stem in self.appendices if stem not in gone))

    def _called(self) -> Iterator[tuple[str, str]]:
        """Each section with the title of its topic, or of its item."""
        yield from ((stem, APPENDIX) for stem in self.appendices)
        for item in self.agenda:
            yield from ((stem, item.item) for stem in item.sections)
            yield from ((stem, topic.title) for topic in item.topics for stem in topic.every_section)

    # These look only at parts that are valid by themselves, so that one mistake does not hide another.

    @field_validator("as_of")
    @classmethod
    def _near_the_meeting(cls, as_of: AsOf, info: ValidationInfo) -> AsOf:
        if meeting := info.data.get("meeting"):
            not_after(meeting.date, as_of.dated())
            limit = a_year_after(as_of.inventory)
            # Whoever gives the requests a day of their own knows that the list is of an earlier one.
            if meeting.date.first() > limit and as_of.requests is None:
                raise Wrong(
                    messages.C12_meeting_a_year_after(
                        meeting=meeting.date.text(), inventory=roc.format_long(as_of.inventory)
                    ),
                    at=("inventory",),
                )
        return as_of

    @field_validator("periods")
    @classmethod
    def _over_before_the_meeting(cls, periods: Periods, info: ValidationInfo) -> Periods:
        if meeting := info.data.get("meeting"):
            not_after(meeting.date, [((name, 1), period[1]) for name, period in periods if period and name != "plan"])
        return periods

    @field_validator("declared")
    @classmethod
    def _known_before_the_meeting(
        cls, declared: dict[str, DeclaredFigure], info: ValidationInfo
    ) -> dict[str, DeclaredFigure]:
        if meeting := info.data.get("meeting"):
            not_after(
                meeting.date, [((key, "as_of"), figure.as_of) for key, figure in declared.items() if figure.as_of]
            )
        return declared

    @field_validator("accepted")
    @classmethod
    def _accepted_once(cls, accepted: tuple[Accepted, ...]) -> tuple[Accepted, ...]:
        for n, one in enumerate(accepted):
            if one.known_by in {earlier.known_by for earlier in accepted[:n]}:
                raise Wrong(messages.C04_listed_twice(value=one.id), at=(n, "id"))
        return accepted

    @field_validator("returns")
    @classmethod
    def _due_before_the_meeting(cls, returns: Returns | None, info: ValidationInfo) -> Returns | None:
        if returns and (meeting := info.data.get("meeting")):
            not_after(meeting.date, [(("due",), returns.due)])
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
        seen = {stem for stem, _ in sections_of(info.data.get("agenda", ()))} | set(info.data.get("opening", ()))
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
        place = ProjectPlace.asked(path, before_intake)
        file = yaml_file.load(path)
        if not NAME.fullmatch(path.stem):
            raise ConfigError(messages.C01_file_names_no_meeting(name=path.stem).at(file=file.name))
        return yaml_models.fit(cls, file, place)

    def past_events(self) -> tuple[Problem, ...]:
        """What is left out because its event is of an earlier meeting: a sentence for each section."""
        days = dict(self.as_of)
        return tuple(
            messages.C12_event_of_earlier_meeting(
                topic=topic.removeprefix(MARK).lstrip("：:").strip(),
                section=section,
                called=event.called(),
                key=f"as_of.{event.day}",
                day=roc.format_date(days[event.day]),
                previous=roc.format_date(days["previous_inventory"]),
            ).at(file=self.path.name)
            for event, section, topic in self._left_out
        )

    @property
    def data_folder(self) -> Path:
        """The meeting's folder of data, absolute."""
        return self.root / "data" / self.name

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Each section with its place on the agenda, in order: ``("10-inventory", "報告事項一　政府資料開放行動方案報告")``."""
        found = [(stem, OPENING) for stem in self.opening]
        for item in self.agenda:
            found += [(stem, item.item) for stem in item.sections]
            found += [
                (stem, f"{item.item}{roc.numeral(number)}　{topic.title}")
                for number, topic in enumerate(item.topics, 1)
                for stem in topic.every_section
            ]
        return found + [(stem, APPENDIX) for stem in self.appendices]

    @property
    def documents(self) -> dict[str, AttachedFile]:
        """Every document whose pages are placed in the packet, by what a reference calls it: 「attachment/2」, 「page/1」."""
        attached = {
            f"attachment/{number}": AttachedFile.model_construct(title=one.title, file=one.file, source=one.source)
            for number, one in enumerate(self.attachments, 1)
            if one.file
        }
        return attached | {f"page/{number}": one for number, one in enumerate(self.pages, 1)}

    def lacks(self, what: str, section: str = "") -> Problem:
        """What is said where a section on the agenda (``section``, if known) asks for something that this file does not name."""
        said = messages.section_on_agenda(section=section) if section else messages.a_section_on_agenda()
        return messages.C05_parameters_do_not_name(key=what, section=said).at(file=self.path.name)

    def describe(self) -> dict:
        """The parameters as JSON-able data without any path of this machine: files are relative to the project, or
        only named where they are outside; dates are ISO, times HH:MM; what is not set is left out."""
        return {name: _plain(value, self.root) for name, value in self if value is not None}


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
