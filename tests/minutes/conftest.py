"""What the tests of minutes lean on."""

import pytest

from reportlib import language
from tests.support.held_meeting import Held


@pytest.fixture
def held(tmp_path, root, monkeypatch) -> Held:
    """A small meeting that was held; what is said of it is Chinese."""
    monkeypatch.setattr(language, "language", lambda: "zh")
    return Held(tmp_path / "project", root)
