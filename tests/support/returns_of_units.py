"""Returns of the 32 units as people send them: every shape of file and table there is, the errors that are planted in them, and
the same content as clean tables.

The content starts from what the meeting knows of each unit (its planned openings, datasets, requests, resolutions), filled in
by a seeded dice; nothing reads the clock. Nobody's real data is in it.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from reportlib.meeting.meeting import Meeting
from reportlib.returns import asked, prefilled, unit_workbook
from reportlib.roc import FIRST_YEAR
from reportlib.workbooks.ods import ods_bytes
from reportlib.workbooks.xlsx import set_text, xlsx_bytes
from tests.support.biff import xls

SEED = "returns of the units"
FIRST = ("plan", "checklist", "replies", "evaluation", "progress")  # which start from records of the reference meeting
STOCK = ("assets", "on_request", "costs")  # the inventories of data, of which it has none


@dataclass(frozen=True)
class HalfYear:
    """The half-year whose openings are planned, and when in it the units write: on ``day``, of what they did since ``lately``."""

    first: date
    last: date
    lately: date
    day: date


OF_2020 = HalfYear(date(2020, 7, 1), date(2020, 12, 31), date(2020, 9, 1), date(2020, 10, 31))


@dataclass(frozen=True)
class Error:
    """Where a finding has to be, with its code and its level."""

    file: str
    sheet: str
    row: int
    column: int | None
    code: str
    level: str = "error"


@dataclass
class Planted:
    """``clean``: for each return the rows that must be accepted, as the table's columns hold them, and the short name of the
    unit under ``unit``. ``errors``: what must be found, and nothing else may be. ``units``: whose each file is."""

    clean: dict[str, list[dict[str, object]]]
    errors: list[Error]
    units: dict[str, str]


def make(folder: Path, meeting: Meeting, planted: bool = True, half: HalfYear = OF_2020) -> Planted:
    """Write the returns of all units into the folder; without ``planted``, all of them right."""
    rng = random.Random(SEED)
    content = _content(meeting, rng, half)
    made = Planted({name: [] for name in asked.wanted(meeting).tables}, [], {})
    folder.mkdir(parents=True, exist_ok=True)
    for number, unit in enumerate(asked.asked(meeting)):
        shape = SHAPES[number % len(SHAPES)]
        agency = next(agency for agency in meeting.register if agency.short == unit)
        names = list(
            dict.fromkeys(
                (agency.name, agency.short, *agency.aliases, *_other_characters(agency.name), *NEW_NAMES.get(unit, ()))
            )
        )
        wrong = (
            {
                (name, row): mistakes
                for (of, name, row), mistakes in MISTAKES.items()
                if of == unit and name in content[unit]
            }
            if planted
            else {}
        )
        _send(folder, unit, names, shape, content[unit], wrong, meeting, rng, made)
    return made


def _other_characters(name: str) -> Iterable[str]:
    """臺 for 台 and the other way round; full-width spaces around are no part of a name."""
    return tuple(
        name.translate(str.maketrans(pair)) for pair in ({"台": "臺"}, {"臺": "台"}) if any(c in name for c in pair)
    )


# Names of September 2023 that lead back to one office of 2020, which only took another name.
NEW_NAMES = {
    "能源局": ("經濟部能源署",),
    "中小企業處": ("經濟部中小及新創企業署",),
    "專業人員研究中心": ("經濟部經貿人員培訓所",),
}


# -- what the units say ----------------------------------------------------------------------------------------------------


def _content(meeting: Meeting, rng: random.Random, half: HalfYear) -> dict[str, dict[str, list[dict]]]:
    """For each unit and return its rows by the table's columns, typed, every one of them right."""
    known = prefilled.prefilled(meeting, FIRST)
    words = {name: codes.words for name, codes in asked.codes(meeting).items()}
    content = {}
    for number, unit in enumerate(asked.asked(meeting)):
        given = {name: [_only(row, asked.RETURNS[name]) for row in known[name].get(unit, [])] for name in FIRST}
        content[unit] = {
            "plan": _plan(unit, given["plan"], words, rng, half),
            "checklist": [_checked(row, rng) for row in given["checklist"]],
            "replies": [_replied(row, rng, half) for row in given["replies"]],
            "evaluation": [_evaluated(given["evaluation"], rng)],
            "progress": [_handled(row, rng, half) for row in given["progress"]],
        }
        asked_about = {row["plan_id"] for row in given["plan"]}
        content[unit]["plan"] = [
            row if row["plan_id"] in asked_about else row | {"title": f"{row['title']}（{number + 1}）"}
            for row in content[unit]["plan"]
        ]
        if set(asked.wanted(meeting).tables) & set(STOCK):
            content[unit] |= _stock(unit, given["checklist"], words, rng, half)
    wanted = asked.wanted(meeting).tables
    return {unit: {name: rows[name] for name in wanted} for unit, rows in content.items()}


