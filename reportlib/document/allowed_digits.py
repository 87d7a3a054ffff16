"""The ways in which we ourselves write digits that are no figure: dates, terms, articles, references, hashes (:data:`FORMS`).

What others wrote is quoted and needs none.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from reportlib.model.blocks import CALLED, NUMBERED
from reportlib.roc import ENGLISH_MONTHS
from reportlib.wording import own


@dataclass(frozen=True)
class Form:
    """An allowed way of writing digits; under a column header, label or caption that matches ``under`` only, where that is set."""

    name: str
    pattern: re.Pattern
    under: re.Pattern | None = None


def _form(name: str, pattern: str, under: str = "") -> Form:
    return Form(
        name,
        re.compile(
            pattern.replace("YEAR", _YEAR)
            .replace("MONTH_NAME", _MONTH_NAME)
            .replace("MONTH", _MONTH)
            .replace("DAY", _DAY)
        ),
        re.compile(under) if under else None,
    )


# A year of the Republic from 80 to 149, or a common year: 「上架滿 3 年」 is a number of years and no year.
_YEAR = r"(?:(?<![0-9.,])(?:[89][0-9]|1[0-4][0-9]|19[0-9]{2}|20[0-9]{2})(?![0-9.,]))"
_MONTH = r"(?:(?<![0-9])(?:1[0-2]|0?[1-9])(?![0-9]))"
_MONTH_NAME = rf"(?:{'|'.join(ENGLISH_MONTHS)})"
_DAY = r"(?:(?<![0-9])(?:3[01]|[12][0-9]|0?[1-9])(?![0-9]))"
_NUMBERED = sorted({word for _, word in (*NUMBERED.values(), *CALLED.values()) if word})
# The short list. Names are said where a count of them is reported; ``\s*`` because a line may end anywhere in a PDF.
FORMS = (
    _form("日期", r"YEAR[-/.]\s*MONTH[-/.]\s*DAY"),  # 109-10-31, 112/09/26
    _form("日期", r"YEAR\s*年\s*MONTH\s*月(?:\s*DAY\s*日)?"),  # 109 年 10 月 31 日
    _form("日期", r"(?:DAY\s+)?MONTH_NAME\s+YEAR"),  # 31 October 2020
    _form("日期", r"MONTH\s*月\s*DAY\s*日"),  # 11月30日
    _form("日期", r"^MONTH/DAY$", under="期限|日期"),  # 11/30 in a column of dates
    _form("時間", r"(?<![0-9])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9])"),  # 14:05
    _form("年度及期別", r"YEAR\s*(?:年?\s*[至～–-]\s*YEAR\s*)?年"),  # 109 年度, 109 年上半年, 103 至 108 年
    _form("年度及期別", r"\b[Yy]ear\s+YEAR"),  # year 2020
    _form("年度及期別", rf"^{_YEAR}$", under="^年度$"),  # 104 in a column of years
    _form("屆次", r"第\s*[0-9]+\s*(?:屆|次)"),  # 第 6 屆第 1 次
    _form("屆次", r"(?<![0-9-])[0-9]{1,2}-[0-9]{1,2}(?=\s*(?:決議|為第))"),  # 5-2 決議一
    _form(
        "法規條次", r"第\s*(?:[0-9]+\s*條|(?<![0-9])[0-9]{1,2}\s*(?:項|款|目))(?:之\s*[0-9]+)?"
    ),  # 第 18 條第 1 項第 2 款
    # 表 12, 附件 1; 「代表 21 人」 and 「附件 2 份」 are numbers of people and of copies.
    _form("參照", r"(?<![代列填])(?:表|圖|附件|附表|佐證|擬辦|附頁)\s*[0-9]++(?! ?[人項個件份張幅種名筆位%])"),
    _form("參照", r"^[0-9]{1,2}$", under="^附件$"),  # 1 in the column of attachments
    _form("參照", r"第\s*[0-9]+(?:\s*[至、–-]\s*[0-9]+)*…?\s*(?:頁|列)"),  # 第 3 頁, 第 2–14、16… 列
    _form("參照", r"F-[0-9]{4,}"),  # F-0012
    _form("識別", r"SHA-256(?:（前 12 碼）)?"),
    _form("識別", r"^[0-9a-f]{12,64}$", under="SHA-256"),
    _form("星等", r"(?<![0-9.,])[0-5]\s*星"),  # 5 星: the name of a class
)


def forms() -> tuple[Form, ...]:
    """All of them: :data:`FORMS`, and references to what a body numbers in words of its own (「Table 12」)."""
    return (*FORMS, *_references(tuple(word for ours in _NUMBERED if (word := own(ours)) != ours)))


@functools.cache
def _references(words: tuple[str, ...]) -> tuple[Form, ...]:
    named = "|".join(map(re.escape, words))
    return (Form("參照", re.compile(rf"(?<![0-9A-Za-z])(?:{named})\s*[0-9]++(?![.,]?[0-9]|%)")),) if words else ()
