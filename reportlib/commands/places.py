"""The project, parameter file or packet that an argument means, and paths as a person would type them."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import messages, system
from reportlib.errors import ConfigError

if TYPE_CHECKING:
    from reportlib.store.entries import Store

MOST_KEPT_MB = 1_000


def project_folder() -> Path:
    """The project that we are in: the nearest folder with ``params`` and ``notebooks``; ConfigError C20 where there is none.

    A checkout is a project while one is in it, and no other way: what was meant for a project elsewhere would else be read
    from, and written into, the folder of the program.
    """
    if found := project_here():
        return found
    raise ConfigError(messages.C20_no_project())


def project_here() -> Path | None:
    """The same; None where there is none."""
    here = Path.cwd()
    return next(
        (one for one in (here, *here.parents) if (one / "notebooks").is_dir() and (one / "params").is_dir()), None
    )


def params_file(asked: str) -> Path:
    """The file that a path or the name of a meeting means: harbour-1-1 is ``params/harbour-1-1.yaml`` where there is no such file.

    ConfigError C20 where there is no such file, and no project that it could stand in.
    """
    path = Path(asked)
    if os.path.lexists(path) and not path.is_dir():
        return path
    project = project_folder()
    if path.suffix in (".yaml", ".yml"):
        return path
    if len(path.parts) == 1:
        return project / "params" / f"{asked}.yaml"
    beside = path.with_name(f"{path.name}.yaml")
    return beside if beside.is_file() else path


def meetings() -> list[str]:
    """The names of the meetings of the project that we are in."""
    try:
        project = project_here()
        return sorted(path.stem for path in (project / "params").glob("*.yaml")) if project else []
    except OSError:  # the folder that we were in is gone
        return []


def sections() -> list[str]:
    """The names of the sections of the project that we are in."""
    project = project_here()
    return sorted(path.stem for path in (project / "notebooks").glob("*.ipynb")) if project else []


@functools.cache
def example_meeting() -> str:
    """The meeting that examples of the help are about: the last one of this project that has data."""
    project = project_here() if (names := meetings()) else None
    return next((name for name in reversed(names) if project and (project / "data" / name).is_dir()), "NAME-1-1")


def next_meeting() -> str:
    """How the meeting after that one may be called: harbour-1-2."""
    first, dash, last = example_meeting().rpartition("-")
    return f"{first}{dash}{int(last) + 1}" if last.isdecimal() and first else f"{example_meeting()}-2"


def store_of(root: Path) -> Store | None:
    """The store of a project, imported where one is needed."""
    from reportlib.store.entries import Store

    return Store.of(root)


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


def packet_folder(asked: str) -> Path:
    """The folder of a packet: one that is named, or that of a meeting's name in the project that we are in."""
    path = Path(asked)
    if (path / "facts.json").is_file() or len(path.parts) != 1 and path.suffix not in (".yaml", ".yml"):
        return path
    return project_folder() / "output" / path.name.removesuffix(".yaml").removesuffix(".yml")
