"""``packet fetch``: the files of the datasets, downloaded; the one command that connects to the net."""

from __future__ import annotations

import argparse
import time
from datetime import date

from reportlib import messages
from reportlib.commands.places import params_file, shown_path
from reportlib.errors import ConfigError, OutputError

INCOMPLETE = 1  # the exit code where a file could not be got


def run_fetch(asked: argparse.Namespace) -> int:
    from reportlib.fetching import run
    from reportlib.fetching.client import Downloader, FetchLimits
    from reportlib.files.record import RECORD
    from reportlib.meeting.meeting import Meeting

    meeting = Meeting.read(params_file(asked.params))
    folder = meeting.params.inputs.files
    if folder is None:
        raise ConfigError(messages.C05_no_folder_to_fetch_into(meeting=meeting.params.name))
    only = [name for part in asked.datasets for name in part.split(",") if name]
    everything = run.wanted(meeting, only)
    downloader = Downloader(FetchLimits(pause_seconds=asked.pause), frozenset(asked.allow), asked.proxy or "")
    try:
        outcome = run.fetch(
            folder,
            everything,
            date.fromisoformat(time.strftime("%Y-%m-%d")),
            downloader,
            again=asked.again,
            begun=lambda resources, hosts, there: print(
                messages.fetch_begins(resources=resources, hosts=hosts, there=there), flush=True
            ),
        )
    except OSError as error:
        raise OutputError(
            messages.R12_cannot_write_packet(folder=shown_path(folder), reason=error.strerror or str(error))
        ) from None
    finally:
        downloader.close()
    for line in run.lines_of(outcome):
        print(f"  ・{line}")
    failed = len(outcome.fetched) - outcome.stored - outcome.unasked
    record = shown_path(folder / RECORD)
    print(messages.fetch_done(stored=outcome.stored, failed=failed, unasked=outcome.unasked, record=record))
    is_whole = outcome.stored == len(outcome.fetched) and not outcome.left_out
    return 0 if is_whole else INCOMPLETE
