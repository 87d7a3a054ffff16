"""What is said of a parameter file that a command has changed, or has changed back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.commands.places import shown_path

if TYPE_CHECKING:
    from reportlib.new.rewritten import ChangedLine


def tell_changed(path: Path, lines: Sequence[ChangedLine]) -> None:
    """Each line that is another now."""
    shown = shown_path(path)
    print(messages.lines_changed(params=shown, count=len(lines)) if lines else messages.no_line_changed(params=shown))
    for line in lines:
        before = f"{line.before} → " if line.before else ""
        print(f"  {messages.line_number(number=line.number)}{before}{line.after or messages.line_gone()}")


def tell_undone(path: Path, command: str) -> int:
    """Take back what a command has changed last, and say so."""
    from reportlib.new.rewritten import undo

    lines = undo(path, command)
    print(messages.change_undone(command=command))
    tell_changed(path, lines)
    return 0
