"""The texts of an old parameter file in the next one: the agenda and the titles of the attachments, moved on, each to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from reportlib.meeting import yaml_file
from reportlib.meeting.fields import MARK
from reportlib.meeting.params import Params
from reportlib.meeting.yaml_reader import Key, key_text
from reportlib.meeting.yaml_text import YamlText
from reportlib.meeting.yearly import YEARLY
from reportlib.new.half_years import HalfYear, doubt
from reportlib.new.unfilled import is_talk, listed, sections_named

Moved = tuple[str, str, str]  # the key of a date or a text, what it was, what it is now
_OF_YEARS = frozenset(stem for event in YEARLY for stem in event.sections)


class TextsOn:
    """The texts of a parameter file while they are moved on: what was ``moved``, and the proposals that were ``left_out``."""

    def __init__(self, text: YamlText, old: Params, done: Collection[str]):
        self._text, self._data, self._done = text, yaml_file.load(old.path).data, done
        plan, self._before = old.periods.plan, (old.meeting.term, old.meeting.number)
        self._begin = old.as_of.inventory
        self._on = HalfYear(
            plan[0] if plan else None, self._before, _named(old.previous.meeting if old.previous else "")
        )
        self.moved: list[Moved] = []
        self.left_out: list[str] = []

    def agenda(self) -> None:
        """Every topic, proposal and presenter, by where it stands in the file: what is left off this agenda too."""
        for n, item in enumerate(_mappings(self._data.get("agenda"))):
            self._text.mark("agenda", n, "presenter")
            self.say(("agenda", n, "subject"))
            self._proposals(("agenda", n), item)
            for t, topic in enumerate(_mappings(item.get("topics"))):
                self._topic(("agenda", n, "topics", t), topic)

    def attachments(self) -> None:
        """Each with its number, by which proposals name it: a place or a reason is as it was, a file is to be put there anew."""
        for n, one in enumerate(_mappings(self._data.get("attachments"))):
            self.say(("attachments", n, "title"), always=True)
            for key in ("file", "source", "absent"):
                if key != "source" or "file" in one:
                    self.say(("attachments", n, key), always=True, moves=False)

    def say(self, path: Key, always: bool = False, moves: bool = True) -> None:
        """Move a text on, and mark it where that changed it, where it has to be looked at, or ``always``."""
        said = self._at(path)
        if not isinstance(said, str) or said.startswith(MARK):
            return
        was = " ".join(said.split())
        later = self._on.text(was) if moves else was
        if always or later != was or doubt(later, self._begin, self._before):
            self._text.mark(*path, text=later)
        if later != was:
            self.moved.append((key_text(path), was, later))

    def _at(self, path: Key) -> object:
        value: object = self._data
        for part in path:
            if isinstance(value, dict):
                value = value.get(str(part))
            elif isinstance(value, list) and isinstance(part, int):
                value = value[part]
        return value

    def _topic(self, place: Key, topic: Mapping[str, object]) -> None:
        # What comes once a year is not of the next half-year: it is said anew when it comes.
        moves = not (named := sections_named(topic)) or not named <= _OF_YEARS
        self.say((*place, "title"), always=is_talk(topic), moves=moves)
        self.say((*place, "matter"), moves=moves)
        self.say((*place, "presenter"), always=True, moves=False)
        self._proposals(place, topic, moves)
        for p, part in enumerate(_mappings(topic.get("parts"))):
            inner = (*place, "parts", p)
            if self._is_done(part):
                self.left_out += [_text(one) for one in _mappings(part.get("proposals"))]
                self._text.drop(inner)
            else:
                self.say((*inner, "title"), moves=moves)
                self._proposals(inner, part, moves)

    def _proposals(self, place: Key, decided: Mapping[str, object], moves: bool = True) -> None:
        """What was proposed last time is proposed anew, word by word, but for what was to be done by now."""
        self.say((*place, "proposal"), always=True, moves=moves)
        proposals = _mappings(decided.get("proposals"))
        done = [n for n, one in enumerate(proposals) if _text(one) in self._done]
        self.left_out += [_text(proposals[n]) for n in done]
        if done and len(done) == len(proposals):
            self._text.drop((*place, "proposals"))
            return
        for n, _ in enumerate(proposals):
            if n in done:
                self._text.drop((*place, "proposals", n))
                continue
            for key in ("text", "short", "due"):
                self.say((*place, "proposals", n, key), always=True, moves=moves)

    def _is_done(self, part: Mapping[str, object]) -> bool:
        """Whether a part holds nothing but proposals that are not made again."""
        proposals = _mappings(part.get("proposals"))
        return bool(proposals) and not sections_named(part) and all(_text(one) in self._done for one in proposals)


def _named(meeting: str) -> tuple[int, int] | None:
    """The term and the number in the name of a meeting, moea-5-2."""
    found = re.fullmatch(r".*-([0-9]{1,3})-([0-9]{1,3})", meeting)
    return (int(found[1]), int(found[2])) if found else None


def _mappings(value: object) -> list[dict[str, object]]:
    return [one for one in listed(value) if isinstance(one, dict)]


def _text(proposal: Mapping[str, object]) -> str:
    return " ".join(str(proposal.get("text", "")).split())
