"""Identities between what a sentence of a row tells and what the columns, the plan or another cell tell: days, numbers, prizes.

A sentence that tells none of it is held against nothing. What is read is narrow on purpose: a day with its month (7 月 24 日), a
number of items beside a half-year, prizes in a row before 獎.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlib.document.compared import Check, Side, World
from reportlib.document.row_sides import (
    HALF,
    Chosen,
    Found,
    HalfYear,
    InputRow,
    Key,
    called,
    counted,
    day_in,
    named_halves,
    of_both_sides,
    of_one_side,
    rows_of,
)
from reportlib.meeting.identity_rules import Identity
from reportlib.roc import FIRST_YEAR, format_date
from reportlib.text import half_width, spelling

# 「109 年 7 月 24 日」, 「7 月 24 日」, 「109-07-24」
_DAY = re.compile(
    r"(?:(?P<year>[0-9]{2,4})\s*年\s*)?(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"
    r"|(?<![0-9])(?P<y>[0-9]{3,4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9])"
)
# what a day is of: of a deadline or of what was done by it (not of a step: 完成初稿), or of a meeting or a letter
_OF = re.compile(
    r"[^,，。;；、]{0,6}?(?P<word>前(?!次)|完成(?![^,，。;；]{0,6}(?:初|草|第|期中|部分|階段|訪談|招標|採購|規劃|設計|研商))|會議|函|決議)"
)
# so many items, not the second of them, and of datasets: 「76 項已登載」, not 「3 項工作」
_ITEMS = re.compile(
    r"(?<![第0-9,])(?P<number>[0-9][0-9,]*)(?:[項筆]|個(?=(?:開放)?資料))(?:(?:開放)?資料集?)?(?=[已均皆全業如於完登開上發準按依預,，、。;；)）]|$)"
)
_IN_TIME = re.compile("如期|如質|期限內|準時")
# what is still to come, in the same clause
_TO_COME = re.compile("(?:將|擬|預計|預定|規劃|應|須|請|可望|俟)[^,，。;；]*$")
_CLAUSES = re.compile("[,，。;；]")
_MEDALS = ("白金", "金", "銀", "銅")
# Behind these signs a medal is a word of its own, and no part of 基金, 獎金, 現金.
_BEFORE = "獲得奪摘由的之為是係邀屆組賽度名項類與及和或暨、"
_NO_PRIZE = "助勵學懲補賞金"  # 獎助, 獎勵, 獎學金: no prize
_PAGE = re.compile("第[0-9]+頁(?=[載稱列印寫記為])")
# a clause is about who won, and not about more of them or about giving prizes away
_WINNERS = re.compile("團隊|隊|得獎|得主|作品|分享|獲獎")
_ASIDE = re.compile("另|亦|其餘|其他|頒|獎金|獎勵|徵件|報名|補助|角逐|競逐|評選|評審")
_BEGINNING = 3  # signs of a long name of a prize by which it is called: 區塊鏈 of 區塊鏈創新應用獎


@of_one_side
def check_contrary(check: Check, world: World, chosen: Chosen) -> Found:
    """No row of ``one`` is as ``where`` says: its ``column`` is contrary to what the first of its ``texts`` tells."""
    text = chosen.side.texts[0]
    for place in chosen.places:
        sides = (place.side(chosen.column, called(check.identity, place)), place.side(text))
        yield check.finding(*sides, chosen.id_of(place)), place


# -- days ------------------------------------------------------------------------------------------------------------------


@of_one_side
def check_days(check: Check, world: World, chosen: Chosen) -> Found:
    """The days that the sentences of a row tell have one among the dates of its own columns, ``key``, where it has dates."""
    side = chosen.side
    for place in chosen.places:
        dated = {column: day for column in side.key if (day := day_in(place.cell(column)))}
        told = {column: days for column in side.texts if (days := list(_days(check.identity, place.cell(column))))}
        every = [one for days in told.values() for one in days]
        if dated and every and not any(_is_day(one, day) for one in every for day in dated.values()):
            column, text = next(iter(dated)), next(iter(told))
            said = Side(place.side(text).label, "、".join(one[0] for one in told[text]))
            name = called(check.identity, place)
            yield check.finding(place.side(column, name), said, "".join(name.split()) or str(place.number)), place


def _days(identity: Identity, text: str) -> Iterator[re.Match]:
    """The days of a text that count: those of a deadline or of what was done, where the identity names the words that tell so."""
    text = half_width(text)
    return (one for one in _DAY.finditer(text) if not identity.followed or _counts(identity, text, one))


def _counts(identity: Identity, text: str, day: re.Match) -> bool:
    of = _OF.match(text, day.end())
    return text[: day.start()].rstrip().endswith(tuple(identity.preceded)) or bool(
        of and of["word"] in identity.followed
    )


def _is_day(told: re.Match, day: date) -> bool:
    year, month, on = (told["y"], told["m"], told["d"]) if told["y"] else (told["year"], told["month"], told["day"])
    known = (str(day.year), str(day.year - FIRST_YEAR), None)
    return (int(month), int(on)) == (day.month, day.day) and year in known


# -- a half-year and its items -----------------------------------------------------------------------------------------------


@of_both_sides
def check_half_year(check: Check, one: Chosen, other: Chosen) -> Found:
    """A row of ``one`` names a half-year and numbers of items: ``other`` has one of these numbers of rows with the date of ``key`` in it.

    What is said to have been done in time must have a date in ``column`` that is not after that, or one within the half-year.
    """
    planned = other.side.key[0]
    for place in one.places:
        text = spelling(place.cell(one.column))
        half, told = _half_of(place, one.column), [int(found.replace(",", "")) for found in _ITEMS.findall(text)]
        if not half or not told:
            continue
        first, last = _span(half)
        rows = [row for row in other.places if first <= (day_in(row.cell(planned)) or date.min) <= last]
        if not rows:
            continue  # the plan is of other half-years
        in_time = _is_done_in_time(text)
        counts = [rows]
        if in_time:
            own = [row for row in rows if _is_by(row, other.column, day_in(row.cell(planned)))]
            counts = [own, [row for row in rows if _is_by(row, other.column, last)]]
        if not any(len(counted_rows) in told for counted_rows in counts):
            done = "而如期完成" if in_time else ""
            label = f"{other.table.file} {format_date(first)} 至 {format_date(last)} 預計{done}的列數"
            found = counted(label, other.table, [row.number for row in counts[0]])
            yield check.finding(place.side(one.column, called(check.identity, place)), found, one.id_of(place)), place


def _half_of(place: InputRow, column: str) -> HalfYear | None:
    """The one half-year that a row is about: that of its sentence, or else of its other cells; None where it names several, or none with its year."""
    elsewhere = {half for text in place.texts for half in named_halves(text)}
    said = {found["half"] for found in HALF.finditer(spelling(place.cell(column)))}
    own = set(named_halves(place.cell(column)))
    halves = own or {half for half in elsewhere if not said or "上下"[half[1]] in said}
    return halves.pop() if len(halves) == 1 and len(said) < 2 else None


def _span(half: HalfYear) -> tuple[date, date]:
    year, is_second = half
    return (date(year, 7, 1), date(year, 12, 31)) if is_second else (date(year, 1, 1), date(year, 6, 30))


def _is_done_in_time(text: str) -> bool:
    """Whether a text says that something was done in time, and not that it will or shall be."""
    return any(not _TO_COME.search(text[: found.start()]) for found in _IN_TIME.finditer(text))


def _is_by(row: InputRow, opened: str, due: date | None) -> bool:
    done = day_in(row.cell(opened))
    return due is not None and done is not None and done <= due


# -- prizes ------------------------------------------------------------------------------------------------------------------


@of_one_side
def check_prizes(check: Check, world: World, chosen: Chosen) -> Found:
    """Sentences about one thing (``key``) that name who won prizes do not name others. Which prizes there are ``other`` lists beside the medals.

    What a cell, or a page that it cites, names is one telling; a shorter one says less, and contradicts nothing.
    """
    known = _prizes(check.identity, world)
    told: dict[Key, list[tuple[InputRow, str, frozenset[str]]]] = {}
    for place, column in itertools.product(chosen.places, chosen.side.texts):
        of_thing = told.setdefault(chosen.key(place), [])
        tellings = (known.named(text, _days_of(chosen, place)) for text in _tellings(_closed(place.cell(column))))
        of_thing += ((place, column, prizes) for prizes in tellings if prizes)
    for (place, column, prizes), *others in filter(None, told.values()):
        for other, text, also in others:
            if not (prizes <= also or also <= prizes):
                label = place.side(column, called(check.identity, place)).label
                sides = Side(label, _listed(prizes)), Side(other.side(text).label, _listed(also))
                yield check.finding(*sides, chosen.id_of(place)), place
                break


def _closed(text: str) -> str:
    """Half-width and without blanks."""
    return "".join(half_width(text).split())


def _tellings(text: str) -> list[str]:
    """The parts of a text that are by several hands: what each page that it cites says, or all of it."""
    return _PAGE.split(text)


def _days_of(chosen: Chosen, place: InputRow) -> list[date]:
    """The days of the thing that a row is about."""
    return [day for column in chosen.side.key if (day := day_in(place.cell(column)))]


@dataclass(frozen=True)
class _Prizes:
    """The prizes that a sentence can name: one of them, and a row of them as in 「金、銀得獎」 and 「銅獎及區塊鏈獎」."""

    one: str

    @property
    def _row(self) -> str:
        name = rf"(?:{self.one})牌?(?:獎(?![{_NO_PRIZE}]))?"
        start = rf"(?:(?<![^\x00-\x7f])|(?<=[{_BEFORE}。，；：「」（）]))"
        return rf"{start}{name}(?:[、,及與和]{name})*(?:(?<=獎)|(?=得獎))"

    def named(self, text: str, days: Sequence[date]) -> frozenset[str]:
        """Those of whoever won them that its clauses tell, a long name by how it begins; not of a clause about another day."""
        clauses = (clause for clause in _CLAUSES.split(text) if _WINNERS.search(clause) and not _ASIDE.search(clause))
        told = (clause for clause in clauses if not _is_of_another_day(clause, days))
        rows = (row for clause in told for row in re.findall(self._row, clause))
        return frozenset(name[:_BEGINNING] for row in rows for name in re.findall(self.one, row))


def _is_of_another_day(clause: str, days: Sequence[date]) -> bool:
    told = list(_DAY.finditer(clause))
    return bool(told and days) and not any(_is_day(one, day) for one in told for day in days)


def _prizes(identity: Identity, world: World) -> _Prizes:
    listed = rows_of(world, identity.other, date.max)
    names = {_closed(place.cell(listed.column)).removesuffix("獎") for place in listed.places} if listed else ()
    stems = {stem for name in names if len(name) >= _BEGINNING for stem in (name, name[:_BEGINNING])}
    longest_first = sorted((*stems, *_MEDALS), key=lambda stem: (-len(stem), stem))
    return _Prizes("|".join(map(re.escape, longest_first)))


def _listed(prizes: Iterable[str]) -> str:
    return "、".join(f"{prize}獎" for prize in sorted(prizes))
