"""How papermill runs a notebook here: its own engine over our kernels (``kernels``), and what it tells while it runs.

Imports papermill, nbclient and jupyter_client, which takes a while: import this module when a notebook is to be run,
after ``kernels.warm_up()``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any

import papermill
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase, LocalProvisioner
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.execute import remove_error_markers

from reportlib.execute import kernels
from reportlib.language import say

# What a cell may print; the rest is cut (R19).
LONGEST_STREAM = 100_000
_NAME = "packet"
_silent = logging.Logger(_NAME, logging.CRITICAL + 1)


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
    ):
        self._source, self._parameters = source, parameters
        self._cwd, self._memory_mb = cwd, memory_mb
        self._cell_timeout, self.start_timeout = cell_timeout, start_timeout
        self._on_cell = on_cell
        self.folder = folder
        self.order_file = folder / "order.json"
        self.notebook: NotebookNode | None = None
        self.cell: int | None = None
        self.exit_code: int | None = None
        self.stopped = False
        self._manager: _Manager | None = None

    def run(self) -> None:
        """Whatever papermill, nbclient or the kernel raises."""
        self.folder.mkdir(mode=0o700)
        loop = ensure_event_loop()
        # nbclient leaves tasks that end in errors when a cell is cut short; what went wrong is raised here.
        loop.set_exception_handler(lambda *_: None)
        try:
            # The notebook itself, not its path: papermill's paths are format strings and may be addresses.
            papermill.execute_notebook(
                self._source,
                None,
                parameters=self._parameters,
                engine_name=_NAME,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                start_timeout=self.start_timeout,
                execution_timeout=self._cell_timeout,
                job=self,
            )
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
        self.notebook.metadata.papermill.pop("input_path", None)  # would be the whole notebook once more
        self._manager = _Manager(self)
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
        self._on_cell(self.notebook, cell_index)

    def order(self, cwd: str, env: dict[str, str], connection_file: str) -> dict:
        return kernels.order_for(self.folder, connection_file, cwd, env, self._memory_mb)

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


papermill_engines.register(_NAME, _Engine)


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
                cut = say(
                    f"\n…（輸出超過 {LONGEST_STREAM:,} 字，其餘略去）\n",
                    f"\n… (more than {LONGEST_STREAM:,} characters; the rest was cut)\n",
                )
                msg["content"]["text"] = text[: LONGEST_STREAM - printed] + cut
        return super().output(outs, msg, display_id, cell_index)


class _KernelClient(AsyncKernelClient):
    """Ready when the kernel has answered on both channels; the stock client waits 0.2 s for silence instead."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        deadline = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < deadline:
            asked = self.kernel_info()
            with contextlib.suppress(Empty):
                while (await self.shell_channel.get_msg(timeout=0.5))["parent_header"].get("msg_id") != asked:
                    pass
                while not _is_idle_after(await self.iopub_channel.get_msg(timeout=0.2), asked):
                    pass
                return
            if not await self.parent.is_alive():
                raise RuntimeError("the kernel died before it was ready")
        raise RuntimeError("the kernel did not answer in time")


def _is_idle_after(message: dict, request: str) -> bool:
    return message["parent_header"].get("msg_id") == request and message["content"].get("execution_state") == "idle"


class _Manager(AsyncKernelManager):
    """A manager of one of our kernels: no kernel need be installed, and its files are in the job's folder."""

    def __init__(self, job: Job):
        super().__init__(client_factory=_KernelClient, connection_file=str(job.folder / "k.json"), autorestart=False)
        self.job = job
        self.on_death: Callable[[], None] = lambda: None
        kind: type[KernelProvisionerBase] = _OwnProcess
        if kernels.CAN_FORK:
            kind = _Forked
            # TCP could be read by other users of the machine.
            self.transport, self.ip = "ipc", str(job.folder / "k")
        elif self.has_trait("transport_encryption"):
            self.transport_encryption = "auto"
        self.provisioner = kind(kernel_id=_NAME, kernel_spec=self.kernel_spec, parent=self)

    @property
    def kernel_spec(self) -> KernelSpec:
        command = [
            sys.executable,
            "-X",
            "utf8",
            "-c",
            "import sys; from reportlib.execute import kernels; kernels.main(sys.argv[1])",
            str(self.job.order_file),
        ]
        return KernelSpec(
            argv=command,
            display_name="Python 3 (ipykernel)",
            language="python",
            metadata={"supported_encryption": "curve"},
        )

    @property
    def exit_code(self) -> int | None:
        return self.provisioner.exit_code

    def end(self) -> None:
        self.provisioner.end()

    async def release(self) -> None:
        """Leave nothing behind, however far the start had come: nbclient does this only after a start that went well."""
        if self.provisioner.has_process:
            await self.provisioner.kill()
            await self.provisioner.wait()
        await self.cleanup_resources()


