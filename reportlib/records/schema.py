"""The inputs as data: which columns each table has, how their headers are spelled, and what their cells may hold.

A new spelling of a header is one more alias here. Headers are compared by :func:`spelling`, so spaces, full-width forms and
byte-order marks need no alias. Columns that are not listed stay out of the packet: the portal's export names contact
persons and telephones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlib.text import spelling

State = Literal["received", "late", "errors", "missing", "not_asked"]

# What the packet and its files call them; the packet is always Chinese.
WORDS: dict[State, str] = {
    "received": "已收",
    "late": "逾期送達",
    "errors": "有錯待補正",
    "missing": "未收",
    "not_asked": "未請回報",
}

Kind = Literal["text", "identifier", "count", "decimal", "share", "date", "list", "agency", "link"]
# What the intake adds to every accepted row: where it came from, and what was corrected in it.
ORIGIN = ("來源檔案", "來源工作表", "來源列", "更正")


def label_of(table: str, column: str) -> str:
    """The header of a column of :data:`TABLES` as the packet prints it; an agency's short name goes under the agency's."""
    labels = {one.name: one.label for one in TABLES[table].columns}
    return labels.get(column) or labels[column.removesuffix("_short")]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``kind`` says what a cell becomes: text, identifier and link ``str``, count ``int``, decimal ``Decimal``, share a
    ``Decimal`` that is 1 for 100 %, date ``datetime.date``, list a tuple of ``str``, agency a registered official name. A
    required column must be present; a cell may be left blank only where ``blank`` is set. A count may carry one of
    ``units`` (件) behind it, and ``words`` says what a word in place of a number means in this column (無: 0); elsewhere
    such a cell is refused.
    Where ``blank_says_none`` is set, a blank cell is an answer (no award, not yet opened), also when all are blank.
    """

    name: str
    label: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    blank: bool = True
    units: tuple[str, ...] = ()
    words: tuple[tuple[str, int | None], ...] = ()
    blank_says_none: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        """Every known spelling, the label first; the canonical name is one of them."""
        return (self.label, *self.aliases, self.name)


@dataclass(frozen=True)
class TableSchema:
    """One input table. Two rows may not have the same ``key``; where ``key_may_repeat``, rows that differ otherwise are only listed.

    ``unused`` are headers that such a file is known to have and the packet does not read; any other is named in a notice.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    key_may_repeat: bool = False
    unused: tuple[str, ...] = ("備註", *ORIGIN)

    def by_spelling(self) -> dict[str, Column]:
        return {spelling(header): column for column in self.columns for header in column.headers}


def must(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column that has to be there, with a value in every row."""
    return Column(name, label, kind, aliases, required=True, blank=False)


def may(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column that may be missing, and its cells blank."""
    return Column(name, label, kind, aliases)


def none_where_blank(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column whose blank cells say that there is none."""
    return Column(name, label, kind, aliases, blank_says_none=True)


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
        may("listed_on", "上架日期", "date", "上架日"),
        may("updated_on", "詮釋資料更新時間", "date", "詮釋資料更新日期", "更新時間"),
        may("views", "瀏覽次數", "count", "瀏覽人次", "瀏覽數", "點閱次數"),
        may("downloads", "下載次數", "count", "下載人次", "下載數"),
        may("rating", "資料集評分", "decimal", "評分", "平均評分"),
    ),
    key=("dataset_id",),
    unused=(
        "資料提供屬性",
        "資料下載網址",
        "編碼格式",
        "資料集描述",
        "主要欄位說明",
        "授權方式",
        "相關網址",
        "計費方式",
        "提供機關聯絡人姓名",
        "提供機關聯絡人電話",
        "備註",
        "資料量",
        "資料集上架方式",
        "資資料集上架方式",  # the latter is so doubled in the portal's export
        *ORIGIN,
    ),
)

