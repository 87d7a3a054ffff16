"""How time and memory grow with the rows of a list: ``make bench-scale``, or ``python -m tests.bench_scale --rows 3000,30000``.

For each number of rows a meeting is made (:mod:`tests.large`) and built, and its packet asked, verified and opened. Of each phase are
printed: seconds, seconds of processor time, and the largest memory, of all processes of the command together (PSS where the system
tells it, so that what processes share is counted once; looked at several times a second), and whose it was; and, from one number of
rows to the next, the exponent by which they grow (1: as the rows do). ``--code FOLDER`` measures the code of another checkout by the same meetings.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import large
from tests.support.chromium import browser

ROOT = Path(__file__).resolve().parent.parent
ROWS = (3_000, 30_000, 300_000)
COUNTRY = 2_000_000
BETWEEN = 0.2  # seconds from one look at memory to the next
TICKS = os.sysconf("SC_CLK_TCK")

# A build that writes when each of its phases begins; a name that a checkout does not have is left out.
MARKED = """
import functools, importlib, json, sys, time
marks = open(sys.argv[1], "w")
def mark(phase):
    print(json.dumps([time.monotonic(), phase]), file=marks, flush=True)
def begins(module, name, phase, after):
    owner = importlib.import_module(module)
    plain = getattr(owner, name, None)
    if plain is None:
        return
    @functools.wraps(plain)
    def run(*given, **named):
        mark(phase)
        try:
            return plain(*given, **named)
        finally:
            mark(after)
    setattr(owner, name, run)
mark("start")
from reportlib.build import build
for name, phase, after in (
    ("check_inputs", "read and clean", "hand over"), ("run_sections", "sections", "gather"), ("merged_document", "gather and check", "gather and check"), ("computed", "gather and check", "render"),
    ("render", "render", "write"),
):
    begins("reportlib.build.build", name, phase, after)
from reportlib.__main__ import main  # as the command does it, which says first how memory is kept
sys.argv[1:] = ["build", sys.argv[2], "--output", sys.argv[3], "--no-cache"]
code = main()
mark("end")
sys.exit(code)
"""


@dataclass
class Look:
    """One look at a tree of processes."""

    at: float
    memory: dict[str, int]  # bytes of the main process, of typst, of all others
    ticks: int

    @property
    def bytes(self) -> int:
        return sum(self.memory.values())


@dataclass
class Spent:
    """What a phase took."""

    seconds: float
    processor: float
    memory: int  # bytes
    whose: dict[str, int] = field(default_factory=dict)


@dataclass
class Watched:
    """A command whose tree of processes is looked at while it runs."""

    command: list[str]
    cwd: Path
    looks: list[Look] = field(default_factory=list)

    def run(self) -> None:
        """Run it to its end; SystemExit with what it said where it fails."""
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(self.command, cwd=self.cwd, stdout=said, stderr=subprocess.STDOUT)
            watch = threading.Thread(target=self._watch, args=(process,))
            watch.start()
            process.wait()
            watch.join()
            if process.returncode:
                said.seek(0)
                raise SystemExit(said.read().decode("utf-8", "replace")[-3000:])

    def _watch(self, process: subprocess.Popen) -> None:
        while process.poll() is None:
            self.looks.append(look(process.pid))
            time.sleep(BETWEEN)

    def between(self, begin: float, end: float) -> Spent:
        """What was spent from one moment to another, as far as the looks tell it."""
        within = [one for one in self.looks if begin <= one.at <= end]
        before = [one for one in self.looks if one.at <= begin] or self.looks[:1]
        within = within or before[-1:]  # a phase between two looks
        ticks = within[-1].ticks - before[-1].ticks
        largest = max(within, key=lambda one: one.bytes)
        return Spent(end - begin, ticks / TICKS, largest.bytes, largest.memory)


def look(pid: int) -> Look:
    """Memory and processor time of a process and all that come from it, those that have ended included where they were waited for."""
    memory, ticks = dict.fromkeys(("main", "typst", "others"), 0), 0
    for one in tree(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
            is_typst = b"media.pdf.typst" in Path(f"/proc/{one}/cmdline").read_bytes()
            memory["main" if one == pid else "typst" if is_typst else "others"] += pss(one)
        except (OSError, ValueError):
            continue  # it has just ended
    return Look(time.monotonic(), memory, ticks)


def pss(pid: int) -> int:
    """The bytes of a process, what it shares divided by those that share it."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return 1024 * int(line.split()[1])
    return 0


def tree(pid: int) -> Iterator[int]:
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = thread.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from tree(int(child))


# -- what is measured ------------------------------------------------------------------------------------------------------


