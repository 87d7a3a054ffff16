"""The small example meeting: what of its openings, withdrawals and inventories a changed cell contradicts, and what stands in its packet."""

import dataclasses
import datetime
import json

import openpyxl
import pandas as pd
import pytest

from tests.support.computed import Computed, remembered
from tests.whole.test_packet import pdf_text


@pytest.fixture(scope="module")
def computed(root):
    with remembered():
        yield Computed(root / "params" / "example.yaml")


def row_of(computed: Computed, kind: str, title: str) -> int:
    frame = computed.records[kind].frame
    (row,) = frame.index[frame["title"] == title]
    return int(row)


# What the example shows of a unit that reports something else than the records say.
REPORTED = "reported-promotion-events/檢驗局/returns/檢驗局.promotion_events"


def test_the_lists_of_the_example_agree_with_each_other_but_for_what_one_unit_reports(computed):
    assert {one for one in computed.said if "/" in one and not one.startswith("I ")} == {REPORTED}


@pytest.mark.parametrize(
    ("kind", "title", "column", "value", "identity"),
    [
        ("openings", "海堤位置", "title", "海堤範圍", "desk-plan-title"),
        ("openings", "海堤位置", "publication_on", datetime.date(2025, 5, 15), "desk-listed-when"),
        ("openings", "水門即時開度", "publication_on", datetime.date(2025, 5, 15), "desk-opened-when"),
        ("plan", "海堤位置", "opened_on", None, "desk-opened-and-planned"),
        ("catalogue", "海堤位置", "title", "海堤範圍", "desk-opened-and-listed"),
        ("catalogue", "溫泉露頭位置", "title", "坡地監測站雨量", "desk-not-open-and-listed"),
        ("openings", "排水設施位置", "plan_id", "114上-99", "desk-of-plan"),
        ("openings", "排水設施位置", "first_review_outcome", "撤回", "withdrawn-at-desk"),
        ("withdrawn", "檢驗業務電話簿", "dataset_id", "8800001", "withdrawn-and-listed"),
        ("withdrawn", "礦區坑道位置", "title", "礦坑", "withdrawn-plan-title"),
        ("withdrawn", "礦區坑道位置", "plan_id", "113下-44", "withdrawn-without-number"),
        ("assets", "溫泉露頭位置", "data_class", "不予提供", "asset-not-open-and-listed"),
        ("assets", "岩心掃描影像", "title", "溫泉露頭位置", "asset-not-open-and-named"),
        ("catalogue", "溫泉露頭位置", "dataset_id", "8899999", "asset-open-and-listed"),
        ("assets", "溫泉露頭位置", "title", "溫泉", "asset-title"),
        ("assets", "溫泉露頭位置", "category", "公共資訊", "asset-category"),
        ("assets", "溫泉露頭位置", "dataset_id", None, "listed-and-inventoried"),
        ("assets", "岩心掃描影像", "asset_id", "GE-77", "asset-on-request"),
        ("assets", "岩心掃描影像", "data_class", "開放資料", "on-request-of-assets"),
        ("catalogue", "溫泉露頭位置", "title", "岩心掃描影像", "on-request-and-listed"),
        ("catalogue", "溫泉露頭位置", "charging", "每次 100 元", "charged-and-listed"),
        ("catalogue", "溫泉露頭位置", "licence", "限學術使用", "licence-of-listed"),
        ("on_request", "岩心掃描影像", "title", "岩心影像", "title-on-request"),
        ("costs", "河川即時水位", "title", "河川水位", "title-of-costs"),
        ("costs", "河川即時水位", "asset_id", "RV-88", "costs-of-assets"),
        ("assets", "排水設施位置", "planned_on", datetime.date(2025, 9, 30), "asset-planned-when"),
        ("themes", "淹水潛勢圖", "dataset_id", "8899999", "theme-dataset"),
        ("themes", "淹水潛勢圖", "title", "淹水圖", "theme-dataset-title"),
        ("samples", "活動斷層分布圖", "dataset_id", "8899999", "sample-dataset"),
        ("samples", "活動斷層分布圖", "unit", "示範部河川署", "sample-unit"),
        ("requests", "地下水位", "answered_by", ("8800035", "8899999"), "answer-on-the-list"),
        ("requests", "地下水位", "request_id", "700199", "exchange-of-case"),
    ],
)
def test_what_two_lists_know_must_be_told_alike_by_both(computed, kind, title, column, value, identity):
    given = computed.with_column(kind, column, {row_of(computed, kind, title): value})
    found = computed.findings(given, computed.figures_of(kind, given), kind) - computed.said
    assert identity in {one.partition("/")[0] for one in found}, found


def test_a_total_that_the_withdrawals_do_not_explain_is_told(computed):
    (row,) = (row for row, one in computed.records["withdrawn"].frame.iterrows() if one["title"] == "檢驗業務電話簿")
    later = {int(row): datetime.date(2024, 1, 20)}  # off the list before the last period's end
    given = computed.with_column("withdrawn", "withdrawn_on", later)
    found = computed.findings(given, computed.figures_of("withdrawn", given), "withdrawn") - computed.said
    assert "period" in {one.partition("/")[0] for one in found}


