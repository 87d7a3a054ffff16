"""Names of people: surnames, forms of address, labels, and what only looks like a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlib.privacy import foreign, labels, surnames
from reportlib.privacy.given_names import GIVEN
from reportlib.privacy.kinds import DOUBTFUL_NAME, HAN, NAME, NEVER, NEVER_CHARS, MaskRule
from reportlib.privacy.places import PLACES, PLACES_AND_SCHOOLS
from reportlib.privacy.reading import Reading

# -- the tables as patterns ----------------------------------------------------------------------------------------------


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
_LABELS = re.compile(rf"(?:{labels.LABEL})(?:姓名|大名|員)?(?P<sure>(?:{labels.SEPARATOR}|\))*)")
_BODY_LABELS = re.compile(rf"{labels.BODY_LABEL}{labels.SEPARATOR}+(?:{labels.BODY})")
_CONTACT = re.compile(labels.CONTACT)
_SAME_SURNAME = re.compile(
    rf"(?P<surname>[{HAN}])(?:姓[{HAN}]{{0,4}}|[{HAN}]?(?:先生|女士|小姐|太太|[君員師長])|[{NEVER_CHARS}]{{1,2}})[{HAN}]{{0,2}}[(:「『]?[{HAN}]{{0,2}}?(?P<it>(?P=surname)[{HAN}]{{1,2}})(?![{HAN}])"
)
_FOLLOWER = re.compile(
    "|".join(
        sorted({*surnames.FOLLOWERS, *(t.partition("|")[0] for t in surnames.OFFICIAL_TITLES)}, key=len, reverse=True)
    )
)
_COLONS = (":", "/", "=")
_IS_HAN = re.compile(f"[{HAN}]")
# Blanks beside a Chinese character, and marks of Markdown, do not part a name from its form of address.
_GAPS = re.compile(rf"(?<=[{HAN}]) +| +(?=[{HAN}])|[*_`]+(?=[{HAN}])|(?<=[{HAN}])[*_`]+")
_LATIN = re.compile("[A-ZÀ-Þ][A-Za-zÀ-ỹ]")
# Heads of a district or a township: what stands before them is its name unless it can be none.
_LOCAL = frozenset(("里長", "村長", "鄉長", "鎮長", "縣長", "市長", "區長"))
_FUNCTION = re.compile("[請由與和及向經是為洽找給對跟但而如據因陪邀受被位有]")
_NO_NAME = re.compile(
    r"(?:各位|諸位|這位|那位|該位|一位|每位|兩位|數位|位|名|的|該|此|某|某位|男|女|老|我|你|您|他|她|其|等|之|貴|本|敝|與|和|及|或|親愛)$"
)
_VIETNAMESE = re.compile(rf"[阮黎范陳裴武鄧杜潘胡吳黃丁何]氏[{HAN}]{{1,2}}(?=\(|先生|女士|小姐|太太|$|[,。，、;；])")


def compacted(reading: Reading) -> Reading:
    return reading.without(_GAPS)


WORDS_WITH: dict[str, list[str]] = {}  # by each surname in it
for _word in surnames.WORDS:
    for _char in dict.fromkeys(_word):
        if _char in surnames.COMMON or _char in surnames.RARE:
            WORDS_WITH.setdefault(_char, []).append(_word)


def _in_a_word(text: str, start: int, end: int) -> bool:
    """Whether the surname at ``start`` belongs to a word: it ends one, or the candidate is one or swallows one."""
    for word in WORDS_WITH.get(text[start], ()):
        for at, char in enumerate(word):
            stands_here = char == text[start] and start >= at and text.startswith(word, start - at)
            if stands_here and (at or end - start <= len(word) or text[start + len(word)] in surnames.COMMON):
                return True
    return False


def begins_a_word(text: str, start: int) -> bool:
    """Whether an everyday word begins with the surname at ``start``, however long what follows is."""
    return any(text.startswith(word, start) for word in WORDS_WITH.get(text[start], ()))


def is_common_word(text: str, start: int, end: int) -> bool:
    """Whether what looks like a name belongs to a word or to the name of a place."""
    return _in_a_word(text, start, end) or text[start : start + 2] in PLACES


# -- beside a form of address or a title ------------------------------------------------------------------------------------


def _name_before(reading: Reading, end: int, title: str) -> int | None:
    """Where the name begins that ends right before a form of address or a title; None for none."""
    text = reading.text
    is_form = bool(_FORMS.fullmatch(title))
    best: tuple[int, int] | None = None
    for length in (4, 3, 2, 1):
        start = end - length
        if start < 0 or not all(map(_IS_HAN.match, text[start:end])):
            continue
        free = start == 0 or not _IS_HAN.match(text[start - 1]) or reading.has_gap(start)
        is_double = length > 1 and text[start : start + 2] in surnames.DOUBLE
        if is_double:
            rank = 4
        elif length == 4:
            continue
        elif text[start] in surnames.COMMON:
            rank = 3
        elif text[start] in surnames.RARE and (free or length == 1 and is_form):
            rank = 3 if free else 1
        else:
            continue
        if not is_form and not _is_believed(text, start, end, free, title):
            continue
        if _in_a_word(text, start, end) or NEVER.search(text[max(0, start - 1) : end]):
            continue
        if best is None or rank > best[0]:
            best = (rank, start)
    return best and best[1]


def _is_believed(text: str, start: int, end: int, free: bool, title: str) -> bool:
    """Whether what stands before an official's title is a name, and not the name of the office: 關務署長, 金山區長, 成大教授."""
    name = text[start:end]
    if name in PLACES_AND_SCHOOLS or text[start - 1 : start + 1] in PLACES_AND_SCHOOLS and start:
        return False
    if len(name) == 1:
        return title not in _LOCAL or free or bool(_FUNCTION.match(text[start - 1]))
    given = name[2:] if name[:2] in surnames.DOUBLE else name[1:]
    if not given:
        return True
    sure = sum(char in GIVEN for char in given)
    if labels.is_body(name):
        return False
    if len(name) == 2:
        return sure == 1 and name[0] in surnames.COMMON and title not in _LOCAL
    return sure == len(given) or sure > 0 and name[0] in surnames.COMMON and free


