"""What a build checks before, between and after its notebooks; raises with every problem found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.build.progress import Progress
from reportlib.document.model import own_texts
from reportlib.errors import ConfigError, Problem, RunError, quoted
from reportlib.language import say
from reportlib.meeting.params import Params

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.meeting.meeting import Meeting
    from reportlib.records.records import Records


# Never on a page, as a whole cell or within a text (O11).
FORBIDDEN_CELLS = {"nan", "NaN", "NaT", "<NA>", "inf", "-inf"}
FORBIDDEN_TEXTS = ("Traceback (most recent call last)", "<pandas", "Unnamed: ")


def check_needs(params: Params, notebooks: Mapping[str, NotebookNode]) -> None:
    """ConfigError where a section reads an input that the parameters do not name, before anything runs."""
    lacking: dict[str, str] = {}
    for stem, notebook in notebooks.items():
        used = set(
            re.findall(
                r"\bsection\.(\w+)", "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
            )
        )
        used |= {"catalogue"} if "sources" in used else set()
        for name, path in params.inputs:
            if name in used and path is None and name not in params.inputs.OPTIONAL:
                lacking.setdefault(name, stem)
    if lacking:
        raise ConfigError(*(params.lacks(f"inputs.{name}", stem) for name, stem in lacking.items()))


def check_inputs(params: Params, progress: Progress) -> tuple[Meeting, dict[str, Records]]:
    """The meeting, and every input, read apart from the notebooks; InputError or ConfigError before any of them runs."""
    # Imported here: pandas takes a while, and the fork server is importing it at the same time.
    from reportlib.build.inputs import notices, read_all
    from reportlib.document import identities
    from reportlib.meeting.meeting import Meeting

    meeting = Meeting(params)
    meeting.check()
    if params.rulebooks.identities:
        identities.read(params.rulebooks.identities)
    found = read_all(meeting)
    for notice in notices(found, meeting):
        progress.notice(notice)
    return meeting, found


def recount(document: dict, checked: list[dict]) -> None:
    """What the notebooks say they read must be what was read apart from them; else RunError."""
    known = {(report["input"], report["sheet"]): report for report in checked}
    for source in document["sources"]:
        report = known.get((source["input"], source["sheet"]))
        if report is None or (report["sha256"], report["counts"]) != (source["sha256"], source["counts"]):
            raise RunError(
                Problem(
                    "F19",
                    say("章節讀到的內容與檢查時不同。", "a section read something else than the check did."),
                    say(
                        "請確認執行期間沒有人更改檔案，然後重新執行。",
                        "Make sure nobody changes the file during the run, and run again.",
                    ),
                    file=source["file"],
                )
            )


def check_texts(document: dict) -> None:
    """No program's leftovers in any figure or sentence of ours (O11); what a source says is its own affair (V14)."""
    for section in document["sections"]:
        for block in section["blocks"]:
            for text in own_texts(block):
                if text.strip() in FORBIDDEN_CELLS or any(forbidden in text for forbidden in FORBIDDEN_TEXTS):
                    raise RunError(
                        Problem(
                            "O11",
                            say(
                                f"「{block.get('caption', section['title'])}」含有程式殘留文字 {quoted(text)}。",
                                f"{quoted(block.get('caption', section['title']))} holds a program's leftover {quoted(text)}.",
                            ),
                            say("請檢查該章節的筆記本。", "Check the section's notebook."),
                            file=section["id"],
                        )
                    )


def check_digits(meeting: Meeting, document: dict) -> None:
    """Every number of the document is a fact, an allowed way of writing, or quoted; else RunError."""
    from reportlib.document import digits
    from reportlib.document.quotable import quotable

    document["quoted"] = quotable(meeting)
    digits.check(document)


def check(params_file: Path, progress: Progress = Progress()) -> tuple[Params, list[dict], tuple[Problem, ...]]:
    """Parameters, notebooks, rulebooks and inputs only, and what the replies lack; raises with every problem found, writes nothing."""
    from reportlib.build.inputs import incomplete_replies
    from reportlib.execute.lint import check_notebook
    from reportlib.records.inputs import report_of

    params = Params.read(params_file)
    check_needs(
        params, {stem: check_notebook(params.root / "notebooks" / f"{stem}.ipynb") for stem, _ in params.sections}
    )
    meeting, found = check_inputs(params, progress)
    return params, [report_of(records) for records in found.values()], incomplete_replies(found, meeting)
