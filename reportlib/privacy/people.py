"""Names of people: surnames, forms of address, and what only looks like a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlib.privacy import surnames
from reportlib.privacy.kinds import DOUBTFUL_NAME, HAN, NAME, NEVER, MaskRule
from reportlib.privacy.reading import Reading

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
ENGLISH_PATTERN = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)(?:\.|\b) ?(?P<it>[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+){0,2})"
)
_FOLLOWER = re.compile(
    "|".join(
        sorted({*surnames.FOLLOWERS, *(t.partition("|")[0] for t in surnames.OFFICIAL_TITLES)}, key=len, reverse=True)
    )
)
_IS_HAN = re.compile(f"[{HAN}]")
# Blanks beside a Chinese character, and marks of Markdown, do not part a name from its form of address.
_GAPS = re.compile(rf"(?<=[{HAN}]) +| +(?=[{HAN}])|[*_`]+(?=[{HAN}])|(?<=[{HAN}])[*_`]+")


def compacted(reading: Reading) -> Reading:
    return reading.without(_GAPS)


_NO_NAME = re.compile(
    r"(?:各位|諸位|這位|那位|該位|一位|每位|兩位|數位|位|名|的|該|此|某|某位|男|女|老|我|你|您|他|她|其|等|之|貴|本|敝|與|和|及|或|親愛)$"
)


def _in_a_word(text: str, start: int, end: int) -> bool:
    """Whether the surname at ``start`` belongs to a word: it ends one, or the candidate is one or swallows one."""
    for word in WORDS_WITH.get(text[start], ()):
        for at, char in enumerate(word):
            stands_here = char == text[start] and start >= at and text.startswith(word, start - at)
            if stands_here and (at or end - start <= len(word) or text[start + len(word)] in surnames.COMMON):
                return True
    return False


WORDS_WITH: dict[str, list[str]] = {}


def _name_before(reading: Reading, end: int, is_form: bool) -> int | None:
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
        if _in_a_word(text, start, end) or NEVER.search(text[max(0, start - 1) : end]):
            continue
        if best is None or rank > best[0]:
            best = (rank, start)
    return best and best[1]


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
        ):
            continue
        if end == len(text) or not _IS_HAN.match(text[end]) or reading.has_gap(end) or _FOLLOWER.match(text, end):
            return end
    return None


def names_in(reading: Reading) -> Iterator[tuple[MaskRule, int, int, str]]:
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
            if not NEVER.search(text[start : match.start()]) and not _in_a_word(text, match.start() - 1, match.start()):
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
    for match in ENGLISH_PATTERN.finditer(text):
        yield NAME, *reading.span(*match.span("it")), match[0]


def is_surname_alone(text: str) -> bool:
    """Whether a text is one character with a form of address or a title: 「王先生」."""
    return bool(_TITLES.match(text, 1))


def is_name(text: str) -> bool:
    """Whether a text, as a whole, is read as a Chinese name."""
    return _name_after(Reading(text), 0, True) == len(text)
