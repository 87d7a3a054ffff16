"""A small meeting's desk: what units send is put on it, and its intake taken."""

import io
import shutil

from openpyxl import Workbook

from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.returns import (
    intake,
)

PARAMS = """
meeting: {body: 諮詢小組, term: 6, number: 1, date: 109-11-20}
inputs: {publishers: agencies.csv}
rulebooks: {returns: rules/returns.yaml, categories: rules/service-categories.yaml, outcomes: rules/request-outcomes.yaml}
as_of: {inventory: 109-10-31}
periods: {plan: [109-07-01, 109-12-31]}
agenda:
  - {item: 報告, start: "14:00", end: "15:00", sections: [45-planned]}
returns: {due: 109-11-10, tables: [plan, evaluation]}
"""
REGISTER = "name,short,aliases,kind,evaluated,successor\n經濟部水利署,水利署,,,是,\n經濟部能源局,能源局,,,是,\n經濟部標準檢驗局,標準檢驗局,標檢局,,是,\n經濟部,經濟部本部,本部,,,\n"
PLAN = ("編號", "資料集名稱", "服務分類", "檔案格式", "更新頻率", "預計開放日期", "實際開放日期")
COUNTS = ("抽檢資料集數", "抽檢合格數", "應辦工作項數", "如期完成項數")
GOOD = [
    ("甲-1", "河川水位", "", "CSV", "每1月", "109/11/30", ""),
    ("甲-2", "水庫蓄水", "", "CSV", "每1月", "109.12.1", ""),
]
CORRECTION = "corrections:\n  - {file: 水利署.csv, row: 3, column: 預計開放日期, expected: 109/2/30, new: 109/12/31, reason: 電話確認, who: 王小明, when: 109-11-20}\n"


class Desk:
    """A small meeting's folder of returns, and what its intake finds."""

    def __init__(self, folder, root):
        shutil.copytree(root / "params" / "rules", folder / "params" / "rules", dirs_exist_ok=True)
        (folder / "notebooks").mkdir(exist_ok=True)
        shutil.copy(root / "notebooks" / "45-planned.ipynb", folder / "notebooks")
        (folder / "params" / "agencies.csv").write_text(REGISTER, "utf-8")
        (folder / "params" / "m-6-1.yaml").write_text(PARAMS, "utf-8")
        self.root, self.data = folder, folder / "data" / "m-6-1"
        self.returns = self.data / "returns"
        self.returns.mkdir(parents=True)

    def put(self, name, *rows, header=PLAN, encoding="utf-8"):
        text = "".join(",".join(map(str, row)) + "\r\n" for row in (header, *rows))
        return self.put_bytes(name, text.encode(encoding))

    def put_bytes(self, name, data):
        path = self.returns / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def put_book(self, name, sheets):
        return self.put_bytes(name, book(sheets))

    def say(self, file, text):
        (self.data / file).write_text(text, "utf-8")

    @property
    def meeting(self):
        return Meeting(Params.read(self.root / "params" / "m-6-1.yaml", before_intake=True))

    def take(self):
        return intake.intake(self.meeting)


def book(sheets):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name.removeprefix("!"))
        sheet.sheet_state = "hidden" if name.startswith("!") else "visible"
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def codes(found):
    return [(one.code, one.level, one.file) for one in found.findings]


def file_of(found, name):
    return next(file for file in found.files if file.name == name)
