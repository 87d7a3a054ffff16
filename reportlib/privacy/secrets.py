"""Secrets in a text: keys, tokens and passwords of computers, which are no person's data and are to be shown as little."""

from __future__ import annotations

import re

MASKED = "〔金鑰〕"
# Under such a name a value of a few signs is a key, unless it says itself that it is an example.
_NAMES = re.compile(
    r"api[-_ ]?key|apikey|access[-_ ]?key|secret|token|passw(?:or)?d|pwd|authorization|credential|(?:^|[-_.])key$|^key$|金鑰|密碼|授權碼|通行碼",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"your|example|sample|dummy|test|change|replace|insert|string|none|null|undefined|xxx|\*\*\*|\.\.\.|…|^<.*>$|^\{.*\}$|^\[.*\]$|[\u3400-\u9fff]|^(.)\1*$",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"\b(?:CWA|CWB|EPA|MOENV)-[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\b"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
    r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
_IN_ADDRESSES = re.compile(
    r"(?P<before>[?&](?:api[-_]?key|access[-_]?token|token|authorization|key)=)(?P<key>[^&\s\"'<>]{8,})"
    r"|(?P<scheme>\w://)(?P<user>[^/\s:@]{1,80}:[^/\s@]{1,80})(?=@)",
    re.IGNORECASE,
)
SHORTEST = 8


def is_secret(name: str, value: str) -> bool:
    """Whether a value under this name is a key that somebody could use."""
    text = value.strip()
    if _found(text):
        return True
    named = bool(_NAMES.search(name)) and len(text) >= SHORTEST and " " not in text
    return named and not _EXAMPLES.search(text) and len(set(text)) > 3


def has_secret(text: str) -> bool:
    """Whether a text has a key in it that is one by its form, whatever its name."""
    return _found(text)


def _found(text: str) -> bool:
    if _FORMS.search(text):
        return True
    return any(not _EXAMPLES.search(found["key"] or found["user"]) for found in _IN_ADDRESSES.finditer(text))


def masked(text: str) -> str:
    """The text with the name of the rule in the place of each key."""
    text = _FORMS.sub(MASKED, text)
    return _IN_ADDRESSES.sub(lambda found: (found["before"] or found["scheme"]) + MASKED, text)
