"""What a notebook shows: every display carries the same data to JupyterLab, to the packet and to nbval.

A display is shown by being the last expression of a cell. Its data travel under :data:`MIME` in the executed
notebook; the packet is made of these data only, so that nothing else a cell prints can slip into it. What was shown is
remembered here until the section's last cell reports it (``Section.close``).
"""

from __future__ import annotations

import dataclasses
import html
import string
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Self

from reportlib.facts.facts import Fact

MIME = "application/vnd.packet+json"
_shown: list[Display] = []


@dataclass(frozen=True)
class Ref:
    """A reference to another place of the packet, printed as the medium can: 「第 12 頁」 in print, 「表 12」 on a screen.

    ``section`` is a section's name (``50-requests``); ``anchor`` what a display there was called by ``Display.at``, or
    nothing for the section itself. A reference that lands nowhere stops the build (:func:`reportlib.document.numbering.land`).
    """

    section: str
    anchor: str = ""

    @property
    def key(self) -> str:
        return f"{self.section}#{self.anchor}" if self.anchor else self.section

    def __str__(self) -> str:
        return f"〔{self.key}〕"


@dataclass(frozen=True)
class Sentence:
    """A sentence in a table's cell, as runs, so that the facts in it stay facts."""

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(str(cell) for cell, _ in self.runs)


class Naming(str):
    """A plain text (a caption, a label, a note) that prints facts, and knows which: ``Naming("第 {rank} 名",
    rank=fact)``.

    What it is given may be such texts themselves. Joined or formatted by ``str``, it forgets them: see :meth:`joined`.
    """

    runs: tuple[Run, ...]

    def __new__(cls, sentence: str, **values: Cell) -> Naming:
        return cls._of(runs(sentence, **values))

    @classmethod
    def _of(cls, parts: tuple[Run, ...]) -> Naming:
        text = super().__new__(cls, "".join(str(cell) for cell, _ in parts))
        text.runs = parts
        return text

    @classmethod
    def joined(cls, separator: str, texts: Iterable[str]) -> Naming:
        """The texts with the separator between them, knowing the facts of all."""
        parts: list[Run] = []
        for text in texts:
            parts += [(separator, False)] if parts else []
            parts += text.runs if isinstance(text, Naming | Sentence) else [(text, False)]
        return cls._of(tuple(parts))


Cell = Fact | Ref | Sentence | str
Run = tuple[Fact | Ref | str, bool]  # a text, a fact or a reference, and whether it is emphasised


def runs(sentence: str, **values: Cell) -> tuple[Run, ...]:
    """A sentence with named gaps: ``runs("共 {total} 項", total=fact)``; ``{total!s}`` emphasises.

    A sentence in a gap gives its own runs. KeyError, which names the gap, where one has no value.
    """
    found: list[Run] = []
    for text, name, _, conversion in string.Formatter().parse(sentence):
        if text:
            found.append((text, False))
        if name is not None and name not in values:
            raise KeyError(f"{sentence!r}: {{{name}}} has no value; given: {', '.join(values) or 'none'}")
        if name is None:
            continue
        value = values[name]
        if isinstance(value, Sentence | Naming):
            found += [(cell, strong or conversion == "s") for cell, strong in value.runs]
        else:
            found.append((value, conversion == "s"))
    return tuple(found)


def runs_data(sentence: tuple[Run, ...]) -> list[dict]:
    return [cell_data(cell) | ({"strong": True} if strong else {}) for cell, strong in sentence]


