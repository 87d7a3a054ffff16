"""The blank workbooks that the secretariat sends out: one a unit, as XLSX and ODS, prefilled with what the unit sent last time.

A sheet a return: its title, a line on what is asked, a grey line that explains every column, the header, the rows. The explanations
stand above the header, so that they survive every program and are title rows like any other when the workbook comes back.

Date cells are formatted as text, on purpose: a cell formatted as a date lets LibreOffice in Taiwan turn 109/11/30 into a day of
the year 109 (it saves 0109-11-29), while a text cell keeps what was typed, and the intake reads every spelling. Text cells are
of that format too, so that neither 5-2 becomes the second of May nor ``=1`` a formula. Nothing is protected.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from pathlib import Path

from reportlib.cells import text_width
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.language import say
from reportlib.measures import follow_up, inventory
from reportlib.measures.counting import each
from reportlib.measures.planned import span_text
from reportlib.measures.requests import counted
from reportlib.meeting.agency import Agency
from reportlib.meeting.meeting import Meeting
from reportlib.packets.publish import PacketPlace, writing
from reportlib.records import inputs
from reportlib.records.records import Records
from reportlib.records.schema import Column
from reportlib.returns import asked as returns_asked
from reportlib.returns.asked import COVER, LISTS, MARK, RETURNS, Codes, FormMark, Return
from reportlib.roc import format_date, format_long
from reportlib.workbooks.form_ods import form_ods
from reportlib.workbooks.form_xlsx import form_xlsx
from reportlib.workbooks.sheets import STYLES, CellRule, FormCell, FormSheet

SUFFIXES = {"xlsx": form_xlsx, "ods": form_ods}
SPARE_ROWS = 200  # blank rows that are formatted, beyond the prefilled ones
PRINTED_SPARE_ROWS = 12
NARROWEST, WIDEST = 12, 44  # columns of text, in characters
LINE, TITLE = 14, 26  # points
EVERYONE = ("各單位", "各機關", "全體單位", "所有單位")  # owners of a resolution that mean every unit
LISTS_TITLES = {
    "categories": "服務分類",
    "formats": "檔案格式",
    "update_frequencies": "更新頻率",
    "outcomes": "處理情形",
    "proposals": "列管建議",
    "yes_no": "是否",
}
_OWNERS = re.compile(r"[、，,；;\n]|及")

Row = Mapping[str, object]  # a record by the names of a return's columns


def write(meeting: Meeting, folder: Path, notice: Callable[[str], None] = lambda text: None) -> list[Path]:
    """Every unit's workbook, in both formats, in ``folder``, all of them or none; the files written, in the register's order.

    ConfigError where the parameters ask for nothing or the folder is somebody's own, InputError for records that cannot be
    read, OutputError where something cannot be written. The workbooks of an earlier run are replaced as a whole. ``notice`` is
    told of every return that starts from nothing.
    """
    rows = prefilled(meeting, returns_asked.wanted(meeting).tables)
    made = list(make(meeting, rows))
    for name in _bare(rows):
        notice(_starts_from_nothing(name, meeting))
    place = PacketPlace(folder, is_chosen=False)
    with place.reserved(meeting.params.name) as stage:
        with writing(folder):
            for name, data in made:
                (stage / name).write_bytes(data)
            record = {
                "meeting": meeting.params.name,
                "outputs": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(made)},
            }
            (stage / "run.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
        place.publish()
    return [folder / name for name, _ in made]


def make(meeting: Meeting, rows: Mapping[str, Mapping[str, Sequence[Row]]]) -> Iterator[tuple[str, bytes]]:
    """Each workbook, prefilled with ``rows``, with the name of its file: the unit's short name and the suffix."""
    asked = returns_asked.asked(meeting)
    lists, bare = returns_asked.codes(meeting), _bare(rows)
    stems: set[str] = set()
    for agency in meeting.register:
        if agency.short in asked:
            stem = _stem(agency.short, stems)
            sheets = workbook(
                agency, {name: rows[name].get(agency.short, []) for name in asked[agency.short]}, lists, meeting, bare
            )
            for suffix, written in SUFFIXES.items():
                yield f"{stem}.{suffix}", written(sheets, LISTS)


def _stem(unit: str, taken: set[str]) -> str:
    """A file name that every system takes, from a unit's name; numbered where two units come to the same."""
    plain = re.sub(r"[^\w\-（）()]+", "-", unicodedata.normalize("NFC", unit)).strip("-_") or "unit"
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", plain):
        plain += "-"
    stem, number = plain[:80], 1
    while stem.casefold() in taken:
        number += 1
        stem = f"{plain[:80]}-{number}"
    taken.add(stem.casefold())
    return stem


