"""The jobs of the desk as it sees them: begun as processes of their own, one a meeting, and read from what they tell."""

from __future__ import annotations

import contextlib
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from reportlib.desk.job import EVENTS, LOCK, PRINTED, STOP, VARIABLE
from reportlib.desk.processes import on_its_own

# What the desk may begin, by its name in a form: what it is called, and the arguments of the command; {} is the meeting.
JOBS: dict[str, tuple[str, tuple[str, ...]]] = {
    "build": ("產生會議資料", ("build", "{}")),
    "public": ("產生會議資料及公開版", ("build", "{}", "--edition", "public")),
    "check": ("檢查", ("check", "{}")),
    "templates": ("製作各單位的填報表", ("templates", "{}")),
    "intake": ("檢核收件", ("intake", "{}")),
    "intake-apply": ("檢核並採用收件", ("intake", "{}", "--apply")),
    "intake-undo": ("復原收件的採用", ("intake", "{}", "--undo")),
    "minutes": ("製作會議紀錄", ("minutes", "{}")),
    "letters": ("製作給各單位的信", ("letters", "{}")),
    "new": ("建立會議", ("new", "{}", "--from")),
}
_BEGIN_SECONDS = 30  # until a process that was started has told that it has begun
_LOOK_SECONDS = 0.05
_LONGEST_PRINTED = 40_000  # characters of what a job printed that are shown
TOOK = "took.json"
STATES = {
    "none": "尚未執行",
    "running": "進行中",
    "done": "完成",
    "part": "完成，有事項要處理",
    "refused": "沒有完成",
    "stopped": "已停止",
    "broken": "中斷",
}


@dataclass(frozen=True)
class JobStep:
    """One step of a job: what it is, and the second at which it began."""

    text: str
    at: float


@dataclass(frozen=True)
class JobSection:
    """A section notebook, and how many of its cells are done."""

    stem: str
    title: str
    done: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True)
class JobView:
    """What is known of the last job of a meeting; ``left`` are seconds, None where no earlier one tells."""

    name: str = ""
    state: str = "none"
    steps: Sequence[JobStep] = ()
    sections: Sequence[JobSection] = ()
    rendered: Sequence[str] = ()  # the files of the packet that are done
    notices: Sequence[str] = ()
    seconds: float = 0
    left: int | None = None
    printed: str = ""
    code: int | None = None

    @property
    def title(self) -> str:
        return JOBS[self.name][0] if self.name in JOBS else ""

    @property
    def word(self) -> str:
        return STATES[self.state]

    @property
    def is_running(self) -> bool:
        return self.state == "running"


