"""``{own}`` in the patterns of an identity: the body itself, among all those whose figures the packet has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reportlib.document.identities import matched_gaps
from reportlib.facts.record import FactRecord
from reportlib.meeting.identity_rules import Identities, Identity

OWN = "{own}"


def resolved(
    book: Identities, facts: Sequence[FactRecord], own_among: Callable[[Iterable[str]], str | None]
) -> Identities:
    """The identities with the body's own name for :data:`OWN`, which ``own_among`` tells among the names that stand there; a
    pattern for which none of them is ours speaks of nothing, and is left out."""
    patterns = {
        pattern for one in book.identities for found in one.facts.values() for pattern in found if OWN in pattern
    }
    own = {pattern: own_among(sorted(found)) for pattern, found in matched_gaps(sorted(patterns), facts, "own").items()}

    def of(identity: Identity) -> Identity:
        told = {
            role: [
                pattern.replace(OWN, own.get(pattern) or "")
                for pattern in found
                if OWN not in pattern or own[pattern] is not None
            ]
            for role, found in identity.facts.items()
        }
        return identity.model_copy(update={"facts": told})

    return book.model_copy(update={"identities": [of(one) for one in book.identities]})
