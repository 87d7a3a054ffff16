"""The action plan and the work ahead as data (``params/rules/action-plan.yaml``, ``work-ahead.yaml``): where they come from, the
work, the rules for taking stock of data.

Every part says its own source: the page of a paper that states it, or that it is worded here.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reportlib.meeting.fields import Cited, Model, Text
from reportlib.meeting.rulebooks import Rulebook


class Workstream(Model):
    name: Text
    section: Text | None = None  # where the packet reports on it


class Sourced(Model):
    """Anything that says where it stands."""

    source: Cited


class Points(Sourced):
    """Sentences or steps in order."""

    points: list[Cited] = Field(min_length=1)


class Event(Model):
    """Something that made or changed the plan; ``when`` is as exact as the source has it."""

    when: Cited
    event: Cited
    effect: Cited


class History(Sourced):
    events: list[Event] = Field(min_length=1)


class InventoryRule(Sourced):
    """Rules of one kind for taking stock of data: what comes first, personal data, charges."""

    about: Text
    points: list[Cited] = Field(min_length=1)


class DataClass(Sourced):
    """A class of data: all of its conditions must hold, or any; what must be said with it."""

    name: Text
    role: Literal["open", "on_request", "refused"] | None = None  # by which an inventory of data is held to it
    also: Text | None = None  # another name of it
    spellings: list[Text] = []  # how else an inventory writes it
    conditions: list[Cited] = Field(min_length=1)
    conditions_are: Literal["all", "any"] = "all"
    always: Cited | None = None  # what holds beside any of them
    must_say: Cited | None = None


class Threshold(Sourced):
    """From which cost on a dataset goes before a higher group."""

    amount: int = Field(ge=1)
    unit: Text
    applies_to: Text
    duty: Text

    @property
    def dollars_a_unit(self) -> int | None:
        """How many 元 the unit is; None of one that is no money."""
        return {"元": 1, "千元": 1_000, "萬元": 10_000, "百萬元": 1_000_000, "億元": 100_000_000}.get(self.unit)


class Branch(Model):
    name: Cited
    work: list[Cited] = Field(min_length=1)


class Process(Sourced):
    """Steps one after another, then the branches, side by side; ``points`` is what is planned on the way."""

    steps: list[Cited] = Field(min_length=1)
    branches: list[Branch] = []
    points: list[Cited] = []


class ActionPlan(Rulebook):
    workstreams: list[Workstream] = Field(min_length=1)
    history: History | None = None
    tasks: Points | None = None
    principles: Points | None = None
    inventory: list[InventoryRule] = []
    review: Points | None = None
    data_classes: list[DataClass]
    threshold: Threshold | None = None
    considerations: Points | None = None  # of the evaluation
    promotion: Points | None = None  # how the use of data is promoted
    themed_strategy: Process | None = None
    government: Process | None = None  # the government's strategy, of which the plan is a part


# -- work ahead ----------------------------------------------------------------------------------------------------------


class AheadWork(Model):
    """A piece of work; it is due when the milestones are whose task has ``milestone`` in it."""

    work: Cited
    milestone: Text | None = None


class WorkGroup(Model):
    group: Text
    items: list[AheadWork] = Field(min_length=1)


class WorkAhead(Rulebook):
    groups: list[WorkGroup] = Field(min_length=1)
    inventory: list[InventoryRule] = []  # how stock is taken the next time


# -- every quarter -------------------------------------------------------------------------------------------------------


class CheckedItem(Sourced):
    """What is checked of a dataset: a column of the checklist, and how it is called."""

    column: Literal["link_works", "updated_in_time"]
    name: Text


class DueInQuarter(Sourced):
    """By which day of its first, second or third month a quarter's checklist is to be sent."""

    month: int = Field(ge=1, le=3)
    day: int = Field(ge=1, le=28)


class QuarterlyCheck(Rulebook):
    items: list[CheckedItem] = Field(min_length=1)
    due: DueInQuarter | None = None
