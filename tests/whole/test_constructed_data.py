"""The constructed datasets, tests, requests and returns of the 6th term's 1st meeting (「重建資料」) yield the printed figures.

Counted here by hand, with csv and python-calamine only, so that no measure of the packet vouches for itself.
"""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

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
# day: (tested, gold)
GOLD = {
    date(2018, 10, 31): (2487, 2385),
    date(2019, 5, 31): (2628, 2558),
    date(2019, 10, 31): (2699, 2675),
    date(2020, 5, 31): (2812, 2812),
    date(2020, 7, 31): (2883, 2883),
    date(2020, 10, 31): (2921, 2921),
}
TESTED_SINCE = date(2015, 2, 1)
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
TOP = {
    "瀏覽次數": [
        ("台灣電力公司_電力維生管線災情資訊", "台灣電力股份有限公司", 435837),
        ("公司設立登記清冊(月份)", "經濟部商業司", 98329),
        ("經濟部中部辦公室_臨時工廠名錄", "經濟部中部辦公室", 75990),
    ],
    "下載次數": [
        ("台灣電力公司_電價成本", "台灣電力股份有限公司", 224465),
        ("台灣電力公司_太陽光電發電量及平均單位裝置容量每日發電量統計表", "台灣電力股份有限公司", 205629),
        ("台灣電力公司_本年度每日尖峰備轉容量率", "台灣電力股份有限公司", 199385),
    ],
}
OAS_AT_AWARD = {"商業司": 3, "國際貿易局": 1, "中小企業處": 7, "工業局": 1}
OAS_AT_MEETING = {"商業司": 16, "國際貿易局": 2, "中小企業處": 7, "工業局": 1}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_sheet(path: Path, name: str) -> list[list]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def roc(text: str) -> date:
    year, month, day = map(int, re.fullmatch(r"(\d{3})/(\d\d)/(\d\d)", text).groups())
    return date(year + 1911, month, day)


def listed_on(row: dict[str, str]) -> date:
    return date.fromisoformat(row["上架日期"].removesuffix(" 00:00:00"))


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "data" / "moea-6-1"


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> list[dict[str, str]]:
    return read_csv(folder / "catalogue.csv")


@pytest.fixture(scope="module")
def tests(folder: Path) -> list[dict[str, str]]:
    return read_csv(folder / "quality.csv")


@pytest.fixture(scope="module")
def register(root: Path) -> list[dict[str, str]]:
    return [
        agency for agency in read_csv(root / "params" / "agencies" / "moea.csv") if not agency["valid_from"]
    ]  # those of 2020


@pytest.fixture(scope="module")
def evaluated(register) -> list[str]:
    return [agency["short"] for agency in register if agency["evaluated"] == "是"]


@pytest.fixture(scope="module")
def marks_on(catalogue, tests):
    """day -> {dataset: mark in force}, the mark of its last test up to that day, of those listed since testing began."""
    counted = {row["資料集識別碼"] for row in catalogue if listed_on(row) >= TESTED_SINCE}

    def on(day: date) -> dict[str, str]:
        events = sorted((roc(row["檢測日期"]), row["資料集識別碼"], row["品質檢測"]) for row in tests)
        return {dataset: mark for tested_on, dataset, mark in events if tested_on <= day and dataset in counted}

    return on


# --- The catalogue --------------------------------------------------------------------------------------------------------


