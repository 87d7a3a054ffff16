"""Whether a run of a notebook is complete, and what to say where it is not.

A run is complete only if no cell raised, every code cell was executed, nothing was written to stderr, every cell shows
something, and the last cell, the sentinel, reported what was shown, which is counted here once more. papermill's own
marks say "completed" also of cells that never ran.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from reportlib import errors, messages, system, temporary
from reportlib.errors import PacketError, Problem, RunError, quoted
from reportlib.execute import kernels, lint
from reportlib.execute.guard import Refused
from reportlib.language import say

if TYPE_CHECKING:
    from reportlib.execute.engine import Job


MIME = "application/vnd.packet+json"
INJECTED = "injected-parameters"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(r"^.*?:\d+: (?=\w+: )")
_OWN_ERRORS = {
    kind.__name__: kind for kind in (PacketError, errors.InputError, errors.ConfigError, RunError, errors.OutputError)
}


@dataclass(frozen=True)
class CellLimits:
    """What a notebook may take: seconds a cell and until its kernel answers, and memory beyond an idle kernel's."""

    cell_timeout: int
    start_timeout: int
    memory_mb: int | None


class Judge:
    """Judges the run of one notebook, whose file is called ``file``; ``inputs`` are named when memory runs out."""

    def __init__(self, job: Job, file: str, limits: CellLimits, inputs: Sequence[Path]):
        self._job, self._file, self._limits, self._inputs = job, file, limits, inputs

    def judge(self, error: Exception | None) -> None:
        """PacketError unless the run is complete; ``error`` is what papermill, nbclient or the kernel raised."""
        job = self._job
        if error is not None and (refused := self._system_refused(error)):
            raise refused
        nb = job.notebook
        if nb is None or job.cell is None:
            raise self._never_started(error)
        for index, cell in code_cells(nb):
            for output in cell.outputs:
                if output.output_type == "error":
                    raise self._raised(self._place(nb, index), output)
        if job.exit_code is None and error is None:
            return self._silent_ends(nb)
        here = self._place(nb, job.cell)
        if job.exit_code is not None:
            raise self._died(here, job.exit_code)
        if type(error).__name__ == "CellTimeoutError":
            raise self._problem(messages.R03_cell_took_too_long(cell=here, seconds=self._limits.cell_timeout))
        raise self._problem(
            messages.R06_cell_broken_off(cell=here, error=type(error).__name__, todo=_again())
        ) from error

    def _system_refused(self, error: Exception) -> PacketError | None:
        """A full disk, or a limit of the system: met here, or in the kernel before it could speak, or plain to see."""
        place = self._job.folder.parent
        told = system.told_by(self._job.exit_code) if self._job.cell is None else None
        if met := system.disk_error(error) or told or temporary.is_full(place):
            return temporary.cannot_write(met, place)
        return system.refusal(error)

    def _silent_ends(self, nb: nbformat.NotebookNode) -> None:
        """R06: what looks like success and is none."""
        for index, cell in code_cells(nb):
            for output in cell.outputs:
                if output.output_type == "stream" and output.name == "stderr":
                    line = _telling_line(output.text)
                    raise self._problem(messages.R06_cell_wrote_warning(cell=self._place(nb, index), line=line))
            if cell.execution_count is None or cell.metadata.get("papermill", {}).get("status") != "completed":
                raise self._problem(messages.R06_cell_not_executed(cell=self._place(nb, index)))
        with contextlib.suppress(OSError):
            died = (self._job.folder / kernels.THREADS).read_text("utf-8").partition("\n")[0]
            raise self._problem(messages.R06_background_thread_failed(error=died))
        self._displays_reported(nb)

    def _displays_reported(self, nb: nbformat.NotebookNode) -> None:
        """R06: a cell that shows nothing, and a sentinel that is missing or has counted otherwise."""
        cells = list(code_cells(nb))
        for index, cell in cells:
            if not cell.outputs and not {"parameters", INJECTED} & set(cell.metadata.get("tags", [])):
                raise self._problem(messages.R06_cell_shows_nothing(cell=self._place(nb, index)))
        shown = sum(len(_displays(cell)) for _, cell in cells[:-1])
        last = _displays(cells[-1][1]) if cells else []
        if len(last) != 1 or last[0].get("kind") != "sentinel":
            raise self._problem(messages.R06_end_not_reported(sentinel=lint.SENTINEL))
        if last[0].get("displays") != shown:
            raise self._problem(
                messages.R06_displays_lost(reported=last[0].get("displays"), received=shown, todo=_again())
            )

    def _never_started(self, error: Exception | None) -> PacketError:
        job = self._job
        log = ""
        with contextlib.suppress(OSError):
            log = _telling_line((job.folder / kernels.LOG).read_text("utf-8", "replace"))
        if job.exit_code is not None and job.exit_code < 0:
            reason = messages.by_signal(signal=-job.exit_code)
        elif isinstance(error, TimeoutError) or "in time" in str(error):
            reason = messages.no_answer_within(seconds=self._limits.start_timeout)
        else:
            reason = quoted(log or f"{type(error).__name__}: {error}")
        return self._problem(messages.R05_kernel_did_not_start(reason=reason))

    def _died(self, here: str, code: int) -> PacketError:
        if code == 0:
            return self._problem(messages.R06_notebook_ended_kernel(cell=here))
        if code == -9:
            return self._problem(messages.R01_kernel_killed(cell=here, sizes=self._sizes(), todo=_again()))
        how = messages.by_signal(signal=-code) if code < 0 else messages.with_exit_code(code=code)
        return self._problem(messages.R01_kernel_died(cell=here, how=how, todo=_again()))

    def _raised(self, here: str, output: nbformat.NotebookNode) -> PacketError:
        message = _COLOURS.sub("", output.evalue).strip()
        if met := system.told_in(message):
            return temporary.cannot_write(met, self._job.folder.parent)
        if output.ename in _OWN_ERRORS:
            # reportlib's own sentences; each line begins with its code.
            lines = (line.partition(" ") for line in message.splitlines())
            problems = [Problem(code, what) for code, blank, what in lines if blank]
            stopped = messages.R06_stopped_for_this(cell=here).at(file=self._file)
            return _OWN_ERRORS[output.ename](*problems, stopped)
        if output.ename.endswith("MemoryError"):
            limit = messages.memory_limit(megabytes=self._limits.memory_mb) if self._limits.memory_mb else ""
            return self._problem(messages.R02_out_of_memory(cell=here, limit=limit, sizes=self._sizes()))
        if output.ename == Refused.__name__:
            return self._problem(messages.C10_forbidden_code(cell=here, message=message))
        if output.ename == "SystemExit":
            return self._problem(messages.R06_sys_exit(cell=here))
        if output.ename == "KeyboardInterrupt":
            return self._problem(messages.R06_cell_interrupted(cell=here, todo=_again()))
        return self._problem(messages.R06_cell_raised(cell=here, error=output.ename, message=message))

    def _sizes(self) -> str:
        sizes = [f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in self._inputs if path.is_file()]
        return messages.input_sizes(sizes=sizes) if sizes else ""

    def _problem(self, problem: Problem) -> RunError:
        return RunError(problem.at(self._file))

    def _place(self, nb: nbformat.NotebookNode, index: int) -> str:
        """The cell as the user's own notebook has it, with its first line."""
        lines = nb.cells[index].source.strip().splitlines() or [""]
        return lint.cell_place(cell_number(nb, index)) + say("", " ") + quoted(lines[0])


def _again() -> str:
    return messages.run_again()


def code_cells(nb: nbformat.NotebookNode) -> Iterator[tuple[int, nbformat.NotebookNode]]:
    return ((index, cell) for index, cell in enumerate(nb.cells) if cell.cell_type == "code")


def cell_number(nb: nbformat.NotebookNode, index: int) -> int:
    """A cell's place in the user's notebook, from 1: the injected cell is not in it and counts as the one before."""
    return index + 1 - any(INJECTED in cell.metadata.get("tags", []) for cell in nb.cells[: index + 1])


def _displays(cell: nbformat.NotebookNode) -> list[dict]:
    return [output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})]


def _telling_line(text: str) -> str:
    """The line of a warning or a traceback that says what is wrong, without the path of this machine."""
    lines = [line for line in _COLOURS.sub("", text).splitlines() if line.strip()] or [""]
    traceback = next(
        (n for n, line in enumerate(lines) if line.startswith(("Traceback (most recent", "Exception in thread"))), None
    )
    if traceback is None:
        return _WARNING.sub("", lines[0])
    return next((line for line in reversed(lines[traceback:]) if not line.startswith(" ")), lines[traceback])
