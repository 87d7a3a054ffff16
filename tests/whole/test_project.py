"""What a stranger needs is in the repository, in step, and names no machine and no address."""

import argparse
import json
import re
import subprocess
import tomllib

import yaml

from reportlib.commands.arguments import arguments
from tests.whole.test_rooms import ROOMS


def requirement(text):
    """(normalised name, specifier) of a requirement line."""
    name, specifier = re.match(r"([A-Za-z0-9_.-]+?)\s*([<>=!~].*)?$", text.split(";")[0].strip()).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), specifier or ""


def asked(root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (
        project["dependencies"]
        + project["optional-dependencies"]["test"]
        + project["optional-dependencies"]["docs"]
        + project["optional-dependencies"]["lab"]
    )
    return project, dict(map(requirement, lines))


def test_environment_yml_asks_for_the_same_as_pyproject(root):
    project, wanted = asked(root)
    listed = yaml.safe_load((root / "environment.yml").read_text("utf-8"))["dependencies"]
    by_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    conda = dict(requirement(line) for line in listed if isinstance(line, str))
    assert conda.pop("python") == project["requires-python"]
    assert conda.pop("pip") == ""
    assert "-e ." in by_pip
    assert conda | dict(requirement(line) for line in by_pip if line != "-e .") == wanted


def test_the_lock_pins_everything_pyproject_asks_for_and_has_no_address(root):
    lock = (root / "requirements.lock").read_text("utf-8")
    lines = [line.removesuffix(" \\") for line in lock.splitlines() if line.strip()]
    pins = dict(requirement(line) for line in lines if not line.startswith(" "))
    hashes = [line.strip() for line in lines if line.startswith(" ")]
    assert "://" not in lock and all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in hashes)
    for name, specifier in asked(root)[1].items():
        least = tuple(map(int, re.findall(r"\d+", specifier)))
        pinned = tuple(map(int, re.findall(r"\d+", pins[name])))
        assert pins[name].startswith("==") and pinned >= least, name


def test_the_lock_has_a_hash_for_every_package_and_what_installs_from_it_asks_for_them(root):
    lock = (root / "requirements.lock").read_text("utf-8").splitlines()
    for line, after in zip(lock, [*lock[1:], ""], strict=True):
        assert line.startswith("    --hash=") or after.startswith("    --hash="), line
    assert "$(PYTHON) -m reportlib.installing" in (root / "Makefile").read_text("utf-8")
    assert '"--require-hashes", "--requirement", LOCK' in (root / "reportlib" / "installing.py").read_text("utf-8")
    for name in ("README.md", "docs/zh/start.md"):
        installs = [
            line
            for line in (root / name).read_text("utf-8").splitlines()
            if "requirements.lock" in line and "pip" in line and "compile" not in line
        ]
        assert installs and all("--require-hashes" in line for line in installs), name


def test_every_dependency_has_a_line_on_why(root):
    why = (root / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8")
    for name in asked(root)[1]:
        assert name in why or name.removeprefix("cvttf-notosanscjk") in why, name


def tracked(root):
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    return [root / name for name in listed if name]


def test_no_committed_text_names_a_machine_path_or_a_registry(root):
    path = re.compile(r"(?<![A-Za-z0-9_.~/-])/(work|root|home|Users)/[A-Za-z0-9_.-]+")
    for file in tracked(root):
        if (
            file.suffix in (".py", ".md", ".yaml", ".yml", ".toml", ".lock", ".ipynb", ".typ", ".j2", ".css", ".js", "")
            and file.is_file()
        ):
            text = file.read_text("utf-8")
            assert not re.search(r"https?://[^\s]+/(simple|packages)(/|\s|$)", text), file.name
            if file.parent.name != "tests":
                assert not path.search(text), file.name


def test_output_is_not_committed(root):
    assert not [file for file in tracked(root) if file.is_relative_to(root / "output")]


def test_every_path_the_readme_names_exists_and_every_make_target_too(root):
    readme = (root / "README.md").read_text("utf-8")
    for name in set(re.findall(r"`([A-Za-z0-9_.-]+/[A-Za-z0-9_./-]*)`", readme)):
        if not name.startswith(("output/", "annex/", "rows/", "data/moea-real")):
            assert (root / name).exists(), name
    makefile = (root / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"`make ([a-z]+)", readme)):
        assert re.search(rf"^{target}:", makefile, re.M), target


def documents(root):
    """Every page that is written for people, by its path."""
    pages = [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]
    return {page: page.read_text("utf-8") for page in pages}


def test_every_link_and_path_that_a_document_names_exists(root):
    made = ("data/moea-real", "data/moea-6-2", "params/moea-6-2", "data/NAME", "params/NAME")  # by commands
    made += ("data/harbour-1-1", "params/harbour-1-1", "notebooks/12-mine")  # by whoever follows the tutorials
    for page, text in documents(root).items():
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (page.parent / link).exists(), (page.name, link)
        top = r"(?:reportlib|tests|docs|params|data|notebooks)"
        for name in set(re.findall(rf"`({top}/[A-Za-z0-9_./-]*)`", text)):
            assert name.startswith(made) or (root / name).exists(), (page.name, name)
    makefile = (root / "Makefile").read_text("utf-8")
    for target in {target for text in documents(root).values() for target in re.findall(r"`make ([a-z]+)", text)}:
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_name_that_a_document_gives_a_place_is_defined_there(root):
    found = 0
    for page, text in documents(root).items():
        for name, place in re.findall(r"`(\w+)`(?: there)? in `((?:reportlib|tests)/[\w./]+)`", text):
            path = root / place
            files = path.rglob("*.py") if path.is_dir() else [path]
            defined = re.compile(rf"^ *(?:(?:class|def) )?{name}\b", re.M)
            assert any(defined.search(file.read_text("utf-8")) for file in files), (page.name, name, place)
            found += 1
    assert found > 30


def test_the_drawing_and_the_list_of_rooms_name_every_room_from_the_top_down(root):
    text = (root / "docs" / "architecture.md").read_text("utf-8")
    chapter = text.split("\n## ")[1]
    drawing = [line for line in chapter.splitlines() if line.startswith("    ")]
    listed = re.findall(r"^\| `(\w+)(/|\.py)` \|", chapter, re.M)
    assert re.findall(r"\w+", " ".join(drawing)) == list(ROOMS)
    assert [room for room, _ in listed] == list(ROOMS)
    for room, kind in listed:
        path = root / "reportlib" / f"{room}{kind}"
        assert path.is_dir() if kind == "/" else path.is_file(), path


def test_every_command_and_option_has_its_place_in_the_page_of_commands(root):
    text = (root / "docs" / "commands.md").read_text("utf-8")
    commands = next(action for action in arguments()._actions if action.dest == "command").choices
    chapters = dict(re.findall(r"^### packet ([\w-]+)(.*?)(?=^##|\Z)", text, re.M | re.S))
    assert set(chapters) == set(commands)
    for name, parser in commands.items():
        shown = [action for action in parser._actions if action.help != argparse.SUPPRESS]  # others are no user's
        for option in (option for action in shown for option in action.option_strings):
            assert option in ("-h", "--help", "--quiet") or option in chapters[name], (name, option)
    assert all(option in text for option in ("--quiet", "--version", "--completion"))


def test_the_stored_notebooks_hold_no_time_of_their_running(root):
    for path in (root / "notebooks").rglob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert not [cell for cell in cells if "execution" in cell["metadata"]], path.name
