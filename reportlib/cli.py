"""``packet build``, ``check``, ``explain``, ``sections``, ``new``, ``diff``, ``templates``, ``intake``, ``verify``: arguments in, sentences and an exit code out."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.errors import ConfigError, OutputError, PacketError, Stopped
from reportlib.labels import say

if TYPE_CHECKING:
    from reportlib.meeting import Meeting
    from reportlib.params import Params

WIDEST_TEXT = 100  # columns of a terminal
SECTION_NAME = re.compile(r"[0-9]{2}-[a-z0-9,-]+")

# What argparse says of a wrong command line.
ARGUMENT_ERRORS = {
    r"the following arguments are required: (.+)": r"缺少 \1",
    r"unrecognized arguments: (.+)": r"不認得「\1」",
    r"argument ([^:]+): expected .*": r"\1 之後缺少值",
    r"argument [^:]+: invalid choice: '?([^']+?)'? \(choose from .*\)": r"沒有「\1」這個指令，可用的是 build、check、explain、sections、new、diff、templates、intake、verify",
}


class Help(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, say("用法：", "usage: ") if prefix is None else prefix)


class Arguments(argparse.ArgumentParser):
    """argparse in the user's language, with the exit code of a wrong configuration."""

    def __init__(self, **given):
        super().__init__(formatter_class=Help, add_help=False, **given)
        self._positionals.title, self._optionals.title = say("必填", "positional arguments"), say("選項", "options")
        self.add_argument("-h", "--help", action="help", help=say("顯示這段說明", "show this help message and exit"))

    def error(self, message: str):
        zh = message
        for english, chinese in ARGUMENT_ERRORS.items():
            zh = re.sub(english, chinese, zh)
        self.exit(3, f"{self.format_usage()}{say(f'指令不完整或有誤：{zh}。', f'error: {message}')}\n")


