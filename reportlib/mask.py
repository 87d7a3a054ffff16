"""Personal data in a text: found by rule, replaced by the name of the rule (decision 0014).

Rules look at the text as a person reads it: full-width characters folded (NFKC), invisible ones left out, Chinese digits as
digits; what is replaced is the piece of the original text. National and resident numbers are believed only with a right check
digit; what only looks like personal data is told apart (:attr:`Found.is_masked`) and left for a person to judge. Addresses of
resources, hashes, dates, figures and numbers of letters are never touched.
"""

from __future__ import annotations

import copy
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reportlib import surnames

# -- rules ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """What is looked for, by its Chinese name, and what is written in its place; "" where it is only listed for review."""

    name: str
    replacement: str = ""


NAME = Rule("姓名", "〔姓名〕")
NATIONAL_ID = Rule("身分證或居留證統一編號", "〔身分證字號〕")
MOBILE = Rule("行動電話", "〔電話〕")
LANDLINE = Rule("市內電話", "〔電話〕")
EMAIL = Rule("電子郵件", "〔電子郵件〕")
ADDRESS = Rule("地址", "〔地址〕")
PASSPORT = Rule("護照號碼", "〔護照號碼〕")
PLATE = Rule("車牌", "〔車牌〕")
LISTED = Rule("指定遮蔽", "〔遮蔽〕")
DOUBTFUL_ID = Rule("可疑：像統一編號，但檢查碼不符")
DOUBTFUL_PLATE = Rule("可疑：像車牌")
DOUBTFUL_ADDRESS = Rule("可疑：像門牌，沒有縣市或鄉鎮市區")
DOUBTFUL_NAME = Rule("可疑：稱謂前的字不在姓氏表")
DOUBTFUL_PLACE = Rule("可疑：在網址、雜湊值或文號之內")
RULES = (NAME, NATIONAL_ID, MOBILE, LANDLINE, EMAIL, ADDRESS, PASSPORT, PLATE, LISTED)


@dataclass(frozen=True)
class Found:
    """One piece of a text: where it is (from ``start`` up to ``end``), what stood there, and by which rule it was found.

    ``needle`` is what must not be met in a public file: folded, a two-character name with its form of address.
    """

    rule: Rule
    start: int
    end: int
    original: str
    needle: str = ""

    @property
    def is_masked(self) -> bool:
        return bool(self.rule.replacement)


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

# -- the text as it is read ------------------------------------------------------------------------------------------------

_DIGITS = str.maketrans("〇○零一二三四五六七八九壹貳參肆伍陸柒捌玖", "000123456789123456789")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⁃﹣－"), "-")
_HAN = "㐀-鿿豈-﫿𠀀-𯿿"


class _Reading:
    """The text as rules see it, and for each of its characters the place in the original."""

    def __init__(self, text: str, places: list[int] | range | None = None):
        self.text = text
        self.places = places if places is not None else range(len(text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1

    def has_gap(self, at: int) -> bool:
        """Whether something was taken out right before this place."""
        return self.places[at] > self.places[at - 1] + 1

    def without(self, pattern: re.Pattern) -> _Reading:
        kept, places, at = [], [], 0
        for match in pattern.finditer(self.text):
            kept.append(self.text[at : match.start()])
            places += self.places[at : match.start()]
            at = match.end()
        return _Reading("".join(kept) + self.text[at:], [*places, *self.places[at:]]) if kept else self


def _read_as(char: str) -> str:
    """What a character is read as: nothing for an invisible one or a mark over another, several characters for 「㎏」."""
    if ord(char) < 128:
        return char
    if unicodedata.category(char) in ("Cf", "Mn"):
        return ""
    return "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", char).translate(_DASHES))


class _OneForOne(dict):
    """For ``str.translate``: what each character is read as, and NUL for one that is not read as exactly one."""

    def __missing__(self, code: int) -> str:
        read = _read_as(chr(code))
        return self.setdefault(code, read if len(read) == 1 else "\0")


_ONE_FOR_ONE = _OneForOne()