def _only(row: Mapping[str, object], one: asked.Return) -> dict[str, object]:
    return {column.name: row.get(column.name) for column in one.columns}


def _weekday(rng: random.Random, first: date, last: date) -> date:
    day = first + timedelta(rng.randrange((last - first).days + 1))
    return day - timedelta(max(0, day.weekday() - 4)) if day - timedelta(max(0, day.weekday() - 4)) >= first else first


def _plan(
    unit: str, given: list[dict], words: Mapping[str, tuple[str, ...]], rng: random.Random, half: HalfYear
) -> list[dict]:
    rows = list(given)
    of = "" if half == OF_2020 else f"{half.first:%Y%m}-"  # what was planned earlier keeps its numbers
    for number in range(1, rng.randrange(5, 9)):
        rows.append(
            {
                "plan_id": f"{unit}-{of}{number:02}",
                "title": f"{unit}新增資料集 {of}{number}",
                "category": rng.choice(words["categories"]),
                "formats": rng.choice((("CSV",), ("CSV", "JSON"), ("XML",), ("CSV", "ODS"))),
                "update_frequency": rng.choice(words["update_frequencies"]),
                "planned_on": _weekday(rng, half.first, half.last),
                "opened_on": None,
            }
        )
    for row in rng.sample(rows, 1):
        row["opened_on"] = _weekday(rng, half.first, half.day)
    return rows


def _checked(row: dict, rng: random.Random) -> dict:
    works, in_time = rng.choice((("是", "是"),) * 5 + (("是", "否"), ("否", "是")))
    return row | {
        "link_works": works,
        "updated_in_time": in_time,
        "remark": None if works == in_time == "是" else "系統改版中，預計年底前完成",
    }


def _replied(row: dict, rng: random.Random, half: HalfYear) -> dict:
    outcome = rng.choice(("已開放", "預計開放", "無法開放"))
    received = row["received_on"] or half.first
    replied = received + timedelta(rng.randrange(1, 14))
    outcome = row["outcome"] or outcome  # what the secretariat's list has already, the unit leaves as it is
    return row | {
        "outcome": outcome,
        "reason": row["reason"] or ("涉及第三人權益" if outcome == "無法開放" else None),
        "planned_on": half.last if outcome == "預計開放" else None,
        "received_on": received,
        "replied_on": row["replied_on"] or replied,
        "reply_gist": row["reply_gist"] or "已回復提案人",
    }


def _evaluated(given: list[dict], rng: random.Random) -> dict:
    sampled, due = rng.randrange(2, 30), rng.randrange(3, 7)
    counts = (
        sampled,
        sampled - rng.randrange(0, 2),
        due,
        due - rng.randrange(0, 2),
        *(rng.randrange(0, 4) for _ in range(5)),
    )
    said = dict(zip((column.name for column in asked.RETURNS["evaluation"].columns), counts, strict=True))
    known = given[0] if given else {}
    return {column: number if known.get(column) is None else known[column] for column, number in said.items()}


def _handled(row: dict, rng: random.Random, half: HalfYear) -> dict:
    done = row["done_on"] or (_weekday(rng, half.lately, half.day) if rng.random() < 0.5 else None)
    return row | {
        "handling": row["handling"] or "辦理中",
        "done_on": done,
        "proposal": "建議解除列管" if done else "建議繼續列管",
    }


