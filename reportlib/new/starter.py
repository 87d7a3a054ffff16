"""What a project is begun with: notebooks, rulebooks and the small example, as they are shipped with this program.

They are package data of a wheel (``reportlib/starter``); in a checkout they stand where they are edited, at its top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat

import reportlib
from reportlib.text import TEMPLATE

# What holds for any body as it is written, with its sources: identities, and how files of datasets are judged on the national platform.
AS_THEY_ARE = ("identities", "file-quality")
# The rulebooks that hold for any body; those of one body's own (its evaluation, its plan, its awards) it writes itself.
RULEBOOKS = (
    *AS_THEY_ARE,
    "checklist",
    "meetings",
    "membership",
    "openings",
    "quality-marks",
    "request-outcomes",
    "returns",
    "service-categories",
    "star-ratings",
)
# A plan is a body's own; what of it holds for any (classes of data, the threshold of costs) is in the one that was made up for the example.
PLAN, MADE_UP_PLAN = "action-plan", "action-plan-example"
ABOUT_PLAN = "# 行動方案的範本：資料分類及提報門檻是各機關通用的規定；工作項目請照本機關的方案改寫。"
BRIEFING = "公開簡報"  # of the ministry whose rules these were first
INFORMATION_CENTRE = "資訊中心"  # as that ministry calls its unit that looks over the datasets
OWN_SOURCE = f"{TEMPLATE}，請填本機關的依據"  # in place of where another body's rules are written
_SOURCE = re.compile(r"^(?P<key> *(?:\w+_)?source: )(?P<text>[^#]*?)(?P<comment> *#.*)?$")
_OF_ANOTHER = (
    "background:",
    "examples_source:",
    "blank_remark:",
    "remark:",
    "promotion:",
)  # keys of what is told of another body's records
_EXAMPLES = re.compile(r", examples: \[[^\]]*\]")
_PARAMS = re.compile(r'"((?:\.\./)+)params/[a-z0-9-]+\.yaml"')


def folder() -> Path:
    """Where notebooks, params and data of the starter are."""
    shipped = Path(reportlib.__file__).resolve().parent / "starter"
    return shipped if shipped.is_dir() else Path(reportlib.__file__).resolve().parents[1]


def notebooks(meeting: str) -> Iterator[tuple[str, str]]:
    """The section notebooks by name, without outputs, asking for the parameters of a meeting."""
    for path in sorted((folder() / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, 4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
                cell.source = _PARAMS.sub(rf'"\1params/{meeting}.yaml"', cell.source)
        yield path.name, nbformat.writes(notebook) + "\n"


def rulebooks() -> Iterator[tuple[str, str]]:
    """The rulebooks by name, without what they say of the body that they were first written for."""
    for name in RULEBOOKS:
        text = (folder() / "params" / "rules" / f"{name}.yaml").read_text("utf-8")
        yield f"{name}.yaml", without_briefing(text) if name in AS_THEY_ARE else of_nobody(text)
    plan = (folder() / "params" / "rules" / f"{MADE_UP_PLAN}.yaml").read_text("utf-8")
    _, _, rules = of_nobody(plan).partition("\n")  # without the line on whose it is
    yield f"{PLAN}.yaml", f"{ABOUT_PLAN}\n{rules.replace('示範部', '本機關').replace('示範資料，', '')}"


def without_briefing(text: str) -> str:
    """A rulebook whose sources are everybody's, without those that are one body's own papers."""
    found = ((line, _SOURCE.match(line)) for line in text.splitlines())
    own = (f"{source['key']}{OWN_SOURCE}" if source and BRIEFING in line else line for line, source in found)
    return "\n".join(own) + "\n"


def standards() -> Iterator[tuple[str, str]]:
    """The lists of standard fields by name, as they are: they are the nation's."""
    for path in sorted((folder() / "params" / "standards").glob("*.yaml")):
        yield path.name, path.read_text("utf-8")


def of_nobody(text: str) -> str:
    """A rulebook without its examples, its background and the places where another body's rules are written."""
    kept: list[str] = []
    left_out = -1  # how far the key is set in whose value goes on below it, and is left out with it
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if left_out >= 0 and line.strip() and indent > left_out:
            continue
        left_out = -1
        if line.startswith(_OF_ANOTHER):
            left_out = indent
            continue
        if found := _SOURCE.match(line):
            line, left_out = f"{found['key']}{OWN_SOURCE}", indent
        line = _EXAMPLES.sub("", line).replace(INFORMATION_CENTRE, "資訊單位")
        if BRIEFING in line.partition("#")[2]:
            line = line.partition("#")[0].rstrip()
        if line.strip():
            kept.append(line)
    return "\n".join(kept) + "\n"
