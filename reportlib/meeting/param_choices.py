"""What a person decides for a meeting: how numbers are shown, which are declared, what is asked of the units and what is public."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.meeting.fields import Date, Model, Number, Text
from reportlib.meeting.yaml_models import Wrong


class Numbers(Model):
    """How numbers are printed, never how they are computed."""

    share_digits: int = Field(default=0, ge=0, le=4)
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

    cell_timeout: int = Field(default=300, ge=1, le=3600)
    kernel_memory_mb: int | None = Field(default=None, ge=256, le=1_048_576)
