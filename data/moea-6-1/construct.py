"""Construct the record-level data of the 6th term's 1st meeting: 「重建資料」, not real records.

The published deck prints aggregates only. This script makes up records that add up to them exactly: identifiers, titles,
dates and everything else a record has beyond the printed figures are invented, visibly. The figures stand below as
literals, each under the name of the table it was taken from (the project's reference tables, which are not in this
repository). Nothing else is read but the register of agencies.

    python data/moea-6-1/construct.py [folder]      writes beside itself, or into the folder

The same bytes each time: one seeded generator, whole numbers only (no logarithm that differs between platforms), no clock,
and workbooks that are stored without compression (compressors differ between platforms). It uses nothing of
``reportlib``, so that the program is never tested on data which it counted itself.
"""

import csv
import io
import random
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
REGISTER = HERE.parent.parent / "params" / "agencies" / "moea.csv"
SEED = 1091031
LABEL = "重建資料"
AS_OF = date(2020, 10, 31)
FIRST_NUMBER = 9000001

# --- The figures to be met ------------------------------------------------------------------------------------------------

# inventory_by_category; the nine add up to 3,158 and meeting.yml prints 3,159 datasets: one has no category.
CATEGORIES = {
    "公共資訊": 2222,
    "開創事業": 643,
    "投資理財": 118,
    "生活安全及品質": 75,
    "休閒旅遊": 40,
    "生育保健": 17,
    "求職及就業": 24,
    "交通及通訊": 8,
    "求學及進修": 11,
}

# Datasets listed from one day to another. meeting.yml: 3,032 in 102 to 108, 76 in the first half of 109, 3,159 in all.
# What was tested by each date of gold_label_series fixes the rest; the split within is invented.
TESTED_SINCE = date(2015, 2, 1)
LISTED = (
    (date(2013, 4, 29), date(2013, 12, 31), 70),
    (date(2014, 1, 1), date(2014, 12, 31), 150),
    (date(2015, 1, 1), date(2015, 1, 31), 15),  # 235 before the first day of testing
    (date(2015, 2, 1), date(2015, 12, 31), 560),
    (date(2016, 1, 1), date(2016, 12, 31), 690),
    (date(2017, 1, 1), date(2017, 12, 31), 680),
    (date(2018, 1, 1), date(2018, 10, 31), 560),  # 2,487 tested by 107-10, and 3 white-listed
    (date(2018, 11, 1), date(2018, 12, 31), 45),
    (date(2019, 1, 1), date(2019, 5, 31), 96),  # 2,628 tested by 108-05
    (date(2019, 6, 1), date(2019, 10, 31), 71),  # 2,699 tested by 108-10
    (date(2019, 11, 1), date(2019, 12, 31), 95),  # 3,032 listed by the end of 108
    (date(2020, 1, 1), date(2020, 5, 31), 18),  # 2,812 tested by 109-05
    (date(2020, 6, 1), date(2020, 6, 30), 58),  # 76 listed in the first half of 109
    (date(2020, 7, 1), date(2020, 7, 31), 13),  # 2,883 tested by 109-07-31 (meeting.yml, gold_award_109)
    (date(2020, 8, 1), AS_OF, 38),  # 2,921 tested by 109-10, 3,159 listed
)

# gold_label_series (and meeting.yml, gold_award_109, for 109-07): datasets tested but not gold, checked - gold.
NOT_GOLD = {
    date(2018, 10, 31): 2487 - 2385,
    date(2019, 5, 31): 2628 - 2558,
    date(2019, 10, 31): 2699 - 2675,
    date(2020, 5, 31): 0,
    date(2020, 7, 31): 0,
    AS_OF: 0,
}

