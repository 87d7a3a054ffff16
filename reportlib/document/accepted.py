"""What does not agree and is let stand: the reasons with which the parameters accept it, and the errors without one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from reportlib.document.compared import Disagreement
from reportlib.errors import Problem, RunError, quoted
from reportlib.language import say
from reportlib.meeting.param_choices import Accepted
from reportlib.text import nearest


def with_reasons(found: Iterable[Disagreement], accepted: Sequence[Accepted], file: str) -> list[Disagreement]:
    """The findings, each with the reason with which the parameters accept it; RunError (Q01) with every error that they
    do not accept, and (Q02) what they accept instead, which may be mistyped."""
    reasons = {one.id: one.reason for one in accepted}
    settled = [dataclasses.replace(finding, reason=reasons.get(finding.id, "")) for finding in found]
    if stopping := [finding for finding in settled if finding.severity == "error" and not finding.reason]:
        raise RunError(*(_problem(finding, file) for finding in stopping), *idle_reasons(settled, accepted, file))
    return settled


def idle_reasons(found: Iterable[Disagreement], accepted: Sequence[Accepted], file: str) -> Iterator[Problem]:
    """(Q02) Each acceptance that fits no finding: the figures agree now, or are not in this packet, or its id is mistyped."""
    known = {finding.id for finding in found}
    for one in accepted:
        if one.id not in known:
            near = nearest(one.id, known)
            yield Problem(
                "Q02",
                say(
                    f"accepted 的{quoted(one.id)}沒有對應的不一致。",
                    f"accepted {quoted(one.id)} fits nothing that disagrees.",
                ),
                say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
                if near
                else say(
                    "數字已經一致，或不在這份會議資料中；不需要時請刪去。",
                    "The figures agree now, or are not in this packet: delete it if it is not needed.",
                ),
                file=file,
                header="accepted",
            )


def _problem(finding: Disagreement, file: str) -> Problem:
    sides = (
        f"{quoted(side.named())}{f' [{side.fact}]' if side.fact else ''} is {side.printed}"
        for side in (finding.one, finding.other)
    )
    en = f"{', but '.join(sides)}{finding.apart_text(', a difference of ')}."
    typed = "、".join(side.origin for side in (finding.one, finding.other) if side.origin)
    todo = say(
        f"請更正其中一個{f'（人工填報者在 {typed}）' if typed else ''}；確知原因時，在參數檔 accepted 加上 {{id: {finding.id}, reason: …}}。",
        f"Correct one of them{f' (typed in: {typed})' if typed else ''}, or, where you know why, add {{id: {finding.id}, reason: …}} to accepted in {file}.",
    )
    return Problem("Q01", say(finding.text(), en), todo, header=finding.id)
