"""What the words of a decision say: another decision than the one that was chosen, a task that nobody is given, or nothing."""

from __future__ import annotations

import re

from reportlib import messages
from reportlib.decisions.held import Resolved
from reportlib.errors import Problem
from reportlib.meeting.meeting_rules import DecisionWord, MeetingRules
from reportlib.text import spelling

_ASKS = re.compile("(?<![申聲])請|應(?![用變對答徵聘])|須|責成")

# What a cell says where there is nothing: 無, 「無。」, 本次會議無臨時動議, a dash.
_NONE = re.compile(
    r"(經詢)?(本次)?(會議)?(委員)?(均|皆|並)?(無|沒有|未有|未(?=提))(人|委員)?(提出|提)?(其他)?(臨時)?(動議|提案|提議|議案)?|[-－—–/]+|n/?a|none"
)
_SIGNS = re.compile(r"[。．.，,、；;！!（）()「」\[\]【】]")


def says_none(value: object) -> bool:
    """Whether a cell says that there is nothing: 「無。」, or nothing but signs."""
    folded = _SIGNS.sub("", spelling(value)) if isinstance(value, str) else None
    return folded is not None and (not folded or bool(_NONE.fullmatch(folded)))


def says_another(word: DecisionWord, text: str, rules: MeetingRules) -> str:
    """The word that is all of a text and is not the one that was chosen: 「緩議。」 beside 洽悉; "" where there is none."""
    other = rules.said_alone(text)
    return other.word if other and other.word != word.word else ""


def asks_somebody(one: Resolved) -> Problem | None:
    """D06: a decision that is followed up and that nobody is given and no day, or one that is not and asks for something nevertheless. What is added
    to a 洽悉 is told whatever it says."""
    if one.is_task:
        return None if one.owner or one.due_on or one.due_said else messages.D06_task_of_nobody(word=one.word)
    if not one.text or not (one.means == "noted" or _ASKS.search(one.text)):
        return None
    return messages.D06_asks_without_owner(word=one.word)
