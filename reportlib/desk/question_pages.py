"""The page on which what an intake asks is answered."""

from __future__ import annotations

from typing import Any

from reportlib.desk.handlers import DeskHandler, answered
from reportlib.desk.problems import said

CELL = ("file", "sheet", "row", "column", "expected", "new", "reason", "who", "when")


class QuestionsHandler(DeskHandler):
    """Whose a file is, which of two counts, and what a cell should be."""

    async def get(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is not None:
            await self.page(meeting)

    async def page(self, meeting: str, status: int = 200, problems: Any = (), **values: Any) -> None:
        asked, refused = await answered(self, "questions", meeting=meeting)
        cell = {key: self.get_argument(key, "") for key in CELL}
        saved = self.get_query_argument("saved", "") if status == 200 else ""
        shown: dict[str, Any] = {"conflict": False, "cell": cell, "saved": saved}
        self.show(
            "questions",
            status,
            tab="returns",
            about=await self.about(meeting),
            meeting=meeting,
            asked=asked,
            job=await self.look_at(meeting),
            problems=problems,
            refused=refused,
            **(shown | values),
        )

    async def post(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        given = {key: self.get_body_argument(key, "").strip() for key in ("hash", "answer", "sha256", "unit", *CELL)}
        digest, answer = given.pop("hash"), given.pop("answer")
        if answer == "correct":
            cell = {key: given[key] for key in CELL}
            lacking = [
                label for key, label in (("reason", "理由"), ("who", "更正人"), ("when", "日期")) if not cell[key]
            ]
            if lacking:
                problem = said(f"請填{'、'.join(lacking)}。", place="更正")
                await self.page(meeting, 422, [problem], cell=cell)
                return
            done, problems = await answered(self, "correct_cell", meeting=meeting, digest=digest, cell=cell)
        elif answer in ("unit", "use", "skip") and given["file"] and given["reason"] and given["who"]:
            keys = ("file", "sha256", "unit", "reason", "who")
            told = {key: given[key] for key in keys}
            done, problems = await answered(
                self, "answer_question", meeting=meeting, digest=digest, answer=answer, **told
            )
        else:
            problem = said("請選取答案，並填理由與姓名。", place=given["file"])
            await self.page(meeting, 422, [problem])
            return
        if problems:
            await self.page(meeting, 422, problems)
        elif done.get("conflict"):
            await self.page(meeting, 409, conflict=True)
        else:
            self.go(f"/m/{meeting}/questions?saved={'correct' if answer == 'correct' else 'answer'}")
