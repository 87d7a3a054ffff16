"""What changed between two meetings: the same measures on the inputs of both, side by side. For analysts, never part of
a packet.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from reportlib import messages
from reportlib.display.display import Display, Naming, runs
from reportlib.display.fitting import fitting
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import inventory, requests, results
from reportlib.measures.counting import rows_counted
from reportlib.measures.evaluation import EvaluationSources
from reportlib.measures.quality import marks_on
from reportlib.meeting.meeting import Meeting
from reportlib.records.records import Records
from reportlib.records.tables import FILES
from reportlib.roc import format_date, format_long
from reportlib.text import spelling


class Opened(Protocol):
    """What is asked of a meeting that was opened (``open_section``)."""

    meeting: Meeting
    sources: EvaluationSources
    catalogue: Records
    quality: Records | None
    feedback: Records | None
    history: Records | None


# -- figures ---------------------------------------------------------------------------------------------------------------


def _figures(section: Opened) -> Iterator[tuple[str, str, Fact]]:
    """(kind, label, fact) of one meeting: totals, categories, outcomes of requests."""
    meeting, sources = section.meeting, section.sources
    yield from (
        ("總數", label, fact)
        for label, fact in results.year_figures(
            dataclasses.replace(sources, received=None), section.feedback, section.history, meeting
        )
    )
    yield from (
        ("服務分類", key, fact)
        for key, fact in inventory.by_category(sources.catalogue, meeting, sources.withdrawn).parts.items()
    )
    if sources.requests is not None and meeting.outcomes:
        counted = requests.counted(sources.requests, meeting)
        yield from (("處理情形", key, fact) for key, fact in requests.by_outcome(counted, meeting).parts.items())


@fitting
def figures_table(caption: str, earlier: Opened, later: Opened) -> Table:
    """Every figure of the two meetings with its difference; one that only one of them has is not provided by the other.

    >>> changes.figures_table("兩次會議的數字", earlier, section)
    兩次會議的數字：31 列 × 5 欄
    """
    before = {(kind, label): fact for kind, label, fact in _figures(earlier)}
    after = {(kind, label): fact for kind, label, fact in _figures(later)}
    rows = []
    for kind, label in dict.fromkeys((*after, *before)):
        one, other = before.get((kind, label)), after.get((kind, label))
        if one is None or other is None:
            rows.append(Row((kind, label, one or NOT_PROVIDED, other or NOT_PROVIDED, NOT_PROVIDED)))
        else:
            rows.append(
                Row(
                    (
                        kind,
                        label,
                        one,
                        other,
                        (other - one).named(f"changes/{other.name}", f"{other.label}增減", rule="本次減上次"),
                    )
                )
            )
    columns = ("類別", "指標", *(_as_of(section) for section in (earlier, later)), "增減")
    lacks = [
        f"{_as_of(section)}的民間需求：{lack.note}"
        for section in (earlier, later)
        if (lack := requests.lacking(section.sources.received, section.meeting)) and lack.note
    ]
    return Table(
        caption, columns, tuple(rows), note="；".join(("百分比的增減為百分點", *lacks)), weights=(3, 6, 3, 3, 3)
    )


def _as_of(section: Opened) -> str:
    meeting = section.meeting.params.meeting
    return f"第 {meeting.term} 屆第 {meeting.number} 次（{format_date(section.meeting.as_of.inventory)}）"


@fitting
def two_meetings(what: str | Callable[[Any], Any], earlier: Opened, later: Opened) -> pd.DataFrame:
    """Two meetings as one frame: rows of an input one under another, or what a measure says of both side by side.

    Of an input (``"catalogue"``): its rows of both meetings, the later ones under the earlier, and ``meeting`` as first column, an
    ordered categorical. Of a measure that takes a section: a row a part (of a figure one row) under each meeting, as floats, and what the
    later has more (``增減``); a part that one of them lacks is NaN there.

    >>> changes.two_meetings("catalogue", earlier, section).groupby("meeting", observed=True).size().tolist()
    [3050, 3159]
    >>> changes.two_meetings(inventory.total, earlier, section).loc["累計開放資料集"].tolist()
    [3050.0, 3159.0, 109.0]

    TypeError, with an example, for anything else.
    """
    sections = {_as_of(one): one for one in (earlier, later)}
    if isinstance(what, str) and what in FILES:
        frames = {name: getattr(one, what).to_frame() for name, one in sections.items()}
        under = pd.concat(frames, names=["meeting"]).reset_index()
        return under.assign(meeting=pd.Categorical(under["meeting"], list(frames), ordered=True))
    if not callable(what):
        example = "changes.two_meetings(inventory.by_category, earlier, later)"
        raise TypeError(messages.two_meetings_expected(given=repr(what), example=example))
    columns = {name: _values(what(one)) for name, one in sections.items()}
    beside = pd.DataFrame(columns)
    beside.index.name = next(iter(columns.values())).index.name
    return beside if len(columns) < 2 else beside.assign(增減=beside.iloc[:, 1] - beside.iloc[:, 0])


def _values(found: Any) -> pd.Series:
    """The values of a figure, of a breakdown."""
    if isinstance(found, Fact):
        return pd.Series({found.label: float("nan" if found.value is None else found.value)})
    if isinstance(found, Breakdown):
        return found.to_frame()["value"]
    example = "changes.two_meetings(inventory.by_category, earlier, later)"
    raise TypeError(messages.two_meetings_expected(given=type(found).__name__, example=example))


# -- datasets --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changes:
    """Datasets on the later list only, on the earlier list only, and on both with another mark (「銀 → 金」 by row of the
    later list).
    """

    listed: Records
    gone: Records
    marks: pd.Series | None


def _keyed(catalogue: Records, by_id: bool) -> pd.Series:
    """What a dataset is known by, on the list's index: its identifier, or title and publisher where a list has none."""
    frame = catalogue.frame
    return (
        frame["dataset_id"].map(spelling) if by_id else frame["publisher_short"] + "\n" + frame["title"].map(spelling)
    )


