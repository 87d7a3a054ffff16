"""The day that a section states: that of most figures which open it, the list's among equals; none where none has a day."""

from datetime import date
from types import SimpleNamespace

import pytest

from reportlib.document.cover import as_of_text

JULY, OCTOBER, JANUARY = date(2018, 7, 31), date(2018, 10, 31), date(2020, 1, 31)
PARAMS = SimpleNamespace(as_of=SimpleNamespace(inventory=JULY))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, "資料統計至 107-07-31"),
        ([JULY, JANUARY], "資料統計至 107-07-31"),
        ([JULY, JANUARY, JANUARY], "資料統計至 109-01-31"),
        ([JANUARY], "資料統計至 109-01-31"),
        ([OCTOBER, JANUARY], "資料統計至 109-01-31"),
        ([], ""),
    ],
)
def test_a_section_states_the_day_of_most_of_the_figures_that_open_it(days, said):
    assert as_of_text(PARAMS, days).text == said
