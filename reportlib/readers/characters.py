"""What can be known of a file's characters: which encoding it is in, and which of them are lost, doubtful or do not show.

Encodings are tried strictly and never guessed. Text that decodes may still be wrong: simplified Chinese (GBK) decodes as CP950
into rare characters, and a UTF-8 file that was once opened as something else and saved is valid UTF-8. Both are recognised by
characters that ordinary text hardly has (in 980,000 characters of real open-data text: 0.4 % and less).
"""

from __future__ import annotations

import codecs
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlib import messages

MOST_UNKNOWN_SHARE = 20  # one in so many characters
FEWEST_CHARACTERS = 8
SAMPLED = 300_000  # bytes or characters: enough to know a file's kind
_CJK = "\u4e00-\u9fff"
_IDEOGRAPH = re.compile(f"[{_CJK}]")
_HIGH_LATIN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{2,}"
)
_STRUCTURE = re.compile(r"[0-9,;\t\r\n]")
_ASKING = re.compile("[嗎呢嘛何誰哪幾麼吧否什請問]")
_LOST_IN_WORD = re.compile(f"(?<=[{_CJK}])\\?+(?=[{_CJK}])")
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u2028\u2029"
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_SPECIAL = re.compile(f"[\ufffd{_CONTROL}{_DIRECTION}{_PRIVATE}]|[{_CJK}]\\?+[{_CJK}]|□\\([0-9A-F]{{4}}\\)")
_PERHAPS = re.compile(
    f"[\ufffd{_CONTROL}{_DIRECTION}{_PRIVATE}?□]"
)  # much faster than _SPECIAL, and nearly always enough
_KINDS = (("E12", re.compile("\ufffd")), ("E14", re.compile(f"[{_CONTROL}]")), ("E17", re.compile(f"[{_DIRECTION}]")))
_UNKNOWN = re.compile(r"□\(([0-9A-F]{4})\)")


