"""The inputs as data: which columns each table has, how their headers are spelled, and what their cells may hold.

A new spelling of a header is one more alias here. Headers are compared by :func:`spelling`, so spaces, full-width forms and
byte-order marks need no alias. Columns that are not listed stay out of the packet: the portal's export names contact
persons and telephones.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "identifier", "count", "decimal", "share", "date", "list", "agency", "link"]

# Around and inside what people type: zero-width characters and marks that str.strip() leaves.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# What the intake adds to every accepted row: where it came from, and what was corrected in it.
ORIGIN = ("來源檔案", "來源工作表", "來源列", "更正")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NO_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
# Most texts have none of these, and looking for one is much faster than translating character by character.
_FULL_WIDTH, _INVISIBLE = re.compile("[\uff01-\uff5e\u3000]"), re.compile(f"[{INVISIBLE}]")


def half_width(text: str) -> str:
    """Full-width Latin letters, digits and signs as half-width ones; nothing else (① and ² are no digits)."""
    return text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text


def label_of(table: str, column: str) -> str:
    """The header of a column of :data:`TABLES` as the packet prints it; an agency's short name goes under the agency's."""
    labels = {one.name: one.label for one in TABLES[table].columns}
    return labels.get(column) or labels[column.removesuffix("_short")]


@functools.lru_cache(maxsize=1 << 16)  # headers, words and numbers come again and again
def spelling(text: str) -> str:
    """The form in which headers and names are compared: half-width, without any space, in one case."""
    text = half_width(text)
    return "".join((text.translate(_NO_INVISIBLE) if _INVISIBLE.search(text) else text).split()).casefold()


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
class Table:
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


def _must(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column that has to be there, with a value in every row."""
    return Column(name, label, kind, aliases, required=True, blank=False)


