"""Inventory statistics of the catalogue: totals, breakdowns, growth, the most used datasets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from reportlib.clean import Records
from reportlib.facts import NOT_PROVIDED, Breakdown, Fact, absent
from reportlib.measures.counting import count, count_by, no_parts, on_or_before, rows_of
from reportlib.meeting import Meeting
from reportlib.prose import Prose, runs
from reportlib.roc import format_date, format_long
from reportlib.tables import Row, Table

USAGE = {"views": ("瀏覽次數", "人次"), "downloads": ("下載次數", "次")}


def _listed_by(catalogue: Records, day: date) -> pd.Series:
    """Datasets on the list on ``day``: listed up to it, or without a listing date (they are on the list, after all)."""
    if not catalogue.has("listed_on"):
        return pd.Series(True, index=catalogue.frame.index)
    listed = catalogue.frame["listed_on"]
    return on_or_before(listed, day) | listed.isna()


def listed(catalogue: Records, meeting: Meeting) -> Records:
    """The datasets on the list on the meeting's as-of date, which every other measure here counts."""
    return catalogue.where(_listed_by(catalogue, meeting.as_of.inventory))


def total(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets on the list on the as-of date (項)."""
    day = meeting.as_of.inventory
    return count(
        catalogue, _listed_by(catalogue, day), meeting.datasets, "inventory.total", "累計開放資料集", day,
        "資料集清單中上架日期在統計日（含）以前者；未載上架日期者計入",
    )  # fmt: skip


def previous_total(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets on the list at the end of the last period; absent without listing dates or without such a date."""
    day = meeting.as_of.previous_inventory
    label = "上期累計開放資料集"
    if day is None or not catalogue.has("listed_on"):
        return absent(NOT_PROVIDED, meeting.datasets, "inventory.previous_total", label, day)
    return count(
        catalogue, _listed_by(catalogue, day), meeting.datasets, "inventory.previous_total", label, day,
        "資料集清單中上架日期在上期統計日（含）以前者；未載上架日期者計入",
    )  # fmt: skip


def growth(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets listed since the end of the last period (項)."""
    difference = total(catalogue, meeting) - previous_total(catalogue, meeting)
    return difference.named("inventory.growth", "較上期增加的資料集", rule="本期累計減上期累計")


def _by(catalogue: Records, meeting: Meeting, column: str, dimension: str, label: str, blank: str = "未填") -> Breakdown:
    here = listed(catalogue, meeting)
    name = f"inventory.{column}"
    if not here.has(column):
        return no_parts(dimension, meeting.datasets, name, f"各{dimension}資料集", meeting.as_of.inventory)
    return count_by(
        here, here.frame[column], meeting.datasets, name, dimension, total=total(catalogue, meeting), label=label,
        rule=f"資料集清單的{dimension}欄", blank=blank,
    )  # fmt: skip


def by_category(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by service category, largest first; those without one stand last as 「未填分類」."""
    return _by(catalogue, meeting, "category", "服務分類", "{}資料集", blank="未填分類")


def by_publisher(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by publisher (short names), largest first."""
    return _by(catalogue, meeting, "publisher_short", "機關", "{}開放資料集")


def growth_by_publisher(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets listed since the end of the last period, by publisher, in the order of :func:`by_publisher`."""
    everyone = by_publisher(catalogue, meeting)
    new = growth(catalogue, meeting)
    name, label = "inventory.growth_by_publisher", "{}較上期增加"
    if new.absence:
        parts = {key: absent(NOT_PROVIDED, meeting.datasets, f"{name}/{key}", label.format(key)) for key in everyone.parts}
        return Breakdown(everyone.dimension, parts, new)
    here = listed(catalogue, meeting)
    here = here.where(~_listed_by(here, meeting.as_of.previous_inventory))
    return count_by(
        here, here.frame["publisher_short"], meeting.datasets, name, everyone.dimension,
        total=new, label=label, order=everyone.parts, rule="上架日期晚於上期統計日者",
    )  # fmt: skip


def by_year(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by the ROC year in which they were listed, in order of years."""
    here = listed(catalogue, meeting)
    name, dimension = "inventory.year", "上架年度"
    if not here.has("listed_on"):
        return no_parts(dimension, meeting.datasets, name, "各年度上架資料集", meeting.as_of.inventory)
    years = here.frame["listed_on"].map(lambda d: f"{d.year - 1911} 年" if isinstance(d, date) else None)
    order = sorted({y for y in years if isinstance(y, str)}, key=lambda y: int(y.split()[0]))
    return count_by(
        here, years, meeting.datasets, name, dimension, total=total(catalogue, meeting), label="{}上架資料集", order=order, blank="未載日期"
    )


def cumulative(by_years: Breakdown) -> Breakdown:
    """The running total of a breakdown by year; rows without a date are not in it."""
    parts: dict[str, Fact] = {}
    running: Fact | None = None
    for key, fact in by_years.parts.items():
        if key == "未載日期":
            running_here = absent("不適用", fact.unit, f"{fact.name}.cumulative", f"{key}累計")
        else:
            running = fact if running is None else running + fact
            running_here = running = running.named(f"{fact.name}.cumulative", f"截至{key}累計", rule="各年度上架數逐年累加")
        parts[key] = running_here
    return Breakdown(by_years.dimension, parts, by_years.total)


def by_stars(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by star rating, five stars first; formats without a rating stand last."""
    here = listed(catalogue, meeting)
    name, dimension = "inventory.stars", "星等"
    if not here.has("formats") or meeting.stars is None:
        return no_parts(dimension, meeting.datasets, name, "各星等資料集", meeting.as_of.inventory)
    stars = here.frame["formats"].map(lambda formats: meeting.stars.of(formats) if isinstance(formats, (tuple, list)) else None)
    keys = stars.map(lambda n: f"{int(n)} 星" if pd.notna(n) else None).astype(object)
    return count_by(
        here, keys, meeting.datasets, name, dimension, total=total(catalogue, meeting), label="{}資料集",
        order=[f"{s.stars} 星" for s in meeting.stars.stars], rule=meeting.stars.title, blank="未列星等",
    )  # fmt: skip


def by_format(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets that offer a format, most frequent first; a dataset counts once for each of its formats."""
    here = listed(catalogue, meeting)
    name, dimension = "inventory.format", "檔案格式"
    if not here.has("formats"):
        return no_parts(dimension, meeting.datasets, name, "各檔案格式資料集", meeting.as_of.inventory)
    formats = here.frame["formats"].map(lambda f: tuple(dict.fromkeys(x.strip().upper() for x in f)) if isinstance(f, (tuple, list)) else (None,))
    keys = formats.explode()
    return count_by(
        here, keys, meeting.datasets, name, dimension, total=total(catalogue, meeting), label="提供 {} 格式的資料集",
        rule="一項資料集有多種格式者，各格式各計一次", blank="未填格式",
    )  # fmt: skip


def listed_later(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets in the file that were listed after the as-of date, which nothing here counts (項)."""
    return count(
        catalogue, ~_listed_by(catalogue, meeting.as_of.inventory), meeting.datasets, "inventory.listed_later", "統計日後上架的資料集",
        meeting.as_of.inventory, "上架日期晚於統計日者，不計入任何統計",
    )  # fmt: skip


def summary(catalogue: Records, meeting: Meeting) -> Prose:
    """What the figures mean, in a sentence or two."""
    whole, new, later = total(catalogue, meeting), growth(catalogue, meeting), listed_later(catalogue, meeting)
    by_categories = by_category(catalogue, meeting)
    sentence = runs("截至 {day}，累計開放資料集 {whole!s} 項", day=format_long(meeting.as_of.inventory), whole=whole)
    if not new.absence:
        sentence += runs("，較 {before}增加 {new!s} 項", before=format_long(meeting.as_of.previous_inventory), new=new)
    if by_categories.is_absent:
        sentence += runs("；服務分類{absent}", absent=NOT_PROVIDED)
    else:
        largest, held = by_categories.largest()
        share = by_categories.named_shares(meeting.units.share)[largest]
        sentence += runs("；其中{name} {held} 項，占 {share!s}", name=largest, held=held, share=share)
    sentence += runs("。")
    if later.value:
        sentence += runs("清單中另有 {later} 項於統計日後上架，未計入。", later=later)
    return Prose((sentence,))


@dataclass(frozen=True)
class Ranked:
    """One of the most used datasets."""

    rank: int
    title: str
    publisher: str
    use: Fact


def top(catalogue: Records, meeting: Meeting, measure: str, most: int = 3) -> tuple[Ranked, ...]:
    """The ``most`` datasets by ``"views"`` or ``"downloads"``; ties keep the order of the list. Empty where not given."""
    here = listed(catalogue, meeting)
    label, word = USAGE[measure]
    if not here.has(measure):
        return ()
    uses = here.frame[measure].dropna().sort_values(ascending=False, kind="stable").head(most)
    titles = here.frame.loc[uses.index]
    return tuple(
        Ranked(rank, row["title"], row["publisher_short"], Fact(
            Decimal(int(row[measure])), meeting.units.count(word), f"inventory.top.{measure}/{rank}", f"{label}第 {rank} 名",
            meeting.as_of.inventory, f"資料集清單所載{label}", rows_of(here, [number]),
        ))
        for rank, (number, row) in enumerate(titles.iterrows(), 1)
    )  # fmt: skip


def top_table(caption: str, catalogue: Records, meeting: Meeting, measures: Sequence[str] = ("views", "downloads")) -> Table:
    """The most used datasets by each measure, one below the other."""
    rows = []
    for measure in measures:
        label, word = USAGE[measure]
        found = top(catalogue, meeting, measure)
        if not found:
            rows.append(Row((label, "", "", absent(NOT_PROVIDED, meeting.units.count(word), f"inventory.top.{measure}", label))))
        rows += [Row((label, f"第 {r.rank} 名：{r.title}", r.publisher, r.use)) for r in found]
    return Table(caption, ("指標", "資料集", "機關", "次數"), tuple(rows), "單位：次", f"資料統計至 {format_date(meeting.as_of.inventory)}", weights=(2, 6, 2, 2))
