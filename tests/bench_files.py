"""``python -m tests.bench_files``: how many files a minute are judged, and the most memory that this process and its children hold.

So many CSV files of about 1 MB (``--files``, ``--kb``), each with seven columns of which four are standard fields, in a folder of their own.
"""

import argparse
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

import psutil

from reportlib.files import folder
from reportlib.judging import judge, standards
from reportlib.judging.metadata import Metadata
from reportlib.meeting import rulebook_files

ROOT = Path(__file__).resolve().parent.parent
HEADER = "序號,日期,縣市別代碼,經度,緯度,測站名稱,數量"


def text(number: int, size: int) -> str:
    """A table of about so many bytes, which is like no other."""
    row = "{n},202{y}1031,63000,121.{n:06d},25.{n:06d},測站{m}號的名稱,{n}.5"
    count = size // len(row.format(n=100_000, y=4, m=number).encode())
    return "\n".join([HEADER, *(row.format(n=n, y=n % 7, m=number) for n in range(count))]) + "\n"


def memory(process: psutil.Process) -> int:
    """What a process and its children hold now, shared pages once (PSS), in bytes."""
    held = 0
    for one in (process, *process.children(recursive=True)):
        try:
            held += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--kb", type=int, default=1_000)
    asked = parser.parse_args()
    book = rulebook_files.read("file_quality", ROOT / "params/rules/file-quality.yaml")
    lists = standards.read(ROOT / "params/standards")
    with tempfile.TemporaryDirectory() as place:
        for number in range(asked.files):
            Path(place, f"{7_000_000 + number}.csv").write_text(text(number, asked.kb * 1_000), "utf-8")
        fields = HEADER.replace(",", ";")
        datasets = [
            Metadata(str(7_000_000 + n), f"{n}", ("CSV",), (), ("UTF-8",), fields=fields) for n in range(asked.files)
        ]
        most, done = [0], threading.Event()

        def watch() -> None:
            while not done.wait(0.2):
                most[0] = max(most[0], memory(psutil.Process()))

        watcher = threading.Thread(target=watch)
        watcher.start()
        begun = time.perf_counter()
        stored = folder.read(Path(place), {one.dataset for one in datasets})
        read = time.perf_counter() - begun
        found = judge.judge(stored, [(one, "甲", "金") for one in datasets], book, lists, date(2026, 10, 31))
        seconds = time.perf_counter() - begun
        done.set()
        watcher.join()
    marks = {one.mark for one in found.datasets}
    print(
        f"{asked.files:,} files of {asked.kb:,} kB: {seconds:.1f} s ({read:.1f} s of it hashing), marks {sorted(map(str, marks))}"
    )
    print(f"{asked.files / seconds * 60:,.0f} files a minute; at most {most[0] / 1e6:,.0f} MB, children included")


if __name__ == "__main__":
    main()