def _may(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column that may be missing, and its cells blank."""
    return Column(name, label, kind, aliases)


def _none_where_blank(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column whose blank cells say that there is none."""
    return Column(name, label, kind, aliases, blank_says_none=True)


CATALOGUE = Table(
    "catalogue",
    "資料集清單",
    (
        # Lists of before 2019 have no identifier; where there is one, it is in every row, and once.
        Column("dataset_id", "資料集識別碼", "identifier", ("資料集編號", "識別碼"), blank=False),
        _must("title", "資料集名稱", "text", "資料集標題"),
        _may("category", "服務分類", "text", "資料集分類"),
        _may("mark", "品質檢測", "text", "品質標章", "標章"),
        _may("formats", "檔案格式", "list", "資料格式", "提供格式"),
        _must("publisher", "提供機關", "agency", "提供機關名稱", "資料提供機關", "機關名稱"),
        _may("update_frequency", "更新頻率", "text"),
        # 704 of 35,955 rows of July 2018 have no listing date.
        _may("listed_on", "上架日期", "date", "上架日"),
        _may("updated_on", "詮釋資料更新時間", "date", "詮釋資料更新日期", "更新時間"),
        _may("views", "瀏覽次數", "count", "瀏覽人次", "瀏覽數", "點閱次數"),
        _may("downloads", "下載次數", "count", "下載人次", "下載數"),
        _may("rating", "資料集評分", "decimal", "評分", "平均評分"),
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

QUALITY = Table(
    "quality",
    "品質檢測紀錄",
    (
        _must("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        _must("tested_on", "檢測日期", "date", "檢測日", "檢測時間"),
        _must("mark", "品質檢測", "text", "品質標章", "標章", "檢測結果"),
    ),
    key=("dataset_id", "tested_on"),
)

REQUESTS = Table(
    "requests",
    "民間需求回應",
    (
        _must("request_id", "編號", "identifier", "需求編號", "案號"),
        _may("topic", "主題", "text", "主題分類"),
        _must("title", "標題", "text", "需求標題", "主旨"),
        _must("agency", "機關", "agency", "回應機關", "權責機關", "主辦機關"),
        _must("outcome", "處理情形", "text", "回應結果", "處理結果"),
        _may("reason", "理由", "text", "原因"),
        _may("received_on", "提出日期", "date", "提出日", "受理日期", "收件日期"),
        _may("replied_on", "回復日期", "date", "回覆日期", "回復日", "回覆日"),
        _may("request_gist", "需求摘要", "text", "需求內容"),
        _may("reply_gist", "回復摘要", "text", "回覆摘要", "回復內容", "回覆內容"),
    ),
    # One row a request and agency; the coded list of 2020 splits some requests to one agency into parts.
    key=("request_id", "agency"),
    key_may_repeat=True,
    unused=("案件", "備註", *ORIGIN),
)

EVALUATION = Table(
    "evaluation",
    "單位回報",
    (
        _must("unit", "單位", "agency", "單位名稱", "機關", "機關名稱"),
        _may("sampled", "抽檢資料集數", "count"),
        _may("sample_passed", "抽檢合格數", "count", "抽檢合格資料集數"),
        _may("tasks_due", "應辦工作項數", "count"),
        _may("tasks_on_time", "如期完成項數", "count"),
        _may("data_standards", "業務領域資料標準上架數", "count"),
        _may("award_entries", "參加資料開放應用獎件數", "count"),
        _may("themed_datasets", "主題式策略資料集數", "count"),
        _may("promotion_events", "自行辦理推廣活動場次", "count", "自行辦理推廣活動數量"),
        _may("demand_datasets", "因應政策或需求開放資料集數", "count"),
    ),
    key=("unit",),
)

OAS = Table(
    "oas",
    "OAS 驗證",
    (
        _must("unit", "單位", "agency", "單位名稱", "機關", "機關名稱"),
        _must("api", "API名稱", "text"),
        _must("certified_on", "驗證通過日期", "date", "驗證日期", "通過日期"),
    ),
    key=("unit", "api"),
)

FEEDBACK = Table(
    "feedback",
    "民眾意見",
    (
        _must("feedback_id", "編號", "identifier", "案號"),
        _must("kind", "類別", "text", "意見類別"),  # 資料集評論, 我想要更多
        _must("agency", "機關", "agency", "回應機關", "權責機關"),
        _may("dataset", "資料集名稱", "text", "資料集"),
        _must("received_on", "提出日期", "date", "提出日"),
        _may("replied_on", "回復日期", "date", "回覆日期"),
    ),
    key=("feedback_id",),
)

MEMBERS = Table(
    "members",
    "委員名單",
    (
        _must("seat", "身分", "text", "席次", "類別", "委員別"),
        _may("name", "姓名", "text", "委員姓名"),  # blank: the seat is vacant
        _may("organisation", "機關團體", "text", "單位", "服務單位", "機關（團體）"),
        _may("title", "職稱", "text"),
        _none_where_blank("newly_appointed", "新任", "text", "新聘"),
    ),
)

MINISTRIES = Table(
    "ministries",
    "各部會資料集數",
    (
        _must("ministry", "部會", "text", "部會名稱", "機關"),
        _must("datasets", "資料集數", "count", "累計資料集數"),
        _must("as_of", "統計日", "date", "統計日期"),
    ),
    key=("ministry", "as_of"),
)

EVENTS = Table(
    "events",
    "研討會及說明會",
    (
        _must("held_on", "日期", "date", "辦理日期"),
        _must("kind", "類別", "text", "活動類別"),  # 研討會, 線上說明會
        _must("title", "活動名稱", "text", "名稱", "主題"),
        _may("participants", "參加人數", "count", "參加人次", "人數"),
        _may("units", "參加單位數", "count", "單位數"),
        _may("viewers", "觀看人次", "count", "觀看人數"),
    ),
    key=("held_on", "title"),
)

COMPETITION = Table(
    "competition",
    "創意競賽參賽作品",
    (
        _must("year", "年度", "count"),
        _must("entry", "作品名稱", "text", "作品"),
        _may("team", "團隊", "text", "團隊名稱", "參賽團隊"),
        _may("eligible", "符合資格", "text", "資格審查"),  # 是, 否, blank
        _none_where_blank("award", "得獎", "text", "獎項"),  # blank: none
    ),
    key=("year", "entry"),
)

STANDARDS = Table(
    "standards",
    "領域資料標準",
    (
        _must("unit", "單位", "agency", "單位名稱", "機關"),
        _must("standard", "資料標準名稱", "text", "標準名稱"),
        _must("listed_on", "上架日期", "date", "上架日"),
    ),
    key=("unit", "standard"),
)

STRATEGIES = Table(
    "strategies",
    "主題式開放資料推動策略",
    (
        _must("unit", "單位", "agency", "單位名稱", "機關"),
        _must("strategy", "策略名稱", "text", "主題式策略", "策略"),
        _may("meaning", "策略意涵", "text", "意涵", "說明"),
        _may("revised_on", "修訂日期", "date", "修正日期"),
    ),
    key=("unit", "strategy"),
)

APPLICATIONS = Table(
    "applications",
    "資料開放應用獎參賽作品",
    (
        _must("group", "組別", "text"),
        _must("agency", "機關", "text", "推薦機關", "提案單位"),
        _must("entry", "作品名稱", "text", "作品"),
        _may("public_vote", "網路票選分數", "decimal", "民眾票選分數"),
        _may("jury", "評審分數", "decimal", "評審委員分數"),
    ),
    key=("group", "entry"),
)

POPULARITY = Table(
    "popularity",
    "人氣獎候選資料集",
    (
        _must("dataset_id", "資料集識別碼", "identifier", "資料集編號"),
        _must("title", "資料集名稱", "text"),
        _must("agency", "提供機關", "text", "機關"),
        _may("listed_on", "上架日期", "date"),
        _may("mark", "品質檢測", "text", "品質標章"),
        _may("views", "瀏覽次數", "count"),
        _may("downloads", "下載次數", "count"),
        _may("rating", "資料集評分", "decimal", "平均評分"),
        _may("answered_comments", "已回應意見數", "count", "回應意見數"),
    ),
    key=("dataset_id",),
)

WINNERS = Table(
    "winners",
    "人氣獎歷年得獎資料集",
    (
        _must("year", "年度", "count"),
        _must("dataset_id", "資料集識別碼", "identifier", "資料集編號"),
        _may("title", "資料集名稱", "text"),
        _may("agency", "提供機關", "text", "機關"),
    ),
    key=("year", "dataset_id"),
)

RESOLUTIONS = Table(
    "resolutions",
    "歷次會議決議",
    (
        _must("meeting", "會議", "identifier", "會議代號"),  # 5-2: the 5th term's 2nd meeting
        _must("number", "決議編號", "identifier", "決議", "項次"),  # 一, 二 …
        _must("subject", "決議事項", "text", "案由", "事項"),
        _may("decision", "決議內容", "text"),
        _may("handling", "辦理情形", "text", "執行情形"),
        _may("owner", "主辦單位", "text", "主辦機關", "權責單位"),
        _may("due_on", "期限", "date", "應完成日期", "到期日"),
        _none_where_blank("done_on", "完成日期", "date", "實際完成日期"),
        _may("proposal", "列管建議", "text", "建議"),  # 解除列管, 繼續列管
        _none_where_blank("released_by", "解除列管會議", "identifier", "解除會議"),  # the meeting that released it
    ),
    key=("meeting", "number"),
)

PLAN = Table(
    "plan",
    "預計開放資料集",
    (
        _must("plan_id", "編號", "identifier", "項次", "序號"),
        _must("agency", "機關", "agency", "提供機關", "單位"),
        _must("title", "資料集名稱", "text", "資料集標題"),
        _may("category", "服務分類", "text"),
        _may("formats", "檔案格式", "list"),
        _may("update_frequency", "更新頻率", "text"),
        _must("planned_on", "預計開放日期", "date", "預計上架日期", "預定開放日期"),
        _none_where_blank("opened_on", "實際開放日期", "date", "實際上架日期"),
    ),
    key=("plan_id", "agency"),  # each unit numbers its own
)

MILESTONES = Table(
    "milestones",
    "工作期程",
    (
        _must("task", "工作項目", "text", "工作", "事項"),
        _must("due_on", "期限", "date", "完成期限", "期程"),
        _may("owner", "主辦單位", "text", "主辦機關"),
    ),
    key=("task", "due_on"),
)

# Figures of the programme that no record of ours counts: typed in, with date and source.
PROGRAMME = Table(
    "programme",
    "計畫成果數字",
    (
        _must("key", "代號", "identifier"),
        _must("group", "類別", "text"),
        _must("label", "名稱", "text", "指標"),
        _must("value", "數值", "decimal"),
        _must("unit", "單位", "text"),
        _must("as_of", "統計日", "date", "統計日期"),
        _must("source", "來源", "text", "資料來源"),
    ),
    key=("key",),
)

# The figures of earlier packets, by their names there: series go on where the records of this meeting do not reach.
HISTORY = Table(
    "history",
    "歷次會議數字",
    (
        _must("fact", "數字名稱", "identifier"),
        _must("label", "名稱", "text", "指標"),
        _must("value", "數值", "decimal"),
        _must("unit", "單位", "text"),
        _must("as_of", "統計日", "date", "統計日期"),
        _must("source", "來源", "text"),
    ),
    key=("fact", "as_of"),
)

# What the intake says of itself (reportlib.board, reportlib.corrections): who has sent what, and what was corrected.
RECEIVED = Table(
    "received",
    "收件情形",
    (
        _must("unit", "單位", "agency"),
        _must("table", "回報表", "identifier"),
        _must("label", "回報表名稱", "text"),
        _must("state", "收件情形", "text"),
        _may("file", "檔案", "text"),
        _may("version", "版本", "text"),
        _may("received_on", "收件日期", "date"),
        _may("late", "逾期", "text"),  # 是, blank
        _may("rows", "採計列數", "count"),
        _may("set_aside", "待確認列數", "count"),
        _may("errors", "錯誤", "count"),
        _may("warnings", "提醒", "count"),
        _may("note", "說明", "text"),
    ),
    key=("unit", "table"),
)

CORRECTIONS = Table(
    "corrections",
    "更正紀錄",
    (
        _must("file", "檔案", "text"),
        _may("sheet", "工作表", "text"),
        _must("row", "列", "count"),
        _must("column", "欄", "text"),
        _may("old", "原值", "text"),
        _may("new", "更正為", "text"),
        _must("reason", "理由", "text"),
        _must("who", "更正人", "text"),
        _must("corrected_on", "更正日期", "date"),
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


def _same(table: Table, *names: str) -> tuple[Column, ...]:
    """Columns that a return has just as the record's table has them: a new spelling is one line there."""
    columns = {column.name: column for column in table.columns}
    return tuple(columns[name] for name in names)


def _answer(name: str, label: str, kind: Kind, *aliases: str) -> Column:
    """A column that has to be there; its cells may be blank, which says "not reported"."""
    return Column(name, label, kind, aliases, required=True)


PLAN_RETURN = Table(
    "plan_return",
    "預計開放資料集",
    (
        _must("plan_id", "編號", "identifier", "項次", "序號"),
        _may("agency", "機關", "agency", "提供機關", "單位", "機關名稱"),
        _must("title", "資料集名稱", "text", "資料集標題"),
        _may("category", "服務分類", "text", "資料集分類", "分類"),
        _may("formats", "檔案格式", "list", "資料格式", "提供格式"),
        _may("update_frequency", "更新頻率", "text", "更新週期"),
        _must("planned_on", "預計開放日期", "date", "預計上架日期", "預計開放日", "預定開放日期"),
        _none_where_blank("opened_on", "實際開放日期", "date", "實際上架日期", "實際開放日"),
    ),
    key=("plan_id",),
)

CHECKLIST_RETURN = Table(
    "checklist_return",
    "已開放資料集檢核表",
    (
        _must("dataset_id", "資料集識別碼", "identifier", "資料集編號", "識別碼"),
        _may("publisher", "提供機關", "agency", "提供機關名稱", "機關", "機關名稱", "單位"),
        _must("title", "資料集名稱", "text", "資料集標題"),
        _may("category", "服務分類", "text", "資料集分類", "分類"),
        _may("formats", "檔案格式", "list", "資料格式", "提供格式"),
        _may("update_frequency", "更新頻率", "text", "更新週期"),
        _may("listed_on", "上架日期", "date", "上架日"),
        _must("link_works", "連結可下載", "text", "連結有效", "可下載"),
        _must("updated_in_time", "依頻率更新", "text", "如期更新"),
        _may("remark", "說明", "text", "說明事項", "檢核說明"),
    ),
    key=("dataset_id",),
)

REPLIES_RETURN = Table(
    "replies_return",
    "民間需求回復",
    (
        *_same(REQUESTS, "request_id"),
        _may("agency", "機關", "agency", "回應機關", "權責機關", "主辦機關"),
        *_same(REQUESTS, "topic", "title", "request_gist", "received_on", "outcome", "reason"),
        _may("planned_on", "預計開放日期", "date", "預計提供日期", "預定開放日期"),
        *_same(REQUESTS, "replied_on", "reply_gist"),
    ),
    key=("request_id",),
    unused=("案件", "備註", *ORIGIN),
)

EVALUATION_RETURN = Table(
    "evaluation_return",
    "績效考核回報",
    (
        _may("unit", "單位", "agency", "單位名稱", "機關", "機關名稱"),
        _answer("sampled", "抽檢資料集數", "count"),
        _answer("sample_passed", "抽檢合格數", "count", "抽檢合格資料集數"),
        _answer("tasks_due", "應辦工作項數", "count"),
        _answer("tasks_on_time", "如期完成項數", "count"),
        *_same(EVALUATION, "data_standards", "award_entries", "themed_datasets", "promotion_events", "demand_datasets"),
    ),
    key=("unit",),
)

PROGRESS_RETURN = Table(
    "progress_return",
    "決議辦理情形",
    (
        _may("unit", "單位", "agency", "單位名稱", "機關", "機關名稱", "填報單位"),
        *_same(RESOLUTIONS, "meeting", "number", "subject", "decision", "owner", "due_on"),
        _must("handling", "辦理情形", "text", "執行情形"),
        *_same(RESOLUTIONS, "done_on", "proposal"),
    ),
    key=("meeting", "number"),
)

RETURN_TABLES = {
    table.name: table for table in (PLAN_RETURN, CHECKLIST_RETURN, REPLIES_RETURN, EVALUATION_RETURN, PROGRESS_RETURN)
}