@dataclass
class MeetingJobs:
    """The jobs of one meeting: at most one is alive."""

    root: Path
    folder: Path
    meeting: str
    _process: subprocess.Popen | None = field(default=None, repr=False)

    def begin(self, name: str, *more: str) -> bool:
        """Begin a job; False where one is alive already, or where it has not begun. It is alive when this returns."""
        if self.is_alive():
            return False
        arguments = [part.format(self.meeting) for part in JOBS[name][1]] + list(more)
        (self.folder / EVENTS).unlink(missing_ok=True)
        environment = os.environ | {VARIABLE: str(self.folder), "PACKET_LANG": "zh", "PYTHONUTF8": "1"}
        with (self.folder / PRINTED).open("ab") as printed:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "reportlib", *arguments],
                cwd=self.root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                **on_its_own(),
            )
        until = time.monotonic() + _BEGIN_SECONDS
        while time.monotonic() < until:
            if self._events():
                return True
            if self._process.poll() is not None:
                return bool(self._events())
            time.sleep(_LOOK_SECONDS)
        return False

    def stop(self) -> None:
        """Ask the job to stop; it does so by itself, and what it was making is as it was before."""
        if self.is_alive():
            (self.folder / STOP).touch()

    def is_alive(self) -> bool:
        """Told by the lock that it holds."""
        if self._process is not None:
            self._process.poll()  # one that has ended is waited for
        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        except OSError:
            return False
        lock.release()
        return False

    def view(self) -> JobView:
        """What it has told until now."""
        is_alive = self.is_alive()
        events = self._events()
        if not events:
            return JobView()
        arguments = events[0].get("arguments", [])
        name = _name_of(arguments)
        end = next((event for event in reversed(events) if event["kind"] == "end"), None)
        steps = _steps(events)
        code = end.get("code") if end else None
        state = "running" if is_alive else "broken" if code is None else _state(int(code))
        seconds = float(events[-1]["at"])
        if is_alive:
            seconds = max(seconds, time.time() - float(events[0].get("time", math.inf)))
        if state in ("done", "part"):
            self._remember(name, seconds, steps)
        return JobView(
            name,
            state,
            steps,
            _sections(events),
            [str(event["file"]) for event in events if event["kind"] == "rendered"],
            [str(event["text"]) for event in events if event["kind"] == "notice"],
            seconds,
            self._left(name, seconds, steps) if is_alive else None,
            self._printed(),
            code,
        )

    def _events(self) -> list[dict]:
        found = []
        with contextlib.suppress(OSError):
            for line in (self.folder / EVENTS).read_bytes().splitlines():
                with contextlib.suppress(ValueError):  # the last line may not be whole yet
                    found.append(json.loads(line))
        return found if found and found[0].get("kind") == "begun" else []

    def _printed(self) -> str:
        with contextlib.suppress(OSError):
            return (self.folder / PRINTED).read_bytes().decode("utf-8", "replace")[-_LONGEST_PRINTED:].strip()
        return ""

    # -- how long it takes ------------------------------------------------------------------------------------------------

    def _took(self) -> dict[str, dict]:
        with contextlib.suppress(OSError, ValueError):
            found = json.loads((self.folder / TOOK).read_bytes())
            return found if isinstance(found, dict) else {}
        return {}

    def _remember(self, name: str, seconds: float, steps: Sequence[JobStep]) -> None:
        kept = self._took()
        now = {"seconds": seconds, "steps": [[step.text, step.at] for step in steps]}
        if kept.get(name) != now:
            with contextlib.suppress(OSError):
                (self.folder / TOOK).write_text(json.dumps(kept | {name: now}, ensure_ascii=False), "utf-8")

    def _left(self, name: str, seconds: float, steps: Sequence[JobStep]) -> int | None:
        """By the last one of its name that came to its end: what came after the step that it is in, and what is left of that."""
        before = self._took().get(name)
        if before is None:
            return None
        whole, marks = float(before["seconds"]), {text: float(at) for text, at in before["steps"]}
        if steps and steps[-1].text in marks:
            ended = min((at for at in marks.values() if at > marks[steps[-1].text]), default=whole)
            took = ended - marks[steps[-1].text]
            return round(max(0.0, took - (seconds - steps[-1].at)) + whole - ended)
        return round(max(0.0, whole - seconds))


def _name_of(arguments: Sequence[str]) -> str:
    """Which of :data:`JOBS` has these arguments, whatever its meeting."""
    for name, (_, wanted) in JOBS.items():
        given = arguments[: len(wanted)] if name == "new" else arguments
        if len(given) == len(wanted) and all(part in ("{}", there) for part, there in zip(wanted, given, strict=True)):
            return name
    return ""


def _state(code: int) -> str:
    if code in (0, 1):
        return "done" if code == 0 else "part"
    return "stopped" if code > 128 else "refused"


def _steps(events: Sequence[Mapping]) -> list[JobStep]:
    """The steps in their order; the sections are one of their own, which begins when they do."""
    found = []
    for event in events:
        if event["kind"] == "step":
            found.append(JobStep(str(event["text"]), float(event["at"])))
        elif event["kind"] == "sections":
            found.append(JobStep(f"執行 {len(event['sections'])} 個章節", float(event["at"])))
    return found


def _sections(events: Sequence[Mapping]) -> list[JobSection]:
    found: dict[str, JobSection] = {}
    for event in events:
        if event["kind"] == "sections":
            found = {stem: JobSection(stem, title, 0, total) for stem, title, total in event["sections"]}
        elif event["kind"] == "cell" and event["stem"] in found:
            one = found[event["stem"]]
            found[one.stem] = JobSection(one.stem, one.title, int(event["done"]), int(event["total"]))
    return [*found.values()]
