"""A process that builds again and again for ``packet build --watch``: what it has imported, the fork server and typst stay with it.

A byte on its standard input asks for a build, a byte on the descriptor that it is given answers. It ends where its own code is another
now than when it began, where its standard input ends, and where it was stopped.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable

from reportlib import stopping
from reportlib.errors import Stopped
from reportlib.store import made_by

STOPPED = 128


def build_when_asked(build: Callable[[], int], answers: int) -> int:
    """The exit code of the last build."""
    from reportlib.media.pdf import typst

    made_by.code()
    code = 0
    with typst.lasting():
        while code <= STOPPED and is_asked() and made_by.code_now() == made_by.code():
            code = build()
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(answers, b"\0")
            gc.collect()
    return code


def is_asked() -> bool:
    """Waits to be asked, and may be stopped meanwhile, which a build that has published may no longer be."""
    stopping.install()
    try:
        return bool(os.read(sys.stdin.fileno(), 1))
    except Stopped:
        stopping.answered()
        return False
