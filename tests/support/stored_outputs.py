"""The outputs that are stored in the notebooks: what nbval compares, and no more.

A display is stored as its text, which people read where they look at the notebook, and instead of all others as one type
(:data:`COMPARED`). That has, a line each, what its text does not say: titles, notes and headers, and the points of its charts; of
the report of a section's last cell a line a fact (name, value, digest of all that is known of it), and the section's own headings and
sentences; and a digest of how the rest is made. No drawing and no picture is stored, nor how one is written as HTML: these change with a library, not with a figure.

``make outputs`` calls this for the notebooks it has run (``python -m tests.support.stored_outputs NOTEBOOK…``). What differs is
said by :mod:`tests.support.nbval_lines`.
"""

import hashlib
import json
import sys
from pathlib import Path

import nbformat

PACKET, COMPARED = "application/vnd.packet+json", "application/vnd.packet.compared+json"
KEPT = ("text/plain", COMPARED)
SHORT = 60
DRAWN = ("svg", "slide_svgs", "data", "media_type", "width", "height")  # of a chart or an attached page
UNSAID = ("message", "note", "unit", "label")  # texts of a block that its text/plain leaves out


def stored(outputs: list[dict]) -> list[nbformat.NotebookNode]:
    """The outputs of a cell, shown or stored, as they are stored."""
    return [
        nbformat.from_dict(output | ({"data": _data(output["data"])} if "data" in output else {})) for output in outputs
    ]


def with_markdown(outputs: list[nbformat.NotebookNode], cells: list) -> list[nbformat.NotebookNode]:
    """The stored outputs of a cell; the report of a section with the headings and sentences of its notebook, a line each. An analyst's
    notebook reports none: there they stand with the sections that it opens."""
    reports = any("section.close()" in cell["source"] for cell in cells if cell["cell_type"] == "code")
    for output in outputs:
        compared = output.get("data", {}).get(COMPARED, {})
        if "facts" in compared or not reports and compared.get("kind") == "section":
            texts = (cell["source"] for cell in cells if cell["cell_type"] == "markdown")
            output["data"][COMPARED]["markdown"] = [
                line for text in texts for line in text.splitlines() if line.strip()
            ]
    return outputs


def _data(bundle: dict) -> dict:
    kept = {kind: value for kind, value in bundle.items() if kind in KEPT}
    packet = bundle.get(PACKET)
    return kept | ({COMPARED: _compared(packet)} if packet else {})


def _compared(packet: dict) -> dict:
    if "blocks" not in packet:
        return {key: _shortened(value) for key, value in packet.items()}
    lines = {"texts": list(unsaid(packet["blocks"])), "points": list(_points(packet["blocks"]))}
    made = {key: value for key, value in packet.items() if key != "blocks"} | {"made": digest(_made(packet["blocks"]))}
    return made | {key: value for key, value in lines.items() if value}


def unsaid(blocks: list[dict]):
    """What the text of a display leaves out of its blocks: titles, notes, units and headers, a line each."""
    for block in blocks:
        for key in UNSAID:
            if block.get(key):
                yield f"{key}: {text_of(block[key])}"
        if block.get("columns"):
            yield "columns: " + "｜".join(text_of(column["label"]) for column in block["columns"])


def _points(blocks: list[dict]):
    for block in blocks:
        for point in block.get("points", ()):
            yield f"{text_of(point['label'])} = {text_of([point['figure']])}"


def text_of(line: str | list[dict]) -> str:
    """A text of a display's JSON as it is read."""
    return line if isinstance(line, str) else "".join(piece.get("text", piece.get("quoted", "")) for piece in line)


def _made(value: object) -> object:
    """How something is made: without drawings, and of each figure which it is and not what it says."""
    if isinstance(value, dict):
        hidden = DRAWN + (("text", "value") if "fact" in value else ())
        return {key: _made(one) for key, one in value.items() if key not in hidden}
    return [_made(one) for one in value] if isinstance(value, list) else value


def _shortened(value: object) -> object:
    if (
        isinstance(value, list)
        and value
        and all(isinstance(one, dict) and {"name", "value"} <= one.keys() for one in value)
    ):
        return [f"{one['name']} = {one['value']} · {digest(one)}" for one in value]
    return value if len(_json(value)) <= SHORT else digest(value)


def digest(value: object) -> str:
    """Twelve hexadecimal digits that change with the value."""
    return hashlib.sha256(_json(value).encode()).hexdigest()[:12]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def strip(path: Path) -> None:
    """Store the outputs of a notebook that was run."""
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = with_markdown(stored(cell.outputs), notebook.cells)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        strip(Path(name))