# platinum_by_unit, as at 109-11-05: 598; units without any are left out.
PLATINUM = {
    "國際合作處": 12,
    "統計處": 10,
    "人事處": 11,
    "資訊中心": 3,
    "水利署": 59,
    "國際貿易局": 24,
    "工業局": 37,
    "智慧財產局": 4,
    "能源局": 34,
    "礦務局": 97,
    "中小企業處": 15,
    "加工出口區管理處": 148,
    "國營事業委員會": 1,
    "中央地質調查所": 7,
    "台灣中油公司": 85,
    "台灣自來水公司": 5,
    "台灣糖業公司": 46,
}
PLATINUM_BY_AWARD = 503  # meeting.yml, gold_award_109: on 109-07-31
PLATINUM_FROM, AWARD_DAY = date(2019, 11, 1), date(2020, 7, 31)

WHITELISTED = ("工業局", 3)  # meeting.yml, quality

# top_datasets: (title, the publisher's short name, count)
TOP_VIEWS = (
    ("台灣電力公司_電力維生管線災情資訊", "台灣電力公司", 435837),
    ("公司設立登記清冊(月份)", "商業司", 98329),
    ("經濟部中部辦公室_臨時工廠名錄", "中部辦公室", 75990),
)
TOP_DOWNLOADS = (
    ("台灣電力公司_電價成本", "台灣電力公司", 224465),
    ("台灣電力公司_太陽光電發電量及平均單位裝置容量每日發電量統計表", "台灣電力公司", 205629),
    ("台灣電力公司_本年度每日尖峰備轉容量率", "台灣電力公司", 199385),
)

# oas_certified_apis: unit -> (on 109-07-31, at the meeting)
OAS = {"商業司": (3, 16), "國際貿易局": (1, 2), "中小企業處": (7, 7), "工業局": (1, 1)}

# requests: id, title, agency, outcome, received on, replied on, gist of the request, gist of the reply. Only the first
# one's date of receipt is printed; all other dates are invented, within the meeting's period (109-06-01 to 109-10-31).
REQUESTS = (
    (
        "548277",
        "水權統計資料開放建議",
        "經濟部水利署",
        "已開放",
        date(2020, 7, 23),
        date(2020, 8, 5),
        "要求把可逐筆查詢的鄉鎮市區水權統計整理成可下載的 CSV 或 Excel",
        "跨縣市地面水水權已去識別化提供；地下水與單一縣市部分屬地方權責；各月統計與報表 Excel 可自機關網站下載",
    ),
    (
        "548562",
        "地層下陷相關資料建議開放",
        "經濟部水利署",
        "無法開放",
        date(2020, 8, 3),
        date(2020, 8, 14),
        "要求取得各區域地層下陷詳細監測資料，並質疑公費調查成果另行收費",
        "出版品依規定辦理，圖資已公開；原始資料量大，需另行函請提供",
    ),
    (
        "548686",
        "工業局-產業升級創新平台輔導計畫補助廠商",
        "經濟部工業局",
        "無法開放",
        date(2020, 8, 18),
        date(2020, 9, 4),  # 17 days: the one late reply
        "要求整併子計畫清單、提供統一編號、揭露核定與補助金額",
        "清單已於計畫網站公告；金額經評估非業者所需；整併與統編將再評估",
    ),
    (
        "548740",
        "有限合夥登記資料集下載",
        "經濟部中部辦公室",
        "無法開放",
        date(2020, 9, 7),
        date(2020, 9, 21),  # 14 days: on the last day
        "洗錢防制辨識實質受益人需要",
        "已於登記公示查詢網站揭露，可自行查詢",
    ),
    (
        "548937",
        "商業登記查詢－負責人與合夥人查詢",
        "經濟部商業司",
        "無法開放",
        date(2020, 10, 5),
        date(2020, 10, 14),
        "需要計算出資額比例以辨識實質受益人",
        "依商業登記法第19條公示於商工登記查詢網站",
    ),
)
PRINTED_RECEIPT = "548277"

