"""Which language a message is written in.

Messages to people are Traditional Chinese where the locale is Chinese and English elsewhere. The packet itself
is Traditional Chinese whatever the locale, or in the language of its own words. ``PACKET_LANG=zh`` or ``PACKET_LANG=en`` overrides the locale.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import locale
import os
from collections.abc import Iterator

from reportlib.wording import used

_of_the_packet = contextvars.ContextVar("language_of_the_packet", default="")
_is_told_of_a_packet = contextvars.ContextVar("is_told_of_a_packet", default=False)


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
    """The sentence in the language of this process, or, within :func:`for_the_packet`, of that packet."""
    return zh if (_of_the_packet.get() or language()) == "zh" else en


@contextlib.contextmanager
def for_the_packet(lang: str = "zh") -> Iterator[None]:
    """Sentences said within become part of a packet, which is the same bytes whatever the locale: Chinese, or English where the packet's
    own language (``lang``, as BCP 47 has it) is that."""
    token = _of_the_packet.set("en" if is_english(lang) else "zh")
    try:
        yield
    finally:
        _of_the_packet.reset(token)


@contextlib.contextmanager
def telling_of_a_packet() -> Iterator[None]:
    """What packets say of a figure in Chinese (how it came about) is said within in the language of this process: a person asked."""
    token = _is_told_of_a_packet.set(True)
    try:
        yield
    finally:
        _is_told_of_a_packet.reset(token)


def say_of_a_packet(zh: str, en: str) -> str:
    """The words that packets have: the body's own for them (:mod:`reportlib.wording`), else those of its language, English or Chinese; but
    within :func:`telling_of_a_packet` those of the language of this process."""
    if _is_told_of_a_packet.get():
        return say(zh, en)
    own = used().words.get(zh)
    return own or (en if is_english(used().lang) else zh)


def is_english(lang: str) -> bool:
    """Of a language as BCP 47 has it."""
    return lang.partition("-")[0] == "en"
