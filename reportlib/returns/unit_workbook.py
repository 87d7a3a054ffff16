"""One unit's blank workbook: a cover, a sheet for each return it is asked for, and two hidden ones.

A sheet of a return: its title, a line on what is asked, a grey line that explains every column, the header, the rows. The
explanations stand above the header, so that they survive every program and are title rows like any other when the workbook
comes back.

Date cells are formatted as text, on purpose: a cell formatted as a date lets LibreOffice in Taiwan turn 109/11/30 into a day of
the year 109 (it saves 0109-11-29), while a text cell keeps what was typed, and the intake reads every spelling. Text cells are
of that format too, so that neither 5-2 becomes the second of May nor ``=1`` a formula. Nothing is protected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any

from reportlib.cells import text_width
from reportlib.measures.planned import span_text
from reportlib.meeting.agency import Agency
from reportlib.meeting.meeting import Meeting
from reportlib.records.schema import Column
from reportlib.returns import asked as returns_asked, quarterly
from reportlib.returns.asked import COVER, LISTS, MARK, RETURNS, Codes, FormMark, Return
from reportlib.returns.prefilled import Row
from reportlib.roc import format_date, format_long, in_common_years, weekday_sign
from reportlib.wording import example
from reportlib.workbooks.form_styles import STYLES, row_heights
from reportlib.workbooks.workbook import CellRule, SheetCell, Workbook, Worksheet

SPARE_ROWS = 200  # blank rows that are formatted, beyond the prefilled ones
PRINTED_SPARE_ROWS = 12
NARROWEST, WIDEST = 12, 44  # columns of text, in characters
NUMBERS = ("count", "decimal")  # kinds of cells that are typed as numbers
LISTS_TITLES = {
    "categories": "服務分類",
    "formats": "檔案格式",
    "update_frequencies": "更新頻率",
    "outcomes": "處理情形",
    "proposals": "列管建議",
    "yes_no": "是否",
    "data_classes": "資料類別",
    "restrictions": "限制類型",
}


def workbook(
    agency: Agency,
    rows: Mapping[str, Sequence[Row]],
    lists: Mapping[str, Codes],
    meeting: Meeting,
    bare: Set[str] = frozenset(),
) -> Workbook:
    """One unit's workbook: cover, a sheet for each return of ``rows``, and two hidden ones: lists and mark.

    ``bare`` are the returns of which nothing is known, of any unit."""
    used = list(dict.fromkeys(name for one in rows for name in RETURNS[one].coded.values() if name in lists))
    places = {name: (LISTS, column, 2, len(lists[name].words) + 1) for column, name in enumerate(used, 1)}
    told = {name: _told(RETURNS[name], bool(rows[name]), name in bare, meeting) for name in rows}
    tables = [_table(RETURNS[name], agency, rows[name], told[name], lists, places, meeting) for name in rows]
    longest = max((len(lists[name].words) for name in used), default=0)
    words = [tuple(SheetCell(LISTS_TITLES.get(name, name), "plain") for name in used)]
    words += [
        tuple(SheetCell(lists[name].words[n] if n < len(lists[name].words) else None, "text") for name in used)
        for n in range(longest)
    ]
    mark = tuple(
        tuple(SheetCell(text, "text") for text in row) for row in FormMark(meeting.params.name, agency.short).rows()
    )
    hidden = (
        Worksheet(LISTS, tuple(words), (16,) * len(used), page="portrait", grid=False, hidden=True),
        Worksheet(MARK, mark, (12, 24), page="portrait", grid=False, hidden=True),
    )
    return Workbook((_cover(agency, rows, told, meeting), *tables, *hidden), STYLES)


def _cover(agency: Agency, rows: Mapping[str, Sequence[Row]], told: Mapping[str, str], meeting: Meeting) -> Worksheet:
    asked, about = returns_asked.wanted(meeting), meeting.params.meeting
    lines: list[tuple[SheetCell, ...]] = [(SheetCell(f"{about.body}　填報表格", "title"),)]
    if about.data_notice:
        lines.append(
            (
                SheetCell(
                    f"{about.data_notice}：{about.data_notice_text}" if about.data_notice_text else about.data_notice,
                    "note",
                ),
            )
        )
    lines.append(())
    facts = {
        "填報單位": agency.name,
        "會議": f"第 {about.term} 屆第 {about.number} 次會議（{about.date.text()}）",
        "填報期限": f"{format_long(asked.due)}（{weekday_sign(asked.due)}）以前寄回",
        "洽詢": asked.contact or about.secretariat,
    }
    lines += [(SheetCell(label, "label"), SheetCell(text, "line")) for label, text in facts.items() if text]
    lines += [(), (SheetCell("工作表", "must"), SheetCell("請填報的內容", "must"))]
    for name, known in rows.items():
        lines.append(
            (
                SheetCell(RETURNS[name].label, "label"),
                SheetCell(told[name] + (f"\n已預填 {len(known)} 列。" if known else ""), "line"),
            )
        )
    lines += [(), (SheetCell("填寫方式", "must"), SheetCell("", "must"))]
    lines += [(SheetCell(label, "label"), SheetCell(text, "line")) for label, text in _guide().items()]
    lines += [(), (SheetCell("顏色", "must"), SheetCell("", "must"))]
    lines += [(SheetCell(sample, style), SheetCell(text, "line")) for sample, style, text in COLOURS]
    widths = (20, 88)
    return Worksheet(COVER, tuple(lines), widths, row_heights(lines, widths), page="portrait", grid=False)


GUIDE = {
    "從哪裡填": "每張工作表的標題列以下。標題列上方的灰字說明各欄；標題列請勿更改、合併或刪除，欄的順序可以不動。",
    "日期": "民國、西元都可以：109/11/30、109.11.30、1091130、民國109年11月30日、2020/11/30。只有年月（109/11）無法判讀，請填到日。",
    "選單": "有選單的儲存格請點選右側箭頭選取。檔案格式有數種時可自行輸入，以「;」分隔。",
    "數字": "填阿拉伯數字，不加單位。沒有發生填 0；不知道或不適用請留白。",
    "增加或刪除": f"空白列已預留 {SPARE_ROWS} 列，不夠可往下續填。每筆一列，請勿合併儲存格，也不必加合計列。",
    "更正": "已預填的內容有誤請直接更正，各儲存格都沒有鎖定。",
    "沒有資料": "沒有可填的工作表請留空白，與其他工作表一併寄回；空白表示沒有，不寄回表示未填報。",
    "個人資料": "請勿填寫姓名、電話、電子郵件等個人資料。檔案請勿設定密碼。",
    "寄回": "存成 XLSX 或 ODS 皆可，整個檔案寄回。更正後重送時，請在檔名加上「修正」或日期。",
}
IN_COMMON_YEARS = {
    "日期": "西元、民國都可以：2020/11/30、2020.11.30、20201130、2020年11月30日、109/11/30。只有年月（2020/11）無法判讀，請填到日。"
}


def _guide() -> dict[str, str]:
    return GUIDE | (IN_COMMON_YEARS if in_common_years() else {})


COLOURS = (
    ("深藍標題", "must", "必填的欄。"),
    ("淺藍標題", "may", "有資料才填的欄。"),
    ("淺灰儲存格", "given", "由幕僚單位帶入的內容，請核對，有誤請更正。"),
    ("白色儲存格", "text", "請填寫。"),
)


def _told(one: Return, is_prefilled: bool, is_bare: bool, meeting: Meeting) -> str:
    """What the unit is asked for in a return, or what it finds there instead."""
    if is_prefilled or is_bare and one.table.key != (one.unit_column,):
        return _ask(one, meeting) + ("" if is_prefilled else NOT_PREFILLED)
    return one.when_empty


NOT_PREFILLED = "\n秘書單位沒有預填，有者請填。"


def _ask(one: Return, meeting: Meeting) -> str:
    if one.name == quarterly.CHECKLIST:
        return f"{one.ask}\n本次檢核的季別為 {quarterly.quarter(meeting).label}。"
    period = meeting.params.periods.plan
    if one.name != "plan" or not period:
        return one.ask
    first, last = period
    return f"{one.ask}\n本次討論的期間為 {span_text((first, last))}（{format_date(first)} 至 {format_date(last)}）。"


def _table(
    one: Return,
    agency: Agency,
    rows: Sequence[Row],
    told: str,
    lists: Mapping[str, Codes],
    places: Mapping[str, tuple[str, int, int, int]],
    meeting: Meeting,
) -> Worksheet:
    columns = one.columns
    body = [tuple(_cell(row.get(column.name), column, one) for column in columns) for row in rows]
    coded = {column: lists[name] for column, name in one.coded.items() if name in lists}
    explained = {name: example(text, agency.short) for name, text in one.explained.items()}
    widths = tuple(
        max(_width(column, [row[c].value for row in body], coded.get(column.name)), _room(explained[column.name]))
        for c, column in enumerate(columns)
    )
    asked = f"填報期限：{format_long(returns_asked.wanted(meeting).due)}。{told}"
    above = [
        (SheetCell(f"{agency.name}　{one.label}", "title"),),
        *((SheetCell(line, "subtitle"),) for line in asked.split("\n")),
        tuple(SheetCell(explained[column.name], "explanation") for column in columns),
        tuple(SheetCell(column.label, "must" if not column.blank else "may") for column in columns),
    ]
    spare = 1 if one.table.key == (one.unit_column,) else SPARE_ROWS  # one row a unit
    header, last = len(above), len(above) + len(body) + spare
    rules = [
        rule
        for c, column in enumerate(columns, 1)
        if (rule := _rule(c, column, one, explained[column.name], header + 1, last, coded, places))
    ]
    lines = [*above, *body]
    return Worksheet(
        one.label,
        tuple(lines),
        widths,
        row_heights(lines, widths),
        blank=tuple(_style(column) for column in columns),
        blank_rows=spare,
        rules=tuple(rules),
        frozen_rows=header,
        frozen_columns=min(
            2, next((c for c, column in enumerate(columns, 1) if column.name in ("title", "subject")), 1)
        ),
        repeated_row=header,
        printed_rows=header + len(body) + min(spare, PRINTED_SPARE_ROWS),
        page="landscape",
        grid=False,
    )


def _cell(value: Any, column: Column, one: Return) -> SheetCell:
    """A known value as the unit would type it: 109/11/30, CSV;JSON, 12."""
    if isinstance(value, date):
        value = format_date(value).replace("-", "/")
    elif isinstance(value, tuple):
        value = ";".join(value) or None
    elif value is not None and column.kind in NUMBERS:
        return SheetCell(int(value) if value == int(value) else value, "count")
    return SheetCell(value, "given" if column.name in one.given and value is not None else _style(column))


def _style(column: Column) -> str:
    return "count" if column.kind in NUMBERS else column.kind if column.kind == "date" else "text"


def _rule(
    c: int,
    column: Column,
    one: Return,
    said: str,
    first: int,
    last: int,
    coded: Mapping[str, Codes],
    places: Mapping[str, tuple[str, int, int, int]],
) -> CellRule | None:
    if column.name in coded:
        several = coded[column.name].several
        return CellRule(
            c,
            first,
            last,
            "several" if several else "list",
            column.label,
            said,
            "" if several else "請由選單選取。",
            places[one.coded[column.name]],
        )
    if column.kind == "count":
        return CellRule(c, first, last, "count", column.label, said, "請填 0 以上的整數；沒有資料請留白。")
    if column.kind == "date":
        return CellRule(c, first, last, "hint", column.label, example("例如 109/11/30 或 2020/11/30。"))
    return None


def _width(column: Column, values: Sequence[object], codes: Codes | None) -> int:
    """Wide enough for the header (in two lines where it is long), the words of the list and the known texts."""
    texts = [str(value) for value in values if value is not None] + (
        list(codes.words) if codes and not codes.several else []
    )
    longest = max((text_width(text) for text in texts), default=0) + 3
    header = text_width(column.label) + 3
    if column.kind in ("date", *NUMBERS):
        return max(NARROWEST + 1, min(header, 17))
    open_text = column.kind == "text" and not codes
    return max(NARROWEST, min(header, 20), min(WIDEST, max(longest, 24 if open_text else 0)))


def _room(explanation: str) -> int:
    """How wide a column must be for its explanation to take no more than four lines."""
    return min(24, -(-text_width(explanation) // 4) + 5)
