"""Whether values are what a standard field wants: each different text of a column once, as it stands in the file. A digit is one of
half width: ``\\d`` would take those of every script.

The rules are those of the lists in ``params/standards/``, as they were gathered on 2026-11-28: the check digit of 統一編號 counts by 5
since 112-04-01 and by 10 before (notice of the ministry of finance), dates of the common standard are western, and those of 公務歲計會計
are of the Republic.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from reportlib import roc
from reportlib.privacy.patterns import national_id_is_right

UBN_BY_FIVE_SINCE = datetime.date(2023, 4, 1)
_UBN_WEIGHTS = np.array((1, 2, 1, 2, 1, 2, 4, 1), np.int32)
# The codes of counties and cities in force (household registration), and those that were before the mergers.
COUNTIES = {
    "63000": "臺北市", "64000": "高雄市", "65000": "新北市", "66000": "臺中市", "67000": "臺南市", "68000": "桃園市",
    "10002": "宜蘭縣", "10004": "新竹縣", "10005": "苗栗縣", "10007": "彰化縣", "10008": "南投縣", "10009": "雲林縣",
    "10010": "嘉義縣", "10013": "屏東縣", "10014": "臺東縣", "10015": "花蓮縣", "10016": "澎湖縣", "10017": "基隆市",
    "10018": "新竹市", "10020": "嘉義市", "09007": "連江縣", "09020": "金門縣",
}  # fmt: skip
RETIRED_COUNTIES = ("10001", "10003", "10006", "10011", "10012", "10019", "10021")
# Degrees of TWD97 within which all of the territory lies but 東沙 and 太平島, which stand apart.
LONGITUDES = ((118.1, 122.2), (116.5, 117.0), (114.2, 114.6))
LATITUDES = ((21.7, 26.5), (20.5, 20.9), (10.2, 10.6))
LOST_ZERO, SWAPPED, OUTSIDE, RETIRED, NO_DAY, ROC_DAY, WESTERN, DIGIT, OTHER, FORM, VARIANT = (
    "zero", "swapped", "outside", "retired", "no_day", "roc", "western", "digit", "pattern", "form", "variant",
)  # fmt: skip
ADVICE = frozenset((FORM, VARIANT))  # findings of form: told, but the value conforms
_Spans = Iterable[tuple[float, float]]
_UBN, _DEGREES = re.compile("[0-9]{6,8}"), re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,20})?")
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})")


def ubns_are_right(numbers: Sequence[str], on: datetime.date) -> np.ndarray:
    """Which of some texts of eight digits are a 統一編號 by the rule that holds on a day; one of the older rule stays valid."""
    digits = np.frombuffer("".join(numbers).encode("ascii"), np.uint8).reshape(-1, 8).astype(np.int32) - ord("0")
    products = digits * _UBN_WEIGHTS
    total = (products // 10 + products % 10).sum(axis=1)
    by = 5 if on >= UBN_BY_FIVE_SINCE else 10
    return (total % by == 0) | ((digits[:, 6] == 7) & ((total + 1) % by == 0))


def faults(
    values: Sequence[str], pattern: re.Pattern[str], check: str | None, on: datetime.date
) -> Sequence[str | None]:
    """What is wrong with each value, as one of the names above; None where it conforms."""
    if check in _OF_MANY:
        return _OF_MANY[check](values, on)
    if check in _CHECKS:
        of_one = _CHECKS[check]
        if check in _WHOLE:
            return [of_one(value, on) for value in values]
        return [of_one(value, on) or _of_pattern(value, pattern) for value in values]
    return [None if match else OTHER for match in map(pattern.fullmatch, values)]


def _of_pattern(value: str, pattern: re.Pattern[str]) -> str | None:
    return None if pattern.fullmatch(value) else OTHER


def _ubns(values: Sequence[str], on: datetime.date) -> Sequence[str | None]:
    """Six or seven digits that are right with zeros before them have lost these."""
    numbers = [value.zfill(8) if _UBN.fullmatch(value) else "" for value in values]
    right = iter(ubns_are_right([number for number in numbers if number], on).tolist())
    found: list[str | None] = []
    for value, number in zip(values, numbers, strict=True):
        is_right, is_whole = bool(number) and next(right), len(value) == 8
        found.append((None if is_whole else LOST_ZERO) if is_right else DIGIT if number and is_whole else OTHER)
    return found


def _national_id(value: str, on: datetime.date) -> str | None:
    return DIGIT if re.fullmatch(r"[A-Z][1289][0-9]{8}", value) and not national_id_is_right(value) else None


def _county_code(value: str, on: datetime.date) -> str | None:
    if value in COUNTIES:
        return None
    if value.zfill(5) in COUNTIES and value.isdigit():
        return LOST_ZERO
    return RETIRED if value in RETIRED_COUNTIES else OTHER


def _area_code(value: str, on: datetime.date) -> str | None:
    if re.fullmatch(r"[0-9]{7}", value) and f"0{value}"[:5] in COUNTIES:
        return LOST_ZERO
    if not re.fullmatch(r"[0-9]{8}", value):
        return OTHER
    return None if value[:5] in COUNTIES else RETIRED if value[:5] in RETIRED_COUNTIES else OTHER


def _county_name(value: str, on: datetime.date) -> str | None:
    if value in COUNTIES.values():
        return None
    return VARIANT if value.replace("台", "臺") in COUNTIES.values() else OTHER


def _coordinates(own: _Spans, other: _Spans, values: Sequence[str], on: datetime.date) -> Sequence[str | None]:
    """Longitudes or latitudes, by their own spans and by those of the other, with which they may be swapped."""
    numbers = [value if match else "-1" for value, match in zip(values, map(_DEGREES.fullmatch, values), strict=True)]
    degrees = np.fromiter(map(float, numbers), float, len(values))
    names = np.select((_are_within(degrees, own), _are_within(degrees, other), degrees >= 0), (0, 1, 2), 3)
    return [(None, SWAPPED, OUTSIDE, OTHER)[name] for name in names.tolist()] if names.any() else [None] * len(values)


def _are_within(degrees: np.ndarray, spans: _Spans) -> np.ndarray:
    return np.logical_or.reduce([(least <= degrees) & (degrees <= most) for least, most in spans])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _day(value: str, on: datetime.date) -> str | None:
    """A western date of eight digits; one that ISO 8601 writes with hyphens is a finding of form."""
    if re.fullmatch(r"[0-9]{8}", value):
        return None if _is_day(int(value[:4]), int(value[4:6]), int(value[6:])) else NO_DAY
    if match := _ISO.fullmatch(value):
        return FORM if _is_day(*map(int, match.groups())) else NO_DAY
    if re.fullmatch(r"[0-9]{6,7}|[0-9]{2,3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}", value):
        return ROC_DAY
    return OTHER


def _roc_day(value: str, on: datetime.date) -> str | None:
    """A date of the Republic of seven digits."""
    if re.fullmatch(r"[0-9]{7}", value):
        year = int(value[:3]) + roc.FIRST_YEAR
        return None if _is_day(year, int(value[3:5]), int(value[5:])) else NO_DAY
    return WESTERN if re.fullmatch(r"[0-9]{8}", value) else OTHER


def _temperature(value: str, on: datetime.date) -> str | None:
    return OUTSIDE if re.fullmatch(r"-?[0-9]{1,3}", value) and not -90 <= int(value) <= 60 else None


_CHECKS: dict[str, Callable[[str, datetime.date], str | None]] = {
    "national_id": _national_id,
    "county_code": _county_code,
    "area_code": _area_code,
    "county_name": _county_name,
    "day": _day,
    "roc_day": _roc_day,
    "temperature": _temperature,
}
# Checks of which a column has many different values: all of them at once.
_OF_MANY: dict[str, Callable[[Sequence[str], datetime.date], Sequence[str | None]]] = {
    "ubn": _ubns,
    "longitude": functools.partial(_coordinates, LONGITUDES, LATITUDES),
    "latitude": functools.partial(_coordinates, LATITUDES, LONGITUDES),
}
NAMES = (*_OF_MANY, *_CHECKS)
# Checks that say all there is to say: the pattern is not asked beside them.
_WHOLE = frozenset(_CHECKS) - {"national_id", "temperature"}