def _beside_titles(reading: Reading) -> Iterator[tuple[MaskRule, int, int, str]]:
    text = reading.text
    for match in _TITLES.finditer(text):
        start = _name_before(reading, match.start(), match[0])
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
            if not NEVER.search(text[start : match.start()]) and not _in_a_word(text, match.start() - 1, match.start()):
                yield DOUBTFUL_NAME, *reading.span(start, match.end()), ""
    for match in _AFTER_TITLE.finditer(text):
        names = list(_several(reading, match, False))
        yield from names
        if not names and (end := given_name_end(text, match.end())):
            yield NAME, *reading.span(match.end(), end), text[match.end() : end]


# -- behind a label ----------------------------------------------------------------------------------------------------------


def _name_after(reading: Reading, start: int, sure: bool) -> int | None:
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
            or NEVER.search(text[start : end + 1])
            or _in_a_word(text, start, end)
            or _TITLES.search(name)
            or name in PLACES
            or given == 1
            and labels.is_body(name)
        ):
            continue
        if end == len(text) or not _IS_HAN.match(text[end]) or reading.has_gap(end) or _FOLLOWER.match(text, end):
            return end
    return None


def _several(reading: Reading, match: re.Match, sure: bool) -> Iterator[tuple[MaskRule, int, int, str]]:
    """The names behind a label or a title, and those joined to the first."""
    text = reading.text
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


