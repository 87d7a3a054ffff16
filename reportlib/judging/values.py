"""Whether a value is what a standard field wants. Each check takes one text as it stands in the file.

The rules are those of the lists in ``params/standards/``, as they were gathered on 2026-11-28: the check digit of 統一編號 counts by 5
since 112-04-01 and by 10 before (notice of the ministry of finance), dates of the common standard are western, and those of 公務歲計會計
are of the Republic.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable

from reportlib import roc
from reportlib.privacy.patterns import national_id_is_right

UBN_BY_FIVE_SINCE = datetime.date(2023, 4, 1)
_UBN_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
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
_ISO = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})")


def ubn_is_right(number: str, on: datetime.date) -> bool:
    """Whether eight digits are a 統一編號 by the rule that holds on a day; one that was given by the older rule stays valid."""
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(number, _UBN_WEIGHTS, strict=True))
    by = 5 if on >= UBN_BY_FIVE_SINCE else 10
    return total % by == 0 or number[6] == "7" and (total + 1) % by == 0


def fault(value: str, pattern: re.Pattern[str], check: str | None, on: datetime.date) -> str | None:
    """What is wrong with a value, as one of the names above; None where it conforms."""
    if check in _CHECKS:
        found = _CHECKS[check](value, on)
        if found or check in _WHOLE:
            return found
    return None if pattern.fullmatch(value) else OTHER


def _ubn(value: str, on: datetime.date) -> str | None:
    if not re.fullmatch(r"\d{8}", value):
        return LOST_ZERO if re.fullmatch(r"\d{6,7}", value) and ubn_is_right(value.zfill(8), on) else OTHER
    return None if ubn_is_right(value, on) else DIGIT


def _national_id(value: str, on: datetime.date) -> str | None:
    return DIGIT if re.fullmatch(r"[A-Z][1289]\d{8}", value) and not national_id_is_right(value) else None


def _county_code(value: str, on: datetime.date) -> str | None:
    if value in COUNTIES:
        return None
    if value.zfill(5) in COUNTIES and value.isdigit():
        return LOST_ZERO
    return RETIRED if value in RETIRED_COUNTIES else OTHER


def _area_code(value: str, on: datetime.date) -> str | None:
    if re.fullmatch(r"\d{7}", value) and f"0{value}"[:5] in COUNTIES:
        return LOST_ZERO
    if not re.fullmatch(r"\d{8}", value):
        return OTHER
    return None if value[:5] in COUNTIES else RETIRED if value[:5] in RETIRED_COUNTIES else OTHER


def _county_name(value: str, on: datetime.date) -> str | None:
    if value in COUNTIES.values():
        return None
    return VARIANT if value.replace("台", "臺") in COUNTIES.values() else OTHER


def _degrees(value: str) -> float | None:
    return float(value) if re.fullmatch(r"\d{1,3}(?:\.\d{1,20})?", value) else None


def _is_within(degrees: float, spans: Iterable[tuple[float, float]]) -> bool:
    return any(least <= degrees <= most for least, most in spans)


def _coordinate(value: str, own: Iterable[tuple[float, float]], other: Iterable[tuple[float, float]]) -> str | None:
    """A longitude or a latitude, by its own spans and by those of the other, with which it may be swapped."""
    degrees = _degrees(value)
    if degrees is None:
        return OTHER
    if _is_within(degrees, own):
        return None
    return SWAPPED if _is_within(degrees, other) else OUTSIDE


def _longitude(value: str, on: datetime.date) -> str | None:
    return _coordinate(value, LONGITUDES, LATITUDES)


def _latitude(value: str, on: datetime.date) -> str | None:
    return _coordinate(value, LATITUDES, LONGITUDES)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _day(value: str, on: datetime.date) -> str | None:
    """A western date of eight digits; one that ISO 8601 writes with hyphens is a finding of form."""
    if re.fullmatch(r"\d{8}", value):
        return None if _is_day(int(value[:4]), int(value[4:6]), int(value[6:])) else NO_DAY
    if match := _ISO.fullmatch(value):
        return FORM if _is_day(*map(int, match.groups())) else NO_DAY
    if re.fullmatch(r"\d{6,7}|\d{2,3}[-/.]\d{1,2}[-/.]\d{1,2}", value):
        return ROC_DAY
    return OTHER


def _roc_day(value: str, on: datetime.date) -> str | None:
    """A date of the Republic of seven digits."""
    if re.fullmatch(r"\d{7}", value):
        year = int(value[:3]) + roc.FIRST_YEAR
        return None if _is_day(year, int(value[3:5]), int(value[5:])) else NO_DAY
    return WESTERN if re.fullmatch(r"\d{8}", value) else OTHER


def _temperature(value: str, on: datetime.date) -> str | None:
    return OUTSIDE if re.fullmatch(r"-?\d{1,3}", value) and not -90 <= int(value) <= 60 else None


_CHECKS: dict[str, Callable[[str, datetime.date], str | None]] = {
    "ubn": _ubn,
    "national_id": _national_id,
    "county_code": _county_code,
    "area_code": _area_code,
    "county_name": _county_name,
    "longitude": _longitude,
    "latitude": _latitude,
    "day": _day,
    "roc_day": _roc_day,
    "temperature": _temperature,
}
# Checks that say all there is to say: the pattern is not asked beside them.
_WHOLE = frozenset(_CHECKS) - {"national_id", "temperature"}
