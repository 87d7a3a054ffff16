"""The desk's side of the process that answers its questions: begun when it is needed, and again where it has ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from reportlib.desk.processes import on_its_own

_SECONDS = 120


class QuestionRefused(Exception):
    """What was asked is refused; ``problems`` are those of :func:`reportlib.desk.problems.told`."""

    def __init__(self, problems: list[dict[str, Any]]):
        super().__init__("\n".join(problem["what"] for problem in problems))
        self.problems = problems


class Questions:
    """Asks one question after another.

    A page that is loaded again asks the same again, and nobody waits for what it asked before: questions that are the same and
    have not been put yet are one. What a question may take is counted from where it is put, and who is late ends it alone.
    """

    def __init__(self, root: Path):
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1)
        self._turn = asyncio.Lock()
        self._to_be_put: dict[bytes, asyncio.Task[dict[str, Any]]] = {}

    def begin(self) -> None:
        """Let the process start before the first question."""
        self._thread.submit(self._started)

    async def ask(self, question: str, **given: object) -> Any:
        """The answer; :class:`QuestionRefused` where there is none."""
        line = json.dumps({"ask": question, "given": given}, ensure_ascii=False).encode() + b"\n"
        asked = self._to_be_put.get(line)
        if asked is None:
            asked = self._to_be_put[line] = asyncio.create_task(self._in_its_turn(line))
        said = await asyncio.shield(asked)
        if "problems" in said:
            raise QuestionRefused(said["problems"])
        return said["answer"]

    async def _in_its_turn(self, line: bytes) -> dict[str, Any]:
        async with self._turn:
            del self._to_be_put[line]  # whoever asks from here on may be told something else
            for _ in range(2):  # a process that had ended is begun again
                waiting = asyncio.get_running_loop().run_in_executor(self._thread, self._put, line)
                try:
                    said = await asyncio.wait_for(asyncio.shield(waiting), _SECONDS)
                except TimeoutError:
                    self.end()
                    await waiting
                    break
                if said is not None:
                    return said
                self.end()
        return {"problems": [_no_answer()]}

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()

    def close(self) -> None:
        self.end()
        self._thread.shutdown()

    def _put(self, line: bytes) -> dict[str, Any] | None:
        """What the process answers; None where it ends before."""
        process = self._started()
        with contextlib.suppress(OSError, ValueError):
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(line)
            process.stdin.flush()
            if said := process.stdout.readline():
                return json.loads(said)
        return None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "reportlib.desk.apart", str(self._root)],
                cwd=self._root,
                env=os.environ | {"PACKET_LANG": "zh", "PYTHONUTF8": "1"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                **on_its_own(),
            )
        return self._process


def _no_answer() -> dict[str, Any]:
    return {"code": "", "place": "", "row": None, "header": "", "what": "沒有得到回應。", "todo": "請再試一次。"}
