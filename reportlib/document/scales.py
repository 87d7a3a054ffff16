"""Units that say how large they are: 萬人次 is ten thousand 人次, 億元 a hundred million 元."""

from __future__ import annotations

import re
from decimal import Decimal

from reportlib.facts.record import FactRecord

_SIZES = {"十": 1, "百": 2, "千": 3, "萬": 4, "億": 8, "兆": 12}
_UNIT = re.compile(rf"(?:新?[臺台]幣)?(?P<sizes>[{''.join(_SIZES)}]*)(?P<word>.*)")


def scale_of(unit: str) -> tuple[Decimal, str]:
    """How many of what one of the unit is: 10000 and 人次 of 萬人次, 1 and 項 of 項; a size alone (萬) is of no word."""
    found = _UNIT.fullmatch(unit.strip())
    sizes, word = (found["sizes"], found["word"]) if found else ("", unit)
    return Decimal(1).scaleb(sum(_SIZES[sign] for sign in sizes)), word


def differ_in_size(one: FactRecord, other: FactRecord) -> bool:
    """Whether two figures are told in units of one word and of two sizes."""
    (size, word), (other_size, other_word) = scale_of(one.unit), scale_of(other.unit)
    return size != other_size and (word == other_word or not word or not other_word)


def converted(fact: FactRecord, like: FactRecord) -> Decimal:
    """The value of a figure in the unit of another one of the same word."""
    return fact.known * scale_of(fact.unit)[0] / scale_of(like.unit)[0]
