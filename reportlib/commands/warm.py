"""A process that builds again and again for ``packet build --watch``: what it has imported, the fork server and typst stay with it.

A byte on its standard input asks for a build, a byte on the descriptor that it is given answers. It ends where its own code is another
now than when it began, or where it was stopped: whoever asked starts another one.
"""

from __future__ import annotations

import gc
import os
import sys

from reportlib import stopping, terminal
from reportlib.errors import Stopped
from reportlib.store import made_by

STOPPED = 128


def main(descriptor: int, command: list[str]) -> None:
    terminal.guard()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # as in __main__; between two builds it is looked for once
    made_by.code()
    from reportlib.commands import cli
    from reportlib.media.pdf import typst

    with typst.lasting():
        while is_asked():
            if made_by.code_now() != made_by.code():
                return
            code = cli.run(command, is_last=False)
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(descriptor, b"\0")
            if code > STOPPED:
                return
            gc.collect()


def is_asked() -> bool:
    """Waits to be asked, and may be stopped meanwhile, which a build that has published may no longer be."""
    stopping.install()
    try:
        return bool(os.read(sys.stdin.fileno(), 1))
    except Stopped:
        return False


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
