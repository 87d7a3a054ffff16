"""The one page about all bodies: who is ready, what is wrong, the figures side by side, and where every row of the list went.

It says the same whether a packet was made just now or kept, and whoever made it: nothing of the run stands on it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlib import messages
from reportlib.batch.cuts import WHERE_ROWS_ARE
from reportlib.batch.model import LIST, Batch, Body
from reportlib.batch.national import Plan
from reportlib.batch.store import OutputStore
from reportlib.batch.worker import Outcome
from reportlib.errors import Problem, did_you_mean
from reportlib.media.html.page import page_without_script
from reportlib.packets.published import FACTS, RECORD, PacketFigure
from reportlib.text import nearest
from reportlib.writing import as_csv

NAME, MARK = "overview", "packet batch"
ROWS = "rows.csv"  # every row of the list with whose it is
NOTHING = "—"
STATES = {"ready": ("●", "已備妥"), "refused": ("▲", "不合格"), "lost": ("▲", "未完成"), "waiting": ("○", "尚未產生")}
_NO_RECORDS = {
    "blank": "空白",
    "header": "表頭",
    "above_header": "表頭之上",
    "totals": "合計列",
    "notes": "附註",
    "examples": "範例列",
}
_APART = {"repeated": "重複列", "set_aside": "待確認"}
_OF_BODY = ("代號", "機關", "類別", "情形", "提醒")
MOST_NAMES, LONGEST_NUMBERS = 400, 60  # of nobody, on the page; the CSV has all


@dataclass(frozen=True)
class OverviewEntry:
    """One body on the page: its figures by their names, how many rows of the list its packet counts and sets apart, by kind, and
    where the packet is; nothing of these where there is none."""

    body: Body
    outcome: Outcome
    rows: int  # of the list, by whose names they bear
    figures: Mapping[str, PacketFigure]
    counts: Mapping[str, int]
    folder: str = ""

    @property
    def is_ready(self) -> bool:
        return self.outcome.state == "ready"

    @property
    def own(self) -> int:
        """Rows of the list that its packet says are its own."""
        return self.counts["used"] + sum(self.counts.get(kind, 0) for kind in _APART)


def entries(batch: Batch, store: OutputStore, plan: Plan, outcomes: Mapping[str, Outcome]) -> list[OverviewEntry]:
    """Every body in the order of the batch, with what its packet says."""
    return [_entry(body, store, plan.rows.get(body.id, 0), outcomes[body.id]) for body in batch.bodies]


def _entry(body: Body, store: OutputStore, rows: int, outcome: Outcome) -> OverviewEntry:
    there = store.recorded(body.id) if outcome.state == "ready" else None
    if there is None:
        return OverviewEntry(body, outcome, rows, {}, {})
    facts = json.loads(store.read(f"{there.folder}/{FACTS}"))["facts"]
    sources = json.loads(store.read(f"{there.folder}/{RECORD}"))["sources"]
    counts: dict[str, int] = next((one["counts"] for one in sources if one["input"] == LIST), {"used": 0, "read": 0})
    figures = {one["name"]: PacketFigure.of(one) for one in facts}
    return OverviewEntry(body, outcome, rows, figures, counts, there.folder)


def account(plan: Plan, found: Sequence[OverviewEntry]) -> list[tuple[str, int]]:
    """Where the rows of the list went, the kinds that there are; they add up to its rows (:func:`wrong`)."""
    ready = [one for one in found if one.is_ready]
    lines = [("各機關採計", sum(one.counts["used"] for one in ready))]
    lines += [(f"各機關{name}", sum(one.counts.get(kind, 0) for one in ready)) for kind, name in _APART.items()]
    lines += [("未備妥的機關", sum(one.rows for one in found if not one.is_ready))]
    lines += [("不屬任何機關", sum(one.rows for one in plan.unclaimed))]
    lines += [(_NO_RECORDS[kind], rows) for kind, rows in plan.no_records.items()]
    return [line for n, line in enumerate(lines) if line[1] or not n]


def wrong(plan: Plan, found: Sequence[OverviewEntry]) -> Iterator[Problem]:
    """Q06 where a packet counts other rows than bear its body's names, or where the rows do not add up to those of the list."""
    for one in found:
        if one.is_ready and one.own != one.rows:
            yield messages.Q06_rows_of_body_differ(body=one.body.name, own=one.own, rows=one.rows)
    if (added := sum(rows for _, rows in account(plan, found))) != plan.read:
        yield messages.Q06_rows_do_not_add_up(added=added, read=plan.read)


def unknown(batch: Batch, known: Collection[str]) -> Iterator[Problem]:
    """C05 for a figure that is asked for and that no packet has, of the names of all that they have."""
    for column in batch.figures:
        if known and column.name not in known:
            todo = did_you_mean(nearest(column.name, sorted(known)))
            yield messages.C05_no_figure_for_column(name=column.name, todo=todo).at(file=batch.path.name)


