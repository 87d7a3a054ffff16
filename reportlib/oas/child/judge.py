"""The child process that judges a document of an API: its bytes on standard input, what is wrong with it as JSON on standard output.

It runs under the limits of :mod:`reportlib.readers.confined`. The answer is ``{"form": "JSON" or "YAML", "version", "title",
"operations", "findings": [{"kind", "path", "gaps"}], "more"}``; ``more`` counts findings that were left out of a long list. While a
document is being validated this process opens no file but Python's own and no connection.
"""

from __future__ import annotations

import string
import sys
import sysconfig
import threading
from typing import Any

from reportlib.oas.child import references, sought
from reportlib.oas.child.finding import RawFinding, Unreadable, short
from reportlib.oas.child.parsing import Parsed, parsed
from reportlib.oas.child.versions import family_of
from reportlib.readers.confined import FileRefused, serve

MOST_FINDINGS = 200
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_RECURSION, _STACK_BYTES = 6_000, 512 << 20
_OWN = (
    *{sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")},
    __file__.rpartition("oas")[0],
)
_REFUSED = ("socket.", "urllib.", "subprocess.", "os.exec", "os.system", "os.posix_spawn", "http.")
_closed = threading.Event()
_guards: list[bool] = []  # the hook, once it is set: it cannot be taken away again


def judged(data: bytes) -> dict:
    """The answer for one document."""
    result: list[dict] = []
    wrong: list[BaseException] = []

    def judge() -> None:
        try:
            result.append(_judged(data))
        except BaseException as error:
            wrong.append(error)

    # A deep document needs a deep stack, of which only a thread of its own can have more.
    sys.setrecursionlimit(_RECURSION)
    threading.stack_size(_STACK_BYTES)
    worker = threading.Thread(target=judge)
    worker.start()
    worker.join()
    if wrong:
        raise wrong[0] if isinstance(wrong[0], MemoryError) else FileRefused("A12")
    return result[0]


def _judged(data: bytes) -> dict:
    try:
        document = parsed(data)
        family, about_version = family_of(document.data)
    except Unreadable as refused:
        return _answer({"form": ""}, [refused.finding])
    operations = _operations(document.data)
    about = {
        "form": document.form,
        "version": short(document.data.get("openapi", document.data.get("swagger", ""))),
        "title": _title(document.data),
        "operations": operations,
    }
    found = [*document.findings, *about_version, *sought.secrets_in(document.data)]
    out = references.leading_out(document.data)
    if out or family is None:
        return _answer(about, [*found, *out])
    found += _number_keys(document)
    found += references.mended(document.data)
    found += _braces(document.data)
    _closed_to(family)
    try:
        from reportlib.oas.child.validating import findings

        of_validator = findings(document.data, family)
    except RecursionError:
        of_validator = [RawFinding("not judged", (), {"kind": "RecursionError"})]
    is_wrong = any(one.kind not in ("not judged", "secret") for one in (*found, *of_validator))
    found += [one for one in of_validator if one.kind != "not judged" or not is_wrong]
    return _answer(about, found + sought.useless(document.data, family, operations))


def _answer(about: dict, found: list[RawFinding]) -> dict:
    shown = [one.as_json() for one in found[:MOST_FINDINGS]]
    return {"version": "", "title": "", "operations": 0} | about | {"findings": shown, "more": len(found) - len(shown)}


def _title(data: dict) -> str:
    info = data.get("info")
    title = info.get("title") if isinstance(info, dict) else ""
    return short(title) if isinstance(title, str) else ""


def _operations(data: dict) -> int:
    paths = data.get("paths")
    items = paths.values() if isinstance(paths, dict) else ()
    return sum(sum(method in item for method in METHODS) for item in items if isinstance(item, dict))


def _number_keys(document: Parsed) -> list[RawFinding]:
    """Status codes that YAML reads as numbers: the OAS wants them in quotation marks, and other tools break down on them."""
    return [
        RawFinding("number keys", path, {"keys": keys})
        for path, keys in document.number_keys
        if path and path[-1] == "responses"
    ]


def _braces(data: dict) -> list[RawFinding]:
    """Addresses whose braces do not match."""
    found = []
    paths = data.get("paths")
    for url in paths if isinstance(paths, dict) else ():
        try:
            list(string.Formatter().parse(url))
        except ValueError:
            found.append(RawFinding("braces", ("paths", url)))
    return found


def _closed_to(family: str) -> None:
    """From now on this process opens no file but those of Python and its packages, starts nothing, and connects to nobody.

    The schema of the OAS itself is read before, which the library does as if it came from somewhere.
    """
    from reportlib.oas.child.validating import FAMILIES

    _closed.clear()
    _ = FAMILIES[family].schema_validator.iter_errors
    if not _guards:
        _guards.append(True)
        sys.addaudithook(_guard)
    _closed.set()


def _guard(event: str, args: tuple[Any, ...]) -> None:
    if not _closed.is_set():
        return
    if event == "open" and isinstance(args[0], str) and not args[0].startswith(_OWN):
        raise PermissionError(event)
    if event.startswith(_REFUSED):
        raise PermissionError(event)


if __name__ == "__main__":
    serve(judged)
