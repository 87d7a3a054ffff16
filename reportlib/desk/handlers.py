"""What every page of the desk has: its templates, its project, and the meetings that a request may name."""

from __future__ import annotations

import asyncio
import html
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2

from reportlib import look, system
from reportlib.desk.asking import QuestionRefused, Questions
from reportlib.desk.guards import FORM_TOKEN, DeskGuards, GuardedHandler
from reportlib.desk.jobs import JOBS, JobView, MeetingJobs
from reportlib.desk.known import meeting_files
from reportlib.desk.private import PrivateFolder
from reportlib.desk.uploads import MOST_BYTES, MOST_OF_A_FILE

STATIC = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "htmx-LICENSE.txt": "text/plain; charset=utf-8",
}
_SAID = {
    403: ("這一頁只能由工作桌開啟", "請回到工作桌的頁面，或重新開啟工作桌。"),
    404: ("沒有這一頁", "請由工作桌的清單選取。"),
    409: ("內容已經不同", "請重新整理後再填。"),
    413: ("上傳的內容太大", "請分幾次上傳。"),
}


def own_file(folder: str, name: str) -> bytes:
    """A file of ours beside this module."""
    return (resources.files("reportlib.desk") / folder / name).read_bytes()


def _static() -> dict[str, bytes]:
    return {name: (look.css().encode() if name == "desk.css" else b"") + own_file("static", name) for name in STATIC}


