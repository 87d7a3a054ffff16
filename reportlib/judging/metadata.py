"""What the portal says of each dataset, as far as files are judged by it: from the export's columns, or from its JSON.

The catalogue is read here a second time and by its own words: most of these columns are of no use to any other section. Of what
the 22 columns hold several of (formats, addresses, encodings) each belongs to one resource, in order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlib import roc
from reportlib.readers.sheets import Sheet
from reportlib.text import spelling

# Each field by the headers that it may have; the first is the portal's.
HEADERS = {
    "dataset": ("資料集識別碼", "資料集編號", "識別碼"),
    "title": ("資料集名稱", "資料集標題"),
    "formats": ("檔案格式", "資料格式", "提供格式"),
    "addresses": ("資料下載網址",),
    "encodings": ("編碼格式",),
    "description": ("資料集描述",),
    "fields": ("主要欄位說明",),
    "frequency": ("更新頻率",),
    "licence": ("授權方式", "授權條款"),
    "contact": ("提供機關聯絡人姓名",),
    "telephone": ("提供機關聯絡人電話",),
    "updated": ("詮釋資料更新時間", "詮釋資料更新日期", "更新時間"),
    "category": ("服務分類", "資料集分類"),
}
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")


@dataclass(frozen=True)
class Metadata:
    """What the portal says of one dataset. ``has_contact`` is all that is kept of who answers for it; ``modified`` are the days on which
    its resources were changed, where the source has them (only the JSON does)."""

    dataset: str
    title: str = ""
    formats: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    description: str = ""
    fields: str = ""
    frequency: str = ""
    licence: str = ""
    category: str = ""
    has_contact: bool = False
    updated: date | None = None
    modified: tuple[date, ...] = ()
    known: frozenset[str] = frozenset()  # the fields that the source has at all

    @property
    def resources(self) -> int:
        """How many resources it says it has; 1 where the lists do not agree."""
        counts = {len(one) for one in (self.formats, self.addresses) if one}
        return counts.pop() if len(counts) == 1 else 1

    @property
    def lists_disagree(self) -> bool:
        """Whether there are more addresses than formats, or the other way round: an address may hold the separator."""
        return bool(self.formats and self.addresses) and len(self.formats) != len(self.addresses)

    def of_resource(self, values: Sequence[str], number: int) -> str:
        """What a list says of one resource; one value is for all of them."""
        if len(values) == 1:
            return values[0]
        return values[number - 1] if number <= len(values) else ""

    @property
    def last_change(self) -> tuple[date | None, bool]:
        """The last day on which the data was changed, and whether that is the data's own day (else the metadata's)."""
        return (max(self.modified), True) if self.modified else (self.updated, False)


def _day(text: str) -> date | None:
    if match := _DAY.match(text.strip()):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            return None
    try:
        return roc.read_date(text).day
    except roc.BadDate:
        return None


def _made(given: Mapping[str, str], modified: Iterable[date | None] = ()) -> Metadata:
    def listed(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in given.get(name, "").split(";") if part.strip())

    def text(name: str) -> str:
        return given.get(name, "").strip()

    return Metadata(
        given["dataset"].strip(),
        text("title"),
        listed("formats"),
        listed("addresses"),
        listed("encodings"),
        text("description"),
        text("fields"),
        text("frequency"),
        text("licence"),
        text("category"),
        has_contact=bool(given.get("contact", "").strip() or given.get("telephone", "").strip()),
        updated=_day(given["updated"]) if given.get("updated") else None,
        modified=tuple(sorted(filter(None, modified))),
        known=frozenset(given),
    )


# -- the export -------------------------------------------------------------------------------------------------------------


def of_sheets(sheets: Sequence[Sheet]) -> dict[str, Metadata]:
    """Every dataset of a catalogue by its identifier, from the first sheet that has one; {} where it has no identifiers."""
    wanted = {spelling(header): name for name, headers in HEADERS.items() for header in headers}
    for sheet in sheets:
        for at in range(min(20, len(sheet.rows))):
            places: dict[str, int] = {}
            for place, cell in enumerate(sheet.rows[at]):
                if isinstance(cell, str) and (name := wanted.get(spelling(cell))):
                    places.setdefault(name, place)
            if {"dataset", "title"} <= places.keys():
                return dict(_of_rows(sheet.rows[at + 1 :], places))
    return {}


def _of_rows(rows: Iterable[Sequence[object]], places: Mapping[str, int]) -> Iterator[tuple[str, Metadata]]:
    for row in rows:
        given = {
            name: "" if place >= len(row) or row[place] is None else str(row[place]) for name, place in places.items()
        }
        if given["dataset"].strip():
            one = _made(given)
            yield one.dataset, one


# -- the portal's JSON -----------------------------------------------------------------------------------------------------

# Both forms of the portal's metadata: v2 as its developer page shows it, and v1 of 2015 to 2017; stray blanks in names are taken off.
_KEYS = {
    "dataset": ("datasetId", "identifier"),
    "title": ("title",),
    "description": ("description",),
    "frequency": ("updateFrequency", "accrualPeriodicity"),
    "licence": ("license",),
    "contact": ("publisherContactName", "contactName", "organizationContactName"),
    "telephone": ("publisherContactPhone", "contactPhone", "organizationContactPhone"),
    "updated": ("modifiedDate", "modified"),
    "category": ("categoryService", "categoryCode"),
}
_OF_RESOURCE = {
    "formats": ("resourceFormat", "format"),
    "addresses": ("resourceDownloadUrl", "downloadURL", "accessURL"),
    "encodings": ("resourceCharacterEncoding", "characterSetCode"),
}


def of_json(data: bytes) -> dict[str, Metadata]:
    """Every dataset in a JSON of the portal: one, a list of them, or either within an answer (``result``); the export as JSON too.

    ValueError where it is no JSON.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return {one.dataset: one for record in _datasets(value, 0) if (one := _of_record(record))}


