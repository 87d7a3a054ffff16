"""What the portal says of a dataset, from the export's columns and from both forms of its JSON."""

import json
from datetime import date

import pytest

from reportlib.judging.metadata import of_json, of_sheets
from reportlib.readers import files

V2 = {
    "datasetId": "6012",
    "title": "測站",
    "description": "說明",
    "license": "1",
    "publisherContactName": "某甲",
    "updateFrequency": {"regularupdate": "1", "Frequency": "1", "unittime": "months"},
    "modifiedDate": "2026-10-01 08:00:00",
    "distribution": [
        {
            "resourceFormat": "CSV",
            "resourceCharacterEncoding": "UTF-8",
            "resourceDownloadUrl": "https://a.example/x?a=1;b=2",
            "resourceField": [{"name": "no", "description": "編號"}, {"name": "名稱"}],
            "resourceModifiedDate": "2026-09-30 10:00:00",
            "resourceAmount ": "3",
        },
        {"resourceFormat ": "JSON", "resourceModifiedDate": "2026-10-05"},
    ],
}
V1 = {
    "identifier": "7001",
    "title": "河川",
    "fieldDescription": "村名(name)、人口(population)",
    "accrualPeriodicity": "每年",
    "modified": "2016-05-01",
    "distribution": [{"format": "XML", "downloadURL": "https://a.example/y", "characterSetCode": "BIG5"}],
}


def test_the_second_form_of_the_portal_is_read_with_the_days_of_its_resources():
    one = of_json(json.dumps({"success": True, "result": V2}).encode())["6012"]
    assert (one.title, one.frequency, one.fields) == ("測站", "每1月", "no(編號);名稱")
    assert (one.formats, one.encodings, one.has_contact) == (("CSV", "JSON"), ("UTF-8",), True)
    assert one.modified == (date(2026, 9, 30), date(2026, 10, 5))
    assert one.last_change == (date(2026, 10, 5), True)


def test_the_first_form_and_a_list_of_datasets_are_read():
    found = of_json(json.dumps([V1, V2]).encode("utf-8-sig"))
    assert list(found) == ["7001", "6012"]
    assert (found["7001"].frequency, found["7001"].encodings) == ("每年", ("BIG5",))
    assert found["7001"].last_change == (date(2016, 5, 1), False)


def test_the_export_as_json_is_read_by_its_chinese_names():
    found = of_json(json.dumps([{"資料集識別碼": "1", "資料集名稱": "甲", "檔案格式": "CSV;XML"}]).encode())
    assert found["1"].formats == ("CSV", "XML")


@pytest.mark.parametrize("data", [b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(data):
    with pytest.raises(ValueError):
        of_json(data)


def test_the_columns_of_the_export_are_read_and_no_name_of_a_person_is_kept(tmp_path):
    path = tmp_path / "catalogue.csv"
    path.write_text(
        "資料集識別碼,資料集名稱,檔案格式,資料下載網址,編碼格式,更新頻率,提供機關聯絡人姓名,詮釋資料更新時間\n"
        "6012,測站,CSV;XML,https://a.example/1;https://a.example/2,UTF-8,每1月,王小明,2024-08-27 16:49:30\n",
        "utf-8",
    )
    one = of_sheets(files.read(path))["6012"]
    assert (one.resources, one.has_contact, one.updated) == (2, True, date(2024, 8, 27))
    assert one.of_resource(one.encodings, 2) == "UTF-8"
    assert "王小明" not in repr(one)


def test_addresses_that_hold_the_separator_are_told():
    one = of_json(
        json.dumps([{"資料集識別碼": "1", "資料集名稱": "甲", "檔案格式": "CSV", "資料下載網址": "a;b"}]).encode()
    )["1"]
    assert one.lists_disagree
    assert one.resources == 1
