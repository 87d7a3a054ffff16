"""A derivation in words: formula, operands, rows and rounding as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportlib.facts.conditions import of_json
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, ROUNDING_NAMES, ROUNDINGS
from reportlib.facts.record import FactRecord, RowSpan, rows_read
from reportlib.facts.rowsets import RowSet
from reportlib.facts.told import told

MOST_NAMED = 6  # operands a formula names; of more it says from which to which, and how many
MOST_RANGES = 6  # of rows
DIFFERENCE = "reconcile.difference/"  # how the difference of two figures that do not agree is named


# -- told in words -------------------------------------------------------------------------------------------------------

# How a leaf says what was done with its rows.
_WORDS = {
    "count": "計列數",
    "listed": "逐一列舉",
    "sum": "加總「{columns}」",
    "recorded": "「{columns}」所載",
    "distinct": "「{columns}」相異者的個數",
    "pieces": "「{columns}」各格以「{using}」分隔的項數",
    "days": "「{columns}」相隔的日曆天",
    "working days": "「{columns}」相隔的工作天",
    "minutes": "{using} 相隔的分鐘",
}
_ABSENT = {NOT_PROVIDED: "沒有紀錄可算；不是零", NOT_APPLICABLE: "沒有可以比較或計算的數字；不是零"}


def own_lines(fact: FactRecord, facts: Mapping[str, FactRecord]) -> list[str]:
    """How one fact came about, in a few lines: formula with the ids of its operands, rows, filter, rule."""
    tree, lines = fact.derivation, []
    condition = _condition(fact)
    said = [condition]
    if "of" in tree:
        lines.append(f"算式：{_formula(tree, facts)}")
    elif tree.get("operator") == "declared":
        lines.append(f"來源：{tree['source']}")
        said.append(tree["source"])
    elif "operator" in tree:
        how = _WORDS[tree["operator"]].format(
            columns="」、「".join(tree.get("columns", ())), using="–".join(tree.get("using", ()))
        )
        lines.append(f"算法：{how}{_listed(tree)}")
    elif fact.value is None:
        lines.append(f"算法：{_ABSENT[fact.absence or NOT_PROVIDED]}")
    places = list(map(place_text, rows_read(tree)))
    none = ["沒有合於條件的列"] if "rows" in tree and tree["operator"] != "declared" else []
    lines += [f"資料列：{place}" for place in places or none]
    lines += [f"條件：{condition}"] if condition else []
    return lines + ([f"規則：{fact.rule}"] if fact.rule not in ("", *said) else [])


def _condition(fact: FactRecord) -> str:
    """By which condition its rows were chosen, told from the data; in the words of an older packet, or of a later one that knows
    conditions that this one does not."""
    try:
        return told(of_json(fact.derivation["where"]))
    except (KeyError, TypeError, ValueError):
        return fact.filter


def lines(number: str, facts: Mapping[str, FactRecord], deepest: int = 3, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The tree of a fact down to the rows, a line each with its depth; below ``deepest`` operands are named only."""
    fact = facts[number]
    yield depth, f"{fact.label}〔{number}〕＝{fact.printed}{unit_text(fact)}"
    yield from ((depth + 1, line) for line in (*own_lines(fact, facts), *rounding_lines(fact)))
    if depth < deepest:
        for operand in dict.fromkeys(fact.operands):
            yield from lines(operand, facts, deepest, depth + 1)


def columns_read(tree: Mapping) -> Iterator[str]:
    """The headers of the columns that a derivation reads before it comes to other facts."""
    yield from tree.get("columns", ())
    for part in tree.get("of", ()):
        yield from columns_read(part)


def unrounded(fact: FactRecord) -> str:
    """「95.89…%」: two decimal places more than are printed, the rest cut off; empty where the value is printed as it is."""
    if fact.value is None:
        return ""
    unit, value = fact.unit_of, fact.known
    if unit.shown(value) == value:
        return ""
    finer = replace(unit, digits=unit.digits + 2, rounding="truncate", trim=False)
    more = "" if finer.shown(value) == value else "…"
    return finer.text(value).removesuffix("%") + more + ("%" if unit.percent else "")


def rounding_lines(fact: FactRecord) -> list[str]:
    """What was rounded off, so that nobody who divides the operands is surprised; nothing where nothing was."""
    exact = unrounded(fact)
    return [f"捨入：{exact}，{ROUNDING_NAMES[fact.shown['rounding']]}為 {fact.printed}"] if exact else []