def total(found: Sequence[OverviewEntry], name: str) -> str:
    """The sum of a figure over the bodies that have it, as it is printed; nothing where it is no number of things, or of several."""
    there = [one.figures[name] for one in found if name in one.figures]
    values = [one.value for one in there if one.value is not None]
    if len({one.unit for one in there}) != 1 or any(value % 1 for value in values) or there[0].is_share or not values:
        return ""
    return f"{int(sum(values)):,}".replace("-", "−")


def page(batch: Batch, plan: Plan, found: Sequence[OverviewEntry], problems: Sequence[Problem]) -> str:
    """The page, of one file and without a script."""
    kinds = list(dict.fromkeys(one.body.kind for one in found))
    lines = account(plan, found)
    return page_without_script(
        "overview.html.j2",
        mark=MARK,
        batch=batch,
        ready=sum(one.is_ready for one in found),
        not_made=sum(one.outcome.state in ("refused", "lost") for one in found),
        states_of=_states_of,
        rows=plan.read,
        columns=batch.figures,
        groups=[(kind, [_row(batch, one) for one in found if one.body.kind == kind]) for kind in kinds],
        totals=[total(found, column.name) for column in batch.figures],
        used=sum(one.counts.get("used", 0) for one in found),
        wrong=list(_told(found)),
        notices=[(one.body.id, one.body.name, one.outcome.told) for one in found if one.is_ready and one.outcome.told],
        of_list=plan.notices,
        problems=[str(one) for one in problems],
        account=lines,
        added=sum(rows for _, rows in lines),
        unclaimed=[(one.name, one.rows, _cut(one.numbers)) for one in plan.unclaimed[:MOST_NAMES]],
        more=plan.unclaimed[MOST_NAMES:],
        of_nobody=sum(one.rows for one in plan.unclaimed),
        without_register=[one.body.name for one in found if one.body.id in plan.refused],
    )


def _states_of(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str, int]]:
    """How many of some bodies are in each state that there is, with its sign, its word and its name."""
    count = Counter(row["state"] for row in rows)
    return [(sign, word, state, count[state]) for state, (sign, word) in STATES.items() if count[state]]


def _cut(numbers: str) -> str:
    """The first of many row numbers; the CSV has all."""
    shown = numbers if len(numbers) <= LONGEST_NUMBERS else f"{numbers[:LONGEST_NUMBERS].rpartition(',')[0]}…"
    return shown.replace(",", ", ")  # so that lines part between them


def _row(batch: Batch, one: OverviewEntry) -> dict[str, Any]:
    sign, word = STATES[one.outcome.state]
    printed = [one.figures[column.name].printed if column.name in one.figures else NOTHING for column in batch.figures]
    return {
        "name": one.body.name,
        "sign": sign,
        "word": word,
        "state": one.outcome.state,
        "href": f"{one.folder}/packet.html" if one.folder else "",
        "cells": [(text, any(map(str.isdigit, text))) for text in printed],
        "used": f"{one.counts['used']:,}" if one.is_ready else NOTHING,
        "id": one.body.id,
        "notices": len(one.outcome.told),
    }


def _told(found: Sequence[OverviewEntry]) -> Iterator[tuple[list[str], list[str]]]:
    """What is wrong: the bodies of which the same is, with the sentences."""
    same: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        if one.outcome.problems:
            same.setdefault(tuple(map(str, one.outcome.problems)), []).append(str(one.body.name))
    for sentences, bodies in same.items():
        yield bodies, list(sentences)


def is_page(data: bytes) -> bool:
    """Whether a page is one of a batch."""
    return f'content="{MARK}"'.encode() in data


def is_rows(data: bytes) -> bool:
    """Whether a CSV is that of the rows of a list with whose they are."""
    return data.decode("utf-8-sig", "replace").startswith(",".join(WHERE_ROWS_ARE))


def is_csv(data: bytes) -> bool:
    """Whether a CSV is the overview of a batch: by the columns that it begins with."""
    return data.decode("utf-8-sig", "replace").startswith(",".join(_OF_BODY))


def csv(batch: Batch, plan: Plan, found: Sequence[OverviewEntry]) -> bytes:
    """The same for a spreadsheet: a row a body, then a row for each name that is nobody's, with the numbers of its rows."""
    header = [
        *_OF_BODY,
        *(column.title for column in batch.figures),
        "採計列數",
        "清單列數",
        "清單列號",
    ]
    blank = [""] * len(batch.figures)
    rows: list[list[object]] = [
        [
            one.body.id,
            one.body.name,
            one.body.kind,
            STATES[one.outcome.state][1],
            len(one.outcome.told) if one.is_ready else "",
            *(_value(one, column.name) for column in batch.figures),
            one.counts.get("used", ""),
            one.rows,
            "",
        ]
        for one in found
    ]
    rows += [["", one.name, "", "不屬任何機關", "", *blank, "", one.rows, one.numbers] for one in plan.unclaimed]
    return as_csv(header, rows)


def _value(one: OverviewEntry, name: str) -> str:
    figure = one.figures.get(name)
    return "" if figure is None or figure.value is None else str(figure.value)
