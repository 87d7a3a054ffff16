"""A meeting's figures computed in this process, from records that a test may change: the notebooks' own cells, without kernels or pages."""

import contextlib
import dataclasses
import datetime
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import nbformat
import pandas as pd

import reportlib
from reportlib.build import inputs as build_inputs
from reportlib.display import attachments
from reportlib.display.display import Display
from reportlib.document import identities, reconcile
from reportlib.document.identity_kinds import KINDS
from reportlib.errors import InputError, RunError
from reportlib.execute.section import Section, all_facts
from reportlib.facts.facts import Fact
from reportlib.facts.record import FactRecord, record_of
from reportlib.measures import agenda, changes, quality, requests
from reportlib.measures.evaluation import measured
from reportlib.measures.quality import gold, platinum
from reportlib.meeting.identity_rules import Identities, Identity
from reportlib.meeting.meeting import Meeting
from reportlib.records import inputs, sources
from reportlib.records.records import Records
from reportlib.records.tables import TABLES
from tests.support.documents import document_of
from tests.support.plain import compiled

Figures = Mapping[str, Fact]


@dataclass
class InMemory:
    """What a section takes instead of files; ``asked`` are the inputs that it asked for."""

    meeting: Meeting
    given: Mapping[str, Records]
    pages: tuple
    asked: set[str]

    def has(self, kind: str, file: Path | None) -> bool:
        return file is not None

    def records(self, kind: str) -> Records | None:
        self.asked.add(kind)
        return self.given.get(kind)

    def attached(self) -> tuple:
        return self.pages


# Functions of records and a meeting alone that several sections ask the same, or that a change of other records leaves as they are, and the
# modules by whose names they are called: which marks are in force, and what of a unit's evaluation comes from requests and from returns.
REMEMBERED: tuple[tuple[str, tuple[ModuleType, ...]], ...] = (
    ("marks_on", (quality, gold, platinum, changes, measured)),
    ("counted", (requests,)),
    ("_only_feedback", (measured,)),
    ("_replies", (measured,)),
    ("_returned", (measured,)),
)


def _remembered(function: Callable) -> Callable:
    """The same function, which computes once what it is asked for the same records again."""
    known: dict[tuple, tuple] = {}

    @functools.wraps(function)
    def remembering(*given):
        key = tuple(one if isinstance(one, (datetime.date, str)) else id(one) for one in given)
        if key not in known:
            if len(known) > 200:
                known.clear()
            known[key] = (function(*given), given)  # what was given is kept, so that nothing else gets its id
        return known[key][0]

    return remembering


@contextlib.contextmanager
def remembered() -> Iterator[None]:
    """What :data:`REMEMBERED` names is computed once for the same records."""
    before = [(home, name, getattr(home, name)) for name, homes in REMEMBERED for home in homes]
    for name, homes in REMEMBERED:
        one = _remembered(getattr(homes[0], name))
        for home in homes:
            setattr(home, name, one)
    try:
        yield
    finally:
        for home, name, function in before:
            setattr(home, name, function)


