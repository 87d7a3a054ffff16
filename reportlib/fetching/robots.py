"""robots.txt of each host, asked once (RFC 9309): what is forbidden is not asked for, and so is nothing of a host whose rules cannot be had."""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

MOST_DELAY = 30.0  # seconds; who wants more is not waited for longer


class Robots:
    """The rules of every host that was met; ``text_of`` gives status and text of an address."""

    def __init__(self, agent: str, text_of: Callable[[str], tuple[int | None, str]]):
        self._agent, self._text_of = agent, text_of
        self._known: dict[str, RobotFileParser | bool] = {}
        self._lock = threading.Lock()

    def allows(self, url: str) -> bool:
        """Whether this may be asked for."""
        rules = self._rules(url)
        return rules if isinstance(rules, bool) else rules.can_fetch(self._agent, url)

    def delay(self, url: str) -> float:
        """The pause that the host asks for, in seconds, at most :data:`MOST_DELAY`."""
        rules = self._rules(url)
        said = None if isinstance(rules, bool) else rules.crawl_delay(self._agent)
        return min(float(said or 0), MOST_DELAY)

    def _rules(self, url: str) -> RobotFileParser | bool:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            known = self._known.get(origin)
        if known is None:
            known = self._asked(origin)
            with self._lock:
                self._known[origin] = known
        return known

    def _asked(self, origin: str) -> RobotFileParser | bool:
        status, text = self._text_of(f"{origin}/robots.txt")
        if status is None or status >= 500:
            # No answer at all is no rule: the file itself will tell what is wrong with the host.
            return status is None
        if status >= 400:
            return True
        rules = RobotFileParser()
        rules.parse(text.splitlines())
        return rules
