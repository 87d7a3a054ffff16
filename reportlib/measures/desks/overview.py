"""The datasets on their way as figures, sentences, slide titles and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlib.display.display import Cell, Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures.counting import names_counted
from reportlib.measures.desks.board import AtDesk, DeskBoard
from reportlib.measures.desks.passages import Passage
from reportlib.measures.desks.steps import DeskSaid
from reportlib.measures.promises import Promises
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.opening_rules import PASSED
from reportlib.model.blocks import Tone
from reportlib.roc import format_date

ENDED = {"refused": "不同意開放", "withdrawn": "撤回", "opened": "已上架"}
OVER, NO_LIMIT = "逾期限", "未訂"  # what has no limit: the rulebook does not say why
MOST_STUCK, MOST_OF_UNIT = 20, 10  # shown of a table; all of them are in the annex files (ours)


def key_figures(found: DeskBoard) -> dict[str, Fact]:
    return {
        "清單所列": found.listed.total,
        "已上架": found.opened.total,
        "辦理中": found.under_way.total,
        OVER: found.stuck.total,
    }


def summary(found: DeskBoard) -> Prose:
    """Where every dataset of the list is, how many lie too long, and from where the days are."""
    day = format_date(found.listed.total.day)
    if not found.listed.total.value:
        return Prose.of("開放進度清單沒有資料集。")
    sentence = runs(
        "截至 {day}，開放進度清單所列 {listed} 項中，已上架 {opened!s} 項，辦理中 {under_way!s} 項",
        day=day,
        listed=found.listed.total,
        opened=found.opened.total,
        under_way=found.under_way.total,
    )
    if found.returned.value:
        sentence += runs("（其中退回補正 {returned} 項）", returned=found.returned)
    for fact, text in ((found.refused, "，不同意開放 {fact} 項"), (found.withdrawn, "，撤回 {fact} 項")):
        sentence += runs(text, fact=fact) if fact.value else ()
    sentence += runs("。")
    if found.stuck.total.value:
        where = Naming.joined(
            "、", (Naming("{name} {stuck} 項", name=one.name, stuck=one.stuck) for one in _over(found))
        )
        sentence += runs("超過期限仍在同一關者 {stuck!s} 項：{where}。", stuck=found.stuck.total, where=where)
    else:
        sentence += runs("沒有超過期限仍在同一關者。")
    return Prose((sentence,))


def _over(found: DeskBoard) -> Iterator[AtDesk]:
    return (one for one in found.desks if one.stuck.value)


def message(found: DeskBoard) -> dict:
    """The title of the table by desks: how many lie too long, and where the longest of them does."""
    if not found.stuck.total.value:
        return {"sentence": "{under_way} 項辦理中，沒有逾期限者", "under_way": found.under_way.total}
    longest = _longest_first(found)[0]
    return {
        "sentence": "{stuck} 項超過期限，最久的{where}已 {days} 日",
        "stuck": found.stuck.total,
        "where": found.book.returned.name
        if longest.state == "returned"
        else Naming("在{desk}", desk=longest.desk.name if longest.desk else ""),
        "days": longest.days,
    }


def _longest_first(found: DeskBoard) -> list[Passage]:
    """What lies too long."""
    stuck = (one for one in found.passages if one.is_stuck)
    return sorted(stuck, key=lambda one: -(one.days.number if one.days else 0))


def desk_table(caption: str, found: DeskBoard) -> Display:
    """Every desk in order, and what was sent back: who sits there, the days it may take, how many are there, too long, and the longest."""
    return _desk_table(caption, found, found.desks).document_only() if found.listed.total.value else Several(())


def desk_slide(caption: str, found: DeskBoard) -> Display:
    """The same of the desks at which something lies, for a slide; nothing where nothing does."""
    here = tuple(one for one in found.desks if one.waiting.value)
    return _desk_table(caption, found, here).slide_only().says(**message(found)) if here else Several(())


def _desk_table(caption: str, found: DeskBoard, desks: tuple[AtDesk, ...]) -> Table:
    rows = [
        Row(
            (one.name, one.by, one.limit or NO_LIMIT, one.waiting, one.stuck, one.longest or "—"),
            tones=("", "", "", "", "late" if one.stuck.value else "", ""),
        )
        for one in desks
    ]
    rows.append(Row(("合計", "", "", found.under_way.total, found.stuck.total, ""), "total"))
    columns = ("關卡", "辦理者", "期限（日）", "在這一關", OVER, "最久（日）")
    day = format_date(found.listed.total.day)
    note = Naming("{source}；日數為日曆天，至 {day} 止", source=found.book.days_source, day=day)
    return Table(caption, columns, tuple(rows), "單位：項", note, "board", (4, 4, 3, 3, 3, 3), False)


def unit_table(caption: str, found: DeskBoard, promised: Promises) -> Table:
    """Every unit: what it has on the list, open, on its way, too long at a desk, and overdue by the plan."""
    overdue = None if promised.overdue.total.absence else promised.overdue.parts
    parts = [found.listed, found.opened, found.under_way, found.stuck]
    columns = ["單位", "清單所列", "已上架", "辦理中", OVER]
    names = dict.fromkeys((*found.listed.parts, *(overdue or {})))
    rows = []
    for unit in names:
        cells: list[Cell] = [part.parts.get(unit, "—") for part in parts]
        rows.append(Row((unit, *cells, *([overdue.get(unit, "—")] if overdue is not None else []))))
    total: list[Cell] = [part.total for part in parts]
    if overdue is not None:
        columns.append("屆期未開放")
        total.append(promised.overdue.total)
    rows.append(Row(("合計", *total), "total"))
    return Table(
        caption,
        tuple(columns),
        tuple(rows),
        "單位：項",
        "屆期未開放依預計開放清單，不分年度，到開放或撤回為止" if overdue is not None else "",
        weights=(5, *[3] * (len(columns) - 1)),
    ).document_only()


def stuck_table(caption: str, found: DeskBoard) -> Display:
    """What lies too long, the longest first: whose it is, where, with whom, since when and for how many days; the first
    :data:`MOST_STUCK`, and how many more there are."""
    stuck = _longest_first(found)
    rows = [
        Row(
            (
                one.title,
                one.agency_short,
                _where(one, found),
                format_date(one.since) if one.since else "—",
                one.days or "—",
                one.remark or "—",
            ),
            tones=("", "", "late", "", "", ""),
        )
        for one in stuck[:MOST_STUCK]
    ]
    if not rows:
        return Several(())
    if rest := _more(stuck[MOST_STUCK:], found.stuck.total, "desks.stuck.rest"):
        rows.append(Row((rest, *[""] * 5)))
    columns = ("資料集", "單位", "在哪一關", "起日", "日數", "說明")
    note = "日數為日曆天；期限見各關件數的表"
    return Table(caption, columns, tuple(rows), "", note, "board", (7, 4, 6, 4, 3, 6)).says(
        "{stuck} 項資料集超過期限仍在同一關", stuck=found.stuck.total
    )


def _more(rest: Sequence[Passage], of: Fact, name: str) -> Naming | None:
    """How many more there are than a table shows, and where they stand; None where it shows all."""
    if not rest:
        return None
    number = names_counted(
        [f"{one.agency_short}/{one.plan_id}" for one in rest],
        of.unit,
        name,
        "未列於表的資料集",
        of.day,
        "未列於表的項數",
    )
    return Naming("另有 {number} 項，列於附件檔案", number=number)


def _where(one: Passage, found: DeskBoard) -> str:
    """At which desk a dataset is, and with whom."""
    if one.state == "returned" and one.desk:
        return Naming("{desk}{word}，由{by}補正", desk=one.desk.name, word="退回", by=found.book.returned.by)
    if one.state in ENDED or one.desk is None:
        return ENDED[one.state]
    return Naming("{desk}（{by}）", desk=one.desk.name, by=one.desk.by)


def board_table(caption: str, found: DeskBoard, meeting: Meeting) -> Display:
    """The board: of what is not open yet what each desk has said, by unit, what lies too long first; the first :data:`MOST_OF_UNIT` of
    each, and how many more it has."""
    if not found.listed.total.value:
        return Several(())
    names = {agency.short: agency.name for agency in meeting.register}
    rows: list[Row] = []
    for unit, listed in found.listed.parts.items():
        here = [one for one in found.passages if one.agency_short == unit and one.state != "opened"]
        if not here:
            continue
        said = Naming("已上架 {opened}／{listed} 項", opened=found.opened.parts[unit], listed=listed)
        rows.append(Row((names[unit], *[""] * len(found.book.desks), said), "subtotal"))
        here.sort(key=lambda one: (not one.is_stuck, not one.on_its_way))
        rows += [_board_row(one, found) for one in here[:MOST_OF_UNIT]]
        if rest := _more(here[MOST_OF_UNIT:], found.under_way.parts[unit], f"desks.rest/{unit}"):
            rows.append(Row((rest, *[""] * (len(found.book.desks) + 1))))
    if not rows:
        return Prose.of("清單所列的資料集都已上架。").document_only()
    columns = ("資料集", *(desk.name for desk in found.book.desks), "目前")
    weights = (6, *[3] * len(found.book.desks), 4)
    note = "■ 通過　● 等候　▲ 退回、不同意或逾期限；免經的關寫「免」"
    return Table(caption, columns, tuple(rows), "", note, "board", weights, False).document_only()


def _board_row(one: Passage, found: DeskBoard) -> Row:
    cells: list[Cell] = [Naming("{number}　{title}", number=one.plan_id, title=one.title)]
    tones: list[Tone] = [""]
    for step in one.steps:
        cells.append(_said(step, one))
        tones.append(_tone(step, one))
    beyond = len(found.book.desks) - len(one.steps)
    last, tone = _now(one)
    return Row((*cells, *[""] * beyond, last), tones=(*tones, *([""] * beyond), tone))  # type: ignore[arg-type]


def _said(step: DeskSaid, one: Passage) -> Cell:
    """What a desk has said, with its day; that a dataset lies there where it has said nothing."""
    if step.meant in (None, "waiting"):
        return "等候"
    return Naming("{word} {day}", word=step.word, day=format_date(step.on)) if step.on else step.word


def _tone(step: DeskSaid, one: Passage) -> Tone:
    if step.meant in PASSED:
        return "done"
    if step.meant in (None, "waiting"):
        return "late" if one.is_stuck else "going"
    return "late"


def _now(one: Passage) -> tuple[Cell, Tone]:
    """How a dataset stands, in the last column."""
    if not one.on_its_way:
        return ENDED[one.state], ""
    if one.days is None or one.days.absence:
        return f"日數{NOT_PROVIDED}", ""
    said = OVER if one.is_stuck else "期限內" if one.limit is not None else f"期限{NO_LIMIT}"
    return Naming("{days} 日，{said}", days=one.days, said=said), "late" if one.is_stuck else ""


def list_table(caption: str, found: DeskBoard) -> Table:
    """Every dataset of the list with both cells of every desk that has said something, for the annex files."""
    desks = found.book.desks
    columns = (
        "單位",
        "編號",
        "資料集名稱",
        *(f"{desk.name}{what}" for desk in desks for what in ("日期", "結果")),
        "目前",
        "日數",
        "說明",
    )
    rows = []
    for one in found.passages:
        said = {step.desk.desk: step for step in one.steps}
        cells: list[Cell] = []
        for desk in desks:
            step = said.get(desk.desk)
            cells += [format_date(step.on) if step and step.on else "", step.word if step else ""]
        now = _where(one, found)
        rows.append(Row((one.agency, one.plan_id, one.title, *cells, now, one.days or "", one.remark)))
    return Table(caption, columns, tuple(rows)).annex_only()
