"""Where a table stands in a sheet: its header, its rows, and what stands around them (``docs/faults.md``, group L).

People put titles above a table, notes and signatures below it, totals inside it, and merge cells wherever it looks better.
Every row of the sheet is accounted for once (:meth:`Layout.counts`); what is no record is kept in :attr:`Layout.aside` with
the reason. Nothing is interpreted here: cells are as the reader gave them.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.readers.sheets import Cell, Sheet, column_letter
from reportlib.records.findings import Finding, columns_text, rows_text
from reportlib.records.header import JOINED, find_header, first_text, known_column, text_of, texts_of
from reportlib.records.located import Aside, Layout, Why
from reportlib.records.return_tables import RETURN_TABLES
from reportlib.records.schema import Column, TableSchema
from reportlib.records.tables import TABLES
from reportlib.text import spelling

ROWS_OF_OLD_EXCEL, ROWS_OF_EXCEL = 65_536, 1_048_576
TOTAL_WORDS = frozenset(("合計", "總計", "小計", "計", "共計", "總和"))
_LONGEST_TOTAL = 20
_TOTAL = re.compile(r"(?:合計|總計|小計|計|共計|總和)(?:[（(].{0,12}[）)])?[:：]?")
_TOTAL_OF = re.compile(r".{1,14}(?:合計|總計|小計)[:：]?")
_SIGNED = r"填表人|填報人|製表人?|承辦人員?|承辦單位|聯絡人|聯絡電話|連絡電話|電話|分機|電子郵件|e-?mail|審核人?|覆核人?|複核|核章|用印|簽章|科長|主任|單位主管|機關首長|首長|主管|填表日期|填報日期|製表日期"
_SAID = r"備註|附註|註記|註|說明|填表說明|填報說明|注意事項|資料來源|以下空白|以上|單位"
_NOTE = re.compile(
    rf"(?:[※＊*◎●▲△]\s*\S.*|(?:{_SIGNED}|{_SAID})\s*[0-9０-９一二三四五]?\s*(?:[:：、.．].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(rf"(?:{_SIGNED})\s*(?:[:：].*)?", re.IGNORECASE | re.DOTALL)
_EXAMPLE = re.compile(
    r"[（(【\[〔<]?\s*(?:填寫|填表|填報)?(?:範例|示例|舉例|範本|例如|例)\s*[0-9０-９一二三]?\s*(?:[）)】\]〕>:：、.．].*|\s.*)?|[（(【\[〔]?\s*(?:填寫|填表|填報)說明.*",
    re.DOTALL,
)
_COUNTED = re.compile(
    r"[（(]?(?:(?:以上|合計|總計|共計|小計|計|共|總)+[:：]?[0-9,〇一二三四五六七八九十百千]+[筆項件列案個種].{0,6}|(?:資料|總)?筆數[:：]?[0-9,]+筆?)[)）]?[。.]?"
)
_NUMBERED = re.compile(r"[（(]?[0-9一二三四五六七八九十]+[）).、．].*", re.DOTALL)


def best(sheets: Iterable[Sheet], table: TableSchema) -> Layout:
    """The header of the visible sheet that has most of the table's required columns, then most of its columns; the first of equals.

    Only the header is looked for: :func:`locate` gives the rows.
    """
    known = table.by_spelling()
    required = {column.name for column in table.columns if column.required}
    found = [find_header(sheet, table, known) for sheet in sheets if not sheet.hidden]
    return max(found, key=lambda layout: (len(required & layout.places.keys()), len(layout.places)))


def belongs_to_some_table(sheet: Sheet, tables: Iterable[TableSchema]) -> bool:
    """Whether the visible sheet has all the required columns of some table: then it is read as that one."""
    return not sheet.hidden and any(
        {column.name for column in table.columns if column.required}
        <= find_header(sheet, table, table.by_spelling()).places.keys()
        for table in tables
    )


def locate(sheet: Sheet, table: TableSchema) -> Layout:
    """Find the table in the sheet. Never raises: what is wrong with the layout stands in :attr:`Layout.findings`."""
    header = find_header(sheet, table, table.by_spelling())
    return _SheetReading(header).result()


# ---------------------------------------------------------------------------------------------------- the rows


@dataclass
class _SheetReading:
    """One sheet being read, row by row."""

    layout: Layout
    rows: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    totals: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    filled: set[tuple[int, int]] = field(default_factory=set)
    is_refused: bool = False

    def result(self) -> Layout:
        layout = self.layout
        self.missing_columns()
        self.several_tables_in_a_row()
        self.take_rows()
        self.fill_merged()
        self.fill_down()
        self.tell_hidden()
        self.tell_layout()
        return Layout(
            layout.table,
            layout.sheet,
            layout.row,
            layout.texts,
            layout.places,
            layout.twice,
            layout.header_rows,
            tuple(self.rows),
            tuple(sorted(self.aside, key=lambda aside: aside.number)),
            tuple(self.totals),
            frozenset(self.filled),
            tuple(self.findings),
            tuple(self.notices),
            self.is_refused,
        )

    @property
    def place(self) -> str:
        return self.layout.place

    def find(self, *arguments, **options) -> None:
        self.findings.append(self.layout.finding(*arguments, **options))

    # -- what makes the sheet unreadable as this table

    def missing_columns(self) -> None:
        """L09: a required column is missing, or a known one is there twice. L13: the headers run down a column instead."""
        layout = self.layout
        required = [column for column in layout.table.columns if column.required]
        missing = [column for column in required if column.name not in layout.places]
        if missing and (turned := self.turned(len(required) - len(missing))):
            letter = column_letter(turned[0] + 1)
            zh, en = (
                f"欄名直排在 {letter} 欄，一筆資料佔一欄。",
                f"the headers run down column {letter}, with one record a column.",
            )
            todo = say(
                "請複製後用「選擇性貼上→轉置」改成一筆一列再重送。",
                "Copy it, use Paste Special with Transpose, so that each record is a row, and resend.",
            )
            self.find("L13", "error", turned[1], None, say(zh, en), todo)
            self.is_refused = True
            return
        for column in missing:
            zh, en = _missing(column, layout)
            self.find(
                "L09",
                "error",
                layout.row,
                None,
                say(zh, en),
                say("請補上這一欄或更正欄名後重送。", "Add the column or correct its header and resend."),
            )
            self.is_refused = True
        if len({first for first, _ in layout.twice}) < 2:
            for first, second in layout.twice:
                letter = column_letter(first + 1)
                self.find(
                    "L09",
                    "error",
                    layout.row,
                    second,
                    say(f"與 {letter} 欄是同一種欄。", f"the same column as {letter}."),
                    "",
                    value=layout.texts[second],
                )
                self.is_refused = True

    def turned(self, found: int) -> tuple[int, int] | None:
        """The place of the column, and its first row, that holds more of the required headers than any row does; at least two."""
        known = self.layout.table.by_spelling()
        for place in range(3):
            texts = [
                (number, text)
                for number, row in enumerate(self.layout.sheet.rows[:100], 1)
                if place < len(row) and isinstance(row[place], str) and (text := text_of(row[place]))
            ]
            named = [
                (number, column.name)
                for number, text in texts
                if (column := known_column((text,), known)) and column.required
            ]
            if len({name for _, name in named}) > max(1, found):
                return place, named[0][0]
        return None

    def several_tables_in_a_row(self) -> None:
        """L08: a second table to the right of the first, told by two or more headers that come again."""
        again = [second for first, second in self.layout.twice]
        if len({first for first, _ in self.layout.twice}) >= 2:
            self.two_tables(
                self.layout.row,
                again[0],
                say(
                    f"{column_letter(again[0] + 1)} 欄起另有一個表。",
                    f"another table begins in column {column_letter(again[0] + 1)}.",
                ),
            )

    def two_tables(self, row: int, place: int | None, what: str) -> None:
        todo = say("請一張工作表只放一個表，分開後重送。", "Put one table on a sheet, part them, and resend.")
        self.find("L08", "error", row, place, what, todo, value=self.layout.header(place))
        self.is_refused = True

    # -- row by row

    def take_rows(self) -> None:
        layout, sheet = self.layout, self.layout.sheet
        headed = set(layout.header_rows)
        for number in range(1, (layout.header_rows or (1,))[0]):
            self.aside.append(Aside(number, "title", first_text(sheet.rows[number - 1])))
        width, is_csv = len(layout.texts), sheet.encoding is not None
        first_header = spelling(layout.texts[min(layout.places.values())]) if layout.places else ""
        after_blank = noted = False
        elsewhere: list[int] = []
        known = frozenset(layout.places.values())
        for number, row in enumerate(sheet.rows[layout.row :], layout.row + 1):
            if number in headed:
                continue
            first = first_text(row)
            if not first:
                self.aside.append(Aside(number, "blank"))
                after_blank = True
                continue
            if why := self.no_record(number, row, first, first_header, after_blank or noted, noted):
                self.aside.append(Aside(number, why, first))
                noted = noted or why == "note"
                if why == "totals":
                    self.totals.append((number, row))
                after_blank = False
                continue
            after_blank = False
            if len(row) > width and (beyond := first_text(row[width:])):
                what = say(
                    f"比標題列多出儲存格：{quoted(beyond)}。", f"has more cells than the header: {quoted(beyond)}."
                )
                self.find("L10", "error", number, None, what, value=beyond)
            elif len(row) < width and is_csv:
                what = say(
                    f"只有 {len(row)} 格，標題列有 {width} 格。", f"has {len(row)} cells, the header has {width}."
                )
                self.find("L11", "error", number, None, what)
            elif known and not any(place < len(row) and text_of(row[place]) for place in known):
                elsewhere.append(number)
            self.rows.append((number, row))
        self.beside(elsewhere)

    def is_total(self, row: tuple[Cell, ...], spelled: str) -> bool:
        """Whether a row that begins with this word holds a total of others."""
        if spelled in TOTAL_WORDS or _TOTAL.fullmatch(spelled):
            return True
        return bool(_TOTAL_OF.fullmatch(spelled)) and not self.is_whole(row)

    def no_record(
        self, number: int, row: tuple[Cell, ...], first: str, first_header: str, parted: bool, noted: bool
    ) -> Why | None:
        """Why this row holds no record; None where it does. ``parted``: it follows a blank row or a note; ``noted``: a note is above."""
        head = first[0]
        may_be_total = (
            len(first) <= _LONGEST_TOTAL
            and first[-1] in "計和)）:："
            and (spelled := spelling(first)).rstrip(":：")[-1:] in ("計", "和", ")")
        )
        if may_be_total and self.is_total(row, spelled):
            return "totals"
        if head in "範示舉例填（(【[〔<" and _EXAMPLE.fullmatch(first):
            return "example"
        if self.layout.places and first_header and spelling(first) == first_header and self.is_header_again(row):
            return "header"
        if parted and self.is_other_header(number, row):
            return "header"
        if _NOTE.fullmatch(first) and self.is_note(row):
            return "note"
        if (
            head in "以合總共小計資筆（("
            and not self.is_whole(row)
            and _COUNTED.fullmatch(spelling(",".join(texts_of(row))))
        ):  # a CSV may have split 53,000
            return "note"
        if (
            noted
            and len(texts := texts_of(row)) == 1
            and not self.is_whole(row)
            and (_NUMBERED.fullmatch(first) or len(texts[0]) > 12)
        ):
            return "note"
        return None

    def is_whole(self, row: tuple[Cell, ...]) -> bool:
        """Whether every column that must have a value has one."""
        places = [
            self.layout.places[column.name]
            for column in self.layout.table.columns
            if not column.blank and column.name in self.layout.places
        ]
        return bool(places) and all(place < len(row) and text_of(row[place]) for place in places)

    def is_note(self, row: tuple[Cell, ...]) -> bool:
        """A row that lacks what a record must have, or the labels of a form's last line with what is written beside them."""
        texts = texts_of(row)
        return (
            not self.is_whole(row)
            or bool(_LABEL.fullmatch(texts[0]))
            and 2 * sum(1 for text in texts if _LABEL.fullmatch(text)) >= len(texts)
        )

    def is_header_again(self, row: tuple[Cell, ...]) -> bool:
        layout = self.layout
        same = [
            place < len(row)
            and spelling(text_of(row[place]) or "") == spelling(layout.texts[place].rpartition(JOINED)[2])
            for place in layout.places.values()
        ]
        return sum(same) >= max(2, len(same) - 1)

    def is_other_header(self, number: int, row: tuple[Cell, ...]) -> bool:
        """L08: below a gap stands the header of another table, or of this one in another order."""
        texts = texts_of(row)
        if len(texts) < 2 or not all(isinstance(cell, str) or cell is None for cell in row):
            return False
        spelled = {spelling(text) for text in texts}
        for table in (self.layout.table, *TABLES.values(), *RETURN_TABLES.values()):
            required = [column for column in table.columns if column.required]
            if len(required) >= 2 and all(
                any(spelling(header) in spelled for header in column.headers) for column in required
            ):
                what = say(
                    f"這一列是另一個表的標題列（{quoted(texts[0])}…）。",
                    f"this row is the header of another table ({quoted(texts[0])} …).",
                )
                self.two_tables(number, None, what)
                return True
        return False

    def beside(self, elsewhere: list[int]) -> None:
        """L08: rows that have values under unknown headers only, past a column without a header, are those of another table."""
        layout = self.layout
        if not elsewhere or len(layout.unknown) < 2:
            return
        last = max(layout.places.values())
        apart = [
            place
            for place in layout.unknown
            if place > last and any(not layout.texts[between] for between in range(last + 1, place))
        ]
        if len(apart) >= 2:
            letter = column_letter(apart[0] + 1)
            zh, en = (
                f"{letter} 欄起另有一個表（{rows_text(elsewhere)}只在那裡有值）。",
                f"another table begins in column {letter} (only it has values in {rows_text(elsewhere)}).",
            )
            self.two_tables(layout.row, apart[0], say(zh, en))

    # -- merged and left-out cells

    def fill_merged(self) -> None:
        """L03: a cell merged over several rows says its value in each of them; a number is said once, in the first."""
        layout = self.layout
        if not layout.sheet.merged or not self.rows:
            return
        kinds = {layout.places[column.name]: column for column in layout.table.columns if column.name in layout.places}
        index = {number: i for i, (number, _) in enumerate(self.rows)}
        filled: dict[int, list[int]] = {}
        for top, left, bottom, _ in layout.sheet.merged:
            place = left - 1
            if bottom == top or top <= layout.row or place not in kinds or top > len(layout.sheet.rows):
                continue
            above = layout.sheet.rows[top - 1]
            value = above[place] if place < len(above) else None
            numbers = [number for number in range(top + 1, min(bottom, len(layout.sheet.rows)) + 1) if number in index]
            if value is None or not numbers:
                continue
            if kinds[place].kind in ("count", "decimal", "share"):
                zh = f"與{rows_text(numbers)}合併為一格，數字只計在這一列。"
                en = f"merged with {rows_text(numbers)}; the number is counted in this row only."
                todo = say("請取消合併，每列各填各的數字。", "Unmerge the cells and give each row its own number.")
                self.find("L03", "warning", top, place, say(zh, en), todo, value=text_of(value) or "")
                continue
            for number in numbers:
                self.put(index[number], place, value)
                filled.setdefault(place, []).append(number)
        for place, numbers in sorted(filled.items()):
            self.tell_filled(place, numbers, say("合併的儲存格", "merged cells"))

    def fill_down(self) -> None:
        """L03: an agency named once for the rows below it. Taken so only where at least two cells are blank and no name
        stands right below itself: else a blank cell is a forgotten one."""
        table, places = self.layout.table, self.layout.places
        column = next((column for column in table.columns if column.kind == "agency" and column.name in places), None)
        if column is None or table.key == (column.name,) or not self.rows:
            return
        place = places[column.name]
        names = [text_of(row[place]) if place < len(row) else None for _, row in self.rows]
        blanks = [i for i, name in enumerate(names) if name is None]
        if (
            names[0] is None
            or len(blanks) < 2
            or any(a is not None and a == b for a, b in zip(names, names[1:], strict=False))
        ):
            return
        for i in blanks:
            self.put(i, place, self.rows[i - 1][1][place])
        self.tell_filled(place, [self.rows[i][0] for i in blanks], say("空白的儲存格", "blank cells"))

    def put(self, i: int, place: int, value: Cell) -> None:
        number, row = self.rows[i]
        row = (*row, *(None,) * (place + 1 - len(row)))
        self.rows[i] = (number, (*row[:place], value, *row[place + 1 :]))
        self.filled.add((number, place))

    def tell_filled(self, place: int, numbers: list[int], which: str) -> None:
        header, rows = quoted(self.layout.header(place)), rows_text(numbers)
        self.notices.append(
            say(
                f"{self.place}：{header}欄{which}已依上方的值補入：{rows}。",
                f"{self.place}: {which} of {header} took the value above them: {rows}.",
            )
        )

    # -- what a person should know

    def tell_hidden(self) -> None:
        """L14: hidden rows and columns are data like others, and are named."""
        sheet, layout = self.layout.sheet, self.layout
        if rows := [number for number, _ in self.rows if number in sheet.hidden_rows]:
            zh, en = f"隱藏的{rows_text(rows)}也已列入。", f"the hidden {rows_text(rows)} are included."
            self.find(
                "L14",
                "warning",
                rows[0],
                None,
                say(zh, en),
                say("不該列入的請刪除後重送。", "Delete what should not be included and resend."),
            )
        if columns := [place + 1 for place in sorted(layout.places.values()) if place + 1 in sheet.hidden_columns]:
            zh, en = f"隱藏的 {columns_text(columns)}也已列入。", f"the hidden {columns_text(columns)} are included."
            self.find(
                "L14",
                "warning",
                layout.row,
                columns[0] - 1,
                say(zh, en),
                say("不該列入的請刪除後重送。", "Delete what should not be included and resend."),
            )

    def tell_layout(self) -> None:
        layout, sheet = self.layout, self.layout.sheet
        if layout.row > 1:
            zh, en = f"標題列在第 {layout.row} 列。", f"the header is in row {layout.row}."
            if len(layout.header_rows) > 1:
                first = layout.header_rows[0]
                zh, en = f"標題列在第 {first} 至 {layout.row} 列。", f"the header is in rows {first} to {layout.row}."
            self.notices.append(say(f"{self.place}：{zh}", f"{self.place}: {en}"))
        unused = {spelling(text) for text in layout.table.unused}
        if unknown := [p for p in layout.unknown if spelling(layout.texts[p]) not in unused]:
            names = "、".join(quoted(layout.texts[p]) for p in unknown)
            self.notices.append(
                say(
                    f"{self.place}：{len(unknown)} 欄未使用：{names}。",
                    f"{self.place}: {len(unknown)} columns are not used: {names}.",
                )
            )
        for place, text in enumerate(layout.texts):
            if not text and (
                valued := [number for number, row in self.rows if place < len(row) and text_of(row[place])]
            ):
                letter = column_letter(place + 1)
                self.notices.append(
                    say(
                        f"{self.place}：{letter} 欄沒有欄名，未使用（{rows_text(valued)}有值）。",
                        f"{self.place}: column {letter} has no header and is not used ({rows_text(valued)} have values).",
                    )
                )
        if not self.rows:
            self.notices.append(say(f"{self.place}：無資料列。", f"{self.place}: no rows of data."))
        for why, zh, en in (
            ("note", "為附註或簽章，不列入資料", "are notes or signatures and no data"),
            ("example", "為範例或填寫說明，已移除", "are examples or explanations of the form and were removed"),
        ):
            if numbers := [aside.number for aside in self.aside if aside.why == why]:
                self.notices.append(
                    say(f"{self.place}：{rows_text(numbers)}{zh}。", f"{self.place}: {rows_text(numbers)} {en}.")
                )
        self.tell_marked()
        commented = sorted({(row, column) for row, column, _ in sheet.comments if row > layout.row})
        if commented:
            cells = "、".join(f"{column_letter(column)}{row}" for row, column in commented[:20]) + (
                say(f"等 {len(commented)} 格", f" and more, {len(commented)} in all") if len(commented) > 20 else ""
            )
            self.notices.append(
                say(
                    f"{self.place}：{cells} 有註解，內容不列入資料（可能含個人資料）。",
                    f"{self.place}: comments at {cells} are no data and may hold personal data.",
                )
            )
        if len(sheet.rows) in (ROWS_OF_OLD_EXCEL, ROWS_OF_EXCEL):
            zh, en = (
                f"恰有 {len(sheet.rows):,} 列，是試算表的上限，可能已被截斷。",
                f"has exactly {len(sheet.rows):,} rows, the limit of a spreadsheet; it may have been cut.",
            )
            self.find(
                "L20",
                "warning",
                len(sheet.rows),
                None,
                say(zh, en),
                say("請確認是否完整，或改送 CSV。", "Check that it is complete, or send it as CSV."),
            )

    def tell_marked(self) -> None:
        """L15: what a line through a cell, or a colour that few cells of a column have, may say is no data."""
        sheet, numbers = self.layout.sheet, {number for number, _ in self.rows}
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
                listed = "、".join(cells[:20]) + (
                    say(f"等 {len(cells)} 格", f" and more, {len(cells)} in all") if len(cells) > 20 else ""
                )
                self.notices.append(
                    say(
                        f"{self.place}：{listed} {zh}，格式不作為資料。",
                        f"{self.place}: {listed} {en}; formats are no data.",
                    )
                )


def _missing(column: Column, header: Layout) -> tuple[str, str]:
    spellings = "、".join(quoted(text) for text in (column.label, *column.aliases))
    wanted = [spelling(text) for text in column.headers]
    close_zh = close_en = ""
    likeness, place = max(
        (
            (max(difflib.SequenceMatcher(None, spelling(header.texts[p]), w).ratio() for w in wanted), -p)
            for p in header.unknown
        ),
        default=(0.0, 0),
    )
    if likeness >= 0.4:
        text, letter = quoted(header.texts[-place]), column_letter(-place + 1)
        close_zh, close_en = f"；最接近的是 {letter} 欄{text}", f"; the nearest header is {text} in column {letter}"
    zh = f"缺少必要的欄{quoted(column.label)}（可用的寫法：{spellings}{close_zh}）。"
    en = f"the required column {quoted(column.label)} is missing (known spellings: {spellings}{close_en})."
    return zh, en
