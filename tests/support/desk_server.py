"""A real desk in a process of its own, asked over plain HTTP as a browser or a stranger would ask it."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

SECONDS = 60


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    address: str = ""  # the page that was asked for

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def form_token(self) -> str:
        return re.search(r'name="_form" value="([0-9a-f]+)"', self.text)[1]

    @property
    def digest(self) -> str:
        return re.search(r'name="hash" value="([^"]*)"', self.text)[1]


@dataclass
class DeskServer:
    """The desk of a project; ``cookie`` is what the single-use token was exchanged for."""

    root: Path
    process: subprocess.Popen
    page: Path
    port: int
    token: str
    cookie: str = ""
    _form_token: str = field(default="", repr=False)

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict | list = (), cookie=None) -> Answer:
        """One request with exactly these headers; the host is the right one unless another is given."""
        given = list(headers.items() if isinstance(headers, dict) else headers)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if not any(name.lower() == "host" for name, _ in given):
                connection.putheader("Host", f"127.0.0.1:{self.port}")
            if cookie := self.cookie if cookie is None else cookie:
                connection.putheader("Cookie", f"packet_desk_{self.port}={cookie}")
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            for name, value in given:
                connection.putheader(name, value)
            connection.endheaders(body)
            found = connection.getresponse()
            return Answer(found.status, found.headers, found.read(), path)
        finally:
            connection.close()

    def get(self, path: str, **given) -> Answer:
        return self.ask("GET", path, **given)

    def post(self, path: str, fields: dict, headers: dict | None = None, **given) -> Answer:
        """A form as the page itself sends it, with its token unless another is given."""
        told = {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"_form": self.form_token} | fields, doseq=True).encode()
        return self.ask("POST", path, body, told | (headers or {}), **given)

    def saved(self, path: str, fields: dict) -> Answer:
        """What a form that was right leads to: a page that may be loaded again."""
        answer = self.post(path, fields)
        assert answer.status == 303, answer.text
        return self.get(answer.headers["Location"])

    @property
    def form_token(self) -> str:
        if not self._form_token:
            self._form_token = self.get("/").form_token
        return self._form_token

    def upload(
        self, meeting: str, files: dict[str, bytes], token: str | None = None, fields: dict[str, str] | None = None
    ) -> Answer:
        mark = b"----packet-test"
        parts = [(b'name="_form"', (self.form_token if token is None else token).encode())]
        parts += [(f'name="{name}"'.encode(), value.encode()) for name, value in (fields or {}).items()]
        parts += [(f'name="files"; filename="{name}"'.encode(), data) for name, data in files.items()]
        body = b"".join(
            b"--%b\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n" % (mark, head, data) for head, data in parts
        )
        told = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": f"multipart/form-data; boundary={mark.decode()}",
        }
        return self.ask("POST", f"/m/{meeting}/upload", body + b"--%b--\r\n" % mark, told)

    def enter(self) -> Answer:
        """Exchange the token for the cookie."""
        found = self.get(f"/enter?token={self.token}", cookie="")
        if found.status == 200:
            self.cookie = re.search("packet_desk_[0-9]+=([^;]+)", found.headers["Set-Cookie"])[1]
        return found

    def wait_for_job(self, meeting: str) -> str:
        """The part of the page that tells of the job, once it has ended."""
        until = time.monotonic() + 2 * SECONDS
        while 'class="job running"' in (text := self.get(f"/m/{meeting}/job").text):
            assert time.monotonic() < until, text
            time.sleep(0.1)
        return text

    def kill(self) -> None:
        """As a machine that loses its power would end it."""
        self.process.kill()
        self.process.wait(SECONDS)


def begin(root: Path, *options: str) -> DeskServer:
    """Start a desk; its token is not used yet."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reportlib", "desk", "--no-browser", *options],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    said = ""
    while not (page_said := re.search(r"(/.*open-\w+\.html)", said)):
        assert (line := process.stdout.readline()), said
        said += line
    page = Path(page_said[1])
    address = urlsplit(re.search(r"http://[^\"&]+token=[\w-]+", page.read_text("utf-8"))[0])
    return DeskServer(root, process, page, address.port, address.query.partition("=")[2])


@contextmanager
def desk_of(root: Path, *options: str):
    """A desk that its user has entered, until the test is over."""
    desk = begin(root, *options)
    try:
        desk.enter()
        yield desk
    finally:
        if desk.process.poll() is None:
            desk.process.send_signal(signal.SIGTERM)
            desk.process.wait(SECONDS)
        desk.process.stdout.close()
