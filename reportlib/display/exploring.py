"""For who explores: what is shown again when a slider is moved, and frames that can be sorted and searched in the page.

Both are for JupyterLab alone: neither carries blocks, so that nothing of them gets into a packet. The libraries are those of the
extra ``lab``. Both have a text too, which stays the same from run to run: that is what the notebooks store.
"""

from __future__ import annotations

import contextlib
import functools
import html
import importlib
import inspect
from collections.abc import Callable, Mapping
from datetime import date
from types import ModuleType
from typing import Any

import pandas as pd

from reportlib import messages
from reportlib.display.fitting import fitting, unfit

ROWS = 10  # of a page of a frame, and of its text
MOST_ROWS = 60  # of a frame under sliders
PLACES = 10  # a slider's decimals come with the dust of binary arithmetic
WIDGET = "application/vnd.jupyter.widget-view+json"


@fitting
def explore(show: Callable[..., Any], **controls: Any) -> Explored:
    """A control for each parameter of ``show``, and what it gives, made again whenever one is moved.

    A control is ``(least, most)`` or ``(least, most, step)`` for a slider, two dates for a range of months, a list or a dict (text:
    value) for a choice, True or False for a box to tick, or a widget of ipywidgets. Two dates are given to ``show`` as the first and
    the last day of the months chosen. ``show`` gives what a cell shows, or several such in a list.

    >>> explore(lambda 前幾名: inventory.by_publisher(section).to_frame()["printed"].head(前幾名).tolist(), 前幾名=(1, 5))
    前幾名＝3
    9
    7
    6

    TypeError where a control is none of these, or ``show`` cannot be called, or not with these controls; ImportError where ipywidgets is not installed.
    """
    if not callable(show) or not controls:
        example = "explore(lambda 前幾名: section.catalogue.head(前幾名), 前幾名=(1, 20))"
        raise TypeError(messages.explore_expected(given=type(show).__name__, example=example))
    with contextlib.suppress(ValueError):  # some built-in functions do not say what they take
        if wrong := unfit(inspect.signature(show), (), controls):
            raise TypeError(messages.explore_unfit(wrong=wrong, controls=list(controls)))
    return Explored(show, {name: _control(name, one) for name, one in controls.items()})


class Explored:
    """What :func:`explore` shows: the controls and, under them, what was made of their values last."""

    def __init__(self, show: Callable[..., Any], controls: Mapping[str, Any]):
        widgets = _library("ipywidgets")
        self.show, self.controls = show, controls
        self._below = widgets.VBox()
        self.text = self._made()
        self.widget = widgets.VBox([*controls.values(), self._below])
        for one in controls.values():
            one.observe(self._again, "value")

    @property
    def values(self) -> dict[str, Any]:
        """What the controls say."""
        return {name: _value(one.value) for name, one in self.controls.items()}

    def _made(self) -> str:
        shown = self.show(**self.values)
        parts = shown if isinstance(shown, list | tuple) else [shown]
        self._below.children = [_widget(part) for part in parts]
        said = (f"{name}＝{_said(one)}" for name, one in self.controls.items())
        return "\n".join(("　".join(said), *map(_as_text, parts)))

    def _again(self, _: object) -> None:
        try:
            self.text = self._made()
        except Exception as wrong:  # whatever the analyst's own function raises, where it can be read
            self.text = f"{type(wrong).__name__}: {wrong}"
            self._below.children = [_widget(self.text)]

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {WIDGET: _view(self.widget), "text/plain": self.text}


def _view(widget: Any) -> dict:
    return {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}


def _widget(shown: Any) -> Any:
    return shown.widget if isinstance(shown, Searchable) else _library("ipywidgets").HTML(_as_html(shown))


def _as_html(shown: Any) -> str:
    """What a cell would show of it, in JupyterLab's own style."""
    if isinstance(shown, pd.Series):
        shown = shown.to_frame()
    if isinstance(shown, pd.DataFrame):
        told = shown.to_html(border=0, max_rows=MOST_ROWS, float_format=lambda number: f"{number:,.{PLACES}g}")
    else:
        named = next((name for name in ("as_html", "_repr_html_") if hasattr(type(shown), name)), "")
        told = getattr(shown, named)() if named else f"<pre>{html.escape(str(shown))}</pre>"
    return f'<div class="jp-RenderedHTMLCommon">{told}</div>'


