"""nbval in lines that a person can read: a figure that moved is one, and so is a text that changed.

A plugin of pytest, which ``conftest.py`` names. It takes the place of how nbval compares and shows the outputs of a cell; both sides
are compared as they are stored (:mod:`tests.support.stored_outputs`). A section's last cell reports its figures by name, so what moved
is known there; a text, title or point of a chart that differs only in such figures is told by them and gets no line of its own.
Of a section of which a cell raised, what it raised is told, and not what was not made for it.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

import nbformat

from tests.support.stored_outputs import COMPARED, PACKET, stored, text_of, with_markdown

FACT = re.compile(r"(?P<name>.*) = (?P<value>.*) · (?P<digest>[0-9a-f]{12})")
NUMBER = re.compile(r"[<−-]?\d[\d,.]*%?")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
NOTHING = "—"
UNSTORED = "what it shows; make outputs stores it"
INPUTS = ("sources", "agenda")  # what a section reads: no text of it
LONG = 60
MOST_PLACES = 6  # after the decimal point, more than are printed
MADE, MARKDOWN = ", made", "markdown"


@dataclass
class Section:
    """What is known of one notebook while nbval runs it: where its figures stand, and what differs."""

    name: str
    places: dict[str, str] = field(default_factory=dict)
    printed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    rebased: list[str] = field(default_factory=list)
    changed: list[tuple[str, str, str]] = field(default_factory=list)  # place, was, is
    raised: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)  # what of INPUTS is another

    @property
    def differs(self) -> bool:
        return bool(self.moved or self.changed or self.rebased or self.raised or self.read)

    def compare(self, cell: str, was: list, now: list, cells: Sequence = ()) -> bool:
        """Whether a cell shows what is stored of it; what does not is kept here. ``cells`` are those of the notebook."""
        for output in now:
            for block in output.get("data", {}).get(PACKET, {}).get("blocks", ()):
                for fact, printed, place in _figures(block):
                    self.places.setdefault(fact, place)
                    self.printed[fact].add(printed)
        was, now = stored(was), with_markdown(stored(now), cells)
        old, new = _lines(was), _lines(now)
        if new and not old:
            self.changed.append((cell, NOTHING, UNSTORED))
            return False
        for kind in dict.fromkeys([*old, *new]):
            if old.get(kind, []) == new.get(kind, []):
                continue
            if kind == "facts":
                self._facts(old.get(kind, []), new.get(kind, []))
            elif kind in INPUTS:
                self.read.append(kind)
            else:
                place = kind if kind == MARKDOWN else f"{cell}, {kind}"  # reported by the last cell, and in none
                self.changed += [(place, a, b) for a, b in _pairs(old.get(kind, []), new.get(kind, []))]
        return old == new

    def _facts(self, was: list[str], now: list[str]) -> None:
        old, new = _by_name(was), _by_name(now)
        for name in dict.fromkeys([*old, *new]):
            a, b = old.get(name, (NOTHING, "")), new.get(name, (NOTHING, ""))
            if a[0] != b[0]:
                self.moved[name] = (a[0], b[0])
            elif a != b:
                self.rebased.append(name)

    def told(self) -> list[tuple[str, str, str]]:
        """The changed texts that no moved figure tells; that a display is made otherwise, only where its texts are the same."""
        if self.raised:
            return []
        texts = [one for one in self.changed if not one[0].endswith(MADE) and not self._is_moved(*one[1:])]
        cells = {place.partition(",")[0] for place, *_ in texts}
        return texts + [one for one in self.changed if one[0].endswith(MADE) and one[0].removesuffix(MADE) not in cells]

    def _is_moved(self, was: str, now: str) -> bool:
        """Whether two texts differ in numbers alone, each of them printed for a figure that moved."""
        printed = {text for name in self.moved for text in self.printed[name]}
        if NUMBER.sub("#", was) != NUMBER.sub("#", now):
            return False
        pairs = zip(NUMBER.findall(was), NUMBER.findall(now), strict=True)
        return all(a == b or b.rstrip(".,") in printed for a, b in pairs)


def _figures(block: Mapping) -> Iterator[tuple[str, str, str]]:
    """Each figure of a block: its name, what is printed, and where."""
    title = text_of(block.get("caption", "")) or text_of(block.get("message", "")) or text_of(block.get("text", ""))
    kind = f"{block['kind']} 「{_short(title, 24)}」"
    for number, row in enumerate(block.get("rows", ()), 1):
        label = text_of(row["cells"][0])
        for cell in row["cells"]:
            yield from _named(cell, f"{kind}, row {number} 「{_short(label, 24)}」")
    for point in block.get("points", ()):
        yield from _named([point["figure"]], f"{kind}, point 「{text_of(point['label'])}」")
    for key, value in block.items():
        if key not in ("rows", "points"):
            yield from _named(value, kind)


def _named(value: object, place: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict) and value.get("fact"):
        yield value["fact"], value["text"], place
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _named(one, place)


def _lines(outputs: list) -> dict[str, list[str]]:
    """What is compared of a cell's outputs, line by line, by what it is."""
    lines: dict[str, list[str]] = defaultdict(list)
    for output in outputs:
        data = output.get("data", {key: output[key] for key in ("text", "ename", "evalue") if key in output})
        for kind, value in data.items():
            for key, one in value.items() if kind == COMPARED else [("text", value)]:
                said = one.splitlines() if isinstance(one, str) else one if isinstance(one, list) else [one]
                lines[key] += map(str, said)
    return {key: said for key, said in lines.items() if said}


