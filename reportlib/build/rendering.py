"""The document as volume, annexes, page, slides, annex files and calendar."""

from __future__ import annotations

import contextlib
import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.document import register
from reportlib.errors import PacketError
from reportlib.media.pdf import typst, view
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
    from reportlib.records.sources import as_csv

    # typst runs in child processes, so the rest is made beside them. First the volume, whose pages the others name; the
    # annexes, which take longest, as soon as it is there, or beside it where its pages are as they were.
    with ThreadPoolExecutor(3) as pool:
        resources: dict = {"packet": (document, {})}
        volume = pool.submit(exporters.PacketPDFExporter().from_notebook_node, merged, resources)
        document, files = packet = annexes.make(document, earlier)
        early = Early(document, files, pool)

        def after_volume() -> dict:
            return volume.result()[1] | {"packet": packet}

        annexes_exporter = exporters.PacketAnnexesExporter()

        def prove() -> bytes:
            with early.wanted():
                found = after_volume()
                early.wait_for(found["volume"].told)
            return annexes_exporter.from_notebook_node(merged, found)[0]

        proofs = pool.submit(prove)
        html, _ = exporters.PacketHTMLExporter().from_notebook_node(merged, {"packet": packet})
        resources = after_volume()
        told = resources["volume"].told
        if earlier and slides.plan(document, told) == slides.plan(earlier[0], told):
            briefing = earlier[1]["briefing.pdf"]
        else:
            briefing = exporters.PacketBriefingExporter().from_notebook_node(merged, resources)[0]
        facts = [fact.as_json() for fact in with_all_rows(document.facts)]
        files = files | {table.path: as_csv(table) for table in document.tables}
        files |= {
            "packet.html": html.encode(),
            "facts.json": as_json({"meeting": document.meeting.name, "facts": facts}),
            "packet.pdf": volume.result()[0],
            "annexes.pdf": proofs.result(),
            "briefing.pdf": briefing,
        }
    return document, files


class Early:
    """The annexes as they are set while the pages of the volume are not known yet: as if they were those of the last build.

    What comes of it goes into the store by everything it was made of, so that it is found there where the pages are the same, and
    by nobody where they are not.
    """

    def __init__(self, document: Document, files: Mapping[str, bytes], pool: ThreadPoolExecutor):
        self._name = f"{document.meeting.name} {document.meeting.part}"
        self._guess = in_use.guess(VOLUME_PAGES, self._name)
        self._stop = typst.Break()
        self._made = pool.submit(self._make, document, files, json.loads(self._guess)) if self._guess else None

    def _make(self, document: Document, files: Mapping[str, bytes], pages: Mapping) -> None:
        with contextlib.suppress(PacketError):  # said by who makes them in earnest
            view.to_annexes(document, files, register.of(document), pages, stop=self._stop)

    @contextlib.contextmanager
    def wanted(self) -> Iterator[None]:
        """Within; whatever is raised, nobody wants them any more."""
        try:
            yield
        except BaseException:
            self._stop.off()
            raise

    def wait_for(self, pages: Mapping) -> None:
        """Until they are there, if these are the pages; else they are broken off."""
        now = json.dumps(pages, sort_keys=True).encode()
        if now != self._guess:
            self._stop.off()
            in_use.guessed(VOLUME_PAGES, self._name, now)
        elif self._made:
            self._made.result()


def calendar_of(params: Params, milestones: Sequence[Milestone], packet: Path) -> tuple[bytes, list[dict[str, object]]]:
    """The meeting and its milestones for a calendar program, and what the record of the run keeps of it.

    ``packet`` is where the meeting's whole internal packet is: what it says goes on, in every edition and in a part of it.
    """
    from reportlib.media import calendar_entries, ics

    last = calendar_entries.last(packet, params.data_folder)
    data, entries = ics.calendar(params, milestones, last)
    return data, calendar_entries.as_json(entries)
