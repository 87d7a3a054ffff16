"""Many bodies: each gets the packet that it would get alone, whoever is killed on the way, and every row of the list is somewhere."""

import csv
import io
import os
import shutil
import signal
import sys

import fsspec
import pytest
from distributed import Client, LocalCluster

from reportlib.batch import overview
from reportlib.batch.cluster import cluster
from reportlib.batch.model import Batch
from reportlib.batch.run import Following, run
from reportlib.batch.store import OutputStore
from reportlib.batch.worker import process
from reportlib.writing import csv_bytes
from tests.support.national_project import BODIES, national_project
from tests.support.one_by_one import bytes_of, packets_one_by_one

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a worker is killed by a signal")


@pytest.fixture(scope="module")
def workers():
    """Two workers, which are killed more than once; whoever comes after finds them started again."""
    with cluster(None, 2, len(BODIES)) as client:
        yield client


@pytest.fixture(scope="module")
def built(workers, tmp_path_factory):
    """A batch of five bodies, one of whose registers is wrong, in which a worker was killed after the first was done."""
    batch_file = national_project(tmp_path_factory.mktemp("national"))
    place = batch_file.parents[2] / "data/national/catalogue.csv"
    header, *rows = rows_of(place.read_bytes())
    next(row for row in rows if row[0].startswith("金門縣政府"))[1] = "臺日互助；恢復食安"
    place.write_bytes(csv_bytes([header, *rows]))
    with_wrong_register(batch_file, "motc")
    killed = []

    def kill_one(body, outcome, done, of):
        if outcome.state == "ready" and not killed:
            killed.append(next(iter(workers.run(process).values())))
            os.kill(killed[0], signal.SIGKILL)

    batch = Batch.read(batch_file)
    done = run(batch, workers, told=Following(body=kill_one))
    assert killed
    return batch, done


def with_wrong_register(batch_file, id):
    register = batch_file.with_name(f"{id}.csv")
    register.write_text("name,short\n交通部,交通部\n", "utf-8")
    text = batch_file.read_text("utf-8").replace(f"{{id: {id},", f"{{id: {id}, publishers: {register.name},")
    batch_file.write_text(text, "utf-8")


def output(batch):
    return batch.root / "output" / "national"


def rows_of(page):
    return list(csv.reader(io.StringIO(page.decode("utf-8-sig"))))


def test_the_notices_of_a_build_are_told_of_a_packet_made_now_or_kept(built, workers):
    batch, done = built
    again = run(batch, workers)
    assert again.kept == 3
    assert {id: one.told for id, one in again.outcomes.items()} == {id: one.told for id, one in done.outcomes.items()}
    (notice,) = done.outcomes["kinmen"].told
    assert "似有 2 項" in notice and notice in (output(batch) / "overview.html").read_text("utf-8")


def test_a_killed_worker_costs_a_retry_and_nothing_else(built):
    batch, done = built
    assert {id: one.state for id, one in done.outcomes.items()} == {id: "ready" for id in BODIES} | {"motc": "refused"}
    assert done.problems == ()


def test_each_packet_has_the_bytes_that_it_has_when_it_is_built_alone(built, tmp_path):
    batch, _ = built
    alone = packets_one_by_one(batch, tmp_path, ("kinmen",))
    assert {id: bytes_of(output(batch) / id) for id in alone} == alone
    assert all("packet.pdf" in files for files in alone.values())


def test_a_body_whose_register_is_wrong_stops_no_other_and_is_told(built):
    batch, done = built
    (problem, *_) = done.outcomes["motc"].problems
    assert problem.code == "L09" and problem.file == "motc.csv"
    assert not (output(batch) / "motc").exists()
    page = (output(batch) / "overview.html").read_text("utf-8")
    assert "▲ 不合格" in page and str(problem.code) in page


