"""What to mend first: what each dataset would gain its unit and the body, by the rulebooks themselves.

A gain is the score that a rulebook gives with the dataset's mark changed, less the score that it gives now: no second formula. Where
the computed mark is lower than the portal's, what would be lost if the portal found the same is said beside it.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportlib.display.display import Display
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact, constant
from reportlib.judging.model import JudgedDataset, JudgedFiles
from reportlib.measures import awards, evaluation
from reportlib.measures.file_quality.within import FilesSection, called, counted, known, order
from reportlib.measures.quality.marks import LEVELS
from reportlib.measures.scoring import apply
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebook_files import ScoringRulebook
from reportlib.meeting.rulebooks import QualityMarks
from reportlib.text import Quoted

MOST_SHOWN = 10
_Scored = Callable[[str, str], Decimal | None]  # the score with one dataset's mark changed from one to another


@dataclass(frozen=True)
class Mend:
    """One dataset that can gain: what to do, how much that takes, the mark it is on the way to, and the points that its unit and the
    body gain, or would lose if nothing is done; None where no rulebook counts it."""

    dataset: JudgedDataset
    to: str
    todo: Quoted
    effort: Quoted
    unit_gain: Decimal | None
    unit_risk: Decimal | None
    body_gain: Decimal | None
    body_risk: Decimal | None

    @property
    def weight(self) -> tuple[Decimal, Decimal]:
        """By what mends are ranked: all that is at stake, the body's award first."""
        zero = Decimal(0)
        of_body = (self.body_gain or zero) + (self.body_risk or zero)
        return of_body, (self.unit_gain or zero) + (self.unit_risk or zero)


def mends(found: JudgedFiles, section: FilesSection) -> tuple[Mend, ...]:
    """Every dataset with something to mend, those first for which most is at stake; of equals those with the fewest mends."""
    meeting, marks = section.meeting, section.meeting.marks
    of_units = _of_units(section, marks)
    of_body = _of_body(section, marks)
    made = []
    for one in known(found):
        target = _target(one, found)
        if target is None:
            continue
        to, todo, effort = target
        unit = _at_stake(one, to, found, of_units.get(one.unit))
        made.append(Mend(one, to, Quoted(todo), Quoted(effort), *unit, *_at_stake(one, to, found, of_body)))
    places = {agency.short: at for at, agency in enumerate(meeting.register)}
    return tuple(
        sorted(
            made,
            key=lambda mend: (
                [-weight for weight in mend.weight],
                len(mend.dataset.failing),
                places.get(mend.dataset.unit, len(places)),
            ),
        )
    )


def _target(one: JudgedDataset, found: JudgedFiles) -> tuple[str, str, str] | None:
    """The mark that a dataset reaches by its mends, what these are, and how much they take; None where nothing is to be mended."""
    *_, gold, platinum = order(found)
    if one.failing:
        rules = [found.book.indicator(id) for id in one.failing]
        return gold, "；".join(str(rule.mend) for rule in rules), "、".join(dict.fromkeys(str(r.effort) for r in rules))
    wrong = [of for of in one.conformances if of.wrong]
    if one.mark == gold and wrong:
        columns = "、".join(dict.fromkeys(f"「{of.column}」" for of in wrong))
        return platinum, f"更正{columns}欄不符標準的值", str(found.book.standard_effort)
    return None


def _at_stake(
    one: JudgedDataset, to: str, found: JudgedFiles, scored: _Scored | None
) -> tuple[Decimal | None, Decimal | None]:
    """The points that reaching a mark gains over the portal's, and those that are lost if the portal finds what was found here."""
    marks = order(found)
    if scored is None or one.portal_mark not in marks or one.mark is None:
        return None, None
    now = scored(one.portal_mark, one.portal_mark)
    best = to if marks.index(to) > marks.index(one.portal_mark) else one.portal_mark
    worst = one.mark if marks.index(one.mark) < marks.index(one.portal_mark) else one.portal_mark
    after, fallen = scored(one.portal_mark, best), scored(one.portal_mark, worst)
    if now is None or after is None or fallen is None:
        return None, None
    return after - now, now - fallen


def _scorer(
    book: ScoringRulebook, measured: Mapping[str, Fact], marks: QualityMarks, meeting: Meeting, subject: str
) -> _Scored:
    @functools.cache
    def scored(before: str, after: str) -> Decimal | None:
        changed = dict(measured)
        for level in LEVELS:
            if level in changed and not changed[level].absence:
                step = _counts(after, level, marks) - _counts(before, level, marks)
                changed[level] = dataclasses.replace(changed[level], value=changed[level].number + step)
        total = apply(book, changed, meeting.units, "mend", subject).before_rounding
        return total.value

    return scored


def _counts(mark: str, level: str, marks: QualityMarks) -> int:
    if level == "tested":
        return int(mark not in marks.not_tested)
    return int(mark in marks.counting_as(level))


