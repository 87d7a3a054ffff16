"""What makes the records of resolutions unusable: a meeting or a proposal that cannot be read, no owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportlib import messages
from reportlib.errors import Problem
from reportlib.language import say
from reportlib.measures.counting import each
from reportlib.measures.follow_up.numbering import Key, meeting_key, meeting_text
from reportlib.records.records import Records
from reportlib.text import nearest

# What may be proposed for a resolution, under every spelling.
RELEASE, KEEP = "建議解除列管", "建議繼續列管"
# The states that a source may tell; else the days tell.
DONE, GOING_ON, NOT_DONE = "完成", "持續", "未完成"
STATES = (DONE, GOING_ON, NOT_DONE)
PROPOSALS = {RELEASE: RELEASE, "解除列管": RELEASE, KEEP: KEEP, "繼續列管": KEEP}


def meeting_problems(records: Records, keys: Mapping[int, Key], this: Key) -> Iterator[Problem]:
    for row, record in each(records):
        for column, header in (
            ("meeting", messages.header_meeting()),
            ("released_by", messages.header_released_by()),
        ):
            text = record.get(column)
            if text is not None and not meeting_key(text):
                yield messages.V17_no_meeting(text=text).at(records.file, records.sheet, row, header=header)
        if row in keys and keys[row] > this:
            late, now = (say(meeting_text(key), f"{key[0]}-{key[1]}") for key in (keys[row], this))
            yield messages.I11_resolution_of_later_meeting(resolved=late, meeting=now).at(
                records.file, records.sheet, row
            )


def resolution_problems(records: Records, tracked: Mapping[int, Mapping], keys: Mapping[int, Key]) -> Iterator[Problem]:
    """What makes a tracked resolution unusable."""
    for row, record in tracked.items():
        place = f"{meeting_text(keys[row])}決議{record['number']}"
        if not record.get("owner"):
            resolution = say(place, f"{record['meeting']} {record['number']}")
            yield messages.L11_resolution_without_owner(resolution=resolution).at(
                records.file, records.sheet, row, header=messages.header_owner()
            )
        state = record.get("state")
        if state is not None and state not in STATES:
            yield messages.V17_no_state_of_resolution(state=state, known=STATES).at(
                records.file, records.sheet, row, header="state"
            )
        proposal = record.get("proposal")
        if proposal is not None and proposal not in PROPOSALS:
            near = nearest(proposal, list(PROPOSALS))
            yield messages.V17_no_proposal(
                proposal=proposal, todo=messages.do_you_mean(near=near) if near else messages.known_are(known=PROPOSALS)
            ).at(records.file, records.sheet, row, header=messages.header_proposal())
