"""Follow-up: every resolution of an earlier meeting until it is released, and what does not add up about it."""

from reportlib.measures.follow_up.findings import KEEP, PROPOSALS, RELEASE
from reportlib.measures.follow_up.numbering import (
    Key,
    ResolutionKey,
    key_of,
    meeting_text,
    missing_text,
    parts_of,
    unrecorded,
)
from reportlib.measures.follow_up.overview import (
    LISTED,
    caution,
    item_called,
    key_figures,
    message,
    notice_message,
    open_table,
    summary,
    table,
)
from reportlib.measures.follow_up.resolutions import (
    MOST_PROBLEMS,
    FollowUp,
    Resolution,
    followed_up,
    is_released,
    open_as,
    tracked,
)

__all__ = [
    "FollowUp",
    "KEEP",
    "Key",
    "LISTED",
    "MOST_PROBLEMS",
    "PROPOSALS",
    "RELEASE",
    "Resolution",
    "ResolutionKey",
    "caution",
    "followed_up",
    "is_released",
    "item_called",
    "open_as",
    "open_table",
    "parts_of",
    "key_figures",
    "key_of",
    "meeting_text",
    "message",
    "missing_text",
    "notice_message",
    "summary",
    "table",
    "tracked",
    "unrecorded",
]
