"""What comes from outside for the meetings after moea-5-2: constructed data (重建資料), the reference meeting's own exports for the first, and for the second the same
with later days.
"""

import csv
import datetime
import io
import re
from pathlib import Path

from python_calamine import CalamineWorkbook

from reportlib import roc
from reportlib.writing import csv_bytes

OLD_DAY, NEW_DAY = "109-10-31", "110-04-30"
ON = datetime.timedelta(181)  # from the one to the other
SINCE = datetime.date(2020, 5, 4)  # what came on this day or later comes again that much later
_DAY = re.compile(r"[0-9]{3}[-/][0-9]{1,2}[-/][0-9]{1,2}")


def put_first(portal: Path, new: Path) -> None:
    """The exports of the reference meeting, and its list of members: a new term has begun."""
    for name in ("catalogue", "quality", "ministries", "feedback", "members"):
        (new / f"{name}.csv").write_bytes((portal / f"{name}.csv").read_bytes())
    (new / "requests.csv").write_bytes(csv_bytes(rows_of(portal / "requests.xlsx")))


def put_second(old: Path, new: Path) -> None:
    """The same half a year later: the list as it was, tests and other bodies' numbers of the new day, requests and comments that came since."""
    (new / "catalogue.csv").write_bytes((old / "catalogue.csv").read_bytes())
    for name in ("quality", "ministries"):
        (new / f"{name}.csv").write_bytes(with_the_new_day(new / f"{name}.csv"))
    for name in ("requests", "feedback"):
        (new / f"{name}.csv").write_bytes(later_cases(old / f"{name}.csv", "編號", "提出日期"))


def with_the_new_day(carried: Path) -> bytes:
    """A list that ``packet new`` has carried over, and its rows of the last day once more on the new one."""
    rows = rows_of(carried)
    again = [[cell.replace(OLD_DAY, NEW_DAY) for cell in row] for row in rows if OLD_DAY in row]
    return csv_bytes([*rows, *again])


def later_cases(path: Path, number: str, came: str) -> bytes:
    """Requests or comments of citizens half a year later, under other numbers; of those that came in the last months."""
    rows = rows_of(path)
    first = next(n for n, row in enumerate(rows) if number in row)
    head = rows[first]
    kept = [
        [f"{cell}-2" if place == head.index(number) else _later(cell) for place, cell in enumerate(row)]
        for row in rows[first + 1 :]
        if _DAY.fullmatch(row[head.index(came)]) and roc.parse_date(row[head.index(came)]) >= SINCE
    ]
    return csv_bytes([head, *kept])


def _later(text: str) -> str:
    return roc.format_date(roc.parse_date(text) + ON) if _DAY.fullmatch(text) else text


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a CSV file, or of the first sheet of a workbook, as texts."""
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    return [list(map(str, row)) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