@fitting
def between(earlier: Opened, later: Opened) -> Changes:
    """How the later list differs from the earlier one, each on its own as-of date.

    >>> len(changes.between(earlier, section).listed)
    109
    """
    by_id = earlier.catalogue.has("dataset_id") and later.catalogue.has("dataset_id")
    before, after = (inventory.listed(section.catalogue, section.meeting) for section in (earlier, later))
    old, new = _keyed(before, by_id), _keyed(after, by_id)
    earlier_marks, later_marks = (_marks(section) for section in (earlier, later))
    changed = None
    if by_id and earlier_marks is not None and later_marks is not None:
        was, now = new.map(earlier_marks), new.map(later_marks)
        differs = was.notna() & now.notna() & (was != now)
        changed = was[differs] + " → " + now[differs]
    return Changes(after.where(~new.isin(set(old))), before.where(~old.isin(set(new))), changed)


def _marks(section: Opened) -> dict[str, str] | None:
    """The mark of every dataset that was tested, by identifier; None where no source gives marks for the as-of date."""
    found = marks_on(section.meeting.as_of.inventory, section.catalogue, section.quality, section.meeting)
    if found is None or not found.tests.has("dataset_id"):
        return None
    return dict(zip(found.tests.frame["dataset_id"].map(spelling), found.tests.frame["mark"], strict=True))


def _number(records: Records, index, key: str, label: str, later: Opened) -> Fact:
    meeting = later.meeting
    return rows_counted(
        records, index, meeting.datasets, f"changes.{key}", label, meeting.as_of.inventory, "兩次資料集清單逐項比對"
    )


@fitting
def summary(earlier: Opened, later: Opened) -> Prose:
    """How the total changed, and how many datasets are new, gone, or of another mark.

    >>> changes.summary(earlier, section)
    109 年 5 月 31 日累計 3,050 項，109 年 10 月 31 日累計 3,159 項；新上架 109 項，下架 0 項；品質標章變動 209 項。
    """
    found = between(earlier, later)
    before, after = (inventory.total(one.catalogue, one.meeting, one.sources.withdrawn) for one in (earlier, later))
    sentence = runs(
        "{from_day}累計 {before} 項，{to_day}累計 {after!s} 項；新上架 {listed} 項，下架 {gone} 項",
        from_day=format_long(earlier.meeting.as_of.inventory),
        before=before,
        to_day=format_long(later.meeting.as_of.inventory),
        after=after,
        listed=_number(found.listed, found.listed.frame.index, "listed", "新上架的資料集", later),
        gone=_number(found.gone, found.gone.frame.index, "gone", "下架的資料集", later),
    )
    if found.marks is None:
        return Prose((sentence + runs("；品質標章的變動{absent}。", absent=NOT_PROVIDED),))
    marks = _number(later.catalogue, found.marks.index, "marks", "標章變動的資料集", later)
    return Prose((sentence + runs("；品質標章變動 {marks} 項。", marks=marks),))


@fitting
def listed_table(caption: str, earlier: Opened, later: Opened) -> Display:
    """The datasets that are on the later list only.

    >>> changes.listed_table("新上架的資料集", earlier, section)
    新上架的資料集：109 列 × 4 欄
    """
    return _datasets(caption, between(earlier, later).listed)


@fitting
def gone_table(caption: str, earlier: Opened, later: Opened) -> Display:
    """The datasets that are on the earlier list only.

    >>> changes.gone_table("下架的資料集", earlier, section)
    下架的資料集：無。
    """
    return _datasets(caption, between(earlier, later).gone)


def _datasets(caption: str, records: Records) -> Display:
    if records.frame.empty:
        return Prose.of("{caption}：無。", caption=caption)
    known = [
        (column, label)
        for column, label in (
            ("dataset_id", "識別碼"),
            ("title", "資料集名稱"),
            ("publisher_short", "機關"),
            ("listed_on", "上架日期"),
        )
        if records.has(column)
    ]
    rows = []
    for record in records.frame.to_dict("records"):
        values = (record[column] for column, _ in known)
        rows.append(
            Row(
                tuple(
                    value if isinstance(value, str) else format_date(value) if value else NOT_PROVIDED
                    for value in values
                )
            )
        )
    return Table(caption, tuple(label for _, label in known), tuple(rows), note=f"資料來源：{records.file}")


@fitting
def marks_table(caption: str, earlier: Opened, later: Opened) -> Display:
    """How many datasets changed from which mark to which, most first, with the publishers concerned.

    >>> changes.marks_table("品質標章變動", earlier, section)
    品質標章變動：1 列 × 3 欄
    """
    marks = between(earlier, later).marks
    if marks is None or marks.empty:
        return Prose.of("{caption}：{why}。", caption=caption, why=NOT_PROVIDED if marks is None else "無")
    publishers = later.catalogue.frame["publisher_short"]
    rows = []
    groups = [(str(change), index) for change, index in marks.groupby(marks).groups.items()]
    for change, index in sorted(groups, key=lambda group: (-len(group[1]), group[0])):
        units = Naming.joined("、", dict.fromkeys(publishers[index]))
        rows.append(
            Row((change, _number(later.catalogue, index, f"marks/{change}", f"{change}的資料集", later), units))
        )
    return Table(caption, ("變動", "資料集", "機關"), tuple(rows), "單位：項", weights=(2, 1, 8))
