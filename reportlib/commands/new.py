"""``packet new``."""

from __future__ import annotations

import argparse
import os

from reportlib.commands.places import params_file, shown_path
from reportlib.commands.progress import print_columns
from reportlib.language import say


def run_new(asked: argparse.Namespace) -> int:
    from reportlib.new import prepare

    done = prepare.prepare(params_file(asked.old), asked.name)
    name, params, data = done.params.stem, shown_path(done.params), shown_path(done.data)
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
    print_columns(rows)
    print(say("往後移半年的日期，請確認：", "Dates moved on by half a year, to be confirmed:"))
    print_columns([[key, f"{before} → {after}"] for key, before, after in done.moved])
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
            f"執行 packet build {name}，再以 packet diff {params_file(asked.old).stem} {name} 看哪些數字變了。",
            f"Run packet build {name}, and packet diff {params_file(asked.old).stem} {name} to see which figures changed.",
        ),
    ]
    has_resolutions = any(made.kind == "resolutions" for made in done.made)
    for number, (zh, en) in enumerate(
        (step for step in steps if has_resolutions or "resolutions.csv" not in step[1]), 1
    ):
        print(f"  {number}. {say(zh, en)}")
    return 0
