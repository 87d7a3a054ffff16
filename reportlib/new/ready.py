"""A meeting that is far enough for its returns."""

from __future__ import annotations

from pathlib import Path

from reportlib import wording
from reportlib.errors import ConfigError
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.new.unfilled import unfilled
from reportlib.returns.asked import lacking


def meeting_of_returns(path: Path) -> Meeting:
    """The meeting that returns are asked for; ConfigError where something is still to be filled in, but for the agenda, which is made later, or with all without which
    nobody can be asked."""
    if todo := [
        problem
        for problem in unfilled(path, thorough=False)
        if problem.file == path.name and problem.header.partition(" ")[0] != "agenda"
    ]:
        raise ConfigError(*todo)
    meeting = Meeting(Params.read(path, before_intake=True))
    wording.use(meeting.wording)
    meeting.check()
    if problems := lacking(meeting):
        raise ConfigError(*problems)
    return meeting