# thematic_strategies: the units that have one; meeting.yml, outcomes: 24 themed datasets, so four units have two.
THEMED = (
    ("水利署", 2),
    ("技術處", 1),
    ("能源局", 2),
    ("礦務局", 1),
    ("中央地質調查所", 2),
    ("國營事業委員會", 1),
    ("台灣電力公司", 1),
    ("台灣中油公司", 2),
    ("台灣自來水公司", 1),
    ("台灣糖業公司", 1),
    ("商業司", 1),
    ("國際貿易局", 1),
    ("工業局", 1),
    ("標準檢驗局", 1),
    ("智慧財產局", 1),
    ("中小企業處", 1),
    ("加工出口區管理處", 1),
    ("投資審議委員會", 1),
    ("貿易調查委員會", 1),
    ("專業人員研究中心", 1),
)

# --- What is invented -----------------------------------------------------------------------------------------------------

# Datasets of each publisher, by short name, 3,159 in all.
DATASETS = {
    "商業司": 482,
    "總務司": 4,
    "技術處": 38,
    "國際合作處": 22,
    "投資業務處": 26,
    "統計處": 64,
    "會計處": 14,
    "人事處": 24,
    "研究發展委員會": 6,
    "法規委員會": 8,
    "訴願審議委員會": 5,
    "秘書室": 3,
    "中部辦公室": 30,
    "資訊中心": 12,
    "水利署": 610,
    "國際貿易局": 118,
    "工業局": 152,
    "標準檢驗局": 96,
    "智慧財產局": 72,
    "能源局": 228,
    "礦務局": 134,
    "中小企業處": 86,
    "加工出口區管理處": 262,
    "投資審議委員會": 24,
    "國營事業委員會": 12,
    "貿易調查委員會": 18,
    "中央地質調查所": 92,
    "專業人員研究中心": 9,
    "台灣電力公司": 210,
    "台灣中油公司": 148,
    "台灣自來水公司": 64,
    "台灣糖業公司": 82,
    "經濟部本部": 4,
}

# Whose datasets may stand in a category; all others are 公共資訊.
LIKELY_PUBLISHERS = {
    "開創事業": ("商業司", "中小企業處", "工業局", "加工出口區管理處", "中部辦公室", "技術處"),
    "投資理財": ("國際貿易局", "投資業務處", "投資審議委員會", "智慧財產局", "台灣糖業公司"),
    "生活安全及品質": ("標準檢驗局", "水利署", "能源局", "中央地質調查所", "台灣自來水公司"),
    "休閒旅遊": ("水利署", "台灣糖業公司", "礦務局", "台灣電力公司"),
    "生育保健": ("標準檢驗局", "台灣自來水公司"),
    "求職及就業": ("加工出口區管理處", "工業局", "人事處"),
    "交通及通訊": ("台灣中油公司", "標準檢驗局"),
    "求學及進修": ("專業人員研究中心", "智慧財產局", "資訊中心"),
}

# A gold mark asks for structured data; what was never tested may be anything.
TESTED_FORMATS = {
    "CSV": 46, "CSV;XML;JSON": 16, "CSV;JSON": 9, "CSV;XML": 6, "XML": 5, "JSON": 5, "CSV;ODS": 4, "CSV;XLSX": 3,
    "XLSX": 1, "ODS": 1, "CSV;KML": 1, "KML": 1, "SHP": 1, "CSV;RDF": 1,
}  # fmt: skip
OTHER_FORMATS = {"CSV": 8, "PDF": 6, "XLSX": 3, "ODS": 3, "JPG": 2, "DOC": 2, "ODT": 2, "DOC;ODT": 1, "ODS;PDF": 2, "KML": 2, "SHP": 1, "ZIP": 3}
FREQUENCIES = {"不定期更新": 30, "每1年": 24, "每1月": 24, "每3月": 9, "不更新": 8, "每1日": 5}
ENCODINGS = {"UTF-8": 24, "BIG5": 1}

