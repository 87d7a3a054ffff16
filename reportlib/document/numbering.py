"""Numbers of sections, tables, charts and facts in reading order, and where references land."""

from __future__ import annotations

from collections import Counter

from reportlib.document.model import COVER, FACT_ID, NUMBERED, cells_of, printed_cells
from reportlib.errors import Problem, RunError, quoted
from reportlib.facts.words import spans
from reportlib.language import say
from reportlib.roc import numeral


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


def number_displays(document: dict, facts: dict[str, dict]) -> None:
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
        block["source"] = _source(list(cells_of(block)), block.pop("note", ""))
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
    place_of(document)


def _by_number(tree: dict, numbers: dict[str, str]) -> dict:
    """A derivation with the ids of its facts in place of their names."""
    if "fact" in tree:
        return {"fact": numbers[tree["fact"]]}
    return tree | {"of": [_by_number(part, numbers) for part in tree["of"]]} if "of" in tree else tree


def place_of(document: dict) -> None:
    """Tell each fact its ``places``, in reading order: ``[{"text": "一、資料集盤點，表 3", "target": "t-3"}]``; none where it is not printed."""
    places: dict[str, dict[str, dict]] = {}
    for cell in document["meeting"].get("named", ()):
        places.setdefault(cell["fact"], {})[COVER] = {"text": COVER, "target": "top"}
    for section in document["sections"]:
        name = f"{section['number']}、{section['title']}"
        for block in section["blocks"]:
            target = block.get("id", section["target"])
            here = (*cells_of(block), *block.get("named", ()))
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
            cell
            for block in section["blocks"]
            for cell in (*cells_of(block), *block.get("message", ()))
            if "ref" in cell
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


def _source(cells: list[dict], note: str) -> str:
    """「出處：F-0012 至 F-0020」 and the display's own note."""
    called = spans((cell["fact"] for cell in cells if "fact" in cell), most=4)
    return "　".join(filter(None, (called and f"出處：{called}", note)))
