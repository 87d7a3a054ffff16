"""What the terminal shows while a command works."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportlib import messages, terminal
from reportlib.desk.job import progress_of_job

if TYPE_CHECKING:
    from reportlib.build.progress import Progress

LONGEST_SILENCE = 8  # seconds, where there is no terminal on which something can move


def print_columns(rows: list[list[str]]) -> None:
    """Rows of texts in columns, Chinese characters two cells wide; the last column is not filled up."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=False)]
    for row in rows:
        filled = [text + " " * (width - cell_len(text)) for text, width in zip(row[:-1], widths, strict=False)]
        print(("  " + "  ".join([*filled, row[-1]])).rstrip())


@contextlib.contextmanager
def progress_lines() -> Iterator[Progress]:
    """What is done, while it is done: moving bars on a terminal, finished lines elsewhere; notices alone where quiet was asked for,
    and events where the desk has begun the run."""
    from reportlib.build.progress import Progress

    if (of_job := progress_of_job()) is not None:
        yield of_job
    elif terminal.is_quiet():
        yield Progress(notice=lambda text: print(f"・{text}", file=sys.stderr, flush=True))
    elif sys.stderr.isatty():
        with _bars() as progress:
            yield progress
    else:
        with _Lines() as lines:
            yield Progress(lines.sections, lines.cell, lines.notice, lines.step, lines.rendered)


class _Lines:
    """A line for each thing that is done; and where nothing is for some seconds, one that says what is still being done."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._doing = messages.starting()
        self._lock = threading.Lock()
        self._told = self._began = time.monotonic()
        self._ended = threading.Event()

    def __enter__(self) -> _Lines:
        threading.Thread(target=self._say_that_it_goes_on, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()

    def sections(self, sections: list[tuple[str, str, int]]) -> None:
        self._titles.update({stem: title for stem, title, _ in sections})
        self._doing = messages.running_sections()

    def cell(self, stem: str, done: int, total: int) -> None:
        if done == total:
            self._line(f"✓ {stem} {self._titles.get(stem, '')} {done}/{total}")

    def notice(self, text: str) -> None:
        self._line(f"・{text}")

    def step(self, text: str) -> None:
        self._doing, self._began = text, time.monotonic()
        self._line(f"{text}…")

    def rendered(self, file: str, done: int, total: int) -> None:
        self._line(f"✓ {file} {done}/{total}")

    def _line(self, text: str) -> None:
        with self._lock:
            print(text, file=sys.stderr, flush=True)
            self._told = time.monotonic()

    def _say_that_it_goes_on(self) -> None:
        while not self._ended.wait(1):
            now = time.monotonic()
            if now - self._told >= LONGEST_SILENCE:
                self._line(messages.still_doing(step=self._doing, seconds=round(now - self._began)))


@contextlib.contextmanager
def _bars() -> Iterator[Progress]:
    """A bar a section, and one of the files that are rendered, each with the time that it takes; what is being done moves."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress as Bars,
        SpinnerColumn,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
    )

    from reportlib.build.progress import Progress

    console = Console(stderr=True, highlight=False, markup=False)
    columns = (
        SpinnerColumn("line", finished_text="✓"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}
        step = bars.add_task("", total=None, visible=False)

        def begin(sections: list[tuple[str, str, int]]) -> None:
            bars.update(step, visible=False)
            tasks.update({stem: bars.add_task(f"{stem} {title}", total=total) for stem, title, total in sections})

        def show(text: str) -> None:
            bars.reset(step, total=None, description=f"{text}…", visible=True)

        def rendered(file: str, done: int, total: int) -> None:
            bars.update(step, completed=done, total=total, description=f"{messages.typesetting()} {file}")

        yield Progress(
            begin,
            lambda stem, done, total: bars.update(tasks[stem], completed=done, total=total),
            lambda text: console.print(f"・{text}"),
            show,
            rendered,
        )
        bars.update(step, visible=False)
