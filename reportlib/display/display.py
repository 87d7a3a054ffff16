"""What a notebook shows: every display carries the same blocks to JupyterLab, to the packet and to nbval.

A display is shown by being the last expression of a cell. Its blocks travel under :data:`MIME` in the executed
notebook; the packet is made of these data only, so that nothing else a cell prints can slip into it. What was shown is
remembered here until the section's last cell reports it (``Section.close``).
"""

from __future__ import annotations

import dataclasses
import html
import string
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from reportlib import messages
from reportlib.display.fitting import fitting, told
from reportlib.facts.facts import Fact
from reportlib.model.blocks import Block, LabelledFigure, Only
from reportlib.model.encoding import MIME, display_json
from reportlib.model.texts import OR_SECTION, Author, Line, Piece
from reportlib.text import Unsaid, without_unsaid
from reportlib.wording import own

_shown: list[Display] = []


@dataclass(frozen=True)
class Ref:
    """A reference to another place of the packet, printed as the medium can: 「第 12 頁」 in print, 「表 12」 on a screen.

    ``section`` is a section's name (``50-requests``); ``anchor`` what a display there was called by ``Display.at``, or
    nothing for the section itself. A reference that lands nowhere stops the build (:func:`reportlib.document.numbering.landed`),
    but for one that may stand for its section where the section shows no such display: ``or_section``.

    >>> str(Ref("50-requests", "list"))
    '〔50-requests#list〕'
    """

    section: str
    anchor: str = ""
    or_section: bool = field(default=False, kw_only=True)

    @property
    def key(self) -> str:
        return f"{self.section}#{self.anchor}{OR_SECTION * self.or_section}" if self.anchor else self.section

    def __str__(self) -> str:
        return f"〔{self.key.removesuffix(OR_SECTION)}〕"


@dataclass(frozen=True)
class Sentence:
    """A sentence in a table's cell, as runs, so that the facts in it stay facts.

    >>> str(Sentence(Naming("共 {total} 項", total=inventory.total(section)).runs))
    '共 36 項'
    """

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(str(cell) for cell, _ in self.runs)


class Naming(str):
    """A plain text (a caption, a label, a note) that prints facts, and knows which: ``Naming("第 {rank} 名",
    rank=fact)``.

    What it is given may be such texts themselves. Joined or formatted by ``str``, it forgets them: see :meth:`joined`.

    >>> Naming("共 {total} 項", total=inventory.total(section))
    '共 36 項'
    """

    runs: tuple[Run, ...]

    def __new__(cls, sentence: str, **values: Cell) -> Naming:
        return cls._of(runs(sentence, **values))

    @classmethod
    def _of(cls, parts: tuple[Run, ...]) -> Naming:
        text = super().__new__(cls, "".join(str(cell) for cell, _ in parts))
        text.runs = parts
        return text

    def __reduce__(self):
        return Naming._of, (self.runs,)  # its text is no sentence with gaps

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

    It is said in the body's own words where it has any for it, and without what is :class:`~reportlib.text.Unsaid`. A sentence in a gap gives its own runs. KeyError, which names the gap, where one has no value.
    """
    found: list[Run] = []
    written = own(sentence)
    if unsaid := [name for name, value in values.items() if isinstance(value, Unsaid)]:
        written = without_unsaid(written, unsaid)
    for text, name, _, conversion in string.Formatter().parse(written):
        if text:
            found.append((_in_own_word(text, found), False))
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


def _in_own_word(text: str, before: list[Run]) -> str:
    """What stands behind a figure, with the body's own word for what is counted where it begins with ours."""
    fact = before[-1][0] if before else None
    bare = text.lstrip()
    if not isinstance(fact, Fact) or not (label := fact.unit.label) or not bare.startswith(label):
        return text
    return text[: len(text) - len(bare)] + fact.unit.word + bare[len(label) :]


def line(cell: Cell, strong: bool = False) -> Line:
    """A cell or a plain text as the document has it: each piece with its author, a fact by its name."""
    if isinstance(cell, Sentence | Naming):
        return said(cell.runs)
    if isinstance(cell, Fact):
        return Line((piece(cell, strong),))
    if isinstance(cell, Ref):
        return Line((Piece(str(cell), strong=strong, ref=cell.key),))
    plain = Line.of(cell)
    return Line(tuple(dataclasses.replace(part, strong=True) for part in plain.pieces)) if strong else plain


