"""The register of figures at the end of the PDF (「數字出處」): each fact once, with its derivation, ready to be typeset.

Facts stand under the section that shows them first, those of one derivation together, so that a rule is said once for 32
units; what only others are computed from comes last. The words are those of :mod:`reportlib.facts.derivation`. On which pages a
fact stands is for typst to say (``typesetting``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportlib import messages
from reportlib.document.panel import date_text
from reportlib.facts.record import FactRecord, RowSpan
from reportlib.facts.words import OwnLine, unit_text
from reportlib.model import walk
from reportlib.model.document import Document, PacketSection
from reportlib.text import CIRCLED
from reportlib.wording import own

COVER, ANNEX, SLIDES, OPERAND = "封面", "附件檔案", "簡報", "計算用"
OPERANDS_TITLE = "計算用的數字"
LONGEST_CONDITION = (
    600  # characters; what is longer (several desks, each with its dates) fills a column and nobody reads it
)
FEWEST_WITH_TITLE = 3  # facts of one derivation whose labels are shortened by what they have in common
_ID = re.compile(
    r"〔(F-\d{4,})〕| \[(F-\d{4,})\]|(F-\d{4,})"
)  # as it stands behind a label, in either language, and by itself
_VALUE = re.compile('(?<=為「)([^」]*)(?=」)|(?<= is ")([^"]*)(?=")')  # of a condition, in either language
_WORD = re.compile(r"[0-9A-Za-z.]")


def of(document: Document) -> list[dict]:
    """``[{"title", "span", "groups": [{"title", "notes", "entries": [{"id", "label", "value", "how", "where", "zero"}]}]}]``.

    A group's ``notes`` say how all its entries came about, an entry's ``how`` what is its own (rows, operands); ``where``
    is empty for what is printed on pages. Empty for a document without facts.
    """
    facts = document.by_id
    places = _places(document)
    parts: dict[str, list[FactRecord]] = {}
    for fact in facts.values():
        parts.setdefault(places.get(fact.id, (own(OPERANDS_TITLE), OPERAND))[0], []).append(fact)
    titles = dict.fromkeys((own(COVER), *map(_title, document.sections), own(OPERANDS_TITLE)))
    return [_part(title, parts[title], document, places) for title in titles if title in parts]


def _title(section: PacketSection) -> str:
    return "、".join(filter(None, (section.number, section.title.text or section.id)))


def _places(document: Document) -> dict[str, tuple[str, str]]:
    """The section of every fact that is shown (or the cover), and where where it is on no page; pages go before slides, slides before annexes."""
    found: dict[str, tuple[str, str]] = {}
    for piece in document.meeting.named:
        found[piece.fact] = (own(COVER), "")
    for where in ("", SLIDES, ANNEX):
        for section, block in document.placed():
            if where != SLIDES and (block.only == "annex") != (where == ANNEX):
                continue
            for number in (walk.facts_on_slide if where == SLIDES else walk.facts_on_page)(block):
                found.setdefault(number, (_title(section), where))
    return found


def _part(title: str, part: list[FactRecord], document: Document, places: Mapping[str, tuple[str, str]]) -> dict:
    facts, groups = document.by_id, dict[tuple, list[tuple[FactRecord, dict]]]()
    for fact in part:
        told = _told(document.own_lines[fact.id], facts)
        key = (fact.name.split("/")[0], fact.as_of, fact.unit, *told["key"])
        groups.setdefault(key, []).append((fact, told))
    where = {fact.id: places.get(fact.id, ("", OPERAND))[1] for fact in part}
    first, last = part[0].id, part[-1].id
    return {
        "title": title,
        "span": first if first == last else messages.from_to().join((first, last)),
        "groups": [_group(group, facts, where) for group in groups.values()],
    }


def _told(lines: Sequence[OwnLine], facts: Mapping[str, FactRecord]) -> dict:
    """A fact's own lines, parted into what others may share (``key``: texts between gaps) and what fills the gaps."""
    told: dict = {"key": (), "rows": [], "formula": (), "operands": [], "notes": [], "values": []}
    for line in lines:
        if line.tells == "rows":
            told["rows"].append(line.text)
        elif line.tells == "formula":
            told["formula"], told["operands"] = _shape(str(line), facts)
        else:
            texts, values = _parted(str(line)) if line.tells == "condition" else ((str(line),), [])
            told["notes"].append(texts)
            told["values"].append(values)
    return told | {"key": (told["formula"], *told["notes"])}


def _parted(condition: str) -> tuple[tuple[str, ...], list[str]]:
    """The texts of a condition between its values, and these."""
    texts, values, at = [], [], 0
    for found in _VALUE.finditer(condition):
        texts.append(condition[at : found.start()])
        values.append(found[0])
        at = found.end()
    return (*texts, condition[at:]), values


def _shape(formula: str, facts: Mapping[str, FactRecord]) -> tuple[tuple[str, ...], list[str]]:
    """The texts of a formula between its operands, and the operands as they stand in it."""
    texts, operands, at = [], [], 0
    for found in _ID.finditer(formula):
        number = found[1] or found[2] or found[3]
        if number in facts:
            before = formula[at : found.start()]
            texts.append(before.removesuffix(facts[number].label) if not found[3] else before)
            operands.append(number)
            at = found.end()
    return (*texts, formula[at:]), operands


