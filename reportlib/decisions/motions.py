"""The sheet 「臨時動議」: what was moved, and what was decided on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportlib import messages
from reportlib.decisions.held import Resolved
from reportlib.decisions.points import MOTIONS
from reportlib.decisions.told import FormTold, rows_in
from reportlib.decisions.worded import asks_somebody, says_another, says_none
from reportlib.errors import did_you_mean
from reportlib.meeting.meeting_rules import DecisionWord, MeetingRules, words_of
from reportlib.records.decision_tables import MOTIONS as TABLE
from reportlib.records.records import Examined
from reportlib.text import nearest


def read_motions(found: Examined | None, after: int, rules: MeetingRules, told: FormTold) -> tuple[Resolved, ...]:
    """The motions, numbered on from the last item of the agenda; a row that says nothing but 「無」 is none. What is wrong is told."""
    made: list[Resolved] = []
    for row, given in _moved(found) if found else ():
        if found and (word := _word(found, row, given, rules, told)):
            made.append(_resolved(row, given, word, after + len(made) + 1))
            if problem := asks_somebody(made[-1]):
                told.doubt(found, problem, row, "text")
    return tuple(made)


def _moved(found: Examined) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each row in which something was moved, without the cells that say 無."""
    for row, given in rows_in(found):
        kept = {name: value for name, value in given.items() if value and not says_none(value)}
        if kept:
            yield row, kept


def _word(
    found: Examined, row: int, given: Mapping[str, Any], rules: MeetingRules, told: FormTold
) -> DecisionWord | None:
    """The word of the decision: chosen, or at the head of the text, or else that something was resolved; None where the row is wrong, which
    is told."""
    text, said = given.get("text") or "", given.get("outcome")
    word = rules.decided(said) if said else _at_head(text, rules)
    problems = [
        (column.name, messages.D01_motion_blank(column=column.label))
        for column in TABLE.columns
        if column.name in ("mover", "subject") and not given.get(column.name)
    ]
    if not word:
        words = words_of(rules.decisions)
        todo = did_you_mean(nearest(said or "", words), messages.known_words(known=words))
        problems.append(("outcome", messages.D04_no_such_decision(word=said or "", todo=todo)))
    elif not said and not text:
        problems.append(("outcome", messages.D01_motion_blank(column="決定」及「決議")))
    elif other := says_another(word, word.beyond(text), rules):
        problems.append(("text", messages.D05_text_is_another_word(word=word.word, other=other)))
    elif word.means in ("amended", "resolved") and not word.beyond(text):
        problems.append(("text", messages.D05_no_text(word=word.word, column="決議")))
    for column, problem in problems:
        told.wrong(found, problem, row, column)
    return None if problems else word


def _at_head(text: str, rules: MeetingRules) -> DecisionWord | None:
    """The word that a text begins with, 「決議：」 before it or not; else the one for what was resolved."""
    resolved = rules.decided(rules.word_for("resolved"))
    return rules.said_first(resolved.beyond(text) if resolved else text) or resolved or rules.decisions[-1]


def _resolved(row: int, given: Mapping[str, Any], word: DecisionWord, order: int) -> Resolved:
    owner, due_on, due_said = given.get("owner") or "", given.get("due_on"), given.get("due_said") or ""
    return Resolved(
        MOTIONS,
        MOTIONS,
        order,
        0,
        given["subject"],
        "",
        "",
        word.word,
        word.means,
        word.next,
        word.beyond(given.get("text") or ""),
        owner,
        due_on,
        due_said,
        row,
        given["mover"],
        bool(owner or due_on or due_said),
    )  # fmt: skip
