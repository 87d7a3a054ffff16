"""One run: from a parameter file to a published packet. ``build`` tells it from top to bottom."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.metadata
import json
import platform
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import fonts, stopping
from reportlib.errors import ConfigError, Problem, RunError, quoted
from reportlib.labels import for_the_packet, say
from reportlib.params import Params
from reportlib.publish import INTERNAL, PUBLIC, Place, publish_all, writing

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib import editions, reconcile
    from reportlib.clean import Records
    from reportlib.meeting import Meeting

# What goes into the run record: the packages whose versions shape a figure or a page.
VERSIONED = (
    "packet",
    "pandas",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbconvert",
    "nbclient",
    "ipykernel",
    "openpyxl",
    "odfpy",
    "python-calamine",
    "typst",
    "uharfbuzz",
    "icalendar",
    "pydantic",
)
# Never on a page, as a whole cell or within a text (O11).
FORBIDDEN_CELLS = {"nan", "NaN", "NaT", "<NA>", "inf", "-inf"}
FORBIDDEN_TEXTS = ("Traceback (most recent call last)", "<pandas", "Unnamed: ")


@dataclass(frozen=True)
class Progress:
    """What a run tells while it runs: the sections it will run, each cell done, a notice, a step begun."""

    sections: Callable[[list[tuple[str, str, int]]], None] = field(default=lambda sections: None)
    cell: Callable[[str, int, int], None] = field(default=lambda stem, done, total: None)
    notice: Callable[[str], None] = field(default=lambda text: None)
    step: Callable[[str], None] = field(default=lambda text: None)


@dataclass(frozen=True)
class Outcome:
    """Where the packet is, and whether it is whole."""

    folder: Path
    is_whole: bool
    public_folder: Path | None = None
    masked: Mapping[str, int] = field(default_factory=dict)  # how many, by rule


def build(
    params_file: Path,
    output: Path | None = None,
    only: Sequence[str] = (),
    progress: Progress = Progress(),
    edition: str = INTERNAL,
) -> Outcome:
    """Build and publish the packet of one meeting; with the edition ``public``, that and the internal one from the same run.

    ``only`` names the sections of a partial packet, which is published beside the whole one (``…​.partial``). Any
    PacketError, or Stopped, leaves what was published before as it was.
    """
    from reportlib import lint  # imported here, and runner below: what an intake shares with a build needs no notebooks

    params = Params.read(params_file)
    chosen = choose(params, only)
    notebooks = {stem: lint.check_notebook(params.root / "notebooks" / f"{stem}.ipynb") for stem, _ in chosen}
    check_needs(params, notebooks)
    for weight in ("Regular", "Bold"):
        fonts.path(weight)
    target = output or params.root / "output" / params.name
    place = Place(target, is_part=bool(only))
    public = Place(target, is_part=bool(only), edition=PUBLIC) if edition == PUBLIC else None
    with (
        place.reserved(params.name) as stage,
        public.reserved(params.name) if public else contextlib.nullcontext() as public_stage,
    ):
        progress.step(say("讀取並檢查輸入檔案", "reading and checking the inputs"))
        meeting, found = check_inputs(params, progress)
        kept = never_masked(meeting, found) if public else set()
        unchecked = check_attachments(params, kept) if public else []
        progress.sections([(stem, lint.title(nb), len(nb.cells)) for stem, nb in notebooks.items()])
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
    return Outcome(place.target, not only, public and public.target, masked.counts() if masked else {})


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


def say_part(only: Sequence[str]) -> str:
    return "部分章節" if only else ""


def check_inputs(params: Params, progress: Progress) -> tuple[Meeting, dict[str, Records]]:
    """The meeting, and every input, read apart from the notebooks; InputError or ConfigError before any of them runs."""
    # Imported here: pandas takes a while, and the fork server is importing it at the same time.
    from reportlib import inputs, reconcile
    from reportlib.meeting import Meeting

    meeting = Meeting(params)
    meeting.check()
    if params.rulebooks.identities:
        reconcile.read(params.rulebooks.identities)
    found = inputs.read_all(meeting)
    for notice in inputs.notices(found, meeting):
        progress.notice(notice)
    return meeting, found


def run_sections(
    params: Params, stems: list[str], stage: Path, place: Place, progress: Progress
) -> dict[str, NotebookNode]:
    """Run every section notebook; RunError names the cell and where the failed notebook is kept."""
    from reportlib import runner

    source = params.root / "notebooks"
    folder = stage / "notebooks"
    folder.mkdir()
    runs = [
        runner.SectionRun(stem, source / f"{stem}.ipynb", {"params_file": str(params.path)}, folder / f"{stem}.ipynb")
        for stem in stems
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
    return dict(zip(stems, executed, strict=True))


def load_renderers() -> None:
    """Import what rendering needs while the notebooks run."""
    for module in (
        "reportlib.exporters",
        "reportlib.calendar_file",
        "openpyxl",
        "odf.opendocument",
        "odf.table",
        "jinja2",
    ):
        importlib.import_module(module)


def merged_document(
    sections: list[tuple[str, str, NotebookNode]], found: Mapping[str, Records], part: str
) -> tuple[NotebookNode, dict]:
    """The one notebook and the one document of all sections, with the source rows; RunError where they are not what was checked."""
    from reportlib import inputs, sources
    from reportlib.document import harvest, merge

    merged = merge(sections, part)
    document = harvest(merged)
    recount(document, [inputs.report_of(records) for records in found.values()])
    check_texts(document)
    read = {(source["input"], source["sheet"]) for source in document["sources"]}
    document["tables"] = [
        sources.table(records) for records in found.values() if (records.input, records.sheet) in read
    ]
    return merged, document


def reconciled(document: dict, params: Params) -> reconcile.Report | None:
    """Check that the figures agree, and say so in a last section; RunError where they do not and the parameters give no reason."""
    from reportlib import reconcile

    agreement = reconcile.report(document, params)
    if agreement:
        agreement.into(document)
    return agreement


def render(
    merged: NotebookNode, document: dict, earlier: tuple[dict, Mapping[str, bytes]] | None = None
) -> dict[str, bytes]:
    """Every file of the packet that is rendered from its document: annexes, page, PDF, slides, facts and source rows.

    ``earlier`` are the document and the files of the other edition: workbooks and slides that say the same are taken from there.
    """
    from reportlib import annexes, briefing, sources
    from reportlib.exporters import PacketBriefingExporter, PacketHTMLExporter, PacketPDFExporter
    from reportlib.facts import with_all_rows

    files = annexes.make(document, earlier)
    resources = {"packet": (document, files)}
    # typst runs in child processes, so the rest is made beside them.
    with ThreadPoolExecutor(2) as pool:
        pdf = pool.submit(PacketPDFExporter().from_notebook_node, merged, resources)
        same = earlier and briefing.plan(document) == briefing.plan(earlier[0])
        slides = None if same else pool.submit(PacketBriefingExporter().from_notebook_node, merged, resources)
        html, _ = PacketHTMLExporter().from_notebook_node(merged, resources)
        facts = {"meeting": document["meeting"]["name"], "facts": with_all_rows(document["facts"])}
        files = files | {table["path"]: sources.as_csv(table) for table in document["tables"]}
        files |= {
            "packet.html": html.encode(),
            "facts.json": as_json(facts),
            "packet.pdf": pdf.result()[0],
            "briefing.pdf": slides.result()[0] if slides else earlier[1]["briefing.pdf"],
        }
    return files


def rendered_again(
    merged: NotebookNode, document: dict, internal: dict, outputs: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of a public document as :func:`render` makes them, byte for byte; those of the internal one where both say the same."""
    if all(document[key] == internal[key] for key in document if key != "annexes"):
        document["annexes"] = internal["annexes"]
        return dict(outputs)
    return render(merged, document, (internal, outputs))