def arguments() -> argparse.ArgumentParser:
    parser = Arguments(
        prog="packet", description=say("由紀錄計算並產生會議資料。", "Compute a meeting packet from records.")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("指令", "COMMAND"))
    meeting = say(
        "會議代號或參數檔，例如 moea-6-1 或 params/moea-6-1.yaml",
        "meeting or parameter file, such as moea-6-1 or params/moea-6-1.yaml",
    )
    build = commands.add_parser(
        "build",
        help=say("產生會議資料", "build the packet"),
        usage="packet build PARAMS [--output DIR] [--sections SECTION[,SECTION...]] [--edition public]",
    )
    build.add_argument("params", nargs="?", metavar="PARAMS", help=meeting)
    build.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help=say("放會議資料的資料夾（預設 output/會議代號）", "folder of the packet (default output/MEETING)"),
    )
    build.add_argument(
        "--sections",
        nargs="+",
        action="extend",
        default=[],
        metavar="SECTION",
        help=say(
            "只產生這些章節（以逗號分隔），另存為「部分章節」",
            "these sections only (separated by commas), kept beside the whole packet",
        ),
    )
    build.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help=say(
            "public：由同一次執行另產生去除個人資料的公開版（資料夾名加 .public）",
            "public: from the same run, also an edition without personal data, in the folder with .public after its name",
        ),
    )
    build.set_defaults(parser=build)
    check = commands.add_parser(
        "check",
        help=say(
            "只檢查參數檔與輸入檔案，並列出還沒填的地方",
            "check parameters and inputs only, and list what is still to be filled in",
        ),
    )
    check.add_argument("params", metavar="PARAMS", help=meeting)
    explain = commands.add_parser(
        "explain",
        help=say("說明一個數字的出處", "tell where a number comes from"),
        description=say(
            "由已產生的會議資料說明數字的出處：怎麼算的、哪個檔案的哪幾列、條件與規則，並列出前幾列。",
            "Tells from a built packet how a number was computed: formula, file, rows, filter and rule, with the first of the rows.",
        ),
    )
    explain.add_argument(
        "meeting",
        metavar="MEETING",
        help=say(
            "會議代號（須已產生會議資料）或會議資料的資料夾",
            "a meeting's name, whose packet must be built, or the folder of a packet",
        ),
    )
    explain.add_argument(
        "numbers",
        metavar="NUMBER",
        nargs="+",
        help=say(
            "編號（F-0123）、印出的數字（1,234、95%%）、名稱（inventory.total）或名稱的一部分（金標章）",
            "an id (F-0123), a number as printed (1,234 or 95%%), a name (inventory.total), or a part of a label",
        ),
    )
    explain.add_argument(
        "--all",
        action="store_true",
        help=say("列出整棵樹與所有符合的數字", "the whole tree, and every figure that matches"),
    )
    commands.add_parser("sections", help=say("列出可用的章節", "list the sections there are"))
    templates = commands.add_parser(
        "templates",
        help=say("產生發給各單位填寫的表格", "make the workbooks that the units fill in"),
        description=say(
            "每個單位一份表格（XLSX 與 ODS），預填已知的資料，放在 output/會議代號.templates/。議程還沒定也可以先做。",
            "One workbook a unit (XLSX and ODS), prefilled with what is known, into output/MEETING.templates/. The agenda may still be open.",
        ),
    )
    templates.add_argument("params", metavar="PARAMS", help=meeting)
    intake = commands.add_parser(
        "intake",
        help=say("收件：讀取並檢查各單位送回的檔案", "the intake: read and check what the units sent back"),
        description=say(
            "讀取 data/會議代號/returns/ 裡的檔案，逐格檢查，寫出可採計的資料、收件情形與可寄回單位的檢核檔；原檔不會變動。",
            "Reads the files in data/MEETING/returns/, checks every cell, and writes what can be used, the board and marked-up copies; the originals stay as they are.",
        ),
    )
    intake.add_argument("params", metavar="PARAMS", help=meeting)
    verify = commands.add_parser(
        "verify", help=say("確認會議資料與產生時相同", "make sure that a packet is still what was built")
    )
    verify.add_argument(
        "meeting",
        metavar="MEETING",
        help=say("會議代號，或會議資料的資料夾", "the meeting's name, or the folder of its packet"),
    )
    new = commands.add_parser(
        "new", help=say("準備下一次會議的參數檔與資料夾", "prepare the next meeting's parameter file and data folder")
    )
    new.add_argument(
        "name", metavar="NAME", help=say("新的會議代號，例如 moea-6-2", "name of the new meeting, such as moea-6-2")
    )
    new.add_argument(
        "--from",
        dest="old",
        required=True,
        metavar="OLD",
        help=say(
            "上一次會議，例如 moea-6-1（須已產生會議資料）",
            "the last meeting, such as moea-6-1; its packet must be built",
        ),
    )
    diff = commands.add_parser("diff", help=say("比較兩次會議的數字", "compare the figures of two packets"))
    diff.add_argument(
        "old",
        metavar="OLD",
        help=say("較早的會議：代號或會議資料的資料夾", "the earlier meeting: its name or the folder of its packet"),
    )
    diff.add_argument("new", metavar="NEW", help=say("較晚的會議", "the later one"))
    diff.add_argument(
        "--all",
        action="store_true",
        help=say("也列出相同的數字與輸入檔案的列數", "list unchanged figures and numbers of input rows too"),
    )
    diff.add_argument(
        "--measures",
        action="append",
        default=[],
        metavar="MEASURE",
        help=say(
            "只列出名稱以此開頭的數字，例如 inventory,quality",
            "only figures whose names begin so, such as inventory,quality",
        ),
    )
    diff.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help=say("網頁的檔名（預設 output/diff-OLD-NEW.html）", "file of the page (default output/diff-OLD-NEW.html)"),
    )
    return parser


