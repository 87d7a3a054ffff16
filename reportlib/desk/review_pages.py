"""The page on which a packet is looked through before it goes out: what is masked, what is doubtful, what does not agree."""

from __future__ import annotations

from typing import Any

from reportlib.desk.handlers import DeskHandler, answered
from reportlib.desk.known import made_files
from reportlib.desk.meeting_pages import read_csv, results_of
from reportlib.desk.problems import said
from reportlib.writing import sha256

LISTS = ("遮蔽", "可疑", "數字核對")
KINDS = {"keep": "保留", "mask": "遮蔽", "accept": "接受"}


class ReviewHandler(DeskHandler):
    """The review list, with keep, mask and accept."""

    async def get(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is not None:
            await self.page(meeting)

    async def page(self, meeting: str, status: int = 200, **values: Any) -> None:
        root = self.desk.root
        rows = read_csv(made_files(root, meeting, "packet").get("review.csv"))
        decided, refused = await answered(self, "decided", meeting=meeting)
        done, mark = (self.get_query_argument(key, "") if status == 200 else "" for key in ("done", "at"))
        known = (decided or {}).get(done, ()) if done in KINDS else ()
        at = next((text for text in known if _mark(text) == mark), "")
        shown: dict[str, Any] = {"conflict": False, "done": KINDS[done] if at else "", "at": at, "problems": ()}
        shown |= {"refused": refused} | values
        self.show(
            "review",
            status,
            tab="review",
            about=await self.about(meeting),
            meeting=meeting,
            masked=_each_once(rows, "遮蔽"),
            doubtful=_each_once(rows, "可疑"),
            findings=[row for row in rows if row["清單"] == "數字核對"],
            others=[row for row in rows if row["清單"] not in LISTS],
            is_made="run.json" in made_files(root, meeting, "packet"),
            decided=decided or {"keep": [], "mask": [], "accept": [], "hash": ""},
            job=await self.look_at(meeting),
            results=results_of(root, meeting, "public"),
            **shown,
        )

    async def post(self, name: str) -> None:
        if (meeting := self.meeting_named(name)) is None:
            return
        kind, text, reason, digest = (
            self.get_body_argument(key, "").strip() for key in ("kind", "text", "reason", "hash")
        )
        if kind not in KINDS or not text:
            self.send_error(400)
            return
        if kind == "accept" and not reason:
            problem = said("請填接受的理由，理由會印出來。", place=text)
            await self.page(meeting, 422, problems=[problem], at=text)
            return
        done, problems = await answered(
            self, "add_to_parameters", meeting=meeting, digest=digest, kind=kind, text=text, reason=reason
        )
        if problems:
            await self.page(meeting, 422, problems=problems, at=text)
        elif done.get("conflict"):
            await self.page(meeting, 409, conflict=True, at=text)
        else:
            # The text may be somebody's name, which has no place in an address.
            self.go(f"/m/{meeting}/review?done={kind}&at={_mark(text)}")


def _mark(text: str) -> str:
    """By what a text is known in an address."""
    return sha256(text.encode())[:16]


def _each_once(rows: list[dict[str, str]], name: str) -> list[dict[str, Any]]:
    """The entries of a list, each text once, with the places where it stands."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if row["清單"] == name:
            one = found.setdefault((row["規則或編號"], row["原文"]), {**row, "places": []})
            if row["處所"] not in one["places"]:
                one["places"].append(row["處所"])
    return [*found.values()]
