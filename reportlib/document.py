"""From executed notebooks to the one document that every medium renders.

Only what displays carry under ``display.MIME`` and what Markdown cells say gets into the document; anything else a cell
printed is dropped and named. Texts are plain texts, never markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportlib.derivation import spans
from reportlib.display import MIME
from reportlib.errors import Problem, RunError, quoted
from reportlib.labels import say
from reportlib.params import AgendaItem, Params
from reportlib.roc import format_date, numeral

if TYPE_CHECKING:
    from nbformat import NotebookNode

# A packet's table of figures and its references call a fact by this number.
FACT_ID = "F-{:04}"
COVER = "封面"
# What is numbered, each kind by itself: the letter of its id and the word before its number. 附件 are attached pages,
# 附表 the tables that are in the annex files only.
NUMBERED = {"table": ("t", "表"), "chart": ("c", "圖"), "pages": ("a", "附件"), "annex": ("x", "附表")}


# -- what the parameters say ---------------------------------------------------------------------------------------------


def meeting_data(params: Params) -> dict:
    """The cover's texts."""
    meeting, agenda = params.meeting, params.agenda
    minutes = _minutes(agenda[-1].end) - _minutes(agenda[0].start)
    details = [["時間", f"{agenda[0].start:%H:%M}–{agenda[-1].end:%H:%M}（{minutes} 分鐘）"]]
    details += [
        [label, text] for label, text in (("召集人", meeting.convener), ("幕僚單位", meeting.secretariat)) if text
    ]
    return {
        "name": params.name,
        "body": meeting.body,
        "title": f"第 {meeting.term} 屆第 {meeting.number} 次會議",
        "date_text": meeting.date.text(),
        "timestamp": meeting.date.timestamp(),
        "details": details,
        "as_of_text": f"資料統計至 {format_date(params.as_of.inventory)}",
        "notice": meeting.data_notice or "",
        "notice_text": (meeting.data_notice_text or "") if meeting.data_notice else "",
        "part": "",
    }


def _minutes(time) -> int:
    return time.hour * 60 + time.minute


def presenters(item: AgendaItem) -> list[str]:
    """Who presents an item of the agenda or its topics; of one without, the cover tells how many topics it has."""
    return [presenter for presenter in (item.presenter, *(topic.presenter for topic in item.topics)) if presenter]


