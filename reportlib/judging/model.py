"""What is found of the files of datasets: rulings by indicator, conformity to standard fields, and the mark that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reportlib.files.model import FilesFolder, Resource
from reportlib.judging.metadata import Metadata
from reportlib.judging.standards import Standards
from reportlib.meeting.quality_rules import FileQuality
from reportlib.text import Quoted

Result = Literal["pass", "fail", "unknown"]
PASS: Result = "pass"
FAIL: Result = "fail"
UNKNOWN: Result = "unknown"


@dataclass(frozen=True)
class Ruling:
    """What one indicator says of a resource or of a dataset, and why."""

    indicator: str
    result: Result
    reason: Quoted


@dataclass(frozen=True)
class ValueFinding:
    """A value that does not conform: its row as a spreadsheet program shows it, what is wrong, and the value, masked; "" where its
    field holds personal data."""

    row: int
    kind: str
    value: str


@dataclass(frozen=True)
class Conformance:
    """One column that is a standard field (``list/field``), told by a signed mapping, its name or its description: how many values it
    has, how many do not conform, how often each kind of fault, and the first of them."""

    column: str
    field: str
    by: Literal["signed", "name", "description"]
    values: int
    wrong: int
    kinds: Mapping[str, int]
    findings: tuple[ValueFinding, ...]
    personal: bool = False
    resource: int = 1


@dataclass(frozen=True)
class JudgedResource:
    """One resource of a dataset with what was found in it; ``kind`` is what it is by its content, "" where it is not at hand."""

    resource: Resource
    kind: str
    rulings: Mapping[str, Ruling]
    conformances: tuple[Conformance, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class JudgedDataset:
    """A dataset with the rulings of all its resources taken together. ``mark`` is computed, None where nothing is known; ``open`` are
    the indicators that nobody can say anything about and that the mark would need."""

    metadata: Metadata
    unit: str
    portal_mark: str
    resources: tuple[JudgedResource, ...]
    rulings: Mapping[str, Ruling]
    mark: str | None
    open: tuple[str, ...] = ()

    @property
    def failing(self) -> tuple[str, ...]:
        """The indicators that it does not pass, in the order of the rulebook."""
        return tuple(id for id, ruling in self.rulings.items() if ruling.result == FAIL)

    @property
    def conformances(self) -> tuple[Conformance, ...]:
        """Those of all its resources."""
        return tuple(one for of in self.resources for one in of.conformances)


@dataclass(frozen=True)
class JudgedFiles:
    """Everything that was judged of a meeting: its datasets in the order of the catalogue, by the rulebook and the standards that it
    was judged by, as of a day."""

    book: FileQuality
    standards: Standards
    folder: FilesFolder
    datasets: tuple[JudgedDataset, ...]
    day: date
    by_id: Mapping[str, JudgedDataset] = field(default_factory=dict)