def _stock(
    unit: str, listed: list[dict], words: Mapping[str, tuple[str, ...]], rng: random.Random, half: HalfYear
) -> dict[str, list[dict]]:
    """The three inventories: something refused, something on request for each restriction, and what is on the portal's list."""
    open_data, on_request, refused = words["data_classes"]

    def asset(title: str, data_class: str, **said: object) -> dict:
        row = dict.fromkeys(column.name for column in asked.RETURNS["assets"].columns)
        return row | {"title": title, "data_class": data_class, "formats": ("CSV",), "update_frequency": "每1月"} | said

    why = {"reason": "涉及第三人權益", "law": "政府資訊公開法第 18 條第 1 項第 7 款"}
    limited = [f"{unit}授權使用資料 {number}" for number, _ in enumerate(words["restrictions"], 1)]
    assets = [
        asset(f"{unit}不予提供資料", refused, system="業務系統", category=rng.choice(words["categories"]), **why),
        *(asset(title, on_request, reason="須簽訂授權契約") for title in limited),
        asset(f"{unit}可開放資料", open_data, formats=("CSV", "JSON"), planned_on=_weekday(rng, half.first, half.last)),
        *(
            asset(row["title"], open_data, **{key: row[key] for key in ("dataset_id", "category", "formats")})
            for row in listed[:2]
        ),
    ]
    for number, row in enumerate(assets, 1):
        row["asset_id"] = f"{unit}-{number:02}"
    return {
        "assets": assets,
        "on_request": [
            {
                "asset_id": row["asset_id"],
                "title": row["title"],
                "restriction": restriction,
                "licence": "限學術研究使用，期間一年",
                "charging": "每筆 2 元" if number == 0 else "免費",
                "charged_by": "規費法第 8 條" if number == 0 else None,
                "window": None if number == 0 else "資訊單位",
            }
            for number, (row, restriction) in enumerate(
                zip((row for row in assets if row["data_class"] == on_request), words["restrictions"], strict=True)
            )
        ],
        "costs": [_cost(row, rng, half) for row in assets],
    }


def _cost(row: dict, rng: random.Random, half: HalfYear) -> dict:
    building, *upkeep = (rng.choice((None, 0, rng.randrange(10_000, 30_000_000))) for _ in range(4))
    large = sum(filter(None, (building, *upkeep))) >= 50_000_000
    return {
        "asset_id": row["asset_id"],
        "title": row["title"],
        "building": building,
        **dict(zip(("upkeep_last", "upkeep_second", "upkeep_third"), upkeep, strict=True)),
        "reported_on": _weekday(rng, half.lately, half.day) if large else None,
        "remark": "與其他系統共用" if building is None else None,
    }


# -- in which shape they say it --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shape:
    """How a unit sends: the file, what stands around its tables, and how it writes what is in them."""

    kind: str  # xlsx, ods, xls, csv, tsv, template-xlsx, template-ods
    encoding: str = ""
    delimiter: str = ""
    titles: int = 0
    left: int = 0  # blank columns before the table
    two_lines: bool = False  # a merged header of two lines
    reordered: bool = False
    other_headers: bool = False
    blank_rows: bool = False
    below: tuple[str, ...] = ()
    totals: bool = False
    examples: bool = False
    unit: str = ""  # "" no column; "each" in every row; "merged" once, merged over the rows
    dates: tuple[str, ...] = ("slash",)
    full_width: bool = False
    other_words: bool = False
    numbers: bool = False  # identifiers of digits as numbers
    separator: str = ";"
    sheets: str = "labels"  # or "plain": 工作表1


NOTES = ("填表人：○○○　　　單位主管：", "註：資料統計至 109 年 10 月 31 日。", "※ 如有疑義請洽承辦單位")
WRITTEN = ("slash", "dot", "dash", "compact", "long", "full", "chinese", "common", "common_slash")

