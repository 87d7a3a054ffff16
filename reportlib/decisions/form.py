"""The form of a meeting's decisions, prefilled from its agenda, its proposals and its members: a workbook, or CSV files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages, roc, stopping, system, temporary
from reportlib.cells import guarded, text_width
from reportlib.decisions import others
from reportlib.decisions.attending import Seat, seats
from reportlib.decisions.form_files import FORM, find
from reportlib.decisions.points import AgendaPoint, points
from reportlib.decisions.proceedings import LINES
from reportlib.decisions.read import members_of, rules_of
from reportlib.decisions.tracking import OTHERS, prefilled_rows, tracked_by
from reportlib.errors import ConfigError
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.meeting_rules import MeetingRules, words_of
from reportlib.meeting.rulebooks import Membership
from reportlib.records.decision_tables import ATTENDANCE, DECISIONS, MOTIONS, PROCEEDINGS, TRACKED
from reportlib.records.schema import TableSchema
from reportlib.wording import Wording, example, using
from reportlib.workbooks.form_styles import STYLES, row_heights
from reportlib.workbooks.ods import to_ods
from reportlib.workbooks.workbook import CellRule, SheetCell, Workbook, Worksheet
from reportlib.workbooks.xlsx import to_xlsx
from reportlib.writing import csv_bytes, put_new

FORMATS = ("xlsx", "ods", "csv")
LISTS = "選單"
SPARE_ROWS = 20  # blank rows that are formatted, beyond the prefilled ones
NARROWEST, WIDEST = 10, 48  # columns, in characters
# What is written into, by the names of the columns: at least so wide.
OPEN = {
    "value": 40,
    "text": 48,
    "subject": 40,
    "owner": 22,
    "due_on": 13,
    "due_said": 22,
    "state": 10,
    "mover": 16,
    "deputy": 14,
}
BLANK = "可留白"
CASE = "案號"  # a column that only people read: 第二案

EXPLAINED = {
    "decisions": {
        "place": "會議資料的案次，請勿更改。",
        CASE: "會議資料的案號，供核對。",
        "item": "一案有好幾款時的款次；會中增列的請往下加一列，續編（二）（三）；原來只有一款的不必改，即為（一）。",
        "title": "",
        "proposed": "會議資料的擬辦，請勿更改。",
        "outcome": "從選單選；相同的可以只在最後「其餘…」的列填一次。案號寫「可留白」的，沒有決議可以不填，沒有進行的選「未進行」。",
        "text": "照案通過的留白，即以擬辦為決議；修正或另行決議的填全文。",
        "owner": "由擬辦帶入，可改；洽悉的案另請單位辦理時也填，即列為追蹤。",
        "due_on": "例如 109/11/30；沒有訂的留白。",
        "due_said": "期限不是日期時填，例如「下次會議」。",
    },
    "attendance": {
        "seat": "由委員名單帶入；列席人員請加列並填「列席」。",
        "name": "",
        "organisation": "",
        "title": "",
        "presence": "從選單選；相同的可以只在最後「其餘委員」填一次。",
        "deputy": "代理出席時填姓名。",
        "deputy_title": "",
    },
    "tracked": {
        "meeting": "請勿更改。",
        "number": "請勿更改。",
        "subject": "",
        "owner": "",
        "due": "",
        "state": "",
        "proposed": "會議資料所載。",
        "outcome": f"從選單選；都相同的，只填「{OTHERS}」那一列。沒有討論到的選「繼續列管」。",
        "due_on": "繼續列管而改訂期限的才填，例如 109/11/30。",
        "due_said": "新期限不是日期時填，例如「下次會議」。",
    },
    "motions": {
        "mover": "沒有臨時動議的，整張表留白。",
        "subject": "",
        "outcome": "從選單選；留白即另行決議。",
        "text": "洽悉、不通過及照案通過的可留白。",
        "owner": "有要辦的事才填；填了就列為追蹤。",
        "due_on": "例如 109/11/30。",
        "due_said": "期限不是日期時填。",
    },
    "meeting": {"label": "請勿更改。", "value": "請填寫。"},
}
LINE_EXPLAINED = {
    "held_on": "例如 109/11/20。",
    "starts": "例如 14:05。議程所列為 {start}。",
    "ends": "例如 15:50。議程所列為 {end}。",
    "place": "例如第一會議室；視訊會議請寫明。",
    "chair": "姓名及職稱；召集人不能出席時，由出席的委員擔任。",
    "recorder": "姓名。",
    "approved_on": "會議紀錄核定後才填；空白時會議紀錄印「草案」。",
}


@dataclass(frozen=True)
class Prefilled:
    """One table of the form: its rows as texts under its headers (:func:`headers`), the explanation of each column above them."""

    table: TableSchema
    headers: tuple[str, ...]
    explained: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    given: frozenset[int]  # the columns that are not filled in
    words: Mapping[int, Sequence[str]]  # what the column's list offers


def write(meeting: Meeting, suffix: str) -> tuple[list[Path], list[TableSchema]]:
    """Write the form into the meeting's folder of data, all of its files or none: the files, and the tables that they have.

    ConfigError (C11) where there is a form already, which is never overwritten, (C05) where a rulebook is missing, and (F20) where the
    folder is not there; OutputError where it cannot be written.
    """
    params = meeting.params
    rules, book = rules_of(meeting)
    if there := find(params):
        raise ConfigError(messages.C11_form_is_there(meeting=params.name).at(file=there.shown))
    if not params.data_folder.is_dir():
        raise ConfigError(messages.F20_no_data_folder(folder=f"data/{params.name}"))
    with using(Wording(params.meeting.years)):
        tables = prefilled(meeting, rules, book)
        return _put(params.data_folder, files_of(tables, meeting, suffix)), [one.table for one in tables]


def files_of(tables: Sequence[Prefilled], meeting: Meeting, suffix: str) -> dict[str, bytes]:
    """The form as one of :data:`FORMATS`, by the names of its files."""
    return {f"{FORM}.{suffix}": _WRITERS[suffix](tables, meeting)} if suffix != "csv" else _csv(tables)


def _put(folder: Path, made: Mapping[str, bytes]) -> list[Path]:
    """New files, all of them or none, and never over another one."""
    there: list[Path] = []
    name = ""
    try:
        with temporary.beside(folder) as beside, stopping.last_step():
            for name, data in made.items():
                (beside / name).write_bytes(data)
            for name in made:
                put_new(beside / name, folder / name)
                there.append(folder / name)
    except OSError as error:
        for path in there:
            path.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise ConfigError(messages.C11_form_is_there(meeting=folder.name).at(file=name)) from None
        problem = messages.R12_cannot_write_form(file=name, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None
    return there


def prefilled(meeting: Meeting, rules: MeetingRules, book: Membership) -> tuple[Prefilled, ...]:
    """The tables, in the order in which they are filled in; that of earlier resolutions where the packet reports any."""
    decided, attended, tracking = (words_of(words) for words in (rules.decisions, rules.attendance, rules.tracking))
    agenda, members = points(meeting.params), seats(members_of(meeting))
    tracked = tuple(prefilled_rows(tracked_by(meeting)))
    return (
        _table(PROCEEDINGS, [(line.label, "", _line(line.name, meeting)) for line in LINES], {0}, {}, ("說明",)),
        _table(ATTENDANCE, [*map(_seat, members), *_others(members)], {0, 1, 2, 3}, {4: attended}),
        _table(DECISIONS, [*map(_point, agenda), *_other_items(agenda)], {0, 1, 2, 3, 4}, {5: decided}, (CASE,), 1),
        *([_table(TRACKED, tracked, {0, 1, 2, 3, 4, 5, 6}, {7: tracking})] if tracked else ()),
        _table(MOTIONS, [], set(), {2: decided}),
    )


def _table(
    table: TableSchema,
    rows: Sequence[tuple[str, ...]],
    given: set[int],
    words: Mapping[int, Sequence[str]],
    more: tuple[str, ...] = (),
    at: int | None = None,
) -> Prefilled:
    """A table with the columns of its schema, and ``more`` that only people read, ``at`` a place or at the end."""
    said = EXPLAINED[table.name]
    columns = [(column.label, example(said[column.name])) for column in table.columns]
    place = len(columns) if at is None else at
    columns[place:place] = [(label, said.get(label, "")) for label in more]
    headers, explained = zip(*columns, strict=True)
    return Prefilled(table, headers, explained, tuple(rows), frozenset(given), words)


def _line(name: str, meeting: Meeting) -> str:
    agenda = meeting.params.agenda
    return example(LINE_EXPLAINED[name]).format(start=f"{agenda[0].start:%H:%M}", end=f"{agenda[-1].end:%H:%M}")


def _seat(seat: Seat) -> tuple[str, ...]:
    return (seat.seat, seat.name, seat.organisation, seat.title, "", "", "")


def _others(members: Sequence[Seat]) -> list[tuple[str, ...]]:
    return [("", others.MEMBERS, "", "上面留白的每一位", "", "", "")] if members else []


def _other_items(agenda: tuple[AgendaPoint, ...]) -> list[tuple[str, ...]]:
    return [(place, "", "", said, "", "", "", "", "", "") for place, said in others.rows(agenda)]


def _point(point: AgendaPoint) -> tuple[str, ...]:
    proposed = point.proposal.text if point.proposal else ""
    day, said = point.due
    due_on = roc.format_date(day).replace("-", "/") if day else ""
    return (
        point.place, BLANK if point.may_be_blank else point.case_called, point.item_called, point.title, proposed, "", "", point.owner, due_on, said,
    )  # fmt: skip


# -- as files ------------------------------------------------------------------------------------------------------------------


def _csv(tables: Sequence[Prefilled]) -> dict[str, bytes]:
    """A file a table: the header and the rows, with no explanation above them."""
    return {
        f"{one.table.name}.csv": csv_bytes([one.headers, *(map(guarded, row) for row in one.rows)]) for one in tables
    }


def workbook(tables: Sequence[Prefilled], meeting: Meeting) -> Workbook:
    """A sheet a table, and a hidden one with the words of the lists."""
    lists = [(one, column, words) for one in tables for column, words in one.words.items()]
    longest = max(len(words) for _, _, words in lists)
    rows = [tuple(SheetCell(one.headers[column], "plain") for one, column, _ in lists)]
    rows += [
        tuple(SheetCell(words[n] if n < len(words) else None, "text") for _, _, words in lists) for n in range(longest)
    ]
    places = {
        (one.table.name, column): (LISTS, n, 2, len(words) + 1) for n, (one, column, words) in enumerate(lists, 1)
    }
    sheets = [_sheet(one, meeting, places) for one in tables]
    hidden = Worksheet(LISTS, tuple(rows), (16,) * len(lists), page="portrait", grid=False, hidden=True)
    return Workbook((*sheets, hidden), STYLES)


_WRITERS: dict[str, Callable[[Sequence[Prefilled], Meeting], bytes]] = {
    "xlsx": lambda tables, meeting: to_xlsx(workbook(tables, meeting)),
    "ods": lambda tables, meeting: to_ods(workbook(tables, meeting)),
}


def _sheet(one: Prefilled, meeting: Meeting, places: Mapping[tuple[str, int], tuple[str, int, int, int]]) -> Worksheet:
    about = meeting.params.meeting
    title = f"第 {about.term} 屆第 {about.number} 次會議　{one.table.label}"
    required = {column.label for column in one.table.columns if column.required}
    above: list[tuple[SheetCell, ...]] = [(SheetCell(title, "title"),)]  # as many as rows_above says
    if any(one.explained):
        above.append(tuple(SheetCell(text, "explanation") for text in one.explained))
    above.append(tuple(SheetCell(header, "must" if header in required else "may") for header in one.headers))
    lines = above + [
        tuple(SheetCell(text or None, "given" if c in one.given else "text") for c, text in enumerate(row))
        for row in one.rows
    ]
    spare = 0 if one.table in (PROCEEDINGS, TRACKED) else SPARE_ROWS
    least = {column.label: OPEN.get(column.name, NARROWEST) for column in one.table.columns}
    widths = tuple(
        max(least.get(header, NARROWEST), _width(header, text, [row[c] for row in one.rows]))
        for c, (header, text) in enumerate(zip(one.headers, one.explained, strict=True))
    )
    header, last = len(above), len(lines) + spare
    rules = tuple(
        CellRule(
            c + 1,
            header + 1,
            last,
            "list",
            one.headers[c],
            one.explained[c],
            "請由選單選取。",
            places[one.table.name, c],
        )
        for c in one.words
    )
    return Worksheet(
        one.table.label,
        tuple(lines),
        widths,
        row_heights(lines, widths),
        blank=("text",) * len(widths),
        blank_rows=spare,
        rules=rules,
        frozen_rows=header,
        repeated_row=header,
        printed_rows=len(lines) + min(spare, 5),
        page="landscape",
        grid=False,
    )


def rows_above(one: Prefilled, suffix: str) -> int:
    """How many rows of a file of the form stand above its data: title, explanations and header; of a CSV file the header."""
    return 1 if suffix == "csv" else 3 if any(one.explained) else 2


def _width(header: str, explanation: str, values: Sequence[str]) -> int:
    longest = max((text_width(value) for value in (header, *values)), default=0) + 3
    return max(min(24, -(-text_width(explanation) // 3) + 4), min(WIDEST, longest))
