"""What the process of a notebook may not do: use the network, start other programs, write outside its own folder.

That keeps an honest notebook honest; it is no jail for hostile code, which lint keeps out of a notebook in the first place.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable

from reportlib import messages

Rule = Callable[[str, tuple], None]  # of an audited event and its arguments; raises Refused


class Refused(PermissionError):
    """A notebook tried what a notebook must not do: network, other programs, writing (C10)."""


def guard(folder: str) -> None:
    """From now on this process may not use the network, start programs other than Python, or write outside ``folder``.

    Raises :class:`Refused` where it is tried. Reading stays allowed. Cannot be undone. ZeroMQ, which carries the
    kernel's messages, does not go through Python's sockets and is not affected.
    """
    rules = _network_rules() | _program_rules() | _file_rules(os.path.realpath(folder))

    def judge(name: str, args: tuple) -> None:
        rule = rules.get(name)
        if rule is not None:
            rule(name, args)

    sys.addaudithook(judge)


def _network_rules() -> dict[str, Rule]:
    loopback = ("127.0.0.1", "::1") if sys.platform == "win32" else ()

    def network(name: str, args: tuple) -> None:
        if name.startswith("socket.get"):
            raise Refused(messages.may_not_use_network())
        connection, address = args
        # asyncio's socket pair is AF_UNIX, or on Windows a connection to this very machine.
        if connection.family != getattr(socket, "AF_UNIX", None) and address[0] not in loopback:
            raise Refused(messages.may_not_use_network())

    return dict.fromkeys(
        ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"), network
    )


def _program_rules() -> dict[str, Rule]:
    def program(name: str, args: tuple) -> None:
        asked = args[0] if args else ""
        if name == "subprocess.Popen" and asked is None:  # Windows: one command line
            asked = args[1] if isinstance(args[1], str) else args[1][0]
            asked = asked.strip('"') if not asked.startswith(f'"{sys.executable}"') else sys.executable
        if name not in ("subprocess.Popen", "os.posix_spawn") or os.fspath(asked) != sys.executable:
            raise Refused(messages.may_not_run_programs())

    return dict.fromkeys(
        ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn"), program
    )


def _file_rules(home: str) -> dict[str, Rule]:
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def within(path: int | str | bytes | os.PathLike[str], directory: object = -1) -> None:
        if isinstance(path, int):
            return  # an open file: how it was opened has been judged
        path = os.fsdecode(path)
        if isinstance(directory, int) and directory >= 0 and not os.path.isabs(path):
            path = os.path.join(_path_of(directory), path)
        real = os.path.realpath(path)
        if real != os.path.realpath(os.devnull) and not real.startswith(home + os.sep):
            raise Refused(messages.may_not_write_files(path=path))

    def opened(_: str, args: tuple) -> None:
        if args[2] & writing or set("wax+") & set(args[1] or ""):
            within(args[0])

    def at(path: int, directory: int) -> Rule:
        """The path and the open folder it may be relative to, by their places among the arguments."""
        return lambda _, args: within(args[path], args[directory])

    def from_and_to(_: str, args: tuple) -> None:
        within(args[0], args[2])
        within(args[1], args[3])

    def database(_: str, args: tuple) -> None:
        if args[0] not in (":memory:", b":memory:"):
            within(args[0])

    return {
        "open": opened,
        "os.rename": from_and_to,
        "os.link": from_and_to,
        "os.symlink": at(1, 2),
        "os.remove": at(0, 1),
        "os.rmdir": at(0, 1),
        "os.mkdir": at(0, 2),
        "os.chmod": at(0, 2),
        "os.chown": at(0, 3),
        "os.utime": at(0, 3),
        "os.truncate": lambda _, args: within(args[0]),
        "sqlite3.connect": database,
    }


def _path_of(descriptor: int) -> str:
    """The folder an open descriptor stands for."""
    if sys.platform == "darwin":
        import fcntl

        return os.fsdecode(fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0"))
    return os.readlink(f"/proc/self/fd/{descriptor}")