def _folded(text: str) -> _Reading:
    if text.isascii():
        return _Reading(text)
    if "\0" not in (alike := text.translate(_ONE_FOR_ONE)):
        return _Reading(alike)
    kept, places = [], []
    for at, char in enumerate(text):
        read = _read_as(char)
        kept.append(read)
        places += [at] * len(read)
    return _Reading("".join(kept), places)


def folded(text: str) -> str:
    """The text as the rules read it."""
    return _folded(text).text


# -- what is never touched ---------------------------------------------------------------------------------------------------

_NUMBER = r"[0-9〇零一二三四五六七八九十百]+"
_PROTECTED = re.compile(
    r"(?P<url>(?:https?|ftp)://[^\s<>\"'（）「」，。；、]+)"
    rf"|〔(?:{'|'.join(dict.fromkeys(rule.replacement.strip('〔〕') for rule in RULES))})〕(?:〔[0-9]+〕)?"  # what was masked before
    r"|(?<![0-9A-Za-z])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?=[0-9A-Fa-f]*[A-Fa-f])[0-9A-Fa-f]{12,}(?![0-9A-Za-z])"
    r"|第 ?[0-9]+ ?[號条條]"
    r"|(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
)
_NEVER = re.compile(r"[○〇OＯ*＊Ｘ□X]")

# -- numbers -----------------------------------------------------------------------------------------------------------------

