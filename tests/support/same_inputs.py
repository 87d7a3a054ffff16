"""What ``tests.same`` gives to both sides: returns of all units, a small meeting, and inputs that are refused.

Everything is made once, by this tree, as files that are laid over a project. The same tree makes the same bytes.
"""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
from pathlib import Path
from typing import NamedTuple

Files = dict[str, str | bytes]


def make_returns(root: Path, folder: Path) -> list:
    """Write the constructed returns of all units into the folder; what was planted in them. The one place that imports
    modules of the tree, which may move."""
    from reportlib.meeting.meeting import Meeting
    from reportlib.meeting.params import Params
    from tests.support import returns_of_units

    meeting = Meeting(Params.read(root / "params" / "moea-6-1.yaml", before_intake=True))
    return returns_of_units.make(folder, meeting).errors


def make_xls(rows: list[tuple]) -> bytes:
    """A workbook of Excel 97 with one sheet."""
    from tests.support.biff import xls

    return xls([("表", rows, [])])


# -- the small meeting -----------------------------------------------------------------------------------------------

PARAMS = """\
meeting:
  body: 諮詢小組
  term: 6
  number: 1
  date: 109-11-20
inputs:
  publishers: agencies/moea.csv
  plan: ../data/small/plan.csv
  requests: ../data/small/requests.csv
rulebooks:
  categories: rules/service-categories.yaml
  outcomes: rules/request-outcomes.yaml
  returns: rules/returns.yaml
  identities: rules/identities.yaml
as_of:
  inventory: 109-10-31
periods:
  requests: [109-06-01, 109-10-31]
  plan: [109-07-01, 109-12-31]
reply_limit: {days: 14, count: calendar, holidays: []}
returns: {due: 109-11-10, tables: [plan]}
agenda:
  - item: 討論事項
    start: "14:00"
    end: "15:00"
    topics:
      - title: 預計開放資料
        sections: [45-planned]
      - title: 民間需求
        sections: [50-requests]
"""
PLAN_HEADER = ("編號", "機關", "資料集名稱", "服務分類", "檔案格式", "更新頻率", "預計開放日期", "實際開放日期")
PLAN = [
    PLAN_HEADER,
    ("甲-1", "經濟部水利署", "河川水位", "公共資訊", "CSV", "每1月", "109/11/30", ""),
    ("甲-2", "經濟部水利署", "水庫蓄水", "公共資訊", "CSV;JSON", "每1日", "109/12/1", ""),
    ("乙-1", "經濟部能源局", "油價", "公共資訊", "CSV", "每1週", "109/9/30", "109/9/15"),
]
REQUESTS = [
    ("編號", "標題", "機關", "處理情形", "理由", "提出日期", "回復日期", "需求摘要", "回復摘要"),
    ("548277", "水權統計", "經濟部水利署", "已開放", "", "109/7/1", "109/7/9", "請開放水權統計", "已登載"),
    ("548562", "油價歷史", "經濟部能源局", "無法開放", "", "109/8/3", "109/9/9", "請開放歷史油價", "依規定不提供"),
]
PERSONAL = (
    "民眾王小明先生（A123456789）電話 0912-345-678，住臺北市大安區和平東路一段123巷4號5樓，"
    "信箱 planted.person@example.org"
)


def csv(rows: list[tuple]) -> str:
    return "".join(",".join(map(str, row)) + "\r\n" for row in rows)


def with_cell(rows: list[tuple], row: int, header: str, value: object) -> list[tuple]:
    """The rows with another value in one cell; row 0 is the header."""
    place = rows[0].index(header)
    cells = (*rows[row][:place], value, *rows[row][place + 1 :])
    return [*rows[:row], cells, *rows[row + 1 :]]


SMALL: Files = {
    "params/small.yaml": PARAMS,
    "data/small/plan.csv": csv(PLAN),
    "data/small/requests.csv": csv(REQUESTS),
}


def small(**files: str | bytes) -> Files:
    """The small meeting with its parameters, its plan or its requests replaced."""
    places = dict(zip(("params", "plan", "requests"), SMALL, strict=True))
    return SMALL | {places[name]: data for name, data in files.items()}


def params(old: str, new: str) -> Files:
    return small(params=changed(PARAMS, old, new))


def planned(header: str, value: object, row: int = 1) -> Files:
    return small(plan=csv(with_cell(PLAN, row, header, value)))


def inputs(kind: str, plan: bytes, requests: bytes) -> Files:
    """The small meeting with files of another kind for its plan and its requests."""
    text = changed(changed(PARAMS, "plan.csv", f"plan.{kind}"), "requests.csv", f"requests.{kind}")
    return {"params/small.yaml": text, f"data/small/plan.{kind}": plan, f"data/small/requests.{kind}": requests}


