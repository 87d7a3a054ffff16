"""What the pages of documentation tell another body to write is right as it stands there."""

import re
import shlex

import pytest
import yaml

from reportlib.build import inputs as build_inputs
from reportlib.commands.arguments import arguments
from reportlib.commands.init import run_init
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.new import starter


def pages(root):
    return [root / "README.md", *sorted((root / "docs").glob("*.md")), *sorted((root / "docs" / "zh").glob("*.md"))]


def begun(line, folder, monkeypatch):
    """The project that a line of a page begins, by its parameter file."""
    monkeypatch.chdir(folder)
    asked = arguments().parse_args(shlex.split(line)[1:])
    assert run_init(asked) == 0
    return folder / asked.name / "params" / f"{asked.name}-1-1.yaml"


@pytest.fixture
def lines(root):
    """Each line of a page that begins a project without asking anything, by the name of the page."""
    found = {}
    for path in pages(root):
        for line in re.findall(r"^    (packet init .+--agencies.+)$", path.read_text("utf-8"), re.M):
            found.setdefault(line, path.relative_to(root).as_posix())
    return found


@pytest.fixture
def port(lines, tmp_path, monkeypatch):
    """The project of a harbour office, as docs/zh/start.md begins it."""
    (line,) = [line for line, page in lines.items() if page == "docs/zh/start.md"]
    return begun(line, tmp_path, monkeypatch)


def test_every_project_that_a_page_begins_can_be_begun_and_nothing_is_to_be_told_of_it(lines, tmp_path, monkeypatch):
    assert len(lines) >= 2
    for number, line in enumerate(lines):
        (tmp_path / f"{number}").mkdir()
        meeting = Meeting(Params.read(begun(line, tmp_path / f"{number}", monkeypatch)))
        meeting.check()
        assert list(build_inputs.untimed_books(meeting)) == []


def test_what_a_body_is_called_and_its_words_can_be_written_as_the_page_says(root, port):
    chapter = re.search(
        r"^### 換一個機關用\n(.*?)^### ", (root / "docs/zh/next-meeting.md").read_text("utf-8"), re.M | re.S
    )[1]
    blocks = [yaml.safe_load(block) for block in re.findall(r"(?:^    .*\n)+", chapter, re.M)]
    named, words = (next(one for one in blocks if key in one) for key in ("meeting", "words"))
    params = yaml.safe_load(port.read_text("utf-8"))
    params["meeting"] |= named["meeting"]
    params["rulebooks"] |= {"words": re.search(r"`words: (rules/[a-z]+\.yaml)`", chapter)[1]}
    del params["inputs"]["ministries"]  # has no row of the body of the page
    port.write_text(yaml.safe_dump(params, allow_unicode=True), "utf-8")
    (port.parent / params["rulebooks"]["words"]).write_text(yaml.safe_dump(words, allow_unicode=True), "utf-8")
    meeting = Meeting(Params.read(port))
    meeting.check()
    assert list(build_inputs.untimed_books(meeting)) == []
    assert meeting.params.meeting.peers.number == 22 and meeting.wording.words["資料集盤點"] == "Inventory"


def test_every_rulebook_that_a_page_names_is_in_a_project_that_is_begun(root):
    there = {f"{name}.yaml" for name in (name.removesuffix(".yaml") for name, _ in starter.rulebooks())} | {
        "words.yaml"
    }
    for path in sorted((root / "docs" / "zh").glob("*.md")):
        assert set(re.findall(r"rules/([a-z-]+\.yaml)", path.read_text("utf-8"))) <= there, path.name


def test_each_rulebook_of_a_project_that_is_begun_can_be_named_in_its_parameters(port):
    kinds = {
        "star-ratings": "stars",
        "quality-marks": "marks",
        "request-outcomes": "outcomes",
        "service-categories": "categories",
    }
    params = yaml.safe_load(port.read_text("utf-8"))
    for name, _ in starter.rulebooks():
        stem = name.removesuffix(".yaml")
        params["rulebooks"][kinds.get(stem, stem.replace("-", "_"))] = f"rules/{name}"
    port.write_text(yaml.safe_dump(params, allow_unicode=True), "utf-8")
    meeting = Meeting(Params.read(port))
    meeting.check()
    assert list(build_inputs.untimed_books(meeting)) == []


def test_the_page_for_people_names_every_option_of_a_beginning(root):
    text = (root / "docs" / "zh" / "start.md").read_text("utf-8")
    commands = next(action for action in arguments()._actions if action.dest == "command").choices
    options = {option for action in commands["init"]._actions for option in action.option_strings} - {
        "-h",
        "--help",
        "--quiet",
    }
    assert options == set(re.findall(r"^\| `(--[a-z]+)` \|", text, re.M))
