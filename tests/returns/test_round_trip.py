"""The whole way: a blank workbook, filled in by a unit, taken in, and printed in the packet."""

import csv
import json
import re
import shutil

import openpyxl
import pytest

from reportlib.returns import asked as returns_asked
from reportlib.workbooks.xlsx import set_text

UNITS = ("商業司", "水利署", "能源局")
SENT = ("商業司", "水利署")  # 能源局 sends nothing
ACCEPTED = {
    "plan.csv": "plan.csv",
    "requests.xlsx": "replies.csv",
    "evaluation.ods": "evaluation.csv",
    "resolutions.csv": "resolutions.csv",
}
SECTIONS = ("40-follow-up", "45-planned", "50-requests", "60-evaluation", "75-returns")


@pytest.fixture
def asked(project):
    """The reference meeting, with three units that are asked, and a packet that is built from what they return."""
    register = project / "params" / "agencies" / "moea.csv"
    rows = list(csv.DictReader(register.read_text("utf-8").splitlines()))
    with register.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"evaluated": "是" if row["short"] in UNITS else ""} for row in rows)
    params = project / "params" / "moea-6-1.yaml"
    text = params.read_text("utf-8")
    for old, new in ACCEPTED.items():
        assert f"../data/moea-6-1/{old}" in text
        text = text.replace(f"../data/moea-6-1/{old}", f"../data/moea-6-1/accepted/{new}")
    text = text.replace(
        "  publishers:",
        "  received: ../data/moea-6-1/accepted/received.csv\n  corrections: ../data/moea-6-1/accepted/corrections.csv\n  publishers:",
    )
    # Only what returns go into: with three units the other sections tell of fewer than their records do.
    text = re.sub(r"^(?:agenda|attachments):.*\n(?:[ #].*\n|\n)*", "", text, flags=re.MULTILINE)
    text = re.sub(r"^appendices: .*$", f"appendices: [{', '.join(SECTIONS)}]", text, flags=re.MULTILINE)
    text += '\nagenda:\n  - {item: 報告, start: "14:00", end: "15:00", sections: [01-agenda]}\n'
    params.write_text(text, "utf-8")
    return project


def fill_in(path, unit):
    """What a unit does with its workbook: answers every row that waits for it, plans one more dataset, and mistypes one date."""
    book = openpyxl.load_workbook(path)
    for one in returns_asked.RETURNS.values():
        if one.label not in book.sheetnames:  # the meeting does not ask for it
            continue
        sheet = book[one.label]
        labels = [column.label for column in one.columns]
        header = next(
            row[0].row
            for row in sheet.iter_rows()
            if [str(cell.value or "").rstrip("＊*") for cell in row[: len(labels)]] == labels
        )
        place = {column.name: number for number, column in enumerate(one.columns, 1)}
        rows = [number for number in range(header + 1, sheet.max_row + 1) if sheet.cell(number, 1).value]
        for number in rows:
            for column, value in ANSWERS.get(one.name, {}).items():
                sheet.cell(number, place[column]).value = value
        if one.name == "plan" and unit == "水利署":
            new = (rows or [header])[-1] + 1
            for column, value in {
                "plan_id": "水利署-99",
                "title": "+新增的資料集",
                "formats": "CSV",
                "update_frequency": "每季",
                "planned_on": "109/13/31",
            }.items():
                set_text(sheet.cell(new, place[column]), value)
    book.save(path)


ANSWERS = {
    "checklist": {"link_works": "是", "updated_in_time": "Y"},
    "replies": {"outcome": "無法開放", "reason": "涉及第三人權益", "planned_on": None},
    "progress": {"handling": "依期程辦理中", "done_on": None, "proposal": "建議繼續列管"},
}
CORRECTION = """
corrections:
  - file: 水利署.xlsx
    sheet: 預計開放資料集
    row: {row}
    column: 預計開放日期
    expected: 109/13/31
    new: 109/12/31
    reason: 電話確認
    who: 王小明
    when: 109-11-12
"""


