"""One batch: what all bodies share is opened once, the packet of each body that is missing or changed is made, and one page says
what became of all. :func:`run` tells it from top to bottom."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlib import messages
from reportlib.batch import cluster, overview
from reportlib.batch.addresses import ADDRESS, public, without_keys
from reportlib.batch.cuts import Cut
from reportlib.batch.elsewhere import check_workers
from reportlib.batch.model import LIST, Batch, Body
from reportlib.batch.national import OpenedInputs, Plan, PlannedLists, Workshop, opened, planned
from reportlib.batch.store import OutputStore
from reportlib.batch.template import Project, place_of_cut, project_of
from reportlib.batch.worker import Order, Outcome, done, key_of
from reportlib.errors import ConfigError, PacketError, Problem, RunError, Stopped
from reportlib.language import for_the_packet
from reportlib.store import made_by


@dataclass(frozen=True)
class Following:
    """What a batch tells while it runs: a step begun, a body done with how many are, of how many."""

    step: Callable[[str], None] = lambda text: None
    body: Callable[[Body, Outcome, int, int], None] = lambda body, outcome, done, of: None


@dataclass(frozen=True)
class Done:
    """What became of each body, in the order of the batch; how many packets of the ``asked`` bodies were kept; and where they are."""

    outcomes: Mapping[str, Outcome]
    kept: int
    asked: tuple[str, ...]
    output: str
    notices: tuple[str, ...] = ()  # of the list
    problems: tuple[Problem, ...] = ()  # of the figures together
    unknown: tuple[Problem, ...] = ()  # of the columns of the overview

    @property
    def refused(self) -> list[Outcome]:
        return [one for one in self.of_asked if one.state in ("refused", "lost")]

    @property
    def of_asked(self) -> list[Outcome]:
        """What became of those that were asked for."""
        return [one for id, one in self.outcomes.items() if id in self.asked]


def run(
    batch: Batch,
    client: Any,
    *,
    output: str = "",
    only: tuple[str, ...] = (),
    checks: bool = False,
    told: Following = Following(),
) -> Done:
    """Build what is missing or changed of the bodies ``only`` (all, where none is named), or check them; PacketError for what stops
    all of them: the template, an input that they share, a name that two of them claim."""
    asked, store = batch.chosen(only), OutputStore(_absolute(output or str(batch.output)))
    _refuse_foreign(store)
    with contextlib.nullcontext() if checks else store.reserved():
        return _run(batch, client, store, asked, checks, told)


def _run(batch: Batch, client: Any, store: OutputStore, asked: tuple[Body, ...], checks: bool, told: Following) -> Done:
    project = project_of(batch, batch.bodies)
    if cluster.is_elsewhere(client):
        check_workers(client, _files_of(batch, project), None if checks else store)
    told.step(messages.reading_inputs())
    inputs = cluster.shared(client, opened, _without_bodies(project), {k: str(v) for k, v in batch.inputs.items()})
    every = cluster.shared(client, _planned, inputs, batch.bodies, batch.registers(), project.day, batch.records)
    workshop = cluster.shared(client, _workshop, inputs)
    plan, digest = cluster.result(client, cluster.shared(client, _plan, every, workshop))
    outcomes = {id: Outcome(id, "refused", problems, 3) for id, problems in plan.refused.items()}
    orders = _orders(batch, project, plan, digest, None if checks else store.address)
    waiting, kept = {}, 0
    for body in batch.bodies:
        if body.id in outcomes:
            continue
        if not checks and (there := _kept(store, orders[body.id])):
            outcomes[body.id] = there
            kept += body in asked
        elif body in asked:
            waiting[body.id] = (orders[body.id], workshop, cluster.shared(client, _cut, every, body.id))
        else:
            outcomes[body.id] = Outcome(body.id, "waiting")
    try:
        for id, outcome in _made(batch, client, waiting, plan, told):
            outcomes[id] = outcome
    except (Stopped, RunError) as stopped:
        if checks:
            raise
        cluster.end(client)
        for id in waiting.keys() - outcomes:  # one may be there that nobody has told of
            outcomes[id] = _kept(store, orders[id]) or Outcome(id, "waiting")
        _overview(batch, store, plan, {body.id: outcomes[body.id] for body in batch.bodies})
        if not isinstance(stopped, Stopped):
            raise
        ready = sum(outcomes[body.id].state == "ready" for body in asked)
        stopped.said = str(messages.batch_stopped(asked=len(asked), ready=ready))
        raise
    in_order = {body.id: outcomes[body.id] for body in batch.bodies}
    if checks:
        checked = {body.id: in_order[body.id] for body in asked}
        known = {name for one in checked.values() for name in one.figures}
        missing = tuple(overview.unknown(batch, known))
        return Done(checked, 0, tuple(checked), public(store.address), plan.notices, unknown=missing)
    problems, unknown = _overview(batch, store, plan, in_order)
    ids = tuple(body.id for body in asked)
    return Done(in_order, kept, ids, public(store.address), plan.notices, problems, unknown)


def _files_of(batch: Batch, project: Project) -> Iterator[str]:
    """The files that workers open by themselves: the inputs, and what a template names from the root of the machine."""
    yield from (str(place) for place in batch.inputs.values() if isinstance(place, Path))
    for written in project.bodies.values():
        yield from written.elsewhere


def _absolute(output: str) -> str:
    """A folder is the same for every worker, whatever folder it is in."""
    return output if ADDRESS.match(output) else os.path.abspath(output)


# What workers do of what all share: the list and the lists of the bodies stay with them, and come to nobody who does not need them.


def _planned(inputs: OpenedInputs, *given: Any) -> PlannedLists:
    with for_the_packet():
        return planned(inputs.national, *given)


def _workshop(inputs: OpenedInputs) -> Workshop:
    return inputs.workshop


def _plan(every: PlannedLists, workshop: Workshop) -> tuple[Plan, str]:
    return every.plan, workshop.digest


def _cut(every: PlannedLists, id: str) -> Cut:
    return every.cuts[id]


def _without_bodies(project: Project) -> Project:
    return dataclasses.replace(project, bodies={})


def _orders(batch: Batch, project: Project, plan: Plan, digest: str, output: str | None) -> dict[str, Order]:
    code = made_by.code()
    return {
        id: Order(
            id,
            project.bodies[id],
            register,
            place_of_cut(batch.inputs[LIST], id),
            batch.template.name,
            key_of(code, digest, project.bodies[id], register, plan.digests[id]),
            output,
        )
        for id, register in plan.registers.items()
    }


def _kept(store: OutputStore, order: Order) -> Outcome | None:
    """A body whose packet is there as it would be built; None where it has to be made."""
    there = store.recorded(order.id)
    if there is None or there.key != order.key or not store.is_whole(there):
        return None
    return Outcome(order.id, "ready", told=there.notices)


def _made(batch: Batch, client: Any, waiting: Mapping, plan: Plan, told: Following) -> Iterator[tuple[str, Outcome]]:
    """Each body that waits, with what became of it, as they are done."""
    bodies = {body.id: body for body in batch.bodies}
    for n, (id, result) in enumerate(cluster.results(client, done, waiting, plan.rows), 1):
        outcome = result if isinstance(result, Outcome) else _lost(id, result)
        yield id, outcome
        told.body(bodies[id], outcome, n, len(waiting))


def _lost(id: str, error: Exception) -> Outcome:
    """A body whose workers were killed again and again, or an error of ours."""
    if isinstance(error, PacketError):
        return Outcome(id, "refused", error.problems, error.exit_code)
    if cluster.was_killed(error):
        return Outcome(id, "lost", (messages.R01_body_lost(body=id),), 4)
    if os.environ.get("PACKET_DEBUG"):
        traceback.print_exception(error)
    kind, place = type(error).__name__, _place_of(error)
    problem = messages.R01_error_of_ours(body=id, place=place, kind=kind, error=without_keys(error))
    return Outcome(id, "lost", (problem,), 4)


def _place_of(error: Exception) -> str:
    """Where an error arose, as our deepest function and the deepest of all, without the path of a machine:
    ``writing.same_bytes:61 → zipfile._RealGetContents:1369``."""
    ours = Path(__file__).parents[1]
    frames = [
        (Path(one.f_code.co_filename), one.f_code.co_name, line) for one, line in traceback.walk_tb(error.__traceback__)
    ]
    deepest = [one for one in frames if one[0].is_relative_to(ours)][-1:] + frames[-1:]
    return " → ".join(dict.fromkeys(f"{file.stem}.{name}:{line}" for file, name, line in deepest)) or "?"


def _overview(
    batch: Batch, store: OutputStore, plan: Plan, outcomes: Mapping[str, Outcome]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Write the page and its CSV; what is wrong with the figures together, and with the columns asked for, which stands on the page
    too."""
    with for_the_packet():
        found = overview.entries(batch, store, plan, outcomes)
        problems, unknown = (
            tuple(overview.wrong(plan, found)),
            tuple(overview.unknown(batch, {name for one in found for name in one.figures})),
        )
        text = overview.page(batch, plan, found, (*problems, *unknown))
    store.write(overview.ROWS, plan.where)
    store.write(f"{overview.NAME}.csv", overview.csv(batch, plan, found))
    store.write(f"{overview.NAME}.html", text.encode())
    return problems, unknown


def _refuse_foreign(store: OutputStore) -> None:
    """ConfigError (C11) where a page or a table of somebody else stands where ours go."""
    for name, is_ours in {
        f"{overview.NAME}.html": overview.is_page,
        f"{overview.NAME}.csv": overview.is_csv,
        overview.ROWS: overview.is_rows,
    }.items():
        try:
            there = store.read(name)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue
        except OSError as error:
            problem = messages.C08_store_not_opened(reason=without_keys(error.strerror or error)).at(file=name)
            raise ConfigError(problem) from None
        if not is_ours(there):
            raise ConfigError(messages.C11_not_made_by_batch(file=name))
