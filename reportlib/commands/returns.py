"""``packet templates`` and ``packet intake``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib.commands.build import places_to_fill
from reportlib.commands.places import params_file, shown_path
from reportlib.commands.progress import progress_lines
from reportlib.errors import ConfigError
from reportlib.language import say

if TYPE_CHECKING:
    from reportlib.meeting.meeting import Meeting


def run_templates(asked: argparse.Namespace) -> int:
    from reportlib.returns import templates

    meeting = meeting_of_returns(asked)
    params = meeting.params
    with progress_lines() as progress:
        progress.step(say("製作表格", "making the workbooks"))
        folder = params.root / "output" / f"{params.name}.templates"
        notices: list[str] = []
        written = templates.write(meeting, folder, notices.append)
    units = len({path.stem for path in written})
    print(
        say(
            f"完成：{shown_path(folder)}{os.sep}，{units} 個單位各有 xlsx 與 ods。回件請放在 {shown_path(params.data_folder)}{os.sep}returns{os.sep}，再執行 packet intake {params.name}。",
            f"Done: {shown_path(folder)}{os.sep}, an xlsx and an ods for each of {units} units. Put what comes back into {shown_path(params.data_folder)}{os.sep}returns{os.sep} and run packet intake {params.name}.",
        )
    )
    for notice in notices:
        print(f"  ・{notice}")
    return 0


def run_intake(asked: argparse.Namespace) -> int:
    from reportlib.returns import intake as returns_intake, summary
    from reportlib.returns.accepted import publish

    meeting = meeting_of_returns(asked)
    params = meeting.params
    with progress_lines() as progress:
        found = returns_intake.intake(meeting, progress.step)
        folder = publish(found, progress.step)
    from rich.console import Console

    summary.print_summary(found, Console(highlight=False, markup=False, emoji=False))
    data = shown_path(params.data_folder)
    if not found.files:
        print(
            say(
                f"{data}{os.sep}returns{os.sep} 裡沒有檔案。請把收到的檔案放進去（資料夾不存在時請先建立），再執行一次。",
                f"There is no file in {data}{os.sep}returns{os.sep}. Put what was received there (make the folder where there is none) and run again.",
            )
        )
    print(
        say(
            f"收件情形與所有問題：{shown_path(folder)}{os.sep}intake.html",
            f"Who sent what, and everything that is wrong: {shown_path(folder)}{os.sep}intake.html",
        )
    )
    if (folder / "marked").is_dir():
        print(
            say(
                f"寄回單位補正的檔案：{shown_path(folder)}{os.sep}marked{os.sep}",
                f"Marked-up copies, to be mailed back: {shown_path(folder)}{os.sep}marked{os.sep}",
            )
        )
    print(say(f"採計的資料列：{data}{os.sep}accepted{os.sep}", f"Accepted rows: {data}{os.sep}accepted{os.sep}"))
    if found.files and (lines := inputs_to_name(meeting)):
        print(
            say(
                f"會議資料還沒有採用這些資料。要採用，請在 {shown_path(params.path)} 的 inputs 改寫（沒有的加上）：",
                f"The packet does not read them yet. To have it do so, write under inputs in {shown_path(params.path)}:",
            )
        )
        for line in lines:
            print(f"  {line}")
    return 0 if found.is_right else 1


def meeting_of_returns(asked: argparse.Namespace) -> Meeting:
    """The meeting that returns are asked for; ConfigError where something is still to be filled in, but for the agenda, which is made later."""
    from reportlib.meeting.meeting import Meeting
    from reportlib.meeting.params import Params

    path = params_file(asked.params)
    if todo := [
        problem
        for problem in places_to_fill(path, thorough=False)
        if problem.file == path.name and problem.header.partition(" ")[0] != "agenda"
    ]:
        raise ConfigError(*todo)
    meeting = Meeting(Params.read(path, before_intake=True))
    meeting.check()
    return meeting


def inputs_to_name(meeting: Meeting) -> list[str]:
    """The lines of ``inputs`` that make the packet read what the intake accepts; those that do already are left out."""
    from reportlib.meeting.fields import ACCEPTED
    from reportlib.returns.asked import RETURNS, wanted

    params = meeting.params
    asked = (RETURNS[name] for name in wanted(meeting).tables)
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
