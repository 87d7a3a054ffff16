"""YAML as people mean it: mappings, lists and scalars, read without surprises, and refused with line numbers.

A plain scalar is null, true, false, an integer or a decimal only where it looks like one to everybody; ``NO``, ``010``,
``1:30``, ``1e3``, ``0x1F`` and ``2020-10-31`` stay the texts they are (``docs/faults.md``, C03). Tags, anchors and
aliases are refused, so that no file can make an object or grow when it is read (C02, C06).

:func:`read_model` reads a file into a pydantic model and says in sentences what does not fit.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import re
import stat
import types
import typing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from reportlib.errors import ConfigError, Problem, quoted
from reportlib.labels import say

LARGEST = 1_000_000  # bytes
DEEPEST = 20  # collections inside each other
MOST_VALUES = 50_000  # keys not counted; so many are read in about a second
LONGEST_NUMBER = 30  # characters
MOST_PROBLEMS = 20  # shown at once

Key = tuple[str | int, ...]

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
# Characters that no text may hold, however it is escaped: controls but for TAB and line ends, halves of surrogate pairs.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


class Wrong(ValueError):
    """What a model's own check finds; raised inside a validator, it becomes one problem at the line of its value.

    ``at`` leads from the value that is checked to the part of it that is wrong, such as ``(2, "start")``.
    """

    def __init__(self, what: str, todo: str = "", code: str = "C03", at: Key = ()):
        super().__init__(what)
        self.what, self.todo, self.code, self.at = what, todo, code, at


class Wrongs(ValueError):
    """Several :class:`Wrong` at once."""

    def __init__(self, found: list[Wrong]):
        super().__init__(*found)
        self.found = tuple(found)


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


def nearest(word: str, known: typing.Iterable[str]) -> str | None:
    """The known word that is most like ``word``, whatever its case; None where none is like it."""
    folded = {k.casefold(): k for k in sorted(known)}
    close = difflib.get_close_matches(word.casefold(), folded, 1)
    return folded[close[0]] if close else None


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
        number = int if _INTEGER.fullmatch(text) else Decimal if _DECIMAL.fullmatch(text) else None
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


# -- data to models ------------------------------------------------------------------------------------------------------

Model = typing.TypeVar("Model", bound=BaseModel)


def read_model(model: type[Model], path: str | os.PathLike, context: object = None) -> Model:
    """Read a YAML file into a model; ConfigError with every problem of the file, each with its line."""
    return fit(model, load(path), context)


def fit(model: type[Model], file: YamlFile, context: object = None) -> Model:
    """The model of a file's data; ConfigError says in sentences what does not fit (C01, C03, C05, or a check's own code)."""
    try:
        return model.model_validate(file.data, context=context)
    except ValidationError as error:
        found = error.errors(include_url=False)
    refuse(_problems(model, file, found))


def _problems(model: type[BaseModel], file: YamlFile, found: list[dict]) -> list[Problem]:
    problems: list[Problem] = []
    wrong_type: dict[Key, list[dict]] = {}
    meant: set[Key] = set()  # keys that a misspelled one is probably meant to be
    for error in found:
        if error["type"] == "extra_forbidden":
            *above, key = error["loc"]
            allowed = _keys_of(model, tuple(above))
            near = nearest(str(key), set(allowed) - set(_at(file.data, tuple(above))))
            what = say(f"不認得的鍵{quoted(key)}", f"unknown key {quoted(key)}")
            what += say(f"，是不是{quoted(near)}？", f": did you mean {quoted(near)}?") if near else say("。", ".")
            todo = say(f"可用的鍵：{'、'.join(allowed)}。", f"Keys allowed here: {', '.join(allowed)}.")
            problems.append(file.problem("C05", error["loc"], what, todo))
            if near:
                meant.add((*above, near))
    for error in found:
        loc = _inside(file.data, error["loc"])
        if error["type"] == "missing":
            if error["loc"] not in meant:
                what = say(f"少了鍵{quoted(error['loc'][-1])}。", f"the key {quoted(error['loc'][-1])} is missing.")
                problems.append(file.problem("C05", error["loc"], what, say("請加上。", "Add it.")))
        elif error["type"] == "value_error":
            problems += _own_checks(file, loc, error["ctx"]["error"])
        elif error["type"] != "extra_forbidden":
            wrong_type.setdefault(loc, []).append(error)
    return problems + [_wrong_type(model, file, loc, errors) for loc, errors in wrong_type.items()]


def _own_checks(file: YamlFile, loc: Key, error: ValueError) -> list[Problem]:
    """What a validator raised: its sentence, or several."""
    if isinstance(error, Wrongs):
        return [problem for wrong in error.found for problem in _own_checks(file, loc, wrong)]
    if isinstance(error, Wrong):
        return [file.problem(error.code, (*loc, *error.at), error.what, error.todo)]
    value, reason = _at(file.data, loc), str(error).rstrip("。.")
    if isinstance(value, (dict, list)):
        return [file.problem("C03", loc, say(f"{reason}。", f"{reason}."))]
    return [file.problem("C03", loc, say(f"{quoted(value)}：{reason}。", f"{quoted(value)}: {reason}."))]


def _wrong_type(model: type[BaseModel], file: YamlFile, loc: Key, errors: list[dict]) -> Problem:
    value = _at(file.data, loc)
    kinds = {error["type"] for error in errors}
    if choices := _choices(model, loc):
        listed = [quoted(choice) for choice in choices]
        near = nearest(value, choices) if isinstance(value, str) else None
        what = say(f"{_shown(value)}不是可用的值", f"{_shown(value)} is not allowed here")
        what += say(f"，是不是{quoted(near)}？", f": did you mean {quoted(near)}?") if near else say("。", ".")
        return file.problem("C03", loc, what, say(f"可用：{'、'.join(listed)}。", f"Allowed: {', '.join(listed)}."))
    expected = [_expected(error) for error in errors]
    zh, en = " 或 ".join(dict.fromkeys(e[0] for e in expected)), " or ".join(dict.fromkeys(e[1] for e in expected))
    what = say(f"{_shown(value)}不合：這裡須是{zh}。", f"{_shown(value)} does not fit: {en} is expected.")
    classes = {error.get("ctx", {}).get("class") for error in errors}
    text_wanted = (
        kinds & {"string_type", "date_type", "time_type", "dataclass_type", "dataclass_exact_type"} or "Path" in classes
    )
    number_wanted = kinds & {"int_type", "decimal_type"} or "Decimal" in classes
    todo = ""
    if text_wanted and isinstance(value, (bool, int, Decimal)):
        todo = say("請加引號。", "Put it in quotation marks.")
    elif number_wanted and isinstance(value, str):
        if _INTEGER.fullmatch(value) or _DECIMAL.fullmatch(value):
            todo = say("請去掉引號。", "Take the quotation marks off.")
        else:
            number = "30" if "int_type" in kinds else "30.5"
            todo = say(f"請寫成一般的數字，例如 {number}。", f"Write it as a plain number such as {number}.")
    return file.problem("C03", loc, what, todo)


def _shown(value: object) -> str:
    if value is None:
        return say("空白", "nothing")
    if isinstance(value, bool):
        return quoted(str(value).lower())
    if isinstance(value, dict):
        return say("一組「鍵: 值」", 'a group of "key: value"')
    if isinstance(value, list):
        return say("清單", "a list")
    return quoted(value)


def _expected(error: dict) -> tuple[str, str]:
    """What pydantic expected, in both languages, without its own English."""
    ctx = error.get("ctx", {})
    bounds = {
        "greater_than": ("大於", "more than", "gt"),
        "greater_than_equal": ("至少", "at least", "ge"),
        "less_than": ("小於", "less than", "lt"),
        "less_than_equal": ("至多", "at most", "le"),
    }
    kind = error["type"]
    if kind in bounds:
        zh, en, name = bounds[kind]
        return f"{zh} {ctx[name]} 的數", f"a number of {en} {ctx[name]}"
    if kind in ("too_short", "too_long"):
        least = kind == "too_short"
        n = ctx["min_length" if least else "max_length"]
        return f"{'至少' if least else '至多'} {n} 項的清單", f"a list of {'at least' if least else 'at most'} {n}"
    if kind in ("string_too_short", "string_too_long"):
        least = kind == "string_too_short"
        n = ctx["min_length" if least else "max_length"]
        return (
            f"{'至少' if least else '至多'} {n} 個字的文字",
            f"a text of {'at least' if least else 'at most'} {n} characters",
        )
    if kind == "string_pattern_mismatch":
        return f"合於 {ctx['pattern']} 的文字", f"a text that fits {ctx['pattern']}"
    if kind == "is_instance_of":
        wanted = {
            "Decimal": _KINDS["decimal_type"],
            "Path": _KINDS["path_type"],
            "time": _KINDS["time_type"],
            "date": _KINDS["date_type"],
        }
        return wanted.get(ctx.get("class", ""), ("別種值", "another value"))
    return _KINDS.get(kind, ("別種值", "another value"))


_KINDS = {
    "string_type": ("文字", "a text"),
    "path_type": ("檔案路徑", "the path of a file"),
    "int_type": ("整數", "a whole number"),
    "decimal_type": ("數字", "a number"),
    "bool_type": ("true 或 false", "true or false"),
    "date_type": ("像 109-10-31 的日期", "a date like 109-10-31"),
    "time_type": ("像 14:00 的時間", "a time like 14:00"),
    "dataclass_type": ("像 109-11-20 的日期", "a date like 109-11-20"),
    "dataclass_exact_type": ("像 109-11-20 的日期", "a date like 109-11-20"),
    "list_type": ("清單", "a list"),
    "tuple_type": ("清單", "a list"),
    "dict_type": ("一組「鍵: 值」", 'a group of "key: value"'),
    "model_type": ("一組「鍵: 值」", 'a group of "key: value"'),
    "model_attributes_type": ("一組「鍵: 值」", 'a group of "key: value"'),
    "none_required": ("空白", "nothing"),
}


# -- where in the data, where in the model ---------------------------------------------------------------------------------


def _inside(data: object, loc: Key) -> Key:
    """The part of a location that is a path in the data; pydantic adds the branch of a union, or ``[key]``."""
    for n, part in enumerate(loc):
        if (
            isinstance(data, dict)
            and part in data
            or isinstance(data, list)
            and isinstance(part, int)
            and part < len(data)
        ):
            data = data[part]
        else:
            return loc[:n]
    return loc


def _at(data: object, loc: Key) -> typing.Any:
    for part in _inside(data, loc):
        data = data[part]
    return data


def _types_at(model: type, loc: Key) -> list[typing.Any]:
    """The types that the model has at a place, without Annotated, Optional and unions around them."""
    found = _alternatives(model)
    for part in loc:
        below: list[typing.Any] = []
        for kind in found:
            arguments = typing.get_args(kind)
            if isinstance(kind, type) and issubclass(kind, BaseModel) and part in kind.model_fields:
                below += _alternatives(kind.model_fields[part].annotation)
            elif typing.get_origin(kind) in (list, tuple) and isinstance(part, int):
                index = min(part, len([a for a in arguments if a is not Ellipsis]) - 1)
                below += _alternatives(arguments[index])
            elif typing.get_origin(kind) is dict:
                below += _alternatives(arguments[1])
        found = below
    return found


def _alternatives(kind: typing.Any) -> list[typing.Any]:
    if typing.get_origin(kind) is typing.Annotated:
        return _alternatives(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return [one for part in typing.get_args(kind) for one in _alternatives(part)]
    return [kind]


def _keys_of(model: type[BaseModel], loc: Key) -> list[str]:
    kinds = [k for k in _types_at(model, loc) if isinstance(k, type) and issubclass(k, BaseModel)]
    return [name for kind in kinds for name in kind.model_fields]


def _choices(model: type[BaseModel], loc: Key) -> list[str]:
    return [
        str(value)
        for kind in _types_at(model, loc)
        if typing.get_origin(kind) is typing.Literal
        for value in typing.get_args(kind)
    ]