SHAPES = (
    Shape("template-xlsx"),
    Shape("template-ods", dates=("slash", "common")),
    Shape("xlsx", titles=2, left=2, dates=("slash", "dot")),
    Shape("xlsx", titles=1, two_lines=True, dates=("dash", "long")),
    Shape("xlsx", reordered=True, other_headers=True, blank_rows=True, unit="each", dates=WRITTEN),
    Shape(
        "xlsx", titles=1, totals=True, below=NOTES, full_width=True, dates=("full", "long", "chinese"), other_words=True
    ),
    Shape("xlsx", dates=("excel",), numbers=True, sheets="plain"),
    Shape("ods", titles=3, dates=("excel", "slash"), unit="each"),
    Shape("xls", titles=1, totals=True, dates=("excel", "compact"), other_headers=True),
    Shape("csv", "utf-8", ",", dates=WRITTEN),
    Shape("csv", "utf-8-sig", ",", titles=1, below=NOTES[:1], unit="each", dates=("compact",)),
    Shape("csv", "cp950", ",", dates=("dot", "long"), separator="、", other_headers=True),
    Shape("tsv", "utf-16", "\t", dates=("common_slash", "slash"), unit="each"),
    Shape("csv", "cp950", ";", dates=("slash",), separator="、", reordered=True, totals=True),
    Shape("xlsx", titles=1, unit="merged", dates=("slash", "excel"), other_words=True),
    Shape("ods", left=1, examples=True, blank_rows=True, full_width=True, dates=("dash", "full"), separator="；"),
)

# Other known spellings of words in coded columns.
SPELLINGS = {
    "每1日": ("每日", "每天"),
    "每1週": ("每週", "每周"),
    "每1月": ("每月", "每個月"),
    "每3月": ("每季",),
    "每6月": ("每半年",),
    "每1年": ("每年",),
    "不定期更新": ("不定期",),
    "建議解除列管": ("解除列管",),
    "建議繼續列管": ("繼續列管",),
    "開放資料": ("已開放", "甲類資料"),
    "依申請提供資料": ("有限度利用資料", "依申請"),
    "有償提供": ("收費",),
    "保留撤回權": ("保留撤回",),
    "是": ("Y", "✓", "V"),
    "否": ("N", "X"),
}


def _date_text(day: date, how: str) -> object:
    year, month, number = day.year - FIRST_YEAR, day.month, day.day
    wide = str.maketrans("0123456789/", "０１２３４５６７８９／")
    chinese = str.maketrans("0123456789", "〇一二三四五六七八九")
    return {
        "slash": f"{year}/{month}/{number}",
        "dot": f"{year}.{month:02}.{number:02}",
        "dash": f"{year}-{month:02}-{number:02}",
        "compact": f"{year}{month:02}{number:02}",
        "long": f"民國{year}年{month}月{number}日",
        "full": f"{year}/{month:02}/{number:02}".translate(wide),
        "chinese": f"民國{str(year).translate(chinese)}年{_ten(month)}月{_ten(number)}日",
        "common": f"{day.year}-{month:02}-{number:02}",
        "common_slash": f"{day.year}/{month}/{number}",
        "excel": day,
    }[how]


def _ten(number: int) -> str:
    from reportlib.roc import numeral

    return numeral(number)


def _shown(value: object, column, shape: Shape, rng: random.Random) -> object:
    """A value as the unit writes it."""
    if value is None:
        return None
    if isinstance(value, date):
        return _date_text(value, rng.choice(shape.dates))
    if isinstance(value, tuple):
        return shape.separator.join(value)
    if column.kind in ("count", "decimal"):
        written = f"{value:,}" if column.kind == "decimal" else str(value)
        text = shape.kind in ("csv", "tsv") or shape.full_width
        return (
            written.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
            if shape.full_width
            else written
            if text
            else value
        )
    if shape.other_words and value in SPELLINGS:
        return rng.choice(SPELLINGS[value])
    if column.kind == "identifier" and value.isdigit() and not value.startswith("0"):
        if shape.numbers:
            return int(value)
        if shape.full_width:
            return value.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if column.kind == "text" and shape.full_width and rng.random() < 0.3:
        return f"　{value} "
    return value


# -- a table on its sheet --------------------------------------------------------------------------------------------------


@dataclass
class Grid:
    """The cells of one sheet, from A1 on, and where things are: rows and columns are 1 for the first."""

    cells: list[list[object]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)  # of the content's rows
    columns: dict[str, int] = field(default_factory=dict)

    def put(self, row: int, column: int, value: object) -> None:
        self.cells[row - 1].extend([None] * (column - len(self.cells[row - 1])))
        self.cells[row - 1][column - 1] = value

    def add(self, values: Iterable[object], left: int = 0) -> int:
        self.cells.append([None] * left + list(values))
        return len(self.cells)