# Not within a longer number or word, nor after the beginning of a date, a decimal number or an enumeration.
_FREE = r"(?<![0-9A-Za-z_])(?<![0-9][-./,:])(?<![0-9A-Za-z][-_])"
_END = r"(?![0-9A-Za-z_])(?![-.:/,][0-9])"
_S = r"[ \-]{0,2}"
_EXTENSION = r"(?:[ ,;，；、]{0,2}(?:\(?(?:#|分機|轉|ext\.?|Ext\.?|EXT\.?)[ :：]{0,2}[0-9]{1,6}\)?))?"
_AREA = r"(?:2|37|3|49|4|5|6|7|826|836|82|89|8)"
_ID = re.compile(r"(?<![0-9A-Za-z_])([A-Za-z])[ \-]?([1289A-Da-d])((?:[ \-]?[0-9]){8})(?![0-9A-Za-z_])(?!\.[0-9])")
_MOBILE = re.compile(rf"{_FREE}(?:\+?886{_S}\(?0?\)?{_S}|\+?886{_S}|\(?0{_S})9\)?(?:{_S}[0-9]){{8}}{_END}")
_DOTTED = re.compile(rf"{_FREE}09[0-9]{{2}}\.[0-9]{{3}}\.[0-9]{{3}}{_END}")
_LANDLINES = (
    re.compile(rf"{_FREE}0{_AREA}\.[0-9]{{3,4}}\.[0-9]{{4}}{_END}{_EXTENSION}"),
    re.compile(rf"(?<![0-9])(?:\+?886{_S})?\(0?{_AREA}\){_S}[0-9]{{3,4}}{_S}[0-9]{{3,4}}{_END}{_EXTENSION}"),
    re.compile(rf"{_FREE}(?:\+886{_S}|886-|0){_AREA}{_S}[0-9]{{3,4}}{_S}[0-9]{{3,4}}{_END}{_EXTENSION}"),
    re.compile(rf"{_FREE}0[2-8](?:{_S}[0-9]){{7,8}}{_END}{_EXTENSION}"),
    re.compile(
        rf"(?:電話|手機|行動電話|傳真|專線|市話|[Tt][Ee][Ll]|[Ff][Aa][Xx]|[Pp]hone|[Mm]obile)(?:號碼|是|為|[.:：() ])*(?P<it>\(?[0-9+](?:[ \-.()]{{0,2}}[0-9]){{5,13}}{_END}{_EXTENSION})"
    ),
    re.compile(r"(?:分機|[Ee]xt\.?)[ :：]{0,2}(?P<it>[0-9]{2,6})(?![0-9A-Za-z])"),
)
_EMAIL = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]*)(?: ?@ ?| ?[(\[{](?:at|AT)[)\]}] ?| at (?=[A-Za-z0-9.-]+ ?\[?\(?dot)|小老鼠)[A-Za-z0-9-]+(?:(?:\.| \. | ?[(\[{](?:dot|DOT)[)\]}] ?| dot )[A-Za-z0-9-]+)+"
)
_PASSPORT = re.compile(
    r"(?:護照|[Pp]assport|PASSPORT)(?:號碼|字號|編號|[ ]?[Nn][Oo]\.?|[ ]?[Nn]umber|是|為|[:：# ])*(?P<it>[A-Za-z]{0,2}(?:[ -]?[0-9]){6,9})(?![0-9A-Za-z])"
)
_PLATE_SHAPE = r"(?:[A-Z]{2,4}[ -]?[0-9]{3,4}|[0-9]{3,4}[ -]?[A-Z]{2,3}|[A-Z][0-9][ -]?[0-9]{4}|[0-9]{4}[ -]?[A-Z][0-9]|[A-Z0-9]{2}-[0-9]{4})"
_PLATE = re.compile(rf"(?:車|牌照)[^。；;，,\n]{{0,8}}?(?P<it>(?<![0-9A-Za-z]){_PLATE_SHAPE}(?![0-9A-Za-z-]))")
_PLATE_ALONE = re.compile(r"(?<![0-9A-Za-z-])[A-HJ-NPQ-Z]{3}-[0-9]{4}(?![0-9A-Za-z-])")

# -- addresses -----------------------------------------------------------------------------------------------------------------

_COUNTY = "(?:" + "|".join(surnames.COUNTIES) + ")"
_DOOR = rf"(?:{_NUMBER}段)?(?:{_NUMBER}巷)?(?:{_NUMBER}弄)?(?:{_NUMBER}衖)?{_NUMBER}(?:[-之]{_NUMBER})?號"
_FLOOR = rf"(?:[,，]?(?:地下|[Bb])?{_NUMBER}(?:樓|[Ff](?![A-Za-z])))?(?:[-之]{_NUMBER})?(?:[A-Z]?[0-9]{{0,4}}室)?"
_ADDRESSES = (
    re.compile(
        rf"{_COUNTY}(?!政府)(?:(?![第字])[{_HAN}0-9\-])*?[路街道巷里村弄鄰寮段](?:(?![第字])[{_HAN}0-9\-])*?{_NUMBER}(?:[-之]{_NUMBER})?號{_FLOOR}"
    ),
    re.compile(
        rf"[{_HAN}]{{1,3}}[區鄉鎮市](?:[{_HAN}]{{1,4}}[里村])?(?:{_NUMBER}鄰)?[{_HAN}]{{1,4}}(?:路|街|大道){_DOOR}{_FLOOR}"
    ),
    re.compile(rf"[{_HAN}]{{1,3}}[鄉鎮市區][{_HAN}]{{1,4}}[里村]{_NUMBER}鄰[{_HAN}]{{0,5}}{_DOOR}{_FLOOR}"),
    re.compile(
        rf"(?:地址|住址|戶籍|通訊處|住在|住於|家住|位於|住)(?:地|是|為|[:： ])*(?P<it>[{_HAN}0-9\-]{{0,12}}(?:路|街|大道){_DOOR}{_FLOOR})"
    ),
    re.compile(rf"[{_HAN}]{{2,3}}(?:路|街|大道)(?=[^號]*[段巷弄樓]|[^號]*號[^，。]{{0,3}}樓){_DOOR}{_FLOOR}"),
)
_ROAD = re.compile(rf"[{_HAN}]{{2,3}}(?:路|街|大道){_DOOR}{_FLOOR}")

# -- names -----------------------------------------------------------------------------------------------------------------------


def _titles(listed: Iterable[str]) -> str:
    """An alternation, longest first; 「君|子主」 is 君 where neither 子 nor 主 follows."""
    parts = []
    for title in sorted(listed, key=lambda title: -len(title.partition("|")[0])):
        word, _, after = title.partition("|")
        parts.append(f"{word}(?![{after}])" if after else word)
    return "|".join(parts)


_FORMS = re.compile(_titles(surnames.ADDRESS_FORMS))
_TITLES = re.compile(_titles((*surnames.ADDRESS_FORMS, *surnames.OFFICIAL_TITLES)))
_AFTER_TITLE = re.compile(f"(?:{_titles(surnames.OFFICIAL_TITLES)})[:：]?")
_LABELS = re.compile(f"(?:{_titles((*surnames.NAME_LABELS, *surnames.SELF))})(?:姓名|員)?(?P<sure>(?:[:：為是]|\\))*)")
_ENGLISH = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)(?:\.|\b) ?(?P<it>[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){0,2})")
_FOLLOWER = re.compile(
    "|".join(
        sorted({*surnames.FOLLOWERS, *(t.partition("|")[0] for t in surnames.OFFICIAL_TITLES)}, key=len, reverse=True)
    )
)
_IS_HAN = re.compile(f"[{_HAN}]")
# Blanks beside a Chinese character, and marks of Markdown, do not part a name from its form of address.
_GAPS = re.compile(rf"(?<=[{_HAN}]) +| +(?=[{_HAN}])|[*_`]+(?=[{_HAN}])|(?<=[{_HAN}])[*_`]+")


