"""Files that a browser sends, written to the disk piece by piece as they come: never a whole one in memory."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from reportlib.filenames import LONGEST_BYTES, is_junk, is_reserved
from reportlib.writing import put_new, sha256_of

MOST_BYTES = 300_000_000  # of one form
MOST_OF_A_FILE = 100_000_000
MOST_FILES = 200
_LONGEST_HEAD, _LONGEST_VALUE = 8_192, 4_096
_NAME = re.compile(rb'\bname="([^"]*)"')
_FILE = re.compile(rb'\bfilename="([^"]*)"')


class NotUploaded(ValueError):
    """What was sent is no form of files that is taken; the text says why, for its reader."""


class UploadTooLarge(NotUploaded):
    """It is more than is taken at once."""


def too_large() -> UploadTooLarge:
    return UploadTooLarge(f"一次最多上傳 {MOST_BYTES // 1_000_000} MB。請分幾次上傳。")


class FormStream:
    """A form of type ``multipart/form-data`` as it arrives. What stands in a field is in ``fields``; ``open_file`` is asked where each
    file is to be written, by the name that it was sent under."""

    def __init__(self, content_type: str, open_file: Callable[[str], BinaryIO]):
        found = re.search(r'boundary="?([^";,\s]{1,200})"?', content_type)
        if not content_type.startswith("multipart/form-data") or found is None:
            raise NotUploaded("請由工作桌的頁面上傳檔案。")
        self._mark = b"\r\n--" + found[1].encode("latin-1", "replace")
        self._buffer = bytearray(b"\r\n")
        self._reading: Callable[[], bool] = self._find_mark
        self._open_file = open_file
        self._file: BinaryIO | None = None
        self._field = ""
        self._size = self._whole = self.files = 0
        self.fields: dict[str, str] = {}
        self.is_whole = False

    def feed(self, data: bytes) -> None:
        """Take what has come; NotUploaded where it is too much, or is no such form."""
        self._whole += len(data)
        if self._whole > MOST_BYTES:
            raise too_large()
        self._buffer += data
        while self._reading():
            pass

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    # -- inside: each reads what is there, and says whether there is more to do ----------------------------------------------

    def _find_mark(self) -> bool:
        """The data of a part, up to the mark of the next."""
        at = self._buffer.find(self._mark)
        data = bytes(self._buffer[:at] if at >= 0 else self._buffer[: -len(self._mark)])
        self._take(data)
        del self._buffer[: len(data)]
        if at < 0:
            return False
        del self._buffer[: len(self._mark)]
        self.close()
        self._field = ""
        self._reading = self._after_mark
        return True

    def _after_mark(self) -> bool:
        if len(self._buffer) < 2:
            return False
        if self._buffer.startswith(b"--"):
            self.is_whole = True
            self._reading = self._after_end
            return True
        del self._buffer[:2]
        self._reading = self._find_head
        return True

    def _after_end(self) -> bool:
        self._buffer.clear()
        return False

    def _find_head(self) -> bool:
        at = self._buffer.find(b"\r\n\r\n")
        if at > _LONGEST_HEAD or at < 0 and len(self._buffer) > _LONGEST_HEAD:
            raise NotUploaded("上傳的內容無法讀取。")
        if at < 0:
            return False
        head = bytes(self._buffer[:at])
        del self._buffer[: at + 4]
        name, file = _NAME.search(head), _FILE.search(head)
        self._field, self._size = _text(name[1]) if name else "", 0
        if file and file[1]:
            self.files += 1
            if self.files > MOST_FILES:
                raise NotUploaded(f"一次最多上傳 {MOST_FILES} 個檔案。")
            self._file = self._open_file(_text(file[1]))
        self._reading = self._find_mark
        return True

    def _take(self, data: bytes) -> None:
        self._size += len(data)
        if self._file:
            if self._size > MOST_OF_A_FILE:
                raise UploadTooLarge(f"一個檔案最大 {MOST_OF_A_FILE // 1_000_000} MB。")
            self._file.write(data)
        elif self._field and data:
            if self._size > _LONGEST_VALUE:
                raise NotUploaded("上傳的內容無法讀取。")
            self.fields[self._field] = self.fields.get(self._field, "") + data.decode("utf-8", "replace")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace").replace("%22", '"').replace("%0D", " ").replace("%0A", " ")


def plain_name(sent: str) -> str:
    """The name under which a file is kept: the last part of the one that was sent, without what no system takes; NotUploaded where
    nothing of it is left, or where it is one that programs leave behind."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", sent)[-1])
    name = "".join("_" if sign in '<>:"|?*' or not sign.isprintable() else sign for sign in name).strip().rstrip(" .")
    stem, dot, suffix = name.rpartition(".")
    if len(name.encode()) > LONGEST_BYTES:
        end = dot + suffix if len(suffix) < 10 else ""
        name = (stem if end else name).encode()[: LONGEST_BYTES - len(end.encode())].decode("utf-8", "ignore") + end
    if not name or is_junk(name) or name.startswith(".") or is_reserved(name):
        raise NotUploaded(f"「{sent[:60]}」不能當作檔名，請改名後再上傳。")
    return name


def put_beside(draft: Path, folder: Path, name: str) -> str:
    """Give a finished file its name in the folder, or the next one that is free; "" where the very same file is there under it."""
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    number, free = 1, name
    while True:
        try:
            if (folder / free).is_file() and sha256_of(folder / free) == sha256_of(draft):
                return ""
            put_new(draft, folder / free)
            return free
        except FileExistsError:
            number += 1
            free = f"{stem}-{number}{dot}{suffix}"
