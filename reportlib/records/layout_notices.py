"""What a person should know of a sheet besides its records: unused columns, rows left aside, hidden and marked cells."""

from __future__ import annotations

from collections import Counter

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.readers.sheets import column_letter
from reportlib.records.findings import columns_text, rows_text
from reportlib.records.header import text_of
from reportlib.records.reading import SheetReading
from reportlib.text import spelling

_ROWS_OF_OLD_EXCEL, _ROWS_OF_EXCEL = 65_536, 1_048_576


def tell_hidden(reading: SheetReading) -> None:
    """L14: hidden rows and columns are data like others, and are named."""
    sheet, layout = reading.layout.sheet, reading.layout
    if rows := [number for number, _ in reading.rows if number in sheet.hidden_rows]:
        zh, en = f"隱藏的{rows_text(rows)}也已列入。", f"the hidden {rows_text(rows)} are included."
        reading.find(
            "L14",
            "warning",
            rows[0],
            None,
            say(zh, en),
            say("不該列入的請刪除後重送。", "Delete what should not be included and resend."),
        )
    if columns := [place + 1 for place in sorted(layout.places.values()) if place + 1 in sheet.hidden_columns]:
        zh, en = f"隱藏的 {columns_text(columns)}也已列入。", f"the hidden {columns_text(columns)} are included."
        reading.find(
            "L14",
            "warning",
            layout.row,
            columns[0] - 1,
            say(zh, en),
            say("不該列入的請刪除後重送。", "Delete what should not be included and resend."),
        )


def tell_layout(reading: SheetReading) -> None:
    """Where the table stands, and what on the sheet is no data of it."""
    _tell_header(reading)
    _tell_unused_columns(reading)
    _tell_rows_aside(reading)
    _tell_marked(reading)
    _tell_comments(reading)
    _tell_full_sheet(reading)


def _tell_header(reading: SheetReading) -> None:
    layout = reading.layout
    if layout.row > 1:
        zh, en = f"標題列在第 {layout.row} 列。", f"the header is in row {layout.row}."
        if len(layout.header_rows) > 1:
            first = layout.header_rows[0]
            zh, en = f"標題列在第 {first} 至 {layout.row} 列。", f"the header is in rows {first} to {layout.row}."
        reading.notices.append(say(f"{reading.place}：{zh}", f"{reading.place}: {en}"))


def _tell_unused_columns(reading: SheetReading) -> None:
    layout = reading.layout
    unused = {spelling(text) for text in layout.table.unused}
    if unknown := [p for p in layout.unknown if spelling(layout.texts[p]) not in unused]:
        names = "、".join(quoted(layout.texts[p]) for p in unknown)
        reading.notices.append(
            say(
                f"{reading.place}：{len(unknown)} 欄未使用：{names}。",
                f"{reading.place}: {len(unknown)} columns are not used: {names}.",
            )
        )
    for place, text in enumerate(layout.texts):
        if not text and (
            valued := [number for number, row in reading.rows if place < len(row) and text_of(row[place])]
        ):
            letter = column_letter(place + 1)
            reading.notices.append(
                say(
                    f"{reading.place}：{letter} 欄沒有欄名，未使用（{rows_text(valued)}有值）。",
                    f"{reading.place}: column {letter} has no header and is not used ({rows_text(valued)} have values).",
                )
            )


def _tell_rows_aside(reading: SheetReading) -> None:
    if not reading.rows:
        reading.notices.append(say(f"{reading.place}：無資料列。", f"{reading.place}: no rows of data."))
    for why, zh, en in (
        ("note", "為附註或簽章，不列入資料", "are notes or signatures and no data"),
        ("example", "為範例或填寫說明，已移除", "are examples or explanations of the form and were removed"),
    ):
        if numbers := [aside.number for aside in reading.aside if aside.why == why]:
            reading.notices.append(
                say(f"{reading.place}：{rows_text(numbers)}{zh}。", f"{reading.place}: {rows_text(numbers)} {en}.")
            )


def _tell_marked(reading: SheetReading) -> None:
    """L15: what a line through a cell, or a colour that few cells of a column have, may say is no data."""
    sheet, numbers = reading.layout.sheet, {number for number, _ in reading.rows}
    marked = [(row, column, how) for row, column, how in sheet.marked if row in numbers]
    coloured = Counter(column for _, column, how in marked if how == "filled")
    for how, zh, en in (
        ("struck", "有刪除線", "are struck through"),
        ("filled", "另有底色", "have a colour of their own"),
    ):
        cells = [
            f"{column_letter(column)}{row}"
            for row, column, mark in sorted(marked)
            if mark == how and (how == "struck" or 3 * coloured[column] <= len(numbers))
        ]
        if cells:
            listed = _listed(cells)
            reading.notices.append(
                say(
                    f"{reading.place}：{listed} {zh}，格式不作為資料。",
                    f"{reading.place}: {listed} {en}; formats are no data.",
                )
            )


def _tell_comments(reading: SheetReading) -> None:
    layout = reading.layout
    if commented := sorted({(row, column) for row, column, _ in layout.sheet.comments if row > layout.row}):
        cells = _listed([f"{column_letter(column)}{row}" for row, column in commented])
        reading.notices.append(
            say(
                f"{reading.place}：{cells} 有註解，內容不列入資料（可能含個人資料）。",
                f"{reading.place}: comments at {cells} are no data and may hold personal data.",
            )
        )


def _listed(cells: list[str]) -> str:
    """The first twenty cells, and how many there are where there are more."""
    more = say(f"等 {len(cells)} 格", f" and more, {len(cells)} in all") if len(cells) > 20 else ""
    return "、".join(cells[:20]) + more


def _tell_full_sheet(reading: SheetReading) -> None:
    """L20: a sheet with as many rows as a spreadsheet program can hold."""
    sheet = reading.layout.sheet
    if len(sheet.rows) in (_ROWS_OF_OLD_EXCEL, _ROWS_OF_EXCEL):
        zh, en = (
            f"恰有 {len(sheet.rows):,} 列，是試算表的上限，可能已被截斷。",
            f"has exactly {len(sheet.rows):,} rows, the limit of a spreadsheet; it may have been cut.",
        )
        todo = say("請確認是否完整，或改送 CSV。", "Check that it is complete, or send it as CSV.")
        reading.find("L20", "warning", len(sheet.rows), None, say(zh, en), todo)