def _grid(one: asked.Return, rows: list[dict], names: list[str], unit: str, shape: Shape, rng: random.Random) -> Grid:
    grid, columns = Grid(), list(one.columns)
    if shape.reordered:
        rng.shuffle(columns)
    if shape.unit:
        columns.insert(0, next(column for column in one.table.columns if column.name == one.unit_column))
    for title in (f"{names[0]} {one.label}", "109 年度", f"（{unit}填報）")[: shape.titles]:
        grid.add([title], shape.left)
    headers = [
        rng.choice(column.aliases) if shape.other_headers and column.aliases else column.label for column in columns
    ]
    grid.columns = {column.name: shape.left + place for place, column in enumerate(columns, 1)}
    if shape.two_lines:
        _two_lines(grid, one, columns, headers, shape)
    else:
        grid.add(headers, shape.left)
    if shape.examples:
        grid.add(["範例", *["（填寫範例）"] * (len(columns) - 1)], shape.left)
    for number, row in enumerate(rows):
        if shape.blank_rows and number and number % 3 == 0:
            grid.add([])
        values = [
            (names[number % len(names)] if shape.unit == "each" else names[0] if number == 0 else None)
            if column.name == one.unit_column
            else _shown(row[column.name], column, shape, rng)
            for column in columns
        ]
        grid.rows[number] = grid.add(values, shape.left)
    if shape.unit == "merged" and len(rows) > 1:
        grid.merged.append((grid.rows[0], shape.left + 1, grid.rows[len(rows) - 1], shape.left + 1))
    if shape.totals:
        grid.add(
            [
                "合計",
                *(
                    sum(row[column.name] or 0 for row in rows) if column.kind in ("count", "decimal") else None
                    for column in columns[1:]
                ),
            ]
            if columns[0].kind != "count"
            else [],
            shape.left,
        )
    if shape.below:
        grid.add([])
        for note in shape.below:
            grid.add([note], shape.left)
    if shape.kind in ("csv", "tsv"):
        width = max(map(len, grid.cells))
        grid.cells = [row + [None] * (width - len(row)) for row in grid.cells]
    return grid


PAIRS = {
    "plan": ("期程", ("planned_on", "opened_on")),
    "checklist": ("檢核", ("link_works", "updated_in_time")),
    "replies": ("回復", ("replied_on", "reply_gist")),
    "evaluation": ("品質抽檢", ("sampled", "sample_passed")),
    "progress": ("辦理", ("handling", "done_on")),
    "assets": ("不開放者", ("reason", "law")),
    "on_request": ("收費", ("charging", "charged_by")),
    "costs": ("最近二年", ("upkeep_last", "upkeep_second")),
}


def _two_lines(grid: Grid, one: asked.Return, columns: list, headers: list[str], shape: Shape) -> None:
    """A header of two lines: two columns under one heading, every other cell merged downwards."""
    heading, pair = PAIRS[one.name]
    upper = [
        heading if column.name == pair[0] else None if column.name == pair[1] else text
        for column, text in zip(columns, headers, strict=True)
    ]
    first = grid.add(upper, shape.left)
    grid.add([text if column.name in pair else None for column, text in zip(columns, headers, strict=True)], shape.left)
    for column in columns:
        place = grid.columns[column.name]
        if column.name == pair[0]:
            grid.merged.append((first, place, first, place + 1))
        elif column.name != pair[1]:
            grid.merged.append((first, place, first + 1, place))


