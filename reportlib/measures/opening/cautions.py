"""What to know before the figures are read: what is printed elsewhere, what is not counted, what is of another day."""

from __future__ import annotations

from collections.abc import Iterator

from reportlib.display.display import Display
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.measures import inventory, quality, results
from reportlib.measures.opening.inputs import SectionInputs, given
from reportlib.roc import format_date


def cautions(section: SectionInputs) -> Display:
    """A paragraph of what applies to this meeting; nothing where nothing does."""
    found = [run for sentence in _every(section) for run in sentence]
    return Prose((tuple(found),)).document_only() if found else Several(())


def _every(section: SectionInputs) -> Iterator[tuple]:
    meeting, catalogue = section.meeting, given(section, "catalogue")
    if catalogue is None:
        return
    programme = given(section, "programme")
    if programme is not None:
        figures = results.programme(programme, meeting)
        printed, total = figures.get(results.TOTAL_PRINTED), inventory.total(catalogue, meeting, section.withdrawn)
        if printed and printed.figure.as_of == total.as_of and printed.figure.value != total.value:
            yield from results.total_beside_printed(figures, section.sources, meeting).paragraphs
    if meeting.marks is not None and quality.whitelisted_by_unit(catalogue, meeting).total.value:
        yield from quality.whitelisted_summary(catalogue, meeting).paragraphs
    if meeting.award_rules is not None and (day := meeting.as_of.award) and day != meeting.as_of.inventory:
        yield from Prose.of(
            "獎勵活動統計至 {day}，當時的白金標章及 API 數與本次不同。", day=format_date(day)
        ).paragraphs
