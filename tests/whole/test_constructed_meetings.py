"""The constructed people, events, awards, plans and figures of both meetings yield what is printed, and both see one world.

Counted here by hand, with csv only, so that no measure of the packet vouches for itself.
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

EARLIER, LATER = "moea-5-2", "moea-6-1"
BOTH = (EARLIER, LATER)


@pytest.fixture(scope="module")
def rows(root: Path):
    """(meeting, name of the list) -> its rows."""

    def read(meeting: str, name: str) -> list[dict[str, str]]:
        with (root / "data" / meeting / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="module")
def reference(shared: Path):
    def read(name: str) -> list[dict[str, str]]:
        with (shared / "reference" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return read


def day(text: str) -> date:
    year, month, day_of_month = map(int, text.split("-"))
    return date(year + 1911, month, day_of_month)


def sheet(root: Path, meeting: str, name: str, file: str = "evaluation.ods") -> list[list]:
    return CalamineWorkbook.from_path(root / "data" / meeting / file).get_sheet_by_name(name).to_python()


def columns(table: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in table]


# --- People ---------------------------------------------------------------------------------------------------------------


def test_the_members_are_those_printed(rows, reference):
    printed = columns(reference("members"), "seat", "name", "organisation", "title", "newly_appointed")
    assert columns(rows(LATER, "members"), "身分", "姓名", "機關團體", "職稱", "新任") == printed


def test_nobody_real_sits_in_the_earlier_group_and_one_civil_seat_is_vacant(rows):
    members = rows(EARLIER, "members")
    assert Counter(r["身分"] for r in members) == {"召集人": 1, "民間代表": 7, "機關委員": 8, "機關代表": 5}
    assert [r["身分"] for r in members if not r["姓名"]] == ["民間代表"]
    assert all(r["姓名"].startswith("重建委員") for r in members if r["姓名"])


def test_the_ministry_has_the_most_datasets_of_thirty(rows):
    ministries = rows(LATER, "ministries")
    for on, ours in (("109-05-31", 3050), ("109-10-31", 3159)):
        counts = {r["部會"]: int(r["資料集數"]) for r in ministries if r["統計日"] == on}
        assert len(counts) == 30 and counts.pop("經濟部") == ours and max(counts.values()) < ours
    assert rows(EARLIER, "ministries") == [r for r in ministries if r["統計日"] == "109-05-31"]


# --- Promotion ------------------------------------------------------------------------------------------------------------


def test_nine_seminars_had_1094_participants_and_one_online_session_305_viewers(rows):
    events = rows(LATER, "events")
    seminars = [r for r in events if r["類別"] == "研討會"]
    assert len(seminars) == 9 and sum(int(r["參加人次"]) for r in seminars) == 1094
    assert columns([r for r in seminars if r["日期"] == "109-07-24"], "參加人次") == [("74",)]
    online = [r for r in events if r["類別"] == "線上說明會"]
    assert columns(online, "日期", "參加人次", "報名單位數", "觀看人次") == [("109-03-27", "", "88", "305")]
    assert rows(EARLIER, "events") == [r for r in events if day(r["日期"]) <= date(2020, 5, 31)]


def test_the_earlier_meeting_knows_the_winners_of_15_may(rows):
    assert rows(EARLIER, "competition") == rows(LATER, "competition")


def test_the_competition_had_183_entries_and_the_20_winners_printed(rows, reference):
    entries = rows(LATER, "competition")
    assert len(entries) == 183 and {r["年度"] for r in entries} == {str(year) for year in range(104, 110)}
    assert columns([r for r in entries if r["得獎"]], "年度", "作品名稱", "團隊") == columns(
        reference("competition_winners"), "year", "award_entry", "team"
    )
    of_109 = [r for r in entries if r["年度"] == "109"]
    assert Counter(r["符合資格"] for r in of_109) == {"是": 52, "否": 5} and sum(bool(r["得獎"]) for r in of_109) == 4
    assert [r["得獎"] for r in of_109 if r["得獎"]] == ["金獎", "銀獎", "銅獎", "區塊鏈創新應用獎"]
    assert {r["得獎"] for r in entries if r["年度"] != "109"} == {"", "得獎"}  # their grades are not printed
    assert {r["年度"]: r["組別"] for r in entries} == {
        "104": "多元資料與創新應用組",
        "105": "經濟開放資料應用組",
        "106": "經濟地理資料應用組",
        "107": "經濟部開放資料應用組",
        "108": "經濟部開放資料應用組",
        "109": "經濟部開放資料應用組",
    }
    assert {r["符合資格"] for r in entries if r["年度"] != "109"} == {""}  # not published
    assert all(r["作品名稱"].startswith(f"重建作品 {r['年度']}-") for r in entries if not r["得獎"])


def test_the_two_standards_are_those_printed_and_only_the_listed_one_is_claimed(rows, root):
    assert columns(rows(LATER, "standards"), "單位", "資料標準名稱", "狀態", "狀態日期") == [
        ("商業司", "商工領域資料標準", "已上架", ""),
        ("能源局", "綠能領域資料標準草案", "已送審", "109-10"),
    ]
    _, header, *returns = sheet(root, LATER, "單位回報")
    place = header.index("業務領域資料標準上架數")
    assert {row[0]: int(row[place]) for row in returns if int(row[place])} == {"商業司": 1}


@pytest.mark.parametrize("meeting", BOTH)
def test_the_twenty_strategies_are_those_printed(meeting, rows, reference):
    strategies = rows(meeting, "strategies")
    assert columns(strategies, "單位", "策略名稱") == columns(reference("thematic_strategies"), "unit", "strategy")
    revised = {r["修訂日期"] for r in strategies}
    if meeting == LATER:
        assert all(8 <= len(r["策略意涵"]) <= 80 for r in strategies) and revised == {"109-11-04"}
    else:  # what they meant before they were revised is not printed
        assert {r["策略意涵"] for r in strategies} == {""} and max(map(day, revised)) <= date(2020, 4, 30)


# --- Awards ---------------------------------------------------------------------------------------------------------------


def test_the_first_three_of_a_group_are_those_printed(rows, reference):
    entries = rows(LATER, "applications")
    groups = Counter(r["組別"] for r in entries)
    assert len(groups) == 2 and groups.total() == 25
    ranked = sorted(entries, key=lambda r: 20 * float(r["網路票選分數"]) + 80 * float(r["評審分數"]), reverse=True)
    first = [r for r in ranked if r["組別"] == "政府治理組"][:3]
    assert columns(first, "機關", "作品名稱") == columns(reference("application_award"), "agency", "entry")


def test_our_units_entered_as_often_as_they_report(rows, root):
    with (root / "params" / "agencies" / "moea.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {r["name"]: r["short"] for r in csv.DictReader(file)}
    entered = Counter(names[r["機關"]] for r in rows(LATER, "applications") if r["機關"] in names)
    header, *returns = sheet(root, LATER, "單位回報")[1:]
    place = header.index("參加資料開放應用獎件數")
    assert entered == {row[0]: int(row[place]) for row in returns if row[place]} and entered.total() == 11


def test_the_ten_most_popular_datasets_that_may_win_are_those_printed(rows, reference):
    candidates = rows(LATER, "popularity")
    won = {r["資料集識別碼"] for r in rows(LATER, "winners")}

    def points(row: dict[str, str]) -> float:
        return int(row["瀏覽次數"]) + int(row["下載次數"]) + float(row["資料集評分"]) + int(row["已回應意見數"])

    def may_win(row: dict[str, str]) -> bool:
        return (
            day(row["上架日期"]) <= date(2019, 7, 31)
            and row["品質檢測"] in ("金", "白金")
            and row["資料集識別碼"] not in won
        )

    ranked = sorted(candidates, key=points, reverse=True)
    assert columns([r for r in ranked if may_win(r)][:10], "資料集名稱", "提供機關") == columns(
        reference("popularity_award"), "dataset", "agency"
    )
    tenth = [r for r in ranked if may_win(r)][9]
    ahead = [r for r in ranked if points(r) >= points(tenth) and not may_win(r)]
    assert {
        "too new": sum(day(r["上架日期"]) > date(2019, 7, 31) for r in ahead),
        "not gold": sum(r["品質檢測"] not in ("金", "白金") for r in ahead),
        "won before": sum(r["資料集識別碼"] in won for r in ahead),
    } == {"too new": 4, "not gold": 4, "won before": 4}
    assert [r["資料集名稱"] for r in ahead if points(r) == points(tenth)] == [
        "重建候選資料集 01"
    ]  # as much, and too new


# --- Follow-up ------------------------------------------------------------------------------------------------------------


def test_six_resolutions_of_the_earlier_meeting_are_proposed_for_release(rows):
    resolutions = rows(LATER, "resolutions")
    ours = [r for r in resolutions if r["會議"] == "5-2"]
    assert [r["決議編號"] for r in ours] == [
        *("二", "三", "四（一）", "四（二）", "四（三）", "五（一）", "五（二）"),  # 一 is not in the reference
        *("六（一）", "六（二）", "六（三）", "六（四）", "六（五）", "七"),
    ]
    assert {(r["列管建議"], r["解除列管會議"]) for r in ours} == {("建議解除列管", "")}
    assert columns([ours[0], ours[-1]], "辦理情形", "主辦單位") == [
        ("上半年清單 76 項已如期登載及發布", "本部幕僚單位及所屬機關(構)"),
        ("於會議當日完成分享", "台電公司"),
    ]
    assert {r["決議編號"]: r["期限"] for r in ours if r["期限"]} == {
        "四（二）": "109-11-30",
        "四（三）": "109-07-31",
        "五（一）": "109-07-31",
        "六（一）": "109-07-30",
        "六（二）": "109-09-15",
        "六（三）": "109-09-15",
        "六（四）": "109-11-30",
        "六（五）": "109-11-30",
    }
    assert {r["解除列管會議"] for r in resolutions if r["會議"] == "5-1"} == {"5-2"}
    assert {r["解除列管會議"] for r in rows(EARLIER, "resolutions") if r["會議"] == "5-1"} == {""}


def test_92_openings_are_planned_for_the_second_half_by_agency_as_printed(rows, reference):
    plan = [r for r in rows(LATER, "plan") if day(r["預計開放日期"]) >= date(2020, 7, 1)]
    assert Counter(r["機關"] for r in plan) == {r["agency"]: int(r["datasets"]) for r in reference("planned_by_agency")}
    assert len(plan) == 92 and max(day(r["預計開放日期"]) for r in plan) == date(2020, 11, 30)
    opened = [r for r in plan if r["實際開放日期"]]
    listed = {r["資料集名稱"]: r["上架日期"] for r in rows(LATER, "catalogue")}
    assert 0 < len(opened) < 51 and all(listed[r["資料集名稱"]] == f"{day(r['實際開放日期'])} 00:00:00" for r in opened)


def test_76_openings_of_the_first_half_were_planned_at_one_meeting_and_done_by_the_other(rows):
    earlier, later = ([r for r in rows(meeting, "plan") if r["編號"].startswith("109上-")] for meeting in BOTH)
    assert len(earlier) == len(later) == 76
    assert columns(earlier, "編號", "資料集名稱", "預計開放日期") == columns(
        later, "編號", "資料集名稱", "預計開放日期"
    )
    assert sum(bool(r["實際開放日期"]) for r in earlier) == 18
    assert all(date(2020, 1, 1) <= day(r["實際開放日期"]) <= day(r["預計開放日期"]) <= date(2020, 6, 30) for r in later)


def test_69_comments_and_13_wishes_were_answered(rows):
    feedback = rows(LATER, "feedback")
    assert Counter(r["類別"] for r in feedback) == {"資料集評論": 69, "我想要更多": 13}
    assert all(date(2020, 1, 1) <= day(r["提出日期"]) < day(r["回復日期"]) <= date(2020, 10, 31) for r in feedback)
    before = {r["編號"]: r for r in rows(EARLIER, "feedback")}
    assert any(not r["回復日期"] for r in before.values())
    assert all(before[r["編號"]]["提出日期"] == r["提出日期"] for r in feedback if r["編號"] in before)


def test_the_eight_milestones_are_those_printed(rows, reference):
    printed = []
    for r in reference("milestones"):
        month, day_of_month = map(int, r["due"].split("/"))
        year = (
            110 if (r["year"], month) == ("109", 1) else int(r["year"])
        )  # what closes 109 falls in the January after it
        printed.append((r["task"], f"{year}-{month:02d}-{day_of_month:02d}"))
    assert columns(rows(LATER, "milestones"), "工作項目", "期限") == printed


def test_the_earlier_meeting_looks_ahead_to_the_days_that_the_later_one_follows_up(rows):
    followed_up = {r["期限"] for r in rows(LATER, "resolutions") if r["會議"] == "5-2" and r["期限"]}
    assert {r["期限"] for r in rows(EARLIER, "milestones")} == followed_up
    assert max(map(day, followed_up)) == date(2020, 11, 30)


def test_nothing_is_listed_on_the_day_of_the_earlier_meeting_or_on_a_holiday_of_109(rows):
    holidays = {"2020-01-01", "2020-01-23", "2020-06-25", "2020-06-26", "2020-10-01", "2020-10-02", "2020-10-09"}
    listed = {r["上架日期"][:10] for r in rows(LATER, "catalogue")}
    assert not listed & {*holidays, "2020-06-30"}


def test_requests_of_the_earlier_meeting_have_the_length_of_real_ones_and_touch_each_boundary(root):
    header, *found = sheet(root, EARLIER, "民間需求回應", "requests.xlsx")[1:]
    asked = [dict(zip(header, row, strict=True)) for row in found]
    assert all(text.startswith("（重建）") and 150 <= len(text) <= 600 for r in asked for text in said(r))
    assert [r["編號"] for r in asked if not r["回復日期"]] == ["900105"]  # unanswered, since 20 days
    days = [(day_of(r["回復日期"]) - day_of(r["提出日期"])).days for r in asked if r["回復日期"]]
    assert days == [11, 14, 17, 11]  # one on the last day, one late
    assert [r["編號"] for r in asked if "再次提出" in r["需求內容"] and "再次回復" in r["回復內容"]] == ["900103"]
    assert [r["編號"] for r in asked if r["理由"]] == [r["編號"] for r in asked if r["處理情形"] == "無法開放"]


def said(request: dict[str, str]) -> list[str]:
    return [text for text in (request["需求內容"], request["回復內容"]) if text]


def day_of(text: str) -> date:
    return day(text.replace("/", "-"))


# --- Figures --------------------------------------------------------------------------------------------------------------


def test_the_programmes_figures_are_those_printed(rows, shared):
    import yaml

    printed = yaml.safe_load((shared / "reference" / "meeting.yml").read_text(encoding="utf-8"))
    outcomes, inventory = printed["outcomes"], printed["inventory"]
    local = outcomes.pop("local_growth")
    ours = {r["代號"]: float(r["數值"]) for r in rows(LATER, "programme")}
    assert [ours.pop(key) for key in ("local_from", "local_to", "local_growth")] == [
        local["from"],
        local["to"],
        local["printed"],
    ]
    assert [ours.pop(key) for key in ("planned_109", "inventory_in_outcomes")] == [
        inventory["planned_109"],
        inventory["opened_as_of_109_10_in_outcomes"],
    ]
    assert ours.pop("local_counties") == 22  # the deck, page 77
    for key in ("private_investment", "revenue"):  # told in 億元, as people say it
        assert ours.pop(key) == pytest.approx(10 * outcomes.pop(f"{key}_billion_twd"))
    assert ours == outcomes


def test_the_history_is_what_the_records_give_for_those_days(rows):
    listed = [date.fromisoformat(r["上架日期"][:10]) for r in rows(LATER, "catalogue")]
    history = rows(LATER, "history")
    totals = {day(r["統計日"]): int(r["數值"]) for r in history if r["數字名稱"] == "inventory.total"}
    assert totals == {
        on: sum(d <= on for d in listed) for on in (date(2018, 12, 31), date(2019, 12, 31), date(2020, 5, 31))
    }
    assert totals[date(2019, 12, 31)] == 3032
    series = [
        (r["數字名稱"], r["數值"])
        for r in history
        if r["數字名稱"].startswith("quality.") and r["統計日"] == "109-05-31"
    ]
    assert series == [("quality.tested/109-05-31", "2812"), ("quality.gold/109-05-31", "2812")]
    assert rows(EARLIER, "history") == [r for r in history if day(r["統計日"]) < date(2020, 5, 31)]


# --- One world, seen twice --------------------------------------------------------------------------------------------------


def test_every_dataset_of_the_earlier_meeting_is_in_the_later_with_publisher_title_and_listing_date(rows):
    same = ("資料集識別碼", "資料集名稱", "提供機關", "上架日期", "服務分類", "檔案格式", "更新頻率")
    before, now = columns(rows(EARLIER, "catalogue"), *same), columns(rows(LATER, "catalogue"), *same)
    assert before == [row for row in now if row[3] <= "2020-05-31 00:00:00"] and len(before) == 3050


def test_no_dataset_of_the_earlier_meeting_was_used_more_than_it_is_later(rows):
    later = {r["資料集識別碼"]: r for r in rows(LATER, "catalogue")}
    for row in rows(EARLIER, "catalogue"):
        assert all(int(row[use]) <= int(later[row["資料集識別碼"]][use]) for use in ("瀏覽次數", "下載次數"))
        assert row["上架日期"] <= row["詮釋資料更新時間"] <= "2020-05-31 23:59:59"


def test_the_earlier_meeting_knows_the_tests_up_to_its_day_and_2812_of_2812_are_gold(rows):
    tests = rows(EARLIER, "quality")
    assert tests == [r for r in rows(LATER, "quality") if r["檢測日期"] <= "109/05/31"]
    last = {r["資料集識別碼"]: r["品質檢測"] for r in tests}
    assert len(last) == 2812 and set(last.values()) == {"金", "白金"}
    listed = {r["資料集識別碼"]: r["品質檢測"] for r in rows(EARLIER, "catalogue")}
    assert all(listed[dataset] == mark for dataset, mark in last.items())


@pytest.mark.parametrize("meeting", BOTH)
def test_every_row_says_what_of_it_is_constructed_or_printed(meeting, rows, root):
    for file in (root / "data" / meeting).glob("*.csv"):
        for row in rows(meeting, file.stem):
            assert "重建資料" in row["備註"] or "依公開簡報" in row["備註"], (file.name, row)
