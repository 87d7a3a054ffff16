"""The founders' small inputs that once stopped a build for digits that other people wrote: they build, and print as they stand."""

import shutil

import pytest

PARAMS = """\
meeting: {{body: 某小組, term: 1, number: 1, date: 109-11}}
inputs:
  publishers: agencies/moea.csv
  catalogue: ../data/m/{catalogue}
  requests: "../data/m/{requests}"
rulebooks: {{outcomes: rules/request-outcomes.yaml, marks: rules/quality-marks.yaml, stars: rules/star-ratings.yaml}}
as_of: {{inventory: 109-10-31}}
agenda:
  - {{item: 報告, start: "14:00", end: "14:30", sections: [10-inventory, 50-requests]}}
"""
CATALOGUE, REQUESTS = "02_format_mp3.csv", "03_request_title_1999.csv"


@pytest.fixture
def build(packet, root, shared, tmp_path):
    """Build a packet of two of the small inputs; what its page says."""

    def run(catalogue: str = CATALOGUE, requests: str = REQUESTS) -> str:
        for folder in ("notebooks", "params"):
            shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        (tmp_path / "data" / "m").mkdir(parents=True)
        for name in (catalogue, requests):
            shutil.copy(shared / "failing" / name, tmp_path / "data" / "m" / name)
        params = tmp_path / "params" / "m.yaml"
        params.write_text(PARAMS.format(catalogue=catalogue, requests=requests), "utf-8")
        checked = packet("check", params)
        assert checked.returncode == 0, checked.stderr
        done = packet("build", params)
        assert done.returncode == 0, done.stderr
        return (tmp_path / "output" / "m" / "packet.html").read_text("utf-8")

    return run


def test_a_format_mp3_and_a_request_titled_1999_build(build):
    page = build()
    assert ">MP3<" in page and "1999" in page and "119" in page and "３ 個月" in page


@pytest.mark.parametrize("requests", ["sheet-named-Sheet1.xlsx", "民間需求 (1).xlsx"])
def test_any_name_of_a_file_or_sheet_builds(build, requests):
    assert requests in build(requests=requests)
