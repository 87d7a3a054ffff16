"""How papermill runs a notebook here: its own engine over our kernels (``provisioning``), and what it tells while it runs.

Imports papermill, nbclient and jupyter_client, which takes a while: import this module when a notebook is to be run,
after ``fork_server.warm_up()``.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from pathlib import Path

from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.execute import raise_for_execution_errors, remove_error_markers
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from reportlib import messages
from reportlib.execute import kernels
from reportlib.execute.provisioning import NAME, Manager
from reportlib.model.encoding import MIME

# What a cell may print; the rest is cut (R19).
LONGEST_STREAM = 100_000
_silent = logging.Logger(NAME, logging.CRITICAL + 1)


class Job:
    """One run of one notebook, in the thread that calls :meth:`run`; another thread may :meth:`stop` it.

    Afterwards ``notebook`` holds what was executed, ``cell`` the index in it of the last cell that was begun (None
    where the kernel never started), ``exit_code`` that of a kernel that ended by itself, and ``folder`` the kernel's
    own files.
    """

    def __init__(
        self,
        source: NotebookNode,
        parameters: dict,
        folder: Path,
        *,
        cwd: Path,
        memory_mb: int | None,
        cell_timeout: int,
        start_timeout: int,
        on_cell: Callable[[NotebookNode, int], None],
        handed: Path | None = None,
    ):
        self._source, self._parameters = source, parameters
        self._cwd, self._memory_mb = cwd, memory_mb
        self._cell_timeout, self.start_timeout = cell_timeout, start_timeout
        self._on_cell = on_cell
        self._handed = handed
        self.folder = folder
        self.order_file = folder / "order.json"
        self.notebook: NotebookNode | None = None
        self.cell: int | None = None
        self.exit_code: int | None = None
        self.stopped = False
        self._manager: Manager | None = None

    def run(self) -> None:
        """Whatever papermill, nbclient or the kernel raises."""
        self.folder.mkdir(mode=0o700)
        loop = ensure_event_loop()
        # nbclient leaves tasks that end in errors when a cell is cut short; what went wrong is raised here.
        loop.set_exception_handler(lambda *_: None)
        try:
            # As papermill.execute_notebook does, but for paths, which are format strings there and may be addresses, and for
            # the executed notebook as JSON, which it would make even of one that is not to be written.
            kernel = {"kernel_name": "python3", "engine_name": NAME}
            notebook = load_notebook_node(self._source)
            notebook = parameterize_notebook(notebook, self._parameters, language="python", **kernel)
            notebook = papermill_engines.execute_notebook_with_engine(
                nb=notebook,
                progress_bar=False,
                start_timeout=self.start_timeout,
                execution_timeout=self._cell_timeout,
                job=self,
                **kernel,
            )
            raise_for_execution_errors(notebook, None)
        finally:
            if self._manager is not None:
                self.exit_code = self._manager.exit_code
                loop.run_until_complete(self._manager.release())
            _close(loop)
            if self.notebook is not None:
                remove_error_markers(self.notebook)  # papermill's: they would move the cells

    def execute(self, nb_man, start_timeout: int, execution_timeout: int) -> None:
        """Called back by papermill, with the parameters in the notebook."""
        self.notebook = nb_man.nb
        self._manager = Manager(self)
        client = _Client(
            nb_man,
            km=self._manager,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            iopub_timeout=execution_timeout,
            log=_silent,
            shutdown_kernel="immediate",
            record_timing=False,
            coalesce_streams=True,
            store_widget_state=False,
            on_cell_start=self._began,
        )
        self._manager.on_death = client.kernel_died
        client.execute(cwd=str(self._cwd), env=dict(os.environ), cleanup_kc=True)

    def _began(self, cell: NotebookNode, cell_index: int) -> None:
        self.cell = cell_index
        if self.notebook is not None:
            self._on_cell(self.notebook, cell_index)

    def order(self, cwd: str, env: dict[str, str], connection_file: str) -> dict:
        return kernels.order_for(self.folder, connection_file, cwd, env, self._memory_mb, self._handed)

    def stop(self) -> None:
        """End the kernel at once, from any thread; :meth:`run` will raise."""
        self.stopped = True
        manager = self._manager
        if manager is not None:
            manager.end()


def _close(loop: asyncio.AbstractEventLoop) -> None:
    """Every thread has its loop; what still waits in it is ended with it."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()
    asyncio.set_event_loop(None)


class _Engine(NBClientEngine):
    """papermill's engine for our jobs."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, *, job: Job, start_timeout=60, execution_timeout=None, **_kwargs
    ) -> None:
        job.execute(nb_man, start_timeout, execution_timeout)


papermill_engines.register(NAME, _Engine)


class _Client(PapermillNotebookClient):
    """papermill's client; it knows at once of a kernel's death, and cuts what a cell prints."""

    def kernel_died(self) -> None:
        # Cancelled, it is taken as the sign that the kernel is dead; unasked, it would find out within a second.
        if self.task_poll_for_reply is not None:
            self.task_poll_for_reply.cancel()

    def output(self, outs, msg, display_id, cell_index):
        if msg["msg_type"] == "stream":
            printed = sum(len(out["text"]) for out in outs if out["output_type"] == "stream")
            if printed >= LONGEST_STREAM:
                return None
            text = msg["content"]["text"]
            if printed + len(text) > LONGEST_STREAM:
                cut = messages.output_cut(characters=LONGEST_STREAM)
                msg["content"]["text"] = text[: LONGEST_STREAM - printed] + cut
        # What a display of ours says as data stays as it came: nbformat would copy it piece by piece and try it by its schema.
        data = msg["content"].get("data", {})
        shown = data.pop(MIME, None)
        out = super().output(outs, msg, display_id, cell_index)
        if out is not None and shown is not None:
            dict.__setitem__(out["data"], MIME, shown)
        return out
