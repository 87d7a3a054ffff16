"""What a person decides for a meeting: how numbers are shown, which are declared, what is asked of the units and what is public."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from reportlib import messages
from reportlib.meeting.fields import NAME, Cited, Date, Model, Number
from reportlib.meeting.param_files import input_name
from reportlib.meeting.quarters import quarter_in
from reportlib.meeting.yaml_models import Wrong
from reportlib.roc import with_years_alike


class Numbers(Model):
    """How numbers are printed, never how they are computed."""

    share_digits: int = Field(default=0, ge=0, le=4)
    share_rounding: Literal["truncate", "half_up"] = "truncate"
    small_shares: Literal["less_than", "decimal"] = "less_than"  # what is not zero never prints as 0%
    thousands: Literal[",", "", " "] = ","


class DeclaredFigure(Model):
    """A number that a person declares because no record exists to compute it from, or because somebody else prints it.

    ``measure`` is the name of the fact that it tells (``inventory.total``), with which the reconciliation compares it;
    ``said`` is how its time is told where no day is (「去年」), and then it has no ``as_of``; ``where`` is the page on which it is printed. 95 in the unit ``%`` is a share, rounded as ``rounding`` says.
    """

    value: Number
    unit: Cited
    as_of: Date | None = None
    said: Cited | None = None
    source: Cited
    measure: Cited | None = None
    label: Cited | None = None
    where: Cited | None = None
    rounding: Literal["truncate", "half_up"] = "half_up"


# The parts of an input's rows that are records, whoever they are of.
DATA_ROWS = ("used", "out_of_scope", "undecided", "unlinked", "set_aside", "repeated")


class RowNumbers(Model):
    """How many records the inputs must have: ``stated`` by who made the list, ``last`` of the last meeting's (``packet new``
    writes them). A drop of ``refuse_drop`` per cent or more stops, but for inputs in ``accepted``; a smaller one is told.

    That it is 10 per cent has no source: it is ours (``docs/decisions/0024-names-in-a-list-of-many-bodies.md``).
    """

    stated: dict[Annotated[str, AfterValidator(input_name)], Annotated[int, Field(ge=0)]] = {}
    last: dict[Annotated[str, AfterValidator(input_name)], Annotated[int, Field(ge=0)]] = {}
    refuse_drop: int = Field(default=10, ge=1, le=100)
    accepted: tuple[Annotated[str, AfterValidator(input_name)], ...] = Field(default=(), strict=False)


class PreviousMeeting(Model):
    """The meeting before this one, whose decisions are to be among the resolutions; ``no_decisions`` says why it has none."""

    meeting: Annotated[str, Field(pattern=f"^{NAME.pattern}$")]
    no_decisions: Cited | None = None


class Accepted(Model):
    """A disagreement of figures that is known and let stand: its id as the packet prints it, its dates in years of either kind, and the
    reason, which is printed."""

    id: Cited
    reason: Cited

    @property
    def known_by(self) -> str:
        """The id as the disagreement has it."""
        return with_years_alike(self.id)


ReturnName = Literal["plan", "checklist", "replies", "evaluation", "progress", "assets", "on_request", "costs"]


class Returns(Model):
    """What the units are asked for: the day by which it is due, the tables, and whom to ask (:mod:`reportlib.returns.asked`)."""

    due: Date
    tables: tuple[ReturnName, ...] = Field(strict=False, min_length=1)
    contact: Cited | None = None
    quarter: Cited | None = None  # of the checklist: 109年第3季; without it that of the as-of date

    @field_validator("quarter")
    @classmethod
    def _one_quarter(cls, text: str | None) -> str | None:
        if text is not None and quarter_in(text) is None:
            raise Wrong(messages.C03_no_quarter(value=text))
        return text

    @field_validator("tables")
    @classmethod
    def _each_once(cls, tables: tuple[str, ...]) -> tuple[str, ...]:
        for n, table in enumerate(tables):
            if table in tables[:n]:
                raise Wrong(messages.C04_listed_twice(value=table), at=(n,))
        return tables


def _listed(value: str) -> str:
    if len(value.strip()) < 2 or re.fullmatch(r"[\d\s.,%-]{1,5}", value):
        raise Wrong(messages.C03_mask_too_short(value=value))
    return value


class Licence(Model):
    """Under which licence the public edition may be used, and where that is to be read."""

    title: Cited
    address: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")] | None = None


class Public(Model):
    """What the secretariat decides for the public edition: texts that stay although a rule finds them, and texts that must go
    wherever they stand, a figure excepted; both as they are written in the sources. What must go wins. The licence is said to
    programs only (``annex/datapackage.json``)."""

    keep: tuple[Cited, ...] = Field((), strict=False)
    mask: tuple[Annotated[Cited, AfterValidator(_listed)], ...] = Field((), strict=False)
    licence: Licence | None = None

    @field_validator("mask")
    @classmethod
    def _not_kept(cls, mask: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for n, text in enumerate(mask):
            if text in info.data.get("keep", ()):
                raise Wrong(messages.C04_kept_and_masked(text=text), at=(n,))
        return mask


class RunLimits(Model):
    """Limits of a run: seconds a cell, megabytes a kernel (none where absent), and megabytes and cells of an input."""

    cell_timeout: int = Field(default=300, ge=1, le=3600)
    kernel_memory_mb: int | None = Field(default=None, ge=256, le=1_048_576)
    input_mb: int = Field(default=200, ge=1, le=100_000)
    input_cells: int = Field(default=10_000_000, ge=1_000, le=10_000_000_000)
