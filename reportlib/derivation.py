"""A figure's derivation, computed again and told in words: what ``facts.json`` keeps is enough for both.

A derivation is a tree (``Fact.derivation``): ``{"fact": id}``, ``{"constant": "0.1"}``, ``{"absence": …}``, or
``{"operator": …}`` with the trees it takes (``of``), or with the ``rows`` and ``columns`` of the sources it reads and what
it is ``using`` besides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import reduce

from reportlib.facts import NOT_APPLICABLE, NOT_PROVIDED, ROUNDING_NAMES, ROUNDINGS, Unit, row_numbers, row_ranges
from reportlib.roc import parse_date

MOST_NAMED = 6  # operands a formula names; of more it says from which to which, and how many
MOST_RANGES = 6  # of rows
DIFFERENCE = "reconcile.difference/"  # how the difference of two figures that do not agree is named


class Tables:
    """The cleaned source rows of a packet (``document["tables"]``), found by file, sheet and row number."""

    def __init__(self, tables: Iterable[Mapping]):
        self._columns = {
            (table["file"], table["sheet"]): {label: at for at, label in enumerate(table["columns"], 1)}
            for table in tables
        }
        self._rows = {(table["file"], table["sheet"]): {row[0]: row for row in table["rows"]} for table in tables}
        self._numbers = {key: sorted(rows) for key, rows in self._rows.items()}

    def count(self, places: Iterable[Mapping]) -> int:
        """How many rows are there of ``[{"file", "sheet", "rows"}]``."""
        found = 0
        for place in places:
            numbers = self._numbers.get((place["file"], place["sheet"]), ())
            found += sum(
                bisect_right(numbers, last) - bisect_left(numbers, first) for first, last in row_ranges(place["rows"])
            )
        return found

    def known(self, places: Iterable[Mapping]) -> Iterator[tuple[tuple[str, str], list]]:
        """Each of these rows that is there, with its table's key."""
        for place in places:
            key = (place["file"], place["sheet"])
            there = self._rows.get(key, {})
            yield from ((key, there[number]) for number in row_numbers(place["rows"]) if number in there)

    def cells(self, tree: Mapping) -> Iterator[tuple[str, ...]]:
        """The texts of the tree's columns in each of its rows."""
        for key, row in self.known(tree["rows"]):
            yield tuple(row[self._columns[key][label]] for label in tree["columns"])


# -- computed again ------------------------------------------------------------------------------------------------------


def evaluate(tree: Mapping, facts: Mapping[str, Mapping], tables: Tables) -> Decimal | None:
    """The value of a derivation: operands by their ids in ``facts``, rows from ``tables``; None where it has none.

    KeyError for an operand, a column or an operator that is not known.
    """
    if "fact" in tree:
        value = facts[tree["fact"]]["value"]
        return None if value is None else Decimal(value)
    if "constant" in tree:
        return Decimal(tree["constant"])
    if "operator" not in tree:
        return None
    if "of" not in tree:
        return _READ[tree["operator"]](tree, tables)
    values = [evaluate(part, facts, tables) for part in tree["of"]]
    if tree["operator"] == "不適用":  # the operands that follow are those of a ratio that has no meaning
        return values[0] if len(values) == 1 or None in values or not values[-1] else None
    if any(value is None for value in values):
        return None
    return _COMPUTED[tree["operator"]](tree, values)


def _ratio(tree: Mapping, values: list[Decimal]) -> Decimal | None:
    return values[0] / values[1] if values[1] else None


def _step(tree: Mapping, values: list[Decimal]) -> Decimal:
    """``measure, bound, points, bound, points …``: the points of the first bound that is reached, none of none."""
    measure, *steps = values
    return next((points for bound, points in zip(steps[::2], steps[1::2], strict=True) if measure >= bound), Decimal(0))


def _rounded(tree: Mapping, values: list[Decimal]) -> Decimal:
    return values[0].quantize(Decimal(1).scaleb(-tree["digits"]), rounding=ROUNDINGS[tree["operator"]])


