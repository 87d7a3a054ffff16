"""The server of the desk: on 127.0.0.1 alone, one a project, until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout
from tornado.httpserver import HTTPServer
from tornado.web import Application, stream_request_body

from reportlib import messages, stopping
from reportlib.desk.agenda_pages import AgendaHandler
from reportlib.desk.asking import Questions
from reportlib.desk.guards import DeskGuards, GuardedApplication
from reportlib.desk.handlers import DeskHandler, EnterHandler, MeetingsHandler, OpenDesk, RunHandler, StaticHandler
from reportlib.desk.held_pages import HeldHandler
from reportlib.desk.input_pages import InputFileHandler, InputsHandler, InputUploadHandler
from reportlib.desk.known import FOLDERS
from reportlib.desk.meeting_pages import (
    MadeHandler,
    MeetingHandler,
    ParametersHandler,
    RemoveHandler,
    ReturnsHandler,
    ReturnsUploadHandler,
)
from reportlib.desk.private import PrivateFolder
from reportlib.desk.question_pages import QuestionsHandler
from reportlib.desk.review_pages import ReviewHandler
from reportlib.errors import OutputError

HOST = "127.0.0.1"
MOST_OF_A_FORM = 4_000_000  # bytes; files are no part of it
_SECONDS_OF_A_REQUEST = 600


class NotFoundHandler(DeskHandler):
    """Whatever has no address of ours."""

    def prepare(self) -> None:
        super().prepare()
        if not self._finished:
            self.send_error(404)


@stream_request_body
class RefusedHandler(DeskHandler):
    """A change that may not be made: nothing of its form is read."""

    def prepare(self) -> None:
        super().prepare()
        if not self._finished:
            self.send_error(403)

    def is_streamed(self) -> bool:
        return True

    def data_received(self, chunk: bytes) -> None:
        """Thrown away."""


def application(desk: OpenDesk) -> Application:
    """Every address of the desk; names in them are looked up in lists."""
    given = {"desk": desk}
    name = r"([a-z0-9-]{1,100})"
    return GuardedApplication(
        desk.guards,
        [
            (r"/enter", EnterHandler, given),
            (r"/static/([A-Za-z.-]{1,40})", StaticHandler, given),
            (r"/", MeetingsHandler, given),
            (rf"/m/{name}", MeetingHandler, given),
            (rf"/m/{name}/job", RunHandler, given),
            (rf"/m/{name}/parameters", ParametersHandler, given),
            (rf"/m/{name}/agenda", AgendaHandler, given),
            (rf"/m/{name}/inputs", InputsHandler, given),
            (rf"/m/{name}/inputs/file/([a-z_]{{1,40}})", InputFileHandler, given),
            (rf"/m/{name}/inputs/upload", InputUploadHandler, given),
            (rf"/m/{name}/returns", ReturnsHandler, given),
            (rf"/m/{name}/upload", ReturnsUploadHandler, given),
            (rf"/m/{name}/remove", RemoveHandler, given),
            (rf"/m/{name}/questions", QuestionsHandler, given),
            (rf"/m/{name}/review", ReviewHandler, given),
            (rf"/m/{name}/held", HeldHandler, given),
            (rf"/m/{name}/made/({'|'.join(FOLDERS)})/(.{{1,4000}})", MadeHandler, given),
        ],
        RefusedHandler,
        default_handler_class=NotFoundHandler,
        default_handler_args=given,
        log_function=lambda handler: None,  # a request has a token in it, and nobody reads them
    )


def listening(port: int) -> socket.socket:
    """A socket on 127.0.0.1; OutputError R14 where the port is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen(128)
        found.setblocking(False)
    except OSError:
        found.close()
        raise OutputError(
            messages.R14_desk_port_taken(port=port, other=port + 1 if port < 65_535 else port - 1)
        ) from None
    return found


def opened(root: Path, port: int, private: PrivateFolder) -> tuple[socket.socket, OpenDesk]:
    """A desk that listens: on the port that is asked for, or the one that it had last, or any that is free."""
    try:
        sock = listening(port or private.told_port())
    except OutputError:
        if port:
            raise
        sock = listening(0)
    number = sock.getsockname()[1]
    private.tell_port(number)
    return sock, OpenDesk(root, private, DeskGuards(private.secret(), number), Questions(root))


async def run(desk: OpenDesk, sock: socket.socket) -> None:
    """Answer until a signal ends it."""
    server = HTTPServer(
        application(desk),
        max_body_size=MOST_OF_A_FORM,
        max_header_size=32_768,
        idle_connection_timeout=_SECONDS_OF_A_REQUEST,
        body_timeout=_SECONDS_OF_A_REQUEST,
    )
    server.add_sockets([sock])
    desk.questions.begin()
    ended = asyncio.Event()
    for signum in stopping.SIGNALS:
        with contextlib.suppress(NotImplementedError, RuntimeError):  # on Windows Ctrl-C is raised here
            asyncio.get_running_loop().add_signal_handler(signum, ended.set)
    try:
        await ended.wait()
    finally:
        server.stop()
        await server.close_all_connections()


def serve(root: Path, port: int, opens: bool, say: Callable[[str], None]) -> None:
    """Open the desk, and the browser at it, until the process is stopped; where it is open already, only the browser."""
    private = PrivateFolder(root)
    lock = FileLock(private.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(messages.desk_is_open())
        _lead(private, private.told_port(), opens, say)
        return
    try:
        sock, desk = opened(root, port, private)
        try:
            _lead(private, sock.getsockname()[1], opens, say)
            say(messages.desk_ends_by())
            asyncio.run(run(desk, sock))
        finally:
            desk.questions.close()
            sock.close()
    finally:
        lock.release()


def _lead(private: PrivateFolder, port: int, opens: bool, say: Callable[[str], None]) -> None:
    """Hand a new token over by a file, which no list of processes shows."""
    page = private.hand_over(port)
    if opens and webbrowser.open(page.as_uri()):
        say(messages.desk_opened(file=page))
    else:
        say(messages.desk_open_file(file=page))