def calendar_of(params: Params, found: Mapping[str, Records]) -> bytes:
    """The meeting and its milestones for a calendar program."""
    from reportlib import calendar_file

    return calendar_file.calendar(params, found.get("milestones"))


def never_masked(meeting: Meeting, found: Mapping[str, Records]) -> set[str]:
    """What a public edition keeps: the names of agencies, of the group's members and of its convener, and what the parameters say."""
    from reportlib import editions

    params = meeting.params
    agencies = (name for agency in meeting.register.agencies for name in (agency.name, agency.short, *agency.aliases))
    members = found["members"].frame["name"] if "members" in found else ()
    return editions.kept(agencies, members, params.meeting.convener) | set(params.public.keep if params.public else ())


def check_attachments(params: Params, kept: set[str]) -> list[dict]:
    """The attached pages that nobody can look through but a person; InputError where one of the others holds personal data."""
    from reportlib import attachments, editions

    return editions.check_attachments(attachments.words(params), kept, params.public.mask if params.public else ())


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
) -> editions.Edition:
    """Write the public edition into its stage: the same run, masked, rendered once more; RunError where the last look finds anything.

    ``document`` and ``outputs`` are the internal ones: source rows are masked, not read again, and what says the same is not rendered again.
    """
    from reportlib import editions, runner
    from reportlib.document import harvest, merge

    edition = editions.Edition(kept, params.public.mask if params.public else ())
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
    masked: editions.Edition | None,
    unchecked: list[dict],
    agreement: reconcile.Report | None,
) -> dict[str, bytes]:
    """``review.html`` and ``review.csv`` for the secretariat, in the internal packet only; none where there is nothing to look at."""
    from reportlib import inputs, review

    with for_the_packet():
        replies = [review.item_of(problem) for problem in inputs.incomplete_replies(found, meeting)]
    if masked is None and not replies:
        return {}
    return review.files(
        document["meeting"],
        masked and masked.entries,
        unchecked,
        findings=agreement.items() if agreement else [],
        replies=replies,
    )


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
    from reportlib import digits

    document["quoted"] = digits.quotable(meeting)
    digits.check(document)


