"""The command line in the language of its user: arguments, help, and what is wrong with them."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.language import say

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


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Arguments]


def arguments() -> argparse.ArgumentParser:
    """The parser of ``packet``: its help and its errors in the user's language."""
    parser = Arguments(
        prog="packet", description=say("由紀錄計算並產生會議資料。", "Compute a meeting packet from records.")
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("指令", "COMMAND"))
    for add_command in (_build, _check, _explain, _sections, _templates, _intake, _verify, _new, _diff):
        add_command(commands)
    return parser


def _meeting() -> str:
    return say(
        "會議代號或參數檔，例如 moea-6-1 或 params/moea-6-1.yaml",
        "meeting or parameter file, such as moea-6-1 or params/moea-6-1.yaml",
    )


# -- the commands, in the order of the help ----------------------------------------------------------------------------


def _build(commands: Commands) -> None:
    parser = commands.add_parser(
        "build",
        help=say("產生會議資料", "build the packet"),
        usage="packet build PARAMS [--output DIR] [--sections SECTION[,SECTION...]] [--edition public]",
    )
    parser.add_argument("params", nargs="?", metavar="PARAMS", help=_meeting())
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help=say("放會議資料的資料夾（預設 output/會議代號）", "folder of the packet (default output/MEETING)"),
    )
    parser.add_argument(
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
    parser.add_argument(
        "--edition",
        choices=("internal", "public"),
        default="internal",
        help=say(
            "public：由同一次執行另產生去除個人資料的公開版（資料夾名加 .public）",
            "public: from the same run, also an edition without personal data, in the folder with .public after its name",
        ),
    )
    parser.set_defaults(parser=parser)


def _check(commands: Commands) -> None:
    parser = commands.add_parser(
        "check",
        help=say(
            "只檢查參數檔與輸入檔案，並列出還沒填的地方",
            "check parameters and inputs only, and list what is still to be filled in",
        ),
    )
    parser.add_argument("params", metavar="PARAMS", help=_meeting())


def _explain(commands: Commands) -> None:
    parser = commands.add_parser(
        "explain",
        help=say("說明一個數字的出處", "tell where a number comes from"),
        description=say(
            "由已產生的會議資料說明數字的出處：怎麼算的、哪個檔案的哪幾列、條件與規則，並列出前幾列。",
            "Tells from a built packet how a number was computed: formula, file, rows, filter and rule, with the first of the rows.",
        ),
    )
    parser.add_argument(
        "meeting",
        metavar="MEETING",
        help=say(
            "會議代號（須已產生會議資料）或會議資料的資料夾",
            "a meeting's name, whose packet must be built, or the folder of a packet",
        ),
    )
    parser.add_argument(
        "numbers",
        metavar="NUMBER",
        nargs="+",
        help=say(
            "編號（F-0123）、印出的數字（1,234、95%%）、名稱（inventory.total）或名稱的一部分（金標章）",
            "an id (F-0123), a number as printed (1,234 or 95%%), a name (inventory.total), or a part of a label",
        ),
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=say("列出整棵樹與所有符合的數字", "the whole tree, and every figure that matches"),
    )


def _sections(commands: Commands) -> None:
    commands.add_parser("sections", help=say("列出可用的章節", "list the sections there are"))


def _templates(commands: Commands) -> None:
    parser = commands.add_parser(
        "templates",
        help=say("產生發給各單位填寫的表格", "make the workbooks that the units fill in"),
        description=say(
            "每個單位一份表格（XLSX 與 ODS），預填已知的資料，放在 output/會議代號.templates/。議程還沒定也可以先做。",
            "One workbook a unit (XLSX and ODS), prefilled with what is known, into output/MEETING.templates/. The agenda may still be open.",
        ),
    )
    parser.add_argument("params", metavar="PARAMS", help=_meeting())


def _intake(commands: Commands) -> None:
    parser = commands.add_parser(
        "intake",
        help=say("收件：讀取並檢查各單位送回的檔案", "the intake: read and check what the units sent back"),
        description=say(
            "讀取 data/會議代號/returns/ 裡的檔案，逐格檢查，寫出可採計的資料、收件情形與可寄回單位的檢核檔；原檔不會變動。",
            "Reads the files in data/MEETING/returns/, checks every cell, and writes what can be used, the board and marked-up copies; the originals stay as they are.",
        ),
    )
    parser.add_argument("params", metavar="PARAMS", help=_meeting())


def _verify(commands: Commands) -> None:
    parser = commands.add_parser(
        "verify", help=say("確認會議資料與產生時相同", "make sure that a packet is still what was built")
    )
    parser.add_argument(
        "meeting",
        metavar="MEETING",
        help=say("會議代號，或會議資料的資料夾", "the meeting's name, or the folder of its packet"),
    )


def _new(commands: Commands) -> None:
    parser = commands.add_parser(
        "new", help=say("準備下一次會議的參數檔與資料夾", "prepare the next meeting's parameter file and data folder")
    )
    parser.add_argument(
        "name", metavar="NAME", help=say("新的會議代號，例如 moea-6-2", "name of the new meeting, such as moea-6-2")
    )
    parser.add_argument(
        "--from",
        dest="old",
        required=True,
        metavar="OLD",
        help=say(
            "上一次會議，例如 moea-6-1（須已產生會議資料）",
            "the last meeting, such as moea-6-1; its packet must be built",
        ),
    )


def _diff(commands: Commands) -> None:
    parser = commands.add_parser("diff", help=say("比較兩次會議的數字", "compare the figures of two packets"))
    parser.add_argument(
        "old",
        metavar="OLD",
        help=say("較早的會議：代號或會議資料的資料夾", "the earlier meeting: its name or the folder of its packet"),
    )
    parser.add_argument("new", metavar="NEW", help=say("較晚的會議", "the later one"))
    parser.add_argument(
        "--all",
        action="store_true",
        help=say("也列出相同的數字與輸入檔案的列數", "list unchanged figures and numbers of input rows too"),
    )
    parser.add_argument(
        "--measures",
        action="append",
        default=[],
        metavar="MEASURE",
        help=say(
            "只列出名稱以此開頭的數字，例如 inventory,quality",
            "only figures whose names begin so, such as inventory,quality",
        ),
    )
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help=say("網頁的檔名（預設 output/diff-OLD-NEW.html）", "file of the page (default output/diff-OLD-NEW.html)"),
    )


def parsed(argv: list[str] | None) -> argparse.Namespace:
    """The command line. ``--sections 50-requests PARAMS`` is taken as it is meant: a section's name is no meeting's."""
    asked = arguments().parse_args(argv)
    if asked.command == "build" and asked.params is None:
        if not asked.sections[1:] or SECTION_NAME.fullmatch(asked.sections[-1]):
            asked.parser.error("the following arguments are required: PARAMS")
        asked.params = asked.sections.pop()
    return asked
