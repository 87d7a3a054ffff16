"""A condition as people say it, in the labels of the columns."""

from __future__ import annotations

from decimal import Decimal

from reportlib import messages
from reportlib.facts.conditions import All, AnyOf, Choice, Known, Latest, Not, Says, Sum, Took
from reportlib.roc import counted_year

NOT_OF_BLANK = (
    "is",
    "item",
    "year",
)  # whose contrary is told without a word on blank cells: what is blank is not 「甲」


def told(condition: Choice) -> str:
    """「服務分類為「公共資訊」，且上架日期不晚於 109-09-30」; 「全部的列」 where nothing is asked. In Chinese, unless a person asks
    (:func:`reportlib.language.telling_of_a_packet`)."""
    return _told(condition, True, frozenset()) or messages.every_row()


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
            span = (
                messages.took_until_day(first=columns[0], last=until)
                if until
                else messages.took_until_column(first=columns[0], last=columns[1])
            )
            days = messages.working_days() if working else messages.calendar_days()
            if holds:
                return messages.took_longer(span=span, most=most, days=days)
            unknown = "" if filled >= set(columns) else messages.or_no_date()
            return messages.took_no_longer(span=span, most=most, days=days) + unknown
        case Sum(columns, least):
            sums, number = messages.listed_values().join(columns), format(Decimal(least), ",")
            if holds:
                return messages.sum_at_least(columns=sums, number=number)
            return messages.sum_is_less(columns=sums, number=number)
        case Known(column, _, of, where, called):
            asked = _told(where, True, frozenset())
            same = messages.of_column(column=of) if of != column else ""
            said = messages.known_where(where=asked) if asked else ""
            if holds:
                return messages.known_in(column=column, called=called, of=same) + said
            return messages.not_known_in(column=column, called=called, of=same) + said
        case Latest(column, by, where):
            asked = _told(where, True, frozenset())
            said = messages.latest_where(where=asked) if asked else ""
            if holds:
                return messages.is_latest(column=column, where=said, by=by)
            return messages.is_not_latest(column=column, where=said, by=by)
        case _:
            raise ValueError(condition)


def _several(of: tuple[Choice, ...], together: bool, holds: bool, filled: frozenset[str]) -> str:
    """Several conditions, all of which are told of a row (``together``) or at least one."""
    if not of and not together:
        return messages.no_row()
    if not together:
        texts = [_in_brackets(one, holds, filled) for one in of]
        return messages.condition_or().join(filter(None, texts))
    known = filled | {column for one in of for column in _filled(one, holds)}
    texts = []
    for one in of:
        column = _says_filled(one, holds)
        if column and any(column in _more_than_filled(other, holds) for other in of if other is not one):
            continue  # another one says more of it
        texts.append(_in_brackets(one, holds, known))
    return messages.condition_and().join(dict.fromkeys(filter(None, texts)))


def _in_brackets(one: Choice, holds: bool, filled: frozenset[str]) -> str:
    text = _told(one, holds, filled)
    inner = one.of if isinstance(one, Not) else one
    is_several = messages.texts_listed() in text
    return messages.in_brackets(text=text) if isinstance(inner, (All, AnyOf)) and is_several else text


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
    if cell.test in ("is", "item"):
        return _of_values(cell, holds)
    if cell.test == "year":
        values = tuple(str(counted_year(int(value))) for value in values)
    said = _of_number(cell.test, column, messages.listed_values().join(values), holds)
    may_be_blank = not holds and cell.test not in ("blank", *NOT_OF_BLANK) and column not in filled
    return said + messages.or_blank() if may_be_blank else said.rstrip()


def _of_number(test: str, column: str, value: str, holds: bool) -> str:
    """How a test of one value is told where it holds, and where it does not."""
    match test, holds:
        case "blank", True:
            return messages.is_blank(column=column)
        case "blank", False:
            return messages.is_filled(column=column)
        case "until", True:
            return messages.is_until(column=column, value=value)
        case "until", False:
            return messages.is_after(column=column, value=value)
        case "since", True:
            return messages.is_since(column=column, value=value)
        case "since", False:
            return messages.is_before(column=column, value=value)
        case "least", True:
            return messages.is_at_least(column=column, value=value)
        case "least", False:
            return messages.is_less(column=column, value=value)
        case "more", True:
            return messages.is_more(column=column, value=value)
        case "more", False:
            return messages.is_not_more(column=column, value=value)
        case "year", True:
            return messages.is_in_year(column=column, value=value)
        case "year", False:
            return messages.is_not_in_year(column=column, value=value)
        case _:
            raise KeyError(test)


def _of_values(cell: Says, holds: bool) -> str:
    """What a cell is or has among its items, or is not or has not."""
    listed = messages.listed_values().join(messages.a_value(value=value) for value in cell.values)
    column, one = cell.column, len(cell.values) == 1
    if cell.test == "is" and holds:
        return (
            messages.is_this(column=column, listed=listed) if one else messages.is_one_of(column=column, listed=listed)
        )
    if cell.test == "is":
        return (
            messages.is_not_this(column=column, listed=listed)
            if one
            else messages.is_none_of(column=column, listed=listed)
        )
    if holds:
        return (
            messages.has_item(column=column, listed=listed)
            if one
            else messages.has_one_of(column=column, listed=listed)
        )
    return (
        messages.has_not_item(column=column, listed=listed)
        if one
        else messages.has_none_of(column=column, listed=listed)
    )
