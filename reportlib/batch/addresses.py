"""Paths and addresses of what a batch reads and writes, and what of them may be shown: neither who opens them nor by what key."""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from urllib.parse import unquote

from reportlib import filenames, messages
from reportlib.errors import InputError

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://")
_IN_TEXT = re.compile(rf"{ADDRESS.pattern}[^\s'\"<>]+", re.IGNORECASE)


def public(address: str) -> str:
    """An address without user, password, query and fragment; a path as it is."""
    if not ADDRESS.match(address):
        return address
    scheme, _, rest = address.partition("://")
    rest = rest.partition("?")[0]
    if scheme in ("http", "https"):
        rest = rest.partition("#")[0]
    return f"{scheme}://{rest.rpartition('@')[2]}"


def without_keys(said: object) -> str:
    """What somebody says, such as an error of a library, with every address in it as it may be shown."""
    return _IN_TEXT.sub(lambda found: public(found[0]), str(said))


def file_name(address: PurePath | str) -> str:
    """The name of the file at a path of this system or at an address; "" where an address has none."""
    if isinstance(address, str) and ADDRESS.match(address):
        scheme, _, rest = public(address.partition("::")[0]).partition("://")  # of a member of an archive, its name
        path = unquote(rest) if scheme in ("http", "https") else rest
        name = path.rstrip("/").rpartition("/")[2] if "/" in path.rstrip("/") or "::" in address else ""
        return "" if name in (".", "..") else name
    return (address if isinstance(address, PurePath) else Path(address)).name


def shown(address: str) -> str:
    """The name of a file or folder as messages show it."""
    return filenames.shown(file_name(address) or public(address).rstrip("/").rpartition("/")[2])


def fetched(address: str) -> bytes:
    """The bytes of a file at a path or an address; InputError (F20) where it cannot be opened."""
    import fsspec  # here, for who asks whether it is installed imports this module

    try:
        with fsspec.open(address, "rb") as file:
            data: bytes = file.read()
            return data
    except FileNotFoundError:
        raise InputError(messages.F20_no_input_file().at(file=shown(address))) from None
    except Exception as error:  # the libraries of the stores have errors of their own, of which no kind is common
        reason = without_keys(getattr(error, "strerror", None) or error)
        raise InputError(messages.F20_input_unreadable(reason=reason).at(file=shown(address))) from None