QUALITY = TableSchema(
    "quality",
    "品質檢測紀錄",
    (
        must("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        must("tested_on", "檢測日期", "date", "檢測日", "檢測時間"),
        must("mark", "品質檢測", "text", "品質標章", "標章", "檢測結果"),
    ),
    key=("dataset_id", "tested_on"),
)

REQUESTS = TableSchema(
    "requests",
    "民間需求回應",
    (
        must("request_id", "編號", "identifier", "需求編號", "案號"),
        may("topic", "主題", "text", "主題分類"),
        must("title", "標題", "text", "需求標題", "主旨"),
        must("agency", "機關", "agency", "回應機關", "權責機關", "主辦機關"),
        must("outcome", "處理情形", "text", "回應結果", "處理結果"),
        may("reason", "理由", "text", "原因"),
        may("received_on", "提出日期", "date", "提出日", "受理日期", "收件日期"),
        may("replied_on", "回復日期", "date", "回覆日期", "回復日", "回覆日"),
        may("request_gist", "需求摘要", "text", "需求內容"),
        may("reply_gist", "回復摘要", "text", "回覆摘要", "回復內容", "回覆內容"),
    ),
    # One row a request and agency; the coded list of 2020 splits some requests to one agency into parts.
    key=("request_id", "agency"),
    key_may_repeat=True,
    unused=("案件", "備註", *ORIGIN),
)

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
        must("certified_on", "驗證通過日期", "date", "驗證日期", "通過日期"),
    ),
    key=("unit", "api"),
)

FEEDBACK = TableSchema(
    "feedback",
    "民眾意見",
    (
        must("feedback_id", "編號", "identifier", "案號"),
        must("kind", "類別", "text", "意見類別"),  # 資料集評論, 我想要更多
        must("agency", "機關", "agency", "回應機關", "權責機關"),
        may("dataset", "資料集名稱", "text", "資料集"),
        must("received_on", "提出日期", "date", "提出日"),
        may("replied_on", "回復日期", "date", "回覆日期"),
    ),
    key=("feedback_id",),
)

MEMBERS = TableSchema(
    "members",
    "委員名單",
    (
        must("seat", "身分", "text", "席次", "類別", "委員別"),
        may("name", "姓名", "text", "委員姓名"),  # blank: the seat is vacant
        may("organisation", "機關團體", "text", "單位", "服務單位", "機關（團體）"),
        may("title", "職稱", "text"),
        none_where_blank("newly_appointed", "新任", "text", "新聘"),
    ),
)

MINISTRIES = TableSchema(
    "ministries",
    "各部會資料集數",
    (
        must("ministry", "部會", "text", "部會名稱", "機關"),
        must("datasets", "資料集數", "count", "累計資料集數"),
        must("as_of", "統計日", "date", "統計日期"),
    ),
    key=("ministry", "as_of"),
)

EVENTS = TableSchema(
    "events",
    "研討會及說明會",
    (
        must("held_on", "日期", "date", "辦理日期"),
        must("kind", "類別", "text", "活動類別"),  # 研討會, 線上說明會
        must("title", "活動名稱", "text", "名稱", "主題"),
        may("participants", "參加人數", "count", "參加人次", "人數"),
        may("units", "參加單位數", "count", "單位數"),
        may("viewers", "觀看人次", "count", "觀看人數"),
    ),
    key=("held_on", "title"),
)

COMPETITION = TableSchema(
    "competition",
    "創意競賽參賽作品",
    (
        must("year", "年度", "count"),
        must("entry", "作品名稱", "text", "作品"),
        may("team", "團隊", "text", "團隊名稱", "參賽團隊"),
        may("eligible", "符合資格", "text", "資格審查"),  # 是, 否, blank
        none_where_blank("award", "得獎", "text", "獎項"),  # blank: none
    ),
    key=("year", "entry"),
)

