"""Which figure of a packet a person means by what was asked: an id, a name, a number as printed, a part of a label."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from reportlib.errors import ConfigError, Problem, quoted
from reportlib.facts.words import unit_text, unrounded
from reportlib.language import say
from reportlib.packets.published import FACTS, Packet
from reportlib.packets.terminal_lines import plainly

_ID = re.compile(r"f[-‐-—_ ]?0*(\d+)", re.IGNORECASE)
_NUMERAL = re.compile(r"(-?[\d,]*\d(?:\.\d+)?)\s*(%?)")


@dataclass(frozen=True)
class Explained:
    """A built packet that can be asked: its figures by id (``rows`` are their own), the rows of each with its operands', the tables."""

    name: str
    folder: Path
    facts: Mapping[str, dict]
    all_rows: Mapping[str, list[dict]]
    tables: Sequence[dict]

    @classmethod
    def read(cls, folder: Path) -> Explained:
        """The packet in a folder; ConfigError where there is none, where it is damaged, or older than derivations."""
        from reportlib.records.sources import read_back

        packet = Packet.read(folder)
        entries = json.loads((folder / FACTS).read_text("utf-8"))["facts"]
        if not all("derivation" in entry and "places" in entry for entry in entries):
            raise ConfigError(
                Problem(
                    "F20",
                    say(
                        "這份會議資料是較早的版本產生的，沒有記下數字的來歷。",
                        "this packet was made by an earlier version, which did not keep where figures come from.",
                    ),
                    say(f"請重新執行 packet build {packet.name}。", f"Run packet build {packet.name} again."),
                    file=f"{packet.name}/{FACTS}",
                )
            )
        facts = {entry["id"]: entry | {"rows": list(_own_rows(entry["derivation"]))} for entry in entries}
        return cls(packet.name, folder, facts, {entry["id"]: entry["rows"] for entry in entries}, read_back(folder))


def _own_rows(tree: Mapping) -> Iterator[dict]:
    """The rows that a derivation names before it comes to other facts."""
    yield from tree.get("rows", ())
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
    if exact := [number for number, fact in facts.items() if fact["name"].casefold() == wanted.casefold()]:
        return exact
    printing = [number for number, fact in facts.items() if _prints(fact, wanted)]
    if printing:
        return printing
    bare = wanted.removesuffix("?")
    if bare.isdecimal() and int(bare) in by_number:
        return [by_number[int(bare)]]
    labels = {number: unicodedata.normalize("NFKC", fact["label"]).casefold() for number, fact in facts.items()}
    said = [
        number
        for number, label in labels.items()
        if wanted and wanted.casefold() in label and not wanted.startswith("-")
    ]
    if said:
        return [number for number in said if labels[number] == wanted.casefold()] or said
    raise ConfigError(_not_found(packet, asked, wanted))


def _prints(fact: Mapping, wanted: str) -> bool:
    """Whether the figure is printed so, its unit and thousands separators being optional."""
    if fact["value"] is None:
        return wanted == fact["absence"]
    unit = unicodedata.normalize("NFKC", fact["unit"])
    number = _numeral(wanted) or (_numeral(wanted.removesuffix(unit)) if unit else None)
    return number is not None and number == _numeral(fact["printed"].replace("−", "-"))


def _numeral(text: str) -> tuple[Decimal, str] | None:
    """``"3,159"`` as a number, and whether it is a percentage; None where it is none."""
    found = _NUMERAL.fullmatch(text.strip())
    try:
        return found and (Decimal(found[1].replace(",", "")), found[2])
    except InvalidOperation:
        return None


def _no_such_id(packet: Explained, number: int) -> Problem:
    known = list(packet.facts)
    return Problem(
        "C05",
        say(f"{packet.name} 沒有 F-{number:04}。", f"{packet.name} has no F-{number:04}."),
        say(f"編號由 {known[0]} 至 {known[-1]}。", f"The ids run from {known[0]} to {known[-1]}.") if known else "",
    )


def _not_found(packet: Explained, asked: str, wanted: str) -> Problem:
    number = _numeral(wanted)
    what = say(f"{packet.name} 沒有{quoted(asked)}這個數字。", f"{packet.name} has no figure {quoted(asked)}.")
    if number is not None:
        if rounded := [fact for fact in packet.facts.values() if fact["places"] and _rounds_to(fact, number)]:
            shown = plainly(
                say("、", ", ").join(
                    f"{fact['id']} {fact['label']} {fact['printed']}{unit_text(fact)} ({unrounded(fact)})"
                    for fact in rounded[:3]
                )
            )
            more = say(f" 等 {len(rounded)} 個", f" … {len(rounded)} figures") if len(rounded) > 3 else ""
            return Problem(
                "C05",
                what,
                say(
                    f"換一種捨入方式會得到這個數字的是 {shown}{more}。", f"Rounded in another way, it is {shown}{more}."
                ),
            )
        known: dict[tuple[Decimal, str], dict] = {}
        for fact in packet.facts.values():
            if (figure := _numeral(fact["printed"].replace("−", "-"))) and figure[1] == number[1]:
                known.setdefault(figure, fact)
        nearest = sorted(known, key=lambda figure: (abs(figure[0] - number[0]), figure[0]))[:3]
        near = [
            quoted(known[figure]["printed"]) + plainly(f" ({known[figure]['id']} {known[figure]['label']})")
            for figure in nearest
        ]
    else:
        labels = dict.fromkeys(fact["label"] for fact in packet.facts.values()) | dict.fromkeys(
            fact["name"] for fact in packet.facts.values()
        )
        near = [quoted(text) for text in difflib.get_close_matches(wanted, labels, 3, cutoff=0.4)]
    shown = say("、", ", ").join(near)
    return Problem(
        "C05",
        what,
        say(f"最接近的是{shown}。", f"Nearest: {shown}.")
        if near
        else say(
            "請寫編號（F-0001）、印出的數字或名稱的一部分。",
            "Give an id (F-0001), a number as printed, or a part of a label.",
        ),
    )


def _rounds_to(fact: Mapping, number: tuple[Decimal, str]) -> bool:
    """Whether the figure's value, which is printed rounded, comes to this number when it is rounded or cut off there."""
    if not unrounded(fact) or fact["shown"]["percent"] != bool(number[1]):
        return False
    value = Decimal(fact["value"]) * (100 if number[1] else 1)
    return any(value.quantize(number[0], rounding=how) == number[0] for how in (ROUND_HALF_UP, ROUND_DOWN))
