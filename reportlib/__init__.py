"""packet: meeting packets that are computed, not copied together.

The names below are what section notebooks import. They are loaded when first asked for, so that a child process that
needs one reader or the typesetter starts without pandas and matplotlib.
"""

import importlib

_HOMES = {
    "open_section": "reportlib.section",
    "Table": "reportlib.tables",
    "Row": "reportlib.tables",
    "breakdown_table": "reportlib.tables",
    "crosstab_table": "reportlib.tables",
    "record_table": "reportlib.tables",
    "Prose": "reportlib.prose",
    "KeyFigures": "reportlib.prose",
    "Chart": "reportlib.charts",
    "bar_chart": "reportlib.charts",
    "column_chart": "reportlib.charts",
    "line_chart": "reportlib.charts",
    "stacked_chart": "reportlib.charts",
    "timeline_chart": "reportlib.charts",
    "flow_chart": "reportlib.charts",
    "show_all": "reportlib.display",
    "Naming": "reportlib.display",
    "Sentence": "reportlib.display",
    "Ref": "reportlib.display",
    "Fact": "reportlib.facts",
    "Breakdown": "reportlib.facts",
    "agenda": "reportlib.measures",
    "members": "reportlib.measures",
    "action_plan": "reportlib.measures",
    "inventory": "reportlib.measures",
    "promotion": "reportlib.measures",
    "quality": "reportlib.measures",
    "strategies": "reportlib.measures",
    "awards": "reportlib.measures",
    "directives": "reportlib.measures",
    "follow_up": "reportlib.measures",
    "planned": "reportlib.measures",
    "requests": "reportlib.measures",
    "feedback": "reportlib.measures",
    "work_ahead": "reportlib.measures",
    "evaluation": "reportlib.measures",
    "results": "reportlib.measures",
    "proposals": "reportlib.measures",
    "receipts": "reportlib.measures",
    "changes": "reportlib.measures",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str):
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