def _datasets(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _datasets(one, depth + 1)
    elif isinstance(value, dict) and depth < 5:
        record = {str(key).strip(): one for key, one in value.items()}
        if "distribution" in record or "資料集識別碼" in record:
            yield record
        else:
            for one in record.values():
                if isinstance(one, dict | list):
                    yield from _datasets(one, depth + 1)


def _of_record(record: Mapping[str, Any]) -> Metadata | None:
    if "資料集識別碼" in record:
        wanted = {spelling(header): name for name, headers in HEADERS.items() for header in headers}
        given = {wanted[spelling(key)]: _text(one) for key, one in record.items() if spelling(key) in wanted}
        return _made(given) if given.get("dataset", "").strip() else None
    given = {
        name: _text(next((record[key] for key in keys if record.get(key) not in (None, "")), ""))
        for name, keys in _KEYS.items()
        if any(key in record for key in keys)
    }
    resources = [
        {str(key).strip(): value for key, value in one.items()}
        for one in record.get("distribution") or ()
        if isinstance(one, dict)
    ]
    for name, keys in _OF_RESOURCE.items():
        values = [_text(next((one[key] for key in keys if one.get(key)), "")) for one in resources]
        given[name] = ";".join(value.replace(";", "%3B") for value in values)
    fields = [_text(one.get("resourceField", "")) for one in resources] + [_text(record.get("fieldDescription", ""))]
    given["fields"] = next(filter(None, fields), "")
    if not given.get("dataset", "").strip():
        return None
    modified = [_day(_text(one.get("resourceModifiedDate") or one.get("resourceModified") or "")) for one in resources]
    return _made(given, modified)


def _text(value: Any) -> str:
    """A value of JSON as the export has it: a frequency or a field that is an object, a list of fields as ``name(description)``."""
    if isinstance(value, list):
        return ";".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        plain = {str(key).strip(): one for key, one in value.items()}
        if "name" in plain:
            told = plain.get("description")
            return f"{plain['name']}({told})" if told else str(plain["name"])
        if "Frequency" in plain:
            return frequency_word(plain)
        return ""
    return "" if value is None else str(value)


_UNIT_WORDS = {"minute": "分", "hour": "時", "day": "日", "week": "週", "month": "月", "year": "年"}


def frequency_word(given: Mapping[str, Any]) -> str:
    """「每1月」 of {regularupdate, Frequency, unittime}; 不定期更新 where it says that it is not regular."""
    if str(given.get("regularupdate", "1")).strip().lower() in ("0", "false", "n", "no", "否"):
        return "不定期更新"
    unit = str(given.get("unittime", "")).strip()
    return f"每{str(given.get('Frequency', '')).strip()}{_UNIT_WORDS.get(unit.lower().rstrip('s'), unit)}"
