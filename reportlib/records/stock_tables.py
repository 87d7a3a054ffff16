"""Tables of taking stock of data: the three inventories that the units hand over.

No official columns are published. What each has to carry is in the deck (pp. 69 to 71); that it is carried in these columns is ours.
"""

from __future__ import annotations

from reportlib.records.schema import Column, TableSchema, may, must

_AGENCY = ("提供機關", "單位", "機關名稱")

ASSETS = TableSchema(
    "assets",
    "政府資料資產盤點表",
    (
        must("asset_id", "資產編號", "identifier", "盤點編號", "項次", "編號"),
        must("agency", "機關", "agency", *_AGENCY),
        must("title", "資料集名稱", "text", "資料名稱", "資產名稱"),
        must("data_class", "資料類別", "text", "提供方式", "類別", "分類"),  # 開放資料, 依申請提供資料, 不予提供
        may("dataset_id", "資料集識別碼", "identifier", "識別碼"),  # of the portal, where it is open
        may("system", "系統名稱", "text", "資訊系統"),
        may("category", "服務分類", "text"),
        may("formats", "檔案格式", "list", "資料格式"),
        may("update_frequency", "更新頻率", "text", "更新週期"),
        may("reason", "理由", "text", "不開放理由", "說明"),
        may("law", "法規條文", "text", "法律依據", "法規依據", "依據"),
        may("planned_on", "預計開放日期", "date", "預定開放日期", "預定上架日期", until="ahead"),
    ),
    key=("asset_id", "agency"),
)

ON_REQUEST = TableSchema(
    "on_request",
    "依申請提供資料盤點清單",
    (
        must("asset_id", "資產編號", "identifier", "盤點編號", "項次", "編號"),
        must("agency", "機關", "agency", *_AGENCY),
        must("title", "資料集名稱", "text", "資料名稱"),
        may("restriction", "限制類型", "text", "限制條件類型"),  # 有償提供, 保留撤回權, 其他限制條件
        may("licence", "授權內容", "text", "授權方式", "授權條件"),
        may("charging", "計費方式", "text", "計費說明", "收費方式"),
        may("charged_by", "收費依據", "text", "收費法規", "計費依據"),
        may("window", "申請窗口", "text", "申請方式"),
    ),
    key=("asset_id", "agency"),
)


def _money(name: str, label: str, *aliases: str) -> Column:
    """A sum of money in 元, blank where it is not known: a header that does not say so, or says another unit, is not taken for one."""
    return Column(name, label, "decimal", aliases, required=True)


COSTS = TableSchema(
    "costs",
    "政府資料開放建置成本盤點表",
    (
        must("asset_id", "資產編號", "identifier", "盤點編號", "項次", "編號"),
        must("agency", "機關", "agency", *_AGENCY),
        must("title", "資料集名稱", "text", "資料名稱"),
        _money("building", "建置費（元）", "建置成本（元）", "建置或取得成本（元）"),
        _money("upkeep_last", "前一年維護費（元）", "近一年維護費（元）", "前1年維護費（元）"),
        # 近二年 and 近三年維護費 may be the sums of two and three years (the deck's p. 70 means the sum), so they name no year here.
        _money("upkeep_second", "前二年維護費（元）", "前2年維護費（元）"),
        _money("upkeep_third", "前三年維護費（元）", "前3年維護費（元）"),
        may("reported_on", "提報行政院日期", "date", "提報日期"),
        may("remark", "說明", "text"),
    ),
    key=("asset_id", "agency"),
)
