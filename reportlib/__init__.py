"""packet: meeting packets that are computed, not copied together.

The names below are what section notebooks import. They are loaded when first asked for, so that a child process that
needs one reader or the typesetter starts without pandas and matplotlib.
"""

import importlib
import os
from typing import TYPE_CHECKING

# openpyxl writes other bytes where lxml is installed (python-docx brings it), and reads in another way: here it never uses it.
os.environ["OPENPYXL_LXML"] = "False"

if TYPE_CHECKING:
    from reportlib.display.bars import bar_chart as bar_chart
    from reportlib.display.branches import branch_chart as branch_chart
    from reportlib.display.columns import column_chart as column_chart, line_chart as line_chart
    from reportlib.display.display import Naming as Naming, Ref as Ref, Sentence as Sentence, show_all as show_all
    from reportlib.display.drawing import Chart as Chart
    from reportlib.display.exploring import explore as explore, searchable as searchable
    from reportlib.display.prose import KeyFigures as KeyFigures, Prose as Prose
    from reportlib.display.stacks import stacked_chart as stacked_chart
    from reportlib.display.tables import (
        Row as Row,
        Table as Table,
        breakdown_table as breakdown_table,
        crosstab_table as crosstab_table,
        record_table as record_table,
    )
    from reportlib.display.timelines import flow_chart as flow_chart, timeline_chart as timeline_chart
    from reportlib.execute.section import open_section as open_section
    from reportlib.facts.breakdowns import Breakdown as Breakdown
    from reportlib.facts.facts import Fact as Fact
    from reportlib.measures import (
        action_plan as action_plan,
        activities as activities,
        agenda as agenda,
        attached as attached,
        awards as awards,
        changes as changes,
        checklist as checklist,
        desks as desks,
        directives as directives,
        evaluation as evaluation,
        exchanges as exchanges,
        feedback as feedback,
        file_quality as file_quality,
        follow_up as follow_up,
        inventory as inventory,
        members as members,
        opening as opening,
        planned as planned,
        planned_list as planned_list,
        promises as promises,
        promotion as promotion,
        proposals as proposals,
        quality as quality,
        receipts as receipts,
        requests as requests,
        results as results,
        stocktaking as stocktaking,
        strategies as strategies,
        themes as themes,
        withdrawals as withdrawals,
        work_ahead as work_ahead,
    )


# Where each public name lives; the imports above say the same to type checkers, and a test holds both together.
_HOMES = {
    "open_section": "reportlib.execute.section",
    "Table": "reportlib.display.tables",
    "Row": "reportlib.display.tables",
    "breakdown_table": "reportlib.display.tables",
    "crosstab_table": "reportlib.display.tables",
    "record_table": "reportlib.display.tables",
    "Prose": "reportlib.display.prose",
    "KeyFigures": "reportlib.display.prose",
    "Chart": "reportlib.display.drawing",
    "bar_chart": "reportlib.display.bars",
    "column_chart": "reportlib.display.columns",
    "line_chart": "reportlib.display.columns",
    "stacked_chart": "reportlib.display.stacks",
    "explore": "reportlib.display.exploring",
    "searchable": "reportlib.display.exploring",
    "timeline_chart": "reportlib.display.timelines",
    "flow_chart": "reportlib.display.timelines",
    "branch_chart": "reportlib.display.branches",
    "show_all": "reportlib.display.display",
    "Naming": "reportlib.display.display",
    "Sentence": "reportlib.display.display",
    "Ref": "reportlib.display.display",
    "Fact": "reportlib.facts.facts",
    "Breakdown": "reportlib.facts.breakdowns",
    "activities": "reportlib.measures",
    "agenda": "reportlib.measures",
    "attached": "reportlib.measures",
    "members": "reportlib.measures",
    "action_plan": "reportlib.measures",
    "inventory": "reportlib.measures",
    "promotion": "reportlib.measures",
    "quality": "reportlib.measures",
    "strategies": "reportlib.measures",
    "themes": "reportlib.measures",
    "checklist": "reportlib.measures",
    "awards": "reportlib.measures",
    "directives": "reportlib.measures",
    "follow_up": "reportlib.measures",
    "opening": "reportlib.measures",
    "planned": "reportlib.measures",
    "planned_list": "reportlib.measures",
    "promises": "reportlib.measures",
    "desks": "reportlib.measures",
    "withdrawals": "reportlib.measures",
    "stocktaking": "reportlib.measures",
    "requests": "reportlib.measures",
    "feedback": "reportlib.measures",
    "file_quality": "reportlib.measures",
    "exchanges": "reportlib.measures",
    "work_ahead": "reportlib.measures",
    "evaluation": "reportlib.measures",
    "results": "reportlib.measures",
    "proposals": "reportlib.measures",
    "receipts": "reportlib.measures",
    "changes": "reportlib.measures",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'reportlib' has no public name {name!r}")
    home = _HOMES[name]
    return (
        importlib.import_module(f"{home}.{name}")
        if home == "reportlib.measures"
        else getattr(importlib.import_module(home), name)
    )


def __dir__() -> list[str]:
    return __all__


def load_ipython_extension(ipython: object) -> None:
    """``%load_ext reportlib``: ``%packet …`` in a notebook."""
    from reportlib.commands.new_section import load

    load(ipython)
