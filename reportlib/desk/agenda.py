"""The agenda of a meeting as the desk shows and changes it: in the parameter file, where it stands."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reportlib.desk.known import meeting_files
from reportlib.desk.problems import said, told
from reportlib.errors import ConfigError
from reportlib.meeting import yaml_file
from reportlib.meeting.agenda import SECTION
from reportlib.new.agenda_edit import AROUND, AgendaText, NoSuchPlace, path_of, places
from reportlib.new.form import place_of
from reportlib.new.form_read import COMMAND
from reportlib.new.rewritten import last_change, last_lines, rewrite, text_of
from reportlib.new.unfilled import listed
from reportlib.writing import sha256

AROUND_CALLED = {"opening": "議程之前", "appendices": "議程之後（附錄）"}
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")
_HEADING = re.compile(r"\s*#[ \t]+(.+?)[ \t#]*$", re.M)


def agenda(root: Path, meeting: str) -> dict[str, Any]:
    """Every place of the agenda with its sections, the sections that are on none, and the hash of the file."""
    path = meeting_files(root)[meeting]
    data = yaml_file.load(path).data
    titles = {notebook.stem: title_of(notebook) for notebook in sorted((root / "notebooks").glob("*.ipynb"))}
    shown = [_around(data, "opening", titles)]
    shown += [_shown(place, value, titles) for place, value in places(data)]
    shown += [_around(data, "appendices", titles)]
    used = {section["stem"] for one in shown for section in one["sections"]}
    return {
        "places": shown,
        "free": [
            {"stem": stem, "title": title}
            for stem, title in titles.items()
            if stem not in used and SECTION.fullmatch(stem)
        ],
        "hash": sha256(path.read_bytes()),
        "undo": last_change(path),
        "lines": [vars(line) for line in last_lines(path)],
    }


def title_of(notebook: Path) -> str:
    """The heading of a section's first cell; its name where that has none."""
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        source = json.loads(notebook.read_bytes())["cells"][0]["source"]
        if heading := _HEADING.match("".join(source)):
            return heading[1]
    return notebook.stem


def _around(data: Mapping[str, Any], key: str, titles: Mapping[str, str]) -> dict[str, Any]:
    return _place(key, AROUND_CALLED[key], "", data.get(key), titles)


def _shown(place: str, value: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    title = str(value.get("item") or value.get("title") or "")
    found = _place(place, title, place_of(path_of(place)), value.get("sections"), titles)
    proposed = [one.get("text") for one in listed(value.get("proposals")) if isinstance(one, dict)]
    found["proposals"] = [str(one) for one in [value.get("proposal"), *proposed] if one]
    found["time"] = f"{value.get('start')}–{value.get('end')}" if "start" in value else ""
    found["end"] = str(value.get("end", ""))
    return found


def _place(place: str, title: str, called: str, sections: object, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "place": place,
        "depth": -1 if place in AROUND else place.count("."),
        "title": title,
        "called": called,
        "is_first": place in AROUND or place.rpartition(".")[2] == "0",
        "time": "",
        "end": "",
        "proposals": [],
        "sections": [{"stem": str(stem), "title": titles.get(str(stem), str(stem))} for stem in listed(sections)],
    }


def change_agenda(
    root: Path, meeting: str, digest: str, what: str, place: str, given: Mapping[str, str]
) -> dict[str, Any]:
    """One change: ``{}``. Where the file is not the one that the page was made from ``{"conflict": true}``; where something is missing, or
    the parameters would be wrong, ``{"problems": …}``, and nothing is changed."""
    path = meeting_files(root)[meeting]
    if sha256(path.read_bytes()) != digest:
        return {"conflict": True}
    cells = {key: " ".join(value.split()) for key, value in given.items()}
    if lacking := _lacking(what, cells):
        return {"problems": [said(f"請填{'、'.join(lacking)}。")]}
    text = AgendaText(text_of(path))
    try:
        _CHANGES[what](text, place, cells)
    except NoSuchPlace:
        return {"conflict": True}
    try:
        rewrite(path, text.changed(), COMMAND)
    except ConfigError as error:
        # The sentence names the items; the line would be one of a draft that nobody sees.
        return {"problems": [{**told(problem), "row": None, "header": "", "place": ""} for problem in error.problems]}
    return {}


def _lacking(what: str, cells: Mapping[str, str]) -> list[str]:
    """What has to be filled in for a change, and is not."""
    found = [label for key, label in NEEDED[what].items() if not cells.get(key)]
    times = [label for key, label in (("start", "開始"), ("end", "結束")) if key in NEEDED[what] and cells.get(key)]
    wrong = [
        label
        for key, label in (("start", "開始"), ("end", "結束"))
        if label in times and not _TIME.fullmatch(cells[key])
    ]
    return found + [f"{label}的時間（時:分，例如 14:05）" for label in wrong]


NEEDED: dict[str, dict[str, str]] = {
    "add-item": {"title": "名稱", "start": "開始", "end": "結束"},
    "add-topic": {"title": "議題的名稱"},
    "add-proposal": {"text": "擬辦"},
    "add-section": {"section": "要加的章節"},
    "drop-section": {"n": "章節"},
    "rename": {"title": "名稱"},
    "up": {},
    "drop": {},
}


def _stems(cells: Mapping[str, str]) -> list[str]:
    return [cells["section"]] if SECTION.fullmatch(cells.get("section", "")) else []


def _add_section(text: AgendaText, place: str, cells: Mapping[str, str]) -> None:
    if not (stems := _stems(cells)):
        raise NoSuchPlace(cells["section"])
    text.add_section(place, stems[0])


def _drop_section(text: AgendaText, place: str, cells: Mapping[str, str]) -> None:
    if not cells["n"].isdecimal():
        raise NoSuchPlace(cells["n"])
    text.drop_section(place, int(cells["n"]))


_CHANGES: dict[str, Callable[[AgendaText, str, Mapping[str, str]], None]] = {
    "add-item": lambda text, place, cells: text.add_item(
        cells["title"], cells["start"], cells["end"], _stems(cells), place
    ),
    "add-topic": lambda text, place, cells: text.add_topic(
        place, cells["title"], cells.get("presenter", ""), _stems(cells), cells.get("text", "")
    ),
    "add-proposal": lambda text, place, cells: text.add_proposal(
        place, cells["text"], cells.get("owner", ""), cells.get("due", "")
    ),
    "add-section": _add_section,
    "drop-section": _drop_section,
    "rename": lambda text, place, cells: text.rename(place, cells["title"]),
    "up": lambda text, place, cells: text.move_up(place),
    "drop": lambda text, place, cells: text.drop(place),
}
