"""The resolutions under follow-up with what the units report on them.

No answer changes nothing: of a unit that has not reported, what the secretariat's list says stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reportlib.measures.follow_up import KEEP, PROPOSALS, RELEASE
from reportlib.records import schema
from reportlib.returns.both_sides import Row
from reportlib.returns.work import each_row
from reportlib.text import spelling

if TYPE_CHECKING:
    import pandas as pd

    from reportlib.records.records import Records


def merged(
    progress: pd.DataFrame,
    kept: Records | None,
    owners: Callable[[str], Sequence[str]] = lambda text: (),
    is_released: Callable[[Row], bool] = lambda record: False,
) -> list[Row]:
    """Every resolution of the list, with what the units report on it, then those only reported.

    Of several units that report on one resolution each is named before its words, and words that several say, or that stand in
    the list already, come once. It is done when all of its ``owners`` (official names) are, and released only where all propose
    that; an owner that has not reported says what the list says. Where the list proposes nothing, it is said how many have proposed
    what and how many are still to. What ``is_released`` is as the list has it, whatever is still reported.
    """
    reports: dict[tuple[str, str], list[Row]] = {}
    for _, record in each_row(progress):
        reports.setdefault(_resolution(record), []).append(record)
    found = []
    for _, record in each_row(kept.frame if kept is not None else None):
        said = reports.pop(_resolution(record), [])
        is_open = said and not is_released(record)
        found.append(_reported(record, said, owners(record.get("owner") or "")) if is_open else record)
    return found + [_reported({**said[0], **_NOTHING}, said, ()) for said in reports.values()]


_NOTHING = dict.fromkeys(
    ("handling", "done_on", "proposal")
)  # of what nobody keeps nothing is known but what is reported


def _resolution(record: Mapping) -> tuple[str, str]:
    return spelling(record["meeting"]), spelling(record["number"])


def _reported(kept: Row, said: Sequence[Row], owners: Sequence[str]) -> Row:
    silent = set(owners) - {one["unit"] for one in said}
    done: list[Any] = [one.get("done_on") for one in said] + [kept.get("done_on") for _ in silent]
    proposed = [one.get("proposal") for one in said] + [kept.get("proposal") for _ in silent]
    proposals = [PROPOSALS.get(one or "", one) for one in proposed]
    found = {
        **kept,
        **{column: "；".join(dict.fromkeys(filter(None, (one[column] for one in said)))) for column in schema.ORIGIN},
        "handling": _words(kept.get("handling"), said, bool(silent)),
        "done_on": max(done) if all(done) else None,
        "proposal": _together(proposals),
    }
    found["proposal_said"] = None if found["proposal"] else _proposed_so_far(proposals)
    if not kept.get("owner"):
        found["owner"] = "、".join(dict.fromkeys(one["unit"] for one in said))
    return found


def _together(proposals: Sequence[str | None]) -> str | None:
    """Released where all propose that; kept as soon as one proposes that; None while some have proposed nothing."""
    return next(filter(None, (one for one in proposals if one != RELEASE)), None if None in proposals else RELEASE)


def _proposed_so_far(proposals: Sequence[str | None]) -> str:
    """「3 個單位建議解除列管，尚缺 29 個單位」."""
    counts = {one: proposals.count(one) for one in (RELEASE, KEEP)}
    said = "、".join(f"{count} 個單位{one}" for one, count in counts.items() if count)
    return "，".join(filter(None, (said, f"尚缺 {proposals.count(None)} 個單位")))


def _words(kept: str | None, said: Sequence[Row], is_open: bool) -> str | None:
    """What was done, in the words of each unit; of the list's own only what is said again, or of what is not answered yet."""
    units: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for one in said:
        if one.get("handling"):
            texts.setdefault(spelling(one["handling"]), one["handling"])
            units.setdefault(spelling(one["handling"]), []).append(one["unit"])
    ours = spelling(kept) if kept else ""
    if not texts or len(texts) == 1 and (ours in texts or not is_open):
        return next(iter(texts.values()), kept)
    parts = [kept] if kept and (is_open or ours in texts) else []
    return "；".join((*parts, *(f"{'、'.join(units[key])}：{text}" for key, text in texts.items() if key != ours)))
