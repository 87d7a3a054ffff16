"""What the YAML parser's complaints mean to the person who wrote the file."""

from __future__ import annotations

import re

import yaml

from reportlib.errors import Problem
from reportlib.language import say

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


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        row = len(re.findall("\r\n|\r|\n", text[: error.position])) + 1
        what = say(
            f"有不可列印的字元 U+{error.character:04X}。",
            f"it holds the unprintable character U+{error.character:04X}.",
        )
        return Problem("C03", what, say("請刪去該字元。", "Delete it."), file=file, row=row)
    if not isinstance(error, yaml.MarkedYAMLError):
        raise error  # the parser has no other kinds
    said = f"{error.context} {error.problem}"
    mark = error.problem_mark or error.context_mark
    words, code, zh, en, todo_zh, todo_en = next((one for one in _SYNTAX if re.search(one[0], said)), _SYNTAX_OTHERWISE)
    if words in _FROM_THE_START and error.context_mark:
        mark = error.context_mark
    row, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(code, say(zh, en).replace("{column}", str(column)), say(todo_zh, todo_en), file=file, row=row)
