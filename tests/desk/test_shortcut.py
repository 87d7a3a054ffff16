"""Who cannot type a command opens the desk by a double click."""

import configparser
import os
import shlex
import sys
from pathlib import Path

import pytest

from reportlib.desk.shortcut import NAMES, shortcut, write_shortcut


@pytest.mark.parametrize("system", NAMES)
def test_a_path_with_blanks_quotes_and_chinese_is_one_path(system):
    root, python = Path("/home/王 小明's/50% 專案"), Path('/opt/a "b"/python')
    name, data = shortcut(system, root, python)
    said = data.decode("utf-8")
    assert name == NAMES[system]
    if system == "win32":
        assert 'cd /d "/home/王 小明\'s/50%% 專案"\r\n' in said and said.endswith("\r\n") and "chcp 65001" in said
    elif system == "darwin":
        words = shlex.split(said.splitlines()[1])
        assert words == ["cd", str(root), "&&", "exec", str(python), "-m", "reportlib", "desk"]
    else:
        entry = configparser.RawConfigParser(delimiters="=")
        entry.optionxform = str
        entry.read_string(said)
        assert entry["Desktop Entry"]["Path"] == str(root)
        assert entry["Desktop Entry"]["Exec"] == '"/opt/a \\\\"b\\\\"/python" -m reportlib desk'
        assert entry["Desktop Entry"]["Terminal"] == "true"


def test_it_is_written_into_the_project_and_may_be_run(tmp_path):
    path = write_shortcut(tmp_path)
    assert path.parent == tmp_path and (sys.platform == "win32" or os.access(path, os.X_OK))


def test_the_command_says_where_it_is(packet, tmp_path):
    for folder in ("params", "notebooks"):
        (tmp_path / folder).mkdir()
    done = packet("desk", "--shortcut", cwd=tmp_path)
    name = NAMES.get(sys.platform, NAMES["linux"])
    assert done.returncode == 0 and name in done.stdout and (tmp_path / name).is_file()
