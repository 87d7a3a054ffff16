"""``packet build``, ``packet check``, ``packet sections``: arguments in, sentences and an exit code out."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from reportlib.errors import PacketError, Stopped
from reportlib.labels import say


# What argparse says of a wrong command line.
ARGUMENT_ERRORS = {
    r"the following arguments are required: (.+)": r"缺少 \1",
    r"unrecognized arguments: (.+)": r"不認得「\1」",
    r"argument ([^:]+): expected .*": r"\1 之後缺少值",
    r"argument [^:]+: invalid choice: '?([^']+?)'? \(choose from .*\)": r"沒有「\1」這個指令，可用的是 build、check、sections",
}


class Arguments(argparse.ArgumentParser):
    """argparse with its one error in the user's language and the exit code of a wrong configuration."""

    def error(self, message: str):
        zh = message
        for english, chinese in ARGUMENT_ERRORS.items():
            zh = re.sub(english, chinese, zh)
        self.exit(3, f"{self.format_usage()}{say(f'指令不完整或有誤：{zh}。', f'error: {message}')}\n")


def arguments() -> argparse.ArgumentParser:
    parser = Arguments(prog="packet", description=say("由紀錄計算並產生會議資料。", "Compute a meeting packet from records."))
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("指令", "COMMAND"))
    build = commands.add_parser("build", help=say("產生會議資料", "build the packet"))
    build.add_argument("params", type=Path, metavar="PARAMS", help=say("參數檔，例如 params/moea-6-1.yaml", "parameter file, such as params/moea-6-1.yaml"))
    build.add_argument("--output", type=Path, metavar="DIR", help=say("放會議資料的資料夾（預設 output/會議名稱）", "folder of the packet (default output/MEETING)"))
    build.add_argument("--sections", nargs="+", default=(), metavar="SECTION", help=say("只產生這些章節，另存為「部分章節」", "these sections only, kept beside the whole packet"))
    check = commands.add_parser("check", help=say("只檢查參數檔與輸入檔案", "check parameters and inputs only"))
    check.add_argument("params", type=Path, metavar="PARAMS", help=say("參數檔", "parameter file"))
    commands.add_parser("sections", help=say("列出可用的章節", "list the sections there are"))
    return parser


def run(argv: list[str] | None = None) -> int:
    """The exit code: 0 whole packet, 1 partial packet, 2 input, 3 configuration, 4 run, 5 output, 130/143 stopped."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = arguments().parse_args(argv)
    try:
        return {"build": _build, "check": _check, "sections": _sections}[asked.command](asked)
    except PacketError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        if asked.command == "build":
            print(say("沒有產生新的會議資料；先前的會議資料沒有變動。", "No new packet was made; the previous one is unchanged."), file=sys.stderr)
        return error.exit_code
    except Exception as error:
        if os.environ.get("PACKET_DEBUG"):
            raise
        print(say(f"程式內部錯誤（{type(error).__name__}: {error}）。這不是您的錯；請設定 PACKET_DEBUG=1 再執行一次，並把訊息交給開發者。先前的會議資料沒有變動。",
                  f"Internal error ({type(error).__name__}: {error}). It is not your fault: run again with PACKET_DEBUG=1 and send us the output. The previous packet is unchanged."), file=sys.stderr)  # fmt: skip
        return 4
    except Stopped as stopped:
        print(say("已停止；先前的會議資料沒有變動。", "Stopped; the previous packet is unchanged."), file=sys.stderr)
        return 128 + stopped.signum
    finally:
        _end_children()


def _end_children() -> None:
    kernels = sys.modules.get("reportlib.kernels")
    if kernels is not None:
        kernels.shut_down()


def _build(asked: argparse.Namespace) -> int:
    from reportlib.build import build

    with progress_lines() as progress:
        outcome = build(asked.params, asked.output, [name for part in asked.sections for name in part.split(",") if name], progress)
    shown = os.path.relpath(outcome.folder)
    if outcome.is_whole:
        print(say(f"完成：{shown}{os.sep}packet.pdf、packet.html、annex{os.sep}", f"Done: {shown}{os.sep}packet.pdf, packet.html, annex{os.sep}"))
        return 0
    print(say(f"完成部分章節：{shown}（不是完整的會議資料）", f"Partial packet: {shown} (not the whole packet)"))
    return 1


def _check(asked: argparse.Namespace) -> int:
    from reportlib.build import Progress, check

    notices: list[str] = []
    params, reports = check(asked.params, Progress(notice=notices.append))
    for report in reports:
        place = report["file"] + (f"〔{report['sheet']}〕" if report["sheet"] else "")
        counts = report["counts"]
        set_out = counts.get("out_of_scope", 0)
        print(say(f"✓ {place}：讀入 {counts['read']:,} 列，採計 {counts['used']:,} 列", f"✓ {place}: {counts['read']:,} rows read, {counts['used']:,} used")
              + (say(f"，非本機關 {set_out:,} 列", f", {set_out:,} of other bodies") if set_out else "")
              + (say(f"（{report['encoding']}）", f" ({report['encoding']})") if report["encoding"] else ""))  # fmt: skip
    for notice in notices:
        print(f"  ・{notice}")
    print(say(f"檢查通過：{params.name}，{len(params.sections)} 個章節。", f"All checks passed: {params.name}, {len(params.sections)} sections."))
    return 0


def _sections(_asked: argparse.Namespace) -> int:
    from reportlib import lint

    folder = Path("notebooks") if Path("notebooks").is_dir() else Path(__file__).resolve().parent.parent / "notebooks"
    for path in sorted(folder.glob("*.ipynb")):
        print(f"{path.stem}\t{lint.title(lint.check_notebook(path))}")
    return 0


@contextlib.contextmanager
def progress_lines() -> Iterator:
    """One line a section: a moving bar on a terminal, a finished line elsewhere."""
    from reportlib.build import Progress

    if not sys.stderr.isatty():
        titles: dict[str, str] = {}
        lock = threading.Lock()

        def line(text: str) -> None:
            with lock:
                print(text, file=sys.stderr, flush=True)

        def cell(stem: str, done: int, total: int) -> None:
            if done == total:
                line(f"✓ {stem} {titles.get(stem, '')} {done}/{total}")

        yield Progress(lambda sections: titles.update({stem: title for stem, title, _ in sections}), cell, lambda text: line(f"・{text}"), lambda text: line(f"{text}…"))
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bars, TextColumn

    console = Console(stderr=True, highlight=False, markup=False)
    with Bars(TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), MofNCompleteColumn(), console=console) as bars:
        tasks: dict[str, int] = {}
        step = bars.add_task("", total=None, visible=False)

        def begin(sections: list[tuple[str, str, int]]) -> None:
            bars.update(step, visible=False)
            tasks.update({stem: bars.add_task(f"{stem} {title}", total=total) for stem, title, total in sections})

        yield Progress(
            begin,
            lambda stem, done, total: bars.update(tasks[stem], completed=done, total=total),
            lambda text: console.print(f"・{text}"),
            lambda text: bars.update(step, description=f"{text}…", visible=True),
        )
        bars.update(step, visible=False)


