"""What is known of a document that describes an API."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from reportlib.errors import Problem

State = Literal["valid", "invalid", "unjudged"]
Level = Literal["error", "unjudged", "warning"]


@dataclass(frozen=True)
class ApiFault:
    """One thing that is wrong: the sentence, where in the document (a JSONPath, "" for the document as a whole), and its level.

    An ``error`` makes a document invalid; what is ``unjudged`` leaves it open; a ``warning`` changes nothing.
    """

    problem: Problem
    path: str
    level: Level

    def as_json(self) -> dict[str, Any]:
        """Its parts, and all of it as people are told it."""
        known = dataclasses.asdict(self.problem)
        return known | {"path": self.path, "level": self.level, "message": str(self.problem)}


@dataclass(frozen=True)
class ApiDocument:
    """One document: its file, the SHA-256 of its bytes, what it says of itself, and its faults (``more`` are not listed).

    ``version`` is the OAS's as the document says it, ``form`` JSON or YAML; both are "" where it could not be read.
    """

    file: str
    sha256: str
    faults: tuple[ApiFault, ...]
    form: str = ""
    version: str = ""
    title: str = ""
    operations: int = 0
    more: int = 0

    @property
    def state(self) -> State:
        """Valid, invalid, or not judged: an error is one, whatever else could not be judged."""
        levels = {fault.level for fault in self.faults}
        if "error" in levels:
            return "invalid"
        return "unjudged" if "unjudged" in levels else "valid"

    @property
    def errors(self) -> int:
        """How many faults make it invalid, those too that are not listed."""
        return sum(fault.level == "error" for fault in self.faults) + self.more

    def as_json(self) -> dict[str, Any]:
        """For ``packet oas --json``."""
        known = {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}
        return known | {"state": self.state, "faults": [fault.as_json() for fault in self.faults]}
