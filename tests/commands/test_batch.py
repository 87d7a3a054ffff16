"""``packet batch`` at the command line: what is told, and what it needs."""

import subprocess
import sys

import pytest

from reportlib.batch.cluster import environment
from reportlib.batch.run import Done
from reportlib.batch.worker import Outcome
from reportlib.commands import batch as command
from reportlib.commands.cli import run
from reportlib.errors import Problem
from tests.support.national_project import national_project

NOT_INSTALLED = """
import importlib.abc, sys
class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in ("dask", "distributed", "fsspec"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from reportlib.commands.cli import run
sys.exit(run(sys.argv[1:]))
"""


def without_dask(root, *arguments):
    code = NOT_INSTALLED.replace(
        "sys.exit(run",
        "import importlib.util as u\nfind = u.find_spec\nu.find_spec = lambda n, p=None: None if n in ('dask', 'distributed', 'fsspec') else find(n, p)\nsys.exit(run",
    )
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=root, capture_output=True, text=True)


@pytest.mark.parametrize("arguments", [("batch", "national"), ("check", "params/batches/national.yaml")])
def test_R23_without_dask_a_batch_says_in_one_sentence_what_to_install(root, arguments):
    done = without_dask(root, *arguments)
    assert done.returncode == 4
    assert done.stderr == (
        "R23 packet batch needs Dask, which is not installed here. "
        'Run make setup, or python -m pip install -e ".[cluster]" in the project\'s folder.\n'
    )


def test_C05_a_batch_has_no_public_edition_that_could_be_checked(root, capsys, monkeypatch):
    monkeypatch.chdir(root)
    assert run(["check", "params/batches/national.yaml", "--edition", "public"]) == 2
    assert "C05 national.yaml: the packets of a batch have no public edition" in capsys.readouterr().err


def test_no_other_command_imports_dask(root):
    for arguments in (("sections",), ("--help",), ("verify", "nobody"), ("check", "nobody"), ("build", "nobody")):
        done = without_dask(root, *arguments)
        assert "Dask" not in done.stderr and "Traceback" not in done.stderr, arguments
    code = "import sys; import reportlib.commands.cli, reportlib.build.build, reportlib.build.check; print([m for m in sys.modules if m.partition('.')[0] in ('dask', 'distributed', 'fsspec')])"
    found = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_what_is_wrong_with_several_bodies_is_told_once(tmp_path, capsys):
    from reportlib.batch.model import Batch

    batch = Batch.read(national_project(tmp_path))
    same = (Problem("C05", "the same is wrong.", file="template.yaml"),)
    outcomes = {body.id: Outcome(body.id, "refused", same, 3) for body in batch.bodies}
    command._tell_problems(batch, Done(outcomes, 0, tuple(outcomes), ""))
    assert capsys.readouterr().err == (
        f"內政部, 交通部, 臺北市政府 and others, {len(outcomes)} bodies:\n  C05 template.yaml: the same is wrong.\n"
    )


def test_a_check_of_a_batch_says_of_each_body_what_a_check_of_a_meeting_says(tmp_path, capsys):
    from reportlib.batch.model import Batch

    batch = Batch.read(national_project(tmp_path))
    lines = ("catalogue.csv：400 列，採計 3 列", "  ・這一列重複", "  ？R-1 回復未說明理由")
    outcomes = {"moi": Outcome("moi", "ready", told=lines), "kinmen": Outcome("kinmen", "ready")}
    command._tell_checked(batch, Done(outcomes, 0, tuple(outcomes), ""))
    assert capsys.readouterr().out.splitlines() == ["內政部:", *lines]


def test_how_many_notices_there_are_of_a_body_is_told(tmp_path, capsys):
    from reportlib.batch.model import Batch

    batch = Batch.read(national_project(tmp_path))
    outcomes = {"moi": Outcome("moi", "ready", told=("甲", "乙")), "kinmen": Outcome("kinmen", "ready")}
    command._tell_notices(batch, Done(outcomes, 0, tuple(outcomes), ""))
    assert capsys.readouterr().err == "・內政部: 2 notices, on the overview.\n"


@pytest.mark.parametrize("given", ["0", "-1", "many"])
def test_a_number_of_workers_that_is_none_is_refused_as_in_a_build(given, capsys):
    said = []
    for name in ("batch", "build"):
        with pytest.raises(SystemExit) as stopped:
            run([name, "national", f"--workers={given}"])
        assert stopped.value.code == 2
        said.append(capsys.readouterr().err.splitlines()[-1].replace(f"packet {name} ", "packet NAME "))
    assert said[0] == said[1] and "_at_least_one" not in said[0]


def test_the_workers_of_a_batch_share_the_cores_among_them(monkeypatch):
    monkeypatch.setattr("reportlib.system.workers", lambda: 8)
    assert [environment(workers)["PACKET_WORKERS"] for workers in (1, 3, 8, 20)] == ["8", "2", "1", "1"]


@pytest.mark.parametrize("given", [",", ""])
def test_C05_bodies_that_name_none_are_not_all_of_them(tmp_path, capsys, given):
    assert run(["batch", str(national_project(tmp_path)), "--bodies", given]) == 3
    assert capsys.readouterr().err.startswith("C05 national.yaml: --bodies names no body.")


def test_what_is_told_is_of_the_bodies_that_were_asked_for():
    outcomes = {"a": Outcome("a", "ready"), "b": Outcome("b", "refused", (), 3), "c": Outcome("c", "ready")}
    done = Done(outcomes, 1, ("a",), "")
    assert done.refused == [] and done.of_asked == [outcomes["a"]]


def test_a_batch_is_meant_by_its_name_or_by_its_path(root, monkeypatch):
    monkeypatch.chdir(root)
    assert command.batch_file("national") == root / "params/batches/national.yaml"
    assert command.is_batch(command.batch_file("params/batches/national.yaml"))
    assert not command.is_batch(root / "params/moea-6-1.yaml")
    assert not command.is_batch(root / "params/batches/national-template.yaml")


def test_C05_a_batch_is_no_meeting_to_build(root, capsys, monkeypatch):
    monkeypatch.chdir(root)
    for named in (str(root / "params/batches/national.yaml"), "national"):
        assert run(["build", named]) == 3
        assert capsys.readouterr().err.startswith("C05 national.yaml: this is the file of a batch of bodies")


def test_C05_a_scheduler_that_does_not_answer_is_told(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("reportlib.batch.cluster._CONNECT_SECONDS", 0.2)
    assert run(["batch", str(national_project(tmp_path)), "--scheduler", "tcp://127.0.0.1:9"]) == 3
    assert capsys.readouterr().err.startswith('C05 the scheduler "tcp://127.0.0.1:9" does not answer (')


def test_C05_a_batch_with_an_unknown_body_is_refused_before_any_worker_starts(tmp_path, capsys):
    assert run(["batch", str(national_project(tmp_path)), "--bodies", "nobody"]) == 3
    assert capsys.readouterr().err.startswith('C05 national.yaml: bodies has no "nobody". There are moi, motc,')
