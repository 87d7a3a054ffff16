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

# thematic_strategies: unit, strategy as printed. What each is for is on pages 21 and 22 of the deck, in our words here.
REVISED_ON = date(2020, 11, 4)  # the deck, pages 21 and 22
REVISION = "依各單位的回覆更新，並同步更新行動方案的主題式開放資料推動策略（表 1）（公開簡報第 21、22 頁）"
STRATEGIES = (
    (
        "水利署",
        "水防救災資料開放推動策略",
        "規劃建置 OData 標準介面、四星級的水利防救災資料服務 API，供各單位介接，兼顧服務水準與資訊安全",
    ),
    (
        "技術處",
        "法人科技專案計畫之可移轉技術與專利開放資料推動策略",
        "公告法人科專可具體應用的成果：非專屬授權、專屬授權、專利讓與及專利終止維護，促成業界移轉及加值應用",
    ),
    (
        "能源局",
        "商品能源效率資訊揭露；再生能源設置相關資訊揭露",
        "更新節能標章及能源效率分級資訊，並按年度及縣市公布再生能源發電設備同意備案資訊",
    ),
    ("礦務局", "全國砂土石產銷存動態資訊揭露", "提供砂土石產銷存動態及價格，穩定供需及物價"),
    (
        "中央地質調查所",
        "推動住居地質環境資料開放；整合雲端地質資訊全民應用",
        "以加值運算 API 依座標查詢地質資料：活動斷層、順向坡、落石區、回填土區、土石流扇狀地、溫泉露頭、土壤液化潛勢、地質敏感區及非活動斷層",
    ),
    ("國營事業委員會", "強化國營及公股事業之營運管理", "提供國營及公股事業的經營狀況、投資計畫及營運成果"),
    (
        "台灣電力公司",
        "節約能源與電力供應",
        "開放年度備轉容量、線路損失量（率）、依行業別的電燈營業用電及各縣市電桿坐標與桿號，帶動用電主題的創新服務",
    ),
    (
        "台灣中油公司",
        "加油便利站；技術研究；安全能源",
        "三項主題：加油便利服務為油品品質檢驗與多角化服務；技術研究為專業技術、探勘研究與收費規劃；安全能源為油氣產品的安全資料",
    ),
    ("台灣自來水公司", "環境衛生資料開放推動策略", "依環保規章開發水資源，滿足用戶對水量及水質的需求"),
    (
        "台灣糖業公司",
        "台糖不動產租售資訊",
        "開放可供釋出的土地資訊，協助廠商取得設廠用地；農地改種高經濟作物，停閉廠區等閒置資產由專案小組活化",
    ),
    (
        "商業司",
        "創業或展店選址評估",
        "供公司或商業設立選址評估；混搭內政部、財政部、縣市政府及商工協會的資料：營業地址及電話、稅籍、區域人口、地價、房價及租價",
    ),
    (
        "國際貿易局",
        "多元化拓展海外市場",
        "由貿協一年 25 場說明會蒐集民間需求，逐步開放所需或跨機關的資料，強化貿易推廣及會展產業",
    ),
    ("工業局", "產業人力", "依官方網站瀏覽及下載次數，配合五大創新產業等政策，優先開放產業人力主題的資料集"),
    ("標準檢驗局", "商品安全", "以民眾為主、廠商為輔，有架構且即時地開放商品安全資料"),
    (
        "智慧財產局",
        "專利開放資料精進策略",
        "全稱另有「提升產業專利佈局與管理」；依專利生命週期分階段開放公告、公開及申請資料，供民眾及產業免費使用",
    ),
    ("中小企業處", "創新創業資源、商機與活動", "以創業資源、商機及活動為主題，供加值業者整合並協助企業"),
    (
        "加工出口區管理處",
        "找頭路來加工區；加工區投資好所在",
        "開放就業服務與幸福職場資料，並以外貿統計及投資資料發展投資應用",
    ),
    ("投資審議委員會", "兩岸投資資料開放", "滾動檢視兩岸投資資料並開放，讓民間了解雙向投資實況"),
    (
        "貿易調查委員會",
        "深化貿易救濟主題開放資料",
        "逐年增加貿易救濟調查案例及課徵後的監測結果，並納入台經院及工總專家使用資料的意見",
    ),
    ("專業人員研究中心", "訓練進修園地", "提供課程資訊，供公務機關及民間規劃訓練"),
)
# meeting.yml, outcomes: 24 themed datasets at the later meeting, so four of the twenty units have two.
TWO_THEMED = ("水利署", "能源局", "中央地質調查所", "台灣中油公司")

# The deck, page 16: two standards. Whose they are is not printed: taken from their fields. The earlier meeting's states are invented.
STANDARDS_PAGE = "公開簡報第 16 頁；單位由名稱推定"
STANDARDS = (
    ("商業司", "商工領域資料標準", "已上架", "", STANDARDS_PAGE),
    ("能源局", "綠能領域資料標準草案", "已送審", "109-10", STANDARDS_PAGE),
)
EARLIER_STATE = {"商工領域資料標準": "已送審", "綠能領域資料標準草案": "草案"}
EARLIER_STATE_ON = "109-05"
# What units report to have listed: what the list has as listed. Half a year earlier one counts what was only sent.
CLAIMED = {"商業司": 1}

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
STRATEGIES_HEADER = ("單位", "策略名稱", "策略意涵", "修訂日期", "修訂說明", "備註")


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
    """The returns as at the meeting. Half a year earlier: half the samples and events, three tasks, no award, a theme each,
    and the standard that is listed by the later one."""
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
            r.standards,
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
    """The twenty strategies. All were revised for the later meeting; what they meant before is not printed, and when that was
    written is invented."""
    rng = generator("strategies")
    rows = []
    for unit, strategy, meaning in STRATEGIES:
        before = weekday(rng, date(2019, 1, 7), date(2020, 4, 30))
        if meeting == MOEA_6_1:
            rows.append(
                (unit, strategy, f"{meaning}。", roc(REVISED_ON), REVISION, f"策略及修訂日期{PRINTED}；意涵為改寫")
            )
        else:
            rows.append((unit, strategy, "", roc(before), "", f"策略名稱{PRINTED}；日期為{LABEL}"))
    return rows
