"""A ZIP container, opened within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile

from reportlib.readers.confined import FileRefused

MOST_UNPACKED_BYTES = 200_000_000
LARGEST_RATIO, RATIO_MATTERS_FROM_BYTES = 200, 10_000_000
MOST_MEMBERS = 10_000


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, if its list of members is sound and what they say they hold is within the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise FileRefused("F02") from None
    members = archive.infolist()
    if len({member.filename for member in members}) < len(members):
        raise FileRefused("F14")
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused("F04")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise FileRefused("A04")
    if any(m.file_size > RATIO_MATTERS_FROM_BYTES and m.file_size > LARGEST_RATIO * m.compress_size for m in members):
        raise FileRefused("A04")
    return archive


def folded(name: str) -> str:
    """The name under which readers take several spellings of a member for one: without case, its slashes either way."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """The members of a document in the form of a zip by their folded names; F14 where two are one to some reader."""
    parts: dict[str, str] = {}
    for name in archive.namelist():
        if not name.endswith("/") and parts.setdefault(folded(name), name) != name:
            raise FileRefused("F14")
    return parts
