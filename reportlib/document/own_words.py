"""The document in a body's own words: every text of ours that stands alone (a heading, a caption, a header, a label), and the
labels of figures. Sentences with gaps were said so when they were made (:func:`reportlib.display.display.runs`)."""

from __future__ import annotations

import dataclasses

from reportlib.model import walk
from reportlib.model.document import Document
from reportlib.model.texts import Line
from reportlib.wording import Wording


def in_own_words(document: Document, wording: Wording) -> Document:
    """The document with these words for ours; the same one where there are none."""
    words = wording.words
    if not words:
        return document

    def own(line: Line) -> Line:
        piece = line.single
        if piece.author != "written" or piece.text not in words:
            return line
        return Line((dataclasses.replace(piece, text=words[piece.text], author="quoted"),))

    changed = walk.changed_document(document, lambda section, block, place, line: own(line))
    facts = (fact.with_(label=words.get(fact.label, fact.label)) for fact in document.facts)
    return changed.with_(facts=tuple(facts))
