"""The command line in the language of its user: arguments, help, and what is wrong with them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages, system
from reportlib.commands.parser import SHELLS, Arguments, ShownCompletion, ShownVersion, complete, parse
from reportlib.commands.places import example_meeting, meetings, next_meeting, sections
from reportlib.errors import LONGEST_VALUE

SECTION_NAME = re.compile(r"[0-9]{2}-[a-z0-9,-]+")
FIRST_DAY = "114-06-20"  # of the first meeting of a project that is begun, if nobody says another

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Arguments]


ANSWERING = ("check", "explain", "intake", "verify", "diff", "oas")  # these answer a program too


def arguments() -> Arguments:
    """The parser of ``packet``: its help and its errors in the user's language."""
    parser = Arguments(prog="packet", description=messages.packet_description())
    parser.add_argument("--version", action=ShownVersion, nargs=0, help=messages.version_help())
    parser.add_argument(
        "--completion", action=ShownCompletion, choices=SHELLS, metavar="SHELL", help=messages.completion_help()
    )
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
        _new_section,
        _init,
        _parameters,
        _diff,
        _cache,
        _batch,
        _decisions,
        _minutes,
        _desk,
        _oas,
        _fetch,
        _letters,
    ):
        add_command(commands)
    for name, command in commands.choices.items():
        if name in ANSWERING:
            command.add_argument("--json", action="store_true", help=messages.json_help())
        command.add_argument("--quiet", action="store_true", help=messages.quiet_help())
    return parser


def _meeting(parser: argparse.ArgumentParser, called: str = "params", **given) -> None:
    """The meeting that a command is about: by its name, which a shell completes, or by its file."""
    given = {"metavar": called.upper(), "help": messages.meeting_argument(meeting=example_meeting())} | given
    _completed(parser.add_argument(called, **given), meetings)


def _completed(action: argparse.Action, words: Callable[[], Iterable[str]]) -> None:
    """What a shell offers for an argument, where it is asked for."""
    action.completer = lambda **_: list(words())  # type: ignore[attr-defined]


# -- the commands, in the order of the help ----------------------------------------------------------------------------


def _build(commands: Commands) -> None:
    parser = commands.add_parser(
        "build",
        examples=messages.build_examples(meeting=example_meeting()),
        help=messages.build_help(),
        usage="packet build PARAMS [--output DIR] [--sections SECTION[,SECTION...]] [--edition public] [--editable] [--workers N] [--no-cache] [--watch]",
    )
    _meeting(parser, nargs="?")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help=messages.build_output_help(),
    )
    only = parser.add_argument(
        "--sections",
        nargs="+",
        action="extend",
        default=[],
        metavar="SECTION",
        help=messages.build_sections_help(),
    )
    _completed(only, sections)
    _edition(parser, messages.build_edition_help())
    parser.add_argument("--editable", action="store_true", help=messages.build_editable_help())
    _workers(parser)
    parser.add_argument("--no-cache", action="store_true", help=messages.no_cache_help())
    parser.add_argument("--watch", action="store_true", help=messages.watch_help())
    parser.add_argument("--answers", type=int, help=argparse.SUPPRESS)  # of a build that --watch has begun
    parser.set_defaults(parser=parser)


def _check(commands: Commands) -> None:
    parser = commands.add_parser(
        "check",
        examples=messages.check_examples(meeting=example_meeting()),
        help=messages.check_help(),
    )
    _meeting(parser)
    _edition(parser, messages.check_edition_help())
    _workers(parser)
    parser.add_argument("--no-cache", action="store_true", help=messages.no_cache_help())


def _edition(parser: Arguments, told: str) -> None:
    parser.add_argument("--edition", choices=("internal", "public"), default="internal", help=told)


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
        examples=messages.explain_examples(meeting=example_meeting()),
        help=messages.explain_help(),
        description=messages.explain_description(),
    )
    _meeting(parser, "meeting", help=messages.explain_meeting_help())
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
    commands.add_parser("sections", examples=messages.sections_examples(), help=messages.sections_help())


def _templates(commands: Commands) -> None:
    parser = commands.add_parser(
        "templates",
        examples=messages.templates_examples(meeting=example_meeting()),
        help=messages.templates_help(),
        description=messages.templates_description(),
    )
    _meeting(parser)


