"""Running the section notebooks: side by side, each in its own process, and judging whether each is complete.

A run is complete only if no cell raised, every code cell was executed, nothing was written to stderr, every cell shows
something, and the last cell, the sentinel, reported what was shown, which is counted here once more. papermill's own
marks say "completed" also of cells that never ran.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import importlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from reportlib import errors
from reportlib.errors import PacketError, Problem, RunError, quoted
from reportlib.execute import kernels, lint
from reportlib.language import say

if TYPE_CHECKING:
    from reportlib.execute.engine import Job


MIME = "application/vnd.packet+json"
INJECTED = "injected-parameters"
# The socket's path is within this folder; the systems allow 104 to 108 bytes for all of it.
_LONGEST_FOLDER = 80
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(r"^.*?:\d+: (?=\w+: )")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_OWN_ERRORS = {
    kind.__name__: kind for kind in (PacketError, errors.InputError, errors.ConfigError, RunError, errors.OutputError)
}


@dataclass(frozen=True)
class SectionRun:
    """One notebook to run: ``source`` with ``parameters``; whoever asked writes what was executed to ``destination``."""

    stem: str
    source: Path
    parameters: dict[str, str]
    destination: Path


def get_ready() -> None:
    """Start the fork server, then import what the threads that run notebooks need.

    To be called before any other thread imports. Two threads that import packages which import each other, such as
    papermill's and nbconvert's jupyter_client, would wait for each other; Python then lets one of them go on with a
    module that is only half there (ImportError: partially initialized module).
    """
    kernels.warm_up()
    importlib.import_module("reportlib.execute.engine")


def run(
    sections: Sequence[SectionRun],
    *,
    notebooks: Path,
    cell_timeout: int,
    memory_mb: int | None,
    kept: Path,
    workers: int | None = None,
    inputs: Sequence[Path] = (),
    start_timeout: int = 60,
    on_cell: Callable[[str, int, int], None] | None = None,
) -> list[nbformat.NotebookNode]:
    """The executed notebooks, in the order of ``sections``.

    ``notebooks`` is the folder they run in; ``cell_timeout`` and ``start_timeout`` are seconds; ``memory_mb`` is what
    each may take beyond what an idle kernel has; ``inputs`` are named, with their sizes, when memory runs out.
    ``on_cell(stem, done, total)`` is called from the threads that run the notebooks; ``done`` is ``total`` only when a
    notebook has been judged complete.

    RunError (or the error that reportlib raised in a cell) with one problem a failed notebook; what was executed so far
    is then in the folder ``kept``. When one fails, or on any exception in this thread such as Stopped, the others are
    ended at once.
    """
    get_ready()
    folder = _short_folder()
    runs = [
        _SectionRun(section, folder / str(n), notebooks, cell_timeout, start_timeout, memory_mb, inputs, on_cell)
        for n, section in enumerate(sections)
    ]
    try:
        with concurrent.futures.ThreadPoolExecutor(workers or min(len(runs), os.cpu_count() or 1) or 1) as pool:
            try:
                futures = [pool.submit(one.go) for one in runs]
                _wait(futures, runs)
            except BaseException:
                # Also a kernel that is only being forked must end: with the fork server it does.
                _stop(runs)
                kernels.shut_down()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        failed = [
            (one, error)
            for one, error in ((one, future.exception()) for one, future in zip(runs, futures, strict=True))
            if error is not None
        ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if failed:
        raise _failure(failed, runs, kept)
    return [one.notebook for one in runs]


def _wait(futures: list[concurrent.futures.Future], runs: list[_SectionRun]) -> None:
    """Until all are done. In short intervals: Windows answers a signal only between them."""
    waiting = set(futures)
    while waiting:
        done, waiting = concurrent.futures.wait(waiting, 0.2, concurrent.futures.FIRST_COMPLETED)
        if any(future.exception() for future in done):
            _stop(runs)


def _stop(runs: list[_SectionRun]) -> None:
    for one in runs:
        one.stop()


class _EndedEarly(Exception):
    """This notebook was ended because another one failed."""


class _SectionRun:
    """One section in a thread of its own."""

    def __init__(
        self,
        section: SectionRun,
        folder: Path,
        notebooks: Path,
        cell_timeout: int,
        start_timeout: int,
        memory_mb: int | None,
        inputs: Sequence[Path],
        on_cell: Callable[[str, int, int], None] | None,
    ):
        self.section = section
        self._folder, self._notebooks = folder, notebooks
        self._cell_timeout, self._start_timeout = cell_timeout, start_timeout
        self._memory_mb, self._inputs = memory_mb, inputs
        self._on_cell = on_cell
        self._stopped = False
        self._job: Job | None = None

    @property
    def notebook(self) -> nbformat.NotebookNode | None:
        """What was executed, as far as it got."""
        return self._job and self._job.notebook

    def stop(self) -> None:
        self._stopped = True
        if self._job is not None:
            self._job.stop()

    def go(self) -> None:
        """Run and judge; a PacketError says what is wrong, _Stopped that it was ended."""
        from reportlib.execute.engine import Job  # imported by get_ready

        source = _read(self.section.source)
        total = len(source.cells)

        def tell(notebook: nbformat.NotebookNode, index: int) -> None:
            if self._on_cell is not None:
                self._on_cell(self.section.stem, _number(notebook, index) - 1, total)

        self._job = Job(
            source,
            self.section.parameters,
            self._folder,
            cwd=self._notebooks,
            memory_mb=self._memory_mb,
            cell_timeout=self._cell_timeout,
            start_timeout=self._start_timeout,
            on_cell=tell,
        )
        if self._stopped:
            raise _EndedEarly
        error: Exception | None = None
        try:
            self._job.run()
        except PacketError:
            raise
        except Exception as raised:  # papermill's, nbclient's, the kernel's: judged together with what was left behind
            error = raised
        if self._stopped:
            raise _EndedEarly
        self._judge(error)
        if self._on_cell is not None:
            self._on_cell(self.section.stem, total, total)

    # -- judging -------------------------------------------------------------------------------------------------

    def _judge(self, error: Exception | None) -> None:
        """PacketError unless the run is complete."""
        job = self._job
        if job.notebook is None or job.cell is None:
            raise self._never_started(error)
        nb = job.notebook
        for index, cell in _code(nb):
            for output in cell.outputs:
                if output.output_type == "error":
                    raise self._raised(index, output)
        here = self._place(nb, job.cell)
        if job.exit_code is not None:
            raise self._died(here, job.exit_code)
        if type(error).__name__ == "CellTimeoutError":
            raise self._problem(
                "R03",
                say(
                    f"{here}執行超過 {self._cell_timeout} 秒的上限。",
                    f"{here} ran longer than the limit of {self._cell_timeout} seconds.",
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
        for index, cell in _code(nb):
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
            died = (self._folder / kernels.THREADS).read_text("utf-8").partition("\n")[0]
            raise self._problem(
                "R06",
                say(f"背景執行緒發生錯誤：{quoted(died)}。", f"a background thread failed: {quoted(died)}."),
                say("請檢查筆記本。", "Check the notebook."),
            )
        cells = list(_code(nb))
        for index, cell in cells:
            if not cell.outputs and not {"parameters", INJECTED} & set(cell.metadata.get("tags", [])):
                raise self._problem(
                    "R06",
                    say(f"{self._place(nb, index)}沒有任何輸出。", f"{self._place(nb, index)} shows nothing."),
                    check,
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
            reason = say(f"{self._start_timeout} 秒內沒有回應", f"no answer within {self._start_timeout} seconds")
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

    def _raised(self, index: int, output: nbformat.NotebookNode) -> PacketError:
        here = self._place(self._job.notebook, index)
        message = _COLOURS.sub("", output.evalue).strip()
        if output.ename in _OWN_ERRORS:
            # reportlib's own sentences; each line begins with its code.
            problems = [Problem(*line.split(" ", 1)) for line in message.splitlines() if " " in line]
            stopped = Problem("R06", say(f"{here}因此停止。", f"{here} stopped for this reason."), file=self._file)
            return _OWN_ERRORS[output.ename](*problems, stopped)
        if output.ename.endswith("MemoryError"):
            limit = (
                say(f"（上限 {self._memory_mb:,} MB）", f" (limit {self._memory_mb:,} MB)") if self._memory_mb else ""
            )
            return self._problem(
                "R02",
                say(f"{here}記憶體不足{limit}{self._sizes()}。", f"{here} ran out of memory{limit}{self._sizes()}."),
                say(
                    "請提高參數檔的記憶體上限，或縮小輸入檔案。",
                    "Raise the memory limit in the parameter file, or make the input smaller.",
                ),
            )
        if output.ename == kernels.Refused.__name__:
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

    @property
    def _file(self) -> str:
        return self.section.source.name

    def _problem(self, code: str, what: str, todo: str) -> RunError:
        return RunError(Problem(code, what, todo, file=self._file))

    def _place(self, nb: nbformat.NotebookNode, index: int) -> str:
        """The cell as the user's own notebook has it, with its first line."""
        lines = nb.cells[index].source.strip().splitlines() or [""]
        return lint.cell_place(_number(nb, index)) + say("", " ") + quoted(lines[0])


