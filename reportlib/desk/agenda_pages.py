"""The page on which an agenda gets items, topics, sections and proposals, or loses them."""

from __future__ import annotations

from typing import Any

from reportlib.desk.handlers import DeskHandler, answered

GIVEN = ("title", "start", "end", "presenter", "section", "text", "owner", "due", "n")
CHANGES = ("add-item", "add-topic", "add-proposal", "add-section", "drop-section", "rename", "up", "drop")


class AgendaHandler(DeskHandler):
    """The agenda, with a form for each change."""

    async def get(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is not None:
            await self.page(meeting)

    async def page(self, meeting: str, status: int = 200, **values: Any) -> None:
        found, refused = await answered(self, "agenda", meeting=meeting)
        shown: dict[str, Any] = {"problems": [], "conflict": False, "at": "", "asked": "", "typed": {}}
        shown |= values
        self.show(
            "agenda",
            status,
            tab="agenda",
            about=await self.about(meeting),
            meeting=meeting,
            agenda=found,
            refused=refused,
            job=await self.look_at(meeting),
            saved=self.get_query_argument("saved", "") if status == 200 else "",
            **shown,
        )

    async def post(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        what, place = self.get_body_argument("what", ""), self.get_body_argument("place", "")
        digest = self.get_body_argument("hash", "")
        if what not in CHANGES:
            self.send_error(400)
            return
        given = {key: self.get_body_argument(key, "") for key in GIVEN}
        done, problems = await answered(
            self, "change_agenda", meeting=meeting, digest=digest, what=what, place=place, given=given
        )
        problems = problems or done.get("problems")
        if problems:
            await self.page(meeting, 422, problems=problems, asked=what, at=place, typed=given)
        elif done.get("conflict"):
            await self.page(meeting, 409, conflict=True, asked=what, at=place, typed=given)
        else:
            self.go(f"/m/{meeting}/agenda?saved=1")
