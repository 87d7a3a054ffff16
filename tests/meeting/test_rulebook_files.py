"""Rulebooks, and models of others, read from YAML."""

import sys
from decimal import Decimal
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from reportlib.meeting import rulebook_files, yaml_models
from tests.meeting.small_project import changed, only, refused


def test_every_rulebook_of_the_project_is_read(root):
    named = {
        item
        for meeting in ("moea-5-2", "moea-6-1", "example")
        for item in yaml.safe_load((root / f"params/{meeting}.yaml").read_text("utf-8"))["rulebooks"].items()
    }
    params = root / "params"
    assert {path.relative_to(params).as_posix() for path in (params / "rules").rglob("*.yaml")} == {
        file for _, file in named
    }
    for name, file in sorted(named):
        assert rulebook_files.read(name, params / file).title


def test_a_section_may_stand_in_an_item_in_a_topic_or_after_the_agenda_and_only_once(project):
    params = project.read(
        changed(
            "    topics:\n      - title: 資料集盤點\n        sections: [10-inventory]\n",
            "    sections: [10-inventory]\n",
        )
        + "appendices: [50-requests]\n"
    )
    assert params.sections == [("10-inventory", "報告事項"), ("50-requests", "附錄")]


def test_C04_a_section_on_the_agenda_cannot_be_an_appendix_too(project):
    problem = only(project.refused(changed("agenda:", "appendices: [10-inventory]\nagenda:")))
    assert (problem.code, problem.header) == ("C04", "appendices #1")


class Pen(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    colour: Literal["blue", "black"]
    width: int | Decimal = Field(1)
    label: str = Field("x", pattern=r"^[a-z]+$", max_length=3)


class Box(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    pens: list[Pen] = Field(min_length=1)
    by_name: dict[str, Pen | None] = {}


@pytest.mark.parametrize(
    ("text", "header", "row"),
    [
        ("pens:\n- colour: bleu\n", "pens #1.colour", 2),
        ("pens:\n- colour: blue\n  width: wide\n", "pens #1.width", 3),
        ("pens:\n- colour: blue\n  label: A\n", "pens #1.label", 3),
        ("pens:\n- colour: blue\n  label: abcd\n", "pens #1.label", 3),
        ("pens: []\n", "pens", 1),
        ("pens:\n- colour: blue\nby_name:\n  mine: {color: blue, colour: blue}\n", "by_name.mine.color", 4),
        ("pens:\n- blue\n", "pens #1", 2),
    ],
)
def test_what_does_not_fit_another_model_is_said_the_same_way(tmp_path, text, header, row):
    path = tmp_path / "box.yaml"
    path.write_text(text, "utf-8")
    problem = only(refused(yaml_models.read_model, Box, path))
    assert (problem.header, problem.row) == (header, row)


def test_a_misspelled_key_is_not_also_reported_as_missing(tmp_path):
    path = tmp_path / "box.yaml"
    path.write_text("pens:\n- color: blue\n", "utf-8")
    problem = only(refused(yaml_models.read_model, Box, path))
    assert problem.code == "C05" and "colour" in problem.what


def test_reading_parameters_takes_neither_pandas_nor_matplotlib():
    import subprocess

    code = "import reportlib.meeting.params, sys; sys.exit(any(m in sys.modules for m in ('pandas', 'matplotlib', 'pyarrow')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
