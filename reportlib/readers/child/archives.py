"""A zip that holds returns, taken apart in the child process: the bytes of each member, or why it is not read.

Nothing is written anywhere, so a member's name is only a name; one that would leave its folder is refused all the same. Names
are UTF-8 where the zip says so, else UTF-8 or CP950 (Big5) strictly, as Windows in Taiwan writes them. Zips inside are refused.
The answer is ``{"members": [{"name", "data" in base64} or {"name", "refused"}]}``.
"""

from __future__ import annotations

import base64
import io
import stat
import zipfile
import zlib

from reportlib.filenames import is_junk
from reportlib.readers.child.zips import folded, opened
from reportlib.readers.confined import FileRefused

MOST_FILES = 500
_UTF8_NAME = 0x800
_WORKBOOK_MEMBERS = ("_rels/.rels", "[content_types].xml", "meta-inf/manifest.xml", "mimetype", "index.zip")


def is_plain(data: bytes) -> bool:
    """Whether the zip is an archive of files, and not one document in the form of a zip."""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return False  # judged with the workbooks, which it more often is
    return bool(names) and not any(
        name in _WORKBOOK_MEMBERS or name.startswith("index/") for name in map(folded, names)
    )


def unpacked(data: bytes) -> dict:
    """Every file of the archive, in its order."""
    archive = opened(data)
    members = [member for member in archive.infolist() if not member.orig_filename.endswith("/")]
    if len(members) > MOST_FILES:
        raise FileRefused("A04")
    return {"members": [_member(archive, member) for member in members]}


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> dict:
    name = _name(member)
    parts = name.replace("\\", "/").split("/")
    if is_junk(name):
        return {"name": name, "refused": "F17"}
    if (
        ".." in parts
        or parts[0] in ("", "~")
        or ":" in parts[0]
        or "\0" in name
        or stat.S_ISLNK(member.external_attr >> 16)
    ):
        return {"name": name, "refused": "F11"}
    try:
        data = archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, NotImplementedError, RuntimeError):
        return {"name": name, "refused": "F03"}
    if data.startswith(b"PK") and is_plain(data):
        return {"name": name, "refused": "A13"}
    return {
        "name": "/".join(part for part in parts if part not in ("", ".")),
        "data": base64.b64encode(data).decode("ascii"),
    }


def _name(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _UTF8_NAME:
        return member.orig_filename
    raw = member.orig_filename.encode("cp437")
    for encoding in ("utf-8", "cp950"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    return member.orig_filename
