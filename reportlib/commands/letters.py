"""``packet letters``: a letter to each unit."""

from __future__ import annotations

import argparse
import os
import sys

from reportlib import messages
from reportlib.commands.places import packet_folder, params_file, shown_path


def run_letters(asked: argparse.Namespace) -> int:
    from reportlib.letters import write
    from reportlib.meeting.meeting import Meeting
    from reportlib.packets.asked import Explained

    meeting = Meeting.read(params_file(asked.params))
    packet = Explained.read(packet_folder(asked.params))
    only = [name for part in asked.unit for name in part.split(",") if name]
    done = write.write(meeting, packet, asked.output, asked.since, only)
    folder = shown_path(done.folder)
    print(messages.letters_written(count=len(done.units), folder=folder, slash=os.sep, files=done.files))
    for path in done.kept_edits:
        print(messages.edit_kept(file=shown_path(path)), file=sys.stderr)
    print(messages.packet_hash(folder=folder, slash=os.sep, sums=done.sums))
    return 0
