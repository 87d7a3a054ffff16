"""How complete the metadata of each unit's datasets is, after the dimensions of the European portal's assessment (MQA)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, absent
from reportlib.judging.judge import by_unit
from reportlib.judging.model import FAIL, JudgedDataset, JudgedFiles
from reportlib.measures.file_quality.within import counted
from reportlib.meeting.meeting import Meeting

# Each column of the table: the field of the metadata it is about, and whether a dataset has it.
ASKED: Mapping[str, tuple[str, Callable[[JudgedDataset], bool]]] = {
    "描述": ("description", lambda one: bool(one.metadata.description)),
    "欄位說明": ("fields", lambda one: bool(one.metadata.fields)),
    "授權": ("licence", lambda one: bool(one.metadata.licence)),
    "聯絡資訊": ("contact", lambda one: one.metadata.has_contact),
    "更新頻率": ("frequency", lambda one: bool(one.metadata.frequency)),
}
LATE = "逾期未更新"


def completeness_table(caption: str, found: JudgedFiles, meeting: Meeting) -> Table:
    """For each unit how many of its datasets have each field filled in, and how many are overdue by their own frequency."""
    rows = []
    units = by_unit(found)
    for unit in [agency.short for agency in meeting.register if agency.short in units]:
        ones = units[unit]
        cells = [counted(ones, found, meeting, f"listed/{unit}", f"{unit}資料集", "資料集清單中有識別碼者")]
        for label, (field, has) in ASKED.items():
            name, said = f"filled/{field}/{unit}", f"{unit}填有{label}的資料集"
            if not any(_has_column(one, field) for one in ones):
                cells.append(absent(NOT_PROVIDED, meeting.datasets, f"file_quality.{name}", said, found.day))
                continue
            cells.append(counted(filter(has, ones), found, meeting, name, said, f"詮釋資料的{label}不是空白"))
        late = [one for one in ones if one.rulings["timeliness"].result == FAIL]
        cells.append(
            counted(late, found, meeting, f"late/{unit}", f"{unit}{LATE}的資料集", "最後更新日加更新頻率早於統計日")
        )
        rows.append(Row((unit, *cells)))
    return Table(caption, ("單位", "資料集", *ASKED, LATE), tuple(rows), "單位：項")


def _has_column(one: JudgedDataset, field: str) -> bool:
    """Whether the source has the field at all: a column that is not there says nothing of a unit."""
    return bool({field, "telephone" if field == "contact" else field} & one.metadata.known)
