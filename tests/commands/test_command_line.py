"""The command line: help with examples, one language at a time, what was meant, and what a shell and a program are answered."""

import argparse
import inspect
import json
import os
import re
import subprocess
import sys

import pytest

from reportlib import language
from reportlib.commands.arguments import ANSWERING, arguments
from reportlib.commands.cli import COMMANDS, run
from reportlib.messages.arguments import ARGPARSE

# What argparse says to whoever writes a parser, not to whoever uses one; and of kinds of arguments that this one does not have.
OF_PROGRAMMERS = (
    "invalid argument for positionals",
    "is not callable",
    "__call__() not defined",
    "subparser",
    "cannot merge",
    "conflicting",
    "dest= is required",
    "invalid option string",
    "mutually exclusive arguments must be",
    "conflict_resolution",
    "unknown parser",  # a command that is none is answered before
    "can't open",
    "with mode",
    "expected %s argument",
    "deprecated",
    ": error: ",
    ": warning: ",
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def commands():
    return next(action for action in arguments()._actions if action.dest == "command").choices


def test_every_word_of_argparse_that_a_user_may_meet_is_in_the_catalogue():
    said = re.findall(r"""\b_\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")""", inspect.getsource(argparse))
    texts = {text[1:-1] for text in said}
    assert len(texts) > 20
    met = {text for text in texts if not any(part in text for part in OF_PROGRAMMERS)}
    assert met - ARGPARSE.keys() == set()


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_each_help_has_examples_and_is_in_one_language(monkeypatch, spoken):
    monkeypatch.setattr(language, "language", lambda: spoken)
    for name, parser in {"": arguments()}.items() | commands().items():
        text = parser.format_help()
        if name:
            assert f"\n  packet {name}" in text, name
        said = [line for line in text.splitlines() if not line.startswith("  packet ")]
        if spoken == "zh":
            assert not re.search("usage|options|positional|show this|examples", "\n".join(said)), name
        else:  # words of the packet itself may be named: 項, 示範資料, 參數.xlsx
            assert not [line for line in said if len(CHINESE.findall(line)) > 12], name


def test_every_command_that_runs_is_in_the_help_and_the_other_way_round():
    assert set(commands()) == set(COMMANDS)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (["bild", "moea-6-1"], "Did you mean build?"),
        (["chek"], "Did you mean check?"),
        (["build", "moea-6-1", "--outptu", "x"], "Did you mean --output?"),
        (["nonsense"], "there are build, check"),
        (["parameters", "moea-6-1"], "--form --apply --undo"),
        (["build", "moea-6-1", "--edition", "secret"], "secret"),
    ],
)
def test_a_command_line_that_is_none_says_what_was_meant(capsys, line, meant):
    with pytest.raises(SystemExit) as stopped:
        run(line)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert meant in said and "packet" in said.splitlines()[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["parameters", "moea-6-1"], "須擇一"),
        (["intake", "moea-6-1", "--apply", "--undo"], "不能與 --apply 併用"),
        (["cache", "--clear=x"], "不能帶值"),
        (["bild"], "是不是「build」？"),
    ],
)
def test_what_is_wrong_with_it_is_said_in_chinese_and_nothing_else(monkeypatch, capsys, line, said):
    monkeypatch.setattr(language, "language", lambda: "zh")
    with pytest.raises(SystemExit):
        run(line)
    told = capsys.readouterr().err
    assert said in told
    assert not re.search(r"\b(?:argument|not allowed|invalid|required|error|usage)\b", told)


def test_the_version_is_told(packet):
    assert re.fullmatch(r"packet [0-9.]+\n", packet("--version").stdout)


def test_a_meeting_that_is_none_is_answered_with_the_nearest(packet):
    assert 'Did you mean "moea-6-1.yaml"?' in packet("check", "moea-61").stderr
    assert 'Did you mean "moea-6-1"?' in packet("explain", "moea-61", "3").stderr


def completed(root, line):
    """What a shell is offered behind a command line."""
    told = root / "told"
    env = os.environ | {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(told),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "IFS": "\n",
    }
    subprocess.run([sys.executable, "-m", "reportlib"], env=env, check=True, capture_output=True)
    return [word.strip() for word in re.split("[\v\n]", told.read_text("utf-8"))]


def test_a_shell_completes_commands_options_and_meetings(tmp_path, packet):
    assert "build" in completed(tmp_path, "packet bu")
    assert {"moea-6-1", "example"} <= set(completed(tmp_path, "packet check "))
    assert "--sections" in completed(tmp_path, "packet build --se")
    assert "packet" in packet("--completion", "bash").stdout


def test_a_program_is_answered_whatever_becomes_of_a_command(packet):
    for command, more in {"check": (), "explain": ("3",), "intake": (), "verify": (), "diff": ("moea-6-1",)}.items():
        done = packet(command, "no-such-meeting", *more, "--json")
        answer = json.loads(done.stdout)
        assert answer["command"] == command and answer["exit_code"] == done.returncode != 0
        assert [one["code"] for one in answer["problems"]] == [done.stderr[:3]]
    assert set(ANSWERING) == {"check", "explain", "intake", "verify", "diff", "oas"}


def test_of_what_is_still_to_be_done_a_program_is_told_each_thing(project, packet):
    params = project / "params" / "example.yaml"
    params.write_text(params.read_text("utf-8").replace("date: 114-06-20", "date: 待填"), "utf-8")
    done = packet("check", "example", "--json", cwd=project)
    answer = json.loads(done.stdout)
    assert answer["exit_code"] == 3 and answer["meeting"] == "example"
    (wrong,) = [problem for task in answer["tasks"] for problem in task["problems"]]
    assert (wrong["code"], wrong["file"], wrong["header"]) == ("C13", "example.yaml", "meeting.date")


def test_outside_a_project_every_command_says_so_from_a_checkout_too(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    lines = {
        "build": ["x"],
        "check": ["x"],
        "explain": ["x", "3"],
        "new": ["x-1-2", "--from", "x-1-1"],
        "parameters": ["x", "--form"],
        "diff": ["x", "y"],
        "templates": ["x"],
        "intake": ["x"],
        "verify": ["x"],
        "sections": [],
        "cache": [],
        "batch": ["x"],
        "decisions": ["x"],
        "minutes": ["x"],
        "fetch": ["x"],
        "new-section": ["90-x"],
        "letters": ["x"],
        "desk": [],
    }
    for name in COMMANDS.keys() - {"init", "oas"}:  # which need none
        assert run([name, *lines[name]]) == 3, name
        assert capsys.readouterr().err.startswith("C20 "), name
