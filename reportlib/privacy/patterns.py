"""The patterns of numbers, addresses and the like that are personal data."""

from __future__ import annotations

import re

from reportlib.privacy import surnames
from reportlib.privacy.kinds import HAN, RULES
from reportlib.privacy.reading import NUMBER_PATTERN


def national_id_is_right(number: str) -> bool:
    """Whether the check digit of a citizen's number (A123456789), or of a resident's, old (AB12345678) or new (A800000014), is right.

    A letter counts as two digits, 10 to 35, in the order of the register; the second letter of an old resident number as the
    units of its own (內政部, 國民身分證統一編號及外來人口統一證號編碼規則). The weighted sum must be a multiple of ten.
    """
    code = _LETTERS.index(number[0]) + 10
    second = (_LETTERS.index(number[1]) + 10) % 10 if number[1].isalpha() else int(number[1])
    digits = [code // 10, code % 10, second, *map(int, number[2:])]
    return (
        sum(digit * weight for digit, weight in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0
    )


_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
PROTECTED_PATTERN = re.compile(
    r"(?P<url>(?:https?|ftp)://[^\s<>\"'（）「」，。；、]+)"
    rf"|〔(?:{'|'.join(dict.fromkeys(rule.replacement.strip('〔〕') for rule in RULES))})〕(?:〔[0-9]+〕)?"  # what was masked before
    r"|(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?=[0-9A-Fa-f]*[A-Fa-f])[0-9A-Fa-f]{12,}(?![0-9A-Za-z])"
    r"|第 ?[0-9]+ ?[號条條]"
    r"|(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
)

# -- numbers -----------------------------------------------------------------------------------------------------------------

# Not within a longer number or word, nor after the beginning of a date, a decimal number or an enumeration.
_FREE = r"(?<![0-9A-Za-z_])(?<![0-9][-./,:])(?<![0-9A-Za-z][-_])"
_END = r"(?![0-9A-Za-z_])(?![-.:/,][0-9])"
_S = r"[ \-]{0,2}"
_EXTENSION = r"(?:[ ,;，；、]{0,2}(?:\(?(?:#|分機|轉|ext\.?|Ext\.?|EXT\.?)[ :：]{0,2}[0-9]{1,6}\)?))?"
_AREA = r"(?:2|37|3|49|4|5|6|7|826|836|82|89|8)"
ID_PATTERN = re.compile(
    r"(?<![0-9A-Za-z_])([A-Za-z])[ \-]?([1289A-Da-d])((?:[ \-]?[0-9]){8})(?![0-9A-Za-z_])(?!\.[0-9])"
)
MOBILE_PATTERN = re.compile(rf"{_FREE}(?:\+?886{_S}\(?0?\)?{_S}|\+?886{_S}|\(?0{_S})9\)?(?:{_S}[0-9]){{8}}{_END}")
DOTTED_PATTERN = re.compile(rf"{_FREE}09[0-9]{{2}}\.[0-9]{{3}}\.[0-9]{{3}}{_END}")
LANDLINE_PATTERNS = (
    re.compile(rf"{_FREE}0{_AREA}\.[0-9]{{3,4}}\.[0-9]{{4}}{_END}{_EXTENSION}"),
    re.compile(rf"(?<![0-9])(?:\+?886{_S})?\(0?{_AREA}\){_S}[0-9]{{3,4}}{_S}[0-9]{{3,4}}{_END}{_EXTENSION}"),
    re.compile(rf"{_FREE}(?:\+886{_S}|886-|0){_AREA}{_S}[0-9]{{3,4}}{_S}[0-9]{{3,4}}{_END}{_EXTENSION}"),
    re.compile(rf"{_FREE}0[2-8](?:{_S}[0-9]){{7,8}}{_END}{_EXTENSION}"),
    re.compile(
        rf"(?:電話|手機|行動電話|傳真|專線|市話|[Tt][Ee][Ll]|[Ff][Aa][Xx]|[Pp]hone|[Mm]obile)(?:號碼|是|為|[.:：() ])*(?P<it>\(?[0-9+](?:[ \-.()]{{0,2}}[0-9]){{5,13}}{_END}{_EXTENSION})"
    ),
    re.compile(r"(?:分機|[Ee]xt\.?)[ :：]{0,2}(?P<it>[0-9]{2,6})(?![0-9A-Za-z])"),
)
EMAIL_PATTERN = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]*)(?: ?@ ?| ?[(\[{](?:at|AT)[)\]}] ?| at (?=[A-Za-z0-9.-]+ ?\[?\(?dot)|小老鼠)[A-Za-z0-9-]+(?:(?:\.| \. | ?[(\[{](?:dot|DOT)[)\]}] ?| dot )[A-Za-z0-9-]+)+"
)
PASSPORT_PATTERN = re.compile(
    r"(?:護照|[Pp]assport|PASSPORT)(?:號碼|字號|編號|[ ]?[Nn][Oo]\.?|[ ]?[Nn]umber|是|為|[:：# ])*(?P<it>[A-Za-z]{0,2}(?:[ -]?[0-9]){6,9})(?![0-9A-Za-z])"
)
_PLATE_SHAPE = r"(?:[A-Z]{2,4}[ -]?[0-9]{3,4}|[0-9]{3,4}[ -]?[A-Z]{2,3}|[A-Z][0-9][ -]?[0-9]{4}|[0-9]{4}[ -]?[A-Z][0-9]|[A-Z0-9]{2}-[0-9]{4})"
PLATE_PATTERN = re.compile(rf"(?:車|牌照)[^。；;，,\n]{{0,8}}?(?P<it>(?<![0-9A-Za-z]){_PLATE_SHAPE}(?![0-9A-Za-z-]))")
PLATE_ALONE_PATTERN = re.compile(r"(?<![0-9A-Za-z-])[A-HJ-NPQ-Z]{3}-[0-9]{4}(?![0-9A-Za-z-])")

# -- addresses -----------------------------------------------------------------------------------------------------------------

_COUNTY = "(?:" + "|".join(surnames.COUNTIES) + ")"
_DOOR = rf"(?:{NUMBER_PATTERN}段)?(?:{NUMBER_PATTERN}巷)?(?:{NUMBER_PATTERN}弄)?(?:{NUMBER_PATTERN}衖)?{NUMBER_PATTERN}(?:[-之]{NUMBER_PATTERN})?號"
_FLOOR = rf"(?:[,，]?(?:地下|[Bb])?{NUMBER_PATTERN}(?:樓|[Ff](?![A-Za-z])))?(?:[-之]{NUMBER_PATTERN})?(?:[A-Z]?[0-9]{{0,4}}室)?"
ADDRESS_PATTERNS = (
    re.compile(
        rf"{_COUNTY}(?!政府)(?:(?![第字])[{HAN}0-9\-])*?[路街道巷里村弄鄰寮段](?:(?![第字])[{HAN}0-9\-])*?{NUMBER_PATTERN}(?:[-之]{NUMBER_PATTERN})?號{_FLOOR}"
    ),
    re.compile(
        rf"[{HAN}]{{1,3}}[區鄉鎮市](?:[{HAN}]{{1,4}}[里村])?(?:{NUMBER_PATTERN}鄰)?[{HAN}]{{1,4}}(?:路|街|大道){_DOOR}{_FLOOR}"
    ),
    re.compile(rf"[{HAN}]{{1,3}}[鄉鎮市區][{HAN}]{{1,4}}[里村]{NUMBER_PATTERN}鄰[{HAN}]{{0,5}}{_DOOR}{_FLOOR}"),
    re.compile(
        rf"(?:地址|住址|戶籍|通訊處|住在|住於|家住|位於|住)(?:地|是|為|[:： ])*(?P<it>[{HAN}0-9\-]{{0,12}}(?:路|街|大道){_DOOR}{_FLOOR})"
    ),
    re.compile(rf"[{HAN}]{{2,3}}(?:路|街|大道)(?=[^號]*[段巷弄樓]|[^號]*號[^，。]{{0,3}}樓){_DOOR}{_FLOOR}"),
)
ROAD_PATTERN = re.compile(rf"[{HAN}]{{2,3}}(?:路|街|大道){_DOOR}{_FLOOR}")
