"""Processes that the desk begins."""

from __future__ import annotations

import subprocess
import sys
from typing import Any


def on_its_own() -> dict[str, Any]:
    """What makes a process one that Ctrl-C in the desk's terminal, and the desk's end, do not reach."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
