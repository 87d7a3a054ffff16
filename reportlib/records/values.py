"""A cell as a value of its kind: text, identifier, count, share, list, address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.readers.sheets import Cell
from reportlib.records.cell_faults import CellFault
from reportlib.records.header import LONGEST_EXACT_NUMBER, text_of as _text
from reportlib.records.schema import Column
from reportlib.text import INVISIBLE, half_width, spelling

LARGEST_COUNT = 1_000_000_000
LONGEST_CELL = 32_767  # characters a cell of a spreadsheet holds
EXCEL_ERRORS = frozenset(("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
NOT_REPORTED = frozenset(("", "-", "－", "–", "—", "−", "─"))
_SPACE = INVISIBLE + " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2002\u2003\u2009\u202f\u3000"
_WHOLE = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?")
NUMBER_PATTERN = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\s*[項筆件個次場人組家份種張]")
_SPOILT_IDENTIFIER = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_LIST_SEPARATOR = re.compile(r"[;；、\n]")
_SEVERAL_TITLES = re.compile(r"[;；\n]")


def no_result(text: str) -> CellFault:
    what = say(f"公式{quoted(text)}沒有計算結果。", f"the formula {quoted(text)} has no result.")
    return CellFault(
        "V16", what, say("請在試算表軟體開啟並存檔後重送。", "Open and save it in a spreadsheet program and resend.")
    )


def as_text(cell: Cell) -> str | None:
    """A text, whole, whatever is in it; told where it is as long as a cell can be, or longer."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= LONGEST_EXACT_NUMBER:
        raise _spoilt(f"{cell:.0f}")
    text = _text(cell)
    if text is not None and len(text) >= LONGEST_CELL:
        if len(text) == LONGEST_CELL:
            what = say(
                f"恰有 {LONGEST_CELL:,} 字，是儲存格的上限，可能已被截斷。",
                f"it has exactly {LONGEST_CELL:,} characters, the limit of a cell, and may have been cut.",
            )
        else:
            what = say(
                f"有 {len(text):,} 字，超過儲存格的上限 {LONGEST_CELL:,} 字；內容全數保留。",
                f"it has {len(text):,} characters, more than the {LONGEST_CELL:,} a cell can hold; all of it is kept.",
            )
        raise CellFault(
            "V20",
            what,
            say("請確認內容完整，或精簡後重送。", "Check that it is complete, or shorten it and resend."),
            warns=True,
            value=text,
        )
    return text


def as_title(cell: Cell) -> str | None:
    """V21: a title with several parts may be several datasets; it stays one row, and that is said."""
    text = as_text(cell)
    if (
        text
        and _SEVERAL_TITLES.search(text)
        and (n := len([part for part in _SEVERAL_TITLES.split(text) if part.strip(_SPACE)])) > 1
    ):
        what = say(
            f"{quoted(text)}似有 {n} 項，計為 1 項。", f"{quoted(text)} seems to be {n} items; it is counted as one."
        )
        raise CellFault(
            "V21",
            what,
            say("若是數項，請分列填寫後重送。", "If they are several, give each its own row and resend."),
            warns=True,
            value=text,
        )
    return text


def as_identifier(cell: Cell) -> str | None:
    """Half-width, so that 「００１」 and 001 are one identifier; leading zeros stay."""
    text = as_text(cell)
    if text is None:
        return None
    text = half_width(text)
    if _SPOILT_IDENTIFIER.fullmatch(text):
        raise _spoilt(text)
    if (
        _SEVERAL_TITLES.search(text)
        and (n := len([part for part in _SEVERAL_TITLES.split(text) if part.strip(_SPACE)])) > 1
    ):
        what = say(
            f"{quoted(text)}有 {n} 個識別碼，計為 1 列。",
            f"{quoted(text)} holds {n} identifiers; it is counted as one row.",
        )
        raise CellFault(
            "V21", what, say("請一列填一個識別碼後重送。", "Give each its own row and resend."), warns=True, value=text
        )
    return text


def _spoilt(text: str) -> CellFault:
    what = say(
        f"{quoted(text)}超過 15 位，Excel 已失真。", f"{quoted(text)} has more than 15 digits; Excel has changed it."
    )
    return CellFault(
        "V12",
        what,
        say("請把該欄設為文字格式，重新輸入後重送。", "Format the column as text, enter it again and resend."),
    )


