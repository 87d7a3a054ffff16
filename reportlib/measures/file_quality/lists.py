"""Lists of datasets and files: where the marks do not agree, what every indicator says, and what is of no dataset."""

from __future__ import annotations

from reportlib.display.display import Display
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.judging.model import JudgedDataset, JudgedFiles
from reportlib.measures.file_quality.counted import RESULTS
from reportlib.measures.file_quality.within import COMPUTED, called, deciding, known, order
from reportlib.text import Quoted

SIGNS = {"pass": "■", "fail": "▲", "unknown": "○"}


def disagreeing(found: JudgedFiles) -> list[JudgedDataset]:
    """The datasets whose computed mark is another than the portal's, where that has one; by unit, in the order of the catalogue."""
    marks = order(found)
    ones = [one for one in known(found) if one.portal_mark in marks and one.portal_mark != one.mark]
    return sorted(ones, key=lambda one: one.unit)


def disagreements_table(caption: str, found: JudgedFiles) -> Display:
    """Each dataset whose marks do not agree, by unit, with the indicator that decides."""
    rows = tuple(
        Row((one.unit, called(one), Quoted(one.portal_mark), Quoted(str(one.mark)), deciding(one, found)))
        for one in disagreeing(found)
    )
    if not rows:
        return Prose.of("有檔案的資料集中，沒有平臺的標章與本資料算得不同者。")
    columns = ("單位", "資料集", "平臺", COMPUTED, "決定的項目及理由")
    return Table(caption, columns, rows, weights=(2, 4, 1, 1, 6))


def rulings_table(caption: str, found: JudgedFiles) -> Table:
    """Every dataset that was judged with each of its indicators, and the reasons of what does not pass."""
    rules = found.book.indicators
    rows = []
    for one in known(found):
        signs = [f"{SIGNS[one.rulings[rule.id].result]} {RESULTS[one.rulings[rule.id].result]}" for rule in rules]
        reasons = [
            f"{rule.name}：{one.rulings[rule.id].reason}" for rule in rules if one.rulings[rule.id].result != "pass"
        ]
        rows.append(Row((one.unit, called(one), *signs, Quoted("；".join(reasons)))))
    columns = ("單位", "資料集", *(rule.name for rule in rules), "理由")
    return Table(caption, columns, tuple(rows), weights=(2, 3, *(1 for _ in rules), 6))


def left_over_table(caption: str, found: JudgedFiles) -> Display:
    """Every file of the folder that is of no dataset, and why."""
    rows = tuple(
        Row((Quoted(one.name), Quoted(one.problem.code), Quoted(f"{one.problem.what}{one.problem.todo}")))
        for one in found.folder.left_over
    )
    if not rows:
        return Prose.of("資料夾內的檔案都屬於清單所列的資料集。").proof_only()
    return Table(caption, ("檔案", "代號", "原因"), rows, weights=(3, 1, 6), sortable=False)
