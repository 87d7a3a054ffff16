"""Documents of APIs judged, each in a child process with limits of memory and time; what was judged before is taken from the store.

A document of 2,976 paths (2.2 MB, the largest real one known) takes the validator one to two minutes (``docs/decisions/0061``): the
limit of time is a multiple of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from reportlib import filenames
from reportlib.errors import InputError
from reportlib.oas.model import ApiDocument, ApiFault, Level
from reportlib.oas.said import fault_of
from reportlib.readers.confined import Child
from reportlib.readers.content import Limits, content
from reportlib.writing import sha256

LARGEST_MB = 10
SECONDS = 600
SUFFIXES = (".json", ".yaml", ".yml")
_SCRIPT = Path(__file__).with_name("child") / "judge.py"
_LIMITS = Limits(file_bytes=LARGEST_MB * 1_000_000)


class DocumentJudge:
    """Judges one document after another; to be closed when done."""

    def __init__(self, seconds: float = SECONDS):
        self._seconds = seconds
        self._child = Child(str(_SCRIPT), seconds)

    def __enter__(self) -> DocumentJudge:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close()

    def document(self, path: Path, within: Path | None = None) -> ApiDocument:
        """One document, whatever it is; what cannot be read as a file (a pipe, a link out of the folder, an empty file) is a fault of it."""
        name = filenames.shown(path.name)
        try:
            data = content(path, _LIMITS, within)
        except InputError as refused:
            if refused.problems[0].code == "A05":
                return ApiDocument(name, "", (fault_of("too large", {"limit": LARGEST_MB}, file=name),))
            level: Level = "error" if refused.problems[0].code == "F01" else "unjudged"
            return ApiDocument(name, "", (ApiFault(refused.problems[0], "", level),))
        return self.of_bytes(name, data)

    def of_bytes(self, name: str, data: bytes) -> ApiDocument:
        """A document by its bytes."""
        answer = self._child.ask(data)
        if refused := answer.get("refused"):
            kind = "too slow" if refused == "A05" else "broke down"
            return ApiDocument(name, sha256(data), (fault_of(kind, {"seconds": f"{self._seconds:g}"}, file=name),))
        faults = tuple(fault_of(one["kind"], one["gaps"], one["path"], name) for one in answer["findings"])
        about = {key: answer[key] for key in ("form", "version", "title", "operations", "more")}
        return ApiDocument(name, sha256(data), faults, **about)


def documents_in(folder: Path) -> Iterator[Path]:
    """The files of a folder that may be documents of APIs, by their names; what lies deeper is none."""
    for name in sorted(os.listdir(folder)):
        if name.lower().endswith(SUFFIXES) and not name.startswith((".", "~$")):
            yield folder / name
