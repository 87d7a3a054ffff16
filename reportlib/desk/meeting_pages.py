"""The pages of one meeting: what is left to do, returns, parameters, the review, and the files that were made."""

from __future__ import annotations

import csv
import fnmatch
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reportlib.cells import plain_text
from reportlib.desk.guards import SANDBOX
from reportlib.desk.handlers import DeskHandler, answered
from reportlib.desk.known import made_files, received_files
from reportlib.desk.upload_pages import UploadHandler
from reportlib.desk.uploads import put_beside
from reportlib.filenames import leads_out, shown as shown_name

_PIECE = 1 << 16
# What a browser shows; everything else is saved.
_SHOWN = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
# What people open of a packet, in this order; the rest is in its folders. Of a file in the folder of each unit, {} is the unit.
RESULTS = (
    ("packet", "packet.pdf", "會議資料", "A4，發給召集人及委員"),
    ("packet", "briefing.pdf", "簡報", "會場投影，16:9"),
    ("packet", "packet.html", "網頁", "點選數字看出處，離線可用"),
    ("packet", "annexes.pdf", "附卷", "數字核對、出處、資料來源"),
    ("packet", "review.html", "發布前檢視", "只給秘書單位，請勿外寄"),
    ("packet", "calendar.ics", "行事曆", "會議與各項期限"),
    ("public", "packet.pdf", "公開版：會議資料", "已遮蔽個人資料"),
    ("public", "packet.html", "公開版：網頁", "已遮蔽個人資料"),
    ("partial", "packet.pdf", "部分章節", "標明「部分章節」"),
    ("minutes", "minutes.pdf", "會議紀錄", "PDF"),
    ("minutes", "minutes.odt", "會議紀錄（可修改）", "ODT"),
    ("minutes", "minutes.docx", "會議紀錄（可修改）", "Word"),
    ("minutes", "minutes.html", "會議紀錄", "網頁"),
    ("letters", "*/letter.pdf", "給{}的信", "PDF"),
    ("letters", "*/letter.odt", "給{}的信（可修改）", "ODT"),
)


def results_of(root: Path, meeting: str, *kinds: str) -> list[dict[str, str]]:
    """Those of :data:`RESULTS` that are there."""
    there = {kind: made_files(root, meeting, kind) for kind in kinds}
    return [
        {
            "href": f"/m/{meeting}/made/{kind}/{made}",
            "title": title.format(made.partition("/")[0]),
            "about": about,
            "file": made,
        }
        for kind, file, title, about in RESULTS
        for made in there.get(kind, ())
        if fnmatch.fnmatchcase(made, file)
    ]


