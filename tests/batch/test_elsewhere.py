"""A batch on a cluster that somebody else keeps: processes of their own, over the loopback interface."""

import os
import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from distributed import Client

import reportlib
from reportlib.batch import cluster
from reportlib.batch.model import Batch
from reportlib.batch.run import Following, run
from reportlib.commands.cli import run as command
from reportlib.errors import RunError
from tests.support.dask_processes import scheduler, worker
from tests.support.national_project import national_project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are started as on Linux")

WITHOUT_PACKET = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "reportlib":
            raise ModuleNotFoundError("No module named 'reportlib'")
sys.meta_path.insert(0, Missing())
"""
OTHER_PANDAS = """
import importlib.metadata
right = importlib.metadata.version
importlib.metadata.version = lambda name, right=right: "0.1" if name == "pandas" else right(name)
"""
ELSEWHERE = """
import os.path
there = os.path.isfile
os.path.isfile = lambda path, there=there: not str(path).startswith({root!r}) and there(path)
"""


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """A scheduler that somebody else keeps, and its folder."""
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as (address, _):
        yield folder, address


def told(there, batch_file, capsys, preload="", **environment):
    """What a batch says on a cluster of one worker, started with these lines before it does anything."""
    folder, address = there
    lines = folder / "preload.py"
    lines.write_text(preload, "utf-8")
    with worker(folder, address, "--preload", str(lines), **environment):
        code = command(["batch", str(batch_file), "--scheduler", address, "--bodies", "kinmen"])
    return code, capsys.readouterr()


def test_R01_a_cluster_without_a_worker_is_told(there, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    assert command(["batch", str(national_project(tmp_path)), "--scheduler", there[1]]) == 4
    assert capsys.readouterr().err.startswith("R01 the cluster has no worker. Start workers (dask worker")


@pytest.mark.parametrize(
    ("preload", "code", "said"),
    [
        (WITHOUT_PACKET, 4, ("R23 the worker tcp://", "cannot run this program (", "No module named 'reportlib'")),
        (OTHER_PANDAS, 4, ("R23 the worker tcp://", "is not of this version: pandas 0.1 (here ")),
        (ELSEWHERE, 3, ("C08 the worker tcp://", "does not see catalogue.csv, the output.")),
    ],
)
def test_a_worker_that_would_make_another_packet_or_none_is_told_before_anything_is_made(
    there, tmp_path, capsys, preload, code, said
):
    ended, printed = told(there, national_project(tmp_path), capsys, preload.replace("{root!r}", repr(str(tmp_path))))
    assert ended == code and printed.err.count("\n") == 1
    assert all(part in printed.err for part in said), printed.err
    assert [path.name for path in (tmp_path / "output/national").rglob("*") if path.is_file()] == ["lock"]


def test_R23_a_worker_with_other_code_is_told(there, tmp_path, capsys):
    other = tmp_path / "other"
    shutil.copytree(Path(reportlib.__file__).parent, other / "reportlib", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "reportlib" / "roc.py").open("a", encoding="utf-8") as file:
        file.write("# of another day\n")
    ended, printed = told(there, national_project(tmp_path / "project"), capsys, PYTHONPATH=str(other))
    assert ended == 4 and "is not of this version: other code of packet." in printed.err


def test_packets_are_made_by_two_workers_and_a_cluster_that_goes_away_is_one_sentence(tmp_path):
    batch = Batch.read(national_project(tmp_path))
    with (
        scheduler(tmp_path) as (address, process),
        worker(tmp_path, address),
        worker(tmp_path, address),
        Client(address, set_as_default=False, timeout=2) as client,
    ):

        def end(body, outcome, done, of):
            if done == 2:
                process.kill()

        with pytest.raises(RunError) as refused:
            run(batch, client, told=Following(body=end))
    assert str(refused.value).startswith("R01 the connection to the cluster is lost. What is ready is kept")
    lines = (tmp_path / "output/national/overview.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[3] for line in lines[1:5]].count("已備妥") >= 2
    assert os.listdir(tmp_path / "output/national/.batch")
