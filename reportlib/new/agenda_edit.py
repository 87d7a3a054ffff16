"""An agenda changed in its parameter file, where it stands: items, topics, sections and proposals added, moved and taken away.

A place is written ``1`` (an item, from 0), ``1.0`` (its topic), ``1.0.2`` (a part of the topic); ``opening`` and ``appendices`` are the
sections before and after the items. What comes of a change is judged by whoever puts it into the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlib.meeting.yaml_reader import Key
from reportlib.meeting.yaml_text import YamlText, flow, text_scalar
from reportlib.new.unfilled import listed

AROUND = ("opening", "appendices")
_LISTS = ("agenda", "topics", "parts")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


class NoSuchPlace(LookupError):
    """A place that this agenda has not."""


def path_of(place: str) -> Key:
    """The key of a place; NoSuchPlace where it is written otherwise."""
    if place in AROUND:
        return (place,)
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3}){0,2}", place):
        raise NoSuchPlace(place)
    return tuple(part for pair in zip(_LISTS, map(int, place.split(".")), strict=False) for part in pair)


def places(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every item, topic and part of the agenda with its place, in order."""

    def walk(values: object, before: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for n, value in enumerate(listed(values)):
            if isinstance(value, dict):
                place = f"{before}{n}"
                yield place, value
                if depth + 1 < len(_LISTS):
                    yield from walk(value.get(_LISTS[depth + 1]), f"{place}.", depth + 1)

    yield from walk(data.get("agenda"), "", 0)


class AgendaText:
    """A parameter file while its agenda is changed."""

    def __init__(self, text: str):
        self._text = YamlText(text)

    def changed(self) -> str:
        return self._text.changed()

    def add_item(self, title: str, start: str, end: str, sections: Sequence[str], after: str) -> None:
        """One more item behind another; ``after`` is its place."""
        at = int(path_of(after)[1]) + 1
        times = [(key, f'"{time}"') for key, time in (("start", start), ("end", end))]
        self._insert(("agenda",), at, [("item", text_scalar(title)), *times, *_sections(sections)])

    def add_topic(self, item: str, title: str, presenter: str, sections: Sequence[str], proposal: str) -> None:
        """One more topic at the end of an item."""
        pairs = [("title", text_scalar(title))]
        pairs += [("presenter", text_scalar(presenter))] if presenter else []
        pairs += _sections(sections)
        pairs += [("proposals", f"[{flow([('text', text_scalar(proposal))])}]")] if proposal else []
        self._insert((*self._there(item), "topics"), None, pairs)

    def add_proposal(self, place: str, text: str, owner: str, due: str) -> None:
        """One more 款; a single ``proposal`` becomes the first of several."""
        path = self._there(place)
        said = [("text", text), ("owner", owner), ("due", due)]
        pairs = [(key, text_scalar(value)) for key, value in said if value]
        single = self._text.node(*path, "proposal")
        if single is None:
            self._insert((*path, "proposals"), None, pairs)
            return
        first = flow([("text", text_scalar(" ".join(str(single.value).split())))])
        self._text.put_as(path, "proposal", "proposals", f"[{first}, {flow(pairs)}]")

    def add_section(self, place: str, stem: str) -> None:
        """One more section, at the end of those of the place."""
        path = self._sections_of(place)
        if self._text.node(*path) is not None:
            self._text.append(path, stem)
        else:
            self._text.add(path[:-1], str(path[-1]), f"[{stem}]")

    def drop_section(self, place: str, n: int) -> None:
        self._drop((*self._sections_of(place), n))

    def drop(self, place: str) -> None:
        """An item, topic or part goes with all that it heads."""
        self._drop(self._there(place))

    def rename(self, place: str, title: str) -> None:
        path = self._there(place)
        key = "item" if self._text.node(*path, "item") is not None else "title"
        self._text.put(path, key, text_scalar(title))

    def move_up(self, place: str) -> None:
        """It changes places with the one before it; two items share the time that they had, each as long as it was."""
        path = self._there(place)
        n = path[-1]
        if not isinstance(n, int) or n == 0:
            raise NoSuchPlace(place)
        before, after = self._times(("agenda", n - 1)), self._times(("agenda", n))
        if len(path) == 2 and before and after:
            long, later = after[1] - after[0], before[1] - before[0]
            moved = YamlText(self._text.changed())
            for at, (start, end) in {n: (before[0], before[0] + long), n - 1: (after[1] - later, after[1])}.items():
                moved.replace(("agenda", at, "start"), f'"{start // 60:02}:{start % 60:02}"')
                moved.replace(("agenda", at, "end"), f'"{end // 60:02}:{end % 60:02}"')
            self._text = YamlText(moved.changed())
        self._text.swap(path[:-1], n - 1)

    # -- inside --------------------------------------------------------------------------------------------------------------

    def _there(self, place: str) -> Key:
        path = path_of(place)
        if place in AROUND or self._text.node(*path) is None:
            raise NoSuchPlace(place)
        return path

    def _sections_of(self, place: str) -> Key:
        return path_of(place) if place in AROUND else (*self._there(place), "sections")

    def _drop(self, path: Key) -> None:
        if self._text.node(*path) is None:
            raise NoSuchPlace(".".join(map(str, path)))
        self._text.drop(path)

    def _insert(self, path: Key, at: int | None, pairs: Sequence[tuple[str, str]]) -> None:
        """Into a list that may not be there yet, written as the mapping that it stands in."""
        node = self._text.node(*path)
        if node is not None and isinstance(node.value, list) and node.value:
            self._text.insert(path, len(node.value) if at is None else at, pairs)
        elif node is not None:
            self._text.replace(path, f"[{flow(pairs)}]")
        elif self._text.is_block(*path[:-1]):
            parent = self._text.node(*path[:-1])
            column = parent.start_mark.column + 2 if parent is not None else 2
            self._text.add(path[:-1], str(path[-1]), self._text.newline + self._text.block(pairs, column))
        else:
            self._text.add(path[:-1], str(path[-1]), f"[{flow(pairs)}]")

    def _times(self, path: Key) -> tuple[int, int] | None:
        """When an item begins and ends, in minutes of the day; None where that cannot be read."""
        found = []
        for key in ("start", "end"):
            node = self._text.node(*path, key)
            time = _TIME.fullmatch(str(node.value)) if node is not None else None
            if time is None:
                return None
            found.append(int(time[1]) * 60 + int(time[2]))
        return found[0], found[1]


def _sections(stems: Sequence[str]) -> list[tuple[str, str]]:
    return [("sections", f"[{', '.join(stems)}]")] if stems else []