def as_numeral(cell: Cell) -> str | None:
    """What a numeric cell says, half-width; None for a blank or a dash."""
    if isinstance(cell, bool | date):
        raise _no_number(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    text = half_width(_text(cell) or "")
    if text in NOT_REPORTED:
        return None
    if text.startswith("="):
        raise no_result(text)
    return text


def as_counts(column: Column) -> Callable[[Cell], int | None]:
    """V10: what a count may be in this column: digits, one of its units behind them, or one of its words."""
    words = {spelling(word): number for word, number in column.words}
    units = tuple(spelling(unit) for unit in column.units)

    def convert(cell: Cell) -> int | None:
        if isinstance(cell, str) and (words or units):
            text = spelling(cell)
            if text in words:
                return words[text]
            for unit in units:
                if text.endswith(unit) and _WHOLE.fullmatch(bare := text.removesuffix(unit)):
                    return as_count(bare)
        return as_count(cell)

    return convert


def as_count(cell: Cell) -> int | None:
    text = as_numeral(cell)
    if text is None:
        return None
    if not _WHOLE.fullmatch(text):
        if not NUMBER_PATTERN.fullmatch(text):
            raise _no_number(cell)
        raise _out_of_range(cell)
    number = int(text.partition(".")[0].replace(",", ""))
    if not 0 <= number <= LARGEST_COUNT:
        raise _out_of_range(cell)
    return number


def as_decimal(cell: Cell) -> Decimal | None:
    text = as_numeral(cell)
    if text is None:
        return None
    if not NUMBER_PATTERN.fullmatch(text):
        raise _no_number(cell)
    return Decimal(text.replace(",", ""))


def as_share(cell: Cell) -> Decimal | None:
    """V19: 50 % and 50 are 0.5; 0.5 is 0.5, as a cell formatted in percent holds it; a bare 1 could be either."""
    text = as_numeral(cell)
    if text is None:
        return None
    bare = text.removesuffix("%").strip(_SPACE)
    if not NUMBER_PATTERN.fullmatch(bare):
        raise _no_number(cell)
    value = Decimal(bare.replace(",", ""))
    if text.endswith("%") or value > 1:
        value /= 100
    elif value == 1:
        what = say(f"{quoted(text)}分不清是 1% 還是 100%。", f"{quoted(text)} may be 1% or 100%.")
        raise CellFault("V19", what, say("請加上 % 後重送。", "Add the % and resend."))
    if not 0 <= value <= 1:
        what = say(f"{quoted(text)}不在 0% 到 100% 之間。", f"{quoted(text)} is not between 0% and 100%.")
        raise CellFault("V19", what)
    return value


def _no_number(cell: Cell) -> CellFault:
    what = say(f"{quoted(_text(cell))}不是數字。", f"{quoted(_text(cell))} is not a number.")
    if with_unit := _WITH_UNIT.fullmatch(half_width(_text(cell) or "")):
        return CellFault(
            "V10",
            what,
            say(
                f"請只填 {with_unit[1]}，不寫單位，再重送。",
                f"Give {with_unit[1]} alone, without the unit, and resend.",
            ),
        )
    return CellFault(
        "V10", what, say("請填阿拉伯數字，沒有資料請留白後重送。", "Give digits, or leave it blank, and resend.")
    )


def _out_of_range(cell: Cell) -> CellFault:
    zh, en = (
        f"{quoted(_text(cell))}不是 0 到 10 億之間的整數。",
        f"{quoted(_text(cell))} is not a whole number from 0 to 1,000,000,000.",
    )
    return CellFault("V18", say(zh, en))


def as_list(cell: Cell) -> tuple[str, ...]:
    return tuple(part for piece in _LIST_SEPARATOR.split(as_text(cell) or "") if (part := piece.strip(_SPACE)))


def is_link(text: str) -> bool:
    """Whether a text may become a link: one http or https address with a host, without user name or password in it."""
    if not text.isprintable() or any(sign.isspace() or sign in "<>\"'`\\" for sign in text):
        return False
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and (host := parts.hostname) is not None
            and "." in host
            and "@" not in parts.netloc
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def as_link(cell: Cell) -> str | None:
    """V22: an address, as text; one that is no plain web address is never a link, and that is said."""
    text = as_text(cell)
    if text is None or is_link(text) and text.count("://") == 1:
        return text
    zh, en = (
        f"{quoted(text)}不是單一的 http(s) 網址，只顯示為文字。",
        f"{quoted(text)} is not one http(s) address and is shown as text only.",
    )
    raise CellFault(
        "V22",
        say(zh, en),
        say(
            "請填一個完整的網址（不含帳號密碼）後重送。",
            "Give one full address without user name or password, and resend.",
        ),
        warns=True,
        value=text,
    )