_COMPUTED: Mapping[str, Callable[[Mapping, list[Decimal]], Decimal | None]] = {
    "+": lambda tree, values: sum(values, Decimal(0)),
    "−": lambda tree, values: values[0] - values[1],
    "×": lambda tree, values: reduce(lambda a, b: a * b, values),
    "÷": _ratio,
    "min": lambda tree, values: min(values),
    "count": lambda tree, values: Decimal(len(values)),
    "rank": lambda tree, values: Decimal(1 + sum(other > values[0] for other in values[1:])),
    "step": _step,
    **dict.fromkeys(ROUNDINGS, _rounded),
}


def _numbers(tree: Mapping, tables: Tables) -> list[Decimal]:
    return [Decimal(text) for (text,) in tables.cells(tree) if text]


def _recorded(tree: Mapping, tables: Tables) -> Decimal | None:
    return next(iter(_numbers(tree, tables)), None)


def _declared(tree: Mapping, tables: Tables) -> Decimal | None:
    """What a person typed: read from the file where it stands in one, else as the parameters or the rulebook had it."""
    return _recorded(tree, tables) if "columns" in tree else tree["value"] and Decimal(tree["value"])


def _pieces(tree: Mapping, tables: Tables) -> Decimal:
    return Decimal(sum(bool(piece.strip()) for (text,) in tables.cells(tree) for piece in text.split(tree["using"][0])))


def _days(tree: Mapping, tables: Tables) -> Decimal:
    """Calendar days from the first date to the last; each is in a column, or one is the ``using`` day itself."""
    first, last = (*tree.get("using", ()), *next(tables.cells(tree)))
    return Decimal((parse_date(last) - parse_date(first)).days)


def _working_days(tree: Mapping, tables: Tables) -> Decimal:
    first, last = map(parse_date, next(tables.cells(tree)))
    holidays = {parse_date(day) for day in tree.get("using", ())}
    days = (first + timedelta(number) for number in range(1, (last - first).days + 1))
    return Decimal(sum(day.weekday() < 5 and day not in holidays for day in days))


def _minutes(tree: Mapping, tables: Tables) -> Decimal:
    start, end = (60 * int(hour) + int(minute) for hour, minute in (time.split(":") for time in tree["using"]))
    return Decimal(end - start)


_READ: Mapping[str, Callable[[Mapping, Tables], Decimal | None]] = {
    "count": lambda tree, tables: Decimal(tables.count(tree["rows"])),
    "listed": lambda tree, tables: Decimal(len(tree.get("using", ()))),
    "sum": lambda tree, tables: sum(_numbers(tree, tables), Decimal(0)),
    "recorded": _recorded,
    "distinct": lambda tree, tables: Decimal(len({text for (text,) in tables.cells(tree)} - {""})),
    "pieces": _pieces,
    "days": _days,
    "working days": _working_days,
    "minutes": _minutes,
    "declared": _declared,
}


def printed(fact: Mapping) -> str:
    """The printed form of a fact's value under its unit, made again."""
    return (
        fact["absence"] if fact["value"] is None else Unit(fact["unit"], **fact["shown"]).text(Decimal(fact["value"]))
    )


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


def own_lines(fact: Mapping, facts: Mapping[str, Mapping]) -> list[str]:
    """How one fact came about, in a few lines: formula with the ids of its operands, rows, filter, rule."""
    tree, lines = fact["derivation"], []
    said = [fact.get("filter")]
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
    elif fact["value"] is None:
        lines.append(f"算法：{_ABSENT[fact['absence']]}")
    places = [place_text(place) for place in tree.get("rows", ())]
    none = ["沒有合於條件的列"] if "rows" in tree and tree["operator"] != "declared" else []
    lines += [f"資料列：{place}" for place in places or none]
    lines += [f"條件：{fact['filter']}"] if fact.get("filter") else []
    return lines + ([f"規則：{fact['rule']}"] if fact["rule"] not in ("", *said) else [])