# -- the planted errors ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a row: its cells that are written otherwise, as they stand there or (``typed``) as values, and what is to
    be found in which column. ``added`` cells stand to the right of the table.

    The row is not accepted, but where the finding is a warning. With ``repeats`` it has the key of an earlier row: with other
    values neither is accepted, and both are found; without, it is the same row again, which counts once.
    """

    code: str
    column: str | None
    cells: Mapping[str, object] = field(default_factory=dict)
    typed: Mapping[str, object] = field(default_factory=dict)
    repeats: int | None = None
    added: tuple[object, ...] = ()
    level: str = "error"

    @property
    def is_copy(self) -> bool:
        return self.repeats is not None and not self.typed


# By the unit, the return and the row in its content.
MISTAKES: dict[tuple[int, str, int], Mistake] = {
    ("商業司", "plan", 1): Mistake("V07", "planned_on", {"planned_on": "109/2/30"}),
    ("商業司", "evaluation", 0): Mistake("V18", "sample_passed", typed={"sampled": 5, "sample_passed": 6}),
    ("總務司", "plan", 0): Mistake("V17", "update_frequency", {"update_frequency": "偶爾"}),
    ("技術處", "plan", 2): Mistake("L11", "title", {"title": None}),
    ("技術處", "evaluation", 0): Mistake("V10", "tasks_due", {"tasks_due": "若干"}),
    ("國際合作處", "plan", 3): Mistake("V17", "category", {"category": "公共資迅"}),
    ("投資業務處", "plan", 1): Mistake("I02", "agency", {"agency": "某某協會"}),
    ("統計處", "plan", 2): Mistake("V07", "planned_on", {"planned_on": "110年底"}),
    ("統計處", "evaluation", 0): Mistake("V18", "promotion_events", {"promotion_events": "－３"}),
    ("會計處", "plan", 1): Mistake("V05", "planned_on", {"planned_on": date(1909, 11, 30)}),
    ("人事處", "plan", 0): Mistake("I03", "agency", {"agency": "經濟部標準檢驗所"}),
    ("研究發展委員會", "plan", 2): Mistake(
        "V05", "planned_on", typed={"planned_on": date(2021, 6, 30)}, level="warning"
    ),
    ("法規委員會", "plan", 1): Mistake("V12", "plan_id", {"plan_id": "1.23457E+17"}),
    ("訴願審議委員會", "plan", 1): Mistake("L11", "planned_on", {"planned_on": None}),
    ("秘書室", "plan", 3): Mistake("I07", "plan_id", repeats=1, typed={"title": "同號不同名的資料集"}),
    ("中部辦公室", "plan", 0): Mistake("V07", "planned_on", {"planned_on": "109/13/1"}),
    ("中部辦公室", "checklist", 2): Mistake(
        "I01", "publisher", {"publisher": "經濟部商業發展署"}
    ),  # several offices of 2020 became it
    ("資訊中心", "plan", 0): Mistake("V07", "planned_on", {"planned_on": "109/11"}),
    ("水利署", "checklist", 1): Mistake("V17", "link_works", {"link_works": "大概"}),
    ("水利署", "replies", 0): Mistake("L11", "outcome", {"outcome": None}),
    ("國際貿易局", "checklist", 2): Mistake("V07", "listed_on", {"listed_on": "尚未"}),
    ("智慧財產局", "plan", 2): Mistake("I06", "plan_id", repeats=1, level="warning"),
    ("能源局", "checklist", 0): Mistake("L11", "remark", typed={"link_works": "否", "remark": None}),
    ("礦務局", "plan", 1): Mistake("V15", "planned_on", {"planned_on": "#N/A"}),
    ("中小企業處", "evaluation", 0): Mistake("V18", "tasks_on_time", typed={"tasks_due": 3, "tasks_on_time": 4}),
    ("加工出口區管理處", "evaluation", 0): Mistake("V16", "data_standards", {"data_standards": "=1+1"}),
    ("貿易調查委員會", "plan", 1): Mistake("L10", None, added=("多出的一格",)),
    ("中央地質調查所", "progress", 0): Mistake("V17", "proposal", {"proposal": "暫緩"}),
    ("中部辦公室", "replies", 0): Mistake(
        "V07", "replied_on", typed={"received_on": date(2020, 9, 10), "replied_on": date(2020, 9, 1)}
    ),
    ("水利署", "replies", 1): Mistake(
        "L11", "planned_on", typed={"outcome": "預計開放", "reason": None, "planned_on": None}
    ),
    ("工業局", "replies", 0): Mistake("V17", "outcome", {"outcome": "處理中"}),
    ("專業人員研究中心", "progress", 4): Mistake("V07", "done_on", {"done_on": "109/6/31"}),
    ("台灣電力公司", "checklist", 3): Mistake("I09", "publisher", {"publisher": "經濟部水利署"}),
    ("台灣糖業公司", "checklist", 1): Mistake("V17", "update_frequency", {"update_frequency": "每隔一陣子"}),
    ("水利署", "assets", 0): Mistake("L11", "reason", typed={"reason": None}),
    ("台灣糖業公司", "assets", 0): Mistake("L11", "law", typed={"law": None}),
    ("統計處", "assets", 1): Mistake("V17", "data_class", {"data_class": "半開放"}),
    ("智慧財產局", "assets", 2): Mistake("I06", "asset_id", repeats=1, level="warning"),
    ("人事處", "on_request", 0): Mistake("L11", "charged_by", typed={"charged_by": None}),
    ("國際合作處", "on_request", 1): Mistake("V17", "restriction", {"restriction": "看情形"}),
    ("工業局", "on_request", 2): Mistake("L11", "licence", {"licence": None}),
    ("礦務局", "costs", 0): Mistake("V18", "building", typed={"building": -5}),
    ("會計處", "costs", 1): Mistake("V10", "upkeep_last", {"upkeep_last": "約三百萬"}),
    ("秘書室", "costs", 2): Mistake("I07", "asset_id", repeats=0, typed={"title": "同號不同名的資料"}),
}


# -- the files -------------------------------------------------------------------------------------------------------------


def _send(
    folder: Path,
    unit: str,
    names: list[str],
    shape: Shape,
    content: dict[str, list[dict]],
    wrong: Mapping,
    meeting: Meeting,
    rng: random.Random,
    made: Planted,
) -> None:
    """Write one unit's file or files and note what was planted in them."""
    tables = {name: [dict(row) for row in rows] for name, rows in content.items()}
    for (name, number), mistake in wrong.items():
        assert number < len(tables[name]), f"{unit} has no row {number} of {name} for a mistake"
        if mistake.repeats is not None:
            source = tables[name][mistake.repeats]
            tables[name][number] |= {column: source[column] for column in asked.RETURNS[name].table.key}
        tables[name][number] |= mistake.typed
    for name in tables:
        of_it = [(number, mistake) for (of, number), mistake in wrong.items() if of == name]
        bad = {number for number, mistake in of_it if mistake.level == "error" or mistake.is_copy}
        bad |= {mistake.repeats for _, mistake in of_it if mistake.repeats is not None and not mistake.is_copy}
        made.clean[name] += [{"unit": unit} | row for number, row in enumerate(tables[name]) if number not in bad]
    grids = {
        name: _template(name, tables[name], unit, shape, meeting, rng)
        if shape.kind.startswith("template")
        else _grid(asked.RETURNS[name], tables[name], names, unit, shape, rng)
        for name in tables
    }
    places: dict[str, tuple[str, str]] = {}
    for (name, number), mistake in wrong.items():
        grid = grids[name]
        if mistake.is_copy:
            grid.cells[grid.rows[number] - 1] = list(grid.cells[grid.rows[mistake.repeats] - 1])
        for column, value in mistake.cells.items():
            grid.put(grid.rows[number], grid.columns[column], value)
        for value in mistake.added:
            grid.put(grid.rows[number], max(map(len, grid.cells)) + 1, value)
    if shape.kind in ("csv", "tsv"):
        for place, name in enumerate(tables):
            file = f"{names[place % 2]}_{asked.RETURNS[name].label}.{shape.kind}"
            places[name] = (file, "")
            (folder / file).write_bytes(_csv(grids[name], shape))
            made.units[file] = unit
    else:
        suffix = shape.kind.removeprefix("template-")
        file = (
            f"{unit}.{suffix}"
            if shape.kind.startswith("template")
            else f"{names[-1] if len(names) < 4 else names[0]}回報.{suffix}"
        )
        sheets = [
            (asked.RETURNS[name].label if shape.sheets == "labels" else f"工作表{place}", grids[name])
            for place, name in enumerate(tables, 1)
        ]
        places = {name: (file, sheet) for name, (sheet, _) in zip(tables, sheets, strict=True)}
        extra = _template_extra(unit, meeting) if shape.kind.startswith("template") else []
        (folder / file).write_bytes({"xlsx": _xlsx, "ods": _ods, "xls": _xls}[suffix](sheets, extra))
        made.units[file] = unit
    for (name, number), mistake in wrong.items():
        file, sheet = places[name]
        found = [number] if mistake.repeats is None or mistake.is_copy else [mistake.repeats, number]
        column = grids[name].columns[mistake.column] if mistake.column else None
        made.errors += [Error(file, sheet, grids[name].rows[row], column, mistake.code, mistake.level) for row in found]