def test_template_filled_intake_packet(packet, asked):
    data, output = asked / "data" / "moea-6-1", asked / "output"
    made = packet("templates", "params/moea-6-1.yaml", cwd=asked)
    assert made.returncode == 0, made.stderr
    blank = output / "moea-6-1.templates"
    assert {path.name for path in blank.iterdir()} == {
        f"{unit}.{suffix}" for unit in UNITS for suffix in ("xlsx", "ods")
    } | {"run.json"}

    too_early = packet("build", "params/moea-6-1.yaml", cwd=asked)
    assert too_early.returncode == 3 and "packet intake" in too_early.stderr

    (data / "returns").mkdir()
    for unit in SENT:
        shutil.copy(blank / f"{unit}.xlsx", data / "returns")
        fill_in(data / "returns" / f"{unit}.xlsx", unit)

    taken = packet("intake", "params/moea-6-1.yaml", cwd=asked)
    assert taken.returncode == 1, taken.stderr
    assert "V07" in taken.stdout and "109/13/31" in taken.stdout
    told = list(csv.DictReader((output / "moea-6-1.intake" / "findings.csv").read_text("utf-8-sig").splitlines()))
    assert {one["規則"] for one in told if one["程度"] == "提醒"} == {"與秘書單位的清單相同"}
    (wrong,) = (one for one in told if one["程度"] == "錯誤")
    (data / "corrections.yaml").write_text(CORRECTION.format(row=wrong["列"]), "utf-8")

    taken = packet("intake", "params/moea-6-1.yaml", cwd=asked)
    assert taken.returncode == 1, taken.stderr  # 能源局 is missing
    assert not (output / "moea-6-1.intake" / "marked").exists()
    plan = list(csv.DictReader((data / "accepted" / "plan.csv").read_text("utf-8-sig").splitlines()))
    assert {row["機關"] for row in plan if row["來源檔案"]} == {"經濟部商業司", "經濟部水利署"}
    records = list(csv.DictReader((data / "plan.csv").read_text("utf-8-sig").splitlines()))
    assert [row["編號"] for row in plan if not row["來源檔案"]] == [
        row["編號"] for row in records if row["實際開放日期"] or row["機關"].removeprefix("經濟部") not in SENT
    ]  # nobody is asked about these, or has not answered yet
    assert [row["編號"] for row in plan][: len(records)] == [row["編號"] for row in records]
    new = next(row for row in plan if row["編號"] == "水利署-99")
    assert new["預計開放日期"] == "109-12-31" and new["資料集名稱"] == "'+新增的資料集" and "109/13/31" in new["更正"]

    checked = packet("check", "params/moea-6-1.yaml", cwd=asked)
    assert checked.returncode == 0, checked.stderr
    built = packet("build", "params/moea-6-1.yaml", "--sections", ",".join(SECTIONS), cwd=asked)
    assert built.returncode == 1, built.stderr
    folder = output / "moea-6-1.partial"
    page = re.sub("</?data[^>]*>", "", (folder / "packet.html").read_text("utf-8"))
    for said in ("尚缺 1 個單位", "能源局", "電話確認", "王小明", "109/13/31", "依期程辦理中", "涉及第三人權益"):
        assert said in page, said
    facts = {fact["name"]: fact for fact in json.loads((folder / "facts.json").read_text("utf-8"))["facts"]}
    period = [row for row in plan if "109-07-01" <= row["預計開放日期"] <= "109-12-31"]
    assert int(facts["plan.period"]["value"]) == len(period)
    assert (
        int(facts["plan.before"]["value"])
        == sum(bool(row["實際開放日期"]) for row in records if row["預計開放日期"] < "109-07-01")
        > 0
    )
    assert (
        int(facts["plan.opened"]["value"])
        == sum(bool(row["實際開放日期"]) for row in records if "109-07-01" <= row["預計開放日期"] <= "109-12-31")
        > 0
    )
    assert int(facts["received.lacking/plan"]["value"]) == 1
    assert "+新增的資料集" in "".join(
        path.read_text("utf-8-sig") for path in (folder / "annex").glob("45-planned*.csv")
    )