def _compact(reading: _Reading) -> _Reading:
    return reading.without(_GAPS)


_NO_NAME = re.compile(
    r"(?:各位|諸位|這位|那位|該位|一位|每位|兩位|數位|位|名|的|該|此|某|某位|男|女|老|我|你|您|他|她|其|等|之|貴|本|敝|與|和|及|或|親愛)$"
)


def _in_a_word(text: str, start: int, end: int) -> bool:
    """Whether the surname at ``start`` belongs to a word: it ends one, or the candidate is one or swallows one."""
    for word in _WORDS_WITH.get(text[start], ()):
        for at, char in enumerate(word):
            stands_here = char == text[start] and start >= at and text.startswith(word, start - at)
            if stands_here and (at or end - start <= len(word) or text[start + len(word)] in surnames.COMMON):
                return True
    return False


_WORDS_WITH: dict[str, list[str]] = {}
for _word in surnames.WORDS:
    for _char in dict.fromkeys(_word):
        if _char in surnames.COMMON or _char in surnames.RARE:
            _WORDS_WITH.setdefault(_char, []).append(_word)


def _name_before(reading: _Reading, end: int, is_form: bool) -> int | None:
    """Where the name begins that ends right before a form of address or a title; None for none."""
    text = reading.text
    best: tuple[int, int] | None = None
    for length in (4, 3, 2, 1):
        start = end - length
        if start < 0 or not all(map(_IS_HAN.match, text[start:end])):
            continue
        free = start == 0 or not _IS_HAN.match(text[start - 1]) or reading.has_gap(start)
        if length > 1 and text[start : start + 2] in surnames.DOUBLE:
            rank = 4
        elif length == 4:
            continue
        elif text[start] in surnames.COMMON:
            rank = 3
        elif text[start] in surnames.RARE and (free or length == 1 and is_form):
            rank = 3 if free else 1
        else:
            continue
        if _in_a_word(text, start, end) or _NEVER.search(text[max(0, start - 1) : end]):
            continue
        if best is None or rank > best[0]:
            best = (rank, start)
    return best and best[1]


def _name_after(reading: _Reading, start: int, sure: bool) -> int | None:
    """Where the name ends that begins at ``start``, after a label (``sure`` with a colon) or a title; None for none."""
    text = reading.text
    double = text[start : start + 2] in surnames.DOUBLE
    if (
        not double
        and (text[start : start + 1] not in surnames.COMMON)
        and not (sure and text[start : start + 1] in surnames.RARE)
    ):
        return None
    for given in (2, 1):
        end = start + (2 if double else 1) + given
        name = text[start:end]
        if (
            len(name) < end - start
            or not all(map(_IS_HAN.match, name))
            or _NEVER.search(text[start : end + 1])
            or _in_a_word(text, start, end)
            or _TITLES.search(name)
        ):
            continue
        if end == len(text) or not _IS_HAN.match(text[end]) or reading.has_gap(end) or _FOLLOWER.match(text, end):
            return end
    return None


