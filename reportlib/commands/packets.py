"""``packet diff``, ``verify`` and ``explain``: what a packet on disk says."""

from __future__ import annotations

import argparse
import shutil
import sys

from reportlib.commands.places import packet_folder, project_folder, shown_path
from reportlib.errors import ConfigError, OutputError, Problem
from reportlib.language import say

WIDEST_TEXT = 100  # columns of a terminal


def run_diff(asked: argparse.Namespace) -> int:
    from rich.console import Console

    from reportlib.packets import diff, diff_shown
    from reportlib.packets.changes import ROWS, counts, only
    from reportlib.packets.published import Packet

    output = project_folder() / "output"
    old, new = (Packet.read(packet_folder(text, output), text) for text in (asked.old, asked.new))
    changes = diff.compare(old, new)
    measures = [name for part in asked.measures for name in part.split(",") if name]
    if measures:
        changes = only(changes, measures)
    target = asked.html or output / f"diff-{old.name}-{new.name}.html"
    diff_shown.write_page(target, diff_shown.page(old, new, changes))
    differing = [change for change in changes if asked.all or change.kind != "same"]
    shown = [change for change in differing if asked.all or measures or change.group != ROWS]
    if shown:
        diff_shown.print_table(old, new, shown, Console(highlight=False, markup=False, emoji=False))
    if any(change.new and change.new.is_share for change in shown):
        print(say("・占比的差以百分點表示（點）。", "・differences of shares are in percentage points (pp)."))
    if rows := len(differing) - len(shown):
        print(
            say(
                f"・{ROWS}有 {rows:,} 個不同，--all 才列出。",
                f"・{rows:,} numbers of input rows differ; --all lists them.",
            )
        )
    for packet, sections in zip((old, new), diff.other_sections(old, new), strict=True):
        if sections:
            print(
                say(
                    f"・只有 {packet.name} 有的章節：{'、'.join(sections)}",
                    f"・sections of {packet.name} only: {', '.join(sections)}",
                )
            )
    count = counts(changes)
    print(
        say(
            f"{old.name} → {new.name}：變動 {count['changed']:,}、新增 {count['new']:,}、不再列出 {count['gone']:,}、相同 {count['same']:,} 個數字。",
            f"{old.name} → {new.name}: {count['changed']:,} changed, {count['new']:,} new, {count['gone']:,} gone, {count['same']:,} the same.",
        )
    )
    print(say(f"網頁：{shown_path(target)}", f"Page: {shown_path(target)}"))
    return 0


def run_verify(asked: argparse.Namespace) -> int:
    from reportlib.packets import verify as packets_verify

    folder = packet_folder(asked.meeting, project_folder() / "output")
    files, problems = packets_verify.verify(folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(
            say(
                f"{shown_path(folder)} 有 {len(problems)} 處與產生時不同。",
                f"{shown_path(folder)} differs from what was built in {len(problems)} places.",
            ),
            file=sys.stderr,
        )
        return OutputError.exit_code
    print(
        say(
            f"{shown_path(folder)} 與產生時相同：{files} 個檔案都符合執行紀錄。",
            f"{shown_path(folder)} is what was built: all {files} files match the run record.",
        )
    )
    return 0


def run_explain(asked: argparse.Namespace) -> int:
    from reportlib.packets import explain as packets_explain
    from reportlib.packets.asked import Explained

    packet = Explained.read(packet_folder(asked.meeting, project_folder() / "output"))
    width = min(shutil.get_terminal_size().columns, WIDEST_TEXT)
    told: list[str] = []
    problems: list[Problem] = []
    for number in asked.numbers:
        try:
            told.append("\n".join(packets_explain.answer(packet, number, width, asked.all)))
        except ConfigError as unknown:
            problems += unknown.problems
    if told:
        print("\n\n".join(told))
    if problems:
        raise ConfigError(*problems)
    return 0
