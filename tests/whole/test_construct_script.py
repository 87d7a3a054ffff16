"""``python data/construct`` writes the constructed data of both meetings as it is committed, the same bytes every time."""

import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from python_calamine import CalamineWorkbook

LISTS = (
    "catalogue",
    "quality",
    "members",
    "ministries",
    "events",
    "competition",
    "standards",
    "strategies",
    "resolutions",
    "plan",
    "feedback",
    "milestones",
    "programme",
    "history",
)
AWARDS = ("applications", "popularity", "winners")  # which came after the earlier meeting
CSV_FILES = [
    *(f"{meeting}/{name}.csv" for meeting in ("moea-5-2", "moea-6-1") for name in LISTS),
    *(f"moea-6-1/{name}.csv" for name in AWARDS),
]
WORKBOOKS = [
    f"{meeting}/{name}" for meeting in ("moea-5-2", "moea-6-1") for name in ("requests.xlsx", "evaluation.ods")
]
PDF, PNG = "moea-6-1/attachments/executive-yuan-matters.pdf", "moea-6-1/attachments/matters-flow.png"
MADE_BY = {".xlsx": "openpyxl", ".ods": "odfpy", ".pdf": "typst", ".png": "typst"}


@pytest.fixture(scope="module")
def data(root: Path) -> Path:
    return root / "data"


@pytest.fixture(scope="module")
def rewritten(data, tmp_path_factory) -> tuple[Path, Path]:
    """The script's files from two processes that differ in hash seed, time zone and working directory."""
    runs, processes = [], []
    for seed, zone in (("1", "Asia/Taipei"), ("2", "America/New_York")):
        run = tmp_path_factory.mktemp("constructed")
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-W", "error", str(data / "construct"), str(run)]
        processes.append(subprocess.Popen(command, cwd=run, env=environment))
        runs.append(run)
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    return tuple(runs)


def test_the_script_writes_these_files_and_no_other(data, rewritten):
    def files(folder: Path) -> set[str]:
        return {
            path.relative_to(folder).as_posix()
            for meeting in ("moea-5-2", "moea-6-1")
            for path in (folder / meeting).rglob("*")
            if path.is_file()
        }

    assert files(rewritten[0]) == {*CSV_FILES, *WORKBOOKS, PDF, PNG}
    assert files(data) - files(rewritten[0]) == {"moea-5-2/README.md", "moea-6-1/README.md"}


@pytest.mark.parametrize("name", [*CSV_FILES, *WORKBOOKS, PDF, PNG])
def test_the_script_writes_the_same_bytes_twice(name, rewritten):
    first, second = rewritten
    assert (first / name).read_bytes() == (second / name).read_bytes()


@pytest.mark.parametrize("name", CSV_FILES)
def test_the_script_writes_the_committed_lists_byte_for_byte(name, data, rewritten):
    assert (rewritten[0] / name).read_bytes() == (data / name).read_bytes()
    assert b"\r" not in (data / name).read_bytes()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_script_writes_the_committed_workbooks_cell_for_cell(name, data, rewritten):
    ours, theirs = (CalamineWorkbook.from_path(place / name) for place in (rewritten[0], data))
    assert ours.sheet_names == theirs.sheet_names
    for sheet in ours.sheet_names:
        assert ours.get_sheet_by_name(sheet).to_python() == theirs.get_sheet_by_name(sheet).to_python()


def test_the_script_writes_the_committed_attached_pages_word_for_word(data, rewritten):
    ours, theirs = (
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(place / PDF)]
        for place in (rewritten[0], data)
    )
    assert ours == theirs and len(theirs) == 2 and all("重建資料" in text for text in theirs)


def test_the_script_draws_the_committed_image(data, rewritten):
    ours, theirs = (Image.open(place / PNG).convert("L") for place in (rewritten[0], data))
    assert ours.size == theirs.size
    assert (
        ImageStat.Stat(ImageChops.difference(ours, theirs)).mean[0] < 1
    )  # of 255: another platform may round a pixel otherwise


@pytest.mark.parametrize("name", [*WORKBOOKS, PDF, PNG])
def test_the_script_writes_the_other_committed_files_byte_for_byte_with_the_locked_libraries(
    name, root, data, rewritten
):
    library = MADE_BY[Path(name).suffix]
    locked = re.search(
        rf"^{library}==([^\s;]+)", (root / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    ).group(1)
    if importlib.metadata.version(library) != locked:
        pytest.skip(f"{library} {importlib.metadata.version(library)} is not the locked {locked}, which wrote the file")
    if name == PNG and sys.platform != "linux":
        pytest.skip("pixels are promised for the platform that drew them")
    assert (rewritten[0] / name).read_bytes() == (data / name).read_bytes()


def test_no_attached_file_is_large(data):
    assert all((data / name).stat().st_size < 200_000 for name in (PDF, PNG))


def test_the_script_runs_without_the_founders_folder_and_without_the_program(data):
    for script in (data / "construct").glob("*.py"):
        text = script.read_text(encoding="utf-8")
        assert "shared" not in text and "import reportlib" not in text and "from reportlib" not in text, script.name
