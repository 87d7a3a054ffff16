"""Attached documents: each one's pages as images, placed in the packet as they are (decision 0009)."""

from __future__ import annotations

import functools
import hashlib
import html
from collections.abc import Iterator
from dataclasses import dataclass

from reportlib.display.display import Display
from reportlib.errors import InputError, Problem
from reportlib.facts.facts import Fact
from reportlib.language import say
from reportlib.meeting.param_files import Attached
from reportlib.meeting.params import Params
from reportlib.readers import confined, content as readers_content, pages, refusals
from reportlib.readers.pages import MOST_PAGES

LARGEST_FILE_BYTES = 50_000_000
LONGEST_ALT = 600


@dataclass(frozen=True)
class AttachedPage:
    """One page as an image: base64 of its file, its size in pixels, and what it says in words."""

    media_type: str
    data: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class AttachedPages(Display):
    """The pages of one attached document, in order, and the file they are from; numbered 附件 1, 附件 2 … by the packet."""

    caption: str
    pages: tuple[AttachedPage, ...]
    note: str = ""
    file: str = ""
    sha256: str = ""

    def data(self) -> dict:
        return {
            "kind": "pages",
            "caption": self.caption,
            "note": self.note,
            "pages": [dict(vars(page)) for page in self.pages],
        }

    def as_html(self) -> str:
        images = "".join(
            f'<p><img src="data:{page.media_type};base64,{page.data}" alt="{html.escape(page.alt)}" style="max-width:100%;border:1px solid #d8dee4"></p>'
            for page in self.pages
        )
        return f"<h4>{html.escape(self.caption)}</h4>{images}"

    def as_text(self) -> str:
        return "\n".join((self.caption, *(page.alt for page in self.pages)))

    def facts(self) -> Iterator[Fact]:
        return iter(())


def anchor(number: int) -> str:
    """What a :class:`~reportlib.display.display.Ref` calls attachment ``number``, counted from 1."""
    return f"attachment/{number}"


def read(params: Params) -> tuple[AttachedPages, ...]:
    """The attachments of a meeting, in order; one InputError with what is wrong with each that cannot be placed."""
    found: list[AttachedPages] = []
    problems: list[Problem] = []
    for number, attached in enumerate(params.attachments, 1):
        try:
            found.append(_read_one(attached).at(anchor(number)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return tuple(found)


def _read_one(attached: Attached) -> AttachedPages:
    file = attached.file.name
    content = readers_content.content(attached.file, LARGEST_FILE_BYTES)
    answer = _in_child(content)
    if code := answer.get("refused"):
        detail = answer["detail"]
        if code == "F09":
            said = say(f"這是 {detail} 檔，", f"a file of type {detail}, ") if detail else ""
            what = said + say("不是 PDF、PNG 或 JPEG。", "not a PDF, PNG or JPEG.")
            raise refusals.refused(code, file, what, say("請另存成 PDF 後重送。", "Save it as PDF and resend."))
        zh, en, todo_zh, todo_en = _REFUSALS.get(code, _REFUSALS["A12"])
        page_zh, page_en = (
            (f"第 {detail} 頁", f"page {detail}: ") if detail.isdigit() and code in ("A06", "F03") else ("", "")
        )
        raise refusals.refused(
            code, file, say(f"{page_zh}{zh.format(detail)}", f"{page_en}{en.format(detail)}"), say(todo_zh, todo_en)
        )
    images = tuple(
        AttachedPage(p["media_type"], p["data"], p["width"], p["height"], _alt(number, p["text"]))
        for number, p in enumerate(answer["pages"], 1)
    )
    return AttachedPages(
        attached.title,
        images,
        f"來源：{attached.source}" if attached.source else "",
        file,
        hashlib.sha256(content).hexdigest(),
    )


@functools.lru_cache(maxsize=8)
def _in_child(data: bytes) -> dict:
    return confined.ask(pages.__file__, data)


def words(params: Params) -> Iterator[tuple[str, str, list[str]]]:
    """(file, title, whole text of each page) of every attachment; a page without a text layer has none."""
    for attached in params.attachments:
        answer = _in_child(readers_content.content(attached.file, LARGEST_FILE_BYTES))
        yield attached.file.name, attached.title, [page["text"] for page in answer["pages"]]


def _alt(number: int, text: str) -> str:
    text = text if len(text) <= LONGEST_ALT else text[: LONGEST_ALT - 1] + "…"
    return f"第 {number} 頁：{text}" if text else f"第 {number} 頁（影像，無文字）"


_AGAIN = ("請重新取得或另存成 PDF 後重送。", "Get it again, or save it as PDF again, and resend.")
_REFUSALS = {
    "F02": ("檔案不完整或已損壞。", "the file is incomplete or damaged.", *_AGAIN),
    "F03": ("內容已損壞。", "the content is damaged.", *_AGAIN),
    "F04": (
        "檔案有密碼保護。",
        "the file is password-protected.",
        "請移除密碼後重送。",
        "Remove the password and resend.",
    ),
    "F15": ("沒有任何頁。", "it has no pages.", *_AGAIN),
    "A04": (
        "解開後過大，疑似壓縮炸彈。",
        "too large when unpacked.",
        "請以較低的解析度另存後重送。",
        "Save it at a lower resolution and resend.",
    ),
    "A05": (
        f"頁數過多或處理時間過久（上限 {MOST_PAGES} 頁、{confined.SECONDS} 秒）。",
        f"too many pages, or too long to read (limits: {MOST_PAGES} pages, {confined.SECONDS} seconds).",
        "請只附需要的頁。",
        "Attach only the pages that are needed.",
    ),
    "A06": (
        "的尺寸超出範圍（最大 A0）。",
        "its size is out of range (at most A0).",
        "請以 A4 另存後重送。",
        "Save it as A4 and resend.",
    ),
    "A12": (
        "無法讀取：檔案損壞，或需要的記憶體過多。",
        "cannot be read: damaged, or it needs too much memory.",
        *_AGAIN,
    ),
}
