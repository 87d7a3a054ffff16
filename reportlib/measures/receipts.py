"""Receipts: who has sent which return, what was corrected, and how many units a total still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportlib.display.display import Cell, Display, Naming, Run, Sentence, runs
from reportlib.display.prose import KeyFigures, Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.conditions import blank, is_, more
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent
from reportlib.measures.counting import count, each, row_chosen, rows_of
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.intake_tables import WORDS
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date

NOTHING = "本次會議沒有收件紀錄"
MOST_NAMED = 3  # units by name under a table or in a sentence; of more the one list of what came in tells
ROWS = {"rows": "採計列數", "set_aside": "待確認列數"}


# -- what a total lacks ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lacking:
    """What is not in the totals of one return: the units of which nothing counts, and rows that are set aside (列)."""

    units: tuple[str, ...]
    missing: Fact
    pending: Fact

    @property
    def named(self) -> str:
        """The units by name, or where they are named if there are more than :data:`MOST_NAMED`."""
        return Naming.joined("、", self.units) if len(self.units) <= MOST_NAMED else "名單見收件情形"

    @property
    def note(self) -> str:
        """「尚缺 2 個單位（水利署、能源局）；另有 3 列待確認，未計入」, "" where nothing is lacking."""
        named = self.named
        parts = [Naming("尚缺 {missing} 個單位（{units}）", missing=self.missing, units=named)] if self.units else []
        return Naming.joined(
            "；",
            [
                *parts,
                *([Naming("另有 {pending} 列待確認，未計入", pending=self.pending)] if self.pending.value else []),
            ],
        )

    def sentence(self) -> tuple[Run, ...]:
        """The same as a sentence with its numbers in it, nothing where nothing is lacking."""
        found = (
            runs(
                "尚缺 {missing!s} 個單位（{units}）的回報。",
                missing=self.missing,
                units=self.named,
            )
            if self.units
            else ()
        )
        return found + (runs("另有 {pending} 列待確認，未計入。", pending=self.pending) if self.pending.value else ())


def lacking(received: Records | None, tables: str | tuple[str, ...], meeting: Meeting) -> Lacking | None:
    """What the totals of a return (``plan``, ``replies``, ``evaluation`` …), or of several together, lack; None where
    no board is given or it has no such return. A unit that lacks in several counts once.
    """
    if received is None:
        return None
    mine = received.where(is_("table", *([tables] if isinstance(tables, str) else tables)))
    asked = mine.where(~is_("state", WORDS["not_asked"]))
    if asked.frame.empty:
        return None
    no_rows = is_("state", WORDS["errors"]) & (blank("rows") | is_("rows", 0))
    nothing = asked.where(is_("state", WORDS["missing"]) | no_rows)
    table, label = ("、".join(dict.fromkeys(asked.frame[column])) for column in ("table", "label"))
    units = tuple(dict.fromkeys(nothing.frame["unit_short"]))
    rule, rows = "未收，或收到而沒有一列可採計者", rows_of(nothing, nothing.frame.index)
    missing = Fact(
        Decimal(len(units)),
        meeting.units.count("個"),
        f"received.lacking/{table}",
        f"{label}尚缺的單位",
        None,
        rule,
        rows,
        "distinct",
        where=nothing.chosen_by(),
        columns=(label_of(asked.input, "unit"),),
    )
    aside = asked.where(more("set_aside", 0))
    rule, rows = "各單位待確認列數相加", rows_of(aside, aside.frame.index)
    pending = Fact(
        Decimal(sum(map(int, aside.frame["set_aside"])) if len(aside.frame) else 0),
        meeting.units.count("列"),
        f"received.pending/{table}",
        f"{label}待確認的列",
        None,
        rule,
        rows,
        "sum",
        where=aside.chosen_by(),
        columns=(label_of(asked.input, "set_aside"),),
    )
    return Lacking(units, missing, pending)


def noted(text: str, lack: Lacking | None) -> str:
    """A label or a caption that says how many units its total lacks: 「預計開放（尚缺 2 個單位）」."""
    return Naming("{text}（尚缺 {missing} 個單位）", text=text, missing=lack.missing) if lack and lack.units else text


def noted_message(message: dict, lack: Lacking | None) -> dict:
    """The title of a slide, as ``Display.says`` takes it, that says the same."""
    return (
        message | {"sentence": message["sentence"] + "（尚缺 {lacking} 個單位）", "lacking": lack.missing}
        if lack and lack.units
        else message
    )


def note(*parts: str, lack: Lacking | None) -> str:
    """The parts of a note, and what is lacking."""
    return Naming.joined("；", filter(None, (*parts, lack.note if lack else "")))


# -- the board -------------------------------------------------------------------------------------------------------------


def key_figures(received: Records | None, meeting: Meeting) -> dict[str, Fact]:
    """How many returns are asked for, and how many of them are in each state (份); nothing without a board."""
    if received is None:
        return {}
    unit, frame = meeting.units.count("份"), received.frame
    figures = {"應收": count(received, ~is_("state", WORDS["not_asked"]), unit, "received.asked", "應收的回報")}
    for state in ("received", "late", "errors", "missing"):
        figures[WORDS[state]] = count(
            received, is_("state", WORDS[state]), unit, f"received.{state}", f"{WORDS[state]}的回報"
        )
    if not figures[WORDS["late"]].value and not ("received_on" in frame.columns and frame["received_on"].notna().any()):
        figures[WORDS["late"]] = absent(
            NOT_PROVIDED, unit, "received.late", figures[WORDS["late"]].label
        )  # nobody said when anything came
    return figures


@of_section()
def figures(received: Records | None, meeting: Meeting) -> Display:
    """:func:`key_figures` as a display; a sentence where there is no board.

    >>> receipts.figures(section)
    本次會議沒有收件紀錄。
    """
    found = key_figures(received, meeting)
    return KeyFigures.of(**found).document_only() if found else Prose.of(f"{NOTHING}。").document_only()


@of_section()
def summary(received: Records | None, meeting: Meeting) -> Prose:
    """Whether everything is there, and of each return which units lack; a sentence a paragraph.

    >>> receipts.summary(section)
    各章節的數字依參數檔所列的輸入檔案。
    """
    if received is None:
        return Prose.of("各章節的數字依參數檔所列的輸入檔案。").document_only()
    paragraphs = []
    listed: dict[tuple[str, ...], str] = {}  # a list of units is printed once, with the first return that lacks them
    for table, label in _returns(received).items():
        lack = lacking(received, table, meeting)
        if lack and (said := lack.sentence()):
            names: tuple[Run, ...] = ()
            if len(lack.units) > MOST_NAMED and lack.units in listed:
                names = runs("未收的單位與{first}相同。", first=listed[lack.units])
            elif len(lack.units) > MOST_NAMED:
                names = runs("未收：{units}。", units=Naming.joined("、", lack.units))
                listed[lack.units] = label
            paragraphs.append(runs(f"{label}：") + said + names)
    if (received.frame["state"] == WORDS["not_asked"]).all():
        paragraphs.append(runs("這次沒有請任何單位回報。"))
    return Prose(tuple(paragraphs) or (runs("應收的回報都已收到，沒有待確認的資料。"),)).document_only()


@of_section()
def board_table(caption: str, received: Records | None, meeting: Meeting) -> Display:
    """Units × returns, a state a cell with the rows that are set aside; the units of which something is missing stand
    out by their words.

    >>> receipts.board_table("表", section)
    表：本次會議沒有收件紀錄。
    """
    if received is None:
        return Prose.of("{caption}：{nothing}。", caption=caption, nothing=NOTHING).document_only()
    tables = _returns(received)
    cells: dict[str, dict[str, Cell]] = {}
    for row, record in each(received):
        cells.setdefault(record["unit_short"], {})[record["table"]] = _state(
            record, _rows_of_return(received, row, record, "set_aside", meeting)
        )
    rows = tuple(Row((unit, *(states.get(table, "—") for table in tables))) for unit, states in cells.items())
    board = Table(
        caption, ("單位", *tables.values()), rows, note="「—」為未請該單位回報", weights=(4, *[3] * len(tables))
    )
    return board.document_only()


def _state(record: Mapping, aside: Fact) -> Cell:
    if record["state"] == WORDS["not_asked"]:
        return "—"
    state = record["state"] + ("（逾期）" if record.get("late") and record["state"] != WORDS["late"] else "")
    return Sentence(runs("{state}，{aside} 列待確認", state=state, aside=aside)) if aside.value else state


def _rows_of_return(received: Records, row: int, record: Mapping, column: str, meeting: Meeting) -> Fact:
    """How many rows of one return are used (``rows``) or set aside (``set_aside``), as the board's row says (列); a
    blank is none.
    """
    return Fact(
        Decimal(record.get(column) or 0),
        meeting.units.count("列"),
        f"received.{column}/{record['table']}/{record['unit_short']}",
        f"{record['unit_short']}{record['label']}{ROWS[column]}",
        None,
        "收件紀錄",
        rows_of(received, [row]),
        "sum",
        where=row_chosen(received, row),
        columns=(label_of(received.input, column),),
    )


def every_lack(received: Records | None, meeting: Meeting) -> list[tuple[tuple[str, ...], Lacking]]:
    """What the returns still lack, with their labels: those of which the same units are missing together."""
    if received is None:
        return []
    labels = _returns(received)
    alike: dict[tuple[str, ...], list[str]] = {}
    for table in labels:
        if (lack := lacking(received, table, meeting)) and lack.units:
            alike.setdefault(lack.units, []).append(table)
    found = ((tables, lacking(received, tuple(tables), meeting)) for tables in alike.values())
    return [(tuple(map(labels.__getitem__, tables)), lack) for tables, lack in found if lack]


def _returns(received: Records) -> dict[str, str]:
    return dict(zip(received.frame["table"], received.frame["label"], strict=True))


@of_section()
def problems_table(caption: str, received: Records | None, meeting: Meeting) -> Display:
    """Every return that is not simply there: unit, return, state, file, rows used and set aside, remark; what is
    remarked of others stands in the note.

    >>> receipts.problems_table("表", section)
    表：本次會議沒有收件紀錄。
    """
    if received is None:
        return Prose.of("{caption}：{nothing}。", caption=caption, nothing=NOTHING).document_only()
    rows: list[Row] = []
    remarks: dict[tuple[str, str], list[str]] = {}
    for row, record in each(received):
        if record["state"] in (WORDS["received"], WORDS["not_asked"]):
            if record.get("note"):
                remarks.setdefault((record["unit_short"], record["note"]), []).append(record["label"])
            continue
        numbers = [_rows_of_return(received, row, record, column, meeting) for column in ROWS]
        remark = Naming.joined(
            "；",
            filter(
                None,
                (
                    f"收件日期 {format_date(record['received_on'])}" if record.get("received_on") else "",
                    record.get("note") or "",
                ),
            ),
        )
        rows.append(
            Row(
                (
                    record["unit_short"],
                    record["label"],
                    record["state"],
                    record.get("file") or "—",
                    *numbers,
                    remark or "—",
                )
            )
        )
    others = [
        Naming("{unit}{labels}：{text}", unit=unit_short, labels=Naming.joined("、", labels), text=text)
        for (unit_short, text), labels in remarks.items()
    ]
    if not rows:
        return Prose.of(
            "{caption}：無{others}。", caption=caption, others=Naming.joined("；", ["", *others])
        ).document_only()
    return Table(
        caption,
        ("單位", "回報表", "收件情形", "檔案", "採計", "待確認", "說明"),
        tuple(rows),
        "單位：列",
        note=Naming.joined("；", others),
        weights=(4, 5, 4, 6, 2, 2, 6),
    ).document_only()


# -- corrections -----------------------------------------------------------------------------------------------------------


def corrections_table(caption: str, corrections: Records | None) -> Display:
    """Every correction of somebody's data: where, what it was, what it is, why, who and when; a sentence where there is
    none.
    """
    if corrections is None or corrections.frame.empty:
        return Prose.of("{caption}：無。", caption=caption).document_only()
    rows = []
    for _, record in each(corrections):
        place = Naming(
            "{file}{sheet}第 {row} 列 {column}",
            file=record["file"],
            sheet=Naming("〔{sheet}〕", sheet=record["sheet"]) if record.get("sheet") else "",
            row=str(record["row"]),
            column=record["column"],
        )
        rows.append(
            Row(
                (
                    place,
                    record.get("old") or "（空白）",
                    record.get("new") or "（空白）",
                    record["reason"],
                    record["who"],
                    format_date(record["corrected_on"]),
                )
            )
        )
    return Table(
        caption,
        ("位置", "原值", "更正為", "理由", "更正人", "日期"),
        tuple(rows),
        weights=(7, 4, 4, 5, 2, 3),
        sortable=False,
    ).document_only()