def lines(number: str, facts: Mapping[str, Mapping], deepest: int = 3, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The tree of a fact down to the rows, a line each with its depth; below ``deepest`` operands are named only."""
    fact = facts[number]
    yield depth, f"{fact['label']}〔{number}〕＝{fact['printed']}{unit_text(fact)}"
    yield from ((depth + 1, line) for line in (*own_lines(fact, facts), *rounding_lines(fact)))
    if depth < deepest:
        for operand in dict.fromkeys(fact["operands"]):
            yield from lines(operand, facts, deepest, depth + 1)


def columns_read(tree: Mapping) -> Iterator[str]:
    """The headers of the columns that a derivation reads before it comes to other facts."""
    yield from tree.get("columns", ())
    for part in tree.get("of", ()):
        yield from columns_read(part)


def unrounded(fact: Mapping) -> str:
    """「95.89…%」: two decimal places more than are printed, the rest cut off; empty where the value is printed as it is."""
    if fact["value"] is None:
        return ""
    unit, value = Unit(fact["unit"], **fact["shown"]), Decimal(fact["value"])
    if unit.shown(value) == value:
        return ""
    finer = replace(unit, digits=unit.digits + 2, rounding="truncate", trim=False)
    more = "" if finer.shown(value) == value else "…"
    return finer.text(value).removesuffix("%") + more + ("%" if unit.percent else "")


def rounding_lines(fact: Mapping) -> list[str]:
    """What was rounded off, so that nobody who divides the operands is surprised; nothing where nothing was."""
    exact = unrounded(fact)
    return [f"捨入：{exact}，{ROUNDING_NAMES[fact['shown']['rounding']]}為 {fact['printed']}"] if exact else []


def disagreements(facts: Mapping[str, Mapping]) -> dict[str, list[str]]:
    """For each figure that is accepted though another contradicts it, what the reconciliation found, a line for each."""
    found: dict[str, list[str]] = {}
    for difference in facts.values():
        if difference["name"].startswith(DIFFERENCE):
            sides = [part["fact"] for part in difference["derivation"]["of"]]
            for number, other in (sides, sides[::-1]):
                text = f"核對：與{_formula({'fact': other}, facts)}{facts[other]['printed']}{unit_text(facts[other])}不同，相差 {difference['printed'].removeprefix('−')}{unit_text(difference)}"
                found.setdefault(number, []).append(f"{text}（代號 {difference['name'].removeprefix(DIFFERENCE)}）")
    return found


def unit_text(fact: Mapping) -> str:
    """「 項」 behind a number; nothing behind a percentage or an absence."""
    return "" if fact["value"] is None or fact["unit"] in ("", "%") else f" {fact['unit']}"


def place_text(place: Mapping) -> str:
    """「catalogue.csv 第 2–14、16 列（共 14 列）」."""
    ranges = place["rows"].split(",")
    shown = "、".join(ranges[:MOST_RANGES]).replace("-", "–") + ("…" if len(ranges) > MOST_RANGES else "")
    sheet = f"〔{place['sheet']}〕" if place["sheet"] else ""
    number = sum(last - first + 1 for first, last in row_ranges(place["rows"]))
    return f"{place['file']}{sheet} 第 {shown} 列" + (f"（共 {number:,} 列）" if number > 1 else "")


def _listed(tree: Mapping) -> str:
    if tree["operator"] != "listed":
        return ""
    names = tree.get("using", ())
    return f"：{'、'.join(names[:MOST_NAMED])}{'…' if len(names) > MOST_NAMED else ''}" if names else "：無"


def _formula(tree: Mapping, facts: Mapping[str, Mapping]) -> str:
    if "fact" in tree:
        return f"{facts[tree['fact']]['label']}〔{tree['fact']}〕"
    if "constant" in tree:
        return f"{Decimal(tree['constant']).normalize():f}"
    if "of" not in tree:
        places = "、".join(map(place_text, tree.get("rows", ())))
        return places or tree.get("absence", "") or str(tree.get("value", 0))
    parts, operator = tree["of"], tree["operator"]
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
        return f"{spans(part['fact'] for part in parts if 'fact' in part)} 共 {len(parts)} 個{'之和' if operator == '+' else ''}".lstrip()
    texts = [_formula(part, facts) for part in parts]
    if operator == "min" or operator in ROUNDINGS:
        return f"{'較小者' if operator == 'min' else operator}（{'，'.join(texts)}）"
    return f" {operator} ".join(
        f"（{text}）" if _needs_brackets(part, operator) else text for part, text in zip(parts, texts, strict=True)
    )


def _why_not(parts: Sequence[Mapping], facts: Mapping[str, Mapping]) -> str:
    """Why a ratio of these has no meaning: one is absent, or the last is zero."""
    absent = next(
        (facts[part["fact"]] for part in parts if "fact" in part and facts[part["fact"]]["value"] is None), None
    )
    if absent:
        return f"（{absent['label']}〔{absent['id']}〕{absent['absence']}）"
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
