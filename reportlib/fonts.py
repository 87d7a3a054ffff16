"""The one type family of every output: Noto Sans CJK TC, regular and bold, from PyPI (decision 0002).

Both typst and matplotlib are given these files and no system font, so that a packet looks the same on every machine
and no glyph is lost without a word.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from reportlib.errors import Problem, RunError
from reportlib.language import say

FAMILY = "Noto Sans CJK TC"
_PACKAGES = {"Regular": "cvttf_NotoSansCJK_Regular", "Bold": "cvttf_NotoSansCJK_Bold"}


def path(weight: str) -> Path:
    """The OTF file of ``"Regular"`` or ``"Bold"``; :class:`RunError` (R20) where it is not installed."""
    spec = importlib.util.find_spec(_PACKAGES[weight])
    found = Path(spec.origin).with_name(f"NotoSansCJKtc-{weight}.otf") if spec and spec.origin else None
    if found is None or not found.is_file():
        raise RunError(
            Problem(
                "R20",
                say(
                    f"找不到字型「{FAMILY} {weight}」，中文會印成空白。",
                    f'The font "{FAMILY} {weight}" is missing; Chinese text would print blank.',
                ),
                say(
                    "請重新執行 make setup（或 pip install -r requirements.lock）後再試。",
                    "Run make setup (or pip install -r requirements.lock) and try again.",
                ),
            )
        )
    return found
