"""What a build checks before, between and after its notebooks; raises with every problem found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from reportlib import messages, wording
from reportlib.build.progress import Progress
from reportlib.errors import ConfigError, RunError
from reportlib.meeting.params import Params
from reportlib.model import walk
from reportlib.model.blocks import CaptionedBlock
from reportlib.model.document import Document, SourceReport
from reportlib.roc import numeral

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.build.given import Given
    from reportlib.build.unchanged import Run
    from reportlib.execute.handover import Handed
    from reportlib.meeting.meeting import Meeting


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


def check_inputs(params: Params, progress: Progress, run: Run | None = None) -> Given:
    """The meeting, and every input, read once, for the kernels of the notebooks too, or as a ``run`` has kept it; InputError or
    ConfigError before any of them runs."""
    from reportlib.build.given import given

    found = given(params, run, _checked)
    for notice in (*map(str, params.past_events()), *found.notices):
        progress.notice(notice)
    return found


def _checked(meeting: Meeting) -> tuple[Handed, list[str]]:
    # Imported here: pandas takes a while, and the fork server is importing it at the same time.
    from reportlib.build.inputs import notices, read_all
    from reportlib.document import identities

    wording.use(meeting.wording)
    meeting.check()
    check_attachments_named(meeting.params)
    if meeting.params.rulebooks.identities:
        identities.read(meeting.params.rulebooks.identities)
    handed = read_all(meeting)
    return handed, notices(handed.found, meeting)


def recount(document: Document, checked: Iterable[SourceReport]) -> None:
    """What the notebooks say they read must be what was read apart from them; else RunError."""
    known = {(report.input, report.sheet): report for report in checked}
    for source in document.sources:
        report = known.get((source.input, source.sheet))
        if report is None or (report.sha256, report.counts) != (source.sha256, source.counts):
            raise RunError(messages.F19_changed_since_check().at(file=source.file))


def check_proposals(document: Document, params: Params) -> None:
    """RunError (R22) for what the agenda proposes and no section prints; a section that is not in this part may print it."""
    from reportlib.measures.cases import cases  # imported here, as what is displayed is, by which it stands

    there, shown = {section.id for section in document.sections}, {block.anchor for _, block in document.placed()}
    problems = [
        messages.R22_proposal_not_shown(title=case.title, section=case.section).at(file=case.section)
        if case.section
        else messages.R22_proposal_without_section(title=case.title).at(file=params.path.name)
        for case in cases(params)
        if case.anchor not in shown and (case.section in there or not case.section)
    ]
    if problems:
        raise RunError(*problems)


_NUMERALS = "一二三四五六七八九十"
_COUNTED = "人項個件份張幅種名筆位頁"
_NAMED = re.compile(  # 附件 2, 附件 2 至 4, 附件二; an attachment of a letter is that letter's
    rf"(?<![函文書])附件\s*(?:([0-9]{{1,2}})(?:\s*[至、及]\s*([0-9]{{1,2}}))?(?![0-9])(?!\s*[{_COUNTED}])|([{_NUMERALS}]{{1,3}})(?![{_NUMERALS}覽併起同致律切些{_COUNTED}]))"
)


def check_attachments_named(params: Params) -> None:
    """ConfigError (C05), by its line, for an attachment that the agenda names and ``attachments`` does not have."""
    from reportlib.meeting import yaml_file

    there = {str(number) for number in range(1, len(params.attachments) + 1)}
    there |= {numeral(number) for number in range(1, len(params.attachments) + 1)}
    file = yaml_file.load(params.path)
    problems = []
    for key, text in _texts(file.data.get("agenda"), ("agenda",)):
        named = dict.fromkeys(
            number for found in _NAMED.findall(unicodedata.normalize("NFKC", text)) for number in found
        )
        for number in named:
            if number and number not in there:
                fault = messages.C05_no_such_attachment(number=number, count=len(params.attachments))
                problems.append(file.problem(fault, key))
    if problems:
        raise ConfigError(*problems)


def _texts(value: object, key: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text within a part of a parameter file, with its key."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*key, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*key, number))


def check_texts(document: Document) -> None:
    """No program's leftovers in any figure or sentence of ours (O11); what a source says is its own affair (V14)."""
    for section, block in document.placed():
        for _, piece in walk.pieces(block):
            if piece.author != "quoted" and _is_leftover(piece.text):
                here = block.caption.text if isinstance(block, CaptionedBlock) else section.title.text
                raise RunError(messages.O11_program_leftover(caption=here, leftover=piece.text).at(file=section.id))


def _is_leftover(text: str) -> bool:
    return text.strip() in FORBIDDEN_CELLS or any(forbidden in text for forbidden in FORBIDDEN_TEXTS)
