"""From executed notebooks to the one document that every medium renders.

Only what displays carry under ``display.MIME`` and what Markdown cells say gets into the document; anything else a cell
printed is dropped and named. Texts are plain texts, never markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reportlib.display.display import MIME
from reportlib.document.numbering import land, number_displays, place_of, two_values
from reportlib.errors import Problem, RunError
from reportlib.language import say

if TYPE_CHECKING:
    from nbformat import NotebookNode


# -- merge ---------------------------------------------------------------------------------------------------------------


def merge(sections: list[tuple[str, str, NotebookNode]], part: str = "") -> NotebookNode:
    """One notebook of several executed ones, in order: (section, agenda item, notebook) each.

    The first cell of each section carries its name, so that an nbconvert exporter finds the sections again.
    """
    # Imported here: a kernel loads this module too, and never merges anything.
    import nbformat

    merged = nbformat.v4.new_notebook(metadata={"packet": {"part": part}})
    for section, agenda_item, notebook in sections:
        cells = [nbformat.from_dict(cell) for cell in notebook.cells]
        for number, cell in enumerate(cells):
            cell["id"] = f"{section}-{number}"
        cells[0]["metadata"] = {**cells[0]["metadata"], "packet": {"section": section, "agenda_item": agenda_item}}
        merged.cells += cells
    return merged


# -- harvest -------------------------------------------------------------------------------------------------------------


def harvest(notebook: NotebookNode, name: str = "") -> dict:
    """The document of a merged notebook, or of one section's executed notebook (then called ``name``).

    RunError where no sentinel is in it (it was not run to its end), or where one fact has two values.
    """
    gathered = _Gathered()
    for number, cell in enumerate(notebook.cells, 1):
        gathered.take(cell, number, name)
    if not gathered.sentinels:
        raise RunError(_not_run(name))
    planned = gathered.sentinels[0]["document"]
    document = {
        "lang": "zh-Hant-TW",
        "meeting": {**planned["meeting"], "part": notebook.metadata.get("packet", {}).get("part", "")},
        "agenda": planned["agenda"],
        "sections": gathered.sections,
        "annexes": [],
        "tables": [],
        "dropped": gathered.dropped,
        "sources": _sources(gathered.sentinels),
    }
    number_displays(document, _facts(gathered.sentinels))
    land(document, planned["sections"])
    place_of(document)
    return document


class _Gathered:
    """What the cells hold, taken one by one: the sections with their blocks, the sentinels, and the names of what was dropped."""

    def __init__(self) -> None:
        self.sections: list[dict] = []
        self.sentinels: list[dict] = []
        self.dropped: list[str] = []

    def take(self, cell: NotebookNode, number: int, name: str) -> None:
        """A cell, which begins a section where it is marked so; the first begins one called ``name`` anyway."""
        mark = cell.metadata.get("packet", {})
        if not self.sections or "section" in mark:
            self.sections.append(
                {
                    "id": mark.get("section", name),
                    "title": "",
                    "agenda_item": mark.get("agenda_item", ""),
                    "as_of_text": "",
                    "blocks": [],
                }
            )
        if cell.cell_type == "markdown":
            self._take_markdown(cell.source)
            return
        for output in cell.get("outputs", []):
            data = output.get("data", {}).get(MIME)
            if data is None:
                section, kind = self.sections[-1]["id"], output["output_type"]
                self.dropped.append(say(f"{section} 第 {number} 格：{kind}", f"{section} cell {number}: {kind}"))
            else:
                self._take_display(data)

    def _take_markdown(self, source: str) -> None:
        section = self.sections[-1]
        for block in _markdown_blocks(source):
            if block["kind"] == "heading" and block["level"] == 1:
                section["title"] = block["text"]
            else:
                section["blocks"].append(block)

    def _take_display(self, data: dict) -> None:
        section = self.sections[-1]
        if data["kind"] == "sentinel":
            self.sentinels.append(data)
        elif data["kind"] == "section":
            section["as_of_text"] = data["as_of_text"]
        elif data["kind"] == "prose":
            section["blocks"] += _paragraphs(data)
        else:
            section["blocks"].append(dict(data))


def _paragraphs(data: dict) -> Iterator[dict]:
    """A block for each paragraph of a display; what is said of the whole display stands with the first."""
    kept = {"only": data["only"]} if "only" in data else {}
    first = {key: data[key] for key in ("anchor", "own_page", "message", "beside", "named") if key in data}
    for n, runs in enumerate(data["paragraphs"]):
        yield {"kind": "prose", "runs": runs} | kept | ({} if n else first)


def _not_run(name: str) -> Problem:
    return Problem(
        "R06",
        say(
            "筆記本沒有執行到最後一格（section.close()）。",
            "the notebook was not run to its last cell (section.close()).",
        ),
        say(
            "請先以 papermill 或 JupyterLab 執行整本筆記本。",
            "Run the whole notebook with papermill or JupyterLab first.",
        ),
        file=name,
    )


def _markdown_blocks(source: str) -> Iterator[dict]:
    """Headings, paragraphs and flat lists of a Markdown cell; its text is taken as text, links and images by their words."""
    import mistune

    tokens: Any = mistune.create_markdown(renderer="ast")(source)  # declared as a text too, which other renderers give
    for token in tokens:
        if token["type"] == "heading":
            yield {"kind": "heading", "level": min(token["attrs"]["level"], 3), "text": _plain(token)}
        elif token["type"] == "list":
            yield {"kind": "list", "items": [list(_runs(item)) for item in token["children"]]}
        elif token["type"] != "blank_line":
            yield {"kind": "prose", "runs": list(_runs(token))}


def _runs(token: dict, strong: bool = False) -> Iterator[dict]:
    strong = strong or token["type"] in ("strong", "emphasis")
    if token["type"] in ("softbreak", "linebreak"):
        yield {"text": "\n" if token["type"] == "linebreak" else ""}
    elif "raw" in token:
        yield {"text": token["raw"]} | ({"strong": True} if strong else {})
    for child in token.get("children", []):
        yield from _runs(child, strong)


def _plain(token: dict) -> str:
    return "".join(run["text"] for run in _runs(token))


def _sources(sentinels: list[dict]) -> list[dict]:
    """Every input once, although several sections read it; RunError where two sections read different bytes."""
    found: dict[tuple[str, str], dict] = {}
    for source in (source for sentinel in sentinels for source in sentinel["sources"]):
        earlier = found.setdefault((source["input"], source["sheet"]), source)
        if earlier["sha256"] != source["sha256"]:
            raise RunError(
                Problem(
                    "F19",
                    say("檔案在執行期間被更改。", "the file changed during the run."),
                    say("請關閉正在編輯它的程式後重新執行。", "Close the program that edits it and run again."),
                    source["file"],
                )
            )
    return list(found.values())


def _facts(sentinels: list[dict]) -> dict[str, dict]:
    """Every fact by name; RunError where one measure has two values on one as-of date."""
    found: dict[str, dict] = {}
    for fact in (fact for sentinel in sentinels for fact in sentinel["facts"]):
        earlier = found.setdefault(fact["name"], fact)
        if (earlier["value"], earlier["absence"], earlier["as_of"]) != (fact["value"], fact["absence"], fact["as_of"]):
            raise RunError(two_values(fact["label"], fact["name"], earlier["printed"], fact["printed"]))
    return found
