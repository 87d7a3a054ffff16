"""Files that a parameter file names (FAULTS C08, F20)."""

import os

import pytest

from reportlib.meeting.params import Params
from reportlib.new.unfilled import unfilled
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


@pytest.fixture
def elsewhere(tmp_path):
    """A file in a folder outside the project."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/file.csv").write_text("秘密", "utf-8")
    return tmp_path / "elsewhere/file.csv"


@posix_only
@pytest.mark.parametrize("absolute", [False, True])
def test_C08_a_link_that_leads_out_is_refused_however_the_path_is_written(project, elsewhere, absolute):
    links = project.root / "data/a.csv", project.root / "data/b.csv", project.root / "data/folder"
    links[0].symlink_to(elsewhere)
    links[1].symlink_to("a.csv")  # a link inside to a link that leads out
    links[2].symlink_to(elsewhere.parent)
    for link in (*links[:2], links[2] / "file.csv"):
        path = link if absolute else os.path.relpath(link, project.file.parent)
        problem = only(project.refused(with_catalogue(path)))
        assert problem.code == "C08" and "link" in problem.what and "without a link" in problem.todo


@posix_only
def test_C08_an_absolute_path_is_where_the_file_truly_lies(project, elsewhere, tmp_path):
    (tmp_path / "shortcut").symlink_to(elsewhere.parent)
    assert only(project.refused(with_catalogue(tmp_path / "shortcut/file.csv"))).code == "C08"
    assert project.read(with_catalogue(elsewhere)).inputs.catalogue == elsewhere.resolve()


@posix_only
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("publishers: agencies.csv", "publishers: ../data/out.csv"),
        *[
            ("as_of:", f"{lines}\nas_of:")
            for lines in (
                "  requests: ../data/out.csv",
                "  history: ../data/out.csv",
                "rulebooks:\n  stars: ../data/out.csv",
                "attachments:\n  - {title: 行動方案, file: ../data/out.csv}",
            )
        ],
    ],
)
def test_C08_every_file_that_parameters_name_keeps_this_rule(project, elsewhere, before, after):
    (project.root / "data/out.csv").symlink_to(elsewhere)
    assert only(project.refused(changed(before, after))).code == "C08"


@posix_only
def test_C08_a_notebook_that_is_a_link_out_of_the_project_is_not_run(project, elsewhere):
    notebook = project.root / "notebooks/10-inventory.ipynb"
    notebook.unlink()
    notebook.symlink_to(elsewhere)
    assert only(project.refused(MINIMAL)).code == "C08"


@posix_only
def test_C08_a_parameter_file_that_is_a_link_out_of_its_project_is_not_read(project, tmp_path):
    project(MINIMAL)
    other = tmp_path / "other"
    (other / "notebooks").mkdir(parents=True)
    (other / "params").mkdir()
    (other / "params/moea-6-1.yaml").symlink_to(project.file)
    (other / "linked").symlink_to(project.file.parent)
    for path in (other / "params/moea-6-1.yaml", other / "linked/moea-6-1.yaml"):
        assert only(refused(Params.read, path)).code == "C08"
        assert only(refused(unfilled, path)).code == "C08"


@posix_only
def test_C08_what_is_to_be_filled_in_is_not_looked_for_behind_a_link(project, elsewhere):
    elsewhere.write_text("名稱\n待填", "utf-8")
    (project.root / "data/out.csv").symlink_to(elsewhere)
    assert unfilled(project(with_catalogue("../data/out.csv"))) == []
    assert unfilled(project(with_catalogue(elsewhere))) != []


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


# -- a folder --------------------------------------------------------------------------------------------------------------


def with_folder(path) -> str:
    return changed("publishers: agencies.csv", f"publishers: agencies.csv\n  files: '{path}'")


def test_a_folder_of_files_need_not_be_there_yet_and_is_no_file_that_is_read(project):
    inputs = project.read(with_folder("../data/files")).inputs
    assert inputs.files == project.root.resolve() / "data/files"
    assert inputs.named() == [project.root.resolve() / "params/agencies.csv"]
    inputs.files.mkdir()
    assert project.read(with_folder("../data/files")).describe()["inputs"]["files"] == "data/files"


@pytest.mark.parametrize(
    ("path", "code"), [("../data/catalogue.csv", "F20"), ("../../files", "C08"), ("~/files", "C08")]
)
def test_a_folder_of_files_stays_in_the_project_and_is_no_file(project, path, code):
    problem = only(project.refused(with_folder(path)))
    assert (problem.code, problem.header) == (code, "inputs.files")
