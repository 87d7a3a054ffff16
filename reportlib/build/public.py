"""The public edition of a build: the same run, masked, rendered once more and looked through."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.build.record import run_record
from reportlib.build.rendering import render
from reportlib.language import for_the_packet
from reportlib.meeting.params import Params
from reportlib.packets.publish import PUBLIC, writing
from reportlib.writing import as_json, write

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.document import reconcile
    from reportlib.meeting.meeting import Meeting
    from reportlib.public.editions import Edition
    from reportlib.records.records import Records


def rendered_again(
    merged: NotebookNode, document: dict, internal: dict, outputs: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of a public document as :func:`render` makes them, byte for byte; those of the internal one where both say the same."""
    if all(document[key] == internal[key] for key in document if key != "annexes"):
        document["annexes"] = internal["annexes"]
        return dict(outputs)
    return render(merged, document, (internal, outputs))


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


def write_public(
    params: Params,
    chosen: list[tuple[str, str]],
    executed: Mapping[str, NotebookNode],
    document: dict,
    outputs: Mapping[str, bytes],
    kept: set[str],
    stage: Path,
    part: str,
    agreement: reconcile.Report | None,
) -> Edition:
    """Write the public edition into its stage: the same run, masked, rendered once more; RunError where the last look finds anything.

    ``document`` and ``outputs`` are the internal ones: source rows are masked, not read again, and what says the same is not rendered again.
    """
    from reportlib.document.harvest import harvest, merge
    from reportlib.execute import runner
    from reportlib.public.editions import Edition

    edition = Edition(kept, params.public.mask if params.public else ())
    edition.learn(executed, document["tables"], params.describe())
    masked = edition.notebooks(executed)
    merged = merge([(stem, edition.value(item, "議程"), masked[stem]) for stem, item in chosen], part)
    public = harvest(merged) | {"tables": edition.tables(document["tables"])}
    if agreement:
        agreement.into(public, lambda value: edition.value(value, "數字核對"))
    files = rendered_again(merged, public, document, outputs) | {
        "calendar.ics": edition.calendar(outputs["calendar.ics"])
    }
    with writing(stage):
        (stage / "notebooks").mkdir()
        for stem, notebook in masked.items():
            runner.write(notebook, stage / "notebooks" / f"{stem}.ipynb")
        for path, data in files.items():
            write(stage / path, data)
        record = run_record(params, chosen, public, stage, PUBLIC)
        write(stage / "run.json", as_json(record | {"parameters": edition.value(record["parameters"], "參數檔")}))
        edition.check_files(
            {
                path.relative_to(stage).as_posix(): path.read_bytes()
                for path in sorted(stage.rglob("*"))
                if path.is_file()
            }
        )
    return edition


def review_of(
    meeting: Meeting,
    document: dict,
    found: Mapping[str, Records],
    masked: Edition | None,
    unchecked: list[dict],
    agreement: reconcile.Report | None,
) -> dict[str, bytes]:
    """``review.html`` and ``review.csv`` for the secretariat, in the internal packet only; none where there is nothing to look at."""
    from reportlib.build.inputs import incomplete_replies
    from reportlib.public import review

    with for_the_packet():
        replies = [review.item_of(problem) for problem in incomplete_replies(found, meeting)]
    if masked is None and not replies:
        return {}
    return review.files(
        document["meeting"],
        masked.entries if masked else None,
        unchecked,
        findings=agreement.items() if agreement else [],
        replies=replies,
    )
