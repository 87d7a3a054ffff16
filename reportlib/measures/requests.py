"""Citizen requests: outcomes by agency, the details of each, reply days against the limit."""

from __future__ import annotations

import difflib
from datetime import date, timedelta
from decimal import Decimal

from reportlib.display.display import Cell, Display, Naming, Ref, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table, record_table
from reportlib.errors import InputError, Problem, quoted
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Breakdown, Crosstab, Fact, absent
from reportlib.language import say
from reportlib.measures import receipts
from reportlib.measures.counting import count, count_by, each, leaders, rows_of, statutory_order
from reportlib.measures.receipts import Lacking
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date, format_long

SECTION = "50-requests"  # where the details of each request stand
MOST_OWN_PAGES = 40
DATES = {"received_on": "提出日期", "replied_on": "回復日期"}
TEXTS = {"topic": "主題", "request_gist": "需求", "reply_gist": "回復", "reason": "理由"}


def counted(requests: Records, meeting: Meeting) -> Records:
    """The requests that count, with their outcome as the rulebook names it.

    Left out: rows that the rulebook does not count, and those received outside the period of the parameters (a row
    without a date is kept: it is in the file for this period). InputError (V17) for an outcome the rulebook does not
    know, with the nearest one.
    """
    book = meeting.need("rulebooks.outcomes", meeting.outcomes)
    frame = requests.frame
    frame = frame[~frame["outcome"].isin(book.not_counted)]
    spelled = book.spelled()
    problems = [
        Problem(
            "V17",
            say(f"{quoted(value)} 不是已知的處理情形。", f"{quoted(value)} is not a known outcome."),
            say(f"是不是「{near[0]}」？", f'Did you mean "{near[0]}"?')
            if (near := difflib.get_close_matches(str(value), spelled, 1))
            else say(
                f"已知：{'、'.join(o.outcome for o in book.outcomes)}。請更正，或在處理情形規則檔加入這個寫法。",
                "Correct it, or add the spelling to the rulebook of outcomes.",
            ),
            requests.file,
            requests.sheet,
            int(row),
            header=say("處理情形", "outcome"),
        )
        for row, value in frame["outcome"].items()
        if value not in spelled
    ]
    if problems:
        raise InputError(*problems[:20])
    frame = frame.assign(outcome=frame["outcome"].map(spelled))
    period = meeting.params.periods.requests
    if period and "received_on" in frame:
        inside = frame["received_on"].map(lambda d: not isinstance(d, date) or period[0] <= d <= period[1]).astype(bool)
        frame = frame[inside]
    return requests.with_frame(frame)


def total(requests: Records, meeting: Meeting) -> Fact:
    return count(
        requests,
        None,
        meeting.units.count("件"),
        "requests.total",
        "民間需求",
        meeting.requests_until,
        "需求紀錄列數；一件需求分送多機關者，各機關各計一件",
    )


def by_outcome(requests: Records, meeting: Meeting) -> Breakdown:
    """Requests by outcome, in the rulebook's order (件)."""
    order = [
        o.outcome for o in meeting.outcomes.outcomes if o.answered or (requests.frame["outcome"] == o.outcome).any()
    ]
    order = [o for o in order if o != "其他" or (requests.frame["outcome"] == o).any()]
    return count_by(
        requests,
        requests.frame["outcome"],
        meeting.units.count("件"),
        "requests.outcome",
        "處理情形",
        total=total(requests, meeting),
        label="{}的需求",
        order=order,
        rule=meeting.outcomes.title,
    )


