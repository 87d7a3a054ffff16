"""Datasets by file format, and by the stars that their best format earns."""

from __future__ import annotations

from functools import partial

from reportlib.display.display import Naming
from reportlib.display.tables import Row, Table, unit_line
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.conditions import EVERY, Choice, blank, item
from reportlib.facts.facts import NOT_PROVIDED, Fact, absent, total_of
from reportlib.measures.counting import count_by, no_parts
from reportlib.measures.inventory.totals import GONE_LATER, listed, total, with_gone_later
from reportlib.measures.of_section import of_section
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import StarRatings
from reportlib.records.choosing import by_value
from reportlib.records.records import Records
from reportlib.text import as_written


def by_stars(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Breakdown:
    """Datasets by star rating, five stars first; formats without a rating stand last, and what was ``withdrawn`` since after them."""
    here = listed(catalogue, meeting, withdrawn)
    name, dimension = "inventory.stars", "星等"
    book = meeting.stars
    if not here.has("formats") or book is None:
        return no_parts(dimension, meeting.datasets, name, "各星等資料集", meeting.as_of.inventory)

    def rated(formats: object) -> str | None:
        stars = book.of(formats) if isinstance(formats, tuple | list) else None
        return None if stars is None else f"{stars} 星"

    keys = by_value(here.frame["formats"], rated)
    found = count_by(
        here.classed("stars", keys, partial(_best_format, book)),
        "stars",
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting, withdrawn),
        label="{}資料集",
        order=[f"{s.stars} 星" for s in book.stars],
        rule=book.title,
        blank="未列星等",
    )
    return with_gone_later(found, catalogue, meeting, withdrawn, name)


def _best_format(book: StarRatings, stars: str | None) -> Choice:
    """The condition that a dataset has a format of so many stars, and none of more; None: of no rating at all."""
    better: list[str] = []
    for one in sorted(book.stars, key=lambda one: -one.stars):
        if f"{one.stars} 星" == stars:
            return item("formats", *one.formats) & (~item("formats", *better) if better else EVERY)
        better += one.formats
    return ~item("formats", *better)


@of_section()
def star_table(caption: str, catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Table:
    """Every rating with the formats that earn it, its datasets and their share; the whole last.

    >>> inventory.star_table("表", section)
    表：7 列 × 4 欄
    """
    by_rating = by_stars(catalogue, meeting, withdrawn)
    shares = by_rating.named_shares(meeting.units.share)
    formats = {f"{s.stars} 星": "、".join(s.formats) for s in (meeting.stars.stars if meeting.stars else ())}
    formats |= {GONE_LATER: "—"}
    rows = [Row((key, formats.get(key, "其他格式"), fact, shares[key])) for key, fact in by_rating.parts.items()]
    whole = by_rating.total
    share = whole.share_of(whole, meeting.units.share).named(f"{whole.name}.share", f"{whole.label}占比")
    rows.append(Row(("合計", "", whole, share), "total"))
    note = (
        Naming("以一項資料集各檔案格式中最高的星等計；{source}", source=meeting.stars.source) if meeting.stars else ""
    )
    return Table(
        caption,
        ("星等", "檔案格式", "資料集", "占比"),
        tuple(rows),
        unit_line(whole),
        note,
        weights=(2, 6, 2, 2),
        sortable=False,
    )


def three_stars(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Fact:
    """Datasets of three stars or more: offered in an open, machine-readable format (項)."""
    by_rating = by_stars(catalogue, meeting, withdrawn)
    name, label = "inventory.three_stars", "三星以上資料集"
    if by_rating.is_absent or meeting.stars is None:
        return absent(NOT_PROVIDED, meeting.datasets, name, label, by_rating.total.as_of)
    better = [by_rating.parts[f"{s.stars} 星"] for s in meeting.stars.stars if s.stars >= 3]
    return total_of(better, meeting.datasets).named(
        name, label, rule="三星、四星、五星之和", as_of=by_rating.total.as_of
    )


@of_section()
def star_message(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> dict:
    """The title of the star ratings' slide, as ``Display.says`` takes it.

    >>> inventory.star_message(section)["sentence"]
    '三星以上資料集占 {share}'
    """
    good = three_stars(catalogue, meeting, withdrawn)
    share = good.share_of(total(catalogue, meeting, withdrawn), meeting.units.share).named(
        "inventory.three_stars.share", "三星以上資料集占比"
    )
    return {"sentence": "三星以上資料集占 {share}", "share": share}


@of_section()
def by_format(catalogue: Records, meeting: Meeting, withdrawn: Records | None = None) -> Breakdown:
    """Datasets that offer a format, most frequent first; a dataset counts once for each of its formats.

    >>> inventory.by_format(section)
    檔案格式：CSV 20、JSON 15、SHP 6、KML 4、XML 2……共 9 項，合計 36 項（114-05-31）
    """
    here = listed(catalogue, meeting, withdrawn)
    name, dimension = "inventory.format", "檔案格式"
    if not here.has("formats"):
        return no_parts(dimension, meeting.datasets, name, "各檔案格式資料集", meeting.as_of.inventory)
    formats = by_value(
        here.frame["formats"],
        lambda f: (
            tuple(dict.fromkeys(as_written(x.strip().upper(), x) for x in f))
            if isinstance(f, (tuple, list))
            else (None,)
        ),
    )
    return count_by(
        here.classed("formats", formats, lambda one: blank("formats") if one is None else item("formats", one)),
        "formats",
        meeting.datasets,
        name,
        dimension,
        total=total(catalogue, meeting, withdrawn),
        label="提供 {} 格式的資料集",
        rule="一項資料集有多種格式者，各格式各計一次",
        blank="未填格式",
    )