def _asked(argv: list[str] | None) -> argparse.Namespace:
    """The command line. ``--sections 50-requests PARAMS`` is taken as it is meant: a section's name is no meeting's."""
    asked = arguments().parse_args(argv)
    if asked.command == "build" and asked.params is None:
        if not asked.sections[1:] or SECTION_NAME.fullmatch(asked.sections[-1]):
            asked.parser.error("the following arguments are required: PARAMS")
        asked.params = asked.sections.pop()
    return asked


def run(argv: list[str] | None = None) -> int:
    """The exit code: 0 whole packet or intake, 1 partial packet or something missing or set aside, 2 input, 3 configuration, 4 run, 5 output, 130/143 stopped."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = _asked(argv)
    try:
        code = {
            "build": _build,
            "check": _check,
            "sections": _sections,
            "explain": _explain,
            "new": _new,
            "diff": _diff,
            "templates": _templates,
            "intake": _intake,
            "verify": _verify,
        }[asked.command](asked)
        sys.stdout.flush()
        return code
    except PacketError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        if asked.command == "build":
            print(
                say(
                    "沒有產生新的會議資料；先前的會議資料沒有變動。",
                    "No new packet was made; the previous one is unchanged.",
                ),
                file=sys.stderr,
            )
        if asked.command == "intake":
            print(
                say(
                    "收件沒有完成；先前的收件結果與收到的檔案都沒有變動。",
                    "The intake was not finished; its previous results and the files received are unchanged.",
                ),
                file=sys.stderr,
            )
        return error.exit_code
    except BrokenPipeError:  # packet diff … | head: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("PACKET_DEBUG"):
            raise
        print(
            say(
                f"程式內部錯誤（{type(error).__name__}: {error}）。這不是您的錯；請設定 PACKET_DEBUG=1 再執行一次，並把訊息交給開發者。先前的會議資料沒有變動。",
                f"Internal error ({type(error).__name__}: {error}). It is not your fault: run again with PACKET_DEBUG=1 and send us the output. The previous packet is unchanged.",
            ),
            file=sys.stderr,
        )
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


def _project() -> Path:
    """The folder with ``params`` and ``notebooks`` that we are in, or else the one this program stands in."""
    here = Path.cwd()
    inside = (
        folder for folder in (here, *here.parents) if (folder / "notebooks").is_dir() and (folder / "params").is_dir()
    )
    return next(inside, Path(__file__).resolve().parent.parent)


def _params_file(asked: str) -> Path:
    """The file that a path or the name of a meeting means: moea-6-1 is ``params/moea-6-1.yaml`` where there is no such file."""
    path = Path(asked)
    if os.path.lexists(path) and not path.is_dir() or path.suffix in (".yaml", ".yml"):
        return path
    if len(path.parts) == 1:
        return _project() / "params" / f"{asked}.yaml"
    beside = path.with_name(f"{path.name}.yaml")
    return beside if beside.is_file() else path


def _shown(path: Path) -> str:
    """A path as a person here would type it."""
    return os.path.relpath(path)


def _build(asked: argparse.Namespace) -> int:
    from reportlib.build import build

    params = _params_file(asked.params)
    if todo := _unfilled(params, thorough=False):
        raise ConfigError(*todo)
    with progress_lines() as progress:
        outcome = build(
            params,
            asked.output,
            [name for part in asked.sections for name in part.split(",") if name],
            progress,
            asked.edition,
        )
    shown = _shown(outcome.folder)
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
                f"公開版：{_shown(outcome.public_folder)}，遮蔽 {masked:,} 處；發布前請看 {shown}{os.sep}review.html",
                f"Public edition: {_shown(outcome.public_folder)}, masked in {masked:,} places; look at {shown}{os.sep}review.html before you publish it",
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


def _unfilled(params: Path, thorough: bool) -> list:
    from reportlib import renew

    return renew.unfilled(params, thorough)


def _check(asked: argparse.Namespace) -> int:
    from reportlib import renew
    from reportlib.build import Progress, check

    path = _params_file(asked.params)
    if todo := _unfilled(path, thorough=True):
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
    notices += renew.same_day_elsewhere(params)
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


def _sections(_asked: argparse.Namespace) -> int:
    from reportlib import lint

    folder = Path("notebooks") if Path("notebooks").is_dir() else _project() / "notebooks"
    for path in sorted(folder.glob("*.ipynb")):
        print(f"{path.stem}\t{lint.title(lint.check_notebook(path))}")
    return 0


def _templates(asked: argparse.Namespace) -> int:
    from reportlib import forms

    meeting = _meeting_of_returns(asked)
    params = meeting.params
    with progress_lines() as progress:
        progress.step(say("製作表格", "making the workbooks"))
        folder = params.root / "output" / f"{params.name}.templates"
        notices: list[str] = []
        written = forms.write(meeting, folder, notices.append)
    units = len({path.stem for path in written})
    print(
        say(
            f"完成：{_shown(folder)}{os.sep}，{units} 個單位各有 xlsx 與 ods。回件請放在 {_shown(params.data_folder)}{os.sep}returns{os.sep}，再執行 packet intake {params.name}。",
            f"Done: {_shown(folder)}{os.sep}, an xlsx and an ods for each of {units} units. Put what comes back into {_shown(params.data_folder)}{os.sep}returns{os.sep} and run packet intake {params.name}.",
        )
    )
    for notice in notices:
        print(f"  ・{notice}")
    return 0


def _intake(asked: argparse.Namespace) -> int:
    from reportlib import accepted, intake, intake_page

    meeting = _meeting_of_returns(asked)
    params = meeting.params
    with progress_lines() as progress:
        found = intake.intake(meeting, progress.step)
        folder = accepted.publish(found, progress.step)
    from rich.console import Console

    intake_page.print_summary(found, Console(highlight=False, markup=False, emoji=False))
    data = _shown(params.data_folder)
    if not found.files:
        print(
            say(
                f"{data}{os.sep}returns{os.sep} 裡沒有檔案。請把收到的檔案放進去（資料夾不存在時請先建立），再執行一次。",
                f"There is no file in {data}{os.sep}returns{os.sep}. Put what was received there (make the folder where there is none) and run again.",
            )
        )
    print(
        say(
            f"收件情形與所有問題：{_shown(folder)}{os.sep}intake.html",
            f"Who sent what, and everything that is wrong: {_shown(folder)}{os.sep}intake.html",
        )
    )
    if (folder / "marked").is_dir():
        print(
            say(
                f"寄回單位補正的檔案：{_shown(folder)}{os.sep}marked{os.sep}",
                f"Marked-up copies, to be mailed back: {_shown(folder)}{os.sep}marked{os.sep}",
            )
        )
    print(say(f"採計的資料列：{data}{os.sep}accepted{os.sep}", f"Accepted rows: {data}{os.sep}accepted{os.sep}"))
    if found.files and (lines := _inputs_to_name(params)):
        print(
            say(
                f"會議資料還沒有採用這些資料。要採用，請在 {_shown(params.path)} 的 inputs 改寫（沒有的加上）：",
                f"The packet does not read them yet. To have it do so, write under inputs in {_shown(params.path)}:",
            )
        )
        for line in lines:
            print(f"  {line}")
    return 0 if found.is_right else 1


def _meeting_of_returns(asked: argparse.Namespace) -> Meeting:
    """The meeting that returns are asked for; ConfigError where something is still to be filled in, but for the agenda, which is made later."""
    from reportlib.meeting import Meeting
    from reportlib.params import Params

    path = _params_file(asked.params)
    if todo := [
        problem
        for problem in _unfilled(path, thorough=False)
        if problem.file == path.name and problem.header.partition(" ")[0] != "agenda"
    ]:
        raise ConfigError(*todo)
    meeting = Meeting(Params.read(path, before_intake=True))
    meeting.check()
    return meeting


def _inputs_to_name(params: Params) -> list[str]:
    """The lines of ``inputs`` that make the packet read what the intake accepts; those that do already are left out."""
    from reportlib import returns
    from reportlib.params import ACCEPTED

    asked = (returns.RETURNS[name] for name in params.returns.tables)
    files = {one.input: "resolutions" if one.input == "resolutions" else one.name for one in asked if one.input} | {
        "received": "received",
        "corrections": "corrections",
    }
    named = {field: getattr(params.inputs, field) for field in files}
    start = Path(os.path.relpath(params.data_folder, params.path.parent)).as_posix()
    return [
        f"{field}: {start}/{ACCEPTED}/{file}.csv"
        for field, file in files.items()
        if named[field] is None or named[field].parent.name != ACCEPTED
    ]


def _new(asked: argparse.Namespace) -> int:
    from reportlib import renew

    done = renew.renew(_params_file(asked.old), asked.name)
    name, params, data = done.params.stem, _shown(done.params), _shown(done.data)
    print(say(f"已建立 {params} 與 {data}{os.sep}：", f"Written: {params} and {data}{os.sep}:"))
    rows = [
        [
            made.file,
            made.label,
            say("只有標題列，請填資料", "header only, to be filled in")
            if made.carried is None
            else say(f"帶入 {made.carried:,} 列", f"{made.carried:,} rows carried over"),
        ]
        for made in done.made
    ]
    _print_columns(rows)
    print(say("往後移半年的日期，請確認：", "Dates moved on by half a year, to be confirmed:"))
    _print_columns([[key, f"{before} → {after}"] for key, before, after in done.moved])
    for notice in done.notices:
        print(f"  ・{notice}")
    print(say("接下來：", "What to do next:"))
    steps = [
        (
            f"打開 {params}，把 {done.marks} 處「待填」換成這次會議的內容（會議日期、報告人、擬辦、人工填報的數字等）。使用真實資料時，刪去 data_notice 兩行。",
            f"Open {params} and replace the {done.marks} marks 「待填」: date, presenters, proposals, declared figures. Delete the two lines data_notice where the data are real.",
        ),
        (
            f"把各單位送來的資料貼進 {data}{os.sep} 裡只有標題列的檔案，或整個換掉（也可以用 xlsx、ods，並在參數檔改檔名）。",
            f"Fill the files in {data}{os.sep} that have a header only, or put others in their place (XLSX and ODS too; change the name in the parameter file).",
        ),
        (
            "resolutions.csv：已解除列管的決議填「解除列管會議」，其餘填「列管建議」（由單位回報的留白）；再加上前次會議的新決議。members.csv 等帶入的檔案請核對。",
            "resolutions.csv: name the meeting that released a resolution, or say what is proposed, unless the units are asked; add the last meeting's own resolutions. Check what was carried over, such as members.csv.",
        ),
        (
            f"執行 packet check {name}：列出還沒填的地方，直到沒有為止。",
            f"Run packet check {name}: it lists what is left, until nothing is.",
        ),
        (
            f"執行 packet build {name}，再以 packet diff {_params_file(asked.old).stem} {name} 看哪些數字變了。",
            f"Run packet build {name}, and packet diff {_params_file(asked.old).stem} {name} to see which figures changed.",
        ),
    ]
    has_resolutions = any(made.kind == "resolutions" for made in done.made)
    for number, (zh, en) in enumerate(
        (step for step in steps if has_resolutions or "resolutions.csv" not in step[1]), 1
    ):
        print(f"  {number}. {say(zh, en)}")
    return 0


def _print_columns(rows: list[list[str]]) -> None:
    """Rows of texts in columns, Chinese characters two cells wide; the last column is not filled up."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=False)]
    for row in rows:
        print(
            "  "
            + "  ".join(
                [text + " " * (width - cell_len(text)) for text, width in zip(row[:-1], widths, strict=False)]
                + [row[-1]]
            )
        )


