"""What became of the requests, by outcome and by agency."""

from __future__ import annotations

from reportlib.facts.breakdowns import Breakdown, Crosstab
from reportlib.facts.conditions import is_
from reportlib.facts.facts import Fact
from reportlib.measures import receipts
from reportlib.measures.counting import count_by, leaders, statutory_order
from reportlib.measures.of_section import of_section
from reportlib.measures.receipts import Lacking
from reportlib.measures.requests.received import counted, lacking, total
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records


@of_section(requests=counted)
def by_outcome(requests: Records, meeting: Meeting) -> Breakdown:
    """Requests by outcome, in the rulebook's order (件).

    >>> requests.by_outcome(section)
    處理情形：已開放 2、預計開放 1、無法開放 1，合計 4 件（114-05-31）
    """
    book = meeting.need("rulebooks.outcomes", meeting.outcomes)
    met = set(requests.frame["outcome"])
    always = [o.outcome for o in book.outcomes if o.answered and not o.where_met and o.outcome != "其他"]
    order = [o.outcome for o in book.outcomes if o.outcome in met or o.outcome in always]
    return count_by(
        requests,
        "outcome",
        meeting.units.count("件"),
        "requests.outcome",
        "處理情形",
        total=total(requests, meeting),
        label="{}的需求",
        order=order,
        rule=book.title,
    )


@of_section(requests=counted)
def by_agency_and_outcome(requests: Records, meeting: Meeting) -> Crosstab:
    """Requests by agency and outcome with subtotals (件); agencies in statutory order.

    >>> requests.by_agency_and_outcome(section)
    機關 × 處理情形：4 列 × 3 欄，合計 4 件（114-05-31）
    """
    word = meeting.units.count("件")
    outcomes = by_outcome(requests, meeting)
    agencies = statutory_order(requests.frame["agency_short"], meeting)
    by_agency = count_by(
        requests,
        "agency_short",
        word,
        "requests.agency",
        "機關",
        total=outcomes.total,
        label="{}的需求",
        order=agencies,
    )
    cells: dict[tuple[str, str], Fact] = {}
    for agency in by_agency.parts:
        here = requests.where(is_("agency_short", agency))
        parts = count_by(
            here,
            "outcome",
            word,
            f"requests.agency/{agency}",
            "處理情形",
            total=by_agency.parts[agency],
            label=f"{agency}{{}}的需求",
            order=outcomes.parts,
        ).parts
        cells |= {(agency, outcome): parts[outcome] for outcome in outcomes.parts}
    return Crosstab("機關", cells, by_agency, outcomes)


@of_section(crosstab=by_agency_and_outcome, lack=lacking)
def message(crosstab: Crosstab, lack: Lacking | None = None) -> dict:
    """How many requests there are and what became of most, as ``Display.says`` takes it.

    >>> requests.message(section)["sentence"]
    '{total} 件民間需求，{most} 件{outcome}'
    """
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


@of_section(crosstab=by_agency_and_outcome, lack=lacking)
def agency_message(crosstab: Crosstab, lack: Lacking | None = None) -> dict:
    """Who has the most requests, as ``Display.says`` takes it.

    >>> requests.agency_message(section)["sentence"]
    '{names} {most} 件需求最多'
    """
    if not crosstab.total.value:
        return receipts.noted_message({"sentence": "本期沒有民間需求"}, lack)
    names, most = leaders(crosstab.by_row, "機關")
    return receipts.noted_message({"sentence": "{names} {most} 件需求最多", "names": names, "most": most}, lack)
