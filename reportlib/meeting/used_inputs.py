"""Which inputs the sections of an agenda ask for."""

from __future__ import annotations

import re

from reportlib.meeting.params import Params


def used_in(params: Params) -> dict[str, tuple[str, ...]]:
    """Where on the agenda each field of ``inputs`` is asked for by a section: 報告事項一, once each; by the text of the notebooks."""
    found: dict[str, dict[str, None]] = {}
    for stem, place in params.sections:
        notebook = params.root / "notebooks" / f"{stem}.ipynb"
        for name in re.findall(r"\bsection\.(\w+)", notebook.read_text("utf-8", errors="replace")):
            found.setdefault(name, {})[place.partition("　")[0]] = None
    return {name: tuple(places) for name, places in found.items()}
