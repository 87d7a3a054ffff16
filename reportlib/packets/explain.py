"""``packet explain``: where a number of a built packet comes from, as a short tree down to the rows, in a terminal.

Nothing but the packet is read: ``facts.json``, and of the source rows in ``rows/`` those that are shown. Explained in the language of whoever asks; what the packet
says itself (labels, rules, places) stays as it is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from reportlib import messages
from reportlib.document.panel import date_text
from reportlib.facts.record import FactRecord, RowSpan
from reportlib.facts.rowsets import RowSet
from reportlib.facts.words import columns_read, disagreements, lines, place_text, unit_text
from reportlib.packets.asked import Explained, find
from reportlib.packets.terminal_lines import hanging, plainly

MOST_LINES = 40  # of a tree, and of a list of figures, before --all
MOST_ROWS = 5
MOST_PLACES = 4
WIDEST_CELL = 24  # columns of the terminal


def answer(packet: Explained, asked: str, width: int, everything: bool = False) -> Iterator[str]:
    """The lines of the answer: the figure explained, or, where several are meant, the list to choose from."""
    found = find(packet, asked)
    printed = [number for number in found if packet.facts[number].places]
    meant = found if everything else printed or found
    if len(meant) == 1:
        yield from explain(packet, meant[0], width, everything)
        if len(found) > 1:
            yield messages.also_unprinted(count=len(found) - 1, asked=asked)
    else:
        yield from choices(packet, asked, meant, len(found) - len(meant), width, everything)


def choices(
    packet: Explained, asked: str, numbers: Sequence[str], unprinted: int, width: int, everything: bool
) -> Iterator[str]:
    """The figures one by one: id, label, value, as-of date, and where they stand."""
    yield messages.may_be_one_of(asked=asked, count=len(numbers))
    shown = numbers if everything else numbers[: MOST_LINES // 2]
    for number in shown:
        fact = packet.facts[number]
        date = messages.in_brackets(text=date_text(fact)) if fact.as_of else ""
        yield from hanging(f"{number}  ", f"{fact.label} {fact.printed}{unit_text(fact)}{date}", width)
        if fact.places:
            yield from hanging("        ", _places(fact, 2), width)
    if hidden := len(numbers) - len(shown) + unprinted:
        yield messages.hidden_figures(count=hidden)
    yield messages.ask_again_by_id() + f" packet explain {_asked_of(packet)} {numbers[0]}"


def explain(packet: Explained, number: str, width: int, everything: bool = False) -> Iterator[str]:
    """One figure: its value, where it stands, the tree of its derivation, the first rows and the file of all."""
    fact = packet.facts[number]
    says = messages.figure_says(label=fact.label, printed=f"{fact.printed}{unit_text(fact)}")
    yield from hanging("", says, width)
    yield from hanging(
        "",
        "　".join(filter(None, (number, fact.name, date_text(fact) and f"{messages.as_of()} {date_text(fact)}"))),
        width,
    )
    unprinted = messages.not_printed()
    yield from hanging(
        messages.stands_in(),
        _places(fact, None if everything else MOST_PLACES) if fact.places else unprinted,
        width,
    )
    for line in disagreements(packet.facts).get(number, ()):
        yield from hanging("", line, width)
    yield ""
    yield from tree(packet, number, width, everything)
    for place in packet.rows_of(number):
        yield ""
        yield from first_rows(packet, number, place, width)


def _places(fact: FactRecord, most: int | None) -> str:
    texts = [place.text for place in fact.places]
    return messages.steps_listed().join(texts[:most]) + (
        messages.places_counted(count=len(texts)) if most and len(texts) > most else ""
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
        yield messages.lines_shown(shown=len(told), all=len(whole))


def first_rows(packet: Explained, number: str, place: RowSpan, width: int) -> Iterator[str]:
    """The first rows of one file as a table, the columns that were read first; then how to get all of them."""
    used = columns_read(packet.facts[number].derivation)
    table = next((table for table in packet.tables if (table.file, table.sheet) == (place.file, place.sheet)), None)
    yield from hanging("", place_text(place), width)
    if table is None:
        return
    wanted = RowSet.of_ranges(place.rows)
    if lacking := table.lacking(wanted):
        yield from hanging("", lacking, width)
    if not (there := table.count(wanted)):
        return
    rows = table.some(wanted, MOST_ROWS).rows
    columns = [column for column in dict.fromkeys((*used, *table.columns)) if column in table.columns]
    cells = [[messages.row_heading(), *columns]] + [
        [str(row), *(texts[table.columns.index(column)] for column in columns)] for row, texts in rows
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
    also = messages.columns_left_out(count=left_out) if left_out else ""
    yield messages.all_rows(rows=there, also=also)
    yield f"  packet explain {_asked_of(packet)} {number} --csv {number}.csv"


def _asked_of(packet: Explained) -> str:
    """How a packet is asked again: by its name, or by its folder; a part of a packet has ids of its own."""
    return packet.name if packet.folder.name == packet.name else plainly(os.path.relpath(packet.folder))


def _short(text: str) -> str:
    text = plainly(" ".join(text.split()))
    if cell_len(text) <= WIDEST_CELL:
        return text
    while cell_len(text) > WIDEST_CELL - 1:
        text = text[:-1]
    return f"{text}…"
