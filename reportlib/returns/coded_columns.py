"""Coded columns of a returned table: every value is one of the words of its list, however it is spelled."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reportlib.errors import quoted
from reportlib.records.findings import Finding
from reportlib.records.records import Examined, Records
from reportlib.returns.asked import Codes
from reportlib.returns.cell_findings import CellFindings, Texts


def check_codes(examined: Examined, codes: Mapping[str, Codes]) -> tuple[Finding, ...]:
    """V17: every value of a coded column that is none of its words, with the nearest."""
    records = examined.records
    if records is None:
        return ()
    findings, found = CellFindings(records, examined.places), []
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
                    found.append(findings.about("V17", "error", row, column, text, *_no_word(text, words), "words"))
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


def _no_word(text: str, words: Codes) -> tuple[Texts, Texts]:
    what = f"{quoted(text)}不是可填的選項。", f"{quoted(text)} is none of the words of the list."
    near = words.nearest(text)
    zh = f"{f'是不是{quoted(near)}？' if near else ''}可填：{'、'.join(words.words)}。請由選單選取後重送。"
    en = f"{f'Did you mean {quoted(near)}? ' if near else ''}Known: {', '.join(words.words)}. Choose from the list and resend."
    return what, (zh, en)


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
