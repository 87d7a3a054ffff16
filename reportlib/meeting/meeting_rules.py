"""What a meeting may decide and how its members may attend (``params/rules/meetings.yaml``), as words with their meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from reportlib import messages
from reportlib.meeting.fields import Text
from reportlib.meeting.rulebooks import Rulebook, Word
from reportlib.text import as_written, spelling

Outcome = Literal["as_proposed", "amended", "postponed", "rejected", "noted", "resolved"]
Next = Literal["follow", "again", "nothing"]
Tracking = Literal["release", "keep", "as_proposed"]
Presence = Literal["in_person", "deputy", "absent"]
_THIS = "(?:[本全][案項件款])?"  # 「本案洽悉。」
_SIGN = r"[：:，,。．.；;、！!\s]"  # what parts a word from the text after it


class DecisionWord(Word):
    """A word for what was decided on a proposal, and what becomes of it: followed as a resolution, brought again, or nothing."""

    means: Outcome
    next: Next

    def beyond(self, text: str) -> str:
        """What a text says beyond this word, or another spelling of it, at its head: 「洽悉，請補正。」 says 「請補正。」, 「洽悉。」 says ""."""
        words = sorted((self.word, *self.spellings), key=len, reverse=True)
        heads = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
        match = re.match(rf"\s*(?:{_THIS}[「『]?(?:{heads})[」』]?(?:{_SIGN}+|$|(?=[（(])))+", text)
        return as_written(text[match.end() :], text) if match else text


class TrackingWord(Word):
    """A word for whether a resolution of an earlier meeting is still followed."""

    means: Tracking


class AttendanceWord(Word):
    """A word for how a member attended."""

    means: Presence


class MeetingRules(Rulebook):
    """The words of the three lists, each in the order of its drop-down; ``also_present`` is what the list says of those who are no members."""

    decisions: list[DecisionWord] = Field(min_length=1)
    tracking: list[TrackingWord] = Field(min_length=1)
    attendance: list[AttendanceWord] = Field(min_length=1)
    also_present: list[Text] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_word_a_spelling(self) -> Self:
        for words in (self.decisions, self.tracking, self.attendance):
            spelled = [spelling(text) for word in words for text in (word.word, *word.spellings)]
            if twice := next((text for text in spelled if spelled.count(text) > 1), None):
                raise ValueError(messages.word_twice(word=twice))
        return self

    def decided(self, said: str) -> DecisionWord | None:
        """The word that a cell means; None for one that is not known."""
        return next((word for word in self.decisions if _is(word, said)), None)

    def said_alone(self, text: str) -> DecisionWord | None:
        """The word that is all that a text says: 「同意。」; None for a text that says more."""
        return next((word for word in self.decisions if text and not word.beyond(text)), None)

    def said_first(self, text: str) -> DecisionWord | None:
        """The word at the head of a text: 「洽悉，請補正。」."""
        return next((word for word in self.decisions if word.beyond(text) != text), None)

    def tracked(self, said: str) -> TrackingWord | None:
        """The word that a cell means, of whether a resolution is still followed; None for one that is not known."""
        return next((word for word in self.tracking if _is(word, said)), None)

    def tracking_for(self, means: Tracking) -> str:
        """The first word of this meaning; the meaning itself where the rulebook has none."""
        return next((word.word for word in self.tracking if word.means == means), means)

    def attended(self, said: str) -> AttendanceWord | None:
        """The same of an attendance."""
        return next((word for word in self.attendance if _is(word, said)), None)

    def word_for(self, means: Outcome) -> str:
        """The first word of this meaning, for a sentence; the meaning itself where the rulebook has none."""
        return next((word.word for word in self.decisions if word.means == means), means)


def _is(word: Word, said: str) -> bool:
    return spelling(said) in {spelling(text) for text in (word.word, *word.spellings)}


def words_of(words: Sequence[Word]) -> list[str]:
    """The words themselves, in order."""
    return [word.word for word in words]