def _names(reading: _Reading) -> Iterator[tuple[Rule, int, int, str]]:
    text = reading.text
    for match in _TITLES.finditer(text):
        is_form = bool(_FORMS.fullmatch(match[0]))
        start = _name_before(reading, match.start(), is_form)
        if start is not None:
            name = text[start : match.start()]
            yield NAME, *reading.span(start, match.start()), name if len(name) > 2 else name + match[0]
        elif (
            match[0] in ("先生", "女士", "小姐", "太太")
            and match.start()
            and _IS_HAN.match(text[match.start() - 1])
            and not _NO_NAME.search(text[: match.start()])
        ):
            start = max(0, match.start() - 3)
            if not _NEVER.search(text[start : match.start()]) and not _in_a_word(
                text, match.start() - 1, match.start()
            ):
                yield DOUBTFUL_NAME, *reading.span(start, match.end()), ""
    for pattern in (_LABELS, _AFTER_TITLE):
        for match in pattern.finditer(text):
            sure = pattern is _LABELS and bool(match["sure"])
            start = match.end()
            end = _name_after(reading, start, sure)
            while end is not None:
                name = text[start:end]
                yield NAME, *reading.span(start, end), name if len(name) > 2 else text[match.start() : end]
                start, end = (
                    (end + 1, _name_after(reading, end + 1, sure))
                    if text[end : end + 1] in ("、", "/", "及", "與", "和")
                    else (end, None)
                )
    if "敝姓" in text or "我姓" in text:
        for match in re.finditer("(?:敝姓|我姓)(?P<it>[" + "".join(sorted(surnames.COMMON)) + "])", text):
            yield NAME, *reading.span(*match.span("it")), match[0]
    for match in _ENGLISH.finditer(text):
        yield NAME, *reading.span(*match.span("it")), match[0]


# -- all together ------------------------------------------------------------------------------------------------------------------


def _it(match: re.Match) -> tuple[int, int]:
    return match.span("it") if "it" in match.re.groupindex else match.span()


def _ids(reading: _Reading) -> Iterator[tuple[Rule, int, int, str]]:
    for match in _ID.finditer(reading.text):
        number = re.sub(r"[ -]", "", match[0]).upper()
        right = national_id_is_right(number)
        # A wrong check digit makes a suspect only of what is written as a number of this kind is.
        if (
            right
            or match[0][:1].isupper()
            and not re.search("[ -]", match[0])
            and not (number[1].isalpha() and match[2].islower())
        ):
            yield NATIONAL_ID if right else DOUBTFUL_ID, *reading.span(*match.span()), number


def _matches(*patterns: re.Pattern, rule: Rule) -> Callable[[_Reading], Iterator[tuple[Rule, int, int, str]]]:
    def find(reading: _Reading) -> Iterator[tuple[Rule, int, int, str]]:
        for pattern in patterns:
            for match in pattern.finditer(reading.text):
                start, end = _it(match)
                yield (
                    rule,
                    *reading.span(start, end),
                    reading.text[match.start() : end] if end - start < 6 else reading.text[start:end],
                )

    return find


_FINDERS = (
    _ids,
    _matches(_MOBILE, _DOTTED, rule=MOBILE),
    _matches(*_LANDLINES, rule=LANDLINE),
    _matches(_PASSPORT, rule=PASSPORT),
    _matches(_PLATE, rule=PLATE),
    _matches(_PLATE_ALONE, rule=DOUBTFUL_PLATE),
)
_LETTER_FINDERS = (_matches(_EMAIL, rule=EMAIL),)
_PLACE_FINDERS = (_matches(*_ADDRESSES, rule=ADDRESS), _matches(_ROAD, rule=DOUBTFUL_ADDRESS))
_MANY_DIGITS = re.compile(r"(?:[0-9][^0-9]{0,3}){6}|(?:分機|[Ee]xt)|[A-Z]{2,4}[ -]?[0-9]{3}|[0-9]{3,4}[ -]?[A-Z]{2}")
_SOME_CHINESE_DIGITS = re.compile("(?:[〇○零一二三四五六七八九壹貳參肆伍陸柒捌玖0-9][- ]{0,2}){6}")
_ANY_LETTER = re.compile(r"@|[(\[{ ](?:at|AT)[)\]} ]|小老鼠")

