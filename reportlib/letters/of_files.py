"""What a letter takes from the files of a unit's datasets: what to mend first, and where its marks differ from the portal's.

The files are judged as section 22 judges them and by the same measures, so that a letter says what that section says; it says nothing
where the packet has none. What is wrong with a value is told by its column; no value is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlib.cells import guarded
from reportlib.display.tables import Table
from reportlib.execute.section import Section
from reportlib.facts.facts import Fact, Unit
from reportlib.facts.record import FactRecord
from reportlib.judging.judge import by_unit
from reportlib.judging.model import JudgedDataset, JudgedFiles
from reportlib.letters.unchanged import refuse_other_data
from reportlib.measures import file_quality
from reportlib.measures.file_quality import Mend
from reportlib.measures.file_quality.lists import disagreeing
from reportlib.measures.file_quality.within import called, deciding
from reportlib.media.office.paper import Bullets, Element, PaperHeading, PaperTable, Paragraph, plain
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.quality_rules import INFERRED
from reportlib.packets.asked import Explained

MENDS = "mends.csv"
MOST_MENDS, MOST_MARKS = 5, 5
_ROOM = "file_quality."
_KINDS = ("unit_gain", "unit_risk", "body_gain", "body_risk")
_HEADER = (
    *("資料集識別碼", "資料集", "平臺的標章", "本資料算得", "目標", "不符的項目及理由", "改善", "工作量"),
    *("考核可得", "考核可能失去", "評獎可得", "評獎可能失去", "數字編號"),
)


@dataclass(frozen=True)
class FilesStanding:
    """The files of one unit: how many of its datasets were judged, what to mend, most at stake first, and the datasets whose computed
    mark is another than the portal's; ``unit`` is that of points, ``ids`` the ids of figures by their names."""

    found: JudgedFiles
    judged: int
    mends: tuple[Mend, ...]
    differing: tuple[JudgedDataset, ...]
    unit: Unit
    ids: Mapping[str, str]


def of_units(section: Section, packet: Explained, by_name: Mapping[str, FactRecord]) -> dict[str, FilesStanding]:
    """For each evaluated unit what its files say; nothing where the meeting has no files, or the packet nothing of them.

    ConfigError O08 where a figure of the packet is another one by the files as they are now.
    """
    meeting = section.meeting
    if meeting.params.inputs.files is None or not any(name.startswith(_ROOM) for name in by_name):
        return {}
    found = file_quality.of(section)
    made = file_quality.mends(found, section)
    refuse_other_data((one for one in _figures(found, made, meeting) if one.name in by_name), by_name, packet)
    ids = {name: record.id for name, record in by_name.items() if name.startswith(_ROOM)}
    judged, differing = by_unit(found), disagreeing(found)
    return {
        unit: FilesStanding(
            found,
            sum(one.mark is not None for one in judged.get(unit, ())),
            tuple(mend for mend in made if mend.dataset.unit == unit),
            tuple(one for one in differing if one.unit == unit),
            meeting.units.points(3, trim=True),
            ids,
        )
        for unit in meeting.evaluated_units
    }


def _figures(found: JudgedFiles, made: tuple[Mend, ...], meeting: Meeting) -> Iterator[Fact]:
    """The figures of section 22 that change when a file does."""
    yield file_quality.mends_message(made, found, meeting)["total"]
    for shown in (
        file_quality.indicators_table("", found, meeting),
        file_quality.marks_table("", found, meeting),
        file_quality.mends_table("", made, found, meeting),
    ):
        if isinstance(shown, Table):
            yield from (cell for row in shown.rows for cell in row.cells if isinstance(cell, Fact))


def elements(files: FilesStanding) -> Iterator[Element]:
    """The part of a letter on files."""
    yield PaperHeading(2, "由檔案看，先改善的資料集")
    if not files.judged:
        yield Paragraph(plain("本單位的資料集都沒有檔案在手邊，不作判斷。"))
        return
    if files.mends:
        yield _table(files)
    else:
        yield Paragraph(plain(f"有檔案的 {files.judged} 項資料集，沒有要改善的項目。"))
    if files.differing:
        yield PaperHeading(2, "標章與平臺不同的資料集")
        yield Bullets(tuple(plain(line) for line in _differing(files)))
        yield Paragraph(plain(_computed(files.found)), "small")