def own_texts(block: dict) -> Iterator[str]:
    """The texts of a block that were computed: its figures, the runs of its sentences, what its slide says."""
    if block["kind"] == "table":
        yield from (cell["text"] for row in block["rows"] for cell in row["cells"] if "fact" in cell)
    parts = (part for key in ("items", "points", "runs", "message", "beside") for part in block.get(key, ()))
    yield from (part["text"] for part in parts if "text" in part)


def run_record(params: Params, chosen: list[tuple[str, str]], document: dict, stage: Path, edition: str) -> dict:
    """Parameters, hashes of all inputs and outputs, versions: no clock, no path of this machine."""
    read = [
        params.path,
        params.inputs.publishers,
        *params.rulebooks.files(),
        *(attached.file for attached in params.attachments),
    ]
    outputs = sorted(path for path in stage.rglob("*") if path.is_file())
    return {
        "meeting": params.name,
        "edition": edition,
        "sections": [stem for stem, _ in chosen],
        "parameters": params.describe(),
        "inputs": {f"{path.parent.name}/{path.name}": sha256(path.read_bytes()) for path in read},
        "sources": document["sources"],
        "outputs": {path.relative_to(stage).as_posix(): sha256(path.read_bytes()) for path in outputs},
        "versions": {"python": platform.python_version()}
        | {name: importlib.metadata.version(name) for name in VERSIONED},
    }


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def check(params_file: Path, progress: Progress = Progress()) -> tuple[Params, list[dict], tuple[Problem, ...]]:
    """Parameters, notebooks, rulebooks and inputs only, and what the replies lack; raises with every problem found, writes nothing."""
    from reportlib import inputs, lint

    params = Params.read(params_file)
    check_needs(
        params, {stem: lint.check_notebook(params.root / "notebooks" / f"{stem}.ipynb") for stem, _ in params.sections}
    )
    meeting, found = check_inputs(params, progress)
    return params, [inputs.report_of(records) for records in found.values()], inputs.incomplete_replies(found, meeting)
