"""Tables that the portal of open data keeps: what is on it, how it was tested, and what people say and want."""

from __future__ import annotations

from reportlib.records.schema import ORIGIN, Column, TableSchema, may, must

_TOLD_BY = ("dataset_id", "dataset")
_POSTED = ("發表日期", "發表時間", "建議日期", "建議時間", "提出時間")

CATALOGUE = TableSchema(
    "catalogue",
    "資料集清單",
    (
        # Lists of before 2019 have no identifier; where there is one, it is in every row, and once.
        Column("dataset_id", "資料集識別碼", "identifier", ("資料集編號", "識別碼"), blank=False),
        must("title", "資料集名稱", "text", "資料集標題"),
        may("category", "服務分類", "text", "資料集分類"),
        may("mark", "品質檢測", "text", "品質標章", "標章"),
        may("formats", "檔案格式", "list", "資料格式", "提供格式"),
        must("publisher", "提供機關", "agency", "提供機關名稱", "資料提供機關", "機關名稱"),
        may("update_frequency", "更新頻率", "text"),
        # 704 of 35,955 rows of July 2018 have no listing date.
        may("listed_on", "上架日期", "date", "上架日", until="inventory"),
        may("updated_on", "詮釋資料更新時間", "date", "詮釋資料更新日期", "更新時間"),
        may("views", "瀏覽次數", "count", "瀏覽人次", "瀏覽數", "點閱次數"),
        may("downloads", "下載次數", "count", "下載人次", "下載數"),
        may("provided_as", "資料提供屬性", "text"),  # 檔案資料, API服務
        may("licence", "授權方式", "text", "授權條款"),
        may("charging", "計費方式", "text"),  # 免費
        may("rating", "資料集評分", "decimal", "評分", "平均評分"),
    ),
    key=("dataset_id",),
    unused=(
        "資料下載網址",
        "編碼格式",
        "資料集描述",
        "主要欄位說明",
        "相關網址",
        "提供機關聯絡人姓名",
        "提供機關聯絡人電話",
        "備註",
        "資料量",
        "資料集上架方式",
        "資資料集上架方式",  # the latter is so doubled in the portal's export
        *ORIGIN,
    ),
    of_many_bodies=True,
)

