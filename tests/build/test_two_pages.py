"""The two pages at the front of the volume stay two where no unit has sent anything."""

import csv
import re

import pypdfium2

from reportlib.build.build import build

RETURNS = {
    "plan": "預計開放資料集",
    "replies": "民間需求回復",
    "evaluation": "考核項目統計",
    "resolutions": "決議辦理情形",
    "oas": "OAS 驗證",
}


def test_where_every_unit_lacks_in_every_return_the_two_pages_are_two_and_the_units_are_named_once(project):
    with (project / "params" / "agencies" / "moea.csv").open(encoding="utf-8-sig", newline="") as file:
        units = {row["name"]: row["short"] for row in csv.DictReader(file) if row["evaluated"]}
    assert len(units) >= 29
    board = project / "data" / "moea-6-1" / "received.csv"
    rows = [f"{unit},{table},{label},未收,0,0\n" for table, label in RETURNS.items() for unit in units]
    board.write_text("單位,回報表,回報表名稱,收件情形,採計列數,待確認列數\n" + "".join(rows), "utf-8")
    params = project / "params" / "moea-6-1.yaml"
    text = params.read_text("utf-8").replace(
        "  publishers:", "  received: ../data/moea-6-1/received.csv\n  publishers:"
    )
    params.write_text(text.replace("appendices: [65-results,", "appendices: [65-results, 75-returns,"), "utf-8")
    built = build(params, project / "output" / "moea-6-1", ["00-two-pages", "75-returns"])
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(built.folder / "packet.pdf")]
    texts = ["".join(page.split()) for page in pages]
    last = next(at for at, text in enumerate(texts) if "75-returns" in text or "未收的單位與預計開放資料集相同" in text)
    first = next(at for at, text in enumerate(texts) if "請小組決定的事項" in text and at)
    assert last - first == 2, [text[:40] for text in texts]
    assert f"等{len(units)}個單位" in texts[first] + texts[first + 1]
    rest = "".join(texts[last:])
    assert len(re.findall("未收的單位與預計開放資料集相同", rest)) == 4
    named = "、".join(units.values()).replace(" ", "")
    assert rest.count(named) == 1 and named not in "".join(texts[:last])