def disagreements(facts: Mapping[str, FactRecord]) -> dict[str, list[str]]:
    """For each figure that is accepted though another contradicts it, what the reconciliation found, a line for each."""
    found: dict[str, list[str]] = {}
    for difference in facts.values():
        if difference.name.startswith(DIFFERENCE):
            sides = [part["fact"] for part in difference.derivation["of"]]
            for number, other in (sides, sides[::-1]):
                text = f"核對：與{_formula({'fact': other}, facts)}{facts[other].printed}{unit_text(facts[other])}不同，相差 {difference.printed.removeprefix('−')}{unit_text(difference)}"
                found.setdefault(number, []).append(f"{text}（代號 {difference.name.removeprefix(DIFFERENCE)}）")
    return found


def unit_text(fact: FactRecord) -> str:
    """「 項」 behind a number; nothing behind a percentage or an absence."""
    return "" if fact.value is None or fact.unit in ("", "%") else f" {fact.unit}"


def place_text(place: RowSpan) -> str:
    """「catalogue.csv 第 2–14、16 列（共 14 列）」."""
    rows = RowSet.of_ranges(place.rows)
    shown = rows.shown(MOST_RANGES, "–") + ("…" if rows.number_of_runs > MOST_RANGES else "")
    sheet = f"〔{place.sheet}〕" if place.sheet else ""
    return f"{place.file}{sheet} 第 {shown} 列" + (f"（共 {len(rows):,} 列）" if len(rows) > 1 else "")


def _listed(tree: Mapping) -> str:
    if tree["operator"] != "listed":
        return ""
    names = tree.get("using", ())
    return f"：{'、'.join(names[:MOST_NAMED])}{'…' if len(names) > MOST_NAMED else ''}" if names else "：無"


def _formula(tree: Mapping, facts: Mapping[str, FactRecord]) -> str:
    if "fact" in tree:
        return f"{facts[tree['fact']].label}〔{tree['fact']}〕"
    if "constant" in tree:
        return f"{Decimal(tree['constant']).normalize():f}"
    if "of" not in tree:
        places = "、".join(map(place_text, rows_read(tree)))
        return places or tree.get("absence", "") or str(tree.get("value", 0))
    parts, operator = tree["of"], tree["operator"]
    if operator == "rank" and "columns" in tree:
        return f"1＋{'、'.join(tree['columns'])}多於{_formula(parts[0], facts)}的列數"
    if operator == "rank":
        return f"1＋高於{_formula(parts[0], facts)}者的個數（共比 {len(parts) - 1} 個）"
    if operator == "step":
        steps = (
            f"達 {_formula(bound, facts)} 得 {_formula(points, facts)}"
            for bound, points in zip(parts[1::2], parts[2::2], strict=True)
        )
        return f"{_formula(parts[0], facts)}所達的級距（{'；'.join(steps)}）"
    if operator == "不適用":
        return f"不適用{_why_not(parts[1:], facts)}，計 {_formula(parts[0], facts)}"
    if operator == "count" or len(parts) > MOST_NAMED:
        which = {"is": "中為 {} 者的個數", "more": "中大於 {} 者的個數"}.get(tree.get("using", ("",))[0], "")
        what = "之和" if operator == "+" else which.format(tree["using"][1]) if which else ""
        return f"{spans(part['fact'] for part in parts if 'fact' in part)} 共 {len(parts)} 個{what}".lstrip()
    texts = [_formula(part, facts) for part in parts]
    if operator == "min" or operator in ROUNDINGS:
        return f"{'較小者' if operator == 'min' else operator}（{'，'.join(texts)}）"
    return f" {operator} ".join(
        f"（{text}）" if _needs_brackets(part, operator) else text for part, text in zip(parts, texts, strict=True)
    )


def _why_not(parts: Sequence[Mapping], facts: Mapping[str, FactRecord]) -> str:
    """Why a ratio of these has no meaning: one is absent, or the last is zero."""
    absent = next((facts[part["fact"]] for part in parts if "fact" in part and facts[part["fact"]].value is None), None)
    if absent:
        return f"（{absent.label}〔{absent.id}〕{absent.absence}）"
    return f"（{_formula(parts[-1], facts)}為零）" if parts else ""


def spans(ids: Iterable[str], most: int = MOST_NAMED) -> str:
    """「F-0012 至 F-0020、F-0031」: ids in runs of consecutive numbers, 「等」 after so many runs."""
    runs: list[list[str]] = []
    for number in sorted(set(ids), key=lambda number: int(number[2:])):
        if runs and int(number[2:]) == int(runs[-1][-1][2:]) + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return "、".join(" 至 ".join(run) for run in runs[:most]) + ("等" if len(runs) > most else "")


def _needs_brackets(part: Mapping, around: str) -> bool:
    return (
        part.get("operator") in ("+", "−")
        and around in ("×", "÷", "−")
        or (part.get("operator") == "÷" and around == "÷")
    )
