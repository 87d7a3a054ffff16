"""``make mutants``: lines of the product changed one at a time, and how many of the changes a test notices.

``python -m tests.mutants --seed 1 --count 300`` draws so many of all changes that mutmut makes in the rooms ``measures``,
``document``, ``privacy`` and ``records`` (``[tool.mutmut]`` in pyproject.toml; some 32,000), each as likely as any other, and runs
for each the tests that reach its function, until one fails; what runs out of time is not counted as noticed. It works in a copy
under ``build/``; the same seed draws the same changes of the same code. Ends with a table by room and the survivors as
differences; ``--only PATTERN`` asks those of a module.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "mutants"
MUTMUT = Path(sys.executable).parent / "mutmut"
NOT_RUN, SURVIVED, NO_TEST = None, 0, 33  # exit codes as mutmut keeps them; any other is a change that was noticed
TIMED_OUT = (24, -24, 36, 152, 255)  # but these, on which a busy machine says nothing: not noticed until tried again
TOLD = {NOT_RUN: "not run", SURVIVED: "survived", NO_TEST: "no test", **dict.fromkeys(TIMED_OUT, "timed out")}
COLUMNS = ("noticed", "survived", "no test", "timed out", "not run")


def copy() -> None:
    """The files of the working tree that git knows, with what mutmut has made of them before."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        source, target = ROOT / name, COPY / name
        if source.is_file() and not (target.is_file() and target.read_bytes() == source.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def mutmut(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([MUTMUT, *arguments], cwd=COPY, capture_output=True, text=True)


def changes() -> dict[str, int | None]:
    """Every change by its name, with the exit code of its tests."""
    found = {}
    for path in sorted((COPY / "mutants").rglob("*.py.meta")):
        found |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def difference(name: str) -> str:
    """The lines of a change."""
    lines = mutmut("show", name).stdout.splitlines()
    return "\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---"))


def report(drawn: Sequence[str]) -> float:
    """Print what became of them; the share that was noticed."""
    codes = changes()
    rooms: dict[str, Counter] = defaultdict(Counter)
    for name in drawn:
        rooms[name.split(".")[1]][TOLD.get(codes[name], "noticed")] += 1
    for name in drawn:
        if codes[name] in (SURVIVED, NO_TEST, *TIMED_OUT):
            print(f"\n{name}\n{difference(name)}")
    print(f"\n{'room':<12}{'drawn':>8}{''.join(f'{told:>11}' for told in COLUMNS)}{'share':>8}")
    for room, counts in [*sorted(rooms.items()), ("all", sum(rooms.values(), Counter()))]:
        asked = counts.total() - counts["not run"]
        share = counts["noticed"] / asked if asked else 0
        numbers = "".join(f"{counts[told]:>11}" for told in COLUMNS)
        print(f"{room:<12}{counts.total():>8}{numbers}{share:>8.1%}")
    return share


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--only", default="*", help="names of changes, as in reportlib.records.keys.*")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--floor", type=float, default=0.85, help="exit 1 under this share")
    asked = parser.parse_args()
    copy()
    mutmut("run", "no change at all")  # mutmut has no command that only makes the changes and times the tests
    every = sorted(name for name in changes() if fnmatch(name, asked.only))
    if not every:
        sys.exit("mutmut made no change; run it by hand: cd build/mutants && mutmut run")
    drawn = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    run = mutmut("run", "--max-children", str(asked.workers), *drawn)
    if all(changes()[name] is NOT_RUN for name in drawn):
        sys.exit(f"{run.stdout[-4000:]}\nNo change was tried: the tests must pass in the copy first.")
    return 0 if report(drawn) >= asked.floor else 1


if __name__ == "__main__":
    sys.exit(main())
