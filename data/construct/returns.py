"""What the units report for their evaluation: the returns, the validated APIs, the domain standards, the themed strategies."""

import random
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from figures import AS_OF, DATASETS
from meetings import AWARD_DAY, LABEL, MOEA_6_1, PRINTED, Meeting, generator, roc, weekday
from world import Unit

Api = tuple[str, str, date]  # unit, name, day of validation

# oas_certified_apis: unit -> (on 109-07-31, at the meeting)
OAS = {"商業司": (3, 16), "國際貿易局": (1, 2), "中小企業處": (7, 7), "工業局": (1, 1)}

# thematic_strategies: unit, strategy as printed; the meaning and the date of revision are invented.
STRATEGIES = (
    ("水利署", "水防救災資料開放推動策略", "以災前整備及災中應變所需的水情資料為主題，便利防災應用"),
    (
        "技術處",
        "法人科技專案計畫之可移轉技術與專利開放資料推動策略",
        "讓企業由可移轉技術與專利清單找到研發成果，促成技術擴散",
    ),
    (
        "能源局",
        "商品能源效率資訊揭露；再生能源設置相關資訊揭露",
        "讓消費者比較商品能源效率，並讓各界掌握再生能源設置情形",
    ),
    ("礦務局", "全國砂土石產銷存動態資訊揭露", "公開砂石供需動態，協助營建業者掌握料源"),
    (
        "中央地質調查所",
        "推動住居地質環境資料開放；整合雲端地質資訊全民應用",
        "讓民眾查得到住家周邊的地質環境，並以雲端服務整合地質圖資",
    ),
    ("國營事業委員會", "強化國營及公股事業之營運管理", "揭露國營及公股事業營運數據，便利各界監督"),
    ("台灣電力公司", "節約能源與電力供應", "提供用電與供電資料，支援節電與負載管理應用"),
    ("台灣中油公司", "加油便利站；技術研究；安全能源", "整理加油站服務、研究成果與能源安全資料，便利民眾與產業使用"),
    ("台灣自來水公司", "環境衛生資料開放推動策略", "提供水質與供水資料，增進用水安全"),
    ("台灣糖業公司", "台糖不動產租售資訊", "集中不動產租售資料，便利民眾查詢比較"),
    ("商業司", "創業或展店選址評估", "結合商業登記與區位資料，協助創業者評估選址"),
    ("國際貿易局", "多元化拓展海外市場", "提供進出口與市場資料，協助業者拓展海外市場"),
    ("工業局", "產業人力", "提供產業人力供需資料，協助求職求才媒合"),
    ("標準檢驗局", "商品安全", "公開商品檢驗與瑕疵資料，保障消費安全"),
    ("智慧財產局", "專利開放資料精進策略", "精進專利資料的完整與更新，便利研發檢索"),
    ("中小企業處", "創新創業資源、商機與活動", "整合創業資源、商機與活動資料，協助中小企業"),
    ("加工出口區管理處", "找頭路來加工區；加工區投資好所在", "提供園區職缺與投資環境資料，便利求職及投資"),
    ("投資審議委員會", "兩岸投資資料開放", "定期公開兩岸投資統計，便利研究分析"),
    ("貿易調查委員會", "深化貿易救濟主題開放資料", "整理貿易救濟案件資料，協助產業因應"),
    ("專業人員研究中心", "訓練進修園地", "提供訓練課程與教材資料，便利進修"),
)
# meeting.yml, outcomes: 24 themed datasets at the later meeting, so four of the twenty units have two.
TWO_THEMED = ("水利署", "能源局", "中央地質調查所", "台灣中油公司")

# The deck, page 16: two standards. Whose they are is not printed: taken from their fields. The earlier meeting's states are invented.
STANDARDS_PAGE = "第 6 屆第 1 次會議資料第 16 頁；單位由名稱推定"
STANDARDS = (
    ("商業司", "商工領域資料標準", "已上架", "", STANDARDS_PAGE),
    ("能源局", "綠能領域資料標準草案", "已送審", "109-10", STANDARDS_PAGE),
)
EARLIER_STATE = {"商工領域資料標準": "已送審", "綠能領域資料標準草案": "草案"}
EARLIER_STATE_ON = "109-05"
# What units report to have listed: one counts its draft, which the list does not have as listed.
CLAIMED = {"商業司": 1, "能源局": 1}

RETURNS_HEADER = (
    "單位",
    "抽檢資料集數",
    "抽檢合格數",
    "應辦工作項數",
    "如期完成項數",
    "業務領域資料標準上架數",
    "參加資料開放應用獎件數",
    "主題式策略資料集數",
    "自行辦理推廣活動場次",
    "因應政策或需求開放資料集數",
    "備註",
)
OAS_HEADER = ("單位", "API名稱", "驗證通過日期", "備註")
STANDARDS_HEADER = ("單位", "資料標準名稱", "狀態", "狀態日期", "來源", "備註")
STRATEGIES_HEADER = ("單位", "策略名稱", "策略意涵", "修訂日期", "備註")


