"""APIs by the documents of ``inputs.apis``: counted by what is judged, whose by their list, held against the platform's."""

import json

import pandas as pd
import pytest

from reportlib.measures import quality
from reportlib.meeting.meeting import Meeting
from reportlib.records import inputs
from reportlib.records.api_documents import digest_of
from reportlib.records.records import Records
from tests.oas.test_documents import GOOD
from tests.support.tiny_project import tiny_project

LIST = "文件,單位,API名稱,資料集識別碼\nrain.json,水利署,即時雨量,6012\nrain.json,水利署,歷史雨量,6013\npower.json,能源局,用電量,\ngone.json,能源局,油價,\n"


@pytest.fixture(scope="module")
def apis(tmp_path_factory):
    """A meeting with three documents, one of them of two APIs and one that the list does not name, and the folder's records."""
    root = tmp_path_factory.mktemp("apis")
    params = tiny_project(root)
    text = params.read_text("utf-8").replace("catalogue.csv}", "catalogue.csv, apis: ../data/apis}")
    params.write_text(text, "utf-8")
    folder = root / "data" / "apis"
    folder.mkdir()
    (folder / "apis.csv").write_text(LIST, "utf-8")
    bad = {key: value for key, value in GOOD.items() if key != "info"}
    for name, document in {"rain": GOOD, "power": bad, "more": GOOD}.items():
        (folder / f"{name}.json").write_text(json.dumps(document), "utf-8")
    meeting = Meeting.read(params)
    return inputs.read("apis", meeting.params.inputs.apis, meeting), meeting


def test_each_api_counts_by_its_document_and_by_its_unit(apis):
    records, meeting = apis
    found = quality.judged_apis(records, None, meeting)
    numbers = {
        state: {unit: int(fact.value) for unit, fact in one.parts.items()} for state, one in found.by_state.items()
    }
    assert numbers == {
        "通過": {"水利署": 2, "能源局": 0, "未列單位": 1},
        "不通過": {"水利署": 0, "能源局": 1, "未列單位": 0},
        "無法判定": {"水利署": 0, "能源局": 0, "未列單位": 0},
        "沒有文件": {"水利署": 0, "能源局": 1, "未列單位": 0},
    }
    assert (found.all.value, found.valid.value) == (5, 3)


def test_the_platforms_list_is_held_against_the_documents(apis):
    records, meeting = apis
    day = meeting.as_of.inventory
    frame = pd.DataFrame(
        [
            ("經濟部能源局", "能源局", "用電量", day),
            ("經濟部水利署", "水利署", "即時 雨量", day),
            ("經濟部水利署", "水利署", "水位", day),
        ],
        columns=["unit", "unit_short", "api", "certified_on"],
    )
    listed = Records(frame, "oas", "oas.csv", "", "utf-8", 1, {}, "0" * 64)
    found = quality.judged_apis(records, listed, meeting)
    assert found.against == (
        ("能源局", "用電量", "通過", "不通過", "$：缺少 info。"),
        ("水利署", "歷史雨量", "未列", "通過", "—"),
    )
    assert found.unseen == ("水利署　水位",)


def test_without_documents_nothing_is_said(apis):
    assert quality.api_documents(None, None, apis[1]).as_text() == ""


def test_what_is_said_of_the_documents(apis):
    said = quality.api_documents(*apis[:1], None, apis[1]).as_text()
    assert "附有 OAS 文件的 API 5 項，經判定通過 3 項，不通過 1 項，沒有文件 1 項。" in said


def test_a_document_that_is_put_into_the_folder_changes_what_was_read(apis):
    records, meeting = apis
    folder = meeting.params.inputs.apis
    assert records.sha256 == digest_of(folder)
    (folder / "late.json").write_text("{}", "utf-8")
    assert records.sha256 != digest_of(folder)
