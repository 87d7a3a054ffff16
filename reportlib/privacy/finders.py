"""What is personal in one reading of a text: every rule's candidates, before it is known what is kept or protected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reportlib.privacy import accounts, addresses, explained, patterns
from reportlib.privacy.kinds import (
    ACCOUNT,
    ADDRESS,
    BANK,
    BIRTHDAY,
    DIGITS,
    DOUBTFUL_ADDRESS,
    DOUBTFUL_ID,
    DOUBTFUL_PLATE,
    EMAIL,
    LANDLINE,
    MOBILE,
    NATIONAL_ID,
    NETWORK,
    NUMBER,
    PASSPORT,
    PLATE,
    MaskRule,
)
from reportlib.privacy.people import compacted, names_in
from reportlib.privacy.reading import Reading

Candidate = tuple[MaskRule, int, int, str]  # the rule, the place in the original, the needle
Finder = Callable[[Reading], Iterator[Candidate]]


def matches(*found: re.Pattern, rule: MaskRule, stays: bool = False) -> Finder:
    """What these patterns find, by one rule; with ``stays`` not what says that it is another number."""

    def find(reading: Reading) -> Iterator[Candidate]:
        for pattern in found:
            for match in pattern.finditer(reading.text):
                start, end = match.span("it") if "it" in pattern.groupindex else match.span()
                if start < 0:
                    start, end = match.span("it2")
                if stays and explained.says_what_it_is(reading.text, start, end):
                    continue
                whole = reading.text[match.start() : end] if end - start < 6 else reading.text[start:end]
                yield rule, *reading.span(start, end), whole

    return find


def _ids(reading: Reading) -> Iterator[Candidate]:
    for match in patterns.ID_PATTERN.finditer(reading.text):
        number = re.sub(r"[ -]", "", match[0]).upper()
        right = patterns.national_id_is_right(number)
        # A wrong check digit makes a suspect only of what is written as a number of this kind is.
        if (
            right
            or match[0][:1].isupper()
            and not re.search("[ -]", match[0])
            and not (number[1].isalpha() and match[2].islower())
            and not explained.is_no_id(reading.text, *match.span())
        ):
            yield NATIONAL_ID if right else DOUBTFUL_ID, *reading.span(*match.span()), number
    for match in patterns.ID_IN_A_WORD_PATTERN.finditer(reading.text):
        if patterns.national_id_is_right(match[0]):
            yield NATIONAL_ID, *reading.span(*match.span()), match[0]


def _cards(reading: Reading) -> Iterator[Candidate]:
    for match in accounts.CARD_PATTERN.finditer(reading.text):
        if accounts.card_is_right(match[0]) and not explained.says_what_it_is(reading.text, *match.span()):
            yield BANK, *reading.span(*match.span()), match[0]


def _networks(reading: Reading) -> Iterator[Candidate]:
    for start, end in accounts.network_addresses(reading.text):
        yield NETWORK, *reading.span(start, end), reading.text[start:end]


_NUMBERS: tuple[Finder, ...] = (
    _ids,
    matches(patterns.ID_LABELLED_PATTERN, rule=NATIONAL_ID),
    matches(patterns.MOBILE_PATTERN, patterns.JOINED_PATTERN, rule=MOBILE, stays=True),
    matches(*patterns.LANDLINE_PATTERNS, rule=LANDLINE, stays=True),
    matches(patterns.PASSPORT_PATTERN, rule=PASSPORT),
    matches(patterns.PLATE_PATTERN, rule=PLATE),
    matches(patterns.PLATE_ALONE_PATTERN, rule=DOUBTFUL_PLATE),
    matches(accounts.BANK_PATTERN, accounts.CARD_LABELLED, rule=BANK, stays=True),
    _cards,
    matches(accounts.LAST_DIGITS, accounts.NUMBER_PATTERN, rule=NUMBER),
)
_CHINESE_MOBILES = matches(patterns.CHINESE_MOBILE_PATTERN, rule=MOBILE)
_EMAILS = matches(accounts.EMAIL_PATTERN, rule=EMAIL)
_ACCOUNTS = matches(
    accounts.SERVICE_PATTERN, accounts.HANDLE_PATTERN, accounts.AT_HANDLE, accounts.SOCIAL_URL, rule=ACCOUNT
)
_BIRTHDAYS = matches(accounts.BIRTHDAY_PATTERN, accounts.BORN_PATTERN, rule=BIRTHDAY)
_ADDRESSES = matches(*addresses.ADDRESS_PATTERNS, rule=ADDRESS)
_DOUBTFUL_ADDRESSES = matches(addresses.ROAD_PATTERN, rule=DOUBTFUL_ADDRESS)
_ENGLISH_ADDRESSES = matches(addresses.ENGLISH_ADDRESS, rule=ADDRESS)

# Cheap signs, without which a rule has nothing to find.
_MANY_DIGITS = re.compile(
    rf"(?:[0-9][^0-9]{{0,4}}){{6}}|分機|[Ee][Xx][Tt]|[A-Z]{{2,4}}[ -]?[0-9]{{3}}|[0-9]{{3,4}}[ -]?[A-Z]{{2}}|[末後]|[車牌]|[0-9][A-Z]-[0-9]{{4}}|[A-Z][0-9]-[0-9]{{4}}|{accounts.NUMBER_LABEL}"
)
_SOME_CHINESE_DIGITS = re.compile("(?:[〇○零一二三四五六七八九壹貳參肆伍陸柒捌玖0-9][、, -]{0,2}){6}")
_A_DIGIT = re.compile("[0-9]")
_MANY_POINTS = re.compile(r"[0-9A-Fa-f][.:-][0-9A-Fa-f:]+[.:-]")


def candidates(reading: Reading) -> Iterator[Candidate]:
    """Every candidate of every rule in a reading of a text."""
    text = reading.text
    readings = [reading] if _MANY_DIGITS.search(text) else []
    if not text.isascii() and _SOME_CHINESE_DIGITS.search(text):
        yield from _CHINESE_MOBILES(reading)
        if (digits := text.translate(DIGITS)) != text:
            readings.append(Reading(digits, reading.places))
    for one in readings:
        for find in _NUMBERS:
            yield from find(one)
    if accounts.EMAIL_SIGN.search(text):
        yield from _EMAILS(reading)
    if accounts.SERVICE_SIGN.search(text):
        yield from _ACCOUNTS(reading)
    if _MANY_POINTS.search(text):
        yield from _networks(reading)
    if addresses.ENGLISH_SIGN.search(text) and _A_DIGIT.search(text):
        yield from _ENGLISH_ADDRESSES(reading)
    compact = compacted(reading)
    if accounts.BIRTH_SIGN.search(text):
        yield from _BIRTHDAYS(compact)
    if addresses.ADDRESS_SIGN.search(text):
        yield from _ADDRESSES(compact)
        yield from _DOUBTFUL_ADDRESSES(compact)
    yield from names_in(compact)