def by_agency_and_outcome(requests: Records, meeting: Meeting) -> Crosstab:
    """Requests by agency and outcome with subtotals (件); agencies in statutory order."""
    word = meeting.units.count("件")
    outcomes = by_outcome(requests, meeting)
    agencies = statutory_order(requests.frame["agency_short"], meeting)
    by_agency = count_by(
        requests,
        requests.frame["agency_short"],
        word,
        "requests.agency",
        "機關",
        total=outcomes.total,
        label="{}的需求",
        order=agencies,
    )
    cells = {}
    for agency in by_agency.parts:
        here = requests.where(requests.frame["agency_short"] == agency)
        parts = count_by(
            here,
            here.frame["outcome"],
            word,
            f"requests.agency/{agency}",
            "處理情形",
            total=by_agency.parts[agency],
            label=f"{agency}{{}}的需求",
            order=outcomes.parts,
        ).parts
        cells |= {(agency, outcome): parts[outcome] for outcome in outcomes.parts}
    return Crosstab("機關", "處理情形", cells, by_agency, outcomes)


def _days_between(received: date, replied: date, meeting: Meeting) -> int:
    """Days from receipt to reply: calendar days, or working days without Saturdays, Sundays and the holidays given."""
    limit = meeting.params.reply_limit
    if limit is None or limit.count == "calendar":
        return (replied - received).days
    days = (received + timedelta(n) for n in range(1, (replied - received).days + 1))
    return sum(1 for day in days if day.weekday() < 5 and day not in limit.holidays)


def _keys(requests: Records) -> dict[int, str]:
    """What each request is called by, by row number: its id, with agency and row where several rows have it."""
    repeated = requests.frame["request_id"].duplicated(
        keep=False
    )  # one request may be sent to several agencies, or in parts
    return {
        int(row): f"{record['request_id']}/{record['agency_short']}/{row}" if repeated[row] else record["request_id"]
        for row, record in each(requests)
    }


def reply_days(requests: Records, meeting: Meeting) -> dict[int, Fact]:
    """Days to the reply for each request, by row number; absent where a date is missing or no reply is due.

    InputError (V07) where a reply is dated before its request.
    """
    unit = meeting.units.count("日")
    found: dict[int, Fact] = {}
    keys = _keys(requests)
    for row, record in each(requests):
        name, label = f"requests.reply_days/{keys[int(row)]}", f"{record['request_id']} 回復天數"
        received, replied = record.get("received_on"), record.get("replied_on")
        if not (isinstance(received, date) and isinstance(replied, date)):
            found[int(row)] = absent(NOT_PROVIDED, unit, name, label)
            continue
        if replied < received:
            raise InputError(
                Problem(
                    "V07",
                    say(
                        f"回復日期 {quoted(format_date(replied))} 早於提出日期 {quoted(format_date(received))}。",
                        f"replied on {quoted(format_date(replied))}, before the request of {quoted(format_date(received))}.",
                    ),
                    say("請更正後重送。", "Correct and send again."),
                    requests.file,
                    requests.sheet,
                    int(row),
                )
            )
        limit = meeting.params.reply_limit
        how = {"calendar": "日曆天", "working": "工作天"}[limit.count] if limit else "日曆天"
        found[int(row)] = Fact(
            Decimal(_days_between(received, replied, meeting)),
            unit,
            name,
            label,
            replied,
            f"提出日期次日起算至回復日期的{how}",
            rows_of(requests, [row]),
            "days" if limit is None or limit.count == "calendar" else "working days",
            columns=tuple(label_of(requests.input, column) for column in ("received_on", "replied_on")),
            using=tuple(map(format_date, limit.holidays)) if limit and limit.count == "working" else (),
        )
    return found