def _behind_labels(reading: Reading) -> Iterator[tuple[MaskRule, int, int, str]]:
    text = reading.text
    for match in _LABELS.finditer(text):
        gap = match.end() < len(text) and reading.has_gap(match.end())
        sure = (bool(match["sure"]) or gap) and (not match["anybody"] or match["sure"][-1:] in _COLONS)
        names = list(_several(reading, match, sure))
        yield from names
        if names or match.end() == len(text):
            continue
        start = match.end()
        is_person = not match["anybody"]
        if (
            is_person
            and (end := given_name_end(text, start))
            or (end := _cut(text, start, foreign.name_after_label(text, start, sure, is_person)))
        ):
            yield NAME, *reading.span(start, end), text[start:end]
        elif match["person"] and sure:
            yield from _anybody(reading, start)
    for match in _BODY_LABELS.finditer(text):
        yield from _several(reading, match, True)


def _cut(text: str, start: int, end: int | None) -> int | None:
    """The end of a name with dots, before the verb that follows it."""
    if end is None or not _IS_HAN.match(text[start]):
        return end
    return next((at for at in range(start + 2, end) if _FOLLOWER.match(text, at)), end)


def _anybody(reading: Reading, start: int) -> Iterator[tuple[MaskRule, int, int, str]]:
    """What stands alone behind a label with a colon: a name whose surname is in no table, or none."""
    text = reading.text
    found = re.compile(f"[{HAN}]+").match(text, start)
    if not found or not 2 <= len(found[0]) <= 5 or NEVER.search(text[start : found.end() + 1]):
        return
    word = found[0]
    if any(reading.has_gap(at) for at in range(start + 1, found.end())) and len(word) > 4:
        return
    if word in labels.NOBODY or word[:2] in labels.NOBODY or labels.is_body(word) or _TITLES.search(word):
        return
    yield DOUBTFUL_NAME, *reading.span(start, found.end()), ""


def given_name_end(text: str, start: int) -> int | None:
    """Where a name ends that is one by each of its characters: a common surname and two that given names are made of."""
    length = 4 if text[start : start + 2] in surnames.DOUBLE else 3
    name = text[start : start + length]
    if len(name) < length or length == 3 and name[0] not in surnames.COMMON:
        return None
    if not all(char in GIVEN for char in name[-2:]) or _in_a_word(text, start, start + length) or name[:2] in PLACES:
        return None
    return start + length


def names_in(reading: Reading) -> Iterator[tuple[MaskRule, int, int, str]]:
    """What is a name, or looks so, in a reading without blanks beside Chinese characters."""
    text = reading.text
    yield from _beside_titles(reading)
    yield from _behind_labels(reading)
    for match in _CONTACT.finditer(text):
        end = given_name_end(text, match.end())
        if end and (end == len(text) or not _IS_HAN.match(text[end]) or _FOLLOWER.match(text, end)):
            yield NAME, *reading.span(match.end(), end), text[match.end() : end]
    if "敝姓" in text or "我姓" in text:
        for match in re.finditer("(?:敝姓|我姓)(?P<it>[" + "".join(sorted(surnames.COMMON)) + "])", text):
            yield NAME, *reading.span(*match.span("it")), match[0]
    for match in _SAME_SURNAME.finditer(text) if "姓" in text or "(" in text or "「" in text else ():
        if match["surname"] in surnames.COMMON and not NEVER.search(match["it"]) and not labels.is_body(match["it"]):
            yield NAME, *reading.span(*match.span("it")), match["it"]
    for match in _VIETNAMESE.finditer(text) if "氏" in text else ():
        yield NAME, *reading.span(*match.span()), match[0]
    for rule, start, end, needle in foreign.other_names(text):
        yield rule, *reading.span(start, end), needle
    if _LATIN.search(text):
        for rule, start, end, needle in foreign.latin_names(text):
            yield rule, *reading.span(start, end), needle


def is_surname_alone(text: str) -> bool:
    """Whether a text is one character with a form of address or a title: 「王先生」."""
    return bool(_TITLES.match(text, 1))


def is_name(text: str) -> bool:
    """Whether a text, as a whole, is read as a Chinese name."""
    return _name_after(Reading(text), 0, True) == len(text)
