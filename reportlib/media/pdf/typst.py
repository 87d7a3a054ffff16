"""typst in a process of its own, under a time limit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

import reportlib
from reportlib import fonts
from reportlib.errors import OutputError, Problem, RunError
from reportlib.language import say

TIMEOUT_SECONDS = 120
# With -P and PYTHONPATH the child finds this reportlib, and no module that happens to lie in the working directory.
CHILD = ("-P", "-m", "reportlib.media.pdf.typst")


def typeset(write: Callable[[Path], None], timeout: float = TIMEOUT_SECONDS) -> bytes:
    """The PDF of what ``write`` puts into the folder it is given: ``packet.typ``, ``document.json`` (with ``timestamp``)
    and the files these read. RunError R21 and OutputError R13 as :func:`to_pdf`."""
    try:
        with tempfile.TemporaryDirectory(prefix="packet-", ignore_cleanup_errors=True) as name:
            # Resolved, since typst refuses files outside its root and macOS keeps its temporary folder behind a link.
            folder = Path(name).resolve()
            write(folder)
            _run_typst(folder, timeout)
            return (folder / "packet.pdf").read_bytes()
    except OSError as error:
        raise OutputError(
            Problem(
                "R13",
                say(
                    f"排版用的暫存資料夾無法寫入：{error.strerror}。",
                    f"the temporary folder for typesetting cannot be written: {error.strerror}.",
                ),
                say("請確認磁碟空間與環境變數 TMPDIR。", "Check the disk space and the environment variable TMPDIR."),
            )
        ) from None


def _run_typst(folder: Path, timeout: float) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(reportlib.__file__).resolve().parents[1]), "PYTHONUTF8": "1"}
    command = [sys.executable, *CHILD, str(folder)]
    try:
        child = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout
        )
    except subprocess.TimeoutExpired:
        raise failed_run(
            say(f"排版超過 {timeout:g} 秒而中止。", f"typesetting took more than {timeout:g} seconds and was stopped.")
        ) from None
    if child.returncode == 0:
        return
    message = folder / "error.txt"
    if message.is_file():
        cited = one_line(message.read_text("utf-8").replace(str(folder), ""))
        raise failed_run(say(f"排版程式 typst 拒絕了這份文件：{cited}。", f"typst refused the document: {cited}."))
    raise failed_run(
        say(
            f"排版程式 typst 異常終止（代碼 {child.returncode}）。",
            f"typst ended abnormally (code {child.returncode}).",
        )
    )


def failed_run(what: str) -> RunError:
    return RunError(
        Problem(
            "R21",
            what,
            say(
                "請將此訊息連同參數檔交給維護人員。",
                "Please pass this message on to the maintainers, with the parameter file.",
            ),
        )
    )


def one_line(message: str, longest: int = 200) -> str:
    text = " ".join(message.split()).rstrip(".")
    return text if len(text) <= longest else text[: longest - 1] + "…"


def compile_folder(folder: Path) -> tuple[bytes, list[str]]:
    """The PDF of a folder that :func:`write_sources` filled, and typst's warnings; ``typst.TypstError`` where it refuses."""
    import typst

    timestamp = json.loads((folder / "document.json").read_text("utf-8"))["timestamp"]
    paths = [str(fonts.path(weight).parent) for weight in ("Regular", "Bold")]
    # typst brings Latin fonts of its own: without them too, the packet has one family, and no other hides a lost glyph.
    only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    compiler = typst.Compiler(str(folder / "packet.typ"), root=str(folder), font_paths=only)
    pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-3a"], timestamp=timestamp)
    return cast(bytes, pdf), [
        warning.message for warning in warnings
    ]  # a PDF is one piece, not one a page as images are


def main(folder: Path) -> int:
    """The child process: ``packet.pdf``, or ``error.txt`` and exit code 3."""
    import typst

    try:
        pdf, _ = compile_folder(folder)
    except (typst.TypstError, RunError) as error:
        (folder / "error.txt").write_text(getattr(error, "message", None) or str(error), "utf-8")
        return 3
    (folder / "packet.pdf").write_bytes(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
