"""The child process in which a file of a dataset is judged: what it is, whether it is in the encoding and has the fields that are
declared, and whether its values conform to the standard fields that its columns are.

A script: two lines of JSON (:meth:`reportlib.judging.judge.Asking.question`) and the file's bytes in, an answer out. Nothing of a field
that holds personal data is ever in an answer.
"""

from __future__ import annotations

import codecs
import datetime
import functools
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from reportlib.judging import names, values
from reportlib.judging.contents import HTML, Contents, contents
from reportlib.readers.confined import serve

MOST_FINDINGS, LONGEST_VALUE = 20, 40
MOST_COLUMNS_TOLD = 200
ENCODINGS = {"utf8": "utf-8", "utf-8": "utf-8", "utf8bom": "utf-8", "big5": "cp950", "big-5": "cp950", "cp950": "cp950"}
ENCODINGS |= {"ms950": "cp950", "utf-16": "utf-16", "utf16": "utf-16", "utf-16le": "utf-16", "ascii": "utf-8"}
_UTF8_IDEOGRAPH = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")


def judged(data: bytes) -> dict[str, Any]:
    """The answer for one file."""
    rules, own, body = data.split(b"\n", 2)
    asked = _rules(rules) | json.loads(own)
    described = names.described(asked["fields"])
    found = contents(body, described)
    answer: dict[str, Any] = {
        "kind": found.kind,
        "broken": found.broken,
        "rows": found.rows,
        "encoding": found.encoding,
    }
    answer["names"] = [name[:LONGEST_VALUE] for name in found.names[:MOST_COLUMNS_TOLD]]
    if found.kind in asked["encoded"]:
        answer |= encoding_answer(found.data, found.encoding, asked["encoding"], asked["encoding_when_empty"])
    if found.kind in asked["fielded"] and not found.broken:
        matched = names.matched(described, found.names)
        answer |= {"described": len(described), "missing": [name for name, column in matched.items() if column is None]}
    if found.names and not found.broken and found.kind != HTML:
        on = datetime.date.fromisoformat(asked["on"])
        answer["standards"] = conformance(found, described, asked["standards"], asked["signed"], on)
    return answer


@functools.lru_cache(1)  # a child is asked about many files by the same rules
def _rules(line: bytes) -> dict[str, Any]:
    return json.loads(line)


# -- encoding --------------------------------------------------------------------------------------------------------------


def encoding_answer(data: bytes, found: str, declared: str, when_empty: str) -> dict[str, Any]:
    """Whether the whole file, which was found to be in an encoding ("" in none), is in the declared one: True, False with the first byte that is not (from 1; 0 where every byte
    is, but it is another encoding's), or None for a word that is no encoding."""
    word = "".join((declared or when_empty).split()).lower().replace("_", "-")
    encoding = ENCODINGS.get(word)
    if encoding is None:
        return {"encoded": None, "place": 0}
    if encoding == found:
        return {"encoded": True, "place": 0}
    try:
        codecs.decode(data, "utf-8-sig" if encoding == "utf-8" else encoding, "strict")
    except UnicodeDecodeError as error:
        return {"encoded": False, "place": error.start + 1}
    if encoding == "cp950" and _is_utf8(data):
        return {"encoded": False, "place": 0}
    return {"encoded": True, "place": 0}


