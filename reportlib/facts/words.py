"""A derivation in words: formula, operands, rows and rounding as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reportlib import messages
from reportlib.facts.conditions import of_json
from reportlib.facts.facts import NOT_APPLICABLE, NOT_PROVIDED, ROUNDING_NAMES, ROUNDINGS
from reportlib.facts.record import FactRecord, RowSpan, Tree, rows_read
from reportlib.facts.rowsets import RowSet
from reportlib.facts.told import told
from reportlib.wording import own

MOST_NAMED = 6  # operands a formula names; of more it says from which to which, and how many
MOST_RANGES = 6  # of rows
DIFFERENCE = "reconcile.difference/"  # how the difference of two figures that do not agree is named


# -- told in words -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnLine:
    """One line on how a fact came about: what it tells of, and the text."""

    tells: Literal["formula", "source", "how", "rows", "condition", "rule"]
    text: str

    def __str__(self) -> str:
        match self.tells:
            case "formula":
                return messages.line_formula(text=self.text)
            case "source":
                return messages.line_source(text=self.text)
            case "how":
                return messages.line_how(text=self.text)
            case "rows":
                return messages.line_rows(text=self.text)
            case "condition":
                return messages.line_condition(text=self.text)
            case _:
                return messages.line_rule(text=self.text)


def own_lines(fact: FactRecord, facts: Mapping[str, FactRecord]) -> list[str]:
    """The lines of :func:`told_lines` as they are printed."""
    return list(map(str, told_lines(fact, facts)))


def told_lines(fact: FactRecord, facts: Mapping[str, FactRecord]) -> list[OwnLine]:
    """How one fact came about, in a few lines: formula with the ids of its operands, rows, filter, rule."""
    tree, lines = fact.derivation, []
    condition = _condition(fact)
    said = [condition]
    if "of" in tree:
        lines.append(OwnLine("formula", _formula(tree, facts)))
    elif tree.get("operator") == "declared":
        lines.append(OwnLine("source", tree["source"]))
        said.append(tree["source"])
    elif "operator" in tree:
        lines.append(OwnLine("how", _how(tree) + _listed(tree)))
    elif fact.value is None:
        lines.append(OwnLine("how", _absent(fact.absence or NOT_PROVIDED)))
    places = list(map(place_text, rows_read(tree)))
    none = [messages.no_rows_chosen()] if "rows" in tree and tree["operator"] != "declared" else []
    lines += [OwnLine("rows", place) for place in places or none]
    lines += [OwnLine("condition", condition)] if condition else []
    return lines + ([OwnLine("rule", fact.rule)] if fact.rule not in ("", *said) else [])


def _how(tree: Tree) -> str:
    """What a leaf did with its rows."""
    columns, using = messages.between_columns().join(tree.get("columns", ())), "–".join(tree.get("using", ()))
    match tree["operator"]:
        case "count":
            return messages.word_count()
        case "listed":
            return messages.word_listed()
        case "sum":
            return messages.word_sum(columns=columns)
        case "recorded":
            return messages.word_recorded(columns=columns)
        case "distinct":
            return messages.word_distinct(columns=columns)
        case "pieces":
            return messages.word_pieces(columns=columns, using=using)
        case "days":
            return messages.word_days(columns=columns)
        case "working days":
            return messages.word_working_days(columns=columns)
        case "minutes":
            return messages.word_minutes(using=using)
        case other:
            raise KeyError(other)


def _absent(absence: str) -> str:
    """Why there is no number."""
    known = {NOT_PROVIDED: messages.absent_not_provided(), NOT_APPLICABLE: messages.absent_not_applicable()}
    return known[absence]


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
    yield depth, messages.figure_is(label=fact.label, id=number, printed=f"{fact.printed}{unit_text(fact)}")
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
    if not exact:
        return []
    how = _rounding(ROUNDING_NAMES[fact.shown["rounding"]])
    return [messages.line_rounding(exact=exact, how=how, printed=fact.printed)]


def _rounding(operator: str) -> str:
    """An operator that rounds for good, as it is called."""
    known = {
        "無條件捨去": messages.rounding_truncate(),
        "四捨五入": messages.rounding_half_up(),
        "無條件進位": messages.rounding_up(),
    }
    return known[operator]


def disagreements(facts: Mapping[str, FactRecord]) -> dict[str, list[str]]:
    """For each figure that is accepted though another contradicts it, what the reconciliation found, a line for each."""
    found: dict[str, list[str]] = {}
    for difference in facts.values():
        if difference.name.startswith(DIFFERENCE):
            sides = [part["fact"] for part in difference.derivation["of"]]
            for number, other in (sides, sides[::-1]):
                says = f"{_formula({'fact': other}, facts)}{facts[other].printed}{unit_text(facts[other])}"
                by = f"{difference.printed.removeprefix('−')}{unit_text(difference)}"
                text = messages.line_differs(other=says, difference=by)
                name = messages.line_differs_name(name=difference.name.removeprefix(DIFFERENCE))
                found.setdefault(number, []).append(text + name)
    return found


def unit_text(fact: FactRecord) -> str:
    """「 項」 behind a number; nothing behind a percentage or an absence."""
    return "" if fact.value is None or fact.unit in ("", "%") else f" {own(fact.unit)}"


def place_text(place: RowSpan) -> str:
    """「catalogue.csv 第 2–14、16 列（共 14 列）」."""
    rows = RowSet.of_ranges(place.rows)
    shown = rows.shown(MOST_RANGES, "–") + ("…" if rows.number_of_runs > MOST_RANGES else "")
    sheet = f"〔{place.sheet}〕" if place.sheet else ""
    counted = messages.rows_counted(count=len(rows)) if len(rows) > 1 else ""
    return messages.rows_of_file(file=f"{place.file}{sheet}", rows=shown) + counted


def _listed(tree: Mapping) -> str:
    if tree["operator"] != "listed":
        return ""
    names = tree.get("using", ())
    if not names:
        return messages.items_none()
    more = "…" if len(names) > MOST_NAMED else ""
    return messages.items_listed(items=messages.listed_values().join(names[:MOST_NAMED]) + more)


def _formula(tree: Mapping, facts: Mapping[str, FactRecord]) -> str:
    if "fact" in tree:
        return messages.figure_named(label=facts[tree["fact"]].label, id=tree["fact"])
    if "constant" in tree:
        return f"{Decimal(tree['constant']).normalize():f}"
    if "of" not in tree:
        places = messages.listed_values().join(map(place_text, rows_read(tree)))
        return places or tree.get("absence", "") or str(tree.get("value", 0))
    parts, operator = tree["of"], tree["operator"]
    if operator == "rank" and "columns" in tree:
        columns = messages.listed_values().join(tree["columns"])
        return messages.rank_of_rows(columns=columns, figure=_formula(parts[0], facts))
    if operator == "rank":
        return messages.rank_of_figures(figure=_formula(parts[0], facts), count=len(parts) - 1)
    if operator == "step":
        steps = (
            messages.step_reached(bound=_formula(bound, facts), points=_formula(points, facts))
            for bound, points in zip(parts[1::2], parts[2::2], strict=True)
        )
        return messages.step_of(figure=_formula(parts[0], facts), steps=messages.steps_listed().join(steps))
    if operator == "不適用":
        return messages.not_applicable_counts(why=_why_not(parts[1:], facts), figure=_formula(parts[0], facts))
    if operator == "count" or len(parts) > MOST_NAMED:
        figures = spans(part["fact"] for part in parts if "fact" in part)
        return messages.many_figures(figures=figures, count=len(parts), what=_of_many(tree)).lstrip()
    texts = [_formula(part, facts) for part in parts]
    if operator == "min":
        return messages.smaller_of(texts=messages.texts_listed().join(texts))
    if operator in ROUNDINGS:
        return messages.operator_of(operator=_rounding(operator), texts=messages.texts_listed().join(texts))
    return f" {operator} ".join(
        messages.in_brackets(text=text) if _needs_brackets(part, operator) else text
        for part, text in zip(parts, texts, strict=True)
    )


def _of_many(tree: Mapping) -> str:
    """What is done with more figures than are named: they are added up, or those of a kind are counted."""
    if tree["operator"] == "+":
        return messages.sum_of_all()
    using = tree.get("using", ("",))
    if using[0] == "is":
        return messages.which_are(value=using[1])
    return messages.which_are_more(value=using[1]) if using[0] == "more" else ""


def _why_not(parts: Sequence[Mapping], facts: Mapping[str, FactRecord]) -> str:
    """Why a ratio of these has no meaning: one is absent, or the last is zero."""
    absent = next((facts[part["fact"]] for part in parts if "fact" in part and facts[part["fact"]].value is None), None)
    if absent:
        return messages.because_absent(label=absent.label, id=absent.id, absence=absent.absence)
    return messages.because_zero(figure=_formula(parts[-1], facts)) if parts else ""


def spans(ids: Iterable[str], most: int = MOST_NAMED) -> str:
    """「F-0012 至 F-0020、F-0031」: ids in runs of consecutive numbers, 「等」 after so many runs."""
    runs: list[list[str]] = []
    for number in sorted(set(ids), key=lambda number: int(number[2:])):
        if runs and int(number[2:]) == int(runs[-1][-1][2:]) + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    named = messages.listed_values().join(messages.from_to().join(run) for run in runs[:most])
    return named + (messages.and_more() if len(runs) > most else "")


def _needs_brackets(part: Mapping, around: str) -> bool:
    return (
        part.get("operator") in ("+", "−")
        and around in ("×", "÷", "−")
        or (part.get("operator") == "÷" and around == "÷")
    )
