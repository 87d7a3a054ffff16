"""The register of figures at the end of the annexes: a family of figures that came about alike, an entry a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportlib import messages
from reportlib.facts.words import spans
from reportlib.fonts import shown
from reportlib.media.pdf.glyphs import breakable, plain_text, printable, shortened
from reportlib.media.pdf.sizes import LONGEST_ENGLISH_NAME, LONGEST_LABEL, LONGEST_NOTE_NAME, LONGEST_VALUE, MANY_ZEROS

Pages = Mapping[str, Sequence[int]]  # of a fact, in the volume


def family_of(register: Sequence[dict]) -> dict[str, str]:
    """Of each fact the name of the place in the register that tells how it came about: the first fact of its family."""
    groups = (group for part in register for group in part["groups"])
    return {entry["id"]: group["entries"][0]["id"] for group in groups for entry in group["entries"]}


def register_view(register: Sequence[dict], pages: Pages) -> dict:
    """The parts of the register (:func:`reportlib.document.register.of`) as the template sets them."""
    return {"parts": [_part(part, pages) for part in register]}


def _part(part: dict, pages: Pages) -> dict:
    return {
        "title": shortened(shown(printable(part["title"])), 20),
        "span": part["span"],
        "groups": [_group(group, pages) for group in part["groups"]],
    }


def _group(group: dict, pages: Pages) -> dict:
    entries = [_entry(entry, pages) for entry in group["entries"]]
    single = len(entries) == 1
    zeros = [entry for entry in entries if entry["zero"] and "F-" not in entry["how"]]
    rest = zeros if len(zeros) >= MANY_ZEROS and len(zeros) < len(entries) else []
    title = entries[0]["label"] if single else breakable(shown(shortened(printable(group["title"]), LONGEST_LABEL)))
    notes = list(map(_note, group["notes"]))
    if single and entries[0]["how"]:
        notes.append((messages.note_of_rows(), entries[0]["how"]))
    return {
        "id": entries[0]["id"],
        "title": title or messages.figures_alike(count=len(entries)),
        "value": entries[0]["value"] if single else "",
        "span": messages.figures_from(first=entries[0]["id"], count=len(entries)),
        "notes": notes,
        "entries": [entry for entry in entries if entry not in rest],
        "rest": messages.rest_are_zero(count=len(rest), figures=spans(entry["id"] for entry in rest)) if rest else "",
    }


def _note(line: str) -> tuple[str, str]:
    """「統計日：109-10-31」 by its name and its text; one without a short name is a rule's own sentence."""
    plain = plain_text(printable(line))
    for sign, longest in (("：", LONGEST_NOTE_NAME), (": ", LONGEST_ENGLISH_NAME)):
        name, colon, text = plain.partition(sign)
        if colon and len(name) <= longest:
            return name, breakable(shown(text))
    return messages.note_of_itself(), breakable(shown(plain))


def _entry(entry: dict, pages: Pages) -> dict:
    found = list(_runs(pages.get(entry["id"], ())))
    return {
        "id": entry["id"],
        "label": breakable(shown(shortened(printable(entry["label"]), LONGEST_LABEL))),
        "how": breakable(shown(plain_text(printable(entry["how"])))),
        "value": shown(shortened(printable(entry["value"]), LONGEST_VALUE)),
        "zero": entry["zero"],
        "where": entry["where"],
        "pages": "、".join(f"{first}" if first == last else f"{first}–{last}" for first, last in found),
        "first": f"{found[0][0]}" if found else "",
    }


def _runs(pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pages in runs of consecutive ones."""
    at = 0
    while at < len(pages):
        end = at
        while end + 1 < len(pages) and pages[end + 1] == pages[end] + 1:
            end += 1
        yield pages[at], pages[end]
        at = end + 1
