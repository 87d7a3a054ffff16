"""Tables of the meeting itself: its members, resolutions and work ahead, and figures that are typed in or come from earlier packets."""

from __future__ import annotations

from reportlib.records.schema import TableSchema, may, must, none_where_blank

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

RESOLUTIONS = TableSchema(
    "resolutions",
    "歷次會議決議",
    (
        must("meeting", "會議", "identifier", "會議代號"),  # 5-2: the 5th term's 2nd meeting
        must(
            "number", "決議編號", "identifier", "決議", "項次"
        ),  # 一, 二 …; 四（一）, 四（二） where it has several items
        may("title", "決議名稱", "text"),  # of the whole resolution, the same for each of its items
        must("subject", "決議事項", "text", "案由", "事項"),
        may("decision", "決議內容", "text"),
        may("handling", "辦理情形", "text", "執行情形"),
        may("owner", "主辦單位", "text", "主辦機關", "權責單位"),
        may("due_on", "期限", "date", "應完成日期", "到期日", until="ahead"),
        may("due_said", "期限說明", "text"),  # where it is no day: 各單位期限
        none_where_blank("done_on", "完成日期", "date", "實際完成日期", until="follow_up"),
        may("done_said", "完成說明", "text"),  # where the day is not told: 如期
        may("state", "辦理狀態", "text", "狀態"),  # 完成, 持續, 未完成; else told by the two days
        may("proposal", "列管建議", "text", "建議"),  # 解除列管, 繼續列管
        may(
            "proposal_said", "列管建議說明", "text"
        ),  # where not all owners have proposed yet: 3 個單位建議解除列管，尚缺 29 個單位
        none_where_blank("released_by", "解除列管會議", "identifier", "解除會議"),  # the meeting that released it
        may("held_on", "會議日期", "date"),  # of the meeting that resolved
    ),
    key=("meeting", "number"),
)

MILESTONES = TableSchema(
    "milestones",
    "工作期程",
    (
        must("task", "工作項目", "text", "工作", "事項"),
        must("due_on", "期限", "date", "完成期限", "期程", until="ahead"),
        may("owner", "主辦單位", "text", "主辦機關"),
        # What shows of a unit that it has done it: a return of this meeting, or the checklist of a quarter.
        may("proof", "憑據", "text", "完成憑據", "回報表"),
        none_where_blank("done_on", "完成日期", "date", "實際完成日期"),  # of work that one unit does
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
        may("period", "統計期間", "text"),
        must("source", "來源", "text", "資料來源"),
        may("detail", "說明", "text", "內容"),
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
