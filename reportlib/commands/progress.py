"""What the terminal shows while a command works."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator

from reportlib.desk.job import progress_of_job


def print_columns(rows: list[list[str]]) -> None:
    """Rows of texts in columns, Chinese characters two cells wide; the last column is not filled up."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=False)]
    for row in rows:
        print(
            "  "
            + "  ".join(
                [text + " " * (width - cell_len(text)) for text, width in zip(row[:-1], widths, strict=False)]
                + [row[-1]]
            )
        )


@contextlib.contextmanager
def progress_lines() -> Iterator:
    """One line a section: a moving bar on a terminal, a finished line elsewhere; events where the desk has begun the run."""
    from reportlib.build.progress import Progress

    if (of_job := progress_of_job()) is not None:
        yield of_job
        return
    if not sys.stderr.isatty():
        titles: dict[str, str] = {}
        lock = threading.Lock()

        def line(text: str) -> None:
            with lock:
                print(text, file=sys.stderr, flush=True)

        def cell(stem: str, done: int, total: int) -> None:
            if done == total:
                line(f"✓ {stem} {titles.get(stem, '')} {done}/{total}")

        yield Progress(
            lambda sections: titles.update({stem: title for stem, title, _ in sections}),
            cell,
            lambda text: line(f"・{text}"),
            lambda text: line(f"{text}…"),
        )
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bars, TaskID, TextColumn

    console = Console(stderr=True, highlight=False, markup=False)
    with Bars(
        TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), MofNCompleteColumn(), console=console
    ) as bars:
        tasks: dict[str, TaskID] = {}
        step = bars.add_task("", total=None, visible=False)

        def begin(sections: list[tuple[str, str, int]]) -> None:
            bars.update(step, visible=False)
            tasks.update({stem: bars.add_task(f"{stem} {title}", total=total) for stem, title, total in sections})

        yield Progress(
            begin,
            lambda stem, done, total: bars.update(tasks[stem], completed=done, total=total),
            lambda text: console.print(f"・{text}"),
            lambda text: bars.update(step, description=f"{text}…", visible=True),
        )
        bars.update(step, visible=False)
