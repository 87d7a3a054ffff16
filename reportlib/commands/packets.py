"""``packet diff``, ``verify`` and ``explain``: what a packet on disk says."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from typing import TYPE_CHECKING

from reportlib import messages, wording
from reportlib.commands.answers import plain, problem_json, tell
from reportlib.commands.places import packet_folder, project_folder, shown_path
from reportlib.errors import ConfigError, OutputError, Problem, UsageError
from reportlib.language import for_the_packet, telling_of_a_packet

if TYPE_CHECKING:
    from reportlib.packets.asked import Explained
    from reportlib.packets.changes import Change
    from reportlib.packets.published import Packet

WIDEST_TEXT = 100  # columns of a terminal


def run_diff(asked: argparse.Namespace) -> int:
    from rich.console import Console

    from reportlib.packets import causes, diff, diff_shown
    from reportlib.packets.changes import ROWS, counts, only
    from reportlib.packets.published import Packet
    from reportlib.packets.terminal_lines import hanging, plainly

    old, new = (Packet.read(packet_folder(text), text) for text in (asked.old, asked.new))
    changes = everything = diff.compare(old, new)
    measures = [name for part in asked.measures for name in part.split(",") if name]
    if measures:
        changes = only(changes, measures)
    target = asked.html or project_folder() / "output" / f"diff-{'-'.join(_called(old, new))}.html"
    heads = diff.told_apart(old, new)
    why = causes.Why(old, new, everything)
    with for_the_packet():
        of_page = causes.told(why, changes)
    diff_shown.write_page(target, diff_shown.page(*heads, changes, of_page))
    differing = [change for change in changes if asked.all or change.kind != "same"]
    shown = [change for change in differing if asked.all or measures or change.group != ROWS]
    if shown:
        diff_shown.print_table(old, new, shown, Console(highlight=False, markup=False, emoji=False))
    lines = causes.told(why, shown)
    if lines:
        print(messages.causes_are())
        for line in lines:
            print(*hanging("", plainly(line), min(shutil.get_terminal_size().columns, WIDEST_TEXT), "  "), sep="\n")
    if any(change.new and change.new.is_share for change in shown):
        print(messages.differences_in_points())
    if rows := len(differing) - len(shown):
        print(messages.input_rows_differ(count=rows))
    for packet, sections in zip(heads, diff.other_sections(old, new), strict=True):
        if sections:
            print(messages.sections_of_one_only(meeting=packet.name, sections=sections))
    count = counts(changes)
    print(
        messages.figures_compared(
            old=heads[0].name,
            new=heads[1].name,
            changed=count["changed"],
            added=count["new"],
            gone=count["gone"],
            same=count["same"],
        )
    )
    print(messages.diff_page_written(page=shown_path(target)))
    told = [_change_json(change) for change in (changes if asked.all else shown)]
    tell(asked, old=old.name, new=new.name, counts=count, changes=told, causes=lines, page=shown_path(target))
    return 0


def _called(old: Packet, new: Packet) -> list[str]:
    """What the page of the two is named by: no other two packets of this project have the same names."""
    from reportlib.packets.diff import ends_apart

    ends = None if old.folder == new.folder else ends_apart(old, new)
    if ends is None:
        return [old.name, new.name]
    return ["-".join(end).translate(str.maketrans("", "", "\\/:")) for end in ends]


def _change_json(change: Change) -> dict:
    """A figure in both packets, by its name: exact values as texts, beside what is printed."""
    sides = {
        side: figure
        and plain({"id": figure.id, "value": figure.value, "printed": figure.printed, "absence": figure.absence})
        for side, figure in (("old", change.old), ("new", change.new))
    }
    known = {"name": change.name, "label": change.label(), "group": change.group, "kind": change.kind}
    return known | sides | {"difference": change.difference}


def run_verify(asked: argparse.Namespace) -> int:
    from reportlib.packets import verify as packets_verify

    folder = packet_folder(asked.meeting)
    verified = packets_verify.verify(folder, asked.expect)
    shown = shown_path(folder)
    found = [problem_json(problem) for problem in verified.problems]
    tell(asked, folder=shown, files=verified.files, sums=verified.sums, expected=bool(asked.expect), problems=found)
    for problem in verified.problems:
        print(problem, file=sys.stderr)
    if verified.problems:
        print(messages.packet_differs(folder=shown, count=len(verified.problems)), file=sys.stderr)
        return OutputError.exit_code
    print(messages.packet_is_as_built(folder=shown, files=verified.files))
    if asked.expect:
        print(messages.packet_is_expected())
    elif verified.sums:
        print(messages.packet_hash(folder=shown, slash=os.sep, sums=verified.sums))
    else:
        print(messages.packet_has_no_list())
    return 0


def run_explain(asked: argparse.Namespace) -> int:
    from reportlib.packets import explain as packets_explain
    from reportlib.packets.asked import Explained, find

    if asked.rows and (asked.numbers or not asked.csv):
        raise UsageError(messages.C05_rows_of_an_input())
    if not asked.rows and not asked.numbers:
        raise UsageError(messages.C05_explain_what())
    packet = Explained.read(packet_folder(asked.meeting))
    wording.use(wording.Wording(packet.years))
    if asked.rows:
        return _write_input(packet, asked)
    width = min(shutil.get_terminal_size().columns, WIDEST_TEXT)
    told: list[str] = []
    figures: list[dict] = []
    problems: list[Problem] = []
    for number in asked.numbers:
        try:
            with telling_of_a_packet():
                told.append("\n".join(packets_explain.answer(packet, number, width, asked.all)))
            figures += [_figure_json(packet, found, number) for found in find(packet, number)]
        except ConfigError as unknown:
            problems += unknown.problems
    tell(asked, meeting=packet.name, figures=figures)
    if told:
        print("\n\n".join(told))
    if problems:
        raise ConfigError(*problems)
    if asked.csv:
        _write_rows(packet, asked)
    return 0


def _figure_json(packet: Explained, number: str, asked: str) -> dict:
    """A figure as ``facts.json`` has it, rows of all that it was computed from too, with its derivation in words."""
    from reportlib.packets.explain import tree

    with telling_of_a_packet():
        words = list(tree(packet, number, sys.maxsize, everything=True))
    rows = [span.as_json() for span in packet.rows_of(number)]
    return {"asked": asked} | packet.facts[number].as_json() | {"explained": words, "rows": rows}


def _write_rows(packet: Explained, asked: argparse.Namespace) -> None:
    """The rows of the one figure that is asked for; ConfigError where it may be several, or where a file is in the way."""
    from reportlib.packets.asked import find
    from reportlib.packets.rows_that_count import csv_of, write_csv

    found = [number for text in asked.numbers for number in find(packet, text)]
    printed = [number for number in found if packet.facts[number].places]
    meant = printed or found
    if len(meant) > 1:
        command = f"packet explain {asked.meeting} {meant[0]} --csv {asked.csv}"
        named = messages.listed(asked.numbers)
        raise ConfigError(messages.C05_csv_of_which(asked=named, count=len(meant), command=command))
    lines, rows, lacking = csv_of(packet, meant[0])
    write_csv(asked.csv, lines)
    tell(asked, csv=shown_path(asked.csv), rows=rows)
    for told in lacking:
        print(told, file=sys.stderr)
    print("\n" + messages.csv_written(rows=rows, file=shown_path(asked.csv)))


def _write_input(packet: Explained, asked: argparse.Namespace) -> int:
    """All rows of the input that is asked for."""
    from reportlib.packets.rows_that_count import input_of, write_csv
    from reportlib.records.source_files import as_csv

    table = input_of(packet, asked.rows)
    write_csv(asked.csv, as_csv(table.whole()))
    tell(asked, meeting=packet.name, input=table.input, csv=shown_path(asked.csv), rows=len(table.numbers))
    print(messages.input_written(rows=len(table.numbers), input=table.input, file=shown_path(asked.csv)))
    return 0
