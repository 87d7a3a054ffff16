"""Why a file is not there, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportlib import messages

REASONS: Mapping[str, Callable[[], str]] = {
    "no address": lambda: messages.fetch_no_address(),
    "other scheme": lambda: messages.fetch_other_scheme(),
    "password": lambda: messages.fetch_password(),
    "private": lambda: messages.fetch_private(),
    "unknown host": lambda: messages.fetch_unknown_host(),
    "robots": lambda: messages.fetch_robots(),
    "redirects": lambda: messages.fetch_redirects(),
    "too slow": lambda: messages.fetch_too_slow(),
    "too large": lambda: messages.fetch_too_large(),
    "cut off": lambda: messages.fetch_cut_off(),
    "packed wrongly": lambda: messages.fetch_packed_wrongly(),
    "certificate": lambda: messages.fetch_certificate(),
    "no connection": lambda: messages.fetch_no_connection(),
    "status": lambda: messages.fetch_status(),
}


def reason(kind: str) -> str:
    """The sentence for a kind of :class:`reportlib.fetching.client.Got`; "" for a file that is there."""
    return REASONS[kind]() if kind else ""
