"""``make bench``: how long a whole ``packet build`` and an intake take, as ratios within one run on one machine.

(a) the stock ``papermill`` and ``jupyter nbconvert --to html`` command lines on the same notebooks, one after another;
(b) a plain script that makes the same calls to reportlib and typst without notebooks (``tests/plain.py``).
Each is run three times, in turn, after one run of (b) and of the packet to fill the caches of the disk; medians are compared.

The intake of 32 returns of 500 rows each, clean ones, is compared with the readers alone on the same files: ``readers.read``,
file by file, and ``readers.read_many``, which the intake itself uses; each is a process of its own, and what the intake
writes is part of it.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportlib.meeting import Meeting
from reportlib.params import Params

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 3
INTAKE_UNITS, INTAKE_ROWS = 32, 500


def call(*command: object, cwd: Path = ROOT) -> None:
    subprocess.run([str(part) for part in command], cwd=cwd, check=True, capture_output=True)


def packet(params_file: Path, folder: Path) -> None:
    call(BIN / "packet", "build", params_file, "--output", folder / "packet")


def stock(params_file: Path, folder: Path) -> None:
    notebooks = ROOT / "notebooks"
    for stem, _ in Params.read(params_file).sections:
        out = folder / f"{stem}.ipynb"
        call(BIN / "papermill", notebooks / f"{stem}.ipynb", out, "-p", "params_file", params_file, "--cwd", notebooks)
        call(BIN / "jupyter", "nbconvert", "--to", "html", out)


def plain(params_file: Path, folder: Path) -> None:
    call(sys.executable, "-m", "tests.plain", params_file, folder / "plain")


def seconds(run, params_file: Path) -> float:
    folder = Path(tempfile.mkdtemp())
    try:
        begin = time.perf_counter()
        run(params_file, folder)
        return time.perf_counter() - begin
    finally:
        shutil.rmtree(folder, ignore_errors=True)


ONE_BY_ONE = """
import sys
from pathlib import Path
from reportlib import readers
for path in sorted(Path(sys.argv[1]).iterdir()):
    readers.read(path)
"""
TOGETHER = """
import sys
from pathlib import Path
from reportlib import readers
assert all(isinstance(result, list) for _, result in readers.read_many(sorted(Path(sys.argv[1]).iterdir())))
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
        book.active.append(("編號", "機關", "資料集名稱", "服務分類", "檔案格式", "更新頻率", "預計開放日期", "實際開放日期"))
        for n in range(INTAKE_ROWS):
            book.active.append((f"{unit}-{n:03}", unit, f"{unit}資料集 {n:03}", "公共資訊", "CSV;JSON", "每1月", f"109/{7 + n % 6}/{1 + n % 28}", None))
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
        print(f"packet intake takes {whole / median['readers, file by file']:.2f} times as long as the readers alone, file by file (aim: at most 2)")
        print(f"packet intake takes {whole / median['readers, all together']:.2f} times as long as the readers alone, all together")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    bench_intake()
    bench_build()


def bench_build() -> None:
    params_file = ROOT / "params" / "moea-6-1.yaml"
    ways = {"packet build": packet, "stock papermill + nbconvert": stock, "plain script": plain}
    for run in (packet, plain):
        seconds(run, params_file)
    times = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            times[name].append(seconds(run, params_file))
    median = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        print(f"{name:30} median {median[name]:6.2f} s   ({', '.join(f'{v:.2f}' for v in sorted(values))})")
    whole = median["packet build"]
    print(f"packet build is {median['stock papermill + nbconvert'] / whole:.1f} times as fast as stock papermill and nbconvert (aim: at least 5)")
    print(f"packet build takes {whole / median['plain script']:.2f} times as long as the plain script (aim: at most 2)")


if __name__ == "__main__":
    main()