def _diff(asked: argparse.Namespace) -> int:
    from rich.console import Console

    from reportlib import compare

    output = _project() / "output"
    old, new = (compare.Packet.read(_packet_folder(text, output), text) for text in (asked.old, asked.new))
    changes = compare.compare(old, new)
    measures = [name for part in asked.measures for name in part.split(",") if name]
    if measures:
        changes = compare.only(changes, measures)
    target = asked.html or output / f"diff-{old.name}-{new.name}.html"
    compare.write_page(target, compare.page(old, new, changes))
    differing = [change for change in changes if asked.all or change.kind != "same"]
    shown = [change for change in differing if asked.all or measures or change.group != compare.ROWS]
    if shown:
        compare.print_table(old, new, shown, Console(highlight=False, markup=False, emoji=False))
    if any(change.new and change.new.is_share for change in shown):
        print(say("・占比的差以百分點表示（點）。", "・differences of shares are in percentage points (pp)."))
    if rows := len(differing) - len(shown):
        print(
            say(
                f"・{compare.ROWS}有 {rows:,} 個不同，--all 才列出。",
                f"・{rows:,} numbers of input rows differ; --all lists them.",
            )
        )
    for packet, sections in zip((old, new), compare.other_sections(old, new), strict=True):
        if sections:
            print(
                say(
                    f"・只有 {packet.name} 有的章節：{'、'.join(sections)}",
                    f"・sections of {packet.name} only: {', '.join(sections)}",
                )
            )
    count = compare.counts(changes)
    print(
        say(
            f"{old.name} → {new.name}：變動 {count['changed']:,}、新增 {count['new']:,}、不再列出 {count['gone']:,}、相同 {count['same']:,} 個數字。",
            f"{old.name} → {new.name}: {count['changed']:,} changed, {count['new']:,} new, {count['gone']:,} gone, {count['same']:,} the same.",
        )
    )
    print(say(f"網頁：{_shown(target)}", f"Page: {_shown(target)}"))
    return 0


