"""What comes after the list of ``packet check``, in the order of the half-year, told from what is there: whoever checked or built, in
the desk or by a command."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportlib import messages
from reportlib.build.unchanged import Run
from reportlib.desk.known import folder_of, made_files, meeting_files
from reportlib.errors import OutputError
from reportlib.new.unfilled import texts_in
from reportlib.packets.publish import INTERNAL, PUBLIC
from reportlib.packets.verify import RECORD, verify
from reportlib.store.entries import Store
from reportlib.writing import sha256_of


def is_of_now(root: Path, meeting: str, kind: str) -> bool:
    """Whether the packet of this kind was made from the parameters, rulebooks and inputs as they are now, by the hashes of its record;
    what lies in an input that is a folder is not looked at."""
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        record = json.loads((folder_of(root, meeting, kind) / RECORD).read_text("utf-8"))
        named = [root / text for _, text in texts_in(record["parameters"])]
        paths = {f"{path.parent.name}/{path.name}": path for path in (meeting_files(root)[meeting], *named)}
        if any(sha256_of(paths[name]) != digest for name, digest in record["inputs"].items()):
            return False
        read = {(source["file"], source["sha256"]) for source in record["sources"]}  # a sheet has no path of its own
        names = {name for name, _ in read}
        return read <= {
            (path.name, sha256_of(path)) for path in paths.values() if path.name in names and path.is_file()
        }
    return False


def is_checked(root: Path, meeting: str) -> bool:
    """Whether a check found nothing wrong in what is there now: it leaves what it said, for the next one."""
    store = Store.of(root)
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        path = meeting_files(root)[meeting]
        return store is not None and any(
            Run(store, path, None, (), edition).kept_lines() for edition in (INTERNAL, PUBLIC)
        )
    return False


def next_steps(root: Path, meeting: str, waits: bool) -> Iterator[dict[str, Any]]:
    """From the check on; ``waits`` where something before it is open."""
    is_built = is_of_now(root, meeting, "packet")
    is_there = RECORD in made_files(root, meeting, "packet")
    rest = "waits" if waits else "open"
    yield _step(messages.task_content(), "done" if is_built or is_checked(root, meeting) else rest)
    again = "（產生之後有改過的，請再產生一次）" if is_there and not is_built else ""
    yield _step(f"產生會議資料{again}", "done" if is_built else rest, f"/m/{meeting}#run")
    is_public = is_of_now(root, meeting, "public")
    state = "waits" if not is_built else "done" if is_public else "person"
    yield _step("發布前檢視：看遮蔽、可疑與不一致的，要公開時產生公開版", state, f"/m/{meeting}/review")
    state = "waits" if not is_built else "done" if _is_as_built(root, meeting) else "open"
    yield _step(f"寄出前核對檔案與產生時相同：packet verify {meeting}", state)
    is_recorded = RECORD in made_files(root, meeting, "minutes")
    state = "done" if is_recorded else "later" if is_there else "waits"
    yield _step("會後：填出席及決議，製作會議紀錄", state, f"/m/{meeting}/held")


def _step(title: str, state: str, page: str = "") -> dict[str, Any]:
    return {"title": title, "state": state, "count": 0, "problems": [], "page": page}


def _is_as_built(root: Path, meeting: str) -> bool:
    with contextlib.suppress(OutputError):
        return not verify(folder_of(root, meeting, "packet")).problems
    return False
