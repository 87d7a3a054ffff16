"""The page of a meeting that was held: what it decided, and its minutes."""

from __future__ import annotations

from typing import Any

from reportlib.desk.handlers import DeskHandler, answered
from reportlib.desk.meeting_pages import results_of


class HeldHandler(DeskHandler):
    """The form of decisions, and the minutes that are made of it."""

    async def get(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is not None:
            await self.page(meeting)

    async def page(self, meeting: str, status: int = 200, **values: Any) -> None:
        form, refused = await answered(self, "held", meeting=meeting)
        shown: dict[str, Any] = {"fields": {}, "typed": {}, "problems": [], "conflict": False}
        shown["saved"] = self.get_query_argument("saved", "") == "1"
        shown |= values
        shown["refused"] = refused
        shown["wrong_rows"] = {key.rpartition(".")[0] for key in shown["fields"]}
        self.show(
            "held",
            status,
            tab="held",
            about=await self.about(meeting),
            meeting=meeting,
            form=form,
            job=await self.look_at(meeting),
            results=results_of(self.desk.root, meeting, "minutes"),
            **shown,
        )

    async def post(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        names = [key for key in self.request.body_arguments if key.startswith("c.")]
        cells = {key[2:]: self.get_body_argument(key, "") for key in names}
        digest = self.get_body_argument("hash", "")
        done, problems = await answered(self, "save_held", meeting=meeting, digest=digest, cells=cells)
        if problems:
            await self.page(meeting, 422, problems=problems, typed=cells)
        elif done.get("conflict"):
            await self.page(meeting, 409, conflict=True, typed=cells)
        elif "warnings" in done:
            self.go(f"/m/{meeting}/held?saved=1")
        else:
            await self.page(meeting, 422, typed=cells, **done)
