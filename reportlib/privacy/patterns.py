"""The patterns of numbers that are personal data: national numbers, telephones, passports, plates; and what is never touched."""

from __future__ import annotations

import re

from reportlib.privacy.kinds import RULES


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

# Not within a longer number or word, nor after the beginning of a date, a decimal number or an enumeration; a mark that joins
# words in the name of a file parts them here.
_BEHIND = r"(?:(?<![0-9A-Za-z])|(?<=[Tt][Ee][Ll])|(?<=[Pp][Hh][Oo][Nn][Ee])|(?<=[Mm]obile))"
_FREE = rf"{_BEHIND}(?<![0-9][-.:])(?<![0-9A-Za-z]-)"
_END = r"(?![0-9A-Za-z])(?![-.:][0-9])"
_S = r"[ \-]{0,2}"
_J = r"(?: ?[/,、._~·\-] ?| {1,3})"  # what joins the groups of a number
_EXTENSION = r"(?:[ ,;，；、]{0,2}(?:\(?(?:#|\*|分機|轉|;?ext=?\.?|Ext\.?|EXT\.?)[ :：#]{0,2}[0-9]{1,6}\)?))?"
_AREA = r"(?:2|37|3|49|4|5|6|7|826|836|82|89|8)"
_ABROAD = r"(?:\+|00)?886"
ID_PATTERN = re.compile(r"(?<![0-9A-Za-z])([A-Za-z])[ \-]?([1289A-Da-d])((?:[ \-]?[0-9]){8})(?![0-9A-Za-z])(?!\.[0-9])")
# Beside letters a number of this kind is believed with a right check digit only.
ID_IN_A_WORD_PATTERN = re.compile(r"(?:(?<=[A-Za-z])|(?<![0-9A-Za-z]))[A-Z][1289][0-9]{8}(?![0-9])")
ID_LABELLED_PATTERN = re.compile(
    r"(?:身[分份]證|居留證|統一證號|(?<![A-Za-z])(?:ID|id)(?: ?[Nn]o\.?)?(?=[ :：]))(?:統一編號|統編|字號|號碼|號|[Nn]o\.?|是|為|[:：# ()])*(?P<it>[A-Za-z][ -]?[0-9A-Da-d](?:[ -]?[0-9]){8})(?![0-9A-Za-z])"
)
MOBILE_PATTERN = re.compile(rf"{_FREE}(?:{_ABROAD}{_S}\(?0?\)?{_S}|\(?0{_S})9\)?(?:{_S}[0-9]){{8}}{_END}")
JOINED_PATTERN = re.compile(
    rf"{_BEHIND}(?<![0-9][-.:/,])(?:{_ABROAD}{_J}?\(?0?\)?{_J}?|0)9[0-9]{{2}}{_J}(?:[0-9]{{3}}{_J}[0-9]{{3}}|[0-9]{{2}}{_J}[0-9]{{2}}{_J}[0-9]{{2}}|[0-9]{{6}})(?![0-9A-Za-z])(?!{_J}[0-9]{{1,2}}(?![0-9]))"
)
_CHINESE = "[零〇○一二三四五六七八九]"
CHINESE_MOBILE_PATTERN = re.compile(rf"(?<!{_CHINESE})[零〇○]?九(?:[、, -]?{_CHINESE}){{8}}(?![十百千萬]|{_CHINESE})")
_AFTER_TEL = r"(?:號碼|是|為|[.:：() ])*"
LANDLINE_PATTERNS = (
    re.compile(rf"{_FREE}0{_AREA}\.[0-9]{{3,4}}\.[0-9]{{4}}{_END}{_EXTENSION}"),
    re.compile(rf"(?<![0-9])(?:{_ABROAD}{_S})?\(0?{_AREA}\){_S}[0-9]{{3,4}}{_J}?[0-9]{{3,4}}{_END}{_EXTENSION}"),
    re.compile(rf"{_FREE}(?:(?:\+|00)886{_S}|886-|0){_AREA}{_S}[0-9]{{3,4}}{_S}[0-9]{{3,4}}{_END}{_EXTENSION}"),
    re.compile(rf"{_FREE}0{_AREA} ?[/_] ?[0-9]{{3,4}} ?[/_-]? ?[0-9]{{4}}{_END}{_EXTENSION}"),
    re.compile(rf"{_FREE}0[2-8](?:{_S}[0-9]){{7,8}}{_END}{_EXTENSION}"),
    re.compile(rf"{_FREE}080[09]{_J}?[0-9]{{3}}{_J}?[0-9]{{3}}{_END}{_EXTENSION}"),
    re.compile(
        rf"(?:電話|手機|行動電話|傳真|專線|市話|[Tt][Ee][Ll]|[Ff][Aa][Xx]|[Pp]hone|[Mm]obile){_AFTER_TEL}(?P<it>\(?[0-9+](?:[ \-.()]{{0,2}}[0-9]){{5,13}}{_END}{_EXTENSION})"
    ),
    re.compile(
        rf"(?:洽|撥打?|致電|來電|電聯|聯[絡繫]){_AFTER_TEL}(?P<it>[2-8][0-9]{{2,3}}{_J}[0-9]{{4}}{_END}{_EXTENSION})"
    ),
    re.compile(
        r"(?:分機|(?<![A-Za-z])[Ee][Xx][Tt]\.?)[ :：#為是]{0,3}(?P<it>[0-9]{2,6}(?: ?[或、/,及和~-] ?[0-9]{2,6})*)(?![0-9A-Za-z])"
    ),
)
PASSPORT_PATTERN = re.compile(
    r"(?:護照|[Pp]assport|PASSPORT)(?:號碼|字號|編號|[ ]?[Nn][Oo]\.?|[ ]?[Nn]umber|是|為|[:：# ])*(?P<it>[A-Za-z]{0,2}(?:[ -]?[0-9]){6,9})(?![0-9A-Za-z])"
)
_PLATE_SHAPE = r"(?:[A-Z]{2,4}[ -]?[0-9]{3,4}|[0-9]{3,4}[ -]?[A-Z]{2,3}|[A-Z][0-9][ -]?[0-9]{4}|[0-9]{4}[ -]?[A-Z][0-9]|[A-Z0-9]{2}-[0-9]{4})"
PLATE_PATTERN = re.compile(rf"(?:車|牌照)[^。；;，,\n]{{0,8}}?(?P<it>(?<![0-9A-Za-z]){_PLATE_SHAPE}(?![0-9A-Za-z-]))")
PLATE_ALONE_PATTERN = re.compile(r"(?<![0-9A-Za-z-])[A-HJ-NPQ-Z]{3}-[0-9]{4}(?![0-9A-Za-z-])")