@dataclass(frozen=True)
class Return:
    """What one unit reports, in the order of the columns."""

    unit: str
    sampled: int
    passed: int
    due: int
    on_time: int
    standards: int
    entries: int
    themed: int
    events: int
    asked_for: int


def make_returns(rng: random.Random, units: dict[str, Unit]) -> list[Return]:
    """What each evaluated unit reports; one in twenty datasets is sampled, none where a unit has fewer than ten."""
    themed = {unit: 2 if unit in TWO_THEMED else 1 for unit, _, _ in STRATEGIES}
    rows = []
    for unit in units.values():
        if not unit.evaluated:
            continue
        number = DATASETS[unit.short]
        sampled = 0 if number < 10 else max(2, number // 20)
        failed = min(sampled // 3, rng.choice((0, 0, 0, 0, 1, 1, 2)))
        due = rng.choice((5, 5, 5, 6))
        late = rng.choice((0, 0, 0, 0, 0, 0, 1))
        if number >= 60:
            rng.choice((0, 0, 1, 2))  # one draw that nothing uses: what is drawn after it stays what it was
        standards = CLAIMED.get(unit.short, 0)
        entries = rng.choice((0, 0, 1, 2)) if number >= 80 else 0
        events = rng.choice((0, 1, 1, 2, 3)) if number >= 60 else rng.choice((0, 0, 0, 1))
        asked_for = rng.choice((0, 0, 0, 0, 1, 2)) if number >= 10 else 0
        if unit.short == "資訊中心":
            entries = 1  # application_award: its entry came third
        if unit.short == "水利署":
            asked_for = 1  # requests: the one that was opened
        counts = (
            sampled,
            sampled - failed,
            due,
            due - late,
            standards,
            entries,
            themed.get(unit.short, 0),
            events,
            asked_for,
        )
        rows.append(Return(unit.short, *counts))
    return rows


def return_rows(returns: Iterable[Return], meeting: Meeting) -> list[tuple[object, ...]]:
    """The returns as at the meeting. Half a year earlier: half the samples and events, three tasks, no award, a theme each."""
    if meeting == MOEA_6_1:
        return [(*astuple(r), LABEL) for r in returns]
    rows = []
    for r in returns:
        sampled, failed = r.sampled // 2, min(r.sampled - r.passed, r.sampled // 2)
        counts = (
            sampled,
            sampled - failed,
            3,
            3,
            0,
            0,
            min(r.themed, 1),
            r.events // 2,
            r.asked_for // 2,
        )
        rows.append((r.unit, *counts, LABEL))
    return rows


def make_apis(rng: random.Random) -> list[Api]:
    """Each validated API with its unit and day: as many by the award's day as printed, the others between it and the meeting."""
    apis = []
    for short, (by_award, by_meeting) in OAS.items():
        days = sorted(weekday(rng, date(2020, 3, 2), AWARD_DAY) for _ in range(by_award))
        days += sorted(weekday(rng, AWARD_DAY + timedelta(1), AS_OF) for _ in range(by_meeting - by_award))
        apis += [(short, f"{short}{LABEL} API {number:02d}", day) for number, day in enumerate(days, 1)]
    return apis


def oas_rows(apis: Iterable[Api], day: date) -> list[tuple[str, ...]]:
    return [(unit, api, roc(validated_on, "/"), LABEL) for unit, api, validated_on in apis if validated_on <= day]


def standard_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """The two standards of the deck with how far they have come. When the first was listed is not printed, and so not given."""
    if meeting == MOEA_6_1:
        return [(*row, f"名稱、狀態及日期{PRINTED}；單位為{LABEL}") for row in STANDARDS]
    return [(unit, name, EARLIER_STATE[name], EARLIER_STATE_ON, LABEL, LABEL) for unit, name, *_ in STANDARDS]


def strategy_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """The twenty strategies. Every third was revised between the two meetings."""
    rng = generator("strategies")
    rows = []
    for place, (unit, strategy, meaning) in enumerate(STRATEGIES):
        earlier, later = (
            weekday(rng, date(2019, 1, 7), date(2020, 4, 30)),
            weekday(rng, date(2020, 7, 6), date(2020, 10, 16)),
        )
        revised_on = later if place % 3 == 0 and later <= meeting.as_of else earlier
        rows.append((unit, strategy, f"（重建）{meaning}。", roc(revised_on), f"策略名稱{PRINTED}；其餘為{LABEL}"))
    return rows
