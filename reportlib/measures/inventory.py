"""Inventory statistics of the catalogue: totals, their history, the rank among ministries, breakdowns, the most used datasets."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from reportlib import text
from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.tables import Row, Table
from reportlib.errors import InputError, Problem, quoted
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, Breakdown, Fact, absent, total_of
from reportlib.language import say
from reportlib.measures.counting import (
    count,
    count_by,
    each,
    largest_message,
    leaders,
    no_parts,
    on_or_before,
    rank_of,
    recorded,
    rows_of,
)
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import ServiceCategories
from reportlib.records.records import Records
from reportlib.records.tables import label_of
from reportlib.roc import format_date, format_long, format_month, numeral

NO_CATEGORY, NO_YEAR = "未填分類", "未載日期"
NEAR = 0.6  # how much the name of a ministry is like the beginning of ours, from 0 to 1, to be suggested
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
        catalogue,
        _listed_by(catalogue, day),
        meeting.datasets,
        "inventory.total",
        "累計開放資料集",
        day,
        "資料集清單中上架日期在統計日（含）以前者；未載上架日期者計入",
    )


def total_message(whole: Fact) -> dict:
    """The title of the opening slide, as ``Display.says`` takes it."""
    return {"sentence": "累計開放 {whole} 項資料集", "whole": whole}


def previous_total(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets on the list at the end of the last period; absent without listing dates or without such a date."""
    day = meeting.as_of.previous_inventory
    label = "上期累計開放資料集"
    if day is None or not catalogue.has("listed_on"):
        return absent(NOT_PROVIDED, meeting.datasets, "inventory.previous_total", label, day)
    return count(
        catalogue,
        _listed_by(catalogue, day),
        meeting.datasets,
        "inventory.previous_total",
        label,
        day,
        "資料集清單中上架日期在上期統計日（含）以前者；未載上架日期者計入",
    )