def replies(requests: Records, meeting: Meeting, unit: str = "") -> tuple[Fact, Fact]:
    """Requests with both dates, and those of them replied to within the limit (件); of one unit, or of all."""
    word = meeting.units.count("件")
    here = requests.where(requests.frame["agency_short"] == unit) if unit else requests
    suffix = f"/{unit}" if unit else ""
    days = reply_days(here, meeting)
    known = {row: fact for row, fact in days.items() if not fact.absence}
    if meeting.params.reply_limit is None or (days and not known):
        why = NOT_APPLICABLE if meeting.params.reply_limit is None else NOT_PROVIDED
        return tuple(
            absent(why, word, f"requests.{key}{suffix}", f"{unit}{label}")
            for key, label in (("replies", "已回復件數"), ("in_time", "期限內回復件數"))
        )
    limit = meeting.params.reply_limit.days
    every = Fact(
        Decimal(len(known)),
        word,
        f"requests.replies{suffix}",
        f"{unit}已回復件數",
        meeting.requests_until,
        "有提出日期及回復日期者",
        rows_of(here, known),
        "count",
    )
    timely = [row for row, fact in known.items() if fact.value <= limit]
    in_time = Fact(
        Decimal(len(timely)),
        word,
        f"requests.in_time{suffix}",
        f"{unit}期限內回復件數",
        meeting.requests_until,
        f"回復天數在 {limit} 日以內者",
        rows_of(here, timely),
        "count",
    )
    return every, in_time


def in_time_share(requests: Records, meeting: Meeting) -> Fact:
    every, in_time = replies(requests, meeting)
    return in_time.share_of(every, meeting.units.share).named(
        "requests.in_time_share", "期限內回復占比", rule="期限內回復 ÷ 已回復"
    )


def lacking(received: Records | None, meeting: Meeting) -> Lacking | None:
    """What the units' replies still lack, where a board of returns is given."""
    return receipts.lacking(received, "replies", meeting)


def key_figures(requests: Records, meeting: Meeting, lack: Lacking | None = None) -> tuple[tuple[str, Fact], ...]:
    """Requests in all, of the first two outcomes that occur, and the share replied to within the limit."""
    outcomes = by_outcome(requests, meeting)
    figures = [("民間需求", outcomes.total), *outcomes.without_zeros().parts.items()]
    return tuple(
        (receipts.noted(label, lack), fact)
        for label, fact in (*figures[:3], ("期限內回復", in_time_share(requests, meeting)))
    )


def message(crosstab: Crosstab, lack: Lacking | None = None) -> dict:
    """How many requests there are and what became of most, as ``Display.says`` takes it."""
    outcomes = crosstab.by_column
    if not outcomes.total.value:
        return receipts.noted_message({"sentence": "本期沒有民間需求"}, lack)
    outcome, most = outcomes.largest()
    return receipts.noted_message(
        {
            "sentence": "{total} 件民間需求，{most} 件{outcome}",
            "total": outcomes.total,
            "most": most,
            "outcome": outcome,
        },
        lack,
    )


def agency_message(crosstab: Crosstab, lack: Lacking | None = None) -> dict:
    """Who has the most requests, as ``Display.says`` takes it."""
    if not crosstab.total.value:
        return receipts.noted_message({"sentence": "本期沒有民間需求"}, lack)
    names, most = leaders(crosstab.by_row, "機關")
    return receipts.noted_message({"sentence": "{names} {most} 件需求最多", "names": names, "most": most}, lack)


def left_out(everything: Records, requests: Records, meeting: Meeting) -> Fact:
    """Rows of the whole file that :func:`counted` leaves out (列)."""
    rest = everything.frame.index.difference(requests.frame.index)
    return Fact(
        Decimal(len(rest)),
        meeting.units.count("列"),
        "requests.left_out",
        "不計入的需求紀錄",
        meeting.requests_until,
        "規則所列不計者，及提出日期不在期間內者",
        rows_of(everything, rest),
        "count",
    )


