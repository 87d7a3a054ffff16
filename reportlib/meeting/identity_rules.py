"""What must hold between figures, as data (``params/rules/identities.yaml``)."""

from __future__ import annotations

import datetime
import functools
import re
from typing import Literal

from pydantic import Field

from reportlib import wording
from reportlib.meeting.fields import Date, Model, Text
from reportlib.meeting.rulebooks import Pattern, Rulebook
from reportlib.roc import BadDate, parse_date
from reportlib.text import spelling


@functools.cache  # the same days come again and again
def _day(text: str) -> datetime.date | None:
    try:
        return parse_date(text)
    except BadDate:
        return None


class Condition(Model):
    """What must hold of a cell of a row, or of any of its cells where the column is ``*``; a blank cell satisfies none, or any where
    ``or_blank`` is set. ``contains`` are words of which it has one, ``lacks`` such as it has none of, ``filled`` is that it is not blank;
    where a word alone does not tell (業 of 業務, 完成 of 尚未完成), ``says`` and ``says_not`` are regular expressions.
    A text and its words are compared half-width and without blanks.

    ``until`` and ``after`` compare its date with the as-of date of the identity's fact.
    """

    column: Text
    contains: list[Text] | None = None
    lacks: list[Text] | None = None
    says: list[Pattern] | None = None
    says_not: list[Pattern] | None = None
    filled: bool = False
    since: Date | None = None
    until: Literal["as_of"] | None = None
    after: Literal["as_of"] | None = None
    among: list[Text] | None = None
    without: list[Text] | None = None
    or_blank: bool = False
    or_absent: bool = False  # holds of every row of a table that has no such column
    or_else: Condition | None = None  # another that is as good, be it of a column that this one's table lacks

    def every(self) -> tuple[Condition, ...]:
        """It, and what is as good."""
        return (self, *(self.or_else.every() if self.or_else else ()))

    def holds(self, text: str, day: datetime.date) -> bool:
        if not text:
            return self.or_blank
        if not self._has_words(spelling(text)):
            return False
        if not (self.since or self.until or self.after):
            words = (self.among, self.without, self.contains, self.lacks, self.says, self.says_not)
            return self.filled or any(one is not None for one in words)
        on = _day(text)
        return (
            on is not None
            and (self.since is None or on >= self.since)
            and (self.until is None or on <= day)
            and (self.after is None or on > day)
        )

    def _has_words(self, text: str) -> bool:
        """Whether a text in one spelling has the words that are asked of it, and none that must not be there."""
        return (
            (self.among is None or text in map(spelling, self.among))
            and (self.without is None or text not in map(spelling, self.without))
            and (self.contains is None or any(spelling(word) in text for word in self.contains))
            and (self.lacks is None or not any(spelling(word) in text for word in self.lacks))
            and (self.says is None or any(re.search(pattern, text) for pattern in self.says))
            and (self.says_not is None or not any(re.search(pattern, text) for pattern in self.says_not))
        )


ANY = "*"  # the column of a condition that any cell of a row may satisfy


class RowSide(Model):
    """The rows of one input that an identity holds against those of another, or against each other.

    ``key`` are the columns by which a row is about the same thing as one of the other side (none: all rows are), ``column`` is
    what both sides tell of it, ``texts`` are columns in whose sentences it is told. Of several rows of one key those with the
    latest date in ``last`` or the earliest in ``first`` count, where that is set. The latest is that up to the as-of date of the
    identity's fact; what came later may have come before the other file was made, and is as good.
    """

    table: Text
    key: list[Text] = []
    column: Text | None = None
    texts: list[Text] = []
    where: list[Condition] = []
    first: Text | None = None
    last: Text | None = None

    def columns(self) -> tuple[Text, ...]:
        """Every column that it speaks of by name."""
        conditions = (one.column for whole in self.where for one in whole.every() if one.column != ANY)
        own = (*self.key, self.column, self.first, self.last, *self.texts)
        return tuple(column for column in (*own, *conditions) if column is not None)


class Identity(Model):
    """``says`` is printed where it does not hold, in a packet in English ``says_en``; a body's own words for ``says`` go before both.

    ``table`` and ``where`` choose source rows; ``key`` is the column by which rows of two tables are the same record, ``named``
    says how a row is called: 「{會議} 決議{決議編號}」. ``one`` and ``other`` are the two sides of an identity of rows: ``match`` says
    when two keys are the same (``name`` takes the short name of an agency for the long one, ``words`` the same words in
    another order, ``half_year`` two days of one half-year, or a day and the half-year that a text names, ``lately`` a day and one of the weeks before it), ``holds`` what must hold of the two columns or of the rows (``among``: the parts of one between ； are among those of the other; ``at_least``: a number is told that is
    not less than what is counted), ``dropping`` are words that make no difference.
    ``unless`` are rows of a third input that explain a row of ``one``: those with the same cells in their ``key``, whose columns both have.
    ``shared`` are columns that most rows of ``one`` must have in common with the row of the same key on the other side: else each of the two numbers its
    rows in its own way. ``sender`` is the column of both that says who sent a row: of who sent nothing to the other side nothing is asked, nor of who numbers
    all of several rows in its own way. ``unpaired`` is such a column too: of two lists most of whose rows are the same by it and by their keys, only rows are held against
    each other whose cell in it the other list does not have. ``days_apart`` is by how many days two dates may differ. Rows of ``one`` with a date in ``within`` outside of the other side's are not looked for there.
    """

    id: Text = Field(pattern=r"^[a-z0-9-]+$")
    kind: Text
    severity: Literal["error", "warning"]
    says: Text
    says_en: Text | None = None
    facts: dict[Text, list[Text]] = {}
    table: Text | None = None
    key: Text | None = None
    named: Text = ""
    where: list[Condition] = []
    one: RowSide | None = None
    other: RowSide | None = None
    unless: RowSide | None = None
    shared: list[Text] = []
    sender: Text | None = None
    unpaired: Text | None = None
    within: Text | None = None
    days_apart: int = Field(0, ge=0)
    match: Literal["same", "name", "words", "half_year", "lately"] = "same"
    holds: Literal["same", "name", "among", "not_after", "at_least", "there", "absent"] = "same"
    explained_by: Text | None = None  # the input that says why more was told than is counted now
    not_with: Text | None = (
        None  # an input of which the two rows know nothing: where the packet has it, figures hold more
    )
    needs: Text | None = None  # an input without which the two rows cannot be judged
    pieces: bool = False  # a cell of the key names several things, each of which is to be looked for
    blank_counts: bool = False  # a blank cell is an answer, and differs from one that is not
    dropping: list[Text] = []
    followed: list[Literal["前", "完成"]] = []  # a day counts that one of them soon follows (none: every day counts)
    preceded: list[Text] = []  # and one that stands right after one of these
    rounding: Literal["四捨五入", "無條件捨去", "無條件進位"] = "四捨五入"

    @property
    def sentence(self) -> str:
        """What is printed, in the language of the packet."""
        written = wording.used()
        is_english = written.lang.partition("-")[0] == "en"
        return written.words.get(self.says) or (self.says_en if is_english else None) or self.says


class Identities(Rulebook):
    """What must hold between figures; the kinds and their roles are those of :data:`reconcile.KINDS`."""

    identities: list[Identity] = Field(min_length=1)
