"""``packet init``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reportlib import messages
from reportlib.commands.arguments import FIRST_DAY
from reportlib.commands.progress import print_columns
from reportlib.errors import UsageError


def run_init(asked: argparse.Namespace) -> int:
    from reportlib.new import begin, input_guide

    body = asked.body or _answered(messages.ask_body(), "--body")
    given = asked.agencies or [_answered(messages.ask_agencies(), "--agencies")]
    agencies = begin.BegunAgency.several(given)
    is_asked = asked.body is None or asked.agencies is None  # who answers some questions is asked the others too
    peers = asked.peers or (_answered(messages.ask_peers(), may_be_none=True) if is_asked else "")
    years = asked.years or (_answered(messages.ask_years(), default="roc") if is_asked else "roc")
    unit = asked.unit or (_answered(messages.ask_unit(unit=begin.UNIT), default=begin.UNIT) if is_asked else begin.UNIT)
    date = asked.date or (_answered(messages.ask_date(date=FIRST_DAY), default=FIRST_DAY) if is_asked else FIRST_DAY)
    begun = begin.Begun(
        asked.name,
        body,
        agencies,
        begin.first_day(date),
        asked.own or begin.own_of(body, agencies),
        asked.called or "",
        "common" if years.strip().lower() in ("common", "西元") else "republic",
        unit,
        peers,
    )
    folder = begin.begin(begun, Path.cwd())
    name, meeting = folder.name, begun.meeting
    print(messages.project_written(folder=name, agencies=len(agencies)))
    print(messages.what_to_do_next())
    print_columns(
        [
            [f"cd {name}", ""],
            [f"packet build {meeting}", messages.init_build()],
            [f"packet check {meeting}", messages.init_check()],
            ["packet desk", messages.init_desk()],
            [f"params/{meeting}.yaml", messages.init_parameters()],
            [f"params/agencies/{name}.csv", messages.init_register()],
            [f"data/{meeting}/", messages.init_data()],
            [f"data/{meeting}/{input_guide.FILE}", messages.init_guide()],
        ]
    )
    return 0


def _answered(question: str, option: str = "", default: str = "", may_be_none: bool = False) -> str:
    """What a person answers; where nobody can be asked, the default, or UsageError that names the option."""
    if not sys.stdin or not sys.stdin.isatty():
        if default or may_be_none:
            return default
        raise UsageError(messages.C05_init_needs(option=option))
    print(question, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip() or default
    if not answer and not may_be_none:
        raise UsageError(messages.C05_init_needs(option=option))
    return answer
