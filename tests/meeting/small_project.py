"""A small project whose parameter file a test writes, and what is said when it is refused."""

import os
from pathlib import Path

import pytest

from reportlib.errors import ConfigError
from reportlib.meeting import yaml_file
from reportlib.meeting.params import Params

MINIMAL = """\
meeting:
  body: 資料開放諮詢小組
  term: 6
  number: 1
  date: 109-11-20
inputs:
  publishers: agencies.csv
as_of:
  inventory: 109-10-31
agenda:
  - item: 報告事項
    start: "14:00"
    end: "14:30"
    topics:
      - title: 資料集盤點
        sections: [10-inventory]
"""
posix_only = pytest.mark.skipif(os.name == "nt", reason="POSIX paths")


class Project:
    def __init__(self, root: Path):
        self.root = root
        self.file = root / "params" / "moea-6-1.yaml"
        for path in (
            "notebooks/10-inventory.ipynb",
            "notebooks/50-requests.ipynb",
            "params/agencies.csv",
            "data/catalogue.csv",
        ):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text("{}", "utf-8")

    def __call__(self, text: str | bytes) -> Path:
        self.file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.file

    def read(self, text: str | bytes) -> Params:
        return Params.read(self(text))

    def refused(self, text: str | bytes):
        """The problems of a file that must be refused."""
        return refused(Params.read, self(text))


def refused(read, *arguments):
    with pytest.raises(ConfigError) as error:
        read(*arguments)
    assert error.value.exit_code == 3
    said = str(error.value)
    for leaked in (
        "Traceback",
        "pydantic",
        "Input should be",
        "Value error",
        "yaml.scanner",
        "yaml.parser",
        "found ",
        "validation",
    ):
        assert leaked not in said
    return error.value.problems


def only(problems):
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def changed(before: str, after: str, text: str = MINIMAL) -> str:
    assert before in text
    return text.replace(before, after, 1)


def loaded(tmp_path, text: str | bytes):
    path = tmp_path / "rules.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return yaml_file.load(path)
