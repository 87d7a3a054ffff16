"""What the intake says of itself (reportlib.returns.board, reportlib.returns.corrections): who has sent what, and what was corrected."""

from __future__ import annotations

from typing import Literal

from reportlib.records.schema import TableSchema, may, must

State = Literal["received", "late", "errors", "missing", "not_asked"]

# What the packet and its files call them; the packet is always Chinese.
WORDS: dict[State, str] = {
    "received": "已收",
    "late": "逾期送達",
    "errors": "有錯待補正",
    "missing": "未收",
    "not_asked": "未請回報",
}

RECEIVED = TableSchema(
    "received",
    "收件情形",
    (
        must("unit", "單位", "agency"),
        must("table", "回報表", "identifier"),
        must("label", "回報表名稱", "text"),
        must("state", "收件情形", "text"),
        may("file", "檔案", "text"),
        may("version", "版本", "text"),
        may("received_on", "收件日期", "date"),
        may("late", "逾期", "text"),  # 是, blank
        may("rows", "採計列數", "count"),
        may("set_aside", "待確認列數", "count"),
        may("errors", "錯誤", "count"),
        may("warnings", "提醒", "count"),
        may("note", "說明", "text"),
    ),
    key=("unit", "table"),
)

CORRECTIONS = TableSchema(
    "corrections",
    "更正紀錄",
    (
        must("file", "檔案", "text"),
        may("sheet", "工作表", "text"),
        must("row", "列", "count"),
        must("column", "欄", "text"),
        may("old", "原值", "text"),
        may("new", "更正為", "text"),
        must("reason", "理由", "text"),
        must("who", "更正人", "text"),
        must("corrected_on", "更正日期", "date"),
    ),
)
