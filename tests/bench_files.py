"""``python -m tests.bench_files``: how many files a minute are judged, the most memory that this process and its children hold, and what
frictionless takes for the same values (``--frictionless`` files of the same kind; 0 for none).

So many CSV files of about 1 MB (``--files``, ``--kb``), each with seven columns of which four are standard fields, in a folder of their own.
In every file the same five values are wrong; both ways are held to finding just these.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psutil

from reportlib.files import folder
from reportlib.judging import judge, one_file, standards, values
from reportlib.judging.metadata import Metadata
from reportlib.meeting import rulebook_files

ROOT = Path(__file__).resolve().parent.parent
HEADER = "序號,日期,縣市別代碼,經度,緯度,測站名稱,數量"
DAY = date(2026, 10, 31)
# Wrong values, by the column and the row (as a spreadsheet program shows it) in which they stand.
PLANTED = {
    ("日期", 9): "1131031",
    ("日期", 700): "20240230",
    ("縣市別代碼", 50): "6300",
    ("經度", 33): "25.1",
    ("緯度", 99): "2.5",
}
PLACES = {(HEADER.split(",").index(column), row): value for (column, row), value in PLANTED.items()}


def text(number: int, size: int) -> str:
    """A table of about so many bytes, which is like no other but for the values that are wrong."""
    row = "{n},202{y}1031,63000,121.{n:06d},25.{n:06d},測站{m}號的名稱,{n}.5"
    count = max(size // len(row.format(n=100_000, y=4, m=number).encode()), 1_000)
    lines = [row.format(n=n, y=n % 7, m=number) for n in range(count)]
    for (column, at), value in PLACES.items():
        cells = lines[at - 2].split(",")
        lines[at - 2] = ",".join([*cells[:column], value, *cells[column + 1 :]])
    return "\n".join([HEADER, *lines]) + "\n"


def memory(process: psutil.Process) -> int:
    """What a process and its children hold now, shared pages once (PSS), in bytes."""
    held = 0
    for one in (process, *process.children(recursive=True)):
        try:
            held += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return held


def metadata(number: int) -> Metadata:
    return Metadata(str(7_000_000 + number), f"{number}", ("CSV",), (), ("UTF-8",), fields=HEADER.replace(",", ";"))


def whole(files: int, kb: int) -> None:
    """All of them, as a build judges them."""
    book = rulebook_files.read("file_quality", ROOT / "params/rules/file-quality.yaml")
    lists = standards.read(ROOT / "params/standards")
    with tempfile.TemporaryDirectory() as place:
        for number in range(files):
            Path(place, f"{7_000_000 + number}.csv").write_text(text(number, kb * 1_000), "utf-8")
        datasets = [metadata(n) for n in range(files)]
        most, done = [0], threading.Event()

        def watch() -> None:
            while not done.wait(0.2):
                most[0] = max(most[0], memory(psutil.Process()))

        watcher = threading.Thread(target=watch)
        watcher.start()
        begun, spent = time.perf_counter(), time.process_time()
        stored = folder.read(Path(place), {one.dataset for one in datasets})
        read = time.perf_counter() - begun
        found = judge.judge(stored, [(one, "甲", "金") for one in datasets], book, lists, DAY)
        seconds = time.perf_counter() - begun
        done.set()
        watcher.join()
    wrong = {(of.column, finding.row) for one in found.datasets for of in one.conformances for finding in of.findings}
    if wrong != set(PLANTED) or len(found.datasets) != files:
        raise SystemExit(f"found {sorted(wrong)} in {len(found.datasets)} datasets")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{files:,} files of {kb:,} kB: {seconds:.1f} s ({read:.1f} s of it hashing), load {psutil.getloadavg()[0]:.1f}"
    )
    print(f"{files / seconds * 60:,.0f} files a minute; at most {most[0] / 1e6:,.0f} MB, children included")
    children, all_of_it = used.ru_utime + used.ru_stime, time.process_time() - spent + used.ru_utime + used.ru_stime
    print(f"processor time: {all_of_it / files:.3f} s a file, {children / files:.3f} s of it the children's")


def by_our_rules() -> Callable[[bytes], set[tuple[str, int]]]:
    book = rulebook_files.read("file_quality", ROOT / "params/rules/file-quality.yaml")
    asking = judge.Asking(book, standards.read(ROOT / "params/standards"), DAY, {})
    question = asking.question(metadata(0), 1)

    def judged(data: bytes) -> set[tuple[str, int]]:
        answer = one_file.judged(question + data)
        return {(of["column"], row) for of in answer["standards"] for row, _, _ in of["findings"]}

    return judged


def by_frictionless() -> Callable[[bytes], set[tuple[str, int]]]:
    """The four standard fields as a schema with patterns, a list and bounds; what frictionless has no type for (a day of eight digits
    that is in the calendar) is its date with a format, and a bound, since 1131031 is a day of the year 1131 by that format."""
    import frictionless
    from frictionless.resources import TableResource

    known = [{"name": name, "type": "string"} for name in HEADER.split(",")]
    given = {
        "日期": {"type": "date", "format": "%Y%m%d", "constraints": {"minimum": "19000101"}},
        "縣市別代碼": {"constraints": {"enum": list(values.COUNTIES)}},
        "經度": {"type": "number", "constraints": {"minimum": 118.1, "maximum": 122.2}},
        "緯度": {"type": "number", "constraints": {"minimum": 21.7, "maximum": 26.5}},
    }
    schema = frictionless.Schema.from_descriptor({"fields": [one | given.get(one["name"], {}) for one in known]})

    def judged(data: bytes) -> set[tuple[str, int]]:
        source = TableResource(data=data, format="csv", encoding="utf-8", schema=schema)
        report = source.validate()
        return {(error.field_name, error.row_number) for task in report.tasks for error in task.errors}

    return judged


WAYS = {"ours": by_our_rules, "frictionless": by_frictionless}


def one_way(name: str, files: int, kb: int) -> None:
    """One way alone in this process: seconds of processor time a file, and the most memory."""
    judged = WAYS[name]()
    tables = [text(number, kb * 1_000).encode() for number in range(files)]
    begun = time.process_time()
    for table in tables:
        if (found := judged(table)) != set(PLANTED):
            raise SystemExit(f"{name} found {sorted(found)}")
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - sum(map(len, tables))
    print(f"{name}: {seconds / files:.3f} s of processor time a file, at most {peak / 1e6:,.0f} MB beside the tables")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--kb", type=int, default=1_000)
    parser.add_argument("--frictionless", type=int, default=10)
    parser.add_argument("--way", choices=WAYS, help="this way alone, in this process")
    asked = parser.parse_args()
    if asked.way:
        one_way(asked.way, asked.frictionless, asked.kb)
        return
    whole(asked.files, asked.kb)
    for name in WAYS if asked.frictionless else ():
        again = ("--way", name, "--frictionless", str(asked.frictionless), "--kb", str(asked.kb))
        subprocess.run([sys.executable, "-m", "tests.bench_files", *again], check=True)


if __name__ == "__main__":
    main()