def _of_units(section: FilesSection, marks: QualityMarks | None) -> dict[str, _Scored]:
    """For each evaluated unit what its evaluation would be; nothing where the meeting has none."""
    meeting = section.meeting
    book = meeting.evaluation_rules
    if book is None or marks is None:
        return {}
    by_unit = evaluation.measured_by_unit(section.sources, meeting, book)
    return {unit: _scorer(book, measured, marks, meeting, unit) for unit, measured in by_unit.items()}


def _of_body(section: FilesSection, marks: QualityMarks | None) -> _Scored | None:
    """What the award's score of the body would be; None where the meeting has no such rulebook."""
    meeting = section.meeting
    if meeting.award_rules is None or marks is None:
        return None
    found = awards.award(section.sources, meeting)
    return _scorer(found.book, found.counted, marks, meeting, meeting.params.meeting.called)


def _points(
    mend: Mend, kind: str, label: str, value: Decimal | None, found: JudgedFiles, meeting: Meeting
) -> Fact | str:
    if value is None:
        return "不計分"
    unit = meeting.units.points(3, trim=True)
    return constant(value).named(
        f"file_quality.{kind}/{mend.dataset.metadata.dataset}",
        Quoted(f"{called(mend.dataset)}{label}"),
        unit=unit,
        as_of=found.day,
        rule="把這一項資料集的標章改變後，依規則檔重算的分數與現在的分數之差",
    )


def mends_table(
    caption: str, made: tuple[Mend, ...], found: JudgedFiles, meeting: Meeting, most: int | None = None
) -> Display:
    """What to mend, most at stake first; ``most`` of them, or all."""
    rows = []
    for mend in made[:most]:
        kinds = (
            ("unit_gain", "單位考核可得", mend.unit_gain),
            ("unit_risk", "單位考核可能失去", mend.unit_risk),
            ("body_gain", "評獎可得", mend.body_gain),
            ("body_risk", "評獎可能失去", mend.body_risk),
        )
        points = [_points(mend, kind, label, value, found, meeting) for kind, label, value in kinds]
        marks = Quoted(f"{mend.dataset.portal_mark or '—'}／{mend.dataset.mark}→{mend.to}")
        rows.append(Row((mend.dataset.unit, called(mend.dataset), marks, mend.todo, mend.effort, *points)))
    if not rows:
        return Prose.of("有檔案的資料集中，沒有要改善的項目。")
    columns = (
        "單位",
        "資料集",
        "平臺／算得→目標",
        "改善",
        "工作量",
        "考核可得",
        "考核可能失去",
        "評獎可得",
        "評獎可能失去",
    )
    note = "可得：達到目標標章所增的分數；可能失去：平臺的檢測結果與本資料相同時所減的分數；都依規則檔重算"
    return Table(caption, columns, tuple(rows), "單位：分", note, weights=(2, 4, 2, 5, 2, 1, 1, 1, 1))


def mends_by_unit_table(caption: str, made: tuple[Mend, ...], found: JudgedFiles, meeting: Meeting) -> Display:
    """The same for each unit to work off: what is most at stake for its own evaluation first, with a box to tick."""
    zero = Decimal(0)
    by_unit: dict[str, list[Mend]] = {}
    for mend in made:
        by_unit.setdefault(mend.dataset.unit, []).append(mend)
    rows = []
    for unit in (agency.short for agency in meeting.register):
        # Sorted as they come, those of one weight stay in the order of the whole.
        for mend in sorted(by_unit.get(unit, ()), key=lambda one: -((one.unit_gain or zero) + (one.unit_risk or zero))):
            points = (
                _points(mend, "unit_gain", "單位考核可得", mend.unit_gain, found, meeting),
                _points(mend, "unit_risk", "單位考核可能失去", mend.unit_risk, found, meeting),
            )
            rows.append(Row((unit, "□", called(mend.dataset), mend.todo, mend.effort, *points)))
    if not rows:
        return Prose.of("有檔案的資料集中，沒有要改善的項目。")
    columns = ("單位", "辦妥", "資料集", "改善", "工作量", "考核可得", "考核可能失去")
    note = "各單位依本單位考核的得失排列；相同的，依評獎的得失"
    return Table(caption, columns, tuple(rows), "單位：分", note, weights=(2, 1, 4, 6, 3, 1, 1))


def mends_message(made: tuple[Mend, ...], found: JudgedFiles, meeting: Meeting) -> dict:
    """The title of the slide of mends, as ``Display.says`` takes it."""
    ones = [mend.dataset for mend in made]
    total = counted(ones, found, meeting, "to_mend", "要改善的資料集", "有項目不符，或標準欄位的值不符者")
    if not made:
        return {"sentence": "要改善的資料集 {total} 項", "total": total}
    first = made[0].dataset
    return {
        "sentence": "要改善的資料集 {total} 項，最先是{unit}「{title}」",
        "total": total,
        "unit": first.unit,
        "title": Quoted(first.metadata.title),
    }
