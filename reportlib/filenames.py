"""Names of files as people send them: shown as text, made safe to write, and told apart from what programs leave behind."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path

from reportlib.text import visible

LONGEST_BYTES = 180
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f<>:"/\\|?*\'`$&;!{}\[\]~#%\s\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd□]+'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)", re.IGNORECASE)
_JUNK_NAMES = frozenset(("thumbs.db", ".ds_store", "desktop.ini"))
_JUNK_STARTS = ("~$", ".~", "._")


def is_junk(name: str) -> bool:
    """Whether a file is what a program or a system leaves beside one's own: ``~$a.xlsx``, ``.~lock.a.ods#``, ``Thumbs.db``, ``__MACOSX/``."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1].casefold() in _JUNK_NAMES or parts[-1].startswith(_JUNK_STARTS)


def is_reserved(name: str) -> bool:
    """Whether Windows takes the name for one of its devices, whatever stands behind its first dot: ``nul``, ``CON.csv``, ``com1``."""
    return _RESERVED.match(name) is not None


def through_link(path: Path) -> bool:
    """Whether the path itself, or a folder on the way to it, is a symbolic link."""
    return any(os.path.islink(part) for part in (path, *path.parents))


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a symbolic link on the way to ``path`` leads out of ``folder``, or in a circle; the end need not be there."""
    try:
        return through_link(path) and not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return True


def shown(name: str) -> str:
    """The name on one line: composed characters (NFC), □ for what does not print; bytes that are no UTF-8 are read as CP950."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("cp950", "replace")
    return visible(unicodedata.normalize("NFC", name))


def safe(name: str) -> str:
    """A name that every system can write and no shell misreads; itself where it is one already.

    One that had to be changed gets eight hexadecimal digits of the original's SHA-256, so that no two become one.
    """
    stem, dot, suffix = shown(name).rpartition(".")
    stem, suffix = (
        (stem, suffix) if stem and len(suffix) <= 5 and suffix.isascii() and suffix.isalnum() else (shown(name), "")
    )
    clean = _UNSAFE.sub("_", unicodedata.normalize("NFC", stem)).strip("-_. ")
    if _RESERVED.match(f"{clean}."):
        clean = f"file_{clean}"
    whole = f"{clean}.{suffix}" if suffix else clean
    if whole == name and clean and len(clean.encode("utf-8")) <= LONGEST_BYTES:
        return name
    clean = clean.encode("utf-8", "replace")[: LONGEST_BYTES - 9].decode("utf-8", "ignore")
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
    return f"{clean or 'file'}-{mark}" + (f".{suffix}" if suffix else "")