# What a column of a table, or a field of a form, says of the texts in it: they are masked whole.
_FIELDS = (
    (
        re.compile(
            r"(?:姓名|聯絡人|連絡人|聯繫人|承辦人員?|申請人|提案人|提出人|陳情人|填表人|填報人|負責人|投書人|代表人|更正人|記錄人|紀錄人|主講人|講者|簡報人|經辦人?|審核人|校對人)$"
        ),
        NAME,
        re.compile(r"^(?!.*(?:懸缺|從缺|出缺|未提供|不詳|匿名|待補|待填|未定|同上)).*\w\w"),
    ),
    (re.compile(r"(?:電話|手機|傳真|分機)(?:號碼)?$"), LANDLINE, re.compile(r"(?:[0-9][^0-9]{0,2}){3}")),
    (re.compile(r"(?:地址|住址)$"), ADDRESS, re.compile(r"[0-9路街村里]")),
    (
        re.compile(r"(?:身分證|身份證|居留證)(?:統一編號|字號|號碼|號)?$|^統一證號$"),
        NATIONAL_ID,
        re.compile(r"[0-9]{4}"),
    ),
    (re.compile(r"護照(?:號碼|號)?$"), PASSPORT, re.compile(r"[0-9]{4}")),
    (re.compile(r"(?:車牌|牌照|車號)(?:號碼)?$"), PLATE, re.compile(r"[0-9]{2}")),
)


@functools.lru_cache(maxsize=4096)
def _telling(field: str) -> str:
    """The header, where it says that what stands under it is personal; "" for any other."""
    return field if any(pattern.search(field) for pattern, *_ in _FIELDS) else ""


class Masker:
    """The rules with what one packet knows: texts that stay as they are (``kept``: agencies, members of the group, what the
    secretariat released), and texts that are masked wherever they stand (``names`` found beside a form of address; ``listed``)."""

    def __init__(self, kept: Iterable[str] = (), names: Iterable[str] = (), listed: Iterable[str] = ()):
        kept = tuple(kept)
        self._kept = _any_of(kept)
        self._whole_kept = {folded(text).strip() for text in kept}
        self._more = [
            (rule, pattern) for rule, pattern in ((NAME, _any_of(names)), (LISTED, _any_of(listed))) if pattern
        ]
        self._without_more: Masker | None = None
        self._seen = functools.lru_cache(maxsize=100_000)(self._find)

    def knowing(self, names: Iterable[str]) -> Masker:
        """The same rules, with full names that are masked wherever they stand; what is known of other texts is kept."""
        more = copy.copy(self)
        more._more = [*self._more, *((NAME, pattern) for pattern in (_any_of(names),) if pattern)]
        more._without_more = self
        more._seen = functools.lru_cache(maxsize=100_000)(more._find)
        return more

    def find(self, text: str, field: str = "") -> tuple[Found, ...]:
        """What is personal, or looks so, in order and without overlap. ``field`` is the header or label the text stands under."""
        return self._seen(text, _telling(field))

    def mask(self, text: str, field: str = "") -> tuple[str, list[Found]]:
        """The text without personal data, and what was masked; the very same text where nothing was."""
        masked = [found for found in self.find(text, field) if found.is_masked]
        return replaced(text, masked), masked

    def _find(self, text: str, field: str) -> tuple[Found, ...]:
        if len(text) < 2:
            return ()
        if self._without_more and (
            text.isascii() or not any(pattern.search(_compact(_folded(text)).text) for _, pattern in self._more)
        ):
            return self._without_more.find(text, field)
        found = list(self._found(text, field))
        # Where a piece is taken out, its neighbour may stand free for the first time.
        while found:
            blanked = _blanked(text, [one for one in found if one.is_masked])
            more = [one for one in self._found(blanked, "") if not any(_overlap(one, other) for other in found)]
            if not more:
                break
            found += more
        return tuple(sorted(found, key=lambda one: one.start))

    def _found(self, text: str, field: str) -> list[Found]:
        reading = _folded(text)
        rule = next(
            (
                rule
                for pattern, rule, shape in _FIELDS
                if field and pattern.search(field) and shape.search(reading.text)
            ),
            None,
        )
        if (
            rule
            and reading.text.strip() not in self._whole_kept
            and not _PROTECTED.search(reading.text)
            and not _NEVER.search(reading.text)
        ):
            start, end = len(text) - len(text.lstrip()), len(text.rstrip())
            needle = reading.text.strip()
            return [Found(rule, start, end, text[start:end], needle if len(needle) > 2 else "")]
        found = [
            Found(rule, start, end, text[start:end], needle) for rule, start, end, needle in self._candidates(reading)
        ]
        return _without_overlap(self._allowed(found, text, reading))

    def _candidates(self, reading: _Reading) -> Iterator[tuple[Rule, int, int, str]]:
        text = reading.text
        readings = [reading] if _MANY_DIGITS.search(text) else []
        if not text.isascii() and _SOME_CHINESE_DIGITS.search(text) and (digits := text.translate(_DIGITS)) != text:
            readings.append(_Reading(digits, reading.places))
        for one in readings:
            for find in _FINDERS:
                yield from find(one)
        if _ANY_LETTER.search(text):
            for find in _LETTER_FINDERS:
                yield from find(reading)
        compact = _compact(reading)
        for rule, pattern in self._more:
            yield from _matches(pattern, rule=rule)(compact)
        if text.isascii() and not _ENGLISH.search(text):
            return
        if "號" in text:
            for find in _PLACE_FINDERS:
                yield from find(compact)
        yield from _names(compact)

    def _allowed(self, found: list[Found], text: str, reading: _Reading) -> Iterator[Found]:
        """Without what stands in a text that is never touched; in an address of a resource or a hash it is told, not masked."""
        if not found:
            return
        protected = [(*reading.span(*match.span()), bool(match["url"])) for match in _PROTECTED.finditer(reading.text)]
        kept = (
            [] if self._kept is None else [reading.span(*match.span()) for match in self._kept.finditer(reading.text)]
        )
        for one in found:
            if one.rule is LISTED:  # said by a person, who knows better than any rule
                yield one
                continue
            if any(
                start < one.end and one.start < end
                for start, end in kept
                if one.rule in (NAME, DOUBTFUL_NAME, ADDRESS, DOUBTFUL_ADDRESS, PLATE, DOUBTFUL_PLATE)
            ):
                continue
            if any(start <= one.start and one.end <= end for start, end in kept):
                continue
            inside = [is_url for start, end, is_url in protected if start < one.end and one.start < end]
            if not inside or one.rule is EMAIL and all(inside):
                yield one
            elif one.is_masked and any(inside) and one.rule in (NATIONAL_ID, MOBILE):
                yield Found(DOUBTFUL_PLACE, one.start, one.end, one.original)


