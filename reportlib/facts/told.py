"""A condition as people say it, in the labels of the columns."""

from __future__ import annotations

from decimal import Decimal

from reportlib.facts.conditions import All, AnyOf, Choice, Known, Latest, Not, Says, Sum, Took
from reportlib.roc import counted_year

EVERY_ROW = "全部的列"
NO_ROW = "沒有任何列"
OR_BLANK = "或空白"
NOT_OF_BLANK = (
    "is",
    "item",
    "year",
)  # whose contrary is told without a word on blank cells: what is blank is not 「甲」
_SAID = {  # how each test is told where it holds, and where it does not
    "blank": ("{column}空白", "{column}有填"),
    "until": ("{column}不晚於 {value}", "{column}晚於 {value} "),
    "since": ("{column}不早於 {value}", "{column}早於 {value} "),
    "least": ("{column}不少於 {value}", "{column}少於 {value} "),
    "more": ("{column}多於 {value}", "{column}不多於 {value} "),
    "year": ("{column}在 {value} 年", "{column}不在 {value} 年"),
}


def told(condition: Choice) -> str:
    """「服務分類為「公共資訊」，且上架日期不晚於 109-09-30」; 「全部的列」 where nothing is asked."""
    return _told(condition, True, frozenset()) or EVERY_ROW


def _told(condition: Choice, holds: bool, filled: frozenset[str]) -> str:
    """What is told of a condition that ``holds`` or does not; of the columns ``filled`` it is known that they are not blank."""
    match condition:
        case Not(of):
            return _told(of, not holds, filled)
        case All(of) | AnyOf(of):
            return _several(of, isinstance(condition, All) == holds, holds, filled)
        case Says():
            return _cell(condition, holds, filled)
        case Took(columns, most, until, working, _):
            span = f"自{columns[0]}至{f' {until} ' if until else columns[1]}"
            days = f"{most} 個{'工作天' if working else '日曆天'}"
            unknown = "" if filled >= set(columns) else "（或缺日期）"
            return f"{span}超過 {days}" if holds else f"{span}未超過 {days}{unknown}"
        case Sum(columns, least):
            sums, number = f"{'、'.join(columns)}之和", format(Decimal(least), ",")
            return f"{sums}不少於 {number}" if holds else f"{sums}少於 {number}（或有空白）"
        case Known(column, _, of, where, called):
            asked = _told(where, True, frozenset())
            same = f"的{of}" if of != column else ""
            return f"{column}{'見' if holds else '不見'}於{called}{same}" + (f"（其{asked}）" if asked else "")
        case Latest(column, by, where):
            asked = _told(where, True, frozenset())
            return f"{'為' if holds else '不為'}同一{column}{f'、{asked}者' if asked else ''}中{by}最近的一列"
        case _:
            raise ValueError(condition)


def _several(of: tuple[Choice, ...], together: bool, holds: bool, filled: frozenset[str]) -> str:
    """Several conditions, all of which are told of a row (``together``) or at least one."""
    if not of and not together:
        return NO_ROW
    if not together:
        texts = [_in_brackets(one, holds, filled) for one in of]
        return "，或".join(filter(None, texts))
    known = filled | {column for one in of for column in _filled(one, holds)}
    texts = []
    for one in of:
        column = _says_filled(one, holds)
        if column and any(column in _more_than_filled(other, holds) for other in of if other is not one):
            continue  # another one says more of it
        texts.append(_in_brackets(one, holds, known))
    return "，且".join(dict.fromkeys(filter(None, texts)))


def _in_brackets(one: Choice, holds: bool, filled: frozenset[str]) -> str:
    text = _told(one, holds, filled)
    inner = one.of if isinstance(one, Not) else one
    return f"（{text}）" if isinstance(inner, (All, AnyOf)) and "，" in text else text


def _filled(one: Choice, holds: bool) -> frozenset[str]:
    """The columns that are not blank where a condition holds, or does not."""
    if isinstance(one, Not):
        return _filled(one.of, not holds)
    if isinstance(one, Says):
        return frozenset((one.column,)) if holds == (one.test != "blank") else frozenset()
    if isinstance(one, Took) and holds:
        return frozenset(one.columns)
    return frozenset()


def _says_filled(one: Choice, holds: bool) -> str:
    """The column of which a condition says only that it is not blank."""
    if isinstance(one, Not):
        return _says_filled(one.of, not holds)
    return one.column if isinstance(one, Says) and one.test == "blank" and not holds else ""


def _more_than_filled(one: Choice, holds: bool) -> frozenset[str]:
    """The columns of which a condition says something that only a filled cell can be, as it is told."""
    if isinstance(one, Not):
        return _more_than_filled(one.of, not holds)
    if isinstance(one, Says) and one.test != "blank" and (holds or one.test not in NOT_OF_BLANK):
        return frozenset((one.column,))
    return frozenset(one.columns) if isinstance(one, Took) else frozenset()


def _cell(cell: Says, holds: bool, filled: frozenset[str]) -> str:
    column, values = cell.column, cell.values
    if cell.test == "is":
        listed = "、".join(f"「{value}」" for value in values)
        if len(values) == 1:
            return f"{column}{'為' if holds else '不為'}{listed}"
        return f"{column}為{listed}之一" if holds else f"{column}不為{listed}"
    if cell.test == "item":
        listed = "、".join(f"「{value}」" for value in values)
        return f"{column}{'含' if holds else '不含'}{listed}" + ("之一" if len(values) > 1 else "")
    if cell.test == "year":
        values = tuple(str(counted_year(int(value))) for value in values)
    said = _SAID[cell.test][0 if holds else 1].format(column=column, value="、".join(values))
    may_be_blank = not holds and cell.test not in ("blank", *NOT_OF_BLANK) and column not in filled
    return said + OR_BLANK if may_be_blank else said.rstrip()
