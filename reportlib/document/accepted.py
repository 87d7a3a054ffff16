"""What does not agree and is let stand: the reasons with which the parameters accept it, and the errors without one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from reportlib import messages
from reportlib.document.compared import Disagreement, Side
from reportlib.errors import Problem, RunError, quoted
from reportlib.language import say
from reportlib.meeting.param_choices import Accepted
from reportlib.records.tables import TABLES
from reportlib.text import nearest

MOST = 3  # findings of one identity that are told one by one in a terminal


def with_reasons(found: Iterable[Disagreement], accepted: Sequence[Accepted], file: str) -> list[Disagreement]:
    """The findings, each with the reason with which the parameters accept it; RunError (Q01) with every error that they
    do not accept, and (Q02) what they accept instead, which may be mistyped."""
    reasons = {one.known_by: one.reason for one in accepted}
    settled = [dataclasses.replace(finding, reason=reasons.get(finding.id, "")) for finding in found]
    if stopping := [finding for finding in settled if finding.severity == "error" and not finding.reason]:
        raise RunError(*(_problem(finding) for finding in stopping), *idle_reasons(settled, accepted, file))
    return settled


def idle_reasons(found: Iterable[Disagreement], accepted: Sequence[Accepted], file: str) -> Iterator[Problem]:
    """(Q02) Each acceptance that fits no finding: the figures agree now, or are not in this packet, or its id is mistyped."""
    known = {finding.id for finding in found}
    for one in accepted:
        if one.known_by not in known:
            near = nearest(one.known_by, known)
            yield messages.Q02_reason_fits_nothing(
                id=one.id, todo=messages.did_you_mean(near=near) if near else messages.delete_reason_if_not_needed()
            ).at(file=file, header="accepted")


def to_be_asked(found: Iterable[Disagreement]) -> Iterator[Problem]:
    """(Q05) Each warning that the parameters do not accept and that a person can mend: two inputs, or a declared figure, tell
    something differently."""
    for one in found:
        is_declared = any(side.origin.startswith("declared.") for side in (one.one, one.other))
        if (one.of_inputs or is_declared) and one.severity == "warning" and not one.reason:
            if one.of_inputs and one.one.named() == one.other.named():
                yield messages.Q05_cell_disagrees(disagreement=_told(one), id=one.id).at(header=one.id)
            else:
                yield messages.Q05_places_disagree(disagreement=_told(one), id=one.id).at(header=one.id)


def between_figures(found: Iterable[Disagreement]) -> Iterator[Problem]:
    """(Q05) Each other warning that the parameters do not accept: two figures differ, as the section 「數字核對」 prints."""
    found = list(found)
    asked = {problem.header for problem in to_be_asked(found)}
    for one in found:
        if one.severity == "warning" and not one.reason and one.id not in asked:
            yield messages.Q05_figures_differ(disagreement=_told(one), id=one.id).at(header=one.id)


def by_kind(problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Problems of the findings by the identity that they are of, in their order."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.header.partition("/")[0], []).append(problem)
    return found


def one_by_one(problems: Sequence[Problem], most: int = MOST) -> Iterator[Problem]:
    """The same problems, of each identity so many one by one; the others of it are counted, as the section 「數字核對」 prints them all."""
    for kind, members in by_kind(problems).items():
        yield from members[:most]
        if (rest := len(members) - most) > 0:
            yield messages.Q05_more_of_the_kind(count=rest).at(header=kind)


def _problem(finding: Disagreement) -> Problem:
    if finding.explained_by and (told := _told_more(finding)):
        table = finding.explained_by
        return messages.Q01_told_more_than_counted(
            disagreement=_told(finding), typed=told.origin, input=table, label=TABLES[table].label, id=finding.id
        ).at(header=finding.id)
    typed = "、".join(side.origin for side in (finding.one, finding.other) if side.origin)
    return messages.Q01_figures_disagree(
        disagreement=_told(finding), typed=messages.typed_in_by(typed=typed) if typed else "", id=finding.id
    ).at(header=finding.id)


def _told_more(finding: Disagreement) -> Side | None:
    """The side that somebody typed, where it is more than what is counted on the other."""
    for told, other in ((finding.one, finding.other), (finding.other, finding.one)):
        if told.origin and not other.origin and (told.value or 0) > (other.value or 0):
            return told
    return None


def _told(finding: Disagreement) -> str:
    """Both sides, in the user's language."""
    sides = (
        f"{quoted(side.named())}{f' [{side.fact}]' if side.fact else ''} is {side.printed}"
        for side in (finding.one, finding.other)
    )
    return say(finding.text(), f"{', but '.join(sides)}{finding.apart_text(', a difference of ')}.")
