"""nbconvert formats: ``jupyter nbconvert --to packet-html``, ``--to packet-pdf`` and ``--to packet-briefing``.

All take one section's executed notebook or the merged notebook of a whole packet.
"""

from __future__ import annotations

from nbconvert.exporters import Exporter
from traitlets import default

from reportlib.document import panel, register
from reportlib.document.harvest import harvest
from reportlib.media import annexes
from reportlib.media.html import page
from reportlib.media.pdf import view
from reportlib.media.slides import slides
from reportlib.model.document import Document


def packet_of(notebook, resources: dict) -> tuple[Document, dict[str, bytes]]:
    """The document of a notebook and its annex files; made once where several formats are asked for."""
    if "packet" not in resources:
        document = harvest(notebook, resources.get("metadata", {}).get("name", ""))
        resources["packet"] = annexes.make(document)
    return resources["packet"]


class PacketExporter(Exporter):
    """What the formats share: a notebook becomes a packet before it becomes a file."""

    def from_notebook_node(self, nb, resources=None, **kw):
        # The build has made the packet already; nbconvert's copy and preprocessors are for a notebook given to us.
        if not resources or "packet" not in resources:
            nb, resources = super().from_notebook_node(nb, resources, **kw)
        return self.from_packet(*packet_of(nb, resources)), resources

    def from_packet(self, document: Document, files: dict[str, bytes]) -> str | bytes:
        """The file of one format, from a document and its annex files; each format has its own."""
        raise NotImplementedError


class PacketHTMLExporter(PacketExporter):
    """One self-contained HTML page."""

    export_from_notebook = "Packet (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension(self):
        return ".html"

    def from_packet(self, document: Document, files: dict[str, bytes]) -> str:
        return page.to_html(document, panel.figures(document))


class PacketPDFExporter(PacketExporter):
    """A tagged A4 document, PDF/UA-1 and PDF/A-3a, with the annex files embedded."""

    export_from_notebook = "Packet (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension(self):
        return ".pdf"

    def from_packet(self, document: Document, files: dict[str, bytes]) -> bytes:
        return view.to_pdf(document, files, register.of(document))


class PacketBriefingExporter(PacketExporter):
    """The slides, 16:9, as a tagged PDF."""

    export_from_notebook = "Packet briefing (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension(self):
        return ".pdf"

    def from_packet(self, document: Document, files: dict[str, bytes]) -> bytes:
        return slides.to_pdf(document)
