"""Tables of what is held for people outside: seminars, the competition, the awards."""

from __future__ import annotations

from reportlib.records.schema import TableSchema, may, must, none_where_blank

EVENTS = TableSchema(
    "events",
    "研討會及說明會",
    (
        must("held_on", "日期", "date", "辦理日期", until="inventory"),
        must("kind", "類別", "text", "活動類別"),  # 研討會, 線上說明會
        must("title", "活動名稱", "text", "名稱", "主題"),
        may("participants", "參加人次", "count", "參加人數", "人數"),
        may("units", "報名單位數", "count", "參加單位數", "單位數"),
        may("viewers", "觀看人次", "count", "觀看人數"),
        may("speakers", "講者及主題", "text", "講者", "演講主題"),
        may("remark", "說明", "text"),
        may("organisers", "主辦單位", "list", "辦理單位", "辦理機關", "主辦機關"),
        may("mode", "辦理方式", "text", "形式", "舉辦方式"),  # 實體, 線上, 實體及線上
        may("speaker_names", "講者姓名", "list", "講師姓名"),
        may("speaker_units", "講者單位", "list", "講師單位", "講者服務單位"),  # of each name, in the same order
    ),
    key=("held_on", "title"),
)

COMPETITION = TableSchema(
    "competition",
    "創意競賽參賽作品",
    (
        must("year", "年度", "count"),
        may("group", "組別", "text"),
        must("entry", "作品名稱", "text", "作品"),
        may("team", "團隊", "text", "團隊名稱", "參賽團隊"),
        may("eligible", "符合資格", "text", "資格審查"),  # 是, 否, blank
        none_where_blank("award", "得獎", "text", "獎項"),  # blank: none
    ),
    key=("year", "entry"),
)

APPLICATIONS = TableSchema(
    "applications",
    "資料開放應用獎參賽作品",
    (
        must("group", "組別", "text"),
        must("agency", "機關", "text", "推薦機關", "提案單位"),
        must("entry", "作品名稱", "text", "作品"),
        may("public_vote", "網路票選分數", "decimal", "民眾票選分數"),
        may("jury", "評審分數", "decimal", "評審委員分數"),
    ),
    key=("group", "entry"),
)

POPULARITY = TableSchema(
    "popularity",
    "人氣獎候選資料集",
    (
        must("dataset_id", "資料集識別碼", "identifier", "資料集編號"),
        must("title", "資料集名稱", "text"),
        must("agency", "提供機關", "text", "機關"),
        may("listed_on", "上架日期", "date"),
        may("mark", "品質檢測", "text", "品質標章"),
        may("views", "瀏覽次數", "count"),
        may("downloads", "下載次數", "count"),
        may("rating", "資料集評分", "decimal", "平均評分"),
        may("answered_comments", "已回應意見數", "count", "回應意見數"),
    ),
    key=("dataset_id",),
)

WINNERS = TableSchema(
    "winners",
    "人氣獎歷年得獎資料集",
    (
        must("year", "年度", "count"),
        must("dataset_id", "資料集識別碼", "identifier", "資料集編號"),
        may("title", "資料集名稱", "text"),
        may("agency", "提供機關", "text", "機關"),
    ),
    key=("year", "dataset_id"),
)
