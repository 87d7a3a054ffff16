"""A national list of datasets, CONSTRUCTED (重建資料) in the shape of the portal's list of July 2018: its six columns, thousands
separators within quotes, blank dates and ratings, repeated titles, titles with a line break, names that are no body's.

Of the real list only its shape was taken, as ``../shared/real/README.md`` counts it; titles, dates and numbers are drawn by chance
from a seed, and the units of a body are visibly made up. A fifth of the rows are nobody's, as there (7,135 of 35,955).
"""

import csv
import io
import random
from collections.abc import Sequence
from datetime import date, timedelta

HEADER = ("提供機關名稱", "資料集名稱", "瀏覽人次", "下載次數", "資料集評分", "上架日")
NOBODY = (
    "司法院",
    "立法院",
    "考選部",
    "統計處",
    "秘書室",
)  # in the real list, and no ministry's or local government's by their names
UNITS = ("", "重建單位甲", "重建單位乙", "重建單位丙")
FIRST, LAST = date(2012, 1, 3), date(2018, 7, 31)


def national_list(bodies: Sequence[str], rows: int, seed: int = 1) -> bytes:
    """So many rows, at least one of each body."""
    chance = random.Random(seed)
    sizes = [1 / (rank + 2) for rank in range(len(bodies))]
    owners = list(bodies) + chance.choices(bodies, sizes, k=rows - rows // 5 - len(bodies))
    names = [owner + chance.choice(UNITS) for owner in owners] + [chance.choice(NOBODY) for _ in range(rows // 5)]
    chance.shuffle(names)
    made = [_row(name, number, chance) for number, name in enumerate(names, 1)]
    for row in made[: rows // 18_000]:
        row[1] = row[1].replace(" ", "\n", 1)
    for earlier, later in zip(made[: rows // 4_000], made[-(rows // 4_000) or rows :], strict=False):
        later[:2] = earlier[:2]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([HEADER, *made])
    return text.getvalue().encode("utf-8-sig")


def _row(name: str, number: int, chance: random.Random) -> list[str]:
    day = FIRST + timedelta(days=int((LAST - FIRST).days * chance.random()))
    views = int(10 ** (2 + 2.2 * chance.random()))
    rating = str(chance.choice((20, 40, 60, 80, 100))) if chance.random() < 0.1 else ""
    listed = "" if chance.random() < 0.02 else f"{day:%Y/%m/%d}"
    return [name, f"重建資料集 第 {number} 號", f"{views:,}", f"{int(views * chance.random() / 3):,}", rating, listed]