# The portal's own 22 columns, one name with a doubled character as there, and the two counts of use.
CATALOGUE_HEADER = (
    "資料集識別碼", "資料集名稱", "資料提供屬性", "服務分類", "品質檢測", "檔案格式", "資料下載網址", "編碼格式", "資資料集上架方式",
    "資料集描述", "主要欄位說明", "提供機關", "更新頻率", "授權方式", "相關網址", "計費方式", "提供機關聯絡人姓名", "提供機關聯絡人電話",
    "上架日期", "詮釋資料更新時間", "備註", "資料量", "瀏覽次數", "下載次數",
)  # fmt: skip
QUALITY_HEADER = ("資料集識別碼", "檢測日期", "品質檢測", "備註")
REQUESTS_HEADER = ("編號", "標題", "機關", "處理情形", "提出日期", "回復日期", "需求摘要", "回復摘要", "備註")
RETURNS_HEADER = (
    "單位", "抽檢資料集數", "抽檢合格數", "應辦工作項數", "如期完成項數", "業務領域資料標準上架數", "參加資料開放應用獎件數",
    "主題式策略資料集數", "自行辦理推廣活動場次", "因應政策或需求開放資料集數", "備註",
)  # fmt: skip
OAS_HEADER = ("單位", "API名稱", "驗證通過日期", "備註")


@dataclass
class Unit:
    """An agency of the register: official name, short name, whether it is evaluated."""

    name: str
    short: str
    evaluated: bool


@dataclass
class Dataset:
    """One dataset, filled in step by step. ``tests`` are the tests that changed its mark, in order of their days."""

    number: int
    unit: Unit
    listed_on: date
    title: str
    category: str = "公共資訊"
    whitelisted: bool = False
    gold_on: date | None = None
    platinum_on: date | None = None
    tests: list[tuple[date, str]] = field(default_factory=list)
    views: int = 0
    downloads: int = 0

    @property
    def is_tested(self) -> bool:
        return self.listed_on >= TESTED_SINCE and not self.whitelisted

    @property
    def first_test(self) -> date:
        return last_of_month(self.listed_on)

    @property
    def mark(self) -> str:
        """The catalogue's mark, as at the as-of date."""
        if self.tests:
            return self.tests[-1][1]
        return "無(白名單)" if self.whitelisted else "無(未做品檢)"


def construct(folder: Path) -> None:
    """The whole run: make up the datasets, their marks and their use, then write the four files into ``folder``."""
    rng = random.Random(SEED)
    units = read_units()

    datasets = list_datasets(rng, units)
    whitelist(datasets)
    categorise(rng, datasets)
    award_gold(rng, [d for d in datasets if d.is_tested])
    award_platinum(rng, [d for d in datasets if d.is_tested])
    for dataset in datasets:
        dataset.tests = tests_of(rng, dataset)
    give_use(rng, datasets)
    name_top_datasets(rng, datasets)

    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "catalogue.csv", CATALOGUE_HEADER, (catalogue_row(rng, d) for d in datasets))
    write_csv(folder / "quality.csv", QUALITY_HEADER, quality_rows(datasets))
    write_requests(folder / "requests.xlsx")
    write_evaluation(folder / "evaluation.ods", returns_rows(rng, units), oas_rows(rng))


# --- Datasets -------------------------------------------------------------------------------------------------------------


def read_units() -> dict[str, Unit]:
    """The register of agencies by short name, in its order."""
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        return {row["short"]: Unit(row["name"], row["short"], row["evaluated"] == "是") for row in csv.DictReader(file)}


def list_datasets(rng: random.Random, units: dict[str, Unit]) -> list[Dataset]:
    """Every dataset with number, publisher, listing date and an invented title, in the order of listing."""
    days = sorted(day for first, last, number in LISTED for day in (weekday(rng, first, last) for _ in range(number)))
    publishers = [units[short] for short, number in DATASETS.items() for _ in range(number)]
    rng.shuffle(publishers)
    listed_so_far = dict.fromkeys(units, 0)
    datasets = []
    for number, (unit, day) in enumerate(zip(publishers, days, strict=True), FIRST_NUMBER):
        listed_so_far[unit.short] += 1
        datasets.append(Dataset(number, unit, day, f"{unit.short}{LABEL}集 {listed_so_far[unit.short]:04d}"))
    return datasets