PUMPS = {"dataset_id": "8800025", "agency": "示範部河川署", "agency_short": "河川署", "title": "抽水機放置地點"}
FIRST = datetime.date(2020, 5, 20)


def moved(computed, *, withdrawn=None, told=31, without=""):
    """What is found where the list of what was withdrawn has one row more, the last meeting told so many, and today's list is without one."""
    gone, history, catalogue = (computed.records[kind] for kind in ("withdrawn", "history", "catalogue"))
    if withdrawn:
        row = {"relisted_on": None, "listed_on": FIRST, "reason": "停用"} | PUMPS | withdrawn
        frame = gone.frame if "relisted_on" in gone.frame else gone.frame.assign(relisted_on=None)
        more = pd.DataFrame([row], index=[frame.index.max() + 1]).reindex(columns=frame.columns).astype(object)
        frame = pd.concat([frame.astype(object), more.where(more.notna(), None)])
        gone = dataclasses.replace(gone, frame=frame.rename_axis("row"), blank=gone.blank - {"relisted_on"})
    last = history.frame["as_of"] == datetime.date(2024, 11, 30)
    values = history.frame["value"].where(~last, type(history.frame["value"].iloc[-1])(told))
    history = history.with_frame(history.frame.assign(value=values))
    catalogue = dataclasses.replace(catalogue, frame=catalogue.frame[catalogue.frame["dataset_id"] != without])
    given = computed.records | {"withdrawn": gone, "history": history, "catalogue": catalogue}
    figures = computed._together({stem: computed._section(stem, given) for stem in computed.stems})
    found = computed.findings(given, figures) - computed.said
    ids = {one.partition("/")[0] for one in found} & {one.id for one in computed.book.identities}
    return int(figures["inventory.total"].value), {one for one in ids if not one.startswith(("asset", "checklist"))}


def test_what_went_after_the_day_and_before_the_list_was_exported_adds_up_and_what_nobody_withdrew_is_told(computed):
    later = {"withdrawn_on": datetime.date(2025, 6, 10)}
    assert moved(computed, withdrawn=later, without="8800025") == (36, set())
    total, found = moved(computed, without="8800025")  # nobody has said that it was withdrawn
    assert total == 35 and "period" in found
    assert "period" in moved(computed, withdrawn=later, told=32, without="8800025")[1]


def test_what_was_off_the_list_when_the_last_period_ended_adds_up_and_where_nobody_says_when_it_came_back_that_is_told(
    computed,
):
    off = {"withdrawn_on": datetime.date(2024, 6, 1)}
    back = off | {"relisted_on": datetime.date(2025, 2, 1)}
    assert moved(computed, withdrawn=back, told=30) == (36, set())
    assert "period" in moved(computed, withdrawn=back, told=31)[1]
    assert {"period", "withdrawn-and-listed"} <= moved(computed, withdrawn=off, told=30)[1]


def test_an_honest_body_that_numbers_its_lists_otherwise_is_not_accused(computed):
    frame = computed.records["openings"].frame
    own = {int(row): f"開-{n}" for n, row in enumerate(frame.index, 1)}
    given = computed.with_column("openings", "plan_id", own)
    found = computed.findings(given, computed.figures_of("openings", given), "openings") - computed.said
    assert not found


# -- the packet ------------------------------------------------------------------------------------------------------------


def test_every_page_says_that_the_data_are_an_example(example):
    pages = pdf_text(example).split("\f")[:-1]
    assert len(pages) > 5 and all("示範資料" in page for page in pages)


def test_the_public_edition_is_published_too_with_a_threshold_of_eight_digits_and_nothing_masked(example):
    page = (example.with_name("example.public") / "packet.html").read_text("utf-8")
    assert "50,000,000" in page and "【" not in page


def test_the_board_stands_in_the_volume_and_the_page_and_the_whole_list_in_the_annex_files(example):
    text, page = pdf_text(example), (example / "packet.html").read_text("utf-8")
    assert "尚未上架的資料集" in text and "家庭能源消費調查" in text
    assert "尚未上架的資料集" in page and "tone-late" in page
    (book,) = (example / "annex").glob("46-openings*.xlsx")
    sheets = openpyxl.load_workbook(book)
    assert any("114上-10" in [cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows())


def test_every_figure_of_the_example_is_known_by_its_rows(example):
    facts = {fact["name"]: fact for fact in json.loads((example / "facts.json").read_text("utf-8"))["facts"]}
    assert facts["desks.stuck"]["value"] == "4" and facts["costs.flagged"]["value"] == "2"
    assert facts["inventory.previous_told"]["value"] == "31" and facts["inventory.total"]["value"] == "36"
