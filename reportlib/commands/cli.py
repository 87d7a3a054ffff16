"""``packet build``, ``check``, ``explain``, ``sections``, ``new``, ``parameters``, ``diff``, ``templates``, ``intake``, ``verify``, ``cache``, ``batch``, ``decisions``, ``minutes``, ``desk``: arguments in, sentences and an exit code out."""

from __future__ import annotations

import argparse
import os
import sys

from reportlib import messages, system, temporary, terminal
from reportlib.commands.arguments import parsed
from reportlib.commands.batch import run_batch
from reportlib.commands.build import run_build, run_check, run_sections
from reportlib.commands.cache import run_cache
from reportlib.commands.decisions import run_decisions, run_minutes
from reportlib.commands.desk import run_desk
from reportlib.commands.new import run_new
from reportlib.commands.packages import check_packages, missing_package
from reportlib.commands.packets import run_diff, run_explain, run_verify
from reportlib.commands.parameters import run_parameters
from reportlib.commands.returns import run_intake, run_templates
from reportlib.commands.warm import build_when_asked
from reportlib.desk.job import as_job
from reportlib.errors import PacketError, Stopped

COMMANDS = {
    "build": run_build,
    "check": run_check,
    "sections": run_sections,
    "explain": run_explain,
    "new": run_new,
    "parameters": run_parameters,
    "diff": run_diff,
    "templates": run_templates,
    "intake": run_intake,
    "verify": run_verify,
    "cache": run_cache,
    "batch": run_batch,
    "decisions": run_decisions,
    "minutes": run_minutes,
    "desk": run_desk,
}
# These give nothing but what they print; the others say of what they wrote.
PRINTOUTS = ("check", "sections", "explain", "verify", "cache")
HEAVY = (
    "check",
    "new",
    "parameters",
    "templates",
    "intake",
    "batch",
    "decisions",
    "minutes",
)  # and a build, once it is known that there is something to build


def run(argv: list[str] | None = None) -> int:
    """The exit code: 0 whole packet or intake, 1 partial packet or something missing or set aside, 2 input, 3 configuration,
    4 run, 5 output, 129/130/143 stopped. It follows what was done, whoever could be told of it."""
    asked = parsed(argv)
    if getattr(asked, "workers", None) and asked.command != "batch":  # whose workers share the cores among them
        os.environ[system.WORKERS] = str(asked.workers)  # for the processes of this run too
    try:
        if (answers := getattr(asked, "answers", None)) is not None:
            return build_when_asked(lambda: _done(asked), answers)
        return as_job(lambda: _done(asked), sys.argv[1:] if argv is None else argv)
    finally:
        _end_children()


def _done(asked: argparse.Namespace) -> int:
    """One command, and what it raises said."""
    try:
        temporary.sweep()
        if asked.command in HEAVY:
            check_packages()
        return terminal.settled(COMMANDS[asked.command](asked), asked.command in PRINTOUTS)
    except PacketError as error:
        return _refused(asked, error)
    except Exception as error:
        if os.environ.get("PACKET_DEBUG"):
            raise
        refusal = system.refusal(error) or (missing_package(error) if isinstance(error, ImportError) else None)
        if refusal:
            return _refused(asked, refusal)
        print(
            messages.internal_error(kind=type(error).__name__, error=error),
            file=sys.stderr,
        )
        return 4
    except Stopped as stopped:
        print(stopped.said or messages.stopped(), file=sys.stderr)
        return 128 + stopped.signum


def _refused(asked: argparse.Namespace, error: PacketError) -> int:
    for problem in error.problems:
        print(problem, file=sys.stderr)
    if asked.command == "build":
        print(messages.no_new_packet(), file=sys.stderr)
    if asked.command == "intake" and not asked.undo:
        print(messages.intake_not_finished(), file=sys.stderr)
    return error.exit_code


def _end_children() -> None:
    fork_server = sys.modules.get("reportlib.execute.fork_server")
    if fork_server is not None:
        fork_server.shut_down()
