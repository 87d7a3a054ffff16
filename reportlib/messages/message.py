"""What a message is: a text in Chinese and in English with named gaps, and how the gaps are filled.

A message with a code is a :class:`Fault` and makes a problem; one without is a :class:`Phrase` and makes a text, or a :class:`PacketPhrase`
where packets are made of it too. To add one:
an entry in the module of its group, and nothing else. ``tests/messages`` proves that every code has a message, that every
call gives a message's gaps, that both languages have the same gaps, and that no message is unused.

A gap is a name in braces, with Python's format after a colon (``{rows:,}``). A mark before the colon says how its value is
shown: ``{column!q}`` quotes a value from a file as :func:`reportlib.errors.quoted` does, masked and cut; ``{reason!t}`` tells
a whole sentence of another program so, masked and not cut where it says what is lacking; ``{known!l}`` lists several values, with 、 or commas; ``{text!r}`` is Python's own.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reportlib.errors import Problem, quoted, quoted_whole
from reportlib.language import say, say_of_a_packet
from reportlib.wording import example


def listed(values: Iterable[object]) -> str:
    """Several values one after another, as the language lists them."""
    return say("、", ", ").join(map(str, values))


class _Filling(string.Formatter):
    def convert_field(self, value: Any, conversion: Any) -> Any:
        own = {"q": quoted, "t": quoted_whole, "l": listed}.get(conversion)
        return own(value) if own else super().convert_field(value, conversion)


_FILLING = _Filling()


def gaps_of(*texts: str) -> set[str]:
    """The names of the gaps in some texts together."""
    return {name for text in texts for _, name, _, _ in _FILLING.parse(text) if name is not None}


def _filled(text: str, gaps: Mapping[str, object], wanted: set[str]) -> str:
    """The text with its gaps filled, its own examples in the years of the body; TypeError where the gaps that are given are not those ``wanted``."""
    if wanted != gaps.keys():
        raise TypeError(f"the gaps are {sorted(wanted)}, not {sorted(gaps)}: {text}")
    return _FILLING.vformat(example(text), (), gaps)


@dataclass(frozen=True)
class Phrase:
    """A text without a code: a notice, a line in the terminal, or a part of another message."""

    zh: str
    en: str

    def __call__(self, **gaps: object) -> str:
        """The text in the language of this process; TypeError unless all of its gaps are given and nothing else is."""
        text = say(self.zh, self.en)
        return _filled(text, gaps, gaps_of(text))


@dataclass(frozen=True)
class PacketPhrase(Phrase):
    """A text of which packets are made, in Chinese; where a person asks of a packet, in the language of this process. Many a figure
    has many of them: its gaps are plain, and filled without being looked through."""

    def __call__(self, **gaps: object) -> str:
        return say_of_a_packet(self.zh, self.en).format(**gaps)


@dataclass(frozen=True)
class Fault:
    """What is wrong, with its code in the catalogue of faults (``docs/faults.md``), and what to do about it."""

    code: str
    zh: str
    en: str
    todo_zh: str = ""
    todo_en: str = ""

    def __call__(self, **gaps: object) -> Problem:
        """The problem, without a place as yet; TypeError unless all of the gaps are given and nothing else is."""
        what, todo = say(self.zh, self.en), say(self.todo_zh, self.todo_en)
        wanted = gaps_of(what, todo)
        return Problem(self.code, _filled(what, gaps, wanted), _filled(todo, gaps, wanted))

    def text(self, **gaps: object) -> str:
        """Only what is wrong, for a place that knows by itself what to do."""
        what = say(self.zh, self.en)
        return _filled(what, gaps, gaps_of(what))
