"""Files that a parameter file names (FAULTS C08, F20)."""

import os

import pytest

from reportlib.meeting.params import Params
from tests.meeting.small_project import MINIMAL, changed, only, posix_only, refused


def with_catalogue(path) -> str:
    return changed("publishers: agencies.csv", f"publishers: agencies.csv\n  catalogue: '{path}'")


def test_paths_are_relative_to_the_parameter_file_not_to_the_current_folder(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (
        project.read(with_catalogue("../data/catalogue.csv")).inputs.catalogue
        == project.root.resolve() / "data/catalogue.csv"
    )


def test_C08_an_absolute_path_is_taken_at_its_word(project, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.touch()
    assert project.read(with_catalogue(outside)).inputs.catalogue == outside.resolve()


@pytest.mark.parametrize(
    "path",
    [
        "../../outside.csv",
        "../data/../../outside.csv",
        "~/x.csv",
        "~root/x.csv",
        "$HOME/x.csv",
        "${HOME}/x.csv",
        "$(pwd)/x.csv",
        "%USERPROFILE%/x.csv",
        "{x}.csv",
        "../data/{0}.csv",
        "http://example.org/x.csv",
        "file:///etc/passwd",
        "s3://b/x.csv",
    ],
)
def test_C08_a_path_that_leaves_the_project_or_would_be_expanded_is_refused(project, tmp_path, path):
    (tmp_path / "outside.csv").touch()
    problem = only(project.refused(with_catalogue(path)))
    assert (problem.code, problem.row, problem.header) == ("C08", 8, "inputs.catalogue")


@posix_only
@pytest.mark.parametrize("path", ["C:\\data\\x.csv", "C:/data/x.csv", "..\\data\\catalogue.csv"])
def test_C08_windows_paths_are_refused_elsewhere(project, path):
    assert only(project.refused(with_catalogue(path))).code == "C08"


@pytest.mark.skipif(os.name != "nt", reason="Windows paths")
@pytest.mark.parametrize(
    "path", ["C:x.csv", "\\\\server\\share\\x.csv", "//server/share/x.csv", "\\\\.\\NUL", "a.csv:stream"]
)
def test_C08_network_device_and_stream_paths_are_refused_on_windows(project, path):
    assert only(project.refused(with_catalogue(path))).code == "C08"


@posix_only
def test_C08_a_link_out_of_the_project_is_refused_and_one_inside_is_not(project, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.csv").touch()
    (project.root / "data/out.csv").symlink_to(tmp_path / "outside/x.csv")
    (project.root / "data/out").symlink_to(tmp_path / "outside")
    (project.root / "data/in.csv").symlink_to("catalogue.csv")
    for path in ("../data/out.csv", "../data/out/x.csv"):
        assert only(project.refused(with_catalogue(path))).code == "C08"
    assert project.read(with_catalogue("../data/in.csv")).inputs.catalogue.name == "in.csv"


@posix_only
def test_C08_a_circle_of_links_is_refused(project):
    (project.root / "data/a.csv").symlink_to("b.csv")
    (project.root / "data/b.csv").symlink_to("a.csv")
    assert only(project.refused(with_catalogue("../data/a.csv"))).code in ("C08", "F20")


@posix_only
def test_C08_a_project_that_is_reached_through_a_link_is_still_one_project(project, tmp_path):
    project(with_catalogue("../data/catalogue.csv"))
    (tmp_path / "link").symlink_to(project.root)
    params = Params.read(tmp_path / "link/params/moea-6-1.yaml")
    assert params.root == project.root.resolve()


def test_C08_a_rulebook_keeps_the_same_rules(project):
    assert only(project.refused(MINIMAL + "rulebooks: {stars: ../../stars.yaml}\n")).code == "C08"


def test_F20_a_missing_input_gets_the_nearest_name_that_is_there(project):
    problem = only(project.refused(with_catalogue("../data/Catalog.csv")))
    assert problem.code == "F20" and "catalogue.csv" in problem.todo


def test_F20_a_folder_is_no_input(project):
    assert only(project.refused(with_catalogue("../data"))).code == "F20"
    assert only(project.refused(with_catalogue("."))).code == "F20"


@posix_only
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO")
def test_F20_a_fifo_is_refused_without_being_opened(project):
    os.mkfifo(project.root / "data/pipe.csv")
    assert only(project.refused(with_catalogue("../data/pipe.csv"))).code == "F20"
    os.mkfifo(project.root / "params/pipe.yaml")
    assert only(refused(Params.read, project.root / "params/pipe.yaml")).code == "F20"


@posix_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_F20_a_file_that_may_not_be_read_is_refused(project):
    (project.root / "data/catalogue.csv").chmod(0)
    assert only(project.refused(with_catalogue("../data/catalogue.csv"))).code == "F20"


def test_F20_a_missing_parameter_file_or_a_folder_is_a_sentence(project):
    project(MINIMAL)
    problem = only(refused(Params.read, project.file.with_name("moea-6-2.yaml")))
    assert problem.file == "moea-6-2.yaml" and "moea-6-1.yaml" in problem.todo
    assert only(refused(Params.read, project.root / "params")).code == "F20"
    assert only(refused(Params.read, project.root / "none" / "a.yaml")).code == "F20"


def test_messages_name_no_folder_of_this_machine(project, tmp_path):
    text = with_catalogue("../data/none.csv") + "rulebooks: {stars: ../../x.yaml}\n"
    assert str(tmp_path) not in "\n".join(map(str, project.refused(text)))