class MeetingHandler(DeskHandler):
    """What is left to do, the build, and what came of it."""

    async def get(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        tasks, problems = await answered(self, "tasks", meeting=meeting)
        job = await self.look_at(meeting)
        self.show(
            "meeting",
            tab="",
            about=await self.about(meeting),
            meeting=meeting,
            tasks=tasks or [],
            problems=problems,
            job=job,
            results=results_of(self.desk.root, meeting, "packet", "public", "partial"),
            letters=results_of(self.desk.root, meeting, "letters"),
        )


class ParametersHandler(DeskHandler):
    """The parameters as a form."""

    async def get(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is not None:
            await self.page(meeting)

    async def page(self, meeting: str, status: int = 200, **values: Any) -> None:
        form, refused = await answered(self, "parameters", meeting=meeting)
        shown: dict[str, Any] = {
            "refused": refused,
            "fields": {},
            "problems": [],
            "typed": {},
            "conflict": False,
            "saved": self.get_query_argument("saved", "") if status == 200 else "",
        }
        self.show(
            "parameters",
            status,
            tab="parameters",
            about=await self.about(meeting),
            meeting=meeting,
            form=form,
            job=await self.look_at(meeting),
            **(shown | values),
        )

    async def post(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        digest = self.get_body_argument("hash", "")
        if self.get_body_argument("what", "") == "undo":
            await self.undo(meeting, digest)
            return
        names = [key for key in self.request.body_arguments if key.startswith("v.")]
        typed = {key[2:]: self.get_body_argument(key, "") for key in names}
        confirmed = self.get_body_arguments("confirmed")
        done, problems = await answered(
            self, "save_parameters", meeting=meeting, digest=digest, values=typed, confirmed=confirmed
        )
        if problems:
            await self.page(meeting, 422, problems=problems, typed=typed)
        elif done.get("conflict"):
            await self.page(meeting, 409, conflict=True, typed=typed)
        elif "lines" in done:
            self.go(f"/m/{meeting}/parameters?saved={'1' if done['lines'] else 'same'}")
        else:
            await self.page(meeting, 422, typed=typed, **done)

    async def undo(self, meeting: str, digest: str) -> None:
        done, problems = await answered(self, "undo_parameters", meeting=meeting, digest=digest)
        if problems:
            await self.page(meeting, 422, problems=problems)
        elif "conflict" in done:
            await self.page(meeting, 409, conflict=True)
        else:
            back = self.get_body_argument("back", "")
            self.go(f"/m/{meeting}/{back if back == 'agenda' else 'parameters'}?saved=undone")


class ReturnsHandler(DeskHandler):
    """What was received, the board, and what is wrong."""

    async def get(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is not None:
            await self.page(meeting)

    async def page(self, meeting: str, status: int = 200, **values: Any) -> None:
        root = self.desk.root
        made = made_files(root, meeting, "intake")
        board, findings = (read_csv(made.get(file)) for file in ("board.csv", "findings.csv"))
        files = [
            {"file": file, "name": shown_name(path.name), "size": path.stat().st_size}
            for file, path in received_files(root, meeting).items()
        ]
        shown: dict[str, Any] = {"problems": [], "uploaded": self.get_query_arguments("up"), "removed": ""}
        templates = [
            {"href": f"/m/{meeting}/made/templates/{file}", "file": file}
            for file in made_files(root, meeting, "templates")
            if file.endswith((".xlsx", ".ods"))
        ]
        self.show(
            "returns",
            status,
            tab="returns",
            about=await self.about(meeting),
            meeting=meeting,
            files=files,
            board=board_of(board),
            findings=findings,
            marked=[file for file in made if file.startswith("marked/")],
            has_page="intake.html" in made,
            templates=templates,
            job=await self.look_at(meeting),
            **(shown | values),
        )


class ReturnsUploadHandler(UploadHandler, ReturnsHandler):
    """Files that are dropped in among the returns, never over another."""

    folder = "returns"
    page = ReturnsHandler.page

    async def take(self, name: str) -> None:
        kept = [(put_beside(draft, self.target, file), file) for draft, file in self.drafts]
        count = sum(1 for put, _ in kept if put)
        self.go(f"/m/{name}/returns?up={count}&up={len(kept) - count}")


class RemoveHandler(ReturnsHandler):
    """A file that was dropped in by mistake goes into a folder beside the returns; nothing is deleted."""

    async def post(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        file = received_files(self.desk.root, meeting).get(self.get_body_argument("file", ""))
        if file is None:
            self.send_error(404)
            return
        folder = self.desk.root / "data" / meeting / "returns-removed"
        if leads_out(folder, self.desk.root):
            self.send_error(403)
            return
        folder.mkdir(exist_ok=True)
        put_beside(file, folder, file.name)
        file.unlink(missing_ok=True)
        self.go(f"/m/{meeting}/returns")


class MadeHandler(DeskHandler):
    """A file that a command has made, by the list of those that there are."""

    async def get(self, name: str, kind: str, file: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        path = made_files(self.desk.root, meeting, kind).get(file)
        if path is None:
            self.send_error(404)
            return
        suffix = path.suffix.lower().removeprefix(".")
        self.set_header("Content-Type", _SHOWN.get(suffix, "application/octet-stream"))
        if suffix == "html":
            self.set_header("Content-Security-Policy", SANDBOX)
            self.clear_header("Cross-Origin-Opener-Policy")
        elif suffix == "pdf":  # a browser's own viewer shows it, which a sandbox would not let
            self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        else:
            self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{header_quoted(path.name)}")
        await send(self, path)


async def send(handler: DeskHandler, path: Path) -> None:
    """A file piece by piece, no faster than it is taken."""
    with path.open("rb") as opened:
        while piece := opened.read(_PIECE):
            handler.write(piece)
            await handler.flush()
    handler.finish()


def header_quoted(name: str) -> str:
    return "".join(
        chr(byte) if re.fullmatch(r"[A-Za-z0-9._-]", chr(byte)) else f"%{byte:02X}" for byte in name.encode()
    )


def read_csv(path: Path | None) -> list[dict[str, str]]:
    """The rows of one of our own tables; none where it is not there."""
    if path is None:
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: plain_text(value or "") for key, value in row.items()} for row in csv.DictReader(file)]


def board_of(rows: Iterable[dict[str, str]]) -> dict[str, Any]:
    """The board of an intake as units and what came of each return of theirs."""
    units: dict[str, dict[str, dict[str, str]]] = {}
    labels: dict[str, str] = {}
    for row in rows:
        labels[row["回報表"]] = row["回報表名稱"]
        units.setdefault(row["單位"], {})[row["回報表"]] = row
    return {"labels": labels, "units": units}
