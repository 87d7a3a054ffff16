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

from reportlib import errors
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
class Limits:
    """What a notebook may take: seconds a cell and until its kernel answers, and memory beyond an idle kernel's."""

    cell_timeout: int
    start_timeout: int
    memory_mb: int | None


class Judge:
    """Judges the run of one notebook, whose file is called ``file``; ``inputs`` are named when memory runs out."""

    def __init__(self, job: Job, file: str, limits: Limits, inputs: Sequence[Path]):
        self._job, self._file, self._limits, self._inputs = job, file, limits, inputs

    def judge(self, error: Exception | None) -> None:
        """PacketError unless the run is complete; ``error`` is what papermill, nbclient or the kernel raised."""
        job = self._job
        nb = job.notebook
        if nb is None or job.cell is None:
            raise self._never_started(error)
        for index, cell in code_cells(nb):
            for output in cell.outputs:
                if output.output_type == "error":
                    raise self._raised(self._place(nb, index), output)
        here = self._place(nb, job.cell)
        if job.exit_code is not None:
            raise self._died(here, job.exit_code)
        if type(error).__name__ == "CellTimeoutError":
            raise self._problem(
                "R03",
                say(
                    f"{here}執行超過 {self._limits.cell_timeout} 秒的上限。",
                    f"{here} ran longer than the limit of {self._limits.cell_timeout} seconds.",
                ),
                say(
                    "請檢查這一格，或提高參數檔的時間上限。",
                    "Check this cell, or raise the time limit in the parameter file.",
                ),
            )
        if error is not None:
            raise self._problem(
                "R06",
                say(f"{here}執行中斷（{type(error).__name__}）。", f"{here} was broken off ({type(error).__name__})."),
                _again(),
            ) from error
        self._silent_ends(nb)

    def _silent_ends(self, nb: nbformat.NotebookNode) -> None:
        """R06: what looks like success and is none."""
        check = say("請檢查這一格。", "Check this cell.")
        for index, cell in code_cells(nb):
            here = self._place(nb, index)
            for output in cell.outputs:
                if output.output_type == "stream" and output.name == "stderr":
                    raise self._problem(
                        "R06",
                        say(
                            f"{here}產生警告或錯誤訊息：{quoted(_telling_line(output.text))}。",
                            f"{here} wrote a warning or an error: {quoted(_telling_line(output.text))}.",
                        ),
                        check,
                    )
            if cell.execution_count is None or cell.metadata.get("papermill", {}).get("status") != "completed":
                raise self._problem("R06", say(f"{here}沒有執行。", f"{here} was not executed."), check)
        with contextlib.suppress(OSError):
            died = (self._job.folder / kernels.THREADS).read_text("utf-8").partition("\n")[0]
            raise self._problem(
                "R06",
                say(f"背景執行緒發生錯誤：{quoted(died)}。", f"a background thread failed: {quoted(died)}."),
                say("請檢查筆記本。", "Check the notebook."),
            )
        self._displays_reported(nb)

    def _displays_reported(self, nb: nbformat.NotebookNode) -> None:
        """R06: a cell that shows nothing, and a sentinel that is missing or has counted otherwise."""
        cells = list(code_cells(nb))
        for index, cell in cells:
            if not cell.outputs and not {"parameters", INJECTED} & set(cell.metadata.get("tags", [])):
                raise self._problem(
                    "R06",
                    say(f"{self._place(nb, index)}沒有任何輸出。", f"{self._place(nb, index)} shows nothing."),
                    say("請檢查這一格。", "Check this cell."),
                )
        shown = sum(len(_displays(cell)) for _, cell in cells[:-1])
        last = _displays(cells[-1][1]) if cells else []
        if len(last) != 1 or last[0].get("kind") != "sentinel":
            raise self._problem(
                "R06",
                say(
                    f"最後一格沒有回報執行完成（{lint.SENTINEL}）。",
                    f"the last cell did not report the end of the run ({lint.SENTINEL}).",
                ),
                say(f"請以 {lint.SENTINEL} 作為最後一格。", f"Make {lint.SENTINEL} the last cell."),
            )
        if last[0].get("displays") != shown:
            raise self._problem(
                "R06",
                say(
                    f"回報顯示了 {last[0].get('displays')} 項，實際收到 {shown} 項。",
                    f"{last[0].get('displays')} displays were reported, {shown} were received.",
                ),
                _again(),
            )

    def _never_started(self, error: Exception | None) -> PacketError:
        job = self._job
        log = ""
        with contextlib.suppress(OSError):
            log = _telling_line((job.folder / kernels.LOG).read_text("utf-8", "replace"))
        if job.exit_code is not None and job.exit_code < 0:
            reason = say(f"訊號 {-job.exit_code}", f"signal {-job.exit_code}")
        elif isinstance(error, TimeoutError) or "in time" in str(error):
            reason = say(
                f"{self._limits.start_timeout} 秒內沒有回應", f"no answer within {self._limits.start_timeout} seconds"
            )
        else:
            reason = quoted(log or f"{type(error).__name__}: {error}")
        return self._problem(
            "R05",
            say(f"執行核心無法啟動：{reason}。", f"the kernel could not be started: {reason}."),
            say(
                "請重新執行；若再發生，請依 README 重新安裝環境。",
                "Run again; if it happens once more, install the environment anew as the README says.",
            ),
        )

    def _died(self, here: str, code: int) -> PacketError:
        if code == 0:
            return self._problem(
                "R06",
                say(
                    f"{here}之前，筆記本自行結束了執行核心（exit）。",
                    f"the notebook ended its kernel (exit) before {here} was done.",
                ),
                say("請刪除 exit()。", "Delete exit()."),
            )
        if code == -9:
            return self._problem(
                "R01",
                say(
                    f"執行核心在{here}被系統強制結束（訊號 9），可能是記憶體不足{self._sizes()}。",
                    f"the kernel was killed in {here} (signal 9), perhaps for want of memory{self._sizes()}.",
                ),
                _again(),
            )
        how = say(f"訊號 {-code}", f"signal {-code}") if code < 0 else say(f"結束碼 {code}", f"exit code {code}")
        return self._problem(
            "R01", say(f"執行核心在{here}意外結束（{how}）。", f"the kernel died in {here} ({how})."), _again()
        )

    def _raised(self, here: str, output: nbformat.NotebookNode) -> PacketError:
        message = _COLOURS.sub("", output.evalue).strip()
        if output.ename in _OWN_ERRORS:
            # reportlib's own sentences; each line begins with its code.
            lines = (line.partition(" ") for line in message.splitlines())
            problems = [Problem(code, what) for code, blank, what in lines if blank]
            stopped = Problem("R06", say(f"{here}因此停止。", f"{here} stopped for this reason."), file=self._file)
            return _OWN_ERRORS[output.ename](*problems, stopped)
        if output.ename.endswith("MemoryError"):
            limit = (
                say(f"（上限 {self._limits.memory_mb:,} MB）", f" (limit {self._limits.memory_mb:,} MB)")
                if self._limits.memory_mb
                else ""
            )
            return self._problem(
                "R02",
                say(f"{here}記憶體不足{limit}{self._sizes()}。", f"{here} ran out of memory{limit}{self._sizes()}."),
                say(
                    "請提高參數檔的記憶體上限，或縮小輸入檔案。",
                    "Raise the memory limit in the parameter file, or make the input smaller.",
                ),
            )
        if output.ename == Refused.__name__:
            return self._problem(
                "C10", say(f"{here}：{message}", f"{here}: {message}"), say("請刪除這段程式。", "Delete this code.")
            )
        if output.ename == "SystemExit":
            return self._problem(
                "R06", say(f"{here}呼叫了 sys.exit()。", f"{here} called sys.exit()."), say("請刪除。", "Delete it.")
            )
        if output.ename == "KeyboardInterrupt":
            return self._problem("R06", say(f"{here}被中斷。", f"{here} was interrupted."), _again())
        return self._problem(
            "R06",
            say(
                f"{here}發生錯誤 {output.ename}：{quoted(message)}。",
                f"{here} raised {output.ename}: {quoted(message)}.",
            ),
            say("請檢查這一格。", "Check this cell."),
        )

    def _sizes(self) -> str:
        sizes = [f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in self._inputs if path.is_file()]
        return say(f"；輸入檔案：{'、'.join(sizes)}", f"; inputs: {', '.join(sizes)}") if sizes else ""

    def _problem(self, code: str, what: str, todo: str) -> RunError:
        return RunError(Problem(code, what, todo, file=self._file))

    def _place(self, nb: nbformat.NotebookNode, index: int) -> str:
        """The cell as the user's own notebook has it, with its first line."""
        lines = nb.cells[index].source.strip().splitlines() or [""]
        return lint.cell_place(cell_number(nb, index)) + say("", " ") + quoted(lines[0])


def _again() -> str:
    return say("請重新執行。", "Run again.")


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