def _pages() -> jinja2.Environment:
    pages = jinja2.Environment(
        loader=jinja2.PackageLoader("reportlib.desk", "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals |= {"most": MOST_BYTES, "most_file": MOST_OF_A_FILE}
    return pages


@dataclass
class OpenDesk:
    """One desk while it is open."""

    root: Path
    private: PrivateFolder
    guards: DeskGuards
    questions: Questions
    static: Mapping[str, bytes] = field(default_factory=_static, repr=False)
    jobs: dict[str, MeetingJobs] = field(default_factory=dict)
    pages: jinja2.Environment = field(default_factory=_pages, repr=False)

    def jobs_of(self, meeting: str) -> MeetingJobs:
        if meeting not in self.jobs:
            self.jobs[meeting] = MeetingJobs(self.root, self.private.jobs(meeting), meeting)
        return self.jobs[meeting]


class DeskHandler(GuardedHandler):
    """A page of the desk."""

    def initialize(self, desk: OpenDesk, **more: Any) -> None:  # type: ignore[override]
        super().initialize(desk.guards)
        self.desk = desk
        for name, value in more.items():
            setattr(self, name, value)

    def show(self, template: str, status: int = 200, **values: object) -> None:
        """Answer with a page, or a part of one."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        page = self.desk.pages.get_template(f"{template}.html.j2")
        text = page.render(form_token=self.desk.guards.form_token, form_field=FORM_TOKEN, **values)
        self.finish(text.encode("utf-8", "replace"))  # a name on the disk may be no text

    def go(self, address: str) -> None:
        """The page that shows what a form has done: by GET, so that it may be loaded again."""
        self.redirect(address, status=303)

    def write_error(self, status_code: int, **given: Any) -> None:
        usual = ("出了錯", "請再試一次；還是不行時，請看執行工作桌的視窗。")
        title, todo = _said_of(given.get("exc_info")) or _SAID.get(status_code, usual)
        # A page that a build has made has no origin, and a link in it brings no cookie; a link of ours does.
        again = self.request.path if given.get("needs_cookie") and self.request.method == "GET" else ""
        # Not by the templates: they may be what has gone wrong.
        link = f'<p><a href="{html.escape(again, quote=True)}">繼續開啟</a></p>' if again else ""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            f'<!DOCTYPE html><html lang="zh-Hant-TW"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f'<title>{title}</title><main><h1>{title}</h1><p>{todo}</p>{link}<p><a href="/">工作桌</a></p></main></html>'
        )

    def log_exception(self, *error: Any) -> None:
        """What the page itself says is no fault of ours, and has no place among those in the window."""
        if _said_of(error) is None:
            super().log_exception(*error)

    def meeting_named(self, name: str) -> str | None:
        """The meeting, if there is one of this name; else the request is answered."""
        if name in meeting_files(self.desk.root):
            return name
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    async def look_at(self, meeting: str) -> JobView:
        return await asyncio.to_thread(self.desk.jobs_of(meeting).view)

    async def about(self, meeting: str) -> dict[str, Any]:
        """What each page of a meeting shows at its head."""
        found = await self.desk.questions.ask("meetings")
        return next(one for one in found if one["name"] == meeting)


def _said_of(error: Sequence[Any] | None) -> tuple[str, str] | None:
    """What is said where the system refused something, or where a question was not answered; None for all else."""
    found = error[1] if error else None
    if isinstance(found, QuestionRefused):
        return "這一頁沒有做成", str(found)
    if isinstance(found, OSError):
        where = Path(os.fsdecode(found.filename)).name if isinstance(found.filename, str | bytes) else ""
        return "檔案無法寫入或讀取", f"{where}：{system.reason(found)}。請確認資料夾的權限及磁碟空間，再試一次。"
    return None


class EnterHandler(DeskHandler):
    """The way in: a token that counts once is exchanged for the cookie."""

    is_open = True

    def get(self) -> None:
        if not self.desk.private.is_token(self.get_query_argument("token", "")):
            self.send_error(403)
            return
        guards = self.desk.guards
        self.set_cookie(guards.cookie_name, guards.cookie, httponly=True, samesite="Strict", path="/")
        # A page, no redirect: the browser came from elsewhere, and would not bring the cookie along.
        self.show("enter")


class StaticHandler(DeskHandler):
    """Our own style and scripts."""

    def get(self, name: str) -> None:
        if name not in STATIC:
            self.send_error(404)
            return
        self.set_header("Content-Type", STATIC[name])
        self.finish(self.desk.static[name])


class MeetingsHandler(DeskHandler):
    """All meetings, and the next one."""

    async def get(self) -> None:
        await self.page()

    async def page(self, status: int = 200, problem: str = "", name: str = "", old: str = "") -> None:
        found = await self.desk.questions.ask("meetings")
        views = {one["name"]: await self.look_at(one["name"]) for one in found}
        made = {one["name"]: (self.desk.root / "output" / one["name"] / "run.json").is_file() for one in found}
        self.show("meetings", status, meetings=found, jobs=views, made=made, problem=problem, name=name, old=old)

    async def post(self) -> None:
        """Begin the next meeting from an earlier one."""
        from reportlib.meeting.fields import NAME

        name, old = (self.get_body_argument(field, "").strip() for field in ("name", "from"))
        known = meeting_files(self.desk.root)
        if not NAME.fullmatch(name) or len(name) > 60:
            await self.page(422, "代號只用小寫英文字母、數字及連字號，例如 moea-6-2。", name, old)
        elif name in known or old not in known:
            await self.page(422, "這個代號已經有了。" if name in known else "請選取前一次會議。", name, old)
        else:
            jobs = self.desk.jobs_of(name)
            if not await asyncio.to_thread(jobs.begin, "new", old):
                await self.page(409, "沒有開始：另一項工作正在進行。", name, old)
                return
            while (view := await self.look_at(name)).is_running:
                await asyncio.sleep(0.2)
            if view.state in ("done", "part"):
                self.go(f"/m/{name}")
            else:
                await self.page(422, view.printed, name, old)


class RunHandler(DeskHandler):
    """Begin, stop, and look at the job of a meeting."""

    async def get(self, name: str) -> None:
        """How far it is: asked for again and again while it is alive."""
        if (meeting := self.meeting_named(name)) is None:
            return
        view = await self.look_at(meeting)
        if not view.is_running and self.request.headers.get("HX-Request"):
            # It has ended: the element that asked is put out, not changed, so that it asks no more; the page is then loaded again.
            self.set_header("HX-Reswap", "outerHTML")
        self.show("progress", meeting=meeting, job=view)

    async def post(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        what, back = self.get_body_argument("what", ""), self.get_body_argument("back", "")
        page = f"/m/{meeting}" + (f"/{back}" if back in ("returns", "review", "held") else "")
        jobs = self.desk.jobs_of(meeting)
        if what == "stop":
            await asyncio.to_thread(jobs.stop)
        elif what not in JOBS or what == "new":
            self.send_error(400)
            return
        elif not await asyncio.to_thread(jobs.begin, what) and await asyncio.to_thread(jobs.is_alive):
            self.send_error(409)
            return
        self.go(page)


async def answered(handler: DeskHandler, question: str, **given: object) -> tuple[Any, list[dict[str, Any]]]:
    """The answer to a question and no problems, or None and the problems."""
    try:
        return await handler.desk.questions.ask(question, **given), []
    except QuestionRefused as refused:
        return None, refused.problems
