"""``make bench``: how long a whole ``packet build`` and an intake take, as ratios within one run on one machine.

(a) the stock ``papermill`` and ``jupyter nbconvert --to html`` command lines on the same notebooks, one after another;
(b) a plain script that makes the same calls to reportlib and typst without notebooks (``tests/support/plain.py``).
Each is run three times, in turn, after one run of (b) and of the packet to fill the caches of the disk; medians are compared.

The intake of 32 returns of 500 rows each, clean ones, is compared with the readers alone on the same files: ``files.read``,
file by file, and ``files.read_many``, which the intake itself uses; each is a process of its own, and what the intake
writes is part of it.

What it costs that every number explains itself: the same build without the checks of digits and of agreement, the register of
figures, the panel and the review, in turn with the whole build; and of one build of both editions, the seconds that its main
process spends on each of them, and on masking and looking through the public edition, beside the build of the internal one.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 3
SETTLED_SECONDS = 5  # after a build, until nothing of it is still at work
INTAKE_UNITS, INTAKE_ROWS = 32, 500


def call(*command: object, cwd: Path = ROOT) -> None:
    subprocess.run([str(part) for part in command], cwd=cwd, check=True, capture_output=True)


@dataclass(frozen=True)
class Took:
    """Seconds of the clock, and of processor time of a command with all that it started and waited for."""

    wall: float
    processor: float

    @classmethod
    def by(cls, run: Callable[[], object]) -> "Took":
        before, begin = cls._spent(), time.perf_counter()
        run()
        return cls(time.perf_counter() - begin, cls._spent() - before)

    @staticmethod
    def _spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


def median_of(times: Sequence[Took]) -> Took:
    return Took(statistics.median(one.wall for one in times), statistics.median(one.processor for one in times))


def shown(times: Sequence[Took]) -> str:
    each = ", ".join(f"{one.wall:.2f}/{one.processor:.2f}" for one in sorted(times, key=lambda one: one.wall))
    median = median_of(times)
    return f"median {median.wall:6.2f} s of the clock, {median.processor:6.2f} s of processor time   ({each})"


def packet(params_file: Path, folder: Path) -> None:
    call(BIN / "packet", "build", params_file, "--output", folder / "packet", "--no-cache")


def stock(params_file: Path, folder: Path) -> None:
    notebooks = ROOT / "notebooks"
    for stem, _ in Params.read(params_file).sections:
        out = folder / f"{stem}.ipynb"
        call(BIN / "papermill", notebooks / f"{stem}.ipynb", out, "-p", "params_file", params_file, "--cwd", notebooks)
        call(BIN / "jupyter", "nbconvert", "--to", "html", out)


def plain(params_file: Path, folder: Path) -> None:
    call(sys.executable, "-m", "tests.support.plain", params_file, folder / "plain")


def took(run, params_file: Path) -> Took:
    folder = Path(tempfile.mkdtemp())
    os.environ["PACKET_CACHE"] = str(folder / "cache")  # each keeps what it makes, for nobody
    try:
        return Took.by(lambda: run(params_file, folder))
    finally:
        del os.environ["PACKET_CACHE"]
        shutil.rmtree(folder, ignore_errors=True)


ONE_BY_ONE = """
import sys
from pathlib import Path
from reportlib.readers import files
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    files.read(path)
"""
TOGETHER = """
import sys
from pathlib import Path
from reportlib.readers import files
assert all(isinstance(result, list) for _, result in files.read_many(sorted(Path(sys.argv[1]).glob("*.xlsx"))))
"""


def returns_project(folder: Path) -> Path:
    """A project with one parameter file and a folder of returns: the plan of each of 32 units, 500 rows, as a workbook."""
    import openpyxl

    for name in ("params", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    params_file = folder / "params" / "bench-6-1.yaml"
    params_file.write_text(
        "meeting: {body: 諮詢小組, term: 6, number: 1, date: 109-11-20}\ninputs: {publishers: agencies/moea.csv}\n"
        "rulebooks: {returns: rules/returns.yaml, categories: rules/service-categories.yaml, outcomes: rules/request-outcomes.yaml}\n"
        "as_of: {inventory: 109-10-31}\nperiods: {plan: [109-07-01, 109-12-31]}\nreturns: {due: 109-11-10, tables: [plan]}\n"
        'agenda:\n  - {item: 報告, start: "14:00", end: "15:00", sections: [45-planned]}\n',
        "utf-8",
    )
    received = folder / "data" / "bench-6-1" / "returns"
    received.mkdir(parents=True)
    units = Meeting(Params.read(params_file)).evaluated_units[:INTAKE_UNITS]
    assert len(units) == INTAKE_UNITS
    for unit in units:
        book = openpyxl.Workbook()
        book.active.append(
            ("編號", "機關", "資料集名稱", "服務分類", "檔案格式", "更新頻率", "預計開放日期", "實際開放日期")
        )
        for n in range(INTAKE_ROWS):
            book.active.append(
                (
                    f"{unit}-{n:03}",
                    unit,
                    f"{unit}資料集 {n:03}",
                    "公共資訊",
                    "CSV;JSON",
                    "每1月",
                    f"109/{7 + n % 6}/{1 + n % 28}",
                    None,
                )
            )
        book.save(received / f"{unit}.xlsx")
    return params_file


def bench_intake() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        params_file = returns_project(folder)
        received = folder / "data" / "bench-6-1" / "returns"
        ways = {
            "readers, file by file": (sys.executable, "-c", ONE_BY_ONE, received),
            "readers, all together": (sys.executable, "-c", TOGETHER, received),
            "packet intake": (BIN / "packet", "intake", params_file),
        }
        times = {name: [] for name in ways}
        for round in range(ROUNDS + 1):
            for name, command in ways.items():
                begin = time.perf_counter()
                call(*command)
                if round:
                    times[name].append(time.perf_counter() - begin)
        median = {name: statistics.median(values) for name, values in times.items()}
        for name, values in times.items():
            print(f"{name:30} median {median[name]:6.2f} s   ({', '.join(f'{v:.2f}' for v in sorted(values))})")
        whole = median["packet intake"]
        print(
            f"packet intake takes {whole / median['readers, file by file']:.2f} times as long as the readers alone, file by file (aim: at most 2)"
        )
        print(
            f"packet intake takes {whole / median['readers, all together']:.2f} times as long as the readers alone, all together"
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# The same start for both: the command line itself does more to be quick (``reportlib.__main__``).
WHOLE = """
import sys
from reportlib.build import build
from reportlib.commands import cli
from reportlib.document import digits, panel, register
sys.exit(cli.run(["build", sys.argv[1], "--output", sys.argv[2], "--no-cache", *sys.argv[3:]]))
"""
WITHOUT = WHOLE.replace(
    "sys.exit",
    """
