"""What the group follows up: earlier resolutions, planned openings, milestones."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Resolution:
    """An item of a resolution, its ``subject`` and ``handling`` in our own words; ``…_said`` is told where no day is."""

    number: str
    title: str
    subject: str
    handling: str
    content: str = ""
    owner: str = EVERY_UNIT
    due_on: date | None = None
    due_said: str = ""
    done_on: date | None = None
    done_said: str = ""
    state: str = ""

    def row(self, of: str, released_by: str, remark: str) -> tuple[str, ...]:
        """Under :data:`RESOLUTIONS_HEADER`: of which meeting, and which one released it."""
        due, done = (roc(self.due_on), self.due_said), (roc(self.done_on), self.done_said)
        said = (self.title, self.subject, self.content, self.handling, self.owner)
        held = roc(HELD_5_2) if of == "5-2" else ""
        return (of, held, self.number, *said, *due, *done, self.state, RELEASE, released_by, remark)


def invented(number: str, subject: str, handling: str, **more) -> Resolution:
    """A resolution that nothing printed tells of."""
    return Resolution(number, "", f"重建決議：{subject}", handling, f"{subject}。", **more)


# The resolutions of 5-2 as the deck of 6-1 tells them (歷次會議結論追蹤報告), each item with its own days. 一 is not there;
# everything about 5-1 and before is invented.
OF_5_2 = (
    Resolution(
        "二",
        "109 年上半年預計開放資料",
        "附件 2 所列資料集同意開放，機關依程序登載後，由資訊中心審核發布",
        "上半年清單 76 項已如期登載及發布",
        done_said="如期",
        state="完成",
    ),
    Resolution(
        "三",
        "民間需求之回應",
        "依各單位原作法辦理；民眾再有需求時，參酌委員意見調整，明確回應所提需求",
        "後續的回應將配合決議辦理",
        state="持續",
    ),
    Resolution(
        "四（一）",
        "資料集品質提升",
        "新上架者符合資料標準的格式，以白金標章為目標，API 通過 OAS 驗證",
        "新上架的資料集已配合會議決議辦理",
        done_said="已配合辦理",
        state="完成",
    ),
    Resolution(
        "四（二）",
        "資料集品質提升",
        "已上架者按各單位規劃的時程調整格式；API 最遲 11 月 30 日取得 OAS 驗證",
        "已上架的資料集已配合會議決議辦理",
        due_on=date(2020, 11, 30),
        done_said="已配合辦理",
    ),
    Resolution(
        "四（三）",
        "資料集品質提升",
        "資料集在 7 月 31 日全數為金標章；已達白金標章者，品質不降",
        "已如期如質完成",
        due_on=date(2020, 7, 31),
        done_said="如期",
        state="完成",
    ),
    Resolution(
        "五（一）",
        "補助計畫盤點",
        "7 月 31 日前依當次附件 3 提報；對象為公司、企業、社會團體、人民團體、財團法人、縣市政府及個人。"
        "盤點所有補助計畫，不限「產業創新條例」；委外招標案不列入；民生補助（原住民瓦斯費、公益、敦親睦鄰等）得不列入",
        "已如期完成盤點提報",
        due_on=date(2020, 7, 31),
        done_said="如期",
        state="完成",
    ),
    Resolution(
        "五（二）",
        "補助計畫盤點",
        "依各單位提報的期限，完成立委要求格式的補助資料集上架或更新；欄位依當次附件 4",
        "後續依決議辦理上架或更新",
        due_said="各單位期限",
        state="未完成",
    ),
    Resolution(
        "六（一）",
        "109 年 7 月至 11 月工作重點",
        "辦理資料開放推動應用研討會",
        "已於 7 月 24 日辦理",
        due_on=date(2020, 7, 30),
        done_on=date(2020, 7, 24),
    ),
    Resolution(
        "六（二）",
        "109 年 7 月至 11 月工作重點",
        "提報 109 年下半年開放資料集",
        "已於 9 月 15 日提報",
        due_on=date(2020, 9, 15),
        done_on=date(2020, 9, 15),
    ),
    Resolution(
        "六（三）",
        "109 年 7 月至 11 月工作重點",
        "提送 109 年第 3 季已開放資料集檢核表",
        "各單位已於 9 月 15 日提送",
        due_on=date(2020, 9, 15),
        done_on=date(2020, 9, 15),
    ),
    Resolution(
        "六（四）",
        "109 年 7 月至 11 月工作重點",
        "召開諮詢小組會議",
        "於會議當日召開，晚於本表的截至日",
        due_on=date(2020, 11, 30),
        done_said="會議當日",
        state="完成",
    ),
    Resolution(
        "六（五）",
        "109 年 7 月至 11 月工作重點",
        "登載及發布 109 年下半年資料集",
        "將於 11 月 30 日完成",
        due_on=date(2020, 11, 30),
    ),
    Resolution(
        "七",
        "下次會議專題報告",
        "請台電公司參加總統盃黑客松而入選的 4 隊選派代表分享經驗",
        "於會議當日完成分享",
        owner="台電公司",
        due_said="本次會議",
        done_said="會議當日",
        state="完成",
    ),
)
OF_5_1 = (
    invented(
        "一",
        "108年下半年預計開放資料集登載發布",
        "清單各項完成登載發布",
        due_on=date(2019, 12, 31),
        done_on=date(2019, 12, 31),
    ),
    invented(
        "二",
        "未達金標章資料集限期改善",
        "已全數取得金標章",
        due_on=date(2020, 5, 31),
        done_on=date(2020, 5, 29),
    ),
    invented(
        "三",
        "受理民間需求後回復各提案人",
        "配合辦理",
    ),
    invented(
        "四",
        "辦理線上說明會",
        "3月27日辦理完成",
        owner="資訊中心",
        due_on=date(2020, 3, 31),
        done_on=date(2020, 3, 27),
    ),
    invented(
        "五",
        "檢討主題式開放資料推動策略",
        "多數單位完成檢討，其餘於7月31日完成",
        due_on=date(2020, 7, 31),
    ),
)
OF_4_2 = (
    invented(
        "一",
        "108年上半年預計開放資料集登載發布",
        "清單各項完成登載發布",
        due_on=date(2019, 6, 28),
        done_on=date(2019, 6, 28),
    ),
    invented(
        "二",
        "辦理資料開放研討會",
        "9月辦理完成",
        owner="資訊中心",
        due_on=date(2019, 9, 30),
        done_on=date(2019, 9, 10),
    ),
)

# meeting.yml, inventory: 76 opened in the first half of 109. planned_by_agency: 92 planned for the second half.
FIRST_HALF_109 = (date(2020, 1, 1), date(2020, 6, 30))
JUNE, DAYS_OF_JUNE = date(2020, 6, 1), (date(2020, 6, 15), date(2020, 6, 29))
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
# What the earlier meeting looked ahead to: the days of its resolutions, as the deck of the later one tells them (OF_5_2).
EARLIER_MILESTONES = (
    ("辦理109年政府資料開放推動應用研討會", date(2020, 7, 30), ""),
    ("補助計畫盤點提報", date(2020, 7, 31), "各單位"),
    ("全部資料集維持金標章", date(2020, 7, 31), "各單位"),
    ("109年下半年開放資料集提報", date(2020, 9, 15), "各單位"),
    ("各單位提送109年第3季累計已開放資料集檢核表", date(2020, 9, 15), "各單位"),
    ("已上架資料集的API通過OAS驗證", date(2020, 11, 30), "各單位"),
    ("召開資料開放諮詢小組會議", date(2020, 11, 30), ""),
    ("109年下半年資料集登載及發布", date(2020, 11, 30), ""),
)


def resolution_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """The resolutions of the meeting before, proposed for release, and those that were released before."""
    if meeting == MOEA_5_2:
        told = (("4-2", "5-1", OF_4_2, LABEL), ("5-1", "", OF_5_1, LABEL))
    else:
        ours = f"{PRINTED}（歷次會議結論追蹤報告），文句自擬"
        told = (("5-1", "5-2", OF_5_1, LABEL), ("5-2", "", OF_5_2, ours))
    return [one.row(of, released_by, remark) for of, released_by, items, remark in told for one in items]


@dataclass(frozen=True)
class Planned:
    """A dataset of the list of planned openings; ``opened_on`` is the day the world knows, which a meeting may not."""

    number: str
    agency: str
    title: str
    category: str
    formats: str
    frequency: str
    planned_on: date
    opened_on: date | None
    remark: str

    def row(self, day: date) -> tuple[str, ...]:
        """Under :data:`PLAN_HEADER`, as known on ``day``."""
        opened_on = self.opened_on if self.opened_on and self.opened_on <= day else None
        texts = (self.number, self.agency, self.title, self.category, self.formats, self.frequency)
        return (*texts, roc(self.planned_on), roc(opened_on), self.remark)


def plan_rows(records: Sequence[Record], meeting: Meeting) -> list[tuple[str, ...]]:
    """What was planned for the half-year that the meeting discusses, at the later one with that before; opened by its day, or not
    yet."""
    rows = opened_as_planned(records)
    if meeting == MOEA_6_1:
        rows += second_half(records)
    return [planned.row(meeting.as_of) for planned in rows]


def opened_as_planned(records: Iterable[Record]) -> list[tuple]:
    """Everything listed in the first half of 109 had been planned, for the end of its month; of June for its middle, or for the
    day before the meeting."""
    listed = [r for r in records if FIRST_HALF_109[0] <= r.dataset.listed_on <= FIRST_HALF_109[1]]
    rows = []
    for n, record in enumerate(listed, 1):
        listed_on, agency = record.dataset.listed_on, record.dataset.unit.name
        days = (last_of_month(listed_on),) if listed_on < JUNE else DAYS_OF_JUNE
        planned_on = next(day for day in days if listed_on <= day)
        rows.append(_planned(f"109上-{n:03d}", record, agency, planned_on, LABEL))
    return rows


def _planned(number: str, record: Record, agency: str, planned_on: date, remark: str) -> Planned:
    dataset = record.dataset
    return Planned(
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


def second_half(records: Sequence[Record]) -> list[Planned]:
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


def _still_to_open(rng: random.Random, number: str, agency: str, place: int, remark: str) -> Planned:
    planned_on = rng.choice((LAST_PLANNED_DAY,) * 9 + (date(2020, 9, 30),))
    if (agency, place) == DUE_ON_THE_DAY:
        planned_on = MOEA_6_1.as_of
    short = agency.removeprefix("經濟部")
    formats = weighted(rng, {"CSV": 6, "CSV;JSON": 2, "CSV;XML": 1})
    return Planned(
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
    remark = f"期限{PRINTED}（歷次會議結論追蹤報告）；文句自擬"
    return [(task, roc(due_on), owner, remark) for task, due_on, owner in EARLIER_MILESTONES]
