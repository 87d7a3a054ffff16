"""What displays carry and facts say, without personal data: a figure, a hash and a name of the packet's own stay."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from reportlib.facts.record import FactRecord
from reportlib.model import walk
from reportlib.model.blocks import Block
from reportlib.model.document import PacketSection, SectionReport, SourceReport
from reportlib.model.texts import Line, Piece
from reportlib.model.walk import Place
from reportlib.privacy.masker import telling
from reportlib.public.masked_texts import MaskedTexts

# What facts, parameters and records say for programs, not for readers.
NO_TEXT = frozenset(
    (
        "value",
        "printed",
        "as_of",
        "sha256",
        "media_type",
        "input",
        "encoding",
        "absence",
        "operator",
        "id",
        "path",
        "target",
    )
)
MARKUP = frozenset(("text/html", "image/svg+xml"))
SENTENCES = frozenset(("text", "item", "message"))  # found in the whole of it, however many pieces it is in
SPEAKERS = frozenset(("presenter",))  # who speaks, or several of them


class MaskedData(MaskedTexts):
    """The masking of what displays carry. ``facts`` and ``files`` are the names of facts and of source files,
    each with what it is called in the public edition."""

    def __init__(self, kept: Iterable[str] = (), listed: Iterable[str] = ()):
        super().__init__(kept, listed)
        self.facts: dict[str, str] = {}
        self.files: dict[str, str] = {}

    # -- what stands on pages ----------------------------------------------------------------------------------------

    def block(self, block: Block) -> Block:
        """A block without personal data; its drawings too."""
        masked = walk.changed(block, self.line, self.markup)
        return masked.with_(anchor=self.lines(masked.anchor)) if masked.anchor else masked

    def section(self, section: PacketSection) -> PacketSection:
        """A section without personal data."""
        return section.with_(blocks=tuple(map(self.block, section.blocks)), title=self.line(Place(""), section.title))

    def line(self, place: Place, line: Line) -> Line:
        """A text without personal data: what we wrote and what is quoted is looked through, a figure stays."""
        texts = [piece.text for piece in line.pieces]
        authors = {piece.author for piece in line.pieces}
        if len(texts) > 1 and place.part == "cell" and telling(place.under) and "fact" not in authors:
            masked = self._whole_cell(texts, place.under)
        elif len(texts) > 1 or place.part in SENTENCES:
            figures = [at for at, piece in enumerate(line.pieces) if piece.author == "fact"]
            masked = (
                self._people(texts) if place.part in SPEAKERS and not figures else self.joined_texts(texts, figures)
            )
        elif line.pieces and line.pieces[0].author != "fact":
            field = place.under if place.part == "cell" else ""
            masked = self._people(texts) if place.part in SPEAKERS else [self.lines(texts[0], field)]
        else:
            masked = texts
        return Line(tuple(map(self._piece, line.pieces, masked)))

    def _whole_cell(self, texts: list[str], field: str) -> list[str]:
        """The pieces of a cell under a header that tells they are personal: what is left of them stands in the first."""
        whole = "".join(texts)
        masked = self.text(whole, field)
        return texts if masked == whole else [masked] + [""] * (len(texts) - 1)

    def _people(self, texts: list[str]) -> list[str]:
        return ["、".join(self.after_label("報告人：", part) for part in text.split("、")) for text in texts]

    def _piece(self, piece: Piece, text: str) -> Piece:
        fact = self.facts.get(piece.fact) or piece.fact
        ref = self.lines(piece.ref) if piece.ref else ""
        changed = dataclasses.replace(piece, text=text, fact=fact, ref=ref)
        return piece if changed == piece else changed

    # -- what a section reports --------------------------------------------------------------------------------------

    def report(self, report: SectionReport) -> SectionReport:
        """The report of a section's last cell without personal data."""
        return dataclasses.replace(
            report,
            sources=tuple(SourceReport(**self.data(dataclasses.asdict(source), "")) for source in report.sources),
            facts=tuple(map(self.fact, report.facts)),
            meeting=walk.changed_cover(report.meeting, self.line),
            agenda=tuple(walk.changed_entry(entry, self.line) for entry in report.agenda),
        )

    def fact(self, fact: FactRecord) -> FactRecord:
        """A fact whose texts hold no personal data; its value stays."""
        return FactRecord.of(self.data(fact.as_json(), ""))

    def data(self, value: Any, key: str) -> Any:
        """JSON-able data, the value of a key, without personal data."""
        if isinstance(value, str):
            return self._leaf(value, key)
        if isinstance(value, list):
            if key == "operands":
                return [self.facts.get(one) or one for one in value]
            return [self.data(one, key) for one in value]
        if isinstance(value, Mapping):
            return {one: self.data(inner, one) for one, inner in value.items()}
        return value

    def file(self, name: str) -> str:
        """What a source file is called in the public edition."""
        return self.files.get(name) or self.text(name)

    def _leaf(self, text: str, key: str) -> str:
        if key == "file" and self.files.get(text):
            return self.file(text)
        if key in ("fact", "name") and text in self.facts:
            return self.facts[text] or text
        return text if key in NO_TEXT or key == "fact" else self.lines(text)
