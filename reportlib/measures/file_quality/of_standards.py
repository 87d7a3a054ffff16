"""Whether values conform to data standards: by field, by dataset with its way to platinum, and value by value."""

from __future__ import annotations

from reportlib import messages
from reportlib.display.display import Display
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import constant
from reportlib.judging.model import Conformance, JudgedDataset, JudgedFiles
from reportlib.measures.file_quality.within import called, counted, known, order
from reportlib.meeting.meeting import Meeting
from reportlib.text import Quoted

FAULTS = {
    "zero": "開頭的零不見了",
    "swapped": "經度與緯度顛倒",
    "outside": "不在範圍內",
    "retired": "改制前的代碼",
    "no_day": "沒有這一天",
    "roc": "寫的是民國日期，標準要西元",
    "western": "寫的是西元日期，標準要民國",
    "digit": "檢查碼不符",
    "pattern": "格式不符",
    "form": "內容正確，寫法與標準不同",
    "variant": "「臺」寫成「台」",
}
HIDDEN = "（個人資料，不印）"
TOLD_BY = {"signed": "簽核的對應", "name": "欄名", "description": "欄位說明"}


def conformance_table(caption: str, found: JudgedFiles, meeting: Meeting) -> Display:
    """Each standard field that was found: in how many datasets, its values, and the share that conforms."""
    by_field: dict[str, list[tuple[JudgedDataset, Conformance]]] = {}
    for one in found.datasets:
        for of in one.conformances:
            by_field.setdefault(of.field, []).append((one, of))
    rows = []
    unit = meeting.units.count("個")
    for key in sorted(by_field):
        field, title = found.standards.field(key), found.standards.lists[key.partition("/")[0]].title
        named = f"{title}「{field.name}」"
        pairs = by_field[key]
        ones = {one.metadata.dataset: one for one, _ in pairs}.values()
        datasets = counted(ones, found, meeting, f"field/{key}", f"有{named}的資料集", "認出這個標準欄位的資料集")
        values = constant(sum(of.values for _, of in pairs)).named(
            f"file_quality.values/{key}", f"{named}的值", unit=unit, as_of=found.day, rule="這個標準欄位的非空白值"
        )
        right = constant(sum(of.values - of.wrong for _, of in pairs)).named(
            f"file_quality.right/{key}", f"{named}符合標準的值", unit=unit, as_of=found.day, rule="符合標準的值"
        )
        share = right.share_of(values, meeting.units.share).named(f"file_quality.rate/{key}", f"{named}符合率")
        rows.append(Row((title, field.name, datasets, values, right, share)))
    if not rows:
        return Prose.of("檔案中沒有認出標準欄位。")
    columns = ("標準", "欄位", "資料集", "值", "符合", "符合率")
    return Table(caption, columns, tuple(rows), "單位：資料集為項，值為個", weights=(4, 4, 1, 1, 1, 1))


def way_to_platinum(one: JudgedDataset, found: JudgedFiles) -> Quoted:
    """One sentence: what a dataset still lacks for the highest mark."""
    if one.mark == order(found)[-1]:
        return Quoted(messages.to_platinum_done())
    if one.mark is None:
        return Quoted(messages.to_platinum_unknown())
    if one.failing:
        mends = "；".join(str(found.book.indicator(id).mend) for id in one.failing)
        return Quoted(messages.to_platinum_mend(mends=mends))
    wrong = next((of for of in one.conformances if of.wrong), None)
    if wrong is None:
        return Quoted(messages.to_platinum_no_field())
    field = found.standards.field(wrong.field)
    return Quoted(messages.to_platinum_values(column=wrong.column, standard=field.name, wants=field.wants))


def platinum_table(caption: str, found: JudgedFiles) -> Table:
    """The way to platinum of every dataset that was judged."""
    rows = tuple(
        Row((one.unit, called(one), Quoted(str(one.mark)), way_to_platinum(one, found))) for one in known(found)
    )
    return Table(caption, ("單位", "資料集", "算得", "到白金標章還缺什麼"), rows, weights=(2, 4, 1, 7))


def values_table(caption: str, found: JudgedFiles) -> Display:
    """Every value that does not conform, up to a number for each column: its row, what is wrong, and the value where it may be shown."""
    rows = []
    for one in found.datasets:
        for of in one.conformances:
            field = found.standards.field(of.field)
            for finding in of.findings:
                shown = HIDDEN if of.personal else Quoted(finding.value)
                where = Quoted(f"第 {of.resource} 個資源第 {finding.row} 列")
                names = (Quoted(of.column), field.name, TOLD_BY[of.by])
                rows.append(Row((one.unit, called(one), where, *names, FAULTS[finding.kind], shown)))
    if not rows:
        return Prose.of("標準欄位的值都符合標準。")
    columns = ("單位", "資料集", "位置", "欄", "標準欄位", "依據", "不符之處", "值")
    return Table(caption, columns, tuple(rows), weights=(2, 4, 2, 2, 2, 1, 3, 2))