class Computed:
    """One meeting: its records as they were read, its figures, and what is found where they are changed."""

    def __init__(self, params: Path):
        self.meeting = Meeting.read(params)
        self.root = params.parent.parent
        self.pages = attachments.read(self.meeting.params)
        section = Section(self.meeting)
        named = self.meeting.params.inputs
        kinds = [kind for kind, parameter in inputs.FILES.items() if getattr(named, parameter)]
        read = {kind: getattr(section, kind) for kind in kinds}
        self.records: dict[str, Records] = {kind: one.quoted() for kind, one in read.items() if one is not None}
        # The pages before the agenda repeat figures of the sections.
        opening = self.meeting.params.opening
        self.stems = [stem for stem, _ in self.meeting.params.sections if stem not in opening]
        self.asked: dict[str, set[str]] = {}
        self.by_section: dict[str, Figures] = {stem: self._section(stem, self.records) for stem in self.stems}
        self.figures = self._together(self.by_section)
        # A figure computed just now agrees with its own derivation and with its places: that is not asked again.
        book = identities.read(self.meeting.params.rulebooks.identities)
        asked = [one for one in book.identities if KINDS[one.kind].at_once and one.kind not in ("cells", "land")]
        self.book: Identities = book.model_copy(update={"identities": asked})
        self.tables = {kind: sources.table(records) for kind, records in self.records.items()}
        self.said = self.findings(self.records, self.figures)

    # -- figures -----------------------------------------------------------------------------------------------------------

    def with_column(self, kind: str, column: str, values: Mapping[int, object]) -> dict[str, Records]:
        """The records with a column of one input changed in these rows; of an agency, its short name too."""
        records = self.records[kind]
        short = {agency.name: agency.short for agency in self.meeting.register}
        frame = records.frame.copy(deep=False)
        for name in (column, f"{column}_short"):
            if name in frame.columns:
                cells = frame[name].copy()
                for row, value in values.items():
                    text = value if name == column else short.get(value)
                    cells.at[row] = pd.NA if text is None and cells.dtype == "Int64" else text
                frame[name] = cells
        return self.records | {kind: records.with_frame(frame)}

    def figures_of(self, kind: str, given: Mapping[str, Records]) -> Figures:
        """The figures after a change of one input: only sections that read it are computed again."""
        again = {stem: self._section(stem, given) for stem in self.stems if kind in self.asked[stem]}
        return self._together(self.by_section | again)

    @staticmethod
    def values(figures: Figures) -> dict[str, tuple]:
        """What is printed of them, by their names."""
        return {name: (fact.value, fact.absence) for name, fact in figures.items()}

    def _together(self, by_section: Mapping[str, Figures]) -> Figures:
        found: dict[str, Fact] = {}
        for stem in self.stems:
            for name, fact in by_section[stem].items():
                found.setdefault(name, fact)
        return found

    def _section(self, stem: str, given: Mapping[str, Records]) -> Figures:
        shown, self.asked[stem] = self.shown(stem, given)
        facts = all_facts(shown, agenda.on_cover(self.meeting))
        return {fact.name: fact for fact in facts}

    def shown(
        self, stem: str, given: Mapping[str, Records], meeting: Meeting | None = None
    ) -> tuple[list[Display], set[str]]:
        """What a section shows, of these records and maybe of other parameters, and which inputs it asked for."""
        taken = InMemory(meeting or self.meeting, given, self.pages, set())
        section = Section(taken.meeting, taken)  # type: ignore[arg-type]
        shown: list[Display] = []
        with _notebook_names(section, shown):
            names: dict = {"params_file": str(self.meeting.params.path)}
            for body, last in _cells(self.root / "notebooks" / f"{stem}.ipynb"):
                exec(body, names)
                value = eval(last, names) if last else None
                if isinstance(value, Display) and value is not section:
                    shown.append(value)
        return shown, taken.asked

    # -- what is found -------------------------------------------------------------------------------------------------------

    def findings(self, given: Mapping[str, Records], figures: Figures, changed: str = "") -> set[str]:
        """What a build says of them: each notice and question about a reply with its numbers left out, each disagreement by its id.

        Where one input was ``changed``, identities of rows of other inputs are not asked again.
        """
        said = {_wordless(notice) for notice in build_inputs.notices(given, self.meeting)}
        said |= {_wordless(str(problem)) for problem in build_inputs.incomplete_replies(given, self.meeting)}
        document = document_of({}).with_(
            facts=_numbered(figures),
            tables=tuple(
                self.tables[kind] if records is self.records[kind] else sources.table(records)
                for kind, records in given.items()
            ),
        )
        asked = [one for one in self.book.identities if not changed or _speaks_of(one, changed)]
        found, _ = reconcile.reconcile(document, self.book.model_copy(update={"identities": asked}))
        return said | {finding.id for finding in found}

    def is_refused(self, given: Mapping[str, Records]) -> bool:
        """Whether a build would stop before any notebook runs: by a key that stands twice, or by what an input's own check says."""
        twice = any(
            records.frame.duplicated([name for name in TABLES[kind].key if name in records.frame.columns]).any()
            for kind, records in given.items()
            if records is not self.records[kind] and TABLES[kind].key and not TABLES[kind].key_may_repeat
        )
        return twice or bool(list(build_inputs._wrong_together(given, self.meeting)))


def _speaks_of(identity: Identity, kind: str) -> bool:
    sides = [side.table for side in (identity.one, identity.other) if side]
    return not sides or kind in sides


def _wordless(text: str) -> str:
    return "".join(sign for sign in text if not sign.isdigit())


def _numbered(figures: Figures) -> tuple[FactRecord, ...]:
    """As the document has them: operands by their numbers are not needed here, where no derivation is computed again."""
    return tuple(
        dataclasses.replace(_recorded(fact), id=f"F-{at:04}", operands=())
        for at, fact in enumerate(figures.values(), 1)
    )


@functools.lru_cache(maxsize=1 << 13)  # those of a change are not asked for again
def _recorded(fact: Fact) -> FactRecord:
    return record_of(fact)


@functools.cache
def _cells(notebook: Path) -> list[tuple[CodeType, CodeType | None]]:
    """Each code cell but the parameters as statements, and what it shows at its end."""
    return [
        compiled(cell.source, notebook.name)
        for cell in nbformat.read(notebook, 4).cells
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", ())
    ]


@contextlib.contextmanager
def _notebook_names(section: Section, shown: list[Display]) -> Iterator[None]:
    """For the cells of a notebook: the section that they open is this one, and what they show several of is kept too."""
    names = {"open_section": lambda params_file: section, "show_all": shown.extend}
    before = {name: vars(reportlib).get(name) for name in names}
    vars(reportlib).update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del vars(reportlib)[name]
            else:
                setattr(reportlib, name, value)


STOPPED = (InputError, RunError)