def _is_utf8(data: bytes) -> bool:
    """Whether bytes that CP950 has characters for are UTF-8 all the same: with an ideograph, or its mark."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return data.startswith(b"\xef\xbb\xbf") or bool(_UTF8_IDEOGRAPH.search(data))


# -- standards -------------------------------------------------------------------------------------------------------------


def mapped(
    found: Sequence[str], described: Sequence[str], standards: Sequence[Mapping], signed: Mapping[str, str]
) -> dict[str, tuple[Mapping, str]]:
    """Columns with the standard field that each is, and by what that is told: a signed mapping, its name, or its description.

    A list of a domain is taken where enough of its own names are there, or where a mapping is signed to one of its fields.
    """
    columns = {names.folded(name): name for name in found}
    told = {column: name for name, column in names.matched(described, found).items() if column}
    by_key = {f"{of['list']}/{field['id']}": field for of in standards for field in of["fields"]}
    chosen: dict[str, tuple[Mapping, str]] = {}
    for column, key in signed.items():
        if names.folded(column) in columns and key in by_key:
            chosen[columns[names.folded(column)]] = (by_key[key], "signed")
    lists = _lists_for(columns, standards, {key.partition("/")[0] for key in signed.values()})
    by_name = {names.folded(name): field for of in reversed(lists) for field in of["fields"] for name in field["names"]}
    refused = {names.folded(column) for column, key in signed.items() if not key}  # signed to be of no field
    for folded, column in columns.items():
        if column in chosen or folded in refused:
            continue
        if folded in by_name:
            chosen[column] = (by_name[folded], "name")
        elif column in told:
            reading = next((one for one in names.readings(told[column])[1:] if one in by_name), None)
            if reading:
                chosen[column] = (by_name[reading], "description")
    return chosen


def _lists_for(columns: Mapping[str, str], standards: Sequence[Mapping], signed: set[str]) -> list[Mapping]:
    """The lists that are for a file, those of a domain first."""
    common = {
        names.folded(name) for of in standards if of["chosen"] == "always" for f in of["fields"] for name in f["names"]
    }
    domains = []
    for of in standards:
        own = {names.folded(name): field["id"] for field in of["fields"] for name in field["names"]}
        hits = {field for name, field in own.items() if name in columns and name not in common}
        if of["chosen"] == "domain" and (of["list"] in signed or len(hits) >= of["needs"]):
            domains.append(of)
    return [*domains, *(of for of in standards if of["chosen"] == "always")]


def conformance(
    found: Contents,
    described: Sequence[str],
    standards: Sequence[Mapping],
    signed: Mapping[str, str],
    on: datetime.date,
) -> list[dict[str, Any]]:
    """For each column that is a standard field: how many values it has, how many do not conform, and the first of these."""
    answers = []
    for column, (field, by) in mapped(found.names, described, standards, signed).items():
        cells = found.column(column)
        texts = [text.strip() for text in cells.values]
        faults = _faults(texts, field, on)
        rows_of = np.bincount(cells.at, minlength=len(texts))  # how many rows have each text
        count = int(rows_of[np.fromiter(map(bool, texts), bool, len(texts))].sum())
        kinds: Counter[str] = Counter()
        for at, kind in enumerate(faults):
            if kind and rows_of[at]:
                kinds[kind] += int(rows_of[at])
        is_wrong = not field["advisory"]
        wrong = sum(n for kind, n in kinds.items() if is_wrong and kind not in values.ADVICE)
        findings = []
        rows = np.flatnonzero(cells.which(map(bool, faults)))[:MOST_FINDINGS] if kinds else ()
        for at in map(int, rows):
            place = cells.at[at]
            findings.append([found.first_row + at, faults[place], "" if field["personal"] else _shown(texts[place])])
        answers.append(
            {"column": column[:LONGEST_VALUE], "field": field["key"], "by": by, "values": count, "wrong": wrong}
            | {"kinds": kinds, "findings": findings, "personal": field["personal"]}
        )
    return answers


def _shown(text: str) -> str:
    """A value as a finding may say it."""
    from reportlib.privacy import masker  # whose patterns take a while to be read

    return masker.mask(text[:200])[0][:LONGEST_VALUE]


def _faults(texts: Sequence[str], field: Mapping, on: datetime.date) -> Sequence[str | None]:
    """What is wrong with each text of a column; nothing with a blank one."""
    pattern = re.compile(field["pattern"])
    if all(texts):
        return values.faults(texts, pattern, field["check"], on)
    found = iter(values.faults([text for text in texts if text], pattern, field["check"], on))
    return [next(found) if text else None for text in texts]


if __name__ == "__main__":
    serve(judged)