def whitelist(datasets: Iterable[Dataset]) -> None:
    """The first datasets of the unit listed since testing began; all before the first date of the gold series."""
    short, number = WHITELISTED
    for dataset in [d for d in datasets if d.unit.short == short and d.is_tested][:number]:
        dataset.whitelisted = True


def categorise(rng: random.Random, datasets: Iterable[Dataset]) -> None:
    """Exactly as many datasets in each category as printed; one of the rest is left blank."""
    rest = list(datasets)
    for category, publishers in LIKELY_PUBLISHERS.items():
        chosen = rng.sample([d for d in rest if d.unit.short in publishers], CATEGORIES[category])
        for dataset in chosen:
            dataset.category = category
        rest = [d for d in rest if d.category != category]
    rng.choice(rest).category = ""


def award_gold(rng: random.Random, tested: Sequence[Dataset]) -> None:
    """When each tested dataset became gold, so that on each date of the series as many as printed were not yet."""
    waiting: list[Dataset] = []
    previous = date.min
    for day, number in NOT_GOLD.items():
        newly_tested = [d for d in tested if previous < d.first_test <= day]
        not_yet = {d.number for d in rng.sample(waiting + newly_tested, number)}
        for dataset in waiting + newly_tested:
            if dataset.number not in not_yet:
                days = test_days(max(dataset.first_test, previous + timedelta(1)), day)
                at_once = dataset.first_test > previous and rng.randrange(10) < 7
                dataset.gold_on = days[0] if at_once else rng.choice(days[:12])
        waiting = [d for d in waiting + newly_tested if d.number in not_yet]
        previous = day


def award_platinum(rng: random.Random, tested: Sequence[Dataset]) -> None:
    """The printed number of each unit's gold datasets become platinum, the printed number of them by the award's day."""
    chosen: list[Dataset] = []
    for short, number in PLATINUM.items():
        chosen += rng.sample([d for d in tested if d.unit.short == short and d.gold_on < PLATINUM_FROM], number)
    rng.shuffle(chosen)
    before, after = test_days(PLATINUM_FROM, AWARD_DAY), test_days(AWARD_DAY + timedelta(1), AS_OF)
    for place, dataset in enumerate(chosen):
        dataset.platinum_on = rng.choice(before if place < PLATINUM_BY_AWARD else after)


def tests_of(rng: random.Random, dataset: Dataset) -> list[tuple[date, str]]:
    """The tests that changed the dataset's mark: bronze or silver until it is gold, then gold, then platinum."""
    if not dataset.is_tested:
        return []
    tests = []
    if dataset.gold_on > dataset.first_test:
        tests.append((dataset.first_test, rng.choice(("銀", "銀", "銅"))))
        between = test_days(dataset.first_test + timedelta(1), dataset.gold_on)[:-1]
        if tests[0][1] == "銅" and between and rng.randrange(2):
            tests.append((rng.choice(between), "銀"))
    tests.append((dataset.gold_on, "金"))
    if dataset.platinum_on:
        tests.append((dataset.platinum_on, "白金"))
    return tests


def give_use(rng: random.Random, datasets: Iterable[Dataset]) -> None:
    """Views with a long tail of older datasets, at most 40,482, and less than half as many downloads."""
    for dataset in datasets:
        dataset.views = 40 + rng.randrange(30) * rng.randrange(30)
        if dataset.listed_on.year <= AS_OF.year - 2 and rng.randrange(3) == 0:
            dataset.views += rng.randrange(200) * rng.randrange(200)
        dataset.downloads = dataset.views * rng.randrange(3, 50) // 100


def name_top_datasets(rng: random.Random, datasets: Sequence[Dataset]) -> None:
    """The six most used datasets have their printed names and counts; the count of the other measure is invented.

    Each is the first tested dataset of its publisher that has no such name yet.
    """
    named: list[int] = []
    for measure, top in (("views", TOP_VIEWS), ("downloads", TOP_DOWNLOADS)):
        for title, short, count in top:
            dataset = next(d for d in datasets if d.unit.short == short and d.is_tested and d.number not in named)
            named.append(dataset.number)
            dataset.title = title
            dataset.views, dataset.downloads = 30000 + rng.randrange(15000), 10000 + rng.randrange(15000)
            setattr(dataset, measure, count)