def _as_text(shown: Any) -> str:
    return shown.as_text() if hasattr(type(shown), "as_text") else shown if isinstance(shown, str) else repr(shown)


def _control(name: str, given: Any) -> Any:
    widgets = _library("ipywidgets")
    if isinstance(given, tuple) and len(given) == 2 and all(isinstance(one, date) for one in given):
        months = pd.period_range(*given, freq="M")
        options = [(str(month), month) for month in months]
        found = widgets.SelectionRangeSlider(options=options, index=(0, len(options) - 1))
    else:
        made = widgets.interactive.widget_from_abbrev
        found = None if isinstance(given, str) else made(given)
    if found is None or not hasattr(found, "value"):
        example = f"explore(…, {name}=(0, 50, 5))"
        raise TypeError(messages.control_expected(name=name, given=type(given).__name__, example=example))
    found.description = found.description or name
    found.style.description_width, found.layout.width = "12em", "36em"
    if hasattr(found, "continuous_update"):
        found.continuous_update = False
    return found


def _value(value: Any) -> Any:
    if isinstance(value, tuple) and all(isinstance(one, pd.Period) for one in value):
        return value[0].start_time.normalize(), value[1].end_time.normalize()
    return round(value, PLACES) if isinstance(value, float) else value


def _said(control: Any) -> str:
    """What a control says of its value: the text of a choice."""
    said = getattr(control, "label", control.value)
    if isinstance(said, tuple):
        return "–".join(map(str, said))
    return format(round(said, PLACES), "g") if isinstance(said, float) else str(said)


@fitting
def searchable(frame: Any, caption: str = "") -> Searchable:
    """A frame (or a series, records, a breakdown, a table) whose rows can be sorted by a click on a header, searched, and paged.

    The page does it all, without the network. TypeError, with an example, for anything else; ImportError where itables is not installed.

    >>> searchable(pd.DataFrame({"項數": [9, 7]}, ["河川署", "檢驗局"]))
         項數
    河川署   9
    檢驗局   7
    2 列 × 1 欄
    """
    given = frame.to_frame() if hasattr(type(frame), "to_frame") else frame
    if not isinstance(given, pd.DataFrame):
        example = "searchable(section.catalogue)"
        raise TypeError(messages.searchable_expected(given=type(frame).__name__, example=example))
    return Searchable(given, caption)


class Searchable:
    """What :func:`searchable` shows."""

    def __init__(self, frame: pd.DataFrame, caption: str = ""):
        self.frame, self.caption = frame, caption

    @functools.cached_property
    def widget(self) -> Any:
        """The table in the page: every row is in it, however many (3,000 rows of 15 columns are 1 MB)."""
        return _library("itables.widget").ITable(
            self.frame,
            caption=self.caption,
            maxBytes=0,
            pageLength=ROWS,
            lengthMenu=[ROWS, 5 * ROWS, 20 * ROWS],
            language=_words(),
        )

    def __repr__(self) -> str:
        rows = self.frame.head(ROWS).to_string(max_cols=8, max_colwidth=24)
        size = messages.columns_and_rows(rows=len(self.frame), columns=self.frame.shape[1])
        return "\n".join(filter(None, (self.caption, rows, size)))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {WIDGET: _view(self.widget), "text/plain": repr(self)}


def _words() -> dict[str, str]:
    """The words of a table in the page, by the names that DataTables has for them."""
    return {
        "search": messages.frame_search(),
        "lengthMenu": messages.frame_length(),
        "info": messages.frame_info(),
        "infoEmpty": messages.frame_empty(),
        "infoFiltered": messages.frame_filtered(),
        "zeroRecords": messages.frame_no_row(),
        "emptyTable": messages.frame_empty(),
    }


def _library(name: str) -> ModuleType:
    """A library of the extra ``lab``; ImportError that says how to have it, where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ImportError(messages.lab_is_missing(name=name.partition(".")[0])) from None
