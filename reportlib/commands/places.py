"""The project, parameter file or packet that an argument means, and paths as a person would type them."""

from __future__ import annotations

import os
from pathlib import Path

import reportlib
from reportlib import system
from reportlib.store.entries import Store

MOST_KEPT_MB = 1_000


def project_folder() -> Path:
    """The folder with ``params`` and ``notebooks`` that we are in, or else the one this program stands in."""
    here = Path.cwd()
    inside = (
        folder for folder in (here, *here.parents) if (folder / "notebooks").is_dir() and (folder / "params").is_dir()
    )
    return next(inside, Path(reportlib.__file__).resolve().parents[1])


def params_file(asked: str) -> Path:
    """The file that a path or the name of a meeting means: moea-6-1 is ``params/moea-6-1.yaml`` where there is no such file."""
    path = Path(asked)
    if os.path.lexists(path) and not path.is_dir() or path.suffix in (".yaml", ".yml"):
        return path
    if len(path.parts) == 1:
        return project_folder() / "params" / f"{asked}.yaml"
    beside = path.with_name(f"{path.name}.yaml")
    return beside if beside.is_file() else path


def store_of(root: Path) -> Store | None:
    """The store of a project: the folder ``PACKET_CACHE``, or its own; None where it cannot be trusted."""
    named = os.environ.get("PACKET_CACHE")
    return Store.at(Path(named).absolute() if named else root / "output" / ".cache")


def most_kept() -> int:
    """How many bytes the store may take: ``PACKET_CACHE_MB`` megabytes, or :data:`MOST_KEPT_MB`; ConfigError C05 for no such number."""
    named = system.number_in("PACKET_CACHE_MB", 0, 100_000_000)
    return (MOST_KEPT_MB if named is None else named) * 1_000_000


def shown_path(path: Path) -> str:
    """A path as a person here would type it."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):  # the folder we were in is gone, or is on another drive
        return str(path)


def packet_folder(asked: str, output: Path) -> Path:
    """The folder of a packet: one that is named, or that of a meeting's name in ``output``."""
    path = Path(asked)
    if (path / "facts.json").is_file() or len(path.parts) != 1 and path.suffix not in (".yaml", ".yml"):
        return path
    return output / path.name.removesuffix(".yaml").removesuffix(".yml")
