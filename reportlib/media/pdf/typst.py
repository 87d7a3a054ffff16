"""typst in a process of its own, under a time limit."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import reportlib
from reportlib import fonts, messages, stopping, system, temporary
from reportlib.errors import Problem, RunError
from reportlib.media.pdf.finishing import finished
from reportlib.store.in_use import made

TIMEOUT_SECONDS = 120  # for each megabyte of the document that is begun (ours: one takes some ten seconds)
# With -P and PYTHONPATH the child finds this reportlib, and no module that happens to lie in the working directory.
CHILD = ("-P", "-m", "reportlib.media.pdf.typst")
_UNHEARD: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}  # what it has to say is in its files


@dataclass(frozen=True)
class Typeset:
    """A PDF, and what its template tells of itself under the label ``<told>``: on which pages things stand."""

    pdf: bytes
    told: dict[str, Any] = field(default_factory=dict)


class Break:
    """Breaks off what one thread typesets, from another one."""

    def __init__(self) -> None:
        self._lock, self._is_off = threading.Lock(), False
        self._child: subprocess.Popen[bytes] | None = None

    def may_break(self, child: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._child = child
            if self._is_off:
                child.kill()

    def off(self) -> None:
        with self._lock:
            self._is_off = True
            if self._child:
                self._child.kill()


def typeset(write: Callable[[Path], None], timeout: float = TIMEOUT_SECONDS, stop: Break | None = None) -> Typeset:
    """The PDF of what ``write`` puts into the folder it is given: ``packet.typ``, ``document.json`` (with ``timestamp``)
    and the files these read; a document of several megabytes may take as many times ``timeout`` seconds. RunError R21
    and OutputError R13 as :func:`to_pdf`."""
    with temporary.folder() as place:
        try:
            # Resolved, since typst refuses files outside its root and macOS keeps its temporary folder behind a link.
            folder = place.resolve()
            write(folder)

            def set_now() -> tuple[bytes, bool]:
                _run_typst(folder, timeout * math.ceil((folder / "document.json").stat().st_size / 1e6), stop)
                told = (folder / "told.json").read_bytes()
                return told + b"\n" + finished((folder / "packet.pdf").read_bytes()), True

            told, _, pdf = made("typeset", lambda: tuple(_parts(folder)), set_now).partition(b"\n")
            return Typeset(pdf, json.loads(told))
        except OSError as error:
            raise temporary.cannot_write(error, place) from None


def _parts(folder: Path) -> Iterator[str | bytes]:
    """The name and the bytes of every file that typst is given."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path.relative_to(folder).as_posix()
        yield path.read_bytes()


def _run_typst(folder: Path, timeout: float, stop: Break | None = None) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(reportlib.__file__).resolve().parents[1]), "PYTHONUTF8": "1"}
    command = [sys.executable, *CHILD, str(folder)]
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, **_UNHEARD) as child:
        if stop:
            stop.may_break(child)
        try:
            child.wait(timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            raise failed_run(messages.R21_typesetting_took_too_long(seconds=timeout)) from None
        except BaseException:
            child.kill()
            raise
    if child.returncode == 0:
        return
    if full := system.told_by(child.returncode) or temporary.is_full(folder):
        raise full
    message = folder / "error.txt"
    if message.is_file():
        cited = one_line(message.read_text("utf-8").replace(str(folder), ""))
        raise failed_run(messages.R21_typst_refused(reason=cited))
    raise failed_run(messages.R21_typst_ended(code=child.returncode))


def failed_run(problem: Problem) -> RunError:
    return RunError(problem)


def one_line(message: str, longest: int = 200) -> str:
    text = " ".join(message.split()).rstrip(".")
    return text if len(text) <= longest else text[: longest - 1] + "…"


def compile_folder(folder: Path) -> tuple[bytes, dict[str, Any], list[str]]:
    """The PDF of a folder that :func:`write_sources` filled, what it tells of itself, and typst's warnings;
    ``typst.TypstError`` where it refuses."""
    import typst

    timestamp = json.loads((folder / "document.json").read_text("utf-8"))["timestamp"]
    # typst brings Latin fonts of its own: without them too, the packet has one family, and no other hides a lost glyph.
    only = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_folder_of_our_fonts(folder))]
    )
    compiler = typst.Compiler(str(folder / "packet.typ"), root=str(folder), font_paths=only)
    pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-3a"], timestamp=timestamp)
    told = json.loads(compiler.query("<told>", field="value"))
    # A PDF is one piece, not one a page as images are.
    return cast(bytes, pdf), (told[0] if told else {}), [warning.message for warning in warnings]


def _folder_of_our_fonts(folder: Path) -> Path:
    """A folder that holds the files of our two fonts and no other: typst looks fonts up by name, in folders."""
    ours = folder / "fonts"
    ours.mkdir(exist_ok=True)
    for weight in ("Regular", "Bold"):
        file = fonts.path(weight)
        if not (ours / file.name).exists():
            try:
                (ours / file.name).symlink_to(file)
            except OSError:  # Windows lets not everyone make links
                shutil.copyfile(file, ours / file.name)
    return ours


def main(folder: Path) -> int:
    """The child process: ``packet.pdf``, or ``error.txt`` and exit code 3, or the code of what the system refused."""
    stopping.end_with_parent()
    try:
        import typst

        try:
            pdf, told, _ = compile_folder(folder)
        except (typst.TypstError, RunError) as error:
            (folder / "error.txt").write_text(getattr(error, "message", None) or str(error), "utf-8")
            return 3
        (folder / "packet.pdf").write_bytes(pdf)
        (folder / "told.json").write_text(json.dumps(told), "utf-8")
    except (OSError, ImportError) as error:
        return system.exit_code(error)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
