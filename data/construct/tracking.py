"""What the group follows up: earlier resolutions, planned openings, milestones."""

import random
from collections.abc import Iterable, Sequence
from datetime import date

from catalogue import Record
from meetings import LABEL, MOEA_5_2, MOEA_6_1, PRINTED, Meeting, generator, last_of_month, roc, weighted

RESOLUTIONS_HEADER = (
    "會議",
    "會議日期",
    "決議編號",
    "決議名稱",
    "決議事項",
    "決議內容",
    "辦理情形",
    "主辦單位",
    "期限",
    "期限說明",
    "完成日期",
    "完成說明",
    "辦理狀態",
    "列管建議",
    "解除列管會議",
    "備註",
)
PLAN_HEADER = ("編號", "機關", "資料集名稱", "服務分類", "檔案格式", "更新頻率", "預計開放日期", "實際開放日期", "備註")
MILESTONES_HEADER = ("工作項目", "期限", "主辦單位", "備註")

HELD_5_2 = date(2020, 6, 30)  # the deck, pages 47 to 52
EVERY_UNIT = "本部幕僚單位及所屬機關(構)"
RELEASE = "建議解除列管"
# The resolutions of 5-2 as the deck of 6-1 tells them (歷次會議結論追蹤報告), each item with its own days: number, title,
# what was decided and what was done in our own words, owner, due, done, what is told instead of a day, state. 一 is not there;
# everything about 5-1 and before is invented.
OF_5_2 = (
    (
        "二",
        "109 年上半年預計開放資料",
        "附件 2 所列資料集同意開放，機關依程序登載後，由資訊中心審核發布",
        "上半年清單 76 項已如期登載及發布",
        EVERY_UNIT,
        None,
        None,
        "",
        "如期",
        "完成",
    ),
    (
        "三",
        "民間需求之回應",
        "依各單位原作法辦理；民眾再有需求時，參酌委員意見調整，明確回應所提需求",
        "後續的回應將配合決議辦理",
        EVERY_UNIT,
        None,
        None,
        "",
        "",
        "持續",
    ),
    (
        "四（一）",
        "資料集品質提升",
        "新上架者符合資料標準的格式，以白金標章為目標，API 通過 OAS 驗證",
        "新上架的資料集已配合會議決議辦理",
        EVERY_UNIT,
        None,
        None,
        "",
        "已配合辦理",
        "完成",
    ),
    (
        "四（二）",
        "資料集品質提升",
        "已上架者按各單位規劃的時程調整格式；API 最遲 11 月 30 日取得 OAS 驗證",
        "已上架的資料集已配合會議決議辦理",
        EVERY_UNIT,
        date(2020, 11, 30),
        None,
        "",
        "已配合辦理",
        "",
    ),
    (
        "四（三）",
        "資料集品質提升",
        "資料集在 7 月 31 日全數為金標章；已達白金標章者，品質不降",
        "已如期如質完成",
        EVERY_UNIT,
        date(2020, 7, 31),
        None,
        "",
        "如期",
        "完成",
    ),
    (
        "五（一）",
        "補助計畫盤點",
        "7 月 31 日前依當次附件 3 提報；對象為公司、企業、社會團體、人民團體、財團法人、縣市政府及個人。"
        "盤點所有補助計畫，不限「產業創新條例」；委外招標案不列入；民生補助（原住民瓦斯費、公益、敦親睦鄰等）得不列入",
        "已如期完成盤點提報",
        EVERY_UNIT,
        date(2020, 7, 31),
        None,
        "",
        "如期",
        "完成",
    ),
    (
        "五（二）",
        "補助計畫盤點",
        "依各單位提報的期限，完成立委要求格式的補助資料集上架或更新；欄位依當次附件 4",
        "後續依決議辦理上架或更新",
        EVERY_UNIT,
        None,
        None,
        "各單位期限",
        "",
        "未完成",
    ),
    (
        "六（一）",
        "109 年 7 月至 11 月工作重點",
        "辦理資料開放推動應用研討會",
        "已於 7 月 24 日辦理",
        EVERY_UNIT,
        date(2020, 7, 30),
        date(2020, 7, 24),
        "",
        "",
        "",
    ),
    (
        "六（二）",
        "109 年 7 月至 11 月工作重點",
        "提報 109 年下半年開放資料集",
        "已於 9 月 15 日提報",
        EVERY_UNIT,
        date(2020, 9, 15),
        date(2020, 9, 15),
        "",
        "",
        "",
    ),
    (
        "六（三）",
        "109 年 7 月至 11 月工作重點",
        "提送 109 年第 3 季已開放資料集檢核表",
        "各單位已於 9 月 15 日提送",
        EVERY_UNIT,
        date(2020, 9, 15),
        date(2020, 9, 15),
        "",
        "",
        "",
    ),
    (
        "六（四）",
        "109 年 7 月至 11 月工作重點",
        "召開諮詢小組會議",
        "於會議當日召開，晚於本表的截至日",
        EVERY_UNIT,
        date(2020, 11, 30),
        None,
        "",
        "會議當日",
        "完成",
    ),
    (
        "六（五）",
        "109 年 7 月至 11 月工作重點",
        "登載及發布 109 年下半年資料集",
        "將於 11 月 30 日完成",
        EVERY_UNIT,
        date(2020, 11, 30),
        None,
        "",
        "",
        "",
    ),
    (
        "七",
        "下次會議專題報告",
        "請台電公司參加總統盃黑客松而入選的 4 隊選派代表分享經驗",
        "於會議當日完成分享",
        "台電公司",
        None,
        None,
        "本次會議",
        "會議當日",
        "完成",
    ),
)
OF_5_1 = (
    (
        "一",
        "重建決議：108年下半年預計開放資料集登載發布",
        "清單各項完成登載發布",
        EVERY_UNIT,
        date(2019, 12, 31),
        date(2019, 12, 31),
    ),
    ("二", "重建決議：未達金標章資料集限期改善", "已全數取得金標章", EVERY_UNIT, date(2020, 5, 31), date(2020, 5, 29)),
    ("三", "重建決議：受理民間需求後回復各提案人", "配合辦理", EVERY_UNIT, None, None),
    ("四", "重建決議：辦理線上說明會", "3月27日辦理完成", "資訊中心", date(2020, 3, 31), date(2020, 3, 27)),
    (
        "五",
        "重建決議：檢討主題式開放資料推動策略",
        "多數單位完成檢討，其餘於7月31日完成",
        EVERY_UNIT,
        date(2020, 7, 31),
        None,
    ),
)
OF_4_2 = (
    (
        "一",
        "重建決議：108年上半年預計開放資料集登載發布",
        "清單各項完成登載發布",
        EVERY_UNIT,
        date(2019, 6, 28),
        date(2019, 6, 28),
    ),
    ("二", "重建決議：辦理資料開放研討會", "9月辦理完成", "資訊中心", date(2019, 9, 30), date(2019, 9, 10)),
)

