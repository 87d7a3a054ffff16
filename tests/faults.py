"""``make faults``: a campaign of kills, stops and full disks at random moments of a build, and what each has left.

``python -m tests.faults --seed 7 --count 44``: the seed decides everything but the machine's speed; it is printed, and the same
seed makes the same faults. After each fault the exit code and the last sentence must agree with whether the packet was swapped,
the published packet must be whole (``packet verify``), no process may be left, and nothing in the output and temporary folders:
after a SIGKILL of the run itself that is asked once the next run has been. Ends with a table, and 1 on any breach.

The full disks are small file systems in memory (tmpfs) where this user may mount one, and a limit on the size of files elsewhere.
"""

import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.tiny_project import packet_of, tiny_project

ROOT = Path(__file__).resolve().parent.parent
MARK = "PACKET_FAULTS"
PATIENCE_SECONDS = 20  # for a child to see that its run was killed
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
KINDS = ("kill the run", "kill a child", "stop", "full disk: output", "full disk: temporary", "file size limit")
UNPRINTABLE = {"": "", "stdout closed": ">&-", "stdout full": ">/dev/full", "stderr closed": "2>&-"}


def as_from_a_terminal() -> None:
    """In a child process: answer every stop, also where this one was started with nohup or behind an ampersand."""
    for signum in STOPS:
        signal.signal(signum, signal.SIG_DFL)


@dataclass
class Trial:
    """One fault and what was seen of it."""

    kind: str
    detail: str
    code: int = 0
    swapped: bool = False
    breaches: list[str] = field(default_factory=list)


