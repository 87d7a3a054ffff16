"""The commands: arguments in, sentences (or an answer to a program) and an exit code out."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from reportlib import messages, stopping, system, temporary, terminal
from reportlib.commands.answers import answer, said_as_asked, wants_json
from reportlib.commands.arguments import parsed
from reportlib.commands.packages import check_packages, missing_package
from reportlib.desk.job import as_job
from reportlib.errors import PacketError, Problem, Stopped

# Where each command is done; a module is imported with the command that is asked for, so that the others begin at once.
COMMANDS = {
    "build": "build.run_build",
    "check": "build.run_check",
    "sections": "build.run_sections",
    "explain": "packets.run_explain",
    "new": "new.run_new",
    "new-section": "new_section.run_new_section",
    "init": "init.run_init",
    "parameters": "parameters.run_parameters",
    "diff": "packets.run_diff",
    "templates": "returns.run_templates",
    "intake": "returns.run_intake",
    "verify": "packets.run_verify",
    "cache": "cache.run_cache",
    "batch": "batch.run_batch",
    "decisions": "decisions.run_decisions",
    "minutes": "decisions.run_minutes",
    "desk": "desk.run_desk",
    "oas": "oas.run_oas",
    "fetch": "fetch.run_fetch",
    "letters": "letters.run_letters",
}
# These give nothing but what they print; the others say of what they wrote.
PRINTOUTS = ("check", "sections", "explain", "verify", "cache", "oas")
HEAVY = (
    "check",
    "new",
    "parameters",
    "templates",
    "intake",
    "batch",
    "decisions",
    "minutes",
    "fetch",
    "letters",
)  # and a build, once it is known that there is something to build


def run(argv: list[str] | None = None) -> int:
    """The exit code: 0 whole packet or intake, 1 partial packet or something missing or set aside, 2 input
    or command line, 3 configuration, 4 run, 5 output, 129/130/143 stopped. It follows what was done, whoever could be told of it."""
    asked = parsed(argv)
    if getattr(asked, "workers", None) and asked.command != "batch":  # whose workers share the cores among them
        os.environ[system.WORKERS] = str(asked.workers)  # for the processes of this run too
    try:
        if (answers := getattr(asked, "answers", None)) is not None:
            from reportlib.commands.warm import build_when_asked

            return build_when_asked(lambda: _done(asked), answers)
        return as_job(lambda: _done(asked), sys.argv[1:] if argv is None else argv)
    finally:
        _end_children()


def _done(asked: argparse.Namespace) -> int:
    """One command, and what it raises said; a program that asked is answered in any case."""
    code, problems = _outcome(asked)
    answer(asked, code, problems)
    is_settled = not problems or wants_json(asked)
    return terminal.settled(code, asked.command in PRINTOUTS or wants_json(asked)) if is_settled else code


def _outcome(asked: argparse.Namespace) -> tuple[int, Sequence[Problem]]:
    """The exit code of a command, and the problems that it was refused for."""
    try:
        temporary.sweep()
        if asked.command in HEAVY:
            check_packages()
        with said_as_asked(asked):
            return _command(asked.command)(asked), ()
    except PacketError as error:
        return _refused(asked, error), error.problems
    except Exception as error:
        if os.environ.get("PACKET_DEBUG"):
            raise
        refusal = system.refusal(error) or (missing_package(error) if isinstance(error, ImportError) else None)
        if refusal:
            return _refused(asked, refusal), refusal.problems
        print(
            messages.internal_error(kind=type(error).__name__, error=error),
            file=sys.stderr,
        )
        return 4, ()
    except Stopped as stopped:
        stopping.answered()
        print(stopped.said or messages.stopped(), file=sys.stderr)
        return 128 + stopped.signum, ()


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    module, _, function = COMMANDS[name].partition(".")
    return getattr(importlib.import_module(f"reportlib.commands.{module}"), function)


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
