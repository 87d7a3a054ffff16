"""The record of a run: parameters, hashes of inputs and outputs, versions."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import platform
from pathlib import Path

from reportlib.meeting.params import Params
from reportlib.model.document import Document
from reportlib.writing import sha256

# What goes into the run record: the packages whose versions shape a figure or a page.
VERSIONED = (
    "packet",
    "pandas",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbconvert",
    "nbclient",
    "ipykernel",
    "openpyxl",
    "odfpy",
    "python-calamine",
    "typst",
    "uharfbuzz",
    "icalendar",
    "pydantic",
    "pyarrow",
)


def run_record(params: Params, chosen: list[tuple[str, str]], document: Document, stage: Path, edition: str) -> dict:
    """Parameters, hashes of all inputs and outputs, versions: no clock, no path of this machine."""
    read = [
        params.path,
        params.inputs.publishers,
        *params.rulebooks.named(),
        *(attached.file for attached in params.documents.values()),
    ]
    outputs = sorted(path for path in stage.rglob("*") if path.is_file())
    return {
        "meeting": params.name,
        "edition": edition,
        "sections": [stem for stem, _ in chosen],
        "parameters": params.describe(),
        "inputs": {f"{path.parent.name}/{path.name}": sha256(path.read_bytes()) for path in read},
        "sources": [dataclasses.asdict(source) for source in document.sources],
        "outputs": {path.relative_to(stage).as_posix(): sha256(path.read_bytes()) for path in outputs},
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """Of Python and of each package that shapes a figure or a page."""
    return {"python": platform.python_version()} | {name: importlib.metadata.version(name) for name in VERSIONED}
