"""Attached documents: each one's pages as images, placed in the packet as they are (decision 0009)."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportlib import messages
from reportlib.display.display import Display, Naming, line
from reportlib.errors import InputError, Problem
from reportlib.facts.facts import Fact
from reportlib.meeting.param_files import AttachedFile
from reportlib.meeting.params import Params
from reportlib.model.blocks import PageImage, PagesBlock
from reportlib.readers import confined, content as readers_content, pages, refusals
from reportlib.readers.pages import MOST_PAGES
from reportlib.text import Quoted
from reportlib.writing import sha256

LARGEST_FILE_BYTES = 50_000_000
LONGEST_ALT = 600
_MOST_REMEMBERED = 8
_answers: dict[str, dict] = {}  # by the SHA-256 of the document


@dataclass(frozen=True)
class AttachedPage:
    """One page as an image: base64 of its file, its size in pixels, and what it says in words."""

    media_type: str
    data: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, repr=False)
class AttachedPages(Display):
    """The pages of one attached document, in order, and the file they are from; numbered as the parameters have them: 附件 1, 附頁 1."""

    caption: str
    pages: tuple[AttachedPage, ...]
    source: str = ""
    file: str = ""
    sha256: str = ""
    see: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        return Naming("來源：{source}", source=self.source) if self.source else ""

    def blocks(self) -> tuple[PagesBlock]:
        images = (PageImage(page.media_type, page.data, page.width, page.height, line(page.alt)) for page in self.pages)
        return (
            PagesBlock(
                caption=line(self.caption),
                note=line(self.note),
                pages=tuple(images),
                see=tuple(map(line, self.see)),
                **self.placing(),
            ),
        )

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


def read(params: Params) -> tuple[AttachedPages, ...]:
    """The documents of a meeting whose pages are placed in it, in order; one InputError with what is wrong with each that cannot be placed."""
    with confined.Child(pages.__file__) as child:
        return read_in(child, params)


def read_in(child: confined.Child, params: Params) -> tuple[AttachedPages, ...]:
    """The same, in a child process of the caller's."""
    found: list[AttachedPages] = []
    problems: list[Problem] = []
    for anchor, document in params.documents.items():
        try:
            found.append(_read_one(child, document).at(anchor))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return tuple(found)


def content_of(attached: AttachedFile) -> bytes:
    """The bytes of an attached file; InputError where it cannot be read or is too large."""
    return readers_content.content(attached.file, readers_content.Limits(LARGEST_FILE_BYTES))


def _read_one(child: confined.Child, attached: AttachedFile) -> AttachedPages:
    file = attached.file.name
    content = content_of(attached)
    answer = _answer(child, content)
    if code := answer.get("refused"):
        detail = answer["detail"]
        if code == "F09":
            said = messages.file_of_type(type=detail) if detail else ""
            what = said + messages.F09_no_pdf_or_image.text()
            raise refusals.refused(Problem(code, what, messages.save_as_pdf()), file)
        place = messages.on_page(page=detail) if detail.isdigit() else ""
        problem = _REFUSALS.get(code, _REFUSALS["A12"])(place)
        raise refusals.refused(problem, file)
    images = tuple(
        AttachedPage(p["media_type"], p["data"], p["width"], p["height"], _alt(number, p["text"]))
        for number, p in enumerate(answer["pages"], 1)
    )
    return AttachedPages(
        attached.title,
        images,
        attached.source or "",
        Quoted(file),
        sha256(content),
        attached.see,
    )


def _answer(child: confined.Child, data: bytes) -> dict:
    """The child's answer, asked once for each of the last documents: their words are looked through after their pages are placed."""
    key = sha256(data)
    if key not in _answers:
        while len(_answers) >= _MOST_REMEMBERED:
            del _answers[next(iter(_answers))]
        _answers[key] = child.ask(data)
    return _answers[key]


def words(params: Params) -> Iterator[tuple[str, str, list[str]]]:
    """(file, title, whole text of each page) of every attachment; a page without a text layer has none."""
    with confined.Child(pages.__file__) as child:
        for attached in params.documents.values():
            answer = _answer(child, content_of(attached))
            yield attached.file.name, attached.title, [page["text"] for page in answer["pages"]]


def _alt(number: int, text: str) -> str:
    text = text if len(text) <= LONGEST_ALT else text[: LONGEST_ALT - 1] + "…"
    if not text:
        return f"第 {number} 頁（影像，無文字）"
    return Naming("第 {number} 頁：{text}", number=str(number), text=Quoted(text))


_REFUSALS: dict[str, Callable[[str], Problem]] = {
    "F02": lambda place: messages.F02_attachment_incomplete(),
    "F03": lambda place: messages.F03_attachment_damaged(place=place),
    "F04": lambda place: messages.F04_password(),
    "F15": lambda place: messages.F15_attachment_without_pages(),
    "A04": lambda place: messages.A04_attachment_too_large_unpacked(),
    "A05": lambda place: messages.A05_too_many_pages(pages=MOST_PAGES, seconds=confined.SECONDS),
    "A06": lambda place: messages.A06_page_size(place=place),
    "A12": lambda place: messages.A12_attachment_unreadable(),
}
