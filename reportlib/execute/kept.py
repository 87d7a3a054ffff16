"""Executed notebooks, kept from one run to the next while nothing that they were made from is another.

A notebook is as good as before while these are the same: itself, without its stored outputs; the code that it can reach, the
installed packages, Python; the parameters and the register of agencies; and every file that its kernel read then, the inputs,
rulebooks and attached documents that it asked for. Which these were is kept under a first key, the notebook under a second one.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from reportlib.meeting.params import Params
from reportlib.model.encoding import MIME
from reportlib.store import made_by, reads
from reportlib.store.entries import Store, key


@dataclass(frozen=True)
class KeptSections:
    """The executed notebooks of one meeting in a store; ``since`` is a moment of the store's clock before anything was read."""

    store: Store
    params: Params
    since: int
    read: set[str] = field(default_factory=set)  # what all of them have read, now or then

    def get(self, source: Path) -> nbformat.NotebookNode | None:
        """The executed notebook as :meth:`keep` was given it, None where there is none of what is there now."""
        first = self._first_key(source)
        with contextlib.suppress(ValueError, TypeError, LookupError):
            paths = json.loads(self.store.get(first) or b"")["reads"]
            if (second := _second_key(first, paths)) and (data := self.store.get(second)):
                notebook = _notebook(json.loads(data))
                self.read.update(paths)
                return notebook
        return None

    def keep(self, source: Path, executed: nbformat.NotebookNode, read: set[str] | None, own: Path) -> None:
        """Keep what was executed of ``source``, whose kernel has ``read`` these files, those in the run's ``own`` folder among
        them; nothing where one of them was changed since the run began, or where it is not known what was read."""
        if read is None:
            return
        paths = sorted(reads.of_the_project(read, (own,)))
        self.read.update(paths)
        if not reads.untouched_since((*paths, *map(str, self._always(source))), self.since):
            return
        first = self._first_key(source)
        if second := _second_key(first, paths):
            self.store.put(second, json.dumps(executed).encode())
            self.store.put(first, json.dumps({"reads": paths}).encode())

    def _always(self, source: Path) -> Iterable[Path]:
        return source, self.params.path, self.params.inputs.publishers

    def _first_key(self, source: Path) -> str:
        notebook, *others = self._always(source)
        data = json.loads(notebook.read_bytes())
        for cell in data["cells"]:
            cell.pop("outputs", None)
        parts = [made_by.code(made_by.NOT_OF_NOTEBOOKS), str(notebook), json.dumps(data)]
        for path in others:
            parts += [str(path), reads.as_it_is(path)]
        return key("section", *parts)


def _second_key(first: str, paths: Iterable[str]) -> str | None:
    found = reads.as_they_are(paths)
    return None if found is None else key("executed", first, json.dumps(found))


def _notebook(data: dict) -> nbformat.NotebookNode:
    """A notebook of its JSON; what a display of ours says as data stays as it is, as in a run (see ``engine``)."""
    said = [
        (c, o, output["data"].pop(MIME))
        for c, cell in enumerate(data["cells"])
        for o, output in enumerate(cell.get("outputs", ()))
        if MIME in output.get("data", ())
    ]
    notebook = nbformat.from_dict(data)
    for c, o, shown in said:
        dict.__setitem__(notebook.cells[c].outputs[o]["data"], MIME, shown)
    return notebook
