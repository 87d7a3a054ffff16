"""One exception tree, one exit code a kind, and the shape of every problem message.

A message names the place, the value, what is wrong and the next step, in the user's language::

    V07 標檢局_回復表.xlsx〔109年〕第12列 D欄「提供日期」：「109/2/30」不是有效日期（2月沒有30日）。請更正後重送。

The codes are those of the project's catalogue of faults (``docs/faults.md``).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Self

from reportlib.cells import letters
from reportlib.language import say
from reportlib.text import visible

LONGEST_VALUE = 40
LONGEST_SENTENCE = 400


def quoted(value: object) -> str:
    """A value as a message may show it: one line, at most 40 characters, personal data masked, in 「」 or quotes."""
    return _quoted(value, LONGEST_VALUE)


def quoted_whole(value: object) -> str:
    """The same of a sentence, which is of no use without its end: an error's own words."""
    return _quoted(value, LONGEST_SENTENCE)


def _quoted(value: object, longest: int) -> str:
    # Imported with the first value that is quoted: its patterns are half of what `packet --help` would take.
    from reportlib.privacy import masker

    text = visible(masker.mask(" ".join(str(value).split()))[0])
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return say(f"「{text}」", f'"{text}"')


def did_you_mean(near: str | None, otherwise: str = "") -> str:
    """A problem's next step: whether the nearest known word was meant, or ``otherwise`` where none is near."""
    return say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?") if near else otherwise


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what, and what to do.

    ``what`` and ``todo`` are whole sentences in the user's language (``language.say``); ``row`` is the row as a
    spreadsheet program shows it, 1 for the first; ``column`` is its number, 1 for A.
    """

    code: str
    what: str
    todo: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    header: str = ""

    def at(
        self, file: str = "", sheet: str = "", row: int | None = None, column: int | None = None, header: str = ""
    ) -> Self:
        """The same problem, at a place."""
        return dataclasses.replace(self, file=file, sheet=sheet, row=row, column=column, header=header)

    @property
    def letter(self) -> str:
        """The column's letter as a spreadsheet program shows it; "" without a column."""
        return letters(self.column) if self.column else ""

    def __str__(self) -> str:
        zh = f"{self.file}{f'〔{self.sheet}〕' if self.sheet else ''}"
        en = f"{self.file}{f' [{self.sheet}]' if self.sheet else ''}"
        if self.row is not None:
            zh, en = f"{zh}第 {self.row} 列", f"{en} row {self.row}"
        if self.column:
            zh, en = f"{zh} {self.letter} 欄", f"{en} column {self.letter}"
        if self.header:
            zh, en = f"{zh}{quoted(self.header)}", f"{en} {quoted(self.header)}"
        place = say(zh and f"{zh}：", en and f"{en.strip()}: ")
        return f"{self.code} {place}{self.what}{say('', ' ') if self.todo else ''}{self.todo}".strip()


class PacketError(Exception):
    """Something that stops a packet; carries one or more :class:`Problem` and the exit code of its kind."""

    exit_code = 4

    def __init__(self, *problems: Problem):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self):
        return type(self), self.problems


class InputError(PacketError):
    """An input file is refused (exit code 2)."""

    exit_code = 2


class ConfigError(PacketError):
    """The parameters, a rulebook or a notebook is not as it must be (exit code 3)."""

    exit_code = 3


class UsageError(ConfigError):
    """A command is asked for something that its arguments do not say (exit code 2, as for any wrong command line)."""

    exit_code = 2


class RunError(PacketError):
    """A notebook did not run to its end, or the finished packet failed its own check (exit code 4)."""

    exit_code = 4


class OutputError(PacketError):
    """The packet could not be written (exit code 5)."""

    exit_code = 5


class Stopped(BaseException):
    """The user or the system stopped the run; ``signum`` gives the exit code 128 + signum, ``said`` what there is to say of what was
    done until then, where it is not nothing."""

    def __init__(self, signum: int, said: str = ""):
        super().__init__(signum)
        self.signum = signum
        self.said = said
