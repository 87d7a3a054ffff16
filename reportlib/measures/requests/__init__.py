"""Citizen requests: outcomes by agency, the details of each, reply days against the limit."""

from reportlib.measures.requests.details import (
    DATES,
    MOST_OWN_PAGES,
    SECTION,
    TEXTS,
    detail_tables,
    fields_without,
    list_message,
    list_on_slide,
    list_table,
    many,
)
from reportlib.measures.requests.outcomes import agency_message, by_agency_and_outcome, by_outcome, message
from reportlib.measures.requests.overview import key_figures, summary
from reportlib.measures.requests.received import counted, lacking, left_out, total
from reportlib.measures.requests.reply_times import (
    in_time_share,
    limit_days,
    limit_text,
    replies,
    reply_days,
    unanswered,
    waiting_days,
)

__all__ = [
    "DATES",
    "MOST_OWN_PAGES",
    "SECTION",
    "TEXTS",
    "agency_message",
    "by_agency_and_outcome",
    "by_outcome",
    "counted",
    "detail_tables",
    "fields_without",
    "in_time_share",
    "key_figures",
    "lacking",
    "left_out",
    "limit_days",
    "limit_text",
    "list_message",
    "list_on_slide",
    "list_table",
    "many",
    "message",
    "replies",
    "reply_days",
    "summary",
    "total",
    "unanswered",
    "waiting_days",
]
