"""A file that opens the desk by a double click, for who cannot use a terminal: one for the system that we are on."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

NAMES = {"win32": "工作桌.cmd", "darwin": "工作桌.command", "linux": "工作桌.desktop"}


def shortcut(system: str, root: Path, python: Path) -> tuple[str, bytes]:
    """Its name and what is in it: on Windows a ``.cmd``, on macOS a ``.command``, elsewhere a ``.desktop`` entry."""
    if system == "win32":
        # The code page first, for the paths may be Chinese; %% is a percent sign in a batch file.
        folder, program = (str(path).replace("%", "%%") for path in (root, python))
        lines = [
            "@echo off",
            "chcp 65001 >nul",
            f'cd /d "{folder}"',
            f'"{program}" -m reportlib desk',
            "if errorlevel 1 pause",
        ]
        return NAMES[system], "\r\n".join([*lines, ""]).encode()
    if system == "darwin":
        command = f"cd {shlex.quote(str(root))} && exec {shlex.quote(str(python))} -m reportlib desk"
        return NAMES[system], f"#!/bin/sh\n{command}\n".encode()
    entry = [
        "[Desktop Entry]",
        "Type=Application",
        "Name[en]=packet desk",
        "Name=工作桌",
        "Comment=會議資料工作桌",
        f"Path={_value(str(root))}",
        f"Exec={_value(_argument(str(python)))} -m reportlib desk",
        "Terminal=true",
        "Categories=Office;",
    ]
    return NAMES["linux"], "\n".join([*entry, ""]).encode()


def write_shortcut(root: Path, system: str = sys.platform) -> Path:
    """Write it into the project's folder; returns the file. It names this machine's paths, so it is for this machine only."""
    name, data = shortcut(system, root, Path(sys.executable))
    path = root / name
    path.write_bytes(data)
    if system != "win32":
        os.chmod(path, 0o755)
    return path


def _value(text: str) -> str:
    """A value of a desktop entry, whose backslash and line ends are written apart."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _argument(text: str) -> str:
    """One argument of ``Exec``: in quotes, four signs escaped, a percent sign twice."""
    escaped = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in text)
    return f'"{escaped}"'.replace("%", "%%")
