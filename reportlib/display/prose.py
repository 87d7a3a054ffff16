"""Sentences and big figures, with facts in them by name."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlib.display.display import Cell, Display, Run, facts_in, labelled, line, runs, said
from reportlib.facts.facts import Fact, facts_frame
from reportlib.facts.framed import Framed
from reportlib.model.blocks import FiguresBlock, HeadingBlock, ParagraphBlock
from reportlib.roc import format_date

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Prose(Display):
    """Paragraphs; each is a tuple of runs.

    >>> Prose.of("共 {total} 項。", total=inventory.total(section))
    共 36 項。
    """

    paragraphs: tuple[tuple[Run, ...], ...]

    @classmethod
    def of(cls, sentence: str, **values: Cell) -> Prose:
        return cls((runs(sentence, **values),))

    def blocks(self) -> tuple[ParagraphBlock, ...]:
        """A block for each paragraph; what is said of the whole display stands with the first."""
        first, *rest = map(said, self.paragraphs)
        more = (ParagraphBlock(text=text, only=self.only) for text in rest)
        return (ParagraphBlock(text=first, **self.placing()), *more)

    def as_html(self) -> str:
        def run(cell, strong):
            text = html.escape(str(cell))
            return f"<strong>{text}</strong>" if strong else text

        return "".join(f"<p>{''.join(run(*r) for r in paragraph)}</p>" for paragraph in self.paragraphs)

    def as_text(self) -> str:
        return "\n".join("".join(str(cell) for cell, _ in paragraph) for paragraph in self.paragraphs)

    def facts(self) -> Iterator[Fact]:
        for paragraph in self.paragraphs:
            yield from facts_in(cell for cell, _ in paragraph)


@dataclass(frozen=True, repr=False)
class Heading(Display):
    """A heading within a section whose words are not the notebook's: a part of a topic, an attachment."""

    text: str
    level: int = 2

    def blocks(self) -> tuple[HeadingBlock]:
        return (HeadingBlock(level=self.level, text=line(self.text), **self.placing()),)

    def as_html(self) -> str:
        return f"<h{self.level}>{html.escape(self.text)}</h{self.level}>"

    def as_text(self) -> str:
        return self.text

    def plain_texts(self) -> tuple[str, ...]:
        return (self.text,)

    def facts(self) -> Iterator[Fact]:
        return iter(())


@dataclass(frozen=True, repr=False)
class KeyFigures(Framed, Display):
    """The big figures that open a section: (label, fact); one of another date than the first says so.

    >>> KeyFigures.of(累計開放資料集=inventory.total(section))
    累計開放資料集　36
    """

    figures: tuple[tuple[str, Fact], ...]

    @classmethod
    def of(cls, **figures: Fact) -> KeyFigures:
        """``KeyFigures.of(累計開放資料集=total)``: the keyword is the label."""
        return cls(tuple(figures.items()))

    def blocks(self) -> tuple[FiguresBlock]:
        items = tuple(labelled(label, fact, self._note(fact)) for label, fact in self.figures)
        return (FiguresBlock(items=items, **self.placing()),)

    def to_frame(self) -> pd.DataFrame:
        """A row a figure, the index (``figure``) what it is called here: label, value, unit, printed, as_of, rule (:func:`facts_frame`).

        ``KeyFigures(evaluation.key_figures(section)).to_frame()["printed"]``
        """
        import pandas as pd

        frame = facts_frame({str(at): fact for at, (_, fact) in enumerate(self.figures)}, "figure")
        return frame.set_axis(pd.Index([str(label) for label, _ in self.figures], name="figure", dtype="str"), axis=0)

    def _note(self, fact: Fact) -> str:
        """The as-of date of a figure whose date is not that of the first one."""
        usual = self.figures[0][1].as_of
        return format_date(fact.as_of) if fact.as_of and fact.as_of != usual else ""

    def as_html(self) -> str:
        items = "".join(
            f'<div style="display:inline-block;margin-right:2.5em"><div style="font-size:1.8em;color:#0f4c75;font-weight:bold">'
            f"{html.escape(fact.printed)}</div><div>{html.escape(label)}</div></div>"
            for label, fact in self.figures
        )
        return f"<div>{items}</div>"

    def as_text(self) -> str:
        return "\n".join(f"{label}　{fact.printed}" for label, fact in self.figures)

    def plain_texts(self) -> tuple[str, ...]:
        return tuple(label for label, _ in self.figures)

    def facts(self) -> Iterator[Fact]:
        return (fact for _, fact in self.figures)