def test_every_row_of_the_list_is_a_bodys_or_is_listed_as_nobodys(built):
    batch, done = built
    header, *rows = rows_of((output(batch) / "overview.csv").read_bytes())
    listed = sum(int(row[header.index("清單列數")]) for row in rows)
    used = sum(int(row[header.index("採計列數")] or 0) for row in rows)
    with (batch.root / "data/national/catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["提供機關名稱"] for row in csv.DictReader(file)]
    ours = [name for name in names if name.startswith(tuple(name for id, name in BODIES.items() if id != "motc"))]
    assert listed == len(names) and used == len(ours)
    assert {"司法院", "交通部"} <= {row[1] for row in rows if row[3] == "不屬任何機關"}


def test_a_row_that_is_counted_twice_or_not_at_all_is_found(built):
    batch, done = built
    plan = overview_plan(rows={"moi": 3}, read=7, unclaimed=(overview.Plan, 1))
    entry = overview.OverviewEntry(batch.bodies[0], done.outcomes["moi"], 3, {}, {"used": 4})
    said = [str(problem) for problem in overview.wrong(plan, [entry])]
    assert said[0].startswith("Q06 the packet of 內政部 has 4 rows; 3 rows of the list are its own.")
    assert said[1].startswith("Q06 the rows of all bodies and the others are 5; the list has 7.")


def overview_plan(rows, read, unclaimed):
    from reportlib.batch.national import Plan, Unclaimed

    return Plan({}, rows, (Unclaimed("司法院", unclaimed[1], "9"),), {}, read, {}, {})


def test_a_second_batch_makes_only_what_is_missing_or_changed(built, workers):
    batch, _ = built
    before = (output(batch) / "overview.html").read_bytes()
    (output(batch) / "kinmen" / "packet.html").write_text("altered", "utf-8")
    made = []
    done = run(batch, workers, told=Following(body=lambda body, *_: made.append(body.id)))
    assert made == ["kinmen"] and done.kept == 2
    assert (output(batch) / "overview.html").read_bytes() == before


def test_a_body_that_changed_is_made_again_and_one_that_is_not_asked_for_waits(built, workers, tmp_path):
    batch, _ = built
    copy = tmp_path / "project"
    shutil.copytree(batch.root, copy, symlinks=True)
    changed = copy / "params" / "batches" / "national.yaml"
    changed.write_text(
        changed.read_text("utf-8").replace("name: 臺北市政府, called: 本機關", "name: 臺北市政府, called: 本府"),
        "utf-8",
    )
    made = []
    done = run(Batch.read(changed), workers, only=("moi",), told=Following(body=lambda body, *_: made.append(body.id)))
    assert made == [] and done.outcomes["taipei"].state == "waiting" and done.outcomes["kinmen"].state == "ready"
    assert "○ 尚未產生" in (copy / "output" / "national" / "overview.html").read_text("utf-8")


def test_where_the_list_changed_the_bodies_whose_rows_did_are_made_again_and_no_other(built, workers, tmp_path):
    batch, _ = built
    copy = tmp_path / "project"
    shutil.copytree(batch.root, copy, symlinks=True)
    changed = Batch.read(copy / "params" / "batches" / "national.yaml")
    place = copy / "data/national/catalogue.csv"

    def made_again(change):
        header, *rows = rows_of(place.read_bytes())
        place.write_bytes(csv_bytes([header, *change(rows)]))
        made = []
        run(changed, workers, told=Following(body=lambda body, *_: made.append(body.id)))
        return made

    def with_title(rows):
        row = next(row for row in rows if row[0].startswith("金門縣政府"))
        row[1] = "重建資料集 改名"
        return rows

    assert made_again(with_title) == ["kinmen"]
    assert (
        bytes_of(output(changed) / "kinmen") == packets_one_by_one(changed, tmp_path / "alone", ("kinmen",))["kinmen"]
    )
    nobodys = ["司法院", "重建資料集 新增", "1", "1", "", "2018/07/01"]
    assert made_again(lambda rows: [nobodys, *rows]) == []  # every row stands a row further down
    assert made_again(lambda rows: [row for row in rows if row[0] != "司法院"]) == []
    whole = packets_one_by_one(changed, tmp_path / "again", ("moi",))
    assert bytes_of(output(changed) / "moi") == whole["moi"]


def test_a_check_refuses_what_a_build_refuses_and_writes_nothing(workers, tmp_path):
    batch_file = national_project(tmp_path)
    with_wrong_register(batch_file, "motc")
    text = batch_file.read_text("utf-8").replace("name: inventory.total", "name: inventory.totl")
    batch_file.write_text(text, "utf-8")
    done = run(Batch.read(batch_file), workers, only=("motc", "kinmen"), checks=True)
    (problem,) = done.unknown
    assert problem.code == "C05" and "inventory.totl" in str(problem)
    assert {id: one.state for id, one in done.outcomes.items()} == {"motc": "refused", "kinmen": "ready"}
    assert done.outcomes["kinmen"].told[0].startswith("✓ catalogue-kinmen.csv：讀入")
    assert not (tmp_path / "output").exists()


def test_inputs_and_packets_may_lie_in_a_store_in_memory(built, tmp_path):
    batch, _ = built
    batch_file = national_project(tmp_path)
    shutil.copy(batch.root / "notebooks/10-tiny.ipynb", tmp_path / "notebooks")  # the ids of its cells are chance
    (tmp_path / "data/national/catalogue.csv").unlink()
    text = batch_file.read_text("utf-8").replace("../../data/national/catalogue.csv", "memory://national/catalogue.csv")
    batch_file.write_text(text, "utf-8")
    fsspec.filesystem("memory").pipe(
        "/national/catalogue.csv", (batch.root / "data/national/catalogue.csv").read_bytes()
    )
    address = "memory://packets"
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0") as here,
        Client(here, set_as_default=False) as client,
    ):
        asked = Batch.read(batch_file)
        done = run(asked, client, output=address, only=("kinmen",))
        assert done.outcomes["kinmen"].state == "ready"
        fs = fsspec.filesystem("memory")
        (folder,) = [path for path in fs.ls("/packets/kinmen", detail=False)]
        found = {path[len(folder) + 1 :]: fs.cat_file(path) for path in fs.find(folder)}
        assert found == bytes_of(output(batch) / "kinmen")
        assert b"kinmen" in fs.cat_file("/packets/overview.html")
        assert run(asked, client, output=address, only=("kinmen",)).kept == 1
        fs.pipe_file(f"{folder}/packet.html", b"altered")
        store = OutputStore(address)
        assert not store.is_whole(store.recorded("kinmen"))
