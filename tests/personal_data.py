"""How much of what must go is found, and how much of what must stay is left alone: ``python -m tests.personal_data FILE…``

A file is JSON: ``must_go`` is a list of ``{"text", "secret"}``, ``must_stay`` a list of texts. Each text is tried as one cell that a
secretariat receives. With ``--list`` the texts that went wrong are named, otherwise the numbers only.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from reportlib.privacy.masker import Masker
from reportlib.privacy.reading import folded
from reportlib.public.suspicions import suspicions


@dataclass(frozen=True)
class Measured:
    """How the texts of a file came out: the secrets that were masked, that only stopped the publication, and that went out; the harmless
    texts that were changed, that stopped the publication, and that passed."""

    masked: list[str]
    stopped: list[str]
    out: list[str]
    changed: list[str]
    alarmed: list[str]
    passed: list[str]

    def lines(self, name: str) -> str:
        go, stay = len(self.masked + self.stopped + self.out), len(self.changed + self.alarmed + self.passed)
        found = len(self.masked + self.stopped)
        wrong = len(self.changed + self.alarmed)
        return (
            f"{name}: {go} must go: {len(self.masked)} masked, {len(self.stopped)} stopped, {len(self.out)} out;"
            f" {stay} must stay: {len(self.changed)} changed, {len(self.alarmed)} stopped\n"
            f"  masked alone: recall {len(self.masked)}/{go} = {_share(len(self.masked), go)},"
            f" precision {_share(len(self.masked), len(self.masked + self.changed))};"
            f" with what stops: recall {found}/{go} = {_share(found, go)}, precision {_share(found, found + wrong)}"
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def measured(texts: dict) -> Measured:
    """How the texts of a file come out of the masking and of the last look."""
    result = Measured([], [], [], [], [], [])
    masker = Masker()
    for case in texts["must_go"]:
        text, secret = case["text"], case["secret"]
        left = masker.mask(text)[0]
        if folded(secret) not in folded(left):
            result.masked.append(text)
        elif _suspects(left, secret, masker):
            result.stopped.append(text)
        else:
            result.out.append(text)
    for text in texts["must_stay"]:
        left = masker.mask(text)[0]
        suspected = list(suspicions(left, masker))
        (result.changed if left != text else result.alarmed if suspected else result.passed).append(text)
    return result


def _suspects(text: str, secret: str, masker: Masker) -> bool:
    """Whether the last look stops for the secret, or a part of it."""
    reading = folded(text)
    start = reading.find(folded(secret))
    return any(one.start < start + len(secret) and start < one.end for one in suspicions(reading, masker))


def main(arguments: list[str]) -> None:
    is_listed = "--list" in arguments
    for name in (argument for argument in arguments if argument != "--list"):
        result = measured(json.loads(Path(name).read_text("utf-8")))
        print(result.lines(Path(name).name))
        for title in ("stopped", "out", "changed", "alarmed") if is_listed else ():
            for text in getattr(result, title):
                print(f"  {title}: {text}")


if __name__ == "__main__":
    main(sys.argv[1:])
