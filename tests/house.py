"""``make house``: the house in numbers, room by room: modules, lines, the longest of each, and what is over its limit.

Lines are those of the formatted file. Complexity is ruff's count (C901). With ``--base REV`` the lines of that commit
stand beside; where rooms were others then, only the sum compares. Exits with 1 where a limit is passed.
"""

import argparse
import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE, LONGEST_FUNCTION, MOST_COMPLEX, P90_MODULE = 450, 60, 15, 300


def room_of(path: Path) -> str:
    """The room of a module of reportlib; the modules at the top of the folder are the ground."""
    parts = path.relative_to(ROOT / "reportlib").parts
    return parts[0] if len(parts) > 1 else "(ground)"


def functions(path: Path) -> Iterator[tuple[int, str]]:
    """How many lines each function of a file has, decorators left out, and its name with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (
                (node.end_lineno or node.lineno) - node.lineno + 1,
                f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
            )


def complex_functions() -> list[str]:
    """What ruff says of functions over :data:`MOST_COMPLEX`."""
    limit = f"lint.mccabe.max-complexity={MOST_COMPLEX}"
    command = [sys.executable, "-m", "ruff", "check", "--select", "C901", "--config", limit, "--output-format", "json"]
    found = json.loads(subprocess.run([*command, "reportlib"], cwd=ROOT, capture_output=True, text=True).stdout)
    return [f"{Path(one['filename']).relative_to(ROOT)}:{one['location']['row']} {one['message']}" for one in found]


def p90(lengths: list[int]) -> int:
    """The length that nine of ten modules do not pass."""
    return sorted(lengths)[max(0, -(-len(lengths) * 9 // 10) - 1)]


def lines_at(revision: str) -> int:
    """Lines of Python in reportlib at a commit."""
    shown = ["git", "grep", "-c", "", revision, "--", "reportlib/*.py"]
    counts = subprocess.run(shown, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sum(int(line.rpartition(":")[2]) for line in counts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", help="a commit to compare with")
    base = parser.parse_args().base
    paths = sorted((ROOT / "reportlib").rglob("*.py"))
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in paths}
    print(f"{'room':<12}{'modules':>8}{'lines':>8}{'longest':>9}{'longest function':>18}")
    for room in sorted({room_of(path) for path in paths}):
        inside = [path for path in paths if room_of(path) == room]
        longest = max((length for path in inside for length, _ in functions(path)), default=0)
        row = (len(inside), sum(lengths[path] for path in inside), max(lengths[path] for path in inside), longest)
        print(f"{room:<12}{row[0]:>8}{row[1]:>8}{row[2]:>9}{row[3]:>18}")
    before = f" ({lines_at(base):,} at {base})" if base else ""
    print(
        f"{len(paths)} modules, {sum(lengths.values()):,} lines{before}; nine of ten have at most {p90([*lengths.values()])}"
    )
    over = [f"{length} lines: {path.relative_to(ROOT)}" for path, length in lengths.items() if length > LONGEST_MODULE]
    over += [f"{long} lines: {name}" for path in paths for long, name in functions(path) if long > LONGEST_FUNCTION]
    over += complex_functions()
    if p90([*lengths.values()]) > P90_MODULE:
        over.append(f"nine of ten modules should have at most {P90_MODULE} lines")
    print(*over, sep="\n")
    return bool(over)


if __name__ == "__main__":
    raise SystemExit(main())
