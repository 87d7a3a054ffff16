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
from collections.abc import Iterable, Iterator

from reportlib.privacy import finders
from reportlib.privacy.kinds import (
    ACCOUNT,
    ADDRESS,
    BANK,
    BIRTHDAY,
    DOUBTFUL_ADDRESS,
    DOUBTFUL_NAME,
    DOUBTFUL_PLACE,
    DOUBTFUL_PLATE,
    EMAIL,
    LANDLINE,
    LISTED,
    MOBILE,
    NAME,
    NATIONAL_ID,
    NEVER,
    NUMBER,
    PASSPORT,
    PLATE,
    Found,
    MaskRule,
    replaced,
)
from reportlib.privacy.patterns import PROTECTED_PATTERN
from reportlib.privacy.people import compacted
from reportlib.privacy.reading import Reading, folded, reading_of

# What a column of a table, or a field of a form, says of the texts in it: they are masked whole.
_FIELDS = (
    (
        re.compile(
            r"(?:姓名|聯絡人|連絡人|聯繫人|承辦人員?|申請人|提案人|提出人|陳情人|投訴人|檢舉人|申訴人|填表人|填報人|負責人|投書人|代表人|更正人|記錄人|紀錄人|主講人|講者|簡報人|經辦人?|審核人|校對人)$"
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
    (re.compile(r"(?:銀行|匯款|郵局|存款)帳號$"), BANK, re.compile(r"(?:[0-9][^0-9]{0,2}){6}")),
    (re.compile(r"(?:生日|出生年月日|出生日期)$"), BIRTHDAY, re.compile(r"[0-9].*[0-9].*[0-9]")),
    (re.compile(r"(?:員工編號|員編|學號|病歷號碼?)$"), NUMBER, re.compile(r"[0-9]{3}")),
)


_LISTED_NAME = re.compile(r"[^、,;/]+")  # one of several names in a cell


@functools.lru_cache(maxsize=4096)
def telling(field: str) -> str:
    """The header, where it says that what stands under it is personal; "" for any other."""
    return field if any(pattern.search(field) for pattern, *_ in _FIELDS) else ""


_FIGURE = re.compile("[0-9.,%:/ -]{0,7}")  # in which no rule finds anything


class Masker:
    """The rules with what one packet knows: texts that stay as they are (``kept``: agencies, members of the group, what the
    secretariat released), and texts that are masked wherever they stand (``names`` found beside a form of address; ``listed``)."""

    def __init__(self, kept: Iterable[str] = (), names: Iterable[str] = (), listed: Iterable[str] = ()):
        kept = tuple(kept)
        self._kept = _any_of(kept)
        self._whole_kept = {folded(text).strip() for text in kept}
        self._more = [
            (rule, pattern)
            for rule, texts in ((NAME, names), (LISTED, listed))
            if (pattern := _any_of(compacted(reading_of(text)).text for text in texts))
        ]
        self._without_more: Masker | None = None
        self._seen = functools.lru_cache(maxsize=100_000)(self._find)

    def knowing(self, names: Iterable[str]) -> Masker:
        """The same rules, with full names that are masked wherever they stand; what is known of other texts is kept."""
        more = copy.copy(self)
        more._more = [
            *self._more,
            *((NAME, pattern) for pattern in (_any_of(compacted(reading_of(name)).text for name in names),) if pattern),
        ]
        more._without_more = self
        more._seen = functools.lru_cache(maxsize=100_000)(more._find)
        return more

    def find(self, text: str, field: str = "") -> tuple[Found, ...]:
        """What is personal, or looks so, in order and without overlap. ``field`` is the header or label the text stands under."""
        return self._seen(text, telling(field))

    def kept_places(self, text: str) -> list[tuple[int, int]]:
        """Where in a folded text that stands which is never masked."""
        return [match.span() for match in self._kept.finditer(text)] if self._kept else []

    def mask(self, text: str, field: str = "") -> tuple[str, list[Found]]:
        """The text without personal data, and what was masked; the very same text where nothing was."""
        masked = [found for found in self.find(text, field) if found.is_masked]
        return replaced(text, masked), masked

    def _find(self, text: str, field: str) -> tuple[Found, ...]:
        if len(text) < 2 or not field and not self._more and _FIGURE.fullmatch(text):
            return ()
        if self._without_more and (
            text.isascii() or not any(pattern.search(compacted(reading_of(text)).text) for _, pattern in self._more)
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
        reading = reading_of(text)
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
            and not PROTECTED_PATTERN.search(reading.text)
            and not NEVER.search(reading.text)
            and (under_header := self._under_header(rule, text, reading))
        ):
            return under_header
        found = [
            Found(rule, start, end, text[start:end], needle) for rule, start, end, needle in self._candidates(reading)
        ]
        return _without_overlap(self._allowed(found, text, reading))

    def _under_header(self, rule: MaskRule, text: str, reading: Reading) -> list[Found]:
        """The whole text; of several names of which some are kept, each other one; nothing where all are."""
        whole = reading.text.strip()
        names = [one for one in _LISTED_NAME.finditer(reading.text) if one[0].strip()] if rule is NAME else []
        masked = [one for one in names if one[0].strip() not in self._whole_kept]
        if whole in self._whole_kept or names and not masked:
            return []
        if len(masked) == len(names):
            start, end = len(text) - len(text.lstrip()), len(text.rstrip())
            return [Found(rule, start, end, text[start:end], whole if len(whole) > 2 else "")]
        spans = [reading.span(*one.span()) for one in masked]
        return [
            Found(rule, start, end, text[start:end], one[0].strip() if len(one[0].strip()) > 2 else "")
            for (start, end), one in zip(spans, masked, strict=True)
        ]

    def _candidates(self, reading: Reading) -> Iterator[tuple[MaskRule, int, int, str]]:
        compact = compacted(reading)
        for rule, pattern in self._more:
            yield from finders.matches(pattern, rule=rule)(compact)
        yield from finders.candidates(reading)

    def _allowed(self, found: list[Found], text: str, reading: Reading) -> Iterator[Found]:
        """Without what stands in a text that is never touched; in an address of a resource or a hash it is told, not masked."""
        if not found:
            return
        protected = [
            (*reading.span(*match.span()), bool(match["url"])) for match in PROTECTED_PATTERN.finditer(reading.text)
        ]
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
            if any(start <= first and last <= end for first, last in (_own_span(one),) for start, end in kept):
                continue
            inside = [is_url for start, end, is_url in protected if start < one.end and one.start < end]
            if not inside or one.rule in (EMAIL, ACCOUNT) and all(inside):
                yield one
            elif one.is_masked and any(inside) and one.rule in (NATIONAL_ID, MOBILE):
                yield Found(DOUBTFUL_PLACE, one.start, one.end, one.original)


def _any_of(texts: Iterable[str]) -> re.Pattern | None:
    wanted = sorted({folded(text).strip() for text in texts} - {""}, key=lambda text: (-len(text), text))
    return re.compile("|".join(map(re.escape, wanted))) if wanted else None


def _own_span(one: Found) -> tuple[int, int]:
    """Without a bracket that a rule has taken along, (0912-345-678: who keeps the number keeps it in brackets too."""
    text = one.original
    return one.start + len(text) - len(text.lstrip("(（ ")), one.end - len(text) + len(text.rstrip(")） "))


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


_PLAIN = Masker()


def mask(text: str) -> tuple[str, list[Found]]:
    """The text without personal data, and what was masked, by the rules alone."""
    return _PLAIN.mask(text)


def find(text: str) -> tuple[Found, ...]:
    """What is personal in a text, or looks so, by the rules alone."""
    return _PLAIN.find(text)
