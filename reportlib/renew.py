"""The next meeting: its parameter file and its data folder made from those of the last one, and what is left to fill in.

What a person must supply is marked 「待填」 in the parameter file and in the data; :func:`unfilled` lists the marks. What
is carried over, and which figures of the last packet become history, is declared in the tables at the top.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd
import yaml

from reportlib import compare, inputs, readers, roc, schema, stopping, yamlfile
from reportlib.clean import Records
from reportlib.errors import ConfigError, InputError, OutputError, Problem, quoted
from reportlib.facts import Rows
from reportlib.labels import say
from reportlib.meeting import Meeting
from reportlib.params import ACCEPTED, NAME, Params, Place

MARK = "待填"
CODE = "C13"

# Which rows of the old inputs go into the new files. Of every other input only the header does.
CARRIED: dict[str, Callable[[pd.DataFrame, Params], pd.Series]] = {
    **dict.fromkeys(
        ("members", "strategies", "standards", "competition", "events", "winners", "programme", "oas"),
        lambda rows, _: pd.Series(True, rows.index),
    ),
    "resolutions": lambda rows, _: _given(rows, "released_by", pd.isna),
    "milestones": lambda rows, old: _given(rows, "due_on", lambda day: day > half_year_on(old.as_of.inventory)),
}
# Of what the units are asked for also: what is planned and not open yet, which they are asked about again, and the rest of the year
# under discussion, which is counted again.
ASKED_CARRIED = {
    "plan": lambda rows, old: (
        _given(rows, "opened_on", pd.isna)
        | _given(
            rows,
            "planned_on",
            lambda day: bool(old.periods.plan) and day.year == half_year_on(old.periods.plan[0]).year,
        )
    )
}
WRITTEN_BY_INTAKE = frozenset(("received", "corrections"))  # of these there is no file of the secretariat's
# What is no longer true of a row that is carried over: cleared, or for a person to say anew.
STALE = {"members": {"newly_appointed": ""}, "resolutions": {"proposal": MARK}}

# The figures of a packet that series of later ones go on from: their names, with * for any one part.
SERIES = (
    "inventory.total",
    "ministries.rank",
    "quality.tested/*",
    "quality.gold/*",
    "quality.platinum/*",
    "quality.standards",
    "oas/*",
    "strategies.total",
    "award.total",
    "follow_up.tracked",
    "plan.period",
    "plan.opened",
    "plan.year",
    "requests.total",
    "requests.outcome/*",
    "feedback.answered",
    "feedback.kind/*",
)
_SERIES = re.compile("|".join(re.escape(name).replace(r"\*", "[^/]+") for name in SERIES))

_YEAR = re.compile(r"(?<![0-9])(?:1[0-9]{2}|[0-9]{2}|20[0-9]{2})\s*年")
_TERM_AND_NUMBER = re.compile(r".*-([1-9][0-9]{0,2})-([1-9][0-9]{0,2})")


@dataclass(frozen=True)
class Made:
    """One file of the new data folder: how many rows were carried over, None where there is only the header to fill in."""

    file: str
    kind: str
    label: str
    carried: int | None


@dataclass(frozen=True)
class Renewal:
    """What :func:`renew` has written, and what a person should know of it."""

    params: Path
    data: Path
    made: tuple[Made, ...]
    moved: tuple[tuple[str, str, str], ...]  # key, old date or dates, new ones
    marks: int
    notices: tuple[str, ...]


# -- the way of the dates ----------------------------------------------------------------------------------------------------


def half_year_on(day: datetime.date) -> datetime.date:
    """The same day half a year later; the end of a month stays the end of a month."""
    year, month = (day.year, day.month + 6) if day.month <= 6 else (day.year + 1, day.month - 6)
    last = _end_of_month(year, month)
    return last if day == _end_of_month(day.year, day.month) else last.replace(day=min(day.day, last.day))


def _end_of_month(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def _written(day: datetime.date, like: str) -> str:
    """The date in common years where the old one was, else in years of the Republic."""
    return day.isoformat() if re.match(r"[0-9]{4}", like) else roc.format_date(day)


# -- a YAML file changed in place --------------------------------------------------------------------------------------------


class _Text:
    """A YAML text whose values are replaced where they stand, so that comments, order and blank lines stay."""

    def __init__(self, text: str):
        self.text = text
        self._root = yaml.compose(text, Loader=yaml.SafeLoader)
        self._edits: list[tuple[int, int, str]] = []

    def node(self, *path: str | int) -> yaml.Node | None:
        node = self._root
        for part in path:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == part), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            else:
                return None
        return node

    def written(self, *path: str | int) -> str:
        """The value as it stands in the file, without quotes."""
        return self.node(*path).value

    def replace(self, path: tuple, value: str, comment: str = "") -> None:
        """``value`` is written as it is; the comment follows it where the line has none."""
        node = self.node(*path)
        end = _end(node, self.text)
        rest = self.text[end : self._line_end(end)]
        self._edits.append(
            (node.start_mark.index, end, value + (f"  # {comment}" if comment and not rest.strip() else ""))
        )

    def mark(self, *path: str | int, keep: bool = True) -> bool:
        """Mark a value as to be filled in, with the old text behind the mark or in a comment; False where there is none."""
        node = self.node(*path)
        if node is None or not isinstance(node, yaml.ScalarNode) or not node.value:
            return False
        if keep:
            self.replace(path, _plain(f"{MARK}：{node.value.strip()}"))
        else:
            self.replace(path, MARK, f"前次：{' '.join(node.value.split())}")
        return True

    def append(self, path: tuple, value: str) -> None:
        """One more item at the end of a list."""
        node = self.node(*path)
        if not node.value:
            self._edits.append((node.start_mark.index, node.end_mark.index, f"[{value}]"))
        elif node.flow_style:
            end = _end(node.value[-1], self.text)
            self._edits.append((end, end, f", {value}"))
        else:
            self._new_line(node, f"- {value}")

    def add(self, path: tuple, key: str, value: str) -> None:
        """One more key at the end of a mapping that has some."""
        node = self.node(*path)
        if node.flow_style:
            end = _end(node.value[-1][1], self.text)
            self._edits.append((end, end, f", {key}: {value}"))
        else:
            self._new_line(node, f"{key}: {value}")

    def empty(self, key: str, comment: str) -> None:
        """An empty list in place of an outermost one."""
        pair = next((k, v) for k, v in self._root.value if k.value == key)
        end = self._line_end(_end(pair[1], self.text))
        self._edits.append((pair[0].end_mark.index, end, f": []  # {comment}"))

    def head(self, change: Callable[[str], str]) -> None:
        """Change what stands before the first key."""
        end = self._root.start_mark.index
        self._edits.append((0, end, change(self.text[:end])))

    def changed(self) -> str:
        text = self.text
        for start, end, new in sorted(self._edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def _new_line(self, node: yaml.CollectionNode, line: str) -> None:
        last = node.value[-1]
        end = self._line_end(_end(last[1] if isinstance(last, tuple) else last, self.text))
        self._edits.append((end, end, f"{self.newline}{' ' * node.start_mark.column}{line}"))

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _line_end(self, index: int) -> int:
        end = re.compile(r"\r\n|\r|\n|\Z").search(self.text, index)
        return end.start()


def _end(node: yaml.Node, text: str) -> int:
    """Where a value's own text ends: a block's mark stands behind the comments that follow it."""
    if isinstance(node, yaml.ScalarNode):
        return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
    if node.flow_style or not node.value:
        return node.end_mark.index
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, text)


def _plain(text: str) -> str:
    """A text as YAML, in quotes where a plain one might be read differently."""
    harmless = not re.search(r"""[,\[\]{}#&*!|>'"%@`:\\\t\r\n]""", text) and text == text.strip()
    return text if harmless else json.dumps(text, ensure_ascii=False)


# -- the new parameters ------------------------------------------------------------------------------------------------------


def _new_params(text: _Text, old: Params, name: str, files: dict[str, str]) -> list[tuple[str, str, str]]:
    """Change the old file's text into the new one's; returns the dates that were moved on: key, old, new."""
    moved: list[tuple[str, str, str]] = []
    term, number = _term_and_number(name, old)
    text.head(lambda head: _new_head(head, old, term, number, text.newline))
    text.replace(("meeting", "term"), str(term))
    text.replace(("meeting", "number"), str(number))
    text.mark("meeting", "date", keep=False)
    text.mark("meeting", "data_notice")
    text.mark("meeting", "data_notice_text")

    def move(path: tuple, new: datetime.date) -> tuple[str, str]:
        before = text.written(*path)
        after = _written(new, before)
        text.replace(path, after)
        return before, after

    for key, days in old.as_of:
        if key == "gold_series" and days:
            before = text.written("as_of", key, len(days) - 1)
            text.append(("as_of", key), _written(half_year_on(days[-1]), before))
            moved.append((f"as_of.{key}", f"…{before}", f"…{before}, {_written(half_year_on(days[-1]), before)}"))
        elif key == "previous_inventory":
            if days:
                moved.append((f"as_of.{key}", *move(("as_of", key), old.as_of.inventory)))
            else:
                text.add(("as_of",), key, text.written("as_of", "inventory"))
        elif days:
            moved.append((f"as_of.{key}", *move(("as_of", key), half_year_on(days))))
    for key, period in old.periods:
        if period:
            first, last = half_year_on(period[0]), half_year_on(period[1])
            # What came in since the last packet was closed; the half-year whose openings are planned simply follows.
            begin = move(("periods", key, 0), first if key == "plan" else period[1] + datetime.timedelta(days=1))
            end = move(("periods", key, 1), last)
            moved.append((f"periods.{key}", *map("–".join, zip(begin, end, strict=False))))
    for key in old.declared:
        for part in ("value", "as_of"):
            text.mark("declared", key, part, keep=False)
        text.mark("declared", key, "source")
    if old.returns:
        text.mark("returns", "due", keep=False)
    for n, item in enumerate(old.agenda):
        text.mark("agenda", n, "presenter")
        text.mark("agenda", n, "proposal")
        for t, topic in enumerate(item.topics):
            place = ("agenda", n, "topics", t)
            # A talk of a guest is another one each time; a title with a year in it is last year's.
            if not topic.sections or _YEAR.search(topic.title):
                text.mark(*place, "title")
            text.mark(*place, "presenter")
            text.mark(*place, "proposal")
    for field, path in files.items():
        if text.node("inputs", field) is not None:
            text.replace(("inputs", field), _plain(path))
        else:
            text.add(("inputs",), field, _plain(path))
    if old.attachments:
        text.empty("attachments", f"本次的附件，每件一項：{{title: …, file: ../data/{name}/…, source: …}}")
    if text.node("empty_inputs") is not None:
        text.empty("empty_inputs", "本次確實沒有任何一筆的輸入")
    if text.node("accepted") is not None:
        text.empty("accepted", "已知不一致而仍發布的數字：{id: …, reason: …}，代號列於「數字核對」")
    return moved


def _term_and_number(name: str, old: Params) -> tuple[int, int]:
    """moea-6-2 is the 6th term's 2nd meeting; a name that does not say is the next one's of the same term."""
    said = _TERM_AND_NUMBER.fullmatch(name)
    return (int(said[1]), int(said[2])) if said else (old.meeting.term, old.meeting.number + 1)


def _new_head(head: str, old: Params, term: int, number: int, newline: str) -> str:
    was = rf"第\s*{old.meeting.term}\s*屆第\s*{old.meeting.number}\s*次"
    head = re.sub(was, f"第 {term} 屆第 {number} 次", head)
    note = f"# 依 {old.path.name} 由 packet new 產生：「{MARK}」由人填寫，統計日與期間已往後移半年，請確認。填好後請刪去本行。{newline}"
    lines = head.splitlines(keepends=True)
    comments = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if comments and not lines[comments - 1].endswith(("\n", "\r")):
        lines[comments - 1] += newline
    return "".join([*lines[:comments], note, *lines[comments:]])


# -- the new data ------------------------------------------------------------------------------------------------------------

Rowed = tuple[
    schema.Table, list[str], list[list[str]] | None
]  # a table, its header, its rows: None where none are carried over


def _given(rows: pd.DataFrame, column: str, holds: Callable[[object], bool]) -> pd.Series:
    """Where ``holds`` of a column; everywhere where the file has no such column."""
    return rows[column].map(holds).astype(bool) if column in rows else pd.Series(True, rows.index)


def _rows_of(kind: str, records: Records | None, path: Path, old: Params, carried: Mapping[str, Callable]) -> Rowed:
    """The header of an input, with the rows that are carried over under it; columns that only this file has come last."""
    table = schema.TABLES[kind]
    header = [column.label for column in table.columns]
    if kind not in carried or records is None:
        return table, header, None
    chosen = records.where(carried[kind](records.frame, old))
    own = _own_columns(records, table, path) if records.file == path.name else {}
    stale = STALE.get(kind, {})
    if kind == "resolutions" and old.returns and "progress" in old.returns.tables:
        stale = dict.fromkeys(stale, "")  # the units say it anew
    rows = []
    for number, values in chosen.frame.iterrows():
        cells = [_cell(stale.get(column.name, values.get(column.name))) for column in table.columns]
        rows.append(cells + [column[number] for column in own.values()])
    return table, [*header, *own], rows


def _own_columns(records: Records, table: schema.Table, path: Path) -> dict[str, dict[int, str]]:
    """The columns of a file that the schema does not know, such as 「備註」: what each row holds there, by row number."""
    sheet = next(sheet for sheet in readers.read(path) if sheet.name == records.sheet)
    known = table.by_spelling()
    found = {}
    for place, text in enumerate(sheet.rows[records.header_row - 1]):
        text = _cell(text).strip()
        if text and schema.spelling(text) not in known and text not in found and text not in schema.ORIGIN:
            found[text] = {n: _cell(row[place]) if place < len(row) else "" for n, row in enumerate(sheet.rows, 1)}
    return found


def _cell(value: object) -> str:
    """A value as the file will hold it; a reader takes it for the same value again."""
    if isinstance(value, (tuple, list)):
        return ";".join(map(str, value))
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return ""
    if isinstance(value, datetime.datetime):
        value = value.date()
    return roc.format_date(value) if isinstance(value, datetime.date) else str(value)


def _history(
    records: Records | None, path: Path | None, old: Params, published: compare.Packet, notices: list[str]
) -> Rowed:
    """The old history, and the published packet's figures behind it: one row a fact and as-of date."""
    table = schema.TABLES["history"]
    labels = [column.label for column in table.columns]
    own: dict[str, dict[int, str]] = _own_columns(records, table, path) if records is not None else {}
    if old.meeting.data_notice:
        own.setdefault("備註", {})
    rows: dict[tuple[str, str], list[str]] = {}
    for number, values in records.frame.iterrows() if records is not None else ():
        cells = [_cell(values.get(column.name)) for column in table.columns] + [
            column.get(number, "") for column in own.values()
        ]
        rows[values["fact"], _cell(values["as_of"])] = cells
    title = f"第 {old.meeting.term} 屆第 {old.meeting.number} 次會議資料"
    for figure in published.figures:
        if figure.value is None or figure.as_of is None or not _SERIES.fullmatch(figure.name):
            continue
        day = roc.format_date(datetime.date.fromisoformat(figure.as_of))
        remark = [old.meeting.data_notice if column == "備註" and old.meeting.data_notice else "" for column in own]
        known = rows.get((figure.name, day))
        if known and Decimal(known[2]) == figure.value:
            continue
        if known:
            zh = f"history.csv：{figure.label}（{day}）前次記載 {known[2]}，會議資料為 {figure.printed}，已改用後者。"
            notices.append(
                say(
                    zh,
                    f"history.csv: {figure.name} ({day}) was {known[2]}; the packet says {figure.printed}, which is taken.",
                )
            )
        rows[figure.name, day] = [
            figure.name,
            figure.label,
            format(figure.value, "f"),
            figure.unit,
            day,
            f"{title} {figure.id}",
            *remark,
        ]
    return table, [*labels, *own], list(rows.values())


def _as_csv(header: list[str], rows: list[list[str]] | None) -> bytes:
    """UTF-8 with the mark that Excel wants, to open it as what it is."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *(rows or ())])
    return text.getvalue().encode("utf-8-sig")


def _as_workbook(tables: list[Rowed], made_on: datetime.date) -> bytes:
    """Several tables in one workbook, each on its sheet, every cell a text."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = datetime.datetime.combine(made_on, datetime.time())
    for table, header, rows in tables:
        sheet = book.create_sheet(table.label)
        for r, cells in enumerate([header, *(rows or ())], 1):
            for c, text in enumerate(cells, 1):
                cell = sheet.cell(r, c)
                cell.value, cell.data_type = text, "s"
        sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# -- from the old meeting to the new one -------------------------------------------------------------------------------------


def renew(old_file: Path, new: str | Path) -> Renewal:
    """Write ``params/NAME.yaml`` and ``data/NAME/`` for the meeting after the one of ``old_file``; both or neither.

    ``new`` is the name, or the path of a parameter file beside the old one. ConfigError where the name is no name (C01), is
    taken (C11), or where the old meeting's packet is not built (F20); InputError for an old input that cannot be read;
    OutputError where something cannot be written. Nothing is ever overwritten.
    """
    old = Params.read(old_file)
    name = _new_name(old, new)
    params, data = old.path.with_name(f"{name}.yaml"), old.root / "data" / name
    _refuse_taken(old, name, params, data)
    published = compare.Packet.read(old.root / "output" / old.name, old.name)
    notices = _stale_packet(old, published)
    meeting = Meeting(old)

    made: list[Made] = []
    contents: dict[str, bytes] = {}
    paths: dict[str, str] = {}
    old_data = old.root / "data" / old.name
    fields = [(field, path) for field, path in old.inputs if path is not None and field != "publishers"]
    if old.inputs.history is None:
        fields.append(("history", None))
    for field, path in fields:
        if field != "history" and not path.is_relative_to(old_data):
            notices.append(
                say(
                    f"inputs.{field} 不在 data/{old.name}/ 裡，路徑沒有變動，請確認。",
                    f"inputs.{field} is not in data/{old.name}/ and stays as it is: check it.",
                )
            )
            continue
        is_accepted = path is not None and path.parent.name == ACCEPTED
        if (
            is_accepted
        ):  # the intake will write it again; the secretariat's own file of the kind is what the units start from
            paths[field] = Path(os.path.relpath(data / ACCEPTED / path.name, params.parent)).as_posix()
        if field in WRITTEN_BY_INTAKE and is_accepted:
            continue
        tables = []
        for kind in [kind for kind, parameter in inputs.FILES.items() if parameter == field]:
            carried = CARRIED | ASKED_CARRIED if is_accepted or old.returns and kind in old.returns.tables else CARRIED
            records = (
                inputs.read(kind, path, meeting)
                if path and (kind in carried or kind in inputs.TWINS or kind == "history")
                else None
            )
            if kind == "history":
                tables.append(_history(records, path, old, published, notices))
            elif records is not None or kind not in inputs.TWINS:
                tables.append(_rows_of(kind, records, path, old, carried))
        stem = path.stem if path and path.is_relative_to(old_data) and not is_accepted else field
        file = f"{stem}{'.csv' if len(tables) == 1 else '.xlsx'}"
        file = f"{field}{Path(file).suffix}" if file in contents else file
        contents[file] = _as_csv(*tables[0][1:]) if len(tables) == 1 else _as_workbook(tables, old.as_of.inventory)
        made += [Made(file, table.name, table.label, None if rows is None else len(rows)) for table, _, rows in tables]
        paths.setdefault(field, Path(os.path.relpath(data / file, params.parent)).as_posix())

    if any(one.kind == "programme" and one.carried for one in made):
        notices.append(
            say(
                "programme.csv 帶入上一次填報的數字與統計日，有新的數字請更新。",
                "programme.csv holds the figures declared last time, with their dates: update what is newer.",
            )
        )

    text = _Text(_text_of(old.path))
    moved = _new_params(text, old, name, paths)
    _write(params, text.changed(), data, contents)
    marks = sum(1 for _ in _marks(yamlfile.load(params)))
    return Renewal(params, data, tuple(made), tuple(moved), marks, tuple(notices))


def _text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def _new_name(old: Params, new: str | Path) -> str:
    path = Path(new)
    if len(path.parts) > 1 and path.parent.resolve() != old.path.parent:
        raise ConfigError(
            Problem(
                "C08",
                say(
                    f"新的參數檔{quoted(path)}須與 {old.path.name} 放在同一個資料夾。",
                    f"the new parameter file {quoted(path)} must stand beside {old.path.name}.",
                ),
                say("只寫會議代號就可以，例如 moea-6-2。", "The meeting's name is enough, such as moea-6-2."),
            )
        )
    name = path.name.removesuffix(".yaml")
    if not NAME.fullmatch(name):
        raise ConfigError(
            Problem(
                "C01",
                say(f"{quoted(name)}不能當會議代號。", f"{quoted(name)} cannot name a meeting."),
                say(
                    "只能用英文小寫字母、數字與連字號，例如 moea-6-2。",
                    "Use lower-case letters, digits and hyphens, such as moea-6-2.",
                ),
            )
        )
    return name


def _refuse_taken(old: Params, name: str, params: Path, data: Path) -> None:
    if name == old.name:
        raise ConfigError(
            Problem(
                "C11",
                say(f"新的會議與舊的同名（{name}）。", f"the new meeting has the name of the old one ({name})."),
                say("請給新的會議代號，例如 moea-6-2。", "Give it a name of its own, such as moea-6-2."),
            )
        )
    taken = [path for path in (params, data) if os.path.lexists(path)]
    if taken:
        shown = say("、", " and ").join(
            path.relative_to(old.root).as_posix() if path.is_relative_to(old.root) else path.name for path in taken
        )
        raise ConfigError(
            Problem(
                "C11",
                say(f"已經有 {shown}，沒有寫入任何檔案。", f"{shown} is there already; nothing was written."),
                say("請用別的會議代號，或先移走原有的檔案。", "Choose another name, or move away what is there."),
            )
        )


def _stale_packet(old: Params, published: compare.Packet) -> list[str]:
    """A notice where the parameter file was changed after the packet was built."""
    if published.params_sha256 in ("", hashlib.sha256(old.path.read_bytes()).hexdigest()):
        return []
    zh = f"{old.path.name} 在產生會議資料之後改過；history.csv 取自已產生的會議資料。"
    return [
        say(
            zh,
            f"{old.path.name} was changed after its packet was built; history.csv is taken from the packet as it was built.",
        )
    ]


def _write(params: Path, text: str, data: Path, contents: dict[str, bytes]) -> None:
    """Both or neither: everything is written beside its place first, then put in place."""
    stage, draft = data.with_name(f".{data.name}.new"), params.with_name(f".{params.name}.new")
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        for file, content in contents.items():
            (stage / file).write_bytes(content)
        draft.write_bytes(text.encode())
        yamlfile.load(draft)  # what was changed can be read again
        with stopping.last_step():
            os.rename(stage, data)
            try:
                _put(draft, params)
            except OSError:
                shutil.rmtree(data, ignore_errors=True)
                raise
    except OSError as error:
        raise OutputError(
            Problem(
                "R12",
                say(
                    f"無法寫入 {params.name} 或 {data.name}：{error.strerror}。",
                    f"cannot write {params.name} or {data.name}: {error.strerror}.",
                ),
                say(
                    "請確認磁碟空間與資料夾權限；沒有留下任何檔案。",
                    "Check the disk space and the folders' permissions; no file was left behind.",
                ),
            )
        ) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _put(draft: Path, target: Path) -> None:
    """Rename without overwriting, where the file system can."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        os.rename(draft, target)


# -- what is left to fill in -------------------------------------------------------------------------------------------------


def unfilled(path: Path, thorough: bool = True) -> list[Problem]:
    """Every mark that is still in a parameter file or in the inputs it names, and every input with nothing but its header.

    Empty where there is none. ``thorough`` also opens workbooks, which takes a while. ConfigError where the parameter file
    is no YAML that can be read; an input that cannot be read is left to the check of the inputs.
    """
    file = yamlfile.load(path)
    todo = say("請填寫，並刪去「待填」。", "Fill it in, and delete the mark.")
    problems = [
        file.problem(CODE, key, say(f"{quoted(value)}還沒有填寫。", f"{quoted(value)} is still to be filled in."), todo)
        for key, value in _marks(file)
    ]
    given, empty = file.data.get("inputs"), file.data.get("empty_inputs")
    for field, value in given.items() if isinstance(given, dict) else ():
        if field == "publishers" or not isinstance(value, str) or value.startswith(MARK):
            continue
        may_be_empty = field == "history" or isinstance(empty, list) and field in empty
        with contextlib.suppress(InputError, OSError, ValueError):
            problems += _unfilled_input(Place.of(path).file.parent / value, field, may_be_empty, thorough)
    return problems


def _marks(file: yamlfile.YamlFile) -> Iterator[tuple[yamlfile.Key, str]]:
    def walk(value: object, key: yamlfile.Key) -> Iterator[tuple[yamlfile.Key, str]]:
        if isinstance(value, str) and value.startswith(MARK):
            yield key, value
        for part, inner in (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        ):
            yield from walk(inner, (*key, part))

    yield from walk(file.data, ())


def _unfilled_input(path: Path, field: str, may_be_empty: bool, thorough: bool) -> Iterator[Problem]:
    if path.parent.name == ACCEPTED:  # what the intake has written is complete as it is
        return
    if not path.is_file() or not (thorough or path.suffix == ".csv" and path.stat().st_size < 100_000):
        return
    for sheet in readers.read(path):
        if sheet.hidden:
            continue
        filled = [
            n for n, row in enumerate(sheet.rows, 1) if any(str(cell).strip() for cell in row if cell is not None)
        ]
        if len(filled) == 1 and not may_be_empty:
            todo = say(
                f"請貼上資料；本次確實沒有任何一筆時，請在參數檔寫 empty_inputs: [{field}]。",
                f"Paste the data; where there really is none this time, write empty_inputs: [{field}] in the parameter file.",
            )
            yield Problem(CODE, say("只有標題列。", "there is nothing but the header."), todo, path.name, sheet.name)
        marked: dict[int, list[int]] = {}
        for number, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row, 1):
                if isinstance(cell, str) and cell.strip().startswith(MARK):
                    marked.setdefault(place, []).append(number)
        for place, numbers in sorted(marked.items()):
            header = str(sheet.rows[filled[0] - 1][place - 1] or "") if place <= len(sheet.rows[filled[0] - 1]) else ""
            ranges = Rows("", "", tuple(numbers)).ranges()
            what = say(f"第 {ranges} 列還沒有填寫。", f"rows {ranges} are still to be filled in.")
            todo = say("請填寫，並刪去「待填」。", "Fill them in, and delete the marks.")
            yield Problem(CODE, what, todo, path.name, sheet.name, column=readers.column_letter(place), header=header)


def same_day_elsewhere(params: Params) -> list[str]:
    """A notice for each other meeting of the same body that is counted up to the same day: was the date moved on?"""
    found = []
    for path in sorted(params.path.parent.glob("*.yaml")):
        if path == params.path:
            continue
        with contextlib.suppress(ConfigError, roc.BadDate, KeyError, TypeError, AttributeError):
            data = yamlfile.load(path).data
            if (
                data["meeting"]["body"] == params.meeting.body
                and roc.parse_date(data["as_of"]["inventory"]) == params.as_of.inventory
            ):
                day = roc.format_date(params.as_of.inventory)
                found.append(
                    say(
                        f"資料統計日 {day} 與 {path.stem} 相同，請確認。",
                        f"as_of.inventory, {day}, is that of {path.stem} too: check it.",
                    )
                )
    return found
