"""The intake: whatever lies in ``data/<meeting>/returns/`` is read, told apart, examined, and what is right in it accepted.

:func:`intake` tells it from top to bottom and writes nothing; :func:`publish` writes what it found. Originals are only
read. What cannot be told, of whom a file is or which of two versions counts, is asked and never guessed; the answers stand
in ``data/<meeting>/intake.yaml``::

    files:                       # of single files
      - file: 回報.xlsx
        unit: 水利署             # whose it is
        received_on: 109-11-20   # when it came; without this nothing is called late
      - file: 公文.pdf
        skip: true               # no return
    versions:                    # which of several files counts
      - unit: 水利署
        table: plan              # of all its returns where absent
        use: 水利署_1.xlsx
      - unit: 地質調查及礦業管理中心
        use: [礦務局.xlsx, 中央地質調查所.xlsx]   # all of them count, their rows together
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from reportlib import messages
from reportlib.meeting.fields import ACCEPTED
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.project import own_file
from reportlib.returns import asked as returns_asked
from reportlib.returns.accepting import result
from reportlib.returns.corrections import MeetingCorrections
from reportlib.returns.decisions import Decided
from reportlib.returns.identifying import tell_returns, tell_units
from reportlib.returns.intake_outcome import Intake
from reportlib.returns.received import files_in, read, refuse_changed, take
from reportlib.returns.repeated_rows import compare_units
from reportlib.returns.versions import examine
from reportlib.returns.work import IntakeWork


def intake(meeting: Meeting, step: Callable[[str], None] = lambda text: None) -> Intake:
    """Read, tell apart, correct, examine and accept what was received for a meeting.

    ConfigError where ``intake.yaml`` or ``corrections.yaml`` does not fit what is there (C14); InputError (F19) where a file
    changed meanwhile. Everything else is a finding.
    """
    asked = returns_asked.asked(meeting)
    folder, decision_file, correction_file, _ = (
        own_file(meeting.params.data_folder / name, meeting.params.root)
        for name in ("returns", "intake.yaml", "corrections.yaml", ACCEPTED)
    )
    decisions = Decided.read(decision_file, meeting)
    declared = MeetingCorrections.read(correction_file)
    step(messages.reading_received())
    work = IntakeWork(meeting, asked, decisions)
    for entry in files_in(folder):
        take(work, entry)
    with ThreadPoolExecutor(1) as beside:
        loaded = beside.submit(_load)
        read(work)
        loaded.result()
    decisions.refuse_unknown(work.files)
    sheets, applied = declared.apply({file.name: file.read for file in work.files.values() if file.read})
    for name, corrected in sheets.items():
        work.files[name].read = corrected
    work.corrections = applied
    step(messages.examining())
    tell_units(work)
    tell_returns(work)
    examine(work)
    compare_units(work)
    refuse_changed(work.files.values())
    return result(work)


def _load() -> None:
    """Import what the examination needs: it takes a second, and the files are read in other processes meanwhile."""
    from reportlib.records import examine  # noqa: F401
    from reportlib.returns import both_sides, prefilled, row_checks  # noqa: F401
