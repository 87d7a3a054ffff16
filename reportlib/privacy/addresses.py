"""The patterns of postal addresses, in Chinese and in English."""

from __future__ import annotations

import re

from reportlib.privacy import surnames
from reportlib.privacy.kinds import HAN
from reportlib.privacy.reading import NUMBER_PATTERN

_COUNTY = "(?:" + "|".join(surnames.COUNTIES) + ")"
_LANES = rf"(?:{NUMBER_PATTERN}段)?(?:{NUMBER_PATTERN}巷)?(?:{NUMBER_PATTERN}弄)?(?:{NUMBER_PATTERN}衖)?"
_DOOR = rf"{_LANES}{NUMBER_PATTERN}(?:[-之]{NUMBER_PATTERN})?號"
_FLOOR = rf"(?:[,，]?(?:地下|[Bb])?{NUMBER_PATTERN}(?:樓|[Ff](?![A-Za-z])))?(?:[-之]{NUMBER_PATTERN})?(?:[A-Z]?[0-9]{{0,4}}室)?"
_HOME = r"(?:地址|住址|戶籍地?|通訊處|居住地?|住家|住在|住於|家住|家在|寄送至|寄至|寄到|送至|設籍|設於|位於|住)(?:地|在|是|為|於|[:： ])*"
ADDRESS_PATTERNS = (
    re.compile(
        rf"{_COUNTY}(?!政府)(?:(?![第字])[{HAN}0-9\-])*?[路街道巷里村弄鄰寮段](?:(?![第字])[{HAN}0-9\-])*?{NUMBER_PATTERN}(?:[-之]{NUMBER_PATTERN})?號{_FLOOR}"
    ),
    re.compile(
        rf"[{HAN}]{{1,3}}[區鄉鎮市](?:[{HAN}]{{1,4}}[里村])?(?:{NUMBER_PATTERN}鄰)?[{HAN}]{{1,4}}(?:路|街|大道){_DOOR}{_FLOOR}"
    ),
    re.compile(rf"[{HAN}]{{1,3}}[鄉鎮市區][{HAN}]{{1,4}}[里村]{NUMBER_PATTERN}鄰[{HAN}]{{0,5}}{_DOOR}{_FLOOR}"),
    re.compile(rf"{_HOME}(?P<it>[{HAN}0-9\-]{{0,12}}(?:路|街|大道){_DOOR}{_FLOOR})"),
    re.compile(rf"[{HAN}]{{2,3}}(?:路|街|大道)(?=[^號]*[段巷弄樓]|[^號]*號[^，。]{{0,3}}樓){_DOOR}{_FLOOR}"),
    # Without a street or a door: a neighbourhood, an alley, a hamlet.
    re.compile(
        rf"{_HOME}(?P<it>(?:{_COUNTY})?(?:[{HAN}]{{1,3}}[鄉鎮市區])?[{HAN}]{{1,5}}[里村]?[{HAN}]{{0,5}}{NUMBER_PATTERN}(?:[-之]{NUMBER_PATTERN})?[鄰號](?:{_DOOR})?{_FLOOR})"
    ),
    re.compile(
        rf"(?:{_COUNTY})?(?:[{HAN}]{{1,3}}[鄉鎮市區])?[{HAN}]{{2,4}}[里村][{HAN}]{{0,5}}?{NUMBER_PATTERN}鄰(?!里|長|近|居)(?:[{HAN}]{{0,5}}{_DOOR}{_FLOOR})?"
    ),
    re.compile(
        rf"(?:{_COUNTY})?(?:[{HAN}]{{1,3}}[鄉鎮市區])?[{HAN}]{{2,4}}(?:路|街|大道)(?:{NUMBER_PATTERN}段)?{NUMBER_PATTERN}巷{NUMBER_PATTERN}弄(?:{NUMBER_PATTERN}(?:[-之]{NUMBER_PATTERN})?號{_FLOOR})?"
    ),
    re.compile(rf"{_HOME}(?P<it>[{HAN}]{{0,8}}(?:路|街|大道)(?:{NUMBER_PATTERN}段)?{NUMBER_PATTERN}巷)"),
)
ADDRESS_SIGN = re.compile("[號鄰巷]")
ROAD_PATTERN = re.compile(rf"[{HAN}]{{2,3}}(?:路|街|大道){_DOOR}{_FLOOR}")

_STREET = r"(?:Rd|Road|St|Street|Ave|Avenue|Blvd|Boulevard|Dr|Drive|Highway|Hwy)\b\.?"
_PART = r"(?:(?:No|Sec|Ln|Aly|Rm|Fl|Unit|Room|Lane|Alley|Section|Flat|Floor)\b\.? ?[0-9]{1,4}(?:[-~][0-9]{1,4})?|[0-9]{1,3}F\b\.?(?:-[0-9]{1,2})?|(?:Lane|Alley|Ln\.?|Aly\.?) [0-9]{1,4})"
_REST = r"(?:,? ?(?:[A-Z][\w'’ -]{1,24}?(?:Dist|District|City|County|Township|Village|Vil)\b\.?|Taipei|New Taipei|Taichung|Tainan|Kaohsiung|Taoyuan|Hsinchu|Keelung|Taiwan|R\.?O\.?C\.?|\(R\.?O\.?C\.?\)|[0-9]{3,6}(?![0-9])))*"
ENGLISH_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])(?:[0-9]{{1,4}}(?:-[0-9]{{1,3}})?,? )?(?:{_PART},? ?)+(?:[A-Z0-9][\w'’.]* ){{1,4}}{_STREET}(?:,? ?{_PART})*{_REST}"
    rf"|(?<![A-Za-z0-9.])[0-9]{{1,4}}(?:-[0-9]{{1,3}})?,? (?:[A-Z][\w'’.]* ){{1,4}}{_STREET}(?:,? ?{_PART})*{_REST}"
)
ENGLISH_SIGN = re.compile(_STREET)
