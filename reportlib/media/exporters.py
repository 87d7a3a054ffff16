"""nbconvert formats: ``jupyter nbconvert --to packet-html``, ``--to packet-pdf``, ``--to packet-annexes`` and ``--to
packet-briefing``; ``--to packet-odt`` and ``--to packet-docx`` for a packet whose last words are to be changed.

All take one section's executed notebook or the merged notebook of a whole packet.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from nbconvert.exporters import Exporter
from traitlets import default

from reportlib import wording
from reportlib.document import panel, register
from reportlib.document.harvest import harvest
from reportlib.media import annexes
from reportlib.media.html import page
from reportlib.media.office.docx_file import to_docx
from reportlib.media.office.odt import to_odt
from reportlib.media.office.of_packet import paper_of
from reportlib.media.office.paper import Paper
from reportlib.media.pdf import view
from reportlib.media.pdf.typst import Break, Typeset
from reportlib.media.slides import slides
from reportlib.model.document import Document


def packet_of(notebook, resources: dict) -> tuple[Document, dict[str, bytes]]:
    """The document of a notebook and its annex files; made once where several formats are asked for."""
    if "packet" not in resources:
        document = harvest(notebook, resources.get("metadata", {}).get("name", ""))
        wording.use(document.meeting.wording)
        resources["packet"] = annexes.make(document)
    return resources["packet"]


def register_of(document: Document, resources: dict) -> list[dict]:
    """The register of figures, to which the volume leads and which the annexes hold; made once, too."""
    if "register" not in resources:
        resources["register"] = register.of(document)
    return resources["register"]


def volume_of(document: Document, resources: dict) -> Typeset:
    """The meeting volume, whose pages the annexes and the slides name; made once where several formats are asked for."""
    if "volume" not in resources:
        resources["volume"] = view.to_volume(document, register_of(document, resources))
    return resources["volume"]


def paper_in(document: Document, resources: dict) -> Paper:
    """The volume as a paper of office programs; made once where both formats are asked for."""
    if "paper" not in resources:
        resources["paper"] = paper_of(document)
    return resources["paper"]


class Early:
    """The annexes as they are set while the pages of the volume are not known yet: as if they were those of the last build, ``pages``;
    not begun without. To be closed."""

    def __init__(
        self,
        document: Document,
        files: dict[str, bytes],
        register: list[dict],
        pages: dict | None,
        pool: ThreadPoolExecutor,
    ):
        self._pages, self._stop = pages, Break()
        self._made = pages and pool.submit(view.to_annexes, document, files, register, pages, stop=self._stop)

    def of(self, pages: dict) -> Future[Typeset] | None:
        """What is being set, if these are the pages; else None, and it is broken off."""
        if self._made and pages == self._pages:
            return self._made
        self.close()
        return None

    def close(self) -> None:
        self._stop.off()


class PacketExporter(Exporter):
    """What the formats share: a notebook becomes a packet before it becomes a file."""

    def from_notebook_node(self, nb, resources=None, **kw):
        # The build has made the packet already; nbconvert's copy and preprocessors are for a notebook given to us.
        if not resources or "packet" not in resources:
            nb, resources = super().from_notebook_node(nb, resources, **kw)
        document, files = packet_of(nb, resources)
        return self.from_packet(document, files, resources), resources

    def from_packet(self, document: Document, files: dict[str, bytes], resources: dict) -> bytes:
        """The file of one format, from a document and its annex files; each format has its own."""
        raise NotImplementedError


class PacketHTMLExporter(PacketExporter):
    """One self-contained HTML page."""

    export_from_notebook = "Packet (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension(self):
        return ".html"

    def from_packet(self, document: Document, files: dict[str, bytes], resources: dict) -> bytes:
        return page.written(document, panel.figures(document), files)


class PacketPDFExporter(PacketExporter):
    """The meeting volume: a tagged A4 document, PDF/UA-1 and PDF/A-3a."""

    export_from_notebook = "Packet (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension(self):
        return ".pdf"

    def from_packet(self, document: Document, files: dict[str, bytes], resources: dict) -> bytes:
        return volume_of(document, resources).pdf


class PacketAnnexesExporter(PacketExporter):
    """What proves, a tagged A4 document like the volume, with the annex files embedded."""

    export_from_notebook = "Packet annexes (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension(self):
        return ".pdf"

    def from_packet(self, document: Document, files: dict[str, bytes], resources: dict) -> bytes:
        if "annexes" not in resources:
            told = volume_of(document, resources).told
            resources["annexes"] = view.to_annexes(document, files, register_of(document, resources), told)
        return resources["annexes"].pdf


class PacketBriefingExporter(PacketExporter):
    """The slides, 16:9, as a tagged PDF."""

    export_from_notebook = "Packet briefing (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension(self):
        return ".pdf"

    def from_packet(self, document: Document, files: dict[str, bytes], resources: dict) -> bytes:
        return slides.to_pdf(document, volume_of(document, resources).told)


class PacketODTExporter(PacketExporter):
    """The volume as a text document that can be edited, in the format of LibreOffice."""

    export_from_notebook = "Packet (ODT)"
    output_mimetype = "application/vnd.oasis.opendocument.text"

    @default("file_extension")
    def _file_extension(self):
        return ".odt"

    def from_packet(self, document: Document, files: dict[str, bytes], resources: dict) -> bytes:
        return to_odt(paper_in(document, resources))


class PacketDOCXExporter(PacketExporter):
    """The same in the format of Word."""

    export_from_notebook = "Packet (DOCX)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @default("file_extension")
    def _file_extension(self):
        return ".docx"

    def from_packet(self, document: Document, files: dict[str, bytes], resources: dict) -> bytes:
        return to_docx(paper_in(document, resources))
