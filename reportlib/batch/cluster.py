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


def shared(client: Any, function: Callable, *given: object) -> Any:
    """A result that is made once, on one worker, and that any task may be given; made again where all that had it are gone."""
    return client.submit(function, *given, pure=False)


def result(future: Any) -> Any:
    """What was made; RunError (R01) where the workers that made it ended again and again."""
    try:
        return future.result()
    except Exception as error:
        if was_killed(error):
            raise RunError(messages.R01_list_lost()) from None
        raise


def end(client: Any) -> None:
    """End the workers of a cluster of ours with what they are doing; those of somebody else end it by themselves."""
    if client.cluster is not None:
        client.cluster.close()


def results(
    client: Any, function: Callable, tasks: Mapping[str, Sequence[object]], weights: Mapping[str, int]
) -> Iterator[tuple[str, Any]]:
    """What ``function`` gives for each task, as they are done, the heaviest begun first; an exception is its result."""
    from distributed import as_completed

    futures = {
        client.submit(function, *given, pure=False, priority=weights.get(name, 0)): name
        for name, given in tasks.items()
    }
    for future in as_completed(list(futures), loop=client.loop):
        try:
            result = future.result()
        except Exception as error:
            result = error
        yield futures[future], result
        future.release()