class Campaign:
    """A project, its packet and its temporary folder, in which one fault after another is made."""

    def __init__(self, folder: Path, seed: int):
        self.chance = random.Random(seed)
        self.folder, self.temporary = folder, folder / "t"
        self.temporary.mkdir()
        self.params = tiny_project(folder / "p")
        self.target = packet_of(self.params)
        self.seconds = 0.0
        self.number = 0

    # -- runs ------------------------------------------------------------------------------------------------------------

    def start(self, temporary: Path | None = None, redirect: str = "", limit: int | None = None) -> subprocess.Popen:
        """A build in a session of its own, whose processes can be told by a mark in their environment; nothing is kept of the ones
        before it, so that there is everything to make."""
        self.number += 1
        shutil.rmtree(self.target.parent / ".cache", ignore_errors=True)
        environment = os.environ | {
            "TMPDIR": str(temporary or self.temporary),
            MARK: str(self.number),
            "PACKET_LANG": "en",
        }

        def limited() -> None:
            as_from_a_terminal()
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.Popen(
            ["/bin/sh", "-c", f'exec "$0" -m reportlib build "$1" {redirect}', sys.executable, str(self.params)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            text=True,
            preexec_fn=limited,
        )

    def untroubled(self) -> tuple[int, str]:
        """A whole build; its exit code and what it said."""
        run = self.start()
        out, err = run.communicate(timeout=600)
        return run.returncode, out + err

    def version(self) -> tuple[str, int]:
        """What tells one published packet from the next."""
        return os.readlink(self.target), (self.target / "run.json").stat().st_ino

    # -- faults ----------------------------------------------------------------------------------------------------------

    def trial(self, kind: str) -> Trial:
        before = self.version()
        with contextlib.ExitStack() as held:
            trial, out, err = getattr(self, f"_{kind.replace(':', '').replace(' ', '_')}")(held)
            self._after(trial, before, out, err)
        if kind == "kill the run" or trial.code < 0:
            code, said = self.untroubled()
            if code:
                trial.breaches.append(f"the next run ended with {code}: {said[-200:]}")
        trial.breaches += self.left_behind(trial.code)
        shutil.rmtree(self.target.with_name(f"{self.target.name}.failed"), ignore_errors=True)
        return trial

    def _interfered(self, kind: str, detail: str, redirect: str, fault: Callable[[subprocess.Popen], str], until=1.1):
        moment = self.chance.uniform(0, until * self.seconds)
        run = self.start(redirect=redirect)
        time.sleep(moment)
        hit = fault(run)
        out, err = run.communicate(timeout=300)
        return Trial(kind, f"{detail}{hit} after {moment:.2f} s", run.returncode), out, err

    def _kill_the_run(self, _held):
        def kill(run):
            run.kill()
            return "SIGKILL"

        return self._interfered(KINDS[0], "", "", kill)

    def _kill_a_child(self, _held):
        def kill(run):
            chosen = self.at_work(run)
            if chosen is None:
                return "no child at work any more"
            what = command(chosen)
            with contextlib.suppress(ProcessLookupError):
                os.kill(chosen, signal.SIGKILL)
            return what

        return self._interfered(KINDS[1], "", "", kill, until=0.6)  # the children have ended their work before the run

    def _stop(self, _held):
        signum = self.chance.choice(STOPS)
        name = self.chance.choice(list(UNPRINTABLE))

        def stop(run):
            run.send_signal(signum)
            return signum.name

        return self._interfered(KINDS[2], f"{name}, " if name else "", UNPRINTABLE[name], stop)

    def _full_disk_output(self, held):
        size = self.chance.randrange(4, 300)
        output = self.target.parent
        aside = output.with_name("aside")
        os.rename(output, aside)
        output.mkdir()

        def back() -> None:
            output.rmdir()
            os.rename(aside, output)

        held.callback(back)
        held.enter_context(mounted(output, f"{size + disk_use(aside)}k"))
        shutil.copytree(aside, output, symlinks=True, dirs_exist_ok=True)
        return self._written(KINDS[3], f"{size} kB left", lambda: self.start())

    def _full_disk_temporary(self, held):
        size = self.chance.randrange(4, 300)
        held.enter_context(mounted(self.temporary, f"{size}k"))
        return self._written(KINDS[4], f"{size} kB", lambda: self.start())

    def _file_size_limit(self, _held):
        size = self.chance.randrange(1, 150_000)
        return self._written(KINDS[5], f"{size:,} bytes", lambda: self.start(limit=size))

    @staticmethod
    def _written(kind: str, detail: str, start: Callable[[], subprocess.Popen]):
        run = start()
        out, err = run.communicate(timeout=300)
        return Trial(kind, detail, run.returncode), out, err

    # -- what must be -----------------------------------------------------------------------------------------------------

    def _after(self, trial: Trial, before: tuple[str, int], out: str, err: str) -> None:
        """Look at everything, while a disk that is full is still there."""
        breach = trial.breaches.append
        there = self.target.is_symlink() and (self.target / "run.json").is_file()
        trial.swapped = there and (os.readlink(self.target), 0) != (before[0], 0)
        if not there:
            breach("there is no packet")
        told = "closed" in trial.detail or "full," in trial.detail
        expected = {
            "kill the run": {-9},
            "kill a child": {2, 4, 5},
            "stop": {128 + s for s in STOPS} | {-s for s in STOPS},
        }.get(trial.kind, {5})
        if trial.swapped and trial.code not in (0, -9) or not trial.swapped and trial.code not in expected:
            breach(f"exit code {trial.code}, and the packet was {'' if trial.swapped else 'not '}swapped")
        if "Traceback" in out + err or "Internal error" in out + err:
            breach(err[-300:])
        if trial.code >= 0 and not told and ("Done:" in out) != trial.swapped:
            breach(f"said {out[-100:]!r}")
        if trial.code > 0 and not told and "unchanged" not in err:
            breach(f"said {err[-200:]!r}")
        checked = subprocess.run(
            [sys.executable, "-m", "reportlib", "verify", str(self.target)], cwd=ROOT, capture_output=True, text=True
        )
        if checked.returncode:
            breach(f"verify: {checked.stderr[-300:]}")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (alive := self.alive()) and time.monotonic() < deadline:
            time.sleep(0.1)
        if alive:
            breach(f"orphans: {[command(pid) for pid in alive]}")

    def left_behind(self, code: int) -> list[str]:
        """What is neither the packet, its lock, what is kept for the next run, nor the notebooks that a run which failed keeps on purpose."""
        output, name = self.target.parent, self.target.name
        allowed = {name, f".{name}", ".cache"} | ({f"{name}.failed"} if code else set())
        left = [f"output/{path.name}" for path in output.iterdir() if path.name not in allowed]
        allowed = {"lock", os.readlink(self.target).rpartition("/")[2]}
        left += [f"output/.{name}/{path.name}" for path in (output / f".{name}").iterdir() if path.name not in allowed]
        left += [f"temporary {path.name}" for path in self.temporary.iterdir()]
        return [f"left behind: {one}" for one in left]

    def at_work(self, run: subprocess.Popen) -> int | None:
        """A child that computed just now, as soon as there is one; None where the run ends before."""
        before: dict[int, int] = {}
        while run.poll() is None:
            now = {pid: ticks for pid in self.alive() if pid != run.pid and (ticks := cpu_ticks(pid))}
            if busy := sorted(pid for pid, ticks in now.items() if ticks > before.get(pid, ticks)):
                return self.chance.choice(busy)
            before = now
            time.sleep(0.02)
        return None

    def alive(self) -> list[int]:
        """The processes of the last run: those that were started with its mark, zombies not counted."""
        mark, found = f"{MARK}={self.number}\0".encode(), []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (
                    mark in (entry / "environ").read_bytes()
                    and (entry / "stat").read_text().rsplit(") ", 1)[1][0] != "Z"
                ):
                    found.append(int(entry.name))
        return found


def command(pid: int) -> str:
    """What a process is, in short."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return "gone"
    said = " ".join(words)
    known = {"fork_server": "fork server or kernel", "typst": "typst", "readers": "reader", "build": "the run"}
    return next((name for part, name in known.items() if part in said), said[:60])


def cpu_ticks(pid: int) -> int:
    """The time that a process has computed so far; 0 where it is gone."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return int(fields[11]) + int(fields[12])
    return 0


def disk_use(folder: Path) -> int:
    """In kB, a page a file or folder at least, as tmpfs counts it."""
    return sum(4 + -(-path.lstat().st_size // 4096) * 4 for path in (folder, *folder.rglob("*")))


@contextlib.contextmanager
def mounted(folder: Path, size: str) -> Iterator[None]:
    """A file system in memory of this size on a folder."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def can_mount() -> bool:
    """Whether this user may mount a file system in memory."""
    with tempfile.TemporaryDirectory() as name:
        command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", name]
        try:
            if subprocess.run(command, capture_output=True).returncode:
                return False
        except OSError:
            return False
        return subprocess.run(["umount", name]).returncode == 0


def table(trials: list[Trial]) -> str:
    lines = [f"{'fault':22} {'trials':>6} {'swapped':>8} {'exit codes':24} breaches"]
    for kind in dict.fromkeys(trial.kind for trial in trials):
        of_kind = [trial for trial in trials if trial.kind == kind]
        codes = sorted({trial.code for trial in of_kind})
        shown = ", ".join(f"{code}: {sum(trial.code == code for trial in of_kind)}" for code in codes)
        swapped, breaches = sum(trial.swapped for trial in of_kind), sum(bool(trial.breaches) for trial in of_kind)
        lines.append(f"{kind:22} {len(of_kind):6} {swapped:8} {shown:24} {breaches}")
    lines.append(f"{'all':22} {len(trials):6} {'':8} {'':24} {sum(bool(trial.breaches) for trial in trials)}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="A campaign of kills, stops and full disks against packet build.")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--count", type=int, default=48)
    parser.add_argument("--kind", choices=KINDS)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that no disk stays mounted
    kinds = [asked.kind] if asked.kind else KINDS
    kinds = [kind for kind in kinds if can_mount() or not kind.startswith("full disk")]
    print(f"seed {asked.seed}, {asked.count} faults of {len(kinds)} kinds: {', '.join(kinds)}", flush=True)
    trials = []
    with tempfile.TemporaryDirectory() as name:
        campaign = Campaign(Path(name), asked.seed)
        for _ in range(2):  # the first fills the caches of the disk
            begin = time.monotonic()
            code, said = campaign.untroubled()
            campaign.seconds = time.monotonic() - begin
            assert code == 0, said
        print(f"a build takes {campaign.seconds:.1f} s", flush=True)
        for number in range(asked.count):
            trial = campaign.trial(kinds[number % len(kinds)])
            trials.append(trial)
            print(
                f"{number + 1:3} {trial.kind:22} {trial.detail:42} exit {trial.code:4} {'new' if trial.swapped else 'old'} packet"
                + "".join(f"\n    BREACH {one}" for one in trial.breaches),
                flush=True,
            )
    print(table(trials))
    return int(any(trial.breaches for trial in trials))


if __name__ == "__main__":
    sys.exit(main())
