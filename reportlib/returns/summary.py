"""An intake in the terminal."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.language import say
from reportlib.records.findings import Finding, rows_text
from reportlib.records.intake_tables import WORDS
from reportlib.returns.board import Board, Cell
from reportlib.returns.page import (
    COLOURS,
    ENGLISH,
    MOST_LINES,
    MOST_OF_A_FILE,
    OPEN_QUESTIONS,
    SIGNS,
    STANDINGS,
    units_without_returns,
)
from reportlib.roc import format_date
from reportlib.workbooks.marking.marks import LEVELS

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from reportlib.returns.intake_outcome import Intake


# -- the terminal ------------------------------------------------------------------------------------------------------------


def print_summary(found: Intake, console: Console) -> None:
    """The board, the files that need a decision and the findings on a ``rich`` console."""
    from rich.text import Text

    for part in _summary(found, console.width):
        for line in console.render_lines(part, pad=False):
            text = Text.assemble(*((segment.text, segment.style or "") for segment in line))
            text.rstrip()  # a table fills its lines up
            console.print(text, soft_wrap=True)


def summary_lines(found: Intake, width: int = 80) -> list[str]:
    """The same as lines of plain text."""
    from rich.console import Console

    stream = io.StringIO()
    print_summary(
        found,
        Console(
            file=stream,
            width=width,
            highlight=False,
            markup=False,
            emoji=False,
            color_system=None,
            legacy_windows=False,
        ),
    )
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def _summary(found: Intake, width: int) -> Iterator[RenderableType]:
    yield _board_table(found.board)
    yield from _returns_missing(found.board, width)
    yield from _files_received(found, width)
    yield from _things_found(found, width)


def _returns_missing(board: Board, width: int) -> Iterator[Text]:
    """How many returns are in which state, and who has not sent any or some of them."""
    from rich.text import Text

    due = messages.due(due=say(format_date(board.due), board.due.isoformat())) if board.due else ""
    counts = [(state, board.count(state)) for state in WORDS if state != "not_asked" and board.count(state)]
    words = messages.listed((f"{say(WORDS[state], ENGLISH[state])} {number}" for state, number in counts))
    yield Text(messages.returns_by_state(due=due, states=words or messages.none_at_all()))
    if board.count("missing") == len(board.cells):
        units = len(board.units)
        yield Text(messages.nobody_sent(units=units), style="bold")
        return
    for label, missing in units_without_returns(board):
        said = messages.still_missing(
            table=label, count=say(f"{len(missing)}", _number(len(missing), "unit")), units=missing
        )
        yield Text(wrapped(said, width), style="bold")


def _files_received(found: Intake, width: int) -> Iterator[Text]:
    """How many files came, and those that need a decision."""
    from rich.text import Text

    skipped = sum(file.standing == "skipped" for file in found.files)
    more = messages.skipped_files(count=skipped) if skipped else ""
    yield Text(
        messages.files_received(
            files=say(f"{len(found.files) - skipped}", _number(len(found.files) - skipped, "file")),
            skipped=more,
            corrections=say(f"{len(found.corrections)}", _number(len(found.corrections), "correction")),
        )
    )
    for file in found.files:
        if file.standing in OPEN_QUESTIONS:
            word = say(STANDINGS[file.standing], file.standing.replace("_", " "))
            question = f"{say('・', '- ')}{file.name}{say('：', ': ')}{word}{say('。', '. ')}{file.note}"
            yield Text(wrapped(question, width), style="red")


def _things_found(found: Intake, width: int) -> Iterator[Text]:
    """Errors and warnings, as many as a terminal should show."""
    from rich.cells import cell_len
    from rich.text import Text

    errors, warnings = len(found.errors), len(found.warnings)
    if not errors and not warnings:
        if found.files:
            yield Text(messages.nothing_wrong())
        return
    yield Text(
        messages.errors_and_warnings(
            errors=say(f"{errors:,}", _number(errors, "error")),
            warnings=say(f"{warnings:,}", _number(warnings, "warning")),
        ),
        style="bold",
    )
    shown = _folded([*found.errors, *found.warnings])
    names = {level: say(name, level) for level, name in LEVELS.items()}
    indent = max(map(cell_len, names.values())) + 1
    for alike in shown:
        name = names[alike[0].level]
        lines = [wrapped(line, width - indent) for line in str(_as_one(alike)).split("\n")]
        yield Text.assemble(
            (name, "red" if alike[0].is_error else "yellow"),
            " " * (indent - cell_len(name)),
            "\n".join(lines).replace("\n", "\n" + " " * indent),
        )
    if rest := errors + warnings - sum(map(len, shown)):
        yield Text(messages.rest_in_page(count=rest))


def _number(count: int, noun: str) -> str:
    """ "1 file", "2 files"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _folded(found: Sequence[Finding]) -> list[list[Finding]]:
    """The findings that the terminal shows, those of one kind in one column together: of a file the first three, at most 30."""
    alike: dict[tuple, list[Finding]] = {}
    for one in found:
        alike.setdefault((one.file, one.level, one.code, one.rule, one.sheet, one.column), []).append(one)
    shown: dict[str, list[list[Finding]]] = {}
    for (file, *_), some in alike.items():
        if len(shown.setdefault(file, [])) < MOST_OF_A_FILE:
            shown[file].append(some)
    kept = {id(some) for of_file in shown.values() for some in of_file}
    return [some for some in alike.values() if id(some) in kept][:MOST_LINES]


