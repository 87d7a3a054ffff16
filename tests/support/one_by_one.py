"""The packets of a batch built one by one, without Dask, by ``packet build``'s own function in the project that a worker builds in."""

from pathlib import Path

from reportlib.batch.model import LIST, Batch
from reportlib.batch.national import opened, planned
from reportlib.batch.template import Written, place_of_cut, project_of
from reportlib.batch.worker import Order, write_body, write_project
from reportlib.build.build import build


def written_project(batch: Batch, folder: Path) -> dict[str, Path]:
    """Write the project of a batch with every body; the parameter file of each."""
    project = project_of(batch, batch.bodies)
    inputs = opened(project, {name: str(place) for name, place in batch.inputs.items()})
    found = planned(inputs.national, batch.bodies, batch.registers(), project.day)
    write_project(folder, inputs.workshop)
    return {
        id: write_body(folder, inputs.workshop.home, _order(batch, id, project.bodies[id], register), found.cuts[id])
        for id, register in found.plan.registers.items()
    }


def _order(batch: Batch, id: str, written: Written, register: bytes) -> Order:
    return Order(id, written, register, place_of_cut(batch.inputs[LIST], id), "", "", None)


def packets_one_by_one(batch: Batch, folder: Path, ids: tuple[str, ...] = ()) -> dict[str, dict[str, bytes]]:
    """Every file of each packet, by the body's id and the file's path."""
    files = written_project(batch, folder)
    return {id: bytes_of(build(files[id]).folder) for id in ids or files}


def bytes_of(packet: Path) -> dict[str, bytes]:
    return {
        path.relative_to(packet).as_posix(): path.read_bytes() for path in sorted(packet.rglob("*")) if path.is_file()
    }
