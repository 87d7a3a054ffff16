"""Is a packet still what was built? Every file against the hashes of its run record (O07, O08)."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator
from pathlib import Path

from reportlib.errors import OutputError, Problem, quoted
from reportlib.language import say

RECORD = "run.json"
OTHERS_WRITE = stat.S_IWOTH


def verify(folder: Path) -> tuple[int, list[Problem]]:
    """How many files were compared, and everything that is missing, altered, added or open to be altered by anybody.

    OutputError (O08) where the folder is no packet.
    """
    known = recorded(folder)
    return len(known), [*_altered(folder, known), *_added(folder, known)]


def recorded(folder: Path) -> dict[str, str]:
    """The hash of every file of a packet as its run record has it, by its path within the folder."""
    build = say("請以 packet build 產生會議資料。", "Build the packet with packet build.")
    try:
        outputs = json.loads((folder / RECORD).read_text("utf-8"))["outputs"]
        return {str(path): str(digest) for path, digest in outputs.items()}
    except OSError:
        what = say(
            f"沒有執行紀錄 {RECORD}，不是會議資料的資料夾。",
            f"there is no run record {RECORD}: this is no packet's folder.",
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        what = say(
            f"執行紀錄 {RECORD} 無法讀取，可能被更改過。",
            f"the run record {RECORD} cannot be read; it may have been altered.",
        )
    raise OutputError(Problem("O08", what, build, file=folder.name))


def _altered(folder: Path, known: dict[str, str]) -> Iterator[Problem]:
    again = say(
        "請重新產生會議資料，或由備份還原這個檔案。", "Build the packet again, or restore the file from a copy."
    )
    for path, digest in known.items():
        file = folder / path
        if not file.is_file():
            yield Problem("O08", say("檔案不見了。", "the file is missing."), again, file=path)
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield Problem("O08", say("檔案被更改過。", "the file was altered."), again, file=path)


def _added(folder: Path, known: dict[str, str]) -> Iterator[Problem]:
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and path not in known and path != RECORD:
            yield Problem(
                "O07",
                say("這個檔案不是產生會議資料時寫出的。", "this file was not written by the build."),
                say("請移走，以免隨會議資料一起發出。", "Move it away, or it is handed out with the packet."),
                file=path,
            )
        if file.stat().st_mode & OTHERS_WRITE and not file.is_symlink():
            yield Problem(
                "O07",
                say(f"任何人都可以更改{quoted(path)}。", f"anybody may change {quoted(path)}."),
                say("請取消其他人的寫入權限。", "Take away the permission of others to write."),
                file=path,
            )
