"""The command line in the language of its user: arguments, help, and what is wrong with them."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages, system
from reportlib.errors import LONGEST_VALUE
from reportlib.language import say

SECTION_NAME = re.compile(r"[0-9]{2}-[a-z0-9,-]+")

# What argparse says of a wrong command line.
ARGUMENT_ERRORS = {
    r"the following arguments are required: (.+)": r"缺少 \1",
    r"unrecognized arguments: (.+)": r"不認得「\1」",
    r"argument ([^:]+): expected .*": r"\1 之後缺少值",
    r"argument ([^:]+): (.*應為.*)": r"\1 \2",
    r"argument (--[^:]+): invalid choice: '?([^']+?)'? \(choose from (.*)\)": r"\1 不能是「\2」，可用的是 \3",
    r"argument [^:]+: invalid choice: '?([^']+?)'? \(choose from .*\)": r"沒有「\1」這個指令，可用的是 build、check、explain、sections、new、parameters、diff、templates、intake、verify、cache、batch、decisions、minutes",
}


class Help(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, messages.usage() if prefix is None else prefix)


class Arguments(argparse.ArgumentParser):
    """argparse in the user's language, with the exit code of a wrong configuration."""

    def __init__(self, **given):
        super().__init__(formatter_class=Help, add_help=False, **given)
        self._positionals.title, self._optionals.title = messages.required_arguments(), messages.options()
        self.add_argument("-h", "--help", action="help", help=messages.help_help())

    def error(self, message: str):
        zh = message
        for english, chinese in ARGUMENT_ERRORS.items():
            zh = re.sub(english, chinese, zh)
        self.exit(3, f"{self.format_usage()}{messages.wrong_command(reason=say(zh, message))}\n")


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Arguments]


def arguments() -> argparse.ArgumentParser:
    """The parser of ``packet``: its help and its errors in the user's language."""
    parser = Arguments(prog="packet", description=messages.packet_description())
    commands = parser.add_subparsers(dest="command", required=True, metavar=messages.command())
    for add_command in (
        _build,
        _check,
        _explain,
        _sections,
        _templates,
        _intake,
        _verify,
        _new,
        _parameters,
        _diff,
        _cache,
        _batch,
        _decisions,
        _minutes,
    ):
        add_command(commands)
    return parser


def _meeting() -> str:
    return messages.meeting_argument()


# -- the commands, in the order of the help ----------------------------------------------------------------------------


def _build(commands: Commands) -> None:
    parser = commands.add_parser(
        "build",
        help=messages.build_help(),
        usage="packet build PARAMS [--output DIR] [--sections SECTION[,SECTION...]] [--edition public] [--editable] [--workers N] [--no-cache] [--watch]",
    )
    parser.add_argument("params", nargs="?", metavar="PARAMS", help=_meeting())
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help=messages.build_output_help(),
    )
    parser.add_argument(
        "--sections",
        nargs="+",
        action="extend",
        default=[],
        metavar="SECTION",
        help=messages.build_sections_help(),
    )
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help=messages.build_edition_help(),
    )
    parser.add_argument("--editable", action="store_true", help=messages.build_editable_help())
    _workers(parser)
    parser.add_argument("--no-cache", action="store_true", help=messages.no_cache_help())
    parser.add_argument("--watch", action="store_true", help=messages.watch_help())
    parser.add_argument("--answers", type=int, help=argparse.SUPPRESS)  # of a build that --watch has begun
    parser.set_defaults(parser=parser)


def _check(commands: Commands) -> None:
    parser = commands.add_parser(
        "check",
        help=messages.check_help(),
    )
    parser.add_argument("params", metavar="PARAMS", help=_meeting())
    _workers(parser)
    parser.add_argument("--no-cache", action="store_true", help=messages.no_cache_help())


def _workers(parser: Arguments) -> None:
    parser.add_argument("--workers", type=_number, metavar="N", help=messages.workers_help())


def _number(text: str) -> int:
    if (number := system.whole_number(text, 1, system.MOST_WORKERS)) is None:
        raise argparse.ArgumentTypeError(
            messages.not_a_number_of_workers(most=system.MOST_WORKERS, given=text[:LONGEST_VALUE])
        )
    return number


def _explain(commands: Commands) -> None:
    parser = commands.add_parser(
        "explain",
        help=messages.explain_help(),
        description=messages.explain_description(),
    )
    parser.add_argument(
        "meeting",
        metavar="MEETING",
        help=messages.explain_meeting_help(),
    )
    parser.add_argument(
        "numbers",
        metavar="NUMBER",
        nargs="*",
        help=messages.explain_numbers_help(),
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=messages.explain_all_help(),
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help=messages.explain_csv_help())
    parser.add_argument("--rows", metavar="INPUT", help=messages.explain_rows_help())


