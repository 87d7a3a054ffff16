"""Results that are as good as before while the files that were read for them are: which these were is kept under a first key, the
result under a second one, so that what is changed back is found again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
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

    def get(self, first: str, parameters: Mapping[str, str] = {}) -> bytes | None:
        """What was kept under this key, None where one of the files, or of the ``parameters`` that were asked for, is another now."""
        with contextlib.suppress(ValueError, TypeError, LookupError):
            known = json.loads(self.store.get(first) or b"")
            second = _second_key(first, known["reads"], {name: parameters[name] for name in known["parameters"]})
            if second and (data := self.store.get(second)) is not None:
                for path in known["reads"]:
                    self.read.hear(path)
                return data
        return None

    def keep(
        self, first: str, data: bytes, read: Seen, others: Iterable[str] = (), parameters: Mapping[str, str] = {}
    ) -> None:
        """Keep what was made from what was ``read``, from these ``parameters`` and from ``others``, which are in the key; nothing
        where one of the files was changed since the run began."""
        self.read.add(read)
        if not reads.untouched_since(read | dict.fromkeys(others, True), self.since):
            return
        if second := _second_key(first, read, parameters):
            self.store.put(second, data)
            self.store.put(first, json.dumps({"reads": sorted(read), "parameters": sorted(parameters)}).encode())


def _second_key(first: str, paths: Iterable[str], parameters: Mapping[str, str]) -> str | None:
    found = reads.as_they_are(paths)
    return None if found is None else key("result", first, json.dumps(found), json.dumps(parameters, sort_keys=True))
