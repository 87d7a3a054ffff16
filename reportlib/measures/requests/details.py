"""Every request by itself: the list of all, and a table of each."""

from __future__ import annotations

from datetime import date

from reportlib.display.display import Cell, Display, Naming, Ref
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table, record_table
from reportlib.facts.breakdowns import Crosstab
from reportlib.facts.facts import NOT_PROVIDED
from reportlib.measures import receipts
from reportlib.measures.counting import each
from reportlib.measures.receipts import Lacking
from reportlib.measures.requests.received import keys_by_row
from reportlib.measures.requests.reply_times import limit_text, reply_days
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date

SECTION = "50-requests"  # where the details of each request stand
MOST_OWN_PAGES, MOST_IN_DOCUMENT = 40, 200
ANNEX_CAPTION = "民間需求各案"
DATES = {"received_on": "提出日期", "replied_on": "回復日期"}
TEXTS = {"topic": "主題", "request_gist": "需求", "reply_gist": "回復", "reason": "理由"}


def many(requests: Records) -> bool:
    """Whether there are too many requests for a page each."""
    return len(requests.frame) > MOST_OWN_PAGES


def only_annexed(requests: Records) -> bool:
    """Whether there are too many requests for the document: nobody reads on after page 80 of them (ours)."""
    return len(requests.frame) > MOST_IN_DOCUMENT


def _text(record, column: str) -> str:
    value = record.get(column)
    if isinstance(value, date):
        return format_date(value)
    return value if isinstance(value, str) and value else NOT_PROVIDED


def list_message(by_agency: Crosstab, lack: Lacking | None = None) -> dict:
    """The title of the list's slide, as ``Display.says`` takes it."""
    return receipts.noted_message({"sentence": "{total} 件需求的處理情形", "total": by_agency.total}, lack)


def list_table(caption: str, requests: Records, lack: Lacking | None = None) -> Display:
    """Every request in a line, with a reference to its details; in the briefing only where each has a slide of its own.

    Its note says which fields no record of the file gives, so that the details need not say it of each. Of more than
    :data:`MOST_IN_DOCUMENT` requests a sentence says where the annex is that holds them.
    """
    if requests.frame.empty:
        return Prose.of("本期沒有民間需求。")
    if only_annexed(requests):
        return Prose.of("件數眾多，各案不逐件列印；每一件的內容及回復列於附表「{details}」。", details=ANNEX_CAPTION)
    dated = requests.has("received_on")
    keys = keys_by_row(requests)
    rows = []
    for row, record in each(requests):
        received = (_text(record, "received_on"),) if dated else ()
        rows.append(
            Row(
                (
                    record["request_id"],
                    record["title"],
                    record["agency_short"],
                    record["outcome"],
                    *received,
                    Ref(SECTION, f"request/{keys[int(row)]}"),
                )
            )
        )
    columns = ("編號", "標題", "機關", "處理情形", *(("提出日期",) if dated else ()), "詳見")
    note = receipts.note(_missing(requests), lack=lack)
    table = Table(caption, columns, tuple(rows), note=note, weights=(3, 9, 4, 3, *((3,) if dated else ()), 3))
    return table.document_only() if many(requests) else table


def _missing(requests: Records) -> str:
    """Which fields no record of the file gives."""
    missing = [label for column, label in (DATES | TEXTS).items() if not requests.has(column)]
    return f"來源檔案未提供：{'、'.join(missing)}" if missing else ""


def detail_tables(requests: Records, meeting: Meeting) -> tuple[Display, ...]:
    """One table a request: who asked what when, what was answered, in how many days; a sentence where there is none.

    A field that the file does not have is left out (:func:`list_table` says which). Up to :data:`MOST_OWN_PAGES`
    requests have a page each; more stand one below the other; more than
    :data:`MOST_IN_DOCUMENT` are the rows of one table, in the annex files only.
    """
    if requests.frame.empty:
        return (Prose.of("本期沒有民間需求。"),)
    found = _fields_by_row(requests, meeting)
    if only_annexed(requests):
        return (_annexed(requests, found),)
    keys = keys_by_row(requests)
    tables = []
    for row, record in each(requests):
        table = record_table(
            Naming("{id}　{title}", id=record["request_id"], title=record["title"]), found[int(row)]
        ).at(f"request/{keys[int(row)]}")
        table = table.says(
            "{title}：{agency}{outcome}",
            title=record["title"],
            agency=record["agency_short"],
            outcome=record["outcome"],
        )
        tables.append(table.document_only() if many(requests) else table.on_own_page().document_only())
    return tuple(tables)


def _fields_by_row(requests: Records, meeting: Meeting) -> dict[int, dict[str, Cell]]:
    """What is told of each request, by row number and by label; every one has the same labels."""
    days, limit, told = reply_days(requests, meeting), meeting.params.reply_limit, limit_text(meeting)
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
            verdict = "" if taken.absence or limit is None else "，期限內" if taken.number <= limit.days else "，逾期"
            fields |= {
                "回復天數": taken,
                "期限": Naming("{limit}{verdict}", limit=told, verdict=verdict),
            }
        if record.get("planned_on"):
            fields["預計開放日期"] = format_date(record["planned_on"])
        fields |= {label: _text(record, column) for column, label in TEXTS.items() if requests.has(column)}
        found[int(row)] = fields
    return found


def _annexed(requests: Records, found: dict[int, dict[str, Cell]]) -> Table:
    """Every request as a row of one table, in the annex files only."""
    titles = {int(row): record["title"] for row, record in each(requests)}
    labels = ("編號", "標題", *list(next(iter(found.values())))[1:])
    rows = tuple(Row((fields["編號"], titles[row], *list(fields.values())[1:])) for row, fields in found.items())
    return Table(ANNEX_CAPTION, labels, rows, note=_missing(requests)).annex_only()