def growth(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets listed since the end of the last period (項)."""
    difference = total(catalogue, meeting) - previous_total(catalogue, meeting)
    return difference.named("inventory.growth", "較上期增加的資料集", rule="本期累計減上期累計")


def _by(
    catalogue: Records,
    meeting: Meeting,
    column: str,
    dimension: str,
    label: str,
    blank: str = "未填",
    order: Sequence[str] = (),
) -> Breakdown:
    here = listed(catalogue, meeting)
    name = f"inventory.{column}"
    if not here.has(column):
        return no_parts(dimension, meeting.datasets, name, f"各{dimension}資料集", meeting.as_of.inventory)
    return count_by(
        here,
        here.frame[column],
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting),
        label=label,
        rule=f"資料集清單的{dimension}欄",
        blank=blank,
        order=order,
    )


# -- service categories ----------------------------------------------------------------------------------------------------


def check_categories(catalogue: Records, book: ServiceCategories) -> None:
    """InputError (V17) for a category that the rulebook does not know, each once, with the nearest."""
    if not catalogue.has("category"):
        return
    column = catalogue.frame["category"].dropna()
    unknown = column[~column.isin(book.codes)]
    problems = []
    for value, rows in unknown.groupby(unknown, sort=False).groups.items():
        near = text.nearest(value, book.codes)
        problems.append(
            Problem(
                "V17",
                say(
                    f"{quoted(value)} 不在服務分類規則檔中（共 {len(rows)} 列）。",
                    f"{quoted(value)} is not in the rulebook of service categories ({len(rows)} rows).",
                ),
                say(
                    f"是不是 {quoted(near)}？請更正，或在規則檔加入。",
                    f"Did you mean {quoted(near)}? Correct it, or add it to the rulebook.",
                )
                if near
                else say(
                    f"已知：{'、'.join(book.codes)}。請更正，或在規則檔加入。",
                    f"Known: {', '.join(book.codes)}. Correct it, or add it to the rulebook.",
                ),
                catalogue.file,
                catalogue.sheet,
                int(rows[0]),
                header=say("服務分類", "category"),
            )
        )
    if problems:
        raise InputError(*problems)


def by_category(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by service category, largest first, then the rulebook's categories without any; 「未填分類」 stands last.

    InputError (V17) as :func:`check_categories`, where the parameters name a rulebook of categories.
    """
    book = meeting.book("categories")
    order: list[str] = []
    if book is not None and catalogue.has("category"):
        check_categories(catalogue, book)
        sizes = listed(catalogue, meeting).frame["category"].value_counts()
        order = sorted(book.codes, key=lambda category: -sizes.get(category, 0))
    return _by(catalogue, meeting, "category", "服務分類", "{}資料集", blank=NO_CATEGORY, order=order)


def categorised(by_categories: Breakdown) -> Fact:
    """Datasets that have a category: the sum of the categories, which may be less than all (項)."""
    given = [fact for key, fact in by_categories.parts.items() if key != NO_CATEGORY]
    unit = by_categories.total.unit
    if by_categories.is_absent:
        return absent(NOT_PROVIDED, unit, "inventory.categorised", "有服務分類的資料集", by_categories.total.as_of)
    return total_of(given, unit).named("inventory.categorised", "有服務分類的資料集", rule="各服務分類之和")


def category_table(caption: str, catalogue: Records, meeting: Meeting, examples: int = 2) -> Table:
    """Every category with its code, datasets, share, and its most viewed datasets as examples; the sum of categories and the whole last."""
    by_categories = by_category(catalogue, meeting)
    book = meeting.book("categories")
    codes = book.codes if book else {}
    shares = by_categories.named_shares(meeting.units.share)
    here = listed(catalogue, meeting)
    rows = [
        Row((key, codes.get(key, "—"), fact, shares[key], "、".join(_examples(here, key, examples)) or "—"))
        for key, fact in by_categories.parts.items()
    ]
    whole = by_categories.total
    rows.append(
        Row(
            (
                "合計",
                "",
                whole,
                whole.share_of(whole, meeting.units.share).named(f"{whole.name}.share", f"{whole.label}占比"),
                "",
            ),
            "total",
        )
    )
    note = "；".join(
        filter(
            None,
            (
                f"例示為各分類瀏覽次數最多的資料集（最多{numeral(examples)}項）" if catalogue.has("views") else "",
                f"分類代碼：{book.title}" if book else "",
            ),
        )
    )
    return Table(
        caption,
        ("服務分類", "代碼", "資料集", "占比", "例示"),
        tuple(rows),
        f"單位：{whole.unit.label}",
        note,
        weights=(4, 2, 3, 2, 11),
    )


def _examples(here: Records, category: str, most: int) -> list[str]:
    """Titles of a category's most viewed datasets; ties, and all where views are not given, in the order of the list."""
    if not here.has("category"):
        return []
    mine = here.frame[here.frame["category"] == category]
    if here.has("views"):
        mine = mine.loc[mine["views"].dropna().sort_values(ascending=False, kind="stable").index]
    return list(mine["title"].head(most))


def category_message(by_categories: Breakdown, meeting: Meeting) -> dict:
    """The title of the categories' slide, as ``Display.says`` takes it."""
    return largest_message(by_categories, meeting.units.share, "{name}占全部資料集的 {share}")


def category_table_message(by_categories: Breakdown) -> dict:
    """The title of the slides of the table: in how many categories there is a dataset, of how many."""
    if by_categories.is_absent:
        return {"sentence": "服務分類{no}", "no": by_categories.total.absence or "無"}
    given = tuple(fact for key, fact in by_categories.parts.items() if key != NO_CATEGORY)
    unit = dataclasses.replace(by_categories.total.unit, label="類")

    def number(facts: tuple[Fact, ...], name: str, label: str) -> Fact:
        return Fact(
            Decimal(len(facts)),
            unit,
            name,
            label,
            by_categories.total.as_of,
            "服務分類數",
            operator="count",
            operands=facts,
        )

    used = number(tuple(fact for fact in given if fact.value), "inventory.categories_used", "有資料集的服務分類")
    if used.value == len(given):
        return {"sentence": "資料集分屬 {used} 類服務分類", "used": used}
    return {
        "sentence": "{every} 類服務分類中，{used} 類有資料集",
        "every": number(given, "inventory.categories", "服務分類"),
        "used": used,
    }


def publisher_message(by_publishers: Breakdown) -> dict:
    """The title of the publishers' slide: how many there are, and which has most."""
    if by_publishers.is_absent:
        return {"sentence": "各機關開放資料集"}
    name, held = leaders(by_publishers)
    publishers = publisher_count(by_publishers)
    return {"sentence": "{count} 個機關開放資料，{name} {held} 項最多", "count": publishers, "name": name, "held": held}


def first(breakdown: Breakdown, most: int) -> Breakdown:
    """The first ``most`` parts, for a chart."""
    return dataclasses.replace(breakdown, parts=dict(list(breakdown.parts.items())[:most]))


def publisher_count(by_publishers: Breakdown) -> Fact:
    """How many publishers have a dataset (個)."""
    unit = dataclasses.replace(by_publishers.total.unit, label="個")
    having = tuple(fact for fact in by_publishers.parts.values() if fact.value)
    return Fact(
        Decimal(len(having)),
        unit,
        "inventory.publishers",
        "有開放資料集的機關",
        by_publishers.total.as_of,
        "資料集清單中的機關數",
        operator="count",
        operands=having,
    )


# -- publishers, years, formats ---------------------------------------------------------------------------------------------


def by_publisher(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by publisher (short names), largest first."""
    return _by(catalogue, meeting, "publisher_short", "機關", "{}開放資料集")


def growth_by_publisher(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets listed since the end of the last period, by publisher, in the order of :func:`by_publisher`."""
    everyone = by_publisher(catalogue, meeting)
    new = growth(catalogue, meeting)
    name, label = "inventory.growth_by_publisher", "{}較上期增加"
    if new.absence:
        parts = {
            key: absent(NOT_PROVIDED, meeting.datasets, f"{name}/{key}", label.format(key)) for key in everyone.parts
        }
        return Breakdown(everyone.dimension, parts, new)
    here = listed(catalogue, meeting)
    here = here.where(~_listed_by(here, meeting.as_of.previous_inventory))
    return count_by(
        here,
        here.frame["publisher_short"],
        meeting.datasets,
        name,
        everyone.dimension,
        total=new,
        label=label,
        order=everyone.parts,
        rule="上架日期晚於上期統計日者",
    )


def by_year(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by the ROC year in which they were listed, in order of years."""
    here = listed(catalogue, meeting)
    name, dimension = "inventory.year", "上架年度"
    if not here.has("listed_on"):
        return no_parts(dimension, meeting.datasets, name, "各年度上架資料集", meeting.as_of.inventory)
    years = here.frame["listed_on"].map(lambda d: f"{d.year - 1911} 年" if isinstance(d, date) else None)
    order = sorted({y for y in years if isinstance(y, str)}, key=lambda y: int(y.split()[0]))
    return count_by(
        here,
        years,
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting),
        label="{}上架資料集",
        order=order,
        blank=NO_YEAR,
    )


def year_message(by_years: Breakdown) -> dict:
    """The title of the years' slide, as ``Display.says`` takes it: what the last year added."""
    dated = [(year, fact) for year, fact in by_years.parts.items() if year != NO_YEAR]
    if not dated:
        return {"sentence": "各年度上架資料集{no}", "no": by_years.total.absence or "無"}
    return {"sentence": "{year}上架 {added} 項資料集", "year": dated[-1][0], "added": dated[-1][1]}


def cumulative(by_years: Breakdown) -> Breakdown:
    """The running total of a breakdown by year; rows without a date are not in it."""
    parts: dict[str, Fact] = {}
    running: Fact | None = None
    for key, fact in by_years.parts.items():
        if key == NO_YEAR:
            running_here = absent("不適用", fact.unit, f"{fact.name}.cumulative", f"{key}累計")
        else:
            running = fact if running is None else running + fact
            running_here = running = running.named(
                f"{fact.name}.cumulative", f"截至{key}累計", rule="各年度上架數逐年累加"
            )
        parts[key] = running_here
    return Breakdown(by_years.dimension, parts, by_years.total)


def by_stars(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets by star rating, five stars first; formats without a rating stand last."""
    here = listed(catalogue, meeting)
    name, dimension = "inventory.stars", "星等"
    if not here.has("formats") or meeting.stars is None:
        return no_parts(dimension, meeting.datasets, name, "各星等資料集", meeting.as_of.inventory)
    stars = here.frame["formats"].map(
        lambda formats: meeting.stars.of(formats) if isinstance(formats, (tuple, list)) else None
    )
    keys = stars.map(lambda n: f"{int(n)} 星" if pd.notna(n) else None).astype(object)
    return count_by(
        here,
        keys,
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting),
        label="{}資料集",
        order=[f"{s.stars} 星" for s in meeting.stars.stars],
        rule=meeting.stars.title,
        blank="未列星等",
    )


def star_table(caption: str, catalogue: Records, meeting: Meeting) -> Table:
    """Every rating with the formats that earn it, its datasets and their share; the whole last."""
    by_rating = by_stars(catalogue, meeting)
    shares = by_rating.named_shares(meeting.units.share)
    formats = {f"{s.stars} 星": "、".join(s.formats) for s in (meeting.stars.stars if meeting.stars else ())}
    rows = [Row((key, formats.get(key, "其他格式"), fact, shares[key])) for key, fact in by_rating.parts.items()]
    whole = by_rating.total
    share = whole.share_of(whole, meeting.units.share).named(f"{whole.name}.share", f"{whole.label}占比")
    rows.append(Row(("合計", "", whole, share), "total"))
    note = f"以一項資料集各檔案格式中最高的星等計；{meeting.stars.source}" if meeting.stars else ""
    return Table(
        caption,
        ("星等", "檔案格式", "資料集", "占比"),
        tuple(rows),
        f"單位：{whole.unit.label}",
        note,
        weights=(2, 6, 2, 2),
        sortable=False,
    )


def three_stars(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets of three stars or more: offered in an open, machine-readable format (項)."""
    by_rating = by_stars(catalogue, meeting)
    name, label = "inventory.three_stars", "三星以上資料集"
    if by_rating.is_absent:
        return absent(NOT_PROVIDED, meeting.datasets, name, label, by_rating.total.as_of)
    better = [by_rating.parts[f"{s.stars} 星"] for s in meeting.stars.stars if s.stars >= 3]
    return total_of(better, meeting.datasets).named(
        name, label, rule="三星、四星、五星之和", as_of=by_rating.total.as_of
    )


def star_message(catalogue: Records, meeting: Meeting) -> dict:
    """The title of the star ratings' slide, as ``Display.says`` takes it."""
    good = three_stars(catalogue, meeting)
    share = good.share_of(total(catalogue, meeting), meeting.units.share).named(
        "inventory.three_stars.share", "三星以上資料集占比"
    )
    return {"sentence": "三星以上資料集占 {share}", "share": share}


def by_format(catalogue: Records, meeting: Meeting) -> Breakdown:
    """Datasets that offer a format, most frequent first; a dataset counts once for each of its formats."""
    here = listed(catalogue, meeting)
    name, dimension = "inventory.format", "檔案格式"
    if not here.has("formats"):
        return no_parts(dimension, meeting.datasets, name, "各檔案格式資料集", meeting.as_of.inventory)
    formats = here.frame["formats"].map(
        lambda f: tuple(dict.fromkeys(x.strip().upper() for x in f)) if isinstance(f, (tuple, list)) else (None,)
    )
    keys = formats.explode()
    return count_by(
        here,
        keys,
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting),
        label="提供 {} 格式的資料集",
        rule="一項資料集有多種格式者，各格式各計一次",
        blank="未填格式",
    )


def listed_later(catalogue: Records, meeting: Meeting) -> Fact:
    """Datasets in the file that were listed after the as-of date, which nothing here counts (項)."""
    return count(
        catalogue,
        ~_listed_by(catalogue, meeting.as_of.inventory),
        meeting.datasets,
        "inventory.listed_later",
        "統計日後上架的資料集",
        meeting.as_of.inventory,
        "上架日期晚於統計日者，不計入任何統計",
    )


def summary(catalogue: Records, meeting: Meeting) -> Prose:
    """What the figures mean, in a sentence or two."""
    whole, new, later = total(catalogue, meeting), growth(catalogue, meeting), listed_later(catalogue, meeting)
    by_categories = by_category(catalogue, meeting)
    sentence = runs("截至 {day}，累計開放資料集 {whole!s} 項", day=format_long(meeting.as_of.inventory), whole=whole)
    if not new.absence:
        before = previous_total(catalogue, meeting)
        sentence += runs(
            "，較 {day}的 {before} 項增加 {new!s} 項",
            day=format_long(meeting.as_of.previous_inventory),
            before=before,
            new=new,
        )
    if by_categories.is_absent:
        sentence += runs("；服務分類{absent}", absent=NOT_PROVIDED)
    else:
        largest, held = by_categories.largest()
        share = by_categories.named_shares(meeting.units.share)[largest]
        sentence += runs("；其中{name} {held} 項，占 {share!s}", name=largest, held=held, share=share)
    sentence += runs("。")
    if (blank := by_categories.parts.get(NO_CATEGORY)) is not None:
        sentence += runs(
            "各服務分類合計 {sum} 項，另有 {blank} 項未填分類。", sum=categorised(by_categories), blank=blank
        )
    if later.value:
        sentence += runs("清單中另有 {later} 項於統計日後上架，未計入。", later=later)
    return Prose((sentence,))


# -- the rank among ministries ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """Every ministry's datasets on one day, most first, and which of them is ours; absent where no file is given."""

    by_ministry: Breakdown
    ours: str
    ranks: Mapping[str, Fact]
    rank: Fact

    @property
    def count(self) -> Fact:
        """How many ministries the file has (個)."""
        parts = tuple(self.by_ministry.parts.values())
        unit = dataclasses.replace(self.by_ministry.total.unit, label="個")
        return Fact(
            Decimal(len(parts)),
            unit,
            "ministries.count",
            "部會數",
            self.by_ministry.total.as_of,
            "各部會資料集數的列數",
            operator="count",
            operands=parts,
        )


def standing(ministries: Records | None, meeting: Meeting) -> Standing:
    """Our rank by the latest counts up to the as-of date; ministries with equal counts share a rank.

    Ours is the ministry by whose name the group's own name begins. InputError (I03) where no ministry of the file is.
    """
    unit, name = meeting.units.count("名"), "ministries.rank"
    here = ministries and ministries.where(on_or_before(ministries.frame["as_of"], meeting.as_of.inventory))
    if here is None or not len(here.frame):
        none = no_parts("部會", meeting.datasets, "ministries", "各部會開放資料集", meeting.as_of.inventory)
        return Standing(none, "", {}, absent(NOT_PROVIDED, unit, name, "部會排名", meeting.as_of.inventory))
    day = max(here.frame["as_of"])
    here = here.where(here.frame["as_of"] == day)
    ours = _ours(here, meeting)
    prefix = f"ministries/{format_date(day)}"
    facts = {
        row["ministry"]: recorded(
            here,
            number,
            "datasets",
            row["datasets"],
            meeting.datasets,
            f"{prefix}/{row['ministry']}",
            f"{row['ministry']}開放資料集",
            day,
            "各部會資料集數所載",
        )
        for number, row in each(here)
    }
    facts = dict(sorted(facts.items(), key=lambda item: (-item[1].value, item[0] != ours)))
    counts = tuple(facts.values())
    total_fact = total_of(counts, meeting.datasets).named(prefix, "各部會開放資料集合計", rule="各部會之和")
    ranks = {
        ministry: rank_of(
            fact,
            counts,
            unit,
            f"{name}/{format_date(day)}/{ministry}",
            f"{ministry}名次",
            as_of=day,
            rule="資料集數較多的部會數加一；同數同名次",
        )
        for ministry, fact in facts.items()
    }
    return Standing(Breakdown("部會", facts, total_fact), ours, ranks, ranks[ours].named(name, "部會排名"))


def _ours(ministries: Records, meeting: Meeting) -> str:
    names = list(ministries.frame["ministry"])
    body = meeting.params.meeting.body
    ours = max((name for name in names if body.startswith(name)), key=len, default=None)
    if ours is None:
        likeness, near = max(
            ((difflib.SequenceMatcher(None, name, body[: len(name)]).ratio(), name) for name in names), default=(0, "")
        )
        near = near if likeness >= NEAR else ""
        raise InputError(
            Problem(
                "I03",
                say(
                    f"沒有本機關的列：{quoted(body)} 不以任何一個部會的名稱開頭。",
                    f"has no row of our own: {quoted(body)} begins with the name of no ministry in it.",
                ),
                say(
                    f"最接近的是 {quoted(near)}；請補上本機關的資料集數。",
                    f"The nearest is {quoted(near)}; add the count of our own ministry.",
                )
                if near
                else say("請補上本機關的資料集數。", "Add the count of our own ministry."),
                ministries.file,
                ministries.sheet,
                header=say("部會", "ministry"),
            )
        )
    return ours


def standing_shown(found: Standing, most: int = 10) -> Breakdown:
    """The first ``most`` ministries and ours, for a chart."""
    shown = dict(first(found.by_ministry, most).parts)
    if found.ours and found.ours not in shown:
        shown[found.ours] = found.by_ministry.parts[found.ours]
    return dataclasses.replace(found.by_ministry, parts=shown)


def standing_table(caption: str, found: Standing, most: int = 10) -> Display:
    """The first ``most`` ministries and ours: rank, ministry, datasets; a sentence where no ministries are given."""
    total_fact = found.by_ministry.total
    if found.by_ministry.is_absent:
        return Prose.of("{caption}：{no}。", caption=caption, no=total_fact)
    shown = standing_shown(found, most)
    rows = tuple(
        Row((found.ranks[name], name, fact), "subtotal" if name == found.ours else "body")
        for name, fact in shown.parts.items()
    )
    note = f"統計至 {format_date(total_fact.as_of)}" + (
        f"；列前{numeral(most)}名及本機關" if len(found.ranks) > len(rows) else ""
    )
    return Table(caption, ("名次", "部會", "資料集"), rows, f"單位：{total_fact.unit.label}", note, weights=(1, 4, 2))


def standing_message(found: Standing) -> dict:
    """The title of the ministries' slide, as ``Display.says`` takes it."""
    if found.rank.absence:
        return {"sentence": "部會排名{no}", "no": found.rank}
    return {"sentence": "{ours}開放資料集居各部會第 {rank} 名", "ours": found.ours, "rank": found.rank}


def standing_summary(found: Standing, catalogue: Records, meeting: Meeting) -> Prose:
    """Our rank, the distance to the next, and whether the ministries' file and the catalogue give us the same number."""
    if found.rank.absence:
        return Prose.of("各部會資料集數{no}，無法排名。", no=found.rank.absence)
    mine = found.by_ministry.parts[found.ours]
    sentence = runs(
        "截至 {day}，{ours} {mine} 項，居 {count} 個部會第 {rank!s} 名。",
        day=format_long(mine.as_of),
        ours=found.ours,
        mine=mine,
        count=found.count,
        rank=found.rank,
    )
    counted = total(catalogue, meeting)
    if mine.as_of == counted.as_of and mine.value != counted.value:
        sentence += runs(
            "各部會資料集數所載的 {mine} 項與資料集清單的 {counted} 項不一致，排名依前者。", mine=mine, counted=counted
        )
    return Prose((sentence,))


# -- the totals of the meetings -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """The total on one day: ``fact`` as it is shown, and ``other``, what the other source (catalogue or earlier packet) gives for that day."""

    day: date
    fact: Fact
    other: Fact
    told: bool  # shown as an earlier packet told it, not as it is counted here


def history_of_totals(catalogue: Records, meeting: Meeting, history: Records | None) -> tuple[Told, ...]:
    """The total of each earlier meeting in ``history``, of the last period's end, and of now, in order of days.

    For a past day the figure printed at that meeting is shown, beside what the catalogue gives for it now; for the
    as-of date itself the catalogue decides.
    """
    now = total(catalogue, meeting)
    found = {now.as_of: Told(now.as_of, now, now, False)}
    before = previous_total(catalogue, meeting)
    if not before.absence:
        found[before.as_of] = Told(before.as_of, before, before, False)
    if history is not None:
        mine = history.frame[history.frame["fact"] == now.name]
        for number, row in mine[on_or_before(mine["as_of"], now.as_of)].iterrows():
            day = row["as_of"]
            name = f"inventory.total_told/{format_date(day)}"
            said = recorded(
                history,
                number,
                "value",
                row["value"],
                meeting.datasets,
                name,
                f"{format_date(day)} 累計開放資料集",
                day,
                f"歷次會議所載：{row['source']}",
            )
            found[day] = (
                Told(day, now, said, False)
                if day == now.as_of
                else Told(day, said, counted_on(catalogue, meeting, day), True)
            )
    return tuple(found[day] for day in sorted(found))


def counted_on(catalogue: Records, meeting: Meeting, day: date) -> Fact:
    """Datasets on the list on another day than the as-of date (項); absent without listing dates."""
    name, label = f"inventory.total/{format_date(day)}", f"清單中 {format_date(day)} 以前上架的資料集"
    if not catalogue.has("listed_on"):
        return absent(NOT_PROVIDED, meeting.datasets, name, label, day)
    return count(
        catalogue,
        _listed_by(catalogue, day),
        meeting.datasets,
        name,
        label,
        day,
        "資料集清單中上架日期在當日（含）以前者；未載上架日期者計入",
    )


def totals_breakdown(series: Sequence[Told]) -> Breakdown:
    """For a column chart: the total on each day, the last one now."""
    parts = {_month(told.day): told.fact for told in series}
    return Breakdown("統計日", parts, series[-1].fact)


def _month(day: date) -> str:
    return format_month(day.year, day.month)


def totals_table(caption: str, series: Sequence[Told]) -> Table:
    """Date, total, what it grew by since the date before, and where the figure comes from."""
    rows = []
    for at, told in enumerate(series):
        unit = told.fact.unit
        if at == 0:
            grown = absent(
                NOT_APPLICABLE,
                unit,
                f"inventory.grown/{format_date(told.day)}",
                f"{format_date(told.day)} 較前次增加",
                told.day,
            )
        else:
            grown = (told.fact - series[at - 1].fact).named(
                f"inventory.grown/{format_date(told.day)}", f"{format_date(told.day)} 較前次增加", rule="累計減前次累計"
            )
        rows.append(Row((format_date(told.day), told.fact, grown, "歷次會議所載" if told.told else "資料集清單")))
    return Table(
        caption,
        ("統計日", "累計", "較前次增加", "依據"),
        tuple(rows),
        f"單位：{series[-1].fact.unit.label}",
        weights=(3, 2, 2, 4),
    )


def totals_summary(series: Sequence[Told]) -> Prose:
    """How far back the series goes, and each day on which an earlier packet and the catalogue disagree."""
    first, last = series[0], series[-1]
    if first is last:
        return Prose.of("沒有歷次會議的累計數字，無法比較。")
    grown = (last.fact - first.fact).named("inventory.grown_since_first", "較首次統計增加", rule="本次累計減首次累計")
    if grown.value >= 0:
        sentence = runs(
            "自 {day}的 {first} 項增加至 {last!s} 項，增加 {grown} 項。",
            day=format_long(first.day),
            first=first.fact,
            last=last.fact,
            grown=grown,
        )
    else:
        sentence = runs(
            "自 {day}的 {first} 項至 {last!s} 項，增減 {grown} 項。",
            day=format_long(first.day),
            first=first.fact,
            last=last.fact,
            grown=grown,
        )
    for told in series:
        if told.other.absence or told.other.value == told.fact.value:
            continue
        if told.told:
            sentence += runs(
                "{day} 歷次會議所載 {fact} 項，與清單回算的 {counted} 項不一致，圖表採當次會議所載。",
                day=format_date(told.day),
                fact=told.fact,
                counted=told.other,
            )
        else:
            sentence += runs(
                "{day} 歷次會議所載 {told} 項，與清單的 {fact} 項不一致，圖表採清單。",
                day=format_date(told.day),
                told=told.other,
                fact=told.fact,
            )
    return Prose((sentence,))


def totals_message(series: Sequence[Told]) -> dict:
    """The title of the totals' slide, as ``Display.says`` takes it."""
    if len(series) < 2:
        return {"sentence": "累計開放 {last} 項資料集", "last": series[-1].fact}
    first, last = series[0].fact, series[-1].fact
    return {
        "sentence": f"累計開放資料集由 {{first}} 項{'增至' if last.value > first.value else '到'} {{last}} 項",
        "first": first,
        "last": last,
    }


# -- the most used --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ranked:
    """One of the most used datasets."""

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
        Ranked(
            row["title"],
            row["publisher_short"],
            Fact(
                Decimal(int(row[measure])),
                meeting.units.count(word),
                f"inventory.top.{measure}/{rank}",
                f"{label}第 {rank} 名",
                meeting.as_of.inventory,
                f"資料集清單所載{label}",
                rows_of(here, [number]),
                "recorded",
                columns=(label_of(here.input, measure),),
            ),
        )
        for rank, (number, row) in enumerate(titles.iterrows(), 1)
    )


def top_table(
    caption: str, catalogue: Records, meeting: Meeting, measures: Sequence[str] = ("views", "downloads")
) -> Table:
    """The most used datasets by each measure, one below the other."""
    rows = []
    for measure in measures:
        label, word = USAGE[measure]
        found = top(catalogue, meeting, measure)
        if not found:
            rows.append(
                Row((label, "", "", absent(NOT_PROVIDED, meeting.units.count(word), f"inventory.top.{measure}", label)))
            )
        for one in found:
            place = rank_of(
                one.use,
                [other.use for other in found],
                meeting.units.count("名"),
                f"{one.use.name}.rank",
                f"{one.title}{label}名次",
                rule=f"{label}較多者的數目加一；同數同名次",
            )
            rows.append(
                Row((label, Naming("第 {place} 名：{title}", place=place, title=one.title), one.publisher, one.use))
            )
    return Table(
        caption,
        ("指標", "資料集", "機關", "次數"),
        tuple(rows),
        "單位：次",
        f"資料統計至 {format_date(meeting.as_of.inventory)}",
        weights=(2, 6, 2, 2),
    )
