"""What the tests of the meeting lean on."""

import pytest

from reportlib import language
from tests.meeting.small_project import Project


@pytest.fixture
def project(tmp_path):
    """A small project; ``project(text)`` writes its parameter file, ``project.read(text)`` reads it too."""
    return Project(tmp_path / "project")


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setattr(language, "language", lambda: "zh")
