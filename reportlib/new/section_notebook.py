"""A new section: its notebook, from a template that may run as it is, and its place in a meeting's agenda."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from reportlib import messages
from reportlib.errors import ConfigError, UsageError
from reportlib.meeting.agenda import SECTION
from reportlib.meeting.project import ProjectPlace, own_file
from reportlib.meeting.yaml_text import YamlText
from reportlib.new.agenda_edit import AROUND
from reportlib.new.rewritten import ChangedLine, rewrite, text_of
from reportlib.writing import write

COMMAND = "packet new-section"
LONGEST_TITLE = 40
# The number of a new section is the next multiple of five behind the last one's, or else the next free one.
STEPS = (5, 1)
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# What a section is: its title, its parameter, what it opens, what it shows, and its last cell.
CODE = (
    """from reportlib import KeyFigures, bar_chart, breakdown_table, inventory, open_section, proposals

section = open_section(params_file)
section""",
    "KeyFigures.of(累計開放資料集=inventory.total(section)).document_only()",
    """parts = inventory.by_category(section).without_zeros().descending()
bar_chart("各服務分類的資料集", parts)""",
    'breakdown_table("各服務分類的資料集", parts, labels=["資料集"]).proof_only()',
    # What the agenda proposes stands at the end of an item's last section, whichever that is.
    'proposals.at_end("{section}", section.meeting)',
    "section.accounts()",
    "section.close()",
)
HOW = """把下面的單元換成本章節要說的內容：數字由 `reportlib` 的算法得出，例如 `inventory.total(section)`；畫成圖、排成表或寫成一句話。這一段看完刪去。"""


@dataclass(frozen=True)
class PlacedSection:
    """Where a section of a meeting stands: the path of its list in the parameters, and its place in the list."""

    path: tuple[str | int, ...]
    number: int


def write_section(project: Path, asked: str, title: str, meeting: str) -> Path:
    """Write ``notebooks/NN-….ipynb``; ``asked`` is the section's name (``33-training``), or else its title, and it is numbered behind the others.

    UsageError for a title that is none; ConfigError where a notebook of that name is there, or a link leads out of the project.
    """
    name, said = (asked, title or asked) if SECTION.fullmatch(asked) else (_next_name(project), title or asked)
    said = " ".join(said.split())
    if not said or len(said) > LONGEST_TITLE or said.startswith("#"):
        raise UsageError(messages.C05_section_title(title=said[: 2 * LONGEST_TITLE], most=LONGEST_TITLE))
    path = own_file(project / "notebooks" / f"{name}.ipynb", project)
    if path.exists():
        raise ConfigError(messages.C09_notebook_is_there(notebook=f"notebooks/{path.name}"))
    write(path, (json.dumps(notebook(name, said, meeting), ensure_ascii=False, indent=1) + "\n").encode())
    return path


def notebook(section: str, title: str, meeting: str) -> dict:
    """The template, as the JSON of a notebook."""
    first, *rest = CODE
    cells = [
        _cell("markdown", 0, f"# {title}"),
        _cell("code", 1, f'params_file = "../params/{meeting}.yaml"', ["parameters"]),
        _cell("code", 2, first),
        _cell("markdown", 3, HOW),
        *(_cell("code", at, source.replace("{section}", section)) for at, source in enumerate(rest, 4)),
    ]
    return {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, at: int, source: str, tags: list[str] | None = None) -> dict:
    cell = {"cell_type": kind, "id": str(at), "metadata": {"tags": tags} if tags else {}, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _next_name(project: Path) -> str:
    taken = {int(path.name[:2]) for path in (project / "notebooks").glob("[0-9][0-9]-*.ipynb")}
    last = max(taken, default=0)
    for step in STEPS:
        number = (last // step + 1) * step
        if number < 100:
            return f"{number:02}-section"
    free = next((number for number in range(99, 0, -1) if number not in taken), None)
    if free is None:
        raise ConfigError(messages.C09_no_number_left())
    return f"{free:02}-section"


def add_section(project: Path, asked: str, title: str, params: Path, after: str = "") -> tuple[Path, list[ChangedLine]]:
    """The same, in a meeting's agenda too (:func:`place_section`); no notebook is left where it has no place there."""
    path = write_section(project, asked, title, params.stem)
    try:
        return path, place_section(params, path.stem, after)
    except BaseException:
        path.unlink()
        raise


def place_section(params: Path, name: str, after: str = "") -> list[ChangedLine]:
    """Put a section into a meeting's agenda, behind ``after`` or else behind its last section; the version before is kept.

    ConfigError where the meeting does not show ``after``, or has no section at all.
    """
    ProjectPlace.asked(params)
    text = YamlText(text_of(params))
    agenda, around = dict(_sections(text, "agenda")), dict(_sections(text, *AROUND))
    there = around | agenda
    if not there or (after and after not in there):
        raise ConfigError(messages.C05_section_not_in_agenda(section=after, sections=there).at(file=params.name))
    last = after or next(reversed(agenda or there))
    placed = there[last]
    node = text.node(*placed.path)
    assert isinstance(node, yaml.SequenceNode)
    newline = f"{text.newline}{' ' * node.start_mark.column}- "
    text.replace((*placed.path, placed.number), f"{last}{', ' if node.flow_style else newline}{name}")
    return rewrite(params, text.changed(), COMMAND)


def _sections(text: YamlText, *keys: str) -> Iterator[tuple[str, PlacedSection]]:
    """Every section that stands under these keys of the parameters, in order, with its place."""
    waiting: list[tuple[str | int, ...]] = [(key,) for key in keys]
    while waiting:
        path = waiting.pop(0)
        node = text.node(*path)
        if isinstance(node, yaml.SequenceNode) and path[-1] in ("sections", *AROUND):
            yield from ((one.value, PlacedSection(path, at)) for at, one in enumerate(node.value))
        elif isinstance(node, yaml.SequenceNode):
            waiting = [*((*path, at) for at in range(len(node.value))), *waiting]
        elif isinstance(node, yaml.MappingNode):
            waiting = [*((*path, key.value) for key, _ in node.value), *waiting]
