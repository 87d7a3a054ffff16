"""The parameters of a meeting as a workbook that people fill in who do not edit YAML: written from the parameter file and the models."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportlib import messages, roc, system
from reportlib.errors import ConfigError
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import MARK
from reportlib.meeting.project import ProjectPlace, own_file
from reportlib.meeting.yaml_reader import Key, key_text
from reportlib.meeting.yaml_text import YamlText
from reportlib.new.form_fields import SAID_OF_DATA, FormField, field_of, key_of
from reportlib.new.form_inputs import EMPTY, field_of_empty, said_empty
from reportlib.new.half_years import Doubt, doubt, doubtful
from reportlib.new.rewritten import text_of
from reportlib.new.unfilled import is_talk, marks_in, topics_of_past
from reportlib.roc import numeral
from reportlib.wording import Years, example
from reportlib.workbooks.form_styles import (
    FONT,
    GREY,
    HAIRLINE,
    INK,
    NAVY,
    PALE,
    STYLES as FORM_STYLES,
    WHITE,
    row_heights,
)
from reportlib.workbooks.workbook import SheetCell, Style, Workbook, Worksheet
from reportlib.workbooks.xlsx import to_xlsx
from reportlib.writing import write

STEM = "參數"
SHEET = "參數"
LABEL, VALUE, CHECK, TOLD, BASE, KEY = COLUMNS = ("項目", "內容", "核對", "說明", "參數檔原有", "代號（請勿更改）")
CONFIRMED = "confirmed"
WIDTHS = (32, 60, 10, 40, 40, 44)
YES = "是"
GONE = "刪去"


@dataclass(frozen=True)
class FormRow:
    """One parameter: its key, what it is called, what the file has (with its mark), and what a person has to do with what was said last
    time; ``seen`` is what in it has to be looked at."""

    path: Key
    field: FormField
    base: str
    is_marked: bool
    doubt: Doubt
    seen: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return key_of(self.path)

    @property
    def offered(self) -> str:
        """What the cell begins with: the value, or the last meeting's where that only has to be looked at again; "" where it has
        to be said anew."""
        return self.begun_with(self.base) if self.is_marked else self.base

    def begun_with(self, base: str) -> str:
        """What the cell begins with where the file has ``base``."""
        if not base.startswith(MARK):
            return base
        return "" if self.doubt == "anew" else said_last(base)

    @property
    def told(self) -> str:
        """What is said beside the cell."""
        return f"請看：{'、'.join(self.seen)}。{self.field.told}" if self.seen else self.field.told

    @property
    def label(self) -> str:
        """What it is called, with its place: 議程第三項議題二第一款　擬辦."""
        if self.path[0] == "periods":
            return f"{self.field.label}　{'起' if self.path[-1] == 0 else '迄'}"
        if self.path[0] == "accepted":
            return f"{self.field.label}　{numeral(int(self.path[1]) + 1)}"
        if self.path[0] == "declared":
            return f"{self.path[1]}　{self.field.label}"
        return "　".join(text for text in (place_of(self.path), self.field.label) if text)


def place_of(path: Key) -> str:
    """Where on the agenda something stands, as the workbook says it: 議程第三項議題二."""
    return "".join(
        _PLACES[part].format(numeral(number + 1))
        for part, number in zip(path, path[1:], strict=False)
        if isinstance(part, str) and part in _PLACES and isinstance(number, int)
    )


_PLACES = {
    "agenda": "議程第{}項",
    "topics": "議題{}",
    "parts": "（{}）",
    "proposals": "第{}款",
    "attachments": "附件{}",
}


def said_last(base: str) -> str:
    """What stands behind a mark: what was said last time."""
    return base.removeprefix(MARK).lstrip("：:").strip()


def rows_of(path: Path) -> list[FormRow]:
    """Every parameter that the workbook asks for, in the order of the file; ConfigError where the file cannot be read."""
    return _Walked(yaml_file.load(path), YamlText(text_of(path))).rows


def words_of(path: Path) -> dict[str, str]:
    """What the workbook calls each parameter that it asks for, by its key as messages write it; in Chinese, as the workbook is."""
    found: dict[str, str] = {}
    for row in rows_of(path):
        found[key_text(row.path)] = row.label
        if place := place_of(row.path[:2]):  # an item of the agenda as a whole
            found.setdefault(key_text(row.path[:2]), place)
        if isinstance(row.path[-1], int):  # of a list, both days of a period
            found.setdefault(key_text(row.path[:-1]), row.field.label)
    return found


class _Walked:
    """The parameters of a file while its rows are gathered."""

    def __init__(self, file: yaml_file.YamlFile, text: YamlText):
        self._text, self._marked = text, {key for key, _ in marks_in(file)}
        self._gone = set(topics_of_past(file.data))
        self._begin, self._before = _begin_of(file.data), _meeting_before(file.data)
        self._years: Years = "common" if _years_of(file.data) == "common" else "republic"
        self.rows: list[FormRow] = []
        self._walk(file.data, (), of_talk=False)
        if field := field_of_empty(file.data):
            self.rows.append(FormRow((EMPTY,), field, said_empty(file.data), False, ""))

    def _walk(self, value: object, path: Key, of_talk: bool) -> None:
        if path in self._gone:
            return
        if isinstance(value, dict):
            of_talk = path[-2:-1] == ("topics",) and is_talk(value)
            for name, inner in value.items():
                self._take(inner, (*path, name), of_talk)
            for name in ("owner", "due") if "text" in value else ():
                if name not in value and (field := self._field((*path, name))) and field.offered:
                    self.rows.append(FormRow((*path, name), field, "", False, ""))
        elif isinstance(value, list):
            for n, inner in enumerate(value):
                field = self._field((*path, n))
                if not (field and field.last_only and n < len(value) - 1):
                    self._take(inner, (*path, n), of_talk)

    def _field(self, path: Key) -> FormField | None:
        """What is asked of a key, its examples in the years of the body."""
        field = field_of(path)
        return field and replace(field, told=example(field.told, years=self._years))

    def _take(self, value: object, path: Key, of_talk: bool) -> None:
        if isinstance(value, (dict, list)):
            self._walk(value, path, of_talk)
        elif field := self._field(path):
            base = " ".join(self._text.written(*path).split()) if value is not None else ""
            is_marked = path in self._marked
            # A talk of a guest is another one each time, and so are the pages of a file.
            is_other = of_talk or path[0] == "attachments" and path[-1] == "file"
            of_it: Doubt = "anew" if is_other else self._doubt(path, field, base) if is_marked else ""
            seen = tuple(doubtful(said_last(base), self._before)) if of_it == "look" else ()
            self.rows.append(FormRow(path, field, base, is_marked, of_it, seen))

    def _doubt(self, path: Key, field: FormField, base: str) -> Doubt:
        if field.written != "text" or key_of(path) in SAID_OF_DATA:
            return ""
        return doubt(said_last(base), self._begin, self._before)


def _begin_of(data: dict[str, object]) -> datetime.date | None:
    """The day from which what a text names is of this meeting: that of the last inventory, or when the half-year under discussion begins."""
    for group, key in (("as_of", "previous_inventory"), ("periods", "plan")):
        values = data.get(group)
        with contextlib.suppress(roc.BadDate, TypeError, AttributeError, ValueError, LookupError):
            value = values[key]  # type: ignore[index]
            return roc.parse_date(value[0] if isinstance(value, list) else value)
    return None


def _years_of(data: dict[str, object]) -> object:
    """In which years the body counts, as the file says it."""
    meeting = data.get("meeting")
    return meeting.get("years") if isinstance(meeting, dict) else None


def _meeting_before(data: dict[str, object]) -> tuple[int, int] | None:
    """The term and the number of the meeting before, by its name, or else by those of this one."""
    with contextlib.suppress(TypeError, AttributeError, ValueError, LookupError):
        if match := re.fullmatch(r".*-([0-9]{1,3})-([0-9]{1,3})", str(data["previous"]["meeting"])):  # type: ignore[index]
            return int(match[1]), int(match[2])
        return int(data["meeting"]["term"]), int(data["meeting"]["number"]) - 1  # type: ignore[index]
    return None


def form(path: Path) -> Workbook:
    """The workbook of a parameter file: what has to be filled in, what has to be looked at, one by one or together, and the rest."""
    lines: list[tuple[SheetCell, ...]] = [
        (SheetCell(f"{path.stem}　參數", "title"),),
        (SheetCell("留白就是不變動，寫「刪去」就是不要。填好後存檔，執行 packet parameters 會議代號 --apply。", "note"),),
        (SheetCell("沿用前次的字句裡，年度、季、月份及日期已往後移半年；是不是仍然對，由人核對，沒有核對的仍列為待填。", "note"),),
        tuple(SheetCell(text, "must") for text in COLUMNS),
    ]  # fmt: skip
    rows = rows_of(path)
    kinds = {kind: [row for row in rows if kind_of(row) == kind] for kind in HEADS}
    for kind, (title, style) in HEADS.items():
        if not kinds[kind]:
            continue
        lines.append((SheetCell(title, "part"), *(SheetCell("", "part") for _ in COLUMNS[1:])))
        lines += _lines(kinds[kind], kind, style)
    high = row_heights(lines[3:], WIDTHS, STYLES)  # a line above the header may be wider than its column
    sheet = Worksheet(
        SHEET,
        tuple(lines),
        WIDTHS,
        tuple((row + 3, points) for row, points in high),
        frozen_rows=4,
        repeated_row=4,
        page="landscape",
        grid=False,
    )
    return Workbook((sheet,), STYLES)


# The parts of the workbook in their order: what stands over each, and how its cells look.
HEADS = {
    "fill": ("一、請填寫", "fill"),
    "alone": ("二、有件數、年度或別次會議，請逐格核對：仍然對的，在那一格的「核對」填「是」；不對的改寫，不要的寫「刪去」", "alone"),
    "again": ("三、沿用前次，請看過每一格：不對的改寫，不要的寫「刪去」，還要再查的在「核對」寫「？」；最後一列填「是」", "again"),
    "same": ("四、其他：現在的內容，不同時才改", "text"),
}  # fmt: skip


def kind_of(row: FormRow) -> str:
    """Which part of the workbook a parameter stands in."""
    if not row.is_marked:
        return "same"
    if not row.offered:
        return "fill"
    return "alone" if row.doubt == "look" else "again"


def _lines(rows: Sequence[FormRow], kind: str, style: str) -> Iterator[tuple[SheetCell, ...]]:
    check = "fill" if kind == "alone" else "text" if kind == "again" else "told"
    for row in rows:
        cells = ((row.label, "label"), (row.offered, style), ("", check), (row.told, "told"), (row.base, "told"))
        yield tuple(SheetCell(*cell) for cell in (*cells, (row.key, "told")))
    if kind == "again":  # under all that it confirms, so that nobody comes to it without having passed them
        end = (
            (f"以上 {len(rows)} 格都看過了", "label"),
            ("", "told"),
            ("", "fill"),
            ("填「是」", "told"),
            ("", "told"),
        )
        yield tuple(SheetCell(*cell) for cell in (*end, (CONFIRMED, "told")))


STYLES = FORM_STYLES | {
    "fill": Style(FONT, 10, INK, fill="FFF3C4", wrap=True, line=HAIRLINE, upright="top", format="text"),
    "told": Style(FONT, 9, GREY, wrap=True, upright="top", line=HAIRLINE, format="text"),
    "again": Style(FONT, 10, INK, fill=PALE, wrap=True, line=HAIRLINE, upright="top", format="text"),
    "alone": Style(FONT, 10, INK, fill="FBE3C8", wrap=True, line=HAIRLINE, upright="top", format="text"),
    "part": Style(FONT, 10, WHITE, bold=True, fill=NAVY, upright="middle", line=""),
}


def write_form(path: Path) -> Path:
    """Write the workbook into the meeting's folder of data, under a name that is not taken; returns the file. OutputError where it
    cannot be written."""
    place = ProjectPlace.asked(path)
    content = to_xlsx(form(path))
    folder = own_file(place.root / "data" / place.file.stem, place.root)
    number = 1
    while (file := folder / f"{STEM}{f'-{number}' if number > 1 else ''}.xlsx").exists():
        number += 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(file, content)
    except OSError as error:
        problem = messages.R12_cannot_write_page(folder=folder.name, file=file.name, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None
    return file


def written_forms(path: Path) -> list[Path]:
    """The workbooks of parameters in a meeting's folder of data, the one written first before the others; ConfigError C19 where there is none."""
    place = ProjectPlace.asked(path)
    folder = own_file(place.root / "data" / place.file.stem, place.root)
    found = [file for file in folder.glob(f"{STEM}*") if re.fullmatch(rf"{STEM}(-[0-9]+)?\.(xlsx|ods)", file.name)]
    if not found:
        raise ConfigError(messages.C19_no_form(meeting=place.file.stem).at(file=f"{STEM}.xlsx"))
    return sorted(found, key=lambda file: (int((re.search(r"-([0-9]+)$", file.stem) or ["", "1"])[1]), file.suffix))
