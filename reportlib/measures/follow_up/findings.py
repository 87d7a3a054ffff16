"""What makes the records of resolutions unusable: a meeting or a proposal that cannot be read, no owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportlib.errors import Problem, quoted
from reportlib.language import say
from reportlib.measures.counting import each
from reportlib.measures.follow_up.numbering import Key, meeting_key, meeting_text
from reportlib.records.records import Records
from reportlib.text import nearest

# What may be proposed for a resolution, under every spelling.
RELEASE, KEEP = "建議解除列管", "建議繼續列管"
PROPOSALS = {RELEASE: RELEASE, "解除列管": RELEASE, KEEP: KEEP, "繼續列管": KEEP}


def meeting_problems(records: Records, keys: Mapping[int, Key], this: Key) -> Iterator[Problem]:
    for row, record in each(records):
        for column, header in (
            ("meeting", say("會議", "meeting")),
            ("released_by", say("解除列管會議", "released by")),
        ):
            text = record.get(column)
            if text is not None and not meeting_key(text):
                what = say(f"{quoted(text)} 不是會議代號。", f"{quoted(text)} is no meeting.")
                yield Problem(
                    "V17",
                    what,
                    say("請寫成 5-2（第 5 屆第 2 次會議）。", "Write it as 5-2 (5th term, 2nd meeting)."),
                    records.file,
                    records.sheet,
                    row,
                    header=header,
                )
        if row in keys and keys[row] > this:
            what = say(
                f"{meeting_text(keys[row])}的決議晚於本次會議（{meeting_text(this)}）。",
                f"a resolution of meeting {keys[row][0]}-{keys[row][1]}, which is after this one, {this[0]}-{this[1]}.",
            )
            yield Problem(
                "I11",
                what,
                say("請更正會議代號，或移出本次的檔案。", "Correct the meeting, or take it out of this file."),
                records.file,
                records.sheet,
                row,
            )


def resolution_problems(records: Records, tracked: Mapping[int, Mapping], keys: Mapping[int, Key]) -> Iterator[Problem]:
    """What makes a tracked resolution unusable."""
    for row, record in tracked.items():
        place = f"{meeting_text(keys[row])}決議{record['number']}"
        if not record.get("owner"):
            what = say(f"{place}沒有主辦單位。", f"resolution {record['meeting']} {record['number']} has no owner.")
            yield Problem(
                "L11",
                what,
                say("請填寫主辦單位後重送。", "Name its owner and send the file again."),
                records.file,
                records.sheet,
                row,
                header=say("主辦單位", "owner"),
            )
        proposal = record.get("proposal")
        if proposal is not None and proposal not in PROPOSALS:
            near = nearest(proposal, list(PROPOSALS))
            todo = (
                say(f"是不是 {quoted(near)}？", f"Did you mean {quoted(near)}?")
                if near
                else say(f"已知：{'、'.join(PROPOSALS)}。", f"Known: {', '.join(PROPOSALS)}.")
            )
            yield Problem(
                "V17",
                say(f"{quoted(proposal)} 不是已知的列管建議。", f"{quoted(proposal)} is not a known proposal."),
                todo,
                records.file,
                records.sheet,
                row,
                header=say("列管建議", "proposal"),
            )
