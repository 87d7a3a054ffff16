"""The last look at a public edition: every byte of it, unpacked, is searched for personal data before it is published.

Each text of each file (:mod:`reportlib.public.said`) is looked through by the rules that mask, and by looser ones of its own
(:mod:`reportlib.public.suspicions`); each file as a whole for what was masked in this run. What a rule finds is told by file, place
and rule, never by its value (P06, X12). What is only suspected is told with its text, for a person to judge.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from reportlib import messages
from reportlib.errors import Problem
from reportlib.privacy import kinds, people
from reportlib.privacy.masker import Masker
from reportlib.privacy.reading import folded
from reportlib.public.said import BASE64, How, Said, tell
from reportlib.public.suspicions import suspicions
from reportlib.text import visible

# The rules that hold for a text without cells: a line of a PDF may have the cells of a whole row in it.
SURE = frozenset((kinds.NATIONAL_ID, kinds.EMAIL))
_GROUPED = re.compile(r"(?<![0-9A-Za-z_./,:-])09[0-9]{2}(?:-?[0-9]{3}){2}(?![0-9A-Za-z_./,:-])")
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_SEPARATORS = re.compile(r"[-().‐-―−]")
MOST_SUSPECTED = 50  # told at once
_CONTEXT = 12  # characters shown on either side of what is suspected


@dataclass
class Suspected:
    """A text that is only suspected: why, where it stands first and what stands around it there, and in how many places."""

    text: str
    why: str
    place: str
    before: str
    after: str
    row: int | None = None
    header: str = ""
    places: int = 1


@dataclass
class Looked:
    """What a look at files found: how often each rule found something, by (file and place, rule); and what is suspected, by its text."""

    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    suspected: dict[str, Suspected] = field(default_factory=dict)

    def suspect(self, found: Iterable[Suspected]) -> None:
        """Add what is suspected, each text once with the number of its places."""
        for one in found:
            if one.text in self.suspected:
                self.suspected[one.text].places += 1
            else:
                self.suspected[one.text] = one

    def problems(self) -> list[Problem]:
        """What stops the publication: a leak without its value; what is suspected with its text and the line to paste."""
        problems = [
            messages.P06_in_public_edition(places=count, rule=rule).at(file=place)
            for (place, rule), count in sorted(self.found.items())
        ]
        suspected = list(self.suspected.values())
        for one in suspected[:MOST_SUSPECTED]:
            places = messages.suspected_elsewhere(count=one.places) if one.places > 1 else ""
            problems.append(
                messages.P06_suspected(
                    before=visible(one.before),
                    text=visible(one.text),
                    after=visible(one.after),
                    why=one.why,
                    places=places,
                    line=_yaml_line(one.text),
                ).at(file=one.place, row=one.row, header=one.header)
            )
        if len(suspected) > MOST_SUSPECTED:
            problems.append(messages.P06_more_suspected(count=len(suspected) - MOST_SUSPECTED))
        return problems


def _yaml_line(text: str) -> str:
    """A text as an item of a list in the parameters, quoted whatever it holds."""
    return f"- {json.dumps(text, ensure_ascii=False)}"


def scan(files: Mapping[str, bytes], masker: Masker, needles: Mapping[str, str], known: Collection[str] = ()) -> Looked:
    """Look through finished files; ``known`` are numbers of records, which are nobody's."""
    looked = Looked()
    seen: dict[str, list[Suspected]] = {}  # most texts stand in several files
    sought = [(_plain(needle), rule) for needle, rule in needles.items()]
    known = frozenset(known)
    inside = frozenset(files.values())
    for path, data in files.items():
        said: Said = {}
        tell(said, path, data, known=inside)
        for place, texts in said.items():
            for text, how in texts:
                if how is How.BYTES:  # between the bytes of a program any rule finds something by chance
                    continue
                if text not in seen:
                    hits = _sure(text, masker) if how is How.LINE else _hits(text, how, masker)
                    looked.found.update((place, rule) for rule in hits)
                    if hits:
                        continue
                    seen[text] = suspects(text, masker, known, place) if how is How.CELL else []
                looked.suspect(seen[text])
            if sought:
                whole = _plain("\n".join(text for text, _ in texts))
                looked.found.update(
                    (place, rule)
                    for needle, rule in sought
                    if _holds(whole, needle) and (place, rule) not in looked.found
                )
    return looked


def _hits(text: str, how: How, masker: Masker) -> set[str]:
    if how is How.PROGRAM:
        text = BASE64.sub(" ", text)
    return {one.rule.name for one in masker.find(text) if one.is_masked}


def suspects(
    text: str, masker: Masker, known: Collection[str], place: str, row: int | None = None, header: str = ""
) -> list[Suspected]:
    """What is suspected in one text that stands at this place."""
    read = folded(text)
    found = []
    for one in suspicions(text, masker, known):
        before, after = read[max(0, one.start - _CONTEXT) : one.start], read[one.end : one.end + _CONTEXT]
        found.append(Suspected(one.text, one.why, place, before, after, row, header))
    return found


def _sure(text: str, masker: Masker) -> set[str]:
    hits = {
        one.rule.name
        for line in text.splitlines()
        for one in masker.find(line)
        if one.rule in SURE and " " not in one.original
    }
    return hits | ({kinds.MOBILE.name} if _GROUPED.search(text) else set())


def _plain(text: str) -> str:
    """Folded, without blanks and separators."""
    return _SEPARATORS.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", text)))


def _holds(whole: str, needle: str) -> bool:
    """Whether the needle is in a plain text; one that begins or ends with a digit, not within a longer number; a surname with
    a form of address, not at the end of a longer name."""
    at = whole.find(needle)
    is_short = at >= 0 and people.is_surname_alone(needle)
    while at >= 0:
        before, after = whole[at - 1 : at], whole[at + len(needle) : at + len(needle) + 1]
        if not (
            needle[0].isdigit()
            and before.isdigit()
            or needle[-1].isdigit()
            and after.isdigit()
            or is_short
            and before.isalpha()
        ):
            return True
        at = whole.find(needle, at + 1)
    return False
