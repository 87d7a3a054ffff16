"""Coded columns of a returned table: every value is one of the words of its list, however it is spelled."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reportlib import messages
from reportlib.language import say
from reportlib.records.findings import Finding
from reportlib.records.records import Examined, Records
from reportlib.returns.asked import Codes


def check_codes(examined: Examined, codes: Mapping[str, Codes]) -> tuple[Finding, ...]:
    """V17: every value of a coded column that is none of its words, with the nearest."""
    records = examined.records
    if records is None:
        return ()
    found = []
    for column, words in codes.items():
        if column not in records.frame.columns or not (
            unknown := {
                text for value in set(records.frame[column]) for text in _said(value, words) if words.word(text) is None
            }
        ):
            continue
        for row, value in zip(records.frame.index.tolist(), records.frame[column], strict=True):
            for text in _said(value, words):
                if text in unknown:
                    found.append(examined.at(_no_word(text, words), row, column, text))
    return tuple(found)


def _said(value: object, words: Codes) -> tuple[str, ...]:
    """The texts of a coded cell, which may hold several, one or none."""
    return (
        tuple(text for part in value for text in words.parts(part))
        if isinstance(value, tuple)
        else ()
        if value is None
        else (str(value),)
    )


def _no_word(text: str, words: Codes) -> Finding:
    near = words.nearest(text)
    guess = messages.did_you_mean(near=near) + say("", " ") if near else ""
    problem = messages.V17_no_word_of_list(word=text, guess=guess, known=words.words)
    return Finding.of(problem, rule="words")


def in_words(records: Records, codes: Mapping[str, Codes]) -> Records:
    """The same records with the official word for every other spelling of a coded column (每季: 每3月)."""
    frame = records.frame.copy()
    for column, words in codes.items():
        if column in frame.columns:
            official = {
                value: tuple(words.word(text) or text for text in _said(value, words))
                if isinstance(value, tuple)
                else value and (words.word(value) or value)
                for value in set(frame[column])
            }
            frame[column] = pd.Series([official[value] for value in frame[column]], frame.index, object)
    return records.with_frame(frame)
