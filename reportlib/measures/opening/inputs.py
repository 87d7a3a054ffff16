"""What the opening pages read: whatever the meeting has of it."""

from __future__ import annotations

from typing import Protocol

from reportlib.measures.evaluation import EvaluationSources
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


class SectionInputs(Protocol):
    """A section with its inputs as attributes (:class:`reportlib.execute.section.Section`)."""

    @property
    def meeting(self) -> Meeting: ...

    @property
    def sources(self) -> EvaluationSources: ...

    def __getattr__(self, kind: str) -> Records | None: ...


def given(section: SectionInputs, kind: str) -> Records | None:
    """An input of the meeting, None where its parameters name none."""
    return getattr(section, kind) if getattr(section.meeting.params.inputs, kind) else None


def reported(section: SectionInputs, stem: str) -> bool:
    """Whether the packet has a section."""
    return stem in dict(section.meeting.params.sections)