def _pairs(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    """The lines that differ, each with the one that stands in its place."""
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            old, new = was[a:b], now[c:d]
            size = max(len(old), len(new))
            yield from zip(old + [NOTHING] * (size - len(old)), new + [NOTHING] * (size - len(new)), strict=True)


def _by_name(lines: list[str]) -> dict[str, tuple[str, str]]:
    """The value and digest of each fact, by its name."""
    matches = [match for line in lines if (match := FACT.fullmatch(line))]
    return {match["name"]: (match["value"].replace("None", NOTHING), match["digest"]) for match in matches}


def _short(text: str, length: int = LONG) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _around(was: str, now: str) -> tuple[str, str]:
    """Two long texts from shortly before the place where they begin to differ."""
    start = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    cut = max(0, start - 20)
    return tuple(("…" if cut else "") + _short(text[cut:]) for text in (was, now))


def as_read(was: str, now: str, printed: str = "") -> tuple[str, str]:
    """Two values as people read them: as exact as the figure is ``printed`` (to four places where it is not), or by as many places
    more as tell them apart."""
    least = len(match[1]) if (match := re.search(r"\d\.(\d+)%?$", printed)) else 0 if printed else 4
    scale, sign = (100, "%") if printed.endswith("%") else (1, "")

    def read(value: str, decimals: int) -> str:
        if not re.fullmatch(r"-?\d+\.\d+", value):
            return value
        return f"{Decimal(value) * scale:.{decimals}f}{sign}"

    every = ((read(was, decimals), read(now, decimals)) for decimals in range(least, least + MOST_PLACES))
    return next((pair for pair in every if pair[0] != pair[1]), (was, now))


def lines(sections: list[Section]) -> list[str]:
    """What differs in all sections: a figure that moved is one line, wherever it stands, then a line a text, then the sum."""
    moved: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for section in sections:
        for name, values in section.moved.items():
            was, now = as_read(*values, min(section.printed.get(name, ()), default=""))
            if section.raised and values[1] == NOTHING:
                continue
            absent = "no longer made" if values[1] == NOTHING else "not shown, others are computed from it"
            place = section.places.get(name, absent)
            moved[name, was, now].append(f"{section.name}, {place}")
    said = [f"{section.name}, {what}" for section in sections for what in section.raised[:1]]
    said += [
        f"{name}: {was} → {now} · {places[0]}" + (f" (and in {len(places) - 1} more)" if len(places) > 1 else "")
        for (name, was, now), places in moved.items()
    ]
    texts = [(section.name, *one) for section in sections for one in section.told()]
    said += ["{}, {}: 「{}」 → 「{}」".format(name, place, *_around(was, now)) for name, place, was, now in texts]
    for section in (one for one in sections if not one.raised):
        if section.rebased:
            first = "、".join(section.rebased[:3]) + ("…" if len(section.rebased) > 3 else "")
            said.append(f"{section.name}: {len(section.rebased)} with the same value from other rows or rules: {first}")
        if section.read:
            said.append(f"{section.name}: its {' and '.join(section.read)} are not those of what is stored")
    counted = Counter(place.partition(", ")[0] for places in moved.values() for place in places)
    where = "、".join(f"{name} {count}" for name, count in counted.items() if count)
    broken = [section.name for section in sections if section.raised]
    said += [f"not compared after what was raised: {'、'.join(broken)}"] if broken else []
    return [*said, f"{_many(moved, 'figure')} moved{f' ({where})' if where else ''}; {_many(texts, 'text')} changed"]


def _many(found: Sized, word: str) -> str:
    return f"{len(found)} {word}{'s' * (len(found) != 1)}"


# -- hooks of pytest -----------------------------------------------------------------------------------------------------------


_RUN: dict[str, Section] = {}


def pytest_itemcollected(item) -> None:
    """A cell that nbval runs is compared and told here."""
    if not hasattr(item, "compare_outputs"):
        return
    section = _RUN.setdefault(str(item.path), Section(item.path.stem))
    cell = f"cell {_number(item)}"

    def compare(test, ref) -> bool:
        item.comparison_traceback = ["see the lines at the end"]
        return section.compare(cell, ref, test, _cells(item.path))

    def told(error) -> str:
        if "outputs differ" in str(error.value):
            return f"{section.name}, {cell}: not what is stored; the lines at the end say what"
        traceback = ANSI.sub("", str(getattr(error.value, "inner_traceback", "") or error.value)).strip()
        section.raised.append(f"{cell} raised: {_short(traceback.splitlines()[-1], 200)}")
        return shown(error)

    if item.cell.execution_count is None:  # nbval would not compare what has never been run
        item.cell.execution_count = 0
    shown = item.repr_failure
    item.compare_outputs, item.repr_failure = compare, told


def _number(item) -> int:
    """Which cell of its notebook a cell is, as a build tells it; nbval counts from 0, and code alone."""
    return [number for number, cell in enumerate(_cells(item.path), 1) if cell.cell_type == "code"][item.cell_num]


@functools.cache
def _cells(path: Path) -> list:
    return nbformat.read(path, 4).cells


def pytest_terminal_summary(terminalreporter) -> None:
    if differing := [section for section in _RUN.values() if section.differs]:
        terminalreporter.section("what differs from the stored outputs")
        for line in lines(differing):
            terminalreporter.write_line(line)