def _intake(commands: Commands) -> None:
    parser = commands.add_parser(
        "intake",
        examples=messages.intake_examples(meeting=example_meeting()),
        help=messages.intake_help(),
        description=messages.intake_description(),
    )
    _meeting(parser)
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--apply", action="store_true", help=messages.intake_apply_help())
    either.add_argument("--undo", action="store_true", help=messages.undo_help())


def _verify(commands: Commands) -> None:
    parser = commands.add_parser(
        "verify", examples=messages.verify_examples(meeting=example_meeting()), help=messages.verify_help()
    )
    _meeting(parser, "meeting", help=messages.meeting_or_folder_argument())
    parser.add_argument("--expect", metavar="HASH", default="", help=messages.expect_help())


def _new(commands: Commands) -> None:
    parser = commands.add_parser(
        "new", examples=messages.new_examples(next=next_meeting(), meeting=example_meeting()), help=messages.new_help()
    )
    parser.add_argument("name", metavar="NAME", help=messages.new_name_help(meeting=next_meeting()))
    before = messages.new_from_help(meeting=example_meeting())
    _completed(parser.add_argument("--from", dest="old", required=True, metavar="OLD", help=before), meetings)
    parser.add_argument("--decisions", action="store_true", help=messages.new_decisions_help())


def _new_section(commands: Commands) -> None:
    parser = commands.add_parser(
        "new-section",
        examples=messages.new_section_examples(meeting=example_meeting()),
        help=messages.new_section_help(),
        description=messages.new_section_description(),
    )
    parser.add_argument("name", metavar="NAME", help=messages.new_section_name_help())
    parser.add_argument("--title", default="", metavar="TITLE", help=messages.new_section_title_help())
    meeting = parser.add_argument("--meeting", metavar="MEETING", help=messages.new_section_meeting_help())
    _completed(meeting, meetings)
    after = parser.add_argument("--after", default="", metavar="SECTION", help=messages.new_section_after_help())
    _completed(after, sections)
    parser.add_argument("--undo", action="store_true", help=messages.new_section_undo_help())


def _init(commands: Commands) -> None:
    parser = commands.add_parser(
        "init",
        examples=messages.init_examples(),
        help=messages.init_help(),
        description=messages.init_description(),
    )
    parser.add_argument("name", metavar="NAME", help=messages.init_name_help())
    parser.add_argument("--body", metavar="NAME", help=messages.init_body_help())
    parser.add_argument("--own", metavar="NAME", help=messages.init_own_help())
    parser.add_argument("--called", metavar="WORD", help=messages.init_called_help())
    parser.add_argument("--agencies", action="append", metavar="AGENCY[,AGENCY...]", help=messages.init_agencies_help())
    parser.add_argument("--peers", metavar="WORD", help=messages.init_peers_help())
    parser.add_argument("--years", choices=("roc", "common"), help=messages.init_years_help())
    parser.add_argument("--unit", metavar="WORD", help=messages.init_unit_help())
    parser.add_argument("--date", metavar="DATE", help=messages.init_date_help(date=FIRST_DAY))


def _parameters(commands: Commands) -> None:
    parser = commands.add_parser(
        "parameters",
        examples=messages.parameters_examples(meeting=example_meeting()),
        help=messages.parameters_help(),
        description=messages.parameters_description(),
    )
    _meeting(parser)
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--form", action="store_true", help=messages.parameters_form_help())
    either.add_argument("--apply", nargs="?", const="", metavar="FILE", help=messages.parameters_apply_help())
    either.add_argument("--undo", action="store_true", help=messages.undo_help())


def _diff(commands: Commands) -> None:
    parser = commands.add_parser(
        "diff",
        examples=messages.diff_examples(next=next_meeting(), meeting=example_meeting()),
        help=messages.diff_help(),
    )
    _meeting(parser, "old", help=messages.diff_old_help())
    _meeting(parser, "new", help=messages.diff_new_help())
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
    parser = commands.add_parser(
        "cache",
        examples=messages.cache_examples(),
        help=messages.cache_help(),
        description=messages.cache_description(),
    )
    parser.add_argument("--clear", action="store_true", help=messages.cache_clear_help())


