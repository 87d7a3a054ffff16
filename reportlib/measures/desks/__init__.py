"""Openings pass desks: where each dataset is on its way to the portal, for how long, and what lies too long."""

from reportlib.measures.desks.board import AtDesk, DeskBoard, board
from reportlib.measures.desks.faults import check
from reportlib.measures.desks.overview import (
    board_table,
    desk_slide,
    desk_table,
    key_figures,
    list_table,
    message,
    stuck_table,
    summary,
    unit_table,
)
from reportlib.measures.desks.passages import Passage, passages

__all__ = [
    "AtDesk",
    "DeskBoard",
    "Passage",
    "board",
    "board_table",
    "check",
    "desk_slide",
    "desk_table",
    "key_figures",
    "list_table",
    "message",
    "passages",
    "stuck_table",
    "summary",
    "unit_table",
]
