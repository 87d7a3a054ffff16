"""The kernels of jupyter_client as they are here: forked by the fork server, or each a process of its own.

Imports jupyter_client, which takes a while: import this module after ``fork_server.warm_up()``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any, Protocol

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase, LocalProvisioner

from reportlib.execute import fork_server

NAME = "packet"


class KernelJob(Protocol):
    """What a kernel is started for: its own folder, what it is told, and whether it is wanted no longer."""

    folder: Path
    order_file: Path
    start_timeout: int
    stopped: bool

    def order(self, cwd: str, env: dict[str, str], connection_file: str) -> dict: ...


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
            if self.parent is None or not await self.parent.is_alive():
                raise RuntimeError("the kernel died before it was ready")
        raise RuntimeError("the kernel did not answer in time")


def _is_idle_after(message: dict, request: str) -> bool:
    return message["parent_header"].get("msg_id") == request and message["content"].get("execution_state") == "idle"


class Manager(AsyncKernelManager):
    """A manager of one of our kernels: no kernel need be installed, and its files are in the job's folder."""

    def __init__(self, job: KernelJob):
        super().__init__(client_factory=_KernelClient, connection_file=str(job.folder / "k.json"), autorestart=False)
        self.context.rcvhwm = 0  # no message waits in vain for room (the kernel's side: ``kernels``)
        self.job = job
        self.on_death: Callable[[], None] = lambda: None
        kind: type[Forked | OwnProcess] = OwnProcess
        if fork_server.CAN_FORK:
            kind = Forked
            # TCP could be read by other users of the machine.
            self.transport, self.ip = "ipc", str(job.folder / "k")
        elif self.has_trait("transport_encryption"):
            self.transport_encryption = "auto"
        self.kernel_process = kind(kernel_id=NAME, kernel_spec=self.kernel_spec, parent=self)
        self.provisioner = self.kernel_process

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
        return self.kernel_process.exit_code

    def end(self) -> None:
        self.kernel_process.end()

    async def release(self) -> None:
        """Leave nothing behind, however far the start had come: nbclient does this only after a start that went well."""
        if self.kernel_process.has_process:
            await self.kernel_process.kill()
            await self.kernel_process.wait()
        await self.cleanup_resources()


class Forked(KernelProvisionerBase):
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
        manager = manager_of(self)
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        manager = manager_of(self)
        job = manager.job
        if job.stopped:
            raise RuntimeError("stopped")
        self._died = asyncio.Event()
        self._channel = channel = fork_server.fork(job.order(kwargs["cwd"], kwargs["env"], manager.connection_file))
        channel.setblocking(False)
        loop = asyncio.get_running_loop()
        try:
            # The first kernel may have to wait for the fork server's imports.
            async with asyncio.timeout(job.start_timeout):
                self._pid = await _number(channel)
                if job.stopped:
                    self.end()
                # Connected to before it listens, a ZeroMQ socket tries again only after 0.1 s.
                number = await _number(channel)
        finally:
            if self._pid is not None:
                loop.add_reader(channel, self._hear, channel, self._pid)
        if number != fork_server.READY:
            loop.remove_reader(channel)
            self._ended(number)
            raise RuntimeError("the kernel died before it was ready")
        return self.connection_info

    def _hear(self, channel: socket.socket, pid: int) -> None:
        """The kernel's exit code has come, or the end of the fork server that would have sent it."""
        try:
            answer = channel.recv(fork_server.NUMBER.size)
        except BlockingIOError:
            return
        number = fork_server.NUMBER.unpack(answer)[0] if len(answer) == fork_server.NUMBER.size else None
        if number == fork_server.READY:  # too late: the start was given up
            return
        asyncio.get_running_loop().remove_reader(channel)
        if number is None:
            fork_server.end_group(pid)
        self._ended(-signal.SIGKILL if number is None else number)

    def _ended(self, status: int) -> None:
        self._status = status
        if not self._told_to_end:
            self.exit_code = status
        self._died.set()
        manager_of(self).on_death()

    async def poll(self) -> int | None:
        if self._channel is None:
            return 0
        if self._status is None and self._pid is not None:
            self._hear(self._channel, self._pid)
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
            fork_server.end_group(self._pid)


class OwnProcess(LocalProvisioner):
    """A kernel in a new process, over encrypted TCP, where there is no fork server."""

    exit_code: int | None = None
    _told_to_end = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        manager = manager_of(self)
        job = manager.job
        order = job.order(kwargs["cwd"], kwargs["env"], manager.connection_file)
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


async def _number(channel: socket.socket) -> int:
    answer = await asyncio.get_running_loop().sock_recv(channel, fork_server.NUMBER.size)
    if len(answer) < fork_server.NUMBER.size:
        raise RuntimeError("the fork server is gone")
    return fork_server.NUMBER.unpack(answer)[0]


def manager_of(provisioner: KernelProvisionerBase) -> Manager:
    """The manager that a provisioner of ours was made by."""
    if not isinstance(provisioner.parent, Manager):
        raise TypeError("a kernel of ours is started by our own manager only")
    return provisioner.parent
