"""What the examples in docstrings speak of: the public names of reportlib, and a section of a meeting that has the records."""

import doctest
import functools
import importlib
import inspect
from pathlib import Path

import reportlib
from reportlib import open_section

SMALL, WHOLE, BEFORE = "example", "moea-6-1", "moea-5-2"
WITH_RECORDS = ("awards", "changes", "follow_up", "members", "strategies")  # of which the small meeting has none


@functools.cache
def section_of(root: Path, meeting: str):
    return open_section(root / "params" / f"{meeting}.yaml")


def names_for(root: Path, home: str) -> dict:
    """What an analyst has at hand: ``import pandas as pd``, every public name, ``section`` and ``earlier``."""
    public = {name: getattr(reportlib, name) for name in reportlib.__all__}
    meeting = WHOLE if home in WITH_RECORDS else SMALL
    more = {"earlier": section_of(root, BEFORE)} if home == "changes" else {}
    return public | {"pd": importlib.import_module("pandas"), "section": section_of(root, meeting)} | more


def functions_of(home: str):
    """The public functions of a module of measures, by name."""
    module = getattr(reportlib, home)
    found = getattr(module, "__all__", [name for name in vars(module) if not name.startswith("_")])
    for name in sorted(found):
        one = getattr(module, name)
        if inspect.isfunction(one) and one.__module__.startswith(module.__name__):
            yield f"{home}.{name}", one


def examples_of(name: str, one: object, names: dict) -> list[doctest.DocTest]:
    """The examples of one docstring; those of a function's own, not of what it calls."""
    found = doctest.DocTestParser().get_doctest(inspect.getdoc(one) or "", names, name, None, 0)
    return [found] if found.examples else []


def said_otherwise(test: doctest.DocTest) -> str:
    """What of the examples is not as it is written; "" where all of it is."""
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    return "".join(told)
