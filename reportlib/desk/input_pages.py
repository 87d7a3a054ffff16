"""The page on which the input files of a meeting are put in their places."""

from __future__ import annotations

from typing import Any

from reportlib.desk.handlers import DeskHandler, answered
from reportlib.desk.meeting_pages import header_quoted, send
from reportlib.desk.problems import said
from reportlib.desk.upload_pages import UploadHandler


class InputsHandler(DeskHandler):
    """Which files the sections on the agenda ask for, and which are there."""

    async def get(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is not None:
            await self.page(meeting)

    async def page(self, meeting: str, status: int = 200, **values: Any) -> None:
        found, refused = await answered(self, "inputs", meeting=meeting)
        shown: dict[str, Any] = {"problems": [], "conflict": False}
        shown["saved"] = self.get_query_argument("saved", "") if status == 200 else ""
        self.show(
            "inputs",
            status,
            tab="inputs",
            about=await self.about(meeting),
            meeting=meeting,
            inputs=found,
            refused=refused,
            job=await self.look_at(meeting),
            **(shown | values),
        )

    async def post(self, name: str) -> None:
        """There is no record of it this time."""
        if (meeting := self.meeting_named(name)) is None:
            return
        field, digest = self.get_body_argument("field", ""), self.get_body_argument("hash", "")
        done, problems = await answered(self, "declare_empty", meeting=meeting, digest=digest, field=field)
        if problems:
            await self.page(meeting, 422, problems=problems)
        elif done.get("conflict"):
            await self.page(meeting, 409, conflict=True)
        else:
            self.go(f"/m/{meeting}/inputs?saved={field}")


class InputFileHandler(DeskHandler):
    """An input as it is, to be looked at or filled in."""

    async def get(self, name: str, field: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        found, _ = await answered(self, "inputs", meeting=meeting)
        one = next((one for one in (found or {"files": []})["files"] if one["field"] == field), None)
        if one is None or not (one["is_own"] and one["is_there"]):
            self.send_error(404)
            return
        path = self.desk.root / "data" / meeting / one["file"]
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{header_quoted(path.name)}")
        await send(self, path)


class InputUploadHandler(UploadHandler, InputsHandler):
    """One file that takes the place of an input."""

    folder = ""  # beside the meeting's other data
    page = InputsHandler.page

    async def take(self, name: str) -> None:
        fields = self.sent_fields
        if len(self.drafts) != 1:
            await self.page(name, 422, problems=[said("請選取一個檔案。")])
            return
        [(draft, file)] = self.drafts
        given = {"digest": fields.get("hash", ""), "field": fields.get("field", ""), "draft": str(draft), "name": file}
        done, problems = await answered(self, "take_input", meeting=name, **given)
        problems = problems or done.get("problems")
        if problems:
            await self.page(name, 422, problems=problems)
        elif done.get("conflict"):
            await self.page(name, 409, conflict=True)
        else:
            self.go(f"/m/{name}/inputs?saved={fields.get('field', '')}")
