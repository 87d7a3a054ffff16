"""``packet build``, ``check`` and ``sections``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from reportlib.commands.places import params_file, project_folder, shown_path
from reportlib.commands.progress import progress_lines
from reportlib.errors import ConfigError
from reportlib.language import say


def run_build(asked: argparse.Namespace) -> int:
    from reportlib.build.build import build

    params = params_file(asked.params)
    if todo := places_to_fill(params, thorough=False):
        raise ConfigError(*todo)
    with progress_lines() as progress:
        outcome = build(
            params,
            asked.output,
            [name for part in asked.sections for name in part.split(",") if name],
            progress,
            asked.edition,
        )
    shown = shown_path(outcome.folder)
    if outcome.is_whole:
        print(
            say(
                f"完成：{shown}{os.sep}packet.pdf、packet.html、annex{os.sep}",
                f"Done: {shown}{os.sep}packet.pdf, packet.html, annex{os.sep}",
            )
        )
    if outcome.public_folder:
        masked = sum(outcome.masked.values())
        print(
            say(
                f"公開版：{shown_path(outcome.public_folder)}，遮蔽 {masked:,} 處；發布前請看 {shown}{os.sep}review.html",
                f"Public edition: {shown_path(outcome.public_folder)}, masked in {masked:,} places; look at {shown}{os.sep}review.html before you publish it",
            )
        )
    elif outcome.is_whole and (outcome.folder / "review.html").is_file():
        print(
            say(
                f"發出之前請看 {shown}{os.sep}review.html：數字不一致、回復不完整之處。",
                f"Look at {shown}{os.sep}review.html before it goes out: figures that do not agree, incomplete replies.",
            )
        )
    if outcome.is_whole:
        return 0
    print(say(f"完成部分章節：{shown}（不是完整的會議資料）", f"Partial packet: {shown} (not the whole packet)"))
    return 1


def places_to_fill(params: Path, thorough: bool) -> list:
    from reportlib.new import unfilled

    return unfilled.unfilled(params, thorough)


def run_check(asked: argparse.Namespace) -> int:
    from reportlib.build.checks import check
    from reportlib.build.progress import Progress
    from reportlib.new import unfilled

    path = params_file(asked.params)
    if todo := places_to_fill(path, thorough=True):
        print(
            say(
                f"{path.stem} 還有 {len(todo)} 處沒有填好：",
                f"{path.stem}: {len(todo)} things are still to be filled in:",
            ),
            file=sys.stderr,
        )
        for problem in todo:
            print(problem, file=sys.stderr)
        print(
            say(
                f"填好後再執行 packet check {path.stem}；都填好了，就執行 packet build {path.stem}。",
                f"Fill them in and run packet check {path.stem} again; when nothing is left, run packet build {path.stem}.",
            ),
            file=sys.stderr,
        )
        return 3
    notices: list[str] = []
    params, reports, unclear = check(path, Progress(notice=notices.append))
    notices += unfilled.same_day_elsewhere(params)
    for report in reports:
        place = report["file"] + (f"〔{report['sheet']}〕" if report["sheet"] else "")
        counts = report["counts"]
        set_out = counts.get("out_of_scope", 0)
        print(
            say(
                f"✓ {place}：讀入 {counts['read']:,} 列，採計 {counts['used']:,} 列",
                f"✓ {place}: {counts['read']:,} rows read, {counts['used']:,} used",
            )
            + (say(f"，非本機關 {set_out:,} 列", f", {set_out:,} of other bodies") if set_out else "")
            + (say(f"（{report['encoding']}）", f" ({report['encoding']})") if report["encoding"] else "")
        )
    for notice in notices:
        print(f"  ・{notice}")
    for problem in unclear:
        print(f"  ？{problem}")
    print(
        say(
            f"檢查通過：{params.name}，{len(params.sections)} 個章節。",
            f"All checks passed: {params.name}, {len(params.sections)} sections.",
        )
    )
    return 0


def run_sections(_asked: argparse.Namespace) -> int:
    from reportlib.execute import lint as execute_lint
    from reportlib.execute.lint import check_notebook

    folder = Path("notebooks") if Path("notebooks").is_dir() else project_folder() / "notebooks"
    for path in sorted(folder.glob("*.ipynb")):
        print(f"{path.stem}\t{execute_lint.title(check_notebook(path))}")
    return 0
