"""Quality: marks on any date, gold and platinum, OAS-validated APIs, domain standards, white-listed datasets."""

from reportlib.measures.quality.api_documents import JudgedApis, api_documents, judged_apis
from reportlib.measures.quality.apis import oas_by_unit, oas_message, oas_now, oas_table
from reportlib.measures.quality.gold import (
    GoldPoint,
    gold_line,
    gold_message,
    gold_series,
    gold_table,
    gold_table_message,
)
from reportlib.measures.quality.marks import LEVELS, MarksOn, counted, counted_by_unit, having, marks_on, whole_counts
from reportlib.measures.quality.overview import background, marks_message, summary
from reportlib.measures.quality.platinum import (
    platinum_by_unit,
    platinum_day,
    platinum_message,
    platinum_table,
    platinum_total_message,
)
from reportlib.measures.quality.standards import (
    check as check_standards,
    standards_by_state,
    standards_by_unit,
    standards_claims,
    standards_message,
    standards_of,
    standards_table,
)
from reportlib.measures.quality.whitelist import whitelisted_by_unit, whitelisted_summary

__all__ = [
    "background",
    "GoldPoint",
    "JudgedApis",
    "LEVELS",
    "MarksOn",
    "api_documents",
    "check_standards",
    "counted",
    "counted_by_unit",
    "gold_line",
    "gold_message",
    "gold_series",
    "gold_table",
    "gold_table_message",
    "having",
    "judged_apis",
    "marks_message",
    "marks_on",
    "oas_by_unit",
    "oas_message",
    "oas_now",
    "oas_table",
    "platinum_by_unit",
    "platinum_day",
    "platinum_message",
    "platinum_table",
    "platinum_total_message",
    "standards_by_state",
    "standards_by_unit",
    "standards_of",
    "standards_claims",
    "standards_message",
    "standards_table",
    "summary",
    "whitelisted_by_unit",
    "whitelisted_summary",
    "whole_counts",
]
