"""Running the section notebooks: side by side, each in its own process; one that is not complete ends the others."""

from __future__ import annotations

import concurrent.futures
import contextlib
import importlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat.v4.rwbase import rejoin_lines, split_lines, strip_transient

from reportlib import messages, system, temporary
from reportlib.errors import OutputError, PacketError, Problem, RunError
from reportlib.execute import fork_server, kernels, lint
from reportlib.execute.judging import INJECTED, CellLimits, Judge, cell_number
from reportlib.language import say
from reportlib.store.reads import Seen
from reportlib.writing import indented

if TYPE_CHECKING:
    from reportlib.execute.engine import Job


# The socket's path is within this folder; the systems allow 104 to 108 bytes for all of it.
_LONGEST_FOLDER = 76
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


@dataclass(frozen=True)
class SectionRun:
    """One notebook to run: ``source`` with ``parameters``."""

    stem: str
    source: Path
    parameters: dict[str, str]


OnComplete = Callable[[SectionRun, nbformat.NotebookNode, Seen | None, Path], None]


def get_ready() -> None:
    """Start the fork server, then import what the threads that run notebooks need.

    To be called before any other thread imports. Two threads that import packages which import each other, such as
    papermill's and nbconvert's jupyter_client, would wait for each other; Python then lets one of them go on with a
    module that is only half there (ImportError: partially initialized module).
    """
    fork_server.warm_up()
    importlib.import_module("reportlib.execute.engine")
    messages.load()


def run(
    sections: Sequence[SectionRun],
    *,
    notebooks: Path,
    cell_timeout: int,
    memory_mb: int | None,
    kept: Path | None,
    workers: int | None = None,
    inputs: Sequence[Path] = (),
    start_timeout: int = 60,
    on_cell: Callable[[str, int, int], None] | None = None,
    on_complete: OnComplete | None = None,
    hand_over: Callable[[Path], None] | None = None,
) -> list[nbformat.NotebookNode]:
    """The executed notebooks, in the order of ``sections``.

    ``notebooks`` is the folder they run in; ``cell_timeout`` and ``start_timeout`` are seconds; ``memory_mb`` is what
    each may take beyond what an idle kernel has; ``inputs`` are named, with their sizes, when memory runs out.
    ``on_cell(stem, done, total)`` is called from the threads that run the notebooks; ``done`` is ``total`` only when a
    notebook has been judged complete; ``on_complete`` is called then, from there, with the section, what was executed, what
    its kernel read (None where that is not known), and the folder of this run's own files. ``hand_over`` writes what the kernels need not read themselves into a folder.

    RunError (or the error that reportlib raised in a cell) with one problem a failed notebook; what was executed so far
    is then in the folder ``kept``, if there is to be one. When one fails, or on any exception in this thread such as Stopped, the others are
    ended at once.
    """
    get_ready()
    limits = CellLimits(cell_timeout, start_timeout, memory_mb)
    # For this run's sockets and files; R18, R13. Where no socket is a file, no path need be short.
    with temporary.folder(_LONGEST_FOLDER if fork_server.CAN_FORK else None) as folder:
        handed = folder / "handed" if hand_over else None
        runs = [
            _RunningSection(section, folder / str(n), notebooks, limits, inputs, on_cell, on_complete, handed)
            for n, section in enumerate(sections)
        ]
        if hand_over and handed:
            hand_over(handed)
        failed = _failed(runs, workers or min(len(runs), system.most_kernels()) or 1)
        fork_server.run_is_over()
    if failed:
        raise _failure(failed, runs, kept)
    return [one.executed for one in runs]


def _failed(runs: list[_RunningSection], workers: int) -> list[tuple[_RunningSection, BaseException]]:
    """Run them, so many at once; those that failed, or were ended for another's failure."""
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        try:
            futures = [pool.submit(one.go) for one in runs]
            _wait(futures, runs)
        except BaseException:
            # Also a kernel that is only being forked must end: with the fork server it does.
            _stop(runs)
            fork_server.shut_down()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [
        (one, error)
        for one, error in ((one, future.exception()) for one, future in zip(runs, futures, strict=True))
        if error is not None
    ]


def _wait(futures: list[concurrent.futures.Future], runs: list[_RunningSection]) -> None:
    """Until all are done. In short intervals: Windows answers a signal only between them."""
    waiting = set(futures)
    while waiting:
        done, waiting = concurrent.futures.wait(waiting, 0.2, concurrent.futures.FIRST_COMPLETED)
        if any(future.exception() for future in done):
            _stop(runs)


def _stop(runs: list[_RunningSection]) -> None:
    for one in runs:
        one.stop()


class _EndedEarly(Exception):
    """This notebook was ended because another one failed."""


