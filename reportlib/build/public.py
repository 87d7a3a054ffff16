"""The public edition of a build: the same run, masked, rendered once more and looked through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.build.record import run_record
from reportlib.build.rendering import catalogued, described, render
from reportlib.language import for_the_packet
from reportlib.meeting.params import Params
from reportlib.model.document import Document
from reportlib.packets.publish import PUBLIC
from reportlib.writing import as_json, write

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.document import reconcile
    from reportlib.meeting.meeting import Meeting
    from reportlib.public.editions import Edition
    from reportlib.records.records import Records


@dataclass(frozen=True)
class Unmasked:
    """The run that a public edition is made of: its parameters, the sections with their place on the agenda, their executed notebooks,
    the internal document, what does not agree in it, and of which part of a packet it is."""

    params: Params
    chosen: list[tuple[str, str]]
    executed: Mapping[str, NotebookNode]
    document: Document
    agreement: reconcile.Report | None
    part: str = ""


def rendered_again(
    merged: NotebookNode, document: Document, internal: Document, outputs: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of a public document as :func:`render` makes them, byte for byte; those of the internal one where both say the same."""
    if document.with_(annexes=internal.annexes) == internal:
        return dict(outputs)
    return render(merged, document, earlier=(internal, outputs))[1]


def never_masked(meeting: Meeting, found: Mapping[str, Records]) -> set[str]:
    """What a public edition keeps: the names of agencies, of the group's members and of its convener, and what the parameters say."""
    from reportlib.public import editions

    params = meeting.params
    agencies = (name for agency in meeting.register.agencies for name in (agency.name, agency.short, *agency.aliases))
    members = found["members"].frame["name"] if "members" in found else ()
    return editions.kept(agencies, members, params.meeting.convener) | set(params.public.keep if params.public else ())


def check_attachments(params: Params, kept: set[str]) -> list[dict]:
    """The attached pages that nobody can look through but a person; InputError where one of the others holds personal data."""
    from reportlib.display import attachments
    from reportlib.public.attached import check_pages

    return check_pages(attachments.words(params), kept, params.public.mask if params.public else ())


def public_begun(meeting: Meeting, found: Mapping[str, Records], is_part: bool = False) -> tuple[Edition, list[dict]]:
    """The public edition before anything has run, and the attached pages that only a person can look through.

    InputError where an attached page holds personal data, or a row of an input what is suspected: of a part of a packet, for
    which it is not known what it will print, only the last look tells that.
    """
    from reportlib.public.editions import Edition
    from reportlib.records import sources

    params = meeting.params
    kept = never_masked(meeting, found)
    unchecked = check_attachments(params, kept)
    edition = Edition(kept, params.public.mask if params.public else ())
    tables = [sources.table(records) for records in found.values()]
    edition.learn({}, tables, params.describe())
    if not is_part:
        edition.check_rows(tables)
    return edition, unchecked


def write_public(
    run: Unmasked, outputs: Mapping[str, bytes], edition: Edition, stage: Path
) -> tuple[NotebookNode, Document]:
    """Write the public edition into its stage: the same run, masked, rendered once more; RunError where the last look finds anything,
    and OSError where it cannot be written. Returns the notebook and the document that it shows.

    ``outputs`` are the internal ones: source rows are masked, not read again, and what says the same is not rendered again.
    """
    from reportlib.execute import runner

    masked, merged, public = masked_document(run, edition)
    files = rendered_again(merged, public, run.document, outputs)
    files |= described(run.params, public, files) | catalogued(run.params, public, files)
    files["calendar.ics"] = edition.calendar(outputs["calendar.ics"])
    (stage / "notebooks").mkdir()
    for stem, notebook in masked.items():
        runner.write(notebook, stage / "notebooks" / f"{stem}.ipynb")
    for path, data in files.items():
        write(stage / path, data)
    record = run_record(run.params, run.chosen, public, stage, PUBLIC)
    write(stage / "run.json", as_json(edition.record(record)))
    edition.check_files(
        {path.relative_to(stage).as_posix(): path.read_bytes() for path in sorted(stage.rglob("*")) if path.is_file()}
    )
    return merged, public


def masked_document(run: Unmasked, edition: Edition) -> tuple[Mapping[str, NotebookNode], NotebookNode, Document]:
    """The notebooks without personal data, the one notebook of them all, and its document."""
    from reportlib.document.harvest import completed, harvest, merge

    edition.learn(run.executed, run.document.tables, run.params.describe())
    masked = edition.notebooks(run.executed)
    merged = merge([(stem, edition.value(item, "議程"), masked[stem]) for stem, item in run.chosen], run.part)
    masked_agreement = edition.agreement(run.agreement) if run.agreement else None
    public = harvest(completed(merged, (), masked_agreement)).with_(tables=edition.tables(run.document.tables))
    return masked, merged, public


def check_public(run: Unmasked, edition: Edition) -> None:
    """The last look at what a public edition would say, before it is typeset: its notebooks and its rows; RunError where it finds anything."""
    from reportlib.execute import runner
    from reportlib.records.source_files import as_parquet

    masked, merged, public = masked_document(run, edition)
    notebooks = {f"notebooks/{stem}.ipynb": runner.written(notebook) for stem, notebook in masked.items()}
    rows = {table.path: as_parquet(table) for table in public.tables}
    edition.check_files(notebooks | rows | {"packet.ipynb": runner.written(merged)})


def review_of(
    meeting: Meeting,
    document: Document,
    of_inputs: Mapping[str, Sequence[Mapping]],
    masked: Edition | None,
    unchecked: list[dict],
    agreement: reconcile.Report | None,
) -> dict[str, bytes]:
    """``review.html`` and ``review.csv`` for the secretariat, in the internal packet only; none where there is nothing to look at.
    ``of_inputs`` are the lists of :func:`reportlib.build.inputs.review_lists`."""
    from reportlib.public import review

    with for_the_packet(meeting.wording.lang):
        listed = {
            "unchecked": unchecked,
            "findings": agreement.items() if agreement else [],
            "left_out": [review.item_of(problem) for problem in meeting.params.past_events()],
            **of_inputs,
        }
    if masked is None and not any(
        listed[name] for name in ("findings", "replies", "undecided", "left_out", "unprinted")
    ):
        return {}
    linked = {name: review.linked(rows, document) for name, rows in listed.items()}
    return review.files(document.meeting, masked.entries if masked else None, linked)
