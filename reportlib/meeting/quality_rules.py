"""The rulebook by which files of datasets are judged (``params/rules/file-quality.yaml``), and lists of standard fields."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from reportlib import messages
from reportlib.meeting.fields import Cited, Date, Model, Number, Text
from reportlib.meeting.rulebooks import Rulebook

Certainty = Literal["read", "observed", "inferred"]
IndicatorId = Literal["link_valid", "direct_download", "structured", "encoding_match", "fields_match", "timeliness"]
FrequencyUnit = Literal["minutes", "hours", "days", "months", "years"]
# Rules beyond a pattern, which ``judging/values.py`` knows.
Check = Literal[
    "ubn", "longitude", "latitude", "national_id", "county_code", "area_code", "county_name", "day", "roc_day", "temperature"
]  # fmt: skip
INFERRED = "inferred"
CERTAINTIES = {"read": "出處已載", "observed": "見於實際紀錄", INFERRED: "本資料推定"}


class IndicatorRule(Model):
    """One indicator: since when it is, and how sure that is; ``applies_to`` are the kinds of files that it is about."""

    id: IndicatorId
    name: Text
    facet: Text
    certainty: Certainty
    since: Date
    source: Cited
    applies_to: list[str] = []
    mend: Text  # what a unit does about it
    effort: Text  # how much that takes, by kind


class ComputedLevel(Model):
    """A mark that a dataset gets by its indicators: none of these may fail."""

    mark: Text
    needs: list[IndicatorId] = Field(min_length=1)
    certainty: Certainty
    source: Cited


class PlatinumRule(Model):
    """What the highest mark asks for beyond the one below: so many standard fields, each with such a share of conforming values."""

    mark: Text
    fields: int = Field(ge=1)
    rate: Number
    certainty: Certainty
    source: Cited


class FrequencyWords(Model):
    """Words of 更新頻率 that mean the same: ``every`` so many units, or why nobody can say when data is late."""

    words: list[str] = Field(min_length=1)
    every: int | None = Field(None, ge=1)
    unit: FrequencyUnit | None = None
    unknown: Text | None = None
    certainty: Certainty

    @model_validator(mode="after")
    def _one_of_both(self) -> FrequencyWords:
        if (self.every is None) != (self.unit is None) or (self.every is None) == (self.unknown is None):
            raise ValueError(messages.frequency_interval_or_reason())
        return self


class FileQuality(Rulebook):
    """How files are judged: indicators, the formats that are structured, the marks, and how long data of a frequency is new."""

    indicators: list[IndicatorRule] = Field(min_length=1)
    structured: list[str]
    structured_ours: list[str] = []  # counted as structured by our own decision
    encoding_when_empty: str = "UTF-8"
    levels: list[ComputedLevel] = Field(min_length=1)  # from the lowest
    platinum: PlatinumRule
    none_mark: Text = "無"
    frequencies: list[FrequencyWords]
    grace_percent: int = Field(0, ge=0, le=100)
    grace_source: Cited
    standard_effort: Text

    def indicator(self, id: str) -> IndicatorRule:
        """The rule of an indicator."""
        return next(rule for rule in self.indicators if rule.id == id)

    @model_validator(mode="after")
    def _every_indicator_of_a_level_is_there(self) -> FileQuality:
        known = {rule.id for rule in self.indicators}
        missing = {need for level in self.levels for need in level.needs} - known
        if missing or len(known) < len(self.indicators):
            raise ValueError(messages.level_without_indicator())
        return self


class StandardField(Model):
    """A field of a data standard: ``names`` are the columns that are taken for it, ``pattern`` what a whole value is (``[0-9]`` is a
    digit: ``\\d`` takes those of full width too), ``check`` a rule beyond it; values of a ``personal`` field are never shown."""

    id: str
    name: Text
    names: list[str]
    type: Literal["string", "number", "date", "boolean"]
    range: Cited | None = None
    pattern: str
    check: Check | None = None
    personal: bool = False
    advisory: bool = False  # a value that does not conform is told and lowers no rate
    wants: Text  # what a value has to be, in words

    @field_validator("pattern")
    @classmethod
    def _is_pattern(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(messages.pattern_unusable(reason=error)) from None
        return pattern


class StandardList(Rulebook):
    """Fields of one list of the platform of standards; ``chosen``: a common list is for every dataset, a list of a domain for those
    that have ``needs`` of its own names, or that a signed mapping says."""

    chosen: Literal["always", "domain"]
    needs: int = Field(2, ge=1)
    fields: list[StandardField] = Field(min_length=1)
