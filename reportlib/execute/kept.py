"""Executed notebooks, kept from one run to the next while nothing that they were made from is another.

A notebook is as good as before while these are the same: itself, without its stored outputs; the code that it can reach, the
installed packages, Python; the register of agencies; every parameter that its kernel asked for then, by its key at the top of the
file, with those that shape what is handed to it; and every file that it read, the inputs, rulebooks and attached documents that it
asked for.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from reportlib.meeting.params import Params
from reportlib.model.encoding import MIME
from reportlib.store import made_by, reads
from reportlib.store.entries import key
from reportlib.store.remembered import Remembered

# Of these the build makes what it hands to a kernel (records, units, register, rulebooks), which does not ask for them itself.
HANDED = frozenset("meeting inputs empty_inputs other_publishers rulebooks as_of periods reply_limit numbers".split())


@dataclass(frozen=True)
class KeptSections:
    """The executed notebooks of one meeting in a store."""

    results: Remembered
    params: Params

    def get(self, source: Path) -> tuple[nbformat.NotebookNode, bytes] | None:
        """The executed notebook and its file as :meth:`keep` was given it, None where there is none of what is there now."""
        with contextlib.suppress(ValueError, TypeError, LookupError):
            if data := self.results.get(self._key(source), self._parameters):
                said, _, file = data.partition(b"\n")
                return _notebook(json.loads(said)), file
        return None

    def keep(
        self, source: Path, executed: nbformat.NotebookNode, file: bytes, read: reads.Seen | None, own: Path
    ) -> None:
        """Keep what was executed of ``source``, and the ``file`` of it, in which keys stand in another order. Its kernel has ``read``
        these files, those in the run's ``own`` folder among them; nothing is kept where one of them was changed since the run
        began, or where it is not known what was read."""
        if read is not None:
            of_project = reads.of_the_project(read, (own,))
            seen = reads.Seen({path: there for path, there in read.items() if path in of_project})
            asked = {path.removeprefix(reads.PARAMETER) for path in read if path.startswith(reads.PARAMETER)}
            parameters = {name: said for name, said in self._parameters.items() if name in asked or name in HANDED}
            others = map(str, (*self._always(source), self.params.path))
            data = json.dumps(executed).encode() + b"\n" + file
            self.results.keep(self._key(source), data, seen, others, parameters)

    def _always(self, source: Path) -> Iterable[Path]:
        return source, self.params.inputs.publishers

    @functools.cached_property
    def _parameters(self) -> dict[str, str]:
        """What each parameter says, and all of them."""
        said = {name: repr(value) for name, value in self.params}
        return said | {reads.EVERY: repr(said)}

    def _key(self, source: Path) -> str:
        notebook, *others = self._always(source)
        data = json.loads(notebook.read_bytes())
        for cell in data["cells"]:
            cell.pop("outputs", None)
        places = (str(self.params.path), str(notebook))
        parts = [made_by.code(made_by.NOT_OF_NOTEBOOKS), *places, json.dumps(data)]
        for path in others:
            parts += [str(path), reads.as_it_is(path)]
        return key("section", *parts)


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
