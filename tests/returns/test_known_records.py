"""Rows that a unit was not asked for, and records that did not come back."""

import pytest

from reportlib import language
from reportlib.returns.asked import RETURNS
from reportlib.returns.known_records import against
from tests.support.good_returns import returned


@pytest.fixture(autouse=True, scope="module")
def chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "language", lambda: "zh")
        yield


def test_I09_I11_rows_that_were_not_asked_for_and_those_that_are_missing_are_both_listed():
    known = {
        "水利署": [
            {"meeting": "5-2", "number": "一"},
            {"meeting": "5-2", "number": "二"},
            {"meeting": "5-2", "number": "三"},
        ],
        "能源局": [{"meeting": "5-2", "number": "四"}],
    }
    found = returned("progress", {}, {"決議編號": "四"}, {"決議編號": "九"})
    listed = against(RETURNS["progress"], found, known, "水利署")
    assert [(f.code, f.level, f.row, f.what) for f in listed] == [
        ("I09", "error", 4, "「5-2＋四」屬於能源局。"),
        ("I11", "error", 5, "「5-2＋九」不在決議辦理情形的現有紀錄中。"),
        ("I11", "warning", None, "尚缺 2 筆：5-2＋二、5-2＋三。"),
    ]


def test_I11_a_row_that_is_set_aside_is_not_missing():
    found = returned("progress", {"完成日期": "尚未"})
    assert (
        found.records.frame.empty
        and against(RETURNS["progress"], found, {"水利署": [{"meeting": "5-2", "number": "一"}]}, "水利署") == ()
    )


def test_I11_a_new_plan_is_no_orphan_and_a_dataset_that_is_not_listed_is_a_question():
    assert against(RETURNS["plan"], returned("plan"), {"水利署": [{"plan_id": "水利署-01"}]}, "水利署") == ()
    assert against(RETURNS["plan"], returned("plan"), {"能源局": [{"plan_id": "x"}]}, "水利署") == ()
    [finding] = against(
        RETURNS["checklist"], returned("checklist"), {"水利署": [], "能源局": [{"dataset_id": "2"}]}, "水利署"
    )
    assert (finding.code, finding.level) == ("I11", "warning")


def test_where_nothing_is_known_nothing_is_missing():
    assert against(RETURNS["progress"], returned("progress"), {}, "水利署") == ()
    assert against(RETURNS["evaluation"], returned("evaluation"), {"水利署": [{"unit": "水利署"}]}, "水利署") == ()


def test_I11_a_row_of_a_resolution_that_was_released_meanwhile_is_told_and_no_mistake():
    found = returned("progress", {}, {"決議編號": "四"})
    known = {"水利署": [{"meeting": "5-2", "number": "一"}]}
    [finding] = against(RETURNS["progress"], found, known, "水利署", {("5-2", "四"): "6-1"})
    assert (finding.level, finding.what) == ("warning", "「5-2＋四」已由 6-1 會議解除列管，這一列不列入。")
