"""Comments on datasets and wishes for more (「我有話要說」, 「我想要更多」): how many were answered, by agency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reportlib import messages, text
from reportlib.display.display import Cell, Display, Naming, Run, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table, crosstab_table
from reportlib.errors import InputError
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.conditions import NONE, blank, is_, since, until, worded
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import exchanges, reply_clock
from reportlib.measures.counting import (
    MOST_PROBLEMS,
    all_counted,
    cells_of,
    count_by,
    each,
    leaders,
    no_parts,
    rows_counted,
    statutory_order,
)
from reportlib.measures.of_section import of_section
from reportlib.measures.reply_clock import Means, Verdict
from reportlib.measures.requests.reply_times import limit_text
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_date, format_long
from reportlib.text import spelling

MOST_CASES = 40  # comments that are printed one by one (ours)


def _period(meeting: Meeting) -> tuple[date, ...] | None:
    return meeting.params.periods.feedback


def _until(meeting: Meeting) -> date:
    period = _period(meeting)
    return period[1] if period else meeting.as_of.inventory


def check(feedback: Records, meeting: Meeting) -> None:
    """InputError (V07) for a reply before its comment, whether or not it counts in the period, (V17) for a kind that the rulebook does not
    know, with the nearest one (any kind passes where it names none), and as :func:`verdicts`."""
    reply_clock.check_order(feedback)
    known = _kinds(meeting)
    wrong = [(row, kind) for row, kind in cells_of(feedback.frame["kind"]) if known and kind not in known]
    if wrong:
        raise InputError(
            *(
                messages.V17_no_kind_of_feedback(
                    value=kind,
                    guess=messages.do_you_mean(near=known[near]) if (near := text.nearest(kind, known)) else "",
                    known=dict.fromkeys(known.values()),
                ).at(feedback.file, feedback.sheet, row, header=messages.header_kind())
                for row, kind in wrong[:MOST_PROBLEMS]
            )
        )
    verdicts(feedback, meeting)


def _kinds(meeting: Meeting) -> dict[str, str]:
    return meeting.outcomes.feedback_spelled() if meeting.outcomes else {}


@of_section()
def answered(feedback: Records | None, meeting: Meeting) -> Records | None:
    """What was answered within ``periods.feedback`` (or at any time, where no period is set), its kinds as the rulebook
    calls them; None where the source gives no replies. InputError as :func:`check`.

    >>> feedback.answered(section)
    民眾意見（feedback.csv）：2 列 × 10 欄
    """
    if feedback is None or not feedback.has("replied_on"):
        return None
    if known := _kinds(meeting):
        check(feedback, meeting)
        words = feedback.frame["kind"].map(known)
        feedback = feedback.classed("kind", words, lambda kind: worded("kind", known, kind))
    period = _period(meeting)
    return feedback.where(
        since("replied_on", period[0]) & until("replied_on", period[1]) if period else ~blank("replied_on")
    )


def verdicts(feedback: Records, meeting: Meeting) -> dict[int, Verdict]:
    """Whether each was replied to in time, by row number; of those without a limit, and where no record has the day of a reply, none.

    Left out are those replied to before or after the period, and those of after it.
    """
    if not feedback.has("replied_on"):
        return {}
    last, here = _until(meeting), _judged(feedback, meeting)
    # What was replied to after the period had no reply at its end.
    days = here.frame["replied_on"].map(lambda day: day if isinstance(day, date) and day <= last else None)
    inside = here.with_frame(here.frame.assign(replied_on=days.astype(object)))
    return reply_clock.verdicts(inside, dict.fromkeys(map(int, here.frame.index), False), last, meeting)


def _judged(feedback: Records, meeting: Meeting) -> Records:
    """Those on which there is a verdict; all, where the source gives no replies."""
    if not feedback.has("replied_on"):
        return feedback
    period = _period(meeting)
    here = feedback.where(until("received_on", _until(meeting)) | blank("received_on"))
    return here.where(blank("replied_on") | since("replied_on", period[0])) if period else here


def _means(here: Records, meeting: Meeting) -> Means:
    """What the verdicts on them mean."""
    last = _until(meeting)
    return reply_clock.means(here, NONE, last, meeting, until("replied_on", last))


def replies(feedback: Records, meeting: Meeting, unit: str = "") -> tuple[Fact, Fact]:
    """Those whose reply came or is overdue, and those replied to within the limit (件); of one unit, or of all."""
    here = feedback.where(is_("agency_short", unit)) if unit else feedback
    judged, here = verdicts(here, meeting), _judged(here, meeting)
    meant = _means(here, meeting)
    return reply_clock.replies(here, judged, meant, "feedback", "的意見", _until(meeting), meeting, unit)


def overdue(feedback: Records, meeting: Meeting) -> Fact:
    """Those that nobody has replied to although the limit is over (件)."""
    rows = [row for row, one in verdicts(feedback, meeting).items() if one in ("overdue", "undated")]
    word, rule = meeting.units.count("件"), "截至統計日期限已過而沒有回復者"
    here = _judged(feedback, meeting)
    meant = _means(here, meeting)
    late, label = meant.overdue | meant.undated, "逾期未回復的民眾意見"
    return rows_counted(here, rows, word, "feedback.overdue", label, _until(meeting), rule, late)


def by_kind(found: Records | None, meeting: Meeting) -> Breakdown:
    """Answered ones by kind (件), most first."""
    word, name, label = meeting.units.count("件"), "feedback.answered", "已回應的民眾意見"
    if found is None:
        return no_parts("類別", word, name, label, _until(meeting))
    rule = "回復日期在期間內者" if _period(meeting) else "有回復日期者"
    total = all_counted(found, word, name, label, _until(meeting), rule)
    return count_by(found, "kind", word, "feedback.kind", "類別", total=total, label="已回應的{}", rule=total.rule)


def by_agency_and_kind(found: Records, meeting: Meeting) -> Crosstab:
    """The same by agency and kind with subtotals; agencies in statutory order."""
    kinds = by_kind(found, meeting)
    order = statutory_order(found.frame["agency_short"], meeting)
    word, rule = meeting.units.count("件"), kinds.total.rule
    agencies = count_by(
        found,
        "agency_short",
        word,
        "feedback.agency",
        "機關",
        total=kinds.total,
        label="{}已回應的民眾意見",
        order=order,
        rule=rule,
    )
    cells: dict[tuple[str, str], Fact] = {}
    for agency, whole in agencies.parts.items():
        here = found.where(is_("agency_short", agency))
        parts = count_by(
            here,
            "kind",
            word,
            f"feedback.agency/{agency}",
            "類別",
            total=whole,
            label=f"{agency}已回應的{{}}",
            order=kinds.parts,
            rule=rule,
        ).parts
        cells |= {(agency, kind): parts[kind] for kind in kinds.parts}
    return Crosstab("機關", cells, agencies, kinds)


def summary(found: Records | None, meeting: Meeting, everything: Records | None = None) -> Prose:
    """How many of each kind were answered within the period, in a sentence; that there is no record of it, where there
    is none. Of ``everything``, the whole file, how many were in time, and how many nobody replied to although the limit is over.
    """
    kinds, period = by_kind(found, meeting), _period(meeting)
    if kinds.total.absence:
        return Prose.of("民眾意見（「我有話要說」及「我想要更多」）的回應件數：{absent}。", absent=NOT_PROVIDED)
    sentence = runs("{begin}至 {end}，", begin=format_long(period[0]), end=format_long(period[1])) if period else ()
    sentence += runs("各機關回應民眾意見共 {total!s} 件", total=kinds.total)
    for kind, fact in kinds.parts.items():
        sentence += runs("，「{kind}」{fact} 件", kind=kind, fact=fact)
    return Prose((sentence + runs("。") + _in_time(everything, meeting),))


def _in_time(everything: Records | None, meeting: Meeting) -> tuple[Run, ...]:
    """「應回復的 82 件中，75 件在 14 日（日曆天）內回復。」; nothing where no limit is set."""
    if everything is None or meeting.params.reply_limit is None:
        return ()
    every, timely = replies(everything, meeting)
    late = overdue(everything, meeting)
    sentence = "應回復的 {every} 件中，{timely} 件在 {limit}內回復" + ("，{late!s} 件逾期未回復" if late.value else "")
    return runs(sentence + "。", every=every, timely=timely, limit=limit_text(meeting), late=late)


def displays(
    caption: str, found: Records | None, meeting: Meeting, everything: Records | None = None
) -> tuple[Display, ...]:
    """The sentence and the table by agency and kind; only the sentence where there is nothing to tabulate."""
    said = summary(found, meeting, everything).document_only()
    if found is None or found.frame.empty:
        return (said,)
    shown = by_agency_and_kind(found, meeting)
    first, most = leaders(shown.by_row)
    table = crosstab_table(caption, shown)
    return said, table.says(
        "已回應民眾意見 {total} 件，{agency} {most} 件最多", total=shown.total, agency=first, most=most
    ).document_only()


@of_section()
def told(feedback: Records | None, meeting: Meeting) -> Records | None:
    """The comments that are told one by one: answered within the period, with their words; None where no words are given.

    >>> feedback.told(section)
    民眾意見（feedback.csv）：2 列 × 10 欄
    """
    found = answered(feedback, meeting)
    return found.where(~blank("comment_text")) if found is not None and found.has("comment_text") else None


@of_section(exchanged="exchanges")
def detail_tables(feedback: Records | None, meeting: Meeting, exchanged: Records | None = None) -> tuple[Display, ...]:
    """A table for each comment that was answered within the period and whose words are given: what was said and answered, and what was
    asked and answered again. In the document only; more than :data:`MOST_CASES` are the rows of one table, in the annex files only.

    >>> feedback.detail_tables(section)[0]
    C0001　欄位說明：9 列 × 2 欄
    """
    found = told(feedback, meeting)
    if found is None:
        return (Several(()),)
    cases = {row: _case(record) for row, record in each(found)}
    again = exchanges.by_case(exchanged, exchanges.COMMENTS, meeting)
    said = {row: again.get(spelling(record["feedback_id"]), []) for row, record in each(found)}
    if len(cases) > MOST_CASES:
        labels = tuple(next(iter(cases.values())))
        rows = tuple(Row((*fields.values(), exchanges.in_one(said[row]))) for row, fields in cases.items())
        return (Table("民眾意見各案", (*labels, "再提問及再回復"), rows).annex_only(),)
    return tuple(_card(fields | exchanges.fields(said[row])) for row, fields in cases.items()) or (Several(()),)


def _case(record: Mapping) -> dict[str, Cell]:
    """What is told of a comment, by label."""
    days = {label: record.get(column) for label, column in (("提出日期", "received_on"), ("回復日期", "replied_on"))}
    return {
        "編號": record["feedback_id"],
        "標題": record.get("title") or record.get("dataset") or record["kind"],
        "機關": record.get("agency") or record["agency_short"],
        "類別": record["kind"],
        "資料集": record.get("dataset") or NOT_PROVIDED,
        **{label: format_date(day) if day else NOT_PROVIDED for label, day in days.items()},
        "需求": record.get("comment_text") or NOT_PROVIDED,
        "回復": record.get("reply_text") or NOT_PROVIDED,
    }


def _card(fields: Mapping[str, Cell]) -> Table:
    rows = tuple(Row((label, value)) for label, value in fields.items())
    caption = Naming("{id}　{title}", id=fields["編號"], title=fields["標題"])
    return Table(caption, ("欄位", "內容"), rows, layout="request", weights=(1, 5), sortable=False).document_only()