@dataclass(frozen=True, kw_only=True)
class Display(ABC):
    """A table, a chart, a sentence, the big figures: something that can stand on a page or on a slide.

    ``message`` is the title of its slide, a sentence with facts in it; ``beside`` are figures that stand beside it on
    the slide; ``only`` is ``"document"`` for what is left out of the briefing, ``"annex"`` for a table that is only in
    the annex files; ``anchor`` is what a :class:`Ref` calls it; ``own_page`` begins a new page; ``unlisted`` keeps it
    out of the list of tables and charts.
    """

    message: tuple[Run, ...] = ()
    beside: tuple[tuple[str, Fact], ...] = ()
    only: Literal["", "document", "annex"] = ""
    anchor: str = ""
    own_page: bool = False
    unlisted: bool = False

    def says(self, sentence: str, **values: Cell) -> Self:
        """The same display with the title of its slide: ``chart.says("{name}占{share}", name=…, share=…)``."""
        return dataclasses.replace(self, message=runs(sentence, **values))

    def with_figures(self, **figures: Fact) -> Self:
        """The same display with figures beside it on its slide; the keyword is the label."""
        return dataclasses.replace(self, beside=tuple(figures.items()))

    def document_only(self) -> Self:
        """The same display, in the document and the page but not in the briefing."""
        return dataclasses.replace(self, only="document")

    def annex_only(self) -> Self:
        """The same table, in the annex files only."""
        return dataclasses.replace(self, only="annex")

    def at(self, anchor: str) -> Self:
        """The same display under a name that a :class:`Ref` can call."""
        return dataclasses.replace(self, anchor=anchor)

    def on_own_page(self) -> Self:
        """The same display, beginning a page of its own."""
        return dataclasses.replace(self, own_page=True)

    def placing(self) -> dict:
        """What the document says of the place of a display, JSON-able; only what is set."""
        data = {
            "only": self.only,
            "anchor": self.anchor,
            "own_page": self.own_page,
            "unlisted": self.unlisted,
            "message": runs_data(self.message),
        }
        data["beside"] = [
            cell_data(fact) | {"label": label, "unit": "" if fact.unit.percent or fact.absence else fact.unit.label}
            for label, fact in self.beside
        ]
        data["named"] = [cell_data(fact) for fact in self.named()]
        return {key: value for key, value in data.items() if value}

    def plain_texts(self) -> Iterable[str]:
        """The captions, headers, labels and notes, of which any may be a :class:`Naming`."""
        return ()

    def named(self) -> tuple[Fact, ...]:
        """The facts that its plain texts print, each once."""
        labels = (label for label, _ in self.beside)
        return tuple(
            dict.fromkeys(facts_in(text for text in (*self.plain_texts(), *labels) if isinstance(text, Naming)))
        )

    def every_fact(self) -> Iterator[Fact]:
        """Every fact that is shown, with those of the slide and of its plain texts."""
        yield from self.facts()
        yield from facts_in(cell for cell, _ in self.message)
        yield from (fact for _, fact in self.beside)
        yield from self.named()

    @abstractmethod
    def data(self) -> dict:
        """The block as the packet's document has it, JSON-able; facts by name."""

    @abstractmethod
    def as_html(self) -> str:
        """For JupyterLab; every text escaped."""

    @abstractmethod
    def as_text(self) -> str:
        """For a terminal and for a reader of the notebook's text."""

    @abstractmethod
    def facts(self) -> Iterator[Fact]:
        """Every fact that is shown, in reading order."""

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        _shown.append(self)
        return {MIME: self.data() | self.placing(), "text/html": self.as_html(), "text/plain": self.as_text()}


def shown() -> list[Display]:
    """Everything shown in this process so far, in order."""
    return _shown


def cell_data(cell: Cell) -> dict:
    """One cell or one run of text: its printed form and, for a fact, its name and printed value."""
    if isinstance(cell, Fact):
        data: dict = {"text": cell.printed, "fact": cell.name}
        if cell.shown is not None:
            data["value"] = format(cell.shown, "f")
        if cell.unit.percent:
            data["percent"] = True
        return data
    if isinstance(cell, Sentence | Naming):
        return {"text": str(cell), "runs": runs_data(cell.runs)}
    return {"text": str(cell), "ref": cell.key} if isinstance(cell, Ref) else {"text": cell}


def cell_html(cell: Cell, tag: str = "td") -> str:
    style = ' style="text-align:right"' if isinstance(cell, Fact) else ' style="text-align:left"'
    return f"<{tag}{style}>{html.escape(str(cell)).replace(chr(10), '<br>')}</{tag}>"


def facts_in(cells: Iterable[Cell]) -> Iterator[Fact]:
    """The facts among cells, with those in their sentences."""
    for cell in cells:
        if isinstance(cell, Fact):
            yield cell
        elif isinstance(cell, Sentence | Naming):
            yield from facts_in(part for part, _ in cell.runs)


def show_all(displays) -> None:
    """Show several displays one after another, each an output of its own."""
    from IPython.display import display

    for one in displays:
        display(one)