digits.check = build.reconciled = lambda *given: None
build.review_of = lambda *given: {}
panel.figures = lambda document: None
register.of = lambda document: []
sys.exit""",
)
TIMED = """
import functools, sys, time
from reportlib.build import build
from reportlib.commands import cli
from reportlib.document import digits, panel, register
from reportlib.public import editions
spent = {}
def timed(owner, name, part):
    plain = getattr(owner, name)
    @functools.wraps(plain)
    def run(*given, **named):
        begin = time.thread_time()
        try:
            return plain(*given, **named)
        finally:
            spent[part] = spent.get(part, 0) + time.thread_time() - begin
    setattr(owner, name, run)
for owner, name, part in (
    (digits, "check", "digits"), (build, "reconciled", "reconcile"), (panel, "figures", "panel"), (register, "of", "register"), (build, "review_of", "review"),
    (editions.Edition, "learn", "mask"), (editions.Edition, "notebooks", "mask"), (editions.Edition, "tables", "mask"), (editions.Edition, "calendar", "mask"),
    (editions.Edition, "check_files", "last look"), (build, "write_public", "public edition, all of it"),
):
    timed(owner, name, part)
code = cli.run(["build", sys.argv[1], "--output", sys.argv[2], "--no-cache", "--edition", "public"])
print(*(f"{part}={seconds:.3f}" for part, seconds in spent.items()), sep=chr(10))
sys.exit(code)
"""


def bench_explained() -> None:
    params_file = ROOT / "params" / "moea-6-1.yaml"
    ways = {
        "a build": lambda params, folder: call(sys.executable, "-c", WHOLE, params, folder / "packet"),
        "the same, unexplained": lambda params, folder: call(sys.executable, "-c", WITHOUT, params, folder / "packet"),
        "the same, both editions": lambda params, folder: call(
            sys.executable, "-c", WHOLE, params, folder / "packet", "--edition", "public"
        ),
    }
    times = in_turn(ways, params_file)
    whole, without, _ = (median_of(values) for values in times.values())
    explained, bare, both = (median_of(values).wall for values in times.values())
    print(
        f"explaining and reconciling are {100 * (1 - bare / explained):.0f} % of a build by the clock, "
        f"{100 * (1 - without.processor / whole.processor):.0f} % of its processor time (aim: at most 20 %)"
    )
    print(f"both editions take {both / explained:.2f} times as long as the internal one")
    folder = Path(tempfile.mkdtemp())
    try:
        done = subprocess.run(
            [sys.executable, "-c", TIMED, str(params_file), str(folder / "packet")],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        for line in done.stdout.splitlines():
            part, found, took = line.rpartition("=")
            if found and part:
                print(
                    f"  {part}: {float(took):.2f} s of processor time, {100 * float(took) / explained:.0f} % of a build"
                )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# A build, and the memory of the largest of its processes in megabytes.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(done.returncode)
"""