class _Forked(KernelProvisionerBase):
    """A kernel forked by the fork server. ``exit_code`` is None unless it ended without being told to."""

    exit_code: int | None = None
    _pid: int | None = None
    _channel: socket.socket | None = None
    _told_to_end = False
    _status: int | None = None

    @property
    def has_process(self) -> bool:
        return self._channel is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.pop("extra_arguments", None)
        self.parent.write_connection_file()
        self.connection_info = self.parent.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        job = self.parent.job
        if job.stopped:
            raise RuntimeError("stopped")
        self._died = asyncio.Event()
        self._channel = kernels.fork(job.order(kwargs["cwd"], kwargs["env"], self.parent.connection_file))
        self._channel.setblocking(False)
        loop = asyncio.get_running_loop()
        try:
            # The first kernel may have to wait for the fork server's imports.
            async with asyncio.timeout(job.start_timeout):
                self._pid = await self._number()
                if job.stopped:
                    self.end()
                # Connected to before it listens, a ZeroMQ socket tries again only after 0.1 s.
                number = await self._number()
        finally:
            if self._pid is not None:
                loop.add_reader(self._channel, self._hear)
        if number != kernels.READY:
            loop.remove_reader(self._channel)
            self._ended(number)
            raise RuntimeError("the kernel died before it was ready")
        return self.connection_info

    async def _number(self) -> int:
        answer = await asyncio.get_running_loop().sock_recv(self._channel, kernels.NUMBER.size)
        if len(answer) < kernels.NUMBER.size:
            raise RuntimeError("the fork server is gone")
        return kernels.NUMBER.unpack(answer)[0]

    def _hear(self) -> None:
        """The kernel's exit code has come, or the end of the fork server that would have sent it."""
        try:
            answer = self._channel.recv(kernels.NUMBER.size)
        except BlockingIOError:
            return
        number = kernels.NUMBER.unpack(answer)[0] if len(answer) == kernels.NUMBER.size else None
        if number == kernels.READY:  # too late: the start was given up
            return
        asyncio.get_running_loop().remove_reader(self._channel)
        if number is None:
            kernels.end_group(self._pid)
        self._ended(-signal.SIGKILL if number is None else number)

    def _ended(self, status: int) -> None:
        self._status = status
        if not self._told_to_end:
            self.exit_code = status
        self._died.set()
        self.parent.on_death()

    async def poll(self) -> int | None:
        if self._channel is None:
            return 0
        if self._status is None and self._pid is not None:
            self._hear()
        return self._status

    async def wait(self) -> int | None:
        if self._channel is not None:
            if self._pid is not None:
                await self._died.wait()
            self._channel.close()
            self._channel = None
        return self._status

    async def send_signal(self, signum: int) -> None:
        if self._pid is not None and self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._pid, signum)

    async def kill(self, restart: bool = False) -> None:
        self.end()
        if self._pid is not None:
            await self._died.wait()

    terminate = kill

    async def cleanup(self, restart: bool = False) -> None:
        pass

    def end(self) -> None:
        """Kill it, from any thread."""
        self._told_to_end = True
        if self._pid is not None and self._status is None:
            kernels.end_group(self._pid)


class _OwnProcess(LocalProvisioner):
    """A kernel in a new process, over encrypted TCP, where there is no fork server."""

    exit_code: int | None = None
    _told_to_end = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        job = self.parent.job
        order = job.order(kwargs["cwd"], kwargs["env"], self.parent.connection_file)
        job.order_file.write_text(json.dumps(order), "utf-8")
        info = await super().launch_kernel(cmd, **kwargs)
        if job.stopped:
            self.end()
        return info

    async def poll(self) -> int | None:
        status = await super().poll()
        if self.process is not None and status is not None and not self._told_to_end:
            self.exit_code = status
        return status

    async def kill(self, restart: bool = False) -> None:
        self._told_to_end = True
        await super().kill(restart)

    terminate = kill

    def end(self) -> None:
        """Kill it, from any thread."""
        self._told_to_end = True
        process = self.process
        if process is not None:
            process.kill()