# meeting.yml, inventory: 76 opened in the first half of 109. planned_by_agency: 92 planned for the second half.
SECOND_HALF_108 = (date(2019, 7, 1), date(2019, 12, 31))
FIRST_HALF_109 = (date(2020, 1, 1), date(2020, 6, 30))
SECOND_HALF_109 = (date(2020, 7, 1), date(2020, 10, 31))
PLANNED_SECOND_HALF = {
    "經濟部商業司": 8,
    "經濟部技術處": 2,
    "經濟部投資業務處": 2,
    "經濟部統計處": 2,
    "經濟部水利署": 42,
    "經濟部國際貿易局": 2,
    "經濟部標檢局": 5,
    "經濟部能源局": 3,
    "經濟部礦務局": 3,
    "經濟部中小企業處": 4,
    "經濟部國營事業委員會": 1,
    "經濟部貿易調查委員會": 4,
    "經濟部中央地質調查所": 8,
    "台灣中油股份有限公司": 2,
    "台灣自來水公司": 1,
    "台灣糖業公司": 3,
}
# Printed names that differ from the register's.
REGISTERED = {
    "經濟部標檢局": "經濟部標準檢驗局",
    "台灣自來水公司": "台灣自來水股份有限公司",
    "台灣糖業公司": "台灣糖業股份有限公司",
}
DUE_ON_THE_DAY = ("經濟部標檢局", 1)  # due on the very day of statistics, and not open
LAST_PLANNED_DAY = date(2020, 11, 30)

# milestones: as printed; an owner stands only where the deck names one in the task.
MILESTONES = (
    ("109年下半年資料集登載及發布", date(2020, 11, 30), ""),
    ("各單位提送109年第4季累計已開放資料集檢核表", date(2020, 12, 15), "各單位"),
    ("完成110年開放資料績效考核標準表", date(2020, 12, 31), ""),
    ("109年資料開放績效考評及成果報告", date(2021, 1, 31), ""),
    ("110年資料盤點", date(2021, 2, 28), ""),
    ("110年上半年開放資料集提報", date(2021, 3, 15), "各單位"),
    ("各單位提送110年第1季累計已開放資料集檢核表", date(2021, 3, 15), "各單位"),
    ("召開資料開放諮詢小組會議", date(2021, 6, 30), ""),
)
# What the earlier meeting looked ahead to: invented.
EARLIER_MILESTONES = (
    ("重建期程：109年上半年資料集登載及發布", date(2020, 6, 30), "各單位"),
    ("重建期程：補助計畫資料盤點", date(2020, 7, 31), "各單位"),
    ("重建期程：109年下半年開放資料集提報", date(2020, 9, 15), "各單位"),
    ("重建期程：各單位提送109年第3季累計已開放資料集檢核表", date(2020, 9, 15), "各單位"),
    ("重建期程：召開資料開放諮詢小組會議", date(2020, 11, 30), "資訊中心"),
    ("重建期程：完成110年開放資料績效考核標準表", date(2020, 12, 31), "資訊中心"),
    ("重建期程：109年資料開放績效考評及成果報告", date(2021, 1, 31), "資訊中心"),
)


