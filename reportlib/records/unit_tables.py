"""Tables of what the units do: their evaluation, their interfaces, standards, strategies, and what they plan to open."""

from __future__ import annotations

from reportlib.records.schema import TableSchema, may, must, none_where_blank

EVALUATION = TableSchema(
    "evaluation",
    "單位回報",
    (
        must("unit", "單位", "agency", "單位名稱", "機關", "機關名稱"),
        may("sampled", "抽檢資料集數", "count"),
        may("sample_passed", "抽檢合格數", "count", "抽檢合格資料集數"),
        may("tasks_due", "應辦工作項數", "count"),
        may("tasks_on_time", "如期完成項數", "count"),
        may("data_standards", "業務領域資料標準上架數", "count"),
        may("award_entries", "參加資料開放應用獎件數", "count"),
        may("themed_datasets", "主題式策略資料集數", "count"),
        may("promotion_events", "自行辦理推廣活動場次", "count", "自行辦理推廣活動數量"),
        may("demand_datasets", "因應政策或需求開放資料集數", "count"),
    ),
    key=("unit",),
)

OAS = TableSchema(
    "oas",
    "OAS 驗證",
    (
        must("unit", "單位", "agency", "單位名稱", "機關", "機關名稱"),
        must("api", "API名稱", "text"),
        must("certified_on", "驗證通過日期", "date", "驗證日期", "通過日期", until="oas"),
    ),
    key=("unit", "api"),
)

STANDARDS = TableSchema(
    "standards",
    "領域資料標準",
    (
        must("unit", "單位", "agency", "單位名稱", "機關"),
        must("standard", "資料標準名稱", "text", "標準名稱"),
        may("state", "狀態", "text", "辦理狀態"),  # 草案, 已送審, 已上架; without it, a day of listing says 已上架
        may("state_on", "狀態日期", "text", "日期"),  # a day, or a month where no more is known: 109-10
        may("listed_on", "上架日期", "date", "上架日", until="inventory"),
        may("source", "來源", "text", "依據"),
    ),
    key=("unit", "standard"),
)

STRATEGIES = TableSchema(
    "strategies",
    "主題式開放資料推動策略",
    (
        must("unit", "單位", "agency", "單位名稱", "機關"),
        must("strategy", "策略名稱", "text", "主題式策略", "策略"),
        may("meaning", "策略意涵", "text", "意涵", "說明"),
        may("revised_on", "修訂日期", "date", "修正日期"),
        may("revision", "修訂說明", "text"),  # why, and what is revised with it
    ),
    key=("unit", "strategy"),
)

# A row a dataset of a theme; a theme without datasets yet is a row without one.
THEMES = TableSchema(
    "themes",
    "主題式開放資料登記",
    (
        must("unit", "單位", "agency", "單位名稱", "機關", "機關名稱", "提供機關"),
        must("theme", "主題", "text", "主題名稱", "主題式策略", "推動策略", "策略名稱"),
        may("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        may("title", "資料集名稱", "text", "資料集標題"),
        may("service", "服務名稱", "text", "主題式服務", "主題式開放資料服務", "服務"),
        may("service_url", "服務網址", "link", "網址"),
    ),
    key=("unit", "theme", "dataset_id"),
    key_may_repeat=True,
)

SAMPLES = TableSchema(
    "samples",
    "資料集品質抽檢紀錄",
    (
        must("unit", "單位", "agency", "單位名稱", "機關", "機關名稱", "提供機關"),
        must("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        may("title", "資料集名稱", "text", "資料集標題"),
        must("sampled_on", "抽檢日期", "date", "抽檢日"),
        must("result", "抽檢結果", "text", "結果"),  # 合格, 不合格
        may("reason", "不合格原因", "text", "原因", "說明"),
    ),
    key=("dataset_id", "sampled_on"),
)

# The checklists of earlier quarters and of this one, a row a dataset and quarter; what is checked is ours (the rulebook).
CHECKLIST = TableSchema(
    "checklist",
    "每季已開放資料集檢核",
    (
        must("quarter", "季別", "text", "季"),  # 109年第3季
        must("publisher", "提供機關", "agency", "提供機關名稱", "機關", "機關名稱", "單位"),
        must("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        may("title", "資料集名稱", "text", "資料集標題"),
        must("link_works", "連結可下載", "text", "連結有效", "可下載"),
        must("updated_in_time", "依頻率更新", "text", "如期更新"),
        may("remark", "說明", "text", "說明事項", "檢核說明"),
        may("returned_on", "提送日期", "date", "提送日", "收件日期"),
    ),
    key=("quarter", "dataset_id"),
)

PLAN = TableSchema(
    "plan",
    "預計開放資料集",
    (
        must("plan_id", "編號", "identifier", "項次", "序號"),
        must("agency", "機關", "agency", "提供機關", "單位"),
        must("title", "資料集名稱", "text", "資料集標題"),
        may("category", "服務分類", "text"),
        may("formats", "檔案格式", "list"),
        may("update_frequency", "更新頻率", "text"),
        must("planned_on", "預計開放日期", "date", "預計上架日期", "預定開放日期", until="ahead"),
        none_where_blank("opened_on", "實際開放日期", "date", "實際上架日期", until="inventory"),
    ),
    key=("plan_id", "agency"),  # each unit numbers its own
)