def _verify(asked: argparse.Namespace) -> int:
    from reportlib import verify

    folder = _packet_folder(asked.meeting, _project() / "output")
    files, problems = verify.verify(folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(
            say(
                f"{_shown(folder)} 有 {len(problems)} 處與產生時不同。",
                f"{_shown(folder)} differs from what was built in {len(problems)} places.",
            ),
            file=sys.stderr,
        )
        return OutputError.exit_code
    print(
        say(
            f"{_shown(folder)} 與產生時相同：{files} 個檔案都符合執行紀錄。",
            f"{_shown(folder)} is what was built: all {files} files match the run record.",
        )
    )
    return 0


def _explain(asked: argparse.Namespace) -> int:
    from reportlib import explain

    packet = explain.Explained.read(_packet_folder(asked.meeting, _project() / "output"))
    width = min(shutil.get_terminal_size().columns, WIDEST_TEXT)
    told, problems = [], []
    for number in asked.numbers:
        try:
            told.append("\n".join(explain.answer(packet, number, width, asked.all)))
        except ConfigError as unknown:
            problems += unknown.problems
    if told:
        print("\n\n".join(told))
    if problems:
        raise ConfigError(*problems)
    return 0


def _packet_folder(asked: str, output: Path) -> Path:
    """The folder of a packet: one that is named, or that of a meeting's name in ``output``."""
    path = Path(asked)
    if (path / "facts.json").is_file() or len(path.parts) != 1 and path.suffix not in (".yaml", ".yml"):
        return path
    return output / path.name.removesuffix(".yaml").removesuffix(".yml")


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

        yield Progress(
            lambda sections: titles.update({stem: title for stem, title, _ in sections}),
            cell,
            lambda text: line(f"・{text}"),
            lambda text: line(f"{text}…"),
        )
        return

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True, highlight=False, markup=False)
    with Bars(
        TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), MofNCompleteColumn(), console=console
    ) as bars:
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