# --- Days -----------------------------------------------------------------------------------------------------------------


def last_of_month(day: date) -> date:
    """Tests are held on the last day of each month."""
    return (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)


def test_days(first: date, last: date) -> list[date]:
    """The days of testing from ``first`` to ``last``, both included."""
    days, day = [], last_of_month(first)
    while day <= last:
        days.append(day)
        day = last_of_month(day + timedelta(1))
    return days


def weekday(rng: random.Random, first: date, last: date) -> date:
    """A Monday to Friday from ``first`` to ``last``."""
    days = [day for n in range((last - first).days + 1) if (day := first + timedelta(n)).weekday() < 5]
    return rng.choice(days)


def roc(day: date) -> str:
    """109/10/31"""
    return f"{day.year - 1911}/{day.month:02d}/{day.day:02d}"


# --- Rows -----------------------------------------------------------------------------------------------------------------


def weighted(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choice([value for value, weight in weights.items() for _ in range(weight)])


def catalogue_row(rng: random.Random, dataset: Dataset) -> tuple[object, ...]:
    """The dataset as the portal's export has it; contact persons stay blank, addresses lead nowhere."""
    since_listing = (AS_OF - dataset.listed_on).days
    updated = datetime.combine(dataset.listed_on, datetime.min.time()) + timedelta(
        days=rng.randrange(since_listing + 1), seconds=rng.randrange(8 * 3600, 18 * 3600)
    )
    row = {
        "資料集識別碼": dataset.number,
        "資料集名稱": dataset.title,
        "資料提供屬性": "檔案資料",
        "服務分類": dataset.category,
        "品質檢測": dataset.mark,
        "檔案格式": weighted(rng, TESTED_FORMATS if dataset.is_tested else OTHER_FORMATS),
        "資料下載網址": f"https://example.invalid/{dataset.number}",
        "編碼格式": weighted(rng, ENCODINGS),
        "資料集描述": f"{LABEL}，並非真實紀錄",
        "提供機關": dataset.unit.name,
        "更新頻率": weighted(rng, FREQUENCIES),
        "授權方式": "政府資料開放授權條款-第1版",
        "計費方式": "免費",
        "上架日期": f"{dataset.listed_on} 00:00:00",
        "詮釋資料更新時間": f"{updated:%Y-%m-%d %H:%M:%S}",
        "備註": LABEL,
        "資料量": rng.randrange(1, 60) * rng.randrange(1, 60),
        "瀏覽次數": dataset.views,
        "下載次數": dataset.downloads,
    }
    return tuple(row.get(column, "") for column in CATALOGUE_HEADER)


def quality_rows(datasets: Iterable[Dataset]) -> list[tuple[object, ...]]:
    """The register of tests, in the order of days."""
    tests = sorted((day, d.number, mark) for d in datasets for day, mark in d.tests)
    return [(number, roc(day), mark, LABEL) for day, number, mark in tests]


def returns_rows(rng: random.Random, units: dict[str, Unit]) -> list[tuple[object, ...]]:
    """What each evaluated unit reports; one in twenty datasets is sampled, none where a unit has fewer than ten."""
    themed = dict(THEMED)
    rows = []
    for unit in units.values():
        if not unit.evaluated:
            continue
        number = DATASETS[unit.short]
        sampled = 0 if number < 10 else max(2, number // 20)
        failed = min(sampled // 3, rng.choice((0, 0, 0, 0, 1, 1, 2)))
        due = rng.choice((5, 5, 5, 6))
        late = rng.choice((0, 0, 0, 0, 0, 0, 1))
        standards = rng.choice((0, 0, 1, 2)) if number >= 60 else 0
        entries = rng.choice((0, 0, 1, 2)) if number >= 80 else 0
        events = rng.choice((0, 1, 1, 2, 3)) if number >= 60 else rng.choice((0, 0, 0, 1))
        asked_for = rng.choice((0, 0, 0, 0, 1, 2)) if number >= 10 else 0
        if unit.short == "資訊中心":
            entries = 1  # application_award: its entry came third
        if unit.short == "水利署":
            asked_for = 1  # requests: the one that was opened
        counts = (sampled, sampled - failed, due, due - late, standards, entries, themed.get(unit.short, 0), events, asked_for)
        rows.append((unit.short, *counts, LABEL))
    return rows


def oas_rows(rng: random.Random) -> list[tuple[str, ...]]:
    """A row for each validated API: as many by the award's day as printed, the others between it and the meeting."""
    rows = []
    for short, (by_award, by_meeting) in OAS.items():
        days = sorted(weekday(rng, date(2020, 3, 2), AWARD_DAY) for _ in range(by_award))
        days += sorted(weekday(rng, AWARD_DAY + timedelta(1), AS_OF) for _ in range(by_meeting - by_award))
        rows += [(short, f"{short}{LABEL} API {number:02d}", roc(day), LABEL) for number, day in enumerate(days, 1)]
    return rows


# --- Files ----------------------------------------------------------------------------------------------------------------


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with a byte-order mark and LF, as the portal's own export."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def write_requests(path: Path) -> None:
    """A title over the table, all cells text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.properties.creator = LABEL
    book.properties.created = book.properties.modified = datetime(2020, 11, 1)
    sheet = book.active
    sheet.title = "民間需求回應"
    sheet.append([f"經濟部民間資料需求回應彙整表（{LABEL}）"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(REQUESTS_HEADER))
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=14), Alignment(horizontal="center")
    sheet.append(REQUESTS_HEADER)
    for number, title, agency, outcome, received_on, replied_on, request, reply in REQUESTS:
        invented = "回復日期為重建" if number == PRINTED_RECEIPT else "提出日期及回復日期為重建"
        sheet.append((number, title, agency, outcome, roc(received_on), roc(replied_on), request, reply, f"{LABEL}：{invented}"))
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.data_type, cell.number_format = "s", "@"
            cell.font, cell.alignment = Font(bold=cell.row == 2), Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate((10, 30, 20, 12, 12, 12, 40, 40, 34), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A3"
    archive = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(archive, "w")).save()  # not Workbook.save, which stamps the time
    path.write_bytes(without_clock(archive.getvalue()))


def write_evaluation(path: Path, returns: Iterable[Sequence[object]], apis: Iterable[Sequence[object]]) -> None:
    """The units' returns under a title, and the validated APIs without one; counts are numbers, dates are texts."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableColumnProperties
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    wide = Style(name="wide", family="table-column")
    wide.addElement(TableColumnProperties(columnwidth="4.8cm"))
    book.automaticstyles.addElement(wide)
    title = f"110 年資料開放績效考核單位回報表（{LABEL}）"
    for name, rows in (("單位回報", [(title,), RETURNS_HEADER, *returns]), ("OAS驗證", [OAS_HEADER, *apis])):
        sheet = Table(name=name)
        sheet.addElement(TableColumn(stylename=wide, numbercolumnsrepeated=len(rows[-1])))
        for values in rows:
            row = TableRow()
            for value in values:
                cell = TableCell(valuetype="float", value=str(value)) if isinstance(value, int) else TableCell(valuetype="string")
                cell.addElement(P(text=str(value)))
                row.addElement(cell)
            sheet.addElement(row)
        book.spreadsheet.addElement(sheet)
    archive = io.BytesIO()
    book.write(archive)
    path.write_bytes(without_clock(archive.getvalue()))


def without_clock(archive: bytes) -> bytes:
    """The same zip archive with its members stored, under one fixed date."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_STORED) as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            target.writestr(info, source.read(member))
    return rewritten.getvalue()


if __name__ == "__main__":
    construct(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