# -- what is known already -----------------------------------------------------------------------------------------------

SOURCES = {
    "plan": "plan",
    "checklist": "catalogue",
    "replies": "requests",
    "evaluation": "evaluation",
    "progress": "resolutions",
}  # inputs of the returns


def prefilled(meeting: Meeting, names: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
    """For each of these returns and each unit, the records to start from; none where the meeting has no such records."""
    chosen = {
        "plan": _planned,
        "checklist": _listed,
        "replies": _requested,
        "evaluation": _reported,
        "progress": _resolved,
    }
    found = {}
    for name in names:
        path = inputs.kept(SOURCES[name], meeting)
        records = inputs.read(SOURCES[name], path, meeting) if path else None
        units: dict[str, list[Row]] = {}
        for unit, row in chosen[name](records, meeting) if records is not None else ():
            units.setdefault(unit, []).append(row)
        found[name] = units
    return found


def _bare(rows: Mapping[str, Mapping[str, Sequence[Row]]]) -> frozenset[str]:
    """The returns that start from nothing, for whatever unit: of these nothing can be said to be none of a unit's."""
    return frozenset(name for name, units in rows.items() if not units)


def _starts_from_nothing(name: str, meeting: Meeting) -> str:
    path, label = inputs.kept(SOURCES[name], meeting), RETURNS[name].label
    if path is None:
        return say(
            f"{label}沒有預填：沒有 inputs.{SOURCES[name]} 的檔案。",
            f"{label} is not prefilled: there is no file for inputs.{SOURCES[name]}.",
        )
    return say(
        f"{label}沒有預填：{path.name} 沒有可帶入的列。", f"{label} is not prefilled: {path.name} has no row for it."
    )


def _planned(plan: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """What is planned and not open yet, in the order of the planned dates."""
    rows = [row for _, row in each(plan) if not row.get("opened_on")]
    rows.sort(key=lambda row: row["planned_on"])
    return ((row["agency_short"], row) for row in rows)


def _listed(catalogue: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """What is on the portal's list on the as-of date."""
    return ((row["publisher_short"], row) for _, row in each(inventory.listed(catalogue, meeting)))


def _requested(requests: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """The requests that count; the outcome of one that is not answered is left for the unit."""
    book = meeting.outcomes
    answered = {outcome.outcome for outcome in book.outcomes if outcome.answered} if book else set()
    for _, row in each(counted(requests, meeting) if book else requests):
        yield row["agency_short"], row | {"outcome": row["outcome"] if row["outcome"] in answered else None}


def _reported(evaluation: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    return ((row["unit_short"], row) for _, row in each(evaluation))


def _resolved(resolutions: Records, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """The resolutions under follow-up, each for every unit that is its owner."""
    records = dict(each(resolutions))
    for one in follow_up.followed_up(resolutions, meeting).resolutions:
        row = records[one.row] | {
            "handling": one.handling if one.handling != NOT_PROVIDED else None,
            "proposal": one.proposal or None,
        }
        for unit in owners(one.owner, meeting):
            yield unit, row


def owners(text: str, meeting: Meeting) -> list[str]:
    """The units that the owner of a resolution means: by name, by kind (「本部幕僚單位及所屬機關」), or everyone (「各單位」)."""
    named = {agency.short for part in (text, *_OWNERS.split(text)) if (agency := meeting.register.find(part.strip()))}
    every = any(word in text for word in EVERYONE)
    return [
        a.short for a in meeting.register if a.evaluated and (every or a.short in named or a.kind and a.kind in text)
    ]


# -- the workbook --------------------------------------------------------------------------------------------------------


def workbook(
    agency: Agency,
    rows: Mapping[str, Sequence[Row]],
    lists: Mapping[str, Codes],
    meeting: Meeting,
    bare: Set[str] = frozenset(),
) -> list[FormSheet]:
    """The sheets of one unit's workbook: cover, a sheet for each return of ``rows``, and two hidden ones: lists and mark.

    ``bare`` are the returns of which nothing is known, of any unit."""
    used = list(dict.fromkeys(name for one in rows for name in RETURNS[one].coded.values() if name in lists))
    places = {name: (column, 2, len(lists[name].words) + 1) for column, name in enumerate(used, 1)}
    told = {name: _told(RETURNS[name], bool(rows[name]), name in bare, meeting) for name in rows}
    tables = [_table(RETURNS[name], agency, rows[name], told[name], lists, places, meeting) for name in rows]
    longest = max((len(lists[name].words) for name in used), default=0)
    words = [tuple(FormCell(LISTS_TITLES.get(name, name)) for name in used)]
    words += [
        tuple(FormCell(lists[name].words[n] if n < len(lists[name].words) else None, "text") for name in used)
        for n in range(longest)
    ]
    mark = tuple(
        tuple(FormCell(text, "text") for text in row) for row in FormMark(meeting.params.name, agency.short).rows()
    )
    hidden = (
        FormSheet(LISTS, tuple(words), (16,) * len(used), hidden=True),
        FormSheet(MARK, mark, (12, 24), hidden=True),
    )
    return [_cover(agency, rows, told, meeting), *tables, *hidden]


def _cover(agency: Agency, rows: Mapping[str, Sequence[Row]], told: Mapping[str, str], meeting: Meeting) -> FormSheet:
    asked, about = returns_asked.wanted(meeting), meeting.params.meeting
    lines: list[tuple[FormCell, ...]] = [(FormCell(f"{about.body}　填報表格", "title"),)]
    if about.data_notice:
        lines.append(
            (
                FormCell(
                    f"{about.data_notice}：{about.data_notice_text}" if about.data_notice_text else about.data_notice,
                    "note",
                ),
            )
        )
    lines.append(())
    facts = {
        "填報單位": agency.name,
        "會議": f"第 {about.term} 屆第 {about.number} 次會議（{about.date.text()}）",
        "填報期限": f"{format_long(asked.due)}（{'一二三四五六日'[asked.due.weekday()]}）以前寄回",
        "洽詢": asked.contact or about.secretariat,
    }
    lines += [(FormCell(label, "label"), FormCell(text, "line")) for label, text in facts.items() if text]
    lines += [(), (FormCell("工作表", "must"), FormCell("請填報的內容", "must"))]
    for name, known in rows.items():
        lines.append(
            (
                FormCell(RETURNS[name].label, "label"),
                FormCell(told[name] + (f"\n已預填 {len(known)} 列。" if known else ""), "line"),
            )
        )
    lines += [(), (FormCell("填寫方式", "must"), FormCell("", "must"))]
    lines += [(FormCell(label, "label"), FormCell(text, "line")) for label, text in GUIDE.items()]
    lines += [(), (FormCell("顏色", "must"), FormCell("", "must"))]
    lines += [(FormCell(sample, style), FormCell(text, "line")) for sample, style, text in COLOURS]
    widths = (20, 88)
    return FormSheet(COVER, tuple(lines), widths, _heights(lines, widths))


GUIDE = {
    "從哪裡填": "每張工作表的標題列以下。標題列上方的灰字說明各欄；標題列請勿更改、合併或刪除，欄的順序可以不動。",
    "日期": "民國、西元都可以：109/11/30、109.11.30、1091130、民國109年11月30日、2020/11/30。只有年月（109/11）無法判讀，請填到日。",
    "選單": "有選單的儲存格請點選右側箭頭選取。檔案格式有數種時可自行輸入，以「;」分隔。",
    "數字": "填阿拉伯數字，不加單位。沒有發生填 0；不知道或不適用請留白。",
    "增加或刪除": f"空白列已預留 {SPARE_ROWS} 列，不夠可往下續填。每筆一列，請勿合併儲存格，也不必加合計列。",
    "更正": "已預填的內容有誤請直接更正，各儲存格都沒有鎖定。",
    "沒有資料": "沒有可填的工作表請留空白，與其他工作表一併寄回；空白表示沒有，不寄回表示未填報。",
    "個人資料": "請勿填寫姓名、電話、電子郵件等個人資料。檔案請勿設定密碼。",
    "寄回": "存成 XLSX 或 ODS 皆可，整個檔案寄回。更正後重送時，請在檔名加上「修正」或日期。",
}
COLOURS = (
    ("深藍標題", "must", "必填的欄。"),
    ("淺藍標題", "may", "有資料才填的欄。"),
    ("淺灰儲存格", "given", "由幕僚單位帶入的內容，請核對，有誤請更正。"),
    ("白色儲存格", "text", "請填寫。"),
)


def _told(one: Return, is_prefilled: bool, is_bare: bool, meeting: Meeting) -> str:
    """What the unit is asked for in a return, or what it finds there instead."""
    if is_prefilled or is_bare and one.table.key != (one.unit_column,):
        return _ask(one, meeting) + ("" if is_prefilled else NOT_PREFILLED)
    return one.when_empty


NOT_PREFILLED = "\n秘書單位沒有預填，有者請填。"


def _ask(one: Return, meeting: Meeting) -> str:
    period = meeting.params.periods.plan
    return (
        f"{one.ask}\n本次討論的期間為 {span_text(period)}（{format_date(period[0])} 至 {format_date(period[1])}）。"
        if one.name == "plan" and period
        else one.ask
    )


def _table(
    one: Return,
    agency: Agency,
    rows: Sequence[Row],
    told: str,
    lists: Mapping[str, Codes],
    places: Mapping[str, tuple[int, int, int]],
    meeting: Meeting,
) -> FormSheet:
    columns = one.columns
    body = [tuple(_cell(row.get(column.name), column, one) for column in columns) for row in rows]
    coded = {column: lists[name] for column, name in one.coded.items() if name in lists}
    widths = tuple(
        max(_width(column, [row[c].value for row in body], coded.get(column.name)), _room(one.explained[column.name]))
        for c, column in enumerate(columns)
    )
    asked = f"填報期限：{format_long(returns_asked.wanted(meeting).due)}。{told}"
    above = [
        (FormCell(f"{agency.name}　{one.label}", "title"),),
        *((FormCell(line, "subtitle"),) for line in asked.split("\n")),
        tuple(FormCell(one.explained[column.name], "explanation") for column in columns),
        tuple(FormCell(column.label, "must" if not column.blank else "may") for column in columns),
    ]
    spare = 1 if one.table.key == (one.unit_column,) else SPARE_ROWS  # one row a unit
    header, last = len(above), len(above) + len(body) + spare
    checks = [
        check
        for c, column in enumerate(columns, 1)
        if (check := _check(c, column, one, header + 1, last, coded, places))
    ]
    lines = [*above, *body]
    return FormSheet(
        one.label,
        tuple(lines),
        widths,
        _heights(lines, widths),
        tuple(_style(column) for column in columns),
        spare,
        tuple(checks),
        header,
        min(2, next((c for c, column in enumerate(columns, 1) if column.name in ("title", "subject")), 1)),
        header + len(body) + min(spare, PRINTED_SPARE_ROWS),
        landscape=True,
    )


def _cell(value: object, column: Column, one: Return) -> FormCell:
    """A known value as the unit would type it: 109/11/30, CSV;JSON, 12."""
    if isinstance(value, date):
        value = format_date(value).replace("-", "/")
    elif isinstance(value, tuple):
        value = ";".join(value) or None
    elif value is not None and column.kind == "count":
        return FormCell(int(value), "count")
    return FormCell(value, "given" if column.name in one.given and value is not None else _style(column))


def _style(column: Column) -> str:
    return column.kind if column.kind in ("date", "count") else "text"


def _check(
    c: int,
    column: Column,
    one: Return,
    first: int,
    last: int,
    coded: Mapping[str, Codes],
    places: Mapping[str, tuple[int, int, int]],
) -> CellRule | None:
    said = one.explained[column.name]
    if column.name in coded:
        several = coded[column.name].several
        return CellRule(
            c,
            first,
            last,
            "several" if several else "list",
            column.label,
            said,
            "" if several else "請由選單選取。",
            places[one.coded[column.name]],
        )
    if column.kind == "count":
        return CellRule(c, first, last, "count", column.label, said, "請填 0 以上的整數；沒有資料請留白。")
    if column.kind == "date":
        return CellRule(c, first, last, "hint", column.label, "例如 109/11/30 或 2020/11/30。")
    return None


def _width(column: Column, values: Sequence[str | int | None], codes: Codes | None) -> int:
    """Wide enough for the header (in two lines where it is long), the words of the list and the known texts."""
    texts = [str(value) for value in values if value is not None] + (
        list(codes.words) if codes and not codes.several else []
    )
    longest = max((text_width(text) for text in texts), default=0) + 3
    header = text_width(column.label) + 3
    if column.kind in ("date", "count"):
        return max(NARROWEST + 1, min(header, 17))
    open_text = column.kind == "text" and not codes
    return max(NARROWEST, min(header, 20), min(WIDEST, max(longest, 24 if open_text else 0)))


def _room(explanation: str) -> int:
    """How wide a column must be for its explanation to take no more than four lines."""
    return min(24, -(-text_width(explanation) // 4) + 5)


def _heights(lines: Sequence[Sequence[FormCell]], widths: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The height of every row whose texts need more than a line."""
    found = []
    for r, row in enumerate(lines, 1):
        wrapped = [
            (cell.value, width - 2 * STYLES[cell.style].indent)
            for cell, width in zip(row, widths, strict=False)
            if isinstance(cell.value, str) and STYLES[cell.style].wrap
        ]
        needed = max(
            (
                sum(max(1, -(-text_width(line) * 9 // (10 * width - 15))) for line in text.split("\n"))
                for text, width in wrapped
            ),
            default=1,
        )
        if row and row[0].style == "title":
            found.append((r, TITLE))
        elif needed > 1:
            found.append((r, needed * LINE + 3))
    return tuple(found)
