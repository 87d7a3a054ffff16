"""A small meeting after it was held: five members, three items, and a form of CSV files that a test fills in (all of it made up)."""

import csv
import shutil
from pathlib import Path

from reportlib.decisions import form
from reportlib.meeting.meeting import Meeting

PARAMS = """\
meeting: {body: 海港市資料開放諮詢小組, term: 1, number: 3, date: 114-06-20, data_notice: 虛構資料}
inputs: {publishers: agencies.csv, members: ../data/harbour-1-3/members.csv}
rulebooks: {membership: rules/membership.yaml, meetings: rules/meetings.yaml}
as_of: {inventory: 114-05-31}
agenda:
  - item: 報告事項
    start: "14:00"
    end: "14:30"
    topics:
      - {title: 資料集盤點, matter: 報告盤點情形。, sections: [10-inventory]}
  - item: 討論事項
    start: "14:30"
    end: "15:30"
    topics:
      - title: 預計開放資料
        proposals:
          - {text: 請各單位依清單開放。, owner: 各單位, due: 114-11-30}
      - title: 後續作業
        proposals:
          - {text: 請配合盤點。, owner: 各單位}
          - {text: 請提升品質。, owner: 資訊室, due: 下次會議}
"""
MEMBERS = """\
身分,姓名,機關團體,職稱
召集人,陳甲,海港市政府,副市長
民間代表,林乙,某協會,秘書長
民間代表,黃丙,某公司,經理
機關委員,張丁,資訊室,主任
機關代表,李戊,港務局,科長
民間代表,,某大學,教授
"""
ATTENDED = {"陳甲": "親自出席", "林乙": "親自出席", "黃丙": "請假", "張丁": "視訊", "李戊": "代理"}
LINES = {
    "實際開會日期": "114/6/20",
    "開始時間": "下午2時5分",
    "散會時間": "15:40",
    "地點": "第一會議室",
    "主席": "陳甲副市長",
    "紀錄": "王己",
}


class Held:
    """The project in a folder, and its form as rows of texts, which :meth:`write` puts into the files."""

    def __init__(self, folder: Path, root: Path):
        self.root = folder
        self.data = folder / "data" / "harbour-1-3"
        self.params = folder / "params" / "harbour-1-3.yaml"
        for path in (folder / "notebooks" / "10-inventory.ipynb", self.params, self.data / "members.csv"):
            path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(root / "params" / "rules", folder / "params" / "rules")
        (folder / "notebooks" / "10-inventory.ipynb").write_text("{}", "utf-8")
        (folder / "params" / "agencies.csv").write_text(
            "name,short,aliases,kind,evaluated,successor\n海港市資訊室,資訊室,,,是,\n", "utf-8"
        )
        self.params.write_text(PARAMS, "utf-8")
        (self.data / "members.csv").write_text(MEMBERS, "utf-8")
        self.tables: dict[str, list[dict[str, str]]] = {}

    def follows(self, resolutions: str) -> "Held":
        """A list of resolutions of earlier meetings, which the packet reported."""
        text = self.params.read_text("utf-8")
        given = "members.csv, resolutions: ../data/harbour-1-3/resolutions.csv}"
        self.params.write_text(text.replace("members.csv}", given), "utf-8")
        (self.data / "resolutions.csv").write_text(resolutions, "utf-8")
        return self

    def meeting(self) -> Meeting:
        return Meeting.read(self.params)

    def begin(self, suffix: str = "csv") -> list[Path]:
        """Write the blank form; of CSV files its rows are at hand from now on."""
        paths, _ = form.write(self.meeting(), suffix)
        if suffix == "csv":
            for path in paths:
                with path.open(encoding="utf-8-sig", newline="") as file:
                    self.tables[path.stem] = list(csv.DictReader(file))
        return paths

    def fill(self) -> "Held":
        """A whole form, row by row: everything decided as proposed, one deputy who may be sent, and what was followed goes on."""
        self.begin()
        for table, column in (("attendance", "姓名"), ("decisions", "案次")):
            self.tables[table] = [row for row in self.tables[table] if not row[column].startswith("其餘")]
        for row in self.tables["meeting"]:
            row["內容"] = LINES.get(row["項目"], "")
        for row in self.tables["attendance"]:
            row["出席方式"] = ATTENDED[row["姓名"]]
        self.attended("李戊", 代理人="周庚", 代理人職稱="專員")
        for row in self.tables["decisions"]:
            row["決定"] = "照案通過" if row["擬辦"] else "洽悉"
        for row in self.tables.get("tracked", [])[-1:]:
            row["決定"] = "繼續列管"
        return self

    def line(self, label: str, value: str) -> "Held":
        next(row for row in self.tables["meeting"] if row["項目"] == label)["內容"] = value
        return self

    def attended(self, name: str, **cells: str) -> "Held":
        next(row for row in self.tables["attendance"] if row["姓名"] == name).update(cells)
        return self

    def decided(self, place: str, item: str = "", **cells: str) -> "Held":
        rows = [row for row in self.tables["decisions"] if (row["案次"], row["子項"]) == (place, item)]
        rows[0].update(cells)
        return self

    def tracked(self, number: str, **cells: str) -> "Held":
        next(row for row in self.tables["tracked"] if row["決議編號"] == number).update(cells)
        return self

    def add(self, table: str, **cells: str) -> "Held":
        self.tables[table].append(cells)
        return self

    def write(self) -> Meeting:
        """The files with what the rows hold now, and the meeting that reads them."""
        headers = {
            "meeting": ["項目", "內容"],
            "attendance": ["身分", "姓名", "機關團體", "職稱", "出席方式", "代理人", "代理人職稱"],
            "decisions": ["案次", "子項", "案由", "擬辦", "決定", "決議內容", "辦理單位", "期限", "期限說明"],
            "tracked": ["會議", "決議編號", "決議事項", "主辦單位", "列管建議", "決定", "新期限", "新期限說明"],
            "motions": ["提案人", "案由", "決定", "決議", "辦理單位", "期限", "期限說明"],
        }
        for name, header in headers.items():
            if name not in self.tables:
                continue
            with (self.data / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, header, extrasaction="ignore")
                writer.writeheader()
                writer.writerows(self.tables[name])
        return self.meeting()