QUALITY = TableSchema(
    "quality",
    "品質檢測紀錄",
    (
        must("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        must("tested_on", "檢測日期", "date", "檢測日", "檢測時間", until="quality"),
        must("mark", "品質檢測", "text", "品質標章", "標章", "檢測結果"),
    ),
    key=("dataset_id", "tested_on"),
)

REQUESTS = TableSchema(
    "requests",
    "民間需求回應",
    (
        # The portal's own export (我想要更多) has other names, and cuts its replies into as many cells as there are.
        must("request_id", "編號", "identifier", "需求編號", "案號", "建議編號", "ID"),
        may("topic", "主題", "text", "主題分類"),
        must("title", "標題", "text", "需求標題", "主旨", "建議之標題", "建議標題", "開放建議標題", "開放建議之標題"),
        must("agency", "機關", "agency", "回應機關", "權責機關", "主辦機關", "派發機關", "實際派發機關", "分派機關"),
        Column(
            "outcome",
            "處理情形",
            "text",
            ("回應結果", "處理結果", "回復類型", "回覆類型", "開放情形"),
            required=True,
            blank=False,
            stand_ins=("回復狀態", "回覆狀態"),
        ),
        may("reason", "理由", "text", "原因"),
        may("planned_on", "預計開放日期", "date", "預計提供日期", "預定開放日期", until="ahead"),
        may("received_on", "提出日期", "date", "提出日", "受理日期", "收件日期", *_POSTED, until="requests"),
        may("replied_on", "回復日期", "date", "回覆日期", "回復日", "回覆日", "回復時間", "回覆時間"),
        may("request_gist", "需求摘要", "text", "需求內容", "建議內容", "建議說明", "建議原因"),
        may("came_from", "來源", "text", "提出管道"),
        may("reply_gist", "回復摘要", "text", "回覆摘要", "回復內容", "回覆內容", "回應", "回應內容"),
        may("wanted_dataset", "建議資料集名稱", "text"),
        may("wanted_fields", "建議開放的欄位", "text", "建議開放欄位"),
        # Whole, as the portal shows them; where they are given the gists are not printed.
        may("request_text", "發表內容", "text", "需求全文", "提問全文", "建議全文"),
        may("reply_text", "回復全文", "text", "回覆全文", "回復情形", "回覆情形"),
        may("case_state", "結案狀態", "text"),
        may("answered_by", "回應資料集識別碼", "list", "對應資料集識別碼", "開放資料集識別碼", "回應資料集"),
    ),
    # One row a request and agency; the coded list of 2020 splits some requests to one agency into parts.
    key=("request_id", "agency"),
    key_may_repeat=True,
    unused=(
        "案件",
        "備註",
        "建議派發機關",
        "建議者",
        "瀏覽次數",
        "分派狀態",
        "回復狀態",
        "回覆狀態",
        "回復電子信箱",
        "身份別",
        "產業領域",
        *ORIGIN,
    ),
    ragged_apart=True,
)

FEEDBACK = TableSchema(
    "feedback",
    "民眾意見",
    (
        must("feedback_id", "編號", "identifier", "案號", "ID"),
        # The portal's own list (我有話要說) has neither; the dataset tells the agency (:mod:`reportlib.records.of_datasets`).
        Column(
            "kind", "類別", "text", ("意見類別",), required=True, blank=False, unless=_TOLD_BY
        ),  # 我有話要說, 我想要更多
        Column(
            "agency",
            "機關",
            "agency",
            ("回應機關", "權責機關", "派發機關", "實際派發機關", "分派機關", "提供機關"),
            required=True,
            blank=False,
            unless=_TOLD_BY,
        ),
        may("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼", "資料集ID"),
        may("dataset", "資料集名稱", "text", "資料集", "資料集標題"),
        must("received_on", "提出日期", "date", "提出日", *_POSTED, until="feedback"),
        may("replied_on", "回復日期", "date", "回覆日期", "回復時間", "回覆時間", until="feedback"),
        may("title", "標題", "text", "意見標題", "主旨"),
        may("comment_text", "發表內容", "text", "意見內容", "意見全文"),
        may("reply_text", "回復內容", "text", "回覆內容", "回復全文", "回覆全文", "回應內容"),
    ),
    key=("feedback_id",),
    unused=(
        "備註",
        "瀏覽次數",
        "發表者",
        "建議者",
        "分派狀態",
        "回復狀態",
        "回覆狀態",
        "結案狀態",
        "回復電子信箱",
        *ORIGIN,
    ),
    ragged_apart=True,
)

# What was asked and answered after the first reply, a row a statement; of a request or of a comment.
EXCHANGES = TableSchema(
    "exchanges",
    "民眾再提問及再回復",
    (
        must("case_id", "編號", "identifier", "需求編號", "案號", "ID"),
        must("step", "往返", "text", "往返類別"),  # 再提問, 再回復
        must("said_on", "日期", "date", "發表日期", "發表時間"),
        must("words", "內容", "text", "發表內容", "全文"),
        may("list_name", "意見類別", "text", "類別"),  # 我想要更多, 我有話要說: where both number their cases alike
    ),
    key=("case_id", "said_on", "step"),
    key_may_repeat=True,
)

MINISTRIES = TableSchema(
    "ministries",
    "各部會資料集數",
    (
        must("ministry", "部會", "text", "部會名稱", "機關", "機關名稱", "縣市", "單位"),
        must("datasets", "資料集數", "count", "累計資料集數"),
        must("as_of", "統計日", "date", "統計日期", until="inventory"),
    ),
    key=("ministry", "as_of"),
)
