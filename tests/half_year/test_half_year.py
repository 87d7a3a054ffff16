"""A half-year by commands only: the meeting before decides, the next one is prepared, the units answer, and its packet is built in both
editions; what a person types on the way is counted. All that is constructed here is the reference meeting's with later days.
"""

import csv
import re
import shutil
from datetime import date

import openpyxl
import pytest

from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from tests.half_year import next_data
from tests.half_year.typist import Typist, found
from tests.support import returns_of_units

MOST_PLACES = 17  # the aim is 15; 41 before there was a form, an intake that writes its lines, and decisions that become resolutions
LINES = {
    "實際開會日期": "109/11/20",
    "開始時間": "14:00",
    "散會時間": "15:40",
    "地點": "第一會議室（示範）",
    "主席": "林全能次長",
    "紀錄": "示範紀錄",
}
OF_2021 = returns_of_units.HalfYear(date(2021, 1, 1), date(2021, 6, 30), date(2021, 2, 1), date(2021, 4, 30))


@pytest.fixture
def half_year(project, reference, packet):
    """The project in which the reference meeting's packet was built, and a way to run a command in it."""
    shutil.copytree(reference, project / "output" / "moea-6-1")

    def run(*arguments, code=0):
        done = packet(*arguments, cwd=project, env={"PACKET_LANG": "zh"})
        assert done.returncode == code, (arguments, done.stdout[-3000:], done.stderr[-3000:])
        return done.stdout + done.stderr

    return project, run


def record(typist: Typist, form) -> None:
    """What was said at the meeting: when, who was there, and each item decided as proposed, or taken note of."""
    lines = found(form, "會議", 1)
    typist.type(form, "會議", {(lines[label], 2): text for label, text in LINES.items()}, "record")
    members = [row for name, row in found(form, "出席", 2).items() if name not in ("姓名",) and row > 3]
    typist.type(form, "出席", {(row, 5): "親自出席" for row in members}, "record")
    sheet = found(form, "決議", 1)
    made = openpyxl.load_workbook(form)["決議"]
    decided = {}
    for row in range(max(3, sheet["案次"]) + 1, made.max_row + 1):
        if made.cell(row, 1).value:
            proposed, owner = made.cell(row, 5).value, made.cell(row, 8).value
            decided[row, 6] = "照案通過" if proposed else "洽悉"
            if proposed and not owner:
                decided[row, 8] = "各單位"
    typist.type(form, "決議", decided, "record")
    typist.type(form, "列管", {(found(form, "列管", 2)["其餘"], 8): "依建議"}, "record")


def fill_parameters(typist: Typist, form) -> None:
    """What the secretariat knows of the next meeting and no command can: its days, its guests, what has to be said anew."""
    keys = found(form, "參數", 5)
    typed = {
        "confirmed": "是",
        "meeting.date": "110-05-20",
        "returns.due": "110-05-10",
        "agenda.1.topics.0.title": "示範專題一",
        "agenda.1.topics.0.presenter": "資訊中心",
        "agenda.1.topics.1.title": "示範專題二",
        "agenda.1.topics.1.presenter": "能源局",
        "agenda.2.topics.2.parts.0.proposals.1.text": "刪去",
        "accepted.1.reason": "刪去",  # the plan of the half-year before, which is none of this one's
    }
    typist.type(form, "參數", {(keys[key], 2): value for key, value in typed.items()})


def put_data(typist: Typist, old, new) -> None:
    """The five files that come from the portal."""
    typist.put(new / "catalogue.csv", (old / "catalogue.csv").read_bytes())
    typist.put(new / "quality.csv", next_data.with_the_new_day(new / "quality.csv"))
    typist.put(new / "ministries.csv", next_data.with_the_new_day(new / "ministries.csv"))
    typist.put(new / "requests.csv", next_data.later_cases(old / "requests.xlsx", "編號", "提出日期"))
    typist.put(new / "feedback.csv", next_data.later_cases(old / "feedback.csv", "編號", "提出日期"))


def test_a_half_year_goes_by_commands_and_few_places_are_typed(half_year, capsys):
    project, run = half_year
    typist = Typist()
    old, new = project / "data" / "moea-6-1", project / "data" / "moea-6-2"

    run("decisions", "moea-6-1")
    record(typist, old / "decisions.xlsx")
    run("minutes", "moea-6-1")
    said = run("new", "moea-6-2", "--from", "moea-6-1")
    taken = re.search(r"前次會議的決議 ([0-9]+) 項", said)
    assert taken and (new / "輸入說明.md").is_file()

    run("parameters", "moea-6-2", "--form")
    fill_parameters(typist, new / "參數.xlsx")
    said = run("parameters", "moea-6-2", "--apply")
    assert "都填好了" in said and "參數.xlsx" in said and "不必填" in said
    attached = [
        "attachments:",
        "  - {title: 主題式開放資料推動策略, at: 25-strategies}",
        "  - {title: 110 年上半年預計開放資料集一覽表, at: 70-attachments#plan-list}",
    ]
    typist.write(project / "params" / "moea-6-2.yaml", "attachments: []", attached)
    put_data(typist, old, new)

    meeting = Meeting(Params.read(project / "params" / "moea-6-2.yaml", before_intake=True))
    sent = returns_of_units.make(new / "returns", meeting, planted=False, half=OF_2021)
    assert len(set(sent.units.values())) == 32
    said = run("intake", "moea-6-2", "--apply")
    assert "accepted/resolutions.csv" in said

    said = run("build", "moea-6-2", "--edition", "public")
    for folder in ("moea-6-2", "moea-6-2.public"):
        assert (project / "output" / folder / "packet.pdf").is_file(), said
    text = (project / "output" / "moea-6-2" / "packet.html").read_text("utf-8")
    assert "第 6 屆第 2 次會議" in re.sub(r"<[^>]+>", "", text)
    with (new / "accepted" / "resolutions.csv").open(encoding="utf-8-sig", newline="") as file:
        numbers = [row["決議編號"] for row in csv.DictReader(file) if row["會議"] == "6-1"]
    assert len(numbers) == int(taken[1])

    with capsys.disabled():
        print(f"\n{typist.told()}")
    assert typist.count() <= MOST_PLACES
