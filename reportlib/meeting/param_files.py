"""The files that the parameters of a meeting name: inputs, rulebooks, and documents that are attached."""

from __future__ import annotations

from typing import ClassVar

from reportlib import messages
from reportlib.errors import did_you_mean
from reportlib.meeting.fields import Cited, File, Files, Model
from reportlib.meeting.yaml_models import Wrong
from reportlib.text import nearest


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


def input_name(name: str) -> str:
    """The name itself, if it is one of an input that holds records; Wrong for any other."""
    known = [field for field in Inputs.model_fields if field != "publishers"]
    if name not in known:
        listed = messages.choices_are(choices=known)
        raise Wrong(messages.C05_no_input(name=name, todo=did_you_mean(nearest(name, known), listed)))
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


class Attached(Model):
    """A document from elsewhere (PDF, PNG or JPEG) whose pages are placed in the packet as they are."""

    title: Cited
    file: File
    source: Cited | None = None
