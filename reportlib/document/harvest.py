"""From executed notebooks to the one document that every medium renders.

Only what displays carry under ``display.MIME`` and what Markdown cells say gets into the document; anything else a cell
printed is dropped and named. Texts are plain texts, never markup.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from reportlib import messages
from reportlib.document.numbering import append, landed, numbered, placed, two_values
from reportlib.document.own_words import in_own_words, labelled
from reportlib.document.remarks import with_matters, with_notes
from reportlib.errors import Problem, RunError
from reportlib.facts.record import FactRecord, SourceTable
from reportlib.model.blocks import Block, HeadingBlock, ListBlock, Only, ParagraphBlock
from reportlib.model.document import Document, PacketSection, SectionReport, SourceReport
from reportlib.model.encoding import MIME, VERSION, section_json, section_of, shown_of
from reportlib.model.texts import Line, Piece
from reportlib.text import Quoted

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.document.reconcile import Report

PROOF = "proof"  # the tag of a Markdown cell that stands among what proves, in annexes.pdf


# -- merge ---------------------------------------------------------------------------------------------------------------


def merge(sections: list[tuple[str, str, NotebookNode]], part: str = "") -> NotebookNode:
    """One notebook of several executed ones, in order: (section, agenda item, notebook) each.

    The first cell of each section carries its name, so that an nbconvert exporter finds the sections again.
    """
    # Imported here: a kernel loads this module too, and never merges anything.
    import nbformat
    from nbformat import NotebookNode

    merged = nbformat.v4.new_notebook(metadata={"packet": {"part": part}})
    for section, agenda_item, notebook in sections:
        cells = [NotebookNode({**cell, "id": f"{section}-{number}"}) for number, cell in enumerate(notebook.cells)]
        cells[0]["metadata"] = {**cells[0]["metadata"], "packet": {"section": section, "agenda_item": agenda_item}}
        merged.cells += cells
    return merged


def completed(merged: NotebookNode, tables: Iterable[SourceTable], agreement: Report | None) -> NotebookNode:
    """A merged notebook with what no cell of it shows: the source rows, and what the reconciliation adds.

    :func:`harvest` reads both from there, so that this one notebook is the whole packet. A build, whose exporters are given the
    document, does without: of a long list the rows take a multiple of what they take in the document.
    """
    from nbformat import NotebookNode

    more: dict = {"version": VERSION, "tables": [table.as_json() for table in tables]}
    if agreement:
        more |= {
            "section": section_json(agreement.section),
            "facts": [fact.as_json() for fact in agreement.facts],
        }
    return NotebookNode({**merged, "metadata": {**merged.metadata, "packet": {**merged.metadata["packet"], **more}}})


# -- harvest -------------------------------------------------------------------------------------------------------------


def harvest(notebook: NotebookNode, name: str = "") -> Document:
    """The document of a merged notebook, or of one section's executed notebook (then called ``name``).

    RunError where no sentinel is in it (it was not run to its end), or where one fact has two values.
    """
    gathered = _Gathered()
    for number, cell in enumerate(notebook.cells, 1):
        gathered.take(cell, number, name)
    if not gathered.reports:
        raise RunError(_not_run(name))
    planned, about = gathered.reports[0], notebook.metadata.get("packet", {})
    document = Document(
        meeting=dataclasses.replace(planned.meeting, part=about.get("part", "")),
        agenda=planned.agenda,
        sections=with_notes(with_matters(gathered.sections, planned.agenda), planned.notes),
        dropped=tuple(gathered.dropped),
        sources=_sources(gathered.reports),
        tables=tuple(map(SourceTable.of, about.get("tables", ()))),
        lang=planned.meeting.wording.lang,
    )
    facts = labelled(_facts(gathered.reports), planned.meeting.wording)
    document = numbered(in_own_words(document, planned.meeting.wording), facts)
    document = placed(landed(document, planned.planned))
    if "section" not in about:
        return document
    added = tuple(map(FactRecord.of, about["facts"]))
    return append(document.with_more_facts(added), section_of(about["section"]))


class _Gathered:
    """What the cells hold, taken one by one: the sections with their blocks, the reports, and the names of what was dropped."""

    def __init__(self) -> None:
        self.sections: list[PacketSection] = []
        self.reports: list[SectionReport] = []
        self.dropped: list[str] = []

    def take(self, cell: NotebookNode, number: int, name: str) -> None:
        """A cell, which begins a section where it is marked so; the first begins one called ``name`` anyway."""
        mark = cell.metadata.get("packet", {})
        if not self.sections or "section" in mark:
            item = Line.of(Quoted(mark.get("agenda_item", "")))
            self.sections.append(PacketSection(id=mark.get("section", name), agenda_item=item))
        if cell.cell_type == "markdown":
            self._take_markdown(cell.source, "proof" if PROOF in cell.metadata.get("tags", ()) else "")
            return
        for output in cell.get("outputs", []):
            data = output.get("data", {}).get(MIME)
            if data is None:
                section, kind = self.sections[-1].id, output["output_type"]
                self.dropped.append(messages.output_of_cell(section=section, number=number, kind=kind))
            else:
                self._take_display(_read(data, self.sections[-1].id))

    def _take_markdown(self, source: str, only: Only) -> None:
        for block in _markdown_blocks(source):
            if isinstance(block, HeadingBlock) and block.level == 1:
                self._change(title=block.text)
            else:
                self._add(block.with_(only=only))

    def _take_display(self, shown: tuple[Block, ...] | Line | SectionReport) -> None:
        if isinstance(shown, SectionReport):
            self.reports.append(shown)
            if shown.as_of_text is not None:
                self._change(as_of_text=shown.as_of_text)
        elif isinstance(shown, Line):
            self._change(as_of_text=shown)
        else:
            self._add(*shown)

    def _add(self, *blocks: Block) -> None:
        self._change(blocks=self.sections[-1].blocks + blocks)

    def _change(self, **changes) -> None:
        self.sections[-1] = self.sections[-1].with_(**changes)


def _read(data: dict, section: str) -> tuple[Block, ...] | Line | SectionReport:
    """What a cell showed; RunError (X04) for what no display of ours shows."""
    try:
        return shown_of(data)
    except (AttributeError, KeyError, TypeError, ValueError):
        problem = messages.X04_unknown_display(
            section=section, kind=data.get("kind", "—") if isinstance(data, dict) else "—"
        )
        raise RunError(problem.at(file=section)) from None


def _not_run(name: str) -> Problem:
    return messages.R06_notebook_not_run_to_its_end().at(file=name)


def _markdown_blocks(source: str) -> Iterator[Block]:
    """Headings, paragraphs and flat lists of a Markdown cell; its text is taken as text, links and images by their words."""
    import mistune

    tokens: Any = mistune.create_markdown(renderer="ast")(source)  # declared as a text too, which other renderers give
    for token in tokens:
        if token["type"] == "heading":
            yield HeadingBlock(level=min(token["attrs"]["level"], 3), text=Line.of(_line(token).text))
        elif token["type"] == "list":
            yield ListBlock(items=tuple(map(_line, token["children"])))
        elif token["type"] != "blank_line":
            yield ParagraphBlock(text=_line(token))


def _line(token: dict) -> Line:
    return Line(tuple(_pieces(token)))


def _pieces(token: dict, strong: bool = False) -> Iterator[Piece]:
    strong = strong or token["type"] in ("strong", "emphasis")
    if token["type"] in ("softbreak", "linebreak"):
        yield Piece("\n" if token["type"] == "linebreak" else "")
    elif "raw" in token:
        yield Piece(token["raw"], strong=strong)
    for child in token.get("children", []):
        yield from _pieces(child, strong)


def _sources(reports: list[SectionReport]) -> tuple[SourceReport, ...]:
    """Every input once, although several sections read it; RunError where two sections read different bytes."""
    found: dict[tuple[str, str], SourceReport] = {}
    for source in (source for report in reports for source in report.sources):
        earlier = found.setdefault((source.input, source.sheet), source)
        if earlier.sha256 != source.sha256:
            raise RunError(messages.F19_changed_during_run().at(source.file))
    return tuple(found.values())


def _facts(reports: list[SectionReport]) -> dict[str, FactRecord]:
    """Every fact by name; RunError where one measure has two values on one as-of date."""
    found: dict[str, FactRecord] = {}
    for fact in (fact for report in reports for fact in report.facts):
        earlier = found.setdefault(fact.name, fact)
        if (earlier.value, earlier.absence, earlier.as_of) != (fact.value, fact.absence, fact.as_of):
            raise RunError(two_values(fact.label, fact.name, earlier.printed, fact.printed))
    return found