def summary(everything: Records, requests: Records, meeting: Meeting, lack: Lacking | None = None) -> Prose:
    """The period, the outcomes and the limit in a sentence or two; ``everything`` is the whole file, ``requests`` what counts of it."""
    rest = left_out(everything, requests, meeting)
    outcomes = by_outcome(requests, meeting)
    period = meeting.params.periods.requests
    sentence = runs("{begin}至 {end}，", begin=format_long(period[0]), end=format_long(period[1])) if period else ()
    sentence += runs("民間提出的資料需求共 {total!s} 件", total=outcomes.total)
    for name, fact in outcomes.parts.items():
        sentence += runs("，{name} {count} 件", name=name, count=fact)
    sentence += runs("。")
    every, in_time = replies(requests, meeting)
    if every.absence == NOT_APPLICABLE:
        sentence += runs("未訂回復期限。")
    elif every.absence:
        sentence += runs("提出日期或回復日期{absent}，未計算回復天數。", absent=NOT_PROVIDED)
    else:
        sentence += runs(
            "載有日期的 {every} 件中，{in_time!s} 件在 {limit}內回復。",
            every=every,
            in_time=in_time,
            limit=limit_text(meeting),
        )
    if rest.value:
        sentence += runs("來源檔案另有 {rest} 列依規則不計，或提出日期不在期間內。", rest=rest)
    return Prose((sentence + (lack.sentence() if lack else ()),))


def limit_text(meeting: Meeting) -> str:
    """「14 日（日曆天）」, or that no limit is set."""
    limit = meeting.params.reply_limit
    if limit is None:
        return NOT_APPLICABLE
    days = Fact(
        Decimal(limit.days),
        meeting.units.count("日"),
        "requests.reply_limit",
        "回復期限",
        rule="參數檔 reply_limit",
        operator="declared",
    )
    return Naming("{days} 日（{kind}）", days=days, kind="日曆天" if limit.count == "calendar" else "工作天")


def many(requests: Records) -> bool:
    """Whether there are too many requests for a page each."""
    return len(requests.frame) > MOST_OWN_PAGES


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

    Its note says which fields no record of the file gives, so that the details need not say it of each.
    """
    if requests.frame.empty:
        return Prose.of("本期沒有民間需求。")
    dated = requests.has("received_on")
    keys = _keys(requests)
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
    missing = [label for column, label in (DATES | TEXTS).items() if not requests.has(column)]
    note = receipts.note(f"來源檔案未提供：{'、'.join(missing)}" if missing else "", lack=lack)
    table = Table(caption, columns, tuple(rows), note=note, weights=(3, 9, 4, 3, *((3,) if dated else ()), 3))
    return table.document_only() if many(requests) else table


def detail_tables(requests: Records, meeting: Meeting) -> tuple[Display, ...]:
    """One table a request: who asked what when, what was answered, in how many days; a sentence where there is none.

    A field that the file does not have is left out (:func:`list_table` says which). Up to :data:`MOST_OWN_PAGES`
    requests have a page and a slide each; more stand one below the other, in the document only.
    """
    if requests.frame.empty:
        return (Prose.of("本期沒有民間需求。"),)
    keys, days, limit = _keys(requests), reply_days(requests, meeting), meeting.params.reply_limit
    both_dates = requests.has("received_on") and requests.has("replied_on")
    tables = []
    for row, record in each(requests):
        fields: dict[str, Cell] = {
            "編號": record["request_id"],
            "機關": record.get("agency") or record["agency_short"],
            "處理情形": record["outcome"],
        }
        fields |= {label: _text(record, column) for column, label in DATES.items() if requests.has(column)}
        if both_dates:
            taken = days[int(row)]
            verdict = "" if taken.absence or limit is None else "，期限內" if taken.value <= limit.days else "，逾期"
            fields |= {
                "回復天數": taken,
                "期限": Naming("{limit}{verdict}", limit=limit_text(meeting), verdict=verdict),
            }
        fields |= {label: _text(record, column) for column, label in TEXTS.items() if requests.has(column)}
        table = record_table(f"{record['request_id']}　{record['title']}", fields).at(f"request/{keys[int(row)]}")
        table = table.says(
            "{title}：{agency}{outcome}",
            title=record["title"],
            agency=record["agency_short"],
            outcome=record["outcome"],
        )
        tables.append(table.document_only() if many(requests) else table.on_own_page())
    return tuple(tables)
