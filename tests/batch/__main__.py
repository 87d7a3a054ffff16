"""``make bench-batch``: 52 bodies from a constructed list of 53,000 rows, with two workers killed on the way.

Proven: every packet is published, each with the bytes that it has when it is built alone, without Dask; the rows of all of them and
of nobody add up to the list. Measured, in one run on one machine: that batch; the same again with nothing changed; one by one, by the
function and by the command line; one row changed; growth with bodies and workers; and the memory of all processes together (PSS, looked at
twice a second). Ends with 1 where something is not as it must be. What was measured: ``docs/scale.md``.
"""

import argparse
import contextlib
import csv
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from reportlib.batch.cluster import cluster
from reportlib.batch.model import LIST as LIST_NAME, Batch, Body
from reportlib.batch.national import opened, planned
from reportlib.batch.run import Done, Following, run
from reportlib.batch.template import Project
from reportlib.batch.worker import process
from reportlib.build.build import build
from reportlib.text import Quoted
from tests.support.national_list import national_list
from tests.support.one_by_one import bytes_of, written_project

ROOT = Path(__file__).resolve().parents[2]
LIST = "data/national/datagovtw-2018-07.csv"
KILLS_AFTER = (5, 20)  # packets
ALONE_BY_COMMAND = 6
PLANS = ((52, 53_000), (520, 53_000), (5_200, 53_000), (52, 530_000))  # bodies, rows
GROWTH = ((13, 1), (13, 2), (26, 2))  # bodies, workers


