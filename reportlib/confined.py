"""A child process with limits, in which files from elsewhere are taken apart.

A file of 5 kB can take 6 GB or abort the interpreter (``docs/faults.md``, group A): here that ends a child and not the
build. The child is a script of this package, run by its path: the file's bytes on its standard input, its answer as JSON on
its standard output, ``{"refused": code, "sheet", "detail"}`` where it refuses. Nothing of the content is written anywhere
else. Imports nothing large, so that a child starts quickly.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

MEMORY_BYTES = 2 << 30
SECONDS = 60


class Refused(Exception):
    """A file is not read: a code of the catalogue of faults, the sheet where known, and a detail (a cell, a type, a page)."""

    def __init__(self, code: str, sheet: str = "", detail: str = ""):
        super().__init__(code)
        self.answer = {"refused": code, "sheet": sheet, "detail": detail}


def ask(script: str, data: bytes, object_hook: Callable[[dict], object] | None = None) -> dict:
    """What the child answers; one that was stopped for its time (A05) or that broke down (A12) answers like a refusal."""
    # With -P and PYTHONPATH the child finds this reportlib, and no module that happens to lie beside the script.
    command = [sys.executable, "-P", "-X", "utf8", script]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    try:
        child = subprocess.run(command, input=data, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return Refused("A05", detail="time").answer
    try:
        return json.loads(child.stdout, object_hook=object_hook)
    except ValueError:  # killed by its memory limit, or aborted in native code: no answer, or half of one
        return Refused("A12").answer


def serve(read: Callable[[bytes], dict], default: Callable[[object], object] | None = None) -> None:
    """Be the child: answer with what ``read`` makes of the bytes. Whatever else happens is a refusal without any content in it."""
    limit_resources()
    try:
        text = json.dumps(read(sys.stdin.buffer.read()), ensure_ascii=False, default=default)
    except Refused as refused:
        text = json.dumps(refused.answer)
    except MemoryError:
        text = json.dumps(Refused("A12", detail="memory").answer)
    except BaseException:  # calamine's PanicException is no Exception, and its text may hold cell values
        text = json.dumps(Refused("A12").answer)
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))


def limit_resources() -> None:
    """No more than 2 GB, and no core dump, which would hold the content. Where the system has no such limits, none."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, size in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY_BYTES)):
        try:
            resource.setrlimit(kind, (size, size))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            pass