STANDARDS = TableSchema(
    "standards",
    "領域資料標準",
    (
        must("unit", "單位", "agency", "單位名稱", "機關"),
        must("standard", "資料標準名稱", "text", "標準名稱"),
        must("listed_on", "上架日期", "date", "上架日"),
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
    ),
    key=("unit", "strategy"),
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

RESOLUTIONS = TableSchema(
    "resolutions",
    "歷次會議決議",
    (
        must("meeting", "會議", "identifier", "會議代號"),  # 5-2: the 5th term's 2nd meeting
        must("number", "決議編號", "identifier", "決議", "項次"),  # 一, 二 …
        must("subject", "決議事項", "text", "案由", "事項"),
        may("decision", "決議內容", "text"),
        may("handling", "辦理情形", "text", "執行情形"),
        may("owner", "主辦單位", "text", "主辦機關", "權責單位"),
        may("due_on", "期限", "date", "應完成日期", "到期日"),
        none_where_blank("done_on", "完成日期", "date", "實際完成日期"),
        may("proposal", "列管建議", "text", "建議"),  # 解除列管, 繼續列管
        none_where_blank("released_by", "解除列管會議", "identifier", "解除會議"),  # the meeting that released it
    ),
    key=("meeting", "number"),
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
        must("planned_on", "預計開放日期", "date", "預計上架日期", "預定開放日期"),
        none_where_blank("opened_on", "實際開放日期", "date", "實際上架日期"),
    ),
    key=("plan_id", "agency"),  # each unit numbers its own
)

MILESTONES = TableSchema(
    "milestones",
    "工作期程",
    (
        must("task", "工作項目", "text", "工作", "事項"),
        must("due_on", "期限", "date", "完成期限", "期程"),
        may("owner", "主辦單位", "text", "主辦機關"),
    ),
    key=("task", "due_on"),
)

# Figures of the programme that no record of ours counts: typed in, with date and source.
PROGRAMME = TableSchema(
    "programme",
    "計畫成果數字",
    (
        must("key", "代號", "identifier"),
        must("group", "類別", "text"),
        must("label", "名稱", "text", "指標"),
        must("value", "數值", "decimal"),
        must("unit", "單位", "text"),
        must("as_of", "統計日", "date", "統計日期"),
        must("source", "來源", "text", "資料來源"),
    ),
    key=("key",),
)

# The figures of earlier packets, by their names there: series go on where the records of this meeting do not reach.
HISTORY = TableSchema(
    "history",
    "歷次會議數字",
    (
        must("fact", "數字名稱", "identifier"),
        must("label", "名稱", "text", "指標"),
        must("value", "數值", "decimal"),
        must("unit", "單位", "text"),
        must("as_of", "統計日", "date", "統計日期"),
        must("source", "來源", "text"),
    ),
    key=("fact", "as_of"),
)

# What the intake says of itself (reportlib.returns.board, reportlib.returns.corrections): who has sent what, and what was corrected.
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

TABLES = {
    table.name: table
    for table in (
        CATALOGUE,
        QUALITY,
        REQUESTS,
        FEEDBACK,
        EVALUATION,
        OAS,
        MEMBERS,
        MINISTRIES,
        EVENTS,
        COMPETITION,
        STANDARDS,
        STRATEGIES,
        APPLICATIONS,
        POPULARITY,
        WINNERS,
        RESOLUTIONS,
        PLAN,
        MILESTONES,
        PROGRAMME,
        HISTORY,
        RECEIVED,
        CORRECTIONS,
    )
}


# -- what the units send back ----------------------------------------------------------------------------------------------
# A return belongs to one unit, so the column that names the unit may be missing. No section reads these tables as they are:
# reportlib.returns says which record file each becomes.


def same(table: TableSchema, *names: str) -> tuple[Column, ...]:
    """Columns that a return has just as the record's table has them: a new spelling is one line there."""
    columns = {column.name: column for column in table.columns}
    return tuple(columns[name] for name in names)
