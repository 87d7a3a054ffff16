"""Construct the record-level data of two meetings: 「重建資料」, not real records.

The published deck prints aggregates only. This script makes up records that add up to them exactly: identifiers, titles,
dates and everything else a record has beyond the printed figures are invented, visibly. The figures stand as literals in
the module of their subject, each under the name of the table it was taken from. Nothing else is read but the register of
agencies and the template of the attached pages. Both meetings see one world: what one of them lists, the other lists the same.

    python data/construct [folder]      writes data/moea-5-2 and data/moea-6-1, or the same two into the folder

The same bytes each time: seeded generators, whole numbers only (no logarithm that differs between platforms), no clock,
and workbooks that are stored without compression (compressors differ between platforms). It uses nothing of
``reportlib``, so that the program is never tested on data which it counted itself.
"""

import random
import sys
from pathlib import Path

import awards
import catalogue
import citizens
import people
import programme
import promotion
import returns
import tracking
from attachments import write_attachments
from files import write_csv, write_ods, write_xlsx
from meetings import LABEL, MEETINGS, MOEA_6_1, SEED, Meeting
from world import Dataset, Unit, make_datasets, read_units


def construct(folder: Path) -> None:
    """The whole run: make up the world, then write what each meeting sees of it into ``folder``/name of the meeting."""
    rng = random.Random(SEED)
    units = read_units()
    datasets = make_datasets(rng, units)
    records = catalogue.make_records(rng, datasets)
    latest_returns = returns.make_returns(rng, units)
    apis = returns.make_apis(rng)
    for meeting in MEETINGS:
        write_meeting(folder / meeting.name, meeting, units, datasets, records, latest_returns, apis)


def write_meeting(
    folder: Path,
    meeting: Meeting,
    units: dict[str, Unit],
    datasets: list[Dataset],
    records: list[catalogue.Record],
    latest_returns: list[returns.Return],
    apis: list[returns.Api],
) -> None:
    """Every file of one meeting, as at its day."""
    folder.mkdir(parents=True, exist_ok=True)
    day = meeting.as_of
    write_csv(folder / "catalogue.csv", catalogue.CATALOGUE_HEADER, catalogue.catalogue_rows(records, day), "utf-8-sig")
    write_csv(folder / "quality.csv", catalogue.QUALITY_HEADER, catalogue.quality_rows(datasets, day), "utf-8-sig")
    title = f"經濟部民間資料需求回應彙整表（{LABEL}）"
    write_xlsx(
        folder / "requests.xlsx", title, citizens.REQUESTS_HEADER, citizens.request_rows(meeting), meeting.saved_on
    )
    title = f"{meeting.evaluated_year} 年資料開放績效考核單位回報表（{LABEL}）"
    sheets = (
        ("單位回報", [(title,), returns.RETURNS_HEADER, *returns.return_rows(latest_returns, meeting)]),
        ("OAS驗證", [returns.OAS_HEADER, *returns.oas_rows(apis, day)]),
    )
    write_ods(folder / "evaluation.ods", sheets)

    for name, header, rows in (
        ("members", people.MEMBERS_HEADER, people.member_rows(meeting)),
        ("ministries", people.MINISTRIES_HEADER, people.ministry_rows(meeting)),
        ("events", promotion.EVENTS_HEADER, promotion.event_rows(meeting)),
        ("competition", promotion.COMPETITION_HEADER, promotion.competition_rows()),
        ("standards", returns.STANDARDS_HEADER, returns.standard_rows(meeting)),
        ("strategies", returns.STRATEGIES_HEADER, returns.strategy_rows(meeting)),
        ("resolutions", tracking.RESOLUTIONS_HEADER, tracking.resolution_rows(meeting)),
        ("plan", tracking.PLAN_HEADER, tracking.plan_rows(records, meeting)),
        ("feedback", citizens.FEEDBACK_HEADER, citizens.feedback_rows(datasets, meeting)),
        ("milestones", tracking.MILESTONES_HEADER, tracking.milestone_rows(meeting)),
        ("programme", programme.PROGRAMME_HEADER, programme.programme_rows(meeting)),
        ("history", programme.HISTORY_HEADER, programme.history_rows(meeting)),
    ):
        write_csv(folder / f"{name}.csv", header, rows)
    if meeting == MOEA_6_1:  # the awards came between the two meetings
        write_csv(
            folder / "applications.csv", awards.APPLICATIONS_HEADER, awards.application_rows(latest_returns, units)
        )
        write_csv(folder / "popularity.csv", awards.POPULARITY_HEADER, awards.popularity_rows())
        write_csv(folder / "winners.csv", awards.WINNERS_HEADER, awards.winner_rows())
        write_attachments(folder / "attachments", meeting)


if __name__ == "__main__":
    construct(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
