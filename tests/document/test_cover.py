"""The day that a section states: that of the list, or of its own input where nothing in it is of the list's day."""

from datetime import date
from types import SimpleNamespace

import pytest

from reportlib.document.cover import as_of_text

JULY, OCTOBER, JANUARY = date(2018, 7, 31), date(2018, 10, 31), date(2020, 1, 31)
PARAMS = SimpleNamespace(as_of=SimpleNamespace(inventory=JULY))


@pytest.mark.parametrize(
    ("days", "said"),
    [((), "107-07-31"), ({JULY, JANUARY}, "107-07-31"), ({JANUARY}, "109-01-31"), ({OCTOBER, JANUARY}, "109-01-31")],
)
def test_a_section_of_requests_only_states_the_day_of_the_requests(days, said):
    assert as_of_text(PARAMS, days).text == f"資料統計至 {said}"
