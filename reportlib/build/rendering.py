"""The merged notebook as pages, slides, annexes and calendar."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from reportlib.meeting.params import Params
from reportlib.writing import as_json

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.records.records import Records


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
    merged: NotebookNode, document: dict, earlier: tuple[dict, Mapping[str, bytes]] | None = None
) -> dict[str, bytes]:
    """Every file of the packet that is rendered from its document: annexes, page, PDF, slides, facts and source rows.

    ``earlier`` are the document and the files of the other edition: workbooks and slides that say the same are taken from there.
    """
    from reportlib.facts.derivation import with_all_rows
    from reportlib.media import annexes
    from reportlib.media.exporters import PacketBriefingExporter, PacketHTMLExporter, PacketPDFExporter
    from reportlib.media.slides import slides
    from reportlib.records.sources import as_csv

    files = annexes.make(document, earlier)
    resources = {"packet": (document, files)}
    # typst runs in child processes, so the rest is made beside them.
    with ThreadPoolExecutor(2) as pool:
        pdf = pool.submit(PacketPDFExporter().from_notebook_node, merged, resources)
        if earlier and slides.plan(document) == slides.plan(earlier[0]):
            briefing = pool.submit(lambda: (earlier[1]["briefing.pdf"], resources))
        else:
            briefing = pool.submit(PacketBriefingExporter().from_notebook_node, merged, resources)
        html, _ = PacketHTMLExporter().from_notebook_node(merged, resources)
        facts = {"meeting": document["meeting"]["name"], "facts": with_all_rows(document["facts"])}
        files = files | {table["path"]: as_csv(table) for table in document["tables"]}
        files |= {
            "packet.html": html.encode(),
            "facts.json": as_json(facts),
            "packet.pdf": pdf.result()[0],
            "briefing.pdf": briefing.result()[0],
        }
    return files


def calendar_of(params: Params, found: Mapping[str, Records]) -> bytes:
    """The meeting and its milestones for a calendar program."""
    from reportlib.media import ics

    return ics.calendar(params, found.get("milestones"))