def _template(name: str, rows: list[dict], unit: str, shape: Shape, meeting: Meeting, rng: random.Random) -> Grid:
    """Our own workbook, filled in: its sheet as :mod:`reportlib.returns.unit_workbook` makes it, with the unit's rows in it."""
    one = asked.RETURNS[name]
    agency = next(agency for agency in meeting.register if agency.short == unit)
    form = next(
        sheet
        for sheet in unit_workbook.workbook(agency, {name: []}, asked.codes(meeting), meeting).sheets
        if sheet.name == one.label
    )
    grid = Grid(
        [[cell.value for cell in row] for row in form.rows],
        columns={column.name: c for c, column in enumerate(one.columns, 1)},
    )
    for number, row in enumerate(rows):
        grid.rows[number] = grid.add(_shown(row[column.name], column, shape, rng) for column in one.columns)
    return grid


def _template_extra(unit: str, meeting: Meeting) -> list[tuple[str, Grid, bool]]:
    """Cover, lists and mark of our own workbook: name, cells, whether hidden."""
    agency = next(agency for agency in meeting.register if agency.short == unit)
    sheets = unit_workbook.workbook(
        agency, {name: [] for name in asked.wanted(meeting).tables}, asked.codes(meeting), meeting
    ).sheets
    return [
        (sheet.name, Grid([[cell.value for cell in row] for row in sheet.rows]), sheet.hidden)
        for sheet in sheets
        if sheet.name in asked.OWN_SHEETS
    ]


