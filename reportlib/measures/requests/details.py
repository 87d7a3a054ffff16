"""Every request by itself: the list of all, and a table of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from reportlib.display.display import Cell, Display, Naming, Ref
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Crosstab
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import exchanges, receipts
from reportlib.measures.counting import each
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.measures.requests.outcomes import by_agency_and_outcome
from reportlib.measures.requests.received import counted, keys_by_row, lacking
from reportlib.measures.requests.reply_times import (
    days_late,
    limit_text,
    reply_days,
    unanswered,
    verdicts,
    waiting_days,
)
from reportlib.meeting.meeting import Meeting
from reportlib.model.blocks import Tone
from reportlib.records.records import Records
from reportlib.roc import format_date
from reportlib.text import as_written, spelling

SECTION = "50-requests"  # where the details of each request stand
LISTED = "requests"  # where all of them are listed
PAGES_AT_END = re.compile(r"（[^（）]*第[^（）]*頁）$")
MOST_OWN_PAGES, MOST_IN_DOCUMENT = 40, 200
ANNEX_CAPTION = "民間需求各案"
DATES = {"received_on": "提出日期", "replied_on": "回復日期"}
UNANSWERED, OVERDUE, UNDATED = "未回復", "逾期未回復", "，缺日期，不計為期限內"
TEXTS = {"topic": "主題", "request_gist": "需求", "reply_gist": "回復", "reason": "理由"}
WHOLE = {"request_gist": "request_text", "reply_gist": "reply_text"}  # printed in place of the gist, where it is given
MORE = {"wanted_dataset": "建議資料集名稱", "wanted_fields": "建議開放的欄位", "case_state": "結案狀態"}


@of_section(requests=counted)
def many(requests: Records) -> bool:
    """Whether there are too many requests for a page each.

    >>> requests.many(section)
    False
    """
    return len(requests.frame) > MOST_OWN_PAGES


@of_section(requests=counted)
def only_annexed(requests: Records) -> bool:
    """Whether there are too many requests for the document: nobody reads on after page 80 of them (ours)."""
    return len(requests.frame) > MOST_IN_DOCUMENT


def _text(record, column: str) -> str:
    value = record.get(column)
    if isinstance(value, date):
        return format_date(value)
    return value if isinstance(value, str) and value else NOT_PROVIDED


@of_section(by_agency=by_agency_and_outcome, lack=lacking)
def list_message(by_agency: Crosstab, lack: Lacking | None = None) -> dict:
    """The title of the list's slide, as ``Display.says`` takes it.

    >>> requests.list_message(section)["sentence"]
    '{total} 件需求的處理情形'
    """
    return receipts.noted_message({"sentence": "{total} 件需求的處理情形", "total": by_agency.total}, lack)


@of_section(requests=counted, lack=lacking)
def list_table(caption: str, requests: Records, meeting: Meeting, lack: Lacking | None = None) -> Display:
    """Every request in a line, with its outcome, its reason and a reference to its details; :func:`list_on_slide` is its slide.

    Of more than :data:`MOST_IN_DOCUMENT` requests a sentence says where the annex is that holds them.

    >>> requests.list_table("表", section)
    表：4 列 × 5 欄
    """
    if requests.frame.empty:
        return Prose.of("本期沒有民間需求。")
    if only_annexed(requests):
        return Prose.of("件數眾多，各案不逐件列印；每一件的內容及回復列於附表「{details}」。", details=ANNEX_CAPTION)
    keys, lines = keys_by_row(requests), _lines(requests, meeting)
    rows = tuple(Row((*line, Ref(SECTION, f"request/{keys[row]}"))) for row, line in lines.items())
    columns, note = _columns(requests), receipts.note(lack=lack)
    return (
        Table(caption, (*columns, "詳見"), rows, note=note, weights=(*columns.values(), 3)).document_only().at(LISTED)
    )


@of_section(requests=counted, lack=lacking)
def list_on_slide(caption: str, requests: Records, meeting: Meeting, lack: Lacking | None = None) -> Display:
    """The same on a slide where they are few, what nobody has replied to first, without the reference and the source of a
    reason; nothing of many.

    >>> requests.list_on_slide("表", section)
    表：4 列 × 4 欄
    """
    if requests.frame.empty or many(requests):
        return Several(())
    columns, waiting = _columns(requests), waiting_days(requests, meeting)
    lines = sorted(_lines(requests, meeting).items(), key=lambda line: line[0] not in waiting)
    rows = tuple(Row(tuple(_without_pages(cell) for cell in line)) for _, line in lines)
    note = receipts.note(lack=lack)
    return Table(caption, tuple(columns), rows, note=note, weights=tuple(columns.values())).slide_only().at(LISTED)


def _columns(requests: Records) -> dict[str, int]:
    """The columns of the list with their weights: the reasons where the file has them."""
    columns = {"處理情形": 3, "機關": 3, "標題": 8, "理由": 11}
    return columns if requests.has("reason") else {label: columns[label] for label in list(columns)[:-1]}


def _without_pages(cell: str) -> str:
    """A text without the pages in brackets at its end that it is from."""
    return as_written(PAGES_AT_END.sub("", cell), cell) if PAGES_AT_END.search(cell) else cell


def _outcome(outcome: str, late: Fact | None) -> str:
    return Naming("{outcome}，逾期 {late} 日", outcome=outcome, late=late) if late else outcome


def _lines(requests: Records, meeting: Meeting) -> dict[int, list[str]]:
    """Under :func:`_columns`, by row number: an unanswered request is said to be overdue once its limit is over, a late reply by
    how many days it was late."""
    late, wide, over = unanswered(requests, meeting), len(_columns(requests)), days_late(requests, meeting)
    return {
        int(row): [
            OVERDUE if row in late else _outcome(record["outcome"], over.get(int(row))),
            record["agency_short"],
            record["title"],
            record.get("reason") or "—",
        ][:wide]
        for row, record in each(requests)
    }


@of_section(requests=counted)
def fields_without(requests: Records) -> Display:
    """Among what proves: which fields no record of the file gives; nothing where there is none.

    >>> requests.fields_without(section)
    民間需求的檔案沒有這些欄位：主題。
    """
    missing = [
        label
        for column, label in (DATES | TEXTS).items()
        if not requests.has(column) and not (column in WHOLE and requests.has(WHOLE[column]))
    ]
    if not missing:
        return Several(())
    return Prose.of("民間需求的檔案沒有這些欄位：{missing}。", missing="、".join(missing)).proof_only()


@of_section(requests=counted, exchanged="exchanges")
def detail_tables(requests: Records, meeting: Meeting, exchanged: Records | None = None) -> tuple[Display, ...]:
    """One table a request: who asked what when, what was answered, in how many days, and what was asked and answered again
    (``exchanged``); a sentence where there is none.

    A field that the file does not have is left out (:func:`fields_without` says which). They stand one below the other, in
    the document only; more than :data:`MOST_IN_DOCUMENT` are the rows of one table, in the annex files only.

    >>> len(requests.detail_tables(section))
    4
    """
    if requests.frame.empty:
        return (Prose.of("本期沒有民間需求。"),)
    found, again = _fields_by_row(requests, meeting), exchanges.by_case(exchanged, exchanges.WISHES, meeting)
    for row, record in each(requests):
        said = again.get(spelling(record["request_id"]), [])
        if not only_annexed(requests):
            found[row] |= exchanges.fields(said)
        elif again:
            found[row]["再提問及再回復"] = exchanges.in_one(said)
    if only_annexed(requests):
        return (_annexed(requests, found),)
    keys = keys_by_row(requests)
    tables = []
    for row, record in each(requests):
        table = _card(record, found[int(row)], meeting).at(f"request/{keys[int(row)]}")
        table = table.says(
            "{title}：{agency}{outcome}",
            title=record["title"],
            agency=record["agency_short"],
            outcome=record["outcome"],
        )
        tables.append(table.document_only())
    return tuple(tables)


def _card(record: Mapping, fields: Mapping[str, Cell], meeting: Meeting) -> Table:
    """One request as its table: a field a row; the outcome and the limit say what they are beside their words."""
    book, taken = meeting.outcomes, fields.get("回復天數")
    opened = book.completeness.opened if book and book.completeness else ()
    refused = book.completeness.refused if book and book.completeness else ()
    limit = meeting.params.reply_limit
    late = isinstance(taken, Fact) and limit is not None and not taken.absence and taken.number > limit.days
    late = late or str(fields.get("期限")).endswith(UNDATED)
    waiting = fields.get("回復日期") == UNANSWERED
    is_late = record["outcome"] in refused or (waiting and late)
    outcome: Tone = "done" if record["outcome"] in opened else "late" if is_late else "going"
    tones: dict[str, Tone] = {"處理情形": outcome, "期限": "late" if late else "going" if waiting else "done"}
    told = {"標題": record["title"]} | dict(fields)
    rows = tuple(Row((label, value), tones=("", tones.get(label, ""))) for label, value in told.items())
    caption = Naming("{id}　{title}", id=record["request_id"], title=record["title"])
    return Table(caption, ("欄位", "內容"), rows, layout="request", weights=(1, 5), sortable=False)


def _fields_by_row(requests: Records, meeting: Meeting) -> dict[int, dict[str, Cell]]:
    """What is told of each request, by row number and by label. Of one that nobody has replied
    to, the days are those until the end of the period."""
    limit, told = meeting.params.reply_limit, limit_text(meeting)
    waiting, judged = waiting_days(requests, meeting), verdicts(requests, meeting)
    days, over = reply_days(requests, meeting) | waiting, days_late(requests, meeting)
    both_dates = requests.has("received_on") and requests.has("replied_on")
    found = {}
    for row, record in each(requests):
        fields: dict[str, Cell] = {
            "編號": record["request_id"],
            "機關": record.get("agency") or record["agency_short"],
            "處理情形": record["outcome"],
        }
        fields |= {label: _text(record, column) for column, label in DATES.items() if requests.has(column)}
        if both_dates:
            taken = days[int(row)]
            verdict = "" if taken.absence or limit is None or row in over else "，期限內"
            verdict = UNDATED if judged.get(row) == "undated" else verdict
            if int(row) in waiting:
                verdict += UNANSWERED
                fields |= {"回復日期": UNANSWERED} | ({"處理情形": OVERDUE} if row in over else {})
            if row in over:
                verdict = Naming("，逾期 {days} 日{unanswered}", days=over[row], unanswered=verdict)
            fields |= {
                "回復天數": taken,
                "期限": Naming("{limit}{verdict}", limit=told, verdict=verdict),
            }
        if record.get("planned_on"):
            fields["預計開放日期"] = format_date(record["planned_on"])
        fields |= {
            label: _whole(record, column)
            for column, label in TEXTS.items()
            if requests.has(column) or requests.has(WHOLE.get(column, column))
        }
        fields |= {label: _text(record, column) for column, label in MORE.items() if record.get(column)}
        if answered_by := record.get("answered_by"):
            fields["回應資料集"] = Naming.joined("、", answered_by)
        if int(row) in waiting and "回復" in fields:
            fields["回復"] = Naming("截至 {day} 未回復", day=format_date(meeting.requests_until))
        if requests.has("came_from"):
            fields["來源"] = _text(record, "came_from")
        found[int(row)] = fields
    return found


def _whole(record: Mapping, column: str) -> str:
    """A text whole where it is given so, or else its gist."""
    whole = WHOLE.get(column, column)
    return _text(record, whole if record.get(whole) else column)


def _annexed(requests: Records, found: dict[int, dict[str, Cell]]) -> Table:
    """Every request as a row of one table, in the annex files only."""
    titles = {int(row): record["title"] for row, record in each(requests)}
    labels = list(dict.fromkeys(label for fields in found.values() for label in fields if label != "編號"))
    rows = tuple(
        Row((fields["編號"], titles[row], *(fields.get(label, "—") for label in labels)))
        for row, fields in found.items()
    )
    return Table(ANNEX_CAPTION, ("編號", "標題", *labels), rows).annex_only()