def _batch(commands: Commands) -> None:
    parser = commands.add_parser(
        "batch",
        examples=messages.batch_examples(),
        help=messages.batch_help(),
        description=messages.batch_description(),
    )
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
        "decisions",
        examples=messages.decisions_examples(meeting=example_meeting()),
        help=messages.decisions_help(),
        description=messages.decisions_description(),
    )
    _meeting(parser)
    parser.add_argument(
        "--format", choices=("xlsx", "ods", "csv"), default="xlsx", help=messages.decisions_format_help()
    )


def _minutes(commands: Commands) -> None:
    parser = commands.add_parser(
        "minutes",
        examples=messages.minutes_examples(meeting=example_meeting()),
        help=messages.minutes_help(),
        description=messages.minutes_description(),
    )
    _meeting(parser)
    parser.add_argument("--output", type=Path, metavar="DIR", help=messages.minutes_output_help())
    parser.add_argument(
        "--edition", choices=("internal", "public"), default="internal", help=messages.minutes_edition_help()
    )


def _desk(commands: Commands) -> None:
    parser = commands.add_parser(
        "desk",
        examples=messages.desk_examples(),
        help=messages.desk_help(),
        description=messages.desk_description(),
    )
    parser.add_argument("--port", type=_port, default=0, metavar="N", help=messages.desk_port_help())
    parser.add_argument("--no-browser", action="store_true", help=messages.desk_no_browser_help())
    parser.add_argument("--shortcut", action="store_true", help=messages.desk_shortcut_help())


def _oas(commands: Commands) -> None:
    parser = commands.add_parser(
        "oas",
        examples=messages.oas_examples(),
        help=messages.oas_help(),
        description=messages.oas_description(),
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help=messages.oas_argument())


def _fetch(commands: Commands) -> None:
    parser = commands.add_parser(
        "fetch",
        examples=messages.fetch_examples(meeting=example_meeting()),
        help=messages.fetch_help(),
        description=messages.fetch_description(),
    )
    _meeting(parser)
    parser.add_argument(
        "--datasets", action="append", default=[], metavar="ID[,ID...]", help=messages.fetch_datasets_help()
    )
    parser.add_argument("--again", action="store_true", help=messages.fetch_again_help())
    parser.add_argument("--pause", type=_seconds, default=1.0, metavar="SECONDS", help=messages.fetch_pause_help())
    parser.add_argument("--allow", action="append", default=[], metavar="ADDRESS", help=messages.fetch_address_help())
    parser.add_argument("--proxy", type=_proxy, metavar="URL", help=messages.fetch_proxy_help())


def _letters(commands: Commands) -> None:
    parser = commands.add_parser(
        "letters",
        examples=messages.letters_examples(meeting=example_meeting()),
        help=messages.letters_help(),
        description=messages.letters_description(),
    )
    _meeting(parser)
    parser.add_argument("--output", type=Path, metavar="DIR", help=messages.letters_output_help())
    parser.add_argument("--since", default="", metavar="MEETING", help=messages.letters_since_help())
    parser.add_argument(
        "--unit", action="append", default=[], metavar="UNIT[,UNIT...]", help=messages.letters_unit_help()
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 3_600:
        raise argparse.ArgumentTypeError(messages.not_a_pause(given=text[:LONGEST_VALUE]))
    return seconds


def _proxy(text: str) -> str:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text)
        is_one = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0 and parts.path in ("", "/")
    except ValueError:
        is_one = False
    if not is_one:
        raise argparse.ArgumentTypeError(messages.not_a_proxy(given=text[:LONGEST_VALUE]))
    return text


def _port(text: str) -> int:
    if (number := system.whole_number(text, 1_024, 65_535)) is None:
        raise argparse.ArgumentTypeError(messages.not_a_port(given=text[:LONGEST_VALUE]))
    return number


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line. ``--sections 50-requests PARAMS`` is taken as it is meant: a section's name is no meeting's."""
    parser = arguments()
    complete(parser)
    commands = next(action for action in parser._actions if action.dest == "command").choices
    asked = parse(parser, dict(commands or {}), argv)
    if asked.command == "build" and asked.params is None:
        if not asked.sections[1:] or SECTION_NAME.fullmatch(asked.sections[-1]):
            asked.parser.error(messages.lacks_params())
        asked.params = asked.sections.pop()
    return asked
