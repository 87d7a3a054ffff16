"""Texts as a secretariat receives them, all of them constructed: how many of the secrets are found, and how many harmless texts stay."""

import json
from pathlib import Path

import pytest

from tests.personal_data import measured

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["texts-developed", "texts-held-back", "texts-hostile"])
def test_the_constructed_texts_come_out_as_the_figures_in_the_documents_say(root, name):
    result = measured(json.loads((HERE / f"{name}.json").read_text("utf-8")))
    assert result.lines(f"{name}.json") in (root / "docs" / "performance.md").read_text("utf-8")


def test_the_texts_of_the_issue_go_and_stay(shared):
    result = measured(json.loads((shared / "failing" / "personal-data.json").read_text("utf-8")))
    assert (result.out, result.changed, result.alarmed) == ([], [], [])
