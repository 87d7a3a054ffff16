"""What a notebook shows: every display carries the same data to JupyterLab, to the packet and to nbval.

A display is shown by being the last expression of a cell. Its data travel under :data:`MIME` in the executed
notebook; the packet is made of these data only, so that nothing else a cell prints can slip into it. What was shown is
remembered here until the section's last cell reports it (``Section.close``).
"""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Iterator

from reportlib.facts import Fact

MIME = "application/vnd.packet+json"
Cell = Fact | str
_shown: list[Display] = []


class Display(ABC):
    """A table, a chart, a sentence, the big figures: something that can stand on a page."""

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
        return {MIME: self.data(), "text/html": self.as_html(), "text/plain": self.as_text()}


def shown() -> list[Display]:
    """Everything shown in this process so far, in order."""
    return _shown


def cell_data(cell: Cell) -> dict:
    """One cell or one run of text: its printed form and, for a fact, its name and printed value."""
    if isinstance(cell, Fact):
        data = {"text": cell.printed, "fact": cell.name}
        if cell.shown is not None:
            data["value"] = format(cell.shown, "f")
        if cell.unit.percent:
            data["percent"] = True
        return data
    return {"text": cell}


def cell_html(cell: Cell, tag: str = "td") -> str:
    style = ' style="text-align:right"' if isinstance(cell, Fact) else ' style="text-align:left"'
    return f"<{tag}{style}>{html.escape(str(cell)).replace(chr(10), '<br>')}</{tag}>"


def facts_in(cells) -> Iterator[Fact]:
    return (cell for cell in cells if isinstance(cell, Fact))


def show_all(displays) -> None:
    """Show several displays one after another, each an output of its own."""
    from IPython.display import display

    for one in displays:
        display(one)
