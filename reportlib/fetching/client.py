"""One file from the net at a time: within limits of size and time, redirects followed by us, an interrupted download gone on with.

What comes is written beside its place and moved there when it is whole. A server that lies about its size, never ends, drips or unpacks
without end costs no more than the limits.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import ssl
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import httpcore
import httpx

from reportlib.fetching.addresses import CheckedBackend, NotAllowed, check_behind_proxy, check_url
from reportlib.fetching.robots import Robots

AGENT = "packet-open-data-check"
MOST_REDIRECTS = 5
_RANGE = re.compile(r"bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15}|\*)")


@dataclass(frozen=True)
class FetchLimits:
    """What is too much: bytes of a file, seconds until there is a connection, between two pieces, and for the whole; and the least pause
    between two requests to one host, in seconds."""

    file_bytes: int = 200_000_000
    connect_seconds: float = 10
    piece_seconds: float = 30
    whole_seconds: float = 900
    pause_seconds: float = 1


@dataclass(frozen=True)
class Got:
    """What came of one address: the status (None where no answer came), where it landed, what it is, and a reason where nothing is stored.

    ``kind`` is a key of :data:`reportlib.fetching.told.REASONS`, "" where the file is there; ``asked`` is false where the server was not asked.
    """

    status: int | None = None
    landed: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    kind: str = ""
    asked: bool = True


class _Ended(Exception):
    """A download that is not gone on with; what was stored of it is of no use."""

    def __init__(self, kind: str):
        super().__init__(kind)
        self.kind = kind


class _Transport(httpx.HTTPTransport):
    """httpx over connections that are checked; no proxy of the environment, only one that a person named."""

    def __init__(self, backend: CheckedBackend, proxy: httpx.Proxy | None):
        context = ssl.create_default_context()
        super().__init__(verify=context, trust_env=False)
        if proxy is None:
            self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_connections=20)
        else:
            self._pool = httpcore.HTTPProxy(
                proxy_url=str(proxy.url),
                proxy_auth=proxy.raw_auth,
                ssl_context=context,
                network_backend=backend,
                max_connections=20,
            )


@dataclass
class Downloader:
    """A client that may be used by several threads, each for other hosts; ``allowed`` are addresses that are not public and may be
    connected to nevertheless; ``proxy`` (``http://HOST:PORT``) connects for it. To be closed when done."""

    limits: FetchLimits = FetchLimits()
    allowed: Collection[str] = ()
    proxy: str = ""
    _last: dict[str, float] = field(default_factory=dict)  # when a host was asked last

    def __post_init__(self) -> None:
        limits = self.limits
        proxy = httpx.Proxy(self.proxy) if self.proxy else None
        self._stopped = threading.Event()
        self._backend = CheckedBackend(self.allowed, (proxy.url.host, proxy.url.port or 80) if proxy else None)
        timeout = httpx.Timeout(limits.piece_seconds, connect=limits.connect_seconds)
        self._client = httpx.Client(
            transport=_Transport(self._backend, proxy),
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
        )
        self._robots = Robots(AGENT, self._text_of)

    def close(self) -> None:
        """End all connections."""
        self._client.close()

    def stop(self) -> None:
        """From another thread: break off what is under way, whose parts stay to be gone on with; nothing more is asked for."""
        self._stopped.set()
        self._backend.end()

    def fetch(self, url: str, target: Path) -> Got:
        """Get what is at an address into a file; whatever happens is told and nothing is raised, but that the disk does not take it."""
        landed, status = url, None
        try:
            for _ in range(MOST_REDIRECTS + 1):
                host = self._checked(landed)
                if not self._robots.allows(landed):
                    return Got(status, _other(landed, url), kind="robots", asked=status is not None)
                self._wait(host, self._robots.delay(landed))
                got, onward = self._asked(landed, target)
                status = got.status
                if onward is None:
                    return Got(got.status, _other(landed, url), got.media_type, got.size, got.sha256, got.kind)
                landed = urljoin(landed, onward)
            return Got(status, _other(landed, url), kind="redirects")
        except NotAllowed as refused:
            # The name leads to a private address: nothing is known of the file. An address that is none is broken.
            asked = refused.kind in ("unknown host", "no address", "other scheme") or status is not None
            return Got(status, _other(landed, url), kind=refused.kind, asked=asked)
        except _Ended as ended:
            return Got(status, _other(landed, url), kind=ended.kind)
        except httpx.TimeoutException:
            return Got(status, _other(landed, url), kind="too slow")
        except (httpx.HTTPError, httpcore.ProtocolError, httpx.InvalidURL, ValueError) as error:
            return Got(status, _other(landed, url), kind=_kind_of(error))

    def _checked(self, url: str) -> str:
        """The host of an address that may be asked for."""
        host = check_url(url)
        if self.proxy:
            check_behind_proxy(host, self.allowed)
        return host

    def _asked(self, url: str, target: Path) -> tuple[Got, str | None]:
        """One answer of a server: stored, or where it leads to."""
        part = _PartFile.of(target, url)
        started = time.monotonic()
        with self._client.stream("GET", url, headers=part.headers()) as answer:
            media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()[:100]
            if answer.is_redirect and "location" in answer.headers:
                return Got(answer.status_code), answer.headers["location"]
            if answer.status_code == 416:
                part.forget()
                raise _Ended("cut off")
            if not answer.is_success:
                return Got(answer.status_code, media_type=media_type, kind="status"), None
            if answer.status_code == 206 and not part.goes_on(answer.headers):
                part.forget()
                raise _Ended("cut off")
            part.begin(answer.status_code, url, answer.headers)
            declared = answer.headers.get("content-length", "")
            if declared.isdecimal() and part.size + int(declared[:15]) > self.limits.file_bytes:
                part.forget()
                return Got(answer.status_code, media_type=media_type, kind="too large"), None
            try:
                self._store(part, answer.iter_bytes(), started)
            except _Ended as ended:
                part.forget()
                return Got(answer.status_code, media_type=media_type, kind=ended.kind), None
            except httpx.TimeoutException:
                return Got(answer.status_code, media_type=media_type, kind="too slow"), None
            except httpx.HTTPError as error:
                return Got(answer.status_code, media_type=media_type, kind=_kind_of(error)), None
        size, digest = part.put()
        return Got(answer.status_code if answer.status_code != 206 else 200, "", media_type, size, digest), None

    def _store(self, part: _PartFile, pieces: Iterator[bytes], started: float) -> None:
        with open(part.file, "ab") as file:
            for piece in pieces:
                part.size += len(piece)
                if part.size > self.limits.file_bytes:
                    raise _Ended("too large")
                if time.monotonic() - started > self.limits.whole_seconds:
                    raise _Ended("too slow")
                file.write(piece)

    def _text_of(self, url: str) -> tuple[int | None, str]:
        """A small text (robots.txt): its status and its first 500,000 bytes; None for the status where no answer came."""
        try:
            for _ in range(MOST_REDIRECTS + 1):
                self._wait(self._checked(url), 0)
                started, data = time.monotonic(), b""
                with self._client.stream("GET", url) as answer:
                    if answer.is_redirect and "location" in answer.headers:
                        url = urljoin(url, answer.headers["location"])
                        continue
                    for piece in answer.iter_bytes():
                        data += piece
                        if len(data) > 500_000 or time.monotonic() - started > self.limits.piece_seconds:
                            break
                    return answer.status_code, data.decode("utf-8", "replace")
        except (httpx.HTTPError, httpcore.ProtocolError, httpx.InvalidURL, ValueError):
            return None, ""
        return None, ""

    def _wait(self, host: str, delay: float) -> None:
        """Until the host may be asked again."""
        pause = max(self.limits.pause_seconds, delay)
        left = self._last.get(host, -pause) + pause - time.monotonic()
        if left > 0:
            self._stopped.wait(left)
        self._last[host] = time.monotonic()


@dataclass
class _PartFile:
    """What is there of a download that is not whole yet, beside its place: ``.a.csv.part`` and what it is a part of."""

    target: Path
    url: str
    size: int = 0
    validator: str = ""

    @classmethod
    def of(cls, target: Path, url: str) -> _PartFile:
        part = cls(target, url)
        try:
            known = json.loads(part.about.read_text("utf-8"))
            if known["url"] == url and known["validator"] and not part.file.is_symlink():
                part.size, part.validator = part.file.stat().st_size, str(known["validator"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return part

    @property
    def file(self) -> Path:
        return self.target.with_name(f".{self.target.name}.part")

    @property
    def about(self) -> Path:
        return self.target.with_name(f".{self.target.name}.part.json")

    def headers(self) -> dict[str, str]:
        """What asks for the rest, if the file is still the same."""
        return {"Range": f"bytes={self.size}-", "If-Range": self.validator} if self.size and self.validator else {}

    def goes_on(self, headers: Mapping[str, str]) -> bool:
        """Whether what comes is the rest of what is there."""
        found = _RANGE.fullmatch(headers.get("content-range", ""))
        return found is not None and int(found[1]) == self.size

    def begin(self, status: int, url: str, headers: Mapping[str, str]) -> None:
        """Make place for what comes; what is there is kept where the rest comes."""
        if status == 206:
            return
        self.forget()
        self.size = 0
        tag, changed = headers.get("etag", ""), headers.get("last-modified", "")
        self.validator = tag if tag.startswith('"') else changed
        if headers.get("content-encoding", "identity") != "identity":
            self.validator = ""  # parts of what is packed do not fit what was unpacked
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.about.write_text(json.dumps({"url": url, "validator": self.validator}), "utf-8")

    def put(self) -> tuple[int, str]:
        """Whole: into its place. Its size and SHA-256."""
        self.file.touch()
        with open(self.file, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = self.file.stat().st_size
        os.replace(self.file, self.target)
        self.about.unlink(missing_ok=True)
        return size, digest

    def forget(self) -> None:
        for path in (self.file, self.about):
            path.unlink(missing_ok=True)


def _other(landed: str, url: str) -> str:
    return landed if landed != url else ""


def _kind_of(error: Exception) -> str:
    """Why a connection failed, as far as it can be told."""
    if isinstance(error, httpx.ConnectError):
        return "certificate" if "CERTIFICATE" in str(error).upper() else "no connection"
    if isinstance(error, httpx.DecodingError):
        return "packed wrongly"
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return "cut off"
    return "no connection" if isinstance(error, httpx.HTTPError) else "no address"
