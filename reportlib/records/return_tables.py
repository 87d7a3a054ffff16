"""The tables that agencies fill in, beside the records that they become."""

from __future__ import annotations

from reportlib.records.meeting_tables import RESOLUTIONS
from reportlib.records.portal_tables import REQUESTS
from reportlib.records.schema import ORIGIN, Column, Kind, TableSchema, may, must, none_where_blank, same
from reportlib.records.stock_tables import ASSETS, COSTS, ON_REQUEST
from reportlib.records.unit_tables import EVALUATION


def _answer(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column that has to be there; its cells may be blank, which says "not reported"."""
    return Column(name, label, kind, aliases, required=True)


PLAN_RETURN = TableSchema(
    "plan_return",
    "預計開放資料集",
    (
        must("plan_id", "編號", "identifier", "項次", "序號"),
        may("agency", "機關", "agency", "提供機關", "單位", "機關名稱"),
        must("title", "資料集名稱", "text", "資料集標題"),
        may("category", "服務分類", "text", "資料集分類", "分類"),
        may("formats", "檔案格式", "list", "資料格式", "提供格式"),
        may("update_frequency", "更新頻率", "text", "更新週期"),
        must("planned_on", "預計開放日期", "date", "預計上架日期", "預計開放日", "預定開放日期", until="ahead"),
        none_where_blank("opened_on", "實際開放日期", "date", "實際上架日期", "實際開放日", until="inventory"),
    ),
    key=("plan_id",),
)

CHECKLIST_RETURN = TableSchema(
    "checklist_return",
    "已開放資料集檢核表",
    (
        must("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        may("publisher", "提供機關", "agency", "提供機關名稱", "機關", "機關名稱", "單位"),
        must("title", "資料集名稱", "text", "資料集標題"),
        may("category", "服務分類", "text", "資料集分類", "分類"),
        may("formats", "檔案格式", "list", "資料格式", "提供格式"),
        may("update_frequency", "更新頻率", "text", "更新週期"),
        may("listed_on", "上架日期", "date", "上架日"),
        must("link_works", "連結可下載", "text", "連結有效", "可下載"),
        must("updated_in_time", "依頻率更新", "text", "如期更新"),
        may("remark", "說明", "text", "說明事項", "檢核說明"),
    ),
    key=("dataset_id",),
)

REPLIES_RETURN = TableSchema(
    "replies_return",
    "民間需求回復",
    (
        *same(REQUESTS, "request_id"),
        may("agency", "機關", "agency", "回應機關", "權責機關", "主辦機關"),
        *same(REQUESTS, "topic", "title", "request_gist", "received_on"),
        *same(REQUESTS, "outcome", "reason", "planned_on", "replied_on", "reply_gist"),
    ),
    key=("request_id",),
    unused=("案件", "備註", *ORIGIN),
)

EVALUATION_RETURN = TableSchema(
    "evaluation_return",
    "績效考核回報",
    (
        may("unit", "單位", "agency", "單位名稱", "機關", "機關名稱"),
        _answer("sampled", "抽檢資料集數", "count"),
        _answer("sample_passed", "抽檢合格數", "count", "抽檢合格資料集數"),
        _answer("tasks_due", "應辦工作項數", "count"),
        _answer("tasks_on_time", "如期完成項數", "count"),
        *same(EVALUATION, "data_standards", "award_entries", "themed_datasets", "promotion_events", "demand_datasets"),
    ),
    key=("unit",),
)

PROGRESS_RETURN = TableSchema(
    "progress_return",
    "決議辦理情形",
    (
        may("unit", "單位", "agency", "單位名稱", "機關", "機關名稱", "填報單位"),
        *same(RESOLUTIONS, "meeting", "number", "subject", "decision", "owner", "due_on"),
        must("handling", "辦理情形", "text", "執行情形"),
        *same(RESOLUTIONS, "done_on", "proposal"),
    ),
    key=("meeting", "number"),
)

_UNIT = may("agency", "機關", "agency", "提供機關", "單位", "機關名稱", "填報單位")

ASSETS_RETURN = TableSchema(
    "assets_return",
    "政府資料資產盤點",
    (
        same(ASSETS, "asset_id")[0],
        _UNIT,
        *same(ASSETS, "title", "data_class", "dataset_id", "system", "category", "formats", "update_frequency"),
        *same(ASSETS, "reason", "law", "planned_on"),
    ),
    key=("asset_id",),
)

# What the deck says that each has to carry (p. 69) must be there; the list of the secretariat may lack it still.
ON_REQUEST_RETURN = TableSchema(
    "on_request_return",
    "依申請提供資料盤點",
    (
        same(ON_REQUEST, "asset_id")[0],
        _UNIT,
        *same(ON_REQUEST, "title"),
        must("restriction", "限制類型", "text", "限制條件類型"),
        must("licence", "授權內容", "text", "授權方式", "授權條件"),
        must("charging", "計費方式", "text", "計費說明", "收費方式"),
        *same(ON_REQUEST, "charged_by", "window"),
    ),
    key=("asset_id",),
)

COSTS_RETURN = TableSchema(
    "costs_return",
    "建置成本盤點",
    (
        same(COSTS, "asset_id")[0],
        _UNIT,
        *same(COSTS, "title"),
        _answer("building", "建置費（元）", "decimal", "建置成本（元）", "建置或取得成本（元）"),
        *same(COSTS, "upkeep_last", "upkeep_second", "upkeep_third", "reported_on", "remark"),
    ),
    key=("asset_id",),
)

RETURN_TABLES = {
    table.name: table
    for table in (
        PLAN_RETURN,
        CHECKLIST_RETURN,
        REPLIES_RETURN,
        EVALUATION_RETURN,
        PROGRESS_RETURN,
        ASSETS_RETURN,
        ON_REQUEST_RETURN,
        COSTS_RETURN,
    )
}
