"""The competition's entries, those eligible, awards and winners by year."""

from __future__ import annotations

from dataclasses import dataclass

from reportlib import messages
from reportlib.display.display import runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import Choice, blank, is_, more
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent, total_of
from reportlib.measures.counting import cells_of, count, refuse_other_years
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.roc import counted_year, year_text

ELIGIBLE = {"是": True, "否": False}
NO_AWARD = ("無", "否")
UNGRADED = ("得獎", "獲獎", "是")  # says that an entry won, and not what


@dataclass(frozen=True)
class Competition:
    """Entries, eligible entries and awards by year, oldest first; a year whose eligibility or awards are not on record
    is absent, not zero.
    """

    records: Records
    entries: Breakdown
    eligible: Breakdown
    awards: Breakdown

    @property
    def years(self) -> str:
        """「104 年至 109 年」."""
        years = list(self.entries.parts)
        return f"{years[0]}至 {years[-1]}" if len(years) > 1 else "".join(years)


@of_section(records="competition")
def competition(records: Records, meeting: Meeting) -> Competition:
    """The competition up to the year of the as-of date; InputError as :func:`check`.

    >>> promotion.competition(section).entries
    年度：114 年 3，合計 3 件
    """
    check(records)
    this_year = counted_year(meeting.as_of.inventory.year)
    here = records.where(~more("year", this_year))
    frame = here.frame
    won = _won()
    entries, eligible, awards = {}, {}, {}
    unit = meeting.units.count("件")
    for year in sorted({int(year) for year in frame["year"]}):
        mine = is_("year", year)
        key = year_text(year)
        entries[key] = count(
            here, mine, unit, f"competition.entries/{year}", f"{key}參賽作品", rule="參賽作品紀錄的列數"
        )
        awards[key] = absent(NOT_PROVIDED, unit, f"competition.awards/{year}", f"{key}得獎作品")
        if "award" in frame:  # a blank cell says that an entry won nothing; a file without the column says nothing
            awards[key] = count(here, mine & won, unit, awards[key].name, awards[key].label, rule="得獎欄有填者")
        if here.has("eligible") and not here.where(mine).frame["eligible"].isna().any():
            eligible[key] = count(
                here,
                mine & is_("eligible", "是"),
                unit,
                f"competition.eligible/{year}",
                f"{key}符合資格作品",
                rule="符合資格欄為「是」者",
            )
        else:
            eligible[key] = absent(NOT_PROVIDED, unit, f"competition.eligible/{year}", f"{key}符合資格作品")

    def whole(parts: dict[str, Fact], name: str, label: str) -> Breakdown:
        return Breakdown(
            "年度", parts, total_of(parts.values(), unit).named(f"competition.{name}", label, rule="各年度之和")
        )

    return Competition(
        here,
        whole(entries, "entries", "參賽作品"),
        whole(eligible, "eligible", "符合資格作品"),
        whole(awards, "awards", "得獎作品"),
    )


def _won() -> Choice:
    """Which entries won: the award's cell says something, and not that there is none."""
    return ~blank("award") & ~is_("award", *NO_AWARD)


def check(records: Records) -> None:
    """InputError for a year that is no year of the Republic (V05), or an eligibility that is neither 是 nor 否 (V17)."""
    refuse_other_years(records)
    if not records.has("eligible"):
        return
    wrong = [(row, value) for row, value in cells_of(records.frame["eligible"].dropna()) if value not in ELIGIBLE]
    if wrong:
        raise InputError(
            *(
                messages.V17_neither_yes_nor_no(value=value).at(
                    records.file, records.sheet, row, header=messages.header_eligible()
                )
                for row, value in wrong
            )
        )


def competition_summary(found: Competition) -> Prose:
    """All years in a sentence, and the last one in another."""
    if not found.entries.parts:
        return Prose.of("尚無參賽作品紀錄。")
    won = "。" if found.awards.total.absence else "，得獎 {awards!s} 件。"
    sentence = runs(
        "{years}累計參賽作品 {entries!s} 件" + won,
        years=found.years,
        entries=found.entries.total,
        awards=found.awards.total,
    )
    year = list(found.entries.parts)[-1]
    sentence += runs("{year}參賽 {entries} 件", year=year, entries=found.entries.parts[year])
    if not found.eligible.parts[year].absence:
        sentence += runs("，符合資格 {eligible!s} 件", eligible=found.eligible.parts[year])
    return Prose((sentence + runs(won, awards=found.awards.parts[year]),))


def competition_message(found: Competition) -> dict:
    """The title of the entries' slide, as ``Display.says`` takes it."""
    won = "" if found.awards.total.absence else "，{awards} 件得獎"
    return {
        "sentence": "{years}參賽 {entries} 件" + won,
        "years": found.years,
        "entries": found.entries.total,
        "awards": found.awards.total,
    }


def last_year_message(found: Competition) -> dict:
    """The title of the years' slide: the last year's entries, eligible entries and awards."""
    year = next(reversed(list(found.entries.parts)), "")
    if not year:
        return {"sentence": "尚無參賽作品"}
    values = {
        "year": year,
        "entries": found.entries.parts[year],
        "eligible": found.eligible.parts[year],
        "awards": found.awards.parts[year],
    }
    middle = "" if found.eligible.parts[year].absence else "，{eligible} 件符合資格"
    won = "" if found.awards.parts[year].absence else "，{awards} 件得獎"
    return {"sentence": "{year}參賽 {entries} 件" + middle + won, **values}


def winner_table(caption: str, found: Competition) -> Table:
    """Every entry that won, by year: year and group, entry, team, and its grade, where any is known."""
    frame = found.records.where(_won()).frame.sort_values("year", kind="stable")
    grouped = found.records.has("group")
    graded = any(award not in UNGRADED for award in frame["award"]) if "award" in frame else False
    rows, last = [], None
    for _, row in frame.iterrows():
        group = (row["group"] or NOT_PROVIDED) if grouped else None
        again = (row["year"], group) == last
        last = (row["year"], group)
        rows.append(
            Row(
                (
                    f"{int(row['year'])}",
                    *(("" if again else group,) if grouped else ()),
                    row["entry"],
                    row["team"] if isinstance(row.get("team"), str) else NOT_PROVIDED,
                    *(("" if row["award"] in UNGRADED else row["award"],) if graded else ()),
                )
            )
        )
    columns = ("年度", *(("組別",) if grouped else ()), "得獎作品", "團隊", *(("獎項",) if graded else ()))
    weights = (3, *((11,) if grouped else ()), 15, 12, *((9,) if graded else ()))
    note = "來源沒有載明獎項者留白" if graded and any(award in UNGRADED for award in frame["award"]) else ""
    return Table(caption, columns, tuple(rows), "", note, weights=weights, sortable=False)


def winner_message(found: Competition) -> dict:
    """The title of the winners' slide: how many there are, and how many of the last year."""
    year = next(reversed(list(found.awards.parts)), "")
    if not year:
        return {"sentence": "尚無得獎作品"}
    if found.awards.total.absence:
        return {"sentence": "歷年得獎作品：{no}", "no": found.awards.total}
    return {
        "sentence": "歷年得獎作品 {all} 件，{year} {last} 件",
        "all": found.awards.total,
        "year": year,
        "last": found.awards.parts[year],
    }
