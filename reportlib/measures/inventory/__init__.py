"""The catalogue counted: totals and their history, breakdowns, the rank among ministries, the most used."""

from reportlib.measures.inventory.categories import (
    NO_CATEGORY,
    by_category,
    categorised,
    category_codes,
    category_message,
    category_table,
    category_table_message,
)
from reportlib.measures.inventory.formats import by_format, by_stars, star_message, star_table, three_stars
from reportlib.measures.inventory.history import (
    Told,
    history_of_totals,
    totals_message,
    totals_summary,
    totals_table,
)
from reportlib.measures.inventory.ministries import (
    NEAR,
    Standing,
    standing,
    standing_shown,
    standing_summary,
    standing_table,
)
from reportlib.measures.inventory.movement import Movement, movement, movement_summary
from reportlib.measures.inventory.overview import check, summary
from reportlib.measures.inventory.publishers import (
    by_publisher,
    first,
    growth_by_publisher,
    no_dataset,
)
from reportlib.measures.inventory.totals import (
    GONE_LATER,
    counted_on,
    growth,
    listed,
    listed_later,
    previous_total,
    total,
    total_message,
    with_gone_later,
)
from reportlib.measures.inventory.usage import USAGE, Ranked, top, top_table
from reportlib.measures.inventory.years import NO_YEAR, by_year, cumulative

__all__ = [
    "GONE_LATER",
    "no_dataset",
    "with_gone_later",
    "Movement",
    "movement",
    "movement_summary",
    "NEAR",
    "NO_CATEGORY",
    "NO_YEAR",
    "Ranked",
    "Standing",
    "Told",
    "USAGE",
    "by_category",
    "by_format",
    "by_publisher",
    "by_stars",
    "by_year",
    "categorised",
    "category_codes",
    "category_message",
    "category_table",
    "category_table_message",
    "check",
    "counted_on",
    "cumulative",
    "first",
    "growth",
    "growth_by_publisher",
    "history_of_totals",
    "listed",
    "listed_later",
    "previous_total",
    "standing",
    "standing_shown",
    "standing_summary",
    "standing_table",
    "star_message",
    "star_table",
    "summary",
    "three_stars",
    "top",
    "top_table",
    "total",
    "total_message",
    "totals_message",
    "totals_summary",
    "totals_table",
]
