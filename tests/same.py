"""``make same``: that nothing a user sees has changed since a commit, byte for byte.

Every command is run as a user runs it, on the tree of the commit and on this one: each in a fresh project with the
notebooks, parameters and data of its own side. Compared are all the files that they write and all that they print,
with the exit code, in Chinese and in English. Only the versions of programs in ``run.json`` are excepted. The inputs
that are not in the repository (``tests.support.same_inputs``) are made once, by this tree, and given to both sides.

What the commit gives is kept in the folder ``same`` of the git folder, by commit, inputs, installed packages and this
script; it may be deleted at any time.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import importlib.metadata
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.support import same_inputs

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2
SECONDS = 600
LANGUAGES = ("zh", "en")
FOLDERS = ("notebooks", "params", "data")
LEFT_OUT = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", "explore", "moea-real", "returns", "accepted")
PRINTED = "printed.txt"
INTERNAL_ERROR = "PACKET_DEBUG=1"
NEW = "data/moea-6-2"
CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*")
FIRST_LINES, DIFF_LINES, WIDEST_LINE = 400, 20, 200


class Step(NamedTuple):
    """One command in one language: the inputs that are laid over its project, and the paths that it writes."""

    group: str
    name: str
    command: str
    language: str
    inputs: str = ""
    writes: tuple[str, ...] = ()
    packets: bool = False  # it needs the packets that were built

    @property
    def place(self) -> str:
        return f"{self.group}/{self.name}.{self.language}"


# The packets that other commands are asked about, and where they stand in the results.
PACKETS = {
    "moea-6-1": "build/moea-6-1.zh/output/moea-6-1",
    "moea-6-1.public": "build/moea-6-1.zh/output/moea-6-1.public",
    "moea-5-2": "build/moea-5-2.en/output/moea-5-2",
}
FIGURES = " ".join(f"F-{number:04}" for number in range(1, 2000, 20))  # of the 2,129 there are
INTAKE = ("output/moea-6-1.intake", "data/moea-6-1/accepted")


def steps() -> list[Step]:
    """All that is run, the slowest first."""
    public = ("output/moea-6-1", "output/moea-6-1.public")
    small = ("output/small", "output/small.public")
    found = [
        Step("build", "moea-6-1", "build moea-6-1 --edition public", "zh", writes=public),
        Step("build", "moea-5-2", "build moea-5-2", "en", writes=("output/moea-5-2",)),
        Step("build", "personal", "build small --edition public", "en", "personal", small),
        Step("build", "partial", "build small --sections 45-planned", "zh", "personal", ("output/small.partial",)),
        Step("templates", "moea-6-1", "templates moea-6-1", "zh", writes=("output/moea-6-1.templates",)),
        Step("intake", "corrected", "intake moea-6-1", "en", "corrected", INTAKE),
        Step("check", "moea-5-2", "check moea-5-2", "zh"),
    ]
    new = ("params/moea-6-2.yaml", NEW)
    page = ("output/diff-moea-5-2-moea-6-1.html",)
    for language in LANGUAGES:
        found += [
            Step("intake", "returns", "intake moea-6-1", language, "returns", INTAKE),
            Step("check", "moea-6-1", "check moea-6-1", language),
            Step("check", "sections", "sections", language),
            Step("explain", "all", f"explain moea-6-1 --all 3,159 95% 金標章 {FIGURES}", language, packets=True),
            Step("explain", "briefly", "explain moea-6-1 F-0123 inventory.total", language, packets=True),
            Step("new", "moea-6-2", "new moea-6-2 --from moea-6-1", language, writes=new, packets=True),
            Step("diff", "all", "diff moea-5-2 moea-6-1 --all", language, writes=page, packets=True),
            Step("diff", "some", "diff moea-5-2 moea-6-1 --measures quality,plan", language, writes=page, packets=True),
            Step("verify", "moea-6-1", "verify moea-6-1", language, packets=True),
            Step("verify", "public", "verify moea-6-1.public", language, packets=True),
        ]
        for refused in same_inputs.REFUSED:
            name = refused.name
            found.append(Step("refused", name, refused.command, language, name, packets=refused.packets))
    return found


GROUPS = tuple(dict.fromkeys(step.group for step in steps()))


# -- one side --------------------------------------------------------------------------------------------------------


def run_groups(tree: Path, inputs: Path, results: Path, groups: Iterable[str]) -> None:
    """Run these groups on a tree. ``results`` gets a folder for each step; it may hold the packets from before."""
    wanted = [step for step in steps() if step.group in groups]
    with tempfile.TemporaryDirectory(prefix="same-") as name, ThreadPoolExecutor(AT_ONCE) as pool:
        for needs_packets in (False, True):
            now = [step for step in wanted if step.packets == needs_packets]
            for _ in pool.map(lambda step: run_step(step, tree, inputs, results, Path(name)), now):
                pass


def run_step(step: Step, tree: Path, inputs: Path, results: Path, place: Path) -> None:
    """Run one command and keep what it wrote and printed. One that ends in an internal error is run once more, and said
    so: an error that comes and goes is no difference between two trees."""
    project = place / f"{step.group}-{step.name}-{step.language}"
    done = run_in(project, step, tree, inputs, results)
    if INTERNAL_ERROR in done.stderr:
        print(f"run again: {step.place} of {tree}: {done.stderr.strip()}", file=sys.stderr)
        shutil.rmtree(project)
        done = run_in(project, step, tree, inputs, results)
    kept = results / step.place
    kept.mkdir(parents=True)
    said = in_order(done.stderr) if step.command.startswith("build") else done.stderr
    printed = f"exit code {done.returncode}\n-- stdout\n{done.stdout}-- stderr\n{said}"
    (kept / PRINTED).write_text(printed.replace(str(project), "<project>"), "utf-8")
    for name in step.writes:
        source, target = project / name, kept / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copyfile(source, target)
    shutil.rmtree(project)


def run_in(project: Path, step: Step, tree: Path, inputs: Path, results: Path) -> subprocess.CompletedProcess:
    """The command in a new project of this tree."""
    for folder in FOLDERS:
        shutil.copytree(tree / folder, project / folder, ignore=LEFT_OUT)
    laid = inputs / step.inputs if step.inputs else None
    if step.packets:
        put_packets(results, project / "output")
    if laid:
        shutil.copytree(laid, project, dirs_exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "reportlib", *shlex.split(step.command)],
        cwd=project,
        env=environment(tree, step.language),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
    )


def put_packets(results: Path, output: Path) -> None:
    """Copies of the packets that were built: no link may lead out of a project."""
    output.mkdir()
    for name, built in PACKETS.items():
        shutil.copytree(results / built, output / name)


def environment(tree: Path, language: str) -> dict[str, str]:
    left_out = ("PACKET_DEBUG", "FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"PYTHONPATH": str(tree), "PACKET_LANG": language, "COLUMNS": "100", "TERM": "dumb"}


def in_order(stderr: str) -> str:
    """What a build says, with the sections in their order: they are finished in any."""
    lines = stderr.splitlines(keepends=True)
    finished = sorted(line for line in lines if line.startswith("✓"))
    return "".join([*(line for line in lines if not line.startswith("✓")), *finished])


# -- the commit ------------------------------------------------------------------------------------------------------


def git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def results_of_commit(commit: str, inputs: Path, groups: Iterable[str]) -> Path:
    """The folder with what the commit gives; only groups that are not kept there from before are run."""
    common = ROOT / os.fsdecode(git("rev-parse", "--git-common-dir").strip())
    folder = common / "same" / f"{commit[:12]}-{key(inputs)[:12]}"
    missing = [group for group in groups if not (folder / group).is_dir()]
    if not missing:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = tempfile.TemporaryDirectory(prefix="new-", dir=folder)
    with tempfile.TemporaryDirectory(prefix="same-base-") as name, unfinished as new:
        with tarfile.open(fileobj=io.BytesIO(git("archive", commit))) as archive:
            archive.extractall(name, filter="data")
        if "build" not in missing and (folder / "build").is_dir():
            (Path(new) / "build").symlink_to(folder / "build")
        run_groups(Path(name), inputs, Path(new), missing)
        must_have_worked(Path(new), missing)
        for group in missing:
            if not (folder / group).exists():  # by another run at the same time
                (Path(new) / group).rename(folder / group)
    return folder


def must_have_worked(results: Path, groups: Iterable[str]) -> None:
    """End the run where the commit itself does not do what is asked here: then nothing would be proven."""
    for step in steps():
        if step.group in groups:
            printed = (results / step.place / PRINTED).read_text("utf-8")
            lacking = [name for name in step.writes if not (results / step.place / name).exists()]
            failed = step.group != "refused" and printed.splitlines()[0] not in ("exit code 0", "exit code 1")
            if lacking or failed or "Traceback" in printed or INTERNAL_ERROR in printed:
                sys.exit(f"the commit does not run {step.place}, so nothing can be compared:\n{printed[-2000:]}")


def key(inputs: Path) -> str:
    """Stands for everything beside the commit that decides what it gives."""
    packages = sorted(f"{one.name} {one.version}" for one in importlib.metadata.distributions())
    told = hashlib.sha256(repr((sys.version, packages)).encode())
    for path in (Path(__file__), Path(same_inputs.__file__)):
        told.update(path.read_bytes())
    for name, path in files_in(inputs).items():
        told.update(f"{name} {digest(path)}\n".encode())
    return told.hexdigest()


# -- the comparison --------------------------------------------------------------------------------------------------


def files_in(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def digest(path: Path) -> str:
    return hashlib.sha256(compared(path)).hexdigest()


def compared(path: Path) -> bytes:
    """What of a file is compared: all of it, but for the versions of programs in a run's record, and for the time that
    ``new`` writes into an empty workbook."""
    data = path.read_bytes()
    if path.suffix == ".xlsx" and NEW in path.as_posix():
        return repr({name: CLOCK.sub(b"", part) for name, part in members(data).items()}).encode()
    if path.name == "run.json":
        record = json.loads(data)
        record.pop("versions", None)
        return json.dumps(record, ensure_ascii=False, indent=1).encode()
    return data


def differences(base: Path, tree: Path) -> Iterator[str]:
    """A text for each file of one group that is not the same on both sides."""
    old, new = files_in(base), files_in(tree)
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield f"{base.name}/{name}: no longer written (was {digest(old[name])[:16]})"
        elif name not in old:
            yield f"{base.name}/{name}: newly written ({digest(new[name])[:16]})"
        elif (before := digest(old[name])) != (after := digest(new[name])):
            what = "".join(f"\n    {line}" for line in how(compared(old[name]), compared(new[name])))
            yield f"{base.name}/{name}: {before[:16]} -> {after[:16]}{what}"


def how(old: bytes, new: bytes) -> Iterable[str]:
    """In what two files differ: the members of a workbook, the lines of a text."""
    if old.startswith(b"%PDF"):
        return ["a PDF that differs"]
    if old.startswith(b"PK") and new.startswith(b"PK"):
        first, second = members(old), members(new)
        differing = [name for name in sorted(first.keys() | second.keys()) if first.get(name) != second.get(name)]
        return [f"member {name}" for name in differing] or ["the same members, packed otherwise"]
    try:
        return changed_lines(old.decode("utf-8-sig"), new.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return [f"{len(old):,} bytes -> {len(new):,} bytes"]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed_lines(old: str, new: str) -> list[str]:
    """A short unified difference, from the first line that is not the same; a page's elements count as lines."""
    before, after = (text.replace("><", ">\n<").splitlines() for text in (old, new))
    same = next(
        (n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    start = max(0, same - 1)
    parts = (lines[start : start + FIRST_LINES] for lines in (before, after))
    lines = [around(line) for line in difflib.unified_diff(*parts, n=1, lineterm="")][2:]
    rest = [f"... {len(lines) - DIFF_LINES} more lines"] if len(lines) > DIFF_LINES else []
    return [*lines[:DIFF_LINES], *rest] or ["other line ends, or a mark of byte order"]


def around(line: str) -> str:
    return line if len(line) <= WIDEST_LINE else line[:WIDEST_LINE] + "…"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.same", description=__doc__.splitlines()[0])
    parser.add_argument("--base", default="HEAD", metavar="REV", help="the commit that is compared with (default HEAD)")
    parser.add_argument("--only", default=",".join(GROUPS), metavar="GROUP,...", help=f"some of {','.join(GROUPS)}")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what this tree gives in a new folder")
    asked = parser.parse_args()
    wanted = asked.only.split(",")
    if unknown := [group for group in wanted if group not in GROUPS]:
        parser.error(f"no such group: {', '.join(unknown)}")
    if asked.keep and asked.keep.exists():
        parser.error(f"{asked.keep} is there already")
    needs_packets = any(step.packets and step.group in wanted for step in steps())
    groups = ["build"] * (needs_packets and "build" not in wanted) + wanted
    commit = git("rev-parse", "--verify", f"{asked.base}^{{commit}}").decode().strip()
    with tempfile.TemporaryDirectory(prefix="same-tree-") as name:
        inputs = Path(name) / "inputs"
        tree = asked.keep.resolve() if asked.keep else Path(name) / "results"
        tree.mkdir(parents=True)
        same_inputs.make(ROOT, inputs)
        base = results_of_commit(commit, inputs, groups)
        run_groups(ROOT, inputs, tree, groups)
        found = [text for group in wanted for text in differences(base / group, tree / group)]
        files = sum(len(files_in(base / group).keys() | files_in(tree / group).keys()) for group in wanted)
    for text in found:
        print(text)
    ran = [step for step in steps() if step.group in wanted]
    refused = sum(step.group == "refused" for step in ran)
    counts = f"{files:,} files of {len(ran)} commands, {refused} of them refused inputs"
    print(f"{'DIFFERENT' if found else 'same'} as {commit[:12]}: {len(found):,} differ of {counts}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
