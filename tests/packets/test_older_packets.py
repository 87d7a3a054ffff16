"""A packet of today and packets of before are read by ``explain``, ``diff`` and ``verify`` (O12)."""

import hashlib
import json
from pathlib import Path

import pytest

from reportlib.errors import ConfigError
from reportlib.packets import diff, explain, verify
from reportlib.packets.asked import Explained
from reportlib.packets.published import Packet

UNIT = '"shown": {"digits": 0, "rounding": "half_up", "percent": false, "thousands": ",", "trim": false}'
ROWS = '"rows": [{"file": "catalogue.csv", "sheet": "", "rows": "2-3"}]'
TODAY = f"""{{"meeting": "moea-9-9", "facts": [
 {{"id": "F-0001", "name": "inventory.total", "label": "累計開放資料集", "value": "2", "absence": null, "unit": "項", {UNIT},
  "printed": "2", "as_of": "2020-10-31", "rule": "計列數", "filter": "已上架", "derivation": {{"operator": "count", {ROWS}}},
  "formula": "", "operands": [], {ROWS}, "places": [{{"text": "四、資料集盤點，表 3", "target": "t-3"}}]}},
 {{"id": "F-0002", "name": "declared.of_results", "label": "成果所載", "value": "3", "absence": null, "unit": "項", {UNIT},
  "printed": "3", "as_of": "2020-10-31", "rule": "人工填報：手冊", "filter": "",
  "derivation": {{"operator": "declared", "value": "3", "source": "手冊"}}, "formula": "", "operands": [], "rows": [],
  "measure": "inventory.total", "where": "第 3 頁", "places": []}}]}}"""
# Before the declared figures: no measure, no where. A later version may keep more than this one knows.
OTHER_KEYS = f"""{{"meeting": "moea-9-9", "version": 3, "facts": [
 {{"id": "F-0001", "name": "inventory.total", "label": "累計開放資料集", "value": "2", "absence": null, "unit": "項", {UNIT},
  "printed": "2", "as_of": "2020-10-31", "rule": "計列數", "derivation": {{"operator": "count", {ROWS}, "since": 3}},
  "operands": [], {ROWS}, "places": [{{"text": "四、資料集盤點，表 3", "target": "t-3", "page": 4}}], "colour": "綠"}}]}}"""
# The first packets: no derivation, no places, nothing of how a unit prints.
FIRST = f"""{{"meeting": "moea-9-8", "facts": [
 {{"id": "F-0001", "name": "inventory.total", "label": "累計開放資料集", "value": "1", "absence": null, "unit": "項",
  "printed": "1", "as_of": "2020-05-31", "rule": "計列數", "formula": "", "operands": [], {ROWS}}}]}}"""


def packet(folder: Path, facts: str) -> Path:
    """A packet of these facts, with its source rows and a run record that knows every file."""
    (folder / "rows").mkdir(parents=True)
    files = {"facts.json": facts, "rows/catalogue.csv": "\ufeff列,資料集名稱\r\n2,甲\r\n3,乙\r\n"}
    for path, text in files.items():
        (folder / path).write_text(text, "utf-8", newline="")
    record = {
        "sources": [{"input": "catalogue", "file": "catalogue.csv", "sheet": ""}],
        "outputs": {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in files},
    }
    (folder / "run.json").write_text(json.dumps(record), "utf-8")
    return folder


def told(folder: Path, asked: str) -> list[str]:
    return list(explain.answer(Explained.read(folder), asked, 80))


@pytest.mark.parametrize("facts", [TODAY, OTHER_KEYS])
def test_O12_a_packet_of_today_of_before_and_of_later_is_explained_down_to_its_rows(tmp_path, facts):
    lines = told(packet(tmp_path / "moea-9-9", facts), "F-1")
    assert lines[:3] == [
        "累計開放資料集：2 項",
        "F-0001　inventory.total　as of 109-10-31",
        "stands in: 四、資料集盤點，表 3",
    ]
    assert [line.split() for line in lines if "乙" in line] == [["3", "乙"]]
    assert any("catalogue.csv 第 2–3 列（共 2 列）" in line for line in lines)


def test_O12_a_figure_that_a_person_declared_is_explained(tmp_path):
    lines = told(packet(tmp_path / "moea-9-9", TODAY), "F-2")
    assert lines[0] == "成果所載：3 項" and lines[-2:] == ["├─ 來源：手冊", "└─ 規則：人工填報：手冊"]


@pytest.mark.parametrize("facts", [TODAY, OTHER_KEYS])
def test_O12_the_first_packets_are_compared_with_those_of_today(tmp_path, facts):
    old, new = packet(tmp_path / "moea-9-8", FIRST), packet(tmp_path / "moea-9-9", facts)
    changes = [change for change in diff.compare(Packet.read(old), Packet.read(new)) if change.kind != "new"]
    assert [(change.name, change.printed, change.difference) for change in changes] == [
        ("inventory.total", ("1", "2"), 1)
    ]


@pytest.mark.parametrize("facts", [TODAY, OTHER_KEYS, FIRST])
def test_O12_a_packet_of_any_version_is_verified(tmp_path, facts):
    assert verify.verify(packet(tmp_path / "moea-9-9", facts)) == verify.Verified(2, "", ())


def test_F20_of_the_first_packets_explain_says_that_they_did_not_keep_where_figures_come_from(tmp_path):
    with pytest.raises(ConfigError) as refused:
        told(packet(tmp_path / "moea-9-8", FIRST), "F-1")
    assert str(refused.value) == (
        "F20 moea-9-8/facts.json: this packet was made by an earlier version, which did not keep where figures come from. "
        "Run packet build moea-9-8 again."
    )


@pytest.mark.parametrize(
    "spoiled",
    [
        TODAY.replace('"operands": [], ', "", 1),
        TODAY.replace('"operands": []', '"operands": null', 1),
        TODAY.replace('"derivation": {"operator": "declared", "value": "3", "source": "手冊"}', '"derivation": 3'),
        TODAY.replace(ROWS, '"rows": ["2-3"]'),
        TODAY.replace('"text": "四、資料集盤點，表 3", ', ""),
    ],
)
def test_F02_a_figure_that_is_none_of_ours_is_said_in_a_sentence_whichever_is_asked(tmp_path, spoiled):
    with pytest.raises(ConfigError, match="^F02 moea-9-9/facts.json: it is damaged"):
        told(packet(tmp_path / "moea-9-9", spoiled), "F-1")