def _as_one(alike: Sequence[Finding]) -> Finding:
    """Findings of one kind in one column as one: 「第 5–86 列，共 82 格」, and what is said of the first."""
    first = alike[0]
    if len(alike) == 1:
        return first
    rows = rows_text(one.row for one in alike if one.row)
    said = (
        messages.cells_such_as(rows=rows, count=len(alike))
        if any(one.row for one in alike)
        else messages.places_such_as(count=len(alike))
    )
    return dataclasses.replace(first, what=say(f"{said}：{first.what}", f"{said}: {first.what}"), row=None)


def _board_table(board: Board) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), expand=False)
    table.add_column(messages.column_unit(), no_wrap=True)
    for name in board.returns:
        table.add_column(clean(board.labels[name]), overflow="fold")
    for unit in board.units:
        cells = []
        for name in board.returns:
            cell = board[unit, name]
            cells.append(Text(_short(cell), style=COLOURS[cell.state]))
        table.add_row(clean(unit), *cells)
    return table


def _short(cell: Cell) -> str:
    """A cell of the board in 80 columns: 「▲有錯 2」."""
    if cell.state == "not_asked":
        return SIGNS["not_asked"]
    word = say("有錯" if cell.state == "errors" else WORDS[cell.state], ENGLISH[cell.state])
    count = f" {cell.errors:,}" if cell.state == "errors" and cell.errors else ""
    return f"{SIGNS[cell.state]}{say('', ' ')}{word}{count}"


def wrapped(text: str, width: int) -> str:
    """A text from a file in lines of this many columns: broken between Chinese characters, not at the few blanks among them."""
    from rich.cells import cell_len

    lines, used = [""], 0
    for piece in re.findall(
        r"(?:[^\s!-~]{1,2} )?[!-~]+(?: [^\s!-~]{1,3})?[，。、；：」』）〕？]*|.[，。、；：」』）〕？]*", clean(text)
    ):  # 「尚缺 32 個單位」 stays whole
        room = cell_len(piece)
        if used and used + room > width:
            lines[-1], used = lines[-1].rstrip(), 0
            lines.append("")
        if used or piece != " " or not lines[1:]:  # a blank that begins the text is meant
            lines[-1], used = lines[-1] + piece, used + room
    return "\n".join(lines)


def clean(text: str) -> str:
    """A text as a terminal may show it: what comes from a file moves no cursor."""
    return "".join(c if c.isprintable() or c == "　" else "□" for c in text)
