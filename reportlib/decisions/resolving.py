"""The sheet 「決議」: each row held against the agenda and the words of the rulebook."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportlib import messages
from reportlib.decisions import others
from reportlib.decisions.held import Resolved
from reportlib.decisions.points import AgendaPoint, by_spelling, folded, item_called, item_number
from reportlib.decisions.told import FormTold, rows_in, set_aside
from reportlib.decisions.worded import asks_somebody, says_another, says_none
from reportlib.errors import did_you_mean
from reportlib.meeting.meeting_rules import DecisionWord, MeetingRules, words_of
from reportlib.records.records import Examined
from reportlib.roc import format_date
from reportlib.text import nearest, spelling

_SIGNS = str.maketrans(dict.fromkeys("，。、；：,.;:！!「」 　\n\r\t"))

_Taken = tuple[int, str, int, Mapping[str, Any]]  # row, place, number of the 款, cells


def read_decisions(
    found: Examined, agenda: tuple[AgendaPoint, ...], rules: MeetingRules, told: FormTold
) -> tuple[Resolved, ...]:
    """Every row of 「決議」 in the order of the agenda; what is wrong, or missing, is told."""
    return _DecisionRows(found, agenda, rules, told).result()


class _DecisionRows:
    """The rows of the sheet while they are read."""

    def __init__(self, found: Examined, agenda: tuple[AgendaPoint, ...], rules: MeetingRules, told: FormTold):
        self.found, self.rules, self.told = found, rules, told
        self.points = {(point.place, point.item): point for point in agenda}
        self.places = by_spelling(agenda)
        self.order = {place: number for number, place in enumerate(dict.fromkeys(point.place for point in agenda), 1)}
        self.rows: dict[tuple[str, int], int] = {}
        self.unclear: set[str] = set()  # items of which a row may be any: nothing of them is missing
        self.kept: set[tuple[str, int]] = set()  # those whose row is there with a wrong cell
        self.blank: list[tuple[int, str]] = []
        self.made: list[Resolved] = []
        self.others: dict[bool, str] = {}  # what was decided on all other items, with a proposal or without

    def result(self) -> tuple[Resolved, ...]:
        taken = []
        for row, given in rows_in(self.found):
            if (proposed := others.items(given["place"])) is not None:
                self._take_others(row, given, proposed)
            elif (place := self._place(row, given)) and (item := self._item(row, given)) is not None:
                taken.append((row, place, item, given))
        for said in set_aside(self.found, "place", "item"):
            self._keep(*said)
        for row, place, item, given in self._numbered(taken):
            self._take(row, place, item, given)
        blank = [(row, messages.D01_not_decided(point=called)) for row, called in self.blank]
        self.told.blank(self.found, blank, "outcome")
        self._tell_missing()
        return self._in_order()

    def _in_order(self) -> tuple[Resolved, ...]:
        """As the agenda has them; numbered without what has neither to be decided on nor was."""
        decided = {one.place for one in self.made}
        free = {point.place for point in self.points.values() if point.may_be_blank} - decided
        numbers = {place: n for n, place in enumerate((place for place in self.order if place not in free), 1)}
        made = sorted(self.made, key=lambda one: (one.order, one.item))
        return tuple(replace(one, order=numbers[one.place]) for one in made)

    def _wrong(self, problem, row: int | None, column: str) -> None:
        self.told.wrong(self.found, problem, row, column)

    def _place(self, row: int, given: Mapping[str, Any]) -> str | None:
        said = given["place"]
        if place := self.places.get(folded(said)):
            return place
        self.unclear |= self.order.keys()
        known = list(self.order)
        todo = did_you_mean(nearest(said, known), messages.known_items(known=known))
        self._wrong(messages.D02_no_such_item(item=said, todo=todo), row, "place")
        return None

    def _item(self, row: int, given: Mapping[str, Any]) -> int | None:
        said = given.get("item")
        number = item_number(said) if said else 0
        if number is None:
            self.unclear.add(self.places[folded(given["place"])])
            self._wrong(messages.D02_no_such_number(number=said), row, "item")
        return number

    def _numbered(self, taken: Sequence[_Taken]) -> Iterator[_Taken]:
        """The rows with their numbers: the one proposal of an item is （一） as soon as there is a （二）, and has none while it is alone."""
        items: dict[str, dict[int, int]] = {}
        for row, place, item, _ in taken:
            items.setdefault(place, {}).setdefault(item, row)
        for row, place, item, given in taken:
            there = items[place]
            is_single = (place, 0) in self.points
            if is_single and not item and 1 in there:
                self.rows[place, 0] = row
                self._wrong(messages.D02_first_beside_blank(item=place, row=there[1]), row, "item")
            elif is_single and set(there) in ({0}, {1}):
                yield row, place, 0, given
            elif not is_single or {0, 1} & there.keys() or {(place, 0), (place, 1)} & self.kept:
                yield row, place, item or int(is_single), given
        for place, there in items.items():
            known = {n for at, n in self.points if at == place} | {n or 1 for at, n in self.kept if at == place}
            numbers = {item or 1 for item in there} | known
            if place in self.unclear:
                continue
            if gap := next((n for n in range(1, max(numbers)) if n not in numbers), 0):
                after = min(n for n in there if n > gap)
                said = messages.D02_number_left_out(item=place, left_out=item_called(gap), next=item_called(after))
                self._wrong(said, there[after], "item")
                if gap == 1:  # which row is the proposal's nobody knows
                    self.unclear.add(place)

    def _take(self, row: int, place: str, item: int, given: Mapping[str, Any]) -> None:
        """One row of an item that is known: taken, or told why not."""
        key = (place, item)
        if first := self.rows.get(key):
            self.unclear.add(place)
            self._wrong(messages.D03_decided_twice(point=_called(*key), row=first), row, "place")
            return
        self.rows[key] = row
        if not item and (place, 1) in self.points:
            self.unclear.add(place)
            self._wrong(messages.D02_number_missing(item=place), row, "item")
            return
        point = self._point(key)
        said = given.get("outcome")
        if not said and self._may_be_blank(key, given):
            return
        if not said and point:
            said = self.others.get(point.proposal is not None)
        if not said:
            self.blank.append((row, _called(*key)))
            return
        if word := self._word(row, said):
            self._resolve(row, key, word, given)

    def _word(self, row: int, said: str) -> DecisionWord | None:
        """The word that a cell means; one that is not known is told."""
        if not (word := self.rules.decided(said)):
            words = words_of(self.rules.decisions)
            todo = did_you_mean(nearest(said, words), messages.known_words(known=words))
            self._wrong(messages.D04_no_such_decision(word=said, todo=todo), row, "outcome")
        return word

    def _take_others(self, row: int, given: Mapping[str, Any], proposed: bool) -> None:
        """The row of all other items, with a proposal or without one."""
        place = given["place"]
        if first := self.rows.get((place, 0)):
            self._wrong(messages.D03_decided_twice(point=place, row=first), row, "place")
            return
        self.rows[place, 0] = row
        said = given.get("outcome")
        if (
            said
            and (word := self._word(row, said))
            and others.check_items(self.found, row, given, word, proposed, self.told)
        ):
            self.others[proposed] = word.word

    def _may_be_blank(self, key: tuple[str, int], given: Mapping[str, Any]) -> bool:
        """Whether nothing has to be decided on it and nothing was written down."""
        point = self._point(key)
        filled = (given.get(name) for name in ("text", "owner", "due_on", "due_said"))
        return bool(point and point.may_be_blank) and not any(filled)

    def _point(self, key: tuple[str, int]) -> AgendaPoint | None:
        """What was proposed; an item with one proposal that got more of its own numbers it （一）."""
        place, item = key
        return self.points.get(key) or (self.points.get((place, 0)) if item == 1 else None)

    def _resolve(self, row: int, key: tuple[str, int], word: DecisionWord, given: Mapping[str, Any]) -> None:
        place, item = key
        given = {name: value for name, value in given.items() if name == "place" or not says_none(value)}
        point = self._point(key)
        about = point or next(one for one in self.points.values() if one.place == place)
        proposed = point.proposal.text if point and point.proposal else ""
        text = word.beyond(given.get("text") or "")
        if problem := _contradiction(word, text, proposed, given.get("proposed") or "", self.rules):
            self._wrong(problem[1], row, problem[0])
            return
        owner, due = given.get("owner") or "", (given.get("due_on"), given.get("due_said") or "")
        is_new_owner = owner and not (point and _same(owner, point.owner))
        is_new_due = due != (None, "") and not (point and due == point.due)
        made = Resolved(
            about.heading,
            place,
            self.order[place],
            item,
            about.title,
            about.matter,
            proposed,
            word.word,
            word.means,
            word.next,
            text or (proposed if word.means == "as_proposed" else ""),
            owner,
            *due,
            row,
            is_asked=bool(is_new_owner or is_new_due),
        )
        self.made.append(made)
        if problem := asks_somebody(made):
            self.told.doubt(self.found, problem, row, "owner")

    def _keep(self, said: str, number: str) -> None:
        """A row with a wrong cell is no missing one: of its 款, of any of its item where that is unclear, or of any at all."""
        place = self.places.get(folded(said))
        item = item_number(number) if number else 0
        if place is None:
            self.unclear |= self.order.keys()
        elif item is None or not item and (place, 1) in self.points:
            self.unclear.add(place)
        else:
            self.kept.add((place, item))

    def _tell_missing(self) -> None:
        """D02: what of the agenda has no row. Where a single proposal was numbered （一）, that is its row."""
        there = self.rows.keys() | self.kept
        for (place, item), point in self.points.items():
            is_there = (place, item) in there or item == 0 and (place, 1) in there
            if not is_there and place not in self.unclear and not point.may_be_blank:
                self._wrong(messages.D02_item_without_row(point=point.called, title=point.title), None, "place")


def _called(place: str, item: int) -> str:
    return f"{place} 子項{item_called(item)}" if item else place


def _same(one: str, other: str) -> bool:
    """Whether two sentences say the same but for spaces and signs."""
    return spelling(one).translate(_SIGNS) == spelling(other).translate(_SIGNS)


def _contradiction(word: DecisionWord, text: str, proposed: str, on_form: str, rules: MeetingRules):
    """(column, D05) where a row does not agree with itself or with the agenda; None where it does."""
    if on_form and not _same(on_form, proposed):
        said = messages.D05_proposal_changed(amended=rules.word_for("amended"), resolved=rules.word_for("resolved"))
        return "proposed", said
    if other := says_another(word, text, rules):
        return "text", messages.D05_text_is_another_word(word=word.word, other=other)
    if word.means == "as_proposed":
        if not proposed:
            return "outcome", messages.D05_nothing_proposed(
                word=word.word, noted=rules.word_for("noted"), resolved=rules.word_for("resolved")
            )
        if text and not _same(text, proposed):
            return "text", messages.D05_not_as_proposed(word=word.word, amended=rules.word_for("amended"))
    if word.means in ("amended", "resolved") and not text:
        return "text", messages.D05_no_text(word=word.word, column="決議內容")
    if word.means == "amended":
        if not proposed:
            return "outcome", messages.D05_nothing_to_amend(word=word.word, resolved=rules.word_for("resolved"))
        if _same(text, proposed):
            return "text", messages.D05_amended_is_the_same(word=word.word, as_proposed=rules.word_for("as_proposed"))
    return None


def due_before(found: Examined, decisions: tuple[Resolved, ...], held_on: datetime.date, told: FormTold) -> None:
    """D05 (a warning): a task that was to be done before the meeting that decided on it."""
    for one in decisions:
        if one.due_on and one.due_on < held_on:
            told.doubt(found, messages.D05_due_before_the_meeting(day=format_date(one.due_on)), one.row, "due_on")
