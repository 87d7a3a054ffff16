"""The kinds of personal data: what each is called and what is printed instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# -- rules ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MaskRule:
    """What is looked for, by its Chinese name, and what is written in its place; "" where it is only listed for review."""

    name: str
    replacement: str = ""


NAME = MaskRule("姓名", "〔姓名〕")
NATIONAL_ID = MaskRule("身分證或居留證統一編號", "〔身分證字號〕")
MOBILE = MaskRule("行動電話", "〔電話〕")
LANDLINE = MaskRule("市內電話", "〔電話〕")
EMAIL = MaskRule("電子郵件", "〔電子郵件〕")
ADDRESS = MaskRule("地址", "〔地址〕")
PASSPORT = MaskRule("護照號碼", "〔護照號碼〕")
PLATE = MaskRule("車牌", "〔車牌〕")
ACCOUNT = MaskRule("社群或通訊軟體帳號", "〔帳號〕")
BANK = MaskRule("金融帳號或卡號", "〔金融帳號〕")
NUMBER = MaskRule("員工、學號等個人編號", "〔個人編號〕")
BIRTHDAY = MaskRule("生日", "〔生日〕")
NETWORK = MaskRule("網路位址", "〔網路位址〕")
LISTED = MaskRule("指定遮蔽", "〔遮蔽〕")
DOUBTFUL_ID = MaskRule("可疑：像統一編號，但檢查碼不符")
DOUBTFUL_PLATE = MaskRule("可疑：像車牌")
DOUBTFUL_ADDRESS = MaskRule("可疑：像門牌，沒有縣市或鄉鎮市區")
DOUBTFUL_NAME = MaskRule("可疑：稱謂前的字不在姓氏表")
DOUBTFUL_PLACE = MaskRule("可疑：在網址、雜湊值或文號之內")
RULES = (
    NAME,
    NATIONAL_ID,
    MOBILE,
    LANDLINE,
    EMAIL,
    ADDRESS,
    PASSPORT,
    PLATE,
    ACCOUNT,
    BANK,
    NUMBER,
    BIRTHDAY,
    NETWORK,
    LISTED,
)


@dataclass(frozen=True)
class Found:
    """One piece of a text: where it is (from ``start`` up to ``end``), what stood there, and by which rule it was found.

    ``needle`` is what must not be met in a public file: folded, a two-character name with its form of address.
    """

    rule: MaskRule
    start: int
    end: int
    original: str
    needle: str = ""

    @property
    def is_masked(self) -> bool:
        return bool(self.rule.replacement)


# -- the text as it is read ------------------------------------------------------------------------------------------------

DIGITS = str.maketrans("〇○零一二三四五六七八九壹貳參肆伍陸柒捌玖", "000123456789123456789")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⁃﹣－"), "-")
HAN = "㐀-鿿豈-﫿𠀀-𯿿"
NEVER_CHARS = "○〇OＯ*＊Ｘ□X"  # in a name that somebody masked before
NEVER = re.compile(f"[{NEVER_CHARS}]")


def replaced(text: str, found: Iterable[Found]) -> str:
    """The text with each of these pieces replaced as its rule says."""
    for one in sorted(found, key=lambda one: -one.start):
        text = text[: one.start] + one.rule.replacement + text[one.end :]
    return text
