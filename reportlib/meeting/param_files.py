"""The files that the parameters of a meeting name: inputs, rulebooks, and documents that are attached."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from reportlib import messages
from reportlib.errors import did_you_mean
from reportlib.meeting.fields import Cited, File, Files, Folder, Model
from reportlib.meeting.yaml_models import Wrong
from reportlib.text import nearest

PLACE = re.compile(r"[0-9]{2}-[a-z0-9-]+(#[^\s#]+)?")  # 「45-planned#plan-list」


class Inputs(Files):
    # What a section may do without; any other input that a section on the agenda asks for must be named.
    OPTIONAL: ClassVar[frozenset[str]] = frozenset(
        (
            "quality",
            "evaluation",
            "feedback",
            "exchanges",
            "samples",
            "history",
            "ministries",
            "standards",
            "received",
            "corrections",
            "programme",
            "withdrawn",
            "assets",
            "on_request",
            "costs",
            "files",
            "apis",
        )
    )
    # Folders, of which a build reads what it needs; they may be missing until somebody fills them.
    FOLDERS: ClassVar[frozenset[str]] = frozenset(("files", "apis"))

    publishers: File
    catalogue: File | None = None
    quality: File | None = None
    requests: File | None = None
    feedback: File | None = None
    exchanges: File | None = None
    evaluation: File | None = None
    members: File | None = None
    ministries: File | None = None
    events: File | None = None
    competition: File | None = None
    standards: File | None = None
    strategies: File | None = None
    themes: File | None = None
    samples: File | None = None
    checklist: File | None = None
    applications: File | None = None
    popularity: File | None = None
    winners: File | None = None
    resolutions: File | None = None
    plan: File | None = None
    openings: File | None = None
    withdrawn: File | None = None
    assets: File | None = None
    on_request: File | None = None
    costs: File | None = None
    milestones: File | None = None
    programme: File | None = None
    history: File | None = None
    received: File | None = None
    corrections: File | None = None
    apis: Folder | None = None  # documents of APIs: :mod:`reportlib.oas`
    files: Folder | None = None  # dataset files: :mod:`reportlib.files`

    def named(self) -> list[Path]:
        """Every file that is named; what is in a folder is none of them."""
        folders = {getattr(self, name) for name in self.FOLDERS}
        return [path for path in super().named() if path not in folders]


def input_name(name: str) -> str:
    """The name itself, if it is one of an input that holds records; Wrong for any other."""
    known = [field for field in Inputs.model_fields if field != "publishers" and field not in Inputs.FOLDERS]
    if name not in known:
        listed = messages.choices_are(choices=known)
        raise Wrong(messages.C05_no_input(name=name, todo=did_you_mean(nearest(name, known), listed)))
    return name


def _place(text: str) -> str:
    if not PLACE.fullmatch(text):
        raise Wrong(messages.C03_no_place(value=text))
    return text


class Rulebooks(Files):
    stars: File | None = None
    marks: File | None = None
    outcomes: File | None = None
    evaluation: File | None = None
    award: File | None = None
    application_award: File | None = None
    popularity_award: File | None = None
    membership: File | None = None
    meetings: File | None = None
    action_plan: File | None = None
    categories: File | None = None
    work_ahead: File | None = None
    checklist: File | None = None
    openings: File | None = None
    returns: File | None = None
    identities: File | None = None
    words: File | None = None
    file_quality: File | None = None


class AttachedFile(Model):
    """A document from elsewhere (PDF, PNG or JPEG) whose pages are placed in the packet as they are; ``see`` is what there is
    to see on them, in a few words each, beside them on their slide."""

    title: Cited
    file: File
    source: Cited | None = None
    see: tuple[Cited, ...] = Field((), strict=False)


class Inserted(AttachedFile):
    """A document within an item: in ``section``, and there in the part of its topic that it belongs to, from 1."""

    section: Cited
    part: int | None = None


class Attached(Model):
    """An attachment of the meeting, 附件 1, 附件 2 …: pages of a ``file``, a place ``at`` which the packet has it (a section, or
    「section#anchor」 of a table, which may be in the annex files only), or why it is ``absent``.
    """

    title: Cited
    file: File | None = None
    at: Annotated[str, AfterValidator(_place)] | None = None
    absent: Cited | None = None
    source: Cited | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if sum(value is not None for value in (self.file, self.at, self.absent)) != 1:
            raise Wrong(messages.C03_attachment_in_one_way(title=self.title))
        return self
