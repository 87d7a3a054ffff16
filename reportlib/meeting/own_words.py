"""A body's own words for texts of ours, as data: of an English packet, for instance."""

from __future__ import annotations

import re
import string
from typing import Self

from pydantic import Field, model_validator

from reportlib import messages
from reportlib.meeting.fields import Model, Text
from reportlib.meeting.rulebooks import Rulebook
from reportlib.roc import DATE_GAPS
from reportlib.wording import OURS

_DIGIT = re.compile(r"[0-9０-９]")


class Words(Model):
    """``ours`` as it stands in this program, with its gaps; ``own`` with no gap that ours has not, and without digits, which are no figure."""

    ours: Text
    own: Text

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if _DIGIT.search(self.own):
            raise ValueError(messages.own_words_with_digits(words=self.own))
        known = DATE_GAPS.get(self.ours, _gaps(self.ours))
        if more := sorted(_gaps(self.own) - known):
            raise ValueError(messages.own_words_with_gap(words=self.own, gap=more[0]))
        return self


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


class OwnWords(Rulebook):
    """``lang`` is the language of these words, where they are so many that a file is in it: BCP 47, such as ``en`` or ``en-GB``."""

    lang: Text = Field(OURS.lang, pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
    words: list[Words] = Field(min_length=1)

    @property
    def says_time(self) -> bool:
        """Words decide nothing on a day, and are asked for no time."""
        return True

    def by_ours(self) -> dict[str, str]:
        return {one.ours: one.own for one in self.words}
