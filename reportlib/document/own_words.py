"""The document in a body's own words: every text of ours that stands alone (a heading, a caption, a header, a label), and the
labels of figures. Sentences with gaps were said so when they were made (:func:`reportlib.display.display.runs`)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from reportlib.facts.record import FactRecord
from reportlib.model import walk
from reportlib.model.document import Document
from reportlib.model.texts import Line
from reportlib.wording import Wording


def in_own_words(document: Document, wording: Wording) -> Document:
    """The document with these words for ours; the same one where there are none."""
    words = wording.words
    if not words:
        return document  # nothing is walked through

    def own(line: Line) -> Line:
        piece = line.single
        if piece.author != "written" or piece.text not in words:
            return line
        return Line((dataclasses.replace(piece, text=words[piece.text], author="quoted"),))

    return walk.changed_document(document, lambda section, block, place, line: own(line))


def labelled(facts: Mapping[str, FactRecord], wording: Wording) -> dict[str, FactRecord]:
    """The figures with their labels in these words."""
    return {name: fact.with_(label=wording.words.get(fact.label, fact.label)) for name, fact in facts.items()}