def _again() -> str:
    return say("請重新執行。", "Run again.")


def _code(nb: nbformat.NotebookNode) -> Iterator[tuple[int, nbformat.NotebookNode]]:
    return ((index, cell) for index, cell in enumerate(nb.cells) if cell.cell_type == "code")


def _number(nb: nbformat.NotebookNode, index: int) -> int:
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


def _failure(failed: list[tuple[_SectionRun, BaseException]], runs: list[_SectionRun], kept: Path) -> BaseException:
    """One error for all that failed; the executed notebooks are kept, and the message says where."""
    own = [error for _, error in failed if not isinstance(error, _EndedEarly)]
    unknown = next((error for error in own if not isinstance(error, PacketError)), None)
    if unknown is not None:  # a mistake of ours, or of on_cell: not to be made to look like one of the notebook
        return unknown
    _keep(runs, kept)
    kinds = {type(error) for error in own}
    problems = [problem for error in own for problem in error.problems]
    names = [one.section.source.name for one, error in failed if not isinstance(error, _EndedEarly)]
    where = [str(kept / name) for name in names if (kept / name).is_file()]
    if where:
        last = problems.pop()
        opened = say(f"執行到此的筆記本：{'、'.join(where)}", f"The notebook as far as it ran: {', '.join(where)}")
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


def _keep(runs: list[_SectionRun], kept: Path) -> None:
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


def _short_folder() -> Path:
    """A new folder for this run's sockets and temporary files, this user's only; R18, R13."""
    with contextlib.suppress(OSError):
        usual = tempfile.gettempdir()
        for base in (usual, "/tmp", "/var/tmp"):
            if len(os.fsencode(base)) <= _LONGEST_FOLDER or not kernels.CAN_FORK:
                with contextlib.suppress(OSError):
                    return Path(tempfile.mkdtemp(prefix="packet-", dir=base))
    raise RunError(
        Problem(
            "R13",
            say(
                "沒有可寫入且路徑夠短的暫存資料夾。",
                "there is no temporary folder that can be written and has a short path.",
            ),
            say("請設定 TMPDIR，例如 /tmp。", "Set TMPDIR, for example to /tmp."),
        )
    )


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


def write(nb: nbformat.NotebookNode, path: Path) -> None:
    """Write a notebook, in nbformat's one form."""
    nbformat.write(nb, path)
