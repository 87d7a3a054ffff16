"""Which figure of a packet a person means by what was asked: an id, a name, a number as printed, a part of a label."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.errors import ConfigError, Problem, quoted
from reportlib.facts.derivation import AllRows
from reportlib.facts.record import FactRecord, RowSpan, Tree, rows_read
from reportlib.facts.words import unit_text, unrounded
from reportlib.packets.published import FACTS, RECORD, Packet, damaged
from reportlib.packets.terminal_lines import plainly
from reportlib.wording import Years

if TYPE_CHECKING:
    from reportlib.records.source_files import KeptTable

_ID = re.compile(r"f[-‐-—_ ]?0*(\d+)", re.IGNORECASE)
_NUMERAL = re.compile(r"(-?[\d,]*\d(?:\.\d+)?)\s*(%?)")


@dataclass(frozen=True)
class Explained:
    """A built packet that can be asked: its figures by id (``rows`` are their own), and the tables."""

    name: str
    folder: Path
    facts: Mapping[str, FactRecord]
    tables: Sequence[KeptTable]
    years: Years = "republic"  # in which it is dated

    @classmethod
    def read(cls, folder: Path) -> Explained:
        """The packet in a folder; ConfigError where there is none, where it is damaged, or older than derivations."""
        from reportlib.records.source_files import kept

        packet = Packet.read(folder)
        entries = json.loads((folder / FACTS).read_text("utf-8"))["facts"]
        if not all("derivation" in entry and "places" in entry for entry in entries):
            raise ConfigError(
                messages.F20_packet_without_origins(meeting=packet.name).at(file=f"{packet.name}/{FACTS}")
            )
        try:
            records = list(map(FactRecord.of, entries))
            facts = {fact.id: fact.with_(rows=tuple(_own_rows(fact.derivation))) for fact in records}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ConfigError(damaged(packet.name)) from None
        try:
            years: Years = "common" if packet.parameters.get("meeting", {}).get("years") == "common" else "republic"
            return cls(packet.name, folder, facts, kept(folder), years)
        except (ValueError, TypeError, LookupError):
            raise ConfigError(damaged(packet.name, RECORD)) from None

    @cached_property
    def _all_rows(self) -> AllRows:
        return AllRows(self.facts)

    def rows_of(self, number: str) -> tuple[RowSpan, ...]:
        """The rows of a figure with those of all its operands, down to the last."""
        return self._all_rows.spans(number)


def _own_rows(tree: Tree) -> Iterator[RowSpan]:
    """The rows that a derivation names before it comes to other facts."""
    yield from rows_read(tree)
    for part in tree.get("of", ()):
        yield from _own_rows(part)


def find(packet: Explained, asked: str) -> list[str]:
    """The ids of the figures that ``asked`` may mean; ConfigError, with what is nearest, where there is none.

    An id (``F-0123``, ``f123``), a name (``inventory.total``), a printed number (``3,159``, ``３１５９項``, ``95%``, 「不適用」), the bare
    number of an id where nothing prints that number, or a part of a label.
    """
    wanted = " ".join(unicodedata.normalize("NFKC", asked).replace("−", "-").strip("「」〔〕\"'#，。、 ").split())
    facts = packet.facts
    by_number = {int(number[2:]): number for number in facts}
    if named := _ID.fullmatch(wanted):
        if int(named[1]) in by_number:
            return [by_number[int(named[1])]]
        raise ConfigError(_no_such_id(packet, int(named[1])))
    if exact := [number for number, fact in facts.items() if fact.name.casefold() == wanted.casefold()]:
        return exact
    printing = [number for number, fact in facts.items() if _prints(fact, wanted)]
    if printing:
        return printing
    bare = wanted.removesuffix("?")
    if bare.isdecimal() and int(bare) in by_number:
        return [by_number[int(bare)]]
    labels = {number: unicodedata.normalize("NFKC", fact.label).casefold() for number, fact in facts.items()}
    said = [
        number
        for number, label in labels.items()
        if wanted and wanted.casefold() in label and not wanted.startswith("-")
    ]
    if said:
        return [number for number in said if labels[number] == wanted.casefold()] or said
    raise ConfigError(_not_found(packet, asked, wanted))


def _prints(fact: FactRecord, wanted: str) -> bool:
    """Whether the figure is printed so, its unit and thousands separators being optional."""
    if fact.value is None:
        return wanted == fact.absence
    unit = unicodedata.normalize("NFKC", fact.unit)
    number = _numeral(wanted) or (_numeral(wanted.removesuffix(unit)) if unit else None)
    return number is not None and number == _numeral(fact.printed.replace("−", "-"))


def _numeral(text: str) -> tuple[Decimal, str] | None:
    """``"3,159"`` as a number, and whether it is a percentage; None where it is none."""
    found = _NUMERAL.fullmatch(text.strip())
    try:
        return found and (Decimal(found[1].replace(",", "")), found[2])
    except InvalidOperation:
        return None


def _no_such_id(packet: Explained, number: int) -> Problem:
    known = list(packet.facts)
    return messages.C05_no_such_id(
        meeting=packet.name, number=number, todo=messages.ids_run(first=known[0], last=known[-1]) if known else ""
    )


def _not_found(packet: Explained, asked: str, wanted: str) -> Problem:
    number = _numeral(wanted)
    what = messages.C05_no_such_figure.text(meeting=packet.name, asked=asked)
    if number is not None:
        if rounded := [fact for fact in packet.facts.values() if fact.places and _rounds_to(fact, number)]:
            shown = plainly(
                messages.listed(
                    f"{fact.id} {fact.label} {fact.printed}{unit_text(fact)} ({unrounded(fact)})"
                    for fact in rounded[:3]
                )
            )
            more = messages.figures_in_all(count=len(rounded)) if len(rounded) > 3 else ""
            return Problem("C05", what, messages.rounded_otherwise_it_is(figures=shown, more=more))
        known: dict[tuple[Decimal, str], FactRecord] = {}
        for fact in packet.facts.values():
            if (figure := _numeral(fact.printed.replace("−", "-"))) and figure[1] == number[1]:
                known.setdefault(figure, fact)
        nearest = sorted(known, key=lambda figure: (abs(figure[0] - number[0]), figure[0]))[:3]
        near = [
            quoted(known[figure].printed) + plainly(f" ({known[figure].id} {known[figure].label})")
            for figure in nearest
        ]
    else:
        labels = dict.fromkeys(fact.label for fact in packet.facts.values()) | dict.fromkeys(
            fact.name for fact in packet.facts.values()
        )
        near = [quoted(text) for text in difflib.get_close_matches(wanted, labels, 3, cutoff=0.4)]
    shown = messages.listed(near)
    return Problem("C05", what, messages.nearest_are(figures=shown) if near else messages.how_to_ask())


def _rounds_to(fact: FactRecord, number: tuple[Decimal, str]) -> bool:
    """Whether the figure's value, which is printed rounded, comes to this number when it is rounded or cut off there."""
    if not unrounded(fact) or fact.shown["percent"] != bool(number[1]):
        return False
    value = fact.known * (100 if number[1] else 1)
    return any(value.quantize(number[0], rounding=how) == number[0] for how in (ROUND_HALF_UP, ROUND_DOWN))