class _RunningSection:
    """One section in a thread of its own."""

    def __init__(
        self,
        section: SectionRun,
        folder: Path,
        notebooks: Path,
        limits: CellLimits,
        inputs: Sequence[Path],
        on_cell: Callable[[str, int, int], None] | None,
        on_complete: OnComplete | None,
        handed: Path | None,
    ):
        self.section = section
        self._folder, self._notebooks = folder, notebooks
        self._limits, self._inputs = limits, inputs
        self._on_cell, self._on_complete = on_cell, on_complete
        self._handed = handed
        self._stopped = False
        self._job: Job | None = None

    @property
    def notebook(self) -> nbformat.NotebookNode | None:
        """What was executed, as far as it got."""
        return self._job.notebook if self._job is not None else None

    @property
    def executed(self) -> nbformat.NotebookNode:
        """What was executed, of a run that was judged complete."""
        if self.notebook is None:
            raise RuntimeError(f"{self.section.stem} has not been run")
        return self.notebook

    def stop(self) -> None:
        self._stopped = True
        if self._job is not None:
            self._job.stop()

    def go(self) -> None:
        """Run and judge; a PacketError says what is wrong, _EndedEarly that it was ended.

        A kernel that ended by itself before it ran a cell is started once more: nothing of the notebook can have done that, and
        nothing is done twice.
        """
        source = _read(self.section.source)
        job, error = self._attempt(source)
        if error is not None and job.cell is None and job.exit_code is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            job, error = self._attempt(source)
        Judge(job, self.section.source.name, self._limits, self._inputs).judge(error)
        if self._on_complete is not None:
            self._on_complete(self.section, self.executed, kernels.reads_of(self._folder), self._folder.parent)
        if self._on_cell is not None:
            self._on_cell(self.section.stem, len(source.cells), len(source.cells))

    def _attempt(self, source: nbformat.NotebookNode) -> tuple[Job, Exception | None]:
        """A run, and what it raised: papermill's, nbclient's, the kernel's errors are judged together with what was left behind."""
        from reportlib.execute.engine import Job  # imported by get_ready

        total = len(source.cells)

        def tell(notebook: nbformat.NotebookNode, index: int) -> None:
            if self._on_cell is not None:
                self._on_cell(self.section.stem, cell_number(notebook, index) - 1, total)

        job = self._job = Job(
            source,
            self.section.parameters,
            self._folder,
            cwd=self._notebooks,
            memory_mb=self._limits.memory_mb,
            cell_timeout=self._limits.cell_timeout,
            start_timeout=self._limits.start_timeout,
            on_cell=tell,
            handed=self._handed,
        )
        if self._stopped:
            raise _EndedEarly
        error: Exception | None = None
        try:
            job.run()
        except PacketError:
            raise
        except Exception as raised:
            error = raised
        if self._stopped:
            raise _EndedEarly
        return job, error


def _failure(
    failed: list[tuple[_RunningSection, BaseException]], runs: list[_RunningSection], kept: Path | None
) -> BaseException:
    """One error for all that failed; the executed notebooks are kept, and the message says where."""
    own: list[PacketError] = []
    for _, error in failed:
        if isinstance(error, PacketError):
            own.append(error)
        elif not isinstance(error, _EndedEarly):
            return error  # a mistake of ours, or of on_cell: not to be made to look like one of the notebook
    # A full disk, and each thing once: what else went wrong then came of it, and no notebook is to be looked at.
    if full := [error for error in own if isinstance(error, OutputError)]:
        return OutputError(*dict.fromkeys(problem for error in full for problem in error.problems))
    if kept:
        _keep(runs, kept)
    kinds = {type(error) for error in own}
    problems = list(dict.fromkeys(problem for error in own for problem in error.problems))
    names = [one.section.source.name for one, error in failed if not isinstance(error, _EndedEarly)]
    where = [str(kept / name) for name in names if kept and (kept / name).is_file()]
    if where:
        last = problems.pop()
        opened = messages.notebooks_as_far_as_run(notebooks=where)
        problems.append(
            Problem(
                last.code,
                last.what,
                last.todo + say("", " " if last.todo else "") + opened,
                last.file,
                last.sheet,
                last.row,
                last.column,
                last.header,
            )
        )
    return (kinds.pop() if len(kinds) == 1 else RunError)(*problems)


def _keep(runs: list[_RunningSection], kept: Path) -> None:
    # Where it cannot be written, the message does without; what went wrong before is what must be told.
    with contextlib.suppress(OSError):
        kept.mkdir(parents=True, exist_ok=True)
        for old in kept.glob("*.ipynb"):
            old.unlink()
        for one in runs:
            if one.notebook is not None:
                nbformat.write(one.notebook, kept / one.section.source.name)


def _read(path: Path) -> nbformat.NotebookNode:
    """The notebook without its stored outputs, each cell with an id: those that have none would get one by chance."""
    data = json.loads(path.read_text("utf-8"))
    lint.drop_outputs(data)
    for number, cell in enumerate(data["cells"]):
        cell.setdefault("id", f"cell-{number:02d}")
    data["nbformat_minor"] = max(data["nbformat_minor"], 5)
    return nbformat.from_dict(data)


def normalise(nb: nbformat.NotebookNode, shown_params_file: str) -> None:
    """Strip an executed notebook of what differs from run to run and of what names the machine, in place.

    The injected parameter becomes ``shown_params_file``. What the cells showed is left as it is, but for the addresses
    of objects in memory.
    """
    nb.metadata.pop("papermill", None)
    nb.metadata.pop("widgets", None)
    nb.metadata["language_info"] = nbformat.from_dict({"name": "python"})
    for cell in nb.cells:
        for key in ("papermill", "execution", "ExecuteTime"):
            cell.metadata.pop(key, None)
        tags = cell.metadata.get("tags", [])
        if not tags:
            cell.metadata.pop("tags", None)
        if INJECTED in tags:
            cell["id"] = INJECTED
            cell.source = f"# Parameters\n{lint.PARAMETER} = {json.dumps(shown_params_file, ensure_ascii=False)}"
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = _ADDRESS.sub(" at 0x…", output.text)
            elif "text/plain" in output.get("data", {}):
                output.data["text/plain"] = _ADDRESS.sub(" at 0x…", output.data["text/plain"])


def written(nb: nbformat.NotebookNode) -> bytes:
    """The file of a notebook, in nbformat's one form, but faster than :func:`nbformat.write`."""
    try:
        text = indented(split_lines(strip_transient(nb)), sort_keys=True)
    finally:
        rejoin_lines(nb)  # a copy would take longer than all of this
    return f"{text}\n".encode()


def write(nb: nbformat.NotebookNode, path: Path) -> None:
    """Write a notebook."""
    path.write_bytes(written(nb))
