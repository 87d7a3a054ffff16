"""A stop that comes at a bad moment is not lost, and leaves nothing locked."""

import subprocess
import sys
import textwrap

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
BEGIN = """
    import os, signal, sys, threading, time
    from reportlib import stopping
    from reportlib.errors import Stopped
    stopping.install()
    def interrupted():
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass
"""
STOPPED_SOON = """
    try:
        time.sleep(30)
    except Stopped as stopped:
        stopping.answered()
        print("stopped by", stopped.signum)
"""


def said_by(tmp_path, *parts):
    script = tmp_path / "script.py"
    script.write_text("".join(textwrap.dedent(part) for part in parts), "utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize(
    "swallowing",
    [
        """
        try:
            interrupted()
        except BaseException:
            print("caught by a library")
        """,
        """
        class Closed:
            def __del__(self):
                try:
                    interrupted()
                finally:
                    print("caught by a library")
        Closed()
        """,
    ],
    ids=["a bare except", "a destructor"],
)
def test_R07_a_stop_that_somebody_swallows_is_raised_again(tmp_path, swallowing):
    assert said_by(tmp_path, BEGIN, swallowing, STOPPED_SOON) == ["caught by a library", "stopped by 2"]


def test_R07_an_import_is_not_torn_apart_and_other_threads_can_go_on_importing(tmp_path):
    (tmp_path / "slow.py").write_text("from __main__ import interrupted\ninterrupted()\nprint('whole')\n", "utf-8")
    begun = """
    def imported():
        import slow
    imported()
    """
    assert said_by(tmp_path, BEGIN, begun, STOPPED_SOON) == ["whole", "stopped by 2"]


def test_R07_a_stop_that_was_answered_is_not_raised_again(tmp_path):
    answered = """
    try:
        interrupted()
    except Stopped:
        stopping.answered()
    time.sleep(0.5)
    print("went on")
    """
    assert said_by(tmp_path, BEGIN, answered) == ["went on"]
