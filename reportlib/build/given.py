"""What a build is given: every input as it is known after it was read and looked through, by this run or by one before it.

Kept are only texts and numbers: what is told, counted and printed of the inputs. The records themselves are read when somebody asks
for them, so that a build of which one notebook was changed needs neither them nor pandas.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import wording
from reportlib.build.unchanged import of_the_meeting
from reportlib.errors import Problem
from reportlib.facts.record import SourceTable
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.model.document import SourceReport
from reportlib.store import made_by, reads
from reportlib.store.entries import key

if TYPE_CHECKING:
    from reportlib.build.unchanged import Run
    from reportlib.execute.handover import Handed
    from reportlib.records.records import Records

MOST_KEPT_ROWS = 50_000  # of all inputs together; more take longer to be read back than to be cleaned
FEW_SECTIONS = 3  # so many read for themselves what they need sooner than all is read for them
Check = Callable[[Meeting], "tuple[Handed, list[str]]"]  # reads and looks through, and what it tells of it


@dataclass(frozen=True)
class Given:
    """The inputs of a meeting: what a person should know of them, a report and a table each, the milestones, what the replies lack;
    and for the review, by the lists of :mod:`reportlib.public.review`, replies, undecided names and signs that no font has."""

    meeting: Meeting
    notices: Sequence[str]
    reports: Sequence[SourceReport]
    tables: Callable[[], Sequence[SourceTable]]
    milestones: Sequence[tuple[str, date, str]]
    incomplete: Sequence[Problem]
    listed: Mapping[str, Sequence[Mapping]]
    read: Callable[[], Handed]
    was_read: bool  # by this run
    let_go: Callable[
        [], None
    ]  # of the records, which take most of the memory; whoever asks for them then has them read again

    @property
    def found(self) -> dict[str, Records]:
        """The records of each input, by kind; read now where they were not."""
        return self.read().found

    def handed(self, sections: int) -> Callable[[Path], None]:
        """Writes what the kernels of so many sections need not read themselves."""
        if self.was_read or sections > FEW_SECTIONS:
            return self.read().write
        from reportlib.display import attachments
        from reportlib.execute.handover import Handed

        return lambda folder: Handed(self.meeting, {}, attachments.read(self.meeting.params), {}).write(folder)


def given(params: Params, run: Run | None, check: Check) -> Given:
    """The inputs as ``check`` reads them, or as they were kept; whatever it raises."""
    if run is None:
        return _read(Meeting(params), check)
    first = key("inputs", made_by.code(), str(params.path), reads.as_it_is(params.path))
    if data := run.results.get(first):
        return _kept(json.loads(data), Meeting(params), check)
    seen = reads.Seen()
    with reads.told_to(seen.hear):
        made = _read(Meeting(params), check)
    if sum(report.counts["read"] for report in made.reports) <= MOST_KEPT_ROWS:
        seen = reads.Seen({path: seen[path] for path in of_the_meeting(seen, (), run.store.folder)})
        run.results.keep(first, json.dumps(_as_json(made)).encode(), seen, (str(params.path),))
    return made


def _read(meeting: Meeting, check: Check) -> Given:
    from reportlib.build.inputs import incomplete_replies, review_lists
    from reportlib.measures.quality import marks
    from reportlib.media import ics
    from reportlib.records import sources
    from reportlib.records.inputs import report_of

    handed, notices = check(meeting)
    found, held = handed.found, [handed]

    def read() -> Handed:
        if not held:
            held.append(check(meeting)[0])
        return held[0]

    def let_go() -> None:
        held.clear()
        marks.forget()

    return Given(
        meeting,
        notices,
        tuple(map(report_of, found.values())),
        functools.cache(lambda: tuple(map(sources.table, read().found.values()))),
        ics.milestones_of(found.get("milestones")),
        incomplete_replies(found, meeting),
        review_lists(found, meeting),
        read,
        was_read=True,
        let_go=let_go,
    )


def _as_json(made: Given) -> dict:
    return {
        "notices": list(made.notices),
        "reports": [dataclasses.asdict(report) for report in made.reports],
        "tables": [table.as_json() for table in made.tables()],
        "milestones": [(task, due_on.isoformat(), owner) for task, due_on, owner in made.milestones],
        "incomplete": [dataclasses.asdict(problem) for problem in made.incomplete],
        "listed": made.listed,
    }


def _kept(data: dict, meeting: Meeting, check: Check) -> Given:
    wording.use(meeting.wording)
    read = functools.cache(lambda: check(meeting)[0])
    return Given(
        meeting,
        data["notices"],
        [SourceReport(**report) for report in data["reports"]],
        functools.cache(lambda: [SourceTable.of(table) for table in data["tables"]]),
        [(task, date.fromisoformat(due_on), owner) for task, due_on, owner in data["milestones"]],
        tuple(Problem(**problem) for problem in data["incomplete"]),
        # Whatever an entry is about, a file with its sheet is a pair.
        {name: [row | {"about": _about(row.get("about"))} for row in rows] for name, rows in data["listed"].items()},
        read,
        was_read=False,
        let_go=read.cache_clear,
    )


def _about(said: object) -> object:
    return tuple(said) if isinstance(said, list) else said
