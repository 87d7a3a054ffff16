"""What a build tells while it runs, and what it has made in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Progress:
    """What a run tells while it runs: the sections it will run, each cell done, a notice, a step begun, each file of the packet that is
    rendered (its name, how many are done, of how many)."""

    sections: Callable[[list[tuple[str, str, int]]], None] = field(default=lambda sections: None)
    cell: Callable[[str, int, int], None] = field(default=lambda stem, done, total: None)
    notice: Callable[[str], None] = field(default=lambda text: None)
    step: Callable[[str], None] = field(default=lambda text: None)
    rendered: Callable[[str, int, int], None] = field(default=lambda file, done, total: None)


@dataclass(frozen=True)
class Built:
    """Where the packet is, whether it is whole, and the hashes of ``SHA256SUMS``: its own, then the public edition's."""

    folder: Path
    is_whole: bool
    public_folder: Path | None = None
    masked: Mapping[str, int] = field(default_factory=dict)  # how many, by rule
    sums: Sequence[str] = ()
    set_aside: int = 0  # rows of the inputs
    editable: Sequence[str] = ()  # the folders of the papers that can be edited, where they were asked for
    kept_edits: Sequence[str] = ()  # what somebody had edited there, and where it is now
