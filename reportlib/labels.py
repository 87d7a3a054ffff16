"""Which language a message is written in.

Messages to people are Traditional Chinese where the locale is Chinese and English elsewhere. The packet itself
is always Traditional Chinese. ``PACKET_LANG=zh`` or ``PACKET_LANG=en`` overrides the locale.
"""

import functools
import locale
import os


@functools.cache
def language() -> str:
    """``"zh"`` or ``"en"``, decided once a process.

    The first of ``PACKET_LANG``, ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` that is set decides; where none is (as on
    Windows), the system's own locale does.
    """
    for name in ("PACKET_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith("zh") else "en"
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def say(zh: str, en: str) -> str:
    """The sentence in the language of this process."""
    return zh if language() == "zh" else en
