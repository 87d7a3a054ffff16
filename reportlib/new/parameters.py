"""The next meeting's parameter file: dates moved on, the rest as it was."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from reportlib.meeting.fields import MARK
from reportlib.meeting.params import Params
from reportlib.meeting.yaml_text import YamlText, plain_scalar
from reportlib.meeting.yearly import YEARLY
from reportlib.new.half_years import half_year_on, written
from reportlib.new.texts_on import Moved, TextsOn

_TERM_AND_NUMBER = re.compile(r".*-([1-9][0-9]{0,2})-([1-9][0-9]{0,2})")
_NOTE = re.compile(r"# 依 .+ 由 packet new 產生：")  # how the line begins that is put into the head of each new file
OWN_COMMENT = "本次："  # how a comment begins that speaks of one meeting, and so is no comment of the next

GROWING = ("catalogue", "quality")  # lists of all that there is: they only shrink where something is withdrawn


# -- the new parameters ------------------------------------------------------------------------------------------------------


def new_params(
    text: YamlText,
    old: Params,
    name: str,
    files: dict[str, str],
    rows: Mapping[str, int] = MappingProxyType({}),
    done: Collection[str] = (),
) -> tuple[list[Moved], list[str]]:
    """Change the old file's text into the new one's; returns the dates and texts that were moved on (key, old, new), and the proposals that
    were left out.

    ``rows`` are the numbers of records of the old inputs, against which the new ones are held; ``done`` the proposals that are not made again.
    """
    term, number = term_and_number(name, old)
    text.head(lambda head: _new_head(head, old, term, number, text.newline))
    text.replace(("meeting", "term"), str(term))
    text.replace(("meeting", "number"), str(number))
    text.mark("meeting", "date", keep=False)
    text.mark("meeting", "data_notice")
    text.mark("meeting", "data_notice_text")
    moved = [*_as_of_moved_on(text, old), *_periods_moved_on(text, old)]
    yearly = {key for event in YEARLY if getattr(old.as_of, event.day) for key in event.declared}
    for key in (key for key in old.declared if key not in yearly):
        for part in ("value", "as_of"):
            text.mark("declared", key, part, keep=False)
        text.mark("declared", key, "source")
    texts = TextsOn(text, old, done)
    if old.returns:
        text.mark("returns", "due", keep=False)
        texts.say(("returns", "quarter"), always=True)
    texts.agenda()
    texts.attachments()
    for field, path in files.items():
        if text.node("inputs", field) is not None:
            text.replace(("inputs", field), plain_scalar(path))
        else:
            text.add(("inputs",), field, plain_scalar(path))
    if old.pages:
        text.empty("pages", f"本次的附頁，每件一項：{{title: …, section: …, file: ../data/{name}/…, source: …}}")
    if old.notes:
        text.empty("notes", "表或圖的註記，每則一項：{section: …, title: …, note: …}")
    if text.node("empty_inputs") is not None:
        text.empty("empty_inputs", "本次確實沒有任何一筆的輸入")
    _write_last_rows(text, rows)
    if text.node("previous") is None:
        text.add((), "previous", f"{{meeting: {old.name}}}   # 前次會議：它的決議都要列入本次追蹤")
    else:
        text.replace(("previous",), f"{{meeting: {old.name}}}")
    return [*moved, *texts.moved], texts.left_out


def _write_last_rows(text: YamlText, rows: Mapping[str, int]) -> None:
    """How many records the lists had that only grow; a file that says so already keeps its other entries."""
    last = {kind: rows[kind] for kind in GROWING if rows.get(kind)}
    if last and text.node("rows") is None:
        listed = ", ".join(f"{kind}: {number}" for kind, number in last.items())
        text.add((), "rows", f"{{last: {{{listed}}}}}")
        return
    for kind, number in last.items():
        if text.node("rows", "last", kind) is not None:
            text.replace(("rows", "last", kind), str(number))


def _move(text: YamlText, path: tuple, new: datetime.date) -> tuple[str, str]:
    """Write the new date; returns the old one and the new one as they are written."""
    before = text.written(*path)
    after = written(new, before)
    text.replace(path, after)
    return before, after


def _as_of_moved_on(text: YamlText, old: Params) -> Iterator[Moved]:
    for key, days in old.as_of:
        if key == "gold_series" and days:
            before = text.written("as_of", key, len(days) - 1)
            after = written(half_year_on(days[-1]), before)
            text.append(("as_of", key), after)
            yield f"as_of.{key}", f"…{before}", f"…{before}, {after}"
        elif key == "previous_inventory":
            if days:
                yield f"as_of.{key}", *_move(text, ("as_of", key), old.as_of.inventory)
            else:
                text.add(("as_of",), key, text.written("as_of", "inventory"))
        elif days and key != "gold_series_said" and key not in {event.day for event in YEARLY}:
            # How past days were told stays; a yearly event's day is set by a person.
            yield f"as_of.{key}", *_move(text, ("as_of", key), half_year_on(days))


def _periods_moved_on(text: YamlText, old: Params) -> Iterator[Moved]:
    for key, period in old.periods:
        if period:
            first, last = half_year_on(period[0]), half_year_on(period[1])
            # What came in since the last packet was closed; the half-year whose openings are planned simply follows.
            begin = first if key == "plan" else period[1] + datetime.timedelta(days=1)
            was_first, is_first = _move(text, ("periods", key, 0), begin)
            was_last, is_last = _move(text, ("periods", key, 1), last)
            yield f"periods.{key}", f"{was_first}–{was_last}", f"{is_first}–{is_last}"


def term_and_number(name: str, old: Params) -> tuple[int, int]:
    """moea-6-2 is the 6th term's 2nd meeting; a name that does not say is the next one's of the same term."""
    said = _TERM_AND_NUMBER.fullmatch(name)
    return (int(said[1]), int(said[2])) if said else (old.meeting.term, old.meeting.number + 1)


def _new_head(head: str, old: Params, term: int, number: int, newline: str) -> str:
    """The comments before the first key: the title with the new meeting's number, and of the others those that do not speak of the old one."""
    was = re.compile(rf"第\s*{old.meeting.term}\s*屆第\s*{old.meeting.number}\s*次")
    note = f"# 依 {old.path.name} 由 packet new 產生：「{MARK}」由人填寫，統計日與期間已往後移半年，註解照舊，都請確認。填好後請刪去本行。{newline}"
    first, *rest = head.splitlines(keepends=True) or [""]
    about_old = re.compile(rf"{was.pattern}|(?<![\w-]){re.escape(old.name)}(?![\w-])|{_NOTE.pattern}")
    lines = [was.sub(f"第 {term} 屆第 {number} 次", first), *(line for line in rest if not about_old.search(line))]
    lines = [line for line in lines if not _NOTE.match(line)]
    comments = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if comments and not lines[comments - 1].endswith(("\n", "\r")):
        lines[comments - 1] += newline
    return "".join([*lines[:comments], note, *lines[comments:]])
