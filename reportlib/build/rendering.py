"""The document as volume, annexes, page, slides, annex files and calendar."""

from __future__ import annotations

import contextlib
import importlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.build.given import MOST_KEPT_ROWS
from reportlib.build.progress import Progress
from reportlib.document import register
from reportlib.meeting.params import Params
from reportlib.model.document import Document
from reportlib.store import in_use
from reportlib.writing import as_json

VOLUME_PAGES = "pages of the volume"
RENDERED = ("annex", "packet.pdf", "packet.html", "briefing.pdf", "annexes.pdf")  # as they are made

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.facts.record import SourceTable
    from reportlib.media.data_package import Terms
    from reportlib.media.ics import Milestone
    from reportlib.media.pdf.typst import Typeset


def load_renderers() -> None:
    """Import what rendering needs while the notebooks run."""
    for module in (
        "reportlib.media.exporters",
        "reportlib.media.ics",
        "reportlib.privacy.masker",  # of what a notice quotes
        "openpyxl",
        "odf.opendocument",
        "odf.table",
        "jinja2",
    ):
        importlib.import_module(module)


@contextlib.contextmanager
def volume_begun(document: Document) -> Iterator[Future[Typeset]]:
    """The volume of a document, set while its figures are held against each other: what that adds stands in the annexes alone.

    It is broken off where something is raised meanwhile.
    """
    from reportlib.media.pdf import typst, view

    volume, stop = view.volume_view(document, register.of(document)), typst.Break()
    with ThreadPoolExecutor(1) as pool:
        try:
            yield pool.submit(view.volume_set, volume, stop=stop)
        except BaseException:
            stop.off()
            raise


def check_rendering(document: Document) -> None:
    """What :func:`render` would refuse of a document before typst is asked, in its order: references that lead nowhere, characters that
    no font has on pages and slides, drawings and texts that no page may hold. No file is made. RunError, as there."""
    from reportlib.media import annexes
    from reportlib.media.html import page
    from reportlib.media.pdf import glyphs, view

    view.check_targets(document)
    glyphs.check_glyphs(document)
    document = annexes.listed(document)
    glyphs.check_glyphs(document)
    page.to_html(document)
    glyphs.check_glyphs(document, on_slides=True)


def render(
    merged: NotebookNode,
    document: Document,
    volume: Future[Typeset] | None = None,
    earlier: tuple[Document, Mapping[str, bytes]] | None = None,
    progress: Progress = Progress(),
) -> tuple[Document, dict[str, bytes]]:
    """The document with its annex files, and every file of the packet that is rendered from it: annex files, page, volume,
    annexes, slides, facts and source rows.

    ``volume`` is its volume where that is begun (:func:`volume_begun`);
    ``earlier`` are the document and the files of the other edition: workbooks and slides that say the same are taken from there.
    ``progress`` is told each of :data:`RENDERED` when it is made.
    """
    from reportlib.facts.derivation import with_all_rows
    from reportlib.media import annexes, exporters
    from reportlib.media.pdf import view
    from reportlib.media.slides import slides

    # typst runs in child processes, so the rest is made beside them. First the volume, whose pages the others name; the
    # annexes, which take longest, as soon as it is there, or beside it where its pages are as they were.
    with ThreadPoolExecutor(3) as pool, contextlib.ExitStack() as begun:
        figures = register.of(document)
        volume = volume or pool.submit(view.to_volume, document, figures)
        document, files = packet = annexes.make(document, earlier)
        rendered = _counted(progress)
        rendered("annex")
        name = f"{document.meeting.name} {document.meeting.part}"
        guess = json.loads(in_use.guess(VOLUME_PAGES, name) or b"null")
        early = begun.enter_context(contextlib.closing(exporters.Early(document, files, figures, guess, pool)))
        resources = {"packet": packet, "register": figures, "volume": volume.result()}
        told = volume.result().told
        rendered("packet.pdf")
        if told != guess:
            in_use.guessed(VOLUME_PAGES, name, json.dumps(told).encode())
        proofs = early.of(told)
        if proofs is None:
            proofs = pool.submit(view.annexes_set, view.annexes_view(document, figures, told), files)
        html, _ = exporters.PacketHTMLExporter().from_notebook_node(merged, resources)
        rendered("packet.html")
        if earlier and slides.plan(document, told) == slides.plan(earlier[0], told):
            briefing = earlier[1]["briefing.pdf"]
        else:
            briefing = exporters.PacketBriefingExporter().from_notebook_node(merged, resources)[0]
        rendered("briefing.pdf")
        facts = [fact.as_json() for fact in with_all_rows(document.facts, document.all_rows)]
        told_facts = as_json({"meeting": document.meeting.name, "facts": facts})
        files = files | {table.path: _source_rows(table) for table in document.tables}
        resources["annexes"] = proofs.result()
        rendered("annexes.pdf")
        files |= {
            "packet.html": html,
            "facts.json": told_facts,
            "packet.pdf": exporters.PacketPDFExporter().from_notebook_node(merged, resources)[0],
            "annexes.pdf": exporters.PacketAnnexesExporter().from_notebook_node(merged, resources)[0],
            "briefing.pdf": briefing,
        }
    return document, files


def _source_rows(table: SourceTable) -> bytes:
    """The rows of an input as a packet keeps them, as they were kept of the same rows, or written now: of many, the key would take as long."""
    from reportlib.records.source_files import as_parquet

    if len(table) > MOST_KEPT_ROWS:
        return as_parquet(table)
    return in_use.made("rows", lambda: (json.dumps(table.as_json()),), lambda: (as_parquet(table), True))


def described(params: Params, document: Document, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What the annex files hold, for programs."""
    from reportlib.media import data_package

    return {data_package.PATH: data_package.described(document, files, _terms(params))}


def catalogued(params: Params, document: Document, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The annex files as a portal lists them."""
    from reportlib.media import data_package

    return {data_package.DCAT_PATH: data_package.catalogued(document, files, _terms(params))}


def _terms(params: Params) -> Terms:
    from reportlib.media.data_package import Terms

    licence = params.public.licence if params.public else None
    until = params.as_of.inventory
    return Terms(until, licence.title, licence.address or "") if licence else Terms(until)


def _counted(progress: Progress) -> Callable[[str], None]:
    """Tells of each of :data:`RENDERED` that it is made, and how many are."""
    made = iter(range(1, len(RENDERED) + 1))
    return lambda file: progress.rendered(file, next(made), len(RENDERED))


def calendar_of(params: Params, milestones: Sequence[Milestone], packet: Path) -> tuple[bytes, list[dict[str, object]]]:
    """The meeting and its milestones for a calendar program, and what the record of the run keeps of it.

    ``packet`` is where the meeting's whole internal packet is: what it says goes on, in every edition and in a part of it.
    """
    from reportlib.media import calendar_entries, ics

    last = calendar_entries.last(packet, params.data_folder)
    data, entries = ics.calendar(params, milestones, last)
    return data, calendar_entries.as_json(entries)
