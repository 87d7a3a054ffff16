"""The ``packet`` command. Signals are answered from the first moment, before anything heavy is imported."""

from reportlib import stopping
from reportlib.errors import Stopped


def main() -> int:
    """Run the command line; returns the exit code (see README)."""
    try:
        stopping.install()
        from reportlib.cli import run

        return run()
    except Stopped as stopped:
        return 128 + stopped.signum


if __name__ == "__main__":
    raise SystemExit(main())
