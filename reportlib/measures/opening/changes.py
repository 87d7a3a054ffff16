"""The figures that matter, each with what it was the last time it was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlib.display.display import Cell, Display, Naming
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.measures import awards, inventory, quality
from reportlib.measures.opening.inputs import SectionInputs, given
from reportlib.records.records import Records
from reportlib.roc import format_date

COLUMNS = ("數字", "名稱", "說明", "變化", "前次", "前次統計日", "統計日")
NONE_BEFORE = "無前次數字"
OAS = "OAS 即 OpenAPI Specification"


@dataclass(frozen=True)
class ChangedFigure:
    """A figure, what it is called, a word on it, and what it was before, where that is known."""

    figure: Fact
    label: str
    more: Cell = ""
    before: Fact | None = None
    said: str = ""  # how the time before is told, where not by its day


def changes(caption: str, section: SectionInputs) -> Display:
    """The figures the meeting has, with their change; a sentence where it has none."""
    found = [change for change in _every(section) if not change.figure.absence]
    if not found:
        return Prose.of("本次會議沒有可比較的數字。").document_only()
    rows = tuple(map(_row, found))
    table = Table(
        caption,
        COLUMNS,
        rows,
        "",
        "每列比較同一數字的前後兩次，前次的日期各列不同；各列的統計日也不同，列與列不相加減",
        "changes",
        (3, 5, 5, 3, 3, 3, 3),
        False,
    )
    first = found[0]
    if first.before is None or first.before.absence:
        return table.says("{label} {now} {unit}", label=first.label, now=first.figure, unit=first.figure.unit.word)
    return table.says(
        "{label} {now} {unit}，{change}",
        label=first.label,
        now=first.figure,
        unit=first.figure.unit.word,
        change=_change(first),
    )


def _every(section: SectionInputs) -> Iterator[ChangedFigure]:
    meeting = section.meeting
    catalogue = given(section, "catalogue")
    if catalogue is None:
        return
    total = inventory.total(catalogue, meeting, section.withdrawn)
    standing = inventory.standing(section.ministries, meeting)
    rank = (
        ""
        if standing.rank.absence
        else Naming("各{peers}第 {rank} 名", peers=standing.peers.called, rank=standing.rank)
    )
    yield ChangedFigure(total, "累計開放資料集", rank, inventory.previous_total(catalogue, meeting, section.withdrawn))
    if meeting.marks is not None:
        yield from _marks(section, catalogue)
    if meeting.params.inputs.evaluation and section.oas is not None:
        yield _apis(section)
    if meeting.award_rules is not None and meeting.as_of.award:
        found = awards.award(section.sources, meeting)
        told = meeting.params.declared.get("award_last_year")
        said = (told.said or "") if told else ""
        yield ChangedFigure(found.scored.total, found.book.title, _prizes(found, section), found.last_year, said)


def _prizes(found: awards.Award, section: SectionInputs) -> Cell:
    """What the body itself has won, and its agencies."""
    meeting = section.meeting
    applications, candidates, winners = (given(section, kind) for kind in ("applications", "popularity", "winners"))
    entries = popular = None
    if applications is not None and meeting.book("application_award"):
        entries = awards.applications(applications, meeting)
    if candidates is not None and winners is not None and meeting.book("popularity_award"):
        popular = awards.popularity(candidates, winners, meeting)
    own = (found.result.result,) if found.result else ()
    return Naming.joined("；", (*own, *awards.own_prizes(entries, popular, meeting)))


def _marks(section: SectionInputs, catalogue: Records) -> Iterator[ChangedFigure]:
    meeting = section.meeting
    gold = quality.gold_series(catalogue, section.quality, meeting, section.history)
    if gold:
        last = gold[-1]
        before, said = (gold[-2].share, gold[-2].said) if len(gold) > 1 else (None, "")
        counted = Naming("{gold} 項／{tested} 項", gold=last.gold, tested=last.tested)
        yield ChangedFigure(last.share, "金標章占納入檢測", counted, before, said or "")
    platinum = quality.platinum_by_unit(catalogue, section.quality, meeting)
    if platinum.is_absent:
        return
    units = quality.having(platinum, "quality.platinum_units", "取得白金標章的單位")
    before = None
    if (day := meeting.as_of.award) and day < platinum.total.day:
        before = quality.counted(
            quality.marks_on(day, catalogue, section.quality, meeting), "platinum", meeting, day=day
        )
    yield ChangedFigure(platinum.total, "白金標章", Naming("{units} 個單位取得", units=units), before)


def _apis(section: SectionInputs) -> ChangedFigure:
    meeting = section.meeting
    day = meeting.as_of.oas or meeting.as_of.inventory
    before = quality.oas_by_unit(section.oas, meeting, meeting.as_of.award).total if meeting.as_of.award else None
    return ChangedFigure(quality.oas_by_unit(section.oas, meeting, day).total, "通過 OAS 驗證的 API", OAS, before)


def _change(change: ChangedFigure) -> Cell:
    """「＋127」, 「持平」, or that nothing is known of before."""
    before, now = change.before, change.figure
    if before is None or before.absence:
        return NONE_BEFORE
    if now.printed == before.printed:
        return "持平"
    if now.unit.percent:  # a difference of two truncated shares is no share of anything
        return Naming("{before} → {now}", before=before, now=now)
    more = (now - before).named(f"{now.name}.change", f"{now.label}的變化", rule="本次減前次")
    return Naming("{sign}{more}", sign="＋" if more.number > 0 else "", more=more)


def _row(change: ChangedFigure) -> Row:
    now, before = change.figure, change.before
    unit = "" if now.unit.percent else now.unit.word
    figure = Naming("{now!s} {unit}", now=now, unit=unit)
    known = before is not None and not before.absence
    earlier, day = (format_date(fact.as_of) if fact and fact.as_of else "" for fact in (before if known else None, now))
    shown = before if known and before else ""
    return Row(
        (figure, change.label, change.more, _change(change), shown, change.said or earlier, day), tones=("",) * 7
    )
