"""Every message to people, as data with named gaps: raised by its name, ``messages.F20_no_input_file().at(file)``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from reportlib.messages.message import Fault, Phrase, listed

if TYPE_CHECKING:  # so that the names are known to whoever checks or follows a call; none is imported for that
    from reportlib.messages.agencies import *  # noqa: F403
    from reportlib.messages.analysing import *  # noqa: F403
    from reportlib.messages.apis import *  # noqa: F403
    from reportlib.messages.arguments import *  # noqa: F403
    from reportlib.messages.batches import *  # noqa: F403
    from reportlib.messages.completeness import *  # noqa: F403
    from reportlib.messages.configuration import *  # noqa: F403
    from reportlib.messages.corrections import *  # noqa: F403
    from reportlib.messages.decisions import *  # noqa: F403
    from reportlib.messages.derivations import *  # noqa: F403
    from reportlib.messages.desk import *  # noqa: F403
    from reportlib.messages.fetching import *  # noqa: F403
    from reportlib.messages.figures import *  # noqa: F403
    from reportlib.messages.files import *  # noqa: F403
    from reportlib.messages.half_year import *  # noqa: F403
    from reportlib.messages.installing import *  # noqa: F403
    from reportlib.messages.judged import *  # noqa: F403
    from reportlib.messages.layout import *  # noqa: F403
    from reportlib.messages.letters import *  # noqa: F403
    from reportlib.messages.limits import *  # noqa: F403
    from reportlib.messages.notebooks import *  # noqa: F403
    from reportlib.messages.openings import *  # noqa: F403
    from reportlib.messages.packets import *  # noqa: F403
    from reportlib.messages.pages import *  # noqa: F403
    from reportlib.messages.parameters import *  # noqa: F403
    from reportlib.messages.parquet import *  # noqa: F403
    from reportlib.messages.planning import *  # noqa: F403
    from reportlib.messages.printing import *  # noqa: F403
    from reportlib.messages.projects import *  # noqa: F403
    from reportlib.messages.questions import *  # noqa: F403
    from reportlib.messages.reading import *  # noqa: F403
    from reportlib.messages.register import *  # noqa: F403
    from reportlib.messages.returns import *  # noqa: F403
    from reportlib.messages.running import *  # noqa: F403
    from reportlib.messages.stored import *  # noqa: F403
    from reportlib.messages.tables import *  # noqa: F403
    from reportlib.messages.terminal import *  # noqa: F403
    from reportlib.messages.tracking import *  # noqa: F403
    from reportlib.messages.values import *  # noqa: F403
    from reportlib.messages.yearly import *  # noqa: F403

__all__ = ["listed"]

# The modules that a message may stand in, by the letter of its code; those without a code are searched in this order, that
# of `packet --help` first.
_CODED = {
    "F": ("files", "parquet", "decisions", "half_year", "stored", "apis", "judged"),
    "A": ("files", "limits", "parquet", "stored"),
    "E": ("files", "parquet"),
    "P": ("files", "pages", "completeness"),
    "L": ("layout", "openings", "stored", "apis", "fetching", "judged"),
    "V": ("values", "parquet", "openings", "stored"),
    "I": ("agencies", "batches", "stored"),
    "C": (
        "configuration",
        "planning",
        "corrections",
        "half_year",
        "notebooks",
        "packets",
        "register",
        "yearly",
        "batches",
        "limits",
        "decisions",
        "projects",
        "tracking",
        "judged",
        "fetching",
        "letters",
    ),
    "D": ("decisions", "tracking"),
    "R": ("running", "batches", "decisions", "desk", "projects"),
    "Q": ("figures", "batches"),
    "Y": ("figures",),
    "S": ("apis",),
    "O": ("pages", "letters"),
    "X": ("pages",),
}
_UNCODED = (
    "arguments",
    "terminal",
    "half_year",
    "parameters",
    "reading",
    "tables",
    "questions",
    "printing",
    "notebooks",
    "packets",
    "returns",
    "pages",
    "system",
    "batches",
    "openings",
    "decisions",
    "yearly",
    "desk",
    "derivations",
    "projects",
    "installing",
    "tracking",
    "analysing",
    "judged",
    "apis",
    "fetching",
    "letters",
    "stored",
)


def load() -> None:
    """Import every group at once, before threads ask for messages: none of them is to import anything."""
    for group in dict.fromkeys((*(group for groups in _CODED.values() for group in groups), *_UNCODED)):
        importlib.import_module(f"{__name__}.{group}")


def __getattr__(name: str) -> Fault | Phrase:
    """A message by its name; its module is imported with the first message that is asked for."""
    for group in () if name.startswith("_") else _CODED.get(name[0], _UNCODED):
        found = vars(importlib.import_module(f"{__name__}.{group}")).get(name)
        if isinstance(found, Fault | Phrase):
            globals()[name] = found
            return found
    raise AttributeError(f"{__name__} has no {name}")
