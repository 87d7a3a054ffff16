"""The tables in which the secretariat writes down what a meeting decided: the sheets of ``decisions.xlsx``, or a CSV file each.

They come after the packet, so that they are no inputs of it (:data:`reportlib.records.tables.TABLES`).
"""

from __future__ import annotations

from reportlib.records.schema import Column, Kind, TableSchema, must, none_where_blank


def _filled_in(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column that has to be there; that a cell of it was never filled in is told by what it is about."""
    return Column(name, label, kind, aliases, required=True, blank_says_none=True)


# One row an item of the agenda, or a row each 款 of it; more rows of an item are what the meeting added.
DECISIONS = TableSchema(
    "decisions",
    "決議",
    (
        must("place", "案次", "text", "議程", "議案", "項次"),  # 報告事項二, 討論事項一, or 第三案
        none_where_blank("item", "子項", "text", "款", "款次", "子項次"),  # （一）; blank where the item has only one
        none_where_blank("title", "案由", "text", "案名"),
        none_where_blank("proposed", "擬辦", "text"),
        _filled_in("outcome", "決定", "text", "決定情形", "審議結果"),
        none_where_blank("text", "決議內容", "text", "決議事項"),
        none_where_blank("owner", "辦理單位", "text", "主辦單位", "主辦機關", "權責單位"),
        none_where_blank("due_on", "期限", "date", "完成期限", "辦理期限", until="ahead"),
        none_where_blank("due_said", "期限說明", "text"),  # where it is no day: 110 年輔導資源釋出時
    ),
    unused=("案號", "備註", "說明"),
)

ATTENDANCE = TableSchema(
    "attendance",
    "出席",
    (
        none_where_blank("seat", "身分", "text", "席次", "委員別", "類別"),
        must("name", "姓名", "text", "委員姓名", "委員"),
        none_where_blank("organisation", "機關團體", "text", "單位", "服務單位", "機關（團體）"),
        none_where_blank("title", "職稱", "text"),
        _filled_in("presence", "出席方式", "text", "出席情形", "出席"),
        none_where_blank("deputy", "代理人", "text", "代理人姓名"),
        none_where_blank("deputy_title", "代理人職稱", "text"),
    ),
)

MOTIONS = TableSchema(
    "motions",
    "臨時動議",
    (
        _filled_in("mover", "提案人", "text", "提案單位", "動議人"),
        _filled_in("subject", "案由", "text", "動議", "動議內容"),
        none_where_blank("outcome", "決定", "text", "決定情形", "審議結果"),
        _filled_in("text", "決議", "text", "決議內容"),
        none_where_blank("owner", "辦理單位", "text", "主辦單位", "主辦機關", "權責單位"),
        none_where_blank("due_on", "期限", "date", "完成期限", "辦理期限", until="ahead"),
        none_where_blank("due_said", "期限說明", "text"),
    ),
    unused=("備註", "說明"),
)

# One row a resolution of an earlier meeting that the packet reported, or each item of it: whether it is still followed.
TRACKED = TableSchema(
    "tracked",
    "列管",
    (
        none_where_blank("meeting", "會議", "text", "會議代號", "作成決議的會議"),
        must("number", "決議編號", "text", "決議", "項次"),  # 四（二）, or 其餘: all the rows whose decision is blank
        none_where_blank("subject", "決議事項", "text", "案由", "事項"),
        none_where_blank("owner", "主辦單位", "text", "辦理單位", "主辦機關", "權責單位"),
        none_where_blank("due", "原期限", "text", "期限"),
        none_where_blank("state", "辦理狀態", "text", "狀態"),
        none_where_blank("proposed", "列管建議", "text", "建議"),
        _filled_in("outcome", "決定", "text", "決定情形", "審議結果"),
        none_where_blank("due_on", "新期限", "date", "展延期限", "改訂期限", "展期至", until="ahead"),
        none_where_blank("due_said", "新期限說明", "text"),
    ),
    unused=("備註", "說明"),
)

# A sheet of two columns: what it is, and the value; the labels are those of ``reportlib.decisions.proceedings``.
PROCEEDINGS = TableSchema(
    "meeting",
    "會議",
    (
        must("label", "項目", "text", "欄位"),
        _filled_in("value", "內容", "text", "值", "填寫"),
    ),
    unused=("說明", "備註", "填寫說明"),
)

DECISION_TABLES = {table.name: table for table in (PROCEEDINGS, ATTENDANCE, DECISIONS, TRACKED, MOTIONS)}