def bench_requests() -> None:
    """The reference meeting with 5, 2,000 and 5,000 requests (the reference rows, repeated): seconds and memory."""
    import openpyxl

    folder = Path(tempfile.mkdtemp())
    try:
        for name in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / name, folder / name)
        received = folder / "data" / "moea-6-1" / "requests.xlsx"
        taken: dict[int, float] = {}
        for count in (5, 2_000, 5_000):
            book = openpyxl.load_workbook(received)
            rows = [row for row in book.active.iter_rows(min_row=3, max_row=7, values_only=True)]
            book.active.delete_rows(3, book.active.max_row)
            for number in range(count):
                book.active.append((str(600_000 + number), *rows[number % len(rows)][1:]))
            book.save(received)
            begin = time.perf_counter()
            build = (BIN / "packet", "build", folder / "params" / "moea-6-1.yaml", "--output", folder / str(count))
            done = subprocess.run(
                [sys.executable, "-c", MEASURED, *map(str, build)], cwd=ROOT, capture_output=True, text=True, check=True
            )
            taken[count] = time.perf_counter() - begin
            print(
                f"{count:5} requests {taken[count]:6.1f} s, {taken[count] / taken[5]:.1f} times as long as 5; "
                f"the largest process had {done.stdout.strip()} MB"
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# The caption of a table, and a cell of an input that one section reads: each is made longer by a word at a time.
EDITS = {
    "one caption": ("notebooks/10-inventory.ipynb", "各檔案格式"),
    "one input": ("data/moea-6-1/events.csv", "重建研討會"),
}


def change(folder: Path, name: str) -> None:
    file, text = EDITS[name]
    path = folder / file
    before = path.read_text("utf-8")
    if text not in before:
        raise SystemExit(f"{file} does not say {text} any more: name another text in EDITS")
    path.write_text(before.replace(text, f"{text}之"), "utf-8")


def processor_time(pid: int) -> float:
    """Of a process, of those it has waited for, and of all that it has running, with theirs."""
    whole = psutil.Process(pid)
    return sum(sum(one.cpu_times()[:4]) for one in (whole, *whole.children(recursive=True)))


def bench_watch() -> None:
    """What the build after a changed caption costs while ``--watch`` looks, beside the first build of it, which has nothing kept."""
    folder = Path(tempfile.mkdtemp())
    try:
        for name in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / name, folder / name)
        times: dict[str, list[Took]] = {"cold": [], "one caption, watched": []}
        for _ in range(ROUNDS):
            shutil.rmtree(folder / "output", ignore_errors=True)
            build = (BIN / "packet", "build", folder / "params" / "moea-6-1.yaml")
            times["cold"].append(Took.by(lambda build=build: call(*build, cwd=folder)))
            watched(folder, build, times["one caption, watched"])
        cold = median_of(times["cold"])
        for name, found in times.items():
            median = median_of(found)
            ratios = f"{median.wall / cold.wall:.1%} and {median.processor / cold.processor:.1%} of cold"
            print(f"{name:21} {shown(found)}   {ratios}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def watched(folder: Path, build: tuple, found: list[Took]) -> None:
    """Two edits while a build watches: the first one finds what typst has not yet laid out in its process."""
    record = folder / "output" / "moea-6-1" / "run.json"
    child = subprocess.Popen(
        [*map(str, build), "--watch"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(SETTLED_SECONDS)
        for is_counted in (False, True):
            before, spent, begin = record.read_bytes(), processor_time(child.pid), time.perf_counter()
            change(folder, "one caption")
            while record.read_bytes() == before:
                if child.poll() is not None:
                    raise SystemExit(f"{' '.join(map(str, build))} --watch has ended: run it by hand to see why")
                time.sleep(0.02)
            took = time.perf_counter() - begin
            time.sleep(SETTLED_SECONDS)
            if is_counted:
                found.append(Took(took, processor_time(child.pid) - spent))
    finally:
        child.terminate()
        child.wait()


def bench_store() -> None:
    """What a build costs of which nothing has changed, one caption or one input, and what a check does; each beside a build that
    has nothing kept yet."""
    folder = Path(tempfile.mkdtemp())
    try:
        for name in ("params", "notebooks", "data"):
            shutil.copytree(ROOT / name, folder / name)
        build = (BIN / "packet", "build", folder / "params" / "moea-6-1.yaml")
        check = (BIN / "packet", "check", folder / "params" / "moea-6-1.yaml")
        names = ("cold", "unchanged", "check", *EDITS, "check after it", "check of nothing kept")
        times: dict[str, list[Took]] = {name: [] for name in names}
        for number in range(ROUNDS + 1):
            shutil.rmtree(folder / "output", ignore_errors=True)
            for name, found in times.items():
                if name in EDITS:
                    change(folder, name)
                elif name == "check after it":  # another caption, which no build has seen
                    change(folder, "one caption")
                elif name == "check of nothing kept":
                    shutil.rmtree(folder / "output")
                took = Took.by(lambda name=name: call(*(check if name.startswith("check") else build), cwd=folder))
                if number:  # the first one fills the caches of the disk
                    found.append(took)
        cold = median_of(times["cold"])
        for name, found in times.items():
            median = median_of(found)
            ratios = f"{median.wall / cold.wall:.1%} and {median.processor / cold.processor:.1%} of cold"
            print(f"{name:21} {shown(found)}   {ratios}")
        print("aims: unchanged at most 3 %, one caption at most 35 % of cold, by the clock; a check at most 2 s")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


BENCHES = {
    "store": bench_store,
    "watch": bench_watch,
    "intake": bench_intake,
    "build": lambda: bench_build(),
    "explained": bench_explained,
    "requests": bench_requests,
}


def main() -> None:
    """``python -m tests.bench`` for all, ``python -m tests.bench intake`` for one."""
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name]()


def bench_build() -> None:
    params_file = ROOT / "params" / "moea-6-1.yaml"
    for run in (packet, plain):
        took(run, params_file)
    times = in_turn({"packet build": packet, "stock papermill + nbconvert": stock, "plain script": plain}, params_file)
    whole, stocks, script = (median_of(values) for values in times.values())
    print(
        f"packet build is {stocks.wall / whole.wall:.1f} times as fast as stock papermill and nbconvert (aim: at least 10)"
    )
    print(f"packet build takes {whole.wall / script.wall:.2f} times as long as the plain script (aim: at most 2)")
    print(f"and {whole.processor / script.processor:.2f} times its processor time (aim: at most 1.2)")


def in_turn(ways: dict, params_file: Path) -> dict[str, list[Took]]:
    """What each way takes, run in turn :data:`ROUNDS` times; printed with their median."""
    times: dict[str, list[Took]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            times[name].append(took(run, params_file))
    for name, values in times.items():
        print(f"{name:30} {shown(values)}")
    return times


if __name__ == "__main__":
    main()
