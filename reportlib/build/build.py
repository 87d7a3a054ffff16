"""One run: from a parameter file to a published packet. ``build`` tells it from top to bottom."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.build.checks import check_digits, check_inputs, check_needs, check_texts, recount
from reportlib.build.progress import Built, Progress
from reportlib.build.public import check_attachments, never_masked, review_of, write_public
from reportlib.build.record import run_record
from reportlib.build.rendering import calendar_of, load_renderers, render
from reportlib.language import say
from reportlib.meeting.params import Params
from reportlib.packets.publish import INTERNAL, PUBLIC, PacketPlace, publish_all, writing
from reportlib.writing import as_json, write

from reportlib import fonts, stopping
from reportlib.errors import ConfigError, Problem, quoted

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from reportlib.document.reconcile import Report
    from reportlib.records.records import Records


def build(
    params_file: Path,
    output: Path | None = None,
    only: Sequence[str] = (),
    progress: Progress = Progress(),
    edition: str = INTERNAL,
) -> Built:
    """Build and publish the packet of one meeting; with the edition ``public``, that and the internal one from the same run.

    ``only`` names the sections of a partial packet, which is published beside the whole one (``…​.partial``). Any
    PacketError, or Stopped, leaves what was published before as it was.
    """
    from reportlib.execute import lint as execute_lint
    from reportlib.execute.lint import (
        check_notebook,  # imported here, and runner: what an intake shares with a build needs no notebooks
    )
    from reportlib.execute.runner import get_ready

    params = Params.read(params_file)
    chosen = choose(params, only)
    notebooks = {stem: check_notebook(params.root / "notebooks" / f"{stem}.ipynb") for stem, _ in chosen}
    check_needs(params, notebooks)
    for weight in ("Regular", "Bold"):
        fonts.path(weight)
    target = output or params.root / "output" / params.name
    place = PacketPlace(target, is_part=bool(only))
    public = PacketPlace(target, is_part=bool(only), edition=PUBLIC) if edition == PUBLIC else None
    with (
        place.reserved(params.name) as stage,
        public.reserved(params.name) if public else contextlib.nullcontext() as public_stage,
    ):
        progress.step(say("讀取並檢查輸入檔案", "reading and checking the inputs"))
        meeting, found = check_inputs(params, progress)
        kept = never_masked(meeting, found) if public else set()
        unchecked = check_attachments(params, kept) if public else []
        progress.sections([(stem, execute_lint.title(nb), len(nb.cells)) for stem, nb in notebooks.items()])
        get_ready()
        with ThreadPoolExecutor(1) as beside:
            beside.submit(load_renderers)
            executed = run_sections(params, [stem for stem, _ in chosen], stage, place, progress)
        progress.step(say("排版", "typesetting"))
        merged, document = merged_document(
            [(stem, item, executed[stem]) for stem, item in chosen], found, part=say_part(only)
        )
        agreement = reconciled(document, params)
        for problem in agreement.idle if agreement else ():
            progress.notice(str(problem))
        check_digits(meeting, document)
        outputs = render(merged, document)
        outputs["calendar.ics"] = calendar_of(params, found)
        masked = None
        if public:
            progress.step(say("產生並檢查公開版", "making and checking the public edition"))
            masked = write_public(
                params,
                chosen,
                executed,
                document,
                outputs,
                kept,
                public_stage,
                part=say_part(only),
                agreement=agreement,
            )
        outputs |= review_of(meeting, document, found, masked, unchecked, agreement)
        with writing(place.target):
            for path, data in outputs.items():
                write(stage / path, data)
            write(stage / "run.json", as_json(run_record(params, chosen, document, stage, INTERNAL)))
        for name in document["dropped"]:
            progress.notice(
                say(
                    f"{name} 不是 Table、Chart 或 Prose，沒有列入會議資料。",
                    f"{name} is no Table, Chart or Prose and was left out of the packet.",
                )
            )
        with stopping.last_step():
            publish_all(place, *([public] if public else []))
    return Built(place.target, not only, public and public.target, masked.counts() if masked else {})


def choose(params: Params, only: Sequence[str]) -> list[tuple[str, str]]:
    """(section, agenda item) in agenda order; ConfigError for a section that is not on the agenda."""
    sections = [(stem, item) for stem, item in params.sections]
    unknown = [stem for stem in only if stem not in dict(sections)]
    if unknown:
        raise ConfigError(
            Problem(
                "C05",
                say(
                    f"{quoted(unknown[0])} 不在議程的章節中。", f"{quoted(unknown[0])} is not a section on the agenda."
                ),
                say(
                    f"議程的章節：{'、'.join(dict(sections))}。",
                    f"Sections on the agenda: {', '.join(dict(sections))}.",
                ),
                file=params.path.name,
            )
        )
    return [(stem, item) for stem, item in sections if not only or stem in only]


def say_part(only: Sequence[str]) -> str:
    return "部分章節" if only else ""


def run_sections(
    params: Params, stems: list[str], stage: Path, place: PacketPlace, progress: Progress
) -> dict[str, NotebookNode]:
    """Run every section notebook; RunError names the cell and where the failed notebook is kept."""
    from reportlib.execute import runner as execute_runner
    from reportlib.execute.runner import SectionRun, normalise

    source = params.root / "notebooks"
    folder = stage / "notebooks"
    folder.mkdir()
    runs = [
        SectionRun(stem, source / f"{stem}.ipynb", {"params_file": str(params.path)}, folder / f"{stem}.ipynb")
        for stem in stems
    ]
    limits = params.run
    executed = execute_runner.run(
        runs,
        notebooks=source,
        cell_timeout=limits.cell_timeout,
        memory_mb=limits.kernel_memory_mb,
        inputs=params.inputs.files(),
        on_cell=progress.cell,
        kept=place.failed,
    )
    shown = f"../params/{params.path.name}"
    for run, notebook in zip(runs, executed, strict=True):
        normalise(notebook, shown)
        execute_runner.write(notebook, run.destination)
    return dict(zip(stems, executed, strict=True))


def merged_document(
    sections: list[tuple[str, str, NotebookNode]], found: Mapping[str, Records], part: str
) -> tuple[NotebookNode, dict]:
    """The one notebook and the one document of all sections, with the source rows; RunError where they are not what was checked."""
    from reportlib.document.harvest import harvest, merge
    from reportlib.records import sources as records_sources
    from reportlib.records.inputs import report_of

    merged = merge(sections, part)
    document = harvest(merged)
    recount(document, [report_of(records) for records in found.values()])
    check_texts(document)
    read = {(source["input"], source["sheet"]) for source in document["sources"]}
    document["tables"] = [
        records_sources.table(records) for records in found.values() if (records.input, records.sheet) in read
    ]
    return merged, document


def reconciled(document: dict, params: Params) -> Report | None:
    """Check that the figures agree, and say so in a last section; RunError where they do not and the parameters give no reason."""
    from reportlib.document import reconcile as document_reconcile

    agreement = document_reconcile.report(document, params)
    if agreement:
        agreement.into(document)
    return agreement
