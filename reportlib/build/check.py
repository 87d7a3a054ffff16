"""What a build would refuse, said before it: ``check`` does what a build does, up to the pages, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from reportlib import messages, system
from reportlib.build.build import (
    checked_notebooks,
    choose,
    computed,
    kept_by,
    merged_document,
    run_sections,
    tell_dropped,
)
from reportlib.build.checks import check_inputs
from reportlib.build.progress import Progress
from reportlib.build.public import Unmasked, check_public, public_begun
from reportlib.build.rendering import check_rendering
from reportlib.build.unchanged import Run
from reportlib.document.accepted import one_by_one
from reportlib.errors import Problem
from reportlib.language import say
from reportlib.meeting.params import Params
from reportlib.model.document import Document, SourceReport
from reportlib.packets.publish import INTERNAL, PUBLIC


def check(
    params_file: Path,
    progress: Progress = Progress(),
    run: Run | None = None,
    seen: Callable[[Document], None] = lambda document: None,
    edition: str = INTERNAL,
) -> tuple[Params, list[SourceReport], tuple[Problem, ...]]:
    """Parameters, notebooks, rulebooks and inputs, the figures that come of them, and what the replies lack.

    The notebooks are run, in their kernels and from what was read, by the functions of a build: what measures and documents
    refuse is refused here; those that the store of a ``run`` has are taken from it, and those that are run are put there. Raises with every problem found; what only typst, the files of
    the public edition or the output folder can tell is left to the build.
    ``seen`` is given the document that a build would print. Of the ``public`` edition it is masked and looked through too, before it is typeset.
    """
    system.check_limits()
    params = Params.read(params_file)
    chosen = choose(params, ())
    notebooks = checked_notebooks(params, [stem for stem, _ in chosen])
    progress.step(messages.reading_inputs())
    given = check_inputs(params, progress, run)
    is_public = edition == PUBLIC
    masked = public_begun(given.meeting, given.found)[0] if is_public or params.public else None
    executed = run_sections(params, notebooks, None, None, progress, given, kept_by(run, params))
    sections = [(stem, item, executed[stem]) for stem, item in chosen]
    document, agreement = computed(merged_document(sections, given, "")[1], params, progress)
    for problem in one_by_one(agreement.between_figures() if agreement else ()):
        progress.notice(str(problem))
    check_rendering(document)
    tell_dropped(document, progress)
    if is_public and masked:
        progress.step(messages.making_public_edition())
        check_public(Unmasked(params, chosen, executed, document, agreement), masked)
    seen(document)
    return params, list(given.reports), tuple(given.incomplete)


def lines_of(reports: Iterable[SourceReport], notices: Iterable[str], unclear: Iterable[Problem]) -> list[str]:
    """What there is to say of inputs in which nothing is wrong: their rows, what a person should know, and what replies lack."""
    lines = []
    for report in reports:
        place = report.file + (f"〔{report.sheet}〕" if report.sheet else "")
        counts = report.counts
        set_out = counts.get("out_of_scope", 0)
        lines.append(
            messages.input_read(file=place, read=counts["read"], used=counts["used"])
            + (messages.of_other_bodies(rows=set_out) if set_out else "")
            + (messages.not_decided(rows=undecided) if (undecided := counts.get("undecided", 0)) else "")
            + (say(f"（{report.encoding}）", f" ({report.encoding})") if report.encoding else "")
        )
    return [*lines, *(f"  ・{notice}" for notice in notices), *(f"  ？{problem}" for problem in unclear)]
