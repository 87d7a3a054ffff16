"""The outputs that are stored in the notebooks: what nbval compares, and no more.

nbval compares every MIME type of an output. A display is stored as its text, which people read where they look at the notebook, and
instead of all others as one type (:data:`COMPARED`): of its JSON, a line a fact (name, value, digest of all that is known of it), what
is short as it is, and a digest of anything longer; and a digest of its HTML. So whatever changes in an output is a difference, as if
all of it were stored, and a figure that moves is named.

``make outputs`` calls this for the notebooks it has run (``python -m tests.support.stored_outputs NOTEBOOK…``). As a plugin of pytest,
which ``conftest.py`` names, it does the same to the outputs that nbval is about to compare.
"""

import hashlib
import json
import sys
from pathlib import Path

import nbformat

PACKET, COMPARED = "application/vnd.packet+json", "application/vnd.packet.compared+json"
KEPT = ("text/plain", COMPARED)
NOT_COMPARED = ("image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json")  # by nbval itself
SHORT = 60


def stored(outputs: list[dict]) -> list[nbformat.NotebookNode]:
    """The outputs of a cell, shown or stored, as they are stored."""
    return [
        nbformat.from_dict(output | ({"data": _data(output["data"])} if "data" in output else {})) for output in outputs
    ]


def _data(bundle: dict) -> dict:
    kept = {kind: value for kind, value in bundle.items() if kind in KEPT}
    others = {kind: value for kind, value in bundle.items() if kind not in (*KEPT, *NOT_COMPARED)}
    compared = {kind: digest(value) for kind, value in others.items() if kind != PACKET}
    compared |= {key: _shortened(value) for key, value in others.get(PACKET, {}).items()}
    return kept | ({COMPARED: compared} if compared else {})


def _shortened(value: object) -> object:
    if (
        isinstance(value, list)
        and value
        and all(isinstance(one, dict) and {"name", "value"} <= one.keys() for one in value)
    ):
        return [f"{one['name']} = {one['value']} · {digest(one)}" for one in value]
    return value if len(_text(value)) <= SHORT else digest(value)


def digest(value: object) -> str:
    """Twelve hexadecimal digits that change with the value."""
    return hashlib.sha256(_text(value).encode()).hexdigest()[:12]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def strip(path: Path) -> None:
    """Store the outputs of a notebook that was run."""
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = stored(cell.outputs)
    nbformat.write(notebook, path)


def pytest_itemcollected(item) -> None:
    """A cell that nbval runs is compared in this form."""
    compare = getattr(item, "compare_outputs", None)
    if compare is not None:
        item.compare_outputs = lambda test, ref, **settings: compare(stored(test), stored(ref), **settings)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        strip(Path(name))
