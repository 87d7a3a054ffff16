"""Comments of the portal's own list: the agency is that of the dataset."""

from datetime import date

import pytest

from reportlib.errors import InputError
from reportlib.meeting.meeting import Meeting
from reportlib.records import inputs
from reportlib.records.of_datasets import with_agency
from tests.support.small_meeting import small_records

DAY = date(2020, 3, 1)
CATALOGUE = (
    {"dataset_id": "1", "title": "水位", "publisher": "經濟部甲局"},
    {"dataset_id": "2", "title": "雨量", "publisher": "經濟部乙局"},
    {"dataset_id": "3", "title": "年報", "publisher": "經濟部甲局"},
    {"dataset_id": "4", "title": "年報", "publisher": "經濟部乙局"},
)
GONE = {"dataset_id": "9", "agency": "丙公司", "title": "舊檔", "withdrawn_on": DAY, "reason": "不再更新"}


def comments(**columns):
    rows = (
        {"feedback_id": str(n), "received_on": DAY} | dict(zip(columns, values, strict=True))
        for n, values in enumerate(zip(*columns.values(), strict=True), 1)
    )
    return small_records("feedback", *rows)


def found(records):
    frame = records.frame
    return dict(zip(frame["feedback_id"], frame["agency_short"], strict=True))


@pytest.mark.parametrize("zh", [True, False])
def test_a_comment_counts_for_the_agency_of_its_dataset_and_what_is_not_found_is_counted_and_told(zh, monkeypatch):
    monkeypatch.setattr("reportlib.language.language", lambda: "zh" if zh else "en")
    given = comments(dataset_id=["２", "1", "77", None, "9"])
    read = with_agency(given, small_records("catalogue", *CATALOGUE), small_records("withdrawn", GONE))
    assert found(read) == {"1": "乙局", "2": "甲局", "5": "丙"}
    assert read.counts == {"used": 3, "unlinked": 2} and set(read.frame["kind"]) == {"我有話要說"}
    first, lost = read.notices
    assert ("3 列" if zh else "3 rows") in first
    assert ("第 4–5 列（共 2 列）" if zh else "rows 4–5 (2 in all)") in lost and "77" in lost


def test_without_numbers_a_name_tells_the_agency_where_only_one_has_it():
    read = with_agency(comments(dataset=["水 位", "年報", "沒有"]), small_records("catalogue", *CATALOGUE))
    assert found(read) == {"1": "甲局"} and read.counts["unlinked"] == 2


def test_a_kind_that_the_list_says_stays():
    read = with_agency(comments(dataset=["水位"], kind=["我想要更多"]), small_records("catalogue", *CATALOGUE))
    assert list(read.frame["kind"]) == ["我想要更多"]


def test_L09_without_a_list_of_datasets_the_column_is_asked_for():
    with pytest.raises(InputError, match="L09 .*機關"):
        with_agency(comments(dataset=["水位"]), None, None)


LIST = "ID,發表時間,標題,資料集名稱,回復狀態\n"


def read(project, text):
    path = project / "data" / "example" / "feedback.csv"
    path.write_text(text, "utf-8")
    return inputs.read("feedback", path, Meeting.read(project / "params" / "example.yaml"))


def test_the_portals_own_list_is_read_as_it_is(project):
    records = read(
        project, LIST + "8,114-02-11 10:00:00,噸位,船舶進出港統計,已回復\n9,114-02-12,無,沒有這一項,未回復\n"
    )
    assert list(records.frame["agency"]) == ["示範港務公司"] and records.counts["unlinked"] == 1
    account = inputs.account_of(
        records, Meeting.read(project / "params" / "example.yaml").units, inputs.kinds_of_rows([records])
    )
    assert [str(cell) for cell in account[1:]] and sum(int(cell.number) for cell in account[2:-1]) == account[1].number


def test_L09_a_list_with_agencies_and_without_a_dataset_still_needs_its_kind(project):
    with pytest.raises(InputError, match="L09 .*類別"):
        read(project, "ID,發表時間,標題,實際派發機關\n8,114-02-11,噸位,示範港務公司\n")
