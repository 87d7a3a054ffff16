"""Tables of how datasets are opened and taken back: the desks that each passes, and what was withdrawn, with its reason."""

from __future__ import annotations

from reportlib.records.schema import Column, TableSchema, may, must, none_where_blank


def _desk(name: str, label: str, *aliases: str) -> tuple[Column, Column]:
    """The two columns of a desk: the day on which it has said something, and what."""
    spelled = (label, *aliases)
    return (
        none_where_blank(
            f"{name}_on",
            f"{label}日期",
            "date",
            *(f"{one}日" for one in spelled),
            *(f"{one}日期" for one in aliases),
            until="inventory",
        ),
        none_where_blank(f"{name}_outcome", f"{label}結果", "text", *(f"{one}結果" for one in aliases)),
    )


# One row a dataset, as a unit and the secretariat keep it: what has happened last at each desk. Which desks a body has, in which
# order and by which names, is its rulebook's (``openings``).
OPENINGS = TableSchema(
    "openings",
    "資料集開放進度",
    (
        must("plan_id", "編號", "identifier", "項次", "序號"),
        must("agency", "機關", "agency", "提供機關", "單位"),
        must("title", "資料集名稱", "text", "資料集標題"),
        may("reported_on", "提報日期", "date", "提報日", until="inventory"),
        *_desk("first_review", "單位初審", "初審", "內部初審"),
        *_desk("centre_review", "資訊單位檢視", "檢視", "資訊中心檢視"),
        *_desk("consent", "小組同意", "諮詢小組同意", "小組通過"),
        *_desk("entry", "登錄", "平臺登錄", "登載"),
        *_desk("online_review", "線上審核", "審核"),
        *_desk("publication", "上架", "發布"),
        may("remark", "說明", "text", "辦理說明"),
    ),
    key=("plan_id", "agency"),  # each unit numbers its own, as in the plan
)

WITHDRAWN = TableSchema(
    "withdrawn",
    "撤回及下架的資料集",
    (
        # A dataset that was on the list has the portal's number; what was only planned has that of the plan; some have both.
        may("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        may("plan_id", "編號", "identifier", "預計開放編號", "項次"),
        must("agency", "機關", "agency", "提供機關", "單位"),
        must("title", "資料集名稱", "text", "資料集標題"),
        may("listed_on", "上架日期", "date", "上架日"),
        must("withdrawn_on", "撤回日期", "date", "下架日期", "撤回日", "下架日", until="inventory"),
        may("relisted_on", "重新上架日期", "date", "重新上架日", "恢復上架日期"),
        must("reason", "理由", "text", "原因", "撤回理由", "下架理由"),
        may("decided_by", "依據", "text", "決定", "同意文號"),
    ),
)