def _group(group: list[tuple[FactRecord, dict]], facts: Mapping[str, FactRecord], where: Mapping[str, str]) -> dict:
    labels, title = shortened([fact.label for fact, _ in group])
    told = [one for _, one in group]
    formula, operands = _formula([one["operands"] for one in told], told[0]["formula"], facts)
    notes, values = _notes(told, [fact.label for fact, _ in group])
    rows, place = _rows([one["rows"] for one in told], [fact.rows for fact, _ in group])
    dated = [messages.line_day(day=text)] if (text := date_text(group[0][0])) else []
    entries = [
        {
            "id": fact.id,
            "label": label,
            "value": fact.printed + unit_text(fact),
            "how": "　".join(filter(None, mine)),
            "where": own(where[fact.id]),
            "zero": fact.value is not None and not Decimal(fact.value),
        }
        for (fact, _), label, *mine in zip(group, labels, operands, values, rows, strict=True)
    ]
    notes = [_readable(note, group[0][0].id) for note in notes]
    return {"title": title, "notes": [*dated, *filter(None, (formula, place)), *notes], "entries": entries}


def _readable(note: str, number: str) -> str:
    """A note, or for a condition that is too long for paper where it can be read whole."""
    begins = messages.line_condition(text="")
    if not note.startswith(begins) or len(note) <= LONGEST_CONDITION:
        return note
    return messages.condition_too_long(count=f"{len(note) - len(begins):,}", id=number)


def _notes(told: list[dict], labels: list[str]) -> tuple[list[str], list[str]]:
    """The notes of a group, with a value that is not the same in all left out (「機關為「…」」), and those of each that its label does not tell."""
    notes, own = [], [""] * len(told)
    for at, (note, *after) in enumerate(told[0]["notes"]):
        for column, text in zip(zip(*(one["values"][at] for one in told), strict=True), after, strict=True):
            same = len(set(column)) == 1
            note += (column[0] if same else "…") + text
            if not same:
                own = [
                    mine + ("" if value in label else messages.a_value(value=value))
                    for mine, value, label in zip(own, column, labels, strict=True)
                ]
        notes.append(note)
    return notes, own


def _formula(
    operands: list[list[str]], texts: tuple[str, ...], facts: Mapping[str, FactRecord]
) -> tuple[str, list[str]]:
    """The formula of a group with a mark for each operand that is not the same in all, and each one's marked operands."""
    own: list[list[str]] = [[] for _ in operands]
    columns = list(zip(*operands, strict=True))
    told, marks = "".join(texts[:1]), iter(CIRCLED)
    varying = sum(len(set(column)) > 1 for column in columns)
    for column, after in zip(columns, texts[1:], strict=True):
        if len(set(column)) == 1:
            told += messages.figure_named(label=facts[column[0]].label, id=column[0]) + after
            continue
        mark = next(marks, "○") if varying > 1 else ""
        _, common = shortened([facts[number].label for number in column])
        told += (mark + common or messages.the_figure_of_each()) + after
        for numbers, number in zip(own, column, strict=True):
            numbers.append(mark + number)
    return told, ["　".join(numbers) for numbers in own]


def _rows(texts: list[list[str]], rows: Sequence[Sequence[RowSpan]]) -> tuple[list[str], str]:
    """What each fact's rows are, and the file they all come from."""
    places = {(span.file, span.sheet) for one in rows for span in one}
    if len(places) != 1 or len(rows) == 1:
        return ["；".join(told) for told in texts], ""
    ((file, sheet),) = places
    name = file + (f"〔{sheet}〕" if sheet else "")
    return ["；".join(text.removeprefix(name).strip() for text in told) for told in texts], messages.line_rows(
        text=name
    )


def shortened(labels: list[str]) -> tuple[list[str], str]:
    """Labels without what all have in common, at the end or at the beginning, and that: 「…開放資料集」."""
    if len(labels) < FEWEST_WITH_TITLE:
        return labels, ""
    end = os.path.commonprefix([label[::-1] for label in labels])[::-1]
    while end and any(_WORD.match(end) and _WORD.match(label[-len(end) - 1 :]) for label in labels):
        end = end[1:]
    if _is_phrase(end, labels):
        return [label[: -len(end)].rstrip() for label in labels], f"…{end.lstrip()}"
    start = os.path.commonprefix(labels)
    while start and any(_WORD.match(start[-1]) and _WORD.match(label[len(start) :]) for label in labels):
        start = start[:-1]
    if _is_phrase(start, labels):
        return [label[len(start) :].lstrip() for label in labels], f"{start.rstrip()}…"
    return labels, ""


def _is_phrase(common: str, labels: list[str]) -> bool:
    """Whether what labels have in common may be said once: two characters or more, no half of a bracket, none's whole label."""
    return (
        len(common.strip()) > 1
        and all(common.count(a) == common.count(b) for a, b in ("（）", "「」", "〔〕"))
        and all(len(label) > len(common) for label in labels)
    )
