"""Comments on datasets and wishes for more (「我有話要說」, 「我想要更多」): how many were answered, by agency."""

from __future__ import annotations

from datetime import date

from reportlib import messages, text
from reportlib.display.display import Display, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import crosstab_table
from reportlib.errors import InputError
from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures.counting import (
    MOST_PROBLEMS,
    cells_of,
    count,
    count_by,
    leaders,
    no_parts,
    on_or_after,
    on_or_before,
    statutory_order,
)
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import format_long


def _period(meeting: Meeting) -> tuple[date, ...] | None:
    return meeting.params.periods.feedback


def _until(meeting: Meeting) -> date:
    period = _period(meeting)
    return period[1] if period else meeting.as_of.inventory


def check(feedback: Records, meeting: Meeting) -> None:
    """InputError (V17) for a kind that the rulebook does not know, with the nearest one; any kind passes where it names none."""
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


def _kinds(meeting: Meeting) -> dict[str, str]:
    return meeting.outcomes.feedback_spelled() if meeting.outcomes else {}


def answered(feedback: Records | None, meeting: Meeting) -> Records | None:
    """What was answered within ``periods.feedback`` (or at any time, where no period is set), its kinds as the rulebook
    calls them; None where the source gives no replies. InputError as :func:`check`.
    """
    if feedback is None or not feedback.has("replied_on"):
        return None
    if known := _kinds(meeting):
        check(feedback, meeting)
        feedback = feedback.with_frame(feedback.frame.assign(kind=feedback.frame["kind"].map(known)))
    replied = feedback.frame["replied_on"]
    period = _period(meeting)
    return feedback.where(
        on_or_after(replied, period[0]) & on_or_before(replied, period[1]) if period else replied.notna()
    )


def by_kind(found: Records | None, meeting: Meeting) -> Breakdown:
    """Answered ones by kind (件), most first."""
    word, name, label = meeting.units.count("件"), "feedback.answered", "已回應的民眾意見"
    if found is None:
        return no_parts("類別", word, name, label, _until(meeting))
    total = count(
        found, None, word, name, label, _until(meeting), "回復日期在期間內者" if _period(meeting) else "有回復日期者"
    )
    return count_by(
        found, found.frame["kind"], word, "feedback.kind", "類別", total=total, label="已回應的{}", rule=total.rule
    )


def by_agency_and_kind(found: Records, meeting: Meeting) -> Crosstab:
    """The same by agency and kind with subtotals; agencies in statutory order."""
    kinds = by_kind(found, meeting)
    agency_of = found.frame["agency_short"]
    order = statutory_order(agency_of, meeting)
    word, rule = meeting.units.count("件"), kinds.total.rule
    agencies = count_by(
        found,
        agency_of,
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
        here = found.where(agency_of == agency)
        parts = count_by(
            here,
            here.frame["kind"],
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


def summary(found: Records | None, meeting: Meeting) -> Prose:
    """How many of each kind were answered within the period, in a sentence; that there is no record of it, where there
    is none.
    """
    kinds, period = by_kind(found, meeting), _period(meeting)
    if kinds.total.absence:
        return Prose.of("民眾意見（「我有話要說」及「我想要更多」）的回應件數：{absent}。", absent=NOT_PROVIDED)
    sentence = runs("{begin}至 {end}，", begin=format_long(period[0]), end=format_long(period[1])) if period else ()
    sentence += runs("各機關回應民眾意見共 {total!s} 件", total=kinds.total)
    for kind, fact in kinds.parts.items():
        sentence += runs("，「{kind}」{fact} 件", kind=kind, fact=fact)
    return Prose((sentence + runs("。"),))


def displays(caption: str, found: Records | None, meeting: Meeting) -> tuple[Display, ...]:
    """The sentence and the table by agency and kind; only the sentence where there is nothing to tabulate."""
    said = summary(found, meeting).document_only()
    if found is None or found.frame.empty:
        return (said,)
    shown = by_agency_and_kind(found, meeting)
    first, most = leaders(shown.by_row)
    table = crosstab_table(caption, shown)
    return said, table.says(
        "已回應民眾意見 {total} 件，{agency} {most} 件最多", total=shown.total, agency=first, most=most
    ).document_only()
