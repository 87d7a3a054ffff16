"""A YAML file as data, each value with its line; what is dangerous or not understood is refused."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import typing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

from reportlib.errors import ConfigError, Problem, quoted
from reportlib.language import say
from reportlib.text import nearest

LARGEST = 1_000_000  # bytes
DEEPEST = 20  # collections inside each other
MOST_VALUES = 50_000  # keys not counted; so many are read in about a second
LONGEST_NUMBER = 30  # characters
MOST_PROBLEMS = 20  # shown at once

Key = tuple[str | int, ...]

_KEY = re.compile(r"[a-z][a-z0-9_]*")
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
# Characters that no text may hold, however it is escaped: controls but for TAB and line ends, halves of surrogate pairs.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class YamlFile:
    """A file that was read: its plain data, and on which line (from 1) each key and list item stands."""

    path: Path
    data: dict[str, object]
    lines: dict[Key, int] = field(repr=False)

    @property
    def name(self) -> str:
        """The file's name as a message may show it."""
        return shown_name(self.path)

    def line(self, path: Key) -> int:
        """The line of the value at ``path`` or, where there is none, of the nearest one around it."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)

    def problem(self, code: str, path: Key, what: str, todo: str = "") -> Problem:
        """A problem with the value at ``path``."""
        return Problem(code, what, todo, file=self.name, row=self.line(path), header=key_text(path))


def shown_name(path: Path) -> str:
    return "".join(c if c.isprintable() else "□" for c in path.name)


def key_text(path: Key) -> str:
    """``agenda #3.topics #1.title``: list items are counted from 1."""
    return "".join(f" #{part + 1}" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def refuse(problems: list[Problem]) -> typing.NoReturn:
    """Raise ConfigError with the problems in the order of their lines, the first 20 of them."""
    problems = sorted(dict.fromkeys(problems), key=lambda p: p.row or 0)
    if len(problems) > MOST_PROBLEMS:
        more = len(problems) - MOST_PROBLEMS
        what = say(f"還有 {more} 項問題沒有列出。", f"{more} more problems are not listed.")
        problems = [*problems[:MOST_PROBLEMS], Problem(problems[0].code, what, file=problems[0].file)]
    raise ConfigError(*problems)


# -- bytes to text -------------------------------------------------------------------------------------------------------


def trouble_with(path: Path) -> tuple[str, str] | None:
    """Why ``path`` is no file that can be read, and what to do: two sentences; None where it is one.

    Looks at the file without opening it, since opening a FIFO waits for ever.
    """
    try:
        kind = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        what = say(f"找不到檔案{quoted(path.name)}", f"there is no file {quoted(path.name)}")
        near = nearest_file(path)
        if near is not None:
            return what + say("。", "."), say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
        return what + say("。", "."), say("請確認路徑與檔名。", "Check the path and the file name.")
    except (OSError, ValueError):  # not permitted, a link in a circle, a name too long or with a NUL in it
        kind = None
    if kind is None:
        return say(f"無法讀取檔案{quoted(path.name)}。", f"{quoted(path.name)} cannot be read."), _check_rights()
    if stat.S_ISDIR(kind):
        what = say(f"{quoted(path.name)}是資料夾，不是檔案。", f"{quoted(path.name)} is a folder, not a file.")
        return what, say("請寫到檔名為止。", "Name the file itself.")
    if not stat.S_ISREG(kind):
        what = say(
            f"{quoted(path.name)}不是一般檔案（可能是管線或裝置）。",
            f"{quoted(path.name)} is not a regular file (a pipe or a device?).",
        )
        return what, say("請改用一般檔案。", "Use a regular file.")
    if not os.access(path, os.R_OK):
        return say(
            f"沒有讀取{quoted(path.name)}的權限。", f"there is no permission to read {quoted(path.name)}."
        ), _check_rights()
    return None


def _check_rights() -> str:
    return say("請確認檔案權限。", "Check the file's permissions.")


def nearest_file(path: Path) -> str | None:
    """The name in the same folder that is most like the missing one's."""
    try:
        names = [name for name in os.listdir(path.parent) if not name.startswith((".", "~$"))]
    except (OSError, ValueError):
        return None
    return nearest(path.name, names)


def _text(path: Path) -> str:
    if trouble := trouble_with(path):
        raise ConfigError(Problem("F20", *trouble, file=shown_name(path)))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        what = say(f"無法讀取檔案{quoted(path.name)}。", f"{quoted(path.name)} cannot be read.")
        raise ConfigError(Problem("F20", what, _check_rights(), file=shown_name(path))) from None
    save_as = say("請另存為 UTF-8。", "Save it as UTF-8.")
    if len(data) > LARGEST:
        what = say("檔案超過 1 MB，不是設定檔。", "the file is larger than 1 MB and no configuration.")
        raise ConfigError(Problem("C06", what, say("請確認檔案。", "Check which file it is."), file=shown_name(path)))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        what = say("檔案是 UTF-16 編碼或不是文字檔。", "the file is UTF-16 or no text at all.")
        raise ConfigError(Problem("C07", what, save_as, file=shown_name(path)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        # utf-8-sig counts from behind the mark
        start = bad.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        row = len(re.findall(rb"\r\n|\r|\n", data[:start])) + 1
        big5 = False
        with contextlib.suppress(UnicodeDecodeError):
            data.decode("cp950")
            big5 = True
        guess = say("（看起來是 Big5）", " (it looks like Big5)") if big5 else ""
        what = say(f"檔案不是 UTF-8 編碼{guess}。", f"the file is not UTF-8{guess}.")
        raise ConfigError(Problem("C07", what, save_as, file=shown_name(path), row=row)) from None


# -- text to data --------------------------------------------------------------------------------------------------------


def load(path: str | os.PathLike, keys: typing.Iterable[str] = ()) -> YamlFile:
    """Read a YAML file whose outermost value is a mapping; ``keys`` are the outermost ones, to be named where it is none.

    Values are str, int, Decimal, bool, None, list and dict. Raises ConfigError, with the line of each problem, for a file
    that cannot be read, is no UTF-8 (a byte-order mark is taken), is over 1 MB or nested over 20 deep, for syntax errors,
    TAB as indentation, tags, anchors, aliases, more than one document, and keys that are twice there or are not
    lower-case words.
    """
    path = Path(path)
    reader = _Reader(path)
    text = _text(path)
    try:
        reader.read(text)
    except yaml.YAMLError as error:
        reader.problems.append(_syntax_problem(error, text, shown_name(path)))
    if not reader.problems and not isinstance(reader.data, dict):
        empty = reader.data is None
        what = (
            say("檔案沒有內容。", "the file is empty.")
            if empty
            else say("檔案內容不是「鍵: 值」。", 'the file does not hold "key: value".')
        )
        if keys := [f"{key}:" for key in keys]:
            todo = say(f"第一行請寫 {' 或 '.join(keys)}", f"The first line must be {' or '.join(keys)}")
        else:
            todo = say("請對照範例 params/moea-6-1.yaml。", "Compare it with params/moea-6-1.yaml.")
        reader.problem("C03", 1, what, todo)
    if reader.problems:
        refuse(reader.problems)
    return YamlFile(path, reader.data, reader.lines)


class _TooMuch(Exception):
    """Reading further would take long, or more of the stack than there is."""


class _Reader:
    """Builds plain data from the parser's events; collects problems as long as the rest can still be understood."""

    def __init__(self, path: Path):
        self.file = shown_name(path)
        self.data: object = None
        self.lines: dict[Key, int] = {}
        self.problems: list[Problem] = []
        self._values = 0

    def problem(self, code: str, line: int, what: str, todo: str = "", header: str = "") -> None:
        self.problems.append(Problem(code, what, todo, file=self.file, row=line, header=header))

    def read(self, text: str) -> None:
        self._events = yaml.parse(text, Loader=yaml.SafeLoader)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    what = say(
                        "一個檔案只能有一份文件，這裡開始了第二份（---）。",
                        "a file holds one document; a second one (---) begins here.",
                    )
                    return self.problem(
                        "C06", _line(event), what, say("請刪去或分成兩個檔案。", "Delete it or split the file.")
                    )
                if event.tags:
                    self._refuse_tag(event, " ".join(event.tags))
                with contextlib.suppress(_TooMuch):
                    self.data = self._value(next(self._events), ())
                    continue
                return None
        return None

    def _value(self, event: yaml.NodeEvent, path: Key) -> object:
        self.lines.setdefault(path, _line(event))
        self._values += 1
        if self._values > MOST_VALUES:
            what = say(
                f"檔案有超過 {MOST_VALUES} 個值，不是設定檔。",
                f"the file holds more than {MOST_VALUES} values and is no configuration.",
            )
            self.problem("C06", _line(event), what, say("請確認檔案。", "Check which file it is."))
            raise _TooMuch
        if event.anchor is not None:
            mark = f"*{event.anchor}" if isinstance(event, yaml.AliasEvent) else f"&{event.anchor}"
            what = say(f"不接受錨點與別名（{quoted(mark)}）。", f"anchors and aliases are not taken ({quoted(mark)}).")
            todo = say("請把內容重寫一次；若是文字，請加引號。", "Write the content out; quote it if it is text.")
            self.problem("C06", _line(event), what, todo, key_text(path))
        if getattr(event, "tag", None) is not None:
            self._refuse_tag(event, event.tag, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(path) >= DEEPEST:
                what = say(f"巢狀超過 {DEEPEST} 層。", f"nested more than {DEEPEST} deep.")
                self.problem("C06", _line(event), what, say("請簡化結構。", "Make it simpler."))
                raise _TooMuch
            return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)
        return None

    def _list(self, path: Key) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Key) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, line = self._key(event, path), _line(event)
            below = (*path, key)
            if key in found:
                first = self.lines[below]
                what = say(
                    f"鍵{quoted(key)}重複，第 {first} 列已經有了。",
                    f"the key {quoted(key)} is there twice; it is on line {first} already.",
                )
                self.problem("C04", line, what, say("請刪去其中一個。", "Delete one of them."), key_text(below))
            self.lines.setdefault(below, line)
            value = self._value(next(self._events), below)
            found.setdefault(key, value)
        return found

    def _key(self, event: yaml.NodeEvent, path: Key) -> str:
        """The key's text; a key that cannot be one is reported and gets a name that no other key has."""
        nameless = f"?{_line(event)}:{event.start_mark.column}"
        if not isinstance(event, yaml.ScalarEvent):
            self._value(event, (*path, nameless))
            what = say("鍵必須是一個英文小寫的詞。", "a key must be one lower-case word.")
            self.problem(
                "C01", _line(event), what, say("若是文字，請加引號。", "Quote it if it is text."), key_text(path)
            )
            return nameless
        if event.anchor is not None or event.tag is not None:
            self._value(event, (*path, nameless))
        if not _KEY.fullmatch(event.value):
            what = say(f"{quoted(event.value)}不能當鍵。", f"{quoted(event.value)} cannot be a key.")
            todo = say(
                "鍵只能用英文小寫字母、數字與底線，以字母開頭。",
                "A key is of lower-case letters, digits and underscores, a letter first.",
            )
            self.problem("C01", _line(event), what, todo, key_text(path))
            return nameless
        return event.value

    def _scalar(self, event: yaml.ScalarEvent, path: Key) -> object:
        text = event.value
        if bad := _NO_TEXT.search(text):
            what = say(
                f"文字中有控制字元 U+{ord(bad[0]):04X}。", f"the text holds the control character U+{ord(bad[0]):04X}."
            )
            self.problem("C03", _line(event), what, say("請刪去該字元。", "Delete it."), key_text(path))
        if event.style is not None:  # quoted, or a block
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        number = int if INTEGER.fullmatch(text) else Decimal if DECIMAL.fullmatch(text) else None
        if number and len(text) > LONGEST_NUMBER:
            what = say(
                f"數字{quoted(text)}超過 {LONGEST_NUMBER} 位。",
                f"the number {quoted(text)} has more than {LONGEST_NUMBER} digits.",
            )
            self.problem(
                "C03", _line(event), what, say("若是代碼，請加引號。", "Quote it if it is a code."), key_text(path)
            )
            return text
        return number(text) if number else text

    def _refuse_tag(self, event: yaml.Event, tag: str, path: Key = ()) -> None:
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        what = say(f"不接受標籤{quoted(tag)}。", f"the tag {quoted(tag)} is not taken.")
        self.problem(
            "C02",
            _line(event),
            what,
            say("請刪去標籤；若是文字，請加引號。", "Delete it; quote it if it is text."),
            key_text(path),
        )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1


# What the parser's complaints mean to the person who wrote the file: (words in them, code, sentence, next step).
_SYNTAX = (
    (r"'\\t'", "C07", "第 {column} 個字元是 TAB。", "character {column} is a TAB.", "請用空白鍵縮排。", "Use spaces."),
    (
        r"tag|URI",
        "C02",
        "不接受標籤（!）。",
        "tags (!) are not taken.",
        "請刪去標籤；若是文字，請加引號。",
        "Delete it; quote it if it is text.",
    ),
    (
        r"an alias|an anchor",
        "C06",
        "值以 * 或 & 開頭。",
        "the value begins with * or &.",
        "若是文字，請加引號。",
        "Quote it if it is text.",
    ),
    (
        r"quoted scalar.*(?:end of stream|document separator)",
        "C03",
        "這裡開始的引號沒有結束。",
        "the quotation mark here is never closed.",
        "請補上引號。",
        "Close it.",
    ),
    (
        r"escape",
        "C03",
        "雙引號中的反斜線（\\）寫法有誤。",
        "a backslash inside double quotes is not understood.",
        "請改用單引號或 \\\\。",
        "Use single quotes or \\\\.",
    ),
    (
        r"mapping values are not allowed",
        "C03",
        "第 {column} 個字元的冒號位置不對。",
        "the colon at character {column} is out of place.",
        "請檢查縮排；值裡有「: 」時請加引號。",
        'Check the indentation; quote a value that holds ": ".',
    ),
    (
        r"expected ',' or",
        "C03",
        "這裡開始的括號沒有結束，或其中少了逗號。",
        "the bracket here is not closed, or a comma in it is missing.",
        "請補上括號或逗號。",
        "Add it.",
    ),
    (
        r"expected <block end>|indentation|block collection|block mapping",
        "C03",
        "縮排或結構不對。",
        "the indentation or the structure is wrong.",
        "同一層的鍵須對齊；引號之後不可再有文字。",
        "Align the keys of one level; nothing may follow a closing quotation mark.",
    ),
    (
        r"expected ':'",
        "C03",
        "少了冒號。",
        "a colon is missing.",
        "請寫成「鍵: 值」，冒號用半形，後面空一格。",
        'Write "key: value", with a space after the colon.',
    ),
    (
        r"cannot start any token",
        "C03",
        "值以特殊符號開頭。",
        "the value begins with a special character.",
        "若是文字，請加引號。",
        "Quote it if it is text.",
    ),
    (
        r"incompatible YAML",
        "C03",
        "不支援的 YAML 版本。",
        "this version of YAML is not read.",
        "請刪去 %YAML 一行。",
        "Delete the %YAML line.",
    ),
)

_SYNTAX_OTHERWISE = (
    "",
    "C03",
    "第 {column} 個字元附近的 YAML 寫法有誤。",
    "the YAML near character {column} is not understood.",
    "請檢查縮排、冒號與引號。",
    "Check the indentation, colons and quotation marks.",
)
# Complaints that the parser makes where it gave up; people look for them where the thing began.
_FROM_THE_START = {words for words, *_ in _SYNTAX if words.startswith(("quoted", "expected ','", "expected ':'"))}


def _syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        row = len(re.findall("\r\n|\r|\n", text[: error.position])) + 1
        what = say(
            f"有不可列印的字元 U+{error.character:04X}。",
            f"it holds the unprintable character U+{error.character:04X}.",
        )
        return Problem("C03", what, say("請刪去該字元。", "Delete it."), file=file, row=row)
    said = f"{error.context} {error.problem}"
    mark = error.problem_mark or error.context_mark
    words, code, zh, en, todo_zh, todo_en = next((one for one in _SYNTAX if re.search(one[0], said)), _SYNTAX_OTHERWISE)
    if words in _FROM_THE_START and error.context_mark:
        mark = error.context_mark
    column = mark.column + 1
    return Problem(
        code, say(zh, en).replace("{column}", str(column)), say(todo_zh, todo_en), file=file, row=mark.line + 1
    )