def test_the_catalogue_has_the_portals_22_columns_and_two_counts_of_use(folder, shared):
    with (shared / "real" / "datagovtw-2026-05-sample.csv").open(encoding="utf-8-sig", newline="") as file:
        real = next(csv.reader(file))
    with (folder / "catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert len(real) == 22
    assert header == [*real, "瀏覽次數", "下載次數"]


def test_no_identifier_or_title_of_the_catalogue_is_a_real_one(catalogue, shared):
    real = read_csv(shared / "real" / "datagovtw-2026-05-sample.csv")
    assert not {r["資料集識別碼"] for r in catalogue} & {r["資料集識別碼"] for r in real}
    printed = {title for top in TOP.values() for title, _, _ in top}
    listed_2018 = {r["資料集名稱"] for r in read_csv(shared / "real" / "datagovtw-2018-07.csv")}
    assert not ({r["資料集名稱"] for r in catalogue} - printed) & (listed_2018 | {r["資料集名稱"] for r in real})


def test_the_catalogue_lists_3159_datasets_once_each(catalogue):
    assert (
        len(catalogue)
        == len({r["資料集識別碼"] for r in catalogue})
        == len({r["資料集名稱"] for r in catalogue})
        == 3159
    )
    assert all(re.fullmatch(r"900\d{4}", r["資料集識別碼"]) for r in catalogue)


def test_titles_are_visibly_made_up_but_for_the_six_printed_ones(catalogue, register):
    shorts = {agency["name"]: agency["short"] for agency in register}
    real = {
        r["資料集名稱"]
        for r in catalogue
        if not re.fullmatch(shorts[r["提供機關"]] + r"重建資料集 \d{4}", r["資料集名稱"])
    }
    assert real == {title for top in TOP.values() for title, _, _ in top}


def test_the_categories_are_as_printed_and_one_dataset_has_none(catalogue):
    assert Counter(r["服務分類"] for r in catalogue) == CATEGORIES | {"": 1}


def test_the_inventory_grew_as_printed(catalogue):
    days = [listed_on(r) for r in catalogue]
    assert sum(day <= date(2019, 12, 31) for day in days) == 3032
    assert sum(date(2020, 1, 1) <= day <= date(2020, 6, 30) for day in days) == 76
    assert sum(day >= date(2020, 7, 1) for day in days) == 51
    assert min(days) >= date(2013, 1, 1) and max(days) <= date(2020, 10, 31)
    assert {day.year - 1911 for day in days} == set(range(102, 110))


def test_a_dataset_was_last_updated_between_its_listing_and_the_as_of_date(catalogue):
    assert all(r["上架日期"] <= r["詮釋資料更新時間"] <= "2020-10-31 23:59:59" for r in catalogue)


def test_every_publisher_is_registered_and_has_three_datasets(catalogue, register):
    datasets = Counter(r["提供機關"] for r in catalogue)
    assert set(datasets) == {agency["name"] for agency in register}
    assert min(datasets.values()) >= 3


def test_the_three_most_viewed_and_downloaded_are_as_printed_and_far_ahead(catalogue):
    for measure, printed in TOP.items():
        assert all(r[measure].isdecimal() for r in catalogue)
        ranked = sorted(catalogue, key=lambda r: int(r[measure]), reverse=True)
        assert [(r["資料集名稱"], r["提供機關"], int(r[measure])) for r in ranked[:3]] == printed
        assert int(ranked[3][measure]) < 0.7 * printed[2][2]


def test_the_catalogue_names_no_person_and_no_real_address(catalogue):
    assert not any(r["提供機關聯絡人姓名"] or r["提供機關聯絡人電話"] for r in catalogue)
    assert all(r["資料下載網址"].startswith("https://example.invalid/") for r in catalogue)


# --- Quality marks --------------------------------------------------------------------------------------------------------


def test_235_datasets_were_listed_before_testing_began_and_three_of_工業局_are_whitelisted(catalogue):
    marks = Counter(r["品質檢測"] for r in catalogue)
    assert marks == {"白金": 598, "金": 2921 - 598, "無(白名單)": 3, "無(未做品檢)": 234, "銀": 1}
    assert {r["提供機關"] for r in catalogue if r["品質檢測"] == "無(白名單)"} == {"經濟部工業局"}
    assert all((listed_on(r) < TESTED_SINCE) == (r["品質檢測"] in ("無(未做品檢)", "銀")) for r in catalogue)


def test_one_dataset_is_silver_at_the_meeting_and_does_not_count_since_it_was_listed_before_testing_began(
    catalogue, tests
):
    [silver] = [r for r in catalogue if r["品質檢測"] == "銀"]
    assert listed_on(silver) == max(day for r in catalogue if (day := listed_on(r)) < TESTED_SINCE)
    its = [(r["檢測日期"], r["品質檢測"]) for r in tests if r["資料集識別碼"] == silver["資料集識別碼"]]
    assert its == [("109/09/30", "銀")]


def test_on_the_day_of_the_earlier_meetings_trial_ten_are_below_gold_and_one_of_them_was_gold(tests, marks_on):
    below = {dataset: mark for dataset, mark in marks_on(date(2020, 4, 30)).items() if mark not in ("金", "白金")}
    assert Counter(below.values()) == {"銀": 8, "銅": 2}
    assert [(r["檢測日期"], r["品質檢測"]) for r in tests if r["資料集識別碼"] == "9000239"] == [
        ("104/02/28", "金"),
        ("109/04/30", "銀"),
        ("109/05/31", "金"),
    ]


@pytest.mark.parametrize("day", GOLD)
def test_tested_and_gold_datasets_are_as_printed_on(day, catalogue, marks_on):
    tested, gold = GOLD[day]
    marks = marks_on(day)
    assert len(marks) == tested
    assert sum(mark in ("金", "白金") for mark in marks.values()) == gold
    admitted = [r for r in catalogue if TESTED_SINCE <= listed_on(r) <= day and r["品質檢測"] != "無(白名單)"]
    assert {r["資料集識別碼"] for r in admitted} == set(marks)


def test_platinum_is_503_for_the_award_and_598_at_the_meeting_by_unit_as_printed(catalogue, register, marks_on):
    assert sum(mark == "白金" for mark in marks_on(date(2020, 7, 31)).values()) == 503
    shorts = {agency["name"]: agency["short"] for agency in register}
    publisher = {r["資料集識別碼"]: shorts[r["提供機關"]] for r in catalogue}
    platinum = Counter(publisher[dataset] for dataset, mark in marks_on(date(2020, 11, 5)).items() if mark == "白金")
    assert platinum == PLATINUM
    assert platinum.total() == 598


def test_the_catalogues_mark_is_the_one_in_force_on_the_as_of_date(catalogue, marks_on):
    marks = marks_on(date(2020, 10, 31))
    assert all(marks.get(r["資料集識別碼"], r["品質檢測"]) == r["品質檢測"] for r in catalogue)


def test_every_test_but_two_changed_the_mark_for_the_better_and_the_first_was_in_the_month_of_listing(catalogue, tests):
    order = ("銅", "銀", "金", "白金")
    lost = []
    listed = {r["資料集識別碼"]: listed_on(r) for r in catalogue}
    last: dict[str, str] = {}
    for row in sorted(tests, key=lambda row: roc(row["檢測日期"])):
        dataset, day = row["資料集識別碼"], roc(row["檢測日期"])
        assert (day + timedelta(1)).day == 1 and day <= date(2020, 10, 31)
        if dataset in last:
            if order.index(row["品質檢測"]) <= order.index(last[dataset]):
                lost.append((row["檢測日期"], last[dataset], row["品質檢測"]))
        elif listed[dataset] >= TESTED_SINCE:
            assert (day.year, day.month) == (listed[dataset].year, listed[dataset].month)
        last[dataset] = row["品質檢測"]
    assert lost == [(day, "金", "銀") for day in ("109/04/30", "109/08/31")]  # lost, and won back in the month after


# --- Requests and evaluation ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def requests(folder) -> list[dict[str, str]]:
    title, header, *rows = read_sheet(folder / "requests.xlsx", "民間需求回應")
    assert [cell for cell in title if cell] == ["經濟部民間資料需求回應彙整表（重建資料）"]
    assert header == [
        "編號",
        "標題",
        "機關",
        "處理情形",
        "提出日期",
        "回復日期",
        "需求內容",
        "回復內容",
        "理由",
        "來源",
        "備註",
    ]
    assert all(isinstance(cell, str) for row in rows for cell in row)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_one_of_five_requests_was_opened(requests):
    assert [r["編號"] for r in requests] == ["548277", "548562", "548686", "548740", "548937"]
    assert Counter(r["處理情形"] for r in requests) == {"已開放": 1, "無法開放": 4}


def test_four_of_five_requests_were_answered_within_14_days_in_the_meetings_period(requests):
    days = [(roc(r["回復日期"]) - roc(r["提出日期"])).days for r in requests]
    assert sorted(days)[0] > 0 and sorted(days)[3] <= 14 < sorted(days)[4] <= 20
    period = (date(2020, 6, 1), date(2020, 10, 31))
    assert all(period[0] <= roc(r["提出日期"]) <= roc(r["回復日期"]) <= period[1] for r in requests)


def test_only_the_printed_date_is_not_called_constructed(requests):
    assert requests[0]["提出日期"] == "109/07/23"
    assert [r["備註"] for r in requests] == ["重建資料：回復日期及文句為重建", *["重建資料：日期及文句為重建"] * 4]


def test_each_text_of_a_request_says_that_it_is_rebuilt_and_each_refusal_has_its_reason_and_page(requests):
    for one in requests:
        for text in (one["需求內容"], one["回復內容"]):
            assert text.startswith("（重建）") and 150 <= len(text) <= 600, one["編號"]
        assert "「我想要更多」" in one["來源"] and "及文字為重建" in one["來源"]
    assert [page for one in requests for page in re.findall(r"第 (\d\d) 頁", one["來源"])] == [
        *("60", "61", "62", "63", "64")
    ]
    assert [page for one in requests for page in re.findall(r"第 59、(\d\d) 頁", one["理由"])] == [
        "61",
        "62",
        "63",
        "64",
    ]


def test_every_evaluated_unit_has_one_return_of_possible_numbers(folder, evaluated):
    title, header, *rows = read_sheet(folder / "evaluation.ods", "單位回報")
    assert [cell for cell in title if cell] == ["110 年資料開放績效考核單位回報表（重建資料）"]
    assert header == [
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
    ]
    assert [row[0] for row in rows] == evaluated and len(rows) == 32
    for unit, *numbers, _ in rows:
        assert all(isinstance(n, (int, float)) and n >= 0 and n == int(n) for n in numbers), unit
        assert numbers[1] <= numbers[0] and numbers[3] <= numbers[2], unit
    assert (
        any(row[2] < row[1] for row in rows)
        and any(row[4] < row[3] for row in rows)
        and any(row[1] == 0 for row in rows)
    )


def test_no_unit_had_more_datasets_sampled_than_it_has(folder, catalogue, register):
    datasets = Counter(r["提供機關"] for r in catalogue)
    names = {agency["short"]: agency["name"] for agency in register}
    assert all(row[1] <= datasets[names[row[0]]] for row in read_sheet(folder / "evaluation.ods", "單位回報")[2:])


def test_oas_validated_apis_are_12_for_the_award_and_26_at_the_meeting(folder):
    header, *rows = read_sheet(folder / "evaluation.ods", "OAS驗證")
    assert header == ["單位", "API名稱", "驗證通過日期", "備註"]
    assert len({row[1] for row in rows}) == 26 and all("重建資料" in row[1] for row in rows)
    assert Counter(row[0] for row in rows if roc(row[2]) <= date(2020, 7, 31)) == OAS_AT_AWARD
    assert Counter(row[0] for row in rows if roc(row[2]) <= date(2020, 10, 31)) == OAS_AT_MEETING


# --- The label, the reference figures -------------------------------------------------------------------------------------


def test_every_record_says_that_it_is_constructed(folder, catalogue, tests):
    assert {r["備註"] for r in [*catalogue, *tests]} == {"重建資料"}
    for sheet, header_rows in (("單位回報", 2), ("OAS驗證", 1)):
        assert {row[-1] for row in read_sheet(folder / "evaluation.ods", sheet)[header_rows:]} == {"重建資料"}
    assert "重建資料" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_figures_here_are_those_of_the_reference_tables(shared, requests):
    def table(name: str) -> list[dict[str, str]]:
        return read_csv(shared / "reference" / f"{name}.csv")

    assert {r["category"]: int(r["datasets"]) for r in table("inventory_by_category")} == CATEGORIES
    month_ends = {f"{day.year - 1911}-{day.month:02d}": GOLD[day] for day in GOLD if day != date(2020, 7, 31)}
    assert {r["period"]: (int(r["checked"]), int(r["gold"])) for r in table("gold_label_series")} == month_ends
    assert {r["unit"]: int(r["platinum"]) for r in table("platinum_by_unit") if r["platinum"] != "0"} == PLATINUM
    assert [(r["dataset"], int(r["count"])) for r in table("top_datasets")] == [
        (title, n) for top in TOP.values() for title, _, n in top
    ]
    oas = table("oas_certified_apis")
    assert {r["unit"]: int(r["at_award_date"]) for r in oas} == OAS_AT_AWARD
    assert {r["unit"]: int(r["at_meeting"]) for r in oas} == OAS_AT_MEETING
    columns = ("id", "title", "agency", "status")
    ours = ("編號", "標題", "機關", "處理情形")
    assert [[r[c] for c in columns] for r in table("requests")] == [[r[c] for c in ours] for r in requests]
