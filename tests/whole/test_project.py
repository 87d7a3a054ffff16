"""What a stranger needs is in the repository, in step, and names no machine and no address."""

import json
import re
import subprocess
import tomllib

import yaml


def requirement(text):
    """(normalised name, specifier) of a requirement line."""
    name, specifier = re.match(r"([A-Za-z0-9_.-]+?)\s*([<>=!~].*)?$", text.split(";")[0].strip()).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), specifier or ""


def asked(root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    lines = project["dependencies"] + project["optional-dependencies"]["test"]
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
    pins = dict(requirement(line) for line in lock.splitlines() if line.strip())
    assert "://" not in lock and "--" not in lock
    for name, specifier in asked(root)[1].items():
        least = tuple(map(int, re.findall(r"\d+", specifier)))
        pinned = tuple(map(int, re.findall(r"\d+", pins[name])))
        assert pins[name].startswith("==") and pinned >= least, name


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


def test_the_stored_notebooks_hold_no_time_of_their_running(root):
    for path in (root / "notebooks").rglob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert not [cell for cell in cells if "execution" in cell["metadata"]], path.name
