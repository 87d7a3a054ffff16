"""The differences of two packets in the terminal and as a page."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from reportlib import messages, stopping, system, temporary
from reportlib.errors import ConfigError
from reportlib.language import for_the_packet, say
from reportlib.media.html.page import page_without_script
from reportlib.packets.changes import ENGLISH, NOTHING, Change, counts, grouped
from reportlib.packets.diff import other_sections
from reportlib.packets.published import Packet
from reportlib.packets.terminal_lines import plainly

MARK = "packet diff"  # what a page of ours says it was made by


def print_table(old: Packet, new: Packet, changes: Sequence[Change], console) -> None:
    """The changes as one table on a ``rich`` console, a heading a group."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), expand=False)
    table.add_column(messages.column_figure(), ratio=None, overflow="fold")
    names = (old.name, new.name) if old.name != new.name else (messages.column_before(), messages.column_after())
    for header in (*map(plainly, names), messages.column_difference(), "%"):
        table.add_column(header, justify="right", overflow="fold", no_wrap=len(header) < 16)
    for group, members in grouped(changes).items():
        table.add_section()
        table.add_row(Text(plainly(say(group, ENGLISH[group])), style="bold"))
        for change in members:
            # A narrow column: words part where a space is, and percentage points are called so below the table.
            cells = (
                " ".join(filter(None, change.label_parts())),
                *change.printed,
                change.difference_text().replace("百分點", "點"),  # of a Chinese terminal
                change.percent_text,
            )
            table.add_row(*(Text(plainly(cell)) for cell in cells))
    console.print(table)


def page(old: Packet, new: Packet, changes: Sequence[Change], why: Sequence[str] = ()) -> str:
    """The comparison as one self-contained page of HTML, in Chinese as the packets are; unchanged figures are folded away.

    ``why`` are the causes, a line each.
    """
    groups = [
        {
            "title": title,
            "anchor": f"g-{number}",
            "tables": [
                (kind == "same", [_row(change) for change in members if (change.kind == "same") == (kind == "same")])
                for kind in ("changed", "same")
            ],
            "changed": sum(change.kind != "same" for change in members),
        }
        for number, (title, members) in enumerate(grouped(changes).items(), 1)
    ]
    gone, added = other_sections(old, new)
    return page_without_script(
        "diff.html.j2",
        mark=MARK,
        old=old,
        new=new,
        groups=groups,
        counts=counts(changes),
        why=[line.removeprefix("・") for line in why],
        gone=gone,
        added=added,
        notices=list(dict.fromkeys(filter(None, (old.notice, new.notice)))),
    )


def _row(change: Change) -> dict:
    """A change as the page shows it: in Chinese, as the packets are."""
    with for_the_packet():
        parts, difference = change.label_parts(), change.difference_text()
    return {
        "kind": change.kind,
        "label": "".join(parts[:2]),
        "dates": parts[2],
        "old": change.printed[0],
        "new": change.printed[1],
        "absent": [bool(figure and figure.absence) for figure in (change.old, change.new)],
        "difference": difference,
        "percent": change.percent_text,
        "name": change.name,
        "ids": " → ".join(figure.id if figure else NOTHING for figure in (change.old, change.new)),
    }


def write_page(target: Path, text: str) -> None:
    """Write the page, at once or not at all; ConfigError where somebody else's file is in the way."""
    if target.exists():
        ours = False
        with contextlib.suppress(OSError, UnicodeDecodeError):
            ours = target.is_file() and f'content="{MARK}"' in target.read_text("utf-8")
        if not ours:
            raise ConfigError(messages.C11_not_made_by_diff(file=target.name))
    try:
        with temporary.beside(target.parent) as stage, stopping.last_step():
            with (stage / target.name).open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(stage / target.name, target)
    except OSError as error:
        problem = messages.R12_cannot_write_page(file=target.name, folder=target.parent, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None
