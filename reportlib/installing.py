"""``make report`` from its first second: the environment is set up, and what is being done is said all the while.

Run by whatever Python there is, before anything is installed: nothing here imports more than the standard library and our messages.

    python3 -m reportlib.installing                     sets up .venv
    python3 -m reportlib.installing --building NAME     says how long a build takes
    python3 -m reportlib.installing --made output/NAME  says what was made, with a link to open
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  an older one may run this, and cannot read our messages
    raise SystemExit("需要 Python 3.11 以上。Python 3.11 or newer is needed: make report PYTHON=python3.12")

from reportlib import messages

LONGEST_SILENCE = 3  # seconds
LAST_LINES = 15  # of what pip said, where it fails
LOCK = "requirements.lock"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--venv", type=Path, default=Path(".venv"))
    parser.add_argument("--building", metavar="MEETING")
    parser.add_argument("--made", type=Path, metavar="FOLDER")
    asked = parser.parse_args(argv)
    if asked.building:
        _say(messages.building(meeting=asked.building))
        return 0
    return made(asked.made) if asked.made else set_up(asked.venv)


def set_up(folder: Path) -> int:
    """Make the environment and install what is locked, and this project; the exit code, 0 where all is there."""
    packages = pins(Path(LOCK))
    _say(messages.setting_up(folder=folder, packages=packages))
    began = time.monotonic()
    folder.mkdir(exist_ok=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    steps = (
        [sys.executable, "-m", "venv", str(folder)],
        [*pip, "--require-hashes", "--requirement", LOCK],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", "."],
    )
    for step in steps:
        try:
            code = _watched(step, folder, packages)
        except KeyboardInterrupt:
            return 130
        if code:
            return code
    _say(messages.set_up_done(seconds=round(time.monotonic() - began)))
    return 0


def pins(lock: Path) -> int:
    """How many packages a lock names; some of them are for other systems only."""
    return sum("==" in line and not line.startswith((" ", "#")) for line in lock.read_text("utf-8").splitlines())


def installed(folder: Path) -> int:
    """How many packages an environment has."""
    pattern = "Lib/site-packages/*.dist-info" if sys.platform == "win32" else "lib/python*/site-packages/*.dist-info"
    return sum(1 for _ in folder.glob(pattern))


def _watched(command: Sequence[str], folder: Path, packages: int) -> int:
    """Run a step; say every few seconds how far it is, and what it said last where it fails."""
    log = folder / "setting-up.log"
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT) as child:
        began = time.monotonic()
        while (code := _ended(child)) is None:
            seconds = round(time.monotonic() - began)
            text = log.read_text("utf-8", "replace")
            if "venv" in command:
                _say(messages.making_environment(seconds=seconds))
            elif "--editable" in command or "Installing collected packages" in text:
                _say(messages.installing_packages(there=installed(folder), packages=packages, seconds=seconds))
            else:
                _say(messages.fetching_packages(found=text.count("Collecting "), packages=packages, seconds=seconds))
    if code:
        lines = log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:]
        print(*lines, sep="\n", file=sys.stderr)
        print(messages.set_up_failed(log=log), file=sys.stderr)
    else:
        log.unlink()
    return code


def _ended(child: subprocess.Popen[bytes]) -> int | None:
    """The exit code of a process; None where it still runs after some seconds."""
    try:
        return child.wait(LONGEST_SILENCE)
    except subprocess.TimeoutExpired:
        return None


def made(folder: Path) -> int:
    """Say what was made and how to open it; 1 where there is nothing."""
    if not (folder / "packet.html").is_file():
        return 1
    _say(messages.made_these(folder=folder, slash=os.sep))
    for name in ("packet.html", "packet.pdf", "briefing.pdf", "annexes.pdf"):
        if (path := folder / name).is_file():
            _say(f"  {path.absolute().as_uri()}")
    return 0


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