def _any_of(texts: Iterable[str]) -> re.Pattern | None:
    wanted = sorted({folded(text).strip() for text in texts} - {""}, key=lambda text: (-len(text), text))
    return re.compile("|".join(map(re.escape, wanted))) if wanted else None


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _without_overlap(found: Iterable[Found]) -> list[Found]:
    """Of several that overlap, one that is masked, and of those the longest; in the order of the rules where they are equal."""
    best: list[Found] = []
    for one in sorted(found, key=lambda one: (not one.is_masked, one.start - one.end, one.start)):
        if not any(_overlap(one, other) for other in best):
            best.append(one)
    return best


def _blanked(text: str, found: Iterable[Found]) -> str:
    """The text with brackets in place of what is found, as long as it was."""
    for one in found:
        text = f"{text[: one.start]}{'〕' * (one.end - one.start)}{text[one.end :]}"
    return text


def replaced(text: str, found: Iterable[Found]) -> str:
    """The text with each of these pieces replaced as its rule says."""
    for one in sorted(found, key=lambda one: -one.start):
        text = text[: one.start] + one.rule.replacement + text[one.end :]
    return text


_PLAIN = Masker()


def mask(text: str) -> tuple[str, list[Found]]:
    """The text without personal data, and what was masked, by the rules alone."""
    return _PLAIN.mask(text)


def find(text: str) -> tuple[Found, ...]:
    """What is personal in a text, or looks so, by the rules alone."""
    return _PLAIN.find(text)


def is_surname_alone(text: str) -> bool:
    """Whether a text is one character with a form of address or a title: 「王先生」."""
    return bool(_TITLES.match(text, 1))


def is_name(text: str) -> bool:
    """Whether a text, as a whole, is read as a Chinese name."""
    return _name_after(_Reading(text), 0, True) == len(text)
