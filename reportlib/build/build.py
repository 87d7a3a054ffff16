"""One run: from a parameter file to a published packet. ``build`` tells it from top to bottom."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import fonts, messages, system
from reportlib.build.checks import check_inputs, check_needs, check_proposals, check_texts, recount
from reportlib.build.editable import place_beside, told_of, write_editable
from reportlib.build.progress import Built, Progress
from reportlib.build.public import Unmasked, public_begun, review_of, write_public
from reportlib.build.record import run_record
from reportlib.build.rendering import calendar_of, described, load_renderers, render, volume_begun
from reportlib.document import accepted, digits, remarks
from reportlib.errors import ConfigError
from reportlib.meeting.params import Params
from reportlib.model.document import Document
from reportlib.packets.checksums import write_sums
from reportlib.packets.publish import INTERNAL, PUBLIC, PacketPlace, publish_all, writing
from reportlib.writing import as_json, write

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.build.given import Given
    from reportlib.build.unchanged import Run
    from reportlib.document.reconcile import Report
    from reportlib.execute.kept import KeptSections
    from reportlib.execute.runner import SectionRun
    from reportlib.public.editions import Edition
    from reportlib.store.reads import Seen


def build(
    params_file: Path,
    output: Path | None = None,
    only: Sequence[str] = (),
    progress: Progress = Progress(),
    edition: str = INTERNAL,
    run: Run | None = None,
    editable: bool = False,
) -> Built:
    """Build and publish the packet of one meeting; with the edition ``public`` that one too, from the same run; ``editable``: papers of each.

    ``only`` names the sections of a partial packet, which is published beside the whole one (``…​.partial``). Of a ``run`` with a
    store, what it has kept is not made again. Any PacketError, or Stopped, leaves what was published before as it was.
    """
    system.check_limits()
    system.keep_no_memory()
    params = Params.read(params_file)
    chosen = choose(params, only)
    notebooks = checked_notebooks(params, [stem for stem, _ in chosen])
    place, public = places(params, output, bool(only), edition)
    papers = [place_beside(one) for one in (place, public) if editable and one]
    with contextlib.ExitStack() as reserved:
        stage = reserved.enter_context(place.reserved(params.name))
        public_stage = reserved.enter_context(public.reserved(params.name)) if public else None
        papers_stages = [reserved.enter_context(one.reserved(params.name)) for one in papers]
        progress.step(messages.reading_inputs())
        given = check_inputs(params, progress, run)
        system.give_memory_back()
        masked, unchecked = public_begun(given.meeting, given.found, bool(only)) if public else (None, [])
        executed = run_sections(params, notebooks, stage, place, progress, given, kept_by(run, params))
        progress.step(messages.typesetting())
        system.give_memory_back()
        part = say_part(only)
        sections = [(stem, item, executed[stem]) for stem, item in chosen]
        merged, document = merged_document(sections, given, part)
        with volume_begun(document) as volume:
            document, agreement = computed(document, params, progress)
            system.give_memory_back()
            document, outputs = render(merged, document, volume, progress=progress)
        outputs["calendar.ics"], entries = calendar_of(params, given.milestones, whole(params, output))
        editions: list[tuple[NotebookNode, Document, Edition | None]] = [(merged, document, None)]
        if public and public_stage and masked:
            progress.step(messages.making_public_edition())
            with writing(public.target):
                unmasked = Unmasked(params, chosen, executed, document, agreement, part)
                editions.append((*write_public(unmasked, outputs, masked, public_stage), masked))
        outputs |= review_of(given.meeting, document, given.listed, masked, unchecked, agreement)
        with writing(place.target):
            for path, data in (outputs | described(params, document, outputs)).items():
                write(stage / path, data)
            record = run_record(params, chosen, document, stage, INTERNAL) | {"calendar": entries}
            write(stage / "run.json", as_json(record))
            sums = [write_sums(folder) for folder in (stage, public_stage) if folder]
        for said, beside, papers_stage in zip(editions, papers, papers_stages, strict=False):
            write_editable(*said, beside, papers_stage)
        tell_dropped(document, progress)
        publish_all(place, *filter(None, (public, *papers)))
    aside = sum(report.counts.get("set_aside", 0) for report in given.reports)
    counts, public_folder = masked.counts() if masked else {}, public.target if public else None
    return Built(place.target, not only, public_folder, counts, sums, aside, **told_of(*papers))


def choose(params: Params, only: Sequence[str]) -> list[tuple[str, str]]:
    """(section, agenda item) in agenda order; ConfigError for a section that is not on the agenda."""
    sections = [(stem, item) for stem, item in params.sections]
    unknown = [stem for stem in only if stem not in dict(sections)]
    if unknown:
        raise ConfigError(
            messages.C05_section_not_on_agenda(section=unknown[0], sections=dict(sections)).at(file=params.path.name)
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
    target = whole(params, output)
    place = PacketPlace(target, is_part)
    return place, PacketPlace(target, is_part, edition=PUBLIC) if edition == PUBLIC else None


def whole(params: Params, output: Path | None) -> Path:
    """Where the whole internal packet is, or is to be."""
    return output or params.root / "output" / params.name


def say_part(only: Sequence[str]) -> str:
    return "部分章節" if only else ""


def run_sections(
    params: Params,
    notebooks: Mapping[str, NotebookNode],
    stage: Path | None,
    place: PacketPlace | None,
    progress: Progress,
    given: Given,
    kept: KeptSections | None = None,
) -> dict[str, NotebookNode]:
    """Run every section notebook that is not ``kept``, while the renderers are imported; RunError names the cell and where the
    failed notebook is kept.

    What was executed is written into ``stage``; without one, nothing is written anywhere but what is kept.
    """
    from reportlib.execute import lint, runner

    progress.sections([(stem, lint.title(notebook), len(notebook.cells)) for stem, notebook in notebooks.items()])
    source = params.root / "notebooks"
    executed, files = kept_sections(kept, source, notebooks, progress)
    limits, left = params.run, [stem for stem in notebooks if stem not in executed]
    if left:
        runner.get_ready()
    with ThreadPoolExecutor(1) as beside:
        if stage:
            beside.submit(load_renderers)
        shown = Path(os.path.relpath(params.path, source)).as_posix()

        def complete(run: SectionRun, notebook: NotebookNode, read: Seen | None, own: Path) -> None:
            runner.normalise(notebook, shown)
            files[run.stem] = runner.written(notebook)
            if kept:
                kept.keep(run.source, notebook, files[run.stem], read, own)

        if left:
            parameters = {"params_file": str(params.path)}
            run = runner.run(
                [runner.SectionRun(stem, source / f"{stem}.ipynb", parameters) for stem in left],
                notebooks=source,
                cell_timeout=limits.cell_timeout,
                memory_mb=limits.kernel_memory_mb,
                inputs=params.inputs.named(),
                on_cell=progress.cell,
                on_complete=complete,
                kept=place.failed if place else None,
                hand_over=given.handed(len(left)),
            )
            executed |= dict(zip(left, run, strict=True))
        if stage and place:
            with writing(place.target):
                (stage / "notebooks").mkdir()
                for stem in notebooks:
                    (stage / "notebooks" / f"{stem}.ipynb").write_bytes(files[stem])
    return {stem: executed[stem] for stem in notebooks}


def kept_by(run: Run | None, params: Params) -> KeptSections | None:
    """The executed notebooks that the store of a run has."""
    if run is None:
        return None
    from reportlib.execute.kept import KeptSections

    return KeptSections(run.results, params)


def kept_sections(
    kept: KeptSections | None, source: Path, notebooks: Mapping[str, NotebookNode], progress: Progress
) -> tuple[dict[str, NotebookNode], dict[str, bytes]]:
    """Of the sections those that nothing has changed of since they were executed, and their files; which is told."""
    executed: dict[str, NotebookNode] = {}
    files: dict[str, bytes] = {}
    for stem, notebook in notebooks.items():
        if kept and (found := kept.get(source / f"{stem}.ipynb")):
            executed[stem], files[stem] = found
            progress.cell(stem, len(notebook.cells), len(notebook.cells))
    if executed:
        progress.step(messages.sections_kept(kept=len(executed), run=len(notebooks) - len(executed)))
    return executed, files


def computed(document: Document, params: Params, progress: Progress) -> tuple[Document, Report | None]:
    """The document with what was held against each other; RunError where figures disagree or digits have no origin."""
    check_proposals(document, params)
    for problem in remarks.unplaced(document.sections, remarks.notes_of(params)):
        progress.notice(str(problem))
    agreement = reconciled(document, params, progress)
    document = agreement.into(document) if agreement else document
    digits.check(document)
    return document, agreement


def merged_document(
    sections: list[tuple[str, str, NotebookNode]], given: Given, part: str
) -> tuple[NotebookNode, Document]:
    """The one notebook and the one document of all sections, with the source rows; RunError where they are not what was checked."""
    from reportlib.document.harvest import harvest, merge

    merged = merge(sections, part)
    document = harvest(merged)
    recount(document, given.reports)
    check_texts(document)
    read = {(source.input, source.sheet) for source in document.sources}
    tables = tuple(table for table in given.tables() if (table.input, table.sheet) in read)
    given.let_go()
    return merged, document.with_(tables=tables)


def reconciled(document: Document, params: Params, progress: Progress) -> Report | None:
    """Check that the figures agree; RunError where they do not and the parameters give no reason.

    What two inputs say differently, and acceptances and declared figures that fit nothing, are told.
    """
    from reportlib.document import reconcile

    agreement = reconcile.report(document, params)
    for problem in agreement.told if agreement else ():
        progress.notice(str(problem))
    if agreement and (differing := agreement.between_figures()):
        kinds = [f"{kind} {len(of_it)}" for kind, of_it in accepted.by_kind(differing).items()]
        progress.notice(messages.figures_to_check(count=len(differing), title=reconcile.TITLE, kinds=kinds))
    return agreement


def tell_dropped(document: Document, progress: Progress) -> None:
    """Name what a notebook showed that no packet can print."""
    for name in document.dropped:
        progress.notice(messages.left_out_of_packet(name=name))
