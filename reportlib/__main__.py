"""The ``packet`` command: what must happen first, before anything heavy is imported."""

import gc
import os
import sys

from reportlib import stopping, system, terminal
from reportlib.errors import Stopped


def main() -> int:
    """Run the command line; returns the exit code (see docs/commands.md)."""
    try:
        terminal.guard()
        stopping.install()
        # BLAS would start a thread a core, for tables that have a few thousand rows.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        system.keep_no_memory()
        if sys.argv[1:2] in (["build"], ["check"], ["intake"]):
            # One run makes large documents that live until its end: looking for garbage among them, also at the very
            # end, would take a tenth of the time and find none.
            gc.disable()
        from reportlib.commands.cli import run

        return run()
    except SystemExit as asked:  # --help, or a command line that is none
        return terminal.settled(int(asked.code or 0), is_printout=True)
    except Stopped as stopped:
        stopping.answered()
        return 128 + stopped.signum
    finally:
        stopping.decided()
        gc.freeze()


if __name__ == "__main__":
    raise SystemExit(main())
