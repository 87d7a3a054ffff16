"""No digit in what somebody else wrote stops a build: planted in every text of every input, of names and of parameters."""

import json
import shutil

import pytest

from reportlib.records import source_files
from tests.support import planted


@pytest.fixture(scope="module")
def built(packet, root, tmp_path_factory):
    """The packet of a meeting in whose inputs digits are planted everywhere, and what was printed."""
    project = tmp_path_factory.mktemp("planted")
    for folder in ("notebooks", "params", "data"):
        shutil.copytree(
            root / folder, project / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "moea-real")
        )
    planted.plant(project)
    done = packet("build", project / "params" / "moea-6-1.yaml")
    assert done.returncode == 0, done.stderr
    return project / "output" / "moea-6-1"


def test_a_build_passes_whatever_digits_cells_names_of_files_and_sheets_agencies_and_parameters_hold(built):
    page = (built / "packet.html").read_text("utf-8")
    for text in (planted.PLANTED, planted.RENAMED, "民間需求 (1).xlsx", "10月", "2020「總統盃黑客松」參賽經驗分享"):
        assert text in page, text
    notebooks = "".join(path.read_text("utf-8") for path in sorted((built / "notebooks").glob("*.ipynb")))
    assert planted.PLANTED in json.dumps(notebooks, ensure_ascii=False)


def test_every_other_output_prints_them_too(built):
    annex = (built / "annex" / "50-requests-t-41.csv").parent
    texts = "".join(path.read_text("utf-8-sig") for path in sorted(annex.glob("*.csv")))
    assert planted.PLANTED in texts and planted.RENAMED in texts
    kept = source_files.read_back(built)
    assert planted.PLANTED in "".join(text for table in kept for column in table.cells for text in column.texts)
