"""What the desk keeps for its user alone: the secret of its cookie, the tokens that open it, where it listens, and its jobs.

All of it lies in ``output/.desk`` of the project, a folder of mode 0700, in files of mode 0600.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import json
import os
import secrets
import stat
import sys
import time
from pathlib import Path

from reportlib import messages, system
from reportlib.errors import ConfigError

FOLDER = ".desk"
_TOKEN_SECONDS = 600  # a token that nobody has used by then is none
_HANDED = "open-"


class PrivateFolder:
    """``output/.desk`` of a project; made where there is none. ConfigError R13 where it is not ours alone, OutputError where it cannot be made."""

    def __init__(self, root: Path):
        self.folder = root / "output" / FOLDER
        self.running = self.folder / "running.json"
        self.lock = self.folder / "lock"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_ours()
        except OSError as error:
            problem = messages.R13_desk_folder_cannot_be_made(folder=f"output/{FOLDER}", reason=system.reason(error))
            raise system.cannot_write(error, problem) from None

    def _make_ours(self) -> None:
        found = self.folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or (sys.platform != "win32" and found.st_uid != os.getuid()):
            raise ConfigError(messages.R13_desk_folder_not_ours(folder=f"output/{FOLDER}"))
        self.folder.chmod(0o700)

    def jobs(self, meeting: str) -> Path:
        """Where the job of a meeting tells of itself."""
        folder = self.folder / "jobs" / meeting
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    # -- the secret ------------------------------------------------------------------------------------------------------

    def secret(self) -> bytes:
        """The same from one run of the desk to the next, so that a tab that is open goes on; a new one where others could have read it."""
        path = self.folder / "secret"
        with contextlib.suppress(OSError):
            found = path.lstat()
            is_private = sys.platform == "win32" or not found.st_mode & 0o077
            if stat.S_ISREG(found.st_mode) and is_private and len(kept := path.read_bytes()) == 64:
                return kept
            path.unlink()
        made = secrets.token_hex(32).encode()
        self._write(path, made)
        return made

    # -- what opens the desk, once ---------------------------------------------------------------------------------------

    def hand_over(self, port: int) -> Path:
        """A page that leads the browser to the desk with a new token; only who may read it can go there, and once."""
        self.forget_unused()
        token = secrets.token_urlsafe(32)
        self._write(self.folder / _kept(token), b"")
        address = html.escape(f"http://127.0.0.1:{port}/enter?token={token}")
        page = self.folder / f"{_HANDED}{secrets.token_hex(8)}.html"
        self._write(
            page,
            f'<!DOCTYPE html><html lang="zh-Hant-TW"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>工作桌</title><meta http-equiv="refresh" content="0;url={address}"><p><a href="{address}">開啟工作桌</a></p></html>'.encode(),
        )
        return page

    def is_token(self, token: str) -> bool:
        """Whether a token opens the desk; it does so once, and the page that held it goes with it."""
        kept = self.folder / _kept(token)
        try:
            age = time.time() - kept.stat().st_mtime
            kept.unlink()
        except OSError:
            return False
        for page in self.folder.glob(f"{_HANDED}*.html"):
            with contextlib.suppress(OSError):
                if f"token={token}" in page.read_text("utf-8"):
                    page.unlink()
        return age < _TOKEN_SECONDS

    def forget_unused(self) -> None:
        """Tokens that are too old, and their pages, go."""
        for pattern in ("token-*", f"{_HANDED}*.html"):
            for path in self.folder.glob(pattern):
                with contextlib.suppress(OSError):
                    if time.time() - path.stat().st_mtime > _TOKEN_SECONDS:
                        path.unlink()

    # -- where it listens ------------------------------------------------------------------------------------------------

    def tell_port(self, port: int) -> None:
        self._write(self.running, json.dumps({"port": port}).encode())

    def told_port(self) -> int:
        """The port that the desk had last, or has; 0 where nobody knows."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            port = json.loads(self.running.read_bytes())["port"]
            return port if isinstance(port, int) and 0 < port < 65_536 else 0
        return 0

    def _write(self, path: Path, data: bytes) -> None:
        """A file of its user's only, from the moment at which it is there."""
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)


def _kept(token: str) -> str:
    """The name of the file by which a token is known: none that gives it away."""
    return f"token-{hashlib.sha256(token.encode()).hexdigest()[:40]}"
