"""argparse in the language of its user: help with examples, what is wrong with a command line, and what was meant."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from reportlib import messages
from reportlib.language import say
from reportlib.messages.arguments import ARGPARSE
from reportlib.text import nearest

USAGE = 2  # the exit code of a command line that is none, as everywhere
SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")


def speak() -> None:
    """argparse asks gettext for its words; from now on it asks our catalogue."""
    argparse._ = _word  # type: ignore[attr-defined]


def _word(text: str) -> str:
    return say(ARGPARSE.get(text, text), text)


class Arguments(argparse.ArgumentParser):
    """argparse in the user's language, with ``examples`` below its help, a command line each."""

    def __init__(self, examples: str = "", **given):
        speak()
        super().__init__(**given)
        self.examples = examples

    def format_help(self) -> str:
        lines = "".join(f"  {line}\n" for line in self.examples.splitlines())
        return super().format_help() + (f"\n{messages.examples()}\n{lines}" if lines else "")

    def error(self, message: str):
        reason = message if message.endswith(("。", "？", "?")) else f"{message}{say('。', '')}"
        more = messages.see_help(command=self.prog)
        self.exit(USAGE, f"{self.format_usage()}{messages.wrong_command(reason=reason)}\n{more}\n")


class ShownVersion(argparse.Action):
    """``--version``: looked up only where it is asked for."""

    def __call__(self, parser, namespace, values, option_string=None):
        from reportlib.commands.packages import version

        print(f"packet {version()}")
        parser.exit()


class ShownCompletion(argparse.Action):
    """``--completion SHELL``: what the shell is to evaluate."""

    def __call__(self, parser, namespace, values, option_string=None):
        import argcomplete

        print(argcomplete.shellcode(["packet"], shell=values))
        parser.exit()


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer a shell that asks how the command line may go on; nothing where none does."""
    if "_ARGCOMPLETE" in os.environ:
        import argcomplete

        argcomplete.autocomplete(parser)


def parse(parser: Arguments, commands: dict[str, Arguments], argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line; SystemExit with :data:`USAGE` for one that is none, with the word that was meant where one is near."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and not words[0].startswith("-") and words[0] not in commands:
        near = nearest(words[0], commands)
        more = messages.did_you_mean_word(near=near) if near else messages.commands_are(commands=commands)
        parser.error(messages.no_such_command(command=words[0]) + more)
    asked, left = parser.parse_known_args(words)
    if left:
        own = commands[asked.command]
        known = [option for action in own._actions for option in action.option_strings]
        near = nearest(left[0], known) if left[0].startswith("-") else None
        more = messages.did_you_mean_word(near=near) if near else ""
        own.error(messages.not_known_option(words=" ".join(left)) + more)
    return asked
