"""Results that are as good as before while the files that were read for them are: which these were is kept under a first key, the
result under a second one, so that what is changed back is found again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportlib.store import reads
from reportlib.store.entries import Store, key
from reportlib.store.reads import Seen


@dataclass(frozen=True)
class Remembered:
    """The results of one run in a store; ``since`` is a moment of the store's clock before anything was read."""

    store: Store
    since: int
    read: Seen = field(default_factory=Seen)  # what all of them have read, now or then

    def get(self, first: str) -> bytes | None:
        """What was kept under this key, None where one of the files is another now."""
        with contextlib.suppress(ValueError, TypeError, LookupError):
            paths = json.loads(self.store.get(first) or b"")["reads"]
            if (second := _second_key(first, paths)) and (data := self.store.get(second)) is not None:
                for path in paths:
                    self.read.hear(path)
                return data
        return None

    def keep(self, first: str, data: bytes, read: Seen, others: Iterable[str] = ()) -> None:
        """Keep what was made from what was ``read``, and from ``others``, which are in the key; nothing where one of them was
        changed since the run began."""
        self.read.add(read)
        if not reads.untouched_since(read | dict.fromkeys(others, True), self.since):
            return
        if second := _second_key(first, read):
            self.store.put(second, data)
            self.store.put(first, json.dumps({"reads": sorted(read)}).encode())


def _second_key(first: str, paths: Iterable[str]) -> str | None:
    found = reads.as_they_are(paths)
    return None if found is None else key("result", first, json.dumps(found))
