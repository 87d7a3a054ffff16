"""A real Chromium for the tests, driven over its DevTools protocol: mouse, keyboard, and what the page holds."""

import base64
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import websocket

QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --remote-debugging-port=0"
).split()
KEYS = {
    "Enter": (13, "\r"),
    "Space": (32, " "),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "ArrowLeft": (37, ""),
    "ArrowUp": (38, ""),
    "ArrowRight": (39, ""),
    "ArrowDown": (40, ""),
    "End": (35, ""),
    "Home": (36, ""),
}
_LEFT = "Inspected target navigated or closed"
SECONDS, MOST_SECONDS = 20, 120  # for what should be soon, and for one command


def program() -> str:
    """Where Chromium is; the test is skipped, visibly, where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine: the page was not opened in a browser")
    return found


class Left(AssertionError):
    """The page that was asked has been left meanwhile, for the next one."""


class Page:
    """One tab; ``events`` is what the browser told meanwhile."""

    def __init__(self, address: str):
        self._socket = websocket.create_connection(address, timeout=MOST_SECONDS, suppress_origin=True)
        self._numbers = itertools.count(1)
        self.events: list[dict] = []

    def close(self) -> None:
        self._socket.close()

    def wait_longer(self, seconds: float) -> None:
        """Let each command from now on take so long: one that looks at a large page has much to do."""
        self._socket.settimeout(seconds)

    def ask(self, method: str, **parameters) -> dict:
        """One command and its result; AssertionError for an error."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if "method" in message:
                self.events.append(message)
            elif message["id"] == number:  # the answer to an earlier one may come late
                if "error" in message:
                    raise (Left if message["error"]["message"] == _LEFT else AssertionError)(
                        f"{method}: {message['error']}"
                    )
                return message["result"]

    def run(self, expression: str):
        """The value of a JavaScript expression, awaited."""
        found = self.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def wait(self, expression: str, seconds: float = SECONDS):
        """The value of the expression once it is true, of this page or of the one that comes meanwhile."""
        until = time.monotonic() + seconds
        while True:
            with suppress(Left):
                if value := self.run(expression):
                    return value
            assert time.monotonic() < until, f"never true: {expression}"
            time.sleep(0.02)

    def reload(self) -> None:
        """The same page again, whole: sent on before it is, a browser may lose the way (seen once in some hundred times)."""
        self.run("window.isOld = true")
        self.ask("Page.reload")
        self.wait("!window.isOld && document.readyState === 'complete'")

    def wait_for(self, method: str, **told: object) -> None:
        """Until the browser has told of an event with these parameters."""
        until = time.monotonic() + SECONDS
        while not any(event["method"] == method and told.items() <= event["params"].items() for event in self.events):
            assert time.monotonic() < until, f"never told: {method} {told}"
            self.run("0")
            time.sleep(0.02)

    def hear(self, seconds: float) -> None:
        """What the browser tells by itself, while nothing is asked of it."""
        until, usual = time.monotonic() + seconds, self._socket.gettimeout()
        try:
            while (left := until - time.monotonic()) > 0:
                self._socket.settimeout(left)
                if "method" in (message := json.loads(self._socket.recv())):
                    self.events.append(message)
        except websocket.WebSocketTimeoutException:
            pass
        finally:
            self._socket.settimeout(usual)

    def open(self, file: Path) -> None:
        self.ask("Page.navigate", url=file.as_uri())
        self.wait("document.readyState === 'complete'")

    def click(self, selector: str, at: int = 0) -> None:
        """A click of the mouse in the middle of an element, scrolled to."""
        element = f"document.querySelectorAll({json.dumps(selector)})[{at}]"
        x, y = self.run(
            f"(() => {{ const e = {element}; e.scrollIntoView({{block: 'center', behavior: 'instant'}}); const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, *keys: str) -> None:
        for key in keys:
            code, text = KEYS[key]
            told = {"key": " " if key == "Space" else key, "code": key, "windowsVirtualKeyCode": code}
            self.ask("Input.dispatchKeyEvent", type="keyDown", **told, **({"text": text} if text else {}))
            self.ask("Input.dispatchKeyEvent", type="keyUp", **told)

    def picture(self) -> bytes:
        """What the window shows, as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])

    def size(self, width: int, height: int = 900, dark: bool = False) -> None:
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}],
        )


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A Chromium of its own with one empty page, without a network, and ended in the end."""
    process = subprocess.Popen(
        [program(), *QUIET, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    page = None
    try:
        port = profile / "DevToolsActivePort"
        until = time.monotonic() + SECONDS
        while not (port.is_file() and len(port.read_text().splitlines()) == 2):
            assert process.poll() is None and time.monotonic() < until, "Chromium did not start"
            time.sleep(0.02)
        number, path = port.read_text().splitlines()
        whole = Page(f"ws://127.0.0.1:{number}{path}")
        try:
            target = whole.ask("Target.getTargets")["targetInfos"]
        finally:
            whole.close()
        page = Page(
            f"ws://127.0.0.1:{number}/devtools/page/{next(one['targetId'] for one in target if one['type'] == 'page')}"
        )
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.ask(f"{domain}.enable")
        page.ask(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        yield page
    finally:
        if page:
            page.close()
        process.terminate()
        process.wait(SECONDS)
