"""What a letter takes from the records of sampled checks: which of a unit's datasets did not pass, and what was found."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportlib.execute.section import Section
from reportlib.facts.facts import Fact
from reportlib.measures.counting import each
from reportlib.measures.evaluation.registers import FAILED, PASSED, samples_of
from reportlib.media.office.paper import Element, PaperHeading, PaperTable, Paragraph, plain
from reportlib.records.records import Records
from reportlib.roc import format_date

MOST_FAILED = 5
NO_REASON = "紀錄沒有寫原因"


@dataclass(frozen=True)
class FailedSample:
    """A sampled check that a dataset did not pass: its number and title, the day, what was found, and the day on which it passed later."""

    dataset: str
    title: str
    day: datetime.date
    reason: str
    passed: datetime.date | None

    @property
    def called(self) -> str:
        return f"{self.title}（{self.dataset}）" if self.title else self.dataset

    @property
    def found(self) -> str:
        later = f"；{format_date(self.passed)} 再次抽檢合格" if self.passed else ""
        return f"{self.reason or NO_REASON}{later}"


def of_unit(section: Section, unit: str) -> tuple[FailedSample, ...]:
    """The checks of a unit that count for its evaluation and were not passed, the earliest first; none where there are no records."""
    meeting = section.meeting
    if meeting.params.inputs.samples is None or section.samples is None:
        return ()
    listed = section.sources.catalogue
    titles = (
        dict(zip(listed.frame["dataset_id"], listed.frame["title"], strict=True)) if listed.has("dataset_id") else {}
    )
    return tuple(failed(samples_of(section.samples, meeting, unit), titles))


def failed(samples: Records, titles: Mapping[str, str]) -> Iterator[FailedSample]:
    """The checks that were not passed; where they do not say how a dataset is called, by its title in the list of datasets."""
    records = sorted((record for _, record in each(samples)), key=lambda one: one["sampled_on"])
    for one in (record for record in records if record["result"] == FAILED):
        dataset, day = one["dataset_id"], one["sampled_on"]
        passed = (
            other["sampled_on"]
            for other in records
            if other["dataset_id"] == dataset and other["result"] == PASSED and other["sampled_on"] > day
        )
        title = one.get("title") or titles.get(dataset) or ""
        yield FailedSample(dataset, title, day, one.get("reason") or "", next(passed, None))


def elements(found: tuple[FailedSample, ...], measured: Mapping[str, Fact]) -> Iterator[Element]:
    """The part of a letter on sampled checks; nothing where all were passed. Where only their numbers are known, it says so."""
    counted = [measured[name] for name in ("sampled", "sample_passed") if name in measured]
    if not found and (
        len(counted) < 2 or any(one.absence for one in counted) or counted[0].number <= counted[1].number
    ):
        return
    yield PaperHeading(2, "抽檢不合格的資料集")
    if not found:
        sampled, passed = (f"{one.printed} {one.unit.label}" for one in counted)
        yield Paragraph(plain(f"抽檢 {sampled}，合格 {passed}；本次會議沒有抽檢紀錄，不能列出是哪一項、什麼原因。"))
        return
    shown = found[:MOST_FAILED]
    rows = tuple((plain(one.called), plain(format_date(one.day)), plain(one.found)) for one in shown)
    rest = len(found) - len(shown)
    note = f"另有 {rest} 筆，見隨信的 rows.csv。" if rest else ""
    yield PaperTable("", ("資料集", "抽檢日期", "不合格的原因"), rows, (6, 3, 9), note=note)
