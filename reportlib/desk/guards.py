"""Who may ask the desk for anything: each request is looked at before it is answered.

Only 127.0.0.1 is listened on. A request must name this very host and port, a change must come from this very page (``Origin``,
``Sec-Fetch-Site`` and a token in the form), and whoever asks must have the cookie, which only the single-use token gives. What is
answered may run our own two scripts and nothing else; pages that a build has made are shown in a sandbox without an origin.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

COOKIE = "packet_desk_{}"  # by its port: a browser keeps one of a name for all of them, and two projects may be open
FORM_TOKEN = "_form"
# Nothing from elsewhere, no script or style in a page, no frame around it, no form to anywhere else.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# A page that a build has made has its own policy in it, and here no origin: it can ask this desk for nothing in its user's name.
SANDBOX = "sandbox allow-scripts allow-downloads allow-popups; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class DeskGuards:
    """The secret of one desk, and what is made of it."""

    def __init__(self, secret: bytes, port: int):
        self._secret = secret
        self.hosts = (f"127.0.0.1:{port}",)
        self.origins = (f"http://127.0.0.1:{port}",)
        self.cookie_name = COOKIE.format(port)

    def _made(self, what: str) -> str:
        return hmac.new(self._secret, what.encode(), hashlib.sha256).hexdigest()

    @property
    def cookie(self) -> str:
        return self._made("cookie")

    @property
    def form_token(self) -> str:
        """What each form of ours carries, which no other page can know."""
        return self._made("form")

    def has_cookie(self, value: str | None) -> bool:
        return _is_same(self.cookie, value)

    def is_form_token(self, value: str | None) -> bool:
        return _is_same(self.form_token, value)

    def refusal(self, request: HTTPServerRequest) -> str:
        """Why a request is not answered, whoever it is from; "" where it may be."""
        headers = request.headers
        if headers.get_list("Host") not in ([host] for host in self.hosts):
            return "host"
        origins = headers.get_list("Origin")
        is_change = request.method != "GET"
        if (is_change or origins) and origins not in ([origin] for origin in self.origins):
            return "origin"
        site = headers.get("Sec-Fetch-Site", "same-origin")
        if is_change and site != "same-origin":
            return "site"
        return ""

    def is_known(self, request: HTTPServerRequest) -> bool:
        """Whether whoever asks has the cookie, and may ask."""
        found = request.cookies.get(self.cookie_name)
        return not self.refusal(request) and self.has_cookie(found.value if found else None)


def _is_same(own: str, given: str | None) -> bool:
    """Compared in the same time whatever is given, which may be any text."""
    return hmac.compare_digest(own.encode(), (given or "").encode("utf-8", "replace"))


class GuardedHandler(RequestHandler):
    """Answers nobody but the desk's own page."""

    SUPPORTED_METHODS = ("GET", "POST")
    is_open = False  # answers without the cookie too

    guards: DeskGuards

    def initialize(self, guards: DeskGuards) -> None:
        self.guards = guards

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", POLICY)

    def prepare(self) -> None:
        if self.guards.refusal(self.request):
            self.send_error(403)
        elif not self.is_open and not self.guards.has_cookie(self.get_cookie(self.guards.cookie_name)):
            self.send_error(403, needs_cookie=True)
        elif self.request.method == "POST" and not self.is_streamed() and not self.has_form_token():
            self.send_error(403)

    def is_streamed(self) -> bool:
        """Whether the form is not read yet: whoever reads it asks for its token."""
        return False

    def has_form_token(self) -> bool:
        given = self.get_body_argument(FORM_TOKEN, "", strip=True)
        return self.guards.is_form_token(given)

    def check_etag_header(self) -> bool:
        return False

    def compute_etag(self) -> str | None:
        return None


class GuardedApplication(Application):
    """Looks at the head of a change first: the form of somebody who may not send one would be taken apart before its handler is asked."""

    def __init__(self, guards: DeskGuards, handlers: list[Any], refusing: type[RequestHandler], **settings: Any):
        super().__init__(handlers, **settings)
        self._guards, self._refusing = guards, refusing

    def find_handler(self, request: HTTPServerRequest, **given: Any) -> Any:
        if request.method != "GET" and not self._guards.is_known(request):
            return self.get_handler_delegate(request, self._refusing, self.settings["default_handler_args"])
        return super().find_handler(request, **given)
