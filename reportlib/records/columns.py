"""A column of cells as values of its kind, with what is wrong in single cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.meeting.agencies import AgencyRegister
from reportlib.readers.sheets import Cell, Sheet
from reportlib.records.cell_faults import CellFault
from reportlib.records.dates import dates_of
from reportlib.records.names import as_agency
from reportlib.records.schema import Column, Kind
from reportlib.records.values import (
    EXCEL_ERRORS,
    NUMBER_PATTERN,
    as_counts,
    as_decimal,
    as_identifier,
    as_link,
    as_list,
    as_numeral,
    as_share,
    as_text,
    as_title,
    no_result,
)


def converted_column(
    cells: list[Cell], convert: Callable[[Cell], object], column: Column
) -> tuple[list, list[tuple[int, CellFault]]]:
    """Every cell converted, each distinct value once, and the faults with the places of their cells."""
    keys = [
        cell if type(cell) is str or cell is None else (type(cell), cell) for cell in cells
    ]  # 1, 1.0 and True are one key, but not one value
    converted: dict[object, object] = {}
    for key, cell in dict(zip(keys, cells, strict=True)).items():
        try:
            value = convert(cell)
            if value is None and not column.blank:
                value = CellFault(
                    "L11",
                    say("空白；這一欄不可空白。", "blank; this column must have a value."),
                    say("請填寫後重送。", "Fill it in and resend."),
                )
        except CellFault as fault:
            value = fault
        converted[key] = value
    values = [converted[key] for key in keys]
    if CellFault not in map(type, converted.values()):
        return values, []
    wrong = [(i, value) for i, value in enumerate(values) if type(value) is CellFault]
    return [value.value if type(value) is CellFault else value for value in values], wrong


def converter_of(
    column: Column, register: AgencyRegister | None, sheet: Sheet, owner: str | None, window: tuple[date, date]
) -> Callable[[Cell], object]:
    """What makes a value of a cell of this column; it raises :class:`CellFault`."""
    inner: Callable[[Cell], object]
    if column.kind == "agency":
        inner = as_agency(register, owner) if register else as_text
    elif column.kind == "date":
        inner = dates_of(window)
    elif column.kind == "count":
        inner = as_counts(column)
    else:
        by_kind: dict[Kind, Callable[[Cell], object]] = {
            "text": as_title if column.label == "資料集名稱" else as_text,
            "identifier": as_identifier,
            "decimal": as_decimal,
            "share": as_share,
            "list": as_list,
            "link": as_link,
        }
        inner = by_kind[column.kind]

    def convert(cell: Cell) -> object:
        if isinstance(cell, str):
            if "#" in cell and cell.strip().upper() in EXCEL_ERRORS:
                raise CellFault(
                    "V15",
                    say(f"{quoted(cell)}是試算表的錯誤值。", f"{quoted(cell)} is an error value of the spreadsheet."),
                )
            if cell in sheet.unresolved:
                raise no_result(cell)
        return inner(cell)

    return convert


def mixed_shares(cells: list[Cell]) -> list[tuple[int, CellFault]]:
    """V19: in one column 0.5 and 50 both without a sign: what 0.5 means is unclear."""
    bare = []
    for i, cell in enumerate(cells):
        try:
            text = as_numeral(cell)
        except CellFault:
            continue
        if text is not None and NUMBER_PATTERN.fullmatch(text):
            bare.append((i, text, Decimal(text.replace(",", ""))))
    if not any(value > 1 for _, _, value in bare):
        return []
    what = (
        "{}分不清是比例還是百分比，同欄另有大於 1 的數。",
        "{} may be a fraction or a percentage: other numbers of the column are larger than 1.",
    )
    return [
        (
            i,
            CellFault(
                "V19",
                say(what[0].format(quoted(text)), what[1].format(quoted(text))),
                say("請整欄加上 % 後重送。", "Add the % in the whole column and resend."),
            ),
        )
        for i, text, value in bare
        if 0 < value < 1
    ]