def _sections(commands: Commands) -> None:
    commands.add_parser("sections", help=messages.sections_help())


def _templates(commands: Commands) -> None:
    parser = commands.add_parser(
        "templates",
        help=messages.templates_help(),
        description=messages.templates_description(),
    )
    parser.add_argument("params", metavar="PARAMS", help=_meeting())


def _intake(commands: Commands) -> None:
    parser = commands.add_parser(
        "intake",
        help=messages.intake_help(),
        description=messages.intake_description(),
    )
    parser.add_argument("params", metavar="PARAMS", help=_meeting())
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--apply", action="store_true", help=messages.intake_apply_help())
    either.add_argument("--undo", action="store_true", help=messages.undo_help())


def _verify(commands: Commands) -> None:
    parser = commands.add_parser("verify", help=messages.verify_help())
    parser.add_argument(
        "meeting",
        metavar="MEETING",
        help=messages.meeting_or_folder_argument(),
    )
    parser.add_argument("--expect", metavar="HASH", default="", help=messages.expect_help())


def _new(commands: Commands) -> None:
    parser = commands.add_parser("new", help=messages.new_help())
    parser.add_argument("name", metavar="NAME", help=messages.new_name_help())
    parser.add_argument(
        "--from",
        dest="old",
        required=True,
        metavar="OLD",
        help=messages.new_from_help(),
    )
    parser.add_argument("--decisions", action="store_true", help=messages.new_decisions_help())


def _parameters(commands: Commands) -> None:
    parser = commands.add_parser(
        "parameters", help=messages.parameters_help(), description=messages.parameters_description()
    )
    parser.add_argument("params", metavar="PARAMS", help=_meeting())
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--form", action="store_true", help=messages.parameters_form_help())
    either.add_argument("--apply", nargs="?", const="", metavar="FILE", help=messages.parameters_apply_help())
    either.add_argument("--undo", action="store_true", help=messages.undo_help())


def _diff(commands: Commands) -> None:
    parser = commands.add_parser("diff", help=messages.diff_help())
    parser.add_argument(
        "old",
        metavar="OLD",
        help=messages.diff_old_help(),
    )
    parser.add_argument("new", metavar="NEW", help=messages.diff_new_help())
    parser.add_argument(
        "--all",
        action="store_true",
        help=messages.diff_all_help(),
    )
    parser.add_argument(
        "--measures",
        action="append",
        default=[],
        metavar="MEASURE",
        help=messages.diff_measures_help(),
    )
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help=messages.diff_html_help(),
    )


def _cache(commands: Commands) -> None:
    parser = commands.add_parser("cache", help=messages.cache_help(), description=messages.cache_description())
    parser.add_argument("--clear", action="store_true", help=messages.cache_clear_help())


def _batch(commands: Commands) -> None:
    parser = commands.add_parser("batch", help=messages.batch_help(), description=messages.batch_description())
    parser.add_argument("batch", metavar="BATCH", help=messages.batch_argument())
    parser.add_argument("--output", default="", metavar="DIR", help=messages.batch_output_help())
    parser.add_argument(
        "--bodies", action="append", default=[], metavar="BODY[,BODY...]", help=messages.batch_bodies_help()
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help=messages.batch_scheduler_help())
    parser.add_argument("--workers", type=_number, metavar="N", help=messages.batch_workers_help())
    parser.add_argument("--check", action="store_true", help=messages.batch_check_help())


def _decisions(commands: Commands) -> None:
    parser = commands.add_parser(
        "decisions", help=messages.decisions_help(), description=messages.decisions_description()
    )
    parser.add_argument("params", metavar="PARAMS", help=_meeting())
    parser.add_argument(
        "--format", choices=("xlsx", "ods", "csv"), default="xlsx", help=messages.decisions_format_help()
    )


def _minutes(commands: Commands) -> None:
    parser = commands.add_parser("minutes", help=messages.minutes_help(), description=messages.minutes_description())
    parser.add_argument("params", metavar="PARAMS", help=_meeting())
    parser.add_argument("--output", type=Path, metavar="DIR", help=messages.minutes_output_help())
    parser.add_argument(
        "--edition", choices=("internal", "public"), default="internal", help=messages.minutes_edition_help()
    )


def parsed(argv: list[str] | None) -> argparse.Namespace:
    """The command line. ``--sections 50-requests PARAMS`` is taken as it is meant: a section's name is no meeting's."""
    asked = arguments().parse_args(argv)
    if asked.command == "build" and asked.params is None:
        if not asked.sections[1:] or SECTION_NAME.fullmatch(asked.sections[-1]):
            asked.parser.error("the following arguments are required: PARAMS")
        asked.params = asked.sections.pop()
    return asked
