"""``packet explain``: where a number of a built packet comes from, as a short tree down to the rows, in a terminal.

Nothing but the packet is read: ``facts.json``, and the source rows in ``rows/``. Explanations are in Chinese, as the packet is.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from rich.cells import cell_len

from reportlib.document.panel import date_text
from reportlib.errors import ConfigError, Problem, quoted
from reportlib.facts.facts import row_numbers
from reportlib.facts.words import columns_read, disagreements, lines, place_text, unit_text, unrounded
from reportlib.language import say
from reportlib.packets.diff import FACTS, Packet
from reportlib.packets.diff_shown import plainly

MOST_LINES = 40  # of a tree, and of a list of figures, before --all
MOST_ROWS = 5
MOST_PLACES = 4
WIDEST_CELL = 24  # columns of the terminal
_ID = re.compile(r"f[-‐-—_ ]?0*(\d+)", re.IGNORECASE)
_NUMERAL = re.compile(r"(-?[\d,]*\d(?:\.\d+)?)\s*(%?)")
_PIECE = re.compile(r"[（〔「『《〈]*(?:[!-~–]+|.)[，。、；：！？」』）〕》〉…％]* *")


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


# -- which figure is meant -----------------------------------------------------------------------------------------------


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


# -- told ----------------------------------------------------------------------------------------------------------------


def answer(packet: Explained, asked: str, width: int, everything: bool = False) -> Iterator[str]:
    """The lines of the answer: the figure explained, or, where several are meant, the list to choose from."""
    found = find(packet, asked)
    printed = [number for number in found if packet.facts[number]["places"]]
    meant = found if everything else printed or found
    if len(meant) == 1:
        yield from explain(packet, meant[0], width, everything)
        if len(found) > 1:
            yield say(
                f"・另有 {len(found) - 1} 個未印出的數字也是{quoted(asked)}，--all 才列出。",
                f"・{quoted(asked)} is also the value of {len(found) - 1} figures that are not printed; --all lists them.",
            )
    else:
        yield from choices(packet, asked, meant, len(found) - len(meant), width, everything)


def choices(
    packet: Explained, asked: str, numbers: Sequence[str], unprinted: int, width: int, everything: bool
) -> Iterator[str]:
    """The figures one by one: id, label, value, as-of date, and where they stand."""
    yield say(
        f"{quoted(asked)}可能是下列 {len(numbers)} 個數字之一：", f"{quoted(asked)} may be {len(numbers)} figures:"
    )
    shown = numbers if everything else numbers[: MOST_LINES // 2]
    for number in shown:
        fact = packet.facts[number]
        date = f"（{date_text(fact)}）" if fact["as_of"] else ""
        yield from hanging(f"{number}  ", f"{fact['label']} {fact['printed']}{unit_text(fact)}{date}", width)
        if fact["places"]:
            yield from hanging("        ", _places(fact, 2), width)
    if hidden := len(numbers) - len(shown) + unprinted:
        yield say(f"・另有 {hidden:,} 個，--all 才列出。", f"・{hidden:,} more; --all lists them.")
    # A part of a packet has ids of its own: ask the same folder again.
    asked_of = packet.name if packet.folder.name == packet.name else plainly(os.path.relpath(packet.folder))
    yield say("・請以編號再問一次，例如", "・ask again by id, such as") + f" packet explain {asked_of} {numbers[0]}"


def explain(packet: Explained, number: str, width: int, everything: bool = False) -> Iterator[str]:
    """One figure: its value, where it stands, the tree of its derivation, the first rows and the file of all."""
    fact = packet.facts[number]
    yield from hanging("", f"{fact['label']}：{fact['printed']}{unit_text(fact)}", width)
    yield from hanging(
        "",
        "　".join(
            filter(None, (number, fact["name"], date_text(fact) and f"{say('統計日', 'as of')} {date_text(fact)}"))
        ),
        width,
    )
    unprinted = say("沒有單獨印出，用於計算其他數字", "not printed by itself, used in others only")
    yield from hanging(
        say("出現在：", "stands in: "),
        _places(fact, None if everything else MOST_PLACES) if fact["places"] else unprinted,
        width,
    )
    for line in disagreements(packet.facts).get(number, ()):
        yield from hanging("", line, width)
    yield ""
    yield from tree(packet, number, width, everything)
    for place in packet.all_rows[number]:
        yield ""
        yield from first_rows(packet, place, list(columns_read(fact["derivation"])), width)


def _places(fact: Mapping, most: int | None) -> str:
    texts = [place["text"] for place in fact["places"]]
    return "；".join(texts[:most]) + (
        say(f" 等 {len(texts)} 處", f" … {len(texts)} places") if most and len(texts) > most else ""
    )


def tree(packet: Explained, number: str, width: int, everything: bool = False) -> Iterator[str]:
    """The derivation as a tree; short of ``everything`` as deep as some forty lines allow."""
    whole = list(lines(number, packet.facts, deepest=99))
    told = whole
    if not everything:
        told = next(
            (cut for deepest in (3, 2, 1) if len(cut := list(lines(number, packet.facts, deepest))) <= MOST_LINES),
            list(lines(number, packet.facts, 1))[:MOST_LINES],
        )
    open_levels: dict[int, bool] = {}
    for at, (depth, text) in enumerate(told):
        after = next((later for later, _ in told[at + 1 :] if later <= depth), -1)
        open_levels[depth] = after == depth
        guides = "".join("│  " if open_levels.get(level) else "   " for level in range(1, depth))
        mark, below = ("├─ ", "│  ") if open_levels[depth] else ("└─ ", "   ")
        yield from hanging(guides + mark if depth else "", text, width, guides + below if depth else "")
    if len(told) < len(whole):
        yield say(
            f"（只列出 {len(told)} 行；--all 列出全部 {len(whole)} 行）",
            f"({len(told)} lines; --all tells all {len(whole)})",
        )


def first_rows(packet: Explained, place: Mapping, used: Sequence[str], width: int) -> Iterator[str]:
    """The first rows of one file as a table, the columns that were read first; then where all of them are."""
    table = next(
        (table for table in packet.tables if (table["file"], table["sheet"]) == (place["file"], place["sheet"])), None
    )
    wanted = set(row_numbers(place["rows"]))
    rows = [row for row in table["rows"] if row[0] in wanted] if table else []
    yield from hanging("", place_text(place), width)
    if not rows:
        return
    columns = [column for column in dict.fromkeys((*used, *table["columns"])) if column in table["columns"]]
    cells = [["列", *columns]] + [
        [str(row[0]), *(row[1 + table["columns"].index(column)] for column in columns)] for row in rows[:MOST_ROWS]
    ]
    cells = [[_short(cell) for cell in row] for row in cells]
    widths = [max(cell_len(row[at]) for row in cells) for at in range(len(columns) + 1)]
    fitting = next((most for most in range(len(widths), 1, -1) if sum(widths[:most]) + 2 * most <= width), 1)
    for row in cells:
        yield (
            "  "
            + "  ".join(cell + " " * (wide - cell_len(cell)) for cell, wide in zip(row[:fitting], widths, strict=False))
        ).rstrip()
    left_out = len(columns) + 1 - fitting
    also = say(f"（還有 {left_out} 欄）", f" ({left_out} more columns)") if left_out else ""
    yield say(f"  全部 {len(rows):,} 列{also}：", f"  all {len(rows):,} rows{also}:")
    yield f"  {plainly(os.path.relpath(packet.folder / table['path']))}"


def _short(text: str) -> str:
    text = plainly(" ".join(text.split()))
    if cell_len(text) <= WIDEST_CELL:
        return text
    while cell_len(text) > WIDEST_CELL - 1:
        text = text[:-1]
    return f"{text}…"


def hanging(first: str, text: str, width: int, later: str | None = None) -> Iterator[str]:
    """The text in lines of at most ``width`` columns of a terminal, the first and the later ones with their beginning.

    Chinese breaks anywhere but before closing punctuation, words and numbers stay whole where they fit; no control
    character of a text reaches the terminal.
    """
    later = " " * cell_len(first) if later is None else later
    room = max(width - cell_len(first), 20)
    line = ""
    for piece in _pieces(plainly(text), room):
        if line and cell_len(line + piece.rstrip()) > room:
            yield (first + line).rstrip()
            first, line, room = later, "", max(width - cell_len(later), 20)
        line += piece
    yield (first + line).rstrip()


def _pieces(text: str, room: int) -> Iterable[str]:
    """What no line break parts: a character of Chinese or a word, with its brackets and the spaces behind it."""
    for piece in _PIECE.findall(text):
        while cell_len(piece) > room:
            yield piece[: room // 2]
            piece = piece[room // 2 :]
        yield piece
