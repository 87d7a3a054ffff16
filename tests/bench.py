"""``make bench``: how long a whole ``packet build`` takes, as ratios within one run on one machine.

(a) the stock ``papermill`` and ``jupyter nbconvert --to html`` command lines on the same notebooks, one after another;
(b) a plain script that makes the same calls to reportlib and typst without notebooks (``tests/plain.py``).
Each is run three times, in turn, after one run of (b) and of the packet to fill the caches of the disk; medians are compared.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportlib.params import Params

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 3


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


def main() -> None:
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