@functools.cache  # made when first asked for: most files are UTF-8 and need neither
def _with_lead(first: int, last: int) -> re.Pattern:
    """The ideographs whose first byte in CP950 is within the two."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs = (bytes((lead, trail)).decode("cp950", "ignore") for lead in range(first, last + 1) for trail in trails)
    return re.compile(f"[{''.join(c for c in pairs if _IDEOGRAPH.fullmatch(c))}]")


_RARE = (0xC9, 0xF9)  # Big5 level 2
_LIKE_UTF8 = (0xE3, 0xEF)  # what the first bytes of UTF-8 ideographs become in CP950


@dataclass(frozen=True)
class Doubt:
    """A cell whose text is not what somebody meant, or does not show; ``usable`` is false where a character is not known.

    ``row`` and ``column`` count from 1; ``what`` is a whole sentence without the place.
    """

    code: str
    row: int
    column: int
    what: str
    usable: bool = True


class Undecodable(Exception):
    """The bytes are in no encoding that is read: the code of the fault, the place of the first such byte, what was tried."""

    def __init__(self, code: str, place: int, encoding: str):
        super().__init__(code)
        self.code, self.place, self.encoding = code, place, encoding


def decoded(data: bytes) -> tuple[str, str, bool]:
    """Text without byte-order marks, its encoding, and whether some of its characters are unknown and stand as □(FA40).

    A mark decides; then UTF-16 by its zero bytes, UTF-8 strict, CP950 strict, CP950 with a few characters of a user's own.
    """
    encoding = _marked(data) or _utf16_by_zeros(data)
    if encoding:
        try:
            return (
                data.decode(encoding).lstrip("\ufeff"),
                encoding,
                False,
            )  # also a second mark, which joined exports have
        except UnicodeDecodeError as error:
            raise Undecodable("E10" if error.end >= len(data) - 3 else "E09", error.start, encoding) from None
    try:
        return data.decode("utf-8").lstrip("\ufeff"), "utf-8", False
    except UnicodeDecodeError as error:
        utf8 = error
    mixed = _utf8_lines(data) >= 4
    worst, unknown = utf8, False
    try:
        text = data.decode("cp950")
    except UnicodeDecodeError as error:
        text, unknown = None, True
        worst = max(utf8, error, key=lambda error: error.start)
    if mixed or (text is None and not looks_gbk(data, None) and not (text := _with_unknown(data))):
        raise Undecodable("E10" if worst.end >= len(data.rstrip()) else "E09", worst.start, worst.encoding)
    if text is None or looks_gbk(data, text):  # without a text, it was simplified Chinese
        raise Undecodable("E08", 0, "gbk")
    return text, "cp950", unknown


def looks_gbk(data: bytes, as_cp950: str | None) -> bool:
    """Whether bytes are simplified Chinese: common characters in GBK, and rare ones, or none, in CP950."""
    if as_cp950 is not None:
        ideographs = len(_IDEOGRAPH.findall(as_cp950[:SAMPLED]))
        if ideographs < FEWEST_CHARACTERS or len(_with_lead(*_RARE).findall(as_cp950[:SAMPLED])) < 0.12 * ideographs:
            return False
    try:
        text = codecs.getincrementaldecoder("gbk")().decode(data[:SAMPLED])
    except UnicodeDecodeError:
        return False
    characters = _IDEOGRAPH.findall(text)
    common = sum(
        0xB0 <= character.encode("gbk")[0] <= 0xD7 and character.encode("gbk")[1] >= 0xA1 for character in characters
    )
    return len(characters) >= 4 and common >= 0.85 * len(characters)


def mojibake(text: str) -> str:
    """What a text once was that was opened in a wrong encoding and saved, "" for one that is all right. A short sample of it."""
    text = text[:SAMPLED]
    like = _with_lead(*_LIKE_UTF8).findall(text)
    if len(like) >= 5 and len(like) >= 0.15 * len(_IDEOGRAPH.findall(text)):
        mended = "".join(_IDEOGRAPH.findall(text.encode("cp950", "ignore").decode("utf-8", "ignore")))
        if len(mended) >= 0.5 * len(like):
            return mended[:12]
    found, high = "", 0
    for run in _HIGH_LATIN.findall(text)[:1_000]:
        high += len(run)
        found += _mended_latin(run)
    return found[:12] if len(found) >= 4 and 4 * len(found) > high else ""


def is_special(text: str) -> bool:
    """Whether some cell of a text may be one that :func:`doubts` finds."""
    return bool(_PERHAPS.search(text) and _SPECIAL.search(text))


def doubts(rows: Sequence[Sequence[object]], unknown: bool = False) -> tuple[list[Doubt], list[tuple[int, int]]]:
    """Every cell with such characters; and the cells with a ``?`` inside a word, where a character was lost before it came.

    ``unknown`` says that □(FA40) stands for two bytes.
    """
    found: list[Doubt] = []
    lost: list[tuple[int, int]] = []
    if not getattr(rows, "is_special", True) or not any(
        _PERHAPS.search("\n".join([cell for cell in row if type(cell) is str])) for row in rows
    ):
        return found, lost
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if type(cell) is str and _SPECIAL.search(cell):
                found += (Doubt(code, number, column, what, usable) for code, what, usable in _of_cell(cell, unknown))
                if _lost_in_words(cell):
                    lost.append((number, column))
    return found, lost


def _of_cell(cell: str, unknown: bool) -> Iterator[tuple[str, str, bool]]:
    if unknown:
        for shown in dict.fromkeys(_UNKNOWN.findall(cell)):
            perhaps = _suggestion(bytes.fromhex(shown))
            yield ("E04", messages.E04_unknown_pair.text(code=shown, perhaps=perhaps), False)
    for character in dict.fromkeys(re.findall(f"[{_PRIVATE}]", cell)):
        code = f"U+{ord(character):04X}"
        usable = "\uf000" <= character <= "\uf0ff"  # a bullet or a sign of a symbol font
        yield ("E04", messages.E04_private_character.text(code=code), usable)
    sentences: dict[str, Callable[[int], str]] = {
        "E12": lambda n: messages.E12_characters_lost.text(count=n),
        "E14": lambda n: messages.E14_control_characters.text(count=n),
        "E17": lambda n: messages.E17_direction_of_writing.text(count=n),
    }
    for code, pattern in _KINDS:
        if count := len(pattern.findall(cell)):
            yield code, sentences[code](count), True


def _lost_in_words(cell: str) -> bool:
    """A ``?`` between two ideographs, where the words before it ask nothing."""
    return any(
        not _ASKING.search(cell[max(match.start() - 20, 0) : match.start()]) for match in _LOST_IN_WORD.finditer(cell)
    )


def _suggestion(pair: bytes) -> str:
    try:
        character = pair.decode("big5hkscs")
    except UnicodeDecodeError:
        return ""
    return messages.perhaps_hong_kong(character=character)


def _with_unknown(data: bytes) -> str:
    """CP950 in which a few pairs of bytes are characters of a user's own, each as □(FA40); "" where it is something else."""
    try:
        text = data.decode("cp950", "packet-unknown-pair")
    except UnicodeDecodeError:
        return ""
    beyond_ascii = len(data.translate(None, bytes(range(128))))
    return text if len(_UNKNOWN.findall(text)) <= max(3, beyond_ascii // (2 * MOST_UNKNOWN_SHARE)) else ""


def _unknown_pair(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    if len(pair) < 2 or not (0x81 <= pair[0] <= 0xFE and (0x40 <= pair[1] <= 0x7E or 0xA1 <= pair[1] <= 0xFE)):
        raise error
    return f"□({pair.hex().upper()})", error.start + 2


codecs.register_error("packet-unknown-pair", _unknown_pair)


def _utf8_lines(data: bytes) -> int:
    """How many ideographs stand in those lines that are UTF-8: none in a file of CP950."""
    found = 0
    for line in data.splitlines():
        if not line.isascii():
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            found += len(_IDEOGRAPH.findall(text))
    return found


def _mended_latin(run: str) -> str:
    for wrong in ("cp1252", "latin-1"):
        raw = b"".join(_byte(character, wrong) for character in run)
        for right in ("utf-8", "cp950"):
            mended = "".join(_IDEOGRAPH.findall(raw.decode(right, "ignore")))
            if mended and len(raw) <= 6 * len(mended) and (right == "utf-8" or not _with_lead(*_RARE).search(mended)):
                return mended
    return ""


def _byte(character: str, encoding: str) -> bytes:
    """Programs that read CP1252 keep its five unassigned bytes as they are."""
    try:
        return character.encode(encoding)
    except UnicodeEncodeError:
        return bytes((ord(character),)) if ord(character) < 256 else b""


def _marked(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return encoding
    return ""


def _utf16_by_zeros(data: bytes) -> str:
    """UTF-16 without a mark, "" for anything else: digits, commas and line ends have a zero byte each.

    Which side the zeros are on says nothing (一 is 4E 00, and N the other way round): the order in which the text has
    more of these signs is the right one.
    """
    sample = data[:8192]
    if len(data) % 2 or sample.count(0) < max(2, len(sample) // 40):
        return ""
    signs = {name: len(_STRUCTURE.findall(sample.decode(name, "replace"))) for name in ("utf-16-le", "utf-16-be")}
    return max(signs, key=signs.__getitem__) if any(signs.values()) else ""
