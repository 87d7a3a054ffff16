"""The exit code follows what a command did, whoever could be told of it (R24)."""

import os
import subprocess
import sys

import pytest

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="redirections of a POSIX shell")
FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")


def shell(line: str, cwd) -> subprocess.CompletedProcess:
    """A line of bash in which ``packet`` is this one; pipefail, so that every part of a pipe counts."""
    line = f'set -o pipefail; packet() {{ "{sys.executable}" -m reportlib "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-c", line], cwd=cwd, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
    )


@posix_only
@pytest.mark.parametrize("line", ["packet sections >&-", pytest.param("packet sections >/dev/full", marks=FULL)])
def test_R24_what_gives_nothing_but_its_printout_has_failed_where_it_cannot_print(root, line):
    done = shell(line, root)
    assert done.returncode == 5
    assert done.stderr.startswith("R24 ") and done.stderr.count("\n") == 1


@posix_only
@pytest.mark.parametrize(
    "line",
    [
        "packet sections >&- 2>&-",
        pytest.param("packet sections >/dev/full 2>/dev/full", marks=FULL),
        pytest.param("packet --help >/dev/full", marks=FULL),
        pytest.param("packet verify no-such-meeting >/dev/full 2>&-", marks=FULL),
    ],
)
def test_R24_without_any_terminal_the_code_is_the_same(root, line):
    assert shell(line, root).returncode == 5


@posix_only
def test_R24_a_reader_that_has_left_before_anything_came_through_was_told_nothing(root):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "reportlib", "sections"], cwd=root, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert done.returncode == 5 and done.stderr.startswith(b"R24 ")


@posix_only
def test_R24_a_reader_that_leaves_after_the_beginning_has_seen_enough(root):
    done = shell("packet sections | head -1", root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "00-two-pages\t兩頁讀完\n", "")


@posix_only
@pytest.mark.parametrize("closed", ["2>&-", "<&-", "2>&- <&-", pytest.param("2>/dev/full", marks=FULL)])
def test_R24_what_can_be_printed_is_a_success_whatever_else_is_closed(root, closed):
    done = shell(f"packet sections {closed}", root)
    assert done.returncode == 0 and done.stdout.startswith("00-two-pages\t")


@posix_only
@pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&-", pytest.param("2>/dev/full", marks=FULL)])
def test_R24_a_refusal_that_nobody_hears_keeps_its_code(root, closed):
    assert shell(f"packet check no-such-meeting {closed}", root).returncode in (2, 3)
    assert shell(f"packet nonsense {closed}", root).returncode == 2


SAY = """
import sys
from reportlib import terminal
terminal.guard()
print("完成")
sys.exit(terminal.settled(1, is_printout=False))
"""


@posix_only
def test_R24_what_was_written_is_told_on_standard_error_where_nobody_takes_it_and_the_code_stays(root):
    done = subprocess.run(["bash", "-c", f"exec {sys.executable} -c '{SAY}' >&-"], cwd=root, capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (1, "完成\n")


@posix_only
def test_R24_no_file_that_is_opened_becomes_a_standard_stream(root):
    code = "import os\nfrom reportlib import terminal\nterminal.guard()\nos._exit(open(os.devnull).fileno())"
    done = subprocess.run(["bash", "-c", f"exec {sys.executable} -c '{code}' <&- >&- 2>&-"], cwd=root)
    assert done.returncode > 2
