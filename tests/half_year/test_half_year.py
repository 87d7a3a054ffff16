"""Two half-years by commands only, from moea-5-2 to moea-6-1 to moea-6-2: a meeting decides, the next one is prepared, the units answer, and its packet is
built in both editions; what a person types on the way is counted. What comes from outside is constructed (:mod:`next_data`).
"""

import csv
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from tests.half_year import next_data
from tests.half_year.typist import Typist, type_into
from tests.support import returns_of_units

pytestmark = pytest.mark.long  # begins first

# Cells of the workbook of parameters, lines of the parameter file, and files that are put into the folder of data, in each half; the cells of the form of
# decisions and what the units send are counted apart (typist.APART). 41 before there was a form, an intake that writes its lines, and decisions that become
# resolutions.
MOST_PLACES = 15


@dataclass(frozen=True)
class Half:
    """From one meeting to the next: what was said at the one, what a person knows of the other, and when the units write."""

    old: str
    new: str
    title: str
    said: dict[str, str]
    tracked: dict[str, str]
    typed: dict[str, str]
    units: returns_of_units.HalfYear


TALKS = (
    "agenda.1.topics.0.title",
    "agenda.1.topics.0.presenter",
    "agenda.1.topics.1.title",
    "agenda.1.topics.1.presenter",
)
HALVES = (
    Half(
        "moea-5-2",
        "moea-6-1",
        "第 6 屆第 1 次會議",
        {"實際開會日期": "109/6/30", "開始時間": "10:00", "散會時間": "11:50", "地點": "第一會議室（示範）", "主席": "重建委員 01", "紀錄": "示範紀錄"},
        {"其餘": "依建議"},
        {
            "meeting.date": "109-11-20",
            "meeting.convener": "林全能　次長",
            "as_of.inventory": "109-10-31",
            "returns.due": "109-11-10",
            **dict(zip(TALKS, ("我國電子商務發展趨勢分析服務", "資訊中心", "總統盃黑客松參賽經驗分享", "台電公司"), strict=True)),
        },
        returns_of_units.OF_2020,
    ),
    Half(
        "moea-6-1",
        "moea-6-2",
        "第 6 屆第 2 次會議",
        {"實際開會日期": "109/11/20", "開始時間": "10:00", "散會時間": "11:40", "地點": "第一會議室（示範）", "主席": "林全能次長", "紀錄": "示範紀錄"},
        {"其餘": "依建議", "四": "解除列管", "五": "繼續列管"},  # 「各提報機關」 and 「相關單位」 are no names: no unit is asked
        {
            "meeting.date": "110-05-20",
            "returns.due": "110-05-10",
            **dict(zip(TALKS, ("示範專題一", "資訊中心", "示範專題二", "能源局"), strict=True)),
        },
        returns_of_units.HalfYear(date(2021, 1, 1), date(2021, 6, 30), date(2021, 2, 1), date(2021, 4, 30)),
    ),
)  # fmt: skip


@pytest.fixture
def secretariat(project, earlier, packet):
    """The project as it was after moea-5-2: its packet is there, and the meetings that came later are not. What the portal exported for
    the next one lies outside; commands are run in it, and what is typed between them is counted."""
    portal = project.parent / "portal"
    shutil.move(project / "data" / "moea-6-1", portal)
    (project / "params" / "moea-6-1.yaml").unlink()
    shutil.copytree(earlier, project / "output" / "moea-5-2")
    return Secretariat(project, portal, packet)


class Secretariat:
    def __init__(self, project: Path, portal: Path, packet):
        self.project, self.portal, self._packet = project, portal, packet
        self.typist = Typist(project)

    def run(self, *arguments: str) -> str:
        self.typist.look()
        done = self._packet(*arguments, cwd=self.project, env={"PACKET_LANG": "zh"})
        assert done.returncode == 0, (arguments, done.stdout[-3000:], done.stderr[-3000:])
        self.typist.commanded()
        return done.stdout + done.stderr

    def data(self, meeting: str) -> Path:
        return self.project / "data" / meeting


def record(half: Half, form: Path) -> None:
    """What was said at the meeting: when, who was there, and each item decided as proposed, or taken note of."""
    type_into(form, "會議", {(label, "內容"): text for label, text in half.said.items()}, "項目")
    type_into(form, "出席", {("其餘委員", "出席方式"): "親自出席"}, "姓名")
    decided = {"其餘有擬辦的": "照案通過", "其餘沒有擬辦的": "洽悉"}
    type_into(form, "決議", {(items, "決定"): word for items, word in decided.items()}, "案次")
    type_into(form, "列管", {(number, "決定"): word for number, word in half.tracked.items()}, "決議編號")


def prepare(office: Secretariat, half: Half) -> None:
    """From the decisions of the one meeting to both editions of the next one's packet."""
    old, new = office.data(half.old), office.data(half.new)
    office.run("decisions", half.old)
    record(half, old / "decisions.xlsx")
    office.run("minutes", half.old)
    said = office.run("new", half.new, "--from", half.old)
    taken = re.search(r"前次會議的決議 ([0-9]+) 項", said)
    assert taken and (new / "輸入說明.md").is_file()

    office.run("parameters", half.new, "--form")
    cells = {(key, "內容"): value for key, value in half.typed.items()} | {("confirmed", "核對"): "是"}
    type_into(new / "參數.xlsx", "參數", cells, "代號（請勿更改）")
    said = office.run("parameters", half.new, "--apply")
    assert "都填好了" in said
    if half is HALVES[0]:
        next_data.put_first(office.portal, new)
    else:
        next_data.put_second(old, new)

    params = office.project / "params" / f"{half.new}.yaml"
    meeting = Meeting(Params.read(params, before_intake=True))
    sent = returns_of_units.make(new / "returns", meeting, planted=False, half=half.units)
    assert len(set(sent.units.values())) == 32
    office.run(
        "intake", half.new, "--apply"
    )  # writes the lines of ``inputs``, where the meeting before has not left them
    assert f"resolutions: ../data/{half.new}/accepted/resolutions.csv" in params.read_text("utf-8")

    said = office.run("build", half.new, "--edition", "public")
    for folder in (half.new, f"{half.new}.public"):
        assert (office.project / "output" / folder / "packet.pdf").is_file(), said
    text = (office.project / "output" / half.new / "packet.html").read_text("utf-8")
    assert half.title in re.sub(r"<[^>]+>", "", text)
    with (new / "accepted" / "resolutions.csv").open(encoding="utf-8-sig", newline="") as file:
        numbers = [row["決議編號"] for row in csv.DictReader(file) if row["會議"] == half.old.removeprefix("moea-")]
    assert len(numbers) == int(taken[1])


def test_two_half_years_go_by_commands_and_few_places_are_typed_in_each(secretariat, capsys):
    for half in HALVES:
        secretariat.typist.places.clear()
        prepare(secretariat, half)
        with capsys.disabled():
            print(f"\n{secretariat.typist.told(f'{half.old} → {half.new}')}")
        assert secretariat.typist.count() <= MOST_PLACES