def said(sentence: tuple[Run, ...]) -> Line:
    """A sentence as the document has it."""
    return Line.joined(*(line(cell, strong) for cell, strong in sentence))


def piece(fact: Fact, strong: bool = False) -> Piece:
    """A fact as it is printed; one without a name is a number of a rule, which we wrote."""
    value = None if fact.shown is None else format(fact.shown, "f")
    author: Author = "fact" if fact.name else "written"
    return Piece(fact.printed, author, strong, fact.name, value, fact.unit.percent)


def labelled(label: str, fact: Fact, note: str = "") -> LabelledFigure:
    """A figure with its label, and its counting word where it has one."""
    unit = "" if fact.unit.percent or fact.absence else fact.unit.word
    return LabelledFigure(figure=piece(fact), label=line(label), unit=line(unit), note=line(note))


@dataclass(frozen=True, kw_only=True, repr=False)
class Display(ABC):
    """A table, a chart, a sentence, the big figures: something that can stand on a page or on a slide.

    ``message`` is the title of its slide, a sentence with facts in it; ``beside`` are figures that stand beside it on
    the slide; ``only`` says for whom it is (:data:`reportlib.model.blocks.MEDIA`): ``"document"`` for what is left out of
    the briefing, ``"proof"`` for what proves, ``"slide"`` for the briefing only, ``"annex"`` for a table that is only in the
    annex files; ``anchor`` is what a :class:`Ref` calls it; ``own_page`` begins a new page.
    """

    message: tuple[Run, ...] = ()
    beside: tuple[tuple[str, Fact], ...] = ()
    only: Only = ""
    anchor: str = ""
    own_page: bool = False

    def says(self, sentence: str, **values: Cell) -> Self:
        """The same display with the title of its slide: ``chart.says("{name}占{share}", name=…, share=…)``."""
        return dataclasses.replace(self, message=runs(sentence, **values))

    def with_figures(self, **figures: Fact) -> Self:
        """The same display with figures beside it on its slide; the keyword is the label."""
        return dataclasses.replace(self, beside=tuple(figures.items()))

    def document_only(self) -> Self:
        """The same display, in the meeting volume and on the page but not in the briefing."""
        return dataclasses.replace(self, only="document")

    def proof_only(self) -> Self:
        """The same display, among what proves: in annexes.pdf, and folded up on the page."""
        return dataclasses.replace(self, only="proof")

    def slide_only(self) -> Self:
        """The same display, in the briefing only."""
        return dataclasses.replace(self, only="slide")

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
        """How its (first) block is placed, and its slide."""
        return {
            "only": self.only,
            "anchor": self.anchor,
            "own_page": self.own_page,
            "message": said(self.message),
            "beside": tuple(labelled(label, fact) for label, fact in self.beside),
        }

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
    def blocks(self) -> tuple[Block, ...]:
        """What the packet's document has of it; facts by name."""

    def data(self) -> dict:
        """What it carries in the notebook, JSON-able."""
        return display_json(self.blocks())

    @abstractmethod
    def as_html(self) -> str:
        """For JupyterLab; every text escaped."""

    @abstractmethod
    def as_text(self) -> str:
        """For a terminal and for a reader of the notebook's text."""

    @abstractmethod
    def facts(self) -> Iterator[Fact]:
        """Every fact that is shown, in reading order."""

    def __repr__(self) -> str:
        """What it says, where it stands in a list or a terminal."""
        return self.as_text()

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        _shown.append(self)
        return {MIME: self.data(), "text/html": self.as_html(), "text/plain": self.as_text()}


def shown() -> list[Display]:
    """Everything shown in this process so far, in order."""
    return _shown


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


@fitting
def show_all(displays) -> None:
    """Show several displays one after another, each an output of its own.

    >>> show_all((Prose.of("第一段"), Prose.of("第二段")))
    第一段
    第二段
    """
    from IPython.display import display

    if isinstance(displays, Display):
        given = type(displays).__name__
        raise TypeError(told(show_all, messages.part_expected(part="displays", wanted="tuple", given=given)))
    for one in displays:
        display(one)
