"""The differences of two packets in the terminal and as a page."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from reportlib.errors import ConfigError, OutputError, Problem
from reportlib.language import say
from reportlib.media.html.page import page_without_script
from reportlib.packets.changes import NOTHING, Change, counts, grouped
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
    table.add_column(say("指標", "figure"), ratio=None, overflow="fold")
    for header in (plainly(old.name), plainly(new.name), say("差", "difference"), "%"):
        table.add_column(header, justify="right", overflow="fold", no_wrap=len(header) < 16)
    for group, members in grouped(changes).items():
        table.add_section()
        table.add_row(Text(plainly(group), style="bold"))
        for change in members:
            # A narrow column: words part where a space is, and percentage points are called so below the table.
            cells = (
                " ".join(filter(None, change.label_parts())),
                *change.printed,
                change.difference_text().replace("百分點", "點"),
                change.percent_text,
            )
            table.add_row(*(Text(plainly(cell)) for cell in cells))
    console.print(table)


def page(old: Packet, new: Packet, changes: Sequence[Change]) -> str:
    """The comparison as one self-contained page of HTML, in Chinese as the packets are; unchanged figures are folded away."""
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
        gone=gone,
        added=added,
        notices=list(dict.fromkeys(filter(None, (old.notice, new.notice)))),
    )


def _in_chinese(zh: str, en: str) -> str:
    return zh


def _row(change: Change) -> dict:
    parts = change.label_parts(_in_chinese)
    return {
        "kind": change.kind,
        "label": "".join(parts[:2]),
        "dates": parts[2],
        "old": change.printed[0],
        "new": change.printed[1],
        "absent": [bool(figure and figure.absence) for figure in (change.old, change.new)],
        "difference": change.difference_text(_in_chinese),
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
            raise ConfigError(
                Problem(
                    "C11",
                    say(
                        f"{target.name} 已存在，而且不是 packet diff 產生的。",
                        f"{target.name} exists and was not made by packet diff.",
                    ),
                    say(
                        "為了不覆蓋您的檔案，請以 --html 指定其他檔名。",
                        "So as not to overwrite your file, choose another name with --html.",
                    ),
                )
            )
    beside = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as error:
        raise OutputError(
            Problem(
                "R12",
                say(f"無法寫入 {target.name}：{error.strerror}。", f"cannot write {target.name}: {error.strerror}."),
                say("請確認磁碟空間與資料夾權限。", "Check the disk space and the folder's permissions."),
            )
        ) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