def rulebook(name: str, text: str) -> Files:
    """The small meeting with another text for one of its rulebooks."""
    return params(f"rules/{name}.yaml", "rules/small.yaml") | {"params/rules/small.yaml": text}


def changed(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new, 1)


# -- files of other kinds --------------------------------------------------------------------------------------------

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def zipped(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return buffer.getvalue()


def xlsx(rows: list[tuple], state: str = "visible", prologue: str = "", extra: dict[str, str] | None = None) -> bytes:
    """A workbook with one sheet; ``#`` begins an error value, ``=`` a formula without result."""

    def cell(value: str) -> str:
        if value.startswith("#"):
            return f'<c t="e"><v>{value}</v></c>'
        if value.startswith("="):
            return f"<c><f>{value[1:]}</f></c>"
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    one = f'<Relationship Id="r1" Type="{RELATIONS}/{{}}" Target="{{}}"/>'
    relation = f'<Relationships xmlns="{PACKAGE}">{one}</Relationships>'
    sheets = f'<sheets><sheet name="表" sheetId="1" state="{state}" r:id="r1"/></sheets>'
    return zipped(
        {
            "_rels/.rels": relation.format("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}">{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": relation.format("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f"{prologue}<worksheet {MAIN}><sheetData>{lines}</sheetData></worksheet>",
            **(extra or {}),
        }
    )


def ods(rows: list[tuple], manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet with one sheet of texts, and more entries for its manifest."""

    def cell(value: str) -> str:
        if not value:
            return "<table:table-cell/>"
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    names = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f'<table:table table:name="表">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    listed = f'<manifest:manifest xmlns:manifest="{ODF}manifest:1.0">{manifest}</manifest:manifest>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {names}>{body}</office:document-content>",
            "META-INF/manifest.xml": listed,
        }
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_XLSX = (OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")).ljust(4096, b"\0")
LOCKED = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
LOCKED_ODS = ods(PLAN, LOCKED)
ENTITY = '<!DOCTYPE x [<!ENTITY a "1">]>'


def locked_xls() -> bytes:
    """An old workbook whose second record says that it has a password."""
    plain = make_xls(PLAN)
    first = struct.pack("<HH", 0x42, 2)  # the code page, which comes second; a password would
    assert plain.count(first) == 1
    return plain.replace(first, struct.pack("<HH", 0x2F, 2))


# -- notebooks -------------------------------------------------------------------------------------------------------

OPEN = "from reportlib import Prose, Ref, open_section, planned\n\nsection = open_section(params_file)\nsection"


def notebook(*sources: str, last: str = "section.close()") -> Files:
    """The small meeting, whose first section is a notebook with these cells."""

    def cell(kind: str, source: str, number: int, **metadata: object) -> dict:
        more = {"execution_count": None, "outputs": []} if kind == "code" else {}
        return {"cell_type": kind, "id": f"cell-{number}", "metadata": metadata, "source": source, **more}

    cells = [
        cell("markdown", "# 我的章節", 0),
        cell("code", 'params_file = "../params/small.yaml"', 1, tags=["parameters"]),
        *(cell("code", source, number) for number, source in enumerate(filter(None, (OPEN, *sources, last)), 2)),
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    text = json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})
    return params("sections: [45-planned]", "sections: [12-mine]") | {"notebooks/12-mine.ipynb": text}


# -- what is refused -------------------------------------------------------------------------------------------------


class Refused(NamedTuple):
    """A command that is refused, or that has something to say of its input, and the files it is about."""

    name: str
    command: str
    files: Files
    packets: bool = False  # it needs the packets that were built


RULE = "params/rules/small.yaml"
DECLARED = """
declared:
  told:
    {label: 新聞稿所載資料集, value: 12, unit: 項, as_of: 109-10-31, source: 新聞稿, measure: plan.period}
agenda:"""
SEVERAL = changed(changed(PARAMS, "term: 6", "term: six"), "  inventory: 109-10-31", "  inventry: 109-10-31")
SEVERAL = changed(changed(SEVERAL, "109-06-01", "109-02-30"), "[45-planned]", "[99-none]") + "foo: 1\n"
MISSING = changed(changed(PARAMS, "small/plan.csv", "small/accepted/plan.csv"), "request-outcomes", "request-outcome")
TWICE = changed(changed(PARAMS, "  term: 6", "  term: 6\n  term: 7"), "number: 1", "number: !!python/name:os.system 1")
IDENTITIES = """\
title: 核對
source: 無
identities:
  - {id: a, kind: summ, severity: error, says: 相加。, facts: {total: [x]}}
"""
REGISTER = """\
name,short,aliases,kind,evaluated,successor
經濟部水利署,水利署,能源,,是,
經濟部能源局,能源局,能源,,是,
"""
CORRECTION = """\
corrections:
  - {file: 水利署.csv, row: 2, column: A, expected: 甲, new: 乙, reason: 電話, who: 王小明, when: 109-11-12}
"""
RETURN = SMALL | {"data/small/returns/水利署.csv": csv(PLAN[:3])}
WRONG_PLAN = [
    *PLAN,
    ("甲-2", "經濟部水利署", "同號", "公共資訊", "CSV", "每1月", "109/12/1", ""),
    ("丙-1", "經濟部水力署", "名稱不在名冊", "公共資訊", "CSV", "每1月", "109/12/1", ""),
    ("丙-2", "經濟部水利署", "", "公共資訊", "CSV", "每1月", "109/12/1", ""),
    ("丙-3", "經濟部水利署", "沒有這一天", "公共資訊", "CSV", "每1月", "109/2/30", "109年底"),
    ("1.23457E+17", "經濟部水利署", "失真的編號", "公共資訊", "CSV", "每1月", "109/12/1", ""),
    ("丙-4", "經濟部水利署", "多一格", "公共資訊", "CSV", "每1月", "109/12/1", "", "多出"),
]
NO_HEADER = [("編號", *("某欄",) * 7), *PLAN[1:]]
ERRORS = with_cell(with_cell(PLAN, 1, "預計開放日期", "#N/A"), 2, "資料集名稱", "=A1")
LATE = with_cell(with_cell(REQUESTS, 1, "回復日期", "109/2/30"), 2, "機關", "某某協會")
FORM = notebook("for one in (1, 2):\n    one", "import os", last="")
REQUESTS_CSV = "data/small/requests.csv"
ATTACHED = "attachments:\n  - {title: 附件, file: ../data/small/a.png}\nagenda:"
SIMPLIFIED = csv(PLAN).replace("資料集", "数据集").encode("gbk", "replace")
MIXED = "9,水權,經濟部水利署,已開放,,,,,".encode() + b"\r\n"
DECISIONS = "files:\n  - {file: 沒有.csv, unit: 水力署}\n"
ALTERED = {"output/moea-5-2/calendar.ics": "", "output/moea-5-2/added.txt": ""}
PLAN_XLS = with_cell(PLAN, 2, "預計開放日期", 37.5)

REFUSED = [
    Refused("command-none", "", {}),
    Refused("command-unknown", "bulid moea-6-1", {}),
    Refused("command-help", "build --help", {}),
    Refused("command-without-meeting", "build --output elsewhere", {}),
    Refused("command-unknown-option", "check small --fast", SMALL),
    Refused("meeting-unknown", "build moea-9-9", {}),
    Refused("meeting-small", "check small", SMALL),
    Refused("section-unknown", "build small --sections 99-none", SMALL),
    Refused("output-among-data", "build small --output data/small", SMALL),
    Refused("params-several", "check small", small(params=SEVERAL)),
    Refused("params-day-after-meeting", "check small", params("inventory: 109-10-31", "inventory: 110-10-31")),
    Refused("params-missing-files", "check small", small(params=MISSING)),
    Refused("params-to-be-filled-in", "build small", params("date: 109-11-20", "date: 待填")),
    Refused("yaml-syntax", "check small", params("body: 諮詢小組", 'body: "諮詢小組')),
    Refused("yaml-twice-and-tag", "check small", small(params=TWICE)),
    Refused("yaml-big5", "check small", small(params=PARAMS.encode("cp950"))),
    Refused("notebook-form", "check small", FORM),
    Refused("notebook-no-json", "check small", FORM | {"notebooks/12-mine.ipynb": "{"}),
    Refused("notebook-fails", "build small", notebook("1 / 0")),
    Refused("notebook-digits", "build small", notebook('Prose.of("共 37 項")')),
    Refused("notebook-reference", "build small", notebook('Prose.of("見{there}", there=Ref("50-requests", "none"))')),
    Refused("disagreement", "build small", params("agenda:", DECLARED.lstrip())),
    Refused("attachment", "build small", params("agenda:", ATTACHED) | {"data/small/a.png": "這不是圖"}),
    Refused("csv-cells", "check small", small(plan=csv(WRONG_PLAN), requests=csv(LATE))),
    Refused("csv-outcome", "check small", small(requests=csv(with_cell(REQUESTS, 1, "處理情形", "處理中")))),
    Refused("csv-missing-columns", "check small", small(plan=csv(NO_HEADER), requests=csv([r[:3] for r in REQUESTS]))),
    Refused("csv-unclosed-and-empty", "check small", planned("資料集名稱", '"河川') | {REQUESTS_CSV: ""}),
    Refused("csv-header-only", "check small", small(plan=csv(PLAN[:1]))),
    Refused("csv-encodings", "check small", small(plan=SIMPLIFIED, requests=csv(REQUESTS).encode("cp950") + MIXED)),
    Refused("xlsx-password-and-damage", "check small", inputs("xlsx", LOCKED_XLSX, xlsx(REQUESTS)[:900])),
    Refused(
        "xlsx-dtd-and-hidden",
        "check small",
        inputs("xlsx", xlsx(PLAN, prologue=ENTITY), xlsx(REQUESTS, state="hidden")),
    ),
    Refused("xlsx-error-values", "check small", inputs("xlsx", xlsx(ERRORS), xlsx(LATE))),
    Refused("xlsx-macro", "check small", inputs("xlsx", xlsx(PLAN, extra={"xl/vbaProject.bin": "x"}), xlsx(REQUESTS))),
    Refused("ods-password-and-damage", "check small", inputs("ods", LOCKED_ODS, ods(REQUESTS)[:700])),
    Refused("ods-cells", "check small", inputs("ods", ods(WRONG_PLAN), ods(LATE))),
    Refused("xls-password-and-pdf", "check small", inputs("xls", locked_xls(), b"%PDF-1.7\n")),
    Refused("xls-cells", "check small", inputs("xls", make_xls(PLAN_XLS), make_xls(LATE))),
    Refused("rulebook", "check small", rulebook("request-outcomes", "title: 處理情形\nsource: 無\noutcome: []\n")),
    Refused("rulebook-identities", "check small", rulebook("identities", IDENTITIES)),
    Refused("register", "check small", params("agencies/moea.csv", "rules/small.yaml") | {RULE: REGISTER}),
    Refused("templates-without-returns", "templates small", params("returns: {due: 109-11-10, tables: [plan]}\n", "")),
    Refused("intake-none", "intake small", SMALL),
    Refused("intake-decisions", "intake small", RETURN | {"data/small/intake.yaml": DECISIONS}),
    Refused("intake-corrections", "intake small", RETURN | {"data/small/corrections.yaml": CORRECTION}),
    Refused("explain-unknown", "explain moea-6-1 F-9999 96% 87,654,321 沒有這個", {}, packets=True),
    Refused("explain-several", "explain moea-6-1 3,159", {}, packets=True),
    Refused("verify-altered", "verify moea-5-2", ALTERED, packets=True),
    Refused("verify-no-packet", "verify moea-9-9", {}),
    Refused("new-existing", "new moea-5-2 --from moea-6-1", {}, packets=True),
    Refused("new-bad-name", "new ../moea --from moea-6-1", {}, packets=True),
    Refused("diff-unbuilt", "diff moea-9-9 moea-6-1", {}, packets=True),
]


def make(root: Path, folder: Path) -> None:
    """Write all inputs: in ``returns`` and ``corrected`` those of an intake, in ``personal`` a meeting with personal
    data, and one folder for each refused input."""
    data = Path("data") / "moea-6-1"
    made = folder / "returns" / data / "returns"
    errors = {(error.file, error.code): error for error in make_returns(root, made)}
    shutil.copytree(made, folder / "corrected" / data / "returns")
    wrong = errors["商業司.xlsx", "V07"]
    entry = {
        "file": wrong.file,
        "sheet": wrong.sheet,
        "row": wrong.row,
        "column": "預計開放日期",
        "expected": "109/2/30",
        "new": "109/2/28",
        "reason": "電話確認",
        "who": "王小明",
        "when": "109-11-12",
    }
    _write(
        folder / "corrected",
        {
            f"{data}/corrections.yaml": json.dumps({"corrections": [entry]}, ensure_ascii=False),
            f"{data}/intake.yaml": "files:\n  - {file: 商業司.xlsx, received_on: 109-11-13}\n",
        },
    )
    asked = with_cell(with_cell(REQUESTS, 1, "標題", "王小明先生建議開放水權統計"), 1, "需求摘要", PERSONAL)
    _write(folder / "personal", small(requests=csv(asked)))
    for refused in REFUSED:
        _write(folder / refused.name, refused.files)


def _write(folder: Path, files: Files) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
