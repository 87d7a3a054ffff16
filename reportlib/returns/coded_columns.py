"""Coded columns of a returned table: every value is one of the words of its list, however it is spelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from reportlib import messages
from reportlib.language import say
from reportlib.records.cell_faults import CellFault
from reportlib.records.findings import Finding
from reportlib.records.records import Examined, Records
from reportlib.records.values import as_list, as_text
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
    return (*found, *_in_rows_set_aside(examined, codes))


def _in_rows_set_aside(examined: Examined, codes: Mapping[str, Codes]) -> Iterator[Finding]:
    """The same in the rows that another cell has set aside: who mends a row is told of all its cells at once."""
    header, cells = examined.header, {(one.row, one.column) for one in examined.findings if one.is_error and one.column}
    used = set() if examined.records is None else set(examined.records.frame.index.tolist())
    if header is None:
        return
    for row in sorted({row for row, _ in cells if row} - used):
        for column, words in codes.items():
            place = header.places.get(column)
            typed = header.sheet.rows[row - 1] if place is not None and row <= len(header.sheet.rows) else ()
            if place is None or place >= len(typed) or (row, place + 1) in cells:
                continue
            try:
                value = as_list(typed[place]) if words.several else as_text(typed[place])
            except CellFault:  # told already, with the row
                continue
            for text in _said(value, words):
                if words.word(text) is None:
                    yield header.at(_no_word(text, words), row, place, text)


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