def _table(files: FilesStanding) -> PaperTable:
    rows = tuple(
        (
            plain(called(mend.dataset)),
            plain(deciding(mend.dataset, files.found)),
            plain(mend.todo),
            plain(mend.effort),
            plain(_stake(mend.unit_gain, mend.unit_risk, files.unit)),
            plain(_stake(mend.body_gain, mend.body_risk, files.unit)),
        )
        for mend in files.mends[:MOST_MENDS]
    )
    rest = len(files.mends) - len(rows)
    note = (
        "考核是本單位的，評獎是本機關的。可得：改善後增加的分數；可能失去：不改善，而平臺的檢測與本資料相同時減少的分數；都依規則檔重算。"
        f"{f'另有 {rest} 項；' if rest else ''}全部列在隨信的 {MENDS}。"
    )
    header = ("資料集", "不符的項目", "改善", "工作量", "考核", "評獎")
    return PaperTable("", header, rows, (4.5, 6, 7.5, 2.8, 2.2, 2.2), frozenset((4, 5)), note=note)


def _stake(gain: Decimal | None, risk: Decimal | None, unit: Unit) -> str:
    """What can be gained and what may be lost, or 0 where nothing is at stake; what no rulebook counts is said so."""
    if gain is None or risk is None:
        return "不計分"
    parts = [f"{said} {unit.text(points)}" for said, points in (("可得", gain), ("可能失去", risk)) if points]
    return "、".join(parts) or "0"


def _differing(files: FilesStanding) -> Iterator[str]:
    """The marks that differ, a line each; what decides is in the table of mends where the dataset is."""
    told = {mend.dataset.metadata.dataset for mend in files.mends[:MOST_MENDS]}
    for one in files.differing[:MOST_MARKS]:
        why = "" if one.metadata.dataset in told else f"（{deciding(one, files.found)}）"
        yield f"{called(one)}：平臺「{one.portal_mark}」，本資料算得「{one.mark}」{why}"
    if (rest := len(files.differing) - MOST_MARKS) > 0:
        yield f"另有 {rest} 項，見 {MENDS}"


def _computed(found: JudgedFiles) -> str:
    inferred = [str(level.mark) for level in found.book.levels if level.certainty == INFERRED]
    inferred += [str(found.book.platinum.mark)] if found.book.platinum.certainty == INFERRED else []
    said = f"；{'、'.join(inferred)}標章由哪些項目決定，為本資料推定" if inferred else ""
    return f"本資料算得：由手邊的檔案依「{found.book.title}」算得{said}，不取代平臺的標章。"


def csv_of(files: FilesStanding) -> Iterator[Sequence[str]]:
    """Every dataset of the unit with something to mend, then those whose marks differ with nothing to mend."""
    yield _HEADER
    for mend in files.mends:
        one = mend.dataset
        points = [getattr(mend, kind) for kind in _KINDS]
        shown = ["不計分" if value is None else files.unit.text(value) for value in points]
        names = [f"{_ROOM}{kind}/{one.metadata.dataset}" for kind in _KINDS]
        ids = "、".join(files.ids[name] for name in names if name in files.ids)
        yield _row(one, files.found, mend.to, mend.todo, mend.effort, *shown, ids)
    mended = {mend.dataset.metadata.dataset for mend in files.mends}
    for one in files.differing:
        if one.metadata.dataset not in mended:
            yield _row(one, files.found, *("" for _ in range(8)))


def _row(one: JudgedDataset, found: JudgedFiles, to: str, *rest: str) -> Sequence[str]:
    reasons = [f"{found.book.indicator(id).name}：{one.rulings[id].reason}" for id in one.failing]
    reasons += [
        f"「{of.column}」欄的值不符{found.standards.field(of.field).name}標準" for of in one.conformances if of.wrong
    ]
    said = "；".join(dict.fromkeys(reasons)) or deciding(one, found)
    cells = (one.metadata.dataset, one.metadata.title, one.portal_mark, str(one.mark), to, said, *rest)
    return [guarded(str(cell)) for cell in cells]
