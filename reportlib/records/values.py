"""A cell as a value of its kind: text, identifier, count, share, list, address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from reportlib import messages
from reportlib.errors import Problem
from reportlib.readers.sheets import Cell
from reportlib.records.cell_faults import CellFault
from reportlib.records.header import LONGEST_EXACT_NUMBER, text_of as _text
from reportlib.records.schema import Column, Kind
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
# Texts (by patterns of RE2, for columns of many) that are their own value: nothing around them, and no sign that any rule asks for.
_SIGN = r"!-\"$-:<-~"
_WORD = rf"{_SIGN}\x{{4e00}}-\x{{9fa5}}\x{{3001}}-\x{{3011}}\x{{ff01}}-\x{{ff1a}}\x{{ff1c}}-\x{{ff5e}}"
PLAIN: dict[Kind, str] = {
    "text": rf"^[{_WORD}](?:[{_WORD} ]*[{_WORD}])?$",
    "identifier": r"^[!-\"$-*,-:<-~]+$",
    "link": r"^https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[0-9A-Za-z._~/=&?-]*)?$",
}


def no_result(text: str) -> CellFault:
    return CellFault(messages.V16_no_result(formula=text))


def as_text(cell: Cell) -> str | None:
    """A text, whole, whatever is in it; told where it is as long as a cell can be, or longer."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= LONGEST_EXACT_NUMBER:
        raise _spoilt(f"{cell:.0f}")
    text = _text(cell)
    if text is not None and len(text) >= LONGEST_CELL:
        if len(text) == LONGEST_CELL:
            what = messages.V20_text_at_limit.text(most=LONGEST_CELL)
        else:
            what = messages.V20_text_over_limit.text(characters=len(text), most=LONGEST_CELL)
        raise CellFault(Problem("V20", what, messages.check_or_shorten()), warns=True, value=text)
    return text


def as_title(cell: Cell) -> str | None:
    """V21: a title with several parts may be several datasets; it stays one row, and that is said."""
    text = as_text(cell)
    if (
        text
        and _SEVERAL_TITLES.search(text)
        and (n := len([part for part in _SEVERAL_TITLES.split(text) if part.strip(_SPACE)])) > 1
    ):
        raise CellFault(messages.V21_several_items(value=text, count=n), warns=True, value=text)
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
        raise CellFault(messages.V21_several_identifiers(value=text, count=n), warns=True, value=text)
    return text


def _spoilt(text: str) -> CellFault:
    return CellFault(messages.V12_digits_lost(value=text))


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
        raise CellFault(messages.V19_one_percent_or_hundred(value=text))
    if not 0 <= value <= 1:
        raise CellFault(messages.V19_out_of_range(value=text))
    return value


def _no_number(cell: Cell) -> CellFault:
    what = messages.V10_no_number.text(value=_text(cell))
    if with_unit := _WITH_UNIT.fullmatch(half_width(_text(cell) or "")):
        return CellFault(Problem("V10", what, messages.give_without_unit(number=with_unit[1])))
    return CellFault(Problem("V10", what, messages.give_digits()))


def _out_of_range(cell: Cell) -> CellFault:
    return CellFault(messages.V18_out_of_range(value=_text(cell)))


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
    raise CellFault(messages.V22_no_web_address(value=text), warns=True, value=text)
