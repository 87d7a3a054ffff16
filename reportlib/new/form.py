"""The parameters of a meeting as a workbook that people fill in who do not edit YAML: written from the parameter file and the models."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages, system
from reportlib.errors import ConfigError
from reportlib.meeting import yaml_file
from reportlib.meeting.fields import MARK
from reportlib.meeting.project import ProjectPlace, own_file
from reportlib.meeting.yaml_reader import Key
from reportlib.meeting.yaml_text import YamlText
from reportlib.new.form_fields import FormField, field_of, key_of
from reportlib.new.rewritten import text_of
from reportlib.new.unfilled import marks_in, names_a_year, sections_named, topics_of_past
from reportlib.roc import numeral
from reportlib.workbooks.form_styles import FONT, GREY, HAIRLINE, INK, PALE, STYLES as FORM_STYLES, row_heights
from reportlib.workbooks.workbook import SheetCell, Style, Workbook, Worksheet
from reportlib.workbooks.xlsx import to_xlsx
from reportlib.writing import write

STEM = "參數"
SHEET = "參數"
LABEL, VALUE, TOLD, BASE, KEY = COLUMNS = ("項目", "內容", "說明", "參數檔原有", "代號（請勿更改）")
CONFIRMED = "confirmed"
WIDTHS = (32, 60, 40, 40, 44)
YES = "是"
GONE = "刪去"


@dataclass(frozen=True)
class FormRow:
    """One parameter: its key, what it is called, and what the file has (with its mark); ``is_anew`` where last time's says nothing
    of this time's."""

    path: Key
    field: FormField
    base: str
    is_marked: bool
    is_anew: bool

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
        return "" if self.is_anew else base.removeprefix(MARK).lstrip("：:").strip()

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


_PLACES = {"agenda": "議程第{}項", "topics": "議題{}", "parts": "（{}）", "proposals": "第{}款"}


def rows_of(path: Path) -> list[FormRow]:
    """Every parameter that the workbook asks for, in the order of the file; ConfigError where the file cannot be read."""
    return _Walked(yaml_file.load(path), YamlText(text_of(path))).rows


class _Walked:
    """The parameters of a file while its rows are gathered."""

    def __init__(self, file: yaml_file.YamlFile, text: YamlText):
        self._text, self._marked = text, {key for key, _ in marks_in(file)}
        self._gone = set(topics_of_past(file.data))
        self.rows: list[FormRow] = []
        self._walk(file.data, (), is_talk=False)

    def _walk(self, value: object, path: Key, is_talk: bool) -> None:
        if path in self._gone:
            return
        if isinstance(value, dict):
            is_talk = path[-2:-1] == ("topics",) and not sections_named(value)
            for name, inner in value.items():
                self._take(inner, (*path, name), is_talk)
            for name in ("owner", "due") if "text" in value else ():
                if name not in value and (field := field_of((*path, name))) and field.offered:
                    self.rows.append(FormRow((*path, name), field, "", False, False))
        elif isinstance(value, list):
            for n, inner in enumerate(value):
                field = field_of((*path, n))
                if not (field and field.last_only and n < len(value) - 1):
                    self._take(inner, (*path, n), is_talk)

    def _take(self, value: object, path: Key, is_talk: bool) -> None:
        if isinstance(value, (dict, list)):
            self._walk(value, path, is_talk)
        elif field := field_of(path):
            base = " ".join(self._text.written(*path).split()) if value is not None else ""
            is_dated = field.written == "text" and names_a_year(base)
            # A talk of a guest is another one each time; what names a year is of that year.
            self.rows.append(FormRow(path, field, base, path in self._marked, is_talk or is_dated))


def form(path: Path) -> Workbook:
    """The workbook of a parameter file."""
    lines: list[tuple[SheetCell, ...]] = [
        (SheetCell(f"{path.stem}　參數", "title"),),
        (SheetCell("黃色的請填；白色的是現在的內容，不同時才改。留白就是不變動，寫「刪去」就是不要。填好後存檔，執行 packet parameters 會議代號 --apply。", "note"),),
        (SheetCell("淺藍色的沿用前次，請逐格核對（年度、數字、期限）；都核對過，在下一列填「是」，沒有填「是」的仍列為待填。", "note"),),
        tuple(SheetCell(text, "must") for text in COLUMNS),
        _line("淺藍色的都核對過了", "", "填「是」", "", CONFIRMED, "fill"),
    ]  # fmt: skip
    for row in rows_of(path):
        style = "text" if not row.is_marked else "again" if row.offered else "fill"
        lines.append(_line(row.label, row.offered, row.field.told, row.base, row.key, style))
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


def _line(label: str, value: str, told: str, base: str, key: str, style: str) -> tuple[SheetCell, ...]:
    return (
        SheetCell(label, "label"),
        SheetCell(value, style),
        SheetCell(told, "told"),
        SheetCell(base, "told"),
        SheetCell(key, "told"),
    )


STYLES = FORM_STYLES | {
    "fill": Style(FONT, 10, INK, fill="FFF3C4", wrap=True, line=HAIRLINE, upright="top", format="text"),
    "told": Style(FONT, 9, GREY, wrap=True, upright="top", line=HAIRLINE, format="text"),
    "again": Style(FONT, 10, INK, fill=PALE, wrap=True, line=HAIRLINE, upright="top", format="text"),
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