def project(folder: Path, rows: int, bodies: int) -> Batch:
    """The project of ``params/batches/national.yaml`` with a constructed list in place of the real one, and so many bodies."""
    for name in ("notebooks/10-inventory.ipynb", "params/batches", "params/rules", "params/agencies"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, folder / name)
    template = folder / "params" / "batches" / "national-template.yaml"
    template.write_text(
        template.read_text("utf-8").replace("data_notice: 真實資料試跑", "data_notice: 重建資料"), "utf-8"
    )
    batch_file = template.with_name("national.yaml")
    head, mark, tail = batch_file.read_text("utf-8").partition("\nbodies:\n")
    lines = tail.splitlines(keepends=True)
    batch_file.write_text(
        head.replace("notice: 真實資料試跑", "notice: 重建資料")
        + mark
        + "".join(lines[:: max(1, len(lines) // bodies)][:bodies]),
        "utf-8",
    )
    names = [line.partition("name: ")[2].partition(",")[0] for line in lines]
    (folder / LIST).parent.mkdir(parents=True)
    (folder / LIST).write_bytes(national_list(names, rows))
    return Batch.read(batch_file)


@contextlib.contextmanager
def measured(what: str, packets: int) -> Iterator[dict]:
    """Prints wall time, packets a minute, and the most that this process and all that it started took together."""
    most, ended, found = 0, threading.Event(), {}

    def look() -> None:
        nonlocal most
        while not ended.wait(0.5):
            most = max(most, sum(map(_taken, [psutil.Process(), *psutil.Process().children(recursive=True)])))

    watcher = threading.Thread(target=look)
    watcher.start()
    begin = time.perf_counter()
    try:
        yield found
    finally:
        found["seconds"] = time.perf_counter() - begin
        ended.set()
        watcher.join()
    rate = f"{60 * packets / found['seconds']:6.1f} packets/min" if packets else ""
    print(f"{what:<46}{found['seconds']:8.1f} s  {rate:<20}{most / 1e6:7.0f} MB", flush=True)


def _taken(one: psutil.Process) -> int:
    with contextlib.suppress(psutil.Error):
        return one.memory_full_info().pss
    return 0


def batch_of(batch: Batch, workers: int, output: Path, killed: list[int] | None = None) -> Done:
    """A batch on a cluster of its own, of whose workers one is killed after each number of packets of :data:`KILLS_AFTER`."""
    with cluster(None, workers, len(batch.bodies)) as client:

        def kill(body, outcome, done, of) -> None:
            if killed is not None and done in KILLS_AFTER:
                killed.append(sorted(client.run(process).values())[0])
                os.kill(killed[-1], signal.SIGKILL)

        return run(batch, client, output=str(output), told=Following(body=kill))


def changed(batch: Batch, output: Path) -> Iterator[str]:
    """One row of the list changes, and is changed back; what is wrong with what is made again then."""
    place = batch.root / LIST
    before = place.read_bytes()
    number, _, _ = before.partition("重建資料集 第 ".encode())[2].partition(b" ")
    old, new = "重建資料集 第 ".encode() + number, "重建資料集 第 改".encode() + number
    for what, data in (("one row changed", before.replace(old + b" ", new + b" ", 1)), ("and changed back", before)):
        place.write_bytes(data)
        with measured(what, 0):
            again = batch_of(batch, 2, output)
        print(f"made again: {len(again.asked) - again.kept}", flush=True)
        yield from (f"{what}: {told}" for told in refused(again))
        if len(again.asked) - again.kept != 1:
            yield f"{what}: {len(again.asked) - again.kept} packets were made again"


def refused(done: Done) -> Iterator[str]:
    """Each body that is not ready, with what was said of it."""
    for id, one in done.outcomes.items():
        if one.state != "ready":
            yield f"{id}: {one.state} {[*map(str, one.problems)]}"


def wrong_with(done: Done, batch: Batch, output: Path, alone: dict[str, dict[str, bytes]]) -> Iterator[str]:
    yield from refused(done)
    yield from map(str, done.problems)
    yield from (f"{id}: other bytes than alone" for id, files in alone.items() if bytes_of(output / id) != files)
    with (output / "overview.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (batch.root / LIST).open(encoding="utf-8-sig", newline="") as file:
        listed = sum(1 for _ in csv.DictReader(file))
    used = sum(int(row["採計列數"] or 0) for row in rows)
    nobody = sum(int(row["清單列數"]) for row in rows if row["情形"] == "不屬任何機關")
    print(f"rows: {used:,} used by {len(done.outcomes)} bodies + {nobody:,} nobody's = {used + nobody:,} of {listed:,}")
    if used + nobody != listed:
        yield "the rows do not add up"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=53_000)
    parser.add_argument("--bodies", type=int, default=52)
    parser.add_argument("--grown", action="store_true", help="only what is done once for all bodies")
    asked = parser.parse_args()
    os.environ["PACKET_LANG"] = "zh"
    with tempfile.TemporaryDirectory() as name:
        folder, killed, alone = Path(name), [], {}
        if asked.grown:
            return grown(folder) or 0
        batch = project(folder / "all", asked.rows, asked.bodies)
        output, of = folder / "packets", len(batch.bodies)
        with measured(f"{of} bodies, 2 workers, {len(KILLS_AFTER)} of them killed", of):
            done = batch_of(batch, 2, output, killed)
        with measured("the same again, nothing changed", 0):
            again = batch_of(batch, 2, output)
        wrong = list(changed(batch, output))
        files = written_project(batch, folder / "alone")
        with measured(f"{of} bodies one by one, by the function", of):
            for id, params_file in files.items():
                alone[id] = bytes_of(build(params_file).folder)
        some = list(files.values())[:ALONE_BY_COMMAND]
        with measured(f"{len(some)} bodies one by one, by the command", len(some)):
            for params_file in some:
                by_command(params_file)
        for bodies, workers in (one for one in GROWTH if one[0] <= of):
            few = project(folder / f"{bodies}-{workers}", asked.rows, bodies)
            with measured(f"{bodies} bodies, {workers} workers", bodies):
                batch_of(few, workers, folder / f"packets-{bodies}-{workers}")
        grown(folder)
        wrong += wrong_with(done, batch, output, alone)
        wrong += (
            []
            if again.kept == of
            else [f"{of - again.kept} of {of} packets were made again though nothing had changed"]
        )
        wrong += [] if len(killed) == len(KILLS_AFTER) else [f"{len(killed)} workers were killed"]
        print(f"killed: {len(killed)} workers; kept: {again.kept} of {of}; the same bytes: {len(alone)}")
        print(*wrong, sep="\n")
        return bool(wrong)


def grown(folder: Path) -> None:
    """What is done once for all bodies, as the list and the bodies grow: how long it takes, and how much of a worker it fills."""
    for bodies, rows in PLANS:
        names = [f"重建機關{n:04d}府" for n in range(bodies)]
        place = folder / f"list-{bodies}-{rows}.csv"
        place.write_bytes(national_list(names, rows))
        asked = [Body(id=f"b{n}", name=Quoted(name)) for n, name in enumerate(names)]
        before, begin = _taken(psutil.Process()), time.perf_counter()
        inputs = opened(Project("params", {}, {}, None), {LIST_NAME: str(place)})
        read, held = time.perf_counter() - begin, _taken(psutil.Process()) - before
        begin = time.process_time()
        found = planned(inputs.national, asked, {}, None)
        plan = time.process_time() - begin
        to_each, lists = len(pickle.dumps(inputs.workshop)), [len(cut.data) for cut in found.cuts.values()]
        print(
            f"{rows:,} rows: read in {read:.2f} s, {held / 1e6:.0f} MB in the one worker that reads; whose they are, of {bodies:,} bodies, "
            f"in {plan:.2f} s of processor time; sent: {to_each / 1e6:.1f} MB to each worker, "
            f"{sum(lists) / 1e6:.1f} MB of lists, {max(lists) / 1e6:.2f} MB the longest",
            flush=True,
        )
        del inputs, found


def by_command(params_file: Path) -> None:
    command = [sys.executable, "-m", "reportlib", "build", str(params_file), "--no-cache"]
    subprocess.run(
        [*command, "--output", str(params_file.parents[3] / "by-command" / params_file.stem)],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    sys.exit(main())