def resolution_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """The resolutions of the meeting before, proposed for release, and those that were released before."""
    ours, remark = f"{PRINTED}（歷次會議結論追蹤報告），文句自擬", LABEL

    def invented(of: str, released_by: str, resolutions: Iterable[tuple]) -> list[tuple[str, ...]]:
        return [
            (
                of,
                "",
                number,
                "",
                subject,
                f"{subject.removeprefix('重建決議：')}。",
                handling,
                owner,
                roc(due_on),
                "",
                roc(done_on),
                "",
                "",
                RELEASE,
                released_by,
                remark,
            )
            for number, subject, handling, owner, due_on, done_on in resolutions
        ]

    if meeting == MOEA_5_2:
        return [*invented("4-2", "5-1", OF_4_2), *invented("5-1", "", OF_5_1)]
    return [
        *invented("5-1", "5-2", OF_5_1),
        *(
            (
                "5-2",
                roc(HELD_5_2),
                number,
                title,
                subject,
                "",
                handling,
                owner,
                roc(due_on),
                due_said,
                roc(done_on),
                done_said,
                state,
                RELEASE,
                "",
                ours,
            )
            for number, title, subject, handling, owner, due_on, done_on, due_said, done_said, state in OF_5_2
        ),
    ]


def plan_rows(records: Sequence[Record], meeting: Meeting) -> list[tuple[str, ...]]:
    """What was planned for the half-year that the meeting discusses and for the one before; opened by its day, or not yet."""
    if meeting == MOEA_5_2:
        rows = [
            *opened_as_planned(records, *SECOND_HALF_108, "108下"),
            *opened_as_planned(records, *FIRST_HALF_109, "109上"),
        ]
    else:
        rows = [*opened_as_planned(records, *FIRST_HALF_109, "109上"), *second_half(records)]
    return [
        (
            number,
            agency,
            title,
            category,
            formats,
            frequency,
            roc(planned_on),
            roc(opened_on if opened_on and opened_on <= meeting.as_of else None),
            remark,
        )
        for number, agency, title, category, formats, frequency, planned_on, opened_on, remark in rows
    ]


def opened_as_planned(records: Iterable[Record], first: date, last: date, half: str) -> list[tuple]:
    """Everything listed from ``first`` to ``last`` had been planned, for the end of its month."""
    listed = [r for r in records if first <= r.dataset.listed_on <= last]
    return [
        _planned(f"{half}-{n:03d}", r, r.dataset.unit.name, last_of_month(r.dataset.listed_on), LABEL)
        for n, r in enumerate(listed, 1)
    ]


def _planned(number: str, record: Record, agency: str, planned_on: date, remark: str) -> tuple:
    dataset = record.dataset
    return (
        number,
        agency,
        dataset.title,
        dataset.category or "公共資訊",
        record.formats,
        record.frequency,
        planned_on,
        dataset.listed_on,
        remark,
    )


def second_half(records: Sequence[Record]) -> list[tuple]:
    """As many as printed for each agency: first what it did list by 109-10-31, then what it has still to list."""
    rng = generator("plan")
    rows = []
    for agency, planned in PLANNED_SECOND_HALF.items():
        remark = f"機關項數{PRINTED}；其餘為{LABEL}"
        name = REGISTERED.get(agency, agency)
        listed = [
            r
            for r in records
            if r.dataset.unit.name == name and SECOND_HALF_109[0] <= r.dataset.listed_on <= SECOND_HALF_109[1]
        ][:planned]
        for record in listed:
            rows.append(
                _planned(f"109下-{len(rows) + 1:03d}", record, agency, last_of_month(record.dataset.listed_on), remark)
            )
        for number in range(1, planned - len(listed) + 1):
            rows.append(_still_to_open(rng, f"109下-{len(rows) + 1:03d}", agency, number, remark))
    return rows


def _still_to_open(rng: random.Random, number: str, agency: str, place: int, remark: str) -> tuple:
    planned_on = rng.choice((LAST_PLANNED_DAY,) * 9 + (date(2020, 9, 30),))
    if (agency, place) == DUE_ON_THE_DAY:
        planned_on = MOEA_6_1.as_of
    short = agency.removeprefix("經濟部")
    formats = weighted(rng, {"CSV": 6, "CSV;JSON": 2, "CSV;XML": 1})
    return (
        number,
        agency,
        f"{short}重建預計資料集 {place:02d}",
        "公共資訊",
        formats,
        weighted(rng, {"每1年": 3, "每1月": 2, "不定期更新": 1}),
        planned_on,
        None,
        remark,
    )


def milestone_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    if meeting == MOEA_6_1:
        return [
            (task, roc(due_on), owner, f"工作項目及期限{PRINTED}；沒有載明主辦單位者空白")
            for task, due_on, owner in MILESTONES
        ]
    return [(task, roc(due_on), owner, LABEL) for task, due_on, owner in EARLIER_MILESTONES]