def measured(rows: int, folder: Path, code: Path, suffix: str) -> dict[str, Spent]:
    """Every phase of one meeting, by its name, in order."""
    params = large.large_meeting(folder / "project", rows)
    params = params.with_name("large-parquet.yaml") if suffix == "parquet" else params
    packet, marks = folder / "packet", folder / "marks"
    build = Watched([sys.executable, "-c", MARKED, str(marks), str(params), str(packet)], code)
    build.run()
    moments = [json.loads(line) for line in marks.read_text().splitlines()]
    found = {}
    for (begin, phase), (end, _) in zip(moments, moments[1:], strict=False):
        spent = build.between(begin, end)
        if phase in found:
            earlier = found[phase]
            largest = max(earlier, spent, key=lambda one: one.memory)
            spent = Spent(
                earlier.seconds + spent.seconds,
                earlier.processor + spent.processor,
                largest.memory,
                largest.whose,
            )
        found[phase] = spent
    found["build, all of it"] = build.between(moments[0][0], moments[-1][0])
    number = total_of(packet)
    asked = [sys.executable, "-m", "reportlib", "explain", str(packet), number]
    for name, command in (
        ("packet explain", asked),
        ("packet explain --csv", [*asked, "--csv", str(folder / "rows.csv")]),
        ("packet verify", [sys.executable, "-m", "reportlib", "verify", str(packet)]),
    ):
        told = Watched(command, code)
        begin = time.monotonic()
        told.run()
        found[name] = told.between(begin, time.monotonic())
    found |= clicked(packet / "packet.html", number, folder / "profile")
    for path in ("packet.html", "facts.json", "rows"):
        size = sum(one.stat().st_size for one in [packet / path, *(packet / path).rglob("*")] if one.is_file())
        print(f"  {path}: {size / 1e6:.1f} MB")
    return found


def total_of(packet: Path) -> str:
    """The id of the figure that counts the catalogue."""
    facts = json.loads((packet / "facts.json").read_text("utf-8"))["facts"]
    return next(fact["id"] for fact in facts if fact["name"] == "inventory.total")


CLICK = """
(async () => {
  const mark = document.querySelector(`data[data-fact="${%s}"]`);
  const panel = document.getElementById("panel");
  const begin = performance.now();
  mark.click();
  while (!panel.open || !panel.querySelector(".tables tbody tr")) await new Promise((done) => setTimeout(done, 1));
  panel.getBoundingClientRect();
  return performance.now() - begin;
})()
"""


def clicked(page: Path, number: str, profile: Path) -> dict[str, Spent]:
    """How long the page takes to open, until its numbers are told apart, and the first click on a number until its rows stand there."""
    known = """document.querySelector('data[aria-label$="項，說明出處"]') !== null"""
    try:
        with browser(profile) as tab:
            tab.size(1400)
            begin = time.monotonic()
            tab.open(page)
            tab.wait(known)
            opened = time.monotonic() - begin
            first = tab.run(CLICK % json.dumps(number)) / 1000
            tab.press("Escape")
            second = tab.run(CLICK % json.dumps(number)) / 1000
            memory = int(tab.run("performance.memory ? performance.memory.usedJSHeapSize : 0"))
    except pytest.skip.Exception as reason:
        print(f"  {reason}")
        return {}
    return {
        "page opened": Spent(opened, 0, memory),
        "first click": Spent(first, 0, memory),
        "second click": Spent(second, 0, memory),
    }


# -- told ------------------------------------------------------------------------------------------------------------------


def table(found: dict[int, dict[str, Spent]]) -> Iterator[str]:
    """A line a phase and a number of rows, with how it grew from the number before."""
    yield f"{'phase':22} {'rows':>10} {'s':>8} {'cpu s':>8} {'MB':>7}   exponent of s, cpu s, MB"
    phases = dict.fromkeys(phase for spent in found.values() for phase in spent)
    for phase in phases:
        earlier: tuple[int, Spent] | None = None
        for rows, spent in found.items():
            if phase not in spent:
                continue
            one = spent[phase]
            line = f"{phase:22} {rows:10,} {one.seconds:8.2f} {one.processor:8.2f} {one.memory / 1e6:7.0f}"
            if earlier:
                before, old = earlier
                grown = functools.partial(exponent, before, rows)
                pairs = ((old.seconds, one.seconds), (old.processor, one.processor), (old.memory, one.memory))
                line += "   " + "  ".join(grown(*pair) for pair in pairs)
            yield line + "".join(f"  {who} {size / 1e6:.0f}" for who, size in one.whose.items() if size > 1e6)
            earlier = rows, one


def exponent(few: int, many: int, before: float, after: float) -> str:
    if before <= 0 or after <= 0:
        return "  —"
    return f"{math.log(after / before) / math.log(many / few):5.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default=",".join(map(str, ROWS)), help="numbers of rows, by commas")
    parser.add_argument("--country", action="store_true", help=f"{COUNTRY:,} rows too")
    parser.add_argument("--code", type=Path, default=ROOT, help="the checkout that is measured")
    parser.add_argument("--of", choices=("csv", "parquet"), default="csv", help="the form of the list")
    asked = parser.parse_args()
    found: dict[int, dict[str, Spent]] = {}
    for rows in [*map(int, asked.rows.split(",")), *([COUNTRY] if asked.country else [])]:
        print(f"{rows:,} rows …", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            found[rows] = measured(rows, Path(folder), asked.code.resolve(), asked.of)
        print("\n".join(table(found)), flush=True)


if __name__ == "__main__":
    main()
