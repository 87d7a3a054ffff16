"""The document as volume, annexes, page, slides, annex files and calendar."""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.document import register
from reportlib.meeting.params import Params
from reportlib.model.document import Document
from reportlib.store import in_use
from reportlib.writing import as_json

VOLUME_PAGES = "pages of the volume"

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.media.ics import Milestone


def load_renderers() -> None:
    """Import what rendering needs while the notebooks run."""
    for module in (
        "reportlib.media.exporters",
        "reportlib.media.ics",
        "openpyxl",
        "odf.opendocument",
        "odf.table",
        "jinja2",
    ):
        importlib.import_module(module)


def render(
    merged: NotebookNode, document: Document, earlier: tuple[Document, Mapping[str, bytes]] | None = None
) -> tuple[Document, dict[str, bytes]]:
    """The document with its annex files, and every file of the packet that is rendered from it: annex files, page, volume,
    annexes, slides, facts and source rows.

    ``earlier`` are the document and the files of the other edition: workbooks and slides that say the same are taken from there.
    """
    from reportlib.facts.derivation import with_all_rows
    from reportlib.media import annexes, exporters
    from reportlib.media.slides import slides
    from reportlib.records.source_files import as_parquet

    # typst runs in child processes, so the rest is made beside them. First the volume, whose pages the others name; the
    # annexes, which take longest, as soon as it is there, or beside it where its pages are as they were.
    with ThreadPoolExecutor(3) as pool:
        resources: dict = {"packet": (document, {}), "register": register.of(document)}
        volume = pool.submit(exporters.PacketPDFExporter().from_notebook_node, merged, resources)
        document, files = packet = annexes.make(document, earlier)
        name = f"{document.meeting.name} {document.meeting.part}"
        guess = json.loads(in_use.guess(VOLUME_PAGES, name) or b"null")
        early = guess and exporters.Early(document, files, resources["register"], guess, pool)

        def after_volume() -> dict:
            return volume.result()[1] | {"packet": packet, "early annexes": early}

        annexes_exporter = exporters.PacketAnnexesExporter()

        def prove() -> bytes:
            try:
                return annexes_exporter.from_notebook_node(merged, after_volume())[0]
            finally:
                if early:
                    early.stop()

        proofs = pool.submit(prove)
        html, _ = exporters.PacketHTMLExporter().from_notebook_node(merged, {"packet": packet})
        resources = after_volume()
        told = resources["volume"].told
        if told != guess:
            in_use.guessed(VOLUME_PAGES, name, json.dumps(told).encode())
        if earlier and slides.plan(document, told) == slides.plan(earlier[0], told):
            briefing = earlier[1]["briefing.pdf"]
        else:
            briefing = exporters.PacketBriefingExporter().from_notebook_node(merged, resources)[0]
        facts = [fact.as_json() for fact in with_all_rows(document.facts, document.all_rows)]
        files = files | {table.path: as_parquet(table) for table in document.tables}
        files |= {
            "packet.html": html.encode(),
            "facts.json": as_json({"meeting": document.meeting.name, "facts": facts}),
            "packet.pdf": volume.result()[0],
            "annexes.pdf": proofs.result(),
            "briefing.pdf": briefing,
        }
    return document, files


def calendar_of(params: Params, milestones: Sequence[Milestone], packet: Path) -> tuple[bytes, list[dict[str, object]]]:
    """The meeting and its milestones for a calendar program, and what the record of the run keeps of it.

    ``packet`` is where the meeting's whole internal packet is: what it says goes on, in every edition and in a part of it.
    """
    from reportlib.media import calendar_entries, ics

    last = calendar_entries.last(packet, params.data_folder)
    data, entries = ics.calendar(params, milestones, last)
    return data, calendar_entries.as_json(entries)
