"""Numbers of sections, tables, charts and facts in reading order, and where references land."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from reportlib import messages
from reportlib.errors import Problem, RunError
from reportlib.facts.record import FactPlace, FactRecord, Tree
from reportlib.model import walk
from reportlib.model.blocks import CALLED, NUMBERED, Block
from reportlib.model.document import FACT_ID, OPENING, Document, PacketSection
from reportlib.model.texts import OR_SECTION, Line, Piece
from reportlib.roc import numeral
from reportlib.wording import own

COVER = "封面"
# What a reference to a proposal of the agenda calls it: the parameters say in which section it stands, not that it is shown there.
CASE = re.compile(r"proposal/(\d+)")


def two_values(label: str, name: str, one: str, other: str) -> Problem:
    """One measure with two values on one as-of date."""
    return messages.I07_figure_has_two_values(label=label, name=name, one=one, other=other)


# -- numbers -------------------------------------------------------------------------------------------------------------


def numbered(document: Document, facts: Mapping[str, FactRecord]) -> Document:
    """The document with its sections, tables, charts and facts numbered in reading order; facts go by number from here on.

    ``facts`` are those of the notebooks by name. RunError for a figure on a page that is none of them.
    """
    numbers: dict[str, str] = {}

    def number(name: str) -> str:
        return numbers.setdefault(name, FACT_ID.format(len(numbers) + 1)) if name else ""

    def line(_: walk.Place, text: Line) -> Line:
        return each_piece(text, lambda piece: dataclasses.replace(piece, fact=number(piece.fact)))

    named = tuple(dataclasses.replace(piece, fact=number(piece.fact)) for piece in document.meeting.named)
    sections = [
        section.with_(blocks=tuple(walk.changed(block, line) for block in section.blocks))
        for section in document.sections
    ]
    counts: Counter[str] = Counter()
    positions = itertools.accumulate(map(_has_number, sections))
    sections = [
        _numbered(section, position if _has_number(section) else 0, counts)
        for section, position in zip(sections, positions, strict=True)
    ]
    for name in facts:
        number(name)
    if missing := [name for name in numbers if name not in facts]:
        raise RunError(messages.R06_figure_without_derivation(figure=missing[0]))
    records = (
        facts[name].with_(
            id=id,
            operands=tuple(numbers[operand] for operand in facts[name].operands),
            derivation=_by_number(facts[name].derivation, numbers),
        )
        for name, id in numbers.items()
    )
    return document.with_(
        meeting=dataclasses.replace(document.meeting, named=named), sections=tuple(sections), facts=tuple(records)
    )


def each_piece(line: Line, change: Callable[[Piece], Piece]) -> Line:
    """The text with each of its pieces changed."""
    return Line(tuple(map(change, line.pieces)))


def _numbered(section: PacketSection, position: int, counts: Counter[str]) -> PacketSection:
    """The section with its number, and those of its tables and charts; ``counts`` are those before it."""
    blocks = [_numbered_block(block, counts) for block in section.blocks]
    # What a slide shows in the place of a table is found by the same reference.
    ids = {block.anchor: block.id for block in blocks if block.anchor and block.only != "slide"}
    blocks = [
        block.with_(id=ids[block.anchor]) if block.only == "slide" and block.anchor in ids else block
        for block in blocks
    ]
    number = numeral(position) if position > 0 else ""
    return section.with_(number=number, target=f"s-{section.id}", blocks=tuple(blocks))


def _has_number(section: PacketSection) -> bool:
    """All but the sections before the agenda, and those of which nothing stands in the volume."""
    is_proof = bool(section.blocks) and not section.shown_in("volume")
    return section.agenda_item.text != OPENING and not is_proof


def _numbered_block(block: Block, counts: Counter[str]) -> Block:
    if (kind := block.numbered_as) not in NUMBERED:
        return block
    called, _, number = block.anchor.partition("/")
    if called in CALLED and number.isdecimal():  # the same number in a part of the packet
        letter, word = CALLED[called]
        return block.with_(id=f"{letter}-{number}", number=f"{own(word)} {number}")
    letter, word = NUMBERED[kind]
    counts[kind] += 1
    return block.with_(id=f"{letter}-{counts[kind]}", number=f"{own(word)} {counts[kind]}" if word else "")


def append(document: Document, section: PacketSection) -> Document:
    """The document with one more section, whose texts call facts by their ids, numbered as if it had always been there."""
    counts = Counter(block.numbered_as for _, block in document.placed())
    added = _numbered(section, sum(bool(one.number) for one in document.sections) + 1, counts)
    return placed(document.with_(sections=(*document.sections, added)))


def _by_number(tree: Tree, numbers: Mapping[str, str]) -> Tree:
    """A derivation with the ids of its facts in place of their names."""
    if "fact" in tree:
        return {"fact": numbers[tree["fact"]]}
    return {**tree, "of": [_by_number(part, numbers) for part in tree["of"]]} if "of" in tree else tree


# -- places --------------------------------------------------------------------------------------------------------------


def placed(document: Document) -> Document:
    """The document with the places of each fact, in reading order: 「一、資料集盤點，表 3」; none where it is not printed."""
    places: dict[str, dict[str, FactPlace]] = {}
    for piece in document.meeting.named:
        places.setdefault(piece.fact, {})[COVER] = FactPlace(own(COVER), "top")
    for section, block in document.placed():
        target = block.id or section.target
        for facts, where in (
            (walk.facts_on_page(block), block.number or own("內文")),
            (walk.facts_on_slide(block), own("投影片")),
        ):
            text = f"{section.name}，{where}"
            for number in facts:
                places.setdefault(number, {}).setdefault(text, FactPlace(text, target))
    records = (fact.with_(places=tuple(places.get(fact.id, {}).values())) for fact in document.facts)
    return document.with_(facts=tuple(records))


# -- references ----------------------------------------------------------------------------------------------------------


def landed(document: Document, planned: Sequence[str]) -> Document:
    """The document with the ``target`` (the id of a section or block) and the text (「表 12」, 「民間需求回應」) of every reference.

    A reference into a section that is ``planned`` but not part of this packet says so and leads nowhere. RunError (R22)
    for one that lands nowhere, naming section and reference; or, of a proposal, what shows it.
    """
    sections = {section.id: section for section in document.sections}
    anchored = [(section.id, block) for section, block in document.placed() if block.anchor]
    anchored.sort(key=lambda placed: placed[1].only != "slide")  # what the document shows has the number
    anchors = {(of, block.anchor): block for of, block in anchored}

    def land(piece: Piece, here: str) -> Piece:
        if not piece.ref:
            return piece
        wanted, _, anchor = piece.ref.partition("#")
        if anchor.endswith(OR_SECTION) and (wanted, anchor := anchor.removesuffix(OR_SECTION)) not in anchors:
            anchor = ""
        block = anchors.get((wanted, anchor))
        if wanted not in sections and wanted in planned:
            return dataclasses.replace(piece, ref="", text=own("完整會議資料"))
        if block and block.id:
            return dataclasses.replace(piece, ref="", text=block.number or own("該表"), target=block.id)
        if wanted in sections and not anchor:
            section = sections[wanted]
            return dataclasses.replace(piece, ref="", text=f"「{section.title}」", target=section.target)
        if wanted in sections and (case := CASE.fullmatch(anchor)):
            called = f"第{numeral(int(case[1]))}案"
            raise RunError(messages.R22_proposal_not_shown(title=called, section=wanted).at(file=wanted))
        inside = [wanted, *(f"{name}#{at}" for name, at in anchors if name == wanted)]
        known = inside if wanted in sections else list(sections)
        raise RunError(messages.R22_reference_lands_nowhere(key=piece.ref, known=known).at(file=here))

    def line(section: PacketSection | None, _: Block | None, __: walk.Place, text: Line) -> Line:
        if not any(piece.ref for piece in text.pieces):
            return text
        return each_piece(text, lambda piece: land(piece, section.id if section else ""))

    return walk.changed_document(document, line)