def _csv(grid: Grid, shape: Shape) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=shape.delimiter, lineterminator="\r\n").writerows(
        [["" if cell is None else cell for cell in row] for row in grid.cells]
    )
    return buffer.getvalue().encode(shape.encoding)


def _xlsx(sheets: list[tuple[str, Grid]], extra: list[tuple[str, Grid, bool]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, grid, hidden in [*((name, grid, False) for name, grid in sheets), *extra]:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if hidden else "visible"
        for r, row in enumerate(grid.cells, 1):
            for c, value in enumerate(row, 1):
                if isinstance(value, str) and not value.startswith(("=", "#N/A")):
                    set_text(sheet.cell(r, c), value)
                elif value is not None:
                    sheet.cell(r, c).value = value
                    if isinstance(value, date):
                        sheet.cell(r, c).number_format = "yyyy/m/d"
        for first, left, last, right in grid.merged:
            sheet.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)
    return xlsx_bytes(book)


def _ods(sheets: list[tuple[str, Grid]], extra: list[tuple[str, Grid, bool]]) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    hidden_style = Style(name="hidden", family="table")
    hidden_style.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(hidden_style)
    for name, grid, hidden in [*((name, grid, False) for name, grid in sheets), *extra]:
        table = Table(name=name, **({"stylename": "hidden"} if hidden else {}))
        for row in grid.cells:
            line = TableRow()
            for value in row or [None]:
                if value is None:
                    cell, text = TableCell(), ""
                elif isinstance(value, date):
                    cell, text = TableCell(valuetype="date", datevalue=value.isoformat()), value.isoformat()
                elif isinstance(value, (int, float)):
                    cell, text = TableCell(valuetype="float", value=str(value)), str(value)
                else:
                    cell, text = TableCell(valuetype="string"), value
                for part in text.split("\n") if text else ():
                    cell.addElement(P(text=part))
                line.addElement(cell)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    return ods_bytes(book)


def _xls(sheets: list[tuple[str, Grid]], extra: list[tuple[str, Grid, bool]]) -> bytes:
    assert not extra
    return xls([(name, grid.cells, grid.merged) for name, grid in sheets])