def agenda_data(params: Params) -> list[dict]:
    """The agenda as a time line: offset and share of the whole meeting, the longest item last emphasised."""
    begin, end = _minutes(params.agenda[0].start), _minutes(params.agenda[-1].end)
    items = []
    for item in params.agenda:
        length = _minutes(item.end) - _minutes(item.start)
        count = f"{len(item.topics)} 項" if item.topics else ""
        items.append(
            {
                "start": f"{item.start:%H:%M}",
                "end": f"{item.end:%H:%M}",
                "item": item.item,
                "note": "、".join(presenters(item)) or count,
                "offset": (_minutes(item.start) - begin) / (end - begin),
                "share": length / (end - begin),
                "emphasis": False,
                "sections": list(item.sections),
                "topics": [
                    {"title": t.title, "presenter": t.presenter or "", "sections": list(t.sections)}
                    for t in item.topics
                ],
            }
        )
    longest = max(item["share"] for item in items)
    [item for item in items if item["share"] == longest][-1]["emphasis"] = True
    return items


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
    sections: list[dict] = []
    sentinels: list[dict] = []
    dropped: list[str] = []
    for number, cell in enumerate(notebook.cells, 1):
        mark = cell.metadata.get("packet", {})
        if not sections or "section" in mark:
            sections.append(
                {
                    "id": mark.get("section", name),
                    "title": "",
                    "agenda_item": mark.get("agenda_item", ""),
                    "as_of_text": "",
                    "blocks": [],
                }
            )
        section = sections[-1]
        if cell.cell_type == "markdown":
            for block in _markdown_blocks(cell.source):
                if block["kind"] == "heading" and block["level"] == 1:
                    section["title"] = block["text"]
                else:
                    section["blocks"].append(block)
            continue
        for output in cell.get("outputs", []):
            data = output.get("data", {}).get(MIME)
            if data is None:
                dropped.append(
                    say(
                        f"{section['id']} 第 {number} 格：{output['output_type']}",
                        f"{section['id']} cell {number}: {output['output_type']}",
                    )
                )
            elif data["kind"] == "sentinel":
                sentinels.append(data)
            elif data["kind"] == "section":
                section["as_of_text"] = data["as_of_text"]
            elif data["kind"] == "prose":
                kept = {"only": data["only"]} if "only" in data else {}
                first = {key: data[key] for key in ("anchor", "own_page", "message", "beside", "named") if key in data}
                section["blocks"] += [
                    {"kind": "prose", "runs": runs} | kept | ({} if n else first)
                    for n, runs in enumerate(data["paragraphs"])
                ]
            else:
                section["blocks"].append(dict(data))
    if not sentinels:
        raise RunError(
            Problem(
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
        )
    document = {
        "lang": "zh-Hant-TW",
        "meeting": {**sentinels[0]["document"]["meeting"], "part": notebook.metadata.get("packet", {}).get("part", "")},
        "agenda": sentinels[0]["document"]["agenda"],
        "sections": sections,
        "annexes": [],
        "tables": [],
        "dropped": dropped,
        "sources": _sources(sentinels),
    }
    _number(document, _facts(sentinels))
    land(document, sentinels[0]["document"]["sections"])
    _place(document)
    return document


def _markdown_blocks(source: str) -> Iterator[dict]:
    """Headings, paragraphs and flat lists of a Markdown cell; its text is taken as text, links and images by their words."""
    import mistune

    for token in mistune.create_markdown(renderer="ast")(source):
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


def two_values(label: str, name: str, one: str, other: str) -> Problem:
    """One measure with two values on one as-of date."""
    return Problem(
        "I07",
        say(
            f"「{label}」（{name}）有兩個數值：{one} 與 {other}。", f"{quoted(name)} has two values: {one} and {other}."
        ),
        say(
            "同一項指標在同一統計日只能有一個數值；請檢查算法。",
            "A measure has one value on one as-of date; check how it is computed.",
        ),
    )


def _number(document: dict, facts: dict[str, dict]) -> None:
    """Number sections, tables, charts and facts in reading order; a display's facts are called by number from here on."""
    numbers: dict[str, str] = {}

    def call(cell: dict) -> None:
        name = cell.pop("fact", "")
        if name:
            cell["fact"] = numbers.setdefault(name, FACT_ID.format(len(numbers) + 1))

    for cell in document["meeting"].get("named", ()):
        call(cell)
    counts: Counter[str] = Counter()
    for position, section in enumerate(document["sections"], 1):
        for cell in (cell for block in section["blocks"] for cell in printed_cells(block)):
            call(cell)
        _number_section(section, position, counts)
    for name in facts:
        numbers.setdefault(name, FACT_ID.format(len(numbers) + 1))
    missing = [name for name in numbers if name not in facts]
    if missing:
        raise RunError(
            Problem(
                "R06",
                say(
                    f"圖表中的數字 {quoted(missing[0])} 沒有出處。",
                    f"the figure {quoted(missing[0])} on a page has no derivation.",
                ),
                "",
            )
        )
    document["facts"] = [
        {"id": number}
        | facts[name]
        | {
            "operands": [numbers[o] for o in facts[name]["operands"]],
            "derivation": _by_number(facts[name]["derivation"], numbers),
        }
        for name, number in numbers.items()
    ]


def _number_section(section: dict, position: int, counts: Counter[str]) -> None:
    """Number a section and its tables and charts; ``counts`` are those before it."""
    section |= {"number": numeral(position), "target": f"s-{section['id']}"}
    for block in section["blocks"]:
        block["source"] = _source(list(_cells(block)), block.pop("note", ""))
        if (kind := _numbered_as(block)) in NUMBERED:
            letter, word = NUMBERED[kind]
            counts[kind] += 1
            block |= {"id": f"{letter}-{counts[kind]}", "number": f"{word} {counts[kind]}"}


def _numbered_as(block: dict) -> str:
    return "annex" if block.get("only") == "annex" else block["kind"]


def append(document: dict, section: dict) -> None:
    """Put a section, whose cells call facts by their ids, at the end of the document, numbered as if it had always been there."""
    counts = Counter(_numbered_as(block) for earlier in document["sections"] for block in earlier["blocks"])
    document["sections"].append(section)
    _number_section(section, len(document["sections"]), counts)
    _place(document)


def _by_number(tree: dict, numbers: dict[str, str]) -> dict:
    """A derivation with the ids of its facts in place of their names."""
    if "fact" in tree:
        return {"fact": numbers[tree["fact"]]}
    return tree | {"of": [_by_number(part, numbers) for part in tree["of"]]} if "of" in tree else tree


def _place(document: dict) -> None:
    """Tell each fact its ``places``, in reading order: ``[{"text": "一、資料集盤點，表 3", "target": "t-3"}]``; none where it is not printed."""
    places: dict[str, dict[str, dict]] = {}
    for cell in document["meeting"].get("named", ()):
        places.setdefault(cell["fact"], {})[COVER] = {"text": COVER, "target": "top"}
    for section in document["sections"]:
        name = f"{section['number']}、{section['title']}"
        for block in section["blocks"]:
            target = block.get("id", section["target"])
            here = (*_cells(block), *block.get("named", ()))
            kinds = (
                (here, block.get("number", "內文")),
                ((*block.get("message", ()), *block.get("beside", ())), "投影片"),
            )
            for cells, where in kinds:
                text = f"{name}，{where}"
                for number in (cell["fact"] for cell in cells if "fact" in cell):
                    places.setdefault(number, {}).setdefault(text, {"text": text, "target": target})
    for fact in document["facts"]:
        fact["places"] = list(places.get(fact["id"], {}).values())


def land(document: dict, planned: list[str]) -> None:
    """Give every reference its ``target`` (the id of a section or block) and its text (「表 12」, 「民間需求回應」).

    A reference into a section that is ``planned`` but not part of this packet says so and leads nowhere. RunError (R22)
    for one that lands nowhere, naming section and reference.
    """
    sections = {section["id"]: section for section in document["sections"]}
    anchors = {
        (section["id"], block["anchor"]): block
        for section in document["sections"]
        for block in section["blocks"]
        if block.get("anchor")
    }
    for section in document["sections"]:
        for cell in (
            cell for block in section["blocks"] for cell in (*_cells(block), *block.get("message", ())) if "ref" in cell
        ):
            key = cell.pop("ref")
            wanted, _, anchor = key.partition("#")
            block = anchors.get((wanted, anchor))
            if wanted not in sections and wanted in planned:
                cell["text"] = "完整會議資料"
            elif block and "id" in block:
                cell |= {"text": block["number"], "target": block["id"]}
            elif wanted in sections and not anchor:
                cell |= {"text": f"「{sections[wanted]['title']}」", "target": sections[wanted]["target"]}
            else:
                raise RunError(
                    Problem(
                        "R22",
                        say(
                            f"參照 {quoted(key)} 沒有對應的章節或圖表。", f"the reference {quoted(key)} lands nowhere."
                        ),
                        say(
                            "請確認該章節在議程中，且其圖表以 at() 命名。",
                            "Check that the section is on the agenda and that its display is named with at().",
                        ),
                        file=section["id"],
                    )
                )


def printed_cells(block: dict) -> Iterator[dict]:
    """Every cell, run and label of a block, on its page and on its slide, and the facts that its plain texts name."""
    yield from _cells(block)
    yield from block.get("message", ())
    yield from block.get("named", ())
    yield from block.get("beside", ())


def _cells(block: dict) -> Iterator[dict]:
    """Every cell or run of a block that may carry a fact or a reference, a cell's own runs too."""
    kind = block["kind"]
    if kind == "table":
        for cell in (cell for row in block["rows"] for cell in row["cells"]):
            yield cell
            yield from cell.get("runs", ())
    elif kind == "figures":
        yield from block["items"]
    elif kind == "chart":
        yield from block["points"]
    elif kind == "prose":
        yield from block["runs"]


def _source(cells: list[dict], note: str) -> str:
    """「出處：F-0012 至 F-0020」 and the display's own note."""
    called = spans((cell["fact"] for cell in cells if "fact" in cell), most=4)
    return "　".join(filter(None, (called and f"出處：{called}", note)))
