"""typst in a process of its own, under a time limit."""

from __future__ import annotations

import contextlib
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

TIMEOUT_SECONDS = 120  # for each megabyte of the document that is begun (ours: one takes some ten seconds)
# With -P and PYTHONPATH the child finds this reportlib, and no module that happens to lie in the working directory.
CHILD = ("-P", "-m", "reportlib.media.pdf.typst")
_LARGE_PIECE = 1 << 17  # bytes: what grows in the child, and is moved for it, would leave holes of as many as 50 MB
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

    @contextlib.contextmanager
    def may_break(self, child: subprocess.Popen[bytes]) -> Iterator[None]:
        with self._lock:
            self._child = child
            if self._is_off:
                child.kill()
        try:
            yield
        finally:
            with self._lock:
                self._child = None

    def off(self) -> None:
        with self._lock:
            self._is_off = True
            if self._child:
                self._child.kill()


def typeset(write: Callable[[Path], None], timeout: float = TIMEOUT_SECONDS, stop: Break | None = None) -> Typeset:
    """The PDF of what ``write`` puts into the folder it is given: ``packet.typ``, ``document.json`` (with ``timestamp``)
    and the files these read; a document of several megabytes may take as many times ``timeout`` seconds. RunError R21
    and OutputError R13 as :func:`to_pdf`."""
    from reportlib.store.in_use import made  # which the child needs not

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
    code = _lasting[-1].code(folder, timeout, stop) if _lasting else _code_of_a_child(folder, timeout, stop)
    if code == 0:
        return
    if full := system.told_by(code) or temporary.is_full(folder):
        raise full
    message = folder / "error.txt"
    if message.is_file():
        cited = one_line(message.read_text("utf-8").replace(str(folder), ""))
        raise failed_run(messages.R21_typst_refused(reason=cited))
    raise failed_run(messages.R21_typst_ended(code=code))


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(reportlib.__file__).resolve().parents[1]), "PYTHONUTF8": "1"}


def _code_of_a_child(folder: Path, timeout: float, stop: Break | None) -> int:
    command, environment = [sys.executable, *CHILD, str(folder)], _environment()
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, **_UNHEARD) as child:
        try:
            with stop.may_break(child) if stop else contextlib.nullcontext():
                child.wait(timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            raise failed_run(messages.R21_typesetting_took_too_long(seconds=timeout)) from None
        except BaseException:
            child.kill()
            raise
    return child.returncode


class Lasting:
    """Children that set one document after another, one for each template: what has not changed since the last is not laid out
    again (typst remembers it, to the same bytes). To be closed when done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: dict[bytes, _LastingChild] = {}

    def code(self, folder: Path, timeout: float, stop: Break | None) -> int:
        """The exit code that a child of its own would have."""
        template = (folder / "packet.typ").read_bytes()
        with self._lock:
            child = self._children.setdefault(template, _LastingChild())
        return child.code(folder, timeout, stop)

    def close(self) -> None:
        for child in self._children.values():
            child.close()


class _LastingChild:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def code(self, folder: Path, timeout: float, stop: Break | None) -> int:
        with self._lock:
            process = self._process
            if process is None or process.poll() is not None:
                self.close()
                pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
                process = self._process = subprocess.Popen([sys.executable, *CHILD], env=_environment(), **pipes)
            late = threading.Event()

            def too_late() -> None:
                late.set()
                process.kill()

            watch = threading.Timer(timeout, too_late)
            watch.start()
            try:
                with stop.may_break(process) if stop else contextlib.nullcontext():
                    answer = _asked(process, folder)
            finally:
                watch.cancel()
            if answer:
                return int(answer)
            process.wait()
            if late.is_set():
                raise failed_run(messages.R21_typesetting_took_too_long(seconds=timeout))
            return process.returncode

    def close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()  # which closes its pipes too


def _asked(process: subprocess.Popen[bytes], folder: Path) -> bytes:
    """What a lasting child answers; nothing where it has ended."""
    if process.stdin is None or process.stdout is None:
        raise TypeError("a lasting child is spoken to")
    with contextlib.suppress(OSError):
        process.stdin.write(os.fsencode(folder) + b"\n")
        process.stdin.flush()
    return process.stdout.readline()


_lasting: list[Lasting] = []


@contextlib.contextmanager
def lasting() -> Iterator[None]:
    """Within, documents are set by children that last."""
    children = Lasting()
    _lasting.append(children)
    try:
        yield
    finally:
        _lasting.remove(children)
        children.close()


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


def set_in(folder: Path) -> int:
    """In the child process: ``packet.pdf``, or ``error.txt`` and exit code 3, or the code of what the system refused."""
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


def main(folders: list[str]) -> int:
    """The child process, of one folder; or, of none that is named, the one that lasts: a folder a line on standard input, its code a
    line on standard output."""
    stopping.end_with_parent()
    system.keep_no_memory(_LARGE_PIECE)
    if folders:
        return set_in(Path(folders[0]))
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(b"%d\n" % set_in(Path(os.fsdecode(line.rstrip(b"\n")))))
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
