"""Dask, and nothing else of ours knows it: a cluster of this machine or one that exists, and tasks whose results come one by one.

A worker that is killed is started anew, and what it was doing is done again, by it or by another; only what killed its workers
several times is given up.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from reportlib import messages, system
from reportlib.batch.addresses import public, without_keys
from reportlib.errors import ConfigError, RunError

_SETTINGS = {
    "distributed.scheduler.allowed-failures": 5,  # of a packet whose worker was killed
    "distributed.scheduler.http.routes": [],  # nobody is asked to look at it
    "distributed.worker.http.routes": [],
}
_CONNECT_SECONDS = 10
_LOOK_SECONDS = 5  # after which it is looked whether somebody is still working
_PAUSE_SECONDS = 0.05
_WITHOUT_WORKERS = 6  # such looks that find nobody


def is_installed() -> None:
    """RunError (R23) where Dask is not, before anything that needs it is imported."""
    missing = [
        name for name in ("dask", "distributed", "fsspec", "cryptography") if importlib.util.find_spec(name) is None
    ]
    if missing:
        raise RunError(messages.R23_without_cluster())


@contextlib.contextmanager
def cluster(scheduler: str | None, workers: int | None, most: int) -> Iterator[Any]:
    """A Dask client; without a ``scheduler``, of a cluster of this machine with ``workers`` processes (as many as there are cores,
    and ``most`` at most). ConfigError where the scheduler does not answer (C05)."""
    import dask
    from distributed import Client

    with contextlib.ExitStack() as held:
        held.enter_context(dask.config.set(_SETTINGS))
        if scheduler:
            try:
                client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
            except (OSError, ValueError) as error:
                raise ConfigError(
                    messages.C05_no_scheduler(address=public(scheduler), reason=without_keys(error))
                ) from None
            yield held.enter_context(client)
            return
        _quiet()
        folder = held.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        count = min(workers or system.most_kernels(), most)
        with _deaf():
            local = _local(folder, count)
        held.enter_context(local)
        yield held.enter_context(Client(local, set_as_default=False))


def _local(folder: str, count: int) -> Any:
    from distributed import LocalCluster
    from distributed.security import Security

    return LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        security=Security.temporary(),  # another user of this machine could have a worker run anything
        local_directory=folder,
        memory_limit=0,  # what a kernel may take is limited by the parameters
        silence_logs=logging.CRITICAL,
        env=environment(count),
        preload=["reportlib.batch.deaf"],
    )


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Processes that are started within do not hear Ctrl-C before they have :mod:`reportlib.batch.deaf`."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def environment(workers: int) -> dict[str, str]:
    """That of each of so many workers: it runs as many kernels as there are cores for it, and what it says stands on a page, which is
    Chinese."""
    return {"PACKET_LANG": "zh", system.WORKERS: str(max(1, system.workers() // workers))}


def _quiet() -> None:
    """What Dask says of workers that end is no news: what became of each body is told."""
    for name in ("distributed", "distributed.nanny", "distributed.scheduler", "distributed.worker", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def was_killed(error: Exception) -> bool:
    """Whether a task was given up since its workers ended again and again."""
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)


def is_elsewhere(client: Any) -> bool:
    """Whether somebody else keeps the cluster."""
    return client.cluster is None


def on_each(client: Any, function: Callable, *given: object) -> dict[str, Any]:
    """What a function gives on each worker, by its address, or the exception that it ends in there; RunError (R01) where there is no
    worker."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        found: dict[str, Any] = client.run(function, *given, on_error="return")
    except (OSError, TimeoutError):  # as where the scheduler is gone
        found = {}
    except Exception as error:  # of Dask's own, as where it cannot tell what a worker's error was
        found = {public(client.scheduler.address): error}
    if not found:
        raise RunError(messages.R01_no_workers())
    return found


def reason_of(error: Exception) -> str:
    """What a worker says of an error, in a line; Dask gives the error of another process as the text of one of its own."""
    return without_keys(" ".join(str(error).split()) or type(error).__name__)


def shared(client: Any, function: Callable, *given: object) -> Any:
    """A result that is made once, on one worker, and that any task may be given; made again where all that had it are gone."""
    return client.submit(function, *given, pure=False)


class _Watch:
    """Looks every few seconds whether somebody is still working; RunError (R01) where the scheduler is gone, or every worker."""

    def __init__(self, client: Any):
        self._client, self._looked, self._found_nobody = client, time.monotonic(), 0

    def look(self) -> None:
        if time.monotonic() < self._looked + _LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        if self._client.status != "running":
            raise RunError(messages.R01_cluster_gone())
        try:
            workers = self._client.scheduler_info(n_workers=1)["workers"]
        except (OSError, TimeoutError):  # what waits is told that the connection is lost
            return
        self._found_nobody = 0 if workers else self._found_nobody + 1
        if self._found_nobody >= _WITHOUT_WORKERS:
            raise RunError(messages.R01_no_workers())


def result(client: Any, future: Any) -> Any:
    """What was made; RunError (R01) where the workers that made it ended again and again, or the cluster is gone."""
    watch = _Watch(client)
    while not future.done():
        watch.look()
        time.sleep(_PAUSE_SECONDS)
    try:
        return future.result()
    except Exception as error:
        if was_killed(error):
            raise RunError(messages.R01_list_lost()) from None
        raise _gone(error) from None


def _gone(error: Exception) -> Exception:
    """RunError (R01) in place of what Dask says where the connection to the scheduler is lost."""
    from distributed import CancelledError

    return RunError(messages.R01_cluster_gone()) if isinstance(error, CancelledError) else error


def end(client: Any) -> None:
    """End the workers of a cluster of ours with what they are doing; those of somebody else end it by themselves."""
    if client.cluster is not None:
        client.cluster.close()


def results(
    client: Any, function: Callable, tasks: Mapping[str, Sequence[object]], weights: Mapping[str, int]
) -> Iterator[tuple[str, Any]]:
    """What ``function`` gives for each task, as they are done, the heaviest begun first; an exception is its result. RunError (R01)
    where the cluster is gone."""
    from distributed import as_completed

    futures = {
        client.submit(function, *given, pure=False, priority=weights.get(name, 0)): name
        for name, given in tasks.items()
    }
    done, watch = as_completed(list(futures), loop=client.loop), _Watch(client)
    while not done.is_empty():
        if not done.has_ready():
            watch.look()
            time.sleep(_PAUSE_SECONDS)
            continue
        future = next(done)
        try:
            result = future.result()
        except Exception as error:
            result = _gone(error)
        if isinstance(result, RunError):
            raise result
        yield futures[future], result
        future.release()
