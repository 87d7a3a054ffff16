"""The judged files of a section, and what all their measures share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from reportlib.facts.facts import Fact
from reportlib.judging import of_meeting
from reportlib.judging.model import UNKNOWN, JudgedDataset, JudgedFiles
from reportlib.measures.counting import names_counted
from reportlib.measures.evaluation import EvaluationSources
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.text import Quoted

COMPUTED = "本資料算得"


class FilesSection(Protocol):
    """A section that has a catalogue (:class:`reportlib.execute.section.Section`)."""

    @property
    def meeting(self) -> Meeting: ...

    @property
    def sources(self) -> EvaluationSources: ...

    def __getattr__(self, kind: str) -> Records | None: ...


def of(section: FilesSection) -> JudgedFiles:
    """Every dataset of the catalogue with what its files are: ``file_quality.of(section)``."""
    meeting = section.meeting
    return of_meeting.judged(meeting.need("inputs.catalogue", section.catalogue), meeting)


def counted(
    judged: Iterable[JudgedDataset], found: JudgedFiles, meeting: Meeting, name: str, label: str, rule: str
) -> Fact:
    """How many datasets these are (項); the fact keeps their identifiers."""
    ids = [one.metadata.dataset for one in judged]
    return names_counted(ids, meeting.datasets, f"file_quality.{name}", label, found.day, rule)


def known(found: JudgedFiles) -> list[JudgedDataset]:
    """The datasets of whose files something is known."""
    return [one for one in found.datasets if one.mark is not None]


def order(found: JudgedFiles) -> tuple[str, ...]:
    """The marks from the lowest, as they are written in the catalogue."""
    book = found.book
    return (str(book.none_mark), *(str(level.mark) for level in book.levels), str(book.platinum.mark))


def needs(found: JudgedFiles) -> Mapping[str, tuple[str, ...]]:
    """The indicators that each mark asks for."""
    levels = {str(level.mark): tuple(level.needs) for level in found.book.levels}
    return {str(found.book.none_mark): (), **levels, str(found.book.platinum.mark): tuple(found.book.levels[-1].needs)}


def called(one: JudgedDataset) -> Quoted:
    """A dataset as a table names it."""
    return Quoted(f"{one.metadata.title}（{one.metadata.dataset}）")


def deciding(one: JudgedDataset, found: JudgedFiles) -> str:
    """Why the computed mark is no higher: the first indicator that fails, and the reason; or which are unknown."""
    for id in needs(found)[str(found.book.levels[-1].mark)]:
        ruling = one.rulings[id]
        if ruling.result == "fail":
            return Quoted(f"{found.book.indicator(id).name}：{ruling.reason}")
    wrong = [of for of in one.conformances if of.wrong]
    if wrong:
        return Quoted(f"「{wrong[0].column}」欄的值不符{found.standards.field(wrong[0].field).name}標準")
    unknown = [str(found.book.indicator(id).name) for id, ruling in one.rulings.items() if ruling.result == UNKNOWN]
    if unknown:
        return Quoted(f"未見不符；未知：{'、'.join(unknown)}")
    return "未見不符"
