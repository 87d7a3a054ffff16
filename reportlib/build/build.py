"""One run: from a parameter file to a published packet. ``build`` tells it from top to bottom."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import fonts, stopping
from reportlib.build.checks import check_digits, check_inputs, check_needs, check_texts, recount
from reportlib.build.progress import Built, Progress
from reportlib.build.public import check_attachments, never_masked, review_of, write_public
from reportlib.build.record import run_record
from reportlib.build.rendering import calendar_of, load_renderers, render
from reportlib.errors import ConfigError, Problem, quoted
from reportlib.language import say
from reportlib.meeting.params import Params
from reportlib.packets.publish import INTERNAL, PUBLIC, PacketPlace, publish_all, writing
from reportlib.writing import as_json, write

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
    params = Params.read(params_file)
    chosen = choose(params, only)
    notebooks = checked_notebooks(params, [stem for stem, _ in chosen])
    place, public = places(params, output, bool(only), edition)
    with contextlib.ExitStack() as reserved:
        stage = reserved.enter_context(place.reserved(params.name))
        public_stage = reserved.enter_context(public.reserved(params.name)) if public else None
        progress.step(say("讀取並檢查輸入檔案", "reading and checking the inputs"))
        meeting, found = check_inputs(params, progress)
        kept = never_masked(meeting, found) if public else set()
        unchecked = check_attachments(params, kept) if public else []
        executed = run_sections(params, notebooks, stage, place, progress)
        progress.step(say("排版", "typesetting"))
        part = say_part(only)
        merged, document = merged_document([(stem, item, executed[stem]) for stem, item in chosen], found, part)
        agreement = reconciled(document, params, progress)
        check_digits(meeting, document)
        outputs = render(merged, document)
        outputs["calendar.ics"] = calendar_of(params, found)
        masked = None
        if public_stage:
            progress.step(say("產生並檢查公開版", "making and checking the public edition"))
            masked = write_public(
                params, chosen, executed, document, outputs, kept, public_stage, part=part, agreement=agreement
            )
        outputs |= review_of(meeting, document, found, masked, unchecked, agreement)
        with writing(place.target):
            for path, data in outputs.items():
                write(stage / path, data)
            write(stage / "run.json", as_json(run_record(params, chosen, document, stage, INTERNAL)))
        tell_dropped(document, progress)
        with stopping.last_step():
            publish_all(place, *([public] if public else []))
    return Built(place.target, not only, public.target if public else None, masked.counts() if masked else {})


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


def checked_notebooks(params: Params, stems: Sequence[str]) -> dict[str, NotebookNode]:
    """The notebooks of sections by their stems, which keep the rules and find their inputs; and the fonts are there."""
    from reportlib.execute.lint import check_notebook  # here, for what an intake shares with a build needs no notebooks

    notebooks = {stem: check_notebook(params.root / "notebooks" / f"{stem}.ipynb") for stem in stems}
    check_needs(params, notebooks)
    for weight in ("Regular", "Bold"):
        fonts.path(weight)
    return notebooks


def places(params: Params, output: Path | None, is_part: bool, edition: str) -> tuple[PacketPlace, PacketPlace | None]:
    """Where the internal packet is put, and the public one where it is asked for."""
    target = output or params.root / "output" / params.name
    place = PacketPlace(target, is_part)
    return place, PacketPlace(target, is_part, edition=PUBLIC) if edition == PUBLIC else None


def say_part(only: Sequence[str]) -> str:
    return "部分章節" if only else ""


def run_sections(
    params: Params, notebooks: Mapping[str, NotebookNode], stage: Path, place: PacketPlace, progress: Progress
) -> dict[str, NotebookNode]:
    """Run every section notebook, while the renderers are imported; RunError names the cell and where the failed notebook is kept."""
    from reportlib.execute import lint, runner

    progress.sections([(stem, lint.title(notebook), len(notebook.cells)) for stem, notebook in notebooks.items()])
    source = params.root / "notebooks"
    runner.get_ready()
    with ThreadPoolExecutor(1) as beside:
        beside.submit(load_renderers)
        folder = stage / "notebooks"
        folder.mkdir()
        runs = [
            runner.SectionRun(
                stem, source / f"{stem}.ipynb", {"params_file": str(params.path)}, folder / f"{stem}.ipynb"
            )
            for stem in notebooks
        ]
        limits = params.run
        executed = runner.run(
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
            runner.normalise(notebook, shown)
            runner.write(notebook, run.destination)
    return dict(zip(notebooks, executed, strict=True))


def merged_document(
    sections: list[tuple[str, str, NotebookNode]], found: Mapping[str, Records], part: str
) -> tuple[NotebookNode, dict]:
    """The one notebook and the one document of all sections, with the source rows; RunError where they are not what was checked."""
    from reportlib.document.harvest import harvest, merge
    from reportlib.records import sources
    from reportlib.records.inputs import report_of

    merged = merge(sections, part)
    document = harvest(merged)
    recount(document, [report_of(records) for records in found.values()])
    check_texts(document)
    read = {(source["input"], source["sheet"]) for source in document["sources"]}
    document["tables"] = [
        sources.table(records) for records in found.values() if (records.input, records.sheet) in read
    ]
    return merged, document


def reconciled(document: dict, params: Params, progress: Progress) -> Report | None:
    """Check that the figures agree, and say so in a last section; RunError where they do not and the parameters give no reason.

    Acceptances and declared figures that fit nothing are told.
    """
    from reportlib.document import reconcile

    agreement = reconcile.report(document, params)
    if agreement:
        agreement.into(document)
        for problem in agreement.idle:
            progress.notice(str(problem))
    return agreement


def tell_dropped(document: dict, progress: Progress) -> None:
    """Name what a notebook showed that no packet can print."""
    for name in document["dropped"]:
        progress.notice(
            say(
                f"{name} 不是 Table、Chart 或 Prose，沒有列入會議資料。",
                f"{name} is no Table, Chart or Prose and was left out of the packet.",
            )
        )
