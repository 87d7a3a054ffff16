"""A batch that is stopped, or whose workers end before there is anything to make: what is there then, and what is said of it."""

import json
import signal
from types import SimpleNamespace

import pytest
from distributed import KilledWorker

from reportlib.batch import cluster, run as batch_run
from reportlib.batch.model import Batch
from reportlib.batch.run import run
from reportlib.batch.store import OutputStore
from reportlib.batch.worker import Outcome
from reportlib.errors import RunError, Stopped
from reportlib.packets.checksums import write_sums
from reportlib.writing import sha256
from tests.support.national_project import national_project


class Made:
    """A future of something that is made at once."""

    def __init__(self, client, function, *given):
        self._made = lambda: function(*(one.result() if isinstance(one, Made) else one for one in given))

    def done(self):
        return True

    def result(self):
        return self._made()


def packet(folder):
    folder.mkdir(parents=True)
    facts = b'{"facts": []}'
    (folder / "facts.json").write_bytes(facts)
    (folder / "run.json").write_text(json.dumps({"sources": [], "outputs": {"facts.json": sha256(facts)}}), "utf-8")
    return write_sums(folder), ()


@pytest.mark.parametrize("address", ["", "memory://stopped"])
def test_what_was_done_before_a_batch_was_stopped_is_kept_and_told_and_stands_on_the_page(
    tmp_path, monkeypatch, address
):
    batch = Batch.read(national_project(tmp_path))
    ended = []

    def results(client, function, tasks, weights):
        for id in ("moi", "kinmen"):
            order, _, _ = tasks[id]
            OutputStore(order.output).put(id, order.key, packet)
            if id == "kinmen":  # published, and nobody told of it yet
                raise Stopped(signal.SIGINT)
            yield id, Outcome(id, "ready")

    monkeypatch.setattr(cluster, "is_elsewhere", lambda client: False)
    monkeypatch.setattr(cluster, "shared", Made)
    monkeypatch.setattr(cluster, "results", results)
    monkeypatch.setattr(cluster, "end", ended.append)
    with pytest.raises(Stopped) as stopped:
        run(batch, "client", output=address)
    assert ended == ["client"] and stopped.value.signum == signal.SIGINT
    assert stopped.value.said.startswith("Stopped; of 4 bodies 2 are ready and kept for the next batch.")
    store = OutputStore(address or str(batch.output))
    lines = store.read("overview.csv").decode("utf-8-sig").splitlines()
    assert [line.split(",")[3] for line in lines[1:5]] == ["已備妥", "尚未產生", "尚未產生", "已備妥"]
    page = store.read("overview.html").decode("utf-8")
    assert all(f'href="{store.recorded(id).folder}/packet.html"' in page for id in ("moi", "kinmen"))


def test_a_check_that_is_stopped_writes_nothing(tmp_path, monkeypatch):
    def results(*_):
        raise Stopped(signal.SIGINT)

    monkeypatch.setattr(cluster, "is_elsewhere", lambda client: False)
    monkeypatch.setattr(cluster, "shared", Made)
    monkeypatch.setattr(cluster, "results", results)
    with pytest.raises(Stopped) as stopped:
        run(Batch.read(national_project(tmp_path)), "client", checks=True)
    assert not stopped.value.said and not (tmp_path / "output").exists()


def test_R01_workers_that_end_while_the_list_is_read_are_one_sentence():
    def killed():
        raise KilledWorker("opened", SimpleNamespace(address="tcp://x"), 5)

    with pytest.raises(RunError) as refused:
        cluster.result("client", SimpleNamespace(done=lambda: True, result=killed))
    assert str(refused.value).startswith("R01 the workers that read the list ended again and again")
    with pytest.raises(ZeroDivisionError):
        cluster.result("client", SimpleNamespace(done=lambda: True, result=lambda: 1 // 0))


def test_an_error_of_ours_is_told_without_the_keys_of_an_address():
    outcome = batch_run._lost("moi", RuntimeError("s3://KEY:SECRET@bucket/x"))
    assert "s3://bucket/x" in str(outcome.problems[0]) and "SECRET" not in str(outcome.problems[0])


def test_an_error_of_ours_is_told_with_the_place_where_it_arose():
    def wrong():
        return 1 // 0

    with pytest.raises(ZeroDivisionError) as raised:
        wrong()
    assert "test_stopped.wrong:" in str(batch_run._lost("moi", raised.value).problems[0])
