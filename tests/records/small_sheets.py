"""Small sheets of one table, row by row."""

from reportlib.readers.sheets import Sheet
from reportlib.records import located
from reportlib.records.schema import Column, TableSchema

HEADER = ("編號", "機關", "資料集名稱", "預計開放日期", "實際開放日期", "件數")
PLAN = TableSchema(
    "plan",
    "預計開放資料集",
    (
        Column("plan_id", "編號", "identifier", required=True, blank=False),
        Column("agency", "機關", "agency", required=True, blank=False),
        Column("title", "資料集名稱", "text", ("名稱",), required=True, blank=False),
        Column("planned_on", "預計開放日期", "date", ("開放／預計",)),
        Column("opened_on", "實際開放日期", "date", ("開放／實際",)),
        Column("number", "件數", "count"),
    ),
    key=("plan_id",),
)


def sheet(*rows, csv=False, **more) -> Sheet:
    return Sheet("單位.xlsx", "" if csv else "甲", "utf-8" if csv else None, [tuple(row) for row in rows], **more)


def row(number, *, agency="水利署", title=None, on="109/8/1", opened=None, count=None):
    return (str(number), agency, title or f"資料集{number}", on, opened, count)


def codes(found) -> list[str]:
    return [finding.code for finding in found.findings]


def adds_up(found: located.Layout) -> bool:
    counts = found.counts()
    return counts["read"] == sum(n for part, n in counts.items() if part != "read")
