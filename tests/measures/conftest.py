"""The meeting that tests of measures count for, where they do not make one of their own."""

import pytest

from reportlib.meeting.meeting import Meeting
from tests.support.two_units import two_units


@pytest.fixture
def meeting(root, tmp_path) -> Meeting:
    """Two evaluated units, 甲 and 乙, and 丙 that is not; the repository's rulebooks."""
    return two_units(root, tmp_path)
